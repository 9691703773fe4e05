"""The best way through an article's words: each has one role, spans begin before they go on."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from quoteminer.model.evidence import Reals
from quoteminer.model.page import Integers

Span = tuple[int, int]
"""First word, and after the last."""
Stretch = tuple[int, int, int]
"""First word, after the last, and the state (the odd number of its pair)."""


def best_path(scores: Reals, segments: Sequence[Span], stays: NDArray[np.bool_], cost: float) -> Integers:
    """The sequence of states that scores highest.

    State 0 is outside; the others come in pairs: an odd number begins a span, the even one behind it goes on with it.
    Nothing goes on from one segment to the next.

    Args:
        scores: of each state for each word, (words, states).
        segments: the stretches of words that are read each for itself; together all words.
        stays: where a change of state costs, (words,).
        cost: how much.

    Returns:
        A state for each word, (words,).
    """
    path = np.zeros(len(scores), dtype=np.int64)
    ordered = sorted((segment for segment in segments if segment[0] < segment[1]), key=lambda s: s[0] - s[1])
    if not ordered:
        return path
    # All segments go on at once: their first words in a row, the longest segment's in front, then the second ones …
    steps = np.concatenate([np.arange(end - start) for start, end in ordered])
    counts = np.bincount(steps)
    offsets = np.concatenate([[0], np.cumsum(counts)]).tolist()
    rows = np.concatenate([np.arange(*segment) for segment in ordered])[np.argsort(steps, kind="stable")]
    reached = scores[rows]  # the score of the best way to each state of each word
    costs, staying = np.where(stays[rows], cost, 0.0), np.where(stays[rows], 0.0, -np.inf)
    reached[: counts[0], 2::2] = -np.inf
    for behind, (low, high) in zip(offsets, pairwise(offsets[1:]), strict=False):
        before, states = reached[behind : behind + high - low], reached[low:high]
        anew = before.max(axis=1) - costs[low:high]
        states[:, 1::2] += anew[:, None]
        states[:, 2::2] += np.maximum(before[:, 1::2], before[:, 2::2])
        states[:, 0] += np.maximum(anew, before[:, 0] + staying[low:high])
    tops, losses, outside = reached.argmax(axis=1).tolist(), costs.tolist(), reached[:, 0].tolist()
    for number, (start, end) in enumerate(ordered):
        state = tops[offsets[end - start - 1] + number]
        path[end - 1] = state
        for step in range(end - start - 1, 0, -1):
            row, behind = offsets[step] + number, offsets[step - 1] + number
            if state and state % 2 == 0:
                state -= int(reached[behind, state] < reached[behind, state - 1])
            elif state or not (stays[start + step] and outside[behind] > reached[behind, tops[behind]] - losses[row]):
                state = tops[behind]
            path[start + step - 1] = state
    return path


def spans_of(path: Integers) -> list[Stretch]:
    """The spans of a path, in text order."""
    spans: list[Stretch] = []
    for at, state in enumerate(path.tolist()):
        if not state:
            continue
        begins = state - 1 + state % 2
        if state % 2 == 0 and spans and spans[-1][1] == at and spans[-1][2] == begins:
            spans[-1] = (spans[-1][0], at + 1, begins)
        else:
            spans.append((at, at + 1, begins))
    return spans


def segments_of(starts: Integers) -> list[Span]:
    """The paragraphs of an article, given what begins with each word (`page.STARTS`)."""
    opening = [*np.flatnonzero(starts == _PARAGRAPH).tolist(), len(starts)]
    return [(start, end) for start, end in pairwise(opening) if start < end]


_PARAGRAPH: Final = 2
