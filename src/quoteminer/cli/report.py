"""`quoteminer report`: a file of quotes as one page to look through."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quoteminer.cli.options import Articles, Quiet
from quoteminer.cli.streams import SOME_UNUSABLE, STDIN, STDOUT, complain, counted, output, read_once

if TYPE_CHECKING:
    from quoteminer.formats.failures import Failures
    from quoteminer.render.report_data import ReportData


def report(
    quotes: Annotated[
        list[Path], typer.Argument(metavar="QUOTES", help="Files of quotes (.jsonl; also .gz); - is standard input.")
    ],
    to: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            show_default="standard output",
            help="Where the page goes; the file appears when all is written.",
        ),
    ] = STDOUT,
    articles: Articles = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", show_default="the name of the file", help="The heading.")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Write one page to look through quotes: charts, search, filters, and each article with its quotes marked.

    The page needs no network. With --articles it shows the quotes within their articles.
    """
    from quoteminer.formats.failures import Failures
    from quoteminer.render.report import report_page

    read_once([*map(str, quotes), *(articles or [])])
    _refuse_overwriting(quotes, to)
    failures = Failures(complain)
    data = _read(quotes, articles or [], failures)
    for problem in data.problems:
        complain(problem)
    heading = title or f"Quotes · {', '.join(map(_named, quotes))}"
    with output(to) as page:
        page.writelines(report_page(data, title=heading))
    if not quiet:
        found = counted(len(data.index["quotes"]), "quote")
        where = "" if to == STDOUT else f"; page in {to}"
        typer.echo(f"{found} of {counted(len(data.quotes), 'article')}, {len(data.articles)} shown{where}", err=True)
    if failures.count or data.problems:
        raise typer.Exit(SOME_UNUSABLE)


def _read(quotes: list[Path], articles: list[str], failures: "Failures") -> "ReportData":
    from quoteminer.formats.articles import read_articles
    from quoteminer.formats.quotes import quotes_by_article
    from quoteminer.render.report_data import report_data
    from quoteminer.schema import Quote

    gathered: dict[str, list[Quote]] = {}
    for path in quotes:
        for article_id, found in quotes_by_article(path, failures.input).items():
            gathered.setdefault(article_id, []).extend(found)
    return report_data(gathered, {article.id: article for article in read_articles(articles, failures.input)})


def _named(path: Path) -> str:
    return "standard input" if str(path) == STDIN else path.name


def _refuse_overwriting(quotes: list[Path], to: str) -> None:
    if to != STDOUT and Path(to).resolve() in {path.resolve() for path in quotes}:
        raise typer.BadParameter(f"{to} is read already; name another file", param_hint="--output")
