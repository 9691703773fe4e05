"""Roles and organisations from the words around a name: titles before it, appositions and clauses after it.

"German Foreign Ministry Spokesperson X", "X, deputy spokesperson for the German government,", "the minister, X,", "X,
who heads the union,".
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from spacy.tokens import Doc, Token

from quoteminer.names import Gender, fold, strip_article
from quoteminer.rules.fields import NO_NAMES, end_of_field, first_of_fields, is_for_field, is_of_field, is_place
from quoteminer.rules.name_runs import phrase_end_with_fields
from quoteminer.rules.phrases import (
    NOUNS,
    PROPER,
    TO_BE,
    body_before,
    children,
    children_behind,
    is_glued,
    phrase_end,
    phrase_start,
    text_of,
)
from quoteminer.rules.vocabulary import Vocabulary

_LONGEST_COMPLEMENT: Final = 12
_DEEPEST: Final = 6
"""Links from a name up to the role that it stands behind ("the head of the office of X, Y")."""
_LINKS: Final = frozenset({"of", "for", "at", "with", "to", "in", "from"})
_EMPLOYED: Final = frozenset({"for", "at", "with"})


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
    described = frozenset(_content_words(tokens, words))
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


def role_of_phrase(head: Token, words: Vocabulary) -> Role | None:
    """Read a role out of a noun phrase: its premodifiers, its head, and the body that it is "of", "for" or "at".

    Args:
        head: the head of the phrase ("spokesperson" in "deputy spokesperson for the German government").
        words: the word tables.

    Returns:
        The role, or None when the head is no role.
    """
    doc = head.doc
    start = phrase_start(head)
    role = role_of_words([token for token in doc[start : head.i + 1] if token.dep_ != "det"], words)
    if role is None:
        return None
    title, organisation, described = role.title, role.organisation, set(role.words)
    at = next((owner.i for owner in children(head, "poss")), None)
    for link in children(head, "prep"):
        if link.text.lower() in _LINKS:
            for body in map(_in_front_of_person, children(link, "pobj")):
                described |= _content_words(islice(body.subtree, _LONGEST_COMPLEMENT), words)
                if f"{fold(head.text)} {link.text} {fold(body.text)}" in words.names.roles:
                    title = f"{title} {link.text} {body.text}"
                elif is_for_field(link, title) and fold(body.text) not in words.organisations:
                    title = f"{title} {text_of(doc, link.i, end_of_field(body))}"
                elif organisation is None and _is_of_body(body, words, link) and not is_place(body, words):
                    organisation, at = _complement(doc, body, words), body.i
                elif organisation is None and body.tag_ in PROPER and at is None:
                    at = body.i  # a body's, perhaps, whatever its label says
                elif organisation is None and (employer := _behind_field(body, words)) is not None:
                    organisation, at = _complement(doc, employer, words), employer.i
    if title == role.title and organisation is None:
        title = _with_place(doc, head, title)
    return Role(
        title,
        organisation,
        role.gender,
        frozenset(described),
        role.proper,
        words.places_among(described) | role.places,
        role.head,
        at,
    )


def role_at(body: Token, first: int, words: Vocabulary) -> Role:
    """What it says of somebody to belong to a body, without a role.

    Args:
        body: the head of the body's name.
        first: the first token that can be of that name.
        words: the word tables.
    """
    described = frozenset(_content_words(islice(body.subtree, _LONGEST_COMPLEMENT), words))
    name = _complement(body.doc, body, words, first)
    return Role(organisation=name, words=described, places=words.places_among(described), body=body.i)


def apposed_role(name_head: Token, words: Vocabulary) -> Role | None:
    """Read the role out of the apposition after a name, of "is the …" about it, or of "who heads the …".

    Args:
        name_head: the head of the name.
        words: the word tables.

    Returns:
        The role of the first apposition, predicate or clause that has one.
    """
    for noun in (*children_behind(name_head, "appos"), *_predicates(name_head), *_second_subjects(name_head)):
        whose = any(owner.tag_ == "WP$" for owner in children(noun, "poss"))  # "X, whose husband, Y, …"
        if noun.i == name_head.i + 1:  # "ERA *director* X": of whoever is named beside it
            continue
        if noun.tag_ in NOUNS and not whose and (role := _of_body(noun, words) or role_of_phrase(noun, words)):
            return role
    return next(filter(None, (_role_of_clause(clause, words) for clause in children_behind(name_head, "relcl"))), None)


def _of_body(body: Token, words: Vocabulary) -> Role | None:
    """The role right behind a body's name, where the parser has it in apposition to that: "X, *Acme director*,"."""
    at = body.i + 1
    if body.tag_ not in PROPER or at == len(body.doc) or body.nbor(1).head.i != body.i or body.nbor(1).dep_ != "appos":
        return None
    return role_of_words(list(body.doc[phrase_start(body) : at + 1]), words)


def _role_of_clause(verb: Token, words: Vocabulary) -> Role | None:
    """The role of whoever "heads the union"."""
    title = words.role_verbs.get(verb.text.lower())
    body = next(iter(children(verb, "dobj")), None)
    is_said = any(subject.text.lower() == "who" for subject in children(verb, "nsubj"))
    if title is None or body is None or not is_said or not _is_of_body(body, words):
        return None
    described = _content_words(islice(body.subtree, _LONGEST_COMPLEMENT), words) | {title}
    return Role(
        title=title,
        organisation=_complement(body.doc, body, words),
        words=frozenset(described),
        places=words.places_among(described),
        head=title,
        body=body.i,
    )


def role_before(name_head: Token, words: Vocabulary) -> Role | None:
    """Read the role out of what a name stands in apposition to: "the head of X, Y" is Y's, whatever the parser says.

    Args:
        name_head: the head of the name.
        words: the word tables.

    Returns:
        The role; None where the name is in apposition to no role, or to a body that is not named.
    """
    noun = name_head.head
    if name_head.dep_ != "appos" or noun.tag_ not in PROPER:
        return None
    for _ in range(_DEEPEST):
        if noun.dep_ not in {"pobj", "prep"}:
            break
        noun = noun.head
        if noun.tag_ in NOUNS and words.is_role(noun.text):
            return role_of_phrase(noun, words)
    return None


def _predicates(name_head: Token) -> list[Token]:
    verb = name_head.head
    if name_head.dep_ == "nsubj" and verb.text.lower() in TO_BE:
        return list(children(verb, "attr"))
    return []


def _second_subjects(name_head: Token) -> list[Token]:
    """What stands behind a name and a comma as a second subject: an apposition, by a slip of the parser's."""
    doc, verb = name_head.doc, name_head.head
    if name_head.dep_ != "nsubj" or name_head.i + 2 >= len(doc) or name_head.nbor(1).text != ",":
        return []
    return [noun for noun in children(verb, "nsubj") if noun.i > name_head.i and phrase_start(noun) == name_head.i + 2]


def _role_length(tokens: list[Token], words: Vocabulary) -> int:
    if not tokens:
        return 0
    last = tokens[-1]
    longest = words.names.longest if last.tag_ == "POS" else words.role_endings.get(fold(last.text), 0)
    for length in range(min(len(tokens), longest), 0, -1):
        if words.is_role(_joined(tokens[-length:])):
            return length
    return 0


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
    last = next((i for i in range(len(tokens), 0, -1) if _is_of_body(tokens[i - 1], words)), 0)
    tokens = tokens[:last]
    while tokens and (tokens[0].tag_ in NO_NAMES or _is_mere_modifier(tokens[0], words)):
        tokens = tokens[1:]
    if tokens and (_names_person(tokens, words) or words.is_role(_joined(tokens))):
        return None  # "*Prime Minister* X's spokesman"
    named = [token for token in tokens if token.tag_ in PROPER or _is_of_body(token, words)]
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


def _is_mere_modifier(token: Token, words: Vocabulary) -> bool:
    key = fold(token.text)
    is_honorific = words.names.titles.get(key) == "honorific"  # "Mr Justice Moor"
    if key in words.modifiers and token.is_sent_start and not words.modifiers[key]:  # "New home secretary X"
        return True
    return is_honorific or key in words.times or (key in words.modifiers and token.text.islower())


def _is_of_body(token: Token, words: Vocabulary, link: Token | None = None) -> bool:
    """Whether a word is of a body's name; behind "at" it is, even if its label is a person's."""
    labelled = token.tag_ == "JJ" and token.ent_type_ == "ORG" and not _is_in_party(token, words)
    employs = token.ent_type_ != "PERSON" or (link is not None and link.text == "at")
    return ((token.tag_ in PROPER or labelled) and employs) or fold(token.text) in words.organisations


def _is_in_party(token: Token, words: Vocabulary) -> bool:
    """Whether a word is a party's name, or a part of one of two words."""
    pair = (token.doc[at : at + 2].text for at in range(max(0, token.i - 1), token.i + 1))
    return any(fold(text) in words.parties for text in (token.text, *pair))


def _behind_field(field: Token, words: Vocabulary) -> Token | None:
    """The body behind what somebody is in charge of: "head of research *for Acme*"."""
    links = (link for link in children(field, "prep") if link.text in _EMPLOYED)
    bodies = (body for link in links for body in children(link, "pobj"))
    return next((body for body in bodies if _is_of_body(body, words) and not is_place(body, words)), None)


def _in_front_of_person(noun: Token) -> Token:
    """The head of a body that the parser ties to the name behind it: "Chairman of the Audit *Committee* Ann Lind"."""
    doc, at = noun.doc, noun.i
    if at and noun.text.isupper() and doc[at - 1].ent_type_ == "PERSON":  # an honour: "Ann Lind MP"
        at -= 1
    while at > noun.left_edge.i and doc[at].ent_type_ == "PERSON":
        at -= 1
    return doc[at] if doc[at].tag_ in PROPER else noun


def _complement(doc: Doc, body: Token, words: Vocabulary, first: int = 0) -> str | None:
    start, end = max(phrase_start(body), first), phrase_end_with_fields(body, words)
    if words.names.titles.get(fold(doc[start].text)) == "honorific":
        return None
    if body.ent_type_ != "PERSON":
        persons = (at for at in range(body.i + 1, end) if doc[at].ent_type_ == "PERSON")
        end = next(persons, end)
        if doc[body.i + 1 : end].text.startswith("in ") and fold(body.text) not in words.organisations:
            end = body.i + 1  # "Acme *in Norway*", but "the Church in Wales"
    text = strip_article(text_of(doc, start, end))
    named = [token for token in doc[start:end] if token.tag_ in NOUNS]
    return text if named and len(text.split()) <= _LONGEST_COMPLEMENT else None


def _with_place(doc: Doc, head: Token, title: str | None) -> str | None:
    for link in children(head, "prep"):
        named = any(body.tag_ in PROPER for body in children(link, "pobj"))
        if named and link.i == head.i + 1 and link.text.lower() == "of" and title:
            return f"{title} {text_of(doc, link.i, phrase_end(head))}" if phrase_end(head) > link.i else title
    return title


def _content_words(tokens: Iterable[Token], words: Vocabulary) -> set[str]:
    keys = {fold(token.text) for token in tokens if token.tag_[:2] in {"NN", "JJ", "VB", "FW", ""}}
    return (
        keys
        | {words.demonyms[key] for key in keys if key in words.demonyms}
        | {words.parties[key] for key in keys if key in words.parties}
    )


def _joined(tokens: list[Token]) -> str:
    return " ".join("".join(token.text_with_ws for token in tokens).split())
