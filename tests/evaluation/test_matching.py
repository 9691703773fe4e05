import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteminer.evaluation.matching import Item, Pair, candidates, items_of, match
from quoteminer.evaluation.records import Attribution, Spans

TEXT = " ".join("abcdefghijklmnopqrstuvwxyz")
"""Twenty-six words of one letter: word n stands at 2n."""


def words(first: int, last: int) -> Spans:
    return ((2 * first, 2 * last + 1),)


def one(first: int, last: int, source: int | None = None, name: str | None = None) -> Attribution:
    return Attribution(content=words(first, last), source=() if source is None else words(source, source), id=name)


def paired(gold: list[Attribution], predicted: list[Attribution], threshold: float = 0.0) -> list[tuple[int, int]]:
    theirs, ours = items_of(gold, TEXT), items_of(predicted, TEXT)
    chosen = match(theirs, ours, candidates(theirs, ours), threshold)
    return [
        (gold.index(theirs[pair.gold].attribution), predicted.index(ours[pair.predicted].attribution))
        for pair in chosen
    ]


def test_overlap_is_intersection_over_union_of_words() -> None:
    theirs, ours = items_of([one(0, 3)], TEXT), items_of([one(2, 5)], TEXT)
    assert candidates(theirs, ours) == [Pair(0, 0, 2 / 6)]


def test_items_leave_out_what_has_no_word() -> None:
    assert items_of([Attribution(content=((1, 2),))], TEXT) == []


def test_a_good_pair_is_not_broken_up_for_two_poorer_ones() -> None:
    gold, predicted = [one(0, 9), one(10, 15)], [one(0, 10), one(0, 5)]
    assert paired(gold, predicted) == [(0, 0)]


def test_equal_overlaps_give_as_many_pairs_as_can_be() -> None:
    gold, predicted = [one(0, 3), one(4, 7)], [one(0, 7), one(0, 1)]
    assert paired(gold, predicted, 0.5) == [(0, 1), (1, 0)]


def test_of_the_same_content_those_with_the_same_source_are_paired() -> None:
    gold = [one(0, 3, source=10), one(0, 3, source=12)]
    assert paired(gold, [one(0, 3, source=12)]) == [(1, 0)]


def test_a_pair_below_the_threshold_is_no_pair() -> None:
    assert paired([one(0, 9)], [one(0, 3)], 0.41) == []
    assert paired([one(0, 9)], [one(0, 3)], 0.4) == [(0, 0)]


def test_attributions_sort_by_the_numbers_in_their_ids() -> None:
    found = sorted([one(0, 1, name="E10"), one(2, 3), one(4, 5, name="E2")], key=lambda each: each.sort_key)
    assert [each.id for each in found] == ["E2", "E10", None]


@st.composite
def attributions(draw: st.DrawFn) -> list[Attribution]:
    found = []
    for _ in range(draw(st.integers(0, 5))):
        first = draw(st.integers(0, 12))
        found.append(one(first, first + draw(st.integers(0, 6)), source=draw(st.integers(20, 22))))
    return found


def profile(pairs: list[Pair]) -> list[float]:
    """Overlaps from the largest down: of two pairings the one whose profile sorts higher is better."""
    return sorted((pair.overlap for pair in pairs), reverse=True)


def best_profile(gold: list[Item], predicted: list[Item], threshold: float) -> list[float]:
    edges = [pair for pair in candidates(gold, predicted) if pair.overlap >= threshold]
    size = min(len(gold), len(predicted))
    pairings = (chosen for number in range(size + 1) for chosen in combinations(edges, number))
    return max(
        profile(list(chosen))
        for chosen in pairings
        if len({pair.gold for pair in chosen}) == len({pair.predicted for pair in chosen}) == len(chosen)
    )


@given(attributions(), attributions(), st.sampled_from([0.0, 0.3, 0.5]))
def test_match_is_the_best_of_all_pairings(
    gold: list[Attribution], predicted: list[Attribution], threshold: float
) -> None:
    theirs, ours = items_of(gold[:4], TEXT), items_of(predicted[:4], TEXT)
    found = match(theirs, ours, candidates(theirs, ours), threshold)
    assert profile(found) == best_profile(theirs, ours, threshold)


@given(attributions(), attributions())
def test_match_takes_the_largest_first_where_overlaps_differ(
    gold: list[Attribution], predicted: list[Attribution]
) -> None:
    theirs, ours = items_of(gold, TEXT), items_of(predicted, TEXT)
    edges = candidates(theirs, ours)
    if len({pair.overlap for pair in edges}) < len(edges):
        return
    greedy: list[Pair] = []
    for pair in sorted(edges, key=lambda pair: -pair.overlap):
        if all(pair.gold != other.gold and pair.predicted != other.predicted for other in greedy):
            greedy.append(pair)
    assert sorted(greedy, key=lambda pair: pair.gold) == match(theirs, ours, edges)


@given(attributions(), attributions(), st.sampled_from([(0.3, 0.5), (0.5, 0.8), (0.3, 1.0)]))
def test_a_higher_threshold_gives_the_upper_part_of_a_lower_one(
    gold: list[Attribution], predicted: list[Attribution], thresholds: tuple[float, float]
) -> None:
    theirs, ours = items_of(gold, TEXT), items_of(predicted, TEXT)
    low, high = (match(theirs, ours, candidates(theirs, ours), threshold) for threshold in thresholds)
    assert profile(high) == [overlap for overlap in profile(low) if overlap >= thresholds[1]]


@pytest.mark.parametrize("seed", range(5))
def test_match_does_not_depend_on_the_order_of_attributions(seed: int) -> None:
    rng = random.Random(seed)
    gold = [one(3 * i, 3 * i + rng.randint(0, 4), source=20 + i % 3) for i in range(6)]
    predicted = [one(2 * i, 2 * i + rng.randint(0, 4), source=20 + i % 3) for i in range(8)]
    pairs = {(gold[i], predicted[j]) for i, j in paired(gold, predicted)}
    rng.shuffle(gold)
    rng.shuffle(predicted)
    assert {(gold[i], predicted[j]) for i, j in paired(gold, predicted)} == pairs
    assert pairs
