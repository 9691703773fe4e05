"""What the network is to say of an article, from its gold attributions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from quoteminer.evaluation.records import Attribution
from quoteminer.model.page import Integers, Words
from quoteminer.model.roles import CONTENT, CUE, NONE, SOURCE
from quoteminer.words import Range

_BEGINS: Final = {"source": SOURCE, "content": CONTENT, "cue": CUE}
"""The role of a span's first word; where a word is claimed by two roles, the later one has it."""


@dataclass(frozen=True, slots=True)
class Links:
    """The words of one attribution, by number, (words,) each."""

    content: Integers
    cue: Integers
    source: Integers


@dataclass(frozen=True, slots=True)
class Labels:
    """What the network is to say.

    Attributes:
        roles: a role for each word (`roles.ROLES`), (words,).
        links: the words of each attribution.
    """

    roles: Integers
    links: tuple[Links, ...]


def labels_of(words: Words, attributions: Iterable[Attribution]) -> Labels:
    """Label the words of an article.

    A word has one role and the network reads no nesting: what is attributed within the content of another attribution
    is left out.

    Args:
        words: the article.
        attributions: its gold.

    Returns:
        The labels.
    """
    roles: Integers = np.full(len(words), NONE, dtype=np.int64)
    links = []
    for attribution in outermost(tuple(attributions)):
        spans = {"source": attribution.source, "content": attribution.content, "cue": attribution.cue}
        of_role = {}
        for name, begins in _BEGINS.items():
            at = of_role[name] = _words_in(words, spans[name])
            roles[at] = begins + 1
            roles[at[_opens(words, at, spans[name])]] = begins
        links.append(Links(**of_role))
    return Labels(roles, tuple(links))


def outermost(attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions whose content does not lie within the content of a longer one."""
    return [one for one in attributions if not any(_holds(other, one) for other in attributions)]


def _holds(outer: Attribution, inner: Attribution) -> bool:
    """Whether one content lies within another, and is less than all of it."""
    within = all(any(a <= start and end <= b for a, b in outer.content) for start, end in inner.content)
    return within and outer.content != inner.content


def _words_in(words: Words, spans: Sequence[Range]) -> Integers:
    """Numbers of the words that share a character with one of some spans."""
    start, end = words.offsets[:, 0], words.offsets[:, 1]
    inside = np.zeros(len(words), dtype=np.bool_)
    for low, high in spans:
        inside |= (start < high) & (end > low)
    return np.flatnonzero(inside)


def _opens(words: Words, at: Integers, spans: Sequence[Range]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which of some words open a span: the first of a row, and those that a span begins in."""
    opens = np.ones(len(at), dtype=np.bool_)
    opens[1:] = np.diff(at) > 1
    for low, _ in spans:
        opens |= (words.offsets[at, 0] <= low) & (low < words.offsets[at, 1])
    return opens
