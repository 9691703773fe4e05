"""Names in a text: runs of proper nouns, taken apart into title, body and the name itself.

The tagger and the entity recogniser of a small model are both wrong often enough that neither is trusted alone: a
mention carries votes for what it names, and the article's mentions of one name are counted together (`entities`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from spacy.tokens import Doc, Token

from quoteminer.names import Gender, Name, fold, parse_name, women_among
from quoteminer.rules.name_runs import NOT_NAMES, OPENING, SMALL_WORDS, name_runs
from quoteminer.rules.phrases import children
from quoteminer.rules.roles import Role, apposed_role, role_of_words
from quoteminer.rules.vocabulary import Vocabulary
from quoteminer.schema import SpeakerType

_LABELS: Final[Mapping[str, SpeakerType]] = MappingProxyType(
    {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group"}
)
_GIVEN: Final = 1.9
"""Weight of a known first name: a little less than what the entity recogniser says of the whole."""
_BEFORE_NAME: Final = frozenset({"NN", "NNP", "NNPS", "JJ", "VBG", "VBN", "POS", "HYPH", "AFX"})
_FURTHEST_TITLE: Final = 10

Votes = Mapping[SpeakerType, float]


@dataclass(frozen=True, slots=True)
class Mention:
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
        titled: a title stands before it.
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
    titled: bool = False

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
    found = []
    for start, end in name_runs(doc, words):
        if mention := _read(doc, start, end, words):
            found.append(mention)
    return found


def _read(doc: Doc, start: int, end: int, words: Vocabulary) -> Mention | None:
    """Take a run apart; None when it is a title without a name."""
    while end > start and (fold(doc[end - 1].text) in words.names.particles or doc[end - 1].text.lower() in SMALL_WORDS):
        end -= 1
    body = _names_body(doc, start, end, words)
    split = start if body else _after_title(doc, start, end, words)
    if split >= end:
        return None
    before = _before(doc, split, end) if not body else []
    role = role_of_words(before, words) if before else None
    titles = [token.text for token in before[-4:]]
    tokens = list(doc[split:end])
    spelled = tuple(_spelled(doc, split, end))
    name = None if body else parse_name(spelled, words.names)
    if not body and name is None:
        return None
    honorific = bool(before) and fold(before[-1].text) in words.names.titles
    gender = (role.gender if role else None) or (_title_gender(titles, words) if before else None)
    women = women_among(name, words.names) if name else None
    votes: dict[SpeakerType, float] = {}
    _vote(votes, tokens, name, words)
    if body:
        votes["organisation"] = votes.get("organisation", 0) + 6
    if role or honorific:
        votes["person"] = votes.get("person", 0) + 6
    head = _head(doc, split, end)
    if not body and (apposed := apposed_role(doc[head], words)):
        role = role or apposed
        gender = gender or apposed.gender
        votes["person"] = votes.get("person", 0) + 4
    if any(child.dep_ == "relcl" and _has_who(child) for child in doc[head].rights):
        votes["person"] = votes.get("person", 0) + 4
    if end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].text.isdigit() and len(doc[end + 1].text) == 2:
        votes["person"] = votes.get("person", 0) + 4
    return Mention(split, end, head, spelled, name, MappingProxyType(votes), role, gender, women, bool(role) or honorific)


def _names_body(doc: Doc, start: int, end: int, words: Vocabulary) -> bool:
    """Whether a run names a body by its own words: "Defense Ministry", "Department of Justice", "University of X"."""
    last = doc[end - 1]
    if fold(last.text) in words.organisations and last.ent_type_ != "PERSON":
        return end - start > 1 or last.ent_type_ == "ORG" or end < 2 or doc[end - 2].text.lower() != "the"
    return any(
        token.text in {"of", "for"} and fold(doc[token.i - 1].text) in words.organisations for token in doc[start + 1 : end]
    )


def _after_title(doc: Doc, start: int, end: int, words: Vocabulary) -> int:
    """Where the name begins in a run that may begin with a body and a title."""
    split, described = start, words.demonyms.keys() | words.modifiers.keys()
    while split + 2 < end and (doc[split].ent_type_ == "NORP" or fold(doc[split].text) in described):
        split += 1
    for at in range(split, end):
        if doc[at].text in OPENING:
            break
        if at == start and _is_given_name(doc[at], words):
            continue
        for length in range(min(words.names.longest, end - at), 0, -1):
            phrase = " ".join(fold(token.text) for token in doc[at : at + length])
            if phrase in words.names.titles or phrase in words.names.roles:
                split = max(split, at + length)
                break
    return split


def _is_given_name(token: Token, words: Vocabulary) -> bool:
    """Whether a word that could be a title is a first name ("Dean", "Earl"), as the entity recogniser has it."""
    return token.ent_type_ == "PERSON" and token.ent_iob_ == "B" and fold(token.text) in words.names.given


def _before(doc: Doc, start: int, end: int) -> list[Token]:
    """The words before a name that belong to its noun phrase, in text order, no article among them."""
    first = start
    parsed = doc.has_annotation("DEP")
    while first > 0 and start - first < _FURTHEST_TITLE:
        token = doc[first - 1]
        if token.tag_ not in _BEFORE_NAME or token.is_space or token.ent_type_ in NOT_NAMES:
            break
        if parsed and not token.i < token.head.i < end and token.tag_ != "POS":
            break
        first -= 1
    while first < start and doc[first].tag_ in {"POS", "HYPH"}:
        first += 1
    return list(doc[first:start])


def _title_gender(titles: list[str], words: Vocabulary) -> Gender | None:
    for start in range(len(titles)):
        if gender := words.gender_of(" ".join(titles[start:])):
            return gender
    return None


def _spelled(doc: Doc, start: int, end: int) -> list[str]:
    return "".join(token.text_with_ws for token in doc[start:end]).split()


def _vote(votes: dict[SpeakerType, float], tokens: list[Token], name: Name | None, words: Vocabulary) -> None:
    labels = [_LABELS[token.ent_type_] for token in tokens if token.ent_type_ in _LABELS]
    for label in set(labels):
        votes[label] = votes.get(label, 0) + 2 * labels.count(label) / len(tokens)
    whole = fold("".join(token.text_with_ws for token in tokens).strip())
    if whole in words.places:
        votes["place"] = votes.get("place", 0) + 3
    last = tokens[-1]
    several = last.tag_ == "NNPS" or fold(last.text) in words.several
    if whole in words.demonyms or (several and last.ent_type_ not in {"PERSON", "ORG", "GPE"}):
        votes["group"] = votes.get("group", 0) + 5
    if name and name.given and fold(name.given[0]) in words.names.given:
        votes["person"] = votes.get("person", 0) + _GIVEN
    if name and any(len(fold(given)) == 1 for given in name.given[1:]):
        votes["person"] = votes.get("person", 0) + 2


def _head(doc: Doc, start: int, end: int) -> int:
    for token in reversed(doc[start:end]):
        if not start <= token.head.i < end or token.head.i == token.i:
            return token.i
    return end - 1


def _has_who(clause: Token) -> bool:
    return any(child.text.lower() in {"who", "whom", "whose"} for child in children(clause, "nsubj", "nsubjpass", "dobj", "poss"))
