"""A text cut into runs that carry the same marks, so that marks may nest and cross and the markup still closes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quoteminer.rules.layout import paragraph_bounds
from quoteminer.schema import Quote, TextSpan


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text that is marked.

    Attributes:
        start: offset of its first code point.
        end: offset after its last one.
        role: content, cue, source, addressee or naming.
        quote: place in the list of the quote that it belongs to.
    """

    start: int
    end: int
    role: str
    quote: int


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with the same marks from its first to its last code point.

    Attributes:
        text: what stands there.
        marks: the marks that cover it, outer contents first.
        begins: the quotes whose content begins here.
    """

    text: str
    marks: tuple[Mark, ...]
    begins: tuple[int, ...]

    @property
    def roles(self) -> list[str]:
        """The roles of the marks, each once; `nested` when contents of several quotes cover the run."""
        names = list(dict.fromkeys(mark.role for mark in self.marks))
        depth = len({mark.quote for mark in self.marks if mark.role == "content"})
        return [*names, "nested"] if depth > 1 else names

    @property
    def keys(self) -> list[str]:
        """Each mark as `role-quote`."""
        return list(dict.fromkeys(f"{mark.role}-{mark.quote}" for mark in self.marks))


def quote_marks(quotes: Sequence[Quote]) -> list[Mark]:
    """The marks of the quotes of one article.

    Args:
        quotes: the quotes.

    Returns:
        A mark for each span of each quote, in the order of the quotes.
    """
    return [_mark(span, role, number) for number, quote in enumerate(quotes) for role, span in quote.spans()]


def marked_paragraphs(text: str, marks: Sequence[Mark]) -> list[list[Run]]:
    """Cut a text into paragraphs, and each at every edge of a mark.

    Args:
        text: the text.
        marks: its marks, in any order.

    Returns:
        For each paragraph its runs; together they are the text but for the white space between paragraphs.
    """
    ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    begun: dict[int, list[int]] = {}
    seen: set[int] = set()
    for mark in ordered:
        if mark.role == "content" and mark.quote not in seen:
            seen.add(mark.quote)
            begun.setdefault(mark.start, []).append(mark.quote)
    return [_runs(text, start, end, ordered, begun) for start, end in blocks(text)]


def blocks(text: str) -> list[tuple[int, int]]:
    """The paragraphs as they are shown: with the date and the dateline that stand before them.

    Args:
        text: the text.

    Returns:
        Start and end of each block; as many, and in the same order, as the paragraphs of the text.
    """
    bounds = paragraph_bounds(text) or [(0, len(text))]
    shown = []
    done = 0
    for number, (_, end) in enumerate(bounds):
        end = end if number < len(bounds) - 1 else max(end, len(text.rstrip()))
        shown.append((min(done + _white(text[done:end]), end), end))
        done = end
    return shown


def _white(text: str) -> int:
    return len(text) - len(text.lstrip())


def _mark(span: TextSpan, role: str, number: int) -> Mark:
    return Mark(span.start, span.end, role, number)


def _runs(text: str, start: int, end: int, marks: Sequence[Mark], begun: Mapping[int, Sequence[int]]) -> list[Run]:
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    edges = {start, end, *(min(max(at, start), end) for mark in inside for at in (mark.start, mark.end))}
    return [
        Run(
            text[left:right],
            tuple(mark for mark in inside if mark.start <= left and mark.end >= right),
            tuple(begun.get(left, ())),
        )
        for left, right in pairwise(sorted(edges))
    ]
