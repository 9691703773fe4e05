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
    starts = np.array([start for start, _ in ordered])
    lengths = np.array([end - start for start, end in ordered])
    reached = np.empty(scores.shape)  # the score of the best way to each state of each word
    highest = np.empty(len(scores), dtype=np.int64)  # the state before with the highest score
    states = scores[starts]
    states[:, 2::2] = -np.inf
    reached[starts] = states
    numbers = np.arange(len(starts))
    alive = len(starts)
    for step in range(1, int(lengths[0])):
        while lengths[alive - 1] <= step:
            alive -= 1
        rows = starts[:alive] + step
        before = states[:alive]
        top = before.argmax(axis=1)
        anew = before[numbers[:alive], top] - cost * stays[rows]
        states = scores[rows]
        states[:, 1::2] += anew[:, None]
        states[:, 2::2] += np.maximum(before[:, 1::2], before[:, 2::2])
        states[:, 0] += np.where(stays[rows], np.maximum(anew, before[:, 0]), anew)
        reached[rows] = states
        highest[rows] = top
    for start, end in ordered:
        state = int(reached[end - 1].argmax())
        path[end - 1] = state
        for at in range(end - 1, start, -1):
            before = reached[at - 1]
            if state and state % 2 == 0:
                state = state if before[state] >= before[state - 1] else state - 1
            elif state or not (stays[at] and before[0] > before[highest[at]] - cost):
                state = int(highest[at])
            path[at - 1] = state
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
