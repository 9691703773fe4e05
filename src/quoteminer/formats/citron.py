"""Citron's JSON: one document a file, with its text and its quotes as cue, sources and contents."""

import json
from pathlib import Path
from typing import Any

from quoteminer.errors import InputError
from quoteminer.formats.documents import ARTICLE, NO_QUOTES, Document, make_quote
from quoteminer.formats.lines import OnError, json_objects
from quoteminer.formats.names import id_of
from quoteminer.problems import Place, Problem
from quoteminer.schema import Article, Quote, TextSpan
from quoteminer.words import Range

HOLDS = frozenset({ARTICLE, NO_QUOTES, "quote_id", "confidence"})


def read_citron(path: Path, on_error: OnError) -> list[Document]:
    """Read a document in Citron's format; its id is the name of the file.

    Citron's own predictions count tokens where its format counts characters; the words that a span repeats give that
    away, and such a quote is refused.

    Args:
        path: a `.json` file.
        on_error: is told of what cannot be used; reading goes on.
    """
    documents = []
    for place, record in json_objects(path, on_error):
        if not isinstance(record.get("text"), str) or not isinstance(record.get("quotes"), list):
            on_error(Problem(place, "no document of Citron: it lacks text or quotes", "see Citron's format").error())
            continue
        article = Article(id=id_of(path), text=record["text"])
        quotes: list[Quote] = []
        for number, one in enumerate(record["quotes"]):
            try:
                quotes.append(_quote(article, one, place, number))
            except InputError as error:
                on_error(error)
        if record.get("coreference_groups") or any("coreferences" in one for one in record["quotes"]):
            what = "coreferences are left out: a quote record has speakers, not mentions"
            on_error(Problem(place, what, "name the speakers in the record").error())
        documents.append(Document(article.id, article, quotes))
    return documents


def write_citron(document: Document) -> str:
    """Write a document; quotes without a cue are left out, because Citron's format has none."""
    text = document.text_for("citron")
    quotes = [_record(quote) for quote in document.quotes if quote.cue is not None]
    return json.dumps({"text": text, "quotes": quotes}, ensure_ascii=False, indent=4) + "\n"


def _record(quote: Quote) -> dict[str, Any]:
    record: dict[str, Any] = {
        "cue": _span(quote.cue) if quote.cue else None,
        "sources": [_span(span) for span in quote.source],
        "contents": [_span(span) for span in quote.content],
    }
    if quote.confidence is not None:
        record["confidence"] = quote.confidence
    if quote.quote_id is not None:
        record["id"] = quote.quote_id
    return record


def _span(span: TextSpan) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}


def _quote(article: Article, record: Any, place: Place, number: int) -> Quote:  # noqa: ANN401
    where = f"quotes.{number}"
    if not isinstance(record, dict):
        raise Problem(place, f"{where} is no object", "write cue, sources and contents").error()
    cue = record.get("cue")
    rest = {"quote_id": str(record["id"])} if record.get("id") not in (None, "") else {}
    if record.get("confidence") is not None:
        rest["confidence"] = record["confidence"]
    return make_quote(
        article,
        place,
        content=[_range(one, article.text, place, f"{where}.contents") for one in record.get("contents") or []],
        cue=_range(cue, article.text, place, f"{where}.cue") if cue else None,
        source=[_range(one, article.text, place, f"{where}.sources") for one in record.get("sources") or []],
        rest=rest,
    )


def _range(span: object, text: str, place: Place, where: str) -> Range:
    match span:
        case {"start": int(start), "end": int(end), **others}:
            given = others.get("text")
            if given is not None and text[start:end] != given:
                what = f"{where}: the text has {text[start:end]!r} at {start}-{end}, the span says {given!r}"
                raise Problem(place, what, "count characters, not tokens").error()
            return start, end
        case _:
            raise Problem(place, f"{where} is no span", "write start, end and text").error()
