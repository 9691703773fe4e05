"""Quotes of a Ray Dataset of articles, for those who have one."""

import hashlib
import pickle
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, Final

from quoteminer.api import OnError
from quoteminer.distributed.attempts import Attempts, Notes, one_by_one
from quoteminer.distributed.cluster import ray_data, ray_itself
from quoteminer.distributed.parquet import arrow, article_of, quote_type
from quoteminer.distributed.reader import Reader, Settings
from quoteminer.errors import InputError, QuoteminerError
from quoteminer.problems import Place
from quoteminer.schema import Article, Result

_BATCH: Final = 64
"""Articles that an actor is given at a time."""


def extract(dataset: Any, settings: Settings | None = None, *, workers: int | tuple[int, int] = 1) -> Any:  # noqa: ANN401
    """Find every attributed quote of a Ray Dataset of articles.

    Args:
        dataset: a `ray.data.Dataset` whose rows have `id` and `text`, and may have the other keys of an article. That
            no id comes twice is for its maker to see to.
        settings: what the output depends on besides.
        workers: how many actors work at the same time, or the least and the most of them.

    Returns:
        A Dataset with a row for every row: `article_id`, `quotes`, a list of records, and `error`, null where there is
        none.

    Raises:
        UsageError: Ray is not installed.
        ModelError: a model is missing on a machine, when the Dataset is used; likewise
        WorkerError: actors die over a batch whatever is left out.
    """
    data = ray_data()
    noted = ray_itself().remote(num_cpus=0, max_restarts=-1)(Kept).remote()
    least, most = (workers, workers) if isinstance(workers, int) else workers
    return dataset.map_batches(
        DatasetReader,
        fn_constructor_kwargs={"settings": (settings or Settings()).resolved(), "notes": ByActor(noted)},
        compute=data.ActorPoolStrategy(min_size=least, max_size=most),
        batch_size=_BATCH,
        batch_format="pyarrow",
        num_cpus=1,
    )


class Kept:
    """Notes in memory; an actor of its own, that only keeps them, has the best chance to outlive the others."""

    def __init__(self) -> None:
        self._notes: dict[str, bytes] = {}

    def read(self, name: str) -> bytes | None:
        """What is noted there, if anything."""
        return self._notes.get(name)

    def put(self, name: str, data: bytes) -> None:
        """Note something, in place of what was there."""
        self._notes[name] = data

    def remove(self, name: str) -> None:
        """Forget it."""
        self._notes.pop(name, None)


class ByActor:
    """The notes that an actor keeps.

    Args:
        actor: its handle.
    """

    def __init__(self, actor: Any) -> None:  # noqa: ANN401
        self._actor = actor

    def read(self, name: str) -> bytes | None:
        """What is noted there, if anything."""
        found: bytes | None = ray_itself().get(self._actor.read.remote(name))
        return found

    def put(self, name: str, data: bytes) -> None:
        """Note something, and wait until it stands there."""
        ray_itself().get(self._actor.put.remote(name, data))

    def remove(self, name: str) -> None:
        """Forget it."""
        ray_itself().get(self._actor.remove.remote(name))


class DatasetReader:
    """The actor: a table of articles in, a table with their quotes out.

    Args:
        settings: the settings, resolved.
        notes: where it is noted over what actors died.
    """

    def __init__(self, settings: Settings, notes: Notes) -> None:
        self._notes = notes
        self._wrong: QuoteminerError | None = None
        try:
            self._reader = Reader(settings)
        except QuoteminerError as error:  # told by the first batch: an actor that cannot start is started again
            self._wrong = error

    def __call__(self, table: Any) -> Any:  # noqa: ANN401
        """Answer every row, in order."""
        if self._wrong is not None:
            raise self._wrong
        pa = arrow()
        schema = pa.schema([("article_id", pa.string()), ("quotes", pa.list_(quote_type())), ("error", pa.string())])
        rows = table.to_pylist()
        name = hashlib.blake2b(pickle.dumps([(row.get("id"), row.get("text")) for row in rows])).hexdigest()
        attempts = Attempts(self._notes, "", name, f"a batch of {len(rows)} articles", "use the Dataset again")
        results = partial(one_by_one, attempts, self.results) if attempts.careful else self.results
        answers: dict[int, dict[str, Any]] = {}
        articles: list[tuple[int, Article]] = []
        for number, row in enumerate(rows):
            wrong: list[InputError] = []
            article = article_of(row, Place("row", item=number + 1), wrong.append)
            if article is None:
                answers[number] = _answer(row.get("id"), [], "; ".join(map(str, wrong)))
            else:
                articles.append((number, article))
        numbers = iter([number for number, _ in articles])

        def failed(article: Article, error: Exception) -> None:
            answers[next(numbers)] = _answer(article.id, [], str(error))

        for result in results((article for _, article in articles), failed):
            kept: Result = self._reader.select(result)
            records = [quote.model_dump(mode="json") for quote in kept.quotes]
            answers[next(numbers)] = _answer(result.article.id, records, None)
        answered = pa.Table.from_pylist([answers[number] for number in range(len(rows))], schema=schema)
        attempts.over()
        return answered

    def results(self, articles: Iterable[Article], on_error: OnError) -> Iterator[Result]:
        """Find the quotes of articles."""
        return self._reader.results(articles, on_error)


def _answer(name: object, quotes: list[dict[str, Any]], error: str | None) -> dict[str, Any]:
    return {"article_id": name if isinstance(name, str) else None, "quotes": quotes, "error": error}
