"""A text cut into runs that carry the same marks, so that marks may nest and overlap and the markup still closes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quoteminer.words import Range


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text that is marked.

    Attributes:
        start: offset of its first code point.
        end: offset after its last one.
        role: source, cue or content.
        case: number of the case that it belongs to.
        wrong: it is part of what is wrong with that case.
    """

    start: int
    end: int
    role: str
    case: int
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with the same marks from its first to its last code point.

    Attributes:
        text: what stands there.
        marks: the marks that cover it, in the order given.
    """

    text: str
    marks: tuple[Mark, ...]

    @property
    def classes(self) -> str:
        """The CSS classes of the marks; a content that stands within another is `deep`."""
        names = dict.fromkeys(mark.role for mark in self.marks)
        depth = len({mark.case for mark in self.marks if mark.role == "content"})
        deep = ["deep"] if depth > 1 else []
        wrong = ["wrong"] if any(mark.wrong for mark in self.marks) else []
        return " ".join([*names, *deep, *wrong])

    @property
    def cases(self) -> str:
        """Numbers of the cases of the marks."""
        return " ".join(str(case) for case in sorted({mark.case for mark in self.marks}))


def paragraphs(text: str) -> Iterator[Range]:
    """Give the ranges of the lines of a text that hold more than white space."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def runs(text: str, start: int, end: int, marks: Iterable[Mark]) -> Sequence[Run]:
    """Cut a stretch of text at every edge of a mark.

    Args:
        text: the whole text.
        start: where the stretch begins.
        end: where it ends.
        marks: the marks of the text; those outside the stretch play no part.

    Returns:
        Runs that together are the stretch.
    """
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    edges = {start, end}
    for mark in inside:
        edges |= {max(mark.start, start), min(mark.end, end)}
    cuts = sorted(edges)
    return [
        Run(text[left:right], tuple(mark for mark in inside if mark.start <= left and mark.end >= right))
        for left, right in pairwise(cuts)
    ]
