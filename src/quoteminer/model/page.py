"""The words that the network reads, and where each of them stands on the page.

Words are the encoder's own: split at white space and at every punctuation mark. Sentences and quotations are guessed
here from the characters alone, in the same way when the network is trained and when it reads; what the rules know of
sentences and quotations comes in later.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Integers = NDArray[np.int64]

PLACES: Final = 4
"""Outside quotation marks; the opening mark; inside; the closing mark."""
CASES: Final = 6
"""Lower case; capitalised; capitals; one capital; a number; punctuation."""
STARTS: Final = 3
"""Nothing begins; a sentence; a paragraph."""

_DOUBLE: Final = {"“": '”"', '"': '"”»', "„": '“”"', "«": '»"'}
"""Double marks, with those that close what they open."""
_SINGLE: Final = {"‘": "’", "'": "'"}
"""Likewise single marks."""
_TWICE: Final = "'`"
"""Marks that open a quotation where they are typed twice, as in ''so'' and ``so''."""
_ENDS: Final = frozenset(".?!…")
_STOPS: Final = _ENDS | {","}
_TITLES: Final = "adm capt col dr gen gov hon jr lt mr mrs ms prof rep reps rev sen sens sr st"
_MONTHS: Final = "jan feb aug sept oct nov dec"
_ABBREVIATIONS: Final = frozenset([*_TITLES.split(), *_MONTHS.split(), "no", "vs", "inc", "corp", "co", "ltd"])


@dataclass(frozen=True, slots=True)
class Words:
    """An article in the encoder's words.

    Attributes:
        offsets: start and end of each word in code points, (words, 2).
        pieces: ids of the word pieces, (pieces,).
        first: the first piece of each word, and the number of pieces at the end, (words + 1,).
        paragraph: number of each word's paragraph, (words,); likewise
        sentence: of its sentence,
        quotation: of its quotation, from 1; 0 outside of any.
        quote: where each word stands to quotation marks (`PLACES`), (words,); likewise
        case: how it is written (`CASES`),
        start: what begins with it (`STARTS`).
    """

    offsets: Integers
    pieces: Integers
    first: Integers
    paragraph: Integers
    sentence: Integers
    quotation: Integers
    quote: Integers
    case: Integers
    start: Integers

    def __len__(self) -> int:
        return len(self.offsets)

    def size(self, start: int, end: int) -> int:
        """Number of pieces of a stretch of words."""
        return int(self.first[end] - self.first[start])


def words_of(text: str, tokenizer: Tokenizer) -> Words:
    """Read an article's words and where they stand.

    Args:
        text: the article.
        tokenizer: the encoder's.

    Returns:
        The words.
    """
    encoding = tokenizer.encode(text, add_special_tokens=False)
    bounds = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    first = np.flatnonzero(np.diff(np.array(encoding.word_ids, dtype=np.int64), prepend=-1))
    behind = np.append(first, len(bounds))
    offsets = np.stack([bounds[first, 0], bounds[behind[1:] - 1, 1]], axis=1)
    columns = _columns(text, offsets.tolist())
    return Words(
        offsets=offsets,
        pieces=np.array(encoding.ids, dtype=np.int64),
        first=behind,
        **{name: np.array(column, dtype=np.int64) for name, column in columns.items()},
    )


def _columns(text: str, offsets: Sequence[tuple[int, int]]) -> dict[str, list[int]]:
    """The columns of `Words` that are read off the characters."""
    words = [text[start:end] for start, end in offsets]
    names = ("paragraph", "sentence", "quotation", "quote", "case", "start")
    columns: dict[str, list[int]] = {name: [] for name in names}
    paragraph = sentence = quotation = 0
    until, closes = -1, False  # the last word of the open quotation, and whether it is a mark that closes it
    searched: dict[str, int] = {}
    was_ended = False
    for at, word in enumerate(words):
        gap = text[offsets[at - 1][1] : offsets[at][0]] if at else ""
        start = place = 0
        if "\n" in gap:
            paragraph += 1
            sentence += 1
            until, was_ended = -1, False
            start = 2
        elif was_ended and gap and _may_open(word) and not (word == '"' and at == until):
            sentence += 1
            was_ended = False
            start = 1
        if at == 0:
            start = 2
        if word in _ENDS and not (word == "." and at and _is_abbreviation(words[at - 1])):
            was_ended = True
        elif word not in "”\"’)'" and not start:
            was_ended = False
        if at <= until:
            place = 3 if at == until and closes else 2
        else:
            until, closes = _end_of_quotation(text, words, offsets, at, searched)
            if until >= at:
                quotation += 1
                place = 1
        row = (paragraph, sentence, quotation if place else 0, place, _case(word), start)
        for name, value in zip(names, row, strict=True):
            columns[name].append(value)
    return columns


def _end_of_quotation(
    text: str, words: Sequence[str], offsets: Sequence[tuple[int, int]], at: int, searched: dict[str, int]
) -> tuple[int, bool]:
    """The last word of the quotation which a word opens, and whether it closes it; (-1, False) where it opens none.

    Double marks, and single ones typed twice, run to the next that closes, or to the end of the paragraph; a straight
    one that opens again behind a sentence is a part of what is quoted. Single marks also stand for apostrophes: they
    open only in front of a word and close only behind a stop, in the same paragraph.
    How far was searched in vain for the mate of a single mark is noted in `searched`, and not searched again.
    """
    mark = words[at]
    begins, ends = offsets[at]
    is_free = not begins or not text[begins - 1].isalnum()
    is_twice = mark in _TWICE and text[ends : ends + 1] == mark and is_free
    is_single = mark in _SINGLE and not is_twice
    if is_single and not (is_free and text[ends : ends + 1].isalpha()):
        return -1, False
    if not is_single and not is_twice and mark not in _DOUBLE:
        return -1, False
    if is_single and at < searched.get(mark, 0):
        return -1, False
    for later in range(at + 1 + is_twice, len(words)):
        word = words[later]
        if "\n" in text[offsets[later - 1][1] : offsets[later][0]]:
            searched[mark] = later
            return (-1 if is_single else later - 1), False
        if is_twice:
            if word == "'" and text[offsets[later][0] - 1] == "'" and later > at + 2:
                return later, True
        elif is_single:
            if word in _DOUBLE:
                searched[mark] = later
                return -1, False
            if word == _SINGLE[mark] and words[later - 1] in _STOPS:
                return later, True
        elif word in _DOUBLE[mark] and not (mark == '"' and _opens_again(text, *offsets[later], words[later - 1])):
            return later, True
    searched[mark] = len(words)
    return (-1 if is_single else len(words) - 1), False


def _opens_again(text: str, start: int, end: int, before: str) -> bool:
    """Whether a straight mark between two places opens: in a quotation that is opened at each of its sentences."""
    return before in _ENDS and text[start - 1].isspace() and text[end : end + 1].isalnum()


def _may_open(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or word[0] in '“"‘([—'


def _is_abbreviation(word: str) -> bool:
    return len(word) == 1 or word.lower() in _ABBREVIATIONS


def _case(word: str) -> int:
    if word.islower():
        return 0
    if word[0].isdigit():
        return 4
    if not word[0].isalpha():
        return 5
    if len(word) == 1:
        return 3
    return 2 if word.isupper() else 1
