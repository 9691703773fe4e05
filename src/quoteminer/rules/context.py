"""Where each token of a Doc stands: its sentence, its quotation, and whether it is the source of an attribution."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

import numpy as np
from spacy.tokens import Doc, Token

from quoteminer.layers import Attribution, Range, paragraphs, quotations
from quoteminer.rules.phrases import head_of
from quoteminer.rules.tokens import strings

_STOPS: Final = frozenset({".", "!", "?"})


@dataclass(frozen=True, slots=True)
class Context:
    """A Doc with what the speaker rules ask of every token.

    Attributes:
        doc: the Doc.
        lower: the words of the Doc, without capitals.
        tags: their tags.
        deps: their labels in the parse.
        sentence: number of the sentence of each token.
        section: number of the part of the article of each token; parts are divided by lines such as "* * *".
        quote: number of the innermost quotation round each token; -1 outside of all.
        voice: number of the attribution whose source says each token word for word; -1 for none.
        heads: the head of each source that has one.
        contents: for the head of each source the contents ascribed to it.
        numbers: for the head of each source the first attribution that it is the source of.
        hearers: the tokens of those who are spoken to.
        attributions: the attributions.
    """

    doc: Doc
    lower: Sequence[str]
    tags: Sequence[str]
    deps: Sequence[str]
    sentence: Sequence[int]
    section: Sequence[int]
    quote: Sequence[int]
    voice: Sequence[int]
    heads: Mapping[Range, Token]
    contents: dict[int, tuple[Range, ...]]
    numbers: dict[int, int]
    hearers: frozenset[int]
    attributions: Sequence[Attribution]

    def in_own_content(self, source: int, at: int) -> bool:
        """Whether a token stands in what is ascribed to the source with this head."""
        return any(start <= at < end for start, end in self.contents.get(source, ()))


def context(doc: Doc, attributions: Sequence[Attribution]) -> Context:
    """Read a Doc's sentences, quotations and sources, each once.

    Args:
        doc: the Doc; without sentences it counts as one.
        attributions: its attributions.

    Returns:
        The context.
    """
    words = strings(doc, "ORTH")
    starts = doc.to_array("SENT_START") == 1
    starts[:1] = False
    sentence: list[int] = np.cumsum(starts).tolist()
    dividers = [start for start, end in paragraphs(doc) if not any(map(_is_word, words[start:end]))]
    section = [bisect_right(dividers, at) for at in range(len(doc))] if dividers else [0] * len(doc)
    quote = [-1] * len(doc)
    marks: list[tuple[int, int]] = []
    for index, (start, end, _) in enumerate(quotations(doc)):
        marks.append((start, quote[start]))
        quote[start:end] = [index] * (end - start)
    heads: dict[Range, Token] = {}
    contents: dict[int, tuple[Range, ...]] = {}
    numbers: dict[int, int] = {}
    for number, attribution in enumerate(attributions):
        for source in attribution.sources:
            if (head := head_of(doc, source)) is not None:
                heads[source] = head
                contents[head.i] = (*contents.get(head.i, ()), *attribution.contents)
                numbers.setdefault(head.i, number)
    return Context(
        doc,
        [word.lower() for word in words],
        strings(doc, "TAG"),
        strings(doc, "DEP"),
        sentence,
        section,
        quote,
        _voices(quote, marks, attributions),
        heads,
        contents,
        numbers,
        frozenset(at for attribution in attributions if attribution.addressee for at in range(*attribution.addressee)),
        attributions,
    )


def headline_end(doc: Doc) -> int:
    """Index after the headline: the first of several paragraphs, where no full stop ends it; 0 without one."""
    found = list(islice(paragraphs(doc), 2))
    return found[0][1] if len(found) > 1 and doc[found[0][1] - 1].text not in _STOPS else 0


def _is_word(text: str) -> bool:
    return any(map(str.isalnum, text))


def _voices(quote: Sequence[int], marks: Sequence[tuple[int, int]], attributions: Sequence[Attribution]) -> list[int]:
    """Whose words the tokens in quotations are; those within other words, which are shorter, come last.

    Args:
        quote: number of the innermost quotation round each token.
        marks: where each quotation opens, and the number of the one that it stands in.
        attributions: the attributions.
    """
    voices = [-1] * len(quote)
    for number in sorted(range(len(attributions)), key=lambda number: -_length(attributions[number])):
        for start, end in attributions[number].contents:
            for token in range(start, end):
                if (innermost := quote[token]) >= 0 and marks[innermost][0] >= start - 1:
                    outer = marks[innermost][1]
                    if outer < 0 or marks[outer][0] < start - 1:
                        voices[token] = number
    return voices


def _length(attribution: Attribution) -> int:
    return sum(end - start for start, end in attribution.contents)
