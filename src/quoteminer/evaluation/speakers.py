"""Whether two lists of speakers name the same entities, and how a source is written."""

import re
from collections.abc import Sequence
from typing import Final, Literal

from quoteminer.evaluation.assignment import assign
from quoteminer.schema import Speaker

Form = Literal["name", "pronoun", "description", "document"]
FORMS: Final[tuple[Form, ...]] = ("name", "pronoun", "description", "document")

_WORD = re.compile(r"\w+")
_POSSESSIVE = re.compile(r"[’']s\b|\.")
_TITLES = frozenset(
    "mr mrs ms miss dr prof sir dame lord lady sen senator gov governor rep representative president vice "  # noqa: SIM905
    "secretary minister chancellor justice judge general gen former the".split()
)
_PRONOUNS = frozenset(
    "i me my mine we us our ours you your yours he him his she her hers it its they them their theirs one "  # noqa: SIM905
    "who whom whose which that this these those himself herself itself themselves myself ourselves".split()
)


def _name_words(name: str) -> list[str]:
    """Give the words of a name without case, possessive endings and titles (unless it has only titles)."""
    words = _WORD.findall(_POSSESSIVE.sub("", name.casefold()))
    return [word for word in words if word not in _TITLES] or words


def same_name(one: str, other: str) -> bool:
    """Tell whether two names can be of one entity: the same words, or one is a part of the other with its last word.

    Examples:
        >>> same_name("Chancellor Helen Lind", "Lind")
        True
        >>> same_name("Helen Lind", "Helen Berg")
        False
    """
    shorter, longer = sorted((_name_words(one), _name_words(other)), key=len)
    return bool(shorter) and shorter[-1] == longer[-1] and set(shorter) <= set(longer)


def same_speakers(gold: Sequence[Speaker], predicted: Sequence[Speaker]) -> bool:
    """Tell whether each gold speaker has a predicted one of its own, and none is left over on either side."""
    if len(gold) != len(predicted):
        return False
    fits = [[int(same_name(one.name, other.name)) for other in predicted] for one in gold]
    return len(assign(fits)) == len(gold)


def form_of(source: str, speakers: Sequence[Speaker]) -> Form:
    """Say how a source is written.

    Args:
        source: the words of the source mention.
        speakers: the gold speakers behind it, at least one.

    Returns:
        `document` when a speaker is one; `pronoun` when the mention has only pronouns; `name` when it has the last word
        of a speaker's name; `description` otherwise ("the spokeswoman", and quotes without a source of their own).
    """
    if any(speaker.type == "document" for speaker in speakers):
        return "document"
    words = _WORD.findall(_POSSESSIVE.sub("", source.casefold()))
    if words and all(word in _PRONOUNS for word in words):
        return "pronoun"
    named = any(_name_words(speaker.name)[-1:] == [word] for speaker in speakers for word in words)
    return "name" if named and any(letter.isupper() for letter in source) else "description"
