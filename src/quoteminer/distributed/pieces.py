"""The input of a distributed run, cut into shards of about the same size, each read by itself."""

import io
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, Final, Literal, cast

from quoteminer.distributed.parquet import PARQUET, parquet_articles, row_groups
from quoteminer.errors import InputError, UsageError
from quoteminer.formats.articles import ENDINGS, STDIN, article_files, read_file
from quoteminer.formats.lines import OnError, ending
from quoteminer.problems import Place, Problem
from quoteminer.schema import Article

_BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Piece:
    """A file, or those lines of it that begin in a stretch of its bytes, or some row groups of a Parquet file.

    Attributes:
        shown: the file as messages have it.
        url: where it stands, for any machine of the cluster.
        start: the first byte or row group.
        end: the byte or row group behind the last; None goes to the end.
    """

    shown: str
    url: str
    start: int = 0
    end: int | None = None

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.shown.rpartition("/")[2]

    def __str__(self) -> str:
        return self.shown

    def open(self, mode: Literal["rb"] = "rb") -> IO[bytes]:
        """Open it for reading; the lines of a stretch are read at once."""
        whole = _opened(self.url, mode)
        if self.start == 0 and self.end is None:
            return whole
        with whole:
            return io.BytesIO(_lines(whole, self.start, self.end))

    def lines_before(self) -> int:
        """How many lines of the file stand before this piece, for messages; reads all of them."""
        count = 0
        with _opened(self.url) as stream:
            while (left := self.start - stream.tell()) > 0 and (block := stream.read(min(left, _BLOCK))):
                count += block.count(b"\n")
            if self.start and block[-1:] != b"\n":
                count += 1
        return count


@dataclass(frozen=True, slots=True)
class Shard:
    """What one actor does in one go: consecutive pieces, or what was wrong with the input where one should be."""

    number: int
    pieces: tuple[Piece | Problem, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The shards of a run, and how many files and bytes they are made of."""

    shards: list[Shard]
    files: int
    bytes: int


def plan_shards(paths: Sequence[str], size: int) -> Plan:
    """Cut the input into shards.

    Args:
        paths: files or folders on a disk that all machines share, or of an object store ("s3://bucket/folder").
        size: bytes of a shard, about; a file of JSON lines or Parquet that has more is cut, others are not.

    Returns:
        The shards, in the order in which a local run reads.

    Raises:
        UsageError: standard input, which no other machine can read.
    """
    shards: list[Shard] = []
    gathered: list[Piece | Problem] = []
    held = files = total = 0
    seen: set[str] = set()

    def close() -> None:
        nonlocal held
        if gathered:
            shards.append(Shard(len(shards), tuple(gathered)))
        gathered.clear()
        held = 0

    for found in _files(paths):
        if isinstance(found, Problem):
            gathered.append(found)
            continue
        file, length = found
        if file.url in seen:
            continue
        seen.add(file.url)
        files, total = files + 1, total + length
        for piece, part in _cut(file, length, size):
            if held and held + part > size:
                close()
            gathered.append(piece)
            held += part
    close()
    return Plan(shards, files, total)


def placed_articles(shard: Shard, on_error: OnError) -> Iterator[tuple[Place, Article]]:
    """Read the articles of a shard.

    Args:
        shard: the shard.
        on_error: is told of what cannot be used, by file and line as in a local run.

    Yields:
        An article and where it stands.
    """
    for piece in shard.pieces:
        if isinstance(piece, Problem):
            on_error(piece.error())
        elif ending(piece) == PARQUET:
            yield from parquet_articles(piece, piece.url, piece.start, piece.end, on_error)
        elif piece.start == 0 and piece.end is None:
            yield from read_file(piece, on_error)
        else:
            yield from _stretch(piece, on_error)


def _stretch(piece: Piece, on_error: OnError) -> Iterator[tuple[Place, Article]]:
    """The articles of a part of a file, with the lines counted from the file's beginning."""
    before: int | None = None

    def moved(place: Place) -> Place:
        nonlocal before
        if place.line is None:
            return place
        if before is None:
            before = piece.lines_before()
        return replace(place, line=place.line + before)

    def told(error: InputError) -> None:
        problem = error.args[0]
        if problem.place.line is None and problem.what.startswith("nothing to read"):
            return  # of the file's lines none begins here
        on_error(replace(problem, place=moved(problem.place)).error())

    for place, article in read_file(piece, told):
        yield moved(place), article


def _lines(stream: IO[bytes], start: int, end: int | None) -> bytes:
    """The lines that begin from `start` on and before `end`."""
    if start:
        stream.seek(start - 1)
        stream.readline()  # the line that begins before it
    at = stream.tell()
    if end is None:
        return stream.read()
    data = stream.read(max(end - at, 0))
    return data if not data or data.endswith(b"\n") else data + stream.readline()


def _cut(file: Piece, length: int, size: int) -> Iterable[tuple[Piece, int]]:
    if file.name.lower().endswith(".jsonl") and length > size:
        for start in range(0, length, size):
            end = min(start + size, length)
            yield replace(file, start=start, end=None if end == length else end), end - start
    elif ending(file) == PARQUET:
        for start, end, part in row_groups(file.url, size):
            yield replace(file, start=start, end=end), part
    else:
        yield file, length


def _files(paths: Sequence[str]) -> Iterator[tuple[Piece, int] | Problem]:
    """Every file with its length, in order, and what is wrong with a path in its place."""
    for path in paths:
        if path == STDIN:
            raise UsageError("standard input cannot be read by other machines; name files or folders")
        if "://" in path:
            yield from _remote_files(path)
        else:
            yield from _local_files(path)


def _local_files(path: str) -> Iterator[tuple[Piece, int] | Problem]:
    wrong: list[InputError] = []
    for file in article_files(Path(path), wrong.append, (*ENDINGS, PARQUET)):
        yield Piece(str(file), os.path.realpath(file)), file.stat().st_size if file.is_file() else 0
    yield from (error.args[0] for error in wrong)


def _remote_files(url: str) -> Iterator[tuple[Piece, int]]:
    system, root = url_to_fs(url)
    system.invalidate_cache()  # of an earlier run of this process
    if not system.isdir(root):
        yield Piece(url, url), int(system.size(root) or 0) if system.exists(root) else 0
        return
    for name, facts in sorted(system.find(root, detail=True).items()):
        inner = name[len(root) :].strip("/")
        if ending(Path(name)) in (*ENDINGS, PARQUET) and not any(part.startswith(".") for part in inner.split("/")):
            yield Piece(f"{url.rstrip('/')}/{inner}", system.unstrip_protocol(name)), int(facts["size"] or 0)


def url_to_fs(url: str) -> tuple[Any, str]:
    """The file system that a path or URL stands on, and its name there."""
    from fsspec.core import url_to_fs as found

    system, root = found(url)
    return system, str(root)


def _opened(url: str, mode: Literal["rb"] = "rb") -> IO[bytes]:
    system, name = url_to_fs(url)
    return cast("IO[bytes]", system.open(name, mode))
