"""Proposals by the sentences they stand in, so that none is held against others that are nowhere near it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from quoteminer.layers import Range
from quoteminer.proposal import Proposal
from quoteminer.rules.reading import Reading


class Placed:
    """Proposals that are looked up by where their cues and contents stand.

    In an article of any length only few are near another, so that what all of them are asked grows evenly with it.

    Args:
        reading: the Doc.
        proposals: what is proposed in it.
    """

    def __init__(self, reading: Reading, proposals: Iterable[Proposal]) -> None:
        self._sentence_of = reading.sentence_of
        self.proposals: Sequence[Proposal] = tuple(proposals)

    def __iter__(self) -> Iterator[Proposal]:
        """In the order in which they were given."""
        return iter(self.proposals)

    @cached_property
    def heads(self) -> frozenset[int]:
        """The tokens that carry a cue of any of them."""
        return frozenset(one.head for one in self if one.head is not None and one.cue is not None)

    def with_cue_near(self, proposal: Proposal) -> list[Proposal]:
        """Those that have a cue in a sentence of a proposal's cue, in order."""
        return self._found(self._by_cue, self._of_cue(proposal))

    def with_cue_in(self, ranges: Iterable[Range]) -> list[Proposal]:
        """Those that have a cue in a sentence that some tokens are of, in order."""
        return self._found(self._by_cue, self._sentences(ranges))

    def with_content_in(self, ranges: Iterable[Range]) -> list[Proposal]:
        """Those that have some content in a sentence that some tokens are of, in order."""
        return self._found(self._by_content, self._sentences(ranges))

    @cached_property
    def _by_cue(self) -> dict[int, list[int]]:
        return self._numbered(self._of_cue(one) for one in self)

    @cached_property
    def _by_content(self) -> dict[int, list[int]]:
        return self._numbered(self._sentences(one.contents) for one in self)

    def _of_cue(self, proposal: Proposal) -> set[int]:
        ranges = [] if proposal.cue is None else [proposal.cue]
        return self._sentences(ranges if proposal.head is None else [*ranges, (proposal.head, proposal.head + 1)])

    def _sentences(self, ranges: Iterable[Range]) -> set[int]:
        of = self._sentence_of
        return {number for start, end in ranges for number in range(of[start], of[end - 1] + 1)}

    @staticmethod
    def _numbered(sentences: Iterable[set[int]]) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for number, some in enumerate(sentences):
            for sentence in some:
                found[sentence].append(number)
        return found

    def _found(self, by_sentence: dict[int, list[int]], sentences: set[int]) -> list[Proposal]:
        numbers = {number for sentence in sentences for number in by_sentence.get(sentence, ())}
        return [self.proposals[number] for number in sorted(numbers)]
