"""The fields that offices are named with: "*Work and Pensions* Secretary"."""

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from spacy.tokens import Token

from quoteminer.names import fold
from quoteminer.rules.phrases import children, conjuncts, phrase_end
from quoteminer.rules.vocabulary import Vocabulary

_OF_FIELDS: Final = frozenset({"minister", "secretary"})
"""Offices that are named with their field."""
NO_NAMES: Final = frozenset({"DT", "POS", "PRP$", "IN", "CC"})
"""Tags of words that are no fields, and that no body's name begins with."""


def is_of_field(token: Token) -> bool:
    """Whether a word is an office that is named with its field: "*Planning* Minister"."""
    return fold(token.text) in _OF_FIELDS and token.text[:1].isupper()


def is_for_field(link: Token, title: str | None) -> bool:
    """Whether the field of an office stands behind a word: "Minister *for* Work", "Secretary of State *for* Health"."""
    return link.text == "for" and fold(title or "").endswith(("minister", "of state"))


def end_of_field(field: Token) -> int:
    """Index after a field, or after the last of several; before a name: "Minister for *Work and Pensions* Ann Lind"."""
    plain = takewhile(lambda token: not any(children(token, "det", "poss")), conjuncts(field))
    end = max((phrase_end(token) for token in plain), default=phrase_end(field))
    return next((at for at in range(field.left_edge.i, end) if field.doc[at].ent_type_ == "PERSON"), end)


def first_of_fields(tokens: Sequence[Token], office: int, words: Vocabulary) -> int:
    """Where the fields of an office begin: "*Work and Pensions* Secretary", "*Culture, Media and Sport* Secretary".

    Args:
        tokens: in text order, the office among them.
        office: index of the office.
        words: the word tables.

    Returns:
        Index of the first field; that of the office where it has none.
    """
    start, links = office, {"and", "&"}
    while start > 0:
        linked = 1 < start < office and tokens[start - 1].text in links
        if linked and _is_field(tokens[start - 2], words):
            start, links = start - 2, {","}
        elif _is_field(tokens[start - 1], words) and not _is_another(tokens, start - 1, words):
            start -= 1
        else:
            break
    return start


def _is_field(token: Token, words: Vocabulary) -> bool:
    """Whether a word with a capital before an office can be its field: no name of a place or a person."""
    is_noun = token.text[:1].isupper() and token.tag_ not in NO_NAMES
    return is_noun and not is_place(token, words) and token.ent_type_ != "PERSON"


def _is_another(tokens: Sequence[Token], at: int, words: Vocabulary) -> bool:
    """Whether a word is rather a body or a party than a field, as it is in "Trade and *Industry* Secretary"."""
    key = fold(tokens[at].text)
    return (key in words.organisations or key in words.parties) and not (at and tokens[at - 1].text in {"and", "&"})


def is_place(token: Token, words: Vocabulary) -> bool:
    """Whether a word names a country, a place, a nationality."""
    key = fold(token.text)
    return key in words.demonyms or key in words.place_names or token.ent_type_ in {"GPE", "NORP", "LOC"}


def is_player(token: Token, words: Vocabulary) -> bool:
    """Whether a word means somebody who plays for a country: "the England *international*"."""
    return token.text == "international" and token.i > 0 and is_place(token.nbor(-1), words)
