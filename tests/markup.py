"""The inline markup of `tests/cases`: sentences with their attributions marked in the text.

A file holds cases; a case is

    == id-in-kebab-case
    # a comment
    @1 kind=indirect class=statement speaker="Mara Lind" role=mayor
    <source>Mara Lind, the mayor</source>, <cue>said</cue> <content>that the bridge was safe</content>.

- Tags are `source`, `cue`, `content`. Where a text has several attributions they carry a number (`<cue 2>`), without
  one they are of attribution 1. A source that attributions share carries all their numbers (`<source 1 2>`). Several
  spans of the same role and number are one discontinuous role. Tags nest, they never cross.
- A blank line in the text is a paragraph's end. A text without tags has no attribution.
- Lines that begin with `@` say what must come out beyond the spans. The number may be left out when it is 1. What is
  not stated is not asked; `none` means that nothing must be there. Several speakers and types are parted by `;`.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypedDict, TypeVar, get_args

from quoteminer.schema import CUE_CLASSES, KINDS, SPEAKER_TYPES, CueClass, Kind, SpeakerType

Span = tuple[int, int]
Role = Literal["source", "cue", "content"]
_Value = TypeVar("_Value", bound=str)

_TAG = re.compile(r"<(?P<close>/?)(?P<role>source|cue|content)(?P<numbers>(?: \d+)*)>")
_LIKE_A_TAG = re.compile(r"</?[A-Za-z]")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LINE = re.compile(r"@(?P<number>\d*)(?:\s|$)")
_EXPECTED = re.compile(r'\s*(?P<key>[a-z_]+)(?:=(?:"(?P<quoted>[^"]+)"|(?P<bare>[^\s"]+)))?(?=\s|$)')


class Expectation(TypedDict, total=False):
    """What must come out beyond the spans. A key that is missing is not asked; `None` or `[]` must be null or empty.

    Attributes:
        kind: direct, mixed or indirect.
        cue_class: written `class=`.
        lemma: of the cue.
        speakers: their names, in any order; written `speaker=`.
        types: of the speakers, in the order of the names; written `type=`.
        role: of the only speaker.
        organisation: of the only speaker.
        on_behalf_of: of the only speaker.
        addressee: the mention told or asked, as the text has it.
        addressee_name: the name of the entity behind that mention.
        negated: written `negated` or `negated=no`.
        hedged: written `hedged` or `hedged=no`.
        parent: number of the attribution inside whose content this one stands.
    """

    kind: Kind
    cue_class: CueClass
    lemma: str
    speakers: list[str]
    types: list[SpeakerType]
    role: str | None
    organisation: str | None
    on_behalf_of: str | None
    addressee: str | None
    addressee_name: str | None
    negated: bool
    hedged: bool
    parent: int | None


@dataclass(frozen=True)
class Attribution:
    """One marked attribution: spans are `(start, end)` into the case's text, in text order."""

    number: int
    source: list[Span]
    cue: list[Span]
    content: list[Span]
    expectation: Expectation = field(default_factory=Expectation)


@dataclass(frozen=True)
class Case:
    """A text without its tags, and the attributions that must be found in it.

    Attributes:
        id: unique among all cases.
        text: what the program is given.
        attributions: by number; empty when nothing may be found.
        where: file and line, for messages.
        comment: why the case is there.
    """

    id: str
    text: str
    attributions: list[Attribution]
    where: str = ""
    comment: str = ""

    @property
    def expectations(self) -> dict[int, Expectation]:
        """The stated expectations by the number of their attribution."""
        return {attribution.number: attribution.expectation for attribution in self.attributions}

    def words(self, number: int, role: Role) -> list[str]:
        """The texts of one role of one attribution."""
        for attribution in self.attributions:
            if attribution.number == number:
                spans: list[Span] = getattr(attribution, role)
                return [self.text[start:end] for start, end in spans]
        raise KeyError(f"case {self.id} has no attribution {number}")


def load_cases(folder: Path) -> list[Case]:
    """Read every case of every `*.txt` in `folder`.

    Raises:
        ValueError: markup or an expectation is malformed, or two cases share an id; names file and line.
    """
    cases = [case for path in sorted(folder.glob("*.txt")) for case in _cases_of(path)]
    seen: dict[str, Case] = {}
    for case in cases:
        if case.id in seen:
            raise ValueError(f"{case.where}: the id {case.id!r} is taken by {seen[case.id].where}")
        seen[case.id] = case
    return cases


def _cases_of(path: Path) -> list[Case]:
    lines = path.read_text(encoding="utf8").split("\n")
    starts = [at for at, line in enumerate(lines) if line.startswith("== ")]
    if any(line.strip() for line in lines[: starts[0] if starts else None]):
        raise ValueError(f"{path}:1: a file of cases begins with '== id'")
    return [
        parse_case("\n".join(lines[start:end]), file=str(path), line=start + 1)
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)
    ]


def parse_case(block: str, *, file: str = "<case>", line: int = 1) -> Case:
    """Parse one case, from its `== id` to the line before the next.

    Args:
        block: the case's lines.
        file: where it stands, for messages.
        line: number of its first line there.

    Raises:
        ValueError: markup or an expectation is malformed; names file and line.
    """
    head, *lines = block.split("\n")
    where = f"{file}:{line}"
    identifier = head.removeprefix("== ").strip()
    if not head.startswith("== ") or not _ID.fullmatch(identifier):
        raise ValueError(f"{where}: a case begins with '== id-in-kebab-case', not with {head!r}")
    comments: list[str] = []
    expectations: dict[int, Expectation] = {}
    at = 0
    while at < len(lines) and lines[at][:1] in ("#", "@"):
        if lines[at].startswith("#"):
            comments.append(lines[at][1:].strip())
        else:
            number, expectation = _expectation(lines[at], f"{file}:{line + 1 + at}")
            if number in expectations:
                raise ValueError(f"{file}:{line + 1 + at}: attribution {number} has two lines of expectations")
            expectations[number] = expectation
        at += 1
    while at < len(lines) and not lines[at].strip():
        at += 1
    text, roles = _without_tags("\n".join(lines[at:]).strip(), file, line + 1 + at)
    if not text:
        raise ValueError(f"{where}: case {identifier!r} has no text")
    attributions = []
    for number in sorted(roles):
        spans = roles[number]
        if not spans["content"]:
            raise ValueError(f"{where}: attribution {number} of case {identifier!r} has no content")
        attributions.append(Attribution(number, **spans, expectation=expectations.get(number, {})))
    for number, expectation in expectations.items():
        if number not in roles:
            raise ValueError(f"{where}: case {identifier!r} expects of attribution {number}, which it has not")
        if (parent := expectation.get("parent")) is not None and parent not in roles:
            raise ValueError(f"{where}: attribution {number} has parent {parent}, which case {identifier!r} has not")
        if (mention := expectation.get("addressee")) and mention not in text:
            raise ValueError(f"{where}: the addressee {mention!r} does not stand in the text")
    return Case(identifier, text, attributions, where=where, comment=" ".join(comments))


def _without_tags(marked: str, file: str, line: int) -> tuple[str, dict[int, dict[str, list[Span]]]]:
    """The text without its tags, and by number and role the spans that the tags enclosed."""
    roles: dict[int, dict[str, list[Span]]] = {}
    opened: list[tuple[str, list[int], int, str]] = []
    text, read = "", 0
    for tag in _TAG.finditer(marked):
        text += marked[read : tag.start()]
        read = tag.end()
        where = f"{file}:{line + marked.count(chr(10), 0, tag.start())}"
        if not tag["close"]:
            numbers = [int(number) for number in tag["numbers"].split()] or [1]
            opened.append((tag["role"], numbers, len(text), where))
            continue
        if not opened or opened[-1][0] != tag["role"] or tag["numbers"]:
            inside = f"inside <{opened[-1][0]}>" if opened else "with nothing open"
            raise ValueError(f"{where}: {tag.group()} {inside}")
        role, numbers, start, _ = opened.pop()
        if text[start:] != text[start:].strip() or not text[start:]:
            raise ValueError(f"{where}: the {role} {text[start:]!r} is empty or has white space at its edge")
        for number in numbers:
            spans = roles.setdefault(number, {name: [] for name in get_args(Role)})[role]
            spans.append((start, len(text)))
            spans.sort()
    if opened:
        raise ValueError(f"{opened[-1][3]}: <{opened[-1][0]}> is never closed")
    text += marked[read:]
    if like := _LIKE_A_TAG.search(text):
        raise ValueError(f"{file}:{line}: what looks like a tag is none: {text[like.start() : like.start() + 20]!r}")
    return text, roles


def _expectation(written: str, where: str) -> tuple[int, Expectation]:
    """Read one `@` line: the number of its attribution, and what is expected of it."""
    begins = _LINE.match(written)
    if not begins:
        raise ValueError(f"{where}: a line of expectations begins with '@' or '@1', not with {written[:10]!r}")
    expectation: Expectation = {}
    rest = written[begins.end() :].strip()
    read = 0
    while read < len(rest):
        word = _EXPECTED.match(rest, read)
        if not word:
            raise ValueError(f'{where}: neither key=value nor key="two words": {rest[read:].strip()!r}')
        _expect(expectation, word["key"], word["quoted"] or word["bare"], where)
        read = word.end()
    return int(begins["number"] or 1), expectation


def _expect(expectation: Expectation, key: str, value: str | None, where: str) -> None:
    """Put one `key=value` into `expectation`."""
    if key in ("negated", "hedged"):
        if value not in (None, "no"):
            raise ValueError(f"{where}: {key} stands alone or is {key}=no, not {key}={value}")
        expectation[key] = value is None  # type: ignore[literal-required]
        return
    if not value:
        raise ValueError(f"{where}: {key!r} needs a value, or is no expectation")
    if key == "kind":
        expectation["kind"] = _one_of(KINDS, value, where)
    elif key == "class":
        expectation["cue_class"] = _one_of(CUE_CLASSES, value, where)
    elif key == "lemma":
        expectation["lemma"] = value
    elif key == "speaker":
        expectation["speakers"] = [] if value == "none" else _parts(value)
    elif key == "type":
        expectation["types"] = [_one_of(SPEAKER_TYPES, part, where) for part in _parts(value)]
    elif key in ("role", "organisation", "on_behalf_of", "addressee", "addressee_name"):
        expectation[key] = None if value == "none" else value  # type: ignore[literal-required]
    elif key == "parent":
        if value != "none" and not value.isdecimal():
            raise ValueError(f"{where}: parent is a number or none, not {value!r}")
        expectation["parent"] = None if value == "none" else int(value)
    else:
        raise ValueError(f"{where}: unknown expectation {key!r}")


def _parts(value: str) -> list[str]:
    return [part.strip() for part in value.split(";")]


def _one_of(allowed: tuple[_Value, ...], value: str, where: str) -> _Value:
    for one in allowed:
        if one == value:
            return one
    raise ValueError(f"{where}: {value!r} is none of {', '.join(allowed)}")
