"""Gender learned from the article itself: "X said he …" tells of X what no table of names can know."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Final

from spacy.tokens import Token

from quoteminer.names import Gender, fold
from quoteminer.rules.context import Context
from quoteminer.rules.entities import Entity
from quoteminer.rules.vocabulary import Vocabulary

_OFTEN: Final = 3
"""Pronouns that make a person of what was taken for a body or a place."""
_FEW: Final = 0.3
"""Share of a gender among those of a first name, below which one pronoun alone does not show it."""
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_LONGEST_NAME: Final = 3


def learn_genders(context: Context, named: Mapping[int, Entity], words: Vocabulary) -> None:
    """Give a gender to persons whose name and titles tell none, and a type to those who are none yet.

    A pronoun outside of quotations counts for the one person that its sentence names before it, or, where it names
    none, for the one that the sentence before names. Where neither names a person, it counts for the one name that is
    a subject there: what is called "he" again and again is nobody's company.

    Args:
        context: the Doc's sentences and quotations.
        named: the entity named at the head of each name.
        words: the word tables.
    """
    persons: dict[int, list[Entity]] = defaultdict(list)
    others: dict[int, list[Entity]] = defaultdict(list)
    votes: dict[Entity, Counter[Gender]] = defaultdict(Counter)
    for here, word in enumerate(context.lower):
        if context.quote[here] >= 0 or (here not in named and word not in words.pronouns):
            continue
        at = context.sentence[here]
        if entity := named.get(here):
            seen = persons[at] if entity.type == "person" else others[at]
            if entity not in seen and (entity.type == "person" or _may_be_person(context.doc[here], entity, words)):
                seen.append(entity)
        elif (pronoun := words.pronouns[word]).gender in {"m", "f"}:
            known = persons[at] or persons[at - 1] or others[at] or others[at - 1]
            if len(known) == 1:
                votes[known[0]]["m" if pronoun.gender == "m" else "f"] += 1
    for entity, found in votes.items():
        (gender, count), *rest = found.most_common()
        if rest and count <= 2 * rest[0][1]:
            continue
        if entity.type != "person" and count >= _OFTEN:
            entity.type = "person"
        if entity.gender is None and entity.type == "person" and (count > 1 or not _is_strange(gender, entity.women)):
            entity.gender = gender


def _is_strange(gender: Gender, women: float | None) -> bool:
    """Whether a gender is not what the first name leads one to expect."""
    return women is not None and (women < _FEW if gender == "f" else 1 - women < _FEW)


def _may_be_person(token: Token, entity: Entity, words: Vocabulary) -> bool:
    """Whether the name of a body or place could be somebody's all the same."""
    parts = [fold(part) for part in entity.name.split()]
    known = parts[-1] in words.organisations or fold(entity.name) in words.places or entity.name.isupper()
    return token.dep_ in _SUBJECTS and not known and len(parts) <= _LONGEST_NAME and entity.type != "group"
