"""What an article says of an entity, as far as it tells who that is beyond the article."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from quoteminer.names import Name, fold
from quoteminer.schema import SpeakerType

_GENDERED: Final = re.compile(r"(?<=\w{3})(?:woman|man|person)$")
_NONE: Final[Mapping[str, str]] = MappingProxyType({})
_SMALL: Final = frozenset(
    {"", "a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "with", "former", "acting", "then"}
)


@dataclass(frozen=True, slots=True)
class Described:
    """An entity as its article describes it.

    Attributes:
        type: what kind of entity it is.
        name: the fullest name that the article gives.
        person: that name in its parts, for a person.
        full: the name begins with a known first name, spelled out.
        roles: the words of its roles.
        bodies: the words of the bodies that its roles name, and the countries, each as one.
        qualifier: the named body of the first role that has one, else the country of the first office that has one,
            else the first office.
        office: the qualifier is an office, of which each body has its own.
        stranger: it is introduced as somebody whom readers do not know: with an age, or as "a nurse".
        alone: nothing else in the article has this name.
        known_body: for anything but a person: its name says by itself which one is meant.
    """

    type: SpeakerType
    name: str
    person: Name | None = None
    full: bool = False
    roles: frozenset[str] = field(default=frozenset())
    bodies: frozenset[str] = field(default=frozenset())
    qualifier: str | None = None
    office: bool = False
    stranger: bool = False
    alone: bool = True
    known_body: bool = False


def keys(phrases: Iterable[str], short_forms: Mapping[str, str] = _NONE) -> frozenset[str]:
    """The words of phrases as they are compared: folded, small words left out, "spokeswoman" like "spokesman".

    Args:
        phrases: roles or names of bodies.
        short_forms: what abbreviations stand for.

    >>> sorted(keys(["Spokeswoman for the Norland Museum"]))
    ['museum', 'norland', 'spokes']
    """
    words = (fold(word) for phrase in phrases for word in re.split(r"[\s/,-]+", spelled_out(phrase, short_forms)))
    return frozenset(_GENDERED.sub("", word) for word in words if word not in _SMALL)


def spelled_out(phrase: str, short_forms: Mapping[str, str]) -> str:
    """A phrase with its abbreviations spelled out.

    Args:
        phrase: a role.
        short_forms: what abbreviations stand for.

    >>> spelled_out("Sen.", {"sen": "senator"})
    'senator'
    """
    return " ".join(short_forms.get(fold(word), word) for word in phrase.split())


def is_initial(word: str) -> bool:
    """Whether a part of a name stands for a longer one ("J.", "JK", "J")."""
    return "." in word or len(fold(word)) == 1 or (len(word) == 2 and word.isupper())
