"""What stands behind a reporting verb besides a clause: the person asked, the object, what is said of it."""

from quoteminer.layers import Range
from quoteminer.rules.classes import is_document
from quoteminer.rules.clauses import infinitive_marker
from quoteminer.rules.parse import CueVerb
from quoteminer.rules.reading import Reading


def purpose_of(reading: Reading, verb: CueVerb) -> int | None:
    """The infinitive of "asked X on Friday to …", "voted on Friday to …" where the parser sees a clause of purpose."""
    at = verb.at
    asks = "objto" in verb.word.frames and reading.child(at, "dobj", after=at) is not None
    if not asks and f"{verb.word.lemma} to" not in reading.lexicon.verbs:
        return None
    clauses = [k for k in reading.children[at] if k > at and reading.deps[k] == "advcl"]
    return next((k for k in clauses if infinitive_marker(reading, k) is not None), None)


def person_asked(reading: Reading, verb: CueVerb, clause: int) -> Range | None:
    """The object between a verb and its infinitive: "asked X to", "called on X to"."""
    noun = reading.child(verb.at, "dobj", "dative", after=verb.at)
    if noun is None and verb.end > verb.at + 1:
        noun = reading.child(verb.end - 1, "pobj")
    if noun is None or noun > clause:
        return None
    return reading.trim(max(reading.left[noun], verb.end), min(reading.right[noun], reading.left[clause]))


def behind_object(reading: Reading, verb: CueVerb, about: int) -> tuple[str, int] | None:
    """What is said of an object: a charge ("of", "for"), a judgement ("called it a disgrace", "as a quiet man").

    Returns:
        The rule and the head token of the phrase, or None.
    """
    frames = verb.word.frames
    near = sorted({*reading.children[verb.at], *reading.children[about]})
    for k in near:
        if k <= verb.at:
            continue
        lower, dep = reading.lower[k], reading.deps[k]
        if lower in frames & {"of", "for"} and dep == "prep":
            return "accusation", k
        if "prep" in frames and lower == verb.word.lemma.split()[-1] and dep == "prep" and k > about:
            return "accusation", k
        if "as" in frames and lower == "as" and k > about:
            return "characterisation", k
        if "small" in frames and k > about and dep in {"oprd", "appos"}:
            return "small-clause", k
    return None


def governs_clause(reading: Reading, noun: int) -> bool:
    """Whether a noun ascribes a clause itself: "rejected X's claim that …"."""
    if reading.lower[noun] not in reading.lexicon.noun_forms:
        return False
    clause = reading.child(noun, "acl", "ccomp", after=noun)
    return clause is not None and reading.child(noun, "poss") is not None


def is_marked(reading: Reading, head: int) -> bool:
    """Whether some of a phrase stands in quotation marks."""
    return any(reading.quoted[at] is not None for at in range(reading.left[head], reading.right[head]))


def is_bare(reading: Reading, source: Range | None) -> bool:
    """Whether a source is a common noun alone, without so much as an article, and no document."""
    return (
        source is not None
        and source[1] - source[0] == 1
        and reading.tags[source[0]] == "NN"
        and not is_document(reading, source)
    )
