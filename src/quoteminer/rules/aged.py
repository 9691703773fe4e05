"""Whom an age alone means: "the 34-year-old"."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from spacy.tokens import Token

from quoteminer.rules.descriptions import Description
from quoteminer.rules.entities import Entity
from quoteminer.rules.matching import of_kind
from quoteminer.rules.phrases import children
from quoteminer.rules.referents import Referents

_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_CLAUSES: Final = 4
"""Clauses up in which somebody says something of another."""
_BY_FAR: Final = 1.8
"""How much heavier the person spoken of must be than the next, where no age is known."""


def aged(referents: Referents, token: Token, described: Description, age: str) -> Entity | None:
    """The person of an age; where nobody is known to be, the one who is spoken of, of whom it is known from then on.

    Of 84 such subjects in the BBC's articles of 2004 and 2005, 60 were read, of which 55 are right.

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
    if token.dep_ not in _SUBJECTS:
        return None
    others = set(_around(referents, token))

    def fits(entity: Entity) -> float:
        return float(entity.named and entity.age is None and of_kind(described, entity) and entity not in others)

    person = referents.clearly_best(token, fits, _BY_FAR)
    if person is not None:
        person.age = age
    return person


def _around(referents: Referents, token: Token) -> Iterator[Entity]:
    """The subjects of the clauses around that of a token: "*Lind* says the 30-year-old must rest" is of another."""
    for verb in islice(token.head.ancestors, _CLAUSES):
        for subject in children(verb, *_SUBJECTS):
            if (found := referents.at(subject.i)) is not None:
                yield found.entity
