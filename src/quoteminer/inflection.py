"""How English nouns and regular verbs change their form."""

import re
from types import MappingProxyType
from typing import Final

_PLURALS: Final = MappingProxyType({"man": "men", "child": "children", "wife": "wives", "sis": "ses"})
"""Endings of nouns of the tables whose plural is irregular."""
_REGULAR: Final = ("german", "human", "roman", "shaman")
_SHORT: Final = 4
"""Letters up to which "-ies" stands for "-ie": "dies"."""
_DROPS_E: Final = re.compile(
    r"(?:^\w{2}|[cuvz]|[^s]s|[dlr]g|(?:ch|rr)ang|[vl]eng|[^aeiou][ae]g|[bcdfgkpt]l|gnor|plor|stor|scor|[hc]op|pon|com|[cvn]it"
    r"|(?:^|[^aeiou]|[qs]u)(?:[aou]t|[aiou]d|[aio]k|[io]b|[aiy]p|[aiu]m|[aiu]r|in))$"
)
"""Ends of stems behind which an *e* is dropped."""
_KEPT: Final = ("focus", "bias", "pivot", "pilot")
"""Verbs that end so by themselves."""


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


def base_form(form: str) -> str:
    """The base form of a regular verb that no table has: "voted" → "vote", "stopping" → "stop", "appears" → "appear".

    Args:
        form: of the verb, lower case.

    Returns:
        The base form, by the endings after which English verbs drop an *e*; what looks like none of a verb's forms
        comes back as it is.
    """
    if form.endswith(("ies", "ied")):
        return form[:-3] + "y" if len(form) > _SHORT else form[:-1]
    if form.endswith("eed") and len(form) > _SHORT:
        return form[:-1]
    if form.endswith(("ches", "shes", "sses", "xes", "zzes", "oes")):
        return form[:-2]
    if form.endswith("s") and not form.endswith(("ss", "us", "is")):
        return form[:-1]
    stem = form.removesuffix("ing" if form.endswith("ing") else "ed")
    if stem == form or not re.search("[aeiouy]", stem):
        return form
    if len(stem) >= _SHORT and stem[-1] == stem[-2] and stem[-1] in "bdgmnprt":
        return stem[:-1]
    return stem + "e" if _DROPS_E.search(stem) and stem not in _KEPT else stem
