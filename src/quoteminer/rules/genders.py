"""Gender learned from the article itself: "X said he …" tells of X what no table of names can know."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Final

from spacy.tokens import Token

from quoteminer.names import Gender, fold
from quoteminer.rules.context import Context
from quoteminer.rules.entities import Entity
from quoteminer.rules.phrases import children
from quoteminer.rules.vocabulary import Vocabulary

_OFTEN: Final = 3
"""Pronouns that make a person of what was taken for a body or a place."""
_ARGUMENTS: Final = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_STRANGER: Final = Entity("", "person", named=False)
"""Stands for somebody without a name."""
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_LONGEST_NAME: Final = 3


def learn_genders(context: Context, named: Mapping[int, Entity], words: Vocabulary) -> None:
    """Give a gender to persons whose name and titles tell none, and a type to those who are none yet.

    A pronoun outside of quotations counts for the one person that its sentence has before it, or, where it has
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
        if context.quote[here] >= 0:
            continue
        at = context.sentence[here]
        if word in words.people and here not in named and _is_somebody(context.doc[here], words):
            persons[at].append(_STRANGER)
        elif here not in named and word not in words.pronouns:
            continue
        elif entity := named.get(here):
            seen = persons[at] if entity.type == "person" else others[at]
            if entity not in seen and (entity.type == "person" or _may_be_person(context.doc[here], entity, words)):
                seen.append(entity)
        elif (pronoun := words.pronouns[word]).gender in {"m", "f"}:
            known = persons[at] or persons[at - 1] or others[at] or others[at - 1]
            if len(known) == 1:
                votes[known[0]]["m" if pronoun.gender == "m" else "f"] += 1
    for entity, found in votes.items():
        if entity is _STRANGER:
            continue
        (gender, count), *rest = found.most_common()
        if rest and count <= 2 * rest[0][1]:
            continue
        if entity.type != "person" and count >= _OFTEN:
            entity.type = "person"
        if entity.gender is None and entity.type == "person":
            entity.gender = gender


def _is_somebody(token: Token, words: Vocabulary) -> bool:
    """Whether a noun brings in a person without a name: "removed *the mayor* after he …"."""
    if token.tag_ != "NN" or token.dep_ not in _ARGUMENTS or fold(token.text) not in words.people:
        return False
    last = token.i + 1 == len(token.doc)
    return last or not (token.nbor(1).tag_ == "NNP" or any(children(token, "appos")))


def _may_be_person(token: Token, entity: Entity, words: Vocabulary) -> bool:
    """Whether the name of a body or place could be somebody's all the same."""
    parts = [fold(part) for part in entity.name.split()]
    known = parts[-1] in words.organisations or parts[-1].removesuffix("s") in words.parties
    known = known or fold(entity.name) in words.places or entity.name.isupper()
    return token.dep_ in _SUBJECTS and not known and len(parts) <= _LONGEST_NAME and entity.type != "group"
