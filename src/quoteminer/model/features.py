"""What the network is told of an article: its word pieces, and where each word stands on the page.

Words are the encoder's own: split at white space and at every punctuation mark. Sentences and quotations are guessed
here from the characters alone, in the way in which they were guessed when the network was trained; what the rules know
of sentences and quotations comes in later.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Integers = NDArray[np.int64]

ARTICLE_INPUTS: Final = ("pieces", "quote", "case", "start", "mask", "first", "relations", "present")
"""The graph's inputs, by name."""
PLACES: Final = 4
"""Outside quotation marks; the opening mark; inside; the closing mark."""
CASES: Final = 6
"""Lower case; capitalised; capitals; one capital; a number; punctuation."""
STARTS: Final = 3
"""Nothing begins; a sentence; a paragraph."""
DISTANCES: Final = 33
SENTENCE_STEPS: Final = 5
PARAGRAPH_STEPS: Final = 3
QUOTATION_RELATIONS: Final = 5

_FIRST: Final = 101
_LAST: Final = 102
"""The pieces that frame a window."""
_DOUBLE: Final = frozenset('“”"«»')
_CLOSING: Final = frozenset('”»"')
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


def words_of(text: str, tokenizer: Tokenizer) -> Words:
    """Read an article's words and where they stand.

    Args:
        text: the article.
        tokenizer: the encoder's.

    Returns:
        The words.
    """
    encoding = tokenizer.encode(text, add_special_tokens=False)
    offsets: list[tuple[int, int]] = []
    first: list[int] = []
    for piece, (number, (start, end)) in enumerate(zip(encoding.word_ids, encoding.offsets, strict=True)):
        if number == len(offsets):
            offsets.append((start, end))
            first.append(piece)
        else:
            offsets[-1] = (offsets[-1][0], end)
    first.append(len(encoding.ids))
    columns = _page(text, offsets)
    return Words(
        offsets=np.array(offsets, dtype=np.int64).reshape(-1, 2),
        pieces=np.array(encoding.ids, dtype=np.int64),
        first=np.array(first, dtype=np.int64),
        **{name: np.array(column, dtype=np.int64) for name, column in columns.items()},
    )


def _page(text: str, offsets: Sequence[tuple[int, int]]) -> dict[str, list[int]]:
    """The columns of `Words` that are read off the characters."""
    words = [text[start:end] for start, end in offsets]
    names = ("paragraph", "sentence", "quotation", "quote", "case", "start")
    columns: dict[str, list[int]] = {name: [] for name in names}
    paragraph = sentence = quotation = 0
    is_open = was_ended = False
    for at, word in enumerate(words):
        gap = text[offsets[at - 1][1] : offsets[at][0]] if at else ""
        start = place = 0
        if "\n" in gap:
            paragraph += 1
            sentence += 1
            is_open = was_ended = False
            start = 2
        elif was_ended and gap and _may_open(word) and not (word == '"' and is_open):
            sentence += 1
            was_ended = False
            start = 1
        if at == 0:
            start = 2
        if word in ".?!…" and not (word == "." and at and _is_abbreviation(words[at - 1])):
            was_ended = True
        elif word not in "”\"’)'" and not start:
            was_ended = False
        if not is_open and word in _DOUBLE and word not in "”»":
            is_open = True
            quotation += 1
            place = 1
        elif is_open:
            place = 3 if word in _CLOSING else 2
            is_open = place == 2
        row = (paragraph, sentence, quotation if place else 0, place, _case(word), start)
        for name, value in zip(names, row, strict=True):
            columns[name].append(value)
    return columns


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


def windows_of(words: Words, limit: int, core: int) -> list[Window]:
    """Cut an article into windows: whole paragraphs together, as far as they fit, with context on both sides.

    Args:
        words: the article.
        limit: pieces that a window may hold.
        core: pieces that are scored in a window, the rest is context.

    Returns:
        Windows whose cores make up the article.
    """
    cores: list[tuple[int, int]] = []
    for start, end in _units(words, core):
        if cores and words.size(cores[-1][0], end) <= core:
            cores[-1] = (cores[-1][0], end)
        else:
            cores.append((start, end))
    return [_widened(words, start, end, limit) for start, end in cores]


def _units(words: Words, limit: int) -> list[tuple[int, int]]:
    """Paragraphs; those of more than `limit` pieces are cut, at the start of a sentence where that can be."""
    units = []
    start = 0
    for at in range(1, len(words) + 1):
        if at < len(words) and words.start[at] != 2:
            continue
        while words.size(start, at) > limit:
            end = max(int(np.searchsorted(words.first, words.first[start] + limit, side="right")) - 1, start + 1)
            cut = next((k for k in range(end, start, -1) if words.start[k]), end)
            if words.size(start, cut) < limit // 2:
                cut = end
            units.append((start, cut))
            start = cut
        units.append((start, at))
        start = at
    return [(start, end) for start, end in units if start < end]


def _widened(words: Words, start: int, end: int, limit: int) -> Window:
    first = words.first
    room = limit - words.size(start, end)
    before, behind = int(first[start]), int(first[-1] - first[end])
    right = min(room - room // 2, behind)
    left = min(before, room - right)
    right = min(room - left, behind)
    low = int(np.searchsorted(first, first[start] - left, side="left"))
    high = int(np.searchsorted(first, first[end] + right, side="right")) - 1
    return Window(min(low, start), min(max(high, end), len(words)), start, end)


def relations_of(words: Words, start: int, end: int) -> Integers:
    """How each word of a stretch (row) stands to each other one (column).

    Args:
        words: the article.
        start: first word.
        end: after the last word.

    Returns:
        Numbers of relations, (words, words): distance, sentences, paragraphs and quotation in one.
    """
    at = np.arange(start, end)
    apart = at[None] - at[:, None]
    distance = np.clip(np.round(np.sign(apart) * np.log2(np.abs(apart) + 1) * 2.2), -16, 16).astype(np.int64) + 16
    sentence, paragraph = words.sentence[start:end], words.paragraph[start:end]
    sentences = np.clip(sentence[None] - sentence[:, None], -2, 2) + 2
    paragraphs = np.clip(paragraph[None] - paragraph[:, None], -1, 1) + 1
    quotation = words.quotation[start:end]
    own, other = quotation[:, None], quotation[None]
    related = np.where(own == 0, np.where(other == 0, 0, 2), np.where(other == 0, 1, np.where(own == other, 3, 4)))
    together = (distance * SENTENCE_STEPS + sentences) * PARAGRAPH_STEPS + paragraphs
    found: Integers = together * QUOTATION_RELATIONS + related
    return found


def batch_of(words: Words, windows: Sequence[Window]) -> dict[str, NDArray[np.generic]]:
    """The graph's inputs for some windows of an article.

    Args:
        words: the article.
        windows: the windows, best of about the same length.

    Returns:
        An array for each of `ARTICLE_INPUTS`; what is shorter than the longest window is padded with 0.
    """
    rows = len(windows)
    longest = max(words.size(w.start, w.end) for w in windows) + 2
    most = max(w.end - w.start for w in windows)
    by_piece = {name: np.zeros((rows, longest), dtype=np.int64) for name in ARTICLE_INPUTS[:5]}
    first = np.zeros((rows, most), dtype=np.int64)
    relations = np.zeros((rows, most, most), dtype=np.int64)
    present = np.zeros((rows, most), dtype=np.bool_)
    for row, window in enumerate(windows):
        start, end = window.start, window.end
        begin, count = int(words.first[start]), words.size(start, end)
        by_piece["pieces"][row, 0] = _FIRST
        by_piece["pieces"][row, 1 : count + 1] = words.pieces[begin : begin + count]
        by_piece["pieces"][row, count + 1] = _LAST
        by_piece["mask"][row, : count + 2] = 1
        repeats = np.diff(words.first[start : end + 1])
        for name, column in (("quote", words.quote), ("case", words.case), ("start", words.start)):
            by_piece[name][row, 1 : count + 1] = np.repeat(column[start:end], repeats)
        first[row, : end - start] = words.first[start:end] - begin + 1
        present[row, : end - start] = True
        relations[row, : end - start, : end - start] = relations_of(words, start, end)
    return {**by_piece, "first": first, "relations": relations, "present": present}
