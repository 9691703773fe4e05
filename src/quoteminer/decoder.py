"""From proposals to the best consistent set of attributions. Pure: no Doc, no tables.

Two proposals contradict each other when they read the same cue, when their contents cross, or when one's content lies
inside the other's without its cue, so that the same words would be said by two people. An attribution that stands, cue
and all, inside the content of another is consistent with it: that is nesting.

Of each group of proposals that are tied to each other by contradictions, a consistent subset is kept to which none of
the others can be added: of these the one with the largest sum of log odds, the most probable were the proposals
independent. So something stands wherever something was proposed; the threshold takes out what is too unsure.
"""

import math
from bisect import bisect_right
from collections.abc import Sequence

from quoteminer.layers import Range
from quoteminer.proposal import Proposal

_EXACT = 14
"""Proposals in a group up to which every subset is weighed; beyond, the surest are taken first."""


def decode(proposals: Sequence[Proposal], *, threshold: float = 0.0) -> list[Proposal]:
    """Choose the best consistent set.

    Args:
        proposals: what the proposers say, in any order.
        threshold: proposals with a lower score are left out, and so are those without a content.

    Returns:
        The chosen proposals by start of content, the longer first.
    """
    usable = (p for p in proposals if p.contents and p.score >= threshold)
    unique = {(p.head, p.contents): p for p in sorted(usable, key=_preference)}
    ordered = list(unique.values())
    clashes = _clashes(ordered)
    chosen = [ordered[i] for group in _components(clashes) for i in _independent(group, clashes, ordered)]
    return sorted(chosen, key=_place)


def parents(chosen: Sequence[Proposal]) -> list[int | None]:
    """For each attribution the index of the smallest one inside whose content its cue and content stand, or None."""
    sizes = [_size(proposal) for proposal in chosen]
    out: list[int | None] = []
    open_: list[int] = []
    for number, proposal in enumerate(chosen):
        start = min(proposal.hull[0], proposal.cue[0] if proposal.cue else proposal.hull[0])
        open_ = [other for other in open_ if chosen[other].hull[1] > start]
        holders = [other for other in open_ if other != number and _inside(proposal, chosen[other])]
        out.append(min(holders, key=lambda other: sizes[other], default=None))
        open_.append(number)
    return out


def contradict(a: Proposal, b: Proposal) -> bool:
    """Whether two proposals cannot both be right."""
    if a.head is not None and a.head == b.head:
        return True
    if not _overlap(a.contents, b.contents):
        return _cut(a, b) or _cut(b, a)
    return not (_inside(a, b) or _inside(b, a))


def _inside(inner: Proposal, outer: Proposal) -> bool:
    """Whether one attribution stands inside the content of another, cue and all."""
    if inner.cue is None:
        return False
    return all(end <= _end(outer.contents, start) for start, end in (inner.cue, *inner.contents))


def _cut(a: Proposal, b: Proposal) -> bool:
    """Whether a cue stands inside a content although its own content, outside it, follows or precedes."""
    return a.cue is not None and a.cue[0] < _end(b.contents, a.cue[0])


def _overlap(a: Sequence[Range], b: Sequence[Range]) -> bool:
    """Whether two contents share a token; the longer one, which can have a range a paragraph, is only looked up."""
    few, many = sorted((a, b), key=len)
    return any(start < _end(many, end - 1) for start, end in few)


def _end(contents: Sequence[Range], at: int) -> int:
    """Where the last range that begins at a token or before it ends; 0 when none does."""
    index = bisect_right(contents, at, key=lambda found: found[0])
    return contents[index - 1][1] if index else 0


def _size(proposal: Proposal) -> int:
    return sum(end - start for start, end in proposal.contents)


def _place(proposal: Proposal) -> tuple[int, int, int, int]:
    """By start of content, what is longer first, so that an attribution comes behind the one that holds it."""
    start, end = proposal.hull
    return start, -end, -_size(proposal), -1 if proposal.head is None else proposal.head


def _preference(proposal: Proposal) -> tuple[object, ...]:
    """Surer, longer; the rest only serves to make the order of the input irrelevant."""
    ranges = [found or (-1, -1) for found in (proposal.cue, proposal.source, proposal.addressee)]
    head = -1 if proposal.head is None else proposal.head
    rest = (proposal.contents, head, ranges, proposal.cue_class, proposal.lemma or "")
    return proposal.score, _size(proposal), proposal.rule, *rest


def _weight(proposal: Proposal) -> float:
    score = min(max(proposal.score, 0.01), 0.99)
    return math.log(score / (1 - score))


def _extent(proposal: Proposal) -> Range:
    start, end = proposal.hull
    if proposal.cue is not None:
        start, end = min(start, proposal.cue[0]), max(end, proposal.cue[1])
    return start, end


def _clashes(ordered: Sequence[Proposal]) -> list[set[int]]:
    """For each proposal those that it contradicts. Only proposals whose extents overlap can, so a sweep finds them."""
    clashes: list[set[int]] = [set() for _ in ordered]
    reaching: list[int] = []
    for i in sorted(range(len(ordered)), key=lambda i: _extent(ordered[i])):
        start = _extent(ordered[i])[0]
        reaching = [j for j in reaching if _extent(ordered[j])[1] > start]
        for j in reaching:
            if contradict(ordered[i], ordered[j]):
                clashes[i].add(j)
                clashes[j].add(i)
        reaching.append(i)
    return clashes


def _components(clashes: Sequence[set[int]]) -> list[list[int]]:
    seen: set[int] = set()
    out = []
    for first in range(len(clashes)):
        stack = [first]
        found = []
        while stack:
            at = stack.pop()
            if at not in seen:
                seen.add(at)
                found.append(at)
                stack.extend(clashes[at])
        if found:
            out.append(found)
    return out


def _independent(component: list[int], clashes: Sequence[set[int]], proposals: Sequence[Proposal]) -> list[int]:
    """The subset of a component, as large as it can be without contradictions, whose log odds sum up to most."""
    ranked = sorted(component, key=lambda i: _preference(proposals[i]), reverse=True)
    if len(ranked) > _EXACT:
        taken: set[int] = set()
        for i in ranked:
            if clashes[i].isdisjoint(taken):
                taken.add(i)
        return sorted(taken)

    weights = {i: _weight(proposals[i]) + 1e-6 * _size(proposals[i]) for i in ranked}

    def total(chosen: Sequence[int]) -> float:
        return math.fsum(weights[i] for i in chosen)

    def search(rest: list[int], used: list[int], passed: list[int]) -> list[int] | None:
        """The best set that holds what is used, adds some of the rest, and has no room for what was passed over."""
        if not rest:
            return used if all(not clashes[i].isdisjoint(used) for i in passed) else None
        first, *others = rest
        best = search([i for i in others if i not in clashes[first]], [*used, first], passed)
        if not clashes[first].isdisjoint(others):
            without = search(others, used, [*passed, first])
            if without is not None and (best is None or total(without) > total(best)):
                return without
        return best

    return search(ranked, [], []) or []
