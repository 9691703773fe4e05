"""What is done and not said: a corpus may take it for an attribution, and so may a model that has learned from it."""

from typing import Final

from quoteminer.proposal import Proposal
from quoteminer.rules.reading import Reading
from quoteminer.rules.sources import agent_of, is_passive
from quoteminer.rules.speech import is_named

_PLACES: Final = frozenset({"in", "at", "on"})
_NAME: Final = 3
"""Words of a name or title in marks, all of them capitalised."""
_CLAUSAL: Final = frozenset({"VB", "VBD", "VBZ", "VBP", "MD"})
_LONG: Final = 7
"""Tokens of a cue from which on it tells more than that something is said."""


def is_told_at_length(reading: Reading, proposal: Proposal) -> bool:
    """Whether a cue has so many words that it tells of something done ("posted a video on Twitter with noises of")."""
    start, end = proposal.cue or (0, 0)
    return end - start > _LONG and all(reading.quoted[first] is None for first, _ in proposal.contents)


def is_handling(reading: Reading, proposal: Proposal) -> bool:
    """Whether a document is shown, and what follows only goes along with it ("posted a video with noises of …")."""
    start, end = proposal.cue or (0, 0)
    if start == end or proposal.cue_class != "statement" or reading.lower[end - 1] != "with":
        return False
    return any(reading.lower[at] in reading.lexicon.documents for at in range(start, end))


def is_bare_passive(reading: Reading, proposal: Proposal) -> bool:
    """Whether something is done to somebody by nobody, and no clause tells what ("is expected in Warsaw")."""
    if proposal.head is None or not is_passive(reading, proposal.head):
        return False
    subject = reading.child(proposal.head, "nsubjpass")
    if proposal.source is not None and (subject is None or not proposal.source[0] <= subject < proposal.source[1]):
        return False
    start = proposal.contents[-1][0]
    if reading.quoted[start] is not None:
        return False
    has_clause = any(reading.tags[at] in _CLAUSAL for content in proposal.contents for at in range(*content))
    return not has_clause or reading.lower[start] in _PLACES


def is_naming(reading: Reading, proposal: Proposal) -> bool:
    """Whether somebody or something is only named: "a bandit known as “the Fox”", "a user labelled “Lark”"."""
    start, end = proposal.contents[-1]
    first, last = reading.quoted[start], reading.quoted[end - 1]
    if proposal.head is None:
        return False
    if first is not None and is_named(reading, start):
        return reading.tags[proposal.head] == "VBN" and agent_of(reading, proposal.head) is None
    if last is None or reading.lower[proposal.head] not in reading.lexicon.naming_words:
        return False
    words = [at for at in range(reading.outer[last][0], end) if not reading.is_punct(at)]
    return len(words) <= _NAME and all(reading.words[at][0].isupper() for at in words)


def is_measure(reading: Reading, proposal: Proposal) -> bool:
    """Whether a lone common noun stands for a source: "seated according to age", "experience shows"."""
    if proposal.source is None or proposal.cue is None:
        return False
    at = proposal.cue[0]
    is_set_off = at == reading.sentence(at)[0] or reading.is_punct(at - 1)
    if proposal.cue_class != "evidence" and (proposal.lemma != "according to" or is_set_off):
        return False
    start, end = proposal.source
    return end - start == 1 and reading.tags[start] == "NN" and reading.lower[start] not in reading.lexicon.documents
