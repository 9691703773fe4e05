"""A stream of articles through several workers: in order, bounded, and whole when a worker dies."""

import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from multiprocessing.connection import wait
from typing import Final

from quoteminer.errors import InputError, WorkerError
from quoteminer.schema import Article
from quoteminer.workers.chunks import Answer, Task, chunks, next_chunk, size
from quoteminer.workers.process import START_METHOD, Job, Worker

WINDOW_CHARS: Final = 1_000_000
"""Characters, for each worker, of the articles that are read and not yet answered in order."""
WORKER_ARTICLES: Final = 5_000
"""Articles after which a worker is replaced: spaCy's tables keep the room of words that were dropped, so that a process
grows with each word that is new to it."""
WORKER_CHARS: Final = 10_000_000
"""Characters after which it is replaced, where articles are long."""
_AHEAD: Final = 2
"""Chunks, for each worker, that wait to be handed out."""
_CHANCES: Final = 2
"""How often an article is tried when workers die over it."""
_FALSE_STARTS: Final = 3
"""Workers in a row that may die before they are ready."""


def answers(
    articles: Iterable[Article],
    job: Job,
    *,
    workers: int,
    timeout: float | None = None,
    start_method: str = START_METHOD,
) -> Generator[tuple[Article, Answer]]:
    """Let several processes answer articles.

    A worker that dies (killed, out of memory, crashed) is replaced. The article it was at is tried once more, in a
    chunk of its own; when a worker dies over it again, the answer is an error. What it had not begun goes to others.
    A worker that has read much is replaced too, so that what it keeps does not grow.

    Args:
        articles: the articles; read as they are needed, never far ahead of what has been answered.
        job: what is done to an article.
        workers: how many processes there are at the most; one is started only when there is work for it.
        timeout: seconds that an article may take; its worker is then killed. None sets no limit.
        start_method: how processes start, in the words of `multiprocessing`.

    Yields:
        Every article with its answer, in the order in which they came.

    Raises:
        WorkerError: workers die before they are ready.
    """
    pool = _Pool(articles, job, workers, timeout, start_method)
    try:
        yield from pool.run()
    except BaseException:
        pool.kill()
        raise
    pool.leave()


class _Pool:
    def __init__(
        self, articles: Iterable[Article], job: Job, workers: int, timeout: float | None, start_method: str
    ) -> None:
        self._input = chunks(articles)
        self._read_all = False
        self._job = job
        self._most = workers
        self._timeout = timeout
        self._start_method = start_method
        self._workers: list[Worker] = []
        self._false_starts = 0
        self._window: deque[Task] = deque()  # all that is read and not yet yielded, in order
        self._window_chars = 0
        self._waiting: deque[list[Task]] = deque()  # what no worker has

    def run(self) -> Iterator[tuple[Article, Answer]]:
        while True:
            self._refill()
            self._hand_out()
            while self._window and (answer := self._window[0].answer) is not None:
                task = self._window.popleft()
                self._window_chars -= len(task.article.text)
                yield task.article, answer
            if self._window:
                self._listen()
            elif self._read_all:
                return

    def kill(self) -> None:
        """End all workers at once."""
        while self._workers:
            self._workers.pop().kill()

    def leave(self) -> None:
        """Let all workers, which are idle, end by themselves."""
        while self._workers:
            self._workers.pop().leave()

    def _refill(self) -> None:
        while not self._read_all and len(self._waiting) < _AHEAD * self._most:
            if self._window and self._window_chars >= WINDOW_CHARS * self._most:
                return
            chunk = next(self._input, None)
            if chunk is None:
                self._read_all = True
            else:
                self._window.extend(chunk)
                self._window_chars += size(chunk)
                self._waiting.append(chunk)

    def _hand_out(self) -> None:
        """Give waiting chunks to idle workers; start workers where chunks are left over."""
        for worker in [worker for worker in self._workers if worker.idle]:
            if not self._waiting:
                return
            if worker.articles >= WORKER_ARTICLES or worker.chars >= WORKER_CHARS:
                self._workers.remove(worker)
                worker.leave()
                continue
            at = next_chunk(self._waiting)
            try:
                worker.give(self._waiting[at])
            except OSError:  # it died while it had nothing to do
                self._replace(worker)
            else:
                del self._waiting[at]
        starting = sum(not worker.ready for worker in self._workers)
        for _ in range(min(len(self._waiting) - starting, self._most - len(self._workers))):
            self._workers.append(Worker(self._job, self._start_method, self._workers))

    def _listen(self) -> None:
        """Wait until a worker says something, dies, or has taken too long."""
        handles = [handle for worker in self._workers for handle in (worker.connection, worker.sentinel)]
        ready = wait(handles, self._patience())
        for worker in [one for one in self._workers if one.connection in ready or one.sentinel in ready]:
            try:
                self._hear(worker)
            except (EOFError, OSError):
                self._bury(worker)
        if self._timeout is not None:
            for worker in [worker for worker in self._workers if self._overdue(worker)]:
                self._stop(worker, self._timeout)

    def _hear(self, worker: Worker) -> None:
        while worker.connection.poll():
            if not worker.ready:
                self._false_starts = 0
            worker.receive()
        if wait([worker.sentinel], 0) and not worker.connection.poll():
            raise EOFError

    def _patience(self) -> float | None:
        """Seconds until the next worker has taken too long; None when there is no limit."""
        begun = [worker.since for worker in self._workers if worker.tasks]
        if self._timeout is None or not begun:
            return None
        return max(0.0, min(begun) + self._timeout - time.monotonic())

    def _overdue(self, worker: Worker) -> bool:
        assert self._timeout is not None
        late = bool(worker.tasks) and time.monotonic() - worker.since >= self._timeout
        return late and not worker.connection.poll()

    def _stop(self, worker: Worker, timeout: float) -> None:
        """End a worker that takes too long over an article, which is given up."""
        task = worker.tasks.popleft()
        task.answer = InputError(
            f"article {task.article.id}: it took longer than the {timeout:g} seconds that an article may take and was "
            f"given up; it has {len(task.article.text):,} characters: split it, or allow more time"
        )
        self._put_back(worker)
        worker.kill()
        self._workers.remove(worker)

    def _bury(self, worker: Worker) -> None:
        """Take leave of a worker that has died; the article it was at gets another chance, or an error."""
        if not worker.tasks:
            self._replace(worker)
            return
        task = worker.tasks.popleft()
        self._put_back(worker)
        how = worker.died()
        self._workers.remove(worker)
        task.deaths += 1
        if task.deaths < _CHANCES:
            self._waiting.appendleft([task])
            return
        task.answer = InputError(
            f"article {task.article.id}: the process that read it died {task.deaths} times (the last time: {how}); it "
            f"has {len(task.article.text):,} characters: split it, or give the machine more memory"
        )

    def _replace(self, worker: Worker) -> None:
        """Take leave of a worker that died without being at any article."""
        began, how = worker.ready, worker.died()
        self._workers.remove(worker)
        self._false_starts += not began
        if self._false_starts >= _FALSE_STARTS:
            raise WorkerError(
                f"{self._false_starts} worker processes in a row died as they started (the last one: {how}); "
                "use fewer workers, or one, which needs no process of its own"
            )

    def _put_back(self, worker: Worker) -> None:
        if worker.tasks:
            self._waiting.appendleft(list(worker.tasks))
