"""The library's front door: one article or many in, results out."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice

from spacy.language import Language

from quoteminer.errors import InputError, UsageError
from quoteminer.pipeline import load
from quoteminer.records import to_result
from quoteminer.schema import Article, Result

OnError = Callable[[Article, Exception], None]
_BATCH = 16
"""Articles that a process gets at a time."""


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
) -> Iterator[Result]:
    """Find every attributed quote of many articles, as a stream, in the order in which they come.

    Args:
        articles: the articles; read as the results are asked for.
        nlp: a pipeline from `load`; None loads the default one, once.
        workers: how many processes work at the same time.
        on_error: called with an article that cannot be used and the reason; the article is then skipped. Without it
            the error is raised.

    Yields:
        A result for every article that could be used.

    Raises:
        ModelError: the spaCy model is not installed.
        UsageError: there are fewer workers than one.
        InputError: an article cannot be used, and there is no `on_error`.
    """
    if workers < 1:
        raise UsageError(f"workers = {workers}: use 1 or more")
    nlp = load() if nlp is None else nlp
    if workers == 1:
        attempts: Iterator[_Attempt] = ((article, _attempt(article, nlp)) for article in articles)
    else:
        attempts = _in_processes(articles, nlp, workers)
    for article, result in attempts:
        if isinstance(result, Result):
            yield result
        elif on_error is None:
            raise result
        else:
            on_error(article, result)


def _extract(article: Article, nlp: Language) -> Result:
    try:
        doc = nlp(article.text)
    except ValueError as error:
        cause = error.__cause__  # spaCy wraps what goes wrong in a component
        reason = error if cause is None else f"{type(cause).__name__}: {cause}"
        raise InputError(f"article {article.id}: {reason}") from error
    return to_result(doc, article)


_Attempt = tuple[Article, Result | InputError]


def _attempt(article: Article, nlp: Language) -> Result | InputError:
    try:
        return _extract(article, nlp)
    except InputError as error:
        return error
    except Exception as error:  # noqa: BLE001 - a bad article costs that article only
        failure = InputError(f"article {article.id}: {type(error).__name__}: {error}")
        failure.__cause__ = error
        return failure


_worker_nlp: Language | None = None


def _start_worker(nlp: Language) -> None:
    global _worker_nlp
    _worker_nlp = nlp


def _work(articles: list[Article]) -> list[_Attempt]:
    assert _worker_nlp is not None
    return [(article, _attempt(article, _worker_nlp)) for article in articles]


def _in_processes(articles: Iterable[Article], nlp: Language, workers: int) -> Iterator[_Attempt]:
    """Keep two batches a worker under way; what is not wanted any more is not begun."""
    stream = iter(articles)
    batches = iter(lambda: list(islice(stream, _BATCH)), [])
    pool = ProcessPoolExecutor(workers, initializer=_start_worker, initargs=(nlp,))
    try:
        waiting: deque[Future[list[_Attempt]]] = deque(pool.submit(_work, b) for b in islice(batches, 2 * workers))
        while waiting:
            done = waiting.popleft().result()
            waiting.extend(pool.submit(_work, batch) for batch in islice(batches, 1))
            yield from done
    finally:
        pool.shutdown(cancel_futures=True)
