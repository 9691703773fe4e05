"""What the benchmark says of confidence, on quotes that are made up."""

import importlib
import json
from pathlib import Path

import pytest

from quoteminer.evaluation.gold import read_gold
from quoteminer.schema import Quote, TextSpan

TEXT = "Ann said it rains. Bob said it snows. Cem said it hails."


def quote(words: str, confidence: float, parent: str | None = None) -> Quote:
    start = TEXT.index(words)
    content = TextSpan(start=start, end=start + len(words), text=words)
    source = TextSpan(start=start - 9, end=start - 6, text=TEXT[start - 9 : start - 6])
    return Quote(
        article_id="a",
        quote_id=f"a:{start}",
        kind="indirect",
        content=[content],
        cue=None,
        source=[source],
        speakers=[],
        confidence=confidence,
        parent=parent,
    )


def test_sure_quotes_that_are_right_are_told_from_those_that_are_wrong() -> None:
    confidence, polnear = importlib.import_module("confidence"), importlib.import_module("polnear")
    attributions = [{"id": "E1", "source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 17]]}]
    gold = read_gold([json.dumps({"id": "a", "text": TEXT, "attributions": attributions})], "gold")
    quotes = [quote("it rains", 0.9), quote("it snows", 0.8), quote("it hails", 0.7, parent="a:9")]
    found = confidence.judged(quotes, polnear.scored(gold, quotes))
    assert found["all"].sure.tolist() == [0.9, 0.8]
    assert found["all"].right.tolist() == [1.0, 0.0]
    assert found["inside others"].right.tolist() == [0.0]
    assert found["all"].error == pytest.approx((0.1 + 0.8) / 2)
    assert "| 0.9 | 1 | 100.0 | 100.0 | 100.0 |" in confidence.curve(gold, quotes)


def test_the_error_weighs_bins_by_their_quotes() -> None:
    confidence, numpy = importlib.import_module("confidence"), importlib.import_module("numpy")
    judged = confidence.Judged(numpy.array([0.85, 0.85, 0.85, 0.25]), numpy.array([1.0, 1.0, 0.0, 0.0]))
    assert judged.error == pytest.approx(3 / 4 * (0.85 - 2 / 3) + 1 / 4 * 0.25)


def test_the_diagram_is_the_same_each_time(tmp_path: Path) -> None:
    confidence, numpy = importlib.import_module("confidence"), importlib.import_module("numpy")
    sure, right = numpy.linspace(0.3, 1, 100), numpy.arange(100) % 3 > 0
    groups = dict.fromkeys(("all", "direct", "mixed", "indirect"), confidence.Judged(sure, right * 1.0))
    for name in ("one.svg", "two.svg"):
        confidence.draw(groups, tmp_path / name)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
