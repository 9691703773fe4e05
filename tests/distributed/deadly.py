"""Actors that die, each time, at some place. They stand in a module of their own so that a cluster can load them."""

import os
import signal
from collections.abc import Iterable, Iterator
from typing import Any

from quoteminer.api import OnError
from quoteminer.distributed.datasets import DatasetReader
from quoteminer.distributed.output import ShardRecord
from quoteminer.distributed.reader import Reader
from quoteminer.distributed.worker import ShardWorker
from quoteminer.runs.manifest import Done
from quoteminer.schema import Article, Result


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class DiesOverArticles(ShardWorker):
    """Dies when it is to work on some articles."""

    deadly: tuple[str, ...] = ("a17", "a18")

    def results(self, articles: Iterable[Article], on_error: OnError) -> Iterator[Result]:
        for article in articles:
            if article.id in self.deadly:
                die()
            yield from super().results([article], on_error)


class DiesOverOne(DiesOverArticles):
    """Dies when it is to work on one article."""

    deadly = ("a17",)


class DatasetReaderThatDies(DatasetReader):
    """Dies when it is to work on one article of a Dataset."""

    def results(self, articles: Iterable[Article], on_error: OnError) -> Iterator[Result]:
        for article in articles:
            if article.id == "a3":
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


def task(rows: dict[str, Any]) -> dict[str, Any]:
    """Dies over whatever it is given."""
    die()
    return rows
