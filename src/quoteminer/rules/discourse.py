"""Reading an article from left to right: names, descriptions and pronouns, each tied to an entity as it comes.

What was read before decides what a pronoun or a description stands for, so pronouns that are nobody's source are
resolved too: they carry their entity on to the next one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from quoteminer.layers import Range
from quoteminer.names import fold
from quoteminer.rules.context import Context
from quoteminer.rules.descriptions import (
    Description,
    describe,
    is_plural,
    issuer_of,
    kind_of,
    owner_of,
    score,
    served_by,
)
from quoteminer.rules.entities import Entity, Inventory
from quoteminer.rules.genders import learn_genders
from quoteminer.rules.mentions import Mention
from quoteminer.rules.phrases import NOUNS, children, conjuncts, phrase_start
from quoteminer.rules.pronouns import History, agreement
from quoteminer.rules.vocabulary import Vocabulary

_LINKING: Final = frozenset({"IN", "TO", "CC", "DT", "POS", ",", "PRP$", "VBN", "VBG"})
"""Tags of words that tie a name to what stands before them as somebody else's."""
_INSIDE_NAMES: Final = frozenset({"compound", "amod", "nmod", "det", "nummod", "npadvmod", "quantmod"})
_CLEARLY: Final = 1.3
"""How much heavier the best of several bearers of a name, or fits of a description, must be than the next."""


_BY_FAR: Final = 1.8
"""How much heavier the person spoken of must be than the next, to be meant by a description that says something new."""


@dataclass(frozen=True, slots=True)
class Referent:
    """What a token stands for, and by which rule that was found."""

    entity: Entity
    rule: str


class Discourse:
    """The referents of an article.

    Args:
        context: the Doc's sentences, quotations and sources.
        found: the names in it.
        inventory: the entities they name.
        words: the word tables.
    """

    def __init__(self, context: Context, found: Sequence[Mention], inventory: Inventory, words: Vocabulary) -> None:
        self._context, self._words, self._inventory = context, words, inventory
        self._mentions = found
        self._mention_at = {at: number for number, mention in enumerate(found) for at in range(mention.start, mention.end)}
        self._named = {
            mention.head: candidates[0]
            for mention, candidates in zip(found, inventory.candidates, strict=True)
            if len(candidates) == 1
        }
        self._history = History(context, self._named)
        self._owned: dict[tuple[int, str], Entity] = {}
        self._described: dict[str, Entity] = {}
        self._referents: dict[int, Referent] = {}
        self._read()

    def referent(self, token: Token) -> Referent | None:
        """What a token stands for, or None when it stands for nothing that could be found."""
        return self._referents.get(token.i)

    def named_at_end(self, head: Token, at: Range) -> Referent | None:
        """The person whose name ends a mention that the parser hangs on the role before it.

        "Ambassador to the United States X" is X, "spokesman for X" is not.
        """
        number = self._mention_at.get(at[1] - 1)
        if number is None or not self._words.is_role(head.text):
            return None
        start = self._mentions[number].start
        while start > at[0] and fold(self._context.doc[start - 1].text) in self._words.names.titles:
            start -= 1
        entity = self._named.get(self._mentions[number].head)
        if entity is None or entity.type != "person" or start <= head.i:
            return None
        return None if self._context.doc[start - 1].tag_ in _LINKING else Referent(entity, "apposition")

    def _read(self) -> None:
        persons = {at: entity for at, entity in self._named.items() if entity.type == "person"}
        learn_genders(self._context, persons, self._words)
        for token in self._context.doc:
            if token.i in self._referents:
                continue
            if (number := self._mention_at.get(token.i)) is not None:
                if token.i == self._mentions[number].start:
                    self._read_name(number)
            elif token.text.lower() in self._words.pronouns and token.tag_ not in NOUNS:
                self._read_pronoun(token)
            elif token.tag_ in NOUNS and token.dep_ not in _INSIDE_NAMES:
                self._read_description(token)

    def _read_name(self, number: int) -> None:
        mention, candidates = self._mentions[number], self._inventory.candidates[number]
        head = self._context.doc[mention.head]
        entity: Entity | None = candidates[0] if len(candidates) == 1 else None
        if len(candidates) > 1:
            entity = self._clearly_best(head, lambda other: float(other in candidates))
        rule = "short-name"
        if entity is None:
            entity, rule = Entity(mention.text, "person", named=False, person=mention.person, gender=mention.gender), "none"
        elif fold(mention.text) == fold(entity.name):
            rule = "name"
        for at in range(mention.start, mention.end):
            self._referents[at] = Referent(entity, rule)
        self._note(entity, head)
        self._read_joint(entity, head)

    def _read_joint(self, first: Entity, head: Token) -> None:
        """Enter several persons joined by "and" as one that "they" can take up."""
        if first.type != "person" or head.dep_ == "conj":
            return
        others = [self._named[token.i] for token in conjuncts(head)[1:] if token.i in self._named]
        members = tuple(dict.fromkeys([first, *(other for other in others if other.type == "person")]))
        if len(members) > 1:
            name = " and ".join(member.name for member in members)
            self._note(Entity(name, "group", named=False, plural=True, members=members), head)

    def _read_pronoun(self, token: Token) -> None:
        pronoun = self._words.pronouns[token.text.lower()]
        if pronoun.case == "relative":
            self._read_relative(token)
            return
        if pronoun.person != "3" or pronoun.case in {"indefinite", "interrogative", "demonstrative"}:
            return
        ranked = self._history.ranked(token, lambda entity: agreement(pronoun, entity))
        if ranked:
            self._refer(token, ranked[0][1], "pronoun")

    def _read_relative(self, token: Token) -> None:
        clause = token.head
        while clause.dep_ not in {"relcl", "ROOT"} and clause.head.i != clause.i:
            clause = clause.head
        if clause.dep_ == "relcl" and (antecedent := self._referents.get(clause.head.i)):
            self._refer(token, antecedent.entity, "pronoun")

    def _read_description(self, token: Token) -> None:
        if kind_of(fold(token.text), is_plural(token, self._words), self._words) == "unknown":
            return
        described = describe(token, self._words)
        if described is None:
            return
        named = self._apposed(token, described)
        if named is not None:
            named.learn(described.role)
            self._referents[token.i] = Referent(named, "apposition")
            if token.dep_ not in {"appos", "attr"}:
                self._note(named, token)
            return
        entity, rule = self._known_by(token, described) or self._taken_up(token, described), "description"
        if entity is None:
            entity, rule = self._introduce(token, described), _RULES.get(described.type, "none")
            if entity.behind and described.type == "organisation":
                rule = "possessive"
        self._refer(token, entity, rule)

    def _apposed(self, token: Token, described: Description) -> Entity | None:
        """The named entity that stands in apposition to a description, or of which it is the predicate."""
        beside = list(children(token, "appos"))
        if token.dep_ == "appos":
            beside.append(token.head)
        if token.dep_ == "attr" and token.head.text.lower() in {"is", "was", "'s", "’s"}:
            beside += children(token.head, "nsubj")
        for other in beside:
            number = self._mention_at.get(other.i)
            if number is None or len(self._inventory.candidates[number]) != 1 or described.plural:
                continue
            entity = self._inventory.candidates[number][0]
            if entity.type == "unknown":
                entity.type = described.type
            if entity.type == described.type or (described.type, entity.type) == ("person", "organisation"):
                return entity
        return None

    def _known_by(self, token: Token, described: Description) -> Entity | None:
        """The one entity mentioned before that a definite description fits best."""
        if not described.definite or described.plural:
            return None
        owner = self._owner(token)
        if owner is not None:
            entity = self._owned.get((id(owner), described.noun))
            if entity is not None and self._is_pronominal(entity.name) and not self._is_pronominal(described.text):
                entity.name = described.text
            return entity
        scores = {entity: value for entity in self._history.entities if (value := score(described, entity, self._words))}
        if scores:
            best = max(scores.values())
            fitting = {entity for entity, value in scores.items() if value == best}
            if len(fitting) == 1:
                return fitting.pop()
            if found := self._clearly_best(token, lambda entity: float(entity in fitting)):
                return found
            return None
        if described.type == "organisation" and described.noun in self._words.wider_bodies:
            return self._clearly_best(token, _is_named_body) or self._described.get(described.noun)
        return self._described.get(described.noun)

    def _taken_up(self, token: Token, described: Description) -> Entity | None:
        """The person who is spoken of, when a definite subject of several words can only say more about them.

        "The former governor is an athlete" after a sentence about one man adds to what is known of him; "the judge"
        may be somebody new.
        """
        if token.dep_ not in {"nsubj", "nsubjpass"} or not described.definite or described.type != "person":
            return None
        if described.plural or not described.modifiers or any(children(token, "poss", "relcl", "prep", "appos")):
            return None
        before = token.doc[phrase_start(token) : token.i]
        if (described.role and described.role.organisation) or any(word.tag_ == "NN" for word in before):
            return None
        ranked = self._history.ranked(token, lambda entity: float(_of_gender(entity, described)))
        if not ranked or (len(ranked) > 1 and ranked[0][0] < _BY_FAR * ranked[1][0]):
            return None
        best = ranked[0][1]
        return best if best.named and _could_be(best, described) else None

    def _is_pronominal(self, text: str) -> bool:
        return text.split()[0].lower() in self._words.pronouns

    def _introduce(self, token: Token, described: Description) -> Entity:
        """A new entity without a name, and for whom it speaks."""
        entity = Entity(described.text, described.type, named=False, gender=described.gender, plural=described.plural)
        entity.words |= described.modifiers
        if described.role:
            entity.learn(described.role)
            entity.organisation = described.role.organisation
        owner = self._owner(token)
        if owner is not None:
            self._owned[id(owner), described.noun] = entity
        behind: Token | None = owner_of(token)
        if described.type == "document":
            behind = issuer_of(token) or behind
        elif described.type == "person" and behind is None:
            behind = served_by(token)
        if behind is not None:
            self._speak_for(entity, behind)
        if not described.plural:
            self._described[described.noun] = entity
        return entity

    def _speak_for(self, entity: Entity, behind: Token) -> None:
        number = self._mention_at.get(behind.i)
        if number is not None and len(self._inventory.candidates[number]) == 1:
            other: Entity | None = self._inventory.candidates[number][0]
        else:
            known = self._referents.get(behind.i)
            other = known.entity if known else None
        if other is None or other is entity:
            return
        if entity.type == "person" and other.type in {"organisation", "place", "group"}:
            entity.organisation = entity.organisation or other.name
        else:
            entity.behind = other.name

    def _owner(self, token: Token) -> Entity | None:
        """The person whose office, campaign or aide a noun is: "X's campaign", "the X campaign", "his campaign"."""
        for child in children(token, "poss", "compound", "nmod"):
            if child.dep_ == "poss" and (known := self._referents.get(child.i)):
                return known.entity
            number = self._mention_at.get(child.i)
            if number is not None and len(self._inventory.candidates[number]) == 1:
                entity = self._inventory.candidates[number][0]
                if entity.type == "person":
                    return entity
        return None

    def _clearly_best(self, token: Token, fits: Callable[[Entity], float]) -> Entity | None:
        ranked = self._history.ranked(token, fits)
        if not ranked or (len(ranked) > 1 and ranked[0][0] < _CLEARLY * ranked[1][0]):
            return None
        return ranked[0][1]

    def _refer(self, token: Token, entity: Entity, rule: str) -> None:
        self._referents[token.i] = Referent(entity, rule)
        self._note(entity, token)

    def _note(self, entity: Entity, token: Token) -> None:
        self._history.add(entity, token)


def _is_named_body(entity: Entity) -> float:
    return float(entity.named and entity.type == "organisation")


def _of_gender(entity: Entity, described: Description) -> bool:
    return entity.type == "person" and (not described.gender or entity.gender in {None, described.gender})


def _could_be(entity: Entity, described: Description) -> bool:
    if entity.roles and not described.modifiers & entity.words:
        return False
    return all(
        not said or not known or said & known
        for said, known in ((described.places, entity.places), (described.proper, entity.proper))
    )


_RULES: Final = {"document": "document", "group": "group"}
