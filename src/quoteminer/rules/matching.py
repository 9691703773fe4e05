"""Which of the entities read so far a description takes up: by role, wider word, nationality, party, gender."""

from collections.abc import Collection, Mapping
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
_NOTHING_KNOWN: Final = 0.4
"""How well "the candidate" fits somebody of whom nothing is known but the name."""
_NO_COUNTRY: Final = 0.3
"""How well "the French president" fits a president of no named country."""
_RUNNING: Final = frozenset({"candidate", "nominee", "contender", "hopeful", "front-runner", "frontrunner"})
"""Roles for a time, beside which everybody has another."""
_AT_THE_TOP: Final = frozenset({"leader", "head", "chief", "boss", "premier"})
"""Wider words that mean no deputy."""
_SPEAKS: Final = "spokesperson"
_OTHER_TIME: Final = 0.8
"""Taken off when one of description and entity is "former" and the other is not."""


def nouns_of(entity: Entity) -> set[str]:
    """The head nouns by which an entity can be taken up: of its roles, or a body's kinds and the end of its name."""
    nouns = {role.head for role in entity.roles if role.head}
    titles = (role.title.split(" of ")[0] for role in entity.roles if role.title)
    nouns |= {fold(title.split()[-1]) for title in titles if title.split()}
    if entity.type != "person":
        nouns |= entity.kinds
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
    if not base or contradicts(description, entity, words) or _is_another_of_its_kind(description, entity):
        return 0.0
    if (base == _SAME or description.noun in _AT_THE_TOP) and _is_of_another_rank(description, entity, words):
        return 0.0
    strange = description.proper - entity.words
    if strange and (base < _SAME or entity.proper or any(word in words.modifiers for word in strange)):
        return 0.0
    if strange and description.type == "organisation":
        return 0.0
    if entity.roles and all("former" in role.words for role in entity.roles) != ("former" in description.modifiers):
        base -= _OTHER_TIME
    return base + _SHARED * len((description.modifiers - words.modifiers.keys()) & entity.words)


def _is_another_of_its_kind(description: Description, entity: Entity) -> bool:
    """Whether a body of which only the kind is known is another: "the county council" is not "Council"."""
    return fold(entity.name) == description.noun and bool(description.modifiers - entity.words)


def _is_of_another_rank(description: Description, entity: Entity, words: Vocabulary) -> bool:
    """Whether a description leaves out, or adds, what makes a role another's: "the minister", "the deputy minister".

    A deputy spokeswoman is called a spokeswoman, since of these a body may have several.
    """
    said = description.modifiers & words.ranks
    one_of_several = description.noun in {_SPEAKS, *words.wider_roles.get(_SPEAKS, ())}
    apart = bool(entity.roles) and all(role.words & words.ranks != said for role in entity.roles)
    return apart and not one_of_several


def of_kind(description: Description, entity: Entity) -> bool:
    """Whether a description can be an entity's by its type and gender; or by its trade: "the brewer" may be a firm."""
    if entity.type == "organisation" and description.noun in entity.kinds:
        return True
    if description.type == "person":
        return entity.type == "person" and (not description.gender or entity.gender in {None, description.gender})
    if description.type == "document":
        return entity.type == "document"
    return description.type == "organisation" and entity.type in {"organisation", "unknown"}


def is_person(description: Description, entity: Entity, words: Vocabulary) -> bool:
    """Whether a role makes a person of what is labelled a body and begins with a first name: "its head, *Ann Lee*"."""
    first = fold(entity.name.split()[0])
    return description.type == "person" and entity.type == "organisation" and first in words.names.given


def names_place(description: Description, entity: Entity, words: Vocabulary) -> bool:
    """Whether a word for a town or a country can take up a place of that name."""
    if entity.type != "place" or not entity.named:
        return False
    return description.noun in (words.countries if fold(entity.name) in words.places else words.towns)


def adds_to(description: Description, entity: Entity, words: Vocabulary) -> bool:
    """Whether a description can say something new of an entity.

    Nothing known speaks against it, and where roles are known, one shares a word with it that is no country, or is that
    of a candidate, who has or had an office too.
    """
    said = {word for word in description.modifiers if word not in words.demonyms and word not in words.place_names}
    running = bool(nouns_of(entity) & _RUNNING) and description.noun in words.wider_roles.get("candidate", ())
    if entity.roles and not running and not said & entity.words:
        return False
    if contradicts(description, entity, words) or _is_of_another_rank(description, entity, words):
        return False
    return not _apart(description.proper, entity.proper)


def contradicts(description: Description, entity: Entity, words: Vocabulary) -> bool:
    """Whether a description names another country than the entity's, or another state of one."""
    said, known = description.places, entity.places
    states = words.states.keys()
    return _apart(said & states, known & states) or (_apart(said, known) and bool((said - states) - words.federations))


def is_foreign(description: Description, fitting: Collection[Entity], words: Vocabulary) -> bool:
    """Whether a description names a country of which none of those that it fits is known to be."""
    abroad = description.places - words.states.keys() - words.federations
    return bool(abroad) and not any(abroad & entity.places for entity in fitting)


def foreigner(description: Description, entity: Entity, *, known: bool) -> float:
    """How well a description with a country fits somebody of whom no country is known: 0 when not at all.

    "The French president" is rather somebody whose office was not named before than a president of no named country.

    Args:
        description: the description.
        entity: an entity mentioned before it.
        known: the entity is known by the same office.
    """
    if known:
        return _NO_COUNTRY
    return float(entity.named and not entity.roles and not entity.plural and of_kind(description, entity))


def may_be(description: Description, entity: Entity, words: Vocabulary) -> float:
    """How well a description that fits many persons, such as "the candidate", fits one: 0 when not at all.

    Args:
        description: the description.
        entity: an entity mentioned before it.
        words: the word tables.
    """
    if not entity.named or entity.plural or not of_kind(description, entity) or contradicts(description, entity, words):
        return 0.0
    parties = frozenset(words.parties.values())
    if _apart(description.proper & parties, entity.proper & parties):
        return 0.0
    fits = bool(nouns_of(entity) & ({description.noun} | narrower(description, words)))
    known = int(bool(description.places & entity.places))
    if not description.places & words.states.keys():  # of a party are many more than from one state
        known += bool(description.proper & entity.words)
    if entity.roles and not fits and description.noun not in words.members:
        return 0.0
    return _NOTHING_KNOWN if not fits and not known else 1.0 + known


def compatriot(description: Description, entity: Entity, words: Vocabulary) -> float:
    """How well a person's country alone ("the Croatian") fits an entity: best one known to come from there.

    Args:
        description: the description.
        entity: an entity mentioned before it.
        words: the word tables.
    """
    if not entity.named or not of_kind(description, entity) or contradicts(description, entity, words):
        return 0.0
    return _NOTHING_KNOWN + bool(description.places & entity.places)


def _apart(said: Collection[str], known: Collection[str]) -> bool:
    return bool(said and known and not set(said) & set(known))


def _wider(description: Description, words: Vocabulary) -> Mapping[str, frozenset[str]]:
    wider = {"person": words.wider_roles, "document": words.wider_documents}
    return wider.get(description.type, words.wider_bodies)
