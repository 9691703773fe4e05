"""A register: the entities that a user knows, and which of them an article's entity is."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from quoteminer.names import Name, NameTables, fold, parse_name, strip_article
from quoteminer.register.described import Described, is_initial, keys
from quoteminer.register.entries import KnownEntity

_NAMED_LIKE_BODIES: Final = frozenset({"organisation", "place", "unknown"})
"""What a small model takes for each other, in names of several words."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry with its words as they are compared."""

    known: KnownEntity
    roles: frozenset[str]
    bodies: frozenset[str]


class Register:
    """Known entities, looked up by name.

    Args:
        entries: the entries, with ids of their own.
        tables: what is known about names.
        country: the country of a word of nationality ("norlandish" → "norland").
        short_forms: what abbreviations of offices stand for.
    """

    def __init__(
        self,
        entries: Sequence[KnownEntity],
        tables: NameTables,
        country: Mapping[str, str] | None = None,
        short_forms: Mapping[str, str] | None = None,
    ) -> None:
        self._persons: defaultdict[str, list[tuple[Name, _Entry]]] = defaultdict(list)
        self._words: defaultdict[str, list[_Entry]] = defaultdict(list)
        self._country = dict(country or {})
        self.ids = frozenset(known.id for known in entries)
        self._countries = frozenset(self._country.values())
        for known in entries:
            entry = _Entry(known, self._roles(keys(known.role, short_forms or {})), self._bodies(known))
            for name in known.names:
                person = parse_name(name.split(), tables) if known.type == "person" else None
                if person is not None and person.given:
                    self._persons[person.key].append((person, entry))
                else:
                    self._words[_whole(name)].append(entry)

    def bearers(self, described: Described) -> list[KnownEntity]:
        """The entries that bear an entity's name, whether they are meant or not."""
        return [entry.known for entry in self._bearers(described)]

    def find(self, described: Described, *, common: bool) -> KnownEntity | None:
        """Find out which entry an entity is.

        Args:
            described: the entity.
            common: its name is one that many bear, and does not tell who is meant without a role.

        Returns:
            The entry; None where none has the name, where the article says something else of it than the entry, and
            where several could be meant.
        """
        bearers = self._bearers(described)
        if described.type != "person":
            return bearers[0].known if len(bearers) == 1 else None
        agreement = {entry.known.id: self._agreement(entry, described, common=common) for entry in bearers}
        agreeing = [entry.known for entry in bearers if agreement[entry.known.id]]
        if agreeing:
            return agreeing[0] if len(agreeing) == 1 else None
        if len(bearers) != 1 or agreement[bearers[0].known.id] is False or described.stranger:
            return None
        only = bearers[0].known
        enough = described.full and (not common or not (only.role or only.organisation))
        return only if enough else None

    def _bearers(self, described: Described) -> list[_Entry]:
        found: dict[str, _Entry] = {}
        person = described.person
        if described.type == "person" and person is not None and person.given:
            found = {e.known.id: e for name, e in self._persons.get(person.key, ()) if _same_full_name(name, person)}
        else:
            for entry in self._words.get(_whole(described.name), ()):
                if _alike(entry.known, described):
                    found[entry.known.id] = entry
        return list(found.values())

    def _agreement(self, entry: _Entry, described: Described, *, common: bool) -> bool | None:
        """Whether entry and article say the same: True or False; None where there is not enough to compare.

        Of a common name every body has its own "chief executive": where the entry names the body, the article must.
        """
        pairs = [(entry.roles, self._roles(described.roles)), (entry.bodies, described.bodies)]
        told = [bool(ours & theirs) for ours, theirs in pairs if ours and theirs]
        if not all(told):
            return False
        return True if told and not (common and entry.bodies and not described.bodies) else None

    def _roles(self, words: frozenset[str]) -> frozenset[str]:
        """The words of roles without countries, which bodies are compared by."""
        return words - self._country.keys() - self._countries

    def _bodies(self, known: KnownEntity) -> frozenset[str]:
        described = keys([*known.role, *known.organisation])
        countries = {self._country[word] for word in described if word in self._country}
        return (
            keys(known.organisation) | set(map(_whole, known.organisation)) | countries | (described & self._countries)
        )


def _whole(name: str) -> str:
    return " ".join(map(fold, strip_article(name).split()))


def _alike(known: KnownEntity, described: Described) -> bool:
    if known.type == described.type:
        return True
    several = len(described.name.split()) > 1
    return several and {known.type, described.type} <= _NAMED_LIKE_BODIES


def _same_full_name(one: Name, other: Name) -> bool:
    """Whether two full names are one: first names alike, no middle name or suffix against it.

    Stricter than within an article, where "J. Lind" beside "Jane Lind" is she: "Jane W." is not "Jane H. W.", and
    a father not his junior.
    """
    if list(map(fold, one.surname)) != list(map(fold, other.surname)) or fold(one.given[0]) != fold(other.given[0]):
        return False
    if fold(one.suffix or "") != fold(other.suffix or ""):
        return False
    less, more = sorted((one.given[1:], other.given[1:]), key=len)
    return not less or (len(less) == len(more) and all(map(_agree, less, more)))


def _agree(one: str, other: str) -> bool:
    one_key, other_key = fold(one), fold(other)
    return one_key == other_key or ((is_initial(one) or is_initial(other)) and one_key[:1] == other_key[:1])
