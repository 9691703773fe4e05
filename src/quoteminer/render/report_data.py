"""The data of the report page: what its list needs at once, and each article apart, read only when it is opened."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from quoteminer.render.marking import blocks, marked_paragraphs, quote_marks
from quoteminer.render.marks import Mark
from quoteminer.render.numbers import quote_numbers
from quoteminer.render.resolution import Resolution, resolutions
from quoteminer.schema import Article, Quote, Speaker, TextSpan

_WEB_ADDRESS: Final = re.compile(r"https?://", re.IGNORECASE)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ReportData:
    """What the page holds, as plain data.

    Attributes:
        index: articles, speakers and quotes, as the list, the filters and the charts need them.
        problems: articles that are not shown because their text is not the one that the quotes were taken from.
        quotes: the quotes of each article, by its id.
        articles: the articles that are known, by id.
    """

    index: Json
    problems: list[str]
    quotes: Mapping[str, Sequence[Quote]]
    articles: Mapping[str, Article]

    def readers(self) -> Iterator[Json]:
        """What opening an article needs, article by article, in the order of the index."""
        for article_id, quotes in self.quotes.items():
            yield _reader(quotes, self.articles.get(article_id))


@dataclass(slots=True)
class _Index:
    """The index while it is being built; speakers that are alike are held once, and one entity has one name."""

    articles: list[Json] = field(default_factory=list)
    quotes: list[Json] = field(default_factory=list)
    speakers: dict[Speaker, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def add(self, quote: Quote, place: int, day: str | None) -> None:
        self.quotes.append(
            _without_defaults(
                {
                    "article": len(self.articles) - 1,
                    "place": place,
                    "kind": quote.kind,
                    "words": _words(quote.content),
                    "cue": quote.cue and quote.cue.text,
                    "lemma": quote.cue and quote.cue.lemma,
                    "class": quote.cue_class,
                    "source": _words(quote.source),
                    "speakers": [self._number(speaker) for speaker in quote.speakers],
                    "negated": quote.negated,
                    "hedged": quote.hedged,
                    "confidence": quote.confidence,
                    "date": quote.date,
                    "day": day_of(quote.date) or day,
                }
            )
        )

    def _number(self, speaker: Speaker) -> int:
        of_this_mention = dict.fromkeys(("id", "resolved_by", "confidence", "identified_by"))
        known = speaker.entity_id
        name = self.names.setdefault(known, speaker.name) if known else speaker.name
        alike = speaker.model_copy(update={**of_this_mention, "name": name})
        return self.speakers.setdefault(alike, len(self.speakers))


def report_data(quotes: Mapping[str, Sequence[Quote]], articles: Mapping[str, Article]) -> ReportData:
    """Gather what the page shows.

    Args:
        quotes: the quotes of each article, by its id; an article may have none.
        articles: the articles that are known, by id; those without an entry in `quotes` are only counted.

    Returns:
        The data of the page.
    """
    index = _Index()
    problems = []
    fitting = {}
    for article_id, found in quotes.items():
        article = articles.get(article_id)
        wrong = article and next(filter(None, (quote.mismatch(article.text) for quote in found)), None)
        if article and wrong:
            problems.append(f"article {article_id} is not the text that its quotes were taken from: {wrong}")
        elif article:
            fitting[article_id] = article
        index.articles.append(_article(article_id, article, shown=article_id in fitting))
        for place, quote in enumerate(found):
            index.add(quote, place, day_of(article.date) if article else None)
    page = {
        "read": len(quotes.keys() | articles.keys()),
        "articles": index.articles,
        "speakers": [_speaker(speaker) for speaker in index.speakers],
        "quotes": index.quotes,
    }
    return ReportData(page, problems, quotes, fitting)


def day_of(given: str | None) -> str | None:
    """The day in a date as given.

    Args:
        given: a date in any form.

    Returns:
        `YYYY-MM-DD` where the date begins so and there is such a day, else None.
    """
    if given is None or not (found := _DAY.match(given.strip())):
        return None
    try:
        return date.fromisoformat(found[0]).isoformat()
    except ValueError:
        return None


def _article(article_id: str, article: Article | None, *, shown: bool) -> Json:
    if article is None:
        return {"id": article_id}
    author = ", ".join(article.author) if isinstance(article.author, list) else article.author
    return _without_defaults(
        {
            "id": article_id,
            "title": article.title,
            "publisher": article.publisher,
            "author": author,
            "date": article.date,
            "url": article.url if article.url and _WEB_ADDRESS.match(article.url) else None,
            "shown": shown,
            "other": not shown,
        }
    )


def _speaker(speaker: Speaker) -> Json:
    return _without_defaults(
        {
            "name": speaker.name,
            "type": speaker.type,
            "role": speaker.role,
            "organisation": speaker.organisation,
            "behalf": speaker.on_behalf_of,
        }
    )


def _reader(quotes: Sequence[Quote], article: Article | None) -> Json:
    shown = blocks(article.text) if article else []
    explained = [resolutions(quote, article.text if article else None, shown) for quote in quotes]
    places = {quote.quote_id: place for place, quote in enumerate(quotes) if quote.quote_id}
    details = [
        {"number": number, **_details(quote, found, places)}
        for number, quote, found in zip(quote_numbers(quotes), quotes, explained, strict=True)
    ]
    if article is None:
        return {"quotes": details}
    naming = (
        Mark(*found.named, "naming", place)
        for place, several in enumerate(explained)
        for found in several
        if found.named is not None
    )
    marks = [*quote_marks(quotes), *naming]
    paragraphs = [
        [
            [piece.run.text, piece.run.classes, piece.keys, list(piece.begins)] if piece.run.marks else piece.run.text
            for piece in pieces
        ]
        for pieces in marked_paragraphs(article.text, marks)
    ]
    return {"quotes": details, "paragraphs": paragraphs}


def _details(quote: Quote, explained: Sequence[Resolution], places: Mapping[str, int]) -> Json:
    addressee = quote.addressee
    return _without_defaults(
        {
            "rule": quote.rule,
            "resolved": [
                _without_defaults(
                    {"mention": found.mention, "name": found.name, "how": found.how, "paragraph": found.paragraph}
                )
                for found in explained
            ],
            "addressee": addressee and addressee.text,
            "addressed": addressee and addressee.name,
            "parent": places.get(quote.parent) if quote.parent else None,
        }
    )


def _words(spans: Sequence[TextSpan]) -> str:
    return " … ".join(" ".join(span.text.split()) for span in spans)


def _without_defaults(record: Json) -> Json:
    return {key: value for key, value in record.items() if value is not None and value is not False and value != ""}
