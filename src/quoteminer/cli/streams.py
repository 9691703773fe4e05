"""Where a command writes: data to standard output or a file that is never left half written, talk to standard error."""

import io
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

import typer

if TYPE_CHECKING:
    from rich.console import Console

STDIN = STDOUT = "-"
SOME_UNUSABLE = 1
WRONG_USAGE = 2
INTERRUPTED = 130


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
    special = not is_file(path)
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


def is_file(path: str) -> bool:
    """Say whether output with this name becomes a file: not standard output, no device and no pipe."""
    target = Path(path).resolve()
    return path != STDOUT and (target.is_file() or target.is_dir() or not target.exists())


def read_once(paths: Iterable[str]) -> None:
    """Refuse to read standard input twice.

    Args:
        paths: all that a command is to read.

    Raises:
        typer.BadParameter: `-` is named more than once.
    """
    if list(paths).count(STDIN) > 1:
        raise typer.BadParameter("standard input (-) can be read only once; name a file instead")


def utf8(stream: TextIO) -> None:
    r"""Make a standard stream write UTF-8 and `\n`, whatever the terminal's language is set to."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def page() -> "Console":
    """A rich console on standard output, without colour where that is no terminal or NO_COLOR is set."""
    from rich.console import Console

    utf8(sys.stdout)
    return Console(highlight=False)
