"""The work of a run: each article's quotes or failure written in its turn, and counted."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import TextIO

from quoteminer.api import OnError
from quoteminer.errors import RunError
from quoteminer.formats.failures import Failures
from quoteminer.formats.quotes import write_quotes
from quoteminer.runs.checkpoints import Checkpoints
from quoteminer.runs.manifest import Done
from quoteminer.runs.source import ArticleDigest, Source
from quoteminer.schema import KINDS, Article, Result

Extract = Callable[[Iterable[Article], OnError], Iterator[Result]]
"""`extract_many`, with everything but articles and `on_error` given."""


class Batch:
    """Writes what comes of the articles of a run.

    Args:
        source: the articles.
        quotes: where quotes are written.
        failures: takes in what could not be used.
        select: keeps some quotes of a result.
        told: is told after each article how far the run is.
        checkpoints: the run's files, whose start this goes on from; None for a run that keeps none.

    Attributes:
        done: how far the run has come.
    """

    def __init__(
        self,
        source: Source,
        quotes: TextIO,
        failures: Failures,
        *,
        select: Callable[[Result], Result] = lambda result: result,
        told: Callable[[Done], None] = lambda _: None,
        checkpoints: Checkpoints | None = None,
    ) -> None:
        self.done = checkpoints.start if checkpoints else Done()
        self._source = source
        self._quotes = quotes
        self._failures = failures
        self._select = select
        self._told = told
        self._checkpoints = checkpoints
        self._digest = ArticleDigest()

    def run(self, extract: Extract) -> Done:
        """Do what there is to do.

        Args:
            extract: makes results of articles, in order.

        Returns:
            How far the run has come: to its end.

        Raises:
            RunError: the input is not what the earlier run has read, or the output cannot be written.
        """
        try:
            self._skip()
            for result in extract(self._source, self._failed):
                with self._writing():
                    self._catch_up()
                    kept = self._select(result)
                    write_quotes(kept, self._quotes)
                self._advance(result.article, kept)
            with self._writing():
                self._catch_up(to_the_end=True)
            self._reach()
        except BaseException:
            if self._checkpoints:
                self._checkpoints.leave(self.done)
            raise
        if self._checkpoints:
            self._checkpoints.finish(self.done)
        return self.done

    def _skip(self) -> None:
        if not self.done.articles:
            return
        self._source.skip(self.done.articles, self._digest)
        if str(self._digest) != self.done.digest:
            raise RunError(
                f"the input has changed: its first {self.done.articles:,} articles are not those that were read; "
                "give the input that the run began with, or begin anew with --restart"
            )

    def _failed(self, article: Article, error: Exception) -> None:
        with self._writing():
            self._catch_up()
            self._failures.article(article, error)
        self._advance(article, None)

    def _catch_up(self, *, to_the_end: bool = False) -> None:
        """Write what could not be read before the article whose turn it is."""
        for error in self._source.errors(None if to_the_end else self.done.articles):
            self._failures.input(error)

    def _advance(self, article: Article, kept: Result | None) -> None:
        """Move on to the end of an article, in one step: an interruption finds the state before it or after it."""
        self._digest.add(article)
        quotes = {kind: self.done.quotes.get(kind, 0) for kind in KINDS}
        for quote in kept.quotes if kept else ():
            quotes[quote.kind] += 1
        self._reach(
            articles=self.done.articles + 1,
            failed=self.done.failed + (kept is None),
            words=self.done.words + len(article.text.split()),
            quotes=quotes,
            digest=str(self._digest),
        )
        self._told(self.done)
        if self._checkpoints:
            self._checkpoints.reached(self.done)

    def _reach(self, **changes: object) -> None:
        done = self.done.model_copy(update={**changes, "failures": self._failures.count})
        self.done = self._checkpoints.measured(done) if self._checkpoints else done

    def _writing(self) -> AbstractContextManager[None]:
        return self._checkpoints.writing() if self._checkpoints else nullcontext()
