"""A pipeline for the tests of the commands: it finds nothing but `"…," NAME said`, and needs no model."""

import re
from collections.abc import Callable, Iterable, Iterator

import pytest

from quoteminer.errors import ModelError
from quoteminer.schema import Article, Cue, Quote, Result, Speaker, TextSpan

LOUD = "It is wet"
SAID = re.compile(r'(?P<content>"[^"]*,") (?P<source>\w+) (?P<cue>said)')


def install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the pipeline in the place of the real one."""
    monkeypatch.setattr("quoteminer.api.extract_many", extract_many)  # first: importing it binds the true `load`
    monkeypatch.setattr("quoteminer.pipeline.load", load)


def load(spacy_model: str | None = None, *, model: str | None = None) -> str:
    if spacy_model == "missing":
        raise ModelError("the spaCy model 'missing' is not installed; install it with: pip install missing")
    if model == "missing":
        raise ModelError("missing: no such folder of a model; give an existing one, or none")
    return "nlp"


def extract_many(
    articles: Iterable[Article], *, nlp: str, on_error: Callable[[Article, Exception], None], **limits: object
) -> Iterator[Result]:
    assert set(limits) <= {"workers", "timeout", "max_chars", "apart"}
    assert nlp == "nlp"
    for article in articles:
        if "BROKEN" in article.text:
            on_error(article, ValueError("it cannot be read"))
        elif "CRASH" in article.text:
            raise KeyboardInterrupt
        else:
            yield extract(article)


def extract(article: Article) -> Result:
    found = enumerate(SAID.finditer(article.text), 1)
    return Result(article=article, quotes=[_quote(article, match, number) for number, match in found])


def _quote(article: Article, match: re.Match[str], number: int) -> Quote:
    def at(name: str) -> dict[str, object]:
        return {"start": match.start(name), "end": match.end(name), "text": match[name]}

    return Quote(
        article_id=article.id,
        quote_id=f"{article.id}:{number}",
        date=article.date,
        kind="direct",
        content=[TextSpan.model_validate(at("content"))],
        cue=Cue.model_validate(at("cue") | {"lemma": "say"}),
        cue_class="statement",
        source=[TextSpan.model_validate(at("source"))],
        speakers=[Speaker(name=match["source"], type="person")],
        confidence=0.9 if LOUD in match["content"] else 0.4,
        rule="quotation-then-verb",
    )
