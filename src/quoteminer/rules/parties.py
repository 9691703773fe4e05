"""Where somebody is from and of which party, as it stands at the name: "X (R-Fla.)", "X, Democrat of Ohio,"."""

from typing import Final

from spacy.tokens import Doc, Token

from quoteminer.names import fold
from quoteminer.rules.phrases import PROPER, children, children_behind
from quoteminer.rules.roles import Role
from quoteminer.rules.vocabulary import Vocabulary

_OPENING: Final = frozenset({"(", "["})
_LONGEST: Final = 5
"""Words behind a name's bracket or comma in which party and state stand."""
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


def ties_before(before: list[Token], words: Vocabulary) -> Role | None:
    """Read the party or the country right before a person's name: "*Republican* X", "the *Dutchman* X".

    Args:
        before: the words of the noun phrase in front of the name.
        words: the word tables.

    Returns:
        A role without a title, which holds the party or the country; None where neither stands there.
    """
    key = fold(before[-1].text) if before and len(before[-1].text) > 1 else ""
    if (party := words.parties.get(key)) is not None:
        return Role(words=frozenset({party}), proper=frozenset({party}))
    country = words.demonyms.get(key)
    return None if country is None else Role(words=frozenset({country}), places=frozenset({country}))


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
