"""What an article says of its entities that tells who they are in other articles too."""

from collections import Counter, defaultdict
from typing import Final

from quoteminer.lexicon import Lexicon
from quoteminer.names import Name, fold, parse_name
from quoteminer.register.described import Described, is_initial, keys, spelled_out
from quoteminer.register.identity import Identity, identify
from quoteminer.register.known import Register
from quoteminer.register.namesakes import name_counts, short_forms
from quoteminer.rules.entities import Entity
from quoteminer.rules.mentions import Mention
from quoteminer.rules.phrases import children, phrase_start
from quoteminer.rules.referents import Referents
from quoteminer.rules.vocabulary import Vocabulary

_A: Final = frozenset({"a", "an"})


class Identities:
    """Who the entities of one article are beyond it.

    Args:
        referents: the article's names and their entities, read to the end.
        words: the word tables.
        lexicon: the same tables.
        register: the entities that the user knows.
    """

    def __init__(self, referents: Referents, words: Vocabulary, lexicon: Lexicon, register: Register | None) -> None:
        self._referents, self._words, self._register = referents, words, register
        self._counts, self._short_forms = name_counts(lexicon), short_forms(lexicon)
        self._known: dict[Entity, Identity | None] = {}
        self._mentions: defaultdict[Entity, list[Mention]] = defaultdict(list)
        for mention in referents.mentions:
            if (entity := referents.named.get(mention.head)) is not None:
                self._mentions[entity].append(mention)
        names = (entity.person for entity in referents.inventory.entities)
        self._bearers = Counter(_first_and_last(name) for name in names if name is not None)

    def of(self, entity: Entity) -> Identity | None:
        """Who an entity is; None where the article does not make that safe."""
        if not entity.named:
            return None
        if entity not in self._known:
            self._known[entity] = identify(self._described(entity), self._counts, self._register)
        return self._known[entity]

    def _described(self, entity: Entity) -> Described:
        mentions = self._mentions[entity]
        person = parse_name(entity.name.split(), self._words.names) if entity.type == "person" else None
        qualifier, office = self._qualifier(entity)
        return Described(
            type=entity.type,
            name=entity.name,
            person=person,
            full=person is not None and self._is_full(person, mentions),
            roles=keys(
                (title for role in entity.roles for title in (role.title, role.head) if title), self._short_forms
            ),
            bodies=keys(_bodies(entity)) | entity.places,
            qualifier=qualifier,
            office=office,
            stranger=entity.age is not None or any(map(self._is_introduced, mentions)),
            alone=person is None or self._bearers[_first_and_last(person)] < 2,
            known_body=self._is_known_body(entity),
        )

    def _is_full(self, person: Name, mentions: list[Mention]) -> bool:
        """Whether a name begins with a first name, spelled out; "Says Lind" of a headline does not."""
        if not person.given or is_initial(person.given[0]):
            return False
        return fold(person.given[0]) in self._words.names.given or any(
            mention.first_name for mention in mentions if len(mention.words) > 1
        )

    def _qualifier(self, entity: Entity) -> tuple[str | None, bool]:
        """The body, country or office that tells a bearer of a common name from others; and whether it is an office."""
        for body in _bodies(entity):
            if any(word[:1].isupper() for word in body.split()):
                return body, False
        offices = [role for role in entity.roles if role.head and self._words.names.titles.get(role.head) == "office"]
        for role in offices:
            if role.places:
                return " ".join(sorted(role.places)), False
        return (spelled_out(offices[0].head or "", self._short_forms), True) if offices else (None, False)

    def _is_introduced(self, mention: Mention) -> bool:
        """Whether a mention introduces somebody whom readers do not know: "X, a nurse"."""
        head = self._referents.context.doc[mention.head]
        return any(head.doc[phrase_start(noun)].text.lower() in _A for noun in children(head, "appos"))

    def _is_known_body(self, entity: Entity) -> bool:
        """Whether a name says by itself which body or country is meant: "Norlandish Foreign Ministry", "Norland"."""
        words = entity.name.split()
        if entity.type == "place":
            return fold(entity.name) in self._words.places
        if entity.type != "organisation" or not entity.places or not words[0][:1].isupper():
            return False
        return len(words) > 1 and fold(words[-1]) in self._words.organisations


def _bodies(entity: Entity) -> list[str]:
    """The bodies that somebody belongs to, by a role or without."""
    return [body for body in (*(role.organisation for role in entity.roles), entity.organisation) if body]


def _first_and_last(name: Name) -> tuple[str, str]:
    return fold(name.given[0]) if name.given else "", name.key
