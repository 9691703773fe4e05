"""How sure it is whom a mention means: measured for every rule, and by how far the best fit led the next."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Final

from spacy.tokens import Token

from quoteminer.lexicon import Lexicon
from quoteminer.rules.entities import Entity
from quoteminer.rules.referents import Referent
from quoteminer.rules.vocabulary import Vocabulary

TABLE: Final = "speaker_rules.csv"
ALONE: Final = 1000.0
"""The lead of an entity that nothing else came near to, at most."""
DOCUMENT: Final = "document"
"""The case of a pronoun that takes up a document; not measured, for the mentions that are counted are none."""
OWN_WORDS: Final = frozenset({"none", "group", "document", "possessive"})
"""Rules that name a speaker by the words of the mention itself: nothing is guessed."""


class Certainty:
    """The table of how often each rule is right.

    Args:
        lexicon: the word tables.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._bands: defaultdict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
        for row in lexicon.rows(TABLE):
            band = float(row["lead"] or 0), float(row["confidence"])
            self._bands[row["resolved_by"], row["case"]].append(band)
        for bands in self._bands.values():
            bands.sort()

    def of(self, rule: str, case: str = "", lead: float | None = None) -> float | None:
        """How sure it is that a mention means what a rule found.

        Args:
            rule: the rule.
            case: its case (`case_of`).
            lead: how much heavier what it found weighed than the next that fits.

        Returns:
            A probability; None where the rule was not measured.
        """
        fitting = [sure for least, sure in self._bands.get((rule, case), ()) if least <= (lead or 0)]
        return fitting[-1] if fitting else None


@cache
def certainty(lexicon: Lexicon) -> Certainty:
    """Read the table; once for each lexicon."""
    return Certainty(lexicon)


def case_of(found: Referent, head: Token, words: Vocabulary) -> str:
    """The case of a rule that a mention is: its rule is not as often right in every case.

    Args:
        found: what was found.
        head: the head of the mention.
        words: the word tables.
    """
    pronoun = words.pronouns.get(head.text.lower()) if found.rule == "pronoun" else None
    if pronoun is not None:
        if pronoun.case == "relative":
            return "relative"
        if pronoun.person != "3":
            return "first"
        return "person" if pronoun.gender in {"m", "f"} else DOCUMENT if found.entity.type == "document" else "other"
    return "unnamed" if found.rule == "description" and not found.entity.named else ""


def lead_of(ranked: Sequence[tuple[float, Entity]]) -> float:
    """How much heavier the best of several weighs than the next; `ALONE` where there is no next."""
    (best, _), *others = ranked[:2]
    return min(ALONE, best / others[0][0]) if others and others[0][0] > 0 else ALONE
