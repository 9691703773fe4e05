"""Roles read out of noun phrases, appositions and clauses: "deputy spokesperson for the German government".

"X, president and CEO of Acme,", "the minister, X,", "X, who heads the union,".
"""

from collections.abc import Sequence
from itertools import islice
from typing import Final

from spacy.tokens import Doc, Token

from quoteminer.names import fold, strip_article
from quoteminer.rules.fields import end_of_field, is_for_field, is_place
from quoteminer.rules.name_runs import phrase_end_with_fields
from quoteminer.rules.phrases import NOUNS, PROPER, TO_BE, children, children_behind, phrase_end, phrase_start, text_of
from quoteminer.rules.roles import Role, content_words, is_of_body, role_of_words
from quoteminer.rules.vocabulary import Vocabulary

_LONGEST_COMPLEMENT: Final = 12
_DEEPEST: Final = 6
"""Links from a name up to the role that it stands behind ("the head of the office of X, Y")."""
_LINKS: Final = frozenset({"of", "for", "at", "with", "to", "in", "from"})
_EMPLOYED: Final = frozenset({"for", "at", "with"})
_FURTHEST_OFFICE: Final = 4
"""Words from one office to the next that "and" joins to it."""
_OF_OFFICE: Final = NOUNS | {"JJ", "HYPH"}
"""Tags of the words before an office that belong to it."""


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
    second = _second_office(head, words)
    title, organisation, described = role.title, role.organisation, set(role.words)
    if second is not None:
        title = f"{title} {text_of(doc, head.i + 1, second.i + 1)}"
    at = next((owner.i for owner in children(head, "poss")), None)
    links = [*children(head, "prep"), *(children(second, "prep") if second is not None else ())]
    for link in links:
        if link.text.lower() in _LINKS:
            for body in map(_in_front_of_person, children(link, "pobj")):
                described |= content_words(islice(body.subtree, _LONGEST_COMPLEMENT), words)
                employer = _behind_field(body, links, words)
                if f"{fold(head.text)} {fold(text_of(doc, link.i, body.i + 1))}" in words.names.roles:
                    title = f"{title} {text_of(doc, link.i, body.i + 1)}"
                elif is_for_field(link, title) and fold(body.text) not in words.organisations:
                    title = f"{title} {text_of(doc, link.i, end_of_field(body))}"
                elif organisation is None and employer is not None and _is_field_of_work(body, link, words):
                    title = f"{title} {text_of(doc, link.i, body.i + 1)}"
                    organisation, at = _complement(doc, employer, words), employer.i
                elif organisation is None and is_of_body(body, words, link) and not is_place(body, words):
                    organisation, at = _complement(doc, body, words), body.i
                elif organisation is None and body.tag_ in PROPER and at is None:
                    at = body.i  # a body's, perhaps, whatever its label says
                elif organisation is None and employer is not None:
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
    described = frozenset(content_words(islice(body.subtree, _LONGEST_COMPLEMENT), words))
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
    if title is None or body is None or not is_said or not is_of_body(body, words):
        return None
    described = content_words(islice(body.subtree, _LONGEST_COMPLEMENT), words) | {title}
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


def _behind_field(field: Token, links: Sequence[Token], words: Vocabulary) -> Token | None:
    """The body behind what somebody is in charge of: "head of research *for Acme*"; the parser may tie it to the head.

    Args:
        field: what somebody is in charge of.
        links: the prepositions tied to the role.
        words: the word tables.
    """
    behind = (link for link in (*children(field, "prep"), *links) if link.i > field.i and link.text in _EMPLOYED)
    bodies = (body for link in behind for body in children(link, "pobj"))
    return next((body for body in bodies if is_of_body(body, words) and not is_place(body, words)), None)


def _is_field_of_work(field: Token, link: Token, words: Vocabulary) -> bool:
    """Whether what somebody is in charge of is no body itself: "Vice President of *Operations* at Acme"."""
    plain = not any(children(field, "det", "poss")) and fold(field.text) not in words.organisations
    return link.text == "of" and plain and not is_place(field, words)


def _second_office(head: Token, words: Vocabulary) -> Token | None:
    """The head of another role that the same person has: "President and *CEO*", "founder and chief *executive*"."""
    joined = next(children_behind(head, "conj"), None)
    if (
        joined is None
        or joined.tag_ not in NOUNS
        or joined.i - head.i > _FURTHEST_OFFICE
        or not words.is_role(joined.text)
    ):
        return None
    between = head.doc[head.i + 1 : joined.i]
    return joined if between[:1].text == "and" and all(token.tag_ in _OF_OFFICE for token in between[1:]) else None


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
