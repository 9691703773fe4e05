"""Articles as other houses would have set them: other quotation marks, capitals, no paragraphs, marks lost.

The model shall not be tied to one house's style, so a share of the articles is reset at every pass. What is attributed
to whom does not change with it; offsets are shifted along.
"""

import random
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from quoteminer.evaluation.records import Annotated, Spans

Edit = tuple[int, int, str]
"""Start and end of what is replaced, and what comes there."""
Way = Callable[[str, random.Random], Iterator[Edit]]
"""What is replaced in a text."""

_PAIRS: Final = re.compile(r"“([^”“\n]*)”|\"([^\"\n]*)\"|(?<!\w)''(?=\S)([^\n]*?)''")
_MARKS: Final = re.compile(r"[“”\"]|''")
_APOSTROPHES: Final = re.compile(r"[’']")
_BREAKS: Final = re.compile(r"\s*\n\s*")


def reset(article: Annotated, dice: random.Random) -> Annotated:
    """Set an article in another way, chosen at random.

    Args:
        article: the article.
        dice: what chooses.

    Returns:
        The article with the other text, its offsets shifted along.
    """
    way = dice.choice(_CHOICES)
    return edited(article, list(way(article.text or "", dice)))


def edited(article: Annotated, edits: Sequence[Edit]) -> Annotated:
    """An article with pieces of its text replaced.

    Args:
        article: the article.
        edits: the replacements in text order; they do not overlap.

    Returns:
        The article; a span that begins or ends within a replaced piece is widened to all that came there.
    """
    text, parts, at = article.text or "", [], 0
    starts, shifts, shift = [0], [0], 0
    for start, end, new in edits:
        parts += [text[at:start], new]
        at = end
        shift += len(new) - (end - start)
        starts.append(end)
        shifts.append(shift)

    def moved(offset: int, *, is_end: bool) -> int:
        number = bisect_right(starts, offset) - 1
        if number < len(edits):
            start, end, new = edits[number]
            if start < offset < end:
                return start + shifts[number] + (len(new) if is_end else 0)
        return offset + shifts[number]

    def shifted(spans: Spans) -> Spans:
        found = ((moved(start, is_end=False), moved(end, is_end=True)) for start, end in spans)
        return tuple((start, end) for start, end in found if start < end)

    attributions = tuple(
        replace(one, content=shifted(one.content), cue=shifted(one.cue), source=shifted(one.source))
        for one in article.attributions
    )
    kept = tuple(one for one in attributions if one.content)
    return replace(article, text="".join([*parts, text[at:]]), attributions=kept)


def _repaired(opening: str, closing: str) -> Way:
    """Other marks around every quotation that has both of its own."""

    def way(text: str, _: random.Random) -> Iterator[Edit]:
        for match in _PAIRS.finditer(text):
            inner = next(number for number in (1, 2, 3) if match[number] is not None)
            yield match.start(), match.start(inner), opening
            yield match.end(inner), match.end(), closing

    return way


def _single(text: str, dice: random.Random) -> Iterator[Edit]:
    """British single marks, curly or straight."""
    yield from _repaired(*dice.choice((("‘", "’"), ("'", "'"))))(text, dice)


def _straight(text: str, _: random.Random) -> Iterator[Edit]:
    for match in re.finditer(r"[“”‘’]", text):
        yield match.start(), match.end(), '"' if match[0] in "“”" else "'"


def _curly_apostrophes(text: str, _: random.Random) -> Iterator[Edit]:
    for match in _APOSTROPHES.finditer(text):
        if match.start() and text[match.start() - 1].isalnum() and text[match.end() : match.end() + 1].isalnum():
            yield match.start(), match.end(), "’"


def _lost_marks(text: str, dice: random.Random) -> Iterator[Edit]:
    """Some or all marks are missing."""
    share = dice.choice((0.1, 0.3, 1.0))
    for match in _MARKS.finditer(text):
        if dice.random() < share:
            yield match.start(), match.end(), ""


def _capitals(text: str, _: random.Random) -> Iterator[Edit]:
    yield from _by_letter(text, str.upper)


def _small_letters(text: str, _: random.Random) -> Iterator[Edit]:
    yield from _by_letter(text, str.lower)


def _by_letter(text: str, change: Callable[[str], str]) -> Iterator[Edit]:
    for match in re.finditer(r"\w+", text):
        if len(changed := change(match[0])) == len(match[0]):
            yield match.start(), match.end(), changed


def _no_paragraphs(text: str, _: random.Random) -> Iterator[Edit]:
    for match in _BREAKS.finditer(text):
        yield match.start(), match.end(), " "


WAYS: Final[Mapping[str, Way]] = {
    "curly double marks": _repaired("“", "”"),
    "straight double marks": _repaired('"', '"'),
    "single marks typed twice": _repaired("''", "''"),
    "guillemets": _repaired("«", "»"),
    "low and high marks": _repaired("„", "“"),
    "single marks": _single,
    "straight marks and apostrophes": _straight,
    "curly apostrophes": _curly_apostrophes,
    "a tenth to all of the marks lost": _lost_marks,
    "all capitals": _capitals,
    "no capitals": _small_letters,
    "no paragraphs": _no_paragraphs,
}
"""The ways to set an article."""
_CHOICES: Final = (*WAYS.values(), _single)
"""British single marks are the most common."""
