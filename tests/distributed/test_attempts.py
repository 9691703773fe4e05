"""A shard over which actors die: done again, looked at article by article, and in the end the job goes on without."""

import json
import multiprocessing
import pickle
from pathlib import Path
from typing import Any

import pytest

from quoteminer.distributed import Settings
from quoteminer.distributed.attempts import END, START, Attempts
from quoteminer.distributed.output import Folder, attempt_name, finish, records
from quoteminer.distributed.pieces import Shard, plan_shards
from quoteminer.distributed.reader import Reader
from quoteminer.distributed.worker import ShardWorker
from quoteminer.errors import WorkerError
from quoteminer.runs.inventory import Inventory
from quoteminer.runs.manifest import Manifest
from tests.distributed.conftest import put_together, without
from tests.distributed.deadly import DiesAtTheEnd, DiesAtTheStart, DiesOverArticles


@pytest.fixture
def manifest(settings: Settings) -> Manifest:
    return Reader(settings).plan(Inventory(paths=(), files=0, bytes=0, articles=0, digest=""))


def done_by(actor: type[ShardWorker], shard: Shard, settings: Settings, manifest: Manifest, out: Path) -> list[Any]:
    """Do a shard again and again as Ray does, until an actor survives: how they ended, and the last one's answer."""
    context: Any = multiprocessing.get_context("fork")
    ended: list[Any] = []

    def work(answer: Any) -> None:  # noqa: ANN401 - the end of a pipe
        worker = actor(settings, str(out), "jsonl", manifest.model_dump_json(), "run")
        row = {"number": [shard.number], "shard": [pickle.dumps(shard)], "refused": [pickle.dumps(None)]}
        answer.send(worker(row))

    while len(ended) < 20:
        here, there = context.Pipe()
        process = context.Process(target=work, args=(there,))
        process.start()
        process.join()
        ended.append(process.exitcode)
        if process.exitcode == 0:
            return [*ended, here.recv()]
    return ended


@pytest.fixture
def shard(home: Path) -> Shard:
    """Of some of the articles, a17 and a18 among them."""
    return plan_shards([str(home / "in.jsonl")], 1_500).shards[2]


def test_an_article_over_which_two_actors_die_is_a_failure(
    shard: Shard, settings: Settings, manifest: Manifest, tmp_path: Path
) -> None:
    *alive, usual = done_by(ShardWorker, shard, settings, manifest, tmp_path)
    assert (alive, usual["error"]) == ([0], [b""])
    before = put_together(tmp_path)
    *ended, answer = done_by(DiesOverArticles, shard, settings, manifest, tmp_path)
    assert ended == [-9, *[-9] * 4, 0]  # once for all of it, twice for each of two
    assert answer["error"] == [b""]
    quotes, failures = put_together(tmp_path)
    assert quotes == without(before[0], "a17", "a18") != before[0]
    lines = failures.splitlines()
    added = [json.loads(line) for line in lines if b"actors of the cluster died over it" in line]
    assert [line for line in lines if b"actors of" not in line] == before[1].splitlines()
    assert [one["article_id"] for one in added] == ["a17", "a18"]
    assert added[0]["error"].startswith("article a17: 2 actors of the cluster died over it; it has 131 characters: ")
    done = records(Folder(str(tmp_path)))[2].done
    assert (done.articles, done.failed) == (json.loads(usual["record"][0])["done"]["articles"], 2)
    assert not list(tmp_path.glob("attempt-*"))


def test_a_shard_that_cannot_be_written_has_only_failures(
    shard: Shard, settings: Settings, manifest: Manifest, tmp_path: Path
) -> None:
    *ended, answer = done_by(DiesAtTheEnd, shard, settings, manifest, tmp_path)
    assert (ended, answer["error"]) == ([-9, -9, -9, 0], [b""])
    quotes, failures = put_together(tmp_path)
    assert quotes == b""
    done = records(Folder(str(tmp_path)))[2].done
    assert done.articles == done.failed == failures.count(b"2 actors of the cluster died") > 3


def test_a_cluster_on_which_nothing_starts_stops_the_run(
    shard: Shard, settings: Settings, manifest: Manifest, tmp_path: Path
) -> None:
    *ended, answer = done_by(DiesAtTheStart, shard, settings, manifest, tmp_path)
    assert ended == [-9, -9, -9, -9, -9, 0]
    told = pickle.loads(answer["error"][0])
    assert isinstance(told, WorkerError)
    assert str(told).startswith("5 actors died over shard 2, the last ones at its start; look for the cause")


def attempt_at(folder: Folder, run: str, number: int) -> Attempts:
    return Attempts(folder, run, attempt_name(number), f"shard {number}", "go on with --resume")


def test_what_another_run_noted_does_not_count(tmp_path: Path) -> None:
    folder = Folder(str(tmp_path))
    attempt_at(folder, "first", 3).at("7")
    again = attempt_at(folder, "first", 3)
    assert (again.careful, again.given_up("7")) == (True, 0)
    again.at("7")
    assert attempt_at(folder, "first", 3).given_up("7") == 2
    assert not attempt_at(folder, "second", 3).careful


def test_what_cannot_be_left_out_stops_the_run(tmp_path: Path) -> None:
    folder = Folder(str(tmp_path))
    for place, name in ((START, "start"), ("7", "article 8"), (END, "end")):
        for _ in range(4):
            attempt_at(folder, place, 0).at(place)
        attempt_at(folder, place, 0).at(place)
        with pytest.raises(WorkerError, match=f"5 actors died over shard 0, the last ones at its {name}"):
            attempt_at(folder, place, 0)


def test_nothing_of_it_is_left(manifest: Manifest, tmp_path: Path) -> None:
    folder = Folder(str(tmp_path))
    attempt_at(folder, "run", 3)
    attempt_at(folder, "run", 4).over()
    assert folder.names() == ["attempt-0000003.json"]
    finish(folder, manifest)
    assert folder.names() == ["manifest.json"]
