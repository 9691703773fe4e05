"""Whom an article's first sentence means by an office alone, where the next one gives the name."""

from itertools import islice
from typing import Final, NamedTuple

from spacy.tokens import Token

from quoteminer.layers import paragraphs
from quoteminer.rules.context import Context, headline_end
from quoteminer.rules.descriptions import Description
from quoteminer.rules.entities import Entity
from quoteminer.rules.matching import of_kind, score
from quoteminer.rules.referents import Referents
from quoteminer.rules.vocabulary import Vocabulary

_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_MAIN: Final = frozenset({"ROOT", "parataxis"})


class Lead(NamedTuple):
    """An article's first paragraph behind the headline, where it is one sentence.

    Attributes:
        start: its first token.
        end: after its last token.
        behind: the first token of the next paragraph.
    """

    start: int
    end: int
    behind: int


def lead_of(context: Context) -> Lead | None:
    """The lead of an article; None where its first paragraph is no single sentence, or its only one."""
    doc, sentence = context.doc, context.sentence
    first = 1 if headline_end(doc) else 0
    found = list(islice(paragraphs(doc), first, first + 2))
    if len(found) < 2:
        return None
    (start, end), (behind, _) = found
    return Lead(start, end, behind) if sentence[start] == sentence[end - 1] != sentence[behind] else None


def foretold(
    referents: Referents, lead: Lead | None, token: Token, described: Description, words: Vocabulary
) -> Entity | None:
    """The person of the second sentence whom the first calls by an office: "*The chairman* has left. ¶ **X** said …".

    Or by what he is: "*A clergyman* has said …". He speaks in the second sentence, is called by his full name there for
    the first time, and has no other office. The first is a paragraph of its own. In the BBC's articles of 2004 and 2005
    there are 22 such pairs with "the" and ten with "a"; all are right.

    Args:
        referents: what the article's tokens stand for.
        lead: the article's.
        token: the head of the description.
        described: the description.
        words: the word tables.

    Returns:
        The person; None where the description is not the subject of the first sentence, or nobody is such.
    """
    context = referents.context
    if lead is None or not lead.start <= token.i < lead.end or described.type != "person" or described.plural:
        return None
    if token.dep_ not in _SUBJECTS or token.head.dep_ not in _MAIN or context.quote[token.i] >= 0:
        return None
    before: set[Entity | None] = set()
    for mention in referents.mentions:
        entity, at = referents.named.get(mention.head), mention.head
        if mention.start >= lead.end and context.sentence[at] != context.sentence[lead.behind]:
            return None
        if mention.start >= lead.end and mention.subject and at in context.contents:
            if context.lower[mention.start - 1] == "the":  # no person's name
                return None
            if entity is None or entity in before or entity.type != "person" or len(mention.words) == 1:
                return None
            return entity if _may_be(described, entity, words) else None
        if mention.start >= lead.start:
            before.add(entity)
    return None


def _may_be(described: Description, person: Entity, words: Vocabulary) -> bool:
    """Whether an office can be a person's: it is known to be his, or he has none."""
    if person.roles or person.organisation:
        return score(described, person, words) > 0
    return of_kind(described, person)
