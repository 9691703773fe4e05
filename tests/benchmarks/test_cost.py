"""The cost model reads the newest figures and leaves open what was not measured."""

import argparse
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
import cost

SPEED = """
## Speed: the whole extraction beside the stock pipeline

`{command}python benchmarks/speed.py --record`

20 articles, 12,000 words, 3 rounds. **Ratio of quoteminer to the stock pipeline: 3.02** (2.70 to 3.06).

| pipeline | part | CPU s | share | words/s |
| --- | --- | --- | --- | --- |
| stock | all | 2.53 | 100 % | 9,999 |
| quoteminer | all | 7.50 | 100 % | {rate} |
"""
MEMORY = """
## Memory and the number of articles

| articles | MB of the run | MB of its workers |  |
| --- | --- | --- | --- |
| 50 | 300 | 210, 220 | # |
| 1,000 | 310 | 1,230, 240 | # |
"""
OPTIONS = argparse.Namespace(articles=[3_600_000], shard_mb=16.0, efficiency=0.5)


def test_the_newest_figures_count() -> None:
    results = SPEED.format(command="", rate="900") + SPEED.format(command="", rate="1,200")
    results += SPEED.format(command="QUOTEMINER_MODEL=none ", rate="6,000")
    assert cost.newest_speed(results, model=True) == cost.Speed(600, 1_200)
    assert cost.newest_speed(results, model=False) == cost.Speed(600, 6_000)
    lines = cost.cost(results, OPTIONS).splitlines()
    assert lines[-2].startswith("| with the model | 3,600,000 | 3,600 | 1,000 | 42 |")
    assert lines[-1].startswith("| rules alone | 3,600,000 | 18,000 | 200 | 8 |")


@pytest.mark.parametrize(("others", "most"), [("1,230, 240", 1_230.0), ("-", None)])
def test_the_largest_worker_counts(others: str, most: float | None) -> None:
    assert cost.newest_memory(MEMORY.replace("1,230, 240", others)) == (310, most)


def test_what_was_not_measured_is_left_open() -> None:
    assert cost.cost("", OPTIONS).count(cost.NOT_MEASURED) == 12


def test_the_document_has_the_place_of_the_table() -> None:
    text = cost.DOCUMENT.read_text(encoding="utf-8")
    assert (text.count(cost.BEGIN), text.count(cost.END)) == (1, 1)
    assert "| with the model | 1,000,000,000 |" in text.partition(cost.BEGIN)[2].partition(cost.END)[0]
