"""Reporting clauses set into, or beside, what they report: "The vote, she said, was rigged", "…, said the mayor"."""

from collections.abc import Iterator

from quoteminer.layers import UNCLOSED, Range
from quoteminer.proposal import Proposal
from quoteminer.rules.clauses import cue_range, reporting_clause
from quoteminer.rules.insertion import inserted
from quoteminer.rules.modality import addressee_of
from quoteminer.rules.parse import CueVerb
from quoteminer.rules.reading import Reading
from quoteminer.rules.sources import source_of, subject_of

_CLASSES = frozenset({"statement", "question", "belief"})


def propose(reading: Reading) -> Iterator[Proposal]:
    """Yield every parenthetical reporting clause, or one at an edge, with the sentence around it as content.

    Args:
        reading: the Doc, parsed.

    Yields:
        A proposal for each verb that has a subject of its own, may report a clause, and follows what it reports, or
        leads up to it with *as*.
    """
    if not reading.parsed:
        return
    for verb in reading.cue_verbs:
        word = verb.word
        reports = "quote" in word.frames if word.cue_class in _CLASSES else word.cue_class == "evidence"
        if reports and word.frames & {"quote", "that"} and subject_of(reading, verb.at) is not None:
            set_in = inserted(reading, verb.at)
            contents = _around(reading, verb) if set_in is None else _parted(reading, verb, set_in[0])
            if contents:
                yield Proposal(
                    contents=contents,
                    rule="parenthetical",
                    score=reading.lexicon.confidence("parenthetical"),
                    cue_class=verb.word.cue_class,
                    head=verb.at,
                    cue=cue_range(reading, verb),
                    lemma=verb.word.lemma,
                    source=source_of(reading, verb.at) if set_in is None else set_in[1],
                    addressee=addressee_of(
                        reading, verb.at, verb.word.cue_class, object_control="objthat" in verb.word.frames
                    ),
                )


def _around(reading: Reading, verb: CueVerb) -> tuple[Range, ...]:
    at = verb.at
    start, end = reporting_clause(reading, verb)
    before = next((k for k in reading.children[at] if reading.deps[k] == "ccomp" and k < at), None)
    if before is not None:
        whole = (reading.left[before], max(reading.right[before], end))
    elif reading.child(at, "ccomp", "xcomp", "dobj", after=at) is not None:
        return ()
    elif reading.deps[at] == "parataxis":
        head = reading.heads[at]
        whole = (reading.left[head], reading.right[head])
    elif _is_as_clause(reading, at):
        start = min(start, reading.left[at])
        whole = _bounds(reading, at)
        if all(reading.is_punct(k) for k in range(whole[0], start)):
            leads = "that" in verb.word.frames and not reading.is_thing(subject_of(reading, at) or at)
            return _behind(reading, end, whole[1]) if leads else ()
    else:
        return ()
    first, last = _bounds(reading, at)
    whole = (max(whole[0], first), min(whole[1], last))
    if whole[0] >= start or not _is_set_off(reading, start, end, last):
        return ()
    whole = (max(whole[0], _behind_full_stop(reading, whole[0], start)), whole[1])
    trimmed = (reading.trim(whole[0], start, ends=False), reading.trim(end, whole[1]) if end < whole[1] else None)
    pieces = [reading.whole_quotations(*piece) for piece in trimmed if piece is not None]
    return tuple(pieces)


def _bounds(reading: Reading, verb: int) -> Range:
    """The sentence that holds a verb, as far as the quotation goes that it stands in.

    One without an end may end before the verb: "“It is late, he said, “but it is done.”"
    """
    start, end = reading.sentence(verb)
    number = reading.quoted[verb]
    if number is None or reading.outer[number][2] == UNCLOSED:
        return start, end
    first, last, _ = reading.outer[number]
    return max(start, first), min(end, last)


def _behind(reading: Reading, start: int, end: int) -> tuple[Range, ...]:
    """What is reported when the reporting clause stands in front: "As the mayor said on Monday, the bridge is safe"."""
    rest = reading.trim(start, end) if reading.words[start] == "," else None
    return () if rest is None else (reading.whole_quotations(*rest),)


def _parted(reading: Reading, verb: CueVerb, subject: Range) -> tuple[Range, ...]:
    """What is reported when its subject stands in front of the reporting clause, and the rest of it behind."""
    rest = reading.trim(verb.end, reading.sentence(verb.at)[1])
    return (subject,) if rest is None else (subject, reading.whole_quotations(*rest))


def _is_as_clause(reading: Reading, verb: int) -> bool:
    """Whether a clause is of the kind "…, as the mayor pointed out, …"."""
    mark = reading.child(verb, "mark")
    if reading.deps[verb] != "advcl" or mark is None or reading.lower[mark] != "as":
        return False
    return mark == reading.left[verb] and reading.child(verb, "dobj", after=verb) is None


def _is_set_off(reading: Reading, start: int, end: int, last: int) -> bool:
    """Whether punctuation, or the end of the sentence, stands on both sides of a reporting clause."""
    after = next((at for at in range(end, last) if not reading.words[at].isspace()), last)
    return reading.is_punct(start - 1) and (after == last or reading.is_punct(after))


def _behind_full_stop(reading: Reading, start: int, end: int) -> int:
    """Start of the last sentence of a stretch that the parser took for one sentence."""
    for at in range(end - 2, start, -1):
        if reading.words[at] in {".", "?", "!"} and reading.quoted[at] is None and reading.quoted[at + 1] is not None:
            return at + 1
    return start
