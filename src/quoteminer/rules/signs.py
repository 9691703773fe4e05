"""Signs of what a name names: a person, a body, a place, a group. Each has a weight, and they are added up."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import takewhile
from types import MappingProxyType
from typing import Final

from spacy.tokens import Token

from quoteminer.names import Name, fold
from quoteminer.rules.phrases import NOUNS, children
from quoteminer.rules.vocabulary import Vocabulary
from quoteminer.schema import SpeakerType

Votes = Mapping[SpeakerType, float]
"""What a name seems to name, with weights."""

SURE: Final = 6.0
"""Weight of a title before a person's name, and of a body's own head noun in its name."""
LIKELY: Final = 4.0
"""Weight of a role in apposition, of an age, of "who"."""
_SEVERAL: Final = 5.0
_KNOWN_PLACE: Final = 3.0
_LABELLED: Final = 2.0
_SHORT_NAME: Final = 2
_INITIAL: Final = 2.0
_INITIALS: Final = re.compile(r"(?:[A-Z]\.){1,3}")
_GIVEN: Final = 1.9
"""Weight of a known first name: a little less than what the entity recogniser says of the whole."""
_LABELS: Final[Mapping[str, SpeakerType]] = MappingProxyType(
    {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group"}
)
_SITES: Final = frozenset(
    {"street", "st", "avenue", "boulevard", "road", "highway", "square", "plaza", "bridge"}
    | {"airport", "stadium", "arena"}
)
"""Last words of the names of places."""
_WHO: Final = frozenset({"who", "whom", "whose"})
_WHERE: Final = frozenset({"GPE", "LOC", "FAC", "NORP"})
_SHARES: Final = frozenset({"share", "shares"})
_ITS: Final = frozenset({"its", "itself"})
_NO_DEEDS: Final = frozenset(
    {"is", "was", "be", "been", "'s", "’s", "seems", "seemed", "appears", "appeared", "takes", "took", "expected"}
)
"""Verbs beside which "it" often stands for nothing."""
_HE: Final = frozenset({"he", "him", "his", "himself", "she", "her", "herself", "who"})
_ROLE: Final = 4
"""Words of a role behind a body's name."""
_CLAUSE: Final = 40
"""Words behind a name in which its clause is looked through."""


def own_signs(tokens: Sequence[Token], name: Name | None, words: Vocabulary) -> defaultdict[SpeakerType, float]:
    """What the words of a name say by themselves.

    Args:
        tokens: the words, titles left out.
        name: the name in its parts, where it can be a person's.
        words: the word tables.
    """
    votes: defaultdict[SpeakerType, float] = defaultdict(float)
    for token in tokens:
        if (label := _LABELS.get(token.ent_type_)) is not None:
            votes[label] += _LABELLED / len(tokens)
    last, whole = tokens[-1], fold("".join(token.text_with_ws for token in tokens).strip())
    noun = fold(last.text)
    several = last.tag_ == "NNPS" or noun in words.several
    if len(tokens) > 1 and (noun == "report" or noun in words.wider_documents.get("report", ())):
        votes["document"] += SURE
    votes["place"] += _KNOWN_PLACE if whole in words.place_names else 0
    votes["place"] += SURE if len(tokens) > 1 and noun in _SITES and not _is_person(tokens) else 0
    votes["organisation"] += SURE if any(token.text == "&" for token in tokens) else 0
    if whole in words.demonyms or (several and last.ent_type_ not in {"PERSON", "ORG", "GPE"}):
        votes["group"] += _SEVERAL
    if len(last.text) > 2 and noun.removesuffix("s") in words.parties:
        votes["organisation" if noun in words.parties else "group"] += _SEVERAL
    is_work = len(tokens) > 2 and noun in words.works and last.ent_type_ != "PERSON"
    if name and name.given and fold(name.given[0]) in words.names.given and not is_work:
        votes["person"] += _GIVEN
    if len(tokens) > _SHORT_NAME and noun in words.names.honours:
        votes["person"] += SURE
    if name and any(len(fold(given)) == 1 for given in name.given[1:]):
        votes["person"] += _INITIAL
    if name and name.given and _INITIALS.fullmatch(name.given[0]):
        votes["person"] += _GIVEN + _INITIAL
    return votes


def used_as(token: Token, words: Vocabulary, *, alone: bool) -> SpeakerType | None:
    """What the words beside a name take it for, whatever its label says.

    "**Acme** will sell *its* mills", "**Acme** finance *director* Ann Lind", "*shares in* **Acme** rose".

    Args:
        token: the head of the name.
        words: the word tables.
        alone: it is all of the name. A name of several words has to be taken up by "its"; an "it" is not enough.

    Returns:
        A body or a person; None where nothing tells.
    """
    doc, noun = token.doc, token.head
    if noun.text == "in" and noun.head.text.lower() in _SHARES and not (alone and token.ent_type_ in _WHERE):
        return None if fold(doc[token.left_edge.i : token.i + 1].text) in words.place_names else "organisation"
    if token.ent_type_ in _WHERE or fold(token.text) in words.place_names or fold(token.text) in words.demonyms:
        return None
    if token.dep_ == "compound" and _stands_before_role(token, words):
        return "organisation"
    if token.dep_ != "nsubj":
        return None
    behind = (doc[at] for at in range(token.i + 1, min(noun.right_edge.i + 1, token.i + _CLAUSE)))
    for word in behind:
        if word.text in _HE:
            return "person"
        if word.text in _ITS or (alone and word.text == "it" and _acts(word)):
            return "organisation"
    return None


def _acts(it: Token) -> bool:
    """Whether an "it" does something, and is none of "it was late", "it takes time", "said it"."""
    return it.dep_ in {"nsubj", "nsubjpass"} and it.head.text.lower() not in _NO_DEEDS


def _stands_before_role(token: Token, words: Vocabulary) -> bool:
    """Whether words in small letters behind a name end in a role, without a body of their own among them."""
    behind = list(takewhile(lambda word: word.text.islower(), token.doc[token.i + 1 : token.i + 1 + _ROLE]))
    while behind and behind[-1].tag_ not in NOUNS:
        behind.pop()
    bodies = (word for word in behind if fold(word.text) in words.organisations)
    return bool(behind) and words.is_role(behind[-1].text) and next(bodies, None) is None


def _is_person(tokens: Sequence[Token]) -> bool:
    return len(tokens) == _SHORT_NAME and tokens[-1].ent_type_ == "PERSON"


def is_said_of_person(clause: Token) -> bool:
    """Whether a relative clause behind a name has "who" in it."""
    return any(child.text.lower() in _WHO for child in children(clause, "nsubj", "nsubjpass", "dobj", "poss"))


def age_behind(tokens: Sequence[Token], end: int) -> str | None:
    """The age in "X, 45, said".

    Args:
        tokens: of the Doc.
        end: the token behind the name.
    """
    if (
        end + 1 >= len(tokens)
        or tokens[end].text != ","
        or not tokens[end + 1].text.isdigit()
        or len(tokens[end + 1].text) > 2
    ):
        return None
    return tokens[end + 1].text if end + 2 == len(tokens) or tokens[end + 2].tag_ in {",", "."} else None
