"""Tying descriptions to entities as an article is read: known ones taken up, new ones introduced."""

from collections import defaultdict
from collections.abc import Collection
from typing import Final

from spacy.tokens import Token

from quoteminer.layers import Range
from quoteminer.names import fold
from quoteminer.rules.aged import aged
from quoteminer.rules.context import headline_end
from quoteminer.rules.counted import counted
from quoteminer.rules.descriptions import (
    Description,
    age_of,
    describe,
    is_mere_kind,
    is_of_country,
    is_restricted,
    kind_of,
    speaks_for_body,
    spoken_for,
)
from quoteminer.rules.entities import Entity
from quoteminer.rules.foretold import foretold, lead_of
from quoteminer.rules.matching import (
    ANY,
    adds_to,
    compatriot,
    contradicts,
    foreigner,
    is_foreign,
    is_person,
    may_be,
    names_place,
    narrower,
    nouns_of,
    of_kind,
    score,
)
from quoteminer.rules.named_beside import named_within
from quoteminer.rules.phrases import TO_BE, children, parted_by_colon, text_of
from quoteminer.rules.referents import Referents
from quoteminer.rules.vocabulary import Vocabulary
from quoteminer.rules.works import is_beside, is_work, titles

_NO_ROLES: Final = frozenset({"man", "woman", "boy", "girl", "person"})
_NAMED: Final = frozenset({"named", "called"})
_WORKS: Final = frozenset({"document", "unknown"})
_RELATIVE: Final = frozenset({"WDT", "WP"})
_OF_WHICH: Final = frozenset({"of", "for"})
"""What says which body is meant: "the trade group *for* the plans" is no body named before."""
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_ANY_BODY: Final = 0.5
"""How well "the company" fits a body whose name does not say that it is one, beside one whose name does."""
_LAST_BODY: Final = 2.0
"""Factor of the body named last, which "the company" means more often than "it" does."""
_BY_FAR: Final = 1.8
"""How much heavier the person spoken of must be than the next, to be meant by a description that says something new."""


class Nominals:
    """Reads the noun phrases of an article that are no names.

    Args:
        referents: what the article's tokens stand for, as far as it has been read.
        words: the word tables.
    """

    def __init__(self, referents: Referents, words: Vocabulary) -> None:
        self._referents, self._words = referents, words
        self._owned: dict[tuple[Entity, str], Entity] = {}
        self._unnamed: dict[tuple[str, int], Entity] = {}
        self._works: dict[str, Entity] = {}
        self._titles = titles(referents.context)
        self._announced: set[Entity] = set()
        self._headlined: set[Entity] = set()
        self._headline, self._lead = headline_end(referents.context.doc), lead_of(referents.context)
        self._by_noun: dict[str, dict[Entity, None]] = defaultdict(dict)
        for entity in referents.inventory.entities:
            self._index(entity)

    def read(self, token: Token) -> None:
        """Say what the head of a noun phrase stands for.

        Args:
            token: the head; phrases of things that neither speak nor act are passed over.
        """
        kind = kind_of(token, self._words)
        if kind in _WORKS and (title := self._title(token)) is not None:
            self._read_work(token, title)
            return
        if kind == "unknown":
            self._read_apposed_person(token)
            return
        described = describe(token, self._words, kind)
        if described is None or not described.text:
            return
        if (named := self._apposed(token, described)) is not None:
            named.learn(described.role)
            if described.type == "organisation":
                named.kinds.add(described.noun)
            self._index(named)
            self._referents.put(token.i, named, "apposition")
            if token.dep_ not in {"appos", "attr"}:
                self._referents.history.add(named, token)
        elif (known := self._known(token, described)) is not None:
            known.places |= described.places if known.named and is_of_country(token, self._words) else set()
            self._referents.refer(token, known, "description")
        elif (person := foretold(self._referents, self._lead, token, described, self._words)) is not None:
            if described.noun not in _NO_ROLES:
                person.learn(described.role)
            self._index(person)
            self._referents.refer(token, person, "description")
        else:
            entity = self._introduce(token, described)
            rule = kind if kind in {"document", "group"} else "possessive" if entity.behind else "none"
            self._referents.refer(token, entity, rule)

    def _title(self, token: Token) -> Range | None:
        """The title that stands beside the noun of a work."""
        title = self._titles.get(token.i)
        if title is None:
            return None
        before = fold(token.nbor(-1).text) if token.i else ""
        if not is_work(before, fold(token.text), self._words):
            return None
        return title if is_beside(self._referents.context, token, title) else None

    def _read_work(self, token: Token, title: Range) -> None:
        """Tie a noun to the work whose title stands beside it: "her first *book*, “The Long Road,”"."""
        described = describe(token, self._words, "document")
        if described is None:
            return
        name = text_of(token.doc, *title)
        entity = self._works.setdefault(fold(name), Entity(name, "document"))
        self._announced.add(entity)
        self._unnamed[self._key(token, described)] = entity
        self._referents.entitle(title, entity)
        self._referents.refer(token, entity, "apposition")

    def _known(self, token: Token, described: Description) -> Entity | None:
        """The entity read before that a phrase means; for a group a number of persons."""
        if described.type == "group":
            return counted(self._referents, token, self._words)
        return self._taken_up(token, described)

    def _read_apposed_person(self, token: Token) -> None:
        """Tie a noun that says no role to the person in apposition: "his *opponent*, X," is X."""
        if not token.n_rights or token.tag_ != "NN":
            return
        named = (self._referents.named_at(other.i) for other in children(token, "appos"))
        person = next((entity for entity in named if entity is not None and entity.type == "person"), None)
        if person is not None:
            self._referents.put(token.i, person, "apposition")

    def _apposed(self, token: Token, described: Description) -> Entity | None:
        """The named entity beside a description ("the minister, X", "X, a minister"), or said to be it."""
        beside = []
        for child in children(token, "appos", "acl"):
            if child.dep_ == "appos":
                beside.append(child)
            elif child.text in _NAMED:
                beside += children(child, "oprd")
        if token.dep_ == "appos":
            beside.append(token.head)
        elif token.dep_ == "attr" and token.head.text.lower() in TO_BE:
            beside += children(token.head, "nsubj")
        own = self._own_source(token) if beside else None
        for other in beside:
            entity = self._referents.named_at(other.i)
            beyond = own is not None and not own[0] <= other.i < own[1]
            if beyond or entity is None or described.plural or parted_by_colon(token, other):
                continue
            if entity.type == "unknown" or is_person(described, entity, self._words):
                entity.type = described.type
            if entity.type == described.type or (described.type, entity.type) == ("person", "organisation"):
                return entity
        return self._named_next(token, described) or self._within_source(token)

    def _named_next(self, token: Token, described: Description) -> Entity | None:
        """Whose name follows at once: "the speaker X Y", "the agency X", where the parser ties the two loosely."""
        behind = self._referents.context.lower[token.i + 1 : token.i + 2]
        article = behind == ["the"] and described.type == "organisation"  # "its arm *the* X"
        at = token.i + 1 + article
        number = self._referents.names.get(at)
        if described.plural or number is None:
            return None
        mention, entity = self._referents.mentions[number], self._referents.named_at(at)
        if entity is not None and mention.start == at and mention.kind == described.noun:
            return entity
        full = article or (described.type == "person" and len(mention.words) > 1)
        named = entity is not None and entity.type == described.type
        return entity if mention.start == at and full and named else None

    def _own_source(self, token: Token) -> Range | None:
        """The source that a token is the head of; who is named outside of it is another: "with X, the senator said".

        With a relative pronoun at its end it says more of whom it follows: "X, a firm that says".
        """
        context = self._referents.context
        if (number := context.numbers.get(token.i)) is None:
            return None
        sources = (at for at in context.attributions[number].sources if at[0] <= token.i < at[1])
        return next((at for at in sources if context.tags[at[1] - 1] not in _RELATIVE), None)

    def _within_source(self, token: Token) -> Entity | None:
        """The person named in the source that a role is the head of: "the spokesman for the firm, X, said"."""
        source = self._own_source(token)
        found = named_within(self._referents, token, source, self._words) if source else None
        return found.entity if found else None

    def _taken_up(self, token: Token, described: Description) -> Entity | None:
        """The entity read before that a definite description means."""
        if not described.definite or described.plural:
            return None
        if (age := age_of(token)) is not None:
            return aged(self._referents, token, described, age)
        if (owner := self._owner(token, described)) is not None:
            known = self._of_owner(owner, described)
            of_place = described.type == "organisation" and owner.type == "place"  # "the UK's biggest lender"
            return self._firm_acting(token, described) if known is None and of_place else known
        introduced = self._unnamed.get(self._key(token, described))
        if introduced is not None and introduced.type == "document" and introduced in self._announced:
            return introduced
        if is_of_country(token, self._words):
            return self._referents.clearly_best(token, lambda entity: compatriot(described, entity, self._words))
        if self._is_wide(token, described):
            meant = self._referents.clearly_best(token, lambda entity: may_be(described, entity, self._words))
            return meant or introduced
        scores = self._scores(token, described)
        if described.type == "organisation" and any(link.text in _OF_WHICH for link in children(token, "prep")):
            return introduced
        if scores:
            best = max(scores.values())
            fitting = [entity for entity, value in scores.items() if value == best]
            if described.type == "person" and is_foreign(described, fitting, self._words):
                return self._referents.clearly_best(
                    token, lambda entity: foreigner(described, entity, known=entity in fitting)
                )
            if described.type == "organisation" and ANY in narrower(described, self._words):
                return self._body_spoken_of(token, scores, _ANY_BODY)
            if len(fitting) == 1:
                return fitting[0]
            if described.type == "organisation":
                return self._body_spoken_of(token, fitting, 0.0)
            return self._referents.clearly_best(token, lambda entity: float(entity in fitting))
        return self._spoken_of(token, described) or self._of_headline(token, described, introduced) or introduced

    def _of_headline(self, token: Token, described: Description, introduced: Entity | None) -> Entity | None:
        """The named person whom a headline only calls by an office: "*Chancellor* rallies voters ¶ X said …"."""
        if introduced not in self._headlined or token.dep_ not in _SUBJECTS:
            return None
        return self._referents.clearly_best(
            token, lambda entity: float(entity.named and not entity.roles and of_kind(described, entity)), _BY_FAR
        )

    def _is_wide(self, token: Token, described: Description) -> bool:
        """Whether a word that fits many persons means the one who is spoken of: "the candidate"."""
        if described.noun not in self._words.members and (
            described.type != "person" or ANY not in narrower(described, self._words)
        ):
            return False
        the = any(word.text.lower() == "the" for word in children(token, "det"))
        return the and not is_restricted(token)

    def _scores(self, token: Token, described: Description) -> dict[Entity, float]:
        """The entities that a description fits; nobody is described in the third person where he himself is quoted."""
        found: dict[Entity, float] = {}
        quoted = self._referents.history.quoted_speaker(token)
        for noun in (described.noun, *sorted(narrower(described, self._words))):
            for entity in self._by_noun.get(noun, ()):
                if entity in quoted:
                    continue
                if entity in self._referents.history.entities and (value := score(described, entity, self._words)):
                    found[entity] = value
        return found

    def _of_owner(self, owner: Entity, described: Description) -> Entity | None:
        entity = self._owned.get((owner, described.noun))
        if entity is not None and self._is_pronominal(entity.name) and not self._is_pronominal(described.text):
            entity.name = described.text
        return entity

    def _spoken_of(self, token: Token, described: Description) -> Entity | None:
        """The one spoken of, when a definite description can only say more about him, or is a wide word for a body.

        "The former governor is an athlete" after a sentence about one man adds to what is known of him; "the judge"
        may be somebody new. "The company" is the one body that the article is about.
        """
        if is_restricted(token):
            return None
        if described.noun in self._words.towns | self._words.countries:
            if described.proper or described.places:
                return None
            return self._referents.clearly_best(
                token, lambda entity: float(names_place(described, entity, self._words)), _BY_FAR
            )
        if described.type == "organisation":
            if not described.proper and ANY in narrower(described, self._words):
                return self._body_spoken_of(token, (), _ANY_BODY)
            return self._firm_acting(token, described)
        if token.dep_ not in _SUBJECTS or described.type != "person" or not described.modifiers:
            return None
        before = token.doc[described.start : token.i]
        if (described.role and described.role.organisation) or any(word.tag_ == "NN" for word in before):
            return None
        best = self._referents.clearly_best(
            token, lambda entity: float(of_kind(described, entity) and (entity.named or not entity.roles)), _BY_FAR
        )
        return best if best is not None and best.named and adds_to(described, best, self._words) else None

    def _body_spoken_of(self, token: Token, fitting: Collection[Entity], others: float) -> Entity | None:
        """The body that "the company" takes up: rather one that is known to be one, the one named last, or often.

        Args:
            token: the head of the description.
            fitting: the bodies that are known to be such.
            others: how well any other body fits beside them.
        """
        last = self._referents.history.last_body

        def fits(entity: Entity) -> float:
            if not entity.named or entity.type != "organisation":
                return 0.0
            fit = (1.0 if entity in fitting else others) * (_LAST_BODY if entity is last else 1.0)
            return fit * (1 + self._referents.often(entity))

        return self._referents.clearly_best(token, fits)

    def _firm_acting(self, token: Token, described: Description) -> Entity | None:
        """The firm that the sentence before is about, by its trade: "Acme grew. *The carmaker* said …"."""
        if token.dep_ not in _SUBJECTS or described.noun not in self._words.firms:
            return None
        body = self._referents.history.body_acting(token)
        if body is None or not body.named or contradicts(described, body, self._words):
            return None
        other = (nouns_of(body) & self._words.organisations) - narrower(described, self._words) - {described.noun}
        return None if other else body

    def _introduce(self, token: Token, described: Description) -> Entity:
        """A new entity without a name, and for whom it speaks."""
        entity = Entity(described.text, described.type, named=False, gender=described.gender, plural=described.plural)
        entity.words |= described.modifiers
        entity.things = described.plural and described.noun not in self._words.several
        if described.role:
            entity.learn(described.role)
            entity.organisation = described.role.organisation
        if (owner := self._owner(token, described)) is not None:
            self._owned[owner, described.noun] = entity
        if (behind := spoken_for(token, described.type, described.owner)) is not None:
            self._speak_for(entity, self._entity_at(behind))
        elif speaks_for_body(described) and entity.organisation is None:
            self._speak_for(entity, self._referents.history.body_acting(token))
        if not described.definite:
            self._announced.add(entity)
            if token.i < self._headline and described.type == "person" and not any(children(token, "det")):
                self._headlined.add(entity)
        key = self._key(token, described)
        another = key in self._unnamed and not described.definite and described.proper  # "a Labour government would …"
        if not (described.plural or another or is_mere_kind(token, described)):
            self._unnamed[key] = entity
        return entity

    @staticmethod
    def _speak_for(entity: Entity, other: Entity | None) -> None:
        if other is None or other is entity:
            return
        if entity.type == "person" and other.type in {"organisation", "group"}:
            entity.organisation = entity.organisation or other.name
        elif entity.type == "document" or other.type == "person":
            entity.behind = other.name

    def _owner(self, token: Token, described: Description) -> Entity | None:
        """The person whose office, campaign or aide a noun is: "X's campaign", "the X campaign", "his campaign"."""
        if described.owner is not None and (entity := self._entity_at(described.owner)) is not None:
            return entity
        for child in children(token, "compound", "nmod"):
            if (entity := self._referents.named_at(child.i)) is not None and entity.type == "person":
                return entity
        return None

    def _entity_at(self, token: Token) -> Entity | None:
        if (named := self._referents.named_at(token.i)) is not None:
            return named
        known = self._referents.at(token.i)
        return known.entity if known else None

    def _key(self, token: Token, described: Description) -> tuple[str, int]:
        return described.noun, self._referents.context.section[token.i]

    def _is_pronominal(self, text: str) -> bool:
        return text.split()[0].lower() in self._words.pronouns

    def _index(self, entity: Entity) -> None:
        for noun in nouns_of(entity):
            self._by_noun[noun][entity] = None
