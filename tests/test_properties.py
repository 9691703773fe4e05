"""What holds for any text: nothing raises, and every span is exactly what the article has there."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

import quoteminer
from quoteminer import Article, Quote, Result
from quoteminer.pipeline import build
from quoteminer.rules.glyphs import MARKS

WORDS = [
    "said", "told", "according", "to", "that", "asked", "whether", "accused", "of", "reportedly", "did", "not", "added",
    "Ann", "Angela Merkel", "Mr.", "the mayor", "of Oslo", "she", "who", "they", "His", "Merkel's office", "claim", "I",
    "rain", "it rains", "rained", "is", "and", "the", "a statement", "by", "In", "view", "think", "workers'", "'90s",
    "BERLIN, November 12. /TASS/.", "date 2021-11-12", "HALE", "Q", "A", "6'2\"", "don't", 'http://x.y/?q="a"', "1,000",
]  # fmt: skip
ODD = [
    "😀",
    "👩‍👩‍👧",
    "e\u0301",
    "n\u0303",
    "שלום",
    "مرحبا",
    "\u202e",
    "\u200b",
    "\ufeff",
    "\x00",
    "\x01",
    "ß",
    "İ",
    "ﬁ",
    "日本",
]
PUNCTUATION = [".", ",", "?", "!", ":", ";", "—", "–", "-", "...", "…", "(", ")", "[", "]", "/", "*"]
SPACES = [" ", " ", " ", " ", "", "\n", "\n\n", "\r\n", "\r\n\r\n", "\t", "\u00a0", "\u2028", "\u2029", "\f", "  "]

words = st.sampled_from([*WORDS, *WORDS, *ODD, *PUNCTUATION, *sorted(MARKS), *sorted(MARKS)])
texts = st.lists(st.tuples(words, st.sampled_from(SPACES)), max_size=40).map(
    lambda pieces: "".join(word + space for word, space in pieces)
)
sentences = st.tuples(
    st.sampled_from(
        ['"%s," {1} {2}.', "“%s,” {2} {1}. “%s.”", "{1} {2}: ‘%s’", "{1} {2} that %s.", "“%s.\n\n“%s,” {1} {2}."]
    ),
    st.sampled_from(["she", "Ann Lind", "Lind", "the ministry", "two officials", "Merkel’s office", "who"]),
    st.sampled_from(["said", "asked", "told reporters", "did not say", "reportedly claimed", "added"]),
    texts,
).map(lambda parts: parts[0].replace("%s", "{3}").format(None, parts[1], parts[2], parts[3]))
articles = texts | st.lists(sentences, min_size=1, max_size=3).map("\n\n".join) | st.text(max_size=40)

a_few = settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def blank() -> Language:
    return build(spacy.blank("en"))


@a_few
@given(text=articles)
def test_any_text_gives_a_sound_result(nlp: Language, text: str) -> None:
    check(quoteminer.extract(Article(id="a", text=text), nlp=nlp), nlp)


@a_few
@given(text=articles)
def test_any_text_gives_a_sound_result_without_a_parser(blank: Language, text: str) -> None:
    check(quoteminer.extract(Article(id="a", text=text), nlp=blank), blank)


@settings(max_examples=20)
@given(given_=st.lists(articles, max_size=4))
def test_articles_are_read_alike_alone_and_together(nlp: Language, given_: list[str]) -> None:
    docs = [Article(id=f"a{number}", text=text) for number, text in enumerate(given_)]
    together = list(quoteminer.extract_many(docs, nlp=nlp))
    assert together == [quoteminer.extract(article, nlp=nlp) for article in docs]


def check(result: Result, nlp: Language) -> None:
    text = result.article.text
    assert nlp.make_doc(text).text == text
    by_id = {quote.quote_id: quote for quote in result.quotes}
    assert len(by_id) == len(result.quotes)
    for before, after in pairwise(result.quotes):
        assert before.content[0].start <= after.content[0].start
    for quote in result.quotes:
        for _, span in quote.spans():
            assert text[span.start : span.end] == span.text
            assert span.text.strip()
        for spans in (quote.content, quote.source):
            assert all(before.end <= after.start for before, after in pairwise(spans))
        assert quote.cue is None or not inside(quote.cue.start, quote)
        assert not any(inside(source.start, quote) for source in quote.source)
        if quote.parent is not None:
            parent = by_id[quote.parent]
            assert parent is not quote
            assert all(inside(at, parent) for at in offsets(quote))
    assert Result.model_validate_json(result.model_dump_json()) == result


def inside(at: int, quote: Quote) -> bool:
    return any(span.start <= at < span.end for span in quote.content)


def offsets(quote: Quote) -> Iterator[int]:
    """Where content and cue begin, and their last code points."""
    for span in [*quote.content, *([quote.cue] if quote.cue else [])]:
        yield from (span.start, span.end - 1)
