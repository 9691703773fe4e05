"""Descriptions: "the Russian leader", "the ministry", "a spokesman for X", and the entity that the article ties them to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from quoteminer.names import Gender, fold
from quoteminer.rules.entities import Entity
from quoteminer.rules.phrases import NOUNS, PROPER, children, phrase_end, phrase_start, text_of
from quoteminer.rules.roles import Role, role_of_phrase
from quoteminer.rules.vocabulary import Vocabulary
from quoteminer.schema import SpeakerType

_SAME: Final = 3.0
_WIDER: Final = 2.0
_OTHER_TIME: Final = 0.8
_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those"})
_ISSUED: Final = frozenset({"released", "issued", "published", "posted", "written", "commissioned", "conducted", "compiled"})


@dataclass(frozen=True, slots=True)
class Description:
    """A noun phrase without a name of its own.

    Attributes:
        head: index of its head.
        noun: the head, folded.
        type: what kind of entity it is.
        definite: whether it speaks of something known.
        plural: whether it is several.
        modifiers: the words before the head, folded; the country of a nationality among them.
        proper: those modifiers that are written with a capital, places left out.
        places: the countries and regions that it names.
        gender: the gender of the head, where it has one.
        role: for a person, the role.
        text: the phrase as written, without leading article; of a document only up to its head.
    """

    head: int
    noun: str
    type: SpeakerType
    definite: bool
    plural: bool
    modifiers: frozenset[str]
    proper: frozenset[str]
    places: frozenset[str]
    gender: Gender | None
    role: Role | None
    text: str


def describe(head: Token, words: Vocabulary) -> Description | None:
    """Read a noun phrase.

    Args:
        head: its head.
        words: the word tables.

    Returns:
        The description; None when the head is no noun.
    """
    if head.tag_ not in NOUNS and head.tag_ not in {"CD", "DT", "JJ", "JJS", "JJR", "VBG", ""}:
        return None
    doc, start = head.doc, phrase_start(head)
    before = [token for token in doc[start : head.i] if token.tag_ not in {"POS", "HYPH"}]
    noun, plural = fold(head.text), is_plural(head, words)
    modifiers = {fold(token.text) for token in before if token.tag_ not in {"DT", "PRP$", "CD"}}
    countries = {words.demonyms[key] for key in modifiers if key in words.demonyms} | (modifiers & words.places)
    determiners = {token.text.lower() for token in before if token.tag_ in {"DT", "PRP$"}}
    possessed = any(True for _ in children(head, "poss"))
    while start < head.i and doc[start].tag_ == "DT" and doc[start].text.lower() in {"the", "a", "an"}:
        start += 1
    kind = kind_of(noun, plural, words)
    return Description(
        head=head.i,
        noun=noun,
        type=kind,
        definite=bool(determiners & _DEFINITE) or possessed,
        plural=plural,
        modifiers=frozenset(modifiers | countries),
        proper=frozenset(_proper(before, words)),
        places=frozenset(countries),
        gender=words.gender_of(noun),
        role=role_of_phrase(head, words) if kind == "person" else None,
        text=text_of(doc, start, head.i + 1 if kind == "document" else phrase_end(head)),
    )


def kind_of(noun: str, plural: bool, words: Vocabulary) -> SpeakerType:
    """What kind of entity a head noun means; a word that can be a body or a person is a person.

    Args:
        noun: the head noun, folded.
        plural: whether it is a plural.
        words: the word tables.
    """
    if plural:
        return "document" if _singular(noun) in words.papers else "group"
    if noun in words.people:
        return "person"
    if noun in words.organisations:
        return "organisation"
    if noun in words.documents:
        return "document"
    return "group" if noun in words.groups else "unknown"


def score(description: Description, entity: Entity, words: Vocabulary) -> float:
    """How well a definite description fits a known entity: 0 when not at all.

    The same head noun counts most, a wider word for it less; a shared country, party or body adds, another country or
    gender rules out.

    Args:
        description: the description.
        entity: an entity mentioned before it.
        words: the word tables.
    """
    if entity.plural or not description.definite or description.plural:
        return 0.0
    if description.type == "person":
        if entity.type != "person" or (description.gender and entity.gender not in {None, description.gender}):
            return 0.0
        known = {role.head for role in entity.roles} | {fold(role.title or "").split()[-1] for role in entity.roles if role.title}
        base = _noun_score(description.noun, known, words.wider_roles)
    elif description.type == "organisation" and entity.type in {"organisation", "unknown"} and entity.named:
        base = _noun_score(description.noun, {*map(fold, entity.name.split()[-1:]), *_first_body(entity)}, words.wider_bodies)
    else:
        return 0.0
    if not base:
        return 0.0
    if description.places and entity.places and not description.places & entity.places:
        return 0.0
    if description.proper - entity.words and (base < _SAME or entity.proper):
        return 0.0
    if entity.roles and all("former" in role.words for role in entity.roles) != ("former" in description.modifiers):
        base -= _OTHER_TIME
    return base + 0.5 * len((description.modifiers - set(words.modifiers)) & entity.words)


def issuer_of(head: Token) -> Token | None:
    """The head of whoever issued a document: "the report released by X", "a statement from X", "a study by X"."""
    for child in head.subtree:
        if child.i <= head.i:
            continue
        if child.dep_ in {"agent", "prep"} and child.text.lower() in {"by", "from"}:
            if child.head.i == head.i or child.head.text.lower() in _ISSUED:
                return next(children(child, "pobj"), None)
    return None


def owner_of(head: Token) -> Token | None:
    """The head of the possessor of a noun: "Y" in "Y's office"."""
    return next(children(head, "poss"), None)


def served_by(head: Token) -> Token | None:
    """The head of whom a person speaks or works for: "Y" in "a spokesman for Y", "an aide to Y"."""
    for link in children(head, "prep"):
        if link.text.lower() in {"for", "to", "of", "at", "with", "from"}:
            for served in children(link, "pobj"):
                if served.tag_ in PROPER | {"NN"}:
                    return served
    return None


def _noun_score(noun: str, known: Iterable[str | None], wider: dict[str, frozenset[str]] | object) -> float:
    names = {word for word in known if word}
    if noun in names:
        return _SAME
    members = wider.get(noun, frozenset()) if hasattr(wider, "get") else frozenset()
    return _WIDER if names & members else 0.0


def _first_body(entity: Entity) -> list[str]:
    body = entity.name.split(" of ")[0].split()
    return [fold(body[-1])] if body else []


def _proper(tokens: list[Token], words: Vocabulary) -> set[str]:
    keys = {fold(token.text) for token in tokens if token.text[:1].isupper() and token.tag_[:2] in {"NN", "JJ"}}
    return {key for key in keys if key not in words.demonyms and key not in words.places}


def is_plural(head: Token, words: Vocabulary) -> bool:
    """Whether a head noun means several."""
    noun = fold(head.text)
    if head.tag_ in {"NNS", "NNPS"}:
        return True
    return (head.tag_ in {"DT", "CD", "JJ", "JJS", "JJR"} and noun not in {"one", "another", "this", "that", "each"}) or noun in words.plurals


def _singular(noun: str) -> str:
    for ending, instead in (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("s", "")):
        if noun.endswith(ending):
            return noun[: -len(ending)] + instead
    return noun
