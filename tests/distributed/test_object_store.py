"""An S3 server on this machine: articles are read from it and quotes written to it, also after whatever ends a run."""

import gzip
import json
import multiprocessing
import pickle
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from quoteminer.distributed import Settings, extract_files
from quoteminer.distributed.output import Folder, records
from quoteminer.distributed.pieces import Shard, placed_articles, plan_shards
from quoteminer.distributed.reader import Reader
from quoteminer.distributed.survey import placed_ids, refused_ids, shared_ids, survey
from quoteminer.distributed.worker import ShardWorker
from quoteminer.errors import InputError, RunError
from quoteminer.runs.inventory import Inventory
from quoteminer.runs.manifest import Done, Manifest

s3fs = pytest.importorskip("s3fs", reason="s3fs is of the group dev")
server = pytest.importorskip("moto.server", reason="moto is of the group dev")


@pytest.fixture(scope="module")
def bucket(home: Path) -> Iterator[Any]:
    """The file system of a server, to be found by its environment, which has `s3://news/in.jsonl`."""
    threaded = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    threaded.start()
    host, port = threaded.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(name, "invented")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        s3fs.S3FileSystem.clear_instance_cache()
        system = s3fs.S3FileSystem()
        system.mkdir("news")
        system.pipe_file("news/in.jsonl", (home / "in.jsonl").read_bytes())
        yield system
        s3fs.S3FileSystem.clear_instance_cache()
    threaded.stop()


@pytest.fixture
def expected(local: tuple[bytes, bytes], home: Path) -> tuple[bytes, bytes]:
    """Quotes and failures of a local run over the same file, which the messages call by its URL."""
    failures = b"".join(line for line in local[1].splitlines(keepends=True) if b"nowhere" not in line)
    return local[0], failures.replace(str(home / "in.jsonl").encode(), b"s3://news/in.jsonl")


def put_together(system: Any, root: str) -> tuple[bytes, bytes]:  # noqa: ANN401
    """Quotes and failures of all shards, in the order of their names."""
    system.invalidate_cache()
    quotes, failures = (
        b"".join(system.cat_file(name) for name in sorted(system.glob(f"{root}/{what}-*.jsonl")))
        for what in ("quotes", "failures")
    )
    return quotes, failures


def test_however_it_is_cut_it_reads_the_same(bucket: Any, home: Path) -> None:  # noqa: ANN401
    bucket.pipe_file("news/mixed/a.txt", b"It rained.")
    bucket.pipe_file("news/mixed/b/packed.jsonl.gz", gzip.compress(b'{"id": "packed", "text": "It rained."}\n{'))
    bucket.pipe_file("news/mixed/c.jsonl", (home / "in.jsonl").read_bytes())

    def read(size: int) -> list[str]:
        wrong: list[InputError] = []
        shards = plan_shards(["s3://news/mixed"], size).shards
        placed = [one for shard in shards for one in placed_articles(shard, wrong.append)]
        return sorted([*(f"{article.id} {place}" for place, article in placed), *map(str, wrong)])

    whole = read(1_000_000)
    assert len(whole) == 62 + 5
    assert {"a s3://news/mixed/a.txt", "packed s3://news/mixed/b/packed.jsonl.gz, line 1"} <= set(whole)
    assert read(700) == whole


def test_a_folder_of_a_bucket(bucket: Any) -> None:  # noqa: ANN401, ARG001
    folder = Folder("s3://news/made/out")
    assert (folder.names(), folder.read("manifest.json")) == ([], None)
    for name in ("shard-0000001.json", "manifest.json", "other"):
        folder.put(name, b"{}")
    assert folder.names() == ["manifest.json", "shard-0000001.json"]
    folder.remove("shard-0000002.json")
    folder.clear()
    assert (folder.names(), folder.read("other")) == ([], b"{}")
    with pytest.raises(RunError, match=r"s3://nowhere/out/manifest.json: cannot be written: .*bucket"):
        Folder("s3://nowhere/out").put("manifest.json", b"{}")


def test_killed_on_the_way(bucket: Any, settings: Settings, expected: tuple[bytes, bytes]) -> None:  # noqa: ANN401
    """What does shards is killed, twice, as with a machine that is lost; whoever goes on comes to the same bytes."""
    shards = plan_shards(["s3://news/in.jsonl"], 1_500).shards
    manifest = Reader(settings).plan(Inventory(paths=(), files=0, bytes=0, articles=0, digest=""))
    folder = Folder("s3://news/killed")
    context: Any = multiprocessing.get_context("spawn")  # the file systems of object stores do not bear a fork
    reached = []
    for enough in (2, 4, None):
        process = context.Process(target=do_shards, args=(shards, settings, manifest))
        process.start()
        while enough is not None and len(records(folder)) < enough:
            assert process.is_alive()
            time.sleep(0.02)
        if enough is not None:
            process.kill()
        process.join()
        reached.append(len(records(folder)))
    assert 2 <= reached[0] < reached[1] < reached[2] == len(shards)
    assert put_together(bucket, "news/killed") == expected


def do_shards(shards: list[Shard], settings: Settings, manifest: Manifest) -> None:
    """Do the shards that are not done, as the actors of a run do."""
    suspects = shared_ids([survey(shard) for shard in shards])
    refused = refused_ids({shard.number: list(placed_ids(shard, suspects)) for shard in shards})
    worker = ShardWorker(settings, "s3://news/killed", "jsonl", manifest.model_dump_json(), uuid4().hex)
    made = records(Folder("s3://news/killed"))
    for shard in shards:
        if shard.number not in made:
            ids = pickle.dumps(refused.get(shard.number))
            worker({"number": [shard.number], "shard": [pickle.dumps(shard)], "refused": [ids]})


def test_a_cluster_reads_and_writes_a_bucket(
    bucket: Any,  # noqa: ANN401
    settings: Settings,
    expected: tuple[bytes, bytes],
) -> None:
    pytest.importorskip("ray", reason="Ray comes with the extra `ray`")
    from quoteminer.distributed.cluster import connected

    def stop(done: Done, _: int) -> None:
        if done.articles:
            raise KeyboardInterrupt

    paths, out = ["s3://news/in.jsonl"], "s3://news/out"
    options: dict[str, Any] = {"workers": 2, "shard_mb": 0.003}
    with connected("local", workers=2):
        with pytest.raises(KeyboardInterrupt):
            extract_files(paths, out, settings, told=stop, **options)
        assert not json.loads(bucket.cat_file("news/out/manifest.json"))["complete"]
        done = extract_files(paths, out, settings, again="resume", **options)
    assert put_together(bucket, "news/out") == expected
    manifest = json.loads(bucket.cat_file("news/out/manifest.json"))
    assert (manifest["complete"], manifest["done"]) == (True, done.model_dump())
