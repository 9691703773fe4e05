"""A real cluster on this machine: two workers, of which one is killed on the way, and the bytes of a local run."""

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from quoteminer.cli import app
from quoteminer.distributed import Settings, extract, extract_files
from quoteminer.distributed.cluster import connected, ray_data
from quoteminer.runs.manifest import Done
from quoteminer.schema import Quote
from tests.distributed.conftest import put_together

pytest.importorskip("ray", reason="Ray comes with the extra `ray`")


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    with connected("local", workers=2):
        yield


def actors() -> list[int]:
    """The processes of the actors that this test's cluster has started."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                named = (folder / "cmdline").read_bytes().startswith(b"ray::") and b"MapWorker" in (
                    folder / "cmdline"
                ).read_bytes()
                if named and os.getpid() in ancestors(int(folder.name)):
                    found.append(int(folder.name))
            except OSError:
                continue
    return found


def ancestors(process: int) -> Iterator[int]:
    while process > 1:
        process = int(Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[1])
        yield process


@pytest.mark.usefixtures("cluster")
def test_a_worker_that_is_killed_changes_nothing(
    paths: list[str], settings: Settings, tmp_path: Path, local: tuple[bytes, bytes]
) -> None:
    killed: list[int] = []
    told: list[str] = []

    def kill(done: Done, total: int) -> None:
        assert total == 60
        if done.articles and not killed and (there := actors()):
            killed.append(there[0])
            os.kill(there[0], signal.SIGKILL)

    out = tmp_path / "out"
    done = extract_files(paths, str(out), settings, workers=2, shard_mb=0.001, told=kill, wrong=told.append)
    assert killed
    assert put_together(out) == local
    assert (done.articles, done.failures, len(told)) == (58, 8, 8)
    manifest = json.loads((out / "manifest.json").read_bytes())
    assert manifest["complete"]
    assert (manifest["done"], manifest["input"]["articles"]) == (done.model_dump(), 60)


@pytest.mark.usefixtures("cluster")
def test_a_run_that_is_interrupted_is_gone_on_with(
    paths: list[str], settings: Settings, tmp_path: Path, local: tuple[bytes, bytes]
) -> None:
    out = tmp_path / "out"
    options: dict[str, Any] = {"workers": 2, "shard_mb": 0.003}

    def stop(done: Done, _: int) -> None:
        if done.articles:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        extract_files(paths, str(out), settings, told=stop, **options)
    assert not json.loads((out / "manifest.json").read_bytes())["complete"]
    extract_files(paths, str(out), settings, again="resume", **options)
    assert put_together(out) == local


@pytest.mark.usefixtures("cluster")
def test_parquet_in_and_out(home: Path, settings: Settings, tmp_path: Path, local: tuple[bytes, bytes]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    lines = (home / "in.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.endswith("}")]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "in.parquet", row_group_size=9)
    arguments = ["extract", str(tmp_path / "in.parquet"), "-o", str(tmp_path / "out"), "--engine", "ray"]
    arguments += ["--shard-format", "parquet", "--shard-mb", "0.002", "--workers", "2", "--max-chars", "10000"]
    result = CliRunner().invoke(app, [*arguments, "--spacy-model", str(settings.spacy_model), "--model", "none"])
    assert result.exit_code == 1, result.stderr
    assert "in.parquet, item 42: id: the id 'a3' is already that of" in result.stderr
    files = sorted((tmp_path / "out").glob("quotes-*.parquet"))
    assert len(files) > 2
    quotes = [Quote.model_validate(row) for file in files for row in pq.read_table(file).to_pylist()]
    assert "".join(quote.model_dump_json() + "\n" for quote in quotes).encode() == local[0]


@pytest.mark.usefixtures("cluster")
def test_a_dataset(settings: Settings) -> None:
    rows = [{"id": f"a{number}", "text": f'"It is {number} degrees," Ann Miller said.'} for number in range(5)]
    rows[2:4] = [{"id": "", "text": "None."}, {"id": "long", "text": "word " * 3_000}]
    found = extract(ray_data().from_items(rows), settings).take_all()
    assert [row["article_id"] for row in found] == ["a0", "a1", "", "long", "a4"]
    assert [len(row["quotes"]) for row in found] == [1, 1, 0, 0, 1]
    assert [row["error"] is None for row in found] == [True, True, False, False, True]
    assert "15,000 characters, more than the 10,000" in found[3]["error"]
    assert Quote.model_validate(found[4]["quotes"][0]).content[0].text == '"It is 4 degrees,"'
