"""What a cluster can lose: one of its machines on the way, and actors that die each time over an article."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quoteminer.distributed import Settings, extract, extract_files
from quoteminer.distributed.cluster import ray_data, shared_out
from quoteminer.errors import WorkerError
from quoteminer.runs.manifest import Done
from tests.distributed import deadly
from tests.distributed.conftest import put_together, without

ray = pytest.importorskip("ray", reason="Ray comes with the extra `ray`")
STORE = 80 << 20


@pytest.fixture(scope="module")
def head() -> Iterator[Any]:
    """A cluster of one machine with one processor, to which others can be added."""
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "object_store_memory": STORE})
    ray.init(address=cluster.address, logging_level="ERROR", log_to_driver=False)
    yield cluster
    ray.shutdown()
    cluster.shutdown()


def test_a_machine_that_is_lost_changes_nothing(
    head: Any,  # noqa: ANN401 - Ray's
    paths: list[str],
    settings: Settings,
    tmp_path: Path,
    local: tuple[bytes, bytes],
) -> None:
    other = head.add_node(num_cpus=1, object_store_memory=STORE)
    lost: list[Any] = []

    def lose(done: Done, _: int) -> None:
        if done.articles and not lost:
            lost.append(other)
            head.remove_node(other, allow_graceful=False)

    extract_files(paths, str(tmp_path / "out"), settings, workers=2, shard_mb=0.001, told=lose)
    assert lost
    assert put_together(tmp_path / "out") == local


def test_an_article_over_which_actors_die_is_a_failure(
    head: Any,  # noqa: ANN401, ARG001
    paths: list[str],
    settings: Settings,
    tmp_path: Path,
    local: tuple[bytes, bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("quoteminer.distributed.run.ShardWorker", deadly.DiesOverOne)
    done = extract_files(paths, str(tmp_path / "out"), settings, workers=1, shard_mb=0.003)
    quotes, failures = put_together(tmp_path / "out")
    assert quotes == without(local[0], "a17")
    died = [json.loads(line)["article_id"] for line in failures.splitlines() if b"died over it" in line]
    assert (died, done.failed) == (["a17"], 2)


@pytest.mark.usefixtures("head")
def test_an_article_of_a_dataset_over_which_actors_die_has_an_error(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quoteminer.distributed.datasets.DatasetReader", deadly.DatasetReaderThatDies)
    rows = [{"id": f"a{number}", "text": f'"It is {number} degrees," Ann Miller said.'} for number in range(6)]
    found = extract(ray_data().from_items(rows), settings).take_all()
    assert [(row["article_id"], len(row["quotes"])) for row in found] == [
        *[(f"a{number}", 1) for number in range(3)],
        ("a3", 0),
        ("a4", 1),
        ("a5", 1),
    ]
    assert [row["error"] is None for row in found] == [True] * 3 + [False] + [True] * 2
    assert found[3]["error"].startswith("article a3: 2 actors of the cluster died over it")


@pytest.mark.usefixtures("head")
def test_a_task_that_always_dies_stops_the_run() -> None:
    with pytest.raises(WorkerError, match="the Ray cluster could not do the work"):
        list(shared_out([{"number": 1}], deadly.task))
