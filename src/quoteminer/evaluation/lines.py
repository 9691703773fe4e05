"""One line of gold or predictions, in any of the shapes that are read.

- an article with its attributions: `{"id", "text", "attributions": [{"source", "cue", "content"}, …]}`;
- a quote record, as `quoteminer extract` writes it: `{"article_id", "content", "cue", "source", …}`;
- an article without quotes: `{"article_id", "no_quotes": true}`.

A role is a list of spans; a span is `[start, end]` or `{"start", "end", "text"}`.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field

from quoteminer.evaluation.records import ROLES, Attribution, Spans
from quoteminer.schema import CueClass, Kind, Speaker, Text


class Span(BaseModel):
    """A stretch of text; its words need not be repeated."""

    start: Annotated[int, Field(ge=0, strict=True)]
    end: Annotated[int, Field(ge=0, strict=True)]
    text: str | None = None


def _as_list(value: object) -> object:
    """Bring the forms that a role comes in to one: a list of mappings."""
    if value is None:
        return []
    listed = value if isinstance(value, list | tuple) else [value]
    return [
        {"start": one[0], "end": one[1]} if isinstance(one, list | tuple) and len(one) == 2 else one for one in listed
    ]


SpanList = Annotated[list[Span], BeforeValidator(_as_list)]


class AttributionLine(BaseModel):
    """The roles of an attribution, and what else may be recorded of it."""

    model_config = ConfigDict(extra="ignore")

    content: SpanList
    cue: SpanList = []
    source: SpanList = []
    addressee: SpanList = []
    kind: Kind | None = None
    cue_class: CueClass | None = None
    speakers: list[Speaker] | None = None
    parent: Text | None = None
    id: str | None = Field(default=None, validation_alias=AliasChoices("quote_id", "id"))

    def spans(self) -> Iterator[tuple[str, Span]]:
        """Go through all spans, each with its field; a role that is one span, as in quote records, has no number."""
        for role in (*ROLES, "addressee"):
            for index, span in enumerate(getattr(self, role)):
                single = role in ("cue", "addressee") and len(getattr(self, role)) == 1 and isinstance(self, QuoteLine)
                yield (role if single else f"{role}.{index}"), span

    def attribution(self, line: int) -> Attribution:
        """Give what evaluation sees of it."""
        spans: dict[str, Spans] = {
            role: tuple(sorted((span.start, span.end) for span in getattr(self, role))) for role in ROLES
        }
        return Attribution(
            content=spans["content"],
            cue=spans["cue"],
            source=spans["source"],
            kind=self.kind,
            cue_class=self.cue_class,
            speakers=None if self.speakers is None else tuple(self.speakers),
            id=self.id,
            line=line,
        )


class QuoteLine(AttributionLine):
    """A quote record."""

    article_id: Text


class ArticleLine(BaseModel):
    """An article with its attributions."""

    model_config = ConfigDict(extra="ignore")

    id: Text = Field(validation_alias=AliasChoices("id", "doc_id"))
    text: str | None = None
    publisher: str | None = None
    attributions: list[AttributionLine]


class NoQuotesLine(BaseModel):
    """An article that has no quotes, and was looked at."""

    article_id: Text
    no_quotes: Literal[True]


Line = QuoteLine | ArticleLine | NoQuotesLine


def parse(data: Mapping[str, Any]) -> Line:
    """Read a line in whichever shape it has.

    Raises:
        pydantic.ValidationError: it has none of them.
    """
    shape: type[Line] = QuoteLine
    if "attributions" in data:
        shape = ArticleLine
    elif "no_quotes" in data:
        shape = NoQuotesLine
    return shape.model_validate(data)
