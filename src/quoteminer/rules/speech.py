"""Is what stands between quotation marks said by somebody, or a title, a nickname, a term, a scare quote?"""

from quoteminer.layers import CLOSED
from quoteminer.rules.glyphs import MARKS
from quoteminer.rules.parse import FINITE
from quoteminer.rules.reading import Reading

_STOPS = frozenset(".!?…,;")
_PAUSES = frozenset({":", "-", "–", "—", "--"})
_ENDS = frozenset({".", "?", "!"})
_STARS = frozenset({"star", "co-star"})
_SMALL = frozenset({"a", "an", "the", "of", "and", "in", "on", "to", "for", "with", "at", "by", "or", "from", "is"})
_MIN_WORDS = 3
"""Quoted words that make a sentence; anything shorter is a fragment unless it is punctuated like one."""


def is_speech(reading: Reading, start: int, end: int, label: str) -> bool:
    """Whether a quotation looks like somebody's sentence, whatever stands around it.

    It begins with a capital or a dash and stops like a sentence, inside or right behind the closing mark; it is not
    the title of a work and not introduced as a name.

    Args:
        reading: the Doc.
        start: opening mark.
        end: after the closing mark.
        label: the quotation's label.

    Returns:
        True for speech; False for titles, names, terms and fragments.
    """
    inside = range(start + 1, end - (label == CLOSED))
    words = [at for at in inside if not reading.is_punct(at)]
    if not words or is_named(reading, start):
        return False
    first = reading.words[words[0]]
    if not (first[0].isupper() or first[0].isdigit() or reading.words[start + 1][0] in "—–-…."):
        return False
    if label != CLOSED:
        return True
    last = next((at for at in reversed(inside) if reading.words[at] not in MARKS), inside[-1])
    stopped = reading.words[last][-1] in _STOPS
    if not stopped:
        behind = reading.words[end] if end < len(reading.words) else ""
        stopped = behind[:1] in {",", ".", "!", "?"} or _is_pulled(reading, start, end)
        stopped = stopped or (behind in _PAUSES and _is_clause(reading, start, words))
        stopped = stopped and len(words) >= _MIN_WORDS
        return stopped and not is_title(reading, words)
    return len(words) >= _MIN_WORDS or reading.words[last][-1] != "," or opens_sentence(reading, start)


def _is_clause(reading: Reading, start: int, words: list[int]) -> bool:
    """Whether a quotation begins a sentence and has a verb of its own: "“Time is short” – that was the message"."""
    return opens_sentence(reading, start) and any(reading.tags[at] in FINITE for at in words)


def _is_pulled(reading: Reading, start: int, end: int) -> bool:
    """Whether a quotation is a paragraph of its own, set apart from the article."""
    number = reading.paragraph_of[start]
    return number >= 0 and reading.paragraphs[number] == (start, end)


def is_title(reading: Reading, words: list[int]) -> bool:
    """Whether every word but the small ones is capitalised, as in the title of a work."""
    long = [reading.words[at] for at in words if reading.lower[at] not in _SMALL]
    return len(long) > 1 and all(word[0].isupper() or word[0].isdigit() for word in long)


def is_work_of(reading: Reading, start: int, end: int) -> bool:
    """Whether a quotation is the title of somebody's work: "*“Broad Village”* star X said", "“Cats” director X"."""
    inside = [at for at in range(start + 1, end - 1) if not reading.is_punct(at)]
    if not inside or inside[-1] != end - 2 or end >= len(reading.words):
        return False
    bearer = reading.lower[end] in reading.lexicon.roles or reading.lower[end] in _STARS
    noun = reading.tags[end] == "NN" and reading.words[end].islower()
    titled = is_title(reading, inside) or (len(inside) == 1 and reading.words[inside[0]][0].isupper())
    return titled and (bearer or (noun and len(inside) > 1))


def is_named(reading: Reading, start: int) -> bool:
    """Whether a quotation is introduced as a name, a term or the title of a work."""
    before = start - 1
    if before < 0:
        return False
    lexicon = reading.lexicon
    word = reading.lower[before]
    pair = f"{reading.lower[before - 1]} {word}" if before else word
    return word in lexicon.naming_words or pair in lexicon.naming_words or word in lexicon.works


def opens_sentence(reading: Reading, start: int) -> bool:
    """Whether nothing but punctuation stands between the start of the sentence and a quotation.

    A full stop in front of the quotation ends a sentence also where the parser has seen none end.
    """
    first = reading.sentence(start)[0]
    if start > first and reading.words[start - 1] in _ENDS and reading.quoted[start - 1] is None:
        return True
    return all(reading.is_punct(at) for at in range(first, start))
