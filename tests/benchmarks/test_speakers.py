"""The benchmark, with an extraction that is made up: the real one is measured, not tested."""

import importlib.util
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
needs_labels = pytest.mark.skipif(
    not ((SHARED / "gum").exists() and (SHARED / "polnear").exists()),
    reason=f"the corpora are not part of this repository, and {SHARED} is absent",
)


@pytest.fixture
def benchmark(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    spec = importlib.util.spec_from_file_location("speakers", ROOT / "benchmarks" / "speakers.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_without_the_corpora_nothing_is_done_and_that_is_said(
    benchmark: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("SHARED", "POLNEAR", "GUM"):
        monkeypatch.setattr(benchmark, name, tmp_path / name)
    monkeypatch.setattr(sys, "argv", ["speakers.py"])
    assert benchmark.main() == 0
    assert "skipped: the corpora are not there" in capsys.readouterr().err
    said = benchmark.section(1)
    assert "PolNeAR was left out: it is not part of this repository" in said
    assert "GUM was left out: it is not part of this repository" in said


def quote(article: str, source: list[int], content: list[int], **speaker: Any) -> dict[str, Any]:  # noqa: ANN401
    named = {"type": "person", "resolved_by": "pronoun", "confidence": 0.9, **speaker}
    spans = [{"start": start, "end": end} for start, end in (source, content)]
    return {
        "article_id": article,
        "source": spans[:1],
        "content": spans[1:],
        "speakers": [named] if "name" in speaker else [],
    }


@needs_labels
def test_a_wrong_name_and_none_are_counted_apart(
    benchmark: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    labels = [
        {"id": "a", "source": [[at, at + 3]], "content": [[at + 4, at + 9]], "form": "pronoun", "names": ["Ann Lind"]}
        for at in (0, 10, 20, 30, 40)
    ]
    for label in labels:
        label["type"] = "person"
    quotes = [
        quote("a", [0, 3], [4, 9], name="Ann Lind"),
        quote("a", [10, 13], [14, 19], name="Bo Berg", confidence=0.6),
        quote("a", [20, 23], [24, 29]),
        quote("a", [30, 33], [34, 39], name="mayor", resolved_by="none", confidence=None),
    ]
    (tmp_path / "dev-speakers.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in labels), "utf-8")
    (tmp_path / "dev.jsonl").write_text(json.dumps({"id": "a", "text": "x" * 50}) + "\n", "utf-8")
    script = (SHARED / "polnear" / "score_labelled_speakers.py").read_text("utf-8")
    (tmp_path / "score_labelled_speakers.py").write_text(script, "utf-8")
    monkeypatch.setattr(benchmark, "POLNEAR", tmp_path)
    monkeypatch.setattr(benchmark, "extracted", lambda _articles, _workers, _coreference: quotes)
    text = benchmark.polnear(1)
    assert "| found | 80.0 | 5 |" in text
    assert "| end to end | 20.0 | 5 |" in text
    assert "| pronoun | 25.0 | 4 | 1 | 2 |" in text
    assert "| 0.45 | 1 | 1 | 2 | 50.0 |" in text
    assert "| 0.7 | 1 | 0 | 3 | 100.0 |" in text
    assert "| 0.95 | 0 | 0 | 4 | – |" in text


@needs_labels
def test_gum_perfect_names_are_all_right(benchmark: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def perfect(articles: Sequence[dict[str, Any]], _workers: int, _coreference: str | None) -> list[dict[str, Any]]:
        found = []
        for article in articles:
            entities = {entity["id"]: entity for entity in article["entities"]}
            for one in article["attributions"]:
                entity = entities.get(one.get("source_entity"))
                speaker = {"name": entity["name"]} if entity and entity["name"] else {}
                spans = {
                    role: [{"start": start, "end": end} for start, end in one[role] or []]
                    for role in ("source", "content")
                }
                found.append({**quote(article["id"], [0, 1], [0, 1], **speaker), **spans})
        return found

    monkeypatch.setattr(benchmark, "extracted", perfect)
    rows = [row.split(" | ") for row in benchmark.gum(1).splitlines()]
    by_name = {row[0].strip("| "): row for row in rows}
    assert by_name["F1"][1:4] == ["100.0", "65.1", "100.0"]
    assert by_name["speaker"][1].startswith("100.0 (")
    assert by_name["wrong name, of the found"][1].startswith("0 of ")
    assert by_name["none, of the found"][3].startswith("0 of ")
