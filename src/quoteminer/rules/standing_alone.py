"""The speaker whom the context gives to a quotation that no cue ascribes."""

from quoteminer.layers import Range
from quoteminer.rules.reading import Reading
from quoteminer.rules.sources import is_passive, noun_phrase, source_of, subject_of

_PEOPLE = frozenset({"he", "she", "they"})
_ACTORS = frozenset({"PERSON", "ORG", "NORP"})
_BESIDE = frozenset({"poss", "compound", "amod", "nmod"})
"""Labels of names that only tell whose something is, or from where."""
_MAX_BACK = 3
"""Sentences that are looked at before a quotation."""


def context_source(reading: Reading, start: int) -> Range | None:
    """The mention that a quotation standing alone is ascribed to: who spoke, or acted, in the sentence before.

    Args:
        reading: the Doc, parsed.
        start: first token of the quotation.

    Returns:
        The source of the last reporting verb of the sentence before, or that sentence's subject where it is a person
        or a body; who was asked, where it tells of a question; when a paragraph begins with the quotation, of the last
        sentence of the paragraph before. Where the sentence before speaks of nobody, the one before that counts, if it
        quotes somebody. None when none names anybody.
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
        if before and reading.paragraph_of[start] == reading.paragraph_of[first] and _is_of_nobody(reading, before):
            return _quoted_in(reading, before - 1, start)
        return _speaker_in(reading, before, start)
    return None


def _is_of_nobody(reading: Reading, number: int) -> bool:
    """Whether a sentence has no person, no body and no reporting verb in it."""
    return not reading.cues_between(*reading.sentences[number]) and not any(
        (reading.doc[at].ent_type_ in _ACTORS and reading.deps[at] not in _BESIDE)
        or reading.tags[at] == "PRP"
        or reading.lower[at] in reading.lexicon.roles
        or reading.lower[at] in reading.lexicon.groups
        for at in range(*reading.sentences[number])
    )


def _quoted_in(reading: Reading, number: int, start: int) -> Range | None:
    """The speaker in a sentence that quotes somebody in the paragraph of a quotation."""
    first, last = reading.sentences[number]
    is_near = reading.paragraph_of[first] == reading.paragraph_of[start]
    quotes = any(reading.quoted[at] is not None for at in range(first, last))
    return _speaker_in(reading, number, start) if is_near and quotes else None


def _speaker_in(reading: Reading, number: int, limit: int) -> Range | None:
    first, last = reading.sentences[number]
    last = min(last, limit)
    verbs = [verb for verb in reading.cues_between(first, last) if reading.quoted[verb.at] is None]
    questions = (verb.at for verb in verbs if verb.word.cue_class == "question")
    asking = next((at for at in questions if is_passive(reading, at)), None)
    if asking is not None:
        asked = subject_of(reading, asking)
        return _subject_in(reading, first, last) if asked is None else noun_phrase(reading, asked)
    for verb in reversed(verbs):
        source = source_of(reading, verb.at)
        if source is not None and reading.tags[source[1] - 1] not in {"WP", "WDT"}:
            return source
    return _subject_in(reading, first, last)


def _subject_in(reading: Reading, first: int, last: int) -> Range | None:
    """The subject of a sentence, where it is a person or a body."""
    root = next((at for at in range(first, last) if reading.heads[at] == at and not reading.is_punct(at)), None)
    subject = None if root is None else subject_of(reading, root)
    if subject is None or reading.quoted[subject] is not None:
        return None
    is_name = reading.tags[subject] in {"NNP", "NNPS"} or reading.lower[subject] in _PEOPLE
    is_role = reading.lower[subject] in reading.lexicon.roles
    return noun_phrase(reading, subject) if is_name or is_role else None
