"""Both seed articles come out as they were labelled by hand."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

import quoteminer
from quoteminer import Article, Quote, TextSpan

DATA = Path(__file__).parents[1] / "data"
WORD = re.compile(r"\w+(?:[’'\-]\w+)*")
ARTICLES = {
    path.stem: Article.from_text(path.read_bytes().decode(), path.stem) for path in sorted((DATA / "raw").glob("*.txt"))
}
GOLD = [Quote.model_validate_json(line) for line in (DATA / "gold" / "quotes.jsonl").read_text("utf-8").splitlines()]


def words(text: str, spans: list[TextSpan]) -> list[tuple[int, str]]:
    """The words that a role covers, by offset: punctuation at the edges decides nothing."""
    found = ((match.start(), match.group()) for match in WORD.finditer(text))
    return [(at, word) for at, word in found if any(span.start <= at < span.end for span in spans)]


def content(quote: Quote) -> tuple[str, tuple[tuple[int, str], ...]]:
    return quote.article_id, tuple(words(ARTICLES[quote.article_id].text, quote.content))


GOLD_BY_ID = {quote.quote_id: quote for quote in GOLD}


def facts(quote: Quote, by_id: dict[str | None, Quote]) -> dict[str, object]:
    """What gold states of a quote, apart from its content."""
    text = ARTICLES[quote.article_id].text
    return {
        "source": words(text, quote.source),
        "cue": words(text, [quote.cue] if quote.cue else []),
        "lemma": quote.cue.lemma if quote.cue else None,
        "kind": quote.kind,
        "cue_class": quote.cue_class,
        "negated": quote.negated,
        "hedged": quote.hedged,
        "parent": content(by_id[quote.parent]) if quote.parent else None,
        "sentence": quote.sentence,
        "paragraph": quote.paragraph,
        "date": quote.date,
    }


def speakers(quote: Quote) -> dict[str, object]:
    return {
        "speakers": [
            speaker.model_dump(include={"id", "name", "type", "role", "organisation", "on_behalf_of"})
            for speaker in quote.speakers
        ],
        "addressee": quote.addressee.model_dump(include={"text", "name"}) if quote.addressee else None,
    }


@pytest.fixture(scope="module", params=["default", "none"], ids=["with the model", "by the rules alone"])
def found(request: pytest.FixtureRequest) -> dict[str | None, Quote]:
    results = quoteminer.extract_many(ARTICLES.values(), nlp=quoteminer.load(model=request.param))
    return {quote.quote_id: quote for result in results for quote in result.quotes}


def test_both_articles_have_gold() -> None:
    assert {quote.article_id for quote in GOLD} == set(ARTICLES)


def test_gold_stands_in_the_text_in_order() -> None:
    for before, after in pairwise(GOLD):
        assert (before.article_id, before.content[0].start) <= (after.article_id, after.content[0].start)
    assert [quote.mismatch(ARTICLES[quote.article_id].text) for quote in GOLD] == [None] * len(GOLD)


def test_the_same_contents_are_found(found: dict[str | None, Quote]) -> None:
    assert sorted(map(content, found.values())) == sorted(map(content, GOLD))


@pytest.mark.parametrize("gold", [pytest.param(quote, id=quote.quote_id) for quote in GOLD])
def test_a_quote_has_the_source_cue_and_kind_of_gold(gold: Quote, found: dict[str | None, Quote]) -> None:
    (quote,) = (quote for quote in found.values() if content(quote) == content(gold))
    assert facts(quote, found) == facts(gold, GOLD_BY_ID)


@pytest.mark.parametrize("gold", [pytest.param(quote, id=quote.quote_id) for quote in GOLD])
def test_a_quote_has_the_speakers_of_gold(gold: Quote, found: dict[str | None, Quote]) -> None:
    (quote,) = (quote for quote in found.values() if content(quote) == content(gold))
    assert speakers(quote) == speakers(gold)


def test_what_is_found_is_json(found: dict[str | None, Quote]) -> None:
    assert [Quote.model_validate(json.loads(quote.model_dump_json())) for quote in found.values()] == [*found.values()]
