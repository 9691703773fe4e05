"""The proposals of rules beside those of the learned model: where they say the same, and what each is worth then."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from quoteminer.layers import Range
from quoteminer.model.folder import Agreement
from quoteminer.proposal import Proposal
from quoteminer.rules.reading import Reading
from quoteminer.rules.sources import is_passive

_SAME: Final = 0.8
"""Share of words that two contents have in common from which on they are the same."""
_PLACES: Final = frozenset({"in", "at", "on"})
_NOT_FINITE: Final = frozenset({"VB", "VBG"})
_NEAR: Final = 0.5
"""Likewise for two sources."""


def agreed(
    reading: Reading, learned: Sequence[Proposal], ruled: Sequence[Proposal], settings: Agreement
) -> list[Proposal]:
    """Bring both together for the decoder.

    Where a rule finds the same content by the same cue, the rule has the better edges, the model the better judgment.
    What a rule proposes and the model does not is worth less than what the rules' own table says: the model has seen
    the words and passed. What stands inside a content is judged by the rules alone, since the model reads no nesting;
    it has to be a plain report there.

    Args:
        reading: the Doc.
        learned: what the model proposes.
        ruled: what the rules propose.
        settings: what either is worth beside the other.

    Returns:
        Proposals, in no order.
    """
    proposals = [_edged(reading, proposal, ruled) for proposal in learned if _is_likely(reading, proposal, settings)]
    kept = list(proposals)
    for proposal in ruled:
        if any(_shares_cue(other, proposal) for other in proposals):
            continue
        if any(_holds(other, proposal) for other in proposals):
            if _is_plain_report(reading, proposal):
                kept.append(proposal)
            continue
        alone = 1.0 if proposal.head in reading.reattached else settings.alone.get(proposal.rule, 1.0)
        score = min(proposal.score, alone)
        if score >= settings.keep:
            kept.append(replace(proposal, score=score))
    return kept


def _is_likely(reading: Reading, proposal: Proposal, settings: Agreement) -> bool:
    """Whether a proposal of the model is sure enough, and no bare "was expected in Warsaw"."""
    lexicon, lemma, head = reading.lexicon, proposal.lemma or "", proposal.head
    known = lemma in lexicon.verbs or lemma in lexicon.nouns or lemma in lexicon.adjectives
    known = known or any(lemma == " ".join(word for word in phrase.words if word != "*") for phrase in lexicon.phrases)
    if proposal.score < (settings.keep if known else settings.keep_unknown):
        return False
    if proposal.source is not None or head is None or not is_passive(reading, head):
        return True
    start = proposal.contents[-1][0]
    return reading.quoted[start] is not None or reading.lower[start] not in _PLACES


def _is_plain_report(reading: Reading, proposal: Proposal) -> bool:
    """Whether a noun is said to have done, or to do, an act: no pronoun, no infinitive, no participle."""
    if proposal.source is None or proposal.head is None:
        return False
    start, end = proposal.source
    if not any(reading.tags[at].startswith("NN") or not reading.tags[at] for at in range(start, end)):
        return False
    return reading.tags[proposal.head] not in _NOT_FINITE


def _same_act(reading: Reading, proposal: Proposal, ruled: Iterable[Proposal]) -> Proposal | None:
    """The surest rule's proposal with the same cue and the same content.

    A content that runs into the next verb of the same speaker is the same as the one that ends before it.
    """
    cut = proposal.head in reading.reattached.values()
    rated = [(_common(proposal.contents, other.contents), other) for other in ruled if _shares_cue(proposal, other)]
    same = [(other.score, share, number) for number, (share, other) in enumerate(rated) if share >= _SAME or cut]
    return rated[max(same)[2]][1] if same else None


def _edged(reading: Reading, proposal: Proposal, ruled: Sequence[Proposal]) -> Proposal:
    """The model's proposal with the cue, the edges and the properties that a rule has found."""
    same = _same_act(reading, proposal, ruled)
    if same is None:
        return proposal
    source = proposal.source
    if source is not None and same.source is not None and _is_same_mention(source, same.source):
        source = same.source
    return replace(same, source=source)


def _is_same_mention(learned: Range, ruled: Range) -> bool:
    """Whether the model means the rule's source: most of its words, or a name within it."""
    return (ruled[0] <= learned[0] and learned[1] <= ruled[1]) or _common([learned], [ruled]) >= _NEAR


def _shares_cue(learned: Proposal, ruled: Proposal) -> bool:
    if learned.cue is None or ruled.head is None:
        return False
    return learned.head == ruled.head or learned.cue[0] <= ruled.head < learned.cue[1]


def _holds(outer: Proposal, inner: Proposal) -> bool:
    """Whether an attribution stands inside a content, cue and all."""
    if inner.cue is None:
        return False
    return all(any(a <= start and end <= b for a, b in outer.contents) for start, end in (inner.cue, *inner.contents))


def _common(a: Sequence[Range], b: Sequence[Range]) -> float:
    """Share of the tokens of two roles that both have."""
    one = {at for start, end in a for at in range(start, end)}
    other = {at for start, end in b for at in range(start, end)}
    return len(one & other) / len(one | other)
