"""Actors that die, each time, at some place. They stand in a module of their own so that a cluster can load them."""

import os
import signal
from collections.abc import Iterable, Iterator

from quoteminer.api import OnError
from quoteminer.distributed.output import ShardRecord
from quoteminer.distributed.reader import Reader
from quoteminer.distributed.worker import ShardWorker
from quoteminer.runs.manifest import Done
from quoteminer.schema import Article, Result


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class DiesOverArticles(ShardWorker):
    """Dies when it is to work on the articles a17 or a18."""

    def results(self, articles: Iterable[Article], on_error: OnError) -> Iterator[Result]:
        for article in articles:
            if article.id in {"a17", "a18"}:
                die()
            yield from super().results([article], on_error)


class DiesAtTheEnd(ShardWorker):
    """Dies when it is to write what came of article a17."""

    def _write(self, number: int, quotes: str, failures: str, done: Done) -> ShardRecord:
        if '"a17"' in quotes:
            die()
        return super()._write(number, quotes, failures, done)


class DiesAtTheStart(ShardWorker):
    """Dies before it has loaded anything."""

    def _ready(self) -> Reader:
        die()
        return super()._ready()
