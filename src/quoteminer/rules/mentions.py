"""Names in a text: runs of proper nouns, taken apart into title, body and the name itself.

The tagger and the entity recogniser of a small model are both wrong often enough that neither is trusted alone: a
mention carries votes for what it names, and the article's mentions of one name are counted together (`inventory`).
"""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from spacy.tokens import Doc, Token

from quoteminer.inflection import plural
from quoteminer.names import Gender, Name, fold, parse_name, title_length, women_among
from quoteminer.rules.descriptions import is_of_country
from quoteminer.rules.fields import first_of_fields, is_of_field
from quoteminer.rules.name_runs import NOT_NAMES, OPENING, SMALL_WORDS, name_runs
from quoteminer.rules.parties import body_behind, ties_before, ties_behind
from quoteminer.rules.phrases import body_before, children_behind, is_glued
from quoteminer.rules.role_phrases import apposed_role, role_before
from quoteminer.rules.roles import Role, role_of_words
from quoteminer.rules.signs import LIKELY, SURE, Votes, age_behind, is_said_of_person, own_signs, used_as
from quoteminer.rules.vocabulary import Vocabulary
from quoteminer.schema import SpeakerType

_BEFORE_NAME: Final = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "VBG", "VBN", "POS", "HYPH", "AFX"})
_BODIES: Final = frozenset({"ORG", "GPE"})
"""Labels of names that may be a firm's, whatever the noun beside them can mean."""
_FURTHEST_TITLE: Final = 10
_SHORT_NAME: Final = 2
"""Words of a name that the entity recogniser may well have taken for a body's."""


class Mention(NamedTuple):
    """One place where a name stands.

    Attributes:
        start: first token of the name itself, titles left out.
        end: token after its last.
        head: token that the clause is tied to: the last of the name.
        words: the words of the name.
        person: the name in its parts, where it can be a person's.
        votes: what it seems to name, with weights.
        role: the role that stands with it.
        gender: gender by title or role.
        women: the share of women among those of the first name.
        age: a number of years behind it.
        first_name: its first word may stand for it alone, which in a headline's "Lind Speech" it may not.
        titled: a title stands before it.
        subject: it is the subject of its clause.
        ties: the party and the state, or the body, that stand behind it.
        kind: the noun before it that says what kind of body it names: "the *retailer* X".
        used_as: what the words beside it take it for, where nothing introduces it: no first name, no title, no role.
    """

    start: int
    end: int
    head: int
    words: tuple[str, ...]
    person: Name | None
    votes: Votes
    role: Role | None = None
    gender: Gender | None = None
    women: float | None = None
    age: str | None = None
    first_name: bool = False
    titled: bool = False
    subject: bool = False
    ties: Role | None = None
    kind: str | None = None
    used_as: SpeakerType | None = None

    @property
    def text(self) -> str:
        """The name as written, without titles."""
        return " ".join(self.words)


def mentions(doc: Doc, words: Vocabulary) -> list[Mention]:
    """Find the names of a Doc, in text order.

    Args:
        doc: the Doc, tagged; parsed and with entities where possible.
        words: the word tables.

    Returns:
        Every mention of a name, whatever it names.
    """
    tokens = list(doc)  # a token of a Doc is made anew whenever it is asked for
    runs = name_runs(doc, tokens, words)
    lasts = [(start, tokens[end - 1]) for start, end in runs if end - start > 1]
    surnames = {last.text for start, last in lasts if _is_surname(tokens[start], last, words)}
    found: list[Mention] = []
    for start, end in runs:
        if mention := _read(tokens, start, end, words, surnames):
            found.append(mention)
    return found


def _is_surname(first: Token, last: Token, words: Vocabulary) -> bool:
    """Whether a name's last word is a person's: by its label, or where a first name stands before what is no word."""
    return last.ent_type_ == "PERSON" or (not last.ent_type_ and fold(first.text) in words.names.given)


def _read(tokens: Sequence[Token], start: int, end: int, words: Vocabulary, surnames: set[str]) -> Mention | None:
    """Take a run apart; None when it is a title without a name."""
    start, end = _trimmed(tokens, start, end, words, surnames)
    if end - start == 1 and (_is_member(tokens, start) or is_of_country(tokens[start], words)):
        return None
    if _is_member_of_state(tokens, start, end, words) or _of_role(tokens, start, end, words) == start:
        return None
    body = _names_body(tokens, start, end, words)
    split = start if body else _after_field(tokens, _after_title(tokens, start, end, words), end, words)
    honorific = split > start and words.names.titles.get(fold(tokens[split - 1].text)) == "honorific"
    surname = end - split == 1 and tokens[split].text in surnames
    if split >= end or not (body or honorific or surname or not _is_role_alone(tokens, split, end, words)):
        return None
    spelled = tuple("".join(token.text_with_ws for token in tokens[split:end]).split())
    name = None if body else parse_name((*([tokens[split - 1].text] if honorific else ()), *spelled), words.names)
    if name is None and surname:
        name = Name((), (), spelled, None)
    if name is None and not body:
        return None
    head, age = _head(tokens, split, end), age_behind(tokens, end)
    before = [] if body else _before(tokens, split, end, words)
    title = role_of_words(_without_rank(before, words), words)
    role = title if title or body else apposed_role(tokens[head], words) or role_before(tokens[head], words)
    known_first = end - split > 1 and fold(tokens[split].text) in words.names.given
    trade = None if known_first else _trade(role, tokens[head], words)
    title, role = (title, role) if trade is None else (None, None)
    titled = title is not None or (bool(before) and fold(before[-1].text) in words.names.titles)
    kind = trade or _kind_of_body(tokens, split, tokens[head], words)
    votes = own_signs(tokens[split:end], name, words)
    votes["organisation"] += SURE * (body + (kind is not None))
    votes["person"] += SURE if titled else LIKELY if role else 0
    votes["person"] += LIKELY * (_follows_body(tokens, split, end, words) + (age is not None) + _is_who(tokens[head]))
    alone = end - split == 1
    is_unknown = not (split > start or surname or titled or role or age or known_first)
    return Mention(
        start=split,
        end=end,
        head=head,
        words=spelled,
        person=name,
        votes=MappingProxyType({named: weight for named, weight in votes.items() if weight}),
        role=role,
        gender=(role.gender if role else None) or _title_gender(before[-4:], words),
        women=women_among(name, words.names) if name else None,
        age=age,
        first_name=_has_first_name(tokens, split, end, words),
        titled=titled,
        subject=tokens[head].dep_ in {"nsubj", "nsubjpass"},
        ties=_ties(tokens[head], end, before, words) if name else None,
        kind=kind,
        used_as="organisation" if kind else used_as(tokens[head], words, alone=alone) if is_unknown else None,
    )


def _trimmed(tokens: Sequence[Token], start: int, end: int, words: Vocabulary, surnames: set[str]) -> tuple[int, int]:
    """A run without small words at its end and marks at its beginning: "- Lind", behind a quotation."""
    while end > start and _is_small(tokens[end - 1], words) and tokens[end - 1].text not in surnames:
        end -= 1
    while start < end and not any(map(str.isalnum, tokens[start].text)):
        start += 1
    return start, end


def _is_who(head: Token) -> bool:
    """Whether a clause behind a name speaks of it with "who"."""
    return any(map(is_said_of_person, children_behind(head, "relcl")))


def _is_small(token: Token, words: Vocabulary) -> bool:
    """Whether a word stands within names, not at their end: "of", "von"."""
    text = token.text.lower()
    return text in SMALL_WORDS or text in words.names.particles


def _is_member(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word names somebody's nation or party, not the body itself: "a registered Republican"."""
    token = tokens[at]
    if token.tag_ != "NNP" or token.ent_type_ != "NORP" or not at:
        return False
    return tokens[at - 1].text.lower() in {"a", "an", "another"} or tokens[at - 1].tag_ in {"JJ", "VBN"}


def _is_member_of_state(tokens: Sequence[Token], start: int, end: int, words: Vocabulary) -> bool:
    """Whether a run says of which party, perhaps of which state, one is: "the Republican", "the Ohio Democrat"."""
    last = tokens[end - 1]
    if not start or tokens[start - 1].text.lower() != "the" or fold(last.text) not in words.members:
        return False
    stands_alone = end == len(tokens) or tokens[end].tag_ not in _BEFORE_NAME
    state = " ".join(fold(token.text) for token in tokens[start : end - 1])
    return last.tag_ == "NNP" and stands_alone and (not state or state in words.states)


def _names_body(tokens: Sequence[Token], start: int, end: int, words: Vocabulary) -> bool:
    """Whether a run names a body by its own words: "Defense Ministry", "Department of Justice", "University of X"."""
    last = tokens[end - 1]
    if end - start == _SHORT_NAME and _is_firm_of_rank(tokens[start], last, words):
        return True
    if _is_behind_owner(tokens, start, end, words):
        return True
    if end - start > 2 and " ".join(fold(token.text) for token in tokens[end - 3 : end]) in words.names.roles:
        return False
    if fold(last.text) in words.organisations and last.ent_type_ != "PERSON":
        if end - start == _SHORT_NAME and fold(tokens[start].text) in words.names.given and apposed_role(last, words):
            return False
        return end - start > 1 or last.ent_type_ == "ORG" or end < 2 or tokens[end - 2].text.lower() != "the"
    office = words.is_role(tokens[start].text) and words.names.titles.get(fold(tokens[start].text)) != "rank"
    return not office and any(
        token.text in {"of", "for"} and fold(tokens[token.i - 1].text) in words.organisations
        for token in tokens[start + 1 : end]
    )


def _is_behind_owner(tokens: Sequence[Token], start: int, end: int, words: Vocabulary) -> bool:
    """Whether an owner begins a name that holds no role: "*King's* College London", "*McDonald's* Corp"."""
    mark = next((at for at in range(start + 1, end - 1) if tokens[at].tag_ == "POS"), end)
    if mark == end or (tokens[end - 1].ent_type_ == "PERSON" != tokens[mark].ent_type_):
        return False
    return not any(words.is_role(token.text) for token in tokens[mark + 1 : end])


def _is_firm_of_rank(first: Token, last: Token, words: Vocabulary) -> bool:
    """Whether a rank is a part of a firm's name: "General Motors"."""
    is_rank = words.names.titles.get(fold(first.text)) == "rank"
    return is_rank and first.ent_type_ == last.ent_type_ == "ORG" and fold(last.text) not in words.names.given


def _after_title(tokens: Sequence[Token], start: int, end: int, words: Vocabulary) -> int:
    """Where the name begins in a run that may begin with a body and a title."""
    split = start
    if " ".join(fold(token.text) for token in tokens[start:end]) in words.places:
        return start  # "Sri" is no title in front of "Lanka"
    while split + 2 < end and (_is_origin(tokens[split], words) or _is_given_name(tokens[split + 1], words)):
        if fold(tokens[split].text) in words.names.given:
            break
        split += 1
    for at in range(start, end - 2):
        if _is_member_noun(tokens[at], words) and fold(tokens[at + 1].text) in words.names.given:
            split = max(split, at + 1)
    texts = [token.text for token in tokens[start : end - 1]]
    for at in range(split, end - 1):
        if tokens[at].text in OPENING:
            break
        if not _is_given_name(tokens[at], words) and (length := title_length(texts[at - start :], words.names)):
            split = max(split, at + length)
    return split


def _after_field(tokens: Sequence[Token], split: int, end: int, words: Vocabulary) -> int:
    """Where the name begins behind the field of an office: "Secretary of State *for Health* Ann Lund"."""
    if split == end or tokens[split].text not in SMALL_WORDS:
        return split
    names = (at for at in range(split + 2, end) if fold(tokens[at].text) in words.names.given)
    return next((at for at in range(split, end) if tokens[at].ent_type_ == "PERSON"), next(names, end))


def _is_member_noun(token: Token, words: Vocabulary) -> bool:
    """Whether a word before a name says of which party or people its bearer is: "North Holm Democrat X Y"."""
    return token.ent_type_ != "PERSON" and plural(fold(token.text)) in words.groups


def _is_origin(token: Token, words: Vocabulary) -> bool:
    """Whether a capitalised word before a name is a nationality or a party."""
    return token.ent_type_ == "NORP" or fold(token.text) in words.demonyms


def _is_role_alone(tokens: Sequence[Token], start: int, end: int, words: Vocabulary) -> bool:
    """Whether a run is a title without a name ("State Department Spokesman"); "Ann King" is a name."""
    last = tokens[end - 1]
    title = last.text
    if title[-1:] == "s" and title[:-1].isupper():
        title = title[:-1]  # "MPs"
    if not words.is_role(title) or (last.ent_type_ == "PERSON" and title == last.text):
        return False
    return end - start == 1 or fold(tokens[start].text) not in words.names.given


def _is_given_name(token: Token, words: Vocabulary) -> bool:
    """Whether a word that could be a title is a first name ("Dean", "Earl"), as the entity recogniser has it."""
    return token.ent_type_ == "PERSON" and token.ent_iob_ == "B" and fold(token.text) in words.names.given


def _of_role(tokens: Sequence[Token], start: int, end: int, words: Vocabulary) -> int:
    """Where an office with "of" begins that ends at `end`, from `start` on: "Secretary of State"; else `end`."""
    if start == end or fold(tokens[end - 1].text) not in words.role_endings:
        return end
    earliest = max(start, end - words.names.longest)
    texts = [token.text for token in tokens[earliest:end]]
    if "of" in texts:
        for first in range(len(texts) - 2):
            if " ".join(map(fold, texts[first:])) in words.names.roles:
                return earliest + first
    return end


def _before(tokens: Sequence[Token], start: int, end: int, words: Vocabulary) -> list[Token]:
    """The words before a name that belong to its noun phrase, in text order, no article among them."""
    first = _of_role(tokens, 0, start, words)
    parsed = tokens[start].doc.has_annotation("DEP")
    while first > 0 and start - first < _FURTHEST_TITLE:
        token = tokens[first - 1]
        joined = first < start and is_glued(token, tokens[first])
        if not joined and (token.tag_ not in _BEFORE_NAME or token.is_space or token.ent_type_ in NOT_NAMES):
            break
        if parsed and not joined and not token.i < token.head.i < end and token.tag_ != "POS":
            break
        first -= 1
    while first < start and tokens[first].tag_ in {"POS", "HYPH"}:
        first += 1
    if start and is_of_field(tokens[start - 1]):
        first = min(first, first_of_fields(tokens, start - 1, words))
    noun = next((token for token in reversed(tokens[first:start]) if token.tag_ == "NN"), None)
    body = body_before(noun) if noun is not None else None  # "*Bank of X* governor Y"
    return list(tokens[first if body is None else min(body, first) : start])


def _kind_of_body(tokens: Sequence[Token], start: int, head: Token, words: Vocabulary) -> str | None:
    """The noun right before a name that says what kind of body it is: "the oil *giant* X"; one of persons says none."""
    noun = tokens[start - 1] if start else None
    if noun is None or noun.tag_ != "NN":
        return None
    beside = noun.dep_ == head.dep_ and noun.head.i == head.head.i  # "the agency X said", two subjects to the parser
    if not (beside or noun.head.i == head.i or head.head.i == noun.i):
        return None
    key = fold(noun.text)
    is_body = key in words.organisations and key not in words.people
    return key if is_body or (head.ent_type_ in _BODIES and key in words.trades) else None


def _trade(role: Role | None, head: Token, words: Vocabulary) -> str | None:
    """What trade a body is of, where the word for it is one for persons too: "the *brewer* X", and X is no person."""
    return role.head if role is not None and head.ent_type_ in _BODIES and role.head in words.trades else None


def _without_rank(tokens: list[Token], words: Vocabulary) -> list[Token]:
    """The words before a name up to the role, without the rank or "Sir" behind it: "*army spokesman* Navy Capt."."""
    kind = words.names.titles.get(fold(tokens[-1].text)) if tokens else None
    if kind == "office" and fold(tokens[-1].text).rstrip(".") in words.short_titles:  # "*group leader* Cllr"
        return tokens[:-1] if words.is_role("".join(token.text for token in tokens[-2:-1])) else tokens
    if kind == "honorific":
        is_style = words.gender_of(tokens[-1].text) is not None  # "Lord" is none, "Archbishop" is one
        return tokens[:-1] if is_style or words.is_role("".join(token.text for token in tokens[-2:-1])) else tokens
    if kind != "rank" or words.is_role(" ".join(token.text for token in tokens[-2:])):  # "secretary general X"
        return tokens
    role = next((n for n, token in enumerate(tokens) if token.tag_ == "NN" and words.is_role(token.text)), len(tokens))
    return tokens[: role + 1]


def _ties(head: Token, end: int, before: list[Token], words: Vocabulary) -> Role | None:
    return ties_behind(head, end, words) or body_behind(head, end, words) or ties_before(before, words)


def _has_first_name(tokens: Sequence[Token], start: int, end: int, words: Vocabulary) -> bool:
    labels = {token.ent_type_ for token in tokens[start:end]}
    known = fold(tokens[start].text) in words.names.given
    return labels == {"PERSON"} or (known and (labels == {""} or (labels == {"ORG"} and end - start == _SHORT_NAME)))


def _follows_body(tokens: Sequence[Token], start: int, end: int, words: Vocabulary) -> bool:
    """Whether a first and a last name follow a body's without anything in between: "… of the Council of X Jane Doe"."""
    before = tokens[start - 1] if start else None
    apart = before is not None and before.tag_ in {"NNP", "NNPS"} and before.text[:1].isupper()
    return apart and end - start > 1 and fold(tokens[start].text) in words.names.given


def _title_gender(titles: list[Token], words: Vocabulary) -> Gender | None:
    for start in range(len(titles)):
        if gender := words.gender_of(" ".join(token.text for token in titles[start:])):
            return gender
    return None


def _head(tokens: Sequence[Token], start: int, end: int) -> int:
    for token in reversed(tokens[start:end]):
        above = token.head.i
        if not start <= above < end or above == token.i:
            return token.i
    return end - 1
