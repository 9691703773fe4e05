"""Where somebody is from and of which party or body, as it stands at the name: "X (R-Fla.)", "X of the Coast Bank"."""

from typing import Final

from spacy.tokens import Doc, Token

from quoteminer.names import fold
from quoteminer.rules.fields import is_place
from quoteminer.rules.phrases import PROPER, children, children_behind
from quoteminer.rules.role_phrases import role_at
from quoteminer.rules.roles import Role
from quoteminer.rules.vocabulary import Vocabulary

_OPENING: Final = frozenset({"(", "["})
_LONGEST: Final = 5
"""Words behind a name's bracket or comma in which party and state stand."""
_OF_BODY: Final = frozenset({"of", "from"})
_AT_BODY: Final = _OF_BODY | {"at", "with"}
"""Behind a comma; without one, "X at the Coast Bank" mostly is there and nothing more."""
_CLOSING: Final = frozenset({")", "]", ",", "."})


def ties_behind(head: Token, end: int, words: Vocabulary) -> Role | None:
    """Read party and state behind a person's name.

    Args:
        head: the head of the name.
        end: the token behind the name.
        words: the word tables.

    Returns:
        A role without a title, which holds them; None where neither stands there.
    """
    behind = _abbreviated(head.doc, end, words) or _spelled_out(head, words)
    if not behind:
        return None
    places = words.states_in(behind)
    states = places or {words.states[key] for key in behind if key in words.states}
    parties = {words.parties[key] for key in behind if key in words.parties}
    if not parties and not states:
        return None
    described = parties | {word for state in states for word in (state, *state.split())}
    return Role(words=frozenset(described), proper=frozenset(parties), places=frozenset(states))


def body_behind(head: Token, end: int, words: Vocabulary) -> Role | None:
    """Read the body that a person belongs to behind the name: "X of the Coast Bank", "X, at Acme Research,".

    Args:
        head: the head of the name.
        end: the token behind the name.
        words: the word tables.

    Returns:
        A role without a title, which holds the body; None where none stands there.
    """
    doc = head.doc
    comma = end < len(doc) and doc[end].text == ","
    links = _AT_BODY if comma else _OF_BODY
    for link in children_behind(head, "prep"):
        if link.i == end + comma and link.text in links:
            for noun in children_behind(link, "pobj"):
                if (body := _body(noun, words)) is not None:
                    return role_at(body, link.i + 1, words)
    return None


def _body(noun: Token, words: Vocabulary) -> Token | None:
    """The head of the name in a body's noun phrase: "the Coast *Bank*", "Acme *bank*", "the group *Friends* of X"."""
    known = fold(noun.text) in words.organisations
    if noun.tag_ not in PROPER:
        named = (name for name in children_behind(noun, "appos") if name.i == noun.i + 1 and name.tag_ in PROPER)
        named_before = any(name.tag_ in PROPER and name.ent_type_ == "ORG" for name in children(noun, "compound"))
        return noun if known and named_before else next(named, None) if known else None
    return noun if (known or noun.ent_type_ in {"ORG", ""}) and not is_place(noun, words) else None


def ties_before(before: list[Token], words: Vocabulary) -> Role | None:
    """Read the party, the country or the body right before a person's name: "*Republican* X", "*Acme*'s X".

    Args:
        before: the words of the noun phrase in front of the name.
        words: the word tables.

    Returns:
        A role without a title, which holds one of them; None where none stands there.
    """
    if (body := _owning_body(before, words)) is not None:
        return role_at(body, before[0].i, words)
    key = fold(before[-1].text) if before and len(before[-1].text) > 1 else ""
    if (party := words.parties.get(key)) is not None:
        return Role(words=frozenset({party}), proper=frozenset({party}))
    country = words.demonyms.get(key)
    return None if country is None else Role(words=frozenset({country}), places=frozenset({country}))


def _owning_body(before: list[Token], words: Vocabulary) -> Token | None:
    """The body whose possessive stands right before a name: "*Holm Capital*'s X"."""
    if len(before) < 2 or before[-1].tag_ != "POS":
        return None
    body = before[-2]
    known = body.ent_type_ == "ORG" or fold(body.text) in words.organisations or fold(body.text) in words.parties
    return body if known and body.tag_ in PROPER and not is_place(body, words) else None


def _abbreviated(doc: Doc, end: int, words: Vocabulary) -> list[str]:
    """What stands behind a name in brackets, or between commas with a hyphen: "(R-Fla.)", ", D-Ohio,"."""
    if end + 1 >= len(doc) or doc[end].text not in _OPENING | {","}:
        return []
    found: list[str] = []
    for token in doc[end + 1 : end + 1 + _LONGEST]:
        if token.text in _CLOSING:
            break
        found += [key for key in map(fold, token.text.split("-")) if key]
    hyphened = len(found) > 1 and words.parties.get(found[0]) is not None and len(found[0]) == 1
    alone = doc[end].text in _OPENING and len(found) == 1 and (found[0] in words.states or len(found[0]) == 1)
    return found if hyphened or alone else []


def _spelled_out(head: Token, words: Vocabulary) -> list[str]:
    """A party and a state in apposition, or a state behind "of": "X, Republican of Ohio,", "Senator X of Ohio"."""
    if not head.n_rights:
        return []
    nouns = [head, *(noun for noun in children_behind(head, "appos") if fold(noun.text) in words.members)]
    found = [fold(noun.text) for noun in nouns[1:]]
    for noun in nouns:
        for link in children_behind(noun, "prep"):
            if link.text in {"of", "from"} and link.i <= noun.i + 1:
                places = [place for place in children_behind(link, "pobj") if place.tag_ in PROPER]
                found += [fold(token.text) for place in places for token in (*children(place, "compound"), place)]
    return found
