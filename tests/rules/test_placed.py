"""Proposals looked up by their sentences: nobody near is missed, whatever stands where."""

import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from quoteminer.lexicon import default_lexicon
from quoteminer.proposal import Proposal, disjoint
from quoteminer.rules.placed import Placed
from quoteminer.rules.reading import Reading
from quoteminer.rules.same_act import holds, shares_cue

_LENGTH, _SENTENCE = 24, 4
_DOC = Doc(
    spacy.blank("en").vocab,
    words=["word"] * _LENGTH,
    sent_starts=[at % _SENTENCE == 0 for at in range(_LENGTH)],
)
_READING = Reading(_DOC, default_lexicon())

_starts = st.integers(0, _LENGTH - 2)
_ranges = st.builds(lambda start, size: (start, min(start + size, _LENGTH)), _starts, st.integers(1, 9))


@st.composite
def _proposals(draw: st.DrawFn) -> Proposal:
    contents = disjoint(draw(st.lists(_ranges, min_size=1, max_size=3)))
    cue = draw(st.none() | _ranges)
    head = None if cue is None else draw(st.integers(*cue).filter(lambda at: at < _LENGTH))
    return Proposal(contents=contents, rule="object", score=0.5, head=head, cue=cue)


@given(st.lists(_proposals(), max_size=8), _proposals())
def test_all_that_share_a_cue_are_found(others: list[Proposal], one: Proposal) -> None:
    near = Placed(_READING, others).with_cue_near(one)
    assert [p for p in near if shares_cue(p, one)] == [p for p in others if shares_cue(p, one)]
    assert [p for p in near if shares_cue(one, p)] == [p for p in others if shares_cue(one, p)]


@given(st.lists(_proposals(), max_size=8), _proposals())
def test_all_that_hold_or_are_held_are_found(others: list[Proposal], one: Proposal) -> None:
    placed = Placed(_READING, others)
    around = placed.with_content_in([one.cue] if one.cue else [])
    assert [p for p in around if holds(p, one)] == [p for p in others if holds(p, one)]
    assert [p for p in placed.with_cue_in(one.contents) if holds(one, p)] == [p for p in others if holds(one, p)]


def test_only_those_near_are_looked_at() -> None:
    near, far = (
        Proposal(contents=((start + 1, start + 3),), rule="object", score=0.5, head=start, cue=(start, start + 1))
        for start in (0, 12)
    )
    placed = Placed(_READING, [near, far])
    assert list(placed) == [near, far]
    assert placed.with_cue_near(near) == placed.with_content_in([(0, 1)]) == [near]
    assert placed.heads == {0, 12}
