"""The records: an article in, its quotes out. Plain data, checked; no spaCy here.

Every offset is a Unicode code point into exactly the text that was read, end exclusive. `Result` holds
an article together with its quotes and refuses a span whose text is not what the article has there.
"""

import re
from itertools import pairwise
from typing import Annotated, Any, Final, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

SCHEMA_VERSION: Final = "1"

Kind = Literal["direct", "mixed", "indirect"]
CueClass = Literal["statement", "question", "request", "belief", "intention", "attitude", "decision", "evidence"]
SpeakerType = Literal["person", "organisation", "group", "place", "document", "unknown"]
IdentifiedBy = Literal["register", "name", "name-and-role"]

MIN_SPEAKER_CONFIDENCE: Final = 0.45
"""How sure it must be whom a mention means for the speaker to be named; measured (docs/SPEAKERS.md)."""

KINDS: tuple[Kind, ...] = get_args(Kind)
CUE_CLASSES: tuple[CueClass, ...] = get_args(CueClass)
SPEAKER_TYPES: tuple[SpeakerType, ...] = get_args(SpeakerType)

Text = Annotated[str, Field(min_length=1)]
"""A string that is there. What is missing is `None`, never the empty string."""

Offset = Annotated[int, Field(ge=0)]

DATE_PREFIX = re.compile(r"\s*date (\d{4}-\d{2}-\d{2})(?=\s)")


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True)


class Article(BaseModel):
    """One article in. Keys that are not listed here are kept as metadata and passed through.

    Attributes:
        id: what the article is called; unique within a run.
        text: the text, untouched; every offset counts its code points.
        title: headline.
        date: date of publication, as given.
        publisher: who published it.
        url: where it was found.
        author: the byline, or several.
        language: its language, as given.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    id: Text
    text: str
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    url: str | None = None
    author: str | list[str] | None = None
    language: str | None = None

    @classmethod
    def from_text(cls, text: str, id: str) -> Self:  # noqa: A002 - the field is called id
        """Make an article of bare text; a leading `date YYYY-MM-DD ` gives its date and stays in the text."""
        dated = DATE_PREFIX.match(text)
        return cls(id=id, text=text, date=dated[1] if dated else None)

    @property
    def metadata(self) -> dict[str, Any]:
        """The keys that came with the article and are not its own fields."""
        return dict(self.model_extra or {})


class TextSpan(_Record):
    """A stretch of an article's text.

    Attributes:
        start: offset of the first code point.
        end: offset after the last code point.
        text: what stands there, for people who read the record without the article.
    """

    start: Offset
    end: Offset
    text: Text

    @model_validator(mode="after")
    def _text_fits_offsets(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(
                f"span {self.start}-{self.end} is {self.end - self.start} code points long, but its text has "
                f"{len(self.text)}: {self.text[:40]!r}; offsets count Unicode code points, end exclusive"
            )
        return self


class Cue(TextSpan):
    """The words that ascribe the content, and the dictionary form of their verb or noun."""

    lemma: Text | None = None


class Addressee(TextSpan):
    """The mention told or asked, and the name of the entity behind it where that is known."""

    name: Text | None = None


class Speaker(_Record):
    """The entity behind a source.

    Attributes:
        id: the same for every quote of this entity within its article.
        name: the fullest name that the article gives, or the mention's own words.
        type: what kind of entity it is.
        role: office or function, as the article has it.
        organisation: the body that the speaker belongs to.
        on_behalf_of: whom the speaker speaks for without being it.
        resolved_by: how the mention was tied to the entity.
        confidence: probability that it is this entity, given that the source is right; null where it was not measured.
        entity_id: the same in every article for this entity; null where name and role do not make that safe.
        identified_by: what the `entity_id` rests on: the user's register, the full name, or the name and its role.
        wikidata: the Wikidata item that the register gives.
    """

    id: Text | None = None
    name: Text
    type: SpeakerType = "unknown"
    role: Text | None = None
    organisation: Text | None = None
    on_behalf_of: Text | None = None
    resolved_by: Text | None = None
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    entity_id: Text | None = None
    identified_by: IdentifiedBy | None = None
    wikidata: Text | None = None


class Quote(BaseModel):
    """One attributed quote; a line of the JSONL output, and of a gold file.

    Attributes:
        article_id: id of the article.
        quote_id: id of the quote, unique in its run; gold need not have one.
        date: the article's date.
        kind: direct when all of the content stands between quotation marks, mixed when part of it does.
        content: what is ascribed, in text order.
        cue: the words that ascribe it; null for a quotation that stands alone.
        cue_class: what sort of act the cue is.
        source: the mention that the content is ascribed to, in text order; empty where the text names nobody.
        speakers: the entities behind the source.
        addressee: the mention told or asked.
        negated: the cue is denied ("did not say").
        hedged: the cue is not asserted outright ("might say", "reportedly said").
        parent: the `quote_id` of the quote inside whose content this one stands.
        sentence: number of the sentence in which the content begins, counted from 0.
        paragraph: number of the paragraph in which the content begins, counted from 0.
        confidence: probability that content and source are right.
        rule: the rule or model decision that made it.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    schema_version: Literal["1"] = SCHEMA_VERSION
    article_id: Text
    quote_id: Text | None = None
    date: str | None = None
    kind: Kind
    content: Annotated[list[TextSpan], Field(min_length=1)]
    cue: Cue | None
    cue_class: CueClass | None = None
    source: list[TextSpan]
    speakers: list[Speaker]
    addressee: Addressee | None = None
    negated: bool = False
    hedged: bool = False
    parent: Text | None = None
    sentence: Annotated[int, Field(ge=0)] | None = None
    paragraph: Annotated[int, Field(ge=0)] | None = None
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    rule: Text | None = None

    @model_validator(mode="after")
    def _spans_in_order(self) -> Self:
        for role, spans in (("content", self.content), ("source", self.source)):
            for before, after in pairwise(spans):
                if after.start < before.end:
                    raise ValueError(
                        f"{role} spans {before.start}-{before.end} and {after.start}-{after.end} overlap or are out of "
                        "order; list them in the order of the text"
                    )
        return self

    def spans(self) -> list[tuple[str, TextSpan]]:
        """Every span of the record with the name of its field."""
        named = [("content", span) for span in self.content] + [("source", span) for span in self.source]
        if self.cue is not None:
            named.append(("cue", self.cue))
        if self.addressee is not None:
            named.append(("addressee", self.addressee))
        return named

    def mismatch(self, text: str) -> str | None:
        """Say which span is not what `text` has at its offsets, or None when all of them are."""
        for field, span in self.spans():
            if text[span.start : span.end] != span.text:
                return (
                    f"{field}: the article has {text[span.start : span.end]!r} at {span.start}-{span.end}, "
                    f"the record says {span.text!r}"
                )
        return None

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from quoteminer.render.notebook import quote_html  # only a notebook needs it, and it needs this module

        return quote_html(self)


class Result(_Record):
    """An article and the quotes found in it.

    Attributes:
        article: the article, untouched.
        quotes: its quotes, in text order.
    """

    article: Article
    quotes: list[Quote]

    @model_validator(mode="after")
    def _spans_are_the_text(self) -> Self:
        for quote in self.quotes:
            if quote.article_id != self.article.id:
                raise ValueError(f"quote {quote.quote_id} is of article {quote.article_id}, not of {self.article.id}")
            if wrong := quote.mismatch(self.article.text):
                raise ValueError(f"quote {quote.quote_id} of article {self.article.id}: {wrong}")
        return self

    def __len__(self) -> int:
        return len(self.quotes)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from quoteminer.render.notebook import result_html  # only a notebook needs it, and it needs this module

        return result_html(self)
