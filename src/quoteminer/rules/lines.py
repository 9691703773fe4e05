"""Paragraphs that open with a name and a colon: a transcript, where names come back, or a headline."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from quoteminer.layers import Range
from quoteminer.rules.reading import Reading

_MAX_NAME: Final = 12
"""Words of a speaker's name and title in front of a colon."""
_BEHIND_NAME: Final = frozenset({",", "("})
"""What parts a name from an office or a party behind it: "ANN LIND, HOST:", "SEN. ANN LIND (D-OH):"."""
_LINKS: Final = frozenset(
    {"of", "the", "for", "and", "de", "la", "von", "van", "(", ")", ".", ",", "-", "&", "'s", "’s"}
)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph that opens with a name and a colon.

    Attributes:
        name: the name; the colon stands behind it.
        contents: what stands behind the colon, and where it goes on in quotations of the following paragraphs.
        quotation: number of the quotation among the outer ones that opens in front of the name, or None.
        is_turn: whether it is one of a transcript.
    """

    name: Range
    contents: tuple[Range, ...]
    quotation: int | None
    is_turn: bool


def lines(reading: Reading) -> Iterator[Line]:
    """Find the lines of transcripts, and the headlines that give a name and what it says.

    Args:
        reading: the Doc.

    Yields:
        Lines in text order.
    """
    opened = {name: at for at, bounds in enumerate(reading.paragraphs) if (name := _name(reading, *bounds))}
    opening = {reading.quoted[name[0]] for name in opened}
    # a picture credit names nobody who speaks, and "VIDEO:" none either
    named = [name for name in opened if reading.lower[name[1] - 1] not in reading.lexicon.line_labels]
    names = Counter(_label(reading, name) for name in named)
    persons = {reading.lower[at] for at in reading.entity if reading.doc[at].ent_type_ == "PERSON"} if named else set()
    cores = [_core(reading, name) for name in named]
    surnames = {reading.lower[core[1] - 1] for core in cores if core[1] - core[0] > 1}
    answers = any(opened[after] == opened[name] + 1 for name, after in pairwise(named))

    def end_of(name: Range) -> int:
        return reading.paragraphs[opened[name]][1]

    def may_be_title(name: Range) -> bool:
        return answers or len(named) == 1 or not opened[name]  # several are headings over what is told of each

    def is_turn(name: Range) -> bool:
        label, core = _label(reading, name), _core(reading, name)
        capitals = core[1] - core[0] > 1 and _is_in_capitals(reading, core)
        comes_back = names[label] > 1 and _may_speak(reading, name, persons)
        return comes_back or label in surnames or (answers and (_is_person(reading, name) or capitals))

    quoted = [name for name in named if _is_quoted(reading, name, end_of(name)) and _may_speak(reading, name, persons)]
    if len(quoted) < 2 or not any(is_turn(name) or _is_in_capitals(reading, name) for name in quoted):
        quoted = []  # "Look: …" and a single name are what somebody says
    for name in named:
        end = end_of(name)
        number = reading.quoted[name[0]]
        content = reading.trim(name[1] + 1, end if number is None else min(end, reading.outer[number][1]))
        if content is None or not any(char.isalpha() for at in range(*content) for char in reading.words[at]):
            continue
        if number is not None:
            if name in quoted:
                yield Line(name, (content, *_further(reading, number, opening)), number, is_turn=True)
        elif is_turn(name):
            yield Line(name, (content,), None, is_turn=True)
        elif reading.quoted[content[0]] is not None or (may_be_title(name) and _is_headline(reading, name, end)):
            yield Line(name, (content,), None, is_turn=False)


def hold_line(found: Iterable[Line], contents: Iterable[Range]) -> bool:
    """Whether a content takes in a quoted line with its name: it is not said by whoever presents the transcript."""
    names = [line.name for line in found if line.quotation is not None]
    return any(start <= name[0] and name[1] < end for start, end in contents for name in names)


def _core(reading: Reading, name: Range) -> Range:
    """A label without what stands behind the name."""
    start, end = name
    return start, next((at for at in range(start + 1, end) if reading.words[at] in _BEHIND_NAME), end)


def _label(reading: Reading, name: Range) -> str:
    return " ".join(reading.lower[slice(*_core(reading, name))])


def _is_person(reading: Reading, name: Range) -> bool:
    return any(reading.doc[at].ent_type_ == "PERSON" for at in range(*name))


def _is_in_capitals(reading: Reading, name: Range) -> bool:
    return all(reading.words[at].isupper() or reading.is_punct(at) for at in range(*name))


def _may_speak(reading: Reading, name: Range, persons: Container[str]) -> bool:
    """Whether a label may be somebody's: a name, an office, or in capitals; "Price: …" comes back in lists."""
    tags, words = reading.tags[slice(*name)], reading.lower[slice(*name)]
    known = any(word in persons or word in reading.lexicon.roles for word in words)
    return _is_in_capitals(reading, name) or known or not any(tags) or "NNP" in tags or "NNPS" in tags


def _is_quoted(reading: Reading, name: Range, end: int) -> bool:
    """Whether a quotation opens in front of a name and takes in all of the paragraph, with no cue behind it."""
    number = reading.quoted[name[0]]
    return number is not None and all(map(reading.is_punct, range(reading.outer[number][1], end)))


def _name(reading: Reading, start: int, end: int) -> Range | None:
    """The name that a paragraph opens with, up to its colon; a quotation may open in front of it."""
    opening = reading.quoted[start]
    if opening is not None:
        start += 1
    for at in range(start, min(start + _MAX_NAME + 1, end)):
        if reading.words[at] == ":":
            name = reading.trim(start, at, ends=False)
            return name if name is not None and at + 1 < end and name[1] == at else None
        word = reading.words[at]
        if reading.quoted[at] != opening or (reading.lower[at] in reading.lexicon.verb_forms and word[0].islower()):
            return None
        if not (word[0].isupper() or reading.lower[at] in _LINKS or _is_of_role(reading, at)):
            return None
    return None


def _is_of_role(reading: Reading, at: int) -> bool:
    """Whether a word without a capital belongs to an office: "Former *secretary* of *state* Ann Moor"."""
    return reading.lower[at] in reading.lexicon.roles or reading.lower[at - 1] == "of"


def _is_headline(reading: Reading, name: Range, end: int) -> bool:
    """Whether a paragraph is a line without a full stop, whose first words are a person's name."""
    starts = reading.tags[name[0]] in {"NNP", "NNPS"} and end - name[0] < 30
    return _is_person(reading, name) and starts and reading.words[end - 1][-1] not in ".!?:"


def _further(reading: Reading, number: int, opening: set[int | None]) -> Iterator[Range]:
    """The quotations in which one that is left open goes on, up to one that opens with a name of its own."""
    while reading.goes_on(number) and number + 1 not in opening:
        number += 1
        start, end, _ = reading.outer[number]
        if reading.words[start + 1] != "(" or ")" not in reading.words[end - 3 : end]:  # "(Applause.)"
            yield start, end
