"""Who "the two", "both men" and "the trio" are: as many persons as the word says, joined or met just before."""

from typing import Final

from spacy.tokens import Token

from quoteminer.names import fold
from quoteminer.rules.entities import Entity, joint
from quoteminer.rules.matching import ANY, nouns_of
from quoteminer.rules.phrases import children, phrase_start
from quoteminer.rules.referents import Referents
from quoteminer.rules.vocabulary import Vocabulary

_POINTS: Final = frozenset({"the", "these", "both"})
_ANYBODY: Final = frozenset({"people", "persons"})
_SEXES: Final = {"men": "m", "women": "f"}
_REACH: Final = 6
"""Words before a head among which its number stands."""
_NEAR: Final = 2
"""Sentences before the words in which those stand who were not joined by "and"."""


def counted(referents: Referents, token: Token, words: Vocabulary) -> Entity | None:
    """Find whom a number of persons takes up.

    These are the persons joined before, rather those whom the article often names, or several introduced together
    without names ("*Two lawmakers* wrote … **the two** said"); else the only ones named in the sentences just before:
    "Lind met Berg. *The two* agreed …".

    Args:
        referents: what the article's tokens stand for, as far as it has been read.
        token: the head of the mention.
        words: the word tables.

    Returns:
        The entity of all of them; None where the mention is no such number or the article leaves it open.
    """
    near = referents.context.lower[max(token.i - _REACH, 0) : token.i + 1]
    if words.counted.keys().isdisjoint(near):
        return None
    phrase = [fold(word.text) for word in token.doc[phrase_start(token) : token.i + 1]]
    number = next((words.counted[word] for word in phrase if word in words.counted), None)
    if number is None or phrase[0] not in _POINTS or any(link.text == "of" for link in children(token, "prep")):
        return None
    noun = None if phrase[-1] in words.counted else phrase[-1]

    def fits(entity: Entity) -> float:
        if entity.members:
            known = len(entity.members) == number and _may_be(entity.members, noun, words)
            return known * min(map(referents.often, entity.members))
        introduced = any(words.counted.get(word) == number for word in entity.words)
        return float(introduced and entity.plural and (noun is None or noun in fold(entity.name).split()))

    return referents.clearly_best(token, fits) or _met(referents, token, number, noun, words)


def _met(referents: Referents, token: Token, number: int, noun: str | None, words: Vocabulary) -> Entity | None:
    """The only persons named in the sentences just before."""
    persons = referents.history.persons_near(token, number, _NEAR)
    return joint(persons) if len(persons) == number and _may_be(persons, noun, words) else None


def _may_be(persons: tuple[Entity, ...], noun: str | None, words: Vocabulary) -> bool:
    """Whether a noun can mean some persons: nothing known of one of them speaks against it."""
    if noun is None or noun in _ANYBODY:
        return True
    if (gender := _SEXES.get(noun)) is not None:
        return all(person.gender in {None, gender} for person in persons)
    roles = words.roles_by_plural.get(noun, frozenset())
    return ANY in roles or (bool(roles) and all(not person.roles or roles & nouns_of(person) for person in persons))
