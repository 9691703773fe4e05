import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteminer.layers import Range
from quoteminer.proposal import Proposal, disjoint


def test_hull_reaches_from_the_first_content_to_the_last() -> None:
    assert Proposal(contents=((2, 4), (6, 9)), rule="r", score=0.5).hull == (2, 9)


@pytest.mark.parametrize(
    ("ranges", "expected"),
    [
        ([], ()),
        ([(2, 4)], ((2, 4),)),
        ([(6, 9), (2, 4)], ((2, 4), (6, 9))),
        ([(2, 4), (4, 6)], ((2, 6),)),
        ([(2, 6), (3, 4), (5, 8)], ((2, 8),)),
        ([(2, 4), (2, 4)], ((2, 4),)),
    ],
)
def test_disjoint_puts_ranges_in_order_and_joins_those_that_touch(
    ranges: list[Range], expected: tuple[Range, ...]
) -> None:
    assert disjoint(ranges) == expected


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 5)).map(lambda pair: (pair[0], sum(pair)))))
def test_disjoint_covers_the_same_tokens(ranges: list[Range]) -> None:
    found = disjoint(ranges)
    flat = [offset for pair in found for offset in pair]
    assert flat == sorted(set(flat))
    assert {at for start, end in found for at in range(start, end)} == {
        at for start, end in ranges for at in range(start, end)
    }


@pytest.mark.parametrize(("source", "expected"), [((0, 2), (0, 2)), ((4, 6), (4, 6)), ((1, 3), None), ((6, 7), None)])
def test_tidied_drops_a_source_that_stands_in_the_content(source: Range, expected: Range | None) -> None:
    proposal = Proposal(contents=((6, 8), (2, 4)), rule="r", score=0.5, source=source)
    assert proposal.tidied() == Proposal(contents=((2, 4), (6, 8)), rule="r", score=0.5, source=expected)


@pytest.mark.parametrize(
    ("contents", "expected"),
    [
        (((2, 8),), ((2, 4), (5, 8))),
        (((4, 8),), ((5, 8),)),
        (((2, 5),), ((2, 4),)),
        (((0, 3), (3, 6)), ((0, 4), (5, 6))),
    ],
)
def test_tidied_breaks_a_content_that_its_own_cue_stands_in(
    contents: tuple[Range, ...], expected: tuple[Range, ...]
) -> None:
    assert Proposal(contents=contents, rule="r", score=0.5, head=4, cue=(4, 5)).tidied().contents == expected


@pytest.mark.parametrize(("source", "expected"), [((0, 4), (0, 3)), ((3, 4), None), ((2, 6), (4, 6))])
def test_the_cue_is_taken_out_of_the_source(source: Range, expected: Range | None) -> None:
    proposal = Proposal(contents=((7, 9),), rule="r", score=0.5, head=3, cue=(3, 4), source=source)
    assert proposal.tidied().source == expected
