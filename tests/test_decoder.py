from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteminer.decoder import _weight, contradict, decode, parents
from quoteminer.layers import Range
from quoteminer.proposal import Proposal


def make(
    cue: Range | None, *contents: Range, score: float = 0.8, rule: str = "r", source: Range | None = None
) -> Proposal:
    head = None if cue is None else cue[1] - 1
    return Proposal(contents=contents, rule=rule, score=score, head=head, cue=cue, source=source)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param(make((1, 2), (2, 5)), make((1, 2), (3, 5)), id="the same cue"),
        pytest.param(make((1, 2), (2, 6)), make((8, 9), (4, 8)), id="contents that cross"),
        pytest.param(make((1, 2), (2, 9)), make((0, 1), (3, 6)), id="a content within, its cue outside"),
        pytest.param(make((1, 2), (2, 9)), make(None, (3, 6)), id="a content within, without a cue"),
        pytest.param(make((1, 2), (2, 9)), make((4, 5), (10, 12)), id="a cue within, its content outside"),
        pytest.param(make(None, (0, 4)), make(None, (0, 4)), id="the same content"),
        pytest.param(make((1, 2), (2, 6)), make((3, 4), (0, 1), (5, 6)), id="one part of a content outside"),
    ],
)
def test_contradict_tells_what_cannot_both_be_right(a: Proposal, b: Proposal) -> None:
    assert contradict(a, b)
    assert contradict(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param(make((1, 2), (2, 5)), make((6, 7), (7, 9)), id="apart"),
        pytest.param(make((1, 2), (2, 9)), make((4, 5), (5, 9)), id="nested"),
        pytest.param(make((4, 5), (0, 4), (6, 9)), make((6, 7), (7, 9)), id="nested in one part"),
        pytest.param(make(None, (0, 4)), make(None, (4, 8)), id="two quotations that stand alone"),
    ],
)
def test_contradict_lets_nesting_and_neighbours_be(a: Proposal, b: Proposal) -> None:
    assert not contradict(a, b)
    assert not contradict(b, a)


def test_decode_gives_nothing_for_nothing() -> None:
    assert decode([]) == []


def test_decode_keeps_the_surer_of_two_that_contradict() -> None:
    sure, unsure = make((1, 2), (2, 5), score=0.9), make((1, 2), (2, 8), score=0.6)
    assert decode([unsure, sure]) == [sure]


def test_decode_keeps_the_surer_of_two_readings_of_the_same_words() -> None:
    sure, unsure = make((1, 2), (2, 5), score=0.9, rule="b"), make((1, 2), (2, 5), score=0.6, rule="a")
    assert decode([sure, unsure]) == decode([unsure, sure]) == [sure]


def test_decode_keeps_the_longer_of_two_that_are_as_sure() -> None:
    short, long = make((1, 2), (2, 5)), make((1, 2), (2, 8))
    assert decode([short, long]) == [long]


def test_decode_prefers_two_that_agree_to_a_surer_one_between_them() -> None:
    left, right = make((0, 1), (1, 5)), make((9, 10), (6, 9))
    between = make((7, 8), (3, 7), score=0.85)
    assert decode([left, between, right]) == [left, right]


def test_decode_lets_something_stand_wherever_something_was_proposed() -> None:
    unsure = make((1, 2), (2, 5), score=0.2)
    assert decode([unsure]) == [unsure]
    assert decode([unsure], threshold=0.3) == []


def test_decode_leaves_out_what_has_no_content() -> None:
    assert decode([make((1, 2))]) == []


def test_decode_keeps_what_nests() -> None:
    outer, inner = make((1, 2), (2, 9)), make((4, 5), (5, 9))
    assert decode([inner, outer]) == [outer, inner]


def test_decode_takes_the_surest_first_where_too_many_contradict_each_other() -> None:
    crossing = [make((at, at + 1), (at + 1, at + 30), score=0.5 + at / 100) for at in range(30)]
    assert decode(crossing)[-1] == crossing[-1]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        pytest.param([], [], id="none"),
        pytest.param([make((1, 2), (2, 9)), make((4, 5), (5, 9))], [None, 0], id="nested"),
        pytest.param([make((1, 2), (2, 9)), make((3, 4), (4, 9)), make((5, 6), (6, 9))], [None, 0, 1], id="nearest"),
        pytest.param([make((4, 5), (0, 4), (6, 9)), make((6, 7), (7, 9))], [None, 0], id="in the second part"),
        pytest.param([make((4, 5), (0, 4), (6, 9)), make((4, 5), (5, 6))], [None, None], id="between the parts"),
        pytest.param([make((1, 2), (2, 5)), make((6, 7), (7, 9))], [None, None], id="apart"),
        pytest.param([make((0, 1), (1, 9)), make(None, (2, 4))], [None, None], id="without a cue"),
    ],
)
def test_parents_finds_the_nearest_that_holds_it(chosen: list[Proposal], expected: list[int | None]) -> None:
    assert parents(chosen) == expected


def test_what_fills_the_same_words_comes_behind_what_holds_it() -> None:
    outer = make((12, 13), (0, 10))  # [The vote, she said, was rigged], he claimed
    inner = make((4, 5), (0, 4), (6, 10))
    chosen = decode([inner, outer])
    assert chosen == [outer, inner]
    assert parents(chosen) == [None, 0]


spans = st.tuples(st.integers(0, 14), st.integers(1, 6)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@st.composite
def any_proposal(draw: st.DrawFn) -> Proposal:
    cue = draw(st.none() | st.integers(0, 18).map(lambda at: (at, at + 1)))
    contents = draw(st.lists(spans, min_size=1, max_size=2))
    score = draw(st.sampled_from([0.2, 0.5, 0.6, 0.8, 0.9]))
    return make(cue, *contents, score=score, rule=draw(st.sampled_from("ab")), source=draw(st.none() | spans)).tidied()


proposals = any_proposal().filter(lambda proposal: bool(proposal.contents))
some = st.lists(proposals, max_size=12)
few = st.lists(proposals, max_size=7, unique_by=lambda proposal: (proposal.head, proposal.contents))


@given(some, st.data())
def test_decode_gives_a_consistent_subset_whatever_the_order(given_: list[Proposal], data: st.DataObject) -> None:
    chosen = decode(given_)
    assert all(proposal in given_ for proposal in chosen)
    assert not any(contradict(a, b) for a, b in combinations(chosen, 2))
    assert decode(data.draw(st.permutations(given_))) == chosen


@given(some)
def test_decode_leaves_out_only_what_contradicts(given_: list[Proposal]) -> None:
    chosen = decode(given_)
    for left in given_:
        assert any(left == kept or contradict(left, kept) for kept in chosen)


@given(some)
def test_parents_hold_their_children(given_: list[Proposal]) -> None:
    chosen = decode(given_)
    for child, parent in zip(chosen, parents(chosen), strict=True):
        holders = [other for other in chosen if other is not child and holds(other, child)]
        assert (chosen[parent] if parent is not None else None) == min(holders, key=size, default=None)


@given(few)
def test_decode_finds_what_trying_all_sets_finds(given_: list[Proposal]) -> None:
    assert weight(decode(given_)) == pytest.approx(max(map(weight, maximal_sets(given_))))


def maximal_sets(given_: list[Proposal]) -> list[tuple[Proposal, ...]]:
    """Every consistent set to which nothing can be added."""
    subsets = [subset for length in range(len(given_) + 1) for subset in combinations(given_, length)]
    consistent = [subset for subset in subsets if not any(contradict(a, b) for a, b in combinations(subset, 2))]
    return [
        subset
        for subset in consistent
        if all(p in subset or any(contradict(p, kept) for kept in subset) for p in given_)
    ]


def weight(chosen: list[Proposal] | tuple[Proposal, ...]) -> float:
    return sum(_weight(proposal) + 1e-6 * size(proposal) for proposal in chosen)


def size(proposal: Proposal) -> int:
    return sum(end - start for start, end in proposal.contents)


def holds(outer: Proposal, inner: Proposal) -> bool:
    parts = [] if inner.cue is None else [inner.cue, *inner.contents]
    return bool(parts) and all(any(a <= start and end <= b for a, b in outer.contents) for start, end in parts)
