"""What is done to a cue by the words around it: denied, weakened, addressed to somebody, or a refusal to speak."""

from collections.abc import Iterator

from quoteminer.layers import Range
from quoteminer.proposal import Proposal
from quoteminer.rules.reading import Reading
from quoteminer.rules.sources import noun_phrase

_SOUNDS = frozenset({"applause", "boos", "cheers", "groans", "jeers", "laughter"})
"""What somebody speaks to without addressing it."""
_NEGATIVE_SUBJECT = frozenset({"nobody", "no", "none", "neither", "nothing"})


def is_negated(reading: Reading, head: int) -> bool:
    """Whether a cue is denied: "did not say", "never claimed", "refused to say", "Neither of them said"."""
    negations = reading.lexicon.negations
    for k in _beside(reading, head):
        if reading.deps[k] == "neg" or (negations.get(reading.lower[k]) == "adverb" and reading.deps[k] == "advmod"):
            return True
        if reading.deps[k] in {"nsubj", "nsubjpass"}:
            first = reading.left[k]
            if reading.lower[first] in _NEGATIVE_SUBJECT:
                return True
    governor = reading.heads[head]
    if reading.deps[head] == "xcomp" and governor != head:
        lemma = reading.lexicon.verb_forms.get(reading.lower[governor], reading.lower[governor])
        return negations.get(lemma) == "verb" or is_negated(reading, governor)
    return False


def is_hedged(reading: Reading, head: int) -> bool:
    """Whether a cue is not asserted outright: "might say", "reportedly said", "if he says"."""
    if is_asked(reading, head):
        return True
    hedges = reading.lexicon.hedges
    for k in _beside(reading, head):
        kind = hedges.get(reading.lower[k])
        if kind == "adverb" and reading.deps[k] in {"advmod", "npadvmod", "dep"}:
            return True
        if kind == "modal" and reading.deps[k] == "aux":
            return True
    return False


def is_asked(reading: Reading, head: int) -> bool:
    """Whether a cue stands in a clause with *whether* or *if*: nobody says that it took place."""
    governor = reading.heads[head]
    return any(
        reading.deps[k] == "mark" and reading.lower[k] in {"whether", "if"}
        for at in (head, governor)
        for k in _beside(reading, at)
        if k < head
    )


def _beside(reading: Reading, head: int) -> Iterator[int]:
    """What depends on a verb, without what is quoted: "No," she said, and "Perhaps", say nothing of how she said it."""
    return (k for k in reading.children[head] if reading.quoted[k] == reading.quoted[head])


def is_refusal(reading: Reading, head: int) -> bool:
    """Whether a verb, with what depends on it, refuses to speak: "declined to comment", "did not answer"."""
    refusals = reading.lexicon.refusals
    lower = reading.lower[head]
    lemma = reading.lexicon.verb_forms.get(lower, lower)
    below = {reading.lower[k] for k in _beside(reading, head)}
    above = reading.heads[head]
    governor = reading.lexicon.verb_forms.get(reading.lower[above], reading.lower[above])
    bare = reading.deps[head] == "conj" and reading.tags[head] == "VB"  # not in "declined to comment but said"
    if (governor, lemma) in refusals and (bare or reading.deps[head] == "xcomp"):
        return True
    if (is_negated(reading, head) or "no" in below) and ("not", lemma) in refusals:
        return True
    return any((lemma, reading.lower[k]) in refusals for k in reading.children[head] if reading.deps[k] == "xcomp")


def addressee_of(reading: Reading, verb: int, cue_class: str, *, object_control: bool) -> Range | None:
    """The mention told or asked: the object of a verb that takes one, or the noun behind *to*.

    Args:
        reading: the Doc.
        verb: the token of the cue.
        cue_class: class of the cue; only acts that are addressed to somebody have an addressee.
        object_control: whether the cue's direct object is the person addressed ("asked X to", "told X that").

    Returns:
        The range of the noun phrase, or None.
    """
    if cue_class not in {"statement", "question", "request", "intention"} or reading.lower[verb] == "according":
        return None
    noun = reading.child(verb, "dative", after=verb)
    if noun is None and object_control:
        noun = reading.child(verb, "dobj", after=verb)
    if noun is not None and reading.tags[noun] in {"IN", "TO"}:
        noun = reading.child(noun, "pobj")
    if noun is None:
        to = next((k for k in reading.children[verb] if reading.lower[k] == "to" and reading.deps[k] == "prep"), None)
        noun = None if to is None else reading.child(to, "pobj")
    if noun is None or not reading.tags[noun].startswith(("NN", "PRP", "WP", "CD", "DT")):
        return None
    if reading.lower[noun] in _SOUNDS:
        return None
    return noun_phrase(reading, noun)


def is_asserted(reading: Reading, proposal: Proposal) -> bool:
    """Whether an act took place, or its doing is at least discussed as speech.

    A refusal to speak is no act. A thought or plan behind *whether* or *if* is none either ("the question of whether
    she was prepared to …"); an act of speech there is one that is not asserted, and comes out as hedged.

    Args:
        reading: the Doc.
        proposal: what a proposer says.

    Returns:
        False when there is nothing to report.
    """
    head = proposal.head
    if head is None:
        return True
    if is_refusal(reading, head):
        return False
    return proposal.cue_class in {"statement", "question", "request"} or not is_asked(reading, head)
