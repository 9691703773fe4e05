"""Paragraphs, found by line breaks. The text is read as it is; lines that are only wrapped are told from paragraphs."""

import re
from typing import Final

from quoteminer.schema import DATE_PREFIX

_BREAK: Final = re.compile(r"(?:\r\n|[\n\r\v\f\x85\u2028\u2029])\s*")
_LINE_BREAK: Final = r"(?:\r\n|\n|\r(?!\n)|[\x85\u2028])"
_BLANK_LINE: Final = re.compile(rf"{_LINE_BREAK}[^\S\n\r]*{_LINE_BREAK}|\u2029|\f")
_LINE_END: Final = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_PLACE: Final = r"(?P<place>[^\W\d_][\w.'’-]+(?: [^\W\d_][\w.'’-]+){0,3})"  # BERLIN, NEW YORK, SÃO PAULO
_REGION_OR_DATE: Final = r"(?:, [A-Z][\w.]*\.?(?: \d{1,2})?){0,3}\.?"  # , Germany / , November 12.
_AGENCY: Final = r"(?P<agency>\s?\([A-Z][\w .-]{1,30}\)\s?[—–-]{1,2}|\s?/[A-Z][\w .-]{1,20}/[.:]?)"
_DATELINE: Final = re.compile(rf"{_PLACE}{_REGION_OR_DATE}(?:{_AGENCY}|\s(?:[—–]|--?)(?!\s+[a-z]))(?=\s)")
_TIME: Final = re.compile(
    r"\[?\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\b\.?|\s?[AP]M\b)?"
    r"(?:\s(?:GMT|BST|UTC|CES?T|[ECMP][DS]?T)\b)?\]?\s?[:|—–-]?\s+(?=\S)"
)
"""A time of day in front of an entry: "09:14 ", "10.20am: "."""
_FIRST: Final = 3
"""Paragraphs at the start of an article, headlines included, in which a place and a dash make a dateline."""
_WRAP_WIDTH: Final = 100
"""A text whose lines are all shorter than this, most of them broken within a sentence, is taken for hard-wrapped."""


def paragraph_bounds(text: str) -> list[tuple[int, int]]:
    """Find the paragraphs of a text.

    A blank line always ends a paragraph. A single line break does too, unless the text is hard-wrapped: no line is
    longer than 100 code points and most of the single breaks fall inside a sentence.

    Args:
        text: the text.

    Returns:
        Start and end of each paragraph in code points, in text order. White space at either end is left out, and so
        are the date in front of an article, datelines ("BERLIN, November 12. /TASS/."), and the times in front of the
        entries of a live report.
    """
    breaks = [(m.start(), m.end(), bool(_BLANK_LINE.search(m.group()))) for m in _BREAK.finditer(text)]
    if _is_wrapped(text, breaks):
        breaks = [found for found in breaks if found[2]]
    starts = [0, *(end for _, end, _ in breaks)]
    ends = [*(start for start, _, _ in breaks), len(text)]
    stripped = (_strip(text, start, end) for start, end in zip(starts, ends, strict=True))
    filled = [(start, end) for start, end in stripped if start < end]
    bounds = [(_behind_header(text, number, start, end), end) for number, (start, end) in enumerate(filled)]
    times = [_TIME.match(text, start, end) for start, end in bounds]
    if len(times) - times.count(None) > 1:  # a single one may be part of its sentence
        bounds = [(found.end() if found else start, end) for found, (start, end) in zip(times, bounds, strict=True)]
    return [(start, end) for start, end in bounds if start < end]


def _is_wrapped(text: str, breaks: list[tuple[int, int, bool]]) -> bool:
    single = [start for start, _, blank in breaks if not blank]
    if len(single) < 3 or max(map(len, text.splitlines())) > _WRAP_WIDTH:
        return False
    inside = sum(_LINE_END.search(text, max(0, at - 4), at) is None for at in single)
    return inside > len(single) / 2


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _behind_header(text: str, number: int, start: int, end: int) -> int:
    """Where a paragraph begins, without the date in front of the article and without a dateline.

    A place of a dateline is written in capitals, but for the one of an agency in front of the whole: "Oslo (AFP) - ".
    """
    if number == 0 and (found := DATE_PREFIX.match(text)):
        start = _strip(text, found.end(), end)[0]
    found = _DATELINE.match(text, start, end)
    if found and _is_dateline(found, number):
        start = _strip(text, found.end(), end)[0]
    return start


def _is_dateline(found: re.Match[str], number: int) -> bool:
    """Whether a place, and a dash or an agency behind it, make a dateline of the paragraph with this number."""
    if number < _FIRST and found["agency"]:
        return True
    return found["place"].isupper() and bool(found["agency"] or number < _FIRST)
