"""What a pronoun stands for: agreement, then salience.

Every mention before the pronoun lends its entity weight: more as a subject or as the source of a quote, less with
every sentence in between, little inside somebody's quotation (after Lappin and Leass 1994, with weights of our own).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, takewhile
from types import MappingProxyType
from typing import Final

from spacy.tokens import Doc, Token

from quoteminer.lexicon import Pronoun
from quoteminer.rules.context import Context
from quoteminer.rules.entities import Entity
from quoteminer.rules.phrases import children, conjuncts

_WEIGHTS: Final = MappingProxyType(
    {"nsubj": 1.0, "nsubjpass": 0.9, "ROOT": 0.6, "dobj": 0.5, "poss": 0.5, "dative": 0.5, "pobj": 0.4, "compound": 0.2}
)
_OTHER: Final = 0.35
"""Weight of a mention by its place in its clause; `_OTHER` for places not listed."""
_SOURCE: Final = 1.5
"""Factor of the source of a quote."""
_HEARS: Final = 0.3
"""Factor of a body that is told something: newspapers and broadcasters are, and are then not spoken of."""
_INTRODUCED: Final = 2.0
"""Factor of somebody introduced with a role, and nobody after, in a sentence before: he is about to speak."""
_COMMANDED: Final = 1.5
"""Factor of the subject of a clause that the pronoun's clause is part of ("X left when she …")."""
_DECAY: Final = 0.55
"""Factor of each sentence in between."""
_QUOTED: Final = 0.3
"""Factor of a mention inside a quotation that the pronoun is not in."""
_GOES_ON: Final = 1.3
"""Factor of the source of a quote in the sentence before, for a pronoun that is a source: he goes on."""
_OWN_CONTENT: Final = 0.1
"""Factor of a mention inside what the pronoun itself is the source of."""
_NAMES_HIMSELF: Final = 0.2
"""Factor of whoever is named in the words that the pronoun is the source of."""
_OTHER_SECTION: Final = 0.15
"""Factor of a mention in another part of the article."""
_UNKNOWN_GENDER: Final = 0.7
"""Agreement of a person with a first name that tells nothing."""
_JOINED: Final = frozenset({"conj", "appos"})
_OBJECTS: Final = frozenset({"dobj", "dative"})
_TOPIC: Final = 1.5
"""Factor that a person gains who has all of the article's mentions of persons by name; others their share of it."""
_UNKNOWN_TYPE: Final = 0.1
"""Agreement with "he" or "she" of what may be no person."""
_ACTS: Final = frozenset({"nsubj", "nsubjpass"})
_THINGS: Final = 0.3
"""Agreement with "they" of several that are most likely no people."""
_FURTHEST: Final = 10
"""Sentences that are looked back over."""
_REPEATED: Final = 0.4
"""Share of their weight that mentions add to the weightiest one."""
_CLAUSE: Final = 80
"""Words behind a pronoun in which its clause is searched for names."""
_MOST_JOINED: Final = 10
"""Names joined by "and" of which all have the weight of the first."""
_MOST: Final = 150
"""Mentions that are looked back over."""


@dataclass(slots=True)
class Occurrence:
    """One mention of an entity, with the weight it has in its own sentence, and whether it introduces the entity."""

    entity: Entity
    at: int
    weight: float
    introduces: bool


class History:
    """The mentions read so far, in text order.

    Args:
        context: the Doc's sentences, quotations and sources.
        names: the entity named by the name whose head stands at a token, for the whole Doc.

    Attributes:
        entities: those mentioned, in the order of their first mentions.
        last_joint: the last several that were mentioned as one.
    """

    def __init__(self, context: Context, names: Mapping[int, Entity]) -> None:
        self._context = context
        self._names = names
        self._seen: list[Occurrence] = []
        self._speakers: dict[int, set[Entity]] = {}
        self.entities: dict[Entity, None] = {}
        self.last_joint: Entity | None = None

    @cached_property
    def _share(self) -> Mapping[Entity, float]:
        """The share of each person in the article's mentions of persons by name."""
        persons = Counter(entity for entity in self._names.values() if entity.type == "person")
        return {entity: count / persons.total() for entity, count in persons.items()}

    def add(self, entity: Entity, token: Token) -> None:
        """Add a mention, weighted by its place in its clause."""
        at, deps = token.i, self._context.deps
        place = at
        for _ in range(_MOST_JOINED):
            if deps[place] not in _JOINED or (above := self._context.doc[place].head.i) >= place:
                break
            place = above
        weight = _WEIGHTS.get(deps[place], _OTHER)
        if at in self._context.contents:
            weight = max(weight, 1.0) * _SOURCE
        if entity.type == "organisation" and at in self._context.hearers:
            weight *= _HEARS
        introduces = entity not in self.entities and entity.named and bool(entity.roles)
        self.entities[entity] = None
        self.last_joint = entity if entity.members else self.last_joint
        self._seen.append(Occurrence(entity, at, weight, introduces))

    @property
    def last_body(self) -> Entity | None:
        """The body with a name that was mentioned last, outside of quotations, and not as one that is spoken to."""
        quote, hearers = self._context.quote, self._context.hearers
        recent = (seen for seen in reversed(self._seen[-_MOST:]) if quote[seen.at] < 0 and seen.at not in hearers)
        return next((seen.entity for seen in recent if seen.entity.named and seen.entity.type == "organisation"), None)

    def body_acting(self, token: Token) -> Entity | None:
        """The one body that is the subject of the sentence before a token's, or before it in its own; with no person.

        Args:
            token: the token.
        """
        here, deps, doc = self._context.sentence[token.i], self._context.deps, token.doc
        near = takewhile(lambda seen: here - self._context.sentence[seen.at] < 2, reversed(self._seen[-_MOST:]))
        own = (seen for seen in near if self._context.quote[seen.at] < 0)
        acting = {seen.entity for seen in own if deps[seen.at] in _ACTS and doc[seen.at].head.dep_ == "ROOT"}
        only = next(iter(acting)) if len(acting) == 1 else None
        return only if only is not None and only.type == "organisation" else None

    def ranked(self, token: Token, fits: Callable[[Entity], float]) -> list[tuple[float, Entity]]:
        """Rank the entities that a mention can take up.

        Args:
            token: the pronoun, or the head of the description.
            fits: how well an entity agrees, from 0 (not at all) to 1.

        Returns:
            Weight and entity, heaviest first; of equal weight the one mentioned last.
        """
        context, at = self._context, token.i
        sentence, quote, section, here = context.sentence, context.quote, context.section, context.sentence[at]
        above = {ancestor.i for ancestor in islice(token.ancestors, _CLAUSE)}
        barred = self._named_below(token) | self.quoted_speaker(token)
        named_in_words, own = self._named_in_words(token), context.contents.get(at, ())
        fit: dict[Entity, float] = dict.fromkeys(barred, 0.0)
        sums: dict[Entity, float] = defaultdict(float)
        best: dict[Entity, float] = defaultdict(float)
        latest: Occurrence | None = None
        is_object = token.dep_ in _OBJECTS
        for seen in islice(reversed(self._seen), _MOST):
            where, entity = seen.at, seen.entity
            distance = here - sentence[where]
            if distance > _FURTHEST:
                break
            agrees = fit.get(entity)
            if agrees is None:
                agrees = fit[entity] = fits(entity)
            if agrees <= 0:
                continue
            within = bool(own) and any(start <= where < end for start, end in own)
            if (within and context.voice[where] >= 0) or (is_object and _shares_verb(token, context.doc, where)):
                continue
            weight = seen.weight * agrees * _DECAY**distance
            if quote[where] >= 0 and quote[where] != quote[at]:
                weight *= _QUOTED
            if section[where] != section[at]:
                weight *= _OTHER_SECTION
            weight *= _OWN_CONTENT if within else 1
            if own and distance == 1 and where in context.contents and quote[at] == quote[where]:
                weight *= _GOES_ON
            if latest is None and not within:
                latest = seen
                weight *= _INTRODUCED if distance and seen.introduces and token.tag_ == "PRP" else 1
            weight *= _NAMES_HIMSELF if entity in named_in_words else 1
            weight *= 1 + _TOPIC * self._share.get(entity, 0.0)
            if not distance and context.deps[where] == "nsubj" and context.doc[where].head.i in above:
                weight *= _COMMANDED
            if weight > best[entity]:
                best[entity] = weight
            sums[entity] += weight
        mixed = ((best[entity] + _REPEATED * (weight - best[entity]), entity) for entity, weight in sums.items())
        return sorted(mixed, key=lambda found: -found[0])

    def persons_near(self, token: Token, number: int, most: int) -> tuple[Entity, ...]:
        """The persons named just before a token, outside of quotations; as few sentences as hold so many of them.

        Args:
            token: the token.
            number: how many persons are looked for.
            most: how many sentences before its own are looked at.
        """
        context, here = self._context, self._context.sentence[token.i]
        found: dict[int, dict[Entity, int]] = defaultdict(dict)
        for seen in reversed(self._seen[-_MOST:]):
            distance = here - context.sentence[seen.at]
            if distance > most:
                break
            if seen.entity.named and seen.entity.type == "person" and context.quote[seen.at] < 0:
                found[distance][seen.entity] = seen.at
        persons: dict[Entity, int] = {}
        for distance in range(most + 1):
            persons |= found[distance]
            if len(persons) >= number:
                break
        return tuple(sorted(persons, key=persons.__getitem__))

    def _named_below(self, token: Token) -> set[Entity]:
        """Those whom the clause of a subject pronoun names: "she said that X …" is not said by X (principle C)."""
        if token.dep_ not in _ACTS:
            return set()
        verb = token.head
        end = min(verb.right_edge.i + 1, token.i + _CLAUSE)
        found = set()
        for at in range(token.i + 1, end):
            if (entity := self._names.get(at)) is not None and _depends(self._context.doc[at], verb):
                found.add(entity)
        return found

    def quoted_speaker(self, token: Token) -> set[Entity]:
        """Whoever is quoted with a pronoun would have said "I"; "X's spokesman" is quoted, X is not."""
        number = self._context.voice[token.i]
        if number < 0:
            return set()
        if number not in self._speakers:
            sources = self._context.attributions[number].sources
            heads = (head for at in sources if (head := self._context.heads.get(at)) is not None)
            spoken = (one.i for head in heads for noun in conjuncts(head) for one in (noun, *children(noun, "appos")))
            self._speakers[number] = {entity for at in spoken if (entity := self._names.get(at))}
        return self._speakers[number]

    def _named_in_words(self, token: Token) -> set[Entity]:
        """Those named in what a pronoun is the source of; few speak of themselves by name."""
        contents = self._context.contents.get(token.i, ())
        words = (at for start, end in contents for at in range(start, end))
        return {entity for at in words if (entity := self._names.get(at))}


def _shares_verb(token: Token, doc: Doc, other: int) -> bool:
    """Whether an object and another token hang on one verb: "X praised him" is not about X."""
    return doc[other].head.i == token.head.i and other != token.i


def agreement(pronoun: Pronoun, entity: Entity) -> float:
    """How well an entity agrees with a third-person pronoun, from 0 (not at all) to 1.

    An entity of unknown type can be anything, with less weight; so can a person of unknown gender.
    """
    kind = entity.type
    if pronoun.gender in {"m", "f"}:
        if kind not in {"person", "unknown"} or entity.plural:
            return 0.0
        if (entity.gender and entity.gender != pronoun.gender) or (kind == "unknown" and entity.name.isupper()):
            return 0.0
        return (1.0 if kind == "person" else _UNKNOWN_TYPE) * (
            1.0 if entity.gender else _likely(pronoun.gender, entity.women)
        )
    if pronoun.gender != "n":
        if entity.plural or kind == "group":
            return _THINGS if entity.things else 1.0
        return 0.5 if kind == "organisation" else 0.0
    if entity.plural or kind in {"person", "group"}:
        return 0.0
    return {"organisation": 1.0, "document": 1.0, "place": 0.6}.get(kind, 0.3)


def _likely(gender: str, women: float | None) -> float:
    if women is None:
        return _UNKNOWN_GENDER
    share = women if gender == "f" else 1 - women
    return min(1.0, share / max(1 - share, 0.01))


def _depends(token: Token, verb: Token) -> bool:
    """Whether a token stands below a verb otherwise than in a clause joined to it."""
    for _ in range(_CLAUSE):
        above = token.head
        if above.i == verb.i:
            return token.dep_ not in {"conj", "parataxis"}
        if above.i == token.i:
            return False
        token = above
    return False
