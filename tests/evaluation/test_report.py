"""The report on one small article, worked out by hand (docs/EVALUATION.md tells the same example)."""

from typing import Any

import pytest

from quoteminer.evaluation.counts import Counts, Share
from quoteminer.evaluation.gold import read_gold, read_predictions
from quoteminer.evaluation.records import Annotations
from quoteminer.evaluation.report import Report, evaluate
from tests.evaluation.gold_lines import ARTICLES, GOLD, lines, quote, span


@pytest.fixture
def gold() -> Annotations:
    return read_gold(GOLD, "gold.jsonl", ARTICLES)


def scored(gold: Annotations, *records: dict[str, Any], iou: float = 0.5) -> Report:
    return evaluate(gold, read_predictions(lines(*records), "p.jsonl", gold), iou=iou)


def row(report: Report, section: str, name: str) -> Counts | Share:
    return report.sections()[section][name]


PREDICTED = (
    quote(1, content=[span("“It is wet,”")], source=[], speakers=[]),
    quote(2, content=[span("that it stops, the report shows")], speakers=[{"name": "Ray"}]),
)


@pytest.mark.parametrize(
    ("section", "name", "expected"),
    [
        ("figures", "ATTRIBUTED", Counts(1, 3, 1, 2)),
        ("figures", "detected", Counts(2, 3, 2, 2)),
        ("figures", "detected at 0.8", Counts(0, 3, 0, 2)),
        ("figures", "exact content", Counts(0, 3, 0, 2)),
        ("figures", "attributed, direct", Counts(0, 1, 0, 1)),
        ("figures", "attributed, indirect", Counts(1, 2, 1, 1)),
        ("figures", "content words", Counts(6, 10, 6, 9)),
        ("figures", "source words", Counts(1, 5, 1, 1)),
        ("figures", "source right, of the detected", Share(1, 2)),
        ("kinds", "detected, direct", Counts(1, 1, 1, 1)),
        ("kinds", "kind right, of the detected", Share(2, 2)),
        ("how strictly", "attributed at 0.3", Counts(1, 3, 1, 2)),
        ("how strictly", "strict: content, source and cue the same words", Counts(0, 3, 0, 2)),
        ("roles", "source, a word shared", Counts(1, 3, 1, 1)),
        ("roles", "cue, the same words", Counts(2, 3, 2, 2)),
        ("cue classes", "attributed, attitude", Counts(1, 1, 1, 1)),
        ("cue classes", "attributed, statement", Counts(0, 1, 0, 1)),
        ("cue classes", "cue class right, of the detected", Share(2, 2)),
        ("speaker right, of the detected", "all", Share(1, 2)),
        ("speaker right, of the detected", "name", Share(0, 1)),
        ("speaker right, of the detected", "pronoun", Share(1, 1)),
        ("speaker right, end to end", "all", Share(1, 3)),
        ("speaker right, end to end", "document", Share(0, 1)),
    ],
)
def test_rows_are_what_one_counts_by_hand(gold: Annotations, section: str, name: str, expected: Counts | Share) -> None:
    assert row(scored(gold, *PREDICTED), section, name) == expected


def test_gold_against_itself_is_perfect_in_every_row(gold: Annotations) -> None:
    every = [row for found in evaluate(gold, gold).sections().values() for row in found.values()]
    ratios = {v for row in every for k, v in row.as_row().items() if k in ("p", "r", "f") and row.as_row()["gold"]}
    assert ratios | {row.share for row in every if isinstance(row, Share)} == {1.0}


def test_rows_without_speakers_or_classes_in_gold_are_left_out() -> None:
    line = {"id": "w", "text": "“No,” he said.", "attributions": [{"content": [[0, 5]], "source": [[6, 8]]}]}
    gold = read_gold(lines(line), "g.jsonl")
    assert not {"cue classes", "speaker right, end to end"} & evaluate(gold, gold).sections().keys()


def test_nobody_named_is_right_when_nobody_is_predicted() -> None:
    gold = read_gold(lines(quote(1, source=[], speakers=[])), "g.jsonl", ARTICLES)
    assert row(evaluate(gold, gold), "speaker right, end to end", "nobody named") == Share(1, 1)
    given = scored(gold, quote(1))
    assert row(given, "speaker right, end to end", "nobody named") == Share(0, 1)
    assert row(given, "figures", "source right, of the detected") == Share(0, 1)


def test_a_prediction_without_words_is_left_out_and_told(gold: Annotations) -> None:
    report = scored(gold, {"article_id": "a", "content": []}, quote(1))
    assert report.wordless == 1
    assert row(report, "figures", "ATTRIBUTED") == Counts(1, 3, 1, 1)


def test_articles_on_one_side_only_are_told(gold: Annotations) -> None:
    report = scored(gold, {"article_id": "z", "content": [[0, 3]]})
    assert (report.without_prediction, report.without_gold) == (["a"], ["z"])
    figures = report.to_dict()["figures"]
    assert figures["articles without a prediction"] == {"n": 1}
    assert figures["ATTRIBUTED"]["predicted"] == 0


def test_to_dict_lists_every_error_with_its_words(gold: Annotations) -> None:
    found = scored(gold, *PREDICTED).to_dict()
    assert found["errors"]["counts"]["missed"] == {"direct": 0, "mixed": 0, "indirect": 1}
    first, second, third = found["errors"]["cases"]
    assert (first["errors"], second["errors"], third["errors"]) == (
        ("boundary", "wrong source", "wrong speaker"),
        ("missed",),
        ("boundary",),
    )
    assert first["gold"]["source"] == [{"start": 13, "end": 20, "text": "Ann Lee"}]
    assert (first["predicted"]["source"], second["predicted"]) == ([], None)


def test_groups_are_those_of_the_articles(gold: Annotations) -> None:
    report = scored(gold, *PREDICTED)
    assert list(report.groups()) == ["The Paper"]
    assert report.to_dict()["groups"]["The Paper"]["ATTRIBUTED"] == Counts(1, 3, 1, 2).as_row()
