"""A shard is done whole or not at all: whatever ends the one that does it, doing it again gives the same bytes."""

import json
import multiprocessing
import pickle
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quoteminer.distributed import Settings
from quoteminer.distributed.output import Folder, ShardRecord, Tally, open_run, records, save
from quoteminer.distributed.pieces import Shard, plan_shards
from quoteminer.distributed.reader import Reader
from quoteminer.distributed.survey import placed_ids, refused_ids, shared_ids, survey
from quoteminer.distributed.worker import ShardWorker
from quoteminer.errors import ModelError, RunError
from quoteminer.runs.inventory import Inventory
from quoteminer.runs.manifest import Done, Manifest
from tests.distributed.conftest import put_together

MOMENTS = 20


@pytest.fixture
def shards(paths: list[str]) -> list[Shard]:
    return plan_shards(paths, 1_500).shards


@pytest.fixture
def manifest(settings: Settings) -> Manifest:
    return Reader(settings).plan(Inventory(paths=(), files=0, bytes=0, articles=0, digest=""))


@pytest.fixture
def work(settings: Settings, shards: list[Shard], manifest: Manifest, tmp_path: Path) -> Callable[[], None]:
    """Does the shards that are not done, as the actors of a run do."""
    suspects = shared_ids([survey(shard) for shard in shards])
    refused = refused_ids({shard.number: list(placed_ids(shard, suspects)) for shard in shards})

    def do() -> None:
        worker = ShardWorker(settings, str(tmp_path / "out"), "jsonl", manifest.model_dump_json(), "run")
        made = records(Folder(str(tmp_path / "out")))
        for shard in shards:
            if shard.number not in made:
                ids = pickle.dumps(refused.get(shard.number))
                worker({"number": [shard.number], "shard": [pickle.dumps(shard)], "refused": [ids]})

    return do


def test_the_shards_are_the_local_output(work: Callable[[], None], tmp_path: Path, local: tuple[bytes, bytes]) -> None:
    work()
    assert len(records(Folder(str(tmp_path / "out")))) > 5
    assert put_together(tmp_path / "out") == local
    assert [json.loads(line)["error"] for line in local[1].splitlines()].count("no such file or folder") == 1
    assert sum("is already that of" in line for line in local[1].decode().splitlines()) == 2


def test_killed_at_random_moments(work: Callable[[], None], tmp_path: Path, local: tuple[bytes, bytes]) -> None:
    context: Any = multiprocessing.get_context("fork")
    began = time.monotonic()
    work()
    length = time.monotonic() - began
    chance = random.Random(7)
    reached = []
    for moment in range(MOMENTS):
        Folder(str(tmp_path / "out")).clear()
        process = context.Process(target=work)
        process.start()
        time.sleep(chance.uniform(0, length))
        process.kill()
        process.join()
        process.close()
        reached.append(len(records(Folder(str(tmp_path / "out")))))
        work()
        assert put_together(tmp_path / "out") == local, f"moment {moment}"
    assert len(set(reached)) > 3, reached


def test_other_code_or_models_are_refused(settings: Settings, manifest: Manifest, tmp_path: Path) -> None:
    other = manifest.model_copy(update={"settings": {**manifest.settings, "quoteminer_digest": "x", "spacy": "1"}})
    worker = ShardWorker(settings, str(tmp_path), "jsonl", other.model_dump_json(), "run")
    told = pickle.loads(worker({"number": [0]})["error"][0])
    assert isinstance(told, RunError)
    assert str(told).startswith("a machine of the cluster has another quoteminer_digest, spacy; install the same")


def test_a_model_that_is_missing_is_told_by_the_first_shard(manifest: Manifest, tmp_path: Path) -> None:
    worker = ShardWorker(Settings(spacy_model="missing"), str(tmp_path), "jsonl", manifest.model_dump_json(), "run")
    told = pickle.loads(worker({"number": [0]})["error"][0])
    assert isinstance(told, ModelError)
    assert "pip install missing" in str(told)


def test_the_tally_is_the_same_in_any_order() -> None:
    made = [
        ShardRecord(number=at, done=Done(articles=at, failures=1, quotes={"direct": at}, digest=f"d{at}"))
        for at in range(12)
    ]
    forth, back = Tally(made), Tally(reversed(made))
    assert forth.whole() == back.whole()
    assert (forth.done().articles, forth.done().failures, forth.done().quotes) == (66, 12, {"direct": 66})
    assert Tally(made[1:]).whole().digest != forth.whole().digest


def test_ids_that_share_a_digest_are_told_apart() -> None:
    placed = {0: [("a", "x, line 1")], 2: [("b", "y, line 1"), ("a", "y, line 2")], 1: [("a", "z, line 9")]}
    assert refused_ids(placed) == {1: {"a": "x, line 1"}, 2: {"a": "x, line 1"}}


def test_a_run_that_is_there_is_not_touched_unasked(settings: Settings, manifest: Manifest, tmp_path: Path) -> None:
    folder = Folder(str(tmp_path))
    assert open_run(folder, manifest, "refuse") == manifest
    folder.put("shard-0000000.json", b"{}")
    with pytest.raises(RunError, match="an unfinished run; go on with it with --resume"):
        open_run(folder, manifest, "refuse")
    assert open_run(folder, manifest, "resume") == manifest
    other = Reader(Settings(settings.spacy_model, "none", max_chars=5)).plan(manifest.input)
    with pytest.raises(RunError, match=r"max_chars was 10000 and is 5; give what it began with"):
        open_run(folder, other, "resume")
    save(folder, manifest.model_copy(update={"complete": True}))
    with pytest.raises(RunError, match="a complete run; throw it away with --restart"):
        open_run(folder, manifest, "refuse")
    assert open_run(folder, manifest, "resume").complete
    assert not open_run(folder, other, "restart").complete
    assert folder.names() == ["manifest.json"]


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RunError, match=r"file/in/name: cannot be written: .*; make room or check the folder"):
        Folder(str(tmp_path / "file" / "in")).put("name", b"")


def test_a_folder_of_an_object_store() -> None:
    pytest.importorskip("fsspec")
    folder = Folder("memory://made/out")
    assert (folder.names(), folder.read("manifest.json")) == ([], None)
    for name in ("shard-0000001.json", "manifest.json", "other"):
        folder.put(name, b"{}")
    assert folder.names() == ["manifest.json", "shard-0000001.json"]
    assert folder.read("manifest.json") == b"{}"
    folder.clear()
    assert folder.names() == []
    assert folder.read("other") == b"{}"
