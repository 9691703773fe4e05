"""Which of the entities read so far a description takes up: by role, wider word, nationality, party, gender."""

from collections.abc import Mapping
from typing import Final

from quoteminer.names import fold
from quoteminer.rules.descriptions import Description
from quoteminer.rules.entities import Entity
from quoteminer.rules.vocabulary import Vocabulary

ANY: Final = "*"
"""Among the narrower words of a noun: it can take up a body of any name ("company")."""
_SAME: Final = 3.0
_WIDER: Final = 2.0
_SHARED: Final = 0.5
_OTHER_TIME: Final = 0.8
"""Taken off when one of description and entity is "former" and the other is not."""


def nouns_of(entity: Entity) -> set[str]:
    """The head nouns by which an entity can be taken up: the heads of its roles, or the last word of a body's name."""
    nouns = {role.head for role in entity.roles if role.head}
    nouns |= {fold(role.title.split()[-1]) for role in entity.roles if role.title}
    if entity.type != "person":
        nouns |= {fold(part.split()[-1]) for part in (entity.name, entity.name.split(" of ")[0]) if part.split()}
    return nouns


def narrower(description: Description, words: Vocabulary) -> frozenset[str]:
    """The nouns that a description's head is a wider word for ("leader": "president", "chancellor", …)."""
    return _wider(description, words).get(description.noun, frozenset())


def score(description: Description, entity: Entity, words: Vocabulary) -> float:
    """How well a definite description fits a named entity: 0 when not at all.

    The same head noun counts most, a wider word for it less; a shared country, party or body adds, another country,
    party or gender rules out.

    Args:
        description: the description.
        entity: an entity mentioned before it.
        words: the word tables.
    """
    if not entity.named or entity.plural or not of_kind(description, entity):
        return 0.0
    nouns = nouns_of(entity)
    base = _SAME if description.noun in nouns else _WIDER if nouns & narrower(description, words) else 0.0
    if not base or _contradicts(description.places, entity.places):
        return 0.0
    strange = description.proper - entity.words
    if strange and (base < _SAME or entity.proper or any(word in words.modifiers for word in strange)):
        return 0.0
    if strange and description.type == "organisation":
        return 0.0
    if entity.roles and all("former" in role.words for role in entity.roles) != ("former" in description.modifiers):
        base -= _OTHER_TIME
    return base + _SHARED * len((description.modifiers - words.modifiers.keys()) & entity.words)


def of_kind(description: Description, entity: Entity) -> bool:
    """Whether a description can be an entity's by its type and gender."""
    if description.type == "person":
        return entity.type == "person" and (not description.gender or entity.gender in {None, description.gender})
    if description.type == "document":
        return entity.type == "document"
    return description.type == "organisation" and entity.type in {"organisation", "unknown"}


def names_place(description: Description, entity: Entity, words: Vocabulary) -> bool:
    """Whether a word for a town or a country can take up a place of that name."""
    if entity.type != "place" or not entity.named:
        return False
    return description.noun in (words.countries if fold(entity.name) in words.places else words.towns)


def adds_to(description: Description, entity: Entity, words: Vocabulary) -> bool:
    """Whether a description can say something new of an entity.

    Nothing known speaks against it, and where roles are known, one shares a word with it that is no country.
    """
    origins = words.demonyms.keys() | words.places
    if entity.roles and not (description.modifiers - origins) & entity.words:
        return False
    return not _contradicts(description.places, entity.places) and not _contradicts(description.proper, entity.proper)


def _contradicts(said: frozenset[str], known: set[str]) -> bool:
    return bool(said and known and not said & known)


def _wider(description: Description, words: Vocabulary) -> Mapping[str, frozenset[str]]:
    wider = {"person": words.wider_roles, "document": words.wider_documents}
    return wider.get(description.type, words.wider_bodies)
