from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteminer.evaluation.assignment import assign

matrices = st.integers(1, 4).flatmap(
    lambda columns: st.lists(
        st.lists(st.sampled_from([0, 1, 2, 5, 10**30]), min_size=columns, max_size=columns), min_size=1, max_size=4
    )
)


def best_sum(weights: list[list[int]]) -> int:
    wide = weights if len(weights) <= len(weights[0]) else [list(column) for column in zip(*weights, strict=True)]
    return max(
        sum(wide[row][column] for row, column in enumerate(chosen))
        for chosen in permutations(range(len(wide[0])), len(wide))
    )


@given(matrices)
def test_assign_finds_the_largest_sum(weights: list[list[int]]) -> None:
    chosen = assign(weights)
    assert sum(weights[row][column] for row, column in chosen) == best_sum(weights)


@given(matrices)
def test_assign_uses_no_row_or_column_twice_and_no_zero(weights: list[list[int]]) -> None:
    chosen = assign(weights)
    assert len({row for row, _ in chosen}) == len({column for _, column in chosen}) == len(chosen)
    assert all(weights[row][column] for row, column in chosen)


@pytest.mark.parametrize("weights", [[], [[]], [[0]]])
def test_assign_chooses_nothing_where_nothing_goes_together(weights: list[list[int]]) -> None:
    assert assign(weights) == []


def test_assign_is_exact_where_floats_are_not() -> None:
    big = 2**60
    assert assign([[big, big + 1], [big, big]]) == [(0, 1), (1, 0)]
