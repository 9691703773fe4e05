"""Nouns and adjectives that ascribe: "X's claim that …", "a statement by X that …", "X is confident that …"."""

from collections.abc import Iterator
from dataclasses import replace

from quoteminer.layers import Range
from quoteminer.lexicon import CueWord
from quoteminer.proposal import Proposal
from quoteminer.rules.clauses import clause_range, infinitive_marker, opens_with_wh
from quoteminer.rules.reading import Reading
from quoteminer.rules.sources import owner_of, source_of, subject_of


def propose(reading: Reading) -> Iterator[Proposal]:
    """Yield nouns with a content of their own, and adjectives that say what somebody thinks.

    Args:
        reading: the Doc, parsed.

    Yields:
        Proposals whose cue is the noun or the adjective.
    """
    if not reading.parsed:
        return
    nouns, adjectives = reading.lexicon.nouns, reading.lexicon.adjectives
    for at, lower in enumerate(reading.lower):
        lemma = reading.lexicon.noun_forms.get(lower)
        if lemma is not None and reading.tags[at] in {"NN", "NNS"}:
            yield from _noun(reading, at, nouns[lemma])
        elif lower in adjectives and reading.tags[at].startswith(("JJ", "VBN", "RB")):
            yield from _adjective(reading, at, adjectives[lower])


def _noun(reading: Reading, at: int, word: CueWord) -> Iterator[Proposal]:
    source = owner_of(reading, at)
    clause = reading.child(at, "acl", "ccomp", after=at)
    if clause is not None:
        content = clause_range(reading, clause, after=at + 1)
        marker = infinitive_marker(reading, clause)
        if content is not None:
            if marker is None and "that" in word.frames and reading.lower[content[0]] == "that":
                if not _is_relative(reading, content[0]):
                    yield _make(reading, at, word, content, source, "noun-clause")
            elif marker is None and opens_with_wh(reading, *content) and "be" in word.frames:
                yield _make(reading, at, word, content, source, "noun-clause")
            elif marker is not None and "to" in word.frames and source is not None:
                yield _make(reading, at, word, content, source, "noun-infinitive")
        return
    copula = reading.heads[at]
    if "be" in word.frames and reading.deps[at] == "nsubj" and copula != at:
        clause = reading.child(copula, "ccomp", after=copula)
        if clause is not None and reading.lower[copula] in {"is", "was", "are", "were", "be", "been"}:
            content = clause_range(reading, clause, after=copula + 1)
            if content is not None:
                yield _make(reading, at, word, content, source, "noun-copula")
        return
    if source is None:
        return
    for k in reading.children[at]:
        name = reading.lower[k] if reading.lower[k] != "to" else "prep-to"
        if (
            k > at
            and reading.deps[k] == "prep"
            and name in word.frames
            and reading.child(k, "pobj", "pcomp") is not None
        ):
            content = clause_range(reading, k, after=k + 1)
            if content is not None and not _touch(content, source):
                yield replace(
                    _make(reading, at, word, content, source, "noun-preposition"),
                    cue=(at, k + 1 if k == at + 1 else at + 1),
                )
                return


def _adjective(reading: Reading, at: int, word: CueWord) -> Iterator[Proposal]:
    if reading.deps[at] not in {"acomp", "ROOT", "ccomp", "conj", "amod", "advcl", "relcl", "acl"}:
        return
    governor = at if subject_of(reading, at) is not None else reading.heads[at]
    clause = reading.child(at, "ccomp", "xcomp", after=at)
    if clause is None or (governor == at and subject_of(reading, at) is None):
        return
    source = source_of(reading, governor)
    if source is None or reading.lower[source[0]] in {"it", "there", "this", "that", "what"}:
        return
    content = clause_range(reading, clause, after=at + 1)
    infinitive = infinitive_marker(reading, clause) is not None
    if content is not None and (("to" in word.frames) if infinitive else ("that" in word.frames)):
        yield _make(reading, at, word, content, source, "adjective-complement")


def _is_relative(reading: Reading, that: int) -> bool:
    """Whether *that* is a relative pronoun ("the claim that he made") rather than a conjunction."""
    return reading.deps[that] in {"nsubj", "dobj", "nsubjpass", "pobj"}


def _touch(a: Range, b: Range) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _make(reading: Reading, at: int, word: CueWord, content: Range, source: Range | None, rule: str) -> Proposal:
    return Proposal(
        contents=(content,),
        rule=rule,
        score=reading.lexicon.confidence(rule),
        cue_class=word.cue_class,
        head=at,
        cue=(at, at + 1),
        lemma=word.lemma,
        source=None if source is not None and _touch(content, source) else source,
    )
