"""What the tokens of an article stand for, as far as it has been read."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from spacy.tokens import Token

from quoteminer.layers import Range
from quoteminer.rules.context import Context
from quoteminer.rules.entities import Entity
from quoteminer.rules.inventory import Inventory
from quoteminer.rules.mentions import Mention
from quoteminer.rules.pronouns import History

_CLEARLY: Final = 1.3
"""How much heavier the best of several that fit must be than the next."""


class Referent(NamedTuple):
    """What a token stands for.

    Attributes:
        entity: the entity.
        rule: by which rule that was found.
        lead: how much heavier the entity weighed than the next that fits; None where nothing was weighed.
    """

    entity: Entity
    rule: str
    lead: float | None = None


class Referents:
    """The referents found so far, and what is needed to find the next.

    Args:
        context: the Doc's sentences, quotations and sources.
        mentions: the names in it.
        inventory: the entities they name.

    Attributes:
        context: as given.
        mentions: as given.
        inventory: as given.
        names: the number of the name that each token of a name is part of.
        named: the entity named at the head of each name that leaves no doubt.
        history: the mentions read so far.
    """

    def __init__(self, context: Context, mentions: Sequence[Mention], inventory: Inventory) -> None:
        self.context, self.mentions, self.inventory = context, mentions, inventory
        self.named = {
            mention.head: candidates[0]
            for mention, candidates in zip(mentions, inventory.candidates, strict=True)
            if len(candidates) == 1
        }
        self.history = History(context, self.named)
        self.names = {at: n for n, mention in enumerate(mentions) for at in range(mention.start, mention.end)}
        self._open: dict[str, Entity] = {}
        self._found: dict[int, Referent] = {}

    @cached_property
    def times(self) -> Counter[Entity]:
        """How often the article names each entity so that there is no doubt; once where it never does."""
        return Counter(self.inventory.entities) | Counter(self.named.values())

    def often(self, entity: Entity) -> float:
        """How often an entity is named, as a share of how often the one is that is named most."""
        return self.times[entity] / self._most

    @cached_property
    def _most(self) -> int:
        return max(self.times.values(), default=1)

    def open_name(self, mention: Mention) -> Entity:
        """The entity of a name that several bear and that nothing decides: one for all its mentions."""
        if mention.text not in self._open:
            unknown = Entity(mention.text, "person", named=False, person=mention.person, gender=mention.gender)
            self._open[mention.text] = unknown
        return self._open[mention.text]

    def named_at(self, at: int) -> Entity | None:
        """The entity of the name that a token is part of, where there is no doubt, whether it was read or not."""
        number = self.names.get(at)
        return None if number is None else self.named.get(self.mentions[number].head)

    def at(self, at: int) -> Referent | None:
        """What a token stands for."""
        return self._found.get(at)

    def put(self, at: int | range, entity: Entity, rule: str, lead: float | None = None) -> None:
        """Say what a token, or each of several, stands for."""
        found = Referent(entity, rule, lead)
        for one in (at,) if isinstance(at, int) else at:
            self._found[one] = found

    def refer(self, token: Token, entity: Entity, rule: str, lead: float | None = None) -> None:
        """Say what a token stands for, and remember it as a mention."""
        self.put(token.i, entity, rule, lead)
        self.history.add(entity, token)

    def entitle(self, title: Range, work: Entity) -> None:
        """Say that words are the title of a work, whatever else bears the names in it."""
        for at in range(*title):
            if at in self.named:
                self.named[at] = work
        self.put(range(*title), work, "name")

    def clearly_best(self, token: Token, fits: Callable[[Entity], float], margin: float = _CLEARLY) -> Entity | None:
        """The entity that a token takes up, when it outweighs all others that fit by a margin."""
        ranked = self.history.ranked(token, fits)
        if not ranked or (len(ranked) > 1 and ranked[0][0] < margin * ranked[1][0]):
            return None
        return ranked[0][1]
