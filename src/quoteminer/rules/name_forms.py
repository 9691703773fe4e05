"""The forms of a name: what they have in common, and what they name, by all mentions of an article together."""

from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from itertools import pairwise
from typing import Final

from quoteminer.names import fold
from quoteminer.rules.entities import Entity
from quoteminer.rules.mentions import Mention
from quoteminer.rules.signs import LIKELY
from quoteminer.rules.vocabulary import Vocabulary
from quoteminer.schema import SpeakerType

_SMALL: Final = frozenset({"of", "for", "the", "and", "on", "in", "to", "&", "a"})
_HELD: Final = 2.5
"""Weight of a surname behind a first name inside a longer name: a little more than the entity recogniser's word."""
_UNINTRODUCED: Final = 0.2
"""Worth of the label "person" on a name that nothing introduces, where its clauses speak of a body: news gives persons
a full name or a title, and a small model takes the names of firms it has not seen for persons' again and again."""
_LONG: Final = 6
"""Letters of a surname from which on one letter more, less or other is a slip of the pen."""


def held_names(mentions: Sequence[Mention], tables: Vocabulary) -> dict[str, str]:
    """The full names that stand inside longer ones, by surname: "Anna Lind" in "The Anna Lind Show".

    Args:
        mentions: the names of an article.
        tables: the word tables.
    """
    found: dict[str, str] = {}
    for mention in mentions:
        for first, last in pairwise(mention.words[:-1]):
            if fold(first) in tables.names.given and last[:1].isupper() and fold(last) not in tables.organisations:
                found.setdefault(fold(last), f"{first} {last}")
    return found


def types_of(
    mentions: Sequence[Mention], keys: Sequence[str], held: Mapping[str, str], places: Container[str]
) -> dict[str, SpeakerType]:
    """What each form of a name names, by the votes of all its mentions.

    A person is named by the last word alone the next time, a firm by the first.

    Args:
        mentions: the names of an article.
        keys: their forms.
        held: the full names inside longer ones.
        places: the names of known places.
    """
    votes: dict[str, defaultdict[SpeakerType, float]] = defaultdict(lambda: defaultdict(float))
    known = set(keys)
    for mention, key in zip(mentions, keys, strict=True):
        for kind, weight in mention.votes.items():
            votes[key][kind] += weight
        if len(mention.words) > 1 and mention.person and mention.person.key in known:
            votes[key]["person"] += 1
        whole = " ".join(map(fold, mention.person.surname)) if mention.person and mention.person.given else ""
        if " " in whole and whole in known:  # "De Lund", where "Ann De Lund" is named
            votes[whole]["person"] += LIKELY
    for key in held.keys() & known:
        votes[key]["person"] += _HELD
    for key, signs in _used_as(mentions, keys).items():
        bodies = signs["organisation"] - signs["person"]
        if bodies > 0:
            votes[key]["person"] *= _UNINTRODUCED
            votes[key]["place"] *= 1 if key in places else _UNINTRODUCED
            votes[key]["organisation"] += LIKELY * bodies
    return {key: max(found, key=found.__getitem__) if (found := votes[key]) else "unknown" for key in known}


def _used_as(mentions: Sequence[Mention], keys: Sequence[str]) -> dict[str, Counter[SpeakerType]]:
    """What clauses take the names for that nothing introduces anywhere in the article, and how often."""
    introduced = {key for mention, key in zip(mentions, keys, strict=True) if mention.titled or mention.role}
    introduced |= {fold(mention.words[-1]) for mention in mentions if len(mention.words) > 1 and mention.person}
    found: dict[str, Counter[SpeakerType]] = defaultdict(Counter)
    for mention, key in zip(mentions, keys, strict=True):
        if mention.used_as is not None and key not in introduced:
            found[key][mention.used_as] += 1
    return found


def is_slip(written: str, meant: str) -> bool:
    """Whether two surnames differ by one letter, which one of them lacks or has otherwise, but not the first.

    Args:
        written: a folded surname.
        meant: another.
    """
    if min(len(written), len(meant)) < _LONG or abs(len(written) - len(meant)) > 1 or written[0] != meant[0]:
        return False
    if written in {f"{meant}s", f"{meant}es"}:  # a family
        return False
    same = next((at for at, (one, other) in enumerate(zip(written, meant, strict=False)) if one != other), None)
    if same is None:
        return written != meant
    return any(written[same + one :] == meant[same + other :] for one, other in ((1, 1), (0, 1), (1, 0)))


def key_of(mention: Mention) -> str:
    """The form by which a name is looked up."""
    return " ".join(_folded(mention.words))


def _folded(words: Sequence[str]) -> list[str]:
    """The words of a name without "the", "Street" spelled out."""
    folded = [word for word in map(fold, words) if word != "the"]
    return [*folded[:-1], "street"] if len(folded) > 1 and folded[-1] == "st" else folded


def core_of(words: Sequence[str], tables: Vocabulary) -> tuple[str, set[str]]:
    """A body's name without the nations in front of it, and those nations."""
    rest, nations = _folded(words), set[str]()
    while len(rest) > 1 and (nation := tables.demonyms.get(rest[0]) or tables.place_names.get(rest[0])):
        nations.add(nation)
        rest = rest[1:]
    return " ".join(rest), nations


def is_firm(words: Sequence[str], tables: Vocabulary) -> bool:
    """Whether a name is a firm's, which is called by the first word alone the next time ("Acme Energy": "Acme")."""
    first, last = fold(words[0]), fold(words[-1])
    known = first in tables.demonyms or first in tables.place_names or first in tables.organisations
    return len(words) > 1 and not known and last in tables.wider_bodies.get("company", frozenset())


def one_nation(entity: Entity, nations: set[str]) -> bool:
    """Whether a body can be of one of some nations."""
    return not entity.places or not nations or bool(entity.places & nations)


def initials_of(words: Sequence[str]) -> str:
    """The first letters of a name of three words or more, by which it may be called; else nothing."""
    return "".join(fold(word)[:1] for word in words if word.lower() not in _SMALL) if len(words) > 2 else ""
