"""Who is joined in one mention: what "and" ties, and persons whom the parser ties to something else by mistake."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from spacy.tokens import Token

from quoteminer.rules.phrases import LONGEST, children, conjuncts, phrase_start
from quoteminer.rules.referents import Referents

_AND: Final = frozenset({"and", "&"})
_WITH: Final = frozenset({"along", "together"})
_JOINING: Final = _AND | _WITH
_BELOW: Final = frozenset({"prep", "pobj", "appos", "conj"})


def joined_heads(referents: Referents, head: Token) -> list[Token]:
    """Find the heads of those who speak as one.

    Beside what the parser joins these are, behind a person, other persons by name: another subject of the same verb
    behind "and" ("Gov. X (D) *and* Gov. *Y*"), who is joined to a body ("X of the Court *and Y*"), and who stands
    behind "along with".

    Args:
        referents: what the article's tokens stand for.
        head: the head of the mention.

    Returns:
        The heads in text order, the mention's own first.
    """
    behind = referents.context.lower[head.i + 1 : head.i + LONGEST]
    if not head.n_rights and _JOINING.isdisjoint(behind):
        return [head]
    found = conjuncts(head)
    if len(found) > 1:
        found = [token for token in found if not _is_of_body_before(referents, head, token)]
    if not _is_person(referents, head):
        return found
    others = (*_subjects_beside(head, behind), *_alongside(head, behind))
    found += [token for token in others if _is_person(referents, token)]
    further = [other for token in found for other in _joined_to_bodies(referents, token)]
    return sorted({token.i: token for token in (*found, *further)}.values(), key=lambda token: token.i)


def _is_of_body_before(referents: Referents, head: Token, token: Token) -> bool:
    """Whether a token belongs to a name that begins before it: "an aide of the Department for Culture and *Sport*"."""
    body = referents.named_at(token.i)
    return body is not None and any(referents.named_at(at) is body for at in range(head.i + 1, phrase_start(token)))


def _subjects_beside(head: Token, behind: Sequence[str]) -> Iterator[Token]:
    """Other subjects of the verb behind "and"."""
    if head.dep_ in {"nsubj", "nsubjpass"} and not _AND.isdisjoint(behind):
        for other in children(head.head, head.dep_):
            start = phrase_start(other)
            if head.i < start < other.i + 1 and head.doc[start - 1].text in _AND:
                yield other


def _joined_to_bodies(referents: Referents, head: Token) -> Iterator[Token]:
    """Persons joined to a body that is part of what is said of the first person."""
    if not head.n_rights:
        return
    for token in head.doc[head.i + 1 : min(head.right_edge.i + 1, head.i + LONGEST)]:
        if token.dep_ != "conj" or not _is_person(referents, token):
            continue
        body = referents.named_at(token.head.i)
        if body is None or body.type == "person":
            continue
        above = list(islice(token.ancestors, LONGEST))
        if all(link.dep_ in _BELOW for link in above[: next((n for n, a in enumerate(above) if a.i == head.i), 0)]):
            yield token


def _alongside(head: Token, behind: Sequence[str]) -> Iterator[Token]:
    """Those behind "along with" or "together with"."""
    if _WITH.isdisjoint(behind):
        return
    for token in (*children(head, "prep"), *children(head.head, "prep", "advmod")):
        if token.i > head.i and token.text in _WITH and head.doc[token.i - 1].text == ",":
            for link in children(token, "prep"):
                for other in children(link, "pobj"):
                    yield from conjuncts(other)


def _is_person(referents: Referents, token: Token) -> bool:
    entity = referents.named_at(token.i)
    return entity is not None and entity.type == "person"
