"""From the mention that a quote is ascribed to, to the records of its speakers."""

from spacy.tokens import Doc, Token

from quoteminer.layers import Attribution, Range
from quoteminer.lexicon import Lexicon
from quoteminer.names import slug, strip_article, strip_possessive
from quoteminer.rules.context import Context, context
from quoteminer.rules.descriptions import describe
from quoteminer.rules.discourse import Discourse
from quoteminer.rules.entities import Entity, inventory
from quoteminer.rules.mentions import mentions
from quoteminer.rules.phrases import NOUNS, conjuncts, head_of, phrase_end, phrase_start, text_of
from quoteminer.rules.roles import Role
from quoteminer.rules.vocabulary import Vocabulary, vocabulary
from quoteminer.schema import Speaker


class Resolver:
    """Ties the sources and addressees of one Doc to entities.

    Args:
        doc: the Doc.
        attributions: its attributions.
        lexicon: the word tables.
    """

    def __init__(self, doc: Doc, attributions: list[Attribution], lexicon: Lexicon) -> None:
        self._words: Vocabulary = vocabulary(lexicon)
        self._context: Context = context(doc, attributions)
        found = mentions(doc, self._words)
        self._discourse = Discourse(self._context, found, inventory(found, self._words), self._words)
        self._ids: dict[str, Entity] = {}

    def speakers(self, sources: tuple[Range, ...]) -> tuple[Speaker, ...]:
        """The speakers behind a source, in text order.

        Args:
            sources: the ranges of the mention.

        Returns:
            A speaker for each of several joined names; empty for a pronoun that takes up nothing known.
        """
        records: dict[str, Speaker] = {}
        for at in sources:
            for head in self._heads(at):
                for speaker in self._speakers(head, at):
                    records.setdefault(speaker.id or speaker.name, speaker)
        return tuple(records.values())

    def name(self, mention: Range | None) -> str | None:
        """The name of the entity behind a mention; None for one without a name of its own."""
        head = head_of(self._context.doc, mention) if mention else None
        found = self._discourse.referent(head) if head is not None else None
        return found.entity.name if found and found.entity.named else None

    def _heads(self, at: Range) -> list[Token]:
        head = head_of(self._context.doc, at)
        if head is None:
            return []
        return [token for token in conjuncts(head) if at[0] <= token.i < at[1]]

    def _speakers(self, head: Token, at: Range) -> list[Speaker]:
        found = self._discourse.referent(head)
        if found is None or not found.entity.named:
            found = self._discourse.named_at_end(head, at) or found
        if found is None:
            unresolved = self._unresolved(head)
            return [unresolved] if unresolved else []
        return [self._record(entity, head, found.rule) for entity in found.entity.members or (found.entity,)]

    def _record(self, entity: Entity, head: Token, rule: str) -> Speaker:
        role = self._role_of(entity)
        name = entity.name
        if entity.type == "group" and rule in {"name", "short-name"} and (described := describe(head, self._words)):
            name, rule = described.text, "group"
        return Speaker(
            id=self._id(entity) if name == entity.name else slug(name),
            name=name,
            type=entity.type,
            role=role.title if role else None,
            organisation=(role.organisation if role else None) or entity.organisation,
            on_behalf_of=entity.behind,
            resolved_by=rule,
        )

    def _role_of(self, entity: Entity) -> Role | None:
        """The first of the entity's roles that names a body, else its first."""
        roles = entity.roles
        return next((role for role in roles if role.organisation), roles[0] if roles else None)

    def _unresolved(self, head: Token) -> Speaker | None:
        if head.text.lower() in self._words.pronouns and head.tag_ not in NOUNS and phrase_end(head) == head.i + 1:
            return None
        described = describe(head, self._words)
        text = described.text if described else text_of(head.doc, phrase_start(head), phrase_end(head))
        text = strip_possessive(strip_article(text))
        if not any(char.isalnum() for char in text):
            return None
        kind = described.type if described else "unknown"
        return Speaker(id=slug(text), name=text, type=kind, resolved_by="none")

    def _id(self, entity: Entity) -> str | None:
        base = slug(entity.name)
        if base is None:
            return None
        number, found = 1, base
        while self._ids.setdefault(found, entity) is not entity:
            number += 1
            found = f"{base}-{number}"
        return found
