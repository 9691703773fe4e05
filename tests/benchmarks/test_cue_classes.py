"""The labelled cues, and what the benchmark says of them."""

import importlib
from pathlib import Path

import pytest

from quoteminer.evaluation.gold import read_gold
from tests.evaluation.corpus import CORPUS, needs_corpus


def test_as_many_cues_are_labelled_as_are_drawn() -> None:
    module = importlib.import_module("cue_classes")
    assert {number: len(labelled) for number, labelled in module.labels().items()} == module.DRAWS


def test_a_class_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    module = importlib.import_module("cue_classes")
    labels = tmp_path / "labels.csv"
    labels.write_text("draw,article,cue,cue_class\n1,a,1-2 4-5,murmur\n", "utf-8")
    monkeypatch.setattr(module, "LABELS", labels)
    with pytest.raises(ValueError, match=r"labels.csv.*murmur.*statement, question"):
        module.labels()


@needs_corpus
def test_the_labelled_cues_are_those_that_are_drawn() -> None:
    module = importlib.import_module("cue_classes")
    path = CORPUS / "dev.jsonl"
    with path.open(encoding="utf-8") as lines:
        drawn = module.draw(read_gold(lines, str(path)))
    assert drawn == {cue: number for number, labelled in module.labels().items() for cue in labelled}
