"""From evidence to attributions, as the network alone sees them.

One path leads through the words: each is outside, or belongs to a source, to a cue, or to the content of one of the
cues that come into question. The path weighs the roles and the links to the cues; it does not lightly change its mind
inside a quotation, nor go far from the cue outside of one. The cues that it has chosen come into question next, until
they stay the same. Then each cue with a content gets the source to which its links lead.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from quoteminer.model.evidence import FLOOR, Evidence, Reals
from quoteminer.model.folder import Decoding
from quoteminer.model.page import Integers, Words
from quoteminer.model.paths import Span, Stretch, best_path, segments_of, spans_of
from quoteminer.model.roles import CONTENT, CUE, ROLES, SOURCE

_FIXED: Final = CONTENT
"""States of the path before the contents: outside, source, cue."""
_REACH: Final = 150
"""Words that a cue may be away from its content."""
_TOGETHER: Final = 1000
"""Words of the paragraphs that are read in one go."""
_LONGEST: Final = 2000
"""Words that are read in one go at most: the cost of a path is their number times that of the cues among them."""
_GROWS: Final = math.log(0.3)
"""Log probability of a source from which on a word belongs to the one beside it."""
_ELSEWHERE: Final = 0.1
"""Weight of a source in another sentence than its cue; in the corpus it never stands there."""
_SAID: Final = 0.5
"""Weight of a source among the words that it is said to have said."""


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution, in the encoder's words.

    Attributes:
        cue: the words that ascribe.
        contents: what is ascribed, in text order, at least one span.
        source: who it is ascribed to.
        support: probability of that source, or of none.
    """

    cue: Span
    contents: tuple[Span, ...]
    source: Span | None
    support: float


class Reader:
    """Reads the attributions of an article.

    Args:
        evidence: the article's.
        settings: how it is read.

    Attributes:
        of_source: log probability that a word belongs to a source, (words,); likewise
        of_cue: to a cue,
        of_content: to a content.
    """

    def __init__(self, evidence: Evidence, settings: Decoding) -> None:
        self.evidence = evidence
        self.settings = settings
        words = evidence.words
        self._segments = list(_shortened(segments_of(words.start), words))
        self._stays: NDArray[np.bool_] = np.zeros(len(words), dtype=np.bool_)
        self._stays[1:] = (words.quotation[1:] > 0) & (words.quotation[1:] == words.quotation[:-1])
        self._roles = evidence.roles.copy()
        self._roles[:, CUE : CUE + 2] += settings.cue_bonus
        self._roles[:, CONTENT : CONTENT + 2] += settings.content_bonus
        self.of_source, self.of_cue, self.of_content = (
            np.logaddexp(evidence.roles[:, role], evidence.roles[:, role + 1]) for role in (SOURCE, CUE, CONTENT)
        )
        self._links: dict[Span, tuple[int, Reals]] = {}
        self._groups = list(_grouped(self._segments))
        self._paths: dict[Span, tuple[Sequence[Span], list[tuple[Stretch, Span | None]]]] = {}

    def read(self) -> list[Found]:
        """The attributions in the order of their cues; no word belongs to two cues or contents."""
        asked = self._candidates()
        sources, cues, contents = self._joint(asked)
        for _ in range(self.settings.rounds - 1):
            if cues == asked:
                break
            asked = cues
            sources, cues, contents = self._joint(asked)
        return [
            self._with_source(cue, tuple(contents[number]), sources)
            for number, cue in enumerate(cues)
            if contents[number]
        ]

    def links(self, cue: Span, low: int, high: int) -> Reals:
        """Log probability of a link to a cue from each word of a stretch, (high - low,)."""
        if cue not in self._links:
            self._links[cue] = self.evidence.cue_links(*cue)
        first, near = self._links[cue]
        found = np.full(high - low, FLOOR)
        start, end = max(low, first), min(high, first + len(near))
        if start < end:
            found[start - low : end - low] = near[start - first : end - first]
        return found

    def _candidates(self) -> list[Span]:
        """The cues of the likeliest roles, word by word, and further runs of words that may well be one."""
        plain = spans_of(self.evidence.roles.argmax(axis=1))
        cues = [(start, end) for start, end, role in plain if role == CUE]
        likely = np.exp(self.of_cue) > self.settings.candidate
        for start, end in cues:
            likely[start:end] = False
        edges = np.diff(np.concatenate([[0], likely.astype(np.int8), [0]]))
        runs = zip(np.flatnonzero(edges == 1).tolist(), np.flatnonzero(edges == -1).tolist(), strict=True)
        return sorted([*cues, *runs])

    def _joint(self, asked: Sequence[Span]) -> tuple[list[Span], list[Span], list[list[Span]]]:
        """Sources, cues, and the contents of each cue, on the best path where the cues in question are given."""
        spans = [found for segments in self._groups for found in self._read(segments, asked)]
        sources = [(start, end) for (start, end, state), _ in spans if state == SOURCE]
        cues = [(start, end) for (start, end, state), _ in spans if state == CUE]
        contents: list[list[Span]] = [[] for _ in cues]
        for (start, end, _), of in spans:
            if of is not None:
                number = bisect_right(cues, of[0], key=_end)
                if number < len(cues) and cues[number][0] < of[1]:
                    contents[number].append((start, end))
        return sources, cues, contents

    def _read(self, segments: Sequence[Span], asked: Sequence[Span]) -> Iterator[tuple[Stretch, Span | None]]:
        """The spans of the best paths through some paragraphs, those of contents with their cue.

        Where the cues in question near a paragraph are those of the last time, so is its path.
        """
        near = [_between(asked, low - _REACH, high + _REACH) for low, high in segments]
        anew = [
            (segment, cues)
            for segment, cues in zip(segments, near, strict=True)
            if segment not in self._paths or self._paths[segment][0] != cues
        ]
        if anew:
            self._find_paths(anew, _between(asked, anew[0][0][0] - _REACH, anew[-1][0][1] + _REACH))
        for segment in segments:
            yield from self._paths[segment][1]

    def _find_paths(self, segments: Sequence[tuple[Span, Sequence[Span]]], cues: Sequence[Span]) -> None:
        """Look for the best paths through some paragraphs at once, given the cues in question near all of them."""
        rows = np.concatenate([np.arange(*segment) for segment, _ in segments])
        bounds = np.cumsum([0, *(end - start for (start, end), _ in segments)]).tolist()
        path = best_path(
            self._scores(rows, cues), list(pairwise(bounds)), self._stays[rows], self.settings.quotation_cut
        )
        for (segment, near), (low, high) in zip(segments, pairwise(bounds), strict=True):
            self._paths[segment] = (
                near,
                [
                    ((start + segment[0], end + segment[0], state), _of(state, cues))
                    for start, end, state in spans_of(path[low:high])
                ],
            )

    def _scores(self, rows: Integers, cues: Sequence[Span]) -> Reals:
        """Scores of the states of some words: the fixed ones, and the content of each cue begun and gone on with."""
        roles = self._roles[rows]
        scores = np.empty((len(rows), _FIXED + 2 * len(cues)))
        scores[:, :_FIXED] = roles[:, :_FIXED]
        words = self.evidence.words
        sentence, far = words.sentence[rows], np.where(words.quotation[rows] == 0, -self.settings.far, 0.0)
        low, high = int(rows[0]), int(rows[-1]) + 1
        begun, gone_on = roles[:, CONTENT], roles[:, CONTENT + 1]
        for number, cue in enumerate(cues):
            bonus = self.settings.link * self.links(cue, low, high)[rows - low]
            bonus += far * (sentence != words.sentence[cue[0]])
            column = _FIXED + 2 * number
            np.add(begun, bonus, out=scores[:, column])
            np.add(gone_on, bonus, out=scores[:, column + 1])
        return scores

    def _with_source(self, cue: Span, contents: tuple[Span, ...], sources: Sequence[Span]) -> Found:
        sentence = self.evidence.words.sentence
        first, none, mass = self.evidence.source_links(*cue)
        end = first + len(mass)
        mass[sentence[first:end] != sentence[cue[0]]] *= _ELSEWHERE
        for start, stop in contents:
            mass[max(0, start - first) : max(0, stop - first)] *= _SAID
        grown = self._grown(int(mass.argmax()) + first, sentence)
        best: Span | None = None
        support = none
        here = sources[bisect_left(sources, first, key=_start) : bisect_right(sources, end, key=_end)]
        for start, stop in (*here, grown):
            if first <= start and stop <= end:
                total = float(mass[start - first : stop - first].sum())
                if total > support:
                    best, support = (start, stop), total
        return Found(cue, contents, best, support)

    def _grown(self, at: int, sentence: Integers) -> Span:
        """A word with the words beside it that are probably of a source as well."""
        start, end = at, at + 1
        while start > 0 and self.of_source[start - 1] > _GROWS and sentence[start - 1] == sentence[at]:
            start -= 1
        while end < len(sentence) and self.of_source[end] > _GROWS and sentence[end] == sentence[at]:
            end += 1
        return start, end


def _of(state: int, cues: Sequence[Span]) -> Span | None:
    """The cue whose content a state is."""
    return cues[(state - _FIXED) // 2] if state >= _FIXED else None


def _between(spans: Sequence[Span], low: int, high: int) -> Sequence[Span]:
    """The spans, given in order, that reach into a stretch of words."""
    first = bisect_right(spans, low, key=_end)
    return spans[first : bisect_left(spans, high, lo=first, key=_start)]


def _start(span: Span) -> int:
    return span[0]


def _end(span: Span) -> int:
    return span[1]


def _shortened(segments: Iterable[Span], words: Words) -> Iterator[Span]:
    """Paragraphs; a very long one in parts, each of which begins with a sentence outside of quotations if one does."""
    may_begin = (words.start > 0) & (words.quotation == 0)
    for start, end in segments:
        at = start
        while end - at > _LONGEST:
            places = np.flatnonzero(may_begin[at + 1 : at + _LONGEST])
            cut = at + 1 + int(places[-1]) if len(places) else at + _LONGEST
            yield at, cut
            at = cut
        yield at, end


def _grouped(segments: Iterable[Span]) -> Iterator[list[Span]]:
    """Paragraphs in a row that are read in one go."""
    group: list[Span] = []
    for segment in segments:
        if group and segment[1] - group[0][0] > _TOGETHER:
            yield group
            group = []
        group.append(segment)
    if group:
        yield group


assert len(ROLES) == CONTENT + 2
