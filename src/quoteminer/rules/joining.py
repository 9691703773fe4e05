"""Quotations without a cue that the attribution in front of them governs."""

from collections.abc import Sequence
from dataclasses import replace

from quoteminer.proposal import Proposal
from quoteminer.rules.modality import is_negated
from quoteminer.rules.reading import Reading


def join_following(reading: Reading, chosen: Sequence[Proposal], alone: str) -> list[Proposal]:
    """Give a quotation that stands alone to the attribution right in front of it.

    "Falk said the rails had cracked. "We replaced them within a day."" is one quote: the same cue governs the
    quotation sentence that follows at once in the same paragraph.

    Args:
        reading: the Doc.
        chosen: attributions by start of content.
        alone: name of the rule of a quotation without a cue.

    Returns:
        The attributions, those that were joined gone into the one before.
    """
    out: list[Proposal] = []
    for proposal in chosen:
        governor = _governor(reading, out, proposal) if proposal.rule == alone else None
        if governor is None:
            out.append(proposal)
        else:
            contents = (*out[governor].contents, *proposal.contents)
            out[governor] = replace(out[governor], contents=contents).tidied()
    return out


def _governor(reading: Reading, before: Sequence[Proposal], alone: Proposal) -> int | None:
    """Index of the attribution whose sentence ends right where a quotation begins, in the same paragraph."""
    start = alone.contents[0][0]
    for index in range(len(before) - 1, -1, -1):
        proposal = before[index]
        if reading.paragraph_of[proposal.hull[1] - 1] != reading.paragraph_of[start]:
            return None
        if proposal.cue is None or reading.quoted[proposal.cue[0]] is not None or proposal.cue_class != "statement":
            continue
        if proposal.cue[0] > start:
            continue
        last = max(proposal.hull[1], proposal.cue[1], proposal.source[1] if proposal.source else 0)
        apart = any(not reading.is_punct(at) for at in range(reading.sentence(last - 1)[1], start))
        if apart or last > start or (proposal.head is not None and is_negated(reading, proposal.head)):
            return None  # "He did not suggest an answer. “Our goal …”" is not what he did not suggest
        return None if any(_inside(proposal, other) for other in before[:index]) else index
    return None


def _inside(inner: Proposal, outer: Proposal) -> bool:
    return inner.cue is not None and any(start <= inner.cue[0] < end for start, end in outer.contents)
