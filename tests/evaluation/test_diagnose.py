from typing import Any

import pytest

from quoteminer.evaluation.diagnose import cases, error_counts
from quoteminer.evaluation.gold import read_gold, read_predictions
from quoteminer.evaluation.matching import items_of
from quoteminer.evaluation.scoring import score_article
from tests.evaluation.gold_lines import ARTICLES, TEXT, lines, quote, span


def errors(*predicted: dict[str, Any]) -> list[tuple[tuple[str, ...], bool]]:
    gold = read_gold(lines(quote(1)), "g.jsonl", ARTICLES)
    given = read_predictions(lines(*predicted), "p.jsonl", gold)
    theirs = items_of(gold["a"].attributions, TEXT)
    ours = items_of(given["a"].attributions if given else (), TEXT)
    return [(case.errors, case.found) for case in cases(score_article(theirs, ours, TEXT))]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ()),
        ({"content": [span("“It is wet,”")]}, ("boundary",)),
        ({"content": [span("“It is wet,” Ann Lee said. “Very wet.”")], "kind": "mixed"}, ("boundary", "wrong kind")),
        ({"source": [span("He")]}, ("wrong source",)),
        ({"source": []}, ("wrong source",)),
        ({"cue": span("hopes")}, ("wrong cue",)),
        ({"speakers": [{"name": "Bob Ray"}]}, ("wrong speaker",)),
        ({"kind": "indirect"}, ("wrong kind",)),
    ],
)
def test_a_pair_is_told_by_what_is_wrong_with_it(changes: dict[str, Any], expected: tuple[str, ...]) -> None:
    assert errors(quote(1, **changes)) == [(expected, True)]


def test_missed_and_spurious_stand_alone() -> None:
    assert errors(quote(2)) == [(("missed",), False), (("spurious",), False)]


def test_too_little_overlap_is_shown_as_one_case_that_was_not_found() -> None:
    near = quote(1, content=[span("Very")])
    assert errors(near) == [(("boundary",), False)]


def test_a_second_prediction_of_the_same_quote_is_spurious() -> None:
    again = quote(1, quote_id="a:9", content=[span("“It is wet,”")])
    assert errors(quote(1), again) == [((), True), (("spurious",), False)]


def test_error_counts_count_by_kind() -> None:
    gold = read_gold(lines(quote(1), quote(2)), "g.jsonl", ARTICLES)
    listed = cases(score_article(items_of(gold["a"].attributions, TEXT), [], TEXT))
    counted = error_counts(listed)
    assert counted["missed"] == {"direct": 1, "mixed": 0, "indirect": 1}
    assert not any(counted["boundary"].values())
