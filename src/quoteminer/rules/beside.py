"""The reporting verb beside a quotation: right behind it, or right in front."""

from collections.abc import Iterator
from dataclasses import dataclass

from quoteminer.rules.clauses import cue_range
from quoteminer.rules.insertion import inserted
from quoteminer.rules.labels import label_before
from quoteminer.rules.parse import CueVerb
from quoteminer.rules.reading import Reading
from quoteminer.rules.sources import subject_of
from quoteminer.rules.speech import is_named, is_speech, opens_sentence
from quoteminer.rules.works import is_title

_REPORTS = frozenset({"quote", "that", "objthat", "wh"})
ASIDES = (("and", "i", "quote"), ("i", "quote"), ("quote",))
"""What says that the words are another's own: he said, and I quote, "A"."""
_NAMED = (["NNP"], ["NNPS"], ["DT"], ["PRP"])
"""What a speaker's name or description begins with, behind his verb."""
_MAX_GAP = 14
"""Words between a cue and the quotation that it introduces: an addressee, a place, a time."""
_LONGEST_REMARK = 4
"""Words of a remark between commas."""
_MAX_SOURCE = 30
"""Words between a quotation and the cue behind it: a long source with its apposition."""


@dataclass(frozen=True, slots=True)
class Level:
    """Quotations side by side: those of the article itself, or those inside one quotation.

    Attributes:
        reading: the Doc.
        quotations: the quotations, in text order.
        floor: first token of the stretch that they stand in.
        limit: after its last token.
    """

    reading: Reading
    quotations: list[tuple[int, int, str]]
    floor: int
    limit: int

    @property
    def is_outer(self) -> bool:
        """Whether they are those of the article itself."""
        return self.limit - self.floor == len(self.reading.words)


@dataclass(frozen=True, slots=True)
class Beside:
    """A verb that ascribes a quotation.

    Attributes:
        verb: the verb.
        rule: name of the construction.
        start: where words in front of the quotation that belong to the content begin.
    """

    verb: CueVerb
    rule: str
    start: int | None = None


def behind(level: Level, number: int) -> Beside | None:
    """Find the verb behind a quotation: "A," she said. / "A," said the mayor.

    Args:
        level: the quotations.
        number: which of them.

    Returns:
        The verb, or None.
    """
    reading = level.reading
    start, end, _ = level.quotations[number]
    limit = level.quotations[number + 1][0] if number + 1 < len(level.quotations) else level.limit
    limit = min(limit, _paragraph_end(reading, end - 1), end + _MAX_SOURCE)
    verb = next(_verbs_between(reading, end, limit), None)
    if verb is None or not _reaches(reading, start, end, verb) or not _stands_before_cue(reading, start, end):
        return None
    if reading.words[end - 2] != "," and _introduces_other(reading, verb, limit):
        return None
    inside = [at for at in range(start + 1, end - 1) if not reading.is_punct(at)]
    if not inside or (reading.tags[verb.at] == "VBG" and is_title([reading.words[at] for at in inside])):
        return None  # said on “Face to Face,” calling it …
    if opens_sentence(reading, start) or reading.words[start - 1] == ":":
        return Beside(verb, "quotation-then-verb")
    first = reading.sentence(start)[0]
    if any(reading.quoted[v.at] is None for v in _verbs_between(reading, first, start)):
        return None
    if is_title([reading.words[at] for at in inside]) or not _is_left_open(reading, start, end):
        return None
    trimmed = reading.trim(first, end)
    return None if trimmed is None else Beside(verb, "mixed-then-verb", start=trimmed[0])


def before(level: Level, number: int) -> Beside | None:
    """Find the verb in front of a quotation: She said: "A." / She told reporters on Friday, "A" / She called it "a".

    Args:
        level: the quotations.
        number: which of them.

    Returns:
        The verb, or None.
    """
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
    if near == ":" and label_before(reading, start - 1) is not None:
        return None
    between = [at for at in range(verb.end, start) if not reading.words[at].isspace()]
    between = _without_aside(reading, between)
    if any(is_clausal(reading, at) or reading.words[at] in {".", "?", "!"} for at in between):
        return None
    if reading.parsed and inserted(reading, verb.at) is not None:
        return None
    if near in {":", ","}:
        if verb.end < start - 1 and not (_opens_whole(reading, start, near) or is_set_off(reading, verb.end, start)):
            return None
        that = next((at for at in between if reading.lower[at] == "that" and reading.tags[at] == "IN"), None)
        if that is not None and reading.parsed and goes_on_behind(reading, end):
            return None  # said that, “A” against what she called …: a clause that is quoted in part
        return Beside(verb, "verb-then-quotation", that)  # she told them [that after all these years, "A."]
    if all(reading.is_punct(at) for at in between):
        if is_speech(reading, start, end, label):
            return Beside(verb, "verb-then-quotation")
        return Beside(verb, "verb-then-fragment") if not verb.word.frames & {"np", "small"} else None
    return None


def _without_aside(reading: Reading, between: list[int]) -> list[int]:
    """What stands between a cue and a quotation, but for what says that the words are another's own."""
    words = [at for at in between if not reading.is_punct(at)]
    for aside in ASIDES:
        if tuple(reading.lower[at] for at in words[-len(aside) :]) == aside:
            return [at for at in between if at not in words[-len(aside) :]]
    return between


def _verbs_between(reading: Reading, start: int, end: int) -> Iterator[CueVerb]:
    """The reporting verbs of a stretch that may introduce a quotation, in text order."""
    return (verb for verb in reading.cues_between(start, end) if verb.word.frames & _REPORTS)


def is_clausal(reading: Reading, at: int) -> bool:
    """Whether a token is a verb that makes a clause, not a participle that describes ("a written statement")."""
    return reading.tags[at].startswith(("VB", "MD")) and reading.deps[at] != "amod"


def is_set_off(reading: Reading, start: int, end: int) -> bool:
    """Whether all that stands in a stretch is a remark between commas: "says*, in effect,* “over our dead bodies”"."""
    inside = range(start + 1, end - 1)
    commas = reading.words[start] == reading.words[end - 1] == ","
    if not commas or not 0 < len(inside) <= _LONGEST_REMARK:
        return False
    return not any(is_clausal(reading, at) or reading.is_punct(at) for at in inside)


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


def _is_left_open(reading: Reading, start: int, end: int) -> bool:
    """Whether the sentence goes on behind a quotation: a full stop within it ends the sentence that it stands in."""
    inner = reading.words[end - 2] if end - 2 > start else ""
    return inner[-1:] != "." or reading.words[end : end + 1] == [","]


def goes_on_behind(reading: Reading, end: int) -> bool:
    """Whether the sentence that a quotation without a stop stands in goes on behind it: "“A” until it is safe"."""
    follows = end < len(reading.words) and reading.words[end].islower() and reading.tags[end] in {"IN", "TO"}
    return follows and not reading.is_punct(end - 2)


def _introduces_other(reading: Reading, verb: CueVerb, limit: int) -> bool:
    """Whether a verb behind a quotation has a content of its own further on: "A." Smith said he would go."""
    last = reading.sentence(verb.at)[1]
    if reading.tags[verb.end : verb.end + 2] == ["TO", "VB"]:
        return True  # Thanks to these "nets", it continued to grow
    if _is_of_next(reading, verb.at):
        return True
    own = reading.child(verb.at, "ccomp", after=verb.at) if reading.parsed else None
    if own is not None and own < last and None in (reading.quoted[own], reading.quoted[reading.left[own]]):
        return True
    thing = reading.child(verb.at, "dobj", after=verb.at) if reading.parsed else None
    if thing is not None and "np" in verb.word.frames and reading.quoted[thing] is None:
        return True  # "A." She noted a rally in the town
    behind = [at for at in range(verb.end, min(limit, last)) if reading.tags[at] != "_SP"]
    return bool(behind) and behind[-1] == limit - 1 and reading.words[behind[-1]] == ":"


def _is_of_next(reading: Reading, verb: int) -> bool:
    """Whether a passive behind a quotation is about its own subject: "A." *Asked* of X, he …; "A." X *was named*."""
    if not reading.parsed or reading.tags[verb] != "VBN":
        return False
    subject = reading.child(verb, "nsubjpass")
    if subject is None:
        return reading.quoted[verb - 1] is not None and reading.tags[verb + 1 : verb + 2] not in _NAMED
    is_told = subject < verb and reading.quoted[subject] is None and reading.tags[subject] != "PRP"
    return is_told and reading.lower[verb + 1 : verb + 2] != ["as"]


def _paragraph_end(reading: Reading, at: int) -> int:
    number = reading.paragraph_of[at]
    return reading.paragraphs[number][1] if number >= 0 else len(reading.words)
