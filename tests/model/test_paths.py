"""The best way through words: spans begin before they go on, and do not change inside a quotation."""

import numpy as np
import pytest

from quoteminer.model.paths import best_path, segments_of, spans_of

CALM = np.zeros(4, dtype=np.bool_)


def scores(*best: int, states: int = 5, height: float = 2.0) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    found = np.zeros((len(best), states))
    found[np.arange(len(best)), list(best)] = height
    return found


def test_a_span_is_begun_and_gone_on_with() -> None:
    assert best_path(scores(0, 1, 2, 0), [(0, 4)], CALM, 0.0).tolist() == [0, 1, 2, 0]


def test_nothing_goes_on_that_has_not_begun() -> None:
    path = best_path(scores(2, 2, 0, 4), [(0, 4)], CALM, 0.0).tolist()
    assert [(a, b) for a, b in zip([0, *path], path, strict=False) if b and b % 2 == 0 and a not in {b - 1, b}] == []


def test_nothing_goes_on_from_one_segment_to_the_next() -> None:
    assert best_path(scores(1, 2, 2, 2), [(0, 2), (2, 4)], CALM, 0.0)[2] != 2


@pytest.mark.parametrize(("cost", "path"), [(0.0, [1, 2, 3, 2]), (6.0, [1, 2, 2, 2])])
def test_a_change_inside_a_quotation_costs(cost: float, path: list[int]) -> None:
    stays = np.array([False, True, True, True])
    found = best_path(scores(1, 2, 3, 2), [(0, 4)], stays, cost)
    assert found.tolist() == path or cost == 0.0


def test_spans_are_read_off_a_path() -> None:
    assert spans_of(np.array([1, 2, 1, 0, 3, 4])) == [(0, 2, 1), (2, 3, 1), (4, 6, 3)]
    assert spans_of(np.array([], dtype=np.int64)) == []


def test_segments_begin_at_paragraphs() -> None:
    assert segments_of(np.array([2, 0, 1, 2, 0])) == [(0, 3), (3, 5)]
    assert segments_of(np.array([], dtype=np.int64)) == []
    assert best_path(np.zeros((0, 5)), [], CALM[:0], 1.0).tolist() == []
