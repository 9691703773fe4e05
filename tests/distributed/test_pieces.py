"""Cutting the input into shards loses nothing, doubles nothing, and keeps the place of everything."""

import gzip
import json
from pathlib import Path

import pytest

from quoteminer.distributed.pieces import Piece, placed_articles, plan_shards
from quoteminer.errors import UsageError
from quoteminer.formats.articles import read_articles


def read(paths: list[str], size: int) -> tuple[list[tuple[str, str]], list[str]]:
    """Articles with their places, and what could not be read, of all shards."""
    told: list[str] = []
    articles = [
        (article.id, str(place))
        for shard in plan_shards(paths, size).shards
        for place, article in placed_articles(shard, lambda error: told.append(str(error)))
    ]
    return articles, told


@pytest.mark.parametrize("size", [1, 7, 60, 500, 1_000_000])
@pytest.mark.parametrize("end", ["", "\n", "\n\n", "\r\n"])
def test_however_it_is_cut_it_reads_the_same(tmp_path: Path, size: int, end: str) -> None:
    lines = [json.dumps({"id": f"a{number}", "text": "word " * number}) for number in range(30)]
    lines[7] = "{no JSON"
    lines[11] = ""
    lines[12] = '{"id": ""}'
    file = tmp_path / "in.jsonl"
    file.write_text("\n".join(lines) + end, encoding="utf-8")
    whole = read([str(file)], 1_000_000_000)
    assert len(whole[0]) == 27
    assert f"{file}, line 8, column 2: not JSON" in whole[1][0]
    assert read([str(file)], size) == whole


def test_the_order_is_that_of_a_local_run(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("z.txt", "b/y.txt", "a.txt", "b/.hidden.txt", "b/none.csv"):
        (tmp_path / name).write_text(f"It rained in {name}.", encoding="utf-8")
    with gzip.open(tmp_path / "b" / "x.jsonl.gz", "wb") as stream:
        stream.write(b'{"id": "packed", "text": "It rained."}\n{')
    paths = [str(tmp_path), str(tmp_path / "a.txt"), str(tmp_path / "nowhere")]
    told: list[str] = []
    expected = [article.id for article in read_articles(paths, lambda error: told.append(str(error)))]
    for size in (1, 50, 1_000_000):
        articles, wrong = read(paths, size)
        assert ([name for name, _ in articles], wrong) == (expected, told)
    assert expected == ["a", "z", "packed", "y"]
    assert len(plan_shards(paths, 50).shards) > 1


def test_a_line_longer_than_a_shard(tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    file.write_text(json.dumps({"id": "a", "text": "x" * 900}) + "\n" + json.dumps({"id": "b", "text": "y"}) + "\n")
    assert read([str(file)], 100) == ([("a", f"{file}, line 1"), ("b", f"{file}, line 2")], [])


def test_files_of_an_object_store() -> None:
    memory = pytest.importorskip("fsspec").filesystem("memory")
    memory.pipe_file("/news/b/two.jsonl", b'{"id": "b", "text": "Two."}\n{"id": "c", "text": "Three."}\n')
    memory.pipe_file("/news/a.txt", b"One.")
    memory.pipe_file("/news/.hidden.txt", b"None.")
    two = "memory://news/b/two.jsonl"
    try:
        expected = [("a", "memory://news/a.txt"), ("b", f"{two}, line 1"), ("c", f"{two}, line 2")]
        assert read(["memory://news"], 10) == (expected, [])
        assert read(["memory://news/a.txt"], 10) == (expected[:1], [])
        assert "no such file or folder" in read(["memory://news/none.txt"], 10)[1][0]
    finally:
        memory.rm("/news", recursive=True)


def test_standard_input_is_refused() -> None:
    with pytest.raises(UsageError, match="standard input cannot be read by other machines"):
        plan_shards(["-"], 10)


def test_lines_are_counted_from_the_beginning(tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    file.write_bytes(b"aaaa\nbb\ncc\n")
    assert [Piece("in", str(file), start, 11).lines_before() for start in (0, 1, 5, 6, 8)] == [0, 1, 1, 2, 2]
