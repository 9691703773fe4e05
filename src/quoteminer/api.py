"""The library's front door: one article or many in, results out."""

import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sized
from contextlib import closing, nullcontext
from functools import partial
from typing import Final

from spacy.language import Language

from quoteminer.errors import InputError, UsageError
from quoteminer.pipeline import load
from quoteminer.progress import ProgressLine
from quoteminer.records import to_result
from quoteminer.schema import Article, Result
from quoteminer.workers.chunks import Answer
from quoteminer.workers.pool import answers

OnError = Callable[[Article, Exception], None]
_KEPT_WORDS: Final = 20_000
"""Words that a vocabulary keeps from one article to the next: 2 MB, for a third of the tokenizer's time."""
_FIRST = Article(id="first", text='"Yes," Ann Lee said.')


def extract(text_or_article: str | Article, *, nlp: Language | None = None) -> Result:
    """Find every attributed quote of one article.

    Args:
        text_or_article: an article, or bare text, which gets the id "text".
        nlp: a pipeline from `load`; None loads the default one, once.

    Returns:
        The article and its quotes.

    Raises:
        ModelError: the spaCy model is not installed.
        InputError: the article cannot be read, for instance because it is longer than the pipeline allows.
    """
    article = Article.from_text(text_or_article, "text") if isinstance(text_or_article, str) else text_or_article
    return _extract(article, load() if nlp is None else nlp)


def extract_many(
    articles: Iterable[Article],
    *,
    nlp: Language | None = None,
    workers: int = 1,
    on_error: OnError | None = None,
    timeout: float | None = None,
    max_chars: int | None = None,
    apart: bool = False,
    progress: bool = False,
) -> Iterator[Result]:
    """Find every attributed quote of many articles, as a stream, in the order in which they come.

    The results are the same whatever the number of workers. A worker process that dies costs no more than the article
    it was at, which is tried once more before it is given up.

    Args:
        articles: the articles; read as the results are asked for.
        nlp: a pipeline from `load`; None loads the default one, once.
        workers: how many processes work at the same time; 1 works in this one.
        on_error: called with an article that cannot be used and the reason, in the order of the articles; the article
            is then skipped. Without it the error is raised.
        timeout: seconds that an article may take; its worker is then ended, which needs a process also where `workers`
            is 1. None sets no limit.
        max_chars: characters that an article may have; None leaves it to the pipeline's `max_length`.
        apart: work in processes of their own also where `workers` is 1, so that an article over which one dies costs
            that article and not this process; they are replaced now and then, which gives back what spaCy cannot
            drop of the words of many thousand articles.
        progress: show how far it is, on a terminal (on standard error) or in a notebook.

    Yields:
        A result for every article that could be used.

    Raises:
        ModelError: the spaCy model is not installed.
        InputError: an article cannot be used, and there is no `on_error`.
        UsageError: a limit or a number of workers that is none.
        WorkerError: worker processes cannot start.
    """
    for name, value in (("workers", workers), ("timeout", timeout), ("max_chars", max_chars)):
        if value is not None and value <= 0:
            raise UsageError(f"{name} = {value}: use {'1 or more' if name == 'workers' else 'more than 0'}")
    apart = apart or workers > 1 or timeout is not None
    return _extract_many(
        articles, load() if nlp is None else nlp, workers, on_error, timeout, max_chars, apart, progress
    )


def _extract_many(
    articles: Iterable[Article],
    nlp: Language,
    workers: int,
    on_error: OnError | None,
    timeout: float | None,
    max_chars: int | None,
    apart: bool,
    progress: bool,
) -> Iterator[Result]:
    answered: Generator[tuple[Article, Answer]]
    if apart:
        _attempt(_FIRST, nlp)  # reads the word tables, so that processes that are forked have them
        job = partial(_attempt, nlp=nlp, max_chars=max_chars, alone=True)
        answered = answers(articles, job, workers=workers, timeout=timeout)
    else:
        answered = ((article, _attempt(article, nlp, max_chars)) for article in articles)
    if progress:
        answered = _told(answered, len(articles) if isinstance(articles, Sized) else None)
    with closing(answered):  # an error ends the workers now, not when its traceback is forgotten
        for article, answer in answered:
            if not isinstance(answer, InputError):
                yield Result.model_construct(article=article, quotes=answer)  # checked where it was made
            elif on_error is None:
                raise answer
            else:
                on_error(article, answer)


def _told(answered: Generator[tuple[Article, Answer]], total: int | None) -> Generator[tuple[Article, Answer]]:
    """The same answers, with a line that says how far they are."""
    quotes = failures = 0
    with closing(answered), ProgressLine(total) as line:
        for done, (article, answer) in enumerate(answered, 1):
            if isinstance(answer, InputError):
                failures += 1
            else:
                quotes += len(answer)
            line.show(done, f"{quotes:,} quotes" + (f", {failures:,} failed" if failures else ""))
            yield article, answer


def _extract(article: Article, nlp: Language, max_chars: int | None = None) -> Result:
    limit = nlp.max_length if max_chars is None else max_chars
    if len(article.text) > limit:
        raise InputError(
            f"article {article.id}: it has {len(article.text):,} characters, more than the {limit:,} that are allowed, "
            "and was skipped; split it, or allow more (--max-chars, max_chars)"
        )
    try:
        doc = nlp(nlp.tokenizer(article.text))  # a Doc, not a text, for which spaCy has a limit of its own
    except ValueError as error:
        cause = error.__cause__  # spaCy wraps what goes wrong in a component
        reason = error if cause is None else f"{type(cause).__name__}: {cause}"
        raise InputError(f"article {article.id}: {reason}") from error
    return to_result(doc, article)


def _attempt(article: Article, nlp: Language, max_chars: int | None = None, *, alone: bool = False) -> Answer:
    """Read an article and forget what spaCy keeps of it.

    Args:
        article: the article.
        nlp: the pipeline.
        max_chars: characters that the article may have.
        alone: nobody else in this process uses the pipeline.

    Returns:
        Its quotes, or why there are none.
    """
    # Words new to the vocabulary are dropped after each article, so that memory does not grow with their number; but
    # not the first ones, most of which come again and would be made and split anew. Other threads that use the
    # pipeline would lose theirs with them.
    full = len(nlp.vocab) >= _KEPT_WORDS
    free = full and (alone or threading.active_count() == 1) and not _in_memory_zone(nlp)
    try:
        with nlp.memory_zone() if free else nullcontext():
            return _extract(article, nlp, max_chars).quotes
    except InputError as error:
        return error
    except Exception as error:  # noqa: BLE001 - a bad article costs that article only
        failure = InputError(f"article {article.id}: {type(error).__name__}: {error}")
        failure.__cause__ = error
        return failure


def _in_memory_zone(nlp: Language) -> bool:
    return bool(nlp.vocab.in_memory_zone)  # type: ignore[attr-defined] # its stub does not know it
