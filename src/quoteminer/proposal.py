"""What a proposer says: here is a cue, this is what it ascribes, to this source, and this is how sure I am."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

from quoteminer.layers import Range
from quoteminer.schema import CueClass


@dataclass(frozen=True, slots=True)
class Proposal:
    """A possible attribution, in token offsets; the decoder decides.

    Attributes:
        contents: what is ascribed, in text order, at least one range.
        rule: name of the construction.
        score: probability, between 0 and 1, that a proposal of this construction is right.
        cue_class: what sort of act the cue is.
        head: the token that carries the cue; at most one proposal of a head is kept. None without a cue.
        cue: the words that ascribe.
        lemma: dictionary form of the cue.
        source: the mention it is ascribed to.
        addressee: the mention told or asked.
    """

    contents: tuple[Range, ...]
    rule: str
    score: float
    cue_class: CueClass = "statement"
    head: int | None = None
    cue: Range | None = None
    lemma: str | None = None
    source: Range | None = None
    addressee: Range | None = None

    @property
    def hull(self) -> Range:
        """From the start of the first content to the end of the last."""
        return self.contents[0][0], self.contents[-1][1]

    def tidied(self) -> Self:
        """The same with contents in text order that do not overlap, broken where the cue stands in them.

        A source that stands in a content is given up: it is part of what is said. Of one that holds the cue, the longer
        part beside it is left.
        """
        contents, source = disjoint(self.contents), self.source
        if self.cue is not None:
            contents = without(contents, self.cue)
            if source is not None:
                source = max(without([source], self.cue), key=lambda part: part[1] - part[0], default=None)
        if source is not None and any(start < source[1] and source[0] < end for start, end in contents):
            source = None
        return replace(self, contents=contents, source=source)


def disjoint(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Ranges in text order, those that overlap or touch made one."""
    out: list[Range] = []
    for start, end in sorted(ranges):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)


def without(ranges: Iterable[Range], gap: Range) -> tuple[Range, ...]:
    """Ranges with a gap taken out of them."""
    pieces = [piece for start, end in ranges for piece in ((start, min(end, gap[0])), (max(start, gap[1]), end))]
    return tuple((start, end) for start, end in pieces if start < end)
