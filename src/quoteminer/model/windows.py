"""The stretches of an article that the network reads at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from quoteminer.model.page import Words

Stretch = tuple[int, int]
"""First word, and after the last."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of words that the network reads at once.

    Attributes:
        start: first word, with the context around.
        end: after the last word.
        core_start: first word that is scored in this window.
        core_end: after the last such word.
    """

    start: int
    end: int
    core_start: int
    core_end: int


def windows_of(words: Words, limit: int, context: int) -> list[Window]:
    """Cut an article into windows of about the same size: whole paragraphs together, with context on both sides.

    Args:
        words: the article.
        limit: pieces that a window may hold.
        context: pieces at most on either side of those that are scored.

    Returns:
        Windows whose cores make up the article.
    """
    room = limit - 2 * context
    pieces = words.size(0, len(words))
    if pieces <= limit:
        room = limit
    target = pieces / max(1, -(-pieces // room))
    cores: list[Stretch] = []
    for start, end in paragraphs_of(words, room):
        if cores:
            first = cores[-1][0]
            filled, grown = words.size(first, start), words.size(first, end)
            # a paragraph belongs to the core that comes nearer to the target with it than without
            if grown <= room and abs(grown - target) <= abs(filled - target):
                cores[-1] = (first, end)
                continue
        cores.append((start, end))
    return [widened(words, core, context, limit) for core in cores]


def paragraphs_of(words: Words, limit: int) -> Iterator[Stretch]:
    """Yield paragraphs; those of more than `limit` pieces are cut, at the start of a sentence where that can be."""
    opening = [0, *(np.flatnonzero(words.start[1:] == 2) + 1).tolist(), len(words)]
    for start, end in pairwise(opening):
        at = start
        while words.size(at, end) > limit:
            most = max(int(np.searchsorted(words.first, words.first[at] + limit, side="right")) - 1, at + 1)
            cut = next((k for k in range(most, at, -1) if words.start[k]), most)
            if words.size(at, cut) < limit // 2:
                cut = most
            yield at, cut
            at = cut
        if at < end:
            yield at, end


def widened(words: Words, core: Stretch, context: int, limit: int) -> Window:
    """A core with the words around it: as many pieces on either side as `context` says and `limit` allows."""
    first, (start, end) = words.first, core
    room = max(0, limit - words.size(start, end))
    left = min(context, room // 2, int(first[start]))
    right = min(context, room - left, int(first[-1] - first[end]))
    low = int(np.searchsorted(first, first[start] - left, side="left"))
    high = int(np.searchsorted(first, first[end] + right, side="right")) - 1
    return Window(min(low, start), min(max(high, end), len(words)), start, end)
