"""How the mention in a quote was tied to its speaker, put into words for a reader."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from quoteminer.schema import Quote, Speaker

_TIED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "name": "named outright",
        "short-name": "by the rule for parts of names",
        "pronoun": "by the rule for pronouns",
        "description": "by the rule for descriptions",
        "possessive": "by the rule for possessives",
        "coreference": "by a component for coreference",
        "group": "taken as a group",
        "document": "taken as a document",
        "none": "taken as it stands",
    }
)
_STANDS_FOR: Final = frozenset({"short-name", "pronoun", "description", "possessive", "coreference"})
"""The ways in which a mention leads to a name that stands elsewhere."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """Why a quote has its speaker.

    Attributes:
        mention: the source as the text has it.
        name: the speaker's name.
        how: how the two were tied, in words.
        named: start and end of the place that gives the name; None where the mention does so itself, or none does.
        paragraph: number of the paragraph of that place, counted from 1.
    """

    mention: str
    name: str
    how: str
    named: tuple[int, int] | None = None
    paragraph: int | None = None


def resolutions(quote: Quote, text: str | None, blocks: Sequence[tuple[int, int]]) -> list[Resolution]:
    """Explain the speakers of a quote.

    Args:
        quote: the quote.
        text: the article's text; None where it is not known.
        blocks: start and end of the text's paragraphs.

    Returns:
        An explanation for each speaker; none for a quote without source.
    """
    if not quote.source:
        return []
    mention = " … ".join(span.text for span in quote.source)
    return [_resolution(speaker, mention, quote.source[0].start, text, blocks) for speaker in quote.speakers]


def _resolution(
    speaker: Speaker, mention: str, before: int, text: str | None, blocks: Sequence[tuple[int, int]]
) -> Resolution:
    by = speaker.resolved_by or "none"
    how = _TIED.get(by, f"by the rule {by}")
    named = _naming(speaker.name, text, before) if text is not None and by in _STANDS_FOR else None
    if named is None or speaker.name in mention:
        return Resolution(mention, speaker.name, how)
    return Resolution(mention, speaker.name, how, named, bisect_right([start for start, _ in blocks], named[0]))


def _naming(name: str, text: str, before: int) -> tuple[int, int] | None:
    """The last place before the mention that gives the name, else the first after it."""
    words = r"\s+".join(map(re.escape, name.split()))
    found = [match.span() for match in re.finditer(rf"(?<!\w){words}(?!\w)", text)]
    earlier = [span for span in found if span[1] <= before]
    return earlier[-1] if earlier else next(iter(found), None)
