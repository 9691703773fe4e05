"""Small questions about tokens that many rules ask."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from quoteminer.layers import Range


def align(starts: Sequence[int], bounds: Iterable[tuple[int, int]]) -> list[Range]:
    """Turn character offsets into token offsets; a token that is cut belongs to the span that it begins in.

    Args:
        starts: where each token begins, in code points.
        bounds: start and end in code points, by start.

    Returns:
        A token range for each pair of bounds that holds a token.
    """
    ranges = ((bisect_left(starts, start), bisect_left(starts, end)) for start, end in bounds)
    return [(start, end) for start, end in ranges if start < end]


def containing(ranges: Sequence[Range], at: int) -> int | None:
    """Index of the range that holds a token, or None. The ranges are disjoint and in order."""
    index = bisect_right(ranges, at, key=lambda found: found[0]) - 1
    return index if index >= 0 and at < ranges[index][1] else None
