"""Is what stands between quotation marks said by somebody, or a title, a nickname, a term, a scare quote?"""

from quoteminer.layers import CLOSED
from quoteminer.rules.glyphs import MARKS
from quoteminer.rules.parse import FINITE
from quoteminer.rules.reading import Reading
from quoteminer.rules.works import is_title, is_work, may_be_title

_STOPS = frozenset(".!?…,;")
_PAUSES = frozenset({":", "-", "–", "—", "--"})
_ENDS = frozenset({".", "?", "!"})
_STARS = frozenset({"star", "co-star"})
_SETS_OFF = frozenset({",", "is", "was"})
"""Words between a title and the noun phrase that says what kind of work it is of."""
_PHRASE = 9
"""Words behind a title among which the noun of that phrase stands."""
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
        return stopped and not is_title([reading.words[at] for at in words])
    return len(words) >= _MIN_WORDS or reading.words[last][-1] != "," or opens_sentence(reading, start)


def _is_clause(reading: Reading, start: int, words: list[int]) -> bool:
    """Whether a quotation begins a sentence and has a verb of its own: "“Time is short” – that was the message"."""
    return opens_sentence(reading, start) and any(reading.tags[at] in FINITE for at in words)


def _is_pulled(reading: Reading, start: int, end: int) -> bool:
    """Whether a quotation is a paragraph of its own, set apart from the article."""
    number = reading.paragraph_of[start]
    return number >= 0 and reading.paragraphs[number] == (start, end)


def is_work_of(reading: Reading, start: int, end: int) -> bool:
    """Whether a quotation is a work's title: "*“Broad Village”* star X said", "*“The Long Road,”* a study by X,"."""
    inside = [at for at in range(start + 1, end - 1) if not reading.is_punct(at)]
    words = [reading.words[at] for at in inside]
    if not words or end >= len(reading.words):
        return False
    if may_be_title(words) and _is_work_behind(reading, end):
        return True
    heads = opens_sentence(reading, start) or reading.words[start - 1] in _PAUSES
    if heads and reading.lower[end] == "by" and reading.tags[end + 1 : end + 2] in [["NNP"], ["DT"]]:
        return True  # “Ferry to close,” by the Ledger's Ada Moor: “…”
    bearer = reading.lower[end] in reading.lexicon.roles or reading.lower[end] in _STARS
    noun = reading.tags[end] == "NN" and reading.words[end].islower()
    titled = is_title(words) or (len(words) == 1 and words[0][0].isupper())
    return titled and inside[-1] == end - 2 and (bearer or (noun and len(words) > 1))


def is_title_within(reading: Reading, start: int, end: int) -> bool:
    """Whether a quotation is a title in the middle of a sentence: "said on the Ledger's *“Ship and Friends.”*"."""
    words = [reading.words[at] for at in range(start + 1, end - 1) if not reading.is_punct(at)]
    link = start > 0 and reading.tags[start - 1] in {"IN", "POS", "DT"} and reading.lower[start - 1] != "that"
    return link and is_title(words) and may_be_title(words)


def is_title_of(reading: Reading, noun: int, quotation: int) -> bool:
    """Whether a quotation behind a noun is the title of the work that the noun means: "his *book*, “The Long Road,”".

    Args:
        reading: the Doc.
        noun: the noun.
        quotation: number of the quotation.
    """
    start, end, _ = reading.outer[quotation]
    inside = [reading.words[at] for at in range(start + 1, end - 1) if not reading.is_punct(at)]
    return bool(inside) and _is_work(reading, noun) and may_be_title(inside)


def _is_work_behind(reading: Reading, end: int) -> bool:
    """Whether a noun phrase behind a quotation says what kind of work it is: "“The Long Road,” *a 2005 study* by X,".

    So does one behind "is". A verb right behind the phrase would have the quotation for what is said: "“Hands Off,” *a
    statement* by X said".
    """
    start = end + (reading.lower[end] in _SETS_OFF)
    last = min(start + _PHRASE, reading.sentence(end)[1])
    noun = next((at for at in range(start + 1, last) if _is_work(reading, at)), None)
    if noun is None or any(_ends_phrase(reading, at) for at in range(start, noun)):
        return False
    behind = range(noun + 1, reading.sentence(end)[1])
    stop = next((at for at in behind if _ends_phrase(reading, at)), None)
    return stop is None or reading.tags[stop] not in FINITE


def _ends_phrase(reading: Reading, at: int) -> bool:
    return reading.tags[at] in FINITE or reading.tags[at] == "WDT" or reading.is_punct(at)


def _is_work(reading: Reading, at: int) -> bool:
    return is_work(reading.lower[at - 1], reading.lower[at], reading.lexicon)


def is_named(reading: Reading, start: int) -> bool:
    """Whether a quotation is introduced as a name, a term or the title of a work."""
    before = start - 1
    if before < 0:
        return False
    lexicon = reading.lexicon
    word, number = reading.lower[before], reading.quoted[start]
    if word == "," and before and number is not None and reading.lower[before - 1] in lexicon.works:
        return is_title_of(reading, before - 1, number)
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
