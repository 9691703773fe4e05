"""`extract_many` with several workers, on a pipeline without a parser."""

import multiprocessing
import os
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from quoteminer import Article, api, extract_many
from quoteminer.errors import InputError, UsageError
from quoteminer.pipeline import build


@pytest.fixture(scope="module")
def blank() -> Language:
    return build(spacy.blank("en"), model=None)


@pytest.fixture(scope="module")
def many(raw: Path) -> list[Article]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(raw.glob("*.txt"))]
    return [Article.from_text(texts[number % len(texts)][: 400 + number * 200], f"a{number}") for number in range(24)]


def lines(articles: list[Article], nlp: Language, workers: int) -> list[str]:
    found = extract_many(articles, nlp=nlp, workers=workers)
    return [quote.model_dump_json() for result in found for quote in result.quotes]


@pytest.mark.parametrize("workers", [2, 3])
def test_the_number_of_workers_changes_nothing(blank: Language, many: list[Article], workers: int) -> None:
    alone = lines(many, blank, 1)
    assert alone
    assert lines(many, blank, workers) == alone


@pytest.mark.parametrize("workers", [1, 2])
def test_articles_beyond_the_limit_are_told_of_in_their_turn(blank: Language, workers: int) -> None:
    articles = [Article(id=name, text="word " * length) for name, length in (("a", 1), ("b", 9), ("c", 2), ("d", 8))]
    order: list[str] = []
    found = extract_many(
        articles, nlp=blank, workers=workers, max_chars=20, on_error=lambda _, error: order.append(str(error))
    )
    order.extend(result.article.id for result in found)
    skipped = "more than the 20 that are allowed, and was skipped; split it, or allow more (--max-chars, max_chars)"
    expected = ["a", f"article b: it has 45 characters, {skipped}", "c", f"article d: it has 40 characters, {skipped}"]
    assert order == expected


def test_the_models_own_limit_is_an_error_of_ours_and_can_be_raised(
    blank: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blank, "max_length", 10)
    article = Article(id="long", text="Twelve chars")
    with pytest.raises(InputError, match=r"^article long: it has 12 characters, more than the 10 that are allowed"):
        list(extract_many([article], nlp=blank))
    assert [result.article.id for result in extract_many([article], nlp=blank, max_chars=12)] == ["long"]


@pytest.mark.parametrize(("workers", "apart"), [(2, False), (1, True)])
def test_a_component_that_kills_its_process(
    blank: Language, monkeypatch: pytest.MonkeyPatch, workers: int, apart: bool
) -> None:
    tokenizer, owner = blank.tokenizer, os.getpid()

    def deadly(text: str) -> object:
        if "poison" in text and os.getpid() != owner:
            os._exit(9)
        return tokenizer(text)

    monkeypatch.setattr(blank, "tokenizer", deadly)
    failed: list[str] = []
    articles = [Article(id=str(at), text="poison" if at == 3 else "fine") for at in range(6)]
    found = extract_many(
        articles, nlp=blank, workers=workers, apart=apart, on_error=lambda _, error: failed.append(str(error))
    )
    assert [result.article.id for result in found] == ["0", "1", "2", "4", "5"]
    assert len(failed) == 1
    assert "exit status 9" in failed[0]


def test_without_on_error_the_error_is_raised(blank: Language) -> None:
    with pytest.raises(InputError, match="article a: it has 4 characters"):
        list(extract_many([Article(id="a", text="text")], nlp=blank, workers=2, max_chars=1))


@pytest.mark.parametrize("wrong", [{"workers": 0}, {"timeout": 0.0}, {"max_chars": -1}])
def test_limits_that_are_none(blank: Language, wrong: dict[str, int]) -> None:
    with pytest.raises(UsageError, match=r" = .*: use "):
        extract_many([], nlp=blank, **wrong)  # type: ignore[arg-type]


def test_an_error_that_is_raised_ends_the_workers_at_once(blank: Language) -> None:
    with pytest.raises(InputError) as raised:
        list(extract_many([Article(id="a", text="text")], nlp=blank, workers=2, max_chars=1))
    assert raised.traceback
    assert multiprocessing.active_children() == []


def test_the_vocabulary_keeps_its_first_words_only(blank: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "_KEPT_WORDS", len(blank.vocab) + 100)
    before = len(blank.vocab.strings)
    for number in range(60):
        words = " ".join(f"x{number}y{at}" for at in range(10))
        quotes = api._attempt(Article(id="a", text=f'"{words}," Ann Miller said.'), blank, alone=True)
        assert isinstance(quotes, list)
        assert quotes[0].content[0].text == f'"{words},"'
    assert 100 <= len(blank.vocab.strings) - before < 600
