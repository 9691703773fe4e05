"""Where names stand: runs of capitalised words that the tagger or the entity recogniser takes for proper nouns."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Token

from quoteminer.layers import paragraphs
from quoteminer.names import fold
from quoteminer.rules.phrases import PROPER, phrase_end, phrase_start
from quoteminer.rules.tokens import strings
from quoteminer.rules.vocabulary import Vocabulary

NOT_NAMES: Final = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL", "LANGUAGE"})
"""Entity labels of what is written with a capital but is nobody."""
SMALL_WORDS: Final = frozenset({"of", "for", "on", "and", "the", "&", "to", "in", "at"})
"""Words in lower case inside the names of bodies and places."""
_NAMED: Final = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC"})
_COULD_BE_NAMES: Final = frozenset({"NN", "NNS", "JJ", "FW", "UH", "VB", "VBP", "VBN", "VBD", "RB", ""})
_NO_NAME_AT_START: Final = frozenset({"JJ", "RB", "VBN", "UH"})
_HYPHENS: Final = frozenset({"-", "–", "’", "'"})
_FIELD_LINKS: Final = frozenset({"of", "for", "on"})
_LEAST_WITH_FIELD: Final = 3
"""Words of "Department for Culture"."""
_BETWEEN_FIELDS: Final = frozenset({",", "and", "&"})
_NO_FIELDS: Final = frozenset({"PERSON", "GPE", "NORP"})
_APOSTROPHES: Final = frozenset({"'", "’"})
_POSSESSIVES: Final = _APOSTROPHES | {"'s", "’s"}
_BODIES: Final = frozenset({"ORG", "FAC"})
_SAINTS: Final = frozenset({"St", "St."})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_ROLE_TAGS: Final = frozenset({"IN", "DT", "NN", "NNS", "NNP", "NNPS", "JJ", "HYPH", ":", "POS"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_LONGEST_NAME: Final = 5
_FURTHEST_ROLE: Final = 15
"""Words between a role and the name behind its body."""
OPENING: Final = frozenset({'"', "“", "``"})
"""Marks before a nickname."""
_NICKNAME: Final = 3
"""Words of a nickname between marks."""
_CLOSING: Final = frozenset({'"', "”", "''"})


def name_runs(doc: Doc, tokens: Sequence[Token], words: Vocabulary) -> list[tuple[int, int]]:
    """Find the runs, titles before names still in them.

    A word that the tagger takes for something else is a run too when it is the last word of a name of several words
    elsewhere in the article.

    Args:
        doc: the Doc, tagged.
        tokens: its tokens.
        words: the word tables.

    Returns:
        Token ranges in text order.
    """
    capitals = [at for at, word in enumerate(strings(doc, "ORTH")) if word[:1].isupper()]
    found = list(_runs(tokens, words, capitals))
    surnames = {fold(tokens[end - 1].text) for start, end in found if end - start > 1}
    inside = {at for run in found for at in range(*run)}
    missed = [
        (at, at + 1)
        for at in capitals
        if at not in inside and fold((token := tokens[at]).text) in surnames and _may_be_surname(token)
    ]
    return _joined_by_marks(tokens, sorted(_without_headlines(doc, tokens, found) + missed), words)


def _joined_by_marks(
    tokens: Sequence[Token], runs: Sequence[tuple[int, int]], words: Vocabulary
) -> list[tuple[int, int]]:
    """Make two runs one where the first, as an owner, begins the second's name: "*McDonald's* Corp"."""
    texts = [_text(tokens[start:end]) for start, end in runs]
    owns = [end < len(tokens) and tokens[end].tag_ == "POS" for _, end in runs]
    by_itself = {text for text, mark in zip(texts, owns, strict=True) if not mark}
    surnames = {tokens[end - 1].text for start, end in runs if end - start > 1}
    joined: list[tuple[int, int]] = []
    for start, end in runs:
        owner = joined[-1] if joined else (0, 0)
        whose = _text(tokens[slice(*owner)]) if owner[1] else ""
        known = whose in by_itself or (end - start == 1 and tokens[start].text in surnames)
        if owner[1] < start <= owner[1] + 2 and not known and _begins_name(tokens, owner, start, words):
            joined[-1] = (owner[0], end)
        else:
            joined.append((start, end + _ends_in_mark(tokens, start, end)))
    return joined


def _ends_in_mark(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether the mark behind a run is the end of a body's name: "*Moody's* said", but "a friend of *Lund's* said"."""
    if end + 1 >= len(tokens) or tokens[end].tag_ != "POS" or tokens[end + 1].tag_ not in _FINITE:
        return False
    return not start or tokens[start - 1].text != "of"


def _begins_name(tokens: Sequence[Token], owner: tuple[int, int], start: int, words: Vocabulary) -> bool:
    """Whether an owner that is named nowhere else is a part of the name that begins behind its mark.

    The entity recogniser takes all of it for a body's, or does not know the owner; saints own what bears their name.
    """
    first, mark = owner
    before, behind = tokens[mark - 1], tokens[start]
    if tokens[mark].tag_ != "POS" or fold(before.text) in words.place_names or fold(before.text) in words.demonyms:
        return False
    is_one = all(token.ent_iob_ == "I" for token in tokens[mark : start + 1])
    saint = tokens[first].text in _SAINTS
    if is_one and (saint or behind.ent_type_ in _BODIES):
        return True
    person = behind.ent_type_ == "PERSON" or fold(behind.text) in words.names.given
    return start == mark + 1 and (saint or not before.ent_type_) and not person


def end_of_fields(tokens: Sequence[Token] | Doc, start: int, at: int, words: Vocabulary) -> int | None:
    """Where the fields end that a body has in its name: "Department for Culture*, Media and Sport*".

    Args:
        tokens: the Doc's tokens.
        start: first token of the body's name, or one before it.
        at: a comma behind the first field.
        words: the word tables.

    Returns:
        Index after the last field; None where the comma ends the name.
    """
    links = (k for k in range(start + 1, at - 1) if tokens[k].text in _FIELD_LINKS)
    if not any(fold(tokens[k - 1].text) in words.organisations for k in links):
        return None
    while at + 1 < len(tokens) and tokens[at].text in _BETWEEN_FIELDS:
        was_last, first = tokens[at].text != ",", at + 1
        at = first
        while at < len(tokens) and _in_name(tokens[at]) and tokens[at].ent_type_ not in _NO_FIELDS:
            at += 1
        if at == first:
            return None
        if was_last:
            return at
    return None


def phrase_end_with_fields(head: Token, words: Vocabulary) -> int:
    """Index after the last word of a noun phrase (`phrase_end`), with the fields of a body that it ends in."""
    doc, end = head.doc, phrase_end(head)
    if end - head.i < _LEAST_WITH_FIELD or end == len(doc) or doc[end].text != ",":
        return end
    return end_of_fields(doc, phrase_start(head), end, words) or end


def _without_headlines(doc: Doc, tokens: Sequence[Token], runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cut a run of the headline back to the person that it begins with: "Lind Addresses Port Strike" is about Lind."""
    headline = next(iter(paragraphs(doc)), (0, 0))[1]
    persons: set[str] = set()
    for first, end in runs:
        named = next((at for at in range(first, end) if tokens[at].ent_type_ == "PERSON"), end)
        if first >= headline and named < end and tokens[end - 1].ent_type_ == "PERSON":
            persons |= {_text(tokens[named:end]), tokens[end - 1].text}
    return [(start, _cut(tokens, start, end, persons) if start < headline else end) for start, end in runs]


def _cut(tokens: Sequence[Token], start: int, end: int, persons: set[str]) -> int:
    """Where a run ends that begins with the name of one of some persons and goes on for two words or more."""
    if not persons or _text(tokens[start:end]) in persons:
        return end
    longest = min(end - 2, start + _LONGEST_NAME)
    names = (at for at in range(longest, start, -1) if _text(tokens[start:at]) in persons)
    return next(names, end)


def _text(tokens: Sequence[Token]) -> str:
    """The text of some tokens."""
    return "".join(token.text_with_ws for token in tokens[:-1]) + tokens[-1].text


def _may_be_surname(token: Token) -> bool:
    if token.dep_ in {"compound", "amod"} or (token.ent_type_ in NOT_NAMES and token.dep_ not in _SUBJECTS):
        return False
    if token.ent_type_ in NOT_NAMES and token.tag_ in PROPER:  # "May said", where another sentence names Helen May
        return True
    return token.tag_ in _COULD_BE_NAMES and not (token.is_sent_start and token.tag_ in _NO_NAME_AT_START)


def _runs(tokens: Sequence[Token], words: Vocabulary, capitals: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The runs that begin with one of the tokens that have a capital."""
    end = 0
    for at in capitals:
        if at < end or not (_in_name(tokens[at]) or _is_first_name(tokens, at, words)):
            continue
        end = at + 1
        while end < len(tokens) and (after := _next(tokens, at, end, words)) is not None:
            end = after
        yield at, end


def _in_name(token: Token) -> bool:
    text = token.text
    if not text[:1].isupper() or (label := token.ent_type_) in NOT_NAMES or token.dep_ == "aux":
        return False
    tag = token.tag_
    if tag in PROPER or (text.isupper() and len(text) > 2 and tag in {"WP", "PRP", "NN"}):
        return True
    return label in _NAMED and tag in {"NN", "NNS", "JJ", "FW", "UH", ""}


def _is_first_name(tokens: Sequence[Token], at: int, words: Vocabulary) -> bool:
    """Whether a first name stands before what the entity recogniser takes for a time or a language: "Helen *June*".

    So does a title: "Mrs. *May*".
    """
    if at < 0 or at + 1 >= len(tokens) or tokens[at].tag_ != "NNP":
        return False
    first, last = tokens[at], tokens[at + 1]
    if last.tag_ != "NNP" or last.ent_type_ not in NOT_NAMES or not last.text[:1].isupper():
        return False
    if words.names.titles.get(fold(first.text)) == "honorific":
        return True
    return fold(first.text) in words.names.given and first.dep_ == "compound" and first.head.i == last.i


def _next(tokens: Sequence[Token], start: int, at: int, words: Vocabulary) -> int | None:
    """The end of a run when it goes on at a token, or None."""
    token, before = tokens[at], tokens[at - 1]
    if _in_name(token) or _is_first_name(tokens, at - 1, words):
        return None if _begins_person(tokens, start, at, words) else at + 1
    if at + 1 >= len(tokens):
        return None
    after, text = tokens[at + 1], token.text
    if text == ",":
        key = fold(after.text)
        titled = key in words.names.suffixes or key in words.names.honours
        return at + 2 if titled else end_of_fields(tokens, start, at, words)
    if text in _HYPHENS and not token.whitespace_ and not before.whitespace_:
        goes_on = (
            after.text[:1].isupper() or after.tag_ in PROPER or (after.ent_iob_ == "I" and after.ent_type_ == "PERSON")
        )
        return at + 2 if goes_on else None
    if text in OPENING:
        return _behind_nickname(tokens, at)
    if not _in_name(after):
        word = after.text.lower()
        small = word in SMALL_WORDS or word in words.names.particles
        joined = small and (_is_particle(token, words) or _inside_body(tokens, start, at, words))
        return at + 1 if joined else None
    if _is_particle(token, words) or _inside_body(tokens, start, at, words) or _is_members_mark(tokens, at, words):
        return at + 1
    if text == "of" and f"{fold(before.text)} of {fold(after.text)}" in words.names.roles:
        return at + 2
    return None


def _behind_nickname(tokens: Sequence[Token], at: int) -> int | None:
    """Where a name goes on behind a nickname between marks, of which the first stands at a token: "X "the Wind" Y"."""
    last = min(at + 2 + _NICKNAME, len(tokens) - 1)
    closing = next((k for k in range(at + 2, last) if tokens[k].text in _CLOSING or tokens[k].text == '"'), None)
    return closing + 2 if closing is not None and _in_name(tokens[closing + 1]) else None


def _is_particle(token: Token, words: Vocabulary) -> bool:
    return token.text in words.names.particles


def _inside_body(tokens: Sequence[Token], start: int, at: int, words: Vocabulary) -> bool:
    """Whether a small word joins the parts of a body's name: "Department of Justice", "Johnson & Co."."""
    text = tokens[at].text.lower()
    if text == "&" or (text == "of" and fold(tokens[at - 1].text) in words.organisations):
        return True
    if (text == "for" or (text == "the" and tokens[at - 1].text == "for")) and "Court" in {
        t.text for t in tokens[start:at]
    }:
        return True
    if (
        text not in SMALL_WORDS
        or tokens[at].ent_iob_ != "I"
        or tokens[at].ent_type_ not in {"ORG", "FAC", "GPE", "LOC", "LAW"}
    ):
        return False
    return text != "and" or any(token.text in {"of", "for"} for token in tokens[start:at])


def _is_members_mark(tokens: Sequence[Token], at: int, words: Vocabulary) -> bool:
    """Whether an apostrophe stands inside the name of a body, behind those whose it is: "Dock Workers' Union"."""
    mark, before = tokens[at], tokens[at - 1]
    inside = all(token.ent_type_ == "ORG" and token.ent_iob_ == "I" for token in tokens[at : at + 2])
    several = before.tag_ == "NNPS" or fold(before.text) in words.several or mark.text in _APOSTROPHES
    return inside and mark.text in _POSSESSIVES and several


def _begins_person(tokens: Sequence[Token], start: int, at: int, words: Vocabulary) -> bool:
    """Whether a person's name begins behind a place's or a body's ("… to the United States Jane Doe")."""
    token, before = tokens[at], tokens[at - 1]
    if at + 1 >= len(tokens) or not _in_name(tokens[at + 1]):
        return False
    given, recognised = fold(token.text) in words.names.given, token.ent_type_ == "PERSON" and token.ent_iob_ == "B"
    if fold("".join(other.text_with_ws for other in tokens[start:at]).strip()) in words.places:
        return given or recognised
    if given and recognised and before.ent_type_ in {"GPE", "ORG", "LOC"}:
        return True
    first = fold(tokens[start].text)
    if before.text.lower() in SMALL_WORDS or (first in words.names.given and first not in words.organisations):
        return False
    if recognised:
        holds_small = any(other.text in SMALL_WORDS for other in tokens[start:at])
        return holds_small and tokens[at + 1].ent_type_ == "PERSON" and before.ent_type_ != "PERSON"
    return given and tokens[at + 1].ent_type_ != "PERSON" and _awaits_name(tokens, start, words)


def _awaits_name(tokens: Sequence[Token], body: int, words: Vocabulary) -> bool:
    """Whether a role without article stands before a body: "Director of the Institute of X" leads to a name."""
    first = body
    while (
        first > max(0, body - _FURTHEST_ROLE)
        and not tokens[first].is_sent_start
        and tokens[first - 1].tag_ in _ROLE_TAGS
    ):
        first -= 1
    link = next((at for at in range(first, body) if tokens[at].tag_ == "IN"), first)
    return link > first and tokens[first].tag_ != "DT" and words.is_role(tokens[link - 1].text)
