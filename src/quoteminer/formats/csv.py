"""CSV: one quote a row, for spreadsheets and statistics; every span with its offsets, so that it can be read back.

Spans of a role are joined by " … " in the column of the words, and stand as `12-40;52-90` in the column of the offsets.
Several speakers are joined by " | ". An article without quotes is a row with nothing but its id.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from quoteminer.errors import InputError
from quoteminer.formats.documents import NO_QUOTES, PLAIN, QUOTE_FIELDS, Document
from quoteminer.formats.lines import BOM, OnError, decoded, read_bytes
from quoteminer.problems import Place, Problem, validated
from quoteminer.schema import Quote, Speaker, TextSpan

HOLDS = QUOTE_FIELDS | {NO_QUOTES}

_SPEAKER_FIELDS = tuple(Speaker.model_fields)
COLUMNS: Final = (
    "article_id",
    "quote_id",
    "date",
    "kind",
    "content",
    "cue",
    "cue_lemma",
    "cue_class",
    "source",
    *(f"speaker_{name}" for name in _SPEAKER_FIELDS),
    "addressee",
    "addressee_name",
    "negated",
    "hedged",
    "parent",
    "sentence",
    "paragraph",
    "confidence",
    "rule",
    "content_offsets",
    "cue_offsets",
    "source_offsets",
    "addressee_offsets",
)

_GAP = " … "
_BETWEEN = " | "
_ESCAPED_BAR = r"\|"


def write_csv(documents: Sequence[Document]) -> str:
    """Write documents as a table with a header."""
    table = io.StringIO(newline="")
    writer = csv.DictWriter(table, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for document in documents:
        if not document.quotes:
            writer.writerow({"article_id": document.id})
        writer.writerows(_row(quote) for quote in document.quotes)
    return table.getvalue()


def _row(quote: Quote) -> dict[str, object]:
    row: dict[str, object] = {name: getattr(quote, name) for name in ("article_id", "kind", *PLAIN)}
    row |= {name: "true" if row[name] else "false" for name in ("negated", "hedged")}
    roles: dict[str, Sequence[TextSpan]] = {
        "content": quote.content,
        "cue": [quote.cue] if quote.cue else [],
        "source": quote.source,
        "addressee": [quote.addressee] if quote.addressee else [],
    }
    for role, spans in roles.items():
        row[role] = _GAP.join(span.text for span in spans)
        row[f"{role}_offsets"] = ";".join(f"{span.start}-{span.end}" for span in spans)
    row["cue_lemma"] = quote.cue.lemma if quote.cue else None
    row["addressee_name"] = quote.addressee.name if quote.addressee else None
    for name in _SPEAKER_FIELDS:
        given = (getattr(speaker, name) for speaker in quote.speakers)
        values = ("" if value is None else str(value) for value in given)
        row[f"speaker_{name}"] = _BETWEEN.join(value.replace("|", _ESCAPED_BAR) for value in values)
    return row


def read_csv(path: Path, on_error: OnError) -> Iterator[Document]:
    """Read a table that `write_csv` wrote; columns may stand in any order.

    Args:
        path: a `.csv` file.
        on_error: is told of each row that cannot be used; reading goes on.
    """
    text = decoded(read_bytes(path).removeprefix(BOM), Place(str(path)))
    rows = csv.DictReader(io.StringIO(text, newline=""), restkey="more", restval="")
    lacking = [name for name in ("article_id", "kind", "content_offsets") if name not in (rows.fieldnames or ())]
    if lacking:
        on_error(Problem(Place(str(path), 1), f"no column {', '.join(lacking)}", "keep the header as written").error())
        return
    gathered: dict[str, list[Quote]] = {}
    for number, row in enumerate(rows, 2):
        quotes = gathered.setdefault(row["article_id"], [])
        if not row["content_offsets"]:
            continue
        place = Place(str(path), item=number - 1)
        try:
            record = _record(row, place)
        except InputError as error:
            on_error(error)
            continue
        quote = validated(Quote, record, place, lambda problem: on_error(problem.error()))
        if quote is not None:
            quotes.append(quote)
    for article_id, quotes in gathered.items():
        yield Document(article_id, None, quotes)


def _record(row: dict[str, Any], place: Place) -> dict[str, Any]:
    record = {name: row[name] for name in ("article_id", "kind", *PLAIN) if row.get(name)}
    cue, addressee = _spans(row, "cue", place), _spans(row, "addressee", place)
    return {
        **record,
        "content": _spans(row, "content", place),
        "cue": {**cue[0], "lemma": row.get("cue_lemma") or None} if cue else None,
        "source": _spans(row, "source", place),
        "addressee": {**addressee[0], "name": row.get("addressee_name") or None} if addressee else None,
        "speakers": list(_speakers(row)),
    }


def _spans(row: dict[str, Any], role: str, place: Place) -> list[dict[str, Any]]:
    """Part the words of a role by the lengths that its offsets tell."""
    words, at = row.get(role, ""), 0
    spans = []
    for one in filter(None, row.get(f"{role}_offsets", "").split(";")):
        start, _, end = one.partition("-")
        if not (start.isdecimal() and end.isdecimal()):
            raise Problem(place, f"{role}_offsets: {one!r} is no range", "write start-end, several with ;").error()
        length = int(end) - int(start)
        spans.append({"start": int(start), "end": int(end), "text": words[at : at + length]})
        at += length + len(_GAP)
    if spans and at - len(_GAP) != len(words):
        raise Problem(place, f"{role} and {role}_offsets do not fit", "change both or neither").error()
    return spans


def _speakers(row: dict[str, Any]) -> Iterable[dict[str, Any]]:
    if not row.get("speaker_name"):
        return
    columns = {name: row.get(f"speaker_{name}", "").split(_BETWEEN) for name in _SPEAKER_FIELDS}
    for index in range(len(columns["name"])):
        values = {name: column[index] for name, column in columns.items() if index < len(column)}
        yield {name: value.replace(_ESCAPED_BAR, "|") for name, value in values.items() if value}
