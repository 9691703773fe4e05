import json
from pathlib import Path
from typing import Any

import pytest

from quoteminer.formats.documents import Document
from quoteminer.formats.polnear import read_polnear

TEXT = "“Wet,” he said."


def read(folder: Path, *attributions: dict[str, Any]) -> tuple[list[Document], list[str]]:
    path = folder / "p.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT, "publisher": "P", "attributions": attributions}), "utf-8")
    errors: list[str] = []
    return list(read_polnear(path, lambda error: errors.append(str(error)))), errors


def test_an_article_is_read_with_its_publisher(tmp_path: Path) -> None:
    (document,), errors = read(tmp_path, {"id": "E1", "source": [[7, 9]], "cue": [[10, 14]], "content": [[0, 6]]})
    (quote,) = document.quotes
    assert errors == []
    assert document.article is not None
    assert (document.article.publisher, quote.quote_id, quote.kind) == ("P", "a:E1", "direct")


def test_a_cue_of_two_spans_is_cut_and_told(tmp_path: Path) -> None:
    (document,), (error,) = read(tmp_path, {"id": "E1", "cue": [[7, 9], [10, 14]], "content": [[0, 6]]})
    assert document.quotes[0].cue is not None
    assert document.quotes[0].cue.text == "he"
    assert "the cue of attribution 'E1' has 2 spans; only the first is kept" in error


@pytest.mark.parametrize(
    ("attribution", "message"),
    [
        ({"content": [[0, 99]]}, "0-99 is no span of a text of 15 code points"),
        ({"content": ["Wet"]}, "attributions.0.content is no list of [start, end]"),
        ({"content": []}, "content: List should have at least 1 item"),
    ],
)
def test_what_is_no_attribution_is_told(attribution: dict[str, Any], message: str, tmp_path: Path) -> None:
    (document,), (error,) = read(tmp_path, attribution)
    assert document.quotes == []
    assert "p.jsonl, line 1" in error
    assert message in error
