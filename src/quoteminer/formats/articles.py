"""Articles from files, folders and standard input, one after the other.

A `.txt` file is one article, a line of a `.jsonl` file is one, a `.json` file holds one or a list; each may be packed
as `.gz`. What cannot be used is told and passed over.
"""

import os
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from quoteminer.errors import InputError
from quoteminer.formats.lines import (
    File,
    OnError,
    decoded,
    ending,
    json_objects,
    jsonl_objects,
    nothing,
    peeked,
    read_bytes,
    stem,
)
from quoteminer.formats.seen import Seen
from quoteminer.problems import Place, Problem, validated
from quoteminer.schema import Article

ENDINGS = (".txt", ".jsonl", ".json")
STDIN = "-"
STDIN_NAME = "standard input"
_STDIN_ID = "stdin"


def read_articles(
    paths: Sequence[str], on_error: OnError, *, stdin: Iterable[bytes] | None = None
) -> Iterator[Article]:
    """Read articles, streaming.

    Args:
        paths: files, folders (read with all folders in them, in order of name), or `-` for standard input.
        on_error: is told of everything that cannot be used, by file and line; reading goes on. An article without
            text is told of and yielded all the same.
        stdin: the lines of standard input; None reads them.

    Yields:
        An article; no id comes twice.
    """
    with Seen() as files, Seen() as ids:
        placed = chain.from_iterable(_read_path(path, files, on_error, stdin) for path in paths)
        yield from distinct(placed, ids, on_error)


def distinct(placed: Iterable[tuple[Place, Article]], ids: Seen, on_error: OnError) -> Iterator[Article]:
    """Pass on each article whose id is new.

    Args:
        placed: articles, each with where it stands.
        ids: the ids that came before; takes in those that are new.
        on_error: is told of an id that came before, and of an article without text.

    Yields:
        An article; no id comes twice.
    """
    for place, article in placed:
        if (first := ids.before(article.id, str(place))) is not None:
            what = f"the id {article.id!r} is already that of {first}"
            on_error(Problem(place, what, "give every article an id of its own", "id").error())
            continue
        if not article.text.strip():
            on_error(nothing(place).error())
        yield article


def article_files(path: Path, on_error: OnError, endings: Collection[str] = ENDINGS) -> Iterator[Path]:
    """The files of articles that a path stands for: itself, or all in the folder, hidden ones left out.

    Args:
        path: a file or folder.
        on_error: is told when there is none, or when a folder cannot be read.
        endings: the endings of files of articles.

    Yields:
        A file, by order of name within its folder.
    """
    if not path.is_dir():
        yield path
        return
    empty = True
    for folder, folders, names in os.walk(path, onerror=lambda error: on_error(_unreadable(error))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and ending(Path(name)) in endings:
                empty = False
                yield Path(folder, name)
    if empty:
        what = f"no articles in this folder: no file ends in {', '.join(endings)}"
        on_error(Problem(Place(str(path)), what, "name a folder or file of articles").error())


def is_quote(record: dict[str, Any]) -> bool:
    """Say whether an object is meant as a quote record, or as the line of an article without quotes."""
    return "article_id" in record


def _read_path(
    path: str, read: Seen, on_error: OnError, stdin: Iterable[bytes] | None
) -> Iterator[tuple[Place, Article]]:
    if path == STDIN:
        yield from _read_stdin(sys.stdin.buffer if stdin is None else stdin, on_error)
        return
    for file in article_files(Path(path), on_error):
        if read.before(os.path.realpath(file)) is None:  # Path.resolve fails on a link to itself
            yield from read_file(file, on_error)


def read_file(file: File, on_error: OnError) -> Iterator[tuple[Place, Article]]:
    """Read the articles of one file.

    Args:
        file: a file with one of the known endings.
        on_error: is told of what cannot be used.

    Yields:
        An article and where it stands.
    """
    if ending(file) in {".json", ".jsonl"}:
        yield from _articles(json_objects(file, on_error), on_error)
        return
    try:
        data = read_bytes(file)
        if ending(file) != ".txt":
            what = f"not known as a file of articles; known endings are {', '.join(ENDINGS)}, each also with .gz"
            raise Problem(Place(str(file)), what, "rename the file, or give its text on standard input").error()
        yield Place(str(file)), _from_text(data, Place(str(file)), stem(file))
    except InputError as error:
        on_error(error)


def _read_stdin(lines: Iterable[bytes], on_error: OnError) -> Iterator[tuple[Place, Article]]:
    opening, everything = peeked(lines)
    if opening.startswith(b"{"):
        yield from _articles(jsonl_objects(everything, STDIN_NAME, on_error), on_error)
        return
    place = Place(STDIN_NAME)
    try:
        yield place, _from_text(b"".join(everything), place, _STDIN_ID)
    except InputError as error:
        on_error(error)


def _articles(objects: Iterable[tuple[Place, dict[str, Any]]], on_error: OnError) -> Iterator[tuple[Place, Article]]:
    for place, record in objects:
        if is_quote(record) and "text" not in record:
            on_error(Problem(place, "a quote, not an article", "leave this file out of the articles").error())
            return
        article = validated(Article, record, place, lambda problem: on_error(problem.error()))
        if article is not None:
            yield place, article


def _from_text(data: bytes, place: Place, name: str) -> Article:
    text = decoded(data, place)
    try:
        name.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Problem(place, "the file's name is not UTF-8", "rename the file").error() from error
    return Article.from_text(text, id=name)


def _unreadable(error: OSError) -> InputError:
    return Problem(
        Place(str(error.filename)), f"cannot be read: {error.strerror}", "check the folder's permissions"
    ).error()
