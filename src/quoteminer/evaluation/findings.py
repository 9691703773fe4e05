"""What can be wrong with one attribution: its spans, and, in gold, its content and its double."""

import itertools
from collections.abc import Iterator, Sequence

from quoteminer.evaluation.lines import Span
from quoteminer.evaluation.records import ROLES, Attribution
from quoteminer.problems import shown
from quoteminer.words import Words

Finding = tuple[str, object, str, str]
"""Field, value, message and remedy."""


def span_findings(where: str, span: Span, text: str | None) -> Iterator[Finding]:
    """Find out whether a span is empty, outside the text, or not what the text has there."""
    if span.end <= span.start:
        yield f"{where}.end", span.end, f"is not after start {span.start}", "end is exclusive: start < end"
    elif text is None:
        return
    elif span.end > len(text):
        yield (
            f"{where}.end",
            span.end,
            f"the article's text has only {len(text)} code points",
            "offsets count Unicode code points of the text as it was read, not bytes or tokens",
        )
    elif span.text is not None and text[span.start : span.end] != span.text:
        yield (
            f"{where}.text",
            span.text,
            f"the article has {shown(text[span.start : span.end])} at {span.start}-{span.end}",
            "correct the offsets, or the text; both count in the article as it is",
        )


def gold_findings(one: Attribution, others: Sequence[Attribution], text: str | None) -> Iterator[Finding]:
    """Find what only gold must not have: spans over each other, contents without a word, and quotes that stand twice.

    Args:
        one: an attribution.
        others: those of the same article that were read before it.
        text: the article's text, if it is known.
    """
    for role in ROLES:
        for before, after in itertools.pairwise(getattr(one, role)):
            if after[0] < before[1]:
                value = [list(before), list(after)]
                yield role, value, "two of its spans overlap", "join them, or correct their offsets"
    if not one.content:
        yield "content", [], "the quote has no content", "give its spans, or remove the quote"
    elif text is not None and not any(Words(text[start:end]).starts for start, end in one.content):
        yield "content", one.content, "has no word, so that nothing can match it", "correct its offsets"
    for other in others:
        if one.id is not None and other.id == one.id:
            yield "quote_id", one.id, f"line {other.line} has this id already", "give every quote its own id"
        if (other.content, other.cue, other.source) == (one.content, one.cue, one.source):
            which = f"line {other.line}" + (f" (id {other.id})" if other.id else "")
            yield "content", one.content, f"the same quote stands on {which} already", "remove one of the two"
