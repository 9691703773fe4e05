"""Attribution by punctuation alone: a name and a colon, a transcript, a dash and a name."""

from collections.abc import Iterator
from dataclasses import replace

from quoteminer.layers import Range
from quoteminer.proposal import Proposal
from quoteminer.rules.clauses import cue_range
from quoteminer.rules.labels import DASHES, label_before, presented
from quoteminer.rules.lines import lines
from quoteminer.rules.parse import FINITE, TIMES
from quoteminer.rules.reading import Reading
from quoteminer.rules.sources import owner_of, source_of

_MAX_NAME = 16
"""Words of a name and title behind a dash."""
_ANNOUNCED = 40
"""Tokens in front of a colon in which the noun for what follows stands."""
_FEWEST = 5
"""Words and marks of a paragraph that is quoted without marks; what has fewer may be the first of a list."""


def propose(reading: Reading) -> Iterator[Proposal]:
    """Yield speaker lines, names with a colon before a quotation, and quotations signed behind a dash.

    Args:
        reading: the Doc.

    Yields:
        Proposals whose cue is the colon or the dash, or a noun for what was said in front of a colon.
    """
    yield from _lines(reading)
    yield from _colons(reading)
    if reading.parsed:
        yield from _answers(reading)
        yield from _blocks(reading)
    yield from _dashes(reading)


def _lines(reading: Reading) -> Iterator[Proposal]:
    """Paragraphs that open with a name and a colon."""
    for line in lines(reading):
        colon = line.name[1]
        rule = "speaker-line" if line.is_turn else "name-colon"
        yield _make(reading, line.contents, (colon, colon + 1), line.name, rule)


def _colons(reading: Reading) -> Iterator[Proposal]:
    """A colon before a quotation and no verb of saying in front of it: "And from the chairwoman, Jane Doe: “…”"."""
    for number, (start, _, _) in enumerate(reading.outer):
        colon = start - 1
        if colon < 1 or reading.words[colon] != ":" or (number and reading.outer[number - 1][1] > colon):
            continue
        if (label := label_before(reading, colon) or presented(reading, colon)) is not None:
            yield _make(reading, tuple(reading.run(number)), (colon, start), label, "name-colon")
            continue
        first = reading.sentence(colon)[0]
        if reading.cues_between(first, colon):
            continue
        name_end = colon
        name_start = name_end
        while name_start > first and reading.tags[name_start - 1] in {"NNP", "NNPS", "POS"}:
            name_start -= 1
        if name_start < name_end and reading.doc[name_end - 1].ent_type_ not in TIMES:
            source = _who_is_there(reading, first, name_start) or (name_start, name_end)
            yield _make(reading, tuple(reading.run(number)), (colon, colon + 1), source, "name-colon")


def _who_is_there(reading: Reading, first: int, place: int) -> Range | None:
    """Who a clause in front of a colon is about, where it ends in a place: "*Our reporter X* is in Holmby: “…”"."""
    if reading.doc[place].ent_type_ not in {"GPE", "LOC", "FAC"}:
        return None
    verb = next((at for at in range(first, place) if reading.tags[at] in FINITE), None)
    return None if verb is None else source_of(reading, verb)


def _answers(reading: Reading) -> Iterator[Proposal]:
    """A noun for what somebody said and a colon: "Her answer was blunt: “No”"; or a question: "Her answer? “No.”"."""
    for number, (start, _, _) in enumerate(reading.outer):
        mark = start - 1
        if mark < 1 or reading.words[mark] not in {":", "?"} or reading.quoted[mark] is not None:
            continue
        first = max(reading.sentence(mark)[0], mark - _ANNOUNCED)
        verbs = [at for at in range(first, mark) if reading.tags[at] in FINITE]
        if len(verbs) > (reading.words[mark] == ":") or reading.cues_between(first, mark):
            continue
        for at in range(first, verbs[0] if verbs else mark):
            word = reading.lexicon.nouns.get(reading.lower[at])
            source = owner_of(reading, at) if word is not None and {"that", "be"} & word.frames else None
            if word is not None and source is not None and reading.quoted[at] is None:
                yield replace(
                    _make(reading, tuple(reading.run(number)), (at, at + 1), source, "noun-colon"),
                    cue_class=word.cue_class,
                )
                break


def _blocks(reading: Reading) -> Iterator[Proposal]:
    """A paragraph that was quoted by its setting, which the text has lost: "Lund wrote: ¶ It is late. Nobody …"."""
    ends = {end: number for number, (_, end) in enumerate(reading.paragraphs[:-1])}
    for verb in reading.cue_verbs:
        colon = verb.end + (reading.lower[verb.end : verb.end + 1] == ["that"])
        after = ends.get(colon + 1)
        said = "quote" in verb.word.frames and verb.word.cue_class in {"statement", "question"}
        if reading.words[colon : colon + 1] != [":"] or after is None or not said:
            continue
        start, end = reading.paragraphs[after + 1]
        source, content = source_of(reading, verb.at), reading.trim(start, end)
        whole = reading.words[end - 1][-1] in ".!?…" and end - start > _FEWEST
        if source is None or content is None or not whole or reading.quoted[start] is not None:
            continue
        cue = cue_range(reading, verb)
        made = _make(reading, (content,), cue, source, "verb-then-block")
        yield replace(made, head=verb.at, lemma=verb.word.lemma, cue_class=verb.word.cue_class)


def _dashes(reading: Reading) -> Iterator[Proposal]:
    for start, end, _ in reading.outer:
        if end + 1 >= len(reading.words):
            continue
        dash = end if reading.words[end] in DASHES else None
        if dash is None and reading.words[end].isspace() and reading.words[end + 1] in DASHES:
            dash = end + 1
        if dash is None:
            continue
        line_end = reading.paragraphs[max(reading.paragraph_of[dash], 0)][1]
        name = reading.trim(dash + 1, line_end)
        if name is None or name[1] - name[0] > _MAX_NAME or not reading.words[name[0]][0].isupper():
            continue
        if any(reading.tags[at] in {"VBD", "VBZ", "VBP", "MD"} for at in range(*name)):
            continue
        yield _make(reading, ((start, end),), (dash, dash + 1), name, "dash-name")


def _make(reading: Reading, contents: tuple[Range, ...], cue: Range, source: Range, rule: str) -> Proposal:
    return Proposal(
        contents=contents,
        rule=rule,
        score=reading.lexicon.confidence(rule),
        head=cue[0],
        cue=cue,
        lemma=reading.words[cue[0]],
        source=source,
    )
