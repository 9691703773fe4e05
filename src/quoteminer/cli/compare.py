"""`quoteminer compare`: two runs on the same gold."""

from typing import Annotated

import typer

from quoteminer.cli.options import Articles
from quoteminer.cli.scoring import Gold, Iou, Resamples, Seed, gold_of, refused, scored
from quoteminer.cli.streams import STDOUT, output, page


def compare(
    gold: Gold,
    first: Annotated[str, typer.Argument(metavar="A", help="Predictions to compare with; .jsonl.")],
    second: Annotated[str, typer.Argument(metavar="B", help="Predictions that are compared; .jsonl.")],
    json_to: Annotated[
        str | None, typer.Option("--json", metavar="FILE", help="Write all differences; - is standard output.")
    ] = None,
    articles: Articles = None,
    iou: Iou = 0.5,
    resamples: Resamples = 2000,
    seed: Seed = 20211112,
) -> None:
    """Compare two runs on the same gold: B minus A for every figure, its 95 % interval, and what changed most."""
    import json

    from quoteminer.errors import QuoteminerError
    from quoteminer.evaluation.compare import compare as compared
    from quoteminer.render.scores import comparison_table

    try:
        wanted = gold_of(gold, articles or [])
        comparison = compared(scored(wanted, first, iou, resamples, seed), scored(wanted, second, iou, resamples, seed))
    except QuoteminerError as error:
        raise refused(error) from error
    if json_to is not None:
        with output(json_to) as stream:
            stream.write(json.dumps(comparison.to_dict(), ensure_ascii=False, indent=1) + "\n")
    if json_to != STDOUT:
        page().print(comparison_table(comparison))
