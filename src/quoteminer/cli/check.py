"""`quoteminer check`: what is wrong with files of articles, quotes and gold."""

from typing import Annotated

import typer

from quoteminer.cli.options import Articles
from quoteminer.cli.streams import SOME_UNUSABLE, counted, utf8


def check(
    paths: Annotated[
        list[str], typer.Argument(metavar="FILE", help="Files of articles, quotes or gold, or folders of them.")
    ],
    articles: Articles = None,
) -> None:
    """Check articles, quotes and gold; say file, line, field, value and remedy of all that is wrong.

    Gold, which is a file in a folder gold or one with attributions, must hold no quote twice, no content without a word
    and no unknown parent besides.

    Quotes are held against their articles: those of --articles, else those among FILE, else those in a folder raw
    that stands beside the folder of the quotes.
    """
    import sys

    from quoteminer.cli.scoring import gold_problems
    from quoteminer.formats.checks import check_files, gold_files

    utf8(sys.stdout)
    findings = check_files(paths, articles or [])
    for gold in gold_files(paths):
        findings.replace(gold, gold_problems(gold, articles or []))
    for problem in findings.problems:
        typer.echo(problem)
    checked = f"{counted(findings.articles, 'article')} and {counted(findings.quotes, 'quote')} checked"
    typer.echo(f"{checked}, {counted(len(findings.problems), 'problem')}", err=True)
    if findings.not_compared and not articles:
        whose = "its article, which was" if findings.not_compared == 1 else "their articles, which were"
        typer.echo(
            f"{counted(findings.not_compared, 'quote')} not held against {whose} not found; name a file or folder of "
            "articles with --articles PATH",
            err=True,
        )
    if findings.problems:
        raise typer.Exit(SOME_UNUSABLE)
