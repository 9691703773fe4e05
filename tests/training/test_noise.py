"""An article that is set in another way says the same of the same words."""

import random

import pytest

from quoteminer.evaluation.records import Annotated, Attribution
from quoteminer.training.noise import WAYS, edited, reset

TEXT = "“We can’t wait,” said Jo O'Neil.\n\nThe firm calls this “a 'big' step” and ''fine.''  It isn't."


def article() -> Annotated:
    def at(words: str) -> tuple[int, int]:
        return TEXT.index(words), TEXT.index(words) + len(words)

    said = Attribution(content=(at("“We can’t wait,”"),), cue=(at("said"),), source=(at("Jo O'Neil"),))
    called = Attribution(content=(at("“a 'big' step”"),), cue=(at("calls"),), source=(at("The firm"),))
    return Annotated("a", TEXT, None, (said, called))


def letters(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())


@pytest.mark.parametrize("seed", range(60))
def test_spans_hold_the_same_letters(seed: int) -> None:
    before = article()
    after = reset(before, random.Random(seed))
    for one, other in zip(before.attributions, after.attributions, strict=True):
        for role in ("content", "cue", "source"):
            old = "".join(TEXT[start:end] for start, end in getattr(one, role))
            new = "".join((after.text or "")[start:end] for start, end in getattr(other, role))
            assert letters(new) == letters(old)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_every_way_changes_something(way: object) -> None:
    assert callable(way)
    assert any(edited(article(), list(way(TEXT, random.Random(seed)))).text != TEXT for seed in range(20))


def test_british_marks() -> None:
    text = "“So,” he said."
    before = Annotated("a", text, None, (Attribution(content=((0, 5),), cue=((9, 13),)),))
    after = edited(before, [(0, 1, "‘"), (4, 5, "’")])
    assert after.text == "‘So,’ he said."
    assert after.attributions[0].content == ((0, 5),)


def test_a_span_that_begins_within_an_edit_is_widened() -> None:
    before = Annotated("a", "one two", None, (Attribution(content=((1, 5),)),))
    after = edited(before, [(0, 3, "three"), (4, 7, "two more")])
    assert after.attributions[0].content == ((0, 14),)


def test_an_attribution_of_which_nothing_is_left_is_dropped() -> None:
    before = Annotated("a", "one “”", None, (Attribution(content=((4, 6),)),))
    assert edited(before, [(4, 6, "")]).attributions == ()
