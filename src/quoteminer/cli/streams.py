"""Where a command writes: data to standard output or a file that is never left half written, talk to standard error."""

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

import typer

if TYPE_CHECKING:
    from rich.console import Console

STDOUT = "-"
SOME_UNUSABLE = 1
WRONG_USAGE = 2


def complain(message: object) -> None:
    """Say on standard error what could not be used."""
    typer.echo(f"quoteminer: {message}", err=True)


def give_up(error: Exception) -> NoReturn:
    """Say on standard error what was wrong with the call, and stop with the status for wrong usage."""
    complain(error)
    raise typer.Exit(WRONG_USAGE) from error


def counted(number: int, noun: str) -> str:
    """A number with its noun, in the plural where it is not one."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


@contextmanager
def output(path: str) -> Iterator[TextIO]:
    """Open what data is written to.

    Args:
        path: a file, or `-` for standard output. A file takes its name only when everything is written: until then,
            and after an error, what stood there before stays.

    Yields:
        A text stream in UTF-8.

    Raises:
        typer.Exit: the file cannot be written.
    """
    if path == STDOUT:
        utf8(sys.stdout)
        yield sys.stdout
        sys.stdout.flush()
        return
    target = Path(path).resolve()
    special = target.exists() and not target.is_file() and not target.is_dir()
    unfinished = target if special else target.with_name(f".{target.name}.{os.getpid()}.unfinished")
    try:
        if target.is_dir():
            raise IsADirectoryError(None, "it is a folder")
        stream = unfinished.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        complain(f"{path}: cannot be written: {error.strerror}; name a file in a folder that is there")
        raise typer.Exit(WRONG_USAGE) from error
    try:
        with stream:
            yield stream
        if not special:
            unfinished.replace(target)
    except BaseException:
        if not special:
            unfinished.unlink(missing_ok=True)
        raise


def maybe_output(path: str | None) -> AbstractContextManager[TextIO | None]:
    """As `output`, or nothing at all for None."""
    return nullcontext() if path is None else output(path)


@contextmanager
def progress(*, hidden: bool) -> Iterator[Callable[[int], None]]:
    """Show on standard error how far a run is; nothing when that is no terminal.

    Args:
        hidden: show nothing.

    Yields:
        A function to call after each article, with the number of its quotes.
    """
    if hidden or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed:.0f} articles, {task.fields[quotes]} quotes"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("articles", total=None, quotes=0)
        yield lambda quotes: bar.update(task, advance=1, quotes=bar.tasks[0].fields["quotes"] + quotes)


def utf8(stream: TextIO) -> None:
    r"""Make a standard stream write UTF-8 and `\n`, whatever the terminal's language is set to."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def page() -> "Console":
    """A rich console on standard output, without colour where that is no terminal or NO_COLOR is set."""
    from rich.console import Console

    utf8(sys.stdout)
    return Console(highlight=False)
