import json
from pathlib import Path
from typing import Any

import pytest

from quoteminer.formats.documents import Document
from quoteminer.formats.labelstudio import read_labelstudio

TEXT = "😀😀 “Wet,” he said."


def region(key: str, label: str, start: int, end: int, text: str | None = None) -> dict[str, Any]:
    value = {"start": start, "end": end, "labels": [label], **({} if text is None else {"text": text})}
    return {"id": key, "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def tie(one: str, other: str) -> dict[str, Any]:
    return {"type": "relation", "from_id": one, "to_id": other, "direction": "right"}


REGIONS = [region("c", "Content", 3, 9, "“Wet,”"), region("s", "Source", 10, 12, "he"), region("q", "Cue", 13, 17)]


def read(folder: Path, *results: dict[str, Any], **task: Any) -> tuple[list[Document], list[str]]:  # noqa: ANN401
    path = folder / "ls.json"
    every = {"id": 5, "data": {"text": TEXT}, "annotations": [{"result": results}], **task}
    path.write_text(json.dumps([every]), "utf-8")
    errors: list[str] = []
    return list(read_labelstudio(path, lambda error: errors.append(str(error)))), errors


def test_regions_tied_by_relations_are_a_quote(tmp_path: Path) -> None:
    (document,), errors = read(tmp_path, *REGIONS, tie("c", "q"), tie("s", "q"))
    (quote,) = document.quotes
    assert errors == []
    assert document.id == "5"
    assert (quote.content[0].text, quote.source[0].text, quote.cue and quote.cue.text) == ("“Wet,”", "he", "said")


def test_a_source_tied_to_the_content_alone_is_found(tmp_path: Path) -> None:
    (document,), errors = read(tmp_path, *REGIONS, tie("s", "c"), tie("c", "q"))
    assert errors == []
    assert document.quotes[0].source[0].text == "he"


def test_utf16_offsets_are_noticed_by_the_words_and_corrected(tmp_path: Path) -> None:
    (document,), errors = read(tmp_path, region("c", "Content", 5, 11, "“Wet,”"))
    assert errors == []
    assert (document.quotes[0].content[0].start, document.quotes[0].content[0].text) == (3, "“Wet,”")


@pytest.mark.parametrize(
    ("result", "message"),
    [
        (region("c", "Content", 3, 9, "Dry"), "the text has '“Wet,”' at 3-9, the region says 'Dry'"),
        (region("c", "Place", 3, 9), "region label 'Place' is no role"),
        ({"id": "r", "type": "rating"}, "a result of type 'rating' has no place in a quote"),
        ({"type": "labels", "id": "c", "value": {"labels": ["Content"]}}, "it lacks 'start'"),
        (REGIONS[1], "s (source) belongs to no quote"),
    ],
)
def test_results_that_cannot_be_used_are_told(result: dict[str, Any], message: str, tmp_path: Path) -> None:
    (document,), (error,) = read(tmp_path, result)
    assert document.quotes == []
    assert message in error


def test_choices_and_names_go_to_the_quote(tmp_path: Path) -> None:
    choice = {"id": "c", "from_name": "cue_class", "type": "choices", "value": {"choices": ["belief"]}}
    tags = {"id": "c", "from_name": "tags", "type": "choices", "value": {"choices": ["negated", "odd"]}}
    names = {"id": "c", "from_name": "speakers", "type": "textarea", "value": {"text": ["Ann Lee"]}}
    (document,), errors = read(tmp_path, REGIONS[0], choice, tags, names)
    (quote,) = document.quotes
    assert errors == []
    assert (quote.cue_class, quote.negated, [one.name for one in quote.speakers]) == ("belief", True, ["Ann Lee"])


def test_of_several_annotations_the_first_that_was_not_cancelled_is_read(tmp_path: Path) -> None:
    given = [{"was_cancelled": True, "result": REGIONS}, {"result": REGIONS[:1]}, {"result": []}]
    (document,), (error,) = read(tmp_path, annotations=given)
    assert len(document.quotes) == 1
    assert "2 annotations of one task; only the first is read" in error


def test_predictions_are_read_where_nobody_annotated(tmp_path: Path) -> None:
    (document,), errors = read(tmp_path, annotations=[], predictions=[{"result": REGIONS[:1]}])
    assert errors == []
    assert len(document.quotes) == 1


def test_a_task_without_text_is_told(tmp_path: Path) -> None:
    documents, (error,) = read(tmp_path, data={"html": "x"})
    assert documents == []
    assert "a task without data.text" in error
