"""A quotation and the cue beside it: behind it, before it, or between its parts.

A quotation that nothing ascribes still comes out, with the speaker that its context gives or with none.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from quoteminer.layers import CONTINUED, Range
from quoteminer.proposal import Proposal
from quoteminer.rules.clauses import cue_range, reporting_clause
from quoteminer.rules.standing_alone import context_source
from quoteminer.rules.modality import addressee_of
from quoteminer.rules.reading import CueVerb, Reading
from quoteminer.rules.sources import source_of, subject_of
from quoteminer.rules.speech import is_speech, opens_sentence
from quoteminer.rules.surface import surface_source

_REPORTS = frozenset({"quote", "that", "objthat", "wh"})
_MAX_GAP = 14
"""Words between a cue and the quotation that it introduces: an addressee, a place, a time."""
_MAX_SOURCE = 30
"""Words between a quotation and the cue behind it: a long source with its apposition."""


@dataclass(slots=True)
class _Group:
    """Quotations that one cue governs."""

    verb: CueVerb | None
    rule: str
    members: list[int] = field(default_factory=list)
    start: int | None = None


def propose(reading: Reading) -> Iterator[Proposal]:
    """Yield a proposal for every quotation that somebody says, with its cue, or alone.

    Args:
        reading: the Doc; a parse helps but is not needed.

    Yields:
        One proposal for each group of quotations that share a cue, and one for each quotation without any.
    """
    for group in _groups(reading):
        ranges = [reading.outer[number][:2] for number in group.members]
        if group.start is not None:
            ranges[0] = (group.start, ranges[0][1])
        contents = tuple(_merge(reading, ranges))
        if group.verb is None:
            yield Proposal(
                contents=contents,
                rule=group.rule,
                score=reading.lexicon.confidence(group.rule),
                source=context_source(reading, contents[0][0]),
            )
            continue
        verb = group.verb
        yield Proposal(
            contents=contents,
            rule=group.rule,
            score=reading.lexicon.confidence(group.rule),
            cue_class=verb.word.cue_class,
            head=verb.at,
            cue=cue_range(reading, verb),
            lemma=verb.word.lemma,
            source=source_of(reading, verb.at) or surface_source(reading, verb.at, contents),
            addressee=addressee_of(
                reading, verb.at, verb.word.cue_class, object_control="objthat" in verb.word.frames
            ),
        )


def _groups(reading: Reading) -> list[_Group]:
    groups: list[_Group] = []
    pending: list[int] = []
    for number, (start, end, label) in enumerate(reading.outer):
        found = _beside(reading, number)
        last = groups[-1] if groups else None
        if found is not None and last is not None and found.verb is not None and last.verb is not None:
            if found.verb.at == last.verb.at:  # between two parts: "A," she said, "b."
                found = None
        if found is None and last is not None and last.members and _continues(reading, last, number):
            last.members.append(number)
        elif found is not None:
            found.members = [*pending, number]
            groups.append(found)
        elif is_speech(reading, start, end, label):
            if label == CONTINUED:
                pending.append(number)
                continue
            groups.append(_Group(None, "lone-quotation", [*pending, number]))
        pending = []
    if pending:
        groups.append(_Group(None, "lone-quotation", pending))
    return groups


def _beside(reading: Reading, number: int) -> _Group | None:
    """The cue right before or right behind a quotation."""
    return _before(reading, number) or _behind(reading, number)


def _behind(reading: Reading, number: int) -> _Group | None:
    """ "A," she said. / "A," said the mayor."""
    start, end, label = reading.outer[number]
    limit = reading.outer[number + 1][0] if number + 1 < len(reading.outer) else len(reading.words)
    limit = min(limit, _paragraph_end(reading, end - 1), end + _MAX_SOURCE)
    verb = next((v for v in reading.cue_verbs if end <= v.at < limit and v.word.frames & _REPORTS), None)
    if verb is None or not _reaches(reading, end, verb) or not _stands_before_cue(reading, start, end, label):
        return None
    if _introduces_other(reading, verb, limit):
        return None
    inside = [at for at in range(start + 1, end - 1) if not reading.is_punct(at)]
    if not inside:
        return None
    if opens_sentence(reading, start):
        return _Group(verb, "quotation-then-verb")
    first = reading.sentence(start)[0]
    if any(v.at < start for v in reading.cue_verbs if first <= v.at < start and reading.quoted[v.at] is None):
        return None
    trimmed = reading.trim(first, end)
    return None if trimmed is None else _Group(verb, "mixed-then-verb", start=trimmed[0])


def _before(reading: Reading, number: int) -> _Group | None:
    """She said: "A." / She told reporters on Friday that "A" """
    start, end, label = reading.outer[number]
    floor = reading.outer[number - 1][1] if number else 0
    floor = max(floor, reading.sentence(start - 1)[0] if start else 0, start - _MAX_GAP - 1)
    verbs = [v for v in reading.cue_verbs if floor <= v.at < start and v.word.frames & _REPORTS]
    if not verbs:
        return None
    verb = max(verbs, key=lambda v: (v.at, v.end))
    between = range(verb.end, start)
    if any(reading.tags[at].startswith(("VB", "MD")) or reading.words[at] in {".", "?", "!"} for at in between):
        return None
    if reading.paragraph_of[verb.at] != reading.paragraph_of[start]:
        return None
    near = reading.words[start - 1]
    if near in {":", ","} or near.endswith(":"):
        return _Group(verb, "verb-then-quotation") if _opens_whole(reading, start, near) else None
    if verb.end == start or all(reading.is_punct(at) for at in between):
        whole = is_speech(reading, start, end, label) or "np" not in verb.word.frames
        return _Group(verb, "verb-then-quotation" if is_speech(reading, start, end, label) else "verb-then-fragment") if whole else None
    return None


def _opens_whole(reading: Reading, start: int, near: str) -> bool:
    first = next((at for at in range(start + 1, len(reading.words)) if not reading.is_punct(at)), None)
    return first is not None and (near.endswith(":") or reading.words[first][0].isupper() or reading.words[first][0].isdigit())


def _reaches(reading: Reading, end: int, verb: CueVerb) -> bool:
    """Whether a cue's clause begins right behind a quotation, with at most adverbs in between."""
    subject = subject_of(reading, verb.at) if reading.parsed else None
    begins = cue_range(reading, verb)[0]
    if subject is not None and subject >= end:
        begins = min(begins, max(reading.left[subject], end))
    elif subject is not None:
        return False
    gap = [at for at in range(end, begins) if not reading.is_punct(at)]
    if reading.parsed and subject is not None:
        return all(reading.tags[at].startswith(("RB", "IN")) for at in gap[:3]) and len(gap) <= 3
    return len(gap) <= 8 and not any(reading.tags[at].startswith("VB") for at in gap)


def _stands_before_cue(reading: Reading, start: int, end: int, label: str) -> bool:
    inner = reading.words[end - 2] if end - 2 > start else ""
    outer = reading.words[end] if end < len(reading.words) else ""
    return inner[-1:] in {",", "?", "!", "…", ".", "—", "–", "-"} or outer == "," or opens_sentence(reading, start)


def _introduces_other(reading: Reading, verb: CueVerb, limit: int) -> bool:
    """Whether a verb behind a quotation has a content of its own further on: "A." Smith said he would go."""
    first, last = reading.sentence(verb.at)
    own = reading.child(verb.at, "ccomp", after=verb.at) if reading.parsed else None
    if own is not None and reading.quoted[own] is None and own < last:
        return True
    behind = [at for at in range(verb.end, min(limit, last)) if reading.tags[at] != "_SP"]
    return bool(behind) and behind[-1] == limit - 1 and reading.words[behind[-1]] == ":"


def _continues(reading: Reading, group: _Group, number: int) -> bool:
    """Whether a quotation goes on where a group's last one stopped, with no more than the reporting clause between."""
    start, end, label = reading.outer[number]
    _, before, before_label = reading.outer[group.members[-1]]
    same = reading.paragraph_of[before - 1] == reading.paragraph_of[start]
    if not same:
        follows = reading.paragraph_of[before - 1] + 1 == reading.paragraph_of[start]
        return before_label == CONTINUED and follows and reading.paragraphs[reading.paragraph_of[start]][0] == start
    own: Range = (before, before)
    if group.verb is not None:
        own = reporting_clause(reading, group.verb)
    extra = [
        at
        for at in range(before, start)
        if not own[0] <= at < own[1] and not reading.is_punct(at) and not reading.tags[at].startswith("RB")
    ]
    if extra:
        return False
    if group.verb is not None and before <= group.verb.at < start:
        return True
    return is_speech(reading, start, end, label)


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
