"""The figures on the corpus equal those of the reference script, whatever is wrong with the predictions."""

import json
import random
import time
from pathlib import Path

import pytest

from quoteminer.evaluation.bootstrap import Resampling
from quoteminer.evaluation.gold import read_gold, read_predictions
from quoteminer.evaluation.records import Annotations
from quoteminer.evaluation.report import Report, evaluate
from tests.evaluation.corpus import DEV, assert_equal_figures, needs_corpus, reference
from tests.evaluation.perturb import PERTURBATIONS, perturb

pytestmark = needs_corpus

QUICK = Resampling(resamples=10)


@pytest.fixture(scope="module")
def dev_lines() -> list[str]:
    return DEV.read_text("utf-8").rstrip("\n").split("\n")


@pytest.fixture(scope="module")
def dev(dev_lines: list[str]) -> Annotations:
    return read_gold(dev_lines, "dev.jsonl")


def predictions(dev_lines: list[str], name: str, seed: int = 1) -> list[str]:
    articles = [json.loads(line) for line in dev_lines]
    return [json.dumps(one) for one in perturb(articles, PERTURBATIONS[name], seed)]


def as_quotes(lines: list[str], dev: Annotations) -> list[str]:
    """Write articles with attributions as quote records, the shape that the extraction writes."""
    quotes = []
    for article in map(json.loads, lines):
        text = dev[article["id"]].text or ""
        for number, one in enumerate(article["attributions"]):
            spans = {
                role: [{"start": s, "end": e, "text": text[s:e]} for s, e in one.get(role, [])]
                for role in ("content", "source", "cue")
            }
            cue = spans["cue"][0] if spans["cue"] else None
            named = {"article_id": article["id"], "quote_id": f"{article['id']}:{number}"}
            quotes.append(json.dumps({**named, **spans, "cue": cue}))
    return quotes


@pytest.mark.parametrize(
    ("name", "iou"), [*((name, 0.5) for name in PERTURBATIONS), ("everything", 0.3), ("merged", 0.3), ("split", 0.8)]
)
def test_figures_equal_the_script(
    name: str, iou: float, dev_lines: list[str], dev: Annotations, tmp_path: Path
) -> None:
    predicted = predictions(dev_lines, name)
    report = evaluate(dev, read_predictions(predicted, "p.jsonl", dev), iou=iou, resampling=QUICK)
    assert_equal_figures(report.to_dict()["figures"], reference(tmp_path, dev_lines, predicted, iou))


def test_figures_of_quote_records_equal_the_script(dev_lines: list[str], dev: Annotations, tmp_path: Path) -> None:
    predicted = as_quotes(predictions(dev_lines, "everything", 2)[:60], dev)
    report = evaluate(dev, read_predictions(predicted, "p.jsonl", dev), resampling=QUICK)
    figures = report.to_dict()["figures"]
    assert_equal_figures(figures, reference(tmp_path, dev_lines, predicted, 0.5))
    assert figures["articles without a prediction"]["n"] >= 24


def test_gold_against_itself_is_perfect_in_every_row(dev: Annotations) -> None:
    report = evaluate(dev, dev, resampling=QUICK)
    every = [row for found in report.sections().values() for row in found.values()]
    assert len(every) > 20
    assert {value for row in every for name, value in row.as_row().items() if name in ("p", "r", "f", "share")} == {1.0}
    assert not [case for case in report.all_cases() if case.errors]


def shuffled(dev_lines: list[str], lines: list[str], seed: int) -> tuple[list[str], list[str]]:
    rng = random.Random(seed)
    turned = []
    for given in (dev_lines, lines):
        articles = [json.loads(line) for line in given]
        rng.shuffle(articles)
        for article in articles:
            rng.shuffle(article["attributions"])
        turned.append([json.dumps(article) for article in articles])
    return turned[0], turned[1]


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("name", ["everything", "doubled", "nested", "merged"])
def test_figures_do_not_depend_on_the_order_of_lines(name: str, seed: int, dev_lines: list[str]) -> None:
    def report(lines: tuple[list[str], list[str]]) -> Report:
        gold = read_gold(lines[0], "g.jsonl")
        return evaluate(gold, read_predictions(lines[1], "p.jsonl", gold), resampling=QUICK)

    given = dev_lines[:30], predictions(dev_lines[:30], name)
    before, after = report(given).to_dict(), report(shuffled(*given, seed)).to_dict()
    for part in ("figures", "more", "intervals", "groups"):
        assert before[part] == after[part]
    assert before["errors"]["counts"] == after["errors"]["counts"]


def test_publishers_add_up_to_the_whole(dev: Annotations) -> None:
    groups = evaluate(dev, dev, resampling=QUICK).groups()
    assert len(groups) == 7
    assert sum(tally.counts["figures", "ATTRIBUTED"].gold for tally in groups.values()) == 2190


def test_evaluation_takes_less_than_five_seconds(dev_lines: list[str]) -> None:
    predicted = predictions(dev_lines, "everything")
    start = time.process_time()
    gold = read_gold(dev_lines, "dev.jsonl")
    report = evaluate(gold, read_predictions(predicted, "p.jsonl", gold))
    report.to_dict()
    assert time.process_time() - start < 5
