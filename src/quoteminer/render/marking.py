"""An article as it is shown: its paragraphs, each cut into pieces that carry the same marks of quotes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quoteminer.render.marks import Mark, Run, runs
from quoteminer.rules.layout import paragraph_bounds
from quoteminer.schema import Quote


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph.

    Attributes:
        run: its text and marks, outer contents first.
        begins: the quotes whose content begins here, by their place in the list.
    """

    run: Run
    begins: tuple[int, ...]

    @property
    def keys(self) -> list[str]:
        """Each mark as `role-place`."""
        return list(dict.fromkeys(f"{mark.role}-{mark.case}" for mark in self.run.marks))


def quote_marks(quotes: Sequence[Quote]) -> list[Mark]:
    """The marks of the quotes of one article.

    Args:
        quotes: the quotes.

    Returns:
        A mark for each span of each quote, in the order of the quotes.
    """
    return [
        Mark(span.start, span.end, role, place) for place, quote in enumerate(quotes) for role, span in quote.spans()
    ]


def marked_paragraphs(text: str, marks: Sequence[Mark]) -> list[list[Piece]]:
    """Cut a text into paragraphs, and each at every edge of a mark.

    Args:
        text: the text.
        marks: its marks, in any order.

    Returns:
        For each paragraph its pieces; together they are the text but for the white space between paragraphs.
    """
    ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    begun = _begun(ordered)
    paragraphs = []
    for start, end in blocks(text):
        pieces = []
        at = start
        for run in runs(text, start, end, ordered):
            pieces.append(Piece(run, begun.get(at, ())))
            at += len(run.text)
        paragraphs.append(pieces)
    return paragraphs


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
        last = number == len(bounds) - 1
        until = max(end, len(text.rstrip())) if last else end
        white = len(text[done:until]) - len(text[done:until].lstrip())
        shown.append((done + white, until))
        done = until
    return shown


def _begun(marks: Sequence[Mark]) -> Mapping[int, tuple[int, ...]]:
    """Where which contents begin; a content in several parts begins once."""
    begun: dict[int, tuple[int, ...]] = {}
    seen: set[int] = set()
    for mark in marks:
        if mark.role == "content" and mark.case not in seen:
            seen.add(mark.case)
            begun[mark.start] = (*begun.get(mark.start, ()), mark.case)
    return begun
