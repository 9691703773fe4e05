"""Who a quotation behind a colon is said by, where no verb says so: a label in front of it, or "Here is X: “…”"."""

from typing import Final

from quoteminer.layers import Range
from quoteminer.rules.reading import Reading

DASHES: Final = frozenset({"—", "–", "--", "―", "-"})
_LONGEST: Final = 8
"""Words of a label."""
_LINKS: Final = frozenset({"of", "the", "for", "and", "de", "la", "von", "van", "'s", "’s"})
"""Small words within a name."""
_TO_BE: Final = frozenset({"'s", "’s", "is", "are", "was"})
_STOPS: Final = ("IN", "TO", "VBG", "VBN", ",")
"""Tags that end a noun phrase."""


def label_before(reading: Reading, colon: int) -> Range | None:
    """Find the label between a dash and a colon: "Experts agree - *Carl Weber*: “…”", as in digests.

    Args:
        reading: the Doc.
        colon: the colon.

    Returns:
        The label, capitalised but for small words, or None.
    """
    first = reading.sentence(colon)[0]
    for dash in range(colon - 2, max(first, colon - 2 - _LONGEST), -1):
        if reading.words[dash] in DASHES and _is_spaced(reading, dash) and _is_spaced(reading, dash + 1):
            name = range(dash + 1, colon)
            capital = reading.words[name[0]][0].isupper()
            named = all(reading.words[at][0].isupper() or reading.lower[at] in _LINKS for at in name)
            return (dash + 1, colon) if capital and named else None
    return None


def presented(reading: Reading, colon: int) -> Range | None:
    """Find who is presented in front of a colon: "Here is *the mayor* in 1992: “…”".

    Args:
        reading: the Doc.
        colon: the colon.

    Returns:
        A noun phrase that ends in a name or a role, or None.
    """
    first = reading.sentence(colon)[0]
    start = first + 2
    if start >= colon or reading.lower[first] != "here" or reading.lower[first + 1] not in _TO_BE:
        return None
    end = next((at for at in range(start, colon) if reading.tags[at] in _STOPS), colon)
    named = reading.words[end - 1][0].isupper() or reading.lower[end - 1] in reading.lexicon.roles
    return (start, end) if start < end and named else None


def _is_spaced(reading: Reading, at: int) -> bool:
    """Whether white space stands before a word."""
    return reading.starts[at] > reading.starts[at - 1] + len(reading.words[at - 1])
