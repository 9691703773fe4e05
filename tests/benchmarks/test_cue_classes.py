"""The labelled cues, and what the benchmark says of them."""

import importlib
from pathlib import Path

import pytest

from quoteminer.evaluation.gold import read_gold
from tests.evaluation.corpus import CORPUS, needs_corpus


def test_three_hundred_cues_are_labelled() -> None:
    assert len(importlib.import_module("cue_classes").labels()) == 300


def test_a_class_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    module = importlib.import_module("cue_classes")
    labels = tmp_path / "labels.csv"
    labels.write_text("article,cue,cue_class\na,1-2 4-5,murmur\n", "utf-8")
    monkeypatch.setattr(module, "LABELS", labels)
    with pytest.raises(ValueError, match=r"labels.csv.*murmur.*statement, question"):
        module.labels()


@needs_corpus
def test_the_labelled_cues_are_those_that_are_drawn() -> None:
    module = importlib.import_module("cue_classes")
    path = CORPUS / "dev.jsonl"
    with path.open(encoding="utf-8") as lines:
        drawn = module.draw(read_gold(lines, str(path)))
    assert drawn == sorted(module.labels())
