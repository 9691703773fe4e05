"""Quotes for displaCy, spaCy's viewer: `displacy.render(displacy_spans(result), style="span", manual=True)`."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from html import escape
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final

from quoteminer.schema import Result

COLOURS: Final[Mapping[str, str]] = MappingProxyType(
    {"CONTENT": "#56B4E9", "CUE": "#E69F00", "SOURCE": "#CC79A7", "ADDRESSEE": "#009E73"}
)
"""A colour for each label, as displaCy's option `colors` takes them; colour-blind readers can tell them apart."""

_WORD: Final = re.compile(r"\w+|[^\w\s]")


def displacy_spans(result: Result) -> dict[str, Any]:
    """Write a result as displaCy takes it with `style="span"` and `manual=True`.

    Args:
        result: the article and its quotes.

    Returns:
        `text`, `tokens`, `spans` and `title`. Spans have tokens and characters as offsets, and the labels of `COLOURS`;
        a span that several quotes share comes once. Tokens are cut wherever a span begins or ends.
    """
    text = result.article.text
    spans = {(span.start, span.end, role.upper()): None for quote in result.quotes for role, span in quote.spans()}
    edges = sorted({edge for start, end, _ in spans for edge in (start, end)})
    tokens = list(_tokens(text, edges))
    starts = [start for start, _ in tokens]
    return {
        "text": text,
        "tokens": [text[start:end] for start, end in tokens],
        "spans": [
            {
                "start": start,
                "end": end,
                "start_token": bisect_left(starts, start),
                "end_token": bisect_left(starts, end),
                "label": label,
            }
            for start, end, label in spans
        ],
        # displaCy escapes the tokens, but not the title.
        "title": escape(result.article.title) if result.article.title else None,
    }


def _tokens(text: str, edges: list[int]) -> Iterator[tuple[int, int]]:
    """Words and signs, cut at every edge."""
    for word in _WORD.finditer(text):
        start, end = word.span()
        cuts = [start, *edges[bisect_left(edges, start + 1) : bisect_left(edges, end)], end]
        yield from pairwise(cuts)
