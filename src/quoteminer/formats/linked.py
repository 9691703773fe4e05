"""Quotes out of labelled spans and the relations between them, as annotation tools record them.

A cue with the contents, sources and addressees that relations tie to it is one quote; a content that no cue has is a
quote with the sources tied to it and the contents that continue it. The direction of a relation does not matter.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from quoteminer.formats.documents import make_quote
from quoteminer.formats.lines import OnError
from quoteminer.problems import Place, Problem
from quoteminer.schema import Article, Quote
from quoteminer.words import Range

LABELS: Final[Mapping[str, str]] = {
    "content": "content",
    "quote": "content",
    "quotation": "content",
    "continues": "content",
    "source": "source",
    "speaker": "source",
    "cue": "cue",
    "verb": "cue",
    "trigger": "cue",
    "attribution": "cue",
    "addressee": "addressee",
}
"""What annotation schemes call the roles, in lower case, and what they are called here."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A labelled span, of one stretch of text or several.

    Attributes:
        key: what relations call it.
        label: its role: one of the values of `LABELS`.
        spans: its stretches, in text order.
    """

    key: str
    label: str
    spans: tuple[Range, ...]


@dataclass(slots=True)
class Linked:
    """The mentions of one quote.

    Attributes:
        content: its contents, in text order.
        cue: its cue.
        source: its sources, in text order.
        addressee: its addressee.
    """

    content: list[Mention] = field(default_factory=list)
    cue: Mention | None = None
    source: list[Mention] = field(default_factory=list)
    addressee: Mention | None = None

    @property
    def content_spans(self) -> list[Range]:
        """The stretches of the content."""
        return [span for mention in self.content for span in mention.spans]

    @property
    def source_spans(self) -> list[Range]:
        """The stretches of the source."""
        return [span for mention in self.source for span in mention.spans]


def role_of(label: str) -> str | None:
    """Give the role that a label names, whatever its case and number ("Content2"), or None."""
    return LABELS.get(label.casefold().rstrip("0123456789"))


def link(mentions: Sequence[Mention], relations: Iterable[tuple[str, str]]) -> tuple[list[Linked], list[Mention]]:
    """Gather mentions into quotes.

    Args:
        mentions: the mentions.
        relations: pairs of keys.

    Returns:
        The quotes, by place in the text, and the mentions that belong to none.
    """
    by_key = {mention.key: mention for mention in mentions}
    neighbours: defaultdict[str, list[Mention]] = defaultdict(list)
    for one, other in relations:
        if one in by_key and other in by_key:
            neighbours[one].append(by_key[other])
            neighbours[other].append(by_key[one])
    quotes: list[Linked] = []
    used: set[str] = set()
    for cue in (mention for mention in mentions if mention.label == "cue"):
        contents = [other for other in neighbours[cue.key] if other.label == "content"]
        if contents:
            quotes.append(_gather(cue, contents, neighbours))
    used.update(mention.key for quote in quotes for mention in quote.content)
    for content in (mention for mention in mentions if mention.label == "content"):
        if content.key not in used:
            chain = _continued(content, neighbours)
            used.update(mention.key for mention in chain)
            quotes.append(_gather(None, chain, neighbours))
    for quote in quotes:
        others = [quote.cue, quote.addressee, *quote.source]
        used.update(mention.key for mention in others if mention is not None)
    quotes.sort(key=lambda quote: (quote.content_spans, quote.source_spans))
    return quotes, [mention for mention in mentions if mention.key not in used]


def _continued(content: Mention, neighbours: Mapping[str, Sequence[Mention]]) -> list[Mention]:
    chain, seen = [content], {content.key}
    for mention in chain:
        for other in neighbours.get(mention.key, ()):
            if other.label == "content" and other.key not in seen:
                seen.add(other.key)
                chain.append(other)
    return chain


def _gather(cue: Mention | None, contents: list[Mention], neighbours: Mapping[str, Sequence[Mention]]) -> Linked:
    around = neighbours.get(cue.key, ()) if cue else ()

    def tied(label: str) -> list[Mention]:
        to_cue = [other for other in around if other.label == label]
        found = to_cue or [o for content in contents for o in neighbours.get(content.key, ()) if o.label == label]
        return sorted({mention.key: mention for mention in found}.values(), key=lambda mention: mention.spans)

    addressees = tied("addressee")
    unique = {mention.key: mention for mention in contents}.values()
    return Linked(
        content=sorted(unique, key=lambda mention: mention.spans),
        cue=cue,
        source=tied("source"),
        addressee=addressees[0] if addressees else None,
    )


def quote_of(article: Article, place: Place, linked: Linked, rest: Mapping[str, Any] | None = None) -> Quote:
    """Make a quote of its mentions; of a cue or addressee of several stretches the first is kept.

    Raises:
        InputError: see `quoteminer.formats.documents.make_quote`.
    """
    return make_quote(
        article,
        place,
        content=linked.content_spans,
        cue=linked.cue.spans[0] if linked.cue else None,
        source=linked.source_spans,
        addressee=linked.addressee.spans[0] if linked.addressee else None,
        rest=rest,
    )


def tell_alone(mentions: Iterable[Mention], place: Place, on_error: OnError) -> None:
    """Tell of mentions that belong to no quote."""
    for mention in mentions:
        what = f"{mention.key} ({mention.label}) belongs to no quote"
        on_error(Problem(place, what, "tie it to a content with a relation").error())
