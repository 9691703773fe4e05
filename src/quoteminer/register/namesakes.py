"""How many people bear a name: whether it is enough to know somebody by."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from quoteminer.lexicon import Lexicon
from quoteminer.names import Name, fold

_OF_A_SEX: Final = 125_000_000
"""Men, or women, of the country and time that the table is of (the United States in 1990)."""
_RARE_GIVEN: Final = 50
_RARE_SURNAME: Final = 20
"""Bearers among a million of names that the table leaves out, at most."""
_FREQUENT_ELSEWHERE: Final = 2000
"""Bearers among a million, in its own country, of a surname that the table marks as frequent there."""
COUNTLESS: Final = 1e6
"""Stands for the bearers of a name of which the table can tell only that they are many."""


@dataclass(frozen=True, slots=True)
class NameCounts:
    """How common names are, every key folded.

    Attributes:
        given: bearers among a million of their sex, of first names.
        surnames: bearers among a million, of surnames.
        elsewhere: surnames that are frequent where nobody was counted.
    """

    given: Mapping[str, int]
    surnames: Mapping[str, int]
    elsewhere: frozenset[str]


@cache
def name_counts(lexicon: Lexicon) -> NameCounts:
    """Read the table of common names; once for each lexicon."""
    rows = lexicon.rows("common_names.csv")
    return NameCounts(
        given=MappingProxyType({fold(row["name"]): int(row["given"]) for row in rows if row["given"]}),
        surnames=MappingProxyType({fold(row["name"]): int(row["surname"]) for row in rows if row["surname"]}),
        elsewhere=frozenset(fold(row["name"]) for row in rows if row["elsewhere"] == "yes"),
    )


@cache
def short_forms(lexicon: Lexicon) -> Mapping[str, str]:
    """Read the table of abbreviated offices; once for each lexicon."""
    return MappingProxyType({fold(row["short"]): row["title"] for row in lexicon.rows("title_abbreviations.csv")})


def namesakes(name: Name, counts: NameCounts) -> float:
    """Estimate how many people bear a first name and surname.

    Args:
        name: a name with a first name; middle names and initials have no say.
        counts: how common names are.

    Returns:
        Their number, as if first name and surname had nothing to do with each other; `COUNTLESS` where the surname is
        frequent in a country whose first names nobody counted.
    """
    first, last = fold(name.given[0]), name.key
    surname = counts.surnames.get(last, _RARE_SURNAME)
    if first in counts.elsewhere and last not in counts.surnames:  # the family name may stand first
        return COUNTLESS
    if last in counts.elsewhere:
        if first not in counts.given:
            return COUNTLESS
        surname = max(surname, _FREQUENT_ELSEWHERE)
    return _OF_A_SEX * counts.given.get(first, _RARE_GIVEN) / 1e6 * surname / 1e6
