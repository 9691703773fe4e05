"""Words of a text, by character offsets, and what stands between quotation marks. No model, no language but the text.

This is the yardstick's view of a text: evaluation counts words, so that nobody gains or loses by where they put
quotation marks, commas or spaces; a format that does not record the kind of a quote gets it from here.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from quoteminer.schema import Kind

Range = tuple[int, int]
"""Start and end of a stretch of text in code points, end exclusive."""

_WORD = re.compile(r"\w+(?:[’'\-]\w+)*")
_MARK = re.compile(r"[“”\"«»]")
_PARAGRAPH = re.compile(r"[^\n]+")
_NEVER_OPENS = "”»"
_CLOSES = '”"»'


class Words:
    """The words of a text: runs of letters and digits, with inner apostrophes and hyphens.

    Attributes:
        starts: offset of each word's first code point, ascending.
        ends: offset after each word's last code point, ascending.
    """

    def __init__(self, text: str) -> None:
        found = [match.span() for match in _WORD.finditer(text)]
        self.starts = [start for start, _ in found]
        self.ends = [end for _, end in found]

    def touched(self, spans: Iterable[Range]) -> frozenset[int]:
        """Number the words that share at least one code point with any of `spans`, counted from 0."""
        return frozenset(
            index
            for start, end in spans
            for index in range(bisect_right(self.ends, start), bisect_left(self.starts, end))
        )


def quoted_ranges(text: str) -> list[Range]:
    """Find the ranges between double quotation marks, marks included, in text order.

    Paragraphs (lines) are looked at one by one; a mark left open runs to the end of its paragraph.
    """
    ranges: list[Range] = []
    for paragraph in _PARAGRAPH.finditer(text):
        opened: int | None = None
        for match in _MARK.finditer(paragraph.group()):
            at = paragraph.start() + match.start()
            if opened is None:
                opened = None if match.group() in _NEVER_OPENS else at
            elif match.group() in _CLOSES:
                ranges.append((opened, at + 1))
                opened = None
        if opened is not None:
            ranges.append((opened, paragraph.end()))
    return ranges


def kind_of(text: str, spans: Iterable[Range], quoted: list[Range]) -> Kind:
    """Say how much of a content stands between quotation marks.

    Args:
        text: the article's text.
        spans: the content.
        quoted: what `quoted_ranges(text)` gives.

    Returns:
        `direct` when every word of the content stands inside, `mixed` when some do, `indirect` when none does.
    """
    inside = outside = 0
    for start, end in spans:
        for match in _WORD.finditer(text, start, end):
            if any(opened <= match.start() and match.end() <= closed for opened, closed in quoted):
                inside += 1
            else:
                outside += 1
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"
