import numpy as np
import pytest

from quoteminer.evaluation.bootstrap import Resampling, interval, intervals, ratios
from quoteminer.evaluation.counts import Counts, Tally, total

NAME = ("figures", "ATTRIBUTED")
RARE = ("figures", "attributed, mixed")
SHARE = ("figures", "source right, of the detected")


def tallies() -> list[Tally]:
    made = []
    for number in range(40):
        tally = Tally()
        tally.counts[NAME] += Counts.of(number % 5, 5, 4 + number % 2)
        tally.hit(*SHARE, number % 3 > 0)
        made.append(tally)
    made[0].counts[RARE] += Counts.of(1, 1, 1)
    return made


def test_ratios_with_weights_of_one_are_those_of_the_total() -> None:
    found = ratios(tallies(), np.ones((1, 40)))
    whole = total(tallies())
    counts, share = whole.counts[NAME], whole.shares[SHARE]
    assert [found[NAME, ratio][0] for ratio in "prf"] == pytest.approx([counts.precision, counts.recall, counts.f1])
    assert found[SHARE, "share"][0] == pytest.approx(share.share)


def test_ratios_of_weighted_articles_are_those_of_articles_taken_so_often() -> None:
    weights = np.zeros((1, 40))
    weights[0, 3], weights[0, 7] = 2, 1
    some = tallies()
    counts = total([some[3], some[3], some[7]]).counts[NAME]
    assert ratios(some, weights)[NAME, "f"][0] == pytest.approx(counts.f1)


def test_intervals_hold_the_figure_and_are_the_same_each_time() -> None:
    found = intervals(tallies(), Resampling(500, seed=7))
    low, high = found[NAME, "f"]
    assert low < total(tallies()).counts[NAME].f1 < high
    assert found == intervals(tallies(), Resampling(500, seed=7))
    assert found != intervals(tallies(), Resampling(500, seed=8))


def test_intervals_narrow_with_more_articles() -> None:
    few, many = (intervals(tallies() * times, Resampling(1000))[NAME, "f"] for times in (1, 9))
    assert many[1] - many[0] < 0.5 * (few[1] - few[0])


def test_resamples_without_a_case_do_not_count_as_zero() -> None:
    assert intervals(tallies(), Resampling(500))[RARE, "f"] == (1.0, 1.0)


def test_one_article_has_no_interval() -> None:
    assert intervals(tallies()[:1], Resampling()) == {}


def test_interval_of_no_number_is_none() -> None:
    assert interval(np.array([np.nan])) is None
