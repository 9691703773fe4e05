"""What an entity is called in every article: a function of what its article says and of the register, of nothing else.

An id from a name alone rests on how many bear the name. The others are nearly all people whom no article quotes, so a
name with few bearers is safe; a common one needs a role with its body beside it, which becomes a part of the id.
Whatever leaves a doubt gets no id: two ids for one person can be joined by a register, one id for two cannot be parted.
"""

from dataclasses import dataclass
from typing import Final

from quoteminer.names import Name, slug
from quoteminer.register.described import Described, is_initial
from quoteminer.register.known import Register
from quoteminer.register.namesakes import NameCounts, namesakes
from quoteminer.schema import IdentifiedBy

_FEW: Final = 100
"""Bearers that a name may have to stand for one of them."""
_OF_AN_OFFICE: Final = 0.01
"""Share of them that could be described by the same office."""
_OF_A_BODY: Final = 0.0001
"""Share of them that could be described by a role with the same body or country."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who an entity is beyond its article.

    Attributes:
        id: what it is called in every article.
        by: what that rests on.
        wikidata: its Wikidata item, where the register gives one.
    """

    id: str
    by: IdentifiedBy
    wikidata: str | None = None


def identify(described: Described, counts: NameCounts, register: Register | None = None) -> Identity | None:
    """Say who an entity is beyond its article.

    Args:
        described: the entity as the article describes it.
        counts: how common names are.
        register: the entities that the user knows.

    Returns:
        Its identity; None where name and role do not make it safe.
    """
    bearers = _bearers(described, counts)
    if register is not None:
        known = register.find(described, common=bearers > _FEW)
        if known is not None:
            return Identity(known.id, "register", known.wikidata)
        if register.bearers(described):  # somebody else of a known name
            return None
    found = _by_name(described, bearers)
    return None if found is None or (register is not None and found.id in register.ids) else found


def _bearers(described: Described, counts: NameCounts) -> float:
    person = described.person
    return namesakes(person, counts) if person is not None and person.given else 0.0


def _by_name(described: Described, bearers: float) -> Identity | None:
    if described.type != "person" or described.person is None:
        name = slug(described.name) if described.known_body else None
        return Identity(name, "name") if name else None
    if not described.full or not described.alone:
        return None
    qualifier = slug(described.qualifier) if described.qualifier else None
    if bearers <= _FEW:
        name = slug(_without_initials(described.person))
        anybody = described.stranger and (qualifier is None or described.office)
        return Identity(name, "name") if name and not anybody else None
    share = _OF_AN_OFFICE if described.office else _OF_A_BODY
    name = slug(described.person.full)
    if qualifier is None or name is None or bearers * share > _FEW:
        return None
    return Identity(f"{name}.{qualifier}", "name-and-role")


def _without_initials(name: Name) -> str:
    """A name without middle initials, which an article may leave out: "Jane Q. Lind" and "Jane Lind"."""
    middle = [part for part in name.given[1:] if not is_initial(part)]
    return " ".join([name.given[0], *middle, *name.surname, *([name.suffix] if name.suffix else [])])
