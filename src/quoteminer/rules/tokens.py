"""Small questions about tokens that many rules ask."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from spacy.tokens import Doc

from quoteminer.layers import Range

_STRINGS: Final[list[dict[int, str]]] = [{}]
"""The strings that are kept. A full table is left to whoever reads in it, another thread maybe, and begun anew."""
_MOST: Final = 1 << 16
"""Strings that are kept at most."""


def _known() -> dict[int, str]:
    if len(_STRINGS[0]) > _MOST:
        _STRINGS[0] = {}
    return _STRINGS[0]


def strings(doc: Doc, attribute: str) -> list[str]:
    """An attribute of every token, each value looked up once: far faster than going through the tokens.

    A value is a hash of its string, the same in every vocabulary, so what was looked up is kept for the next Doc.

    Args:
        doc: the Doc.
        attribute: its name, as spaCy has it: "ORTH" for the words themselves, "TAG", "DEP", "ENT_TYPE".

    Returns:
        One string a token.
    """
    values: list[int] = doc.to_array(attribute).tolist()
    known = _known()
    try:
        return list(map(known.__getitem__, values))
    except KeyError:
        known.update({value: doc.vocab.strings[value] for value in set(values).difference(known)})
    return list(map(known.__getitem__, values))


def offsets(doc: Doc) -> list[int]:
    """Where each token begins, in code points."""
    starts: list[int] = doc.to_array("IDX").tolist()
    return starts


def heads(doc: Doc) -> list[int]:
    """The token that each token hangs on; the root of a sentence hangs on itself."""
    found: list[int] = (doc.to_array("HEAD").astype(np.int64) + np.arange(len(doc))).tolist()
    return found


def edges(heads: Sequence[int]) -> tuple[list[int], list[int]]:
    """Where what hangs on each token begins, and where it ends, exclusive.

    Args:
        heads: the token that each token hangs on; a root hangs on itself.
    """
    left = list(range(len(heads)))
    right = list(range(1, len(heads) + 1))
    for at in range(len(heads)):  # the first token below another is the first to come up to it
        above = heads[at]
        while left[above] > at:
            left[above] = at
            above = heads[above]
    for at in range(len(heads) - 1, -1, -1):
        above = heads[at]
        while right[above] <= at:
            right[above] = at + 1
            above = heads[above]
    return left, right


def align(starts: Sequence[int], bounds: Iterable[tuple[int, int]]) -> list[Range]:
    """Turn character offsets into token offsets; a token that is cut belongs to the span that it begins in.

    Args:
        starts: where each token begins, in code points.
        bounds: start and end in code points, by start.

    Returns:
        A token range for each pair of bounds that holds a token.
    """
    ranges = ((bisect_left(starts, start), bisect_left(starts, end)) for start, end in bounds)
    return [(start, end) for start, end in ranges if start < end]


def containing(ranges: Sequence[Range], at: int) -> int | None:
    """Index of the range that holds a token, or None. The ranges are disjoint and in order."""
    index = bisect_right(ranges, at, key=lambda found: found[0]) - 1
    return index if index >= 0 and at < ranges[index][1] else None
