"""What is done and not said: a corpus may take it for an attribution, and so may a model that has learned from it."""

from typing import Final

from quoteminer.proposal import Proposal
from quoteminer.rules.parse import FINITE
from quoteminer.rules.reading import Reading
from quoteminer.rules.sources import agent_of, is_passive
from quoteminer.rules.speech import is_named, is_title_of

_VOTES: Final = ("vote", "voting")
_PLACES: Final = frozenset({"in", "at", "on"})
_NAME: Final = 3
"""Words of a name or title in marks, all of them capitalised."""
_BESIDE: Final = frozenset(
    {"without", "instead", "place", "during", "amid", "despite", "after", "before", "since", "until", "alongside"}
)
"""Last words, before "of" or at the end of a cue, of what only goes along with an act."""
_IDENTIFIED: Final = frozenset({"named", "identified", "quoted"})
_LONG: Final = 7
"""Tokens of a cue from which on it tells more than that something is said."""


def is_no_act(reading: Reading, proposal: Proposal) -> bool:
    """Whether nothing is said by anybody, whoever proposes it.

    A name left out, a vote about nothing, a term explained, a person whose words are not given, something withheld.
    """
    kinds = (is_anonymity, is_empty_vote, is_term, is_of_clause, is_person_quoted, is_withheld)
    return any(is_kind(reading, proposal) for is_kind in kinds)


def is_told_at_length(reading: Reading, proposal: Proposal) -> bool:
    """Whether a cue has so many words that it tells of something done ("posted a video on Twitter with noises of")."""
    start, end = proposal.cue or (0, 0)
    return end - start > _LONG and all(reading.quoted[first] is None for first, _ in proposal.contents)


def _has_clause(reading: Reading, proposal: Proposal) -> bool:
    return any(reading.tags[at] in FINITE for content in proposal.contents for at in range(*content))


def _has_infinitive_or_clause(reading: Reading, proposal: Proposal) -> bool:
    return any(reading.tags[at] in {"VB", *FINITE} for content in proposal.contents for at in range(*content))


def is_beside(reading: Reading, proposal: Proposal) -> bool:
    """Whether a cue ends in an adjunct, so that what follows only goes along with an act.

    "Posted a video with [noises of …]", "issued a form in place of [an interview]".
    """
    start, end = proposal.cue or (0, 0)
    words = reading.lower[start:end]
    if len(words) < 2:
        return False
    if words[-1] == "with":
        return proposal.cue_class == "statement" and not reading.lexicon.documents.isdisjoint(words)
    adjunct = words[-1] in _BESIDE or (words[-1] == "of" and words[-2] in _BESIDE)
    return adjunct and not any(
        reading.lower[at] == "that" for start, end in proposal.contents for at in range(start, end)
    )


def is_anonymity(reading: Reading, proposal: Proposal) -> bool:
    """Whether somebody only asks that their name be left out: "asked not to be named", "sought anonymity"."""
    words = [reading.lower[at] for content in proposal.contents for at in range(*content)]
    if words[:2] == ["not", "to"] or words[:2] == ["to", "not"]:
        return not _IDENTIFIED.isdisjoint(words[:4])
    if proposal.cue_class in {"question", "request"} and {"name", "not", "be"}.issubset(words[:_LONG]):
        return True
    return "anonymity" in words and not _has_clause(reading, proposal) and proposal.cue_class != "attitude"


def is_empty_vote(reading: Reading, proposal: Proposal) -> bool:
    """Whether a vote is told of without what it was about: "voted against it", "voted for"."""
    if proposal.head is None or not reading.lower[proposal.head].startswith(_VOTES):
        return False
    words = (at for content in proposal.contents for at in range(*content) if not reading.is_punct(at))
    return all(reading.tags[at] in {"IN", "PRP", "DT", "TO"} for at in words)


def is_withheld(reading: Reading, proposal: Proposal) -> bool:
    """Whether somebody is only kept from something: "denied him a permit", "was refused entry"."""
    verb = proposal.head
    if verb is None or reading.lower[verb] not in reading.lexicon.withholding_verbs:
        return False
    quoted = any(reading.quoted[start] is not None for start, _ in proposal.contents)
    whom = reading.child(verb, "dative", "nsubjpass")
    return whom is not None and reading.child(verb, "dobj") is not None and not quoted


def is_deed(reading: Reading, proposal: Proposal) -> bool:
    """Whether a verb of power or force has a thing or person, and no clause or quotation beside: "imposed fines"."""
    if proposal.head is None or reading.lower[proposal.head] not in reading.lexicon.deed_verbs:
        return False
    quoted = any(reading.quoted[start] is not None for start, _ in proposal.contents)
    return reading.is_verb(proposal.head) and not quoted and not _has_infinitive_or_clause(reading, proposal)


def is_wish(reading: Reading, proposal: Proposal) -> bool:
    """Whether a participle behind a noun tells what people want or try: "migrants seeking to enter the country".

    In the training part of PolNeAR 18 of 169 such participles are annotated as cues.
    """
    if proposal.head is None or proposal.source is None or reading.tags[proposal.head] != "VBG":
        return False
    start = proposal.contents[0][0]
    behind = proposal.source[1] == proposal.head == (proposal.cue or proposal.source)[0]
    return behind and reading.tags[start : start + 2] == ["TO", "VB"]


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
    return not _has_infinitive_or_clause(reading, proposal) or reading.lower[start] in _PLACES


def is_naming(reading: Reading, proposal: Proposal) -> bool:
    """Whether somebody or something is only named: "a bandit known as “the Fox”", "a user labelled “Lark”"."""
    start, end = proposal.contents[-1]
    first, last = reading.quoted[start], reading.quoted[end - 1]
    if proposal.head is None:
        return False
    if is_name_of_noun(reading, proposal.head) or _is_title(reading, proposal, proposal.head):
        return True
    if first is not None and is_named(reading, start):
        before = start - 1 - (reading.words[start - 1] == ",")
        if reading.deps[proposal.head] == "acl" and before >= 0 and is_title_of(reading, before, first):
            return True  # "the play “Two Sons,” written by …"
        by_nobody = agent_of(reading, proposal.head) is None and reading.child(proposal.head, "nsubj") is None
        return reading.tags[proposal.head] == "VBN" and by_nobody
    if last is None or reading.lower[proposal.head] not in reading.lexicon.naming_words:
        return False
    words = [at for at in range(reading.outer[last][0], end) if not reading.is_punct(at)]
    return len(words) <= _NAME and all(reading.words[at][0].isupper() for at in words)


def _is_title(reading: Reading, proposal: Proposal, verb: int) -> bool:
    """Whether the title of a work is given by a word that says nothing else: "an essay headed “…”"."""
    if proposal.source is None or reading.quoted[proposal.contents[-1][0]] is None:
        return False
    names = reading.lower[verb] in reading.lexicon.naming_words and proposal.lemma not in reading.lexicon.verbs
    return names and any(reading.lower[at] in reading.lexicon.works for at in range(*proposal.source))


def is_name_of_noun(reading: Reading, verb: int) -> bool:
    """Whether a participle behind a noun says its name: "the band called the Larks", "a concept called a junction"."""
    if reading.deps[verb] != "acl" or reading.tags[verb] not in {"VBN", "VBD"} or agent_of(reading, verb) is not None:
        return False
    if reading.lower[verb] not in reading.lexicon.naming_words or reading.child(verb, "aux", "nsubj") is not None:
        return False
    behind = min(verb + 1, len(reading.tags) - 1)
    if reading.quoted[behind] is not None and reading.lower[min(behind + 1, len(reading.tags) - 1)] in {"a", "an"}:
        return False  # a move its chairman called "a slap in the face"
    return not reading.is_punct(verb - 1) and reading.tags[behind] != "IN"


def is_term(reading: Reading, proposal: Proposal) -> bool:
    """Whether the source is a term in marks that is explained: "To “cut bait” refers to giving up"."""
    if proposal.source is None or proposal.cue is None:
        return False
    start, end = proposal.source
    number = reading.quoted[start]
    if number is None or number != reading.quoted[end - 1] or number == reading.quoted[proposal.cue[0]]:
        return False
    first, last, _ = reading.outer[number]
    rest = (*range(first, start), *range(end, last))
    return reading.words[start][0].islower() and all(reading.is_punct(at) for at in rest)


def is_of_clause(reading: Reading, proposal: Proposal) -> bool:
    """Whether a clause stands for the source, which can show something but not say it: "having left … called"."""
    if proposal.source is None or proposal.cue_class != "statement":
        return False
    own = (at for at in range(*proposal.source) if reading.heads[at] == proposal.head)
    return any(reading.deps[at] == "csubj" for at in own)


def is_person_quoted(reading: Reading, proposal: Proposal) -> bool:
    """Whether only the person is told whose words are quoted, and no word of them: "quoted critics like Ann Berg"."""
    start, end = proposal.contents[0]
    if proposal.lemma != "quote" or len(proposal.contents) > 1 or _has_clause(reading, proposal):
        return False
    if any(reading.quoted[at] is not None for at in range(start, end)):
        return False
    head = next((at for at in range(start, end) if not start <= reading.heads[at] < end), start)
    word = reading.lower[head]
    return word in reading.lexicon.roles or word in reading.lexicon.groups or reading.doc[head].ent_type_ == "PERSON"


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
