"""Quotation marks paired into quotations: a bracket-matching automaton over the marks of a paragraph.

What a mark may be is read off its neighbours (`glyphs.py`); what it is depends on the marks around it. A doubtful
mark ("workers’", 12") closes only if no other mark further on does. An opening mark that too few closing marks follow
ends a quotation of its kind that is still open. A quotation of several paragraphs is re-opened in each of them and
closed only in the last, as English newspapers have it (Chicago Manual of Style, 17th ed., 13.30).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from quoteminer.layers import CLOSED, CONTINUED, UNCLOSED
from quoteminer.rules.glyphs import PAIRS, SLIPS, Glyph, read_glyphs

_DEEPEST: Final = 8
"""Quotations that are kept open at a time. Nobody nests so deep; it keeps the work on broken text linear."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation, in character offsets, both marks included.

    Attributes:
        start: offset of the opening mark.
        end: offset after the closing mark, or where the quotation is taken to end.
        label: `closed`, `continued` (in the next paragraph) or `unclosed`.
    """

    start: int
    end: int
    label: str


def pair(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Quoted]:
    """Find every quotation of a text, nested ones too.

    Args:
        text: the text.
        paragraphs: start and end of each paragraph, in code points, in text order.

    Returns:
        The quotations by start, outer before inner. They nest or are disjoint, and none crosses a paragraph.
    """
    found: list[Quoted] = []
    for number, (start, end) in enumerate(paragraphs):
        following = paragraphs[number + 1][0] if number + 1 < len(paragraphs) else len(text)
        found += _pair_paragraph(text, start, end, following)
    return sorted(found, key=lambda quoted: (quoted.start, -quoted.end))


def _pair_paragraph(text: str, start: int, end: int, following: int) -> Iterator[Quoted]:
    glyphs = read_glyphs(text, start, end)
    closes_later = _look_ahead(text, glyphs)
    surplus = {kind: _surplus(glyphs, kind) for kind in {_kind(glyph) for glyph in glyphs if glyph.opens}}
    stack: list[Glyph] = []
    for number, glyph in enumerate(glyphs):
        depth = _closed_by(glyph, stack, closes_later=closes_later[number])
        if depth is not None:
            yield from _unclosed(text, stack[depth + 1 :], glyph.start)
            if not _is_blank(text, stack[depth].end, glyph.start):
                yield Quoted(stack[depth].start, glyph.end, CLOSED)
            del stack[depth:]
        elif glyph.opens and _may_open(glyph, stack, closes_later=closes_later[number]):
            same = _open_of_kind(stack, glyph)
            if same and surplus[_kind(glyph)][number] < len(same):
                # A closing mark is missing: either this one opens nothing, or the one before cannot reach beyond it.
                if glyph.weak:
                    continue
                yield from _unclosed(text, stack[same[-1] :], glyph.start)
                del stack[same[-1] :]
            _push(stack, glyph)
    doubles = [glyph for glyph in stack if not glyph.single]
    for glyph in stack:
        outermost = glyph is (doubles or stack)[0]
        if outermost and _reopens(text, following, glyph) and (doubles or _opens_line(text, start, glyph)):
            yield Quoted(glyph.start, end, CONTINUED)
        elif not glyph.single and not _is_blank(text, glyph.end, end):
            yield Quoted(glyph.start, end, UNCLOSED)


def _closed_by(glyph: Glyph, stack: Sequence[Glyph], *, closes_later: bool) -> int | None:
    """Depth of the open quotation that a mark closes, or None when it closes none."""
    if not glyph.closes or (glyph.doubtful and closes_later):
        return None
    reach = [depth for depth in range(len(stack) - 1, -1, -1) if stack[depth].single == glyph.single]
    if glyph.single:  # an apostrophe does not break a quotation in double marks
        reach = [depth for depth in reach if all(above.single for above in stack[depth:])]
    for depth in reach:
        if glyph.sign in PAIRS[stack[depth].sign]:
            return depth
    if reach and glyph.leans_to_close and glyph.sign in SLIPS[stack[reach[0]].sign] and not closes_later:
        return reach[0]
    return None


def _may_open(glyph: Glyph, stack: Sequence[Glyph], *, closes_later: bool) -> bool:
    """Whether an opening mark is no apostrophe: “’Tis the season,’ he said”, but “in the ’90s”."""
    return not glyph.doubtful or not glyph.single or (closes_later and not any(above.single for above in stack))


def _look_ahead(text: str, glyphs: Sequence[Glyph]) -> list[bool]:
    """For each mark, whether the next one of single or double marks that is beyond doubt closes rather than opens.

    Of two doubtful marks with but a word between them ("workers’ rights’") the second counts as well.
    """
    out = [False] * len(glyphs)
    sure = {True: False, False: False}
    last: dict[bool, Glyph] = {}
    for number in range(len(glyphs) - 1, -1, -1):
        glyph = glyphs[number]
        near = last.get(glyph.single)
        in_a_row = near is not None and near.closes and near.doubtful and _is_one_word(text, glyph.end, near.start)
        out[number] = sure[glyph.single] or in_a_row
        if not glyph.doubtful:
            sure[glyph.single] = glyph.leans_to_close
        last[glyph.single] = glyph
    return out


def _surplus(glyphs: Sequence[Glyph], kind: str) -> list[int]:
    """For each mark, how many quotations of a kind that are open before it can still be closed from there on."""
    out = [0] * len(glyphs)
    after = 0
    for number in range(len(glyphs) - 1, -1, -1):
        glyph = glyphs[number]
        if glyph.leans_to_close and not glyph.doubtful and _is_closed_by(kind, glyph):
            after = max(0, after) + 1
        elif glyph.opens and _kind(glyph) == kind:
            after = max(0, after) - 1
        out[number] = after
    return out


def _kind(glyph: Glyph) -> str:
    return "single" if glyph.single else glyph.sign


def _is_closed_by(kind: str, glyph: Glyph) -> bool:
    return glyph.single if kind == "single" else glyph.sign in PAIRS[kind]


def _open_of_kind(stack: Sequence[Glyph], glyph: Glyph) -> list[int]:
    """Depths of the open quotations of a mark's kind; single marks only above the last double one."""
    floor = 0
    if glyph.single:
        floor = max((depth + 1 for depth, opened in enumerate(stack) if not opened.single), default=0)
    return [depth for depth in range(floor, len(stack)) if _kind(stack[depth]) == _kind(glyph)]


def _push(stack: list[Glyph], glyph: Glyph) -> None:
    if len(stack) == _DEEPEST:
        apostrophe = next((depth for depth, opened in enumerate(stack) if opened.single), None)
        if apostrophe is None:
            return
        del stack[apostrophe]
    stack.append(glyph)


def _unclosed(text: str, lost: Sequence[Glyph], end: int) -> Iterator[Quoted]:
    """Quotations whose closing mark is missing; a single mark that nothing closes was an apostrophe."""
    while end > 0 and text[end - 1].isspace():
        end -= 1
    return (Quoted(glyph.start, end, UNCLOSED) for glyph in lost if not glyph.single and glyph.end < end)


def _reopens(text: str, following: int, glyph: Glyph) -> bool:
    """Whether the next paragraph begins with the mark of a quotation that is still open, or its straight form."""
    return text.startswith((glyph.sign, "'" if glyph.single else '"'), following)


def _opens_line(text: str, start: int, glyph: Glyph) -> bool:
    """Whether a mark stands at the start of its paragraph, or behind a colon or comma."""
    at = glyph.start
    while at > start and text[at - 1].isspace():
        at -= 1
    return at == start or text[at - 1] in ":,"


def _is_one_word(text: str, start: int, end: int) -> bool:
    return end - start < 30 and len(text[start:end].split()) == 1 and not text[end - 1].isspace()


def _is_blank(text: str, start: int, end: int) -> bool:
    return start >= end or text[start:end].isspace()
