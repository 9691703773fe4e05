"""A run over files on a cluster: planned, surveyed, shared out shard by shard, gone on with, finished."""

import hashlib
import json
import pickle
import uuid
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from quoteminer.distributed.cluster import connected, shared_out
from quoteminer.distributed.output import Folder, Form, ShardRecord, Tally, finish, open_run, records
from quoteminer.distributed.pieces import Plan, Shard, plan_shards
from quoteminer.distributed.reader import Reader, Settings
from quoteminer.distributed.survey import Survey, refused_ids, shared_ids, survey_rows, suspect_rows
from quoteminer.distributed.worker import ShardWorker
from quoteminer.errors import UsageError
from quoteminer.runs.checkpoints import Again
from quoteminer.runs.inventory import Inventory
from quoteminer.runs.manifest import Done

SHARD_MB: Final = 16
"""Megabytes of input in a shard, without the option."""


def extract_files(
    paths: Sequence[str],
    output: str,
    settings: Settings | None = None,
    *,
    address: str | None = None,
    workers: int | None = None,
    shard_mb: float = SHARD_MB,
    form: Form = "jsonl",
    again: Again = "refuse",
    told: Callable[[Done, int], None] = lambda _, __: None,
    wrong: Callable[[str], None] = lambda _: None,
) -> Done:
    """Extract the quotes of files with a Ray cluster.

    Args:
        paths: files and folders that every machine can read, `.parquet` too, or URLs that fsspec knows.
        output: a folder that every machine can write, or a URL.
        settings: what the output depends on besides.
        address: the cluster, as `connected` takes it.
        workers: how many actors work at the same time; None takes one for each processor.
        shard_mb: megabytes of input in a shard.
        form: what the files of quotes are.
        again: what becomes of a run that is in the folder already.
        told: is told after each shard how far the run is, and of how many articles.
        wrong: is told of everything that cannot be used.

    Returns:
        What came of all shards.

    Raises:
        RunError: a run is in the way or does not fit, or the output cannot be written.
        ModelError: a model is missing here or on another machine.
        WorkerError: the cluster cannot be used.
        UsageError: Ray is not installed, a size of shards that is none, or standard input.
    """
    if shard_mb <= 0:
        raise UsageError(f"shard_mb = {shard_mb}: use more than 0")
    settings = (settings or Settings()).resolved()
    reader = Reader(settings)
    plan = plan_shards(paths, max(int(shard_mb * 1_000_000), 1))
    folder = Folder(output)
    with connected(address, workers) as actors:
        found = _surveys(plan.shards)
        manifest = reader.plan(_inventory(paths, plan, found), shard_mb=shard_mb, form=form)
        opened = open_run(folder, manifest, again)
        if opened.complete:
            return opened.done
        made = records(folder)
        refused = _refused(plan.shards, found)
        total = sum(len(one.ids) for one in found)
        rows = [
            {"number": shard.number, "shard": pickle.dumps(shard), "refused": pickle.dumps(refused.get(shard.number))}
            for shard in plan.shards
            if shard.number not in made
        ]
        tally = Tally(made.values())
        told(tally.done(), total)
        work = {"settings": settings, "folder": folder.url, "form": form, "manifest": manifest.model_dump_json()}
        for row in shared_out(rows, ShardWorker, actors=actors, **work, run=uuid.uuid4().hex):
            for message in json.loads(row["messages"]):
                wrong(message)
            tally.add(ShardRecord.model_validate_json(row["record"]))
            told(tally.done(), total)
        done = tally.whole()
        finish(folder, manifest.model_copy(update={"done": done}))
        return done


def _surveys(shards: list[Shard]) -> list[Survey]:
    rows = [{"number": shard.number, "shard": pickle.dumps(shard)} for shard in shards]
    found = {row["number"]: row for row in shared_out(rows, survey_rows)}
    return [Survey(row["digest"], pickle.loads(row["ids"])) for _, row in sorted(found.items())]


def _refused(shards: list[Shard], found: list[Survey]) -> dict[int, dict[str, str]]:
    suspects = shared_ids(found)
    rows = [
        {"number": shard.number, "shard": pickle.dumps(shard)}
        for shard, one in zip(shards, found, strict=True)
        if np.isin(one.ids, suspects).any()
    ]
    placed = {row["number"]: row["placed"] for row in shared_out(rows, suspect_rows, suspects=suspects)}
    return refused_ids({number: pickle.loads(data) for number, data in placed.items()})


def _inventory(paths: Sequence[str], plan: Plan, found: list[Survey]) -> Inventory:
    whole = hashlib.blake2b(digest_size=16)
    for one in found:
        whole.update(one.digest.encode("ascii"))
    articles = sum(len(one.ids) for one in found)
    return Inventory(
        paths=tuple(paths), files=plan.files, bytes=plan.bytes, articles=articles, digest=whole.hexdigest()
    )
