"""From the mention that a quote is ascribed to, to the records of its speakers."""

from quoteminer.layers import Attribution, Range
from quoteminer.lexicon import Lexicon
from quoteminer.names import fold, slug, strip_article, strip_possessive
from quoteminer.rules.context import Context, context
from quoteminer.rules.descriptions import describe
from quoteminer.rules.discourse import Discourse, Referent
from quoteminer.rules.entities import Entity, inventory
from quoteminer.rules.mentions import mentions
from quoteminer.rules.phrases import NOUNS, conjuncts, head_of, phrase_end, phrase_start, text_of
from quoteminer.rules.roles import Role
from quoteminer.rules.vocabulary import Vocabulary, vocabulary
from quoteminer.schema import Speaker
from spacy.tokens import Doc, Token


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
                if (speaker := self._speaker(head, at)) is not None:
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

    def _speaker(self, head: Token, at: Range) -> Speaker | None:
        found = self._discourse.referent(head)
        if found is None:
            return self._unresolved(head, at)
        entity, role = found.entity, self._role_here(found)
        return Speaker(
            id=self._id(entity),
            name=entity.name,
            type=entity.type,
            role=role.title if role else None,
            organisation=(role.organisation if role else None) or entity.organisation,
            on_behalf_of=entity.behind,
            resolved_by=found.rule,
        )

    def _role_here(self, found: Referent) -> Role | None:
        """The fullest of the entity's first roles: the first one, or the first that names a body."""
        roles = found.entity.roles
        return next((role for role in roles if role.organisation), roles[0] if roles else None)

    def _unresolved(self, head: Token, at: Range) -> Speaker | None:
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
