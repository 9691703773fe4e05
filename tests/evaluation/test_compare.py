import random

import pytest

from quoteminer.errors import UsageError
from quoteminer.evaluation.bootstrap import Resampling
from quoteminer.evaluation.compare import compare
from quoteminer.evaluation.records import Annotated, Annotations, Attribution
from quoteminer.evaluation.report import Report, evaluate

WORDS = [(2 * i, 2 * i + 1) for i in range(40)]
TEXT = " ".join("x" * 40)
F1 = (("figures", "ATTRIBUTED"), "f")


def articles(right: float, seed: int = 1, size: int = 30) -> Annotations:
    """Make articles of ten quotes, of which some are found; the same seed finds the more the higher `right` is."""
    rng = random.Random(seed)
    made = {}
    for number in range(size):
        found = [
            Attribution(content=(WORDS[3 * i], WORDS[3 * i + 1]), source=(WORDS[3 * i + 2],))
            for i in range(10)
            if rng.random() < right
        ]
        made[f"a{number}"] = Annotated(f"a{number}", TEXT, None, tuple(found))
    return made


def report(right: float, seed: int = 1) -> Report:
    return evaluate(articles(1.0), articles(right, seed), resampling=Resampling(500))


def test_the_difference_is_that_of_the_two_figures() -> None:
    one, other = report(0.5), report(0.6)
    found = compare(one, other).differences[F1]
    figures = [r.sections()["figures"]["ATTRIBUTED"].as_row()["f"] for r in (one, other)]
    assert (found.first, found.second) == pytest.approx(figures)
    assert found.change == pytest.approx(figures[1] - figures[0])


def test_a_run_against_itself_has_no_difference() -> None:
    comparison = compare(report(0.5), report(0.5))
    assert comparison.articles == []
    found = comparison.differences[F1]
    assert (found.change, found.interval, found.better, found.clear) == (0, (0, 0), 0.5, False)


def test_a_difference_that_all_articles_share_is_clear() -> None:
    found = compare(report(0.5), report(0.7)).differences[F1]
    assert found.clear
    assert found.interval is not None
    assert 0 < found.interval[0] < found.change < found.interval[1]
    assert found.better == 1


def test_a_difference_of_chance_is_not_clear() -> None:
    assert not compare(report(0.5, seed=3), report(0.5, seed=4)).differences[F1].clear


def test_articles_are_listed_by_how_much_they_changed() -> None:
    changed = compare(report(0.5), report(0.8)).articles
    sizes = [abs(one.second - one.first) for one in changed]
    assert sizes == sorted(sizes, reverse=True)
    assert all(one.gained > 0 and one.errors["missed"] == -one.gained for one in changed)


def test_to_dict_parts_the_headline_from_the_rest() -> None:
    found = compare(report(0.5), report(0.6)).to_dict()
    assert found["figures"]["ATTRIBUTED"]["f"].keys() == {"first", "second", "change", "interval", "better"}
    assert "kinds" in found["more"]


def test_runs_on_other_articles_are_refused() -> None:
    other = evaluate(articles(1.0, size=3), articles(0.5, size=3), resampling=Resampling(500))
    with pytest.raises(UsageError, match="not evaluated on the same gold"):
        compare(report(0.5), other)


def test_runs_with_other_settings_are_refused() -> None:
    other = evaluate(articles(1.0), articles(0.5), iou=0.8, resampling=Resampling(500))
    with pytest.raises(UsageError, match="different settings"):
        compare(report(0.5), other)
