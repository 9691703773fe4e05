"""Roles and their bodies from the words before a name: "German Foreign Ministry Spokesperson X"."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Token

from quoteminer.names import Gender, fold
from quoteminer.rules.fields import NO_NAMES, first_of_fields, is_of_field, is_place, is_player
from quoteminer.rules.phrases import PROPER, body_before, is_glued
from quoteminer.rules.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Role:
    """What the article says about somebody beside the name.

    Attributes:
        title: the role, as written ("deputy spokesperson").
        organisation: the body it belongs to, as written.
        gender: the gender of the role's word, where it has one.
        words: every word that describes the bearer, folded: role, body, country, party.
        proper: those of them that are written with a capital before a role that is not.
        places: the countries and regions among them.
        head: the role without its modifiers, folded.
        body: the head token of the body, where the phrase has one, or of the name before the role, which may be a
            body's; two mentions of a role are the same without it.
    """

    title: str | None = None
    organisation: str | None = None
    gender: Gender | None = None
    words: frozenset[str] = field(default=frozenset())
    proper: frozenset[str] = field(default=frozenset())
    places: frozenset[str] = field(default=frozenset())
    head: str | None = None
    body: int | None = field(default=None, compare=False)


def role_of_words(tokens: list[Token], words: Vocabulary) -> Role | None:
    """Read a role out of the words before a name, or of a whole noun phrase without its complements.

    The last words are the role, with the modifiers that belong to it; proper nouns before it are the body, unless all
    of them are countries, regions, nationalities or parties, which stay with the role ("Georgian President").

    Args:
        tokens: the words, without article.
        words: the word tables.

    Returns:
        The role, or None when the words do not end in one.
    """
    length = _role_length(tokens, words)
    if not length:
        return None
    start = len(tokens) - length
    named = body_before(tokens[-1]) is not None
    while start > 0 and (tokens[start - 1].text.islower() or not named) and _belongs(tokens[start - 1], words):
        start -= 1
    if length == 1 and is_of_field(tokens[-1]):
        start = first_of_fields(tokens, start, words)
    while start > 0 and is_glued(tokens[start - 1], tokens[start]):
        start -= 1  # "*Under-*Secretary"
    role, before = tokens[start:], tokens[:start]
    while before and (before[-1].tag_ in {"POS", "HYPH", ","} or before[-1].text in {"'s", "’s"}):
        before = before[:-1]
    head = fold(_joined(tokens[-length:]))
    organisation = _body(before, words)
    if organisation is None and tokens[start - 1] in before[-1:]:
        role = _with_origin(before, role, words)
    described = frozenset(content_words(tokens, words))
    return Role(
        title=_joined(role),
        organisation=organisation,
        gender=words.gender_of(head) or words.gender_of(tokens[-1].text),
        words=described,
        proper=frozenset(_parties(tokens[:-length], words)),
        places=words.places_among(described) | words.states_in([fold(token.text) for token in tokens]),
        head=head,
        body=tokens[start - 1].i if start and tokens[start - 1].ent_type_ == "PERSON" else None,
    )


def _role_length(tokens: list[Token], words: Vocabulary) -> int:
    if not tokens:
        return 0
    last = tokens[-1]
    longest = words.names.longest if last.tag_ == "POS" else words.role_endings.get(fold(last.text), 0)
    for length in range(min(len(tokens), longest), 0, -1):
        if words.is_role(_joined(tokens[-length:])):
            return length
    return int(is_player(last, words))


def _belongs(token: Token, words: Vocabulary) -> bool:
    key = fold(token.text)
    if key in words.demonyms or key in words.place_names or key in words.organisations:
        return False
    if key in words.modifiers:
        return words.modifiers[key]
    if token.tag_ not in {"NN", "NNS", "JJ"} or token.ent_type_ in {"ORG", "GPE", "NORP"}:
        return False
    return token.text.islower() or _begins_sentence(token, words)


def _begins_sentence(token: Token, words: Vocabulary) -> bool:
    """Whether a common noun has its capital from the sentence: "*Home* affairs spokesman X"; none of a document."""
    is_noun = bool(token.is_sent_start) and token.tag_ == "NN" and not token.text.isupper()
    return is_noun and fold(token.text) not in words.documents


def _with_origin(before: list[Token], role: list[Token], words: Vocabulary) -> list[Token]:
    while before and before[-1].tag_ not in {"DT", "POS", "PRP$"} and is_place(before[-1], words):
        before, role = before[:-1], [before[-1], *role]
    while before and words.modifiers.get(fold(before[-1].text)):  # "*chief* U.S. economist"
        before, role = before[:-1], [before[-1], *role]
    party = [*before[-1:], *role[:1]]
    is_party = len(party) > 1 and fold(_joined(party)) in words.parties  # "Liberal Democrat leader"
    return [*before[-1:], *role] if is_party else role


def _parties(tokens: list[Token], words: Vocabulary) -> set[str]:
    """The capitalised words before a role that are no country, body or time: parties and creeds, mostly."""
    keys = {fold(token.text) for token in tokens if token.text[:1].isupper() and token.ent_type_ not in {"GPE", "ORG"}}
    tables = (words.demonyms, words.place_names, words.times)
    states = {word for state in words.states_in([fold(token.text) for token in tokens]) for word in state.split()}
    return {words.parties.get(key, key) for key in keys - states if not any(key in table for table in tables)}


def _body(tokens: list[Token], words: Vocabulary) -> str | None:
    last = next((i for i in range(len(tokens), 0, -1) if is_of_body(tokens[i - 1], words)), 0)
    tokens = tokens[:last]
    while tokens and (tokens[0].tag_ in NO_NAMES or _is_number(tokens[0]) or _is_mere_modifier(tokens[0], words)):
        tokens = tokens[1:]
    if tokens and (_names_person(tokens, words) or words.is_role(_joined(tokens))):
        return None  # "*Prime Minister* X's spokesman"
    named = [token for token in tokens if token.tag_ in PROPER or is_of_body(token, words)]
    if owner := _owner_abroad(tokens, words):
        return _joined(owner)
    if all(is_place(token, words) for token in named) or not tokens:
        return None
    return _joined(tokens)


def _owner_abroad(tokens: list[Token], words: Vocabulary) -> list[Token]:
    """The body that owns an office for a country, whatever its label says: "*Acme*'s UK sales director"."""
    at = next((i for i, token in enumerate(tokens) if token.tag_ == "POS"), len(tokens))
    abroad = [fold(token.text) in words.place_names for token in tokens]
    return tokens[:at] if not any(abroad[:at]) and any(abroad[at:]) and all(abroad[at + 1 :]) else []


def _names_person(tokens: list[Token], words: Vocabulary) -> bool:
    """Whether what stands before a role is its bearer's principal: "*Helen May*'s spokesman", "*Mr Lind*'s"."""
    first, last = fold(tokens[0].text), tokens[-1]
    owner = last.i + 1 < len(last.doc) and last.nbor(1).tag_ == "POS"
    honorific = words.names.titles.get(first) == "honorific"
    return owner and len(tokens) > 1 and (first in words.names.given or honorific) and last.ent_type_ != "ORG"


def _is_number(token: Token) -> bool:
    """Whether a word counts who has a role: "*one* former Fed official"; "the 9/11 Commission" has it in its name."""
    return token.tag_ == "CD" and token.text.islower()


def _is_mere_modifier(token: Token, words: Vocabulary) -> bool:
    key = fold(token.text)
    is_honorific = words.names.titles.get(key) == "honorific"  # "Mr Justice Moor"
    if key in words.modifiers and token.is_sent_start and not words.modifiers[key]:  # "New home secretary X"
        return True
    return is_honorific or key in words.times or (key in words.modifiers and token.text.islower())


def is_of_body(token: Token, words: Vocabulary, link: Token | None = None) -> bool:
    """Whether a word is of a body's name; behind "at" it is, even if its label is a person's."""
    labelled = token.tag_ == "JJ" and token.ent_type_ == "ORG" and not _is_in_party(token, words)
    employs = token.ent_type_ != "PERSON" or (link is not None and link.text == "at")
    where = link is not None and link.text == "in" and token.ent_type_ != "ORG"  # "a girl in Aleppo"
    return ((token.tag_ in PROPER or labelled) and employs and not where) or fold(token.text) in words.organisations


def _is_in_party(token: Token, words: Vocabulary) -> bool:
    """Whether a word is a party's name, or a part of one of two words."""
    pair = (token.doc[at : at + 2].text for at in range(max(0, token.i - 1), token.i + 1))
    return any(fold(text) in words.parties for text in (token.text, *pair))


def content_words(tokens: Iterable[Token], words: Vocabulary) -> set[str]:
    """The words that describe somebody, folded, with the countries and parties that they stand for."""
    keys = {fold(token.text) for token in tokens if token.tag_[:2] in {"NN", "JJ", "VB", "FW", ""}}
    return (
        keys
        | {words.demonyms[key] for key in keys if key in words.demonyms}
        | {words.parties[key] for key in keys if key in words.parties}
    )


def _joined(tokens: list[Token]) -> str:
    return " ".join("".join(token.text_with_ws for token in tokens).split())
