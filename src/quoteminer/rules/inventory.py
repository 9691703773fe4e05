"""The inventory of an article: every name in it, its forms brought together into entities."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from quoteminer.names import Gender, Name, fold, fullest, same_person, short_fits, spelled_out, strip_article
from quoteminer.rules.entities import Entity
from quoteminer.rules.mentions import Mention
from quoteminer.rules.name_forms import (
    core_of,
    held_names,
    initials_of,
    is_firm,
    is_slip,
    key_of,
    one_nation,
    types_of,
)
from quoteminer.rules.vocabulary import Vocabulary
from quoteminer.schema import SpeakerType

_OFTEN: Final = 3
"""Mentions as a body before a person of that surname appears, from which on the name alone is the body's."""
_REIGNING: Final = frozenset({"prince", "princess", "king", "queen", "pope", "duke", "duchess"})
"""Titles before first names: "Prince Edward" is no Edward Lind who is none."""
_MOSTLY: Final = 0.9
"""Share of one gender among its bearers from which on a first name tells the gender."""


@dataclass(slots=True)
class Inventory:
    """The named entities of an article.

    Attributes:
        entities: in the order in which the article first names them.
        candidates: for each mention the entities that its name fits; one where it leaves no doubt.
    """

    entities: list[Entity]
    candidates: list[tuple[Entity, ...]]


def inventory(mentions: Sequence[Mention], words: Vocabulary) -> Inventory:
    """Group the names of an article into entities.

    Full names come first, each joined to those it is a form of; then bodies; then single words, which stand for the
    person whose surname or first name they are, else for the body that begins so, else for themselves.

    Args:
        mentions: the names, in text order.
        words: the word tables.

    Returns:
        The entities, and which of them each mention fits.
    """
    builder = _Builder(mentions, words)
    builder.add_full_persons()
    builder.add_others()
    builder.add_short()
    builder.finish()
    order = {id(entity): number for number, entity in enumerate(builder.first_seen())}
    entities = sorted(builder.entities, key=lambda entity: order.get(id(entity), len(order)))
    return Inventory(entities, [tuple(found) for found in builder.candidates])


class _Builder:
    """One run over an article's mentions; every lookup goes through a dict."""

    def __init__(self, mentions: Sequence[Mention], words: Vocabulary) -> None:
        self.mentions, self.words = mentions, words
        self.entities: list[Entity] = []
        self.candidates: list[list[Entity]] = [[] for _ in mentions]
        self.keys = [key_of(mention) for mention in mentions]
        self.held = held_names(mentions, words)
        self.types = types_of(mentions, self.keys, self.held, words.place_names)
        self.surnames: dict[str, list[Entity]] = defaultdict(list)
        self.given: dict[str, list[Entity]] = defaultdict(list)
        self.middle: dict[str, list[tuple[int, Entity]]] = defaultdict(list)
        self.bodies: dict[str, list[Entity]] = defaultdict(list)
        self.firms: dict[str, list[Entity]] = defaultdict(list)
        self.forms: dict[int, list[str]] = defaultdict(list)

    def add_full_persons(self) -> None:
        """Enter the persons that are named in full; the fullest form first, so that others find it.

        What only looks like a name, as a headline's "Says Lind" does, takes the surname from nobody who bears it.
        """
        full = [
            (i, mention, mention.person)
            for i, mention in enumerate(self.mentions)
            if mention.person and mention.person.given and self.types[self.keys[i]] == "person"
        ]
        for i, mention, person in sorted(
            full, key=lambda it: (not it[1].first_name, -spelled_out(it[2]), -len(it[1].words))
        ):
            bearers = self.surnames[person.key]
            fitting = [e for e in bearers if e.person and same_person(person, e.person)]
            if len(fitting) > 1 and not any(e.person and e.person.given == person.given for e in fitting):
                self.candidates[i] = fitting
                continue
            known = min(fitting, key=lambda e: e.person is None or e.person.given != person.given, default=None)
            if known is None:
                known = self._new(i, "person", person)
                if mention.first_name or mention.titled or not bearers:
                    self._index(i, known, person, first_name=mention.first_name)
            self._join(i, known)

    def add_others(self) -> None:
        """Enter bodies, places and what else has a name of several words, or a word that is no person's."""
        for i, mention in enumerate(self.mentions):
            short = len(mention.words) == 1 and (self._firm(self.keys[i]) or not self._clearly_other(i))
            if self.candidates[i] or short:
                continue
            kind = self.types[self.keys[i]]
            if kind == "person" and mention.person and not mention.person.given:
                continue
            core, nations = core_of(mention.words, self.words)
            known = next((e for e in self.bodies[core] if one_nation(e, nations)), None)
            if known is None:
                known = self._new(i, kind, mention.person if kind in {"person", "unknown"} else None)
                self.bodies[core].append(known)
                if initials := initials_of(mention.words):
                    self.bodies[initials].append(known)
                if kind == "organisation" and is_firm(mention.words, self.words):
                    self.firms[fold(mention.words[0])].append(known)
            known.places |= nations
            known.words |= nations | {fold(word) for word in mention.words}
            self._join(i, known)

    def add_short(self) -> None:
        """Tie names of one word, and surnames of several, to what they are short for.

        Those with a title come first: "Mr. X" may bring in a second X, whom the bare "X" then also fits.
        """
        left = [i for i in range(len(self.mentions)) if not self.candidates[i]]
        for i in sorted(left, key=lambda i: (self.mentions[i].gender is None, not self.mentions[i].titled)):
            mention = self.mentions[i]
            known = self._short_for(i, mention)
            if not known:
                entity = self._new(i, self.types[self.keys[i]], mention.person)
                if full := self.held.get(self.keys[i]):
                    self.forms[id(entity)].append(full)
                if mention.person:
                    self._index(i, entity, mention.person, first_name=False)
                else:
                    self.bodies[self.keys[i]].append(entity)
                known = [entity]
            self.candidates[i] = known
            if len(known) == 1:
                self._join(i, known[0])

    def finish(self) -> None:
        """Settle names and genders from all forms and mentions of each entity."""
        genders: dict[Entity, Counter[Gender]] = defaultdict(Counter)
        for i, mention in enumerate(self.mentions):
            if len(self.candidates[i]) == 1:
                entity = self.candidates[i][0]
                entity.age = entity.age or mention.age
                if mention.gender:
                    genders[entity][mention.gender] += 1
        for entity in self.entities:
            forms = self.forms[id(entity)]
            if entity.type == "person":
                known = [form for form in forms if fold(form.split()[0]) in self.words.names.given and " " in form]
                entity.name = fullest(known or forms)
            else:
                entity.name = max(forms, key=lambda form: len(form.split()))
                if entity.type == "organisation" and fold(entity.name.split()[-1]) in self.words.parties:
                    entity.kinds.add("party")
            if found := genders[entity].most_common(1):
                entity.gender = found[0][0]

    def first_seen(self) -> Iterable[Entity]:
        """The entities in the order of their first mentions."""
        return dict.fromkeys(entity for found in self.candidates for entity in found)

    def _clearly_other(self, i: int) -> bool:
        mention, kind = self.mentions[i], self.types[self.keys[i]]
        if mention.titled or kind in {"person", "unknown"}:
            return False
        if not (self.surnames.get(self.keys[i]) or self._slips_of(self.keys[i])):
            return True
        if kind == "organisation" and self.keys[i] in self._firms_before_bearers:
            return True
        return self.keys[i] in self.words.places and not (mention.subject or "person" in mention.votes)

    @cached_property
    def _firms_before_bearers(self) -> set[str]:
        """Names of bodies that come again and again before anybody who bears them: "Hale", long before "Ann Hale"."""
        before: Counter[str] = Counter()
        borne: set[str] = set()
        for key, mention, found in zip(self.keys, self.mentions, self.candidates, strict=True):
            borne |= {entity.person.key for entity in found if entity.person is not None}
            if key not in borne and mention.votes.get("organisation", 0) > mention.votes.get("person", 0):
                before[key] += 1
        return {key for key, times in before.items() if times >= _OFTEN}

    def _short_for(self, i: int, mention: Mention) -> list[Entity]:
        key, person = self.keys[i], mention.person
        if person is None:
            return self.bodies.get(key, [])[:1]
        found = self.surnames.get(person.key) or self.given.get(person.key) or []
        if mention.role is not None and mention.role.head in _REIGNING:
            found = [e for e in found if any(role.head == mention.role.head for role in e.roles)]
        found = [e for e in found if e.person and (short_fits(person, e.person) or not e.person.given)]
        found = found or [e for at, e in self.middle.get(person.key, []) if at < i] or self._slips_of(key)
        found = [e for e in found if not (mention.gender and e.gender and mention.gender != e.gender)]
        if not found and not mention.titled:
            found = self.bodies.get(key, [])[:1] or self._firm(key)
        return _by_title(mention, found) if len(found) > 1 else found

    def _slips_of(self, key: str) -> list[Entity]:
        """Those whose surname is written here with one letter wrong, where nobody bears the name as it is written."""
        if key in self.words.places or key in self.words.demonyms:
            return []
        alike = (surname for surname in self.surnames if surname[:1] == key[:1] and is_slip(key, surname))
        return next((bearers for surname in alike if (bearers := self.surnames[surname])), [])

    def _firm(self, key: str) -> list[Entity]:
        """The one firm whose name begins with a word that is nobody's name."""
        firms = self.firms.get(key, [])
        return firms if len(firms) == 1 and self.types[key] in {"organisation", "unknown"} else []

    def _new(self, i: int, kind: SpeakerType, person: Name | None) -> Entity:
        mention = self.mentions[i]
        gender = mention.gender
        if gender is None and mention.women is not None and kind in {"person", "unknown"}:
            gender = "f" if mention.women > _MOSTLY else "m" if mention.women < 1 - _MOSTLY else None
        entity = Entity(mention.text, kind, person=person, gender=gender, women=mention.women)
        entity.plural = kind == "group"
        self.entities.append(entity)
        return entity

    def _index(self, i: int, entity: Entity, person: Name, *, first_name: bool) -> None:
        self.surnames[person.key].append(entity)
        if first_name:
            self.given[fold(person.given[0])].append(entity)
        for middle in map(fold, person.given[1:]):
            if len(middle) > 1 and middle not in self.words.names.given:
                self.middle[middle].append((i, entity))

    def _join(self, i: int, entity: Entity) -> None:
        mention = self.mentions[i]
        self.candidates[i] = [entity]
        entity.learn(mention.role)
        entity.learn(mention.ties)
        entity.kinds |= {mention.kind} if mention.kind else set()
        text = mention.person.full if entity.type == "person" and mention.person else strip_article(mention.text)
        self.forms[id(entity)].append(text)


def _by_title(mention: Mention, found: list[Entity]) -> list[Entity]:
    """Those of several bearers of a name whose known roles share a word with the title used here."""
    if mention.role is None:
        return found
    titled = [
        e for e in found if mention.role.head in e.words or any(role.head == mention.role.head for role in e.roles)
    ]
    return titled or found
