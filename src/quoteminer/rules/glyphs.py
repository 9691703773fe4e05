"""Quotation marks one by one: what each may be, opening or closing, by the characters to its left and right.

An opening mark follows space, a bracket or another opening mark; a closing one follows a word or punctuation. An
apostrophe stands inside a word and is left out here; one that begins a clipped word ("’90s", "’em") or ends a plural
("workers’") looks like a quotation mark, and so do inch and foot marks (6'2", a 12" pipe): these come out as doubtful.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from quoteminer.lexicon import MarkPair, default_lexicon

_TABLE: Final[tuple[MarkPair, ...]] = default_lexicon().quote_marks
_PROPER: Final = tuple(pair for pair in _TABLE if not pair.style.startswith("mixed"))
_MIXED: Final = tuple(pair for pair in _TABLE if pair.style.startswith("mixed"))

PAIRS: Final = {pair.open: frozenset(p.close for p in _PROPER if p.open == pair.open) for pair in _TABLE}
"""The closing marks that belong to each opening mark."""
SLIPS: Final = {pair.open: frozenset(p.close for p in _MIXED if p.open == pair.open) for pair in _TABLE}
"""The closing marks of another style that are met with in its place."""
SINGLE: Final = frozenset(sign for p in _TABLE if p.style.endswith("-single") for sign in (p.open, p.close))
"""The marks that may be apostrophes."""

_CLOSERS: Final = frozenset(pair.close for pair in _TABLE)
MARKS: Final = _CLOSERS | PAIRS.keys()
"""Every quotation mark."""
_STRAIGHT: Final = frozenset(pair.open for pair in _TABLE if pair.style.startswith("straight")) - SINGLE
_RIGHT_HANDED: Final = frozenset("”»›")
"""Closing marks by their look, which open in some styles only."""
_OPENING_BRACKETS: Final = frozenset("([{“‘„‚«‹¿¡")
_BEFORE_OPENING: Final = _OPENING_BRACKETS | frozenset("—–-/\"'»…:=*")
_BEHIND_SINGLE: Final = frozenset('([$£€“"…¿¡.—-')
"""What a quotation in single marks may begin with, apart from letters and digits."""
_LONGEST_FIRST: Final = sorted(MARKS, key=lambda sign: (-len(sign), sign))
_AND: Final = r"(?<!\w)['‘’][nN]['‘’](?!\w)"
_SIGN: Final = re.compile(rf"{_AND}|(?P<sign>{'|'.join(map(re.escape, _LONGEST_FIRST))})")
_CLIPPED: Final = re.compile(
    r"(?:\d0s|\d\d\b|em|til|tis|twas|cause|cos|bout|round|neath|cuz|twere|kay)\b", re.IGNORECASE
)
"""Words that have lost their beginning, behind the apostrophe that stands for it."""
_ELIDED: Final = re.compile(r"(?:[sS]|\w\win|\bo|\bth|\d)$")
"""The end of a word, or a figure, behind which a mark may be an apostrophe or a foot mark."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A mark in a text.

    Attributes:
        sign: the mark.
        start: offset of its first code point.
        end: offset after its last.
        opens: it may open a quotation.
        closes: it may close one.
        free: nothing but space, a bracket or the like stands to its left.
        doubtful: it looks as much like an apostrophe or an inch mark.
        weak: it opens in the midst of a sentence, before a small letter.
    """

    sign: str
    start: int
    end: int
    opens: bool
    closes: bool
    free: bool
    doubtful: bool
    weak: bool

    @property
    def single(self) -> bool:
        """Whether it is of the marks that may be apostrophes."""
        return self.sign in SINGLE

    @property
    def leans_to_close(self) -> bool:
        """Whether it closes rather than opens."""
        return self.closes and not (self.opens and self.free)


def read_glyphs(text: str, start: int, end: int) -> list[Glyph]:
    """Find the quotation marks of a paragraph, without the apostrophes inside words.

    Args:
        text: the text.
        start: where the paragraph begins.
        end: where it ends.

    Returns:
        The marks in text order.
    """
    return [
        _single(text, sign, at, start, end) if sign in SINGLE else _double(text, sign, at, start, end)
        for sign, at in _signs(text, start, end)
    ]


def _signs(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    found = [(match["sign"], match.start()) for match in _SIGN.finditer(text, start, end) if match["sign"]]
    in_pairs = sum(sign in {"''", "``"} for sign, _ in found) > 1
    for sign, at in found:
        if sign == "''" and not in_pairs:  # two single marks that happen to meet
            yield from (("'", at), ("'", at + 1))
        elif sign not in SINGLE or not (_is_wordy(_left(text, at, start)) and _is_wordy(_right(text, at + 1, end))):
            yield sign, at


def _single(text: str, sign: str, at: int, start: int, end: int) -> Glyph:
    left, right = _left(text, at, start), _right(text, at + 1, end)
    free = _is_free(left)
    opens = sign in PAIRS and free and (_is_wordy(right) or right in _BEHIND_SINGLE)
    closes = sign in _CLOSERS and not _is_wordy(right) and left not in _OPENING_BRACKETS
    closes = closes and (left != " " or sign == "’")
    elided = closes and right == " " and _ELIDED.search(text, max(start, at - 4), at) is not None
    clipped = opens and _CLIPPED.match(text, at + 1, end) is not None
    weak = opens and right.islower() and _follows_word(text, at, start)
    return Glyph(sign, at, at + 1, opens, closes, free, elided or clipped, weak)


def _double(text: str, sign: str, at: int, start: int, end: int) -> Glyph:
    after = at + len(sign)
    left, right = _left(text, at, start), _right(text, after, end)
    free = _is_free(left)
    closes = sign in _CLOSERS
    if sign in _STRAIGHT or sign == "``":
        opens = sign in PAIRS and free and right != " "
        closes = closes and not (left == " " and right != " ") and left not in _OPENING_BRACKETS
        closes = closes and not (left == sign and _is_wordy(right))
    elif sign in _RIGHT_HANDED:
        opens = sign in PAIRS and free and _is_wordy(right)
    else:
        opens = sign in PAIRS and (free or right != " ")
    return Glyph(sign, at, after, opens, closes, free, closes and left.isdigit(), weak=False)


def _left(text: str, at: int, start: int) -> str:
    return _seen(text[at - 1]) if at > start else " "


def _right(text: str, after: int, end: int) -> str:
    return _seen(text[after]) if after < end else " "


def _seen(char: str) -> str:
    """A character as the eye has it: white space of any kind, and what does not show, is a space."""
    return " " if char.isspace() or unicodedata.category(char) in {"Cc", "Cf"} else char


def _is_free(left: str) -> bool:
    return left == " " or left in _BEFORE_OPENING


def _is_wordy(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char).startswith("M")


def _follows_word(text: str, at: int, start: int) -> bool:
    return at - 2 >= start and text[at - 1].isspace() and _is_wordy(text[at - 2])
