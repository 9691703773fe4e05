"""What a reporting verb governs: "said that …", "asked him to …", "accused X of …", "rejected the plan", passives."""

from collections.abc import Iterator
from dataclasses import replace

from quoteminer.layers import Range
from quoteminer.proposal import Proposal
from quoteminer.rules.classes import in_frame, is_document
from quoteminer.rules.clauses import (
    clause_range,
    cue_range,
    gapped,
    infinitive_marker,
    opens_with_wh,
    relative_contents,
)
from quoteminer.rules.deeds import is_name_of_noun
from quoteminer.rules.modality import addressee_of
from quoteminer.rules.objects import behind_object, governs_clause, is_bare, is_marked, person_asked, purpose_of
from quoteminer.rules.parse import CueVerb
from quoteminer.rules.reading import Reading
from quoteminer.rules.sources import agent_of, agent_phrase, is_passive, source_of

_FINITE = frozenset({"that", "objthat", "wh", "quote"})
_STANCES = frozenset({"intention", "attitude", "belief", "decision"})


def propose(reading: Reading) -> Iterator[Proposal]:
    """Yield what every reporting verb of a Doc governs.

    Args:
        reading: the Doc, parsed.

    Yields:
        Proposals; several of a verb where several frames fit.
    """
    if not reading.parsed:
        return
    for verb in reading.cue_verbs:
        yield from _of_verb(reading, verb)


def _of_verb(reading: Reading, verb: CueVerb) -> Iterator[Proposal]:
    at = verb.at
    if reading.deps[at] == "acl" and verb.word.cue_class in _STANCES:
        return  # "people seeking to enter": says who they are
    if is_name_of_noun(reading, at):
        return  # "a programme called First Light"
    clause = reading.child(at, "ccomp", after=at) or _cleft(reading, at) or _beside(reading, at)
    open_clause = reading.child(at, "xcomp", after=at)
    if clause is not None:
        yield from _finite(reading, verb, clause)
    if open_clause is not None:
        yield from _infinite(reading, verb, open_clause)
    elif clause is None and (purpose := purpose_of(reading, verb)) is not None:
        yield from _infinite(reading, verb, purpose)
    elif clause is None:
        yield from _nominal(reading, verb)


def _cleft(reading: Reading, verb: int) -> int | None:
    """The clause behind "What Lind *said* was that …"."""
    copula = reading.heads[verb]
    clause = reading.child(copula, "ccomp", after=copula) if reading.deps[verb] == "csubj" else None
    return clause if clause is not None and reading.lower[reading.left[clause]] == "that" else None


def _beside(reading: Reading, verb: int) -> int | None:
    """The clause behind ", with Lind *saying*" that the parser gives to the verb before it."""
    link = reading.circumstance(verb)
    if link is None or len(reading.children[verb]) > 1:
        return None
    behind = range(verb + 1, reading.sentence(verb)[1])
    return next((at for at in behind if reading.deps[at] == "ccomp" and reading.left[at] == verb + 1), None)


def _finite(reading: Reading, verb: CueVerb, clause: int) -> Iterator[Proposal]:
    """Clauses: "said that …", "asked whether …", "it was reported that …"."""
    frames, at = verb.word.frames, verb.at
    content = clause_range(reading, clause, after=verb.end)
    if content is None:
        return
    subject = reading.child(clause, "nsubj", "nsubjpass")
    if infinitive_marker(reading, clause) is not None and subject is not None:
        person = reading.trim(reading.left[subject], reading.right[subject])
        if "objto" in frames:
            yield _make(reading, verb, (content,), "object-infinitive", frame="objto", addressee=person)
        elif frames & {"to", "small"}:
            yield _make(reading, verb, (content,), "infinitive", frame="to")
        return
    wh = opens_with_wh(reading, *content)
    if not frames & ({"wh", "that"} if wh else _FINITE):
        if "small" in frames and reading.tags[clause] not in {"VBD", "VBZ", "VBP", "MD"}:
            yield _make(reading, verb, (content,), "small-clause")
        return
    if verb.word.cue_class == "evidence" and is_bare(reading, source_of(reading, at)):
        return  # "experience shows": nobody who shows it
    if (second := gapped(reading, content)) is not None:
        stop, source, rest = second
        content = (content[0], stop)
        yield replace(
            _make(reading, verb, (rest,), "complement-clause"), source=source, head=None, cue=None, lemma=None
        )
    contents = relative_contents(reading, verb, clause) or (content,)
    frame = "wh" if wh else "that"
    if not is_passive(reading, at):
        yield _make(reading, verb, contents, "complement-clause", frame=frame)
        return
    own = reading.child(at, "dobj", after=at)
    if subject is None and own is not None and reading.right[own] == content[0] == contents[0][0]:
        contents = ((reading.left[own], contents[0][1]), *contents[1:])  # a passive that tells a clause has no object
    told = reading.child(at, "nsubjpass")
    person = None
    if told is not None and reading.lower[told] != "it":
        person = reading.trim(reading.left[told], reading.right[told])
    yield _make(reading, verb, contents, "passive-clause", frame=frame, addressee=person)


def _infinite(reading: Reading, verb: CueVerb, clause: int) -> Iterator[Proposal]:
    """Infinitives and gerunds: "vowed to …", "asked him to …", "was asked to …", "denied taking …"."""
    frames, at = verb.word.frames, verb.at
    content = clause_range(reading, clause, after=verb.end)
    if content is None:
        return
    if infinitive_marker(reading, clause) is None:
        if "ing" in frames and reading.tags[clause] == "VBG":
            yield _make(reading, verb, (content,), "gerund")
        elif "small" in frames or (frames & {"that"} and reading.tags[clause] in {"VBD", "VBZ", "VBP"}):
            yield _make(reading, verb, (content,), "small-clause")
        return
    if is_passive(reading, at):
        subject = reading.child(at, "nsubjpass")
        about = None if subject is None else reading.trim(reading.left[subject], reading.right[subject])
        if about is not None and frames & {"passive", "objto", "that"} and agent_of(reading, at) is not None:
            addressee = about if in_frame(reading, verb.word, "objto", None) == "request" else None
            yield _make(reading, verb, (about, content), "passive-infinitive", frame="objto", addressee=addressee)
        return
    person = person_asked(reading, verb, clause) if "objto" in frames else None
    if person is not None:
        whom = (person[0], min(person[1], content[0])) if person[0] < content[0] else person
        yield _make(reading, verb, (whom, content), "object-infinitive", frame="objto", addressee=person)
    elif reading.deps[at] != "acl" and (frames & {"to", "objto"} or f"{verb.word.lemma} to" in reading.lexicon.verbs):
        yield _make(reading, verb, (content,), "infinitive", frame="to")


def _nominal(reading: Reading, verb: CueVerb) -> Iterator[Proposal]:
    """Contents that are no clause: the object, with what it is accused of or called, or the object of a preposition."""
    frames, at = verb.word.frames, verb.at
    passive = is_passive(reading, at)
    about = reading.child(at, "nsubjpass") if passive else reading.child(at, "dobj", after=at)
    if about is not None:
        behind = behind_object(reading, verb, about)
        if behind is not None:
            rule, k = behind
            if passive and rule != "accusation" and agent_of(reading, at) is None and not is_marked(reading, k):
                return  # "was cast as a doctor": done by nobody
            if passive and reading.quoted[at] is not None and reading.quoted[about] is None:
                return  # was "reminded of his duties": what is quoted says nothing of what was said
            whom = reading.trim(reading.left[about], reading.right[about])
            reach = clause_range(reading, k, after=verb.end)
            by = agent_phrase(reading, at) if passive else None
            if by is not None and reach is not None and reach[0] < by < reach[1]:
                reach = reading.trim(reach[0], by)
            if whom is not None and reach is not None:
                joined = (max(whom[0], verb.end), max(whom[1], reach[1]))
                yield _make(reading, verb, (whom, reach) if passive else (joined,), rule)
            return
    if passive:
        return
    if "prep" in frames:
        yield from _prepositional(reading, verb)
    elif about is not None:
        content = clause_range(reading, about, after=verb.end)
        is_pronoun = content is not None and content[1] - content[0] == 1 and reading.tags[about] in {"PRP", "DT"}
        if content is not None and "np" in frames and not is_pronoun and not governs_clause(reading, about):
            proposal = _make(reading, verb, (content,), "object")
            if proposal.cue_class != "evidence" or is_document(reading, proposal.source):
                yield proposal
    elif "small" in frames:
        predicate = reading.child(at, "oprd", "acomp", "attr", after=at)
        content = None if predicate is None else clause_range(reading, predicate, after=verb.end)
        if predicate is not None and content is not None:
            contents = relative_contents(reading, verb, predicate) or (content,)
            yield _make(reading, verb, (*contents[:-1], reading.with_marks(*contents[-1])), "small-clause")


def _prepositional(reading: Reading, verb: CueVerb) -> Iterator[Proposal]:
    """Objects of a preposition: "called for sanctions", "insisted on leaving", "warned yesterday of floods"."""
    preposition: int | None = verb.end - 1
    if verb.end == verb.at + 1:
        last = verb.word.lemma.split()[-1]
        preposition = next((k for k in reading.children[verb.at] if k > verb.at and reading.lower[k] == last), None)
    if preposition is None:
        return
    noun = reading.child(preposition, "pobj", "pcomp", "prep")
    if noun is None:
        noun = reading.child(verb.at, "pobj", "dobj", after=preposition)
    content = None if noun is None else clause_range(reading, noun, after=preposition + 1)
    if content is not None:
        yield _make(reading, verb, (content,), "prepositional")


def _make(
    reading: Reading,
    verb: CueVerb,
    contents: tuple[Range, ...],
    rule: str,
    *,
    frame: str | None = None,
    addressee: Range | None = None,
) -> Proposal:
    source = source_of(reading, verb.at)
    cue_class = in_frame(reading, verb.word, frame, source)
    object_control = bool(verb.word.frames & {"objthat", "objto"})
    return Proposal(
        contents=contents,
        rule=rule,
        score=reading.lexicon.confidence(rule),
        cue_class=cue_class,
        head=verb.at,
        cue=cue_range(reading, verb),
        lemma=verb.word.lemma,
        source=source,
        addressee=addressee or addressee_of(reading, verb.at, cue_class, object_control=object_control),
    )
