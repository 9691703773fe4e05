"""From proposals to the best consistent set of attributions. Pure: no Doc, no tables.

Two proposals contradict each other when they read the same cue, when their contents cross, or when one's content lies
inside the other's without its cue, so that the same words would be said by two people. An attribution that stands, cue
and all, inside the content of another is consistent with it: that is nesting.

Of each group of proposals that are tied to each other by contradictions, the consistent subset with the largest sum of
log odds is kept: the most probable one, were the proposals independent.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

from quoteminer.layers import Range
from quoteminer.proposal import Proposal

_EXACT = 14
"""Proposals in a group up to which every subset is weighed; beyond, the surest are taken first."""


def decode(proposals: Sequence[Proposal], *, threshold: float = 0.0) -> list[Proposal]:
    """Choose the best consistent set.

    Args:
        proposals: what the proposers say, in any order.
        threshold: proposals with a lower score are left out.

    Returns:
        The chosen proposals by start of content, the longer first.
    """
    unique = {(p.head, p.contents): p for p in sorted(proposals, key=_preference, reverse=True) if p.score >= threshold}
    ordered = sorted(unique.values(), key=lambda p: (p.hull, p.head or 0, p.rule))
    chosen = [p for group in _groups(ordered) for p in _best(group)]
    return sorted(chosen, key=lambda p: (p.contents[0][0], -p.hull[1], p.head or 0))


def parents(chosen: Sequence[Proposal]) -> list[int | None]:
    """For each attribution the index of the smallest one inside whose content its cue and content stand, or None."""
    out: list[int | None] = []
    open_: list[int] = []
    for number, proposal in enumerate(chosen):
        start = min(proposal.hull[0], proposal.cue[0] if proposal.cue else proposal.hull[0])
        open_ = [other for other in open_ if chosen[other].hull[1] > start]
        holders = [other for other in open_ if other != number and _inside(proposal, chosen[other])]
        out.append(min(holders, key=lambda other: _size(chosen[other]), default=None))
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
    return all(any(a <= start and end <= b for a, b in outer.contents) for start, end in (inner.cue, *inner.contents))


def _cut(a: Proposal, b: Proposal) -> bool:
    """Whether a cue stands inside a content although its own content, outside it, follows or precedes."""
    return a.cue is not None and any(start <= a.cue[0] < end for start, end in b.contents)


def _overlap(a: Sequence[Range], b: Sequence[Range]) -> bool:
    return any(start < other_end and other_start < end for start, end in a for other_start, other_end in b)


def _size(proposal: Proposal) -> int:
    return sum(end - start for start, end in proposal.contents)


def _preference(proposal: Proposal) -> tuple[float, int, str]:
    return proposal.score, _size(proposal), proposal.rule


def _weight(proposal: Proposal) -> float:
    score = min(max(proposal.score, 0.01), 0.99)
    return math.log(score / (1 - score))


def _extent(proposal: Proposal) -> Range:
    start, end = proposal.hull
    if proposal.cue is not None:
        start, end = min(start, proposal.cue[0]), max(end, proposal.cue[1])
    return start, end


def _groups(ordered: Sequence[Proposal]) -> list[list[Proposal]]:
    """Split proposals where no extent reaches across; contradictions never do."""
    by_start = sorted(ordered, key=_extent)
    groups: list[list[Proposal]] = []
    reach = -1
    for proposal in by_start:
        start, end = _extent(proposal)
        if start >= reach or not groups:
            groups.append([])
        groups[-1].append(proposal)
        reach = max(reach, end)
    return groups


def _best(group: list[Proposal]) -> list[Proposal]:
    clashes = [{j for j, b in enumerate(group) if j != i and contradict(a, b)} for i, a in enumerate(group)]
    chosen: list[Proposal] = []
    for component in _components(clashes):
        chosen += [group[i] for i in _independent(component, clashes, group)]
    return chosen


def _components(clashes: Sequence[set[int]]) -> list[list[int]]:
    left = set(range(len(clashes)))
    out = []
    while left:
        stack = [min(left)]
        found: set[int] = set()
        while stack:
            at = stack.pop()
            if at not in found:
                found.add(at)
                stack.extend(clashes[at])
        left -= found
        out.append(sorted(found))
    return out


def _independent(component: list[int], clashes: Sequence[set[int]], group: Sequence[Proposal]) -> list[int]:
    ranked = sorted(component, key=lambda i: _preference(group[i]), reverse=True)
    if len(ranked) > _EXACT:
        taken: list[int] = []
        for i in ranked:
            if not clashes[i] & set(taken):
                taken.append(i)
        return taken

    weights = {i: _weight(group[i]) + 1e-6 * _size(group[i]) for i in ranked}

    def search(rest: list[int], used: list[int], total: float) -> tuple[float, list[int]]:
        if not rest:
            return total, used
        first, *others = rest
        with_first = search([i for i in others if i not in clashes[first]], [*used, first], total + weights[first])
        if not clashes[first] & set(others):
            return with_first
        return max(with_first, search(others, used, total), key=lambda found: found[0])

    total, best = search(ranked, [], 0.0)
    # Where everything weighs less than nothing the surest one still stands: something was proposed there.
    return best if best and total > -math.inf else ranked[:1]


def consistent(chosen: Sequence[Proposal]) -> bool:
    """Whether no two neighbours of a decoded list contradict each other; for tests."""
    return not any(contradict(a, b) for a, b in pairwise(chosen))
