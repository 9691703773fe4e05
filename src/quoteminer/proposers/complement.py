"""What a reporting verb governs: "said that …", "asked him to …", "accused X of …", "rejected the plan", passives."""

from collections.abc import Iterator

from quoteminer.layers import Range
from quoteminer.proposal import Proposal
from quoteminer.rules.clauses import clause_range, cue_range, disjoint, infinitive_marker, opens_with_wh
from quoteminer.rules.modality import addressee_of
from quoteminer.rules.reading import CueVerb, Reading
from quoteminer.rules.sources import is_passive, source_of
from quoteminer.schema import CueClass

_FINITE = frozenset({"that", "objthat", "wh", "quote"})


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
    frames, at = verb.word.frames, verb.at
    clause = reading.child(at, "ccomp", after=at)
    open_clause = reading.child(at, "xcomp", after=at)
    objects = reading.child(at, "dobj", after=at)
    if clause is not None:
        yield from _finite(reading, verb, clause)
    if open_clause is not None:
        yield from _infinite(reading, verb, open_clause)
    elif "objto" in frames:
        purpose = next((k for k in reading.children[at] if k > at and reading.deps[k] == "advcl"), None)
        if purpose is not None and infinitive_marker(reading, purpose) is not None and objects is not None:
            yield from _object_infinitive(reading, verb, objects, purpose)
    if clause is None and open_clause is None:
        yield from _nominal(reading, verb, objects)


def _finite(reading: Reading, verb: CueVerb, clause: int) -> Iterator[Proposal]:
    frames, at = verb.word.frames, verb.at
    content = clause_range(reading, clause, after=verb.end)
    if content is None:
        return
    marker = infinitive_marker(reading, clause)
    if marker is not None and reading.child(clause, "nsubj", "nsubjpass") is not None:
        if "objto" in frames:
            subject = reading.child(clause, "nsubj", "nsubjpass")
            addressee = None if subject is None else (reading.left[subject], reading.right[subject])
            yield _make(reading, verb, (content,), "object-infinitive", cue_class="request", addressee=addressee)
        elif frames & {"to", "small"}:
            yield _make(reading, verb, (content,), "infinitive")
        return
    wh = opens_with_wh(reading, *content)
    wanted = frames & ({"wh", "that"} if wh else _FINITE)
    if not wanted:
        if frames & {"small"} and reading.tags[clause] not in {"VBD", "VBZ", "VBP", "MD"}:
            yield _make(reading, verb, (content,), "small-clause")
        return
    cue_class: CueClass | None = "question" if wh and verb.word.lemma == "ask" else None
    passive = is_passive(reading, at)
    subject = reading.child(at, "nsubjpass")
    if passive and subject is not None and reading.lower[subject] != "it":
        told = (reading.left[subject], reading.right[subject])
        yield _make(reading, verb, (content,), "passive-clause", cue_class=cue_class, addressee=told)
    elif passive:
        yield _make(reading, verb, (content,), "passive-clause", cue_class=cue_class)
    else:
        yield _make(reading, verb, (content,), "complement-clause", cue_class=cue_class)


def _infinite(reading: Reading, verb: CueVerb, clause: int) -> Iterator[Proposal]:
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
    objects = reading.child(at, "dobj", after=at)
    if "objto" in frames and objects is not None and objects < clause:
        yield from _object_infinitive(reading, verb, objects, clause)
    elif is_passive(reading, at):
        subject = reading.child(at, "nsubjpass")
        if frames & {"passive", "objto", "that"} and subject is not None:
            about = reading.trim(reading.left[subject], reading.right[subject])
            if "objto" in frames:
                yield _make(reading, verb, (content,), "passive-infinitive", cue_class="request", addressee=about)
            elif about is not None:
                yield _make(reading, verb, (about, content), "passive-infinitive")
    elif frames & {"to", "objto"}:
        yield _make(reading, verb, (content,), "infinitive")


def _object_infinitive(reading: Reading, verb: CueVerb, objects: int, clause: int) -> Iterator[Proposal]:
    """ "asked [Putin to …]": the content takes in the person, who is the addressee as well."""
    content = clause_range(reading, clause, after=verb.end)
    person = reading.trim(max(reading.left[objects], verb.end), reading.right[objects])
    if content is None or person is None:
        return
    person = (person[0], min(person[1], content[0]))
    joined = person[1] == content[0] or content[0] <= objects
    contents = ((min(person[0], content[0]), content[1]),) if joined else (person, content)
    yield _make(reading, verb, contents, "object-infinitive", cue_class="request", addressee=person)


def _nominal(reading: Reading, verb: CueVerb, objects: int | None) -> Iterator[Proposal]:
    """Contents that are no clause: the object, with what it is accused of, or the object of a preposition."""
    frames, at = verb.word.frames, verb.at
    passive = is_passive(reading, at)
    about = reading.child(at, "nsubjpass") if passive else objects
    charge = _charge(reading, verb, about) if about is not None else None
    if about is not None and charge is not None:
        whom = reading.trim(reading.left[about], reading.right[about])
        reach = clause_range(reading, charge, after=verb.end)
        if whom is not None and reach is not None:
            if passive:
                yield _make(reading, verb, (whom, reach), "accusation")
            else:
                yield _make(reading, verb, ((max(whom[0], verb.end), max(whom[1], reach[1])),), "accusation")
        return
    if frames & {"prep", "ing"} and verb.end > at + 1 and not passive:
        preposition = verb.end - 1
        noun = reading.child(preposition, "pobj", "pcomp", "prep") or reading.child(at, "pobj", "dobj", after=preposition)
        if noun is not None:
            content = clause_range(reading, noun, after=verb.end)
            if content is not None:
                yield _make(reading, verb, (content,), "prepositional")
        return
    if frames & {"prep"}:
        particle = verb.word.lemma.split()[-1]
        k = next((k for k in reading.children[at] if k > at and reading.lower[k] == particle), None)
        if k is not None:
            content = clause_range(reading, k, after=k + 1)
            if content is not None:
                yield _make(reading, verb, (content,), "prepositional")
        return
    if objects is not None and not passive and objects > at:
        content = clause_range(reading, objects, after=verb.end)
        if content is None:
            return
        if "small" in frames and (k := reading.child(at, "oprd", after=objects)) is not None:
            yield _make(reading, verb, ((content[0], max(content[1], reading.right[k])),), "small-clause")
        elif "as" in frames and (k := _as_phrase(reading, at, objects)) is not None:
            yield _make(reading, verb, ((content[0], max(content[1], reading.right[k])),), "characterisation")
        elif "np" in frames:
            yield _make(reading, verb, (content,), "object")
    elif "small" in frames and (k := reading.child(at, "oprd", after=at)) is not None and not passive:
        content = clause_range(reading, k, after=verb.end)
        if content is not None:
            yield _make(reading, verb, (content,), "small-clause")


def _charge(reading: Reading, verb: CueVerb, about: int) -> int | None:
    """The preposition of what somebody is accused of, blamed or praised for."""
    wanted = verb.word.frames & {"of", "for"}
    at = (*reading.children[verb.at], *reading.children[about])
    return next((k for k in at if k > verb.at and reading.lower[k] in wanted and reading.deps[k] == "prep"), None)


def _as_phrase(reading: Reading, verb: int, objects: int) -> int | None:
    at = (*reading.children[verb], *reading.children[objects])
    return next((k for k in at if k > objects and reading.lower[k] == "as"), None)


def _make(
    reading: Reading,
    verb: CueVerb,
    contents: tuple[Range, ...],
    rule: str,
    *,
    cue_class: CueClass | None = None,
    addressee: Range | None = None,
) -> Proposal:
    of = cue_class or verb.word.cue_class
    object_control = bool(verb.word.frames & {"objthat", "objto"})
    return Proposal(
        contents=disjoint(contents),
        rule=rule,
        score=reading.lexicon.confidence(rule),
        cue_class=of,
        head=verb.at,
        cue=cue_range(reading, verb),
        lemma=verb.word.lemma,
        source=source_of(reading, verb.at),
        addressee=addressee or addressee_of(reading, verb.at, of, object_control=object_control),
    )
