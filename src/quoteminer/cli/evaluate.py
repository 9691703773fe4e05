"""`quoteminer evaluate`: predictions scored against gold."""

from typing import Annotated

import typer

from quoteminer.cli.options import Articles
from quoteminer.cli.scoring import Gold, Iou, Resamples, Seed, gold_of, refused, scored
from quoteminer.cli.streams import STDOUT, output, page


def evaluate(
    gold: Gold,
    predicted: Annotated[
        str, typer.Argument(metavar="PREDICTED", help="What `quoteminer extract` wrote, or the shape of GOLD; .jsonl.")
    ],
    json_to: Annotated[
        str | None, typer.Option("--json", metavar="FILE", help="Write all figures and errors; - is standard output.")
    ] = None,
    html_to: Annotated[
        str | None, typer.Option("--html", metavar="FILE", help="Write a page that shows every article and error.")
    ] = None,
    articles: Articles = None,
    iou: Iou = 0.5,
    resamples: Resamples = 2000,
    seed: Seed = 20211112,
) -> None:
    """Score quotes against gold: found, attributed, by kind, role and publisher, with intervals; and list the errors.

    Gold of quote records finds its articles with --articles, or in a folder raw beside the folder of GOLD. Gold that
    cannot be scored is refused: the message names line, field and remedy. docs/EVALUATION.md explains every figure.
    """
    import json

    from quoteminer.errors import QuoteminerError
    from quoteminer.render.evaluation import report_page
    from quoteminer.render.scores import report_table

    try:
        report = scored(gold_of(gold, articles or []), predicted, iou, resamples, seed)
    except QuoteminerError as error:
        raise refused(error) from error
    if html_to is not None:
        with output(html_to) as stream:
            stream.write(report_page(report, gold=gold, predicted=predicted))
    if json_to is not None:
        with output(json_to) as stream:
            stream.write(json.dumps(report.to_dict(), ensure_ascii=False, indent=1) + "\n")
    if STDOUT not in (json_to, html_to):
        page().print(report_table(report))
