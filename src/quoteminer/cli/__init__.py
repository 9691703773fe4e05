"""The command line: one module a command, each with no more than its options, one call and what is printed.

What a command needs is imported when it runs, so that `quoteminer --help` answers at once.
"""

from typing import Annotated

import typer

from quoteminer.cli.check import check
from quoteminer.cli.compare import compare
from quoteminer.cli.convert import convert
from quoteminer.cli.evaluate import evaluate
from quoteminer.cli.extract import extract
from quoteminer.cli.info import info
from quoteminer.cli.report import report
from quoteminer.cli.schema import schema
from quoteminer.cli.show import show
from quoteminer.cli.train import train

COMMANDS = (extract, show, report, evaluate, compare, convert, check, train, schema, info)

app = typer.Typer(
    name="quoteminer",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"quoteminer {version('quoteminer')}")
        raise typer.Exit


@app.callback()
def main(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Who said what in the news: every attributed quote, its cue, its source and the speaker behind it.

    Data goes to standard output or to -o FILE, everything else to standard error. Exit status: 0 fine, 1 some input
    could not be used (everything else is still written), 2 wrong usage.
    """


for _command in COMMANDS:
    app.command()(_command)
