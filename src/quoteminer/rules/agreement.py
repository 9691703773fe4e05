"""The proposals of rules beside those of the learned model: where they say the same, and what each is worth then."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from quoteminer.layers import Range
from quoteminer.proposal import Proposal
from quoteminer.rules.reading import Reading

_SAME: Final = 0.8
"""Share of words that two contents have in common from which on they are the same."""
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
_NEAR: Final = 0.5
"""Likewise for two sources."""


def agreed(
    reading: Reading, learned: Sequence[Proposal], ruled: Sequence[Proposal], alone: Mapping[str, float], keep: float
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
        alone: how often a rule is right where the model does not say the same; a rule that is not in it is as good
            as ever.
        keep: a rule's proposal that is worth less beside the model is left out.

    Returns:
        Proposals, in no order.
    """
    proposals = [_edged(proposal, _same_act(proposal, ruled)) for proposal in learned]
    for proposal in ruled:
        if any(_shares_cue(other, proposal) for other in learned):
            continue
        if any(_holds(other, proposal) for other in learned):
            if _is_plain_report(reading, proposal):
                proposals.append(proposal)
            continue
        score = min(proposal.score, alone.get(proposal.rule, 1.0))
        if score >= keep:
            proposals.append(replace(proposal, score=score))
    return proposals


def _is_plain_report(reading: Reading, proposal: Proposal) -> bool:
    """Whether a noun is said to have done, or to do, an act: no pronoun, no infinitive, no participle."""
    if proposal.source is None or proposal.head is None:
        return False
    start, end = proposal.source
    if not any(reading.tags[at].startswith("NN") or not reading.tags[at] for at in range(start, end)):
        return False
    tags = {reading.tags[at] for at in range(*(proposal.cue or (proposal.head, proposal.head + 1)))}
    return bool(tags & _FINITE) or not any(tag.startswith("VB") for tag in tags)


def _same_act(proposal: Proposal, ruled: Iterable[Proposal]) -> Proposal | None:
    """The surest rule's proposal with the same cue and the same content."""
    same = (
        other for other in ruled if _shares_cue(proposal, other) and _common(proposal.contents, other.contents) >= _SAME
    )
    return max(same, key=lambda other: (other.score, _common(proposal.contents, other.contents)), default=None)


def _edged(proposal: Proposal, ruled: Proposal | None) -> Proposal:
    """The model's proposal with the cue, the edges and the properties that a rule has found."""
    if ruled is None:
        return proposal
    source = proposal.source
    if source is not None and ruled.source is not None and _common([source], [ruled.source]) >= _NEAR:
        source = ruled.source
    return replace(ruled, score=proposal.score, source=source)


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
