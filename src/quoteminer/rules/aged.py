"""Whom an age alone means: "the 34-year-old"."""

from typing import Final

from spacy.tokens import Token

from quoteminer.rules.descriptions import Description
from quoteminer.rules.entities import Entity
from quoteminer.rules.matching import of_kind
from quoteminer.rules.referents import Referents

_BY_FAR: Final = 1.8
"""How much heavier the person spoken of must be than the next, where no age is known."""


def aged(referents: Referents, token: Token, described: Description, age: str) -> Entity | None:
    """The person of an age; where nobody is known to be, the one who is spoken of, of whom it is known from then on.

    Args:
        referents: what the article's tokens stand for.
        token: the head of the description.
        described: the description.
        age: in years.

    Returns:
        The person; None where several may be meant.
    """
    if (known := referents.clearly_best(token, lambda entity: float(entity.age == age))) is not None:
        return known
    person = referents.clearly_best(
        token, lambda entity: float(entity.named and entity.age is None and of_kind(described, entity)), _BY_FAR
    )
    if person is not None:
        person.age = age
    return person
