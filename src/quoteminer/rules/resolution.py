"""From the mention that a quote is ascribed to, to the records of its speakers."""

from collections.abc import Sequence
from typing import Final

from spacy.tokens import Doc, Token

from quoteminer.layers import Attribution, Range
from quoteminer.lexicon import Lexicon
from quoteminer.names import fold, slug, strip_article, strip_possessive
from quoteminer.register.known import Register
from quoteminer.rules.context import context
from quoteminer.rules.coreferents import Coreferents
from quoteminer.rules.descriptions import describe
from quoteminer.rules.discourse import read
from quoteminer.rules.entities import Entity
from quoteminer.rules.identities import Identities
from quoteminer.rules.interviews import is_label
from quoteminer.rules.inventory import inventory
from quoteminer.rules.joined import joined_heads
from quoteminer.rules.mentions import mentions
from quoteminer.rules.named_beside import all_named_behind, named_within
from quoteminer.rules.phrases import NOUNS, head_of, phrase_end, phrase_start, text_of
from quoteminer.rules.referents import Referent, Referents
from quoteminer.rules.roles import Role
from quoteminer.rules.speaker_certainty import OWN_WORDS, case_of, certainty
from quoteminer.rules.vocabulary import vocabulary
from quoteminer.rules.voices import Voices
from quoteminer.schema import Speaker

_NOBODY: Final = frozenset({"nobody", "none"})
_LOOSE: Final = "-–—*•· "
"""What may hang on the front of a mention: a dash, by a mistake of the parser's, or the bullet of a list."""


class Resolver:
    """Ties the sources and addressees of one Doc to entities.

    Args:
        doc: the Doc.
        attributions: its attributions.
        lexicon: the word tables.
        register: the entities that the user knows.
        min_confidence: what is less sure to be whom a mention means is not named.
        clusters: mentions of one thing each, as a component for coreference has them.
    """

    def __init__(
        self,
        doc: Doc,
        attributions: Sequence[Attribution],
        lexicon: Lexicon,
        *,
        register: Register | None = None,
        min_confidence: float = 0.0,
        clusters: Sequence[Sequence[Range]] = (),
    ) -> None:
        self._doc, self._words = doc, vocabulary(lexicon)
        found = mentions(doc, self._words)
        self._referents = Referents(context(doc, attributions), found, inventory(found, self._words))
        read(self._referents, self._words)
        Voices(self._referents, self._words).read()
        self._ids: dict[str, Entity] = {}
        self._records: dict[tuple[Entity, str, float | None], Speaker] = {}
        self._certainty, self._least = certainty(lexicon), min_confidence
        self._coreferents = Coreferents(clusters, self._referents)
        self._identities = Identities(self._referents, self._words, lexicon, register)

    def speakers(self, sources: tuple[Range, ...]) -> tuple[Speaker, ...]:
        """The speakers behind a source, in text order.

        Args:
            sources: the ranges of the mention.

        Returns:
            A speaker for each of several joined names; empty for a pronoun that takes up nothing known.
        """
        records: dict[str, Speaker] = {}
        for at in sources:
            head = self._referents.context.heads.get(at)
            for token in joined_heads(self._referents, head) if head is not None else ():
                if at[0] <= token.i < at[1]:
                    records |= {speaker.id or speaker.name: speaker for speaker in self._speakers(token, at)}
        known = {key: speaker for key, speaker in records.items() if speaker.type != "unknown"}
        return tuple((known or records).values())

    def name(self, mention: Range | None) -> str | None:
        """The name of the entity behind a mention; None for one without a name of its own."""
        head = head_of(self._doc, mention) if mention else None
        found = self.found(head) if head is not None else None
        return found.entity.name if found and found.entity.named else None

    def found(self, head: Token) -> Referent | None:
        """What a mention stands for; None where that is less sure than is asked for.

        Args:
            head: the head of the mention.
        """
        found = self._coreferents.at(head.i) or self._referents.at(head.i)
        if found is None or found.rule in OWN_WORDS:
            return found
        sure = self._sure(found, head)
        return None if sure is not None and sure < self._least else found

    def _sure(self, found: Referent, head: Token) -> float | None:
        return self._certainty.of(found.rule, case_of(found, head, self._words), found.lead)

    def _speakers(self, head: Token, at: Range) -> list[Speaker]:
        if named := all_named_behind(self._referents, head, at, self._words):
            sure = self._certainty.of("apposition")
            return [self._record(entity, head, "apposition", sure) for entity in named]
        found = self.found(head)
        if found is None or not found.entity.named or found.rule == "description":
            found = named_within(self._referents, head, at, self._words) or found
        if is_label(self._doc, head.i) and (found is None or fold(found.entity.name) == fold(head.text)):
            return []
        if found is None:
            unresolved = self._unresolved(head)
            return [unresolved] if unresolved else []
        sure = self._sure(found, head)
        return [self._record(entity, head, found.rule, sure) for entity in found.entity.members or (found.entity,)]

    def _record(self, entity: Entity, head: Token, rule: str, sure: float | None) -> Speaker:
        own_id = self._id(entity)
        if entity.type == "group" and rule in {"name", "short-name"}:
            described = describe(head, self._words)
            name = (described.text if described else "") or entity.name
            return self._made(entity, name, slug(name), "group", self._certainty.of("group"))
        if (entity, rule, sure) not in self._records:
            self._records[entity, rule, sure] = self._made(entity, entity.name, own_id, rule, sure)
        return self._records[entity, rule, sure]

    def _made(self, entity: Entity, name: str, own_id: str | None, rule: str, sure: float | None) -> Speaker:
        role, known = _role_of(entity), self._identities.of(entity)
        return Speaker(
            id=own_id,
            name=name,
            type=entity.type,
            role=role.title if role else None,
            organisation=(self._body(role) if role else None) or entity.organisation,
            on_behalf_of=entity.behind,
            resolved_by=rule,
            confidence=sure,
            entity_id=known.id if known else None,
            identified_by=known.by if known else None,
            wikidata=known.wikidata if known else None,
        )

    def _body(self, role: Role) -> str | None:
        """The body of a role; by its name where the article only takes it up: "the group's director".

        So is one whose name looks like a person's and is a body's by the rest of the article: "Acme director X".
        """
        is_open = role.organisation is None or role.organisation.islower()
        found = self._referents.at(role.body) if role.body is not None and is_open else None
        named = found is not None and found.entity.named and found.entity.type == "organisation"
        return found.entity.name if found is not None and named else role.organisation

    def _unresolved(self, head: Token) -> Speaker | None:
        """The mention's own words; None for a pronoun that stands alone, and for "no one"."""
        alone = phrase_start(head) == head.i and phrase_end(head) == head.i + 1  # "the i" is a newspaper
        if alone and head.text.lower() in self._words.pronouns and head.tag_ not in NOUNS:
            return None
        no_one = head.text.lower() == "one" and head.i > 0 and head.nbor(-1).text.lower() == "no"
        if head.tag_ == "WP$" or head.text.lower() in _NOBODY or no_one:
            return None
        described = describe(head, self._words)
        text = described.text if described else text_of(head.doc, phrase_start(head), phrase_end(head))
        text = strip_possessive(strip_article(text.lstrip(_LOOSE).removeprefix("whose ")))
        if not any(char.isalnum() for char in text):
            return None
        return Speaker(id=slug(text), name=text, type=described.type if described else "unknown", resolved_by="none")

    def _id(self, entity: Entity) -> str | None:
        """An id from the name; a number tells entities of one name apart."""
        base = slug(entity.name)
        if base is None:
            return None
        number, found = 1, base
        while self._ids.setdefault(found, entity) is not entity:
            number += 1
            found = f"{base}-{number}"
        return found


def _role_of(entity: Entity) -> Role | None:
    """The first of an entity's roles that names a body, else its first."""
    return next((role for role in entity.roles if role.organisation), entity.roles[0] if entity.roles else None)
