"""Whose saying is it: from a cue to the mention that it is ascribed to."""

from typing import Final

from quoteminer.layers import Range
from quoteminer.rules.parse import FINITE, TIMES
from quoteminer.rules.reading import Reading
from quoteminer.rules.speech import is_title_of, is_title_within, is_work_of

_SUBJECT: Final = ("nsubj", "nsubjpass", "csubj")
_SOONER: Final = frozenset({"earlier", "late", "later"})
_NOMINAL: Final = ("NN", "PRP", "WP", "WDT", "DT", "CD", "JJ", "VBG", "EX", "FW", "VBN", "RB", "ADD", "")
_CARRIES_SUBJECT: Final = frozenset({"conj", "xcomp", "advcl", "ccomp", "parataxis", "dep", "aux", "prep", "acomp"})
_BEFORE: Final = frozenset({"but", "and", "so", "what"})
"""Words that the parser hangs on a noun behind them, by mistake: "*What* Lind said was that …"."""
_PLACED: Final = frozenset({"outside", "inside"})
"""Words that begin a sentence with a place; the tagger takes them for adjectives."""
_RELATIVE: Final = frozenset({"WDT", "WP"})
_TO_BE: Final = frozenset({"is", "was"})
_BY: Final = frozenset({"by", "from"})
_MAX_CLIMB: Final = 6
"""How many clauses up a subject is looked for; deeper chains do not occur in edited prose."""
_BREAKS: Final = frozenset({"—", "–", "-", ":", '"', "“", "”", "--", ";"})


def subject_of(reading: Reading, verb: int) -> int | None:
    """Head token of a verb's own subject, in front of it or, inverted, behind it."""
    subjects = [k for k in reading.children[verb] if reading.deps[k] in _SUBJECT and not reading.is_punct(k)]
    if any(k > verb and reading.quoted[k] != reading.quoted[verb] for k in subjects):
        subjects = [k for k in subjects if k < verb or not _is_in_title(reading, k)]
    if not subjects:
        return None
    nearest = min(subjects, key=lambda k: (reading.deps[k] == "csubj", abs(k - verb)))
    if _is_prefix(reading, nearest):
        nearest += 2
        if reading.deps[nearest] == "compound" and reading.deps[reading.heads[nearest]] in _SUBJECT:
            nearest = reading.heads[nearest]  # "vice-*director* X said"
    nearest = _behind_participle(reading, _behind_place(reading, nearest), verb)
    return nearest if reading.tags[nearest].startswith(_NOMINAL) else None


def _is_in_title(reading: Reading, at: int) -> bool:
    """Whether a word stands in a title that is only mentioned: "said on the Ledger's “*Ship* and Friends.”"."""
    number = reading.quoted[at]
    return number is not None and is_title_within(reading, *reading.outer[number][:2])


def _behind_participle(reading: Reading, noun: int, verb: int) -> int:
    """The name right before a verb, where the parser has taken a participle in front of it for the subject.

    In "*Writing* in a blog, **Ann Falk** of the Post called" the participle begins the sentence, and a comma ends its
    clause.
    """
    if not reading.lower[noun].endswith("ing") or noun != reading.sentence(noun)[0]:
        return noun
    comma = next((at for at in range(noun, verb) if reading.words[at] == ","), verb)
    between = range(comma + 1, verb)
    if any(reading.tags[at] in FINITE for at in between):
        return noun
    names = (at for at in between if reading.tags[at] in {"NNP", "NNPS", "PRP"} and reading.heads[at] not in between)
    return next((name for name in names if reading.right[name] == verb), noun)


def _behind_place(reading: Reading, noun: int) -> int:
    """The subject behind the place that the parser takes for it: "*Outside court*, **a relative** said"."""
    first = reading.sentence(noun)[0]
    if noun != first + 1 or reading.lower[first] not in _PLACED or reading.words[noun + 1] != ",":
        return noun
    behind = reading.child(noun, "appos", after=noun)
    return noun if behind is None else behind


def source_of(reading: Reading, verb: int) -> Range | None:
    """The mention that a reporting verb ascribes to.

    Its subject; for a passive the agent; for a verb without a subject of its own, the subject of the verb that it is
    coordinated with or that governs it ("She called … and said", "He plans to ask"), whom that quotes ("quoted Lind as
    saying"), or the noun that it modifies ("a letter saying that").

    Args:
        reading: the Doc.
        verb: the token of the verb.

    Returns:
        The range of the whole noun phrase, or None where the text names nobody.
    """
    if is_passive(reading, verb):
        return agent_of(reading, verb)
    if (quoting := reading.quoting_of(verb)) is not None:
        quoted = reading.child(quoting, "nsubjpass", "dobj")
        return None if quoted is None else noun_phrase(reading, quoted, without=verb)
    at = reading.governor_of(verb)
    for _ in range(_MAX_CLIMB):
        subject = subject_of(reading, at)
        if subject is not None:
            if at != verb and reading.deps[subject] == "nsubjpass" and reading.deps[verb] == "conj":
                return None
            return None if is_expletive(reading, subject) else noun_phrase(reading, subject, without=verb)
        dep, head = reading.deps[at], reading.heads[at]
        if head == at:
            return None
        if dep in {"acl", "relcl"}:
            return noun_phrase(reading, head, without=verb)
        if dep == "pcomp":
            head = reading.heads[head]
            if not reading.tags[head].startswith("VB"):
                return None
        elif dep not in _CARRIES_SUBJECT:
            return None
        at = head
    return None


def owner_of(reading: Reading, at: int) -> Range | None:
    """Whose claim a noun stands for: the possessor, what stands behind *by*, or who "issued a statement"."""
    possessor = reading.child(at, "poss")
    if possessor is not None:
        mention = noun_phrase(reading, possessor)
        if mention is not None and reading.tags[mention[1] - 1] == "POS":
            mention = (mention[0], mention[1] - 1)
        return mention
    for k in reading.children[at]:
        if k > at and reading.lower[k] in _BY:
            noun = reading.child(k, "pobj")
            if noun is not None:
                return noun_phrase(reading, noun)
    verb = reading.heads[at]
    if reading.deps[at] == "dobj" and reading.lower[verb] in reading.lexicon.light_verbs:
        return source_of(reading, verb)
    return None


def is_passive(reading: Reading, verb: int) -> bool:
    """Whether the verb is a passive, full ("was told") or reduced ("a plan announced by")."""
    if reading.tags[verb] != "VBN":
        return False
    if reading.child(verb, "auxpass", "agent", "nsubjpass") is not None:
        return True
    return reading.deps[verb] in {"acl", "advcl"} and reading.child(verb, "aux", "nsubj") is None


def agent_of(reading: Reading, verb: int) -> Range | None:
    """The agent of a passive: the noun phrase behind *by*."""
    by = agent_phrase(reading, verb)
    noun = None if by is None else reading.child(by, "pobj")
    return None if noun is None else noun_phrase(reading, noun)


def agent_phrase(reading: Reading, verb: int) -> int | None:
    """The *by* of a passive, also where the parser hangs it on a predicate: "was called a thief by Lind"."""
    by = reading.child(verb, "agent")
    if by is not None:
        return by
    predicate = reading.child(verb, "oprd", after=verb)
    near = (*reading.children[verb], *(reading.children[predicate] if predicate is not None else ()))
    return next((k for k in near if reading.lower[k] == "by" and k > verb), None)


def is_expletive(reading: Reading, noun: int) -> bool:
    """Whether the subject is one that stands for nobody: "there", or "it" before a passive."""
    if reading.lower[noun] == "there":
        return True
    return reading.lower[noun] == "it" and reading.deps[noun] in {"nsubjpass", "expl"}


def noun_phrase(reading: Reading, noun: int, *, without: int | None = None) -> Range | None:
    """The whole noun phrase around a head noun: titles, appositions, relative clauses, without what leads elsewhere.

    Args:
        reading: the Doc.
        noun: its head token.
        without: a token, such as the cue, that the phrase must not reach over.

    Returns:
        The range, trimmed, or None when nothing is left.
    """
    first, last = reading.sentence(noun)
    name = reading.entity.get(noun, (noun, noun + 1))
    if name[0] <= reading.heads[noun] < name[1] and reading.tags[reading.heads[noun]] in FINITE:
        name = (noun, noun + 1)  # "[Lund accused Holt]" is no name
    start, end = min(reading.left[noun], name[0]), max(_end_of_phrase(reading, noun), name[1])
    start = _with_prefix(reading, _with_particles(reading, start))
    start, end = max(start, first), min(end, last)
    if without is not None and start <= without < end:
        if without > noun:
            branch = next((k for k in reading.children[noun] if reading.left[k] <= without < reading.right[k]), without)
            end = max(noun + 1, reading.left[branch])
        else:
            start = min(at for at in (noun, name[0], *_own_edges(reading, noun)) if at > without)
    start, end = _within_marks(reading, noun, start, end)
    if end - 2 > noun and reading.words[end - 2] == "," and reading.tags[end - 1] in _RELATIVE:
        end -= 2  # "*one of them*, who would rather not be named, said"
    while start < noun and (reading.deps[start] in {"cc", "preconj"} or reading.lower[start] in _BEFORE):
        start += 1
    return reading.trim(behind_time(reading, behind_all(reading, start, end), end), end)


def behind_all(reading: Reading, start: int, end: int) -> int:
    """Where a source begins of which "all" is no part: "“No comment” *was all* the minister would say".

    Args:
        reading: the Doc.
        start: first token of the source.
        end: after its last one.
    """
    at = start + (reading.lower[start] in _TO_BE)
    if at + 1 >= end or reading.lower[at] != "all":
        return start
    cleft = at > 0 and reading.lower[at - 1] in _TO_BE
    return at + 1 if cleft or reading.tags[at + 1] in {"NNP", "PRP"} else start


def behind_time(reading: Reading, start: int, end: int) -> int:
    """Where a source begins behind a time that the parser takes into it: "On *Wednesday* [Mr Moor]".

    Args:
        reading: the Doc.
        start: first token of the source.
        end: after its last one.
    """
    at = start
    while at < end - 1 and reading.doc[at].ent_type_ in TIMES:
        at += 1
    adverb = reading.lower[start] in _SOONER
    tied = start > 0 and reading.tags[start - 1] == "IN" and reading.tags[start] == "NNP" and at == start + 1
    owned = reading.tags[at] == "POS" or reading.tags[at - 1] == "POS"
    return at if at > start and not owned and (adverb or tied) else start


def _own_edges(reading: Reading, noun: int) -> list[int]:
    """Where each of the words in front of a noun that belong to it begins."""
    return [reading.left[k] for k in reading.children[noun] if k < noun]


def _with_particles(reading: Reading, start: int) -> int:
    """Where a name begins whose particles the parser left out: "Ludwig van den [Berg]"."""
    at = start
    while at and reading.tags[start] in {"NNP", "NNPS"} and reading.lower[at - 1] in reading.lexicon.name_particles:
        at -= 1
    while at and at < start and reading.tags[at - 1] in {"NNP", "NNPS"}:
        at -= 1
    return at


def _with_prefix(reading: Reading, start: int) -> int:
    """Where a phrase begins of which the parser has cut off what a hyphen joins to it: "[her *co*-]author"."""
    return reading.left[start - 2] if start > 1 and _is_prefix(reading, start - 2) else start


def _is_prefix(reading: Reading, at: int) -> bool:
    """Whether a hyphen joins a noun to the one behind it: "**co**-author"."""
    if at + 2 >= len(reading.words) or reading.words[at + 1] != "-":
        return False
    apart = reading.doc[at].whitespace_ or reading.doc[at + 1].whitespace_
    return not apart and all(reading.tags[k] in {"NN", "NNP"} for k in (at, at + 2))


def _end_of_phrase(reading: Reading, noun: int) -> int:
    """Where the phrase stops: before a clause or a mark that the parser hung onto the noun by mistake."""
    for k in reading.children[noun]:
        if k < noun:
            continue
        dep = reading.deps[k]
        if dep in {"ccomp", "parataxis", "advcl"} or _is_day(reading, k):
            return min(reading.right[noun], reading.left[k])
        if dep == "punct" and reading.lower[k] in _BREAKS and reading.child(noun, "relcl", "appos", after=k) is None:
            return min(reading.right[noun], reading.left[k])
    return reading.right[noun]


def _is_day(reading: Reading, preposition: int) -> bool:
    """Whether a phrase says on which day somebody spoke: "The president *on Monday* said"."""
    return reading.lower[preposition] == "on" and reading.is_time(preposition)


def _within_marks(reading: Reading, noun: int, start: int, end: int) -> Range:
    """Keep a phrase outside quotation marks from running into a quotation, and one inside from running out.

    A title in marks is part of the phrase that says what it is the title of.
    """
    number = reading.quoted[noun]
    if number is not None:
        first, last, _ = reading.outer[number]
        if is_work_of(reading, first, last):
            return min(start, first), max(end, last)
        return max(start, first + 1), min(end, last)
    for at in range(noun, end):
        inside = reading.quoted[at]
        if inside is not None and reading.outer[inside][1] > end:
            first, last, _ = reading.outer[inside]
            title = is_title_of(reading, noun, inside) or is_title_within(reading, first, last)
            end = last if title else at
            break
    for at in range(noun, start - 1, -1):
        inside = reading.quoted[at]
        if inside is not None and reading.outer[inside][0] <= start:
            start = at + 1
            break
    return start, end
