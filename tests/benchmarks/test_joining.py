"""What is measured of rules and model beside each other, on figures that are made up."""

import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from quoteminer.lexicon import default_lexicon

ROOT = Path(__file__).parents[2]


@pytest.fixture
def joining(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    monkeypatch.delitem(sys.modules, "joining", raising=False)
    import joining

    return joining


def test_a_rate_of_few_cases_leans_on_the_table(joining: ModuleType) -> None:
    table = default_lexicon().confidence("object")
    few = joining.rates([{"object": (0, 1)}])["object"]
    many = joining.rates([{"object": (0, 50)}, {"object": (10, 50)}])["object"]
    assert few == pytest.approx(4 * table / 5, abs=0.001)
    assert many == pytest.approx(0.1, abs=0.03)


def test_rules_that_the_corpus_leaves_out_have_no_rate(joining: ModuleType) -> None:
    assert joining.rates([{"lone-quotation": (0, 30)}]) == {}


def test_of_settings_as_good_the_one_that_proposes_least_is_chosen(joining: ModuleType) -> None:
    much, least, worse = [[800, 1000, 1000]], [[790, 1000, 980]], [[700, 1000, 900]]
    assert joining._best(np.array([much, least, worse])) == 1
    assert joining._best(np.array([much, worse, worse])) == 0


def test_the_expected_error_is_how_far_scores_are_off(joining: ModuleType) -> None:
    hit = np.array([1.0, 1.0, 1.0, 0.0])
    assert joining.expected_error(np.full(4, 0.75), hit) == pytest.approx(0)
    assert joining.expected_error(np.full(4, 0.95), hit) == pytest.approx(0.2)


def test_a_curve_brings_scores_to_what_is_right(joining: ModuleType) -> None:
    score = np.array([0.6] * 100 + [0.9] * 100)
    hit = np.array([0.0, 1.0] * 50 + [1.0] * 95 + [0.0] * 5)
    curve = joining._curve(score, hit)
    sure = [1 / (1 + np.exp(-(curve.slope * joining.log_odds(one) + curve.intercept))) for one in (0.6, 0.9)]
    assert sure == pytest.approx([0.5, 0.95], abs=0.02)
