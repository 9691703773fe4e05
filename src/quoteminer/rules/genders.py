"""Gender learned from the article itself: "X said he …" tells of X what no table of names can know."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from quoteminer.names import Gender
from quoteminer.rules.context import Context
from quoteminer.rules.entities import Entity
from quoteminer.rules.vocabulary import Vocabulary


def learn_genders(context: Context, persons: Mapping[int, Entity], words: Vocabulary) -> None:
    """Give a gender to persons whose name and titles tell none.

    A pronoun outside of quotations counts for the one person that its sentence names before it, or, where it names
    none, for the one that the sentence before names.

    Args:
        context: the Doc's sentences and quotations.
        persons: the person named at a token.
        words: the word tables.
    """
    named: dict[int, list[Entity]] = defaultdict(list)
    votes: dict[Entity, Counter[Gender]] = defaultdict(Counter)
    for token in context.doc:
        at = context.sentence[token.i]
        if entity := persons.get(token.i):
            if context.quote[token.i] < 0 and entity not in named[at]:
                named[at].append(entity)
            continue
        pronoun = words.pronouns.get(token.text.lower())
        if pronoun is None or pronoun.gender not in {"m", "f"} or context.quote[token.i] >= 0:
            continue
        known = named[at] or named[at - 1]
        if len(known) == 1:
            votes[known[0]]["m" if pronoun.gender == "m" else "f"] += 1
    for entity, found in votes.items():
        (gender, count), *others = found.most_common()
        if entity.gender is None and (not others or count > 2 * others[0][1]):
            entity.gender = gender
