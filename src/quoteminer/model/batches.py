"""The network's inputs: word pieces, and how each two words of a window stand to each other."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from quoteminer.model.page import Integers, Words
from quoteminer.model.windows import Window

INPUTS: Final = ("pieces", "quote", "case", "start", "first", "distance", "structure")
"""The inputs of a stored network, by name."""
PADDING: Final = ("mask", "present")
"""What the network needs to know besides where windows of several lengths are scored together."""
_BY_PIECE: Final = (*INPUTS[:4], "mask")

DISTANCES: Final = 33
"""Kinds of distance between two words: 16 to the left, 16 to the right, none."""
SENTENCE_STEPS: Final = 5
"""Two or more sentences before, one before, the same, one behind, two or more behind."""
PARAGRAPH_STEPS: Final = 3
QUOTATION_RELATIONS: Final = 5
"""Neither in quotation marks; the other; this one; both in the same quotation; each in another."""
STRUCTURES: Final = SENTENCE_STEPS * PARAGRAPH_STEPS * QUOTATION_RELATIONS

_FIRST: Final = 101
_LAST: Final = 102
"""The pieces that frame a window."""
_LONGEST: Final = 512


def _distances() -> Integers:
    """The kind of distance for every number of words apart, from -_LONGEST on."""
    apart = np.arange(-_LONGEST, _LONGEST + 1)
    steps = np.round(np.sign(apart) * np.log2(np.abs(apart) + 1) * 2.2)
    found: Integers = np.clip(steps, -16, 16).astype(np.int64) + 16
    return found


_DISTANCE_OF: Final = _distances()


def distances_of(count: int) -> Integers:
    """The kind of distance from each of some words in a row (row) to each other (column), (words, words)."""
    kinds = _DISTANCE_OF[np.clip(np.arange(1 - count, count), -_LONGEST, _LONGEST) + _LONGEST]
    return np.ascontiguousarray(sliding_window_view(kinds, count)[::-1])


def structures_of(words: Words, start: int, end: int) -> Integers:
    """How each word of a stretch (row) stands to each other one (column) in sentences, paragraphs and quotations.

    Args:
        words: the article.
        start: first word.
        end: after the last word.

    Returns:
        Numbers below `STRUCTURES`, (words, words).
    """
    places = np.stack([words.sentence[start:end], words.paragraph[start:end], words.quotation[start:end]])
    changes = (places[:, 1:] != places[:, :-1]).any(axis=0)
    runs = np.concatenate([[0], np.cumsum(changes)])  # the words of a run stand alike
    between = _between(*places[:, np.concatenate([[True], changes])])
    return between.take(runs, axis=0).take(runs, axis=1)


def _between(sentence: Integers, paragraph: Integers, quotation: Integers) -> Integers:
    """How each of some runs of words stands to each other one, (runs, runs)."""
    found: Integers = np.clip(sentence[None] - sentence[:, None], -2, 2) + 2
    found *= PARAGRAPH_STEPS
    found += np.clip(paragraph[None] - paragraph[:, None], -1, 1) + 1
    found *= QUOTATION_RELATIONS
    own, other = quotation[:, None], quotation[None]
    found += np.where(own == other, 3, 4) * (own > 0) * (other > 0) + 2 * ((own == 0) & (other > 0))
    found += (own > 0) & (other == 0)
    return found


def batch_of(examples: Sequence[tuple[Words, Window]]) -> dict[str, NDArray[np.generic]]:
    """The network's inputs for some windows.

    Args:
        examples: windows, each with its article, best of about the same length.

    Returns:
        An array for each of `INPUTS` and `PADDING`; what is shorter than the longest window is padded with 0.
    """
    rows = len(examples)
    longest = max(words.size(window.start, window.end) for words, window in examples) + 2
    most = max(window.end - window.start for _, window in examples)
    batch = {name: np.zeros((rows, longest), dtype=np.int64) for name in _BY_PIECE}
    first = np.zeros((rows, most), dtype=np.int64)
    structure = np.zeros((rows, most, most), dtype=np.int64)
    present = np.zeros((rows, most), dtype=np.bool_)
    for row, (words, window) in enumerate(examples):
        start, end = window.start, window.end
        begin, count = int(words.first[start]), words.size(start, end)
        batch["pieces"][row, 0] = _FIRST
        batch["pieces"][row, 1 : count + 1] = words.pieces[begin : begin + count]
        batch["pieces"][row, count + 1] = _LAST
        batch["mask"][row, : count + 2] = 1
        repeats = np.diff(words.first[start : end + 1])
        for name, column in (("quote", words.quote), ("case", words.case), ("start", words.start)):
            batch[name][row, 1 : count + 1] = np.repeat(column[start:end], repeats)
        first[row, : end - start] = words.first[start:end] - begin + 1
        present[row, : end - start] = True
        structure[row, : end - start, : end - start] = structures_of(words, start, end)
    of_words = {"first": first, "distance": distances_of(most), "structure": structure, "present": present}
    both = {**batch, **of_words}
    return {name: both[name] for name in (*INPUTS, *PADDING)}
