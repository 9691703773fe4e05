"""Which articles are held out, and that those who only measure on them need no torch."""

import subprocess
import sys

import pytest

from quoteminer.errors import ModelError
from quoteminer.evaluation.records import Annotated
from quoteminer.training.holding_out import split

ARTICLES = [Annotated(f"{group}{number:02}", "", group, ()) for group in "ba" for number in range(20)]


def test_of_each_group_the_same_share_is_held_out() -> None:
    fitted, held_out = split(ARTICLES, 0.1, 7)
    assert sorted(article.id for article in [*fitted, *held_out]) == sorted(article.id for article in ARTICLES)
    assert [article.group for article in held_out] == ["a", "a", "b", "b"]


def test_the_order_of_the_articles_changes_nothing() -> None:
    assert split(ARTICLES[::-1], 0.1, 7) == split(ARTICLES, 0.1, 7)
    assert split(ARTICLES, 0.1, 8) != split(ARTICLES, 0.1, 7)


@pytest.mark.parametrize("share", [0.0, 0.01, 1.0])
def test_a_part_without_articles_is_refused(share: float) -> None:
    with pytest.raises(ModelError, match="40 articles cannot be parted into"):
        split(ARTICLES, share, 7)


def test_measuring_needs_no_torch() -> None:
    code = "sys.modules['torch'] = None; from quoteminer.training import calibration, holding_out"
    subprocess.run([sys.executable, "-c", f"import sys; {code}"], check=True)
