"""Articles with quotes that have everything a record can have, and what is left of them in a format."""

from typing import Any

from quoteminer.formats.documents import (
    ADDRESSEE_NAME,
    ARTICLE,
    EXTRA,
    METADATA,
    NO_CUE,
    PLAIN,
    SPEAKER_DETAILS,
    SPEAKERS,
    Document,
)
from quoteminer.schema import Article, Quote
from quoteminer.words import kind_of, quoted_ranges

TEXT = (
    "😀 “It is wet,”\tAnn Lee told <b>Bob</b> on Monday.\n\n“Very\nwet. And cold.\n\n“So cold.”\n\n"
    "“Nobody said this.” According to the A|B report, Ray hopes that it stops; Ray and Lee deny it, he said."
)
ARTICLES = {
    "nyt/2016 ä%": Article.model_validate(
        {"id": "nyt/2016 ä%", "text": TEXT, "title": "Wet", "date": "2021-11-12", "desk": "weather"}
    ),
    "none": Article(id="none", text="Nothing is said here.\r\nAt all."),
}


def span(words: str, after: str = "") -> dict[str, Any]:
    """Give the first such words that begin after others."""
    start = TEXT.index(words, TEXT.index(after) + len(after))
    return {"start": start, "end": start + len(words), "text": words}


def quote(number: int, **fields: Any) -> Quote:  # noqa: ANN401
    every = {"article_id": "nyt/2016 ä%", "quote_id": f"nyt/2016 ä%:{number}", "speakers": [], **fields}
    return Quote.model_validate(every)


QUOTES = [
    quote(
        1,
        kind="direct",
        date="2021-11-12",
        content=[span("“It is wet,”"), span("“Very\nwet. And cold."), span("“So cold.”")],
        cue={**span("told"), "lemma": "tell"},
        cue_class="statement",
        source=[span("Ann Lee")],
        speakers=[
            {
                "id": "ann-lee",
                "name": "Ann Lee",
                "type": "person",
                "role": "mayor",
                "resolved_by": "name",
                "confidence": 0.97,
                "entity_id": "Q42",
            }
        ],
        addressee={**span("Bob"), "name": "Bob Ray"},
        sentence=0,
        paragraph=0,
        confidence=0.9,
        rule="quotation-then-verb",
    ),
    quote(2, kind="direct", content=[span("“Nobody said this.”")], cue=None, source=[], note={"seen": True}),
    quote(
        3,
        kind="indirect",
        content=[span("Ray hopes that it stops")],
        cue={**span("According to"), "lemma": "accord"},
        source=[span("the A|B report")],
        speakers=[{"name": "A|B report", "type": "document", "on_behalf_of": "A | B"}],
        hedged=True,
    ),
    quote(
        4,
        kind="indirect",
        content=[span("that it stops")],
        cue=span("hopes"),
        source=[span("Ray")],
        speakers=[{"name": "Ray"}],
        parent="nyt/2016 ä%:3",
    ),
    quote(
        5,
        kind="indirect",
        content=[span("it", after="deny ")],
        cue=span("deny"),
        source=[span("Ray", after="stops; "), span("Lee", after="Ray and ")],
        speakers=[{"name": "Ray", "type": "person"}, {"name": "Ann Lee", "role": "mayor"}],
        negated=True,
    ),
    quote(6, kind="indirect", content=[span("Ray and Lee deny it")], cue=None, source=[span("he", after="deny it, ")]),
]


def documents() -> list[Document]:
    """Give the sample: an article with quotes and one without."""
    return [
        Document("nyt/2016 ä%", ARTICLES["nyt/2016 ä%"], QUOTES),
        Document("none", ARTICLES["none"], []),
    ]


def left_of(quote: Quote, holds: frozenset[str]) -> Quote | None:
    """Give what a format that holds so much leaves of a quote; None where it leaves nothing."""
    if quote.cue is None and NO_CUE not in holds:
        return None
    kept: dict[str, Any] = quote.model_dump(exclude=set() if EXTRA in holds else set(quote.model_extra or {}))
    for name in PLAIN:
        if name not in holds:
            kept[name] = Quote.model_fields[name].default
    if kept["cue"] and "cue.lemma" not in holds:
        kept["cue"]["lemma"] = None
    if "addressee" not in holds:
        kept["addressee"] = None
    elif kept["addressee"] and ADDRESSEE_NAME not in holds:
        kept["addressee"]["name"] = None
    if SPEAKERS not in holds:
        kept["speakers"] = []
    elif SPEAKER_DETAILS not in holds:
        kept["speakers"] = [{"name": speaker["name"]} for speaker in kept["speakers"]]
    if "kind" not in holds:
        kept["kind"] = kind_of(TEXT, [(one.start, one.end) for one in quote.content], quoted_ranges(TEXT))
    return Quote.model_validate(kept)


def article_left(article: Article, holds: frozenset[str]) -> Article | None:
    """Give what a format leaves of an article."""
    if ARTICLE not in holds:
        return None
    return article if METADATA in holds else Article(id=article.id, text=article.text)
