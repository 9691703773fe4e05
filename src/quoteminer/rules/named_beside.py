"""Who is named beside a role inside one mention, where the parser does not tie the two."""

from collections.abc import Iterable, Iterator
from typing import Final

from spacy.tokens import Token

from quoteminer.layers import Range
from quoteminer.names import fold
from quoteminer.rules.entities import Entity
from quoteminer.rules.phrases import NOUNS, children
from quoteminer.rules.referents import Referent, Referents
from quoteminer.rules.vocabulary import Vocabulary

_TWO_ROLES: Final = 2
"""Words between a role and a name, at least, where another role stands between them."""
_OF_CLAUSE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_JOINS: Final = frozenset({",", "and", "&"})
_ONE: Final = frozenset({"another", "one", "other"})
"""What stands for one of several: "another, X, said"."""


def named_within(referents: Referents, head: Token, at: Range, words: Vocabulary) -> Referent | None:
    """The person named beside a role inside one mention, where the parser does not tie the two.

    "Ambassador to the United States X", "the ambassador, Sen. X," and "another, X," are X; "spokesman for X" is not.

    Args:
        referents: what the article's tokens stand for.
        head: the head of the mention.
        at: the mention.
        words: the word tables.
    """
    one_of_several = head.text.lower() in _ONE
    if not one_of_several and not words.is_role(head.text):
        return None
    doc = referents.context.doc
    for token in doc[head.i + 1 : at[1]]:
        entity, number = referents.named_at(token.i), referents.names.get(token.i)
        if number is None or entity is None or entity.type != "person":
            continue
        start = referents.mentions[number].start
        while start > head.i + 1 and fold(doc[start - 1].text) in words.names.titles:
            start -= 1
        beside = doc[start - 1].text == "," or (
            not one_of_several and doc[start - 1].tag_ in NOUNS and referents.mentions[number].end == at[1]
        )
        if any(between.tag_ in _OF_CLAUSE for between in doc[head.i + 1 : start]) and doc[start - 1].text != ",":
            return None  # "a woman who survived the sinking of the MV *X*"
        titled = start == head.i + 1 and fold(head.text) in words.names.titles  # "SEN. X (D-Ohio):"
        beside = beside or titled or _are_two_roles(head, referents.mentions[number].start)
        return Referent(entity, "apposition") if beside and start > head.i else None
    return None


def _are_two_roles(head: Token, name: int) -> bool:
    """Whether two roles joined by "and" lead to one name: "Chairman and CEO X", which no article parts."""
    between = head.doc[head.i + 1 : name]
    if len(between) < _TWO_ROLES or between[0].text.lower() not in {"and", "&"} or any(children(head, "det", "poss")):
        return False
    return all(token.tag_ in NOUNS | {"JJ", "HYPH", "POS"} for token in between[1:])


def all_named_behind(referents: Referents, head: Token, at: Range, words: Vocabulary) -> list[Entity]:
    """The persons named behind a plural: "contenders X and Y", "the couple, X and Y", "two of the ministers, X and Y".

    Args:
        referents: what the article's tokens stand for.
        head: the head of the mention.
        at: the mention.
        words: the word tables.

    Returns:
        Several persons in text order, or none. Where other words stand in between, as many as the mention counts.
    """
    number = words.counted.get(fold(head.text))
    own = referents.named_at(head.i)
    if (number is None and head.tag_ not in {"NNS", "NNPS"}) or (own is not None and own.type != "group"):
        return []
    behind = head.doc[head.i + 1 : at[1]]
    found = list(dict.fromkeys(_persons_first(referents, behind, words)))
    if not found and number is not None:
        found = list(dict.fromkeys(_persons_first(referents, reversed(list(behind)), words)))[::-1]
        return found if len(found) == number else []
    return found if len(found) > 1 else []


def _persons_first(referents: Referents, tokens: Iterable[Token], words: Vocabulary) -> Iterator[Entity]:
    """The persons by whose names, perhaps with titles, some tokens begin."""
    for token in tokens:
        entity = referents.named_at(token.i)
        if entity is not None and entity.type == "person":
            yield entity
        elif token.text.lower() not in _JOINS and fold(token.text) not in words.names.titles:
            return
