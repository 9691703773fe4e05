"""Which attributions are worth reporting inside the content of another."""

from typing import Final

from quoteminer.layers import Range
from quoteminer.proposal import Proposal
from quoteminer.rules.reading import Reading

_ACTS: Final = frozenset({"statement", "question", "request"})
_CLAUSAL: Final = frozenset({"complement-clause", "passive-clause", "according-to", "noun-clause"})
_SPOKEN: Final = frozenset(
    {
        "object-infinitive",
        "accusation",
        "quotation-then-verb",
        "verb-then-quotation",
        "mixed-then-verb",
        "parenthetical",
    }
)


def is_worth_nesting(reading: Reading, proposal: Proposal, outer: Proposal) -> bool:
    """Whether an attribution that stands inside another's content says something of its own.

    Somebody else has to be its source: "I think", said by a speaker within a quotation, ascribes nothing to anybody
    but the speaker, and things neither speak nor think. And it has to be an act of speech, or a clause that somebody is
    said to hold; less will do where its words stand in quotation marks that its source stands outside of.

    Args:
        reading: the Doc.
        proposal: the inner attribution.
        outer: the attribution inside whose content it stands.

    Returns:
        True when it should be kept.
    """
    if proposal.source is None or proposal.source == outer.source:
        return False
    start, end = proposal.source
    if end - start == 1:
        pronoun = reading.lexicon.pronouns.get(reading.lower[start])
        if pronoun is not None and (pronoun.person != "3" or pronoun.case in {"indefinite", "interrogative"}):
            return False
    head = next((at for at in range(start, end) if not start <= reading.heads[at] < end), start)
    if reading.is_thing(head) and reading.lower[head] not in reading.lexicon.pronouns:
        return False
    if any(_cuts(reading, content) for content in proposal.contents):
        return False
    if proposal.rule in _CLAUSAL:
        return proposal.cue_class in {*_ACTS, "belief"}
    marked = any(reading.quoted[at] not in {None, reading.quoted[start]} for at, _ in proposal.contents)
    if proposal.cue_class == "decision":
        return marked
    return proposal.cue_class in _ACTS and (proposal.rule in _SPOKEN or marked)


def _cuts(reading: Reading, content: Range) -> bool:
    """Whether a content begins in the midst of a quotation and ends behind it: "“agreed [to disagree” about it]"."""
    start, end = content
    number = reading.quoted[start]
    return number is not None and reading.outer[number][0] < start < reading.outer[number][1] < end
