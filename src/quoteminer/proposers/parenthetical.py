"""Reporting clauses set into, or behind, what they report: "The vote, she said, was rigged", "…, said the mayor"."""

from collections.abc import Iterator

from quoteminer.layers import Range
from quoteminer.proposal import Proposal
from quoteminer.rules.clauses import cue_range, reporting_clause
from quoteminer.rules.modality import addressee_of
from quoteminer.rules.reading import CueVerb, Reading
from quoteminer.rules.sources import source_of, subject_of


def propose(reading: Reading) -> Iterator[Proposal]:
    """Yield every parenthetical or sentence-final reporting clause with the sentence around it as content.

    Args:
        reading: the Doc, parsed.

    Yields:
        A proposal for each verb that has a subject of its own, may report a clause, and follows what it reports.
    """
    if not reading.parsed:
        return
    for verb in reading.cue_verbs:
        if verb.word.frames & {"that", "quote"} and subject_of(reading, verb.at) is not None:
            contents = _around(reading, verb)
            if contents:
                yield Proposal(
                    contents=contents,
                    rule="parenthetical",
                    score=reading.lexicon.confidence("parenthetical"),
                    cue_class=verb.word.cue_class,
                    head=verb.at,
                    cue=cue_range(reading, verb),
                    lemma=verb.word.lemma,
                    source=source_of(reading, verb.at),
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
    elif reading.child(at, "ccomp", after=at) is not None:
        return ()
    elif reading.deps[at] == "parataxis":
        head = reading.heads[at]
        whole = (reading.left[head], reading.right[head])
    elif reading.deps[at] == "advcl" and (mark := reading.child(at, "mark")) is not None and reading.lower[mark] == "as":
        start = min(start, mark)
        whole = reading.sentence(at)
    else:
        return ()
    first, last = reading.sentence(at)
    whole = (max(whole[0], first), min(whole[1], last))
    if whole[0] >= start:
        return ()
    trimmed = (reading.trim(whole[0], start, ends=False), reading.trim(end, whole[1]) if end < whole[1] else None)
    pieces = [reading.whole_quotations(*piece) for piece in trimmed if piece is not None]
    if len(pieces) == 2 and not reading.is_punct(pieces[1][0] - 1) and pieces[1][0] == end:
        pieces.pop()  # nothing sets it off: it belongs to the reporting clause
    return tuple(pieces)
