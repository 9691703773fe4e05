"""One worker: a process that answers articles, and the handle by which its owner feeds, watches and ends it."""

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from quoteminer.schema import Article
from quoteminer.workers.chunks import Answer, Task, size

Job = Callable[[Article], Answer]
"""What is done to an article. It raises nothing; where processes are spawned, it can be pickled."""

START_METHOD: Final = "fork" if sys.platform == "linux" else "spawn"
"""How processes start: forked ones share the loaded model's memory; elsewhere fork is unsafe or missing."""

_READY: Final = "ready"
_GRACE: Final = 5.0
"""Seconds that an idle worker gets to leave by itself."""


class Worker:
    """A worker process, seen from its owner.

    Attributes:
        connection: the owner's end of the pipe.
        tasks: what the worker has been given and not yet answered, in its order.
        ready: the worker has loaded what it needs.
        since: when the worker began its present task, by `time.monotonic`, in seconds.
        articles: how many it has been given in all; and
        chars: how many characters these have.
    """

    def __init__(self, job: Job, start_method: str = START_METHOD, others: Iterable["Worker"] = ()) -> None:
        context: Any = multiprocessing.get_context(start_method)  # typed without Process
        self.connection: Connection
        self.connection, theirs = context.Pipe()
        self.tasks: deque[Task] = deque()
        self.ready = False
        self.since = time.monotonic()
        self.articles = self.chars = 0
        # Forked children inherit the owner's ends of all pipes; while they hold them, nobody sees the owner's death.
        inherited = [self.connection, *(other.connection for other in others)] if start_method == "fork" else []
        self._process = context.Process(target=_serve, args=(job, theirs, inherited), daemon=True)
        with warnings.catch_warnings():
            # Python 3.12 warns of forking beside threads; those here belong to BLAS, which starts them anew in a child.
            warnings.filterwarnings("ignore", message=".*fork.*", category=DeprecationWarning)
            self._process.start()
        theirs.close()

    @property
    def sentinel(self) -> int:
        """What `multiprocessing.connection.wait` waits on for the end of the process."""
        return int(self._process.sentinel)

    @property
    def idle(self) -> bool:
        """The worker could take a chunk."""
        return self.ready and not self.tasks

    def give(self, chunk: Iterable[Task]) -> None:
        """Hand a chunk to the worker, which must be idle: it is then reading, so that neither side blocks the other.

        Raises:
            OSError: the worker has died.
        """
        chunk = list(chunk)
        self.connection.send([task.article for task in chunk])
        self.tasks.extend(chunk)
        self.articles += len(chunk)
        self.chars += size(chunk)
        self.since = time.monotonic()

    def receive(self) -> None:
        """Take in the message that is there: that the worker is ready, or its answer to the first of its tasks.

        Raises:
            EOFError: the worker has died and has said all it had to say.
            OSError: the worker has died in the middle of a word.
        """
        message = self.connection.recv()
        self.since = time.monotonic()
        if message == _READY:
            self.ready = True
        else:
            self.tasks.popleft().answer = message

    def kill(self) -> str:
        """End the process at once.

        Returns:
            How it ended, in words: it may have died before.
        """
        self._process.kill()
        return self._buried()

    def leave(self) -> None:
        """Let an idle process end by itself; one that does not is killed."""
        self.connection.close()
        self._process.join(_GRACE)
        self.kill()

    def died(self) -> str:
        """Wait for the end of a process that hung up.

        Returns:
            How it ended, in words.
        """
        self._process.join(_GRACE)
        return self.kill()

    def _buried(self) -> str:
        self._process.join()
        code = self._process.exitcode or 0
        self.connection.close()
        self._process.close()
        return f"killed by {_signal_name(-code)}" if code < 0 else f"exit status {code}"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _serve(job: Job, connection: Connection, inherited: Iterable[Connection]) -> None:
    """The life of a worker: chunks in, one answer an article out, until the owner hangs up."""
    gc.freeze()  # what is loaded stays: nobody need look through it again and again, or copy it to do so
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the owner ends its workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for other in inherited:
        other.close()
    threading.Thread(target=_end_with_owner, daemon=True).start()
    _first_to_go()
    with contextlib.suppress(EOFError, OSError):
        connection.send(_READY)
        while True:
            for article in connection.recv():
                connection.send(job(article))


def _end_with_owner() -> None:
    """End this process when its owner is gone, also in the middle of an article."""
    owner = multiprocessing.parent_process()
    if owner is not None:
        owner.join()
        os._exit(1)


def _first_to_go() -> None:
    """Where memory runs out, the kernel shall take this process rather than its owner: it costs one article."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500", encoding="ascii")
