"""What a run is to read: its files, and a digest by which a change of any of them shows."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from quoteminer.formats.articles import STDIN, article_files
from quoteminer.formats.lines import ending
from quoteminer.formats.seen import Seen

_BLOCK: Final = 1 << 20


class Inventory(BaseModel):
    """The input of a run.

    Attributes:
        paths: files and folders, as they were given.
        files: how many files these are.
        bytes: how many bytes these have.
        articles: how many articles that makes; None where this does not show without reading them all.
        digest: BLAKE2 of the names and bytes of all files. Of what can be read only once (standard input, pipes) it
            knows no more than the name; the digest of the articles that have been read stands for that.
    """

    model_config = ConfigDict(frozen=True)

    paths: tuple[str, ...]
    files: int
    bytes: int
    articles: int | None
    digest: str


def take_inventory(paths: Sequence[str]) -> Inventory:
    """Read through the files of a run.

    Args:
        paths: files, folders or `-`, as `read_articles` takes them. What cannot be read counts by its name alone.

    Returns:
        What there is to read.
    """
    whole = hashlib.blake2b(digest_size=16)
    size = files = 0
    articles: int | None = 0
    with Seen() as seen:
        for file in _files(paths):
            if seen.before(os.path.realpath(file)) is not None:
                continue
            whole.update(os.fsencode(file) + b"\0")
            if file == STDIN or not Path(file).is_file():
                articles = None
                continue
            digest, length, lines = _read(Path(file))
            whole.update(digest)
            files += 1
            size += length
            held = _articles_in(file, lines)
            articles = None if articles is None or held is None else articles + held
    return Inventory(paths=tuple(paths), files=files, bytes=size, articles=articles, digest=whole.hexdigest())


def tree_digest(folder: Path, endings: Sequence[str] = ()) -> str:
    """A digest of all files of a folder.

    Args:
        folder: the folder.
        endings: the endings of the files that count (".py"); none given counts all.

    Returns:
        BLAKE2 of their names within the folder and their bytes, in hexadecimal.
    """
    whole = hashlib.blake2b(digest_size=16)
    for file in sorted(folder.rglob("*")):
        if file.is_file() and (not endings or file.suffix in endings):
            whole.update(os.fsencode(file.relative_to(folder)) + b"\0" + _read(file)[0])
    return whole.hexdigest()


def _files(paths: Sequence[str]) -> Iterator[str]:
    for path in paths:
        if path == STDIN:
            yield path
        else:
            yield from map(str, article_files(Path(path), lambda _: None))


def _read(file: Path) -> tuple[bytes, int, int]:
    """The digest of a file, its length in bytes and the number of its lines."""
    digest = hashlib.blake2b(digest_size=16)
    length = lines = 0
    last = b"\n"
    try:
        with file.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
                length += len(block)
                lines += block.count(b"\n")
                last = block[-1:]
    except OSError:
        return b"unreadable", 0, 0
    return digest.digest(), length, lines + (last != b"\n")


def _articles_in(file: str, lines: int) -> int | None:
    """How many articles a file holds, or None where it would have to be unpacked or parsed to know."""
    if ending(Path(file)) == ".txt":
        return 1
    return lines if file.lower().endswith(".jsonl") else None
