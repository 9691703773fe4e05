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
    count = scores.shape[1]
    back = np.zeros(scores.shape, dtype=np.int32)
    states = scores[starts].copy()
    states[:, 2::2] = -np.inf
    inside = np.arange(2, count, 2)
    last = states.copy()
    for step in range(1, int(lengths[0])):
        alive = int((lengths > step).sum())
        states = states[:alive]
        rows = starts[:alive] + step
        best = states.argmax(axis=1)
        value = np.repeat(states[np.arange(alive), best][:, None], count, axis=1)
        came = np.repeat(best[:, None], count, axis=1)
        goes_on = states[:, 2::2] >= states[:, 1::2]
        value[:, 2::2] = np.where(goes_on, states[:, 2::2], states[:, 1::2])
        came[:, 2::2] = np.where(goes_on, inside, inside - 1)
        held = stays[rows]
        if held.any():
            value[:, 1::2] -= cost * held[:, None]
            leaving = value[:, 0] - cost * held
            remains = held & (states[:, 0] > leaving)
            value[:, 0] = np.where(remains, states[:, 0], leaving)
            came[:, 0] = np.where(remains, 0, came[:, 0])
        back[rows] = came
        states = value + scores[rows]
        last[:alive] = states
    for number, (start, end) in enumerate(ordered):
        state = int(last[number].argmax())
        for at in range(end - 1, start - 1, -1):
            path[at] = state
            state = int(back[at, state])
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
