"""An article with its quotes, as formats hand them to each other, and how a quote is made from bare offsets."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from quoteminer.problems import Place, Problem
from quoteminer.schema import Article, Quote
from quoteminer.words import Range, kind_of, quoted_ranges

ARTICLE: Final = "the article's text"
METADATA: Final = "the article's other keys"
NO_QUOTES: Final = "articles without quotes"
NO_CUE: Final = "quotes without a cue"
SPEAKERS: Final = "speakers"
SPEAKER_DETAILS: Final = "speakers besides their names"
ADDRESSEE_NAME: Final = "addressee.name"
EXTRA: Final = "keys that are not in the schema"

_DEFAULTS = {name: field.default for name, field in Quote.model_fields.items()}
PLAIN = ("quote_id", "date", "cue_class", "negated", "hedged", "parent", "sentence", "paragraph", "confidence", "rule")
"""Fields of a quote with one plain value."""
QUOTE_FIELDS: Final = frozenset(
    {*PLAIN, "kind", "cue.lemma", "addressee", ADDRESSEE_NAME, SPEAKERS, SPEAKER_DETAILS, NO_CUE}
)
"""Everything that a quote of the schema can have besides its content, source and cue."""


@dataclass(frozen=True, slots=True)
class Document:
    """An article and its quotes.

    Attributes:
        id: id of the article.
        article: the article, or None where only its quotes are known.
        quotes: its quotes.
    """

    id: str
    article: Article | None
    quotes: list[Quote]

    def text_for(self, name: str) -> str:
        """Give the article's text to a format that cannot do without.

        Raises:
            InputError: the article is not known.
        """
        if self.article is None:
            what = f"{name} needs the text of article {self.id!r}, and it was not given"
            raise Problem(Place(name), what, "give the articles with --articles PATH").error()
        return self.article.text


def make_quote(
    article: Article,
    place: Place,
    *,
    content: Iterable[Range],
    cue: Range | None = None,
    source: Iterable[Range] = (),
    addressee: Range | None = None,
    rest: Mapping[str, Any] | None = None,
) -> Quote:
    """Make a quote from offsets into an article.

    Args:
        article: the article.
        place: where the quote stands, for the error.
        content: spans of its content.
        cue: its cue.
        source: spans of its source.
        addressee: its addressee.
        rest: further fields of the record; `lemma` and `addressee_name` go to the cue and the addressee. Without a
            kind, the text's quotation marks give it.

    Raises:
        InputError: the offsets are not in the text, or the record contradicts itself.
    """
    fields = dict(rest or {})
    contents = sorted(content)
    lemma, addressee_name = fields.pop("lemma", None), fields.pop("addressee_name", None)
    spans = [*contents, *source, *(span for span in (cue, addressee) if span is not None)]
    for start, end in spans:
        if not 0 <= start < end <= len(article.text):
            what = f"{start}-{end} is no span of a text of {len(article.text)} code points"
            raise Problem(place, what, "correct the offsets; they count Unicode code points, end exclusive").error()

    def span(found: Range) -> dict[str, Any]:
        return {"start": found[0], "end": found[1], "text": article.text[found[0] : found[1]]}

    fields.setdefault("kind", kind_of(article.text, contents, quoted_ranges(article.text)))
    fields.setdefault("speakers", [])
    try:
        return Quote.model_validate(
            {
                **fields,
                "article_id": article.id,
                "content": [span(found) for found in contents],
                "cue": None if cue is None else {**span(cue), "lemma": lemma},
                "source": [span(found) for found in sorted(source)],
                "addressee": None if addressee is None else {**span(addressee), "name": addressee_name},
            }
        )
    except ValidationError as error:
        what = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors(include_url=False))
        raise Problem(place, what, "correct the record; `quoteminer schema` prints what is allowed").error() from error


def held_fields(quote: Quote) -> Iterator[str]:
    """Name what a quote has besides its content, source and cue, and the kind that its text shows."""
    for name in PLAIN:
        if getattr(quote, name) != _DEFAULTS[name]:
            yield name
    if quote.cue is None:
        yield NO_CUE
    elif quote.cue.lemma is not None:
        yield "cue.lemma"
    if quote.addressee is not None:
        yield "addressee"
        if quote.addressee.name is not None:
            yield ADDRESSEE_NAME
    if quote.speakers:
        yield SPEAKERS
    if any(set(speaker.model_dump(exclude_defaults=True)) - {"name"} for speaker in quote.speakers):
        yield SPEAKER_DETAILS
    if quote.model_extra:
        yield EXTRA


def lost(documents: Sequence[Document], holds: frozenset[str]) -> list[str]:
    """Name what a format cannot hold of documents, with how often it is there.

    Args:
        documents: what is to be written.
        holds: the names (of `held_fields`, and of this module's constants) that the format can hold.
    """
    counted: Counter[str] = Counter()
    for document in documents:
        counted.update(name for quote in document.quotes for name in held_fields(quote) if name not in holds)
        if document.article is not None:
            counted[ARTICLE] += ARTICLE not in holds
            others = document.article.model_dump(exclude_none=True, exclude={"id", "text"})
            counted[METADATA] += bool(others) and METADATA not in holds
            if "kind" not in holds:
                counted["kind, where the text's quotation marks say another"] += _odd_kinds(document)
        if not document.quotes:
            counted[NO_QUOTES] += NO_QUOTES not in holds
    return [f"{name} ({number})" for name, number in sorted(counted.items()) if number]


def _odd_kinds(document: Document) -> int:
    text = document.text_for("")
    quoted = quoted_ranges(text)
    return sum(
        quote.kind != kind_of(text, [(span.start, span.end) for span in quote.content], quoted)
        for quote in document.quotes
    )
