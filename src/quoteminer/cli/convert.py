"""`quoteminer convert`: quotes from one format to another."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quoteminer.cli.options import Articles
from quoteminer.cli.streams import SOME_UNUSABLE, STDOUT, complain, counted, give_up, output

if TYPE_CHECKING:
    from quoteminer.formats.conversion import Files, Format

_NAMES = "jsonl, csv, brat, citron, polnear, labelstudio, prodigy"


def convert(
    source: Annotated[str, typer.Argument(metavar="IN", help="A file, or a folder of files; - is standard input.")],
    target: Annotated[str, typer.Argument(metavar="OUT", help="A file, or a folder for brat and citron; - is stdout.")],
    from_: Annotated[
        str | None, typer.Option("--from", metavar="FORMAT", help=f"Format of IN when it is not recognised: {_NAMES}.")
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="FORMAT", help=f"Format of OUT when its ending does not tell: {_NAMES}."),
    ] = None,
    articles: Articles = None,
) -> None:
    """Convert quotes between formats; what the new format cannot hold is named.

    Formats that repeat the text (brat, citron, polnear, labelstudio, prodigy) need the articles when IN does not hold
    them: --articles. brat and citron keep one article a file, so that OUT is a folder.
    """
    from quoteminer.errors import QuoteminerError
    from quoteminer.formats.articles import read_articles
    from quoteminer.formats.conversion import convert as converted
    from quoteminer.formats.conversion import format_for, format_of, read_documents

    failures: list[Exception] = []

    def on_error(error: Exception) -> None:
        failures.append(error)
        complain(error)

    try:
        after = _named(to) if to else format_for(Path(target))
        known = {article.id: article for article in read_articles(articles or [], on_error)}
        with _file(source, from_) as path:
            before = _named(from_) if from_ else format_of(path)
            documents = read_documents(path, before, known, on_error)
        files = converted(documents, after, target, complain)
    except QuoteminerError as error:
        give_up(error)
    _write(target, files, folder=after.folder)
    quotes = sum(len(document.quotes) for document in documents)
    told = f"{counted(len(documents), 'article')}, {counted(quotes, 'quote')}: {before.name} to {after.name}"
    typer.echo(told, err=True)
    if failures:
        raise typer.Exit(SOME_UNUSABLE)


def _named(name: str) -> "Format":
    from quoteminer.errors import UsageError
    from quoteminer.formats.conversion import FORMATS

    if name not in FORMATS:
        raise UsageError(f"{name!r} is no format; there are {', '.join(FORMATS)}")
    return FORMATS[name]


@contextmanager
def _file(source: str, format_name: str | None) -> Iterator[Path]:
    """Give the file that is named, or standard input kept in a file, since formats are read from files."""
    if source != STDOUT:
        yield Path(source)
        return
    import tempfile

    from quoteminer.errors import UsageError

    if format_name is None:
        raise UsageError("standard input has no name to tell its format; name it with --from")
    with tempfile.TemporaryDirectory(prefix="quoteminer-") as folder:
        path = Path(folder, f"stdin{_named(format_name).endings[0]}")
        path.write_bytes(sys.stdin.buffer.read())
        yield path


def _write(target: str, files: "Files", *, folder: bool) -> None:
    if not folder:
        with output(target) as stream:
            stream.write(files[""])
        return
    from quoteminer.errors import UsageError

    if target == STDOUT or Path(target).is_file():
        give_up(UsageError(f"{target}: this format keeps one article a file; name a folder"))
    Path(target).mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        with output(str(Path(target, name))) as stream:
            stream.write(text)
