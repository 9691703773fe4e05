import pytest

from quoteminer.evaluation.counts import Counts, Share, Tally, total


def test_ratios_of_sums_are_not_means_of_ratios() -> None:
    added = Counts.of(1, 1, 1) + Counts.of(0, 3, 1)
    assert (added.precision, added.recall) == (0.5, 0.25)
    assert added.f1 == pytest.approx(1 / 3)


@pytest.mark.parametrize("counts", [Counts(), Counts.of(0, 3, 0), Counts.of(0, 0, 3)])
def test_ratios_of_nothing_are_zero(counts: Counts) -> None:
    assert counts.f1 == 0
    assert Share().share == 0


def test_total_adds_rows_by_name() -> None:
    one, other = Tally(), Tally()
    one.counts["s", "a"] += Counts.of(1, 2, 3)
    one.hit("s", "b", True)
    other.counts["s", "a"] += Counts.of(1, 1, 1)
    other.hit("s", "b", False)
    added = total([one, other])
    assert added.counts["s", "a"] == Counts.of(2, 3, 4)
    assert added.shares["s", "b"] == Share(1, 2)
