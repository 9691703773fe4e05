"""Which quotations belong together: those that one cue governs, in text order, and those that stand alone."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from quoteminer.layers import CLOSED, Range
from quoteminer.rules.beside import Level, before, behind, goes_on_behind, is_clausal
from quoteminer.rules.clauses import reporting_clause
from quoteminer.rules.lines import lines
from quoteminer.rules.parse import CueVerb, outermost
from quoteminer.rules.reading import Reading
from quoteminer.rules.speech import is_speech, is_title_within, is_work_of, opens_sentence

LONE: Final = "lone-quotation"
"""Rule of a quotation without a cue."""


@dataclass(slots=True)
class Group:
    """Quotations that one cue governs, or that stand alone.

    Attributes:
        verb: the cue's verb; None for a quotation alone.
        rule: name of the construction.
        members: their numbers in the level.
        start: where words in front of the first one that belong to the content begin.
        asker: of a question alone that follows an answer, the cue of the question before.
    """

    verb: CueVerb | None
    rule: str
    members: list[int] = field(default_factory=list)
    start: int | None = None
    asker: CueVerb | None = None


def levels(reading: Reading) -> Iterator[Level]:
    """Yield the quotations of the article itself, then those inside each of them.

    Args:
        reading: the Doc.

    Yields:
        Quotations side by side.
    """
    yield Level(reading, reading.outer, 0, len(reading.words))
    for start, end, _ in reading.outer:
        first = bisect_right(reading.quotations, start, key=lambda found: found[0])
        last = bisect_left(reading.quotations, end, lo=first, key=lambda found: found[0])
        inner = [found for found in reading.quotations[first:last] if found[1] < end]
        if inner:
            yield Level(reading, outermost(inner), start + 1, end - 1)


def groups(level: Level) -> list[Group]:
    """Gather the quotations of a level.

    Args:
        level: quotations side by side.

    Returns:
        Those that are said by somebody, in text order.
    """
    found: list[Group] = []
    pending: list[int] = []
    turns = {line.quotation for line in lines(level.reading)} if level.is_outer else set()
    for number, (start, end, label) in enumerate(level.quotations):
        if is_work_of(level.reading, start, end) or is_title_within(level.reading, start, end):
            pending = []
            continue
        if number in turns:
            pending = []
            continue
        beside = before(level, number) or behind(level, number)
        last = found[-1] if found else None
        if beside is not None and last is not None and last.verb is not None and beside.verb.at == last.verb.at:
            beside = None  # the cue stands between two parts: "A," she said, "b."
        is_free = beside is None or _makes_own_sentence(level.reading, end, beside.verb)
        is_free = is_free or (beside is not None and _leads_on(level, number, beside.verb))
        asker = _asker(level, found, number) if beside is None else None
        goes_on = is_free and last is not None and asker is None and _continues(level, last, number)
        if last is not None and goes_on and not _runs_into_cue(level, last, number):
            last.members.append(number)
        elif beside is not None:
            found.append(Group(beside.verb, beside.rule, [*pending, number], beside.start))
        elif level.is_outer and is_speech(level.reading, start, end, label):
            if level.reading.goes_on(number, level.quotations):
                pending.append(number)
                continue
            if _stands_alone(level.reading, start, end, label):
                found.append(Group(None, LONE, [*pending, number], asker=asker))
        pending = []
    if pending:
        found.append(Group(None, LONE, pending))
    return found


def _makes_own_sentence(reading: Reading, end: int, verb: CueVerb) -> bool:
    """Whether a verb behind a quotation needs none: "“…,” says X. “We lost.” His wife, Jane, agrees."."""
    stopped = reading.words[end - 2][-1] == "." and end < len(reading.words) and reading.words[end][0].isupper()
    if "alone" not in verb.word.frames or not stopped or verb.at < end:
        return False
    following = reading.words[verb.end : verb.end + 1]
    return not following or following[0] in {".", "!"}


def _leads_on(level: Level, number: int, verb: CueVerb) -> bool:
    """Whether a verb behind a whole quotation leads to the next one: "A," he said. "B." *Of X he said*, "C."."""
    if number + 1 == len(level.quotations):
        return False
    words, (_, end, _), (start, _, _) = level.reading.words, level.quotations[number], level.quotations[number + 1]
    return words[end - 2][-1] in ".!?" and end <= verb.at and verb.end == start - 1 and words[start - 1] in {",", ":"}


def _runs_into_cue(level: Level, group: Group, number: int) -> bool:
    """Whether a quotation that is left open is re-opened in the next paragraph and has its cue there.

    One that stands in the paragraph of the cue before it goes on from that.
    """
    paragraph = level.reading.paragraph_of
    if group.verb is not None and paragraph[group.verb.at] == paragraph[level.quotations[number][0]]:
        return False
    while level.reading.goes_on(number, level.quotations):
        number += 1
        if before(level, number) or behind(level, number):
            return True
    return False


def _stands_alone(reading: Reading, start: int, end: int, label: str) -> bool:
    """Whether a quotation is a sentence of its own or several, not a part of one that the article says."""
    several = label == CLOSED and reading.sentence_of[start + 1] < reading.sentence_of[end - 2]
    return several or opens_sentence(reading, start) or reading.words[start - 1] in {":", "—", "–"}


def _continues(level: Level, group: Group, number: int) -> bool:
    """Whether a quotation goes on where a group's last one stopped, with no more than the reporting clause between."""
    reading = level.reading
    start, end, label = level.quotations[number]
    _, stop, _ = level.quotations[group.members[-1]]
    if group.verb is not None and _is_one_sentence(reading, group.verb, stop, start, end):
        return True
    if _breaks_off(reading, end):
        return False
    own: Range = (stop, stop) if group.verb is None else reporting_clause(reading, group.verb)
    for at in range(stop, start):
        if not own[0] <= at < own[1] and not reading.is_punct(at) and not reading.tags[at].startswith("RB"):
            return False
    if group.verb is not None and _hands_on(reading, group.verb, start):
        return False
    paragraphs_apart = reading.paragraph_of[start] - reading.paragraph_of[stop - 1]
    if group.verb is None and not reading.goes_on(group.members[-1], level.quotations):
        return False  # “Safe?” “No.”: nobody says that both are one speaker's
    if paragraphs_apart:
        return paragraphs_apart == 1 and reading.paragraphs[reading.paragraph_of[start]][0] == start
    if is_speech(reading, start, end, label):
        return True
    return group.verb is not None and stop <= group.verb.at < start and _goes_on(reading, group.verb, start)


def _breaks_off(reading: Reading, end: int) -> bool:
    """Whether a sentence goes on behind a quotation that has no stop: "You can't begin" until it is safe, he said."""
    return goes_on_behind(reading, end) and bool(reading.cues_between(end, reading.sentence(end)[1]))


def _is_one_sentence(reading: Reading, verb: CueVerb, stop: int, start: int, end: int) -> bool:
    """Whether a cue is set into a quoted sentence, with whatever is told: "A," X said in a note read by Y, "b"."""
    small = next((reading.words[at][0].islower() for at in range(start + 1, len(reading.words))), False)
    joins = reading.words[start - 1] == "," or reading.lower[start - 2 : start] in [[",", "and"], [",", "but"]]
    if not (stop <= verb.at < start and joins and reading.words[stop - 2] == ","):
        return False
    between = range(verb.end, start)
    if any(reading.words[at] in {".", "?", "!"} for at in between):
        return False
    others = reading.cues_between(verb.end, start)  # "A," X said, pointing to Y, "b"
    if not small and (others or reading.words[end - 2][-1] not in ".?!"):
        return False  # "B," of a sentence of its own waits for a cue
    return not any(
        reading.tags[other.at] != "VBG" or other.at == start - 2 or "that" in reading.lower[other.end : start]
        for other in others
    )


def _asker(level: Level, found: list[Group], number: int) -> CueVerb | None:
    """The cue of the question before, where another follows an answer.

    "“Where?” she asked. ¶ “There,” he said. ¶ [“Why?”]"
    """
    if len(found) < 2 or not _is_question(level, number) or _is_question(level, found[-1].members[-1]):
        return None
    paragraph = level.reading.paragraph_of
    question, answer = found[-2].members[-1], found[-1].members[0]
    starts = [level.quotations[one][0] for one in (question, answer, number)]
    in_turn = _is_question(level, question) and len({paragraph[start] for start in starts}) == len(starts)
    return found[-2].verb if in_turn else None


def _is_question(level: Level, number: int) -> bool:
    return level.reading.words[level.quotations[number][1] - 2][-1] == "?"


def _hands_on(reading: Reading, verb: CueVerb, start: int) -> bool:
    """Whether "adding that …" stands between a cue and a quotation: she said, adding that …. "A.".

    What follows goes on from there; behind other participles ("noting that") it goes on from the cue: in the training
    part of PolNeAR 2 of 4 behind the first and 5 of 5 behind the others.
    """
    return any(
        other.word.lemma == "add" and reading.tags[other.at] == "VBG" and _reports(reading, other.at)
        for other in reading.cues_between(verb.end, start)
        if reading.quoted[other.at] is None
    )


def _reports(reading: Reading, verb: int) -> bool:
    """Whether a participle has a clause and is in none of somebody else's: not "she said after hinting that …"."""
    if not reading.parsed or reading.deps[verb] == "pcomp":
        return False
    return reading.child(verb, "ccomp", after=verb) is not None


def _goes_on(reading: Reading, verb: CueVerb, start: int) -> bool:
    """Whether a quotation behind a cue goes on with its sentence ("A," she said, "b.") or begins the next one."""
    if opens_sentence(reading, start):
        return True
    between = range(verb.end, start)
    return reading.words[start - 1] in {",", "—", "–", "--", ";", ":"} and not any(
        is_clausal(reading, at) for at in between
    )
