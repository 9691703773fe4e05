"""Registers from files: JSON lines or CSV, one entry a line. Nothing is fetched."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from quoteminer.errors import InputError
from quoteminer.problems import Place, Problem, problems_of
from quoteminer.register.entries import LISTS, KnownEntity

_BETWEEN: Final = "|"
_ENDINGS: Final = (".jsonl", ".csv")


def register_digest(path: Path) -> str:
    """BLAKE2 of a register's bytes.

    Args:
        path: its file.

    Raises:
        InputError: it cannot be read.
    """
    return hashlib.blake2b(_bytes(path), digest_size=16).hexdigest()


def read_entries(path: Path) -> list[KnownEntity]:
    """Read a register.

    Args:
        path: a `.jsonl` file, an object a line, or a `.csv` file with a header.

    Returns:
        Its entries, in order.

    Raises:
        InputError: the file cannot be read, or a line is no entry; the message names file, line, field and remedy.
    """
    if path.suffix.lower() not in _ENDINGS:
        raise Problem(Place(str(path)), "no register by its ending", f"name it {' or '.join(_ENDINGS)}").error()
    data = _bytes(path).removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Problem(Place(str(path), line), "not UTF-8", "save the file as UTF-8").error() from error
    rows = _json_rows(text, str(path)) if path.suffix.lower() == ".jsonl" else _csv_rows(text, str(path))
    entries: list[KnownEntity] = []
    seen: dict[str, Place] = {}
    for place, row in rows:
        try:
            entry = KnownEntity.model_validate(row)
        except ValidationError as error:
            raise next(problems_of(error, place)).error() from error
        if entry.id in seen:
            what = f"the id {entry.id!r} stands in line {seen[entry.id].line} already"
            raise Problem(place, what, "give each entity one entry, its other names as aliases").error()
        seen[entry.id] = place
        entries.append(entry)
    if not entries:
        raise Problem(Place(str(path)), "no entry in it", "write one a line").error()
    return entries


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}; name the file of a register") from error


def _json_rows(text: str, file: str) -> Iterator[tuple[Place, dict[str, Any]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        place = Place(file, number)
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            what = f"no JSON: {error.msg} at character {error.colno}"
            raise Problem(place, what, "write one object a line").error() from error
        if not isinstance(row, dict):
            raise Problem(place, "no JSON object", "write one object a line").error()
        yield place, row


def _csv_rows(text: str, file: str) -> Iterator[tuple[Place, dict[str, Any]]]:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        columns = [name.strip().lower() for name in next(rows, [])]
        if "name" not in columns or not {"id", "wikidata"} & set(columns):
            remedy = "begin with a header such as id,name,aliases,role,organisation,wikidata"
            raise Problem(Place(file, 1), "no columns name and id (or wikidata)", remedy).error()
        line = rows.line_num + 1
        for cells in rows:
            place, line = Place(file, line), rows.line_num + 1
            if len(cells) > len(columns):
                what = f"{len(cells)} cells, but the header has {len(columns)}"
                raise Problem(place, what, "put a cell with a comma in quotation marks").error()
            row = {name: _cell(name, value) for name, value in zip(columns, cells, strict=False)}
            if any(row.values()):
                yield place, {name: value for name, value in row.items() if value}
    except csv.Error as error:
        raise Problem(Place(file, line), f"no CSV: {error}", "double a quotation mark within a cell").error() from error


def _cell(name: str, value: str) -> str | list[str]:
    if name in LISTS:
        return [part.strip() for part in value.split(_BETWEEN) if part.strip()]
    return value.strip()
