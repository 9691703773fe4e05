"""The speaker whom the context gives to a quotation that no cue ascribes."""

from quoteminer.layers import Range
from quoteminer.rules.reading import Reading
from quoteminer.rules.sources import noun_phrase, source_of, subject_of

_PEOPLE = frozenset({"he", "she", "they"})
_MAX_BACK = 3
"""Sentences that are looked at before a quotation."""


def context_source(reading: Reading, start: int) -> Range | None:
    """The mention that a quotation standing alone is ascribed to: who spoke, or acted, in the sentence before.

    Args:
        reading: the Doc, parsed.
        start: first token of the quotation.

    Returns:
        The source of the last reporting verb of the sentence before, or that sentence's subject where it is a person
        or a body; when a paragraph begins with the quotation, of the last sentence of the paragraph before. None when
        neither names anybody.
    """
    if not reading.parsed:
        return None
    number = reading.sentence_of[start]
    first = reading.sentences[number][0]
    if not all(reading.is_punct(at) for at in range(first, start)):
        return _speaker_in(reading, number, start)
    for before in range(number - 1, max(-1, number - 1 - _MAX_BACK), -1):
        first, last = reading.sentences[before]
        if all(reading.quoted[at] is not None or reading.is_punct(at) for at in range(first, last)):
            continue  # a sentence of a quotation: look further back
        if reading.paragraph_of[start] - reading.paragraph_of[first] > 1:
            return None
        return _speaker_in(reading, before, start)
    return None


def _speaker_in(reading: Reading, number: int, limit: int) -> Range | None:
    first, last = reading.sentences[number]
    last = min(last, limit)
    for verb in reversed(reading.cues_between(first, last)):
        if reading.quoted[verb.at] is not None:
            continue
        source = source_of(reading, verb.at)
        if source is not None and reading.tags[source[1] - 1] not in {"WP", "WDT"}:
            return source
    root = next((at for at in range(first, last) if reading.heads[at] == at and not reading.is_punct(at)), None)
    subject = None if root is None else subject_of(reading, root)
    if subject is None or reading.quoted[subject] is not None:
        return None
    is_name = reading.tags[subject] in {"NNP", "NNPS"} or reading.lower[subject] in _PEOPLE
    is_role = reading.lower[subject] in reading.lexicon.roles
    return noun_phrase(reading, subject) if is_name or is_role else None
