from collections.abc import Iterator

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import quoteminer
from quoteminer import Article, Result
from quoteminer.errors import InputError, UsageError
from quoteminer.pipeline import build

GOOD = "“It rains,” said Ann Lind."
BAD = "a text that breaks a component"


@Language.component("breaks_on_bad_text")
def breaks(doc: Doc) -> Doc:
    if doc.text == BAD:
        raise KeyError("oh no")
    return doc


@pytest.fixture(scope="module")
def blank() -> Language:
    """A pipeline without a model, whose last component fails on one text and that refuses long ones."""
    nlp = build(spacy.blank("en"))
    nlp.add_pipe("breaks_on_bad_text")
    nlp.max_length = 200
    return nlp


def articles(*texts: str) -> list[Article]:
    return [Article(id=f"a{number}", text=text) for number, text in enumerate(texts)]


def ids(results: Iterator[Result]) -> list[str]:
    return [result.article.id for result in results]


def test_extract_takes_bare_text() -> None:
    result = quoteminer.extract(f"date 2021-11-12 {GOOD}")
    assert (result.article.id, result.article.date) == ("text", "2021-11-12")
    assert [quote.speakers[0].name for quote in result.quotes] == ["Ann Lind"]


def test_extract_takes_an_article_and_keeps_it(blank: Language) -> None:
    article = Article.model_validate({"id": "a", "text": GOOD, "section": "news"})
    result = quoteminer.extract(article, nlp=blank)
    assert result.article == article
    assert [quote.quote_id for quote in result.quotes] == ["a:0"]


def test_extract_names_the_article_that_is_too_long(blank: Language) -> None:
    with pytest.raises(InputError, match="article a: it has 500 characters, more than the 200"):
        quoteminer.extract(Article(id="a", text="rain " * 100), nlp=blank)


@pytest.mark.parametrize("workers", [1, 2])
def test_extract_many_keeps_the_order(blank: Language, workers: int) -> None:
    given = articles(*[f"{number} {GOOD}" for number in range(50)])
    results = list(quoteminer.extract_many(given, nlp=blank, workers=workers))
    assert [result.article for result in results] == given
    assert [len(result.quotes) for result in results] == [1] * 50


def test_extract_many_gives_what_extract_gives(nlp: Language) -> None:
    (result,) = quoteminer.extract_many(articles(GOOD), nlp=nlp)
    assert result == quoteminer.extract(Article(id="a0", text=GOOD), nlp=nlp)


@pytest.mark.parametrize("workers", [1, 2])
def test_extract_many_passes_bad_articles_to_on_error_and_goes_on(blank: Language, workers: int) -> None:
    failed: list[tuple[str, str]] = []
    results = quoteminer.extract_many(
        articles(GOOD, BAD, "rain " * 100, GOOD),
        nlp=blank,
        workers=workers,
        on_error=lambda article, error: failed.append((article.id, str(error)[:26])),
    )
    assert ids(results) == ["a0", "a3"]
    assert failed == [("a1", "article a1: KeyError: 'oh "), ("a2", "article a2: it has 500 cha")]


@pytest.mark.parametrize("workers", [1, 2])
def test_extract_many_raises_without_on_error(blank: Language, workers: int) -> None:
    results = quoteminer.extract_many(articles(GOOD, BAD, GOOD), nlp=blank, workers=workers)
    assert next(results).article.id == "a0"
    with pytest.raises(InputError, match="article a1: KeyError: 'oh no'"):
        next(results)


def test_extract_many_reads_articles_as_they_are_asked_for(blank: Language) -> None:
    read: list[str] = []

    def stream() -> Iterator[Article]:
        for article in articles(GOOD, GOOD, GOOD):
            read.append(article.id)
            yield article

    next(quoteminer.extract_many(stream(), nlp=blank))
    assert read == ["a0"]


def test_extract_many_with_workers_reads_only_a_little_ahead(blank: Language) -> None:
    read = 0

    def stream() -> Iterator[Article]:
        nonlocal read
        for article in articles(*[GOOD] * 1000):
            read += 1
            yield article

    results = quoteminer.extract_many(stream(), nlp=blank, workers=2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert read <= 100


@pytest.mark.parametrize("workers", [1, 2])
def test_extract_many_of_nothing_is_nothing(blank: Language, workers: int) -> None:
    assert list(quoteminer.extract_many([], nlp=blank, workers=workers)) == []


@pytest.mark.parametrize("workers", [0, -1])
def test_extract_many_needs_a_worker(blank: Language, workers: int) -> None:
    with pytest.raises(UsageError, match=f"workers = {workers}: use 1 or more"):
        list(quoteminer.extract_many([], nlp=blank, workers=workers))
