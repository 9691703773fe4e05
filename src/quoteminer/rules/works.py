"""Books, films, studies and the like that are called by their titles: "“The Long Road,” a 2005 study by …"."""

from collections.abc import Sequence
from typing import Final

from spacy.tokens import Token

from quoteminer.layers import Range, quotations
from quoteminer.lexicon import Lexicon
from quoteminer.rules.context import Context
from quoteminer.rules.phrases import phrase_start
from quoteminer.rules.vocabulary import Vocabulary

_LONGEST: Final = 14
"""Words of a title, at most."""
_SMALL: Final = frozenset(
    {"a", "an", "the", "of", "and", "in", "on", "to", "for", "with", "at", "by", "or", "from", "is"}
)
"""Words that a title may write without a capital."""


def is_work(before: str, noun: str, words: Vocabulary | Lexicon) -> bool:
    """Whether a noun means a work: "book", "best-seller", "best seller".

    Args:
        before: the word in front of the noun, as the tables write it.
        noun: the noun, likewise.
        words: the word tables.
    """
    return noun in words.works or noun in words.documents or f"{before}-{noun}" in words.works


def titles(context: Context) -> dict[int, Range]:
    """The words that a noun beside a title in marks may be, and the title without its marks.

    What is ascribed to somebody is no title: "“Hands Off,” a statement by the union said".

    Args:
        context: the Doc and its quotations.
    """
    doc = context.doc
    said = {start for attribution in context.attributions for start, _ in attribution.contents}
    found: dict[int, Range] = {}
    for start, end, _ in quotations(doc):
        if end - start > 2 * _LONGEST or start in said:
            continue
        words = [at for at in range(start, end) if any(map(str.isalnum, doc[at].text))]
        if words and may_be_title([doc[at].text for at in words]):
            found |= dict.fromkeys((start - 2, start - 1, *range(end, end + _LONGEST)), (words[0], words[-1] + 1))
    return found


def is_beside(context: Context, head: Token, title: Range) -> bool:
    """Whether a title stands right before or behind a noun phrase, perhaps behind a comma or colon.

    Args:
        context: the Doc.
        head: the head of the phrase.
        title: its tokens, without marks.
    """
    first, last = (head.i + 1, title[0]) if head.i < title[0] else (title[1], phrase_start(head))
    return all(not any(map(str.isalnum, context.lower[at])) for at in range(first, last))


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
