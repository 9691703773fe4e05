"""What sort of act a cue is: its words say it, and the construction that they stand in."""

from typing import Final

from quoteminer.layers import Range
from quoteminer.lexicon import CueWord, Lexicon
from quoteminer.proposal import Proposal
from quoteminer.rules.parse import FINITE
from quoteminer.rules.reading import Reading
from quoteminer.schema import CueClass

_WH: Final = frozenset({"whether", "if", "why", "how", "what", "who", "when", "where"})
_SINGULAR: Final = frozenset({"he", "she", "it"})
_ASKING: Final = frozenset({"statement", "question", "request"})
_BEFORE_VERB: Final = frozenset({"csubj", "csubjpass", "nsubj", "nsubjpass", "amod"})
"""Labels of a word in front of the verb of a clause: "*eating* fish may help"."""
_CONTENT: Final = ("NN", "JJ", "VB")
_STOPS: Final = frozenset({"IN", "TO", ",", ":"})


def class_of(reading: Reading, proposal: Proposal) -> CueClass:
    """Class of a cue, by all its words and by how its content begins.

    A proposer gives the class of the word that carries the cue. Where that word says little ("made", "was",
    "expressed", "continued"), another one decides: "expressed outrage over" is an attitude, "continued to call for" a
    request.

    Args:
        reading: the Doc.
        proposal: what has been decided to be an attribution.

    Returns:
        The class.
    """
    if proposal.cue is None or proposal.head is None:
        return proposal.cue_class
    lexicon, lemma, given = reading.lexicon, proposal.lemma or "", proposal.cue_class
    frame = frame_of(reading, proposal)
    classes = _classes(lexicon, lemma)
    if not classes:
        lemma, given = _by_other_words(reading, proposal.cue, proposal.head) or (lemma, given)
    elif given == "statement":
        given = given if given in classes else classes[0]
        lemma, given = _by_what_follows(reading, proposal, proposal.cue, proposal.head, frame) or (lemma, given)
    word = CueWord(lemma, given, lexicon.verbs[lemma].frames if lemma in lexicon.verbs else frozenset())
    return in_frame(reading, word, frame, proposal.source)


def in_frame(reading: Reading, word: CueWord, frame: str | None, source: Range | None) -> CueClass:
    """Class of a cue in a construction: "told him to" requests, "hopes to" intends, "figures suggest that" is evidence.

    Args:
        reading: the Doc.
        word: the entry of the cue.
        frame: the construction, by its name in the tables, if known.
        source: who it is ascribed to.

    Returns:
        The class.
    """
    lexicon = reading.lexicon
    for name in (frame, "any"):
        own = lexicon.frame_classes.get((word.lemma, name or ""))
        if own is not None:
            return own
    if frame == "to" and (verb := lexicon.verbs.get(f"{word.lemma} to")) is not None and "to" in verb.frames:
        return verb.cue_class
    if frame == "objto" and word.cue_class in _ASKING and word.frames & {"objto", "objthat"}:
        return "request"
    if "shows" in word.frames:
        return "evidence" if is_document(reading, source) else "statement"
    if word.cue_class == "belief" and is_document(reading, source):  # "the study concluded": it has no mind
        return "evidence"
    return word.cue_class


def frame_of(reading: Reading, proposal: Proposal) -> str:
    """The construction that a content shows by how it begins, by its name in `frame_classes.csv`."""
    cue_end = proposal.cue[1] if proposal.cue else 0
    if proposal.contents[0][0] < cue_end and reading.quoted[proposal.contents[0][0]] is not None:
        return "quote"
    start, end = next((content for content in proposal.contents if content[0] >= cue_end), proposal.contents[0])
    quoted = reading.is_punct(start)
    while start < end - 1 and reading.is_punct(start):
        start += 1
    first = reading.lower[start]
    if reading.tags[start] == "TO" or (first == "not" and reading.lower[start + 1 : start + 2] == ["to"]):
        return "to"
    if quoted:
        return "quote"
    if first in _WH:
        return "wh"
    if reading.tags[start] == "VBG" and reading.deps[start] not in _BEFORE_VERB:
        return "ing"
    verb = next((at for at in range(start, end) if reading.tags[at] in FINITE or reading.tags[at] == "VB"), None)
    if verb is None:
        return "np"
    if _is_base_form(reading, verb):
        return "do"
    if reading.tags[verb] in FINITE or verb == start:
        return "that"
    before = [at for at in range(start, verb) if not reading.tags[at].startswith("RB")]
    return "objto" if before and reading.tags[before[-1]] == "TO" else "do"


def _is_base_form(reading: Reading, verb: int) -> bool:
    """Whether a verb that is tagged as a present has not the form for its subject: "that he *leave*"."""
    subject = reading.child(verb, "nsubj")
    return reading.tags[verb] == "VBP" and subject is not None and reading.lower[subject] in _SINGULAR


def is_document(reading: Reading, source: Range | None) -> bool:
    """Whether a source is a document, which shows rather than says."""
    return source is not None and any(reading.lower[at] in reading.lexicon.documents for at in range(*source))


def _classes(lexicon: Lexicon, lemma: str) -> list[CueClass]:
    """The classes that the tables give to the lemma of a proposal; none where no table has it."""
    words = (table.get(lemma) for table in (lexicon.verbs, lexicon.nouns, lexicon.adjectives))
    return [*(word.cue_class for word in words if word), *lexicon.phrase_classes.get(lemma, ())]


def _by_other_words(reading: Reading, cue: Range, head: int) -> tuple[str, CueClass] | None:
    """The first word of a cue that some table knows, whatever its tag; the one that carries the cue before the rest."""
    for at in (head, *(at for at in range(*cue) if reading.tags[at].startswith(_CONTENT))):
        if (found := _entry(reading.lexicon, reading.lower[at])) is not None:
            return found
    return None


def _by_what_follows(
    reading: Reading, proposal: Proposal, cue: Range, head: int, frame: str
) -> tuple[str, CueClass] | None:
    """The verb or object that a cue has behind one that merely conveys ("expressed", "continued to")."""
    if frame == "np" and reading.lower[head] in reading.lexicon.light_verbs:
        start, end = proposal.contents[0]
        heads = [at for at in range(start, end) if not start <= reading.heads[at] < end]
        if (noun := _noun(reading, heads[0] if heads else start)) is not None:
            return noun
    verbs = {verb.at: verb.word for verb in reading.cues_between(head + 1, cue[1])}  # the longest entry comes last
    for at, word in verbs.items():
        if reading.tags[at] == "VBG" or reading.tags[at - 1] == "TO":
            return word.lemma, word.cue_class
    for at in range(head + 1, cue[1]):
        if reading.tags[at] in _STOPS or reading.tags[at].startswith("VB"):
            return None
        if (noun := _noun(reading, at)) is not None:
            return noun
    return None


def _noun(reading: Reading, at: int) -> tuple[str, CueClass] | None:
    if not reading.tags[at].startswith("NN"):
        return None
    lexicon, form = reading.lexicon, reading.lower[at]
    word = lexicon.nouns.get(lexicon.noun_forms.get(form, "")) or lexicon.cue_words.get(form)
    return None if word is None else (word.lemma, word.cue_class)


def _entry(lexicon: Lexicon, form: str) -> tuple[str, CueClass] | None:
    noun, verb = lexicon.noun_forms.get(form), lexicon.verb_forms.get(form)
    words = [
        lexicon.nouns.get(noun or ""),
        lexicon.adjectives.get(form),
        lexicon.verbs.get(verb or ""),
        lexicon.cue_words.get(form),
    ]
    return next(((word.lemma, word.cue_class) for word in words if word is not None), None)
