"""Books, films, studies and the like that are called by their titles: "“The Long Road,” a 2005 study by …"."""

from collections.abc import Sequence
from typing import Final

from spacy.tokens import Token

from quoteminer.layers import Range
from quoteminer.names import fold
from quoteminer.rules.context import Context
from quoteminer.rules.phrases import phrase_start
from quoteminer.rules.vocabulary import Vocabulary

_LONGEST: Final = 14
"""Words of a title, at most."""
_SMALL: Final = frozenset(
    {"a", "an", "the", "of", "and", "in", "on", "to", "for", "with", "at", "by", "or", "from", "is"}
)
"""Words that a title may write without a capital."""
_OPEN: Final = frozenset({",", ":"})


def is_work(head: Token, words: Vocabulary) -> bool:
    """Whether a noun means a work: "book", "best-seller", "best seller".

    Args:
        head: the head of a noun phrase.
        words: the word tables.
    """
    noun = fold(head.text)
    if noun in words.works or noun in words.documents:
        return True
    return head.i > 0 and f"{fold(head.nbor(-1).text)}-{noun}" in words.works


def title_beside(context: Context, head: Token) -> Range | None:
    """The title in marks right before or behind a noun phrase.

    Args:
        context: the Doc and its quotations.
        head: the head of the phrase.

    Returns:
        The tokens of the title without its marks; None where none stands there.
    """
    doc, quote = context.doc, context.quote
    here, behind, before = quote[head.i], head.i + 1, phrase_start(head) - 1
    if behind + 1 < len(doc) and context.lower[behind] in _OPEN and quote[behind] == here:
        behind += 1
    if before > 0 and context.lower[before] == "," and quote[before] == here:
        before -= 1
    for at in (before, behind):
        if 0 <= at < len(doc) and quote[at] not in {-1, here}:
            start, end = _quotation(quote, at)
            words = [word for word in range(start, end) if any(map(str.isalnum, doc[word].text))]
            if words and may_be_title([doc[word].text for word in words]):
                return words[0], words[-1] + 1
    return None


def _quotation(quote: Sequence[int], at: int) -> Range:
    """The tokens of the quotation that one stands in, as far as a title may reach."""
    start, end = at, at + 1
    while start and quote[start - 1] == quote[at] and at - start <= _LONGEST:
        start -= 1
    while end < len(quote) and quote[end] == quote[at] and end - at <= _LONGEST:
        end += 1
    return start, end


def is_title(words: Sequence[str]) -> bool:
    """Whether words are written like a title: all but the small ones with capitals.

    Args:
        words: what stands in marks, without punctuation.
    """
    long = [word for word in words if word.lower() not in _SMALL]
    return len(long) > 1 and all(word[0].isupper() or word[0].isdigit() for word in long)


def may_be_title(words: Sequence[str]) -> bool:
    """Likewise beside the noun of a work, where a single word will do, but not in a text that is all capitals.

    Args:
        words: what stands in marks, without punctuation.
    """
    lone = len(words) == 1 and words[0][0].isupper()
    return len(words) <= _LONGEST and (lone or is_title(words)) and not all(word.isupper() for word in words)
