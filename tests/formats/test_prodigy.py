import json
from pathlib import Path
from typing import Any

import pytest

from quoteminer.formats.documents import Document
from quoteminer.formats.prodigy import read_prodigy, write_prodigy
from tests.formats.sample import documents

TEXT = "“Wet,” he said."
CONTENT = {"start": 0, "end": 6, "label": "CONTENT"}
SOURCE = {"start": 7, "end": 9, "label": "SOURCE"}
CUE = {"start": 10, "end": 14, "label": "CUE"}


def read(folder: Path, **task: Any) -> tuple[list[Document], list[str]]:  # noqa: ANN401
    path = folder / "p.jsonl"
    path.write_text(json.dumps({"text": TEXT, **task}), "utf-8")
    errors: list[str] = []
    return list(read_prodigy(path, lambda error: errors.append(str(error)))), errors


def test_relations_are_read_by_the_offsets_of_their_spans(tmp_path: Path) -> None:
    relations = [
        {"head": 99, "child": 98, "head_span": CUE, "child_span": CONTENT, "label": "X"},
        {"head": 97, "child": 96, "head_span": SOURCE, "child_span": CUE, "label": "X"},
    ]
    (document,), errors = read(tmp_path, spans=[CONTENT, SOURCE, CUE], relations=relations)
    (quote,) = document.quotes
    assert errors == []
    assert (quote.content[0].text, quote.source[0].text, quote.cue and quote.cue.text) == ("“Wet,”", "he", "said")


def test_tasks_that_were_not_accepted_are_left_out_and_told(tmp_path: Path) -> None:
    documents, (error,) = read(tmp_path, spans=[CONTENT], answer="reject")
    assert documents == []
    assert "the task was answered 'reject'; it is left out" in error


@pytest.mark.parametrize(
    ("task", "message"),
    [
        ({"spans": [{**CONTENT, "label": "PLACE"}]}, "span label 'PLACE' is no role"),
        ({"spans": [{"label": "CONTENT"}]}, "not a task of Prodigy: it lacks 'start'"),
        ({"spans": [SOURCE]}, "SOURCE 7-9 (source) belongs to no quote"),
        ({"spans": [{**CONTENT, "end": 99}]}, "0-99 is no span"),
    ],
)
def test_spans_that_cannot_be_used_are_told(task: dict[str, Any], message: str, tmp_path: Path) -> None:
    (document,), (error,) = read(tmp_path, **task)
    assert document.quotes == []
    assert message in error


def test_written_spans_are_whole_tokens_and_tokens_are_the_text() -> None:
    task = json.loads(write_prodigy(documents()[0]))
    tokens = task["tokens"]
    assert "".join(token["text"] for token in tokens) == task["text"]
    assert task["spans"]
    for span in task["spans"]:
        assert tokens[span["token_start"]]["start"] == span["start"]
        assert tokens[span["token_end"]]["end"] == span["end"]
