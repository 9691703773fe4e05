"""A quotation and the cue beside it: behind it, before it, or between its parts.

A quotation that nothing ascribes still comes out, with the speaker that its context gives or with none.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from quoteminer.layers import CONTINUED, Range
from quoteminer.proposal import Proposal
from quoteminer.rules.clauses import cue_range, reporting_clause
from quoteminer.rules.modality import addressee_of
from quoteminer.rules.reading import CueVerb, Reading, outermost
from quoteminer.rules.sources import noun_phrase, source_of, subject_of
from quoteminer.rules.speech import is_named, is_speech, opens_sentence
from quoteminer.rules.standing_alone import context_source
from quoteminer.rules.surface import surface_source

LONE: Final = "lone-quotation"
_REPORTS = frozenset({"quote", "that", "objthat", "wh"})
_MAX_GAP = 14
"""Words between a cue and the quotation that it introduces: an addressee, a place, a time."""
_MAX_SOURCE = 30
"""Words between a quotation and the cue behind it: a long source with its apposition."""


@dataclass(slots=True)
class _Group:
    """Quotations that one cue governs; `start` where words in front of the first one belong to the content too."""

    verb: CueVerb | None
    rule: str
    members: list[int] = field(default_factory=list)
    start: int | None = None


@dataclass(frozen=True, slots=True)
class _Level:
    """Quotations side by side: those of the article itself, or those inside one quotation."""

    reading: Reading
    quotations: list[tuple[int, int, str]]
    floor: int
    limit: int

    @property
    def is_outer(self) -> bool:
        return self.limit - self.floor == len(self.reading.words)


def propose(reading: Reading) -> Iterator[Proposal]:
    """Yield a proposal for every quotation that somebody says, with its cue, or alone.

    Args:
        reading: the Doc; a parse helps but is not needed.

    Yields:
        One proposal for each group of quotations that share a cue, and one for each quotation without any.
    """
    for level in _levels(reading):
        for group in _groups(level):
            ranges = [level.quotations[number][:2] for number in group.members]
            if group.start is not None:
                ranges[0] = (group.start, ranges[0][1])
            contents = tuple(_merge(reading, ranges))
            yield _alone(reading, contents) if group.verb is None else _with_cue(reading, group, group.verb, contents)


def _with_cue(reading: Reading, group: _Group, verb: CueVerb, contents: tuple[Range, ...]) -> Proposal:
    source = source_of(reading, verb.at)
    if source is None or any(start < source[1] and source[0] < end for start, end in contents):
        source = _inverted(reading, group, verb) or surface_source(reading, verb.at, contents)
    return Proposal(
        contents=contents,
        rule=group.rule,
        score=reading.lexicon.confidence(group.rule),
        cue_class=verb.word.cue_class,
        head=verb.at,
        cue=cue_range(reading, verb),
        lemma=verb.word.lemma,
        source=source,
        addressee=addressee_of(reading, verb.at, verb.word.cue_class, object_control="objthat" in verb.word.frames),
    )


def _inverted(reading: Reading, group: _Group, verb: CueVerb) -> Range | None:
    """An inverted subject that the parser takes for an object: "A," shouted two soldiers."""
    noun = reading.child(verb.at, "dobj", "attr", after=verb.at)
    if group.rule != "quotation-then-verb" or noun is None or reading.left[noun] != verb.end:
        return None
    return noun_phrase(reading, noun)


def _alone(reading: Reading, contents: tuple[Range, ...]) -> Proposal:
    return Proposal(
        contents=contents,
        rule=LONE,
        score=reading.lexicon.confidence(LONE),
        source=context_source(reading, contents[0][0]),
    )


def _levels(reading: Reading) -> Iterator[_Level]:
    yield _Level(reading, reading.outer, 0, len(reading.words))
    for start, end, _ in reading.outer:
        first = bisect_right(reading.quotations, start, key=lambda found: found[0])
        behind = bisect_left(reading.quotations, end, lo=first, key=lambda found: found[0])
        inner = [found for found in reading.quotations[first:behind] if found[1] < end]
        if inner:
            yield _Level(reading, outermost(inner), start + 1, end - 1)


def _groups(level: _Level) -> list[_Group]:
    groups: list[_Group] = []
    pending: list[int] = []
    for number, (start, end, label) in enumerate(level.quotations):
        found = _before(level, number) or _behind(level, number)
        last = groups[-1] if groups else None
        if found is not None and last is not None and _same_cue(found, last):
            found = None  # the cue stands between two parts: "A," she said, "b."
        if found is None and last is not None and _continues(level, last, number) and not _runs_into_cue(level, number):
            last.members.append(number)
        elif found is not None:
            found.members = [*pending, number]
            groups.append(found)
        elif level.is_outer and is_speech(level.reading, start, end, label):
            if label == CONTINUED:
                pending.append(number)
                continue
            if _stands_alone(level.reading, start):
                groups.append(_Group(None, LONE, [*pending, number]))
        pending = []
    if pending:
        groups.append(_Group(None, LONE, pending))
    return groups


def _runs_into_cue(level: _Level, number: int) -> bool:
    """Whether a quotation that is left open is re-opened in the next paragraph and has its cue there."""
    while level.quotations[number][2] == CONTINUED and number + 1 < len(level.quotations):
        number += 1
        if _before(level, number) or _behind(level, number):
            return True
    return False


def _same_cue(a: _Group, b: _Group) -> bool:
    return a.verb is not None and b.verb is not None and a.verb.at == b.verb.at


def _behind(level: _Level, number: int) -> _Group | None:
    """The cue behind a quotation: "A," she said. / "A," said the mayor."""
    reading = level.reading
    start, end, _ = level.quotations[number]
    limit = level.quotations[number + 1][0] if number + 1 < len(level.quotations) else level.limit
    limit = min(limit, _paragraph_end(reading, end - 1), end + _MAX_SOURCE)
    verb = next(_verbs_between(reading, end, limit), None)
    if verb is None or not _reaches(reading, start, end, verb) or not _stands_before_cue(reading, start, end):
        return None
    if _introduces_other(reading, verb, limit):
        return None
    inside = [at for at in range(start + 1, end - 1) if not reading.is_punct(at)]
    if not inside:
        return None
    if opens_sentence(reading, start) or reading.words[start - 1] == ":":
        return _Group(verb, "quotation-then-verb")
    first = reading.sentence(start)[0]
    if any(reading.quoted[v.at] is None for v in _verbs_between(reading, first, start)):
        return None
    trimmed = reading.trim(first, end)
    return None if trimmed is None else _Group(verb, "mixed-then-verb", start=trimmed[0])


def _before(level: _Level, number: int) -> _Group | None:
    """The cue in front of a quotation: She said: "A." / She told reporters on Friday, "A" / She called it "a"."""
    reading = level.reading
    start, end, label = level.quotations[number]
    if not start:
        return None
    floor = level.quotations[number - 1][1] if number else level.floor
    near = reading.words[start - 1]
    if near.isspace() and reading.words[start - 2] == ":":  # He wrote in a letter: ¶ "A."
        near = ":"
    elif start > level.floor + 1 and reading.paragraph_of[start - 1] != reading.paragraph_of[start]:
        return None
    verbs = list(_verbs_between(reading, max(floor, start - _MAX_GAP - 1), start))
    if not verbs or is_named(reading, start):
        return None
    verb = verbs[-1]
    between = [at for at in range(verb.end, start) if not reading.words[at].isspace()]
    if any(_is_clausal(reading, at) or reading.words[at] in {".", "?", "!"} for at in between):
        return None
    if near in {":", ","}:
        adjacent = verb.end >= start - 1
        return _Group(verb, "verb-then-quotation") if adjacent or _opens_whole(reading, start, near) else None
    if all(reading.is_punct(at) for at in between):
        if is_speech(reading, start, end, label):
            return _Group(verb, "verb-then-quotation")
        return _Group(verb, "verb-then-fragment") if not verb.word.frames & {"np", "small"} else None
    return None


def _verbs_between(reading: Reading, start: int, end: int) -> Iterator[CueVerb]:
    """The reporting verbs of a stretch that may introduce a quotation, in text order."""
    return (verb for verb in reading.cues_between(start, end) if verb.word.frames & _REPORTS)


def _is_clausal(reading: Reading, at: int) -> bool:
    """Whether a token is a verb that makes a clause, not a participle that describes ("a written statement")."""
    return reading.tags[at].startswith(("VB", "MD")) and reading.deps[at] != "amod"


def _stands_alone(reading: Reading, start: int) -> bool:
    """Whether a quotation is a sentence of its own, not a part of one that the article says."""
    return opens_sentence(reading, start) or reading.words[start - 1] in {":", "—", "–"}


def _opens_whole(reading: Reading, start: int, near: str) -> bool:
    words = (reading.words[at] for at in range(start + 1, len(reading.words)) if not reading.is_punct(at))
    first = next(words, "")
    return bool(first) and (near == ":" or first[0].isupper() or first[0].isdigit())


def _reaches(reading: Reading, start: int, end: int, verb: CueVerb) -> bool:
    """Whether a cue's clause begins right behind a quotation, with at most adverbs in between."""
    subject = subject_of(reading, verb.at) if reading.parsed else None
    begins = cue_range(reading, verb)[0]
    if subject is not None and subject >= end:
        begins = min(begins, max(reading.left[subject], end))
    elif subject is not None and subject < start:
        return False
    gap = [at for at in range(end, begins) if not reading.is_punct(at)]
    if reading.parsed and subject is not None and subject >= end:
        return all(reading.tags[at].startswith(("RB", "IN")) for at in gap[:3]) and len(gap) <= 3
    return len(gap) <= 8 and not any(reading.tags[at].startswith("VB") for at in gap)


def _stands_before_cue(reading: Reading, start: int, end: int) -> bool:
    inner = reading.words[end - 2] if end - 2 > start else ""
    outer = reading.words[end] if end < len(reading.words) else ""
    return inner[-1:] in {",", "?", "!", "…", ".", "—", "–", "-"} or outer == "," or opens_sentence(reading, start)


def _introduces_other(reading: Reading, verb: CueVerb, limit: int) -> bool:
    """Whether a verb behind a quotation has a content of its own further on: "A." Smith said he would go."""
    last = reading.sentence(verb.at)[1]
    own = reading.child(verb.at, "ccomp", after=verb.at) if reading.parsed else None
    if own is not None and reading.quoted[own] is None and own < last:
        return True
    behind = [at for at in range(verb.end, min(limit, last)) if reading.tags[at] != "_SP"]
    return bool(behind) and behind[-1] == limit - 1 and reading.words[behind[-1]] == ":"


def _continues(level: _Level, group: _Group, number: int) -> bool:
    """Whether a quotation goes on where a group's last one stopped, with no more than the reporting clause between."""
    reading = level.reading
    start, end, label = level.quotations[number]
    _, before, _ = level.quotations[group.members[-1]]
    own: Range = (before, before) if group.verb is None else reporting_clause(reading, group.verb)
    for at in range(before, start):
        if not own[0] <= at < own[1] and not reading.is_punct(at) and not reading.tags[at].startswith("RB"):
            return False
    paragraphs_apart = reading.paragraph_of[start] - reading.paragraph_of[before - 1]
    if group.verb is None and level.quotations[group.members[-1]][2] != CONTINUED:
        return False  # “Safe?” “No.”: nobody says that both are one speaker's
    if paragraphs_apart:
        return paragraphs_apart == 1 and reading.paragraphs[reading.paragraph_of[start]][0] == start
    if is_speech(reading, start, end, label):
        return True
    return group.verb is not None and before <= group.verb.at < start and _goes_on(reading, group.verb, start)


def _goes_on(reading: Reading, verb: CueVerb, start: int) -> bool:
    """Whether a quotation behind a cue goes on with its sentence ("A," she said, "b.") or begins the next one."""
    if opens_sentence(reading, start):
        return True
    between = range(verb.end, start)
    return reading.words[start - 1] in {",", "—", "–", "--", ";", ":"} and not any(
        _is_clausal(reading, at) for at in between
    )


def _merge(reading: Reading, ranges: list[Range]) -> Iterator[Range]:
    """Ranges with nothing but white space between them made one."""
    current = ranges[0]
    for start, end in ranges[1:]:
        if all(word.isspace() for word in reading.words[current[1] : start]) and (
            reading.paragraph_of[start] == reading.paragraph_of[current[0]]
        ):
            current = (current[0], end)
        else:
            yield current
            current = (start, end)
    yield current


def _paragraph_end(reading: Reading, at: int) -> int:
    number = reading.paragraph_of[at]
    return reading.paragraphs[number][1] if number >= 0 else len(reading.words)
