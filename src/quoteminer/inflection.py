"""How English nouns and regular verbs change their form."""

from types import MappingProxyType
from typing import Final

_PLURALS: Final = MappingProxyType({"man": "men", "child": "children", "wife": "wives", "sis": "ses"})
"""Endings of nouns of the tables whose plural is irregular."""
_REGULAR: Final = ("german", "human", "roman", "shaman")


def plural(noun: str) -> str:
    """The plural of a noun ("agency" → "agencies", "analysis" → "analyses"); of a compound, that of its last word."""
    for ending, instead in _PLURALS.items():
        if noun.endswith(ending) and not noun.endswith(_REGULAR):
            return noun.removesuffix(ending) + instead
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    return noun + "s"


def present_forms(lemma: str) -> list[str]:
    """The third person and the gerund of a verb, with all spellings that may be right ("travelling")."""
    third = plural(lemma) if not lemma.endswith("o") else lemma + "es"
    if lemma.endswith("ie"):
        gerund = lemma[:-2] + "ying"
    elif lemma.endswith("e") and not lemma.endswith(("ee", "ye", "oe")):
        gerund = lemma[:-1] + "ing"
    else:
        gerund = lemma + "ing"
    return [third, gerund, *([_doubled(lemma) + "ing"] if _may_double(lemma) else [])]


def past_forms(lemma: str) -> list[str]:
    """The past of a regular verb, likewise."""
    if lemma.endswith("e"):
        return [lemma + "d"]
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return [lemma[:-1] + "ied"]
    return [lemma + "ed", *([_doubled(lemma) + "ed"] if _may_double(lemma) else [])]


def _may_double(lemma: str) -> bool:
    return len(lemma) > 2 and lemma[-1] in "bdglmnprt" and lemma[-2] in "aeiou" and lemma[-3] not in "aeiou"


def _doubled(lemma: str) -> str:
    return lemma + lemma[-1]
