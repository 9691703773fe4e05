import json
from pathlib import Path
from typing import Any

import pytest

from quoteminer.formats.citron import read_citron
from quoteminer.formats.documents import Document

TEXT = "“Wet,” he said."
QUOTE = {
    "cue": {"start": 10, "end": 14, "text": "said"},
    "sources": [{"start": 7, "end": 9, "text": "he"}],
    "contents": [{"start": 0, "end": 6, "text": "“Wet,”"}],
}


def read(folder: Path, record: dict[str, Any]) -> tuple[list[Document], list[str]]:
    path = folder / "doc.json"
    path.write_text(json.dumps(record), "utf-8")
    errors: list[str] = []
    return read_citron(path, lambda error: errors.append(str(error))), errors


def test_a_document_is_read_with_its_kinds(tmp_path: Path) -> None:
    record = {"text": TEXT, "quotes": [{**QUOTE, "confidence": 0.5, "id": 7}]}
    (document,), errors = read(tmp_path, record)
    (quote,) = document.quotes
    assert errors == []
    assert (document.id, quote.quote_id, quote.confidence, quote.kind) == ("doc", "7", 0.5, "direct")


def test_token_offsets_are_refused(tmp_path: Path) -> None:
    record = {"text": TEXT, "quotes": [{**QUOTE, "cue": {"start": 4, "end": 5, "text": "said"}}, QUOTE]}
    (document,), (error,) = read(tmp_path, record)
    assert len(document.quotes) == 1
    assert "quotes.0.cue: the text has ',' at 4-5, the span says 'said'; count characters, not tokens" in error


@pytest.mark.parametrize("record", [{"quotes": []}, {"text": TEXT}, {"text": TEXT, "quotes": {}}])
def test_what_is_no_document_is_told(record: dict[str, Any], tmp_path: Path) -> None:
    documents, (error,) = read(tmp_path, record)
    assert documents == []
    assert "no document of Citron" in error


@pytest.mark.parametrize("quote", ["said", {"contents": ["Wet"]}, {"contents": []}])
def test_what_is_no_quote_is_told(quote: object, tmp_path: Path) -> None:
    (document,), (error,) = read(tmp_path, {"text": TEXT, "quotes": [quote]})
    assert document.quotes == []
    assert "doc.json" in error


def test_coreferences_are_told(tmp_path: Path) -> None:
    _, (error,) = read(tmp_path, {"text": TEXT, "quotes": [QUOTE], "coreference_groups": [[QUOTE["cue"]]]})
    assert "coreferences are left out" in error
