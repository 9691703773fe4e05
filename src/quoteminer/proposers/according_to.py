"""Fixed phrases: "according to X", "in the words of X", "in X's view". The content is the clause around them."""

from collections.abc import Iterator

from quoteminer.layers import Range
from quoteminer.lexicon import CuePhrase
from quoteminer.proposal import Proposal
from quoteminer.rules.clauses import before_comment
from quoteminer.rules.reading import Reading
from quoteminer.rules.sources import noun_phrase

_CLAUSES = frozenset({"ROOT", "ccomp", "conj", "advcl", "relcl", "acl", "pcomp", "parataxis", "xcomp"})
_MAX_CLIMB = 12


def propose(reading: Reading) -> Iterator[Proposal]:
    """Yield every phrase of the table with its source and the clause that it stands in, quotations left alone.

    Args:
        reading: the Doc, parsed.

    Yields:
        A proposal for each phrase outside quotation marks.
    """
    if not reading.parsed:
        return
    present = {*reading.lower, "*"}
    by_first: dict[str, list[CuePhrase]] = {}
    for phrase in reading.lexicon.phrases:
        if present.issuperset(phrase.words):
            by_first.setdefault(phrase.words[0], []).append(phrase)
    taken = 0
    for at, lower in enumerate(reading.lower):
        if at < taken or lower not in by_first or reading.quoted[at] is not None:
            continue
        for phrase in by_first[lower]:
            found = _match(reading, phrase, at)
            if found is None:
                continue
            cue, source, whole = found
            contents = _clause_without(reading, at, whole)
            if contents:
                taken = whole[1]
                yield Proposal(
                    contents=contents,
                    rule="according-to",
                    score=reading.lexicon.confidence("according-to"),
                    cue_class=phrase.cue_class,
                    head=at,
                    cue=cue,
                    lemma=" ".join(word for word in phrase.words if word != "*"),
                    source=source,
                )
                break


def _match(reading: Reading, phrase: CuePhrase, at: int) -> tuple[Range, Range, Range] | None:
    """Cue, source and both together, when the phrase stands at a token."""
    words = phrase.words
    if phrase.position == "before":
        end = at + len(words)
        if tuple(reading.lower[at:end]) != words or end >= len(reading.words):
            return None
        noun = _object_of(reading, at, end)
        source = None if noun is None else noun_phrase(reading, noun)
        if phrase.cue_class == "belief" and _is_of_object(reading, at):
            return None
        if source is None or source[0] < end or (source[1] - source[0] == 1 and reading.tags[source[0]] == "NN"):
            return None  # "seated according to age": a measure, nobody who says anything
        return (at, end), source, (at, max(reading.right[noun] if noun is not None else end, source[1]))
    slot = words.index("*")
    tail = words[slot + 1 :]
    if tuple(reading.lower[at : at + slot]) != words[:slot]:
        return None
    for last in range(at + slot + len(tail), min(at + slot + len(tail) + 8, len(reading.words))):
        if tuple(reading.lower[last - len(tail) + 1 : last + 1]) == tail:
            owner = _possessor(reading, at + slot, last - len(tail) + 1)
            if owner is not None:
                return (last - len(tail) + 1, last + 1), owner, (at, last + 1)
    return None


def _is_of_object(reading: Reading, at: int) -> bool:
    """Whether a phrase says where something is that a preposition governs: "in terms of ideas *in the minds of* X"."""
    noun = reading.heads[at]
    while reading.deps[noun] == "conj":
        noun = reading.heads[noun]
    return noun < at and reading.deps[noun] == "pobj" and reading.words[at - 1] != ","


def _object_of(reading: Reading, start: int, end: int) -> int | None:
    """Head of the noun phrase behind a phrase: the object of its last word, or of whichever word has one."""
    for at in range(end - 1, start - 1, -1):
        noun = reading.child(at, "pobj", "dobj", after=end - 1)
        if noun is not None:
            return noun
    return None


def _possessor(reading: Reading, start: int, end: int) -> Range | None:
    if start >= end:
        return None
    if end - start == 1 and reading.tags[start] == "PRP$":
        return start, end
    if reading.tags[end - 1] == "POS" and end - 1 > start:
        return start, end - 1
    return None


def _clause_without(reading: Reading, at: int, whole: Range) -> tuple[Range, ...]:
    """The clause that a phrase stands in, without the phrase."""
    head = at
    for _ in range(_MAX_CLIMB):
        if reading.heads[head] == head or (head != at and reading.deps[head] in _CLAUSES and _is_verbal(reading, head)):
            break
        head = reading.heads[head]
    first, last = reading.sentence(at)
    start, end = max(reading.left[head], first), min(reading.right[head], last)
    if reading.heads[head] == head:
        start, end = first, last
    pieces = (
        reading.trim(start, whole[0], ends=False) if start < whole[0] else None,
        reading.trim(whole[1], end) if whole[1] < end else None,
    )
    whole_pieces = [reading.whole_quotations(*piece) for piece in pieces if piece is not None]
    kept = [(start, before_comment(reading, start, end)) for start, end in whole_pieces]
    if len(kept) > 1:
        kept = [piece for piece in kept if not _is_empty(reading, piece)]
    return tuple(kept)


def _is_empty(reading: Reading, piece: Range) -> bool:
    """Whether a piece says nothing: a single word, or "it was" and the like."""
    words = [at for at in range(*piece) if not reading.is_punct(at)]
    if len(words) == 2:
        return reading.tags[words[0]] in {"PRP", "DT", "EX"} and reading.tags[words[1]].startswith("VB")
    return len(words) < 2


def _is_verbal(reading: Reading, at: int) -> bool:
    return reading.tags[at].startswith(("VB", "MD"))
