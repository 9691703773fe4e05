"""Descriptions: noun phrases without a name of their own: "the Russian leader", "the ministry", "a spokesman for X"."""

from collections.abc import Container, Iterator
from typing import Final, NamedTuple

from spacy.tokens import Token

from quoteminer.names import Gender, fold
from quoteminer.rules.fields import is_player
from quoteminer.rules.name_runs import phrase_end_with_fields
from quoteminer.rules.phrases import ARTICLES, LONGEST, NOUNS, PROPER, children, phrase_start, text_of
from quoteminer.rules.role_phrases import role_of_phrase
from quoteminer.rules.roles import Role
from quoteminer.rules.vocabulary import Vocabulary
from quoteminer.schema import SpeakerType

_JOINTS: Final = frozenset({"POS", "HYPH"})
_DETERMINERS: Final = frozenset({"DT", "PRP$"})
"""Tags of words before a noun that say which one is meant, not what it is like."""
_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those"})
_NOBODY_YET: Final = frozenset({"next", "future", "eventual", "hypothetical", "prospective"})
_HEADS: Final = NOUNS | {"CD", "DT", "JJ", "JJS", "JJR", "VBG", ""}
_SINGULAR: Final = frozenset({"one", "another", "this", "that", "each", "old"})
_ISSUED: Final = frozenset(
    {"released", "issued", "published", "posted", "written", "commissioned", "conducted", "compiled"}
)
_ON_PAPER: Final = frozenset({"paper", "journal"})
"""What somebody writes, where it is his; else it may be a publisher's."""
_TITLED: Final = _ISSUED | {"titled", "entitled", "authored"}
_MOUTHPIECES: Final = frozenset({"lawyer", "attorney", "counsel", "representative", "agent", "publicist", "secretary"})
_APPARATUS: Final = frozenset(
    {"office", "campaign", "team", "camp", "administration", "government", "staff", "cabinet"}
)
_NONE_MEANT: Final = frozenset({"no", "any", "every", "each"})
"""Words before a noun that nobody in particular is meant by."""
_RESTRICTS: Final = ("poss", "relcl", "acl", "prep", "appos")
"""What says which one is meant, so that it need not be somebody spoken of before."""
_PEOPLES: Final = ("ese", "sh", "ch", "iss")
"""Endings of words that mean a whole people where "the" stands before them."""


class Description(NamedTuple):
    """A noun phrase without a name of its own.

    Attributes:
        noun: its head, folded.
        type: what kind of entity it is.
        definite: whether it speaks of something known.
        plural: whether it is several.
        modifiers: the words before the head, folded; the country of a nationality among them.
        proper: those modifiers that are written with a capital, places left out.
        places: the countries and regions that it names.
        gender: the gender of the head, where it has one.
        role: for a person, the role.
        text: the phrase as written, without leading article; of one document only up to its head.
        start: its first token, article included.
        owner: the head of its possessor, where it has one.
    """

    noun: str
    type: SpeakerType
    definite: bool
    plural: bool
    modifiers: frozenset[str]
    proper: frozenset[str]
    places: frozenset[str]
    gender: Gender | None
    role: Role | None
    text: str
    start: int
    owner: Token | None


def describe(head: Token, words: Vocabulary, kind: SpeakerType | None = None) -> Description | None:
    """Read a noun phrase.

    Args:
        head: its head.
        words: the word tables.
        kind: what kind of entity the head means, where that is known already (`kind_of`).

    Returns:
        The description; None when the head is no noun.
    """
    if head.tag_ not in _HEADS:
        return None
    doc, start, owner = head.doc, phrase_start(head), owner_of(head)
    phrase = [(token.text, token.tag_) for token in map(doc.__getitem__, range(start, head.i))]
    before = [(text, tag) for text, tag in phrase if tag not in _JOINTS]
    modifiers = {fold(text) for text, tag in before if tag not in _DETERMINERS}
    states = words.states_in([fold(text) for text, _ in before]) if modifiers else frozenset()
    if is_of_country(head, words):
        modifiers.add(fold(head.text))
    countries = {words.demonyms[key] for key in modifiers if key in words.demonyms} | words.places_among(modifiers)
    state_words = {word for state in states for word in state.split()}
    determiners = {text.lower() for text, tag in before if tag in _DETERMINERS}
    bare = start + next((n for n, (text, _) in enumerate(phrase) if text.lower() not in ARTICLES), len(phrase))
    kind = kind or kind_of(head, words)
    end = head.i + 1 if kind == "document" and not _are_of(head, words) else phrase_end_with_fields(head, words)
    return Description(
        noun=noun_of(head, words),
        type=kind,
        definite=(bool(determiners & _DEFINITE) or owner is not None) and not modifiers & _NOBODY_YET,
        plural=is_plural(head, words),
        modifiers=frozenset(modifiers | countries),
        proper=_parties(head, before, words) - state_words,
        places=frozenset(countries | states),
        gender=words.gender_of(head.text),
        role=role_of_phrase(head, words) if kind == "person" else None,
        text=text_of(doc, bare, end),
        start=start,
        owner=owner,
    )


def _are_of(head: Token, words: Vocabulary) -> bool:
    """Whether several say at once what they are of, without which they say little: "*results* of the trial"."""
    return head.i + 1 < len(head.doc) and head.nbor(1).text == "of" and is_plural(head, words)


def kind_of(head: Token, words: Vocabulary) -> SpeakerType:
    """What kind of entity a head noun means; a word that can be a body or a person is a person.

    Args:
        head: the head of a noun phrase.
        words: the word tables.
    """
    noun = noun_of(head, words)
    if _is_rank(head) or is_player(head, words):
        return "person"
    if noun == "one":
        return "person" if _is_of(head, words.roles_by_plural) else "unknown"
    if is_plural(head, words):
        return "document" if _singular(noun) in words.papers else "group"
    if noun in words.people or age_of(head) is not None or is_of_country(head, words):
        return "person"
    if noun in words.members and head.text[:1].isupper():
        return "person"
    if noun in words.documents and noun in words.organisations and _is_written(head, words):
        return "document"
    if noun in words.organisations:
        return "group" if noun in words.groups and _is_of_people(head) else "organisation"
    if noun in words.documents:
        return "document"
    return "group" if noun in words.groups else "unknown"


def _is_written(head: Token, words: Vocabulary) -> bool:
    """Whether a word that can be a body is a document: "the *paper*, published in a journal", "her first *paper*"."""
    owner = owner_of(head)
    of_person = owner is not None and (fold(owner.text) in words.pronouns or owner.ent_type_ == "PERSON")
    return (of_person and noun_of(head, words) in _ON_PAPER) or any(
        clause.text in _TITLED for clause in children(head, "acl")
    )


def is_of_country(head: Token, words: Vocabulary) -> bool:
    """Whether a person is called by a country alone: "the Croatian".

    "The French" are a people, "the 24-year-old Swiss" is a person.
    """
    noun = fold(head.text)
    if noun not in words.demonyms or not head.i:
        return False
    aged = any("year-old" in child.text or child.text == "old" for child in head.lefts)
    return aged or (head.doc[head.i - 1].text.lower() == "the" and not noun.endswith(_PEOPLES))


def noun_of(head: Token, words: Vocabulary) -> str:
    """The head of a phrase, folded; with what a hyphen joins to it, where that is a word for a person."""
    noun = fold(head.text)
    if noun in words.hyphened and head.i > 1 and head.doc[head.i - 1].text == "-":
        joined = f"{fold(head.doc[head.i - 2].text)}-{noun}"
        return joined if joined in words.people else noun
    return noun


def is_plural(head: Token, words: Vocabulary) -> bool:
    """Whether a head means several: a plural, or a number or quantity that stands alone ("most", "two")."""
    noun = fold(head.text)
    if head.tag_ in {"NNS", "NNPS"} or noun in words.plurals:
        return True
    if _is_rank(head):
        return False
    return head.tag_ in {"DT", "CD", "JJ", "JJS", "JJR"} and noun not in _SINGULAR


def _is_rank(head: Token) -> bool:
    """Whether a phrase says which place somebody holds: "the world **number** *one*", "his opposite *number*"."""
    doc, at = head.doc, head.i
    if head.tag_ == "CD":
        return at > 0 and doc[at - 1].lower_ == "number"
    beside = (at > 0 and doc[at - 1].lower_ == "opposite") or (at + 1 < len(doc) and doc[at + 1].tag_ == "CD")
    return head.lower_ == "number" and beside


def age_of(head: Token) -> str | None:
    """The number in "the 19-year-old", where a phrase has no other head; None elsewhere."""
    if "old" not in head.text:
        return None
    if fold(head.text).endswith("-year-old"):
        return head.text.split("-")[0]
    if head.text != "old" or head.i < 4:
        return None
    number, *words = (token.text for token in head.doc[head.i - 4 : head.i])
    return number if words == ["-", "year", "-"] and number.isdigit() else None


def issuer_of(head: Token) -> Token | None:
    """The head of whoever issued a document: "the report released by X", "a statement from X", "a study by X"."""
    for token in head.doc[head.i + 1 : min(head.right_edge.i + 1, head.i + LONGEST)]:
        issues = token.head.i == head.i or token.head.text.lower() in _ISSUED
        if issues and token.dep_ in {"agent", "prep"} and token.text.lower() in {"by", "from"}:
            return next(children(token, "pobj"), None)
    return None


def owner_of(head: Token) -> Token | None:
    """The head of the possessor of a noun: "Y" in "Y's office"."""
    return next(filter(_is_possessor, head.lefts), None) if head.n_lefts else None


def _is_possessor(token: Token) -> bool:
    """Whether a word before a noun is its possessor; a name that the parser takes for a modifier too: "May's"."""
    return token.dep_ == "poss" or (token.dep_ in {"nmod", "compound"} and token.nbor(1).tag_ == "POS")


def spoken_for(head: Token, kind: SpeakerType, owner: Token | None) -> Token | None:
    """The head of whoever speaks through a noun: "Y's office", "a lawyer for Y", "the readout released by Y".

    Kin, friends and companies are somebody's too, but do not speak for him.

    Args:
        head: the head of the phrase.
        kind: what kind of entity it is.
        owner: the head of its possessor.
    """
    noun = _singular(fold(head.text)) if kind == "group" else fold(head.text)
    if kind == "document":
        return issuer_of(head) or owner
    if kind == "organisation":
        return owner if noun in _APPARATUS else None
    if noun in _MOUTHPIECES or noun.startswith("spokes"):
        return owner or next(_served(head), None)
    return None


def speaks_for_body(described: Description) -> bool:
    """Whether a description is of somebody who speaks for a body that it leaves to the context: "a *spokesman*"."""
    return described.noun.startswith("spokes") and described.owner is None and not described.plural


def _served(head: Token) -> Iterator[Token]:
    for link in children(head, "prep"):
        if link.text.lower() in {"for", "of"}:
            yield from (served for served in children(link, "pobj") if served.tag_ in PROPER | {"NN"})


def _is_of_people(head: Token) -> bool:
    """Whether a body is named by its members: "a group of doctors"."""
    return any(member.tag_ in {"NNS", "NNPS"} for member in _members(head))


def _is_of(head: Token, nouns: Container[str]) -> bool:
    """Whether it is one of what some nouns mean: "one of the *delegates*"."""
    return any(fold(member.text) in nouns for member in _members(head))


def _members(head: Token) -> Iterator[Token]:
    """What stands behind "of"."""
    links = (link for link in children(head, "prep") if link.text == "of")
    return (member for link in links for member in children(link, "pobj"))


def _parties(head: Token, before: list[tuple[str, str]], words: Vocabulary) -> frozenset[str]:
    """The capitalised words of a description that are no places, parties by one word each."""
    keys = {key for key in _capitalised(before) if key not in words.demonyms and key not in words.place_names}
    if (noun := fold(head.text)) in words.members:
        keys.add(noun)
    return frozenset(words.parties.get(key, key) for key in keys)


def _capitalised(words: list[tuple[str, str]]) -> set[str]:
    return {fold(text) for text, tag in words if text[:1].isupper() and tag[:2] in {"NN", "JJ"}}


def _singular(noun: str) -> str:
    for ending, instead in (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("men", "man"), ("s", "")):
        if noun.endswith(ending):
            return noun[: -len(ending)] + instead
    return noun


def is_mere_kind(token: Token, described: Description) -> bool:
    """Whether a noun means nobody in particular: "*no* carmaker", "the title of leading carmaker"."""
    bare = not described.definite and not any(children(token, "det", "poss", "nummod"))
    is_title = bare and token.dep_ == "pobj" and token.head.text in {"of", "as"}
    return is_title or token.doc[described.start].text.lower() in _NONE_MEANT


def is_restricted(token: Token) -> bool:
    """Whether the words behind a noun say which one is meant; a relative clause behind a comma does not."""
    return any(
        child.dep_ != "relcl" or token.doc[child.left_edge.i - 1].text != "," for child in children(token, *_RESTRICTS)
    )
