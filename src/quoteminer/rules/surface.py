"""Sources read off the surface, for text that has no parse or whose parse gives the cue no subject."""

from collections.abc import Sequence

from quoteminer.layers import Range
from quoteminer.rules.parse import TIMES
from quoteminer.rules.reading import Reading

_LINKS = frozenset({"of", "the", "de", "la", "von", "van", "der", "al", "bin", "&", "'s", "’s"})
_MAX_WORDS = 8


def surface_source(reading: Reading, verb: int, contents: Sequence[Range]) -> Range | None:
    """The capitalised words or the pronoun right before or right behind a cue verb, between it and its content.

    Args:
        reading: the Doc.
        verb: the token of the cue.
        contents: what it ascribes.

    Returns:
        The range, or None where neither side has a name or a pronoun.
    """
    for start, end, step in ((verb - 1, -1, -1), (verb + 1, len(reading.words), 1)):
        if any(a <= start < b for a, b in contents):
            continue
        found = _name_at(reading, start, end, step)
        if found is not None and not any(a < found[1] and found[0] < b for a, b in contents):
            return found
    return None


def _name_at(reading: Reading, start: int, stop: int, step: int) -> Range | None:
    at = start
    while at != stop and abs(at - start) < _MAX_WORDS and _is_name_word(reading, at):
        at += step
    low, high = (at + 1, start + 1) if step < 0 else (start, at)
    while low < high and (reading.lower[low] in _LINKS or reading.is_punct(low)):
        low += 1
    while high > low and (reading.lower[high - 1] in _LINKS or reading.is_punct(high - 1)):
        high -= 1
    if low < high:
        return low, high
    if start != stop and 0 <= start < len(reading.words):
        pronoun = reading.lexicon.pronouns.get(reading.lower[start])
        if pronoun is not None and pronoun.case == "subject" and pronoun.person == "3":
            return start, start + 1
    return None


def _is_name_word(reading: Reading, at: int) -> bool:
    word = reading.words[at]
    if reading.lower[at] in reading.lexicon.pronouns:
        return False
    if reading.doc[at].ent_type_ in TIMES:  # "said Thursday"
        return False
    return reading.quoted[at] is None and (word[:1].isupper() or reading.lower[at] in _LINKS or word == ".")
