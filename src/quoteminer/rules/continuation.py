"""How a content goes on: behind its colon, where a quotation is re-opened, and in quotations behind its cue."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from quoteminer.proposal import Proposal
from quoteminer.rules.placed import Placed
from quoteminer.rules.reading import Reading

_MIXED: Final = "mixed-then-verb"


def continued(reading: Reading, proposal: Proposal, owners: Placed) -> Proposal:
    """Add the quotations in which a content goes on beyond its clause.

    "Lind said the plan was sound: “It will hold.”" is one quote, and a quotation that is left open at the end of its
    paragraph goes on in the next.

    Args:
        reading: the Doc.
        proposal: what a proposer says.
        owners: proposals of quotations that have a verb at their side; what is theirs is not added.

    Returns:
        The same, or the same with more contents.
    """
    cue, end = proposal.cue, proposal.hull[1]
    if cue is None or reading.quoted[cue[0]] is not None or cue[1] > end:
        return proposal
    number = reading.quoted[end - 1]
    if number is not None and reading.goes_on(number):
        further = list(reading.run(number + 1))
    elif (number := _behind_colon(reading, end)) is not None:
        first, *rest = reading.run(number)
        joins = reading.paragraph_of[first[0]] == reading.paragraph_of[end - 1]
        further = [(end if joins else first[0], first[1]), *rest]
    else:
        return proposal
    opened = [reading.outer[reading.quoted[stop - 1] or 0][0] for _, stop in further]
    near = owners.with_content_in((at, at + 1) for at in opened)
    owned = {span[0] for owner in near if owner.head != proposal.head for span in owner.contents}
    if not owned.isdisjoint(opened):
        return proposal
    return replace(proposal, contents=(*proposal.contents, *further)).tidied()


def with_later_parts(reading: Reading, proposals: Sequence[Proposal], ruled: Iterable[Proposal]) -> Iterator[Proposal]:
    """Give reporting clauses the quotations behind them that go on: "The bill has “no chance,” he said. “It is late.”".

    Args:
        reading: the Doc.
        proposals: of the rules, or of the model.
        ruled: of the rules; those of quotations beside a verb know where they go on.

    Yields:
        The proposals, in order; none takes what is another's.
    """
    groups = {proposal.head: proposal.contents for proposal in ruled if proposal.rule == _MIXED}
    placed = Placed(reading, proposals if groups else ())
    for proposal in proposals:
        end = proposal.hull[1] if proposal.cue is None else max(proposal.hull[1], proposal.cue[1])
        later = [span for span in groups.get(proposal.head, ()) if span[0] >= end]
        near = placed.with_content_in((at, at + 1) for at, _ in later)
        others = [span for other in near if other.head != proposal.head for span in other.contents]
        taken = any(start <= at < stop for at, _ in later for start, stop in others)
        if later and not taken and proposal.rule != _MIXED and proposal.source is not None:
            yield replace(proposal, contents=(*proposal.contents, *later))
        else:
            yield proposal


def _behind_colon(reading: Reading, at: int) -> int | None:
    """Number of the quotation that a colon introduces at a token, in the same line or at the start of the next."""
    words = [k for k in range(at, min(at + 4, len(reading.words))) if not reading.words[k].isspace()]
    if len(words) < 2 or reading.words[words[0]] != ":":
        return None
    number = reading.quoted[words[1]]
    return number if number is not None and reading.outer[number][0] == words[1] else None
