"""Quotation marks paired into quotations: a bracket-matching automaton over the characters of a paragraph.

What typographers call the same mark is used in four ways, and the automaton tells them apart by what stands to the
left and right: an opening mark follows space, a bracket or another opening mark; a closing one follows a word or
punctuation; an apostrophe stands inside a word, begins a clipped one ("’90s", "’em") or ends a plural ("workers’");
inch and foot marks follow a figure. The convention that a quotation of several paragraphs is re-opened in each of
them and closed only in the last is that of English newspapers (Chicago Manual of Style, 17th ed., 13.30).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from quoteminer.layers import CLOSED, CONTINUED, UNCLOSED

PAIRS: Final = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "「": "」",
    "『": "』",
    "``": "''",
    '"': '"”',
    "''": "''",
    "‘": "’",
    "‚": "‘’",
    "'": "'’",
}
"""The closing marks that each opening mark may have. Straight marks are their own."""

SINGLE: Final = frozenset("'‘’‚`")
_STRAIGHT: Final = frozenset({'"', "''"})
_CLOSERS: Final = frozenset("”»«›」』“") | {'"', "''"}
_MARK: Final = re.compile(r"``|''|[“”„«»‹›「」『』\"'‘’‚]")
_CLIPPED: Final = re.compile(r"(?:\d0s|\d\d\b|em|til|tis|twas|cause|bout|n|round|neath|cuz|twere|kay)\b", re.IGNORECASE)
_BEFORE_OPENING: Final = frozenset("([{—–-/“‘\"'„‚«»‹…:=¿¡*")
_FOOT_AND_INCH: Final = re.compile(r"\d+\s?['’′]\s?\d{1,2}(?:\s?\d/\d)?$")
_STOPS: Final = frozenset(".,!?…;:—–-")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation, in character offsets, both marks included.

    Attributes:
        start: offset of the opening mark.
        end: offset after the closing mark, or where the quotation is taken to end.
        label: `closed`, `continued` (in the next paragraph) or `unclosed`.
    """

    start: int
    end: int
    label: str


@dataclass(slots=True)
class _Open:
    mark: str
    start: int
    end: int


def pair(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Quoted]:
    """Find every quotation of a text, nested ones too.

    Args:
        text: the text.
        paragraphs: start and end of each paragraph, in code points, in text order.

    Returns:
        The quotations by start, outer before inner. They nest or are disjoint, and none crosses a paragraph.
    """
    found: list[Quoted] = []
    for number, (start, end) in enumerate(paragraphs):
        following = text[slice(*paragraphs[number + 1])] if number + 1 < len(paragraphs) else ""
        found += _pair_paragraph(text, start, end, following)
    return sorted(found, key=lambda quoted: (quoted.start, -quoted.end))


def _pair_paragraph(text: str, start: int, end: int, following: str) -> list[Quoted]:
    marks = [(m.group(), m.start(), m.end()) for m in _MARK.finditer(text, start, end)]
    closers_left = _count_closers(marks)
    stack: list[_Open] = []
    found: list[Quoted] = []
    for index, (mark, at, after) in enumerate(marks):
        left = text[at - 1] if at > start else " "
        right = text[after] if after < end else " "
        depth = _closes(mark, left, right, text, start, at, stack)
        if depth is not None and not _is_plural_apostrophe(mark, left, right, text, marks[index + 1 :], end):
            for lost in stack[depth + 1 :]:
                if lost.mark not in SINGLE:
                    found.append(Quoted(lost.start, _trimmed(text, lost.end, at), UNCLOSED))
            found.append(Quoted(stack[depth].start, after, CLOSED))
            del stack[depth:]
        elif _opens(mark, left, right, text, after):
            same = next((n for n, opened in enumerate(stack) if opened.mark == mark), None)
            if same is not None and closers_left[index].get(mark, 0) < 2 and mark not in SINGLE:
                # The closing mark of the one before is missing: it cannot reach beyond this opening.
                for lost in stack[same:]:
                    if lost.mark not in SINGLE:
                        found.append(Quoted(lost.start, _trimmed(text, lost.end, at), UNCLOSED))
                del stack[same:]
            stack.append(_Open(mark, at, after))
    for opened in stack:
        if opened.mark in SINGLE:
            if opened.start == start and _reopens(following, opened.mark):
                found.append(Quoted(start, end, CONTINUED))
            continue
        reopened = opened is stack[0] and _reopens(following, opened.mark)
        found.append(Quoted(opened.start, end, CONTINUED if reopened else UNCLOSED))
    return [quoted for quoted in found if quoted.end - quoted.start > 1]


def _count_closers(marks: Sequence[tuple[str, int, int]]) -> list[dict[str, int]]:
    """For each mark, how many marks after it could close each kind of opening mark."""
    counts: dict[str, int] = {}
    out: list[dict[str, int]] = []
    for mark, _, _ in reversed(marks):
        out.append(dict(counts))
        for opening, closing in PAIRS.items():
            if mark == closing or (len(mark) == 1 and mark in closing and mark != opening):
                counts[opening] = counts.get(opening, 0) + 1
    return out[::-1]


def _closes(mark: str, left: str, right: str, text: str, start: int, at: int, stack: Sequence[_Open]) -> int | None:
    """Depth of the open quotation that a mark closes, or None when it closes none."""
    if mark in SINGLE and (_is_wordy(right) or (left.isspace() and mark != "’")):
        return None
    for depth in range(len(stack) - 1, -1, -1):
        opened = stack[depth]
        if mark != PAIRS[opened.mark] and not (len(mark) == 1 and mark in PAIRS[opened.mark]):
            if opened.mark in SINGLE:
                continue  # an unclosed single mark is an apostrophe until it is closed
            return None
        if at == opened.end and mark not in _STRAIGHT:
            return None
        if mark in _STRAIGHT | {"'"}:
            if left.isspace() and not right.isspace():
                return None  # looks like an opening mark
            if _FOOT_AND_INCH.search(text, max(start, at - 10), at) and right not in _STOPS:
                return None
        return depth
    return None


def _opens(mark: str, left: str, right: str, text: str, after: int) -> bool:
    if mark not in PAIRS or right.isspace():
        return False
    free = left.isspace() or left in _BEFORE_OPENING
    if mark in {"'", "‘", "‚"}:
        return free and not _CLIPPED.match(text, after) and (_is_wordy(right) or right in '([$£€“"…¿¡.—-')
    if mark == "»":
        return free and _is_wordy(right)
    if mark in _STRAIGHT or mark == "``":
        return free
    return True


def _is_plural_apostrophe(
    mark: str, left: str, right: str, text: str, rest: Sequence[tuple[str, int, int]], end: int
) -> bool:
    """Whether a mark that could close ends a possessive plural instead: "the 'workers' rights' bill"."""
    if mark not in {"'", "’"} or left not in "sS" or not right.isspace():
        return False
    for other, at, after in rest:
        before, behind = text[at - 1], text[after] if after < end else " "
        if other in {"'", "’"} and not _is_wordy(behind) and not before.isspace():
            return True
        if other in {"'", "‘"} and before.isspace():
            return False
    return False


def _reopens(following: str, mark: str) -> bool:
    return following.startswith(mark) or (mark == "“" and following.startswith('"'))


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _is_wordy(char: str) -> bool:
    return char.isalnum()
