"""How memory is watched and drawn, on figures that are made up."""

from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from quoteminer.runs.manifest import Done


@pytest.fixture
def memory() -> ModuleType:
    return import_module("memory")


def test_it_looks_at_each_tenth_and_once_before(memory: ModuleType) -> None:
    watch = memory.Watch(200)
    for articles in range(1, 201):
        watch.advance(Done(articles=articles))
    assert [one.articles for one in watch.seen] == [10, *range(20, 201, 20)]
    assert all(one.whole >= one.own > 10 for one in watch.seen)


def test_it_is_drawn_the_same_each_time(memory: ModuleType, tmp_path: Path) -> None:
    seen = [memory.Taken(articles, 240.0 + articles / 100, [200.0, 201.0]) for articles in (50, 100, 200)]
    assert seen[0].whole == 641.5
    for name in ("one.svg", "two.svg"):
        memory.draw(seen, tmp_path / name)
    drawn = (tmp_path / "one.svg").read_text("utf-8")
    assert drawn.startswith("<?xml")
    assert drawn == (tmp_path / "two.svg").read_text("utf-8")
