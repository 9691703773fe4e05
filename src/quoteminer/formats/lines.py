"""Files as bytes, text and JSON objects, with the place of each; `.gz` is unpacked on the way."""

import gzip
import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, Any, Literal, Protocol, cast

from quoteminer.errors import InputError
from quoteminer.problems import Place, Problem, shown

OnError = Callable[[InputError], None]
"""Is told what could not be used; reading goes on."""

BOM = b"\xef\xbb\xbf"


class File(Protocol):
    """What has a name and can be opened: a `Path`, or something that stands elsewhere. Its `str` stands in messages."""

    @property
    def name(self) -> str:
        """The last part of the path."""

    def open(self, mode: Literal["rb"]) -> IO[bytes]:
        """Open it for reading."""


_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")


def ending(path: File) -> str:
    """The ending that says what a file holds, in lower case and without `.gz` (".jsonl" of "a.JSONL.gz")."""
    return Path(_unpacked_name(path)).suffix.lower()


def stem(path: File) -> str:
    """The name of a file without its ending and without `.gz`."""
    return Path(_unpacked_name(path)).stem


def read_bytes(path: File) -> bytes:
    """All of a file.

    Raises:
        InputError: it cannot be opened or unpacked.
    """
    with _reading(path), _open(path) as stream:
        return stream.read()


def byte_lines(path: File) -> Iterator[bytes]:
    r"""The lines of a file, cut at `\n` only.

    Raises:
        InputError: it cannot be opened or unpacked.
    """
    with _reading(path), _open(path) as stream:
        yield from stream


def peeked(lines: Iterable[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The first line that holds more than white space, without a byte order mark, and all lines, none of them lost."""
    rest = iter(lines)
    head: list[bytes] = []
    for line in rest:
        head.append(line)
        if opening := line.removeprefix(BOM).strip():
            return opening, chain(head, rest)
    return b"", iter(head)


def decoded(data: bytes, place: Place) -> str:
    """Bytes as text.

    Raises:
        InputError: they are not UTF-8.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = place.line or data.count(b"\n", 0, error.start) + 1
        where = f"position {error.start}{' of the line' if place.line else ''}"
        raise Problem(
            Place(place.file, line),
            f"not UTF-8: byte 0x{data[error.start]:02x} at {where}, counted from 0",
            "save the file as UTF-8, for example with iconv -f WINDOWS-1252 -t UTF-8",
        ).error() from error


def json_objects(path: File, on_error: OnError) -> Iterator[tuple[Place, dict[str, Any]]]:
    """The objects of a `.jsonl` file, one a line, or of a `.json` file, one or a list of them.

    Args:
        path: the file.
        on_error: is told of each line or item that is no object.

    Yields:
        An object and where it stands.
    """
    try:
        if ending(path) == ".jsonl":
            yield from jsonl_objects(byte_lines(path), str(path), on_error)
            return
        data = read_bytes(path).removeprefix(BOM)
        if not data.strip():
            on_error(nothing(Place(str(path))).error())
            return
        value = parsed(decoded(data, Place(str(path))), Place(str(path)))
    except InputError as error:
        on_error(error)
        return
    for number, item in enumerate(value, 1) if isinstance(value, list) else [(None, value)]:
        place = Place(str(path), item=number)
        if isinstance(item, dict):
            yield place, item
        else:
            on_error(_no_object(item, place).error())


def jsonl_objects(lines: Iterable[bytes], file: str, on_error: OnError) -> Iterator[tuple[Place, dict[str, Any]]]:
    """The objects of JSON lines; lines of white space are passed over.

    Args:
        lines: the lines as bytes.
        file: what the file is called in messages.
        on_error: is told of each line that is no object, and when there is no line at all.

    Yields:
        An object and where it stands.
    """
    empty = True
    for number, raw in enumerate(lines, 1):
        line = (raw.removeprefix(BOM) if number == 1 else raw).rstrip(b"\r\n")
        if not line.strip():
            continue
        empty = False
        place = Place(file, number)
        try:
            value = parsed(decoded(line, place), place)
        except InputError as error:
            on_error(error)
            continue
        if isinstance(value, dict):
            yield place, value
        else:
            on_error(_no_object(value, place).error())
    if empty:
        on_error(nothing(Place(file)).error())


def parsed(text: str, place: Place) -> object:
    """JSON as plain data.

    Raises:
        InputError: it is not JSON, or holds half a surrogate pair.
    """
    try:
        value = json.loads(text)
        if _SURROGATE_ESCAPE.search(text):
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except json.JSONDecodeError as error:
        at = Place(place.file, error.lineno if place.line is None else place.line, error.colno)
        several = error.msg == "Extra data" and place.line is None
        remedy = "name a file with one object a line .jsonl" if several else "write one JSON object a line"
        raise Problem(at, f"not JSON: {error.msg}", remedy).error() from error
    except UnicodeEncodeError as error:
        what = "half a surrogate pair (\\ud800 to \\udfff) in a string, which is no character"
        raise Problem(place, what, "write both halves, or the character itself").error() from error
    except (ValueError, RecursionError) as error:
        raise Problem(place, f"not JSON that can be read: {error}", "simplify the value").error() from error
    return cast("object", value)


def nothing(place: Place) -> Problem:
    """The problem that a file or an article holds nothing."""
    return Problem(place, "nothing to read: it is empty", "fill it or leave it out")


def _no_object(value: object, place: Place) -> Problem:
    found = shown(value) or "a list"
    return Problem(place, f"not a JSON object but {found}", 'write an object such as {"id": "a1", "text": "…"}')


def _unpacked_name(path: File) -> str:
    return path.name[:-3] if path.name.lower().endswith(".gz") else path.name


@contextmanager
def _open(path: File) -> Iterator[IO[bytes]]:
    with path.open("rb") as stream:
        if not path.name.lower().endswith(".gz"):
            yield stream
            return
        with gzip.open(stream) as unpacked:
            yield cast("IO[bytes]", unpacked)


@contextmanager
def _reading(path: File) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise Problem(Place(str(path)), "no such file or folder", "check the path").error() from error
    except gzip.BadGzipFile as error:
        raise Problem(Place(str(path)), f"not gzip ({error})", "drop the ending .gz").error() from error
    except (EOFError, zlib.error) as error:
        raise Problem(Place(str(path)), f"damaged gzip file ({error})", "pack it again").error() from error
    except OSError as error:
        what = f"cannot be read: {error.strerror or error}"
        raise Problem(Place(str(path)), what, "check the file and its permissions").error() from error
