"""The pieces of a run: inventory, manifest, the file in the making, the stream of articles."""

import json
import multiprocessing
import os
from pathlib import Path
from typing import Any

import pytest

from quoteminer.errors import RunError
from quoteminer.runs.inventory import take_inventory, tree_digest
from quoteminer.runs.manifest import Done, Manifest, read_manifest, write_manifest
from quoteminer.runs.part import PartFile, part_path, put_in_place
from quoteminer.runs.source import ArticleDigest, Source


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with three articles in two files."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("One.", encoding="utf-8")
    lines = [json.dumps({"id": name, "text": "Two."}) for name in "bc"]
    (tmp_path / "in" / "b.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def test_inventory_counts_what_can_be_counted(folder: Path) -> None:
    inventory = take_inventory(["in", "in/a.txt", "nowhere"])
    assert (inventory.files, inventory.bytes, inventory.articles) == (2, 59, None)
    assert take_inventory(["in"]).articles == 3
    (folder / "in" / "d.json").write_text("[]", encoding="utf-8")
    assert take_inventory(["in"]).articles is None


@pytest.mark.parametrize("change", ["edit", "rename", "add", "remove"])
def test_inventory_shows_every_change(folder: Path, change: str) -> None:
    before = take_inventory(["in"]).digest
    assert take_inventory(["in"]).digest == before
    file = folder / "in" / "a.txt"
    if change == "edit":
        file.write_text("Two.", encoding="utf-8")
    elif change == "rename":
        file.rename(folder / "in" / "z.txt")
    elif change == "add":
        (folder / "in" / "z.txt").touch()
    else:
        file.unlink()
    assert take_inventory(["in"]).digest != before


def test_standard_input_is_known_by_name() -> None:
    assert take_inventory(["-"]).model_dump(exclude={"digest"}) == {
        "paths": ("-",), "files": 0, "bytes": 0, "articles": None,
    }  # fmt: skip


def test_tree_digest_reads_the_files_that_count(folder: Path) -> None:
    before = tree_digest(folder, [".txt"])
    (folder / "in" / "b.jsonl").unlink()
    assert tree_digest(folder, [".txt"]) == before
    (folder / "in" / "a.txt").write_text("Two.", encoding="utf-8")
    assert tree_digest(folder, [".txt"]) != before


def test_manifest_is_read_as_written(folder: Path) -> None:
    manifest = Manifest(settings={"kinds": ["direct"]}, input=take_inventory(["in"]), done=Done(articles=2))
    write_manifest(manifest, folder / "m.json")
    assert read_manifest(folder / "m.json") == manifest
    assert read_manifest(folder / "none.json") is None
    assert sorted(path.name for path in folder.iterdir()) == ["in", "m.json"]
    with pytest.raises(OSError, match="No such file"):
        write_manifest(manifest, folder / "none" / "m.json")


def test_part_is_cut_back_and_put_in_place(folder: Path) -> None:
    target = folder / "q.jsonl"
    part_path(target).write_bytes(b"whole\nha")
    part = PartFile(target)
    part.cut(6)
    part.stream.write("é\n")
    assert part.size() == 9
    part.sync()
    part.close()
    put_in_place(target)
    put_in_place(target)
    assert target.read_text(encoding="utf-8") == "whole\né\n"
    assert not part_path(target).exists()


def test_part_is_locked_against_other_processes(folder: Path) -> None:
    part = PartFile(folder / "q.jsonl")
    context: Any = multiprocessing.get_context("fork")
    other = context.Process(target=_open_part, args=(folder / "q.jsonl",))
    other.start()
    other.join(30)
    assert other.exitcode == 7
    part.close()


def _open_part(target: Path) -> None:
    try:
        PartFile(target)
    except RunError as error:
        os._exit(7 if "another run is writing it" in str(error) else 1)


def test_source_keeps_errors_in_their_place(folder: Path) -> None:
    (folder / "in" / "b.jsonl").write_text('bad\n{"id": "b", "text": "Two."}\nbad\n', encoding="utf-8")
    source = Source(["in"])
    assert [article.id for article in source] == ["a", "b"]
    assert [len(list(source.errors(done))) for done in (0, 1, 2)] == [0, 1, 1]
    assert list(source.errors()) == []


@pytest.mark.parametrize(("skipped", "left", "errors"), [(0, ["a", "b"], 2), (1, ["b"], 2), (2, [], 1)])
def test_source_skips_what_is_done(folder: Path, skipped: int, left: list[str], errors: int) -> None:
    (folder / "in" / "b.jsonl").write_text('bad\n{"id": "b", "text": "Two."}\nbad\n', encoding="utf-8")
    source = Source(["in"])
    source.skip(skipped, ArticleDigest())
    assert [article.id for article in source] == left
    assert len(list(source.errors())) == errors


def test_source_with_less_than_is_done() -> None:
    with pytest.raises(RunError, match="4 articles were done, and it has 3 now"):
        Source(["in"]).skip(4, ArticleDigest())
