"""The actor of a distributed run: a shard in, its files out."""

import io
import json
import pickle
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from quoteminer.api import OnError
from quoteminer.distributed.attempts import Attempts, one_by_one
from quoteminer.distributed.output import Folder, Form, ShardRecord, attempt_name, names_of
from quoteminer.distributed.parquet import parquet_bytes
from quoteminer.distributed.pieces import Shard, placed_articles
from quoteminer.distributed.reader import Reader, Settings
from quoteminer.errors import QuoteminerError, RunError
from quoteminer.formats.articles import distinct
from quoteminer.formats.failures import Failures
from quoteminer.formats.seen import Seen
from quoteminer.runs.batch import Batch
from quoteminer.runs.manifest import Done, Manifest
from quoteminer.runs.source import Source
from quoteminer.schema import Article, Result


class ShardWorker:
    """The actor: does shards, one after the other.

    Args:
        settings: the settings, resolved.
        folder: where output goes.
        form: what the files of quotes are.
        manifest: the run as it was planned, as JSON.
        run: tells this run of the driver from others.
    """

    def __init__(self, settings: Settings, folder: str, form: Form, manifest: str, run: str) -> None:
        self._settings = settings
        self._folder = Folder(folder)
        self._form = form
        self._manifest = manifest
        self._run = run
        self._reader: Reader | None = None  # made for the first shard: an actor that cannot start is started for ever

    def __call__(self, rows: dict[str, Any]) -> dict[str, Any]:
        """Do the one shard of a batch and write it, its record last; an error of ours goes back in the row."""
        try:
            record, messages = self._do(rows)
        except QuoteminerError as error:  # Ray would hand on no more than its words
            return {"number": rows["number"], "record": [""], "messages": [""], "error": [pickle.dumps(error)]}
        said = {"record": [record.model_dump_json()], "messages": [json.dumps(messages)]}
        return {"number": rows["number"], **said, "error": [b""]}

    def results(self, articles: Iterable[Article], on_error: OnError) -> Iterator[Result]:
        """Find the quotes of articles."""
        return self._ready().results(articles, on_error)

    def _do(self, rows: dict[str, Any]) -> tuple[ShardRecord, list[str]]:
        number = int(rows["number"][0])
        attempts = Attempts(self._folder, self._run, attempt_name(number), f"shard {number}", "go on with --resume")
        select = self._ready().select
        shard: Shard = pickle.loads(rows["shard"][0])
        refused: dict[str, str] | None = pickle.loads(rows["refused"][0])
        quotes, failures = io.StringIO(), io.StringIO()
        messages: list[str] = []
        with Seen() as ids:
            for name, place in (refused or {}).items():
                ids.before(name, place)
            source = Source(read=lambda told: distinct(placed_articles(shard, told), ids, told))
            batch = Batch(source, quotes, Failures(messages.append, failures), select=select)
            done = batch.run(partial(one_by_one, attempts, self.results) if attempts.careful else self.results)
        record = self._write(shard.number, quotes.getvalue(), failures.getvalue(), done)
        attempts.over()
        return record, messages

    def _ready(self) -> Reader:
        if self._reader is None:
            reader = Reader(self._settings)
            self._check(reader, Manifest.model_validate_json(self._manifest))
            self._reader = reader
        return self._reader

    def _write(self, number: int, quotes: str, failures: str, done: Done) -> ShardRecord:
        written = quotes.encode("utf-8", "backslashreplace")
        if self._form == "parquet":
            written = parquet_bytes([json.loads(line) for line in quotes.splitlines()])
        wrong = failures.encode("utf-8", "backslashreplace")
        record = ShardRecord(
            number=number,
            done=done.model_copy(update={"output_bytes": len(written), "errors_bytes": len(wrong)}),
        )
        for name, data in zip(
            names_of(number, self._form), (written, wrong, record.model_dump_json().encode()), strict=True
        ):
            self._folder.put(name, data)
        return record

    def _check(self, reader: Reader, manifest: Manifest) -> None:
        """Refuse to work with other code or models than the run was planned with."""
        here = reader.plan(manifest.input).settings
        keys = ("quoteminer", "quoteminer_digest", "spacy", "spacy_model_version", "spacy_model_digest", "model_digest")
        if other := [key for key in keys if here[key] != manifest.settings[key]]:
            raise RunError(f"a machine of the cluster has another {', '.join(other)}; install the same on all")
