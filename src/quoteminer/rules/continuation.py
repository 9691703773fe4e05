"""How a content goes on: in the quotation behind its colon, and in those in which a quotation is re-opened."""

from dataclasses import replace

from quoteminer.proposal import Proposal
from quoteminer.rules.placed import Placed
from quoteminer.rules.reading import Reading


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


def _behind_colon(reading: Reading, at: int) -> int | None:
    """Number of the quotation that a colon introduces at a token, in the same line or at the start of the next."""
    words = [k for k in range(at, min(at + 4, len(reading.words))) if not reading.words[k].isspace()]
    if len(words) < 2 or reading.words[words[0]] != ":":
        return None
    number = reading.quoted[words[1]]
    return number if number is not None and reading.outer[number][0] == words[1] else None
