"""Interviews printed as questions and answers without the speakers' names: who is interviewed, and whose turn it is.

Nothing but the words of the introduction says who answers, so a turn is only given to somebody when these name one
person, and when questions to that person follow.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from spacy.tokens import Doc, Token

from quoteminer.layers import Range, paragraphs
from quoteminer.rules.entities import Entity
from quoteminer.rules.parse import FINITE
from quoteminer.rules.phrases import NOUNS
from quoteminer.rules.referents import Referents
from quoteminer.rules.vocabulary import Vocabulary

Kind = Literal["question", "answer", "unclear", "none"]

LABELS: Final = {"q": "question", "question": "question", "a": "answer", "answer": "answer"}
"""What a line may open with, before a colon or a full stop, to say whose turn it is."""
_LINKS: Final = frozenset({"with", "to"})
_INSIDE: Final = frozenset({"of", "with", "to", "for"})
"""Prepositions that a person's description may hold ("the president of the league, Jane Doe")."""
_REACH: Final = 20
"""Words between "interviewed" and the person's name."""
_FEWEST: Final = 2
"""Questions that make an interview."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A paragraph of an interview.

    Attributes:
        at: the paragraph.
        speaker: who says "I" in it, for an answer.
        hearer: who is called "you" in it, for a question.
    """

    at: Range
    speaker: Entity | None = None
    hearer: Entity | None = None


def interview(referents: Referents, words: Vocabulary) -> list[Turn]:
    """Find the turns of an interview, and tie the label "A:" to the person interviewed.

    Args:
        referents: what the article's tokens stand for, all of it read.
        words: the word tables.

    Returns:
        The turns in which it is clear who speaks or hears; none where the article is no interview or does not say of
        whom.
    """
    context = referents.context
    blocks = [at for at in paragraphs(context.doc) if context.quote[at[0]] < 0]
    if sum(context.doc[at[1] - 1].text == "?" or _label(context.doc, at) == "question" for at in blocks) < _FEWEST:
        return []
    kinds = _kinds(context.doc, blocks, words)
    asked = [at for at, kind in zip(blocks, kinds, strict=True) if kind == "question"]
    if len(asked) < _FEWEST or not any(_persons(context.doc, at, words) & {"2"} for at in asked):
        return []
    person = _interviewee(referents, words, asked[0][0])
    if person is None and _label(context.doc, asked[0]) is not None:
        person = _announced(referents, asked[0][0])
    if person is None or _times_quoted(referents, person, asked[0][0]) > len(asked):
        return []
    turns = []
    for at, kind in zip(blocks, kinds, strict=True):
        if at[0] < asked[0][0] or kind not in {"question", "answer"}:
            continue
        turns.append(Turn(at, speaker=person) if kind == "answer" else Turn(at, hearer=person))
        if kind == "answer" and _label(context.doc, at):
            referents.put(at[0], person, "short-name")
    return turns


def _kinds(doc: Doc, blocks: Sequence[Range], words: Vocabulary) -> list[Kind]:
    """Whether each paragraph asks or answers."""
    kinds: list[Kind] = []
    before: Kind = "none"
    for at in blocks:
        before = _label(doc, at) or _kind(doc, at, before, _persons(doc, at, words))
        kinds.append(before)
    return kinds


def _kind(doc: Doc, at: Range, before: Kind, persons: set[str]) -> Kind:
    last = doc[at[1] - 1].text
    if last == "?":
        return "unclear" if before == "question" and "1" in persons else "question"
    if before == "question":
        return "answer"
    if last[-1] not in '.!…"”)’':
        return "none"
    if persons == {"1"}:
        return "answer"
    if persons == {"2"}:
        return "question"
    return "answer" if before == "answer" else "none"


def _label(doc: Doc, at: Range) -> Kind | None:
    """The kind that a paragraph's label gives it: "Q:", "A."."""
    word = doc[at[0]].text
    marked = word[-1] in ".:" or (at[1] - at[0] > 1 and doc[at[0] + 1].text in {":", "."})
    kind = LABELS.get(word.rstrip(".:").lower()) if marked else None
    return "question" if kind == "question" else "answer" if kind == "answer" else None


def is_label(doc: Doc, at: int) -> bool:
    """Whether a token is a label that says whose turn a line is, but not who that is: "Q:", "A:"."""
    starts = at == 0 or doc[at - 1].is_space or bool(doc[at].is_sent_start)
    return (
        starts and doc[at].text.rstrip(".:").lower() in LABELS and _label(doc, (at, min(at + 2, len(doc)))) is not None
    )


def _persons(doc: Doc, at: Range, words: Vocabulary) -> set[str]:
    """The grammatical persons, first and second, whose pronouns a paragraph has."""
    found = (words.pronouns.get(token.text.lower()) for token in doc[at[0] : at[1]] if token.tag_ not in NOUNS)
    return {pronoun.person for pronoun in found if pronoun is not None} - {"3"}


def _interviewee(referents: Referents, words: Vocabulary, end: int) -> Entity | None:
    """The one person that the introduction says is interviewed."""
    context, votes = referents.context, Counter[Entity]()
    headline = paragraphs(context.doc)[0]
    for token in context.doc[:end]:
        frame = words.interviewing.get(token.text.lower())
        if frame is None or context.quote[token.i] >= 0:
            continue
        found = _persons_named(referents, token, frame, in_headline=token.i < headline[1])
        if len(found) > 1:
            return None
        votes.update(found)
    for entity in votes:
        votes[entity] += sum(other is entity for at, other in referents.named.items() if at < end)
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _announced(referents: Referents, end: int) -> Entity | None:
    """The person of the headline, when the introduction names no other so often: questions and answers with labels."""
    headline = paragraphs(referents.context.doc)[0]
    named = [(at, person) for at, person in referents.named.items() if at < end and person.type == "person"]
    ranked = Counter(person for _, person in named).most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0] if any(person is ranked[0][0] for at, person in named if at < headline[1]) else None


def _persons_named(referents: Referents, word: Token, frame: str, *, in_headline: bool) -> list[Entity]:
    """Those whom a word says are interviewed."""
    behind = [token.text.lower() for token in word.doc[word.i + 1 : word.i + 3]]
    passive = frame == "whom" and behind[:1] == ["by"]
    if (frame == "with" and not _LINKS.intersection(behind)) or (frame == "who" and not in_headline):
        return []
    found = [] if passive or frame == "who" else list(_after(referents, word))
    is_verb = frame == "whom" and not passive and word.text.lower() != "interview"
    if found or is_verb or (frame == "whom" and not passive and not in_headline):
        return found
    return list(_before(referents, word))


def _after(referents: Referents, word: Token) -> Iterator[Entity]:
    """The person, or the persons joined by "and", who follow a word without a clause in between."""
    found: Entity | None = None
    for token in word.doc[word.i + 1 : word.i + 1 + _REACH]:
        entity = _person_at(referents, token)
        if entity is None and _leads_on(referents, token, after_name=found is not None):
            return
        if entity is not None and entity is not found:
            yield entity
            found = entity


def _leads_on(referents: Referents, token: Token, *, after_name: bool) -> bool:
    """Whether a token ends the noun phrase in which the person is named."""
    if after_name:
        return token.text.lower() not in {"and", "&", ","}
    if token.text == ",":
        return referents.named_at(token.i - 1) is not None
    return bool(token.is_sent_start) or token.tag_ in FINITE or (token.tag_ == "IN" and token.text not in _INSIDE)


def _before(referents: Referents, word: Token) -> Iterator[Entity]:
    """The last person before a word in its sentence."""
    for token in reversed(word.doc[word.sent.start : word.i]):
        if (entity := _person_at(referents, token)) is not None:
            yield entity
            return


def _person_at(referents: Referents, token: Token) -> Entity | None:
    entity = referents.named_at(token.i)
    if entity is None and token.tag_ == "PRP" and (known := referents.at(token.i)) is not None:
        entity = known.entity
    return entity if entity is not None and entity.named and entity.type == "person" else None


def _times_quoted(referents: Referents, person: Entity, start: int) -> int:
    """How often the article itself ascribes words to a person from a token on: an interview hardly does."""
    return sum(
        head >= start and (known := referents.at(head)) is not None and known.entity is person
        for head in referents.context.contents
    )
