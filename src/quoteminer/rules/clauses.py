"""Questions about clauses: their edges, their complementisers, the verb group that is the cue."""

from collections.abc import Iterator

from quoteminer.layers import Range
from quoteminer.rules.parse import FINITE, CueVerb
from quoteminer.rules.reading import Reading

_GROUP = ("aux", "auxpass", "neg")
_JOINS = 3
"""Words between a clause and one beside it: a comma and "but"."""
_ON = frozenset({"on", "in", "at", "during", "late", "early"})
_PREPOSITIONS = frozenset({"including", "excluding", "according", "regarding", "concerning", "following"})
_COORDINATORS = frozenset({"and", "or", "but"})
_PARALLEL = frozenset({"and", "but", "while"})
_WH = frozenset({"whether", "if", "what", "why", "how", "when", "where", "who", "whom", "which", "whose"})


def cue_range(reading: Reading, verb: CueVerb) -> Range:
    """The words of a verbal cue: the verb with the auxiliaries, negation and adverbs in front of it, and its particle.

    "has repeatedly argued", "did not say", "pointed out", "called for", "was quoted as saying".
    """
    quoting = reading.quoting_of(verb.at)
    handed_on = quoting is not None and quoting == verb.at - 2 and reading.child(quoting, "nsubjpass") is not None
    start = _start_of_group(reading, quoting if handed_on and quoting is not None else verb.at)
    end = verb.end
    if end == verb.at + 1 and end < len(reading.words) and reading.deps[end] == "prt" and reading.heads[end] == verb.at:
        end += 1
    return start, end


def _start_of_group(reading: Reading, verb: int) -> int:
    """Where the auxiliaries, negation and adverbs in front of a verb begin."""
    start = verb
    at = verb - 1
    own = {k for k in reading.children[verb] if reading.deps[k] in {*_GROUP, "advmod"}}
    while at >= 0 and at in own:
        bound = reading.lower[at] in reading.lexicon.hedges or reading.lower[at] in reading.lexicon.negations
        if (reading.deps[at] in _GROUP and reading.tags[at] != "TO") or bound:
            start = at
        at -= 1
    return start


def opens_with_wh(reading: Reading, start: int, end: int) -> bool:
    """Whether a clause opens with *whether*, *if* or a question word, perhaps behind a preposition."""
    return any(reading.lower[at] in _WH for at in range(start, min(start + 2, end)))


def infinitive_marker(reading: Reading, verb: int) -> int | None:
    """The *to* of an infinitive, or None when the verb is none."""
    return next((k for k in reading.children[verb] if reading.tags[k] == "TO" and k < verb), None)


def clause_range(reading: Reading, verb: int, *, after: int) -> Range | None:
    """The whole of a clause behind a cue, ends trimmed, quotations not cut.

    Args:
        reading: the Doc.
        verb: head token of the clause.
        after: token that the clause has to begin behind.

    Returns:
        The range, or None when nothing is left of it.
    """
    start, end = max(reading.left[verb], after), _with_parallel(reading, verb)
    first, last = reading.sentence(after - 1)
    start, end = max(start, first), min(end, last)
    start = behind_copula(reading, _behind_time(reading, verb, start), end)
    end = _before_parallel(reading, verb, start, end)
    if start >= end:
        return None
    trimmed = reading.trim(start, end)
    if trimmed is None:
        return None
    start, end = reading.whole_quotations(*trimmed)
    end = before_comment(reading, start, end)
    if reading.lower[end - 1] in _COORDINATORS and reading.quoted[end - 1] is None:  # joins what is parallel to the cue
        start, end = reading.trim(start, end - 1) or (start, end)
    return max(start, after), end


def _with_parallel(reading: Reading, verb: int) -> int:
    """Where a clause ends with one beside it that the parser joins to the cue: "said it rains but *that* he waits"."""
    end = reading.right[verb]
    for other in reading.children[reading.heads[verb]]:
        mark = reading.child(other, "mark")
        if other > end and reading.deps[other] == "conj" and mark is not None and reading.lower[mark] == "that":
            between = range(end, reading.left[other])
            end = reading.right[other] if len(between) <= _JOINS and not _has_verb(reading, between) else end
    return end


def _has_verb(reading: Reading, between: range) -> bool:
    return any(reading.is_verb(at) for at in between)


def behind_copula(reading: Reading, start: int, end: int) -> int:
    """Where a clause begins that says what was said: "What Lind said *was* [that he was tired]"."""
    cleft = end - start > 2 and reading.lower[start] in {"is", "was"} and reading.lower[start + 1] == "that"
    return start + 1 if cleft else start


def before_comment(reading: Reading, start: int, end: int) -> int:
    """Where a content ends when a participle comments on it: "said [it was “over,”] referring to …".

    One with a subject of its own begins with its "with": "said [it was over], with one official telling reporters …".

    Behind the words quoted any participle does; elsewhere, behind a whole clause, that of a verb of statement ("said
    [it was over], noting …"), which is the speaker's: in the training part of PolNeAR 191 of 227 contents end there.

    Args:
        reading: the Doc.
        start: first token of the content.
        end: after its last token.

    Returns:
        Where the comment's comma stands, or the quotation closes that the comment follows; else the end as it was.
    """
    comment = next(comments_between(reading, start + 2, end), end)
    if start < comment < end and any(reading.tags[at] in FINITE for at in range(start, comment)):
        end = comment - 1
    for at in range(start + 2, end):
        number = reading.quoted[at - 1]
        if number is None or reading.outer[number][1] != at or reading.quoted[at] is not None:
            continue
        set_off = reading.words[at - 2] == ","
        if set_off and reading.tags[at] == "VBG" and reading.lower[at] not in _PREPOSITIONS:
            return at
    return end


def comments_between(reading: Reading, start: int, end: int) -> Iterator[int]:
    """Where comments begin in a part of a sentence: at a participle behind a comma, or the "with" before its subject.

    Args:
        reading: the Doc.
        start: first token of the part.
        end: after its last token.
    """
    for cue in reading.cues_between(start, reading.sentence(end - 1)[1]):
        at = cue.at if reading.comments(cue.at) else reading.circumstance(cue.at)
        if at is not None and start <= at < end:
            yield at


def _behind_time(reading: Reading, verb: int, start: int) -> int:
    """Skip a time or place of the act that the parser put into the clause: "said Wednesday [the fire had …]"."""
    for k in reading.children[verb]:
        if reading.left[k] == start and k < verb and reading.right[k] < verb:
            timed = reading.deps[k] == "npadvmod" or (reading.deps[k] == "prep" and reading.lower[k] in _ON)
            if timed and reading.words[reading.right[k]] != ",":
                return reading.right[k]
    return start


def _before_parallel(reading: Reading, verb: int, start: int, end: int) -> int:
    """Where a clause stops because a verb that is parallel to its own cue follows."""
    for at in reading.reattached:
        if start < at < end and reading.reattached[at] == reading.heads[verb]:
            own = reading.child(at, "nsubj", "nsubjpass")
            stop = at if own is None else reading.left[own]
            while stop > start and not (reading.deps[stop - 1] == "cc" or reading.words[stop - 1] in {",", ";"}):
                stop -= 1
            while stop > start and (reading.deps[stop - 1] == "cc" or reading.words[stop - 1] in {",", ";"}):
                stop -= 1
            end = min(end, stop)
    return end


def gapped(reading: Reading, content: Range) -> tuple[int, Range, Range] | None:
    """A second report whose verb is left out: "Ann said [that it is safe] and Bo [that it is not]".

    Args:
        reading: the Doc.
        content: what the parser, or the model, takes for the content of the verb.

    Returns:
        Where the first content ends, the second source and the second content; None where nothing is left out.
    """
    start, end = content
    if reading.lower[start] != "that":
        return None
    for that in range(start + 2, end - 1):
        if reading.lower[that] != "that" or reading.tags[that] not in {"IN", "DT", "WDT"}:
            continue
        first = that
        while first > start and (reading.tags[first - 1] == "PRP" or _is_name(reading, first - 1)):
            first -= 1
        source, rest = (first, that), reading.trim(that, end)
        stop = reading.trim(start, first - 1)
        if first < that and reading.lower[first - 1] in _PARALLEL and stop is not None and rest is not None:
            return stop[1], source, rest
    return None


def _is_name(reading: Reading, at: int) -> bool:
    return reading.tags[at].startswith("NN") and reading.words[at][0].isupper()


def relative_contents(reading: Reading, verb: CueVerb, clause: int) -> tuple[Range, ...] | None:
    """The content of a cue within a relative clause: "the plan, [which] she said [would fail], passed".

    Args:
        reading: the Doc.
        verb: the cue.
        clause: head token of what it reports.

    Returns:
        The relative pronoun and the clause, which ends where a comma closes the relative clause; None when the cue
        stands in none, or is not set into one.
    """
    start = reading.left[verb.at]
    if reading.deps[verb.at] != "relcl" or reading.tags[start] not in {"WDT", "WP", "IN"}:
        return None
    pronoun = next((at for at in range(start, verb.at) if reading.lower[at] in {"which", "that", "who", "whom"}), None)
    subject = next((k for k in reading.children[verb.at] if reading.deps[k] == "nsubj" and k != pronoun), None)
    content = clause_range(reading, clause, after=verb.end)
    if pronoun is None or content is None or subject is None or subject > verb.at:
        return None
    first, end = content
    if start and reading.words[start - 1] == ",":
        end = next((at for at in range(first, end) if reading.words[at] == "," and reading.quoted[at] is None), end)
    return (pronoun, pronoun + 1), (first, end)


def reporting_clause(reading: Reading, verb: CueVerb) -> Range:
    """The words of a parenthetical or inverted reporting clause: subject, verb group, what else depends on the verb.

    The content itself, which the parser hangs onto the verb, is left out.
    """
    start, end = cue_range(reading, verb)
    for k in reading.children[verb.at]:
        if reading.deps[k] in {"ccomp", "punct", "parataxis", "conj", "cc", "meta"}:
            continue
        if reading.deps[k] in {"nsubj", "nsubjpass"} or k > verb.at:
            start, end = min(start, reading.left[k]), max(end, reading.right[k])
    return start, end
