"""The ways to a Ray cluster: connecting, and sharing rows out among its actors."""

import logging
import os
import pickle
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, Final

from quoteminer.errors import UsageError, WorkerError
from quoteminer.workers import cores

_STORE: Final = 100 << 20
"""Bytes of the object store of a cluster that is started here: only numbers and names of shards go through it."""

_RETRIES: Final = 3
"""How often a task is tried again that a process has died over; Ray Data would do so for ever."""
_AHEAD: Final = 2
"""Tasks, for each processor, that are under way or wait there."""


def ray_data() -> Any:  # noqa: ANN401 - Ray's types change from version to version
    """Ray Data, which comes with the extra `ray`.

    Raises:
        UsageError: it is not installed.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Ray warns of settings of its own
            import ray.data

            ray.data.DataContext.get_current()
    except ImportError as error:
        raise UsageError("Ray is not installed; install it with: pip install 'quoteminer[ray]'") from error
    return ray.data


def ray_itself() -> Any:  # noqa: ANN401
    """Ray, as `ray_data` finds it."""
    ray_data()
    import ray

    return ray


@contextmanager
def connected(address: str | None = None, workers: int | None = None) -> Iterator[int]:
    """Be connected to a cluster.

    Args:
        address: the cluster ("auto", "host:6379", "ray://host:10001"); None takes the connection that is there, else
            the setting `RAY_ADDRESS`, else a cluster on this machine, which ends with the context.
        workers: how many actors there are to be; None takes one for each processor of the cluster.

    Yields:
        How many actors there are to be.

    Raises:
        WorkerError: there is no connection.
    """
    ray = ray_itself()
    ours = not ray.is_initialized()
    if ours:
        _connect(ray, address or os.environ.get("RAY_ADDRESS") or "local", workers)
    try:
        yield workers or processors()
    finally:
        if ours:
            ray.shutdown()


def processors() -> int:
    """How many processors the connected cluster has."""
    return max(int(ray_itself().cluster_resources().get("CPU", 1)), 1)


def _connect(ray: Any, address: str, workers: int | None) -> None:  # noqa: ANN401
    here = {"num_cpus": workers or cores(), "include_dashboard": False, "object_store_memory": _STORE}
    try:
        ray.init(address=address, logging_level="ERROR", log_to_driver=False, **(here if address == "local" else {}))
    except (ConnectionError, RuntimeError, TimeoutError, ValueError) as error:
        raise WorkerError(f"the Ray cluster {address!r} cannot be used: {error}") from error


def shared_out(
    rows: Sequence[dict[str, Any]], work: Callable[..., Any], *, actors: int | None = None, **arguments: object
) -> Iterator[dict[str, Any]]:
    """Let the cluster work on rows, one at a time each.

    Args:
        rows: the rows.
        work: a function of a batch of one row, or, with `actors`, a class whose instances are that.
        actors: how many instances there are at the most.
        **arguments: what the function, or the class, is given besides.

    Yields:
        The rows that come out, as each is done, in no order. What a machine that is lost was at is done by another. A
        row over which an actor dies is given to actors again and again: it is for them to find an end (`Attempts`).

    Raises:
        QuoteminerError: what a row has pickled under `error`.
        WorkerError: the cluster cannot be used, or processes die over a row whoever works on it.
    """
    if not rows:
        return
    ray = ray_itself()
    done = _by_tasks(rows, work, arguments) if actors is None else _by_actors(rows, work, arguments, actors)
    try:
        for row in done:
            if row.get("error"):
                raise pickle.loads(row["error"])
            yield row
    except ray.exceptions.RayError as error:
        raise WorkerError(f"the Ray cluster could not do the work: {error}") from error


def _by_tasks(
    rows: Sequence[dict[str, Any]], work: Callable[..., Any], arguments: dict[str, object]
) -> Iterator[dict[str, Any]]:
    ray = ray_itself()
    task = ray.remote(num_cpus=1, max_retries=_RETRIES)(work)
    shared = {name: ray.put(value) for name, value in arguments.items()}
    waiting = iter(rows)
    under_way: list[Any] = []
    while True:
        room = max(_AHEAD * processors() - len(under_way), 0)  # asked each time: clusters grow and shrink
        batches = ({name: [value] for name, value in row.items()} for row in islice(waiting, room))
        under_way += [task.remote(batch, **shared) for batch in batches]
        if not under_way:
            return
        done, under_way = ray.wait(under_way)
        for batch in ray.get(done):
            yield {name: column[0] for name, column in batch.items()}


def _by_actors(
    rows: Sequence[dict[str, Any]], work: Callable[..., Any], arguments: dict[str, object], actors: int
) -> Iterator[dict[str, Any]]:
    data = ray_data()
    data.DataContext.get_current().enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    pool = data.ActorPoolStrategy(size=min(actors, len(rows)))
    shards = data.from_items(list(rows), override_num_blocks=len(rows))
    done = shards.map_batches(work, batch_size=1, num_cpus=1, compute=pool, fn_constructor_kwargs=arguments)
    yield from done.iter_rows()
