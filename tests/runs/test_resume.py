"""Whatever ends a run, going on with it gives the bytes that an uninterrupted run gives."""

import json
import random
import re
import resource
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from tests.runs.conftest import Command

MOMENTS = 20


def result(folder: Path) -> tuple[bytes, bytes]:
    return (folder / "q.jsonl").read_bytes(), (folder / "e.jsonl").read_bytes()


def clear(folder: Path) -> None:
    for name in ("q.jsonl", "e.jsonl"):
        for path in folder.glob(f"{name}*"):
            path.unlink()


def finish(process: Any) -> int:  # noqa: ANN401 - a process of whatever context
    process.join(60)
    code = int(process.exitcode)
    process.close()
    return code


def kill_after(process: Any, seconds: float) -> None:  # noqa: ANN401
    time.sleep(seconds)
    process.kill()
    finish(process)


@pytest.fixture
def whole(folder: Path, command: Command) -> tuple[bytes, bytes]:
    """Quotes and failures of an uninterrupted run, which is then cleared away."""
    assert finish(command()) == 1
    made = result(folder)
    clear(folder)
    return made


def test_killed_at_random_moments(folder: Path, command: Command, whole: tuple[bytes, bytes]) -> None:
    began = time.monotonic()
    finish(command(workers=2))
    length = time.monotonic() - began
    assert result(folder) == whole
    chance = random.Random(20)
    reached = []
    for moment in range(MOMENTS):
        clear(folder)
        options = ("--checkpoint", ("0.01", "0.05")[moment % 2], "--resume")
        for _ in range(1 + moment % 2):
            kill_after(command(*options, workers=1 + moment % 3), chance.uniform(0, length))
        manifest = folder / "q.jsonl.manifest.json"
        reached.append(json.loads(manifest.read_bytes())["done"]["articles"] if manifest.exists() else 0)
        assert finish(command(*options, workers=1 + (moment + 1) % 3)) == 1
        assert result(folder) == whole, f"moment {moment}"
        assert not list(folder.glob("*.part"))
    assert len(set(reached)) > 3, reached


def test_stopped_by_ctrl_c(folder: Path, command: Command, whole: tuple[bytes, bytes]) -> None:
    process = command(workers=2)
    manifest = folder / "q.jsonl.manifest.json"
    while not manifest.exists():
        time.sleep(0.005)
    process._popen._send_signal(signal.SIGINT)
    assert finish(process) in {1, 130}  # the end may come first
    assert finish(command("--resume")) == 1
    assert result(folder) == whole


@pytest.mark.parametrize("room", [1_000, 5_000, 12_000])
def test_no_room_on_the_disk(folder: Path, command: Command, whole: tuple[bytes, bytes], room: int) -> None:
    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    assert finish(command("--checkpoint", "0", before=limit)) == 2
    assert not (folder / "q.jsonl").exists()
    assert finish(command("--resume", workers=2)) == 1
    assert result(folder) == whole


def test_an_unfinished_run_is_not_touched_unasked(folder: Path, command: Command, whole: tuple[bytes, bytes]) -> None:
    (folder / "q.jsonl.part").write_text("something", encoding="utf-8")
    assert finish(command()) == 2
    said = (folder / "talk").read_text(encoding="utf-8")
    assert "q.jsonl.part: an unfinished run; go on with it with --resume, or throw it away with --restart" in said
    assert (folder / "q.jsonl.part").read_text(encoding="utf-8") == "something"
    assert finish(command("--resume")) == 2
    assert "without its manifest q.jsonl.manifest.json" in (folder / "talk").read_text(encoding="utf-8")
    assert finish(command("--restart")) == 1
    assert result(folder) == whole


def test_going_on_with_a_complete_run_changes_nothing(folder: Path, command: Command) -> None:
    assert finish(command("--resume")) == 1
    before = result(folder), (folder / "q.jsonl").stat().st_mtime_ns
    assert finish(command("--resume")) == 1
    assert (folder / "talk").read_text(encoding="utf-8").startswith("complete already: 39 articles, 97 quotes")
    assert (result(folder), (folder / "q.jsonl").stat().st_mtime_ns) == before
    (folder / "q.jsonl").unlink()
    assert finish(command("--resume")) == 2
    assert "the run is complete, but its output is not there" in (folder / "talk").read_text(encoding="utf-8")


@pytest.fixture
def stopped(folder: Path, command: Command) -> Path:
    """A folder with a run that is half done."""
    process = command("--checkpoint", "0", before=_die_in_the_middle)
    assert finish(process) == 2
    assert 0 < json.loads((folder / "q.jsonl.manifest.json").read_bytes())["done"]["articles"] < 40
    return folder


def _die_in_the_middle() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (12_000, 12_000))


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--min-confidence", "0.5"], "min_confidence was 0.0 and is 0.5"),
        (["--kind", "direct"], "kinds was [] and is ['direct']"),
        (["--max-chars", "20000"], "max_chars was 10000 and is 20000"),
        (["--errors", "other.jsonl"], "errors was 'e.jsonl' and is 'other.jsonl'"),
        (["more.txt"], "the input was in.jsonl and is in.jsonl more.txt"),
    ],
)
def test_other_settings_are_refused(stopped: Path, command: Command, options: list[str], reason: str) -> None:
    before = (stopped / "q.jsonl.part").read_bytes()
    assert finish(command("--resume", *options)) == 2
    said = (stopped / "talk").read_text(encoding="utf-8")
    assert f"q.jsonl.manifest.json: cannot go on with this run: {reason}; give what it began with" in said
    assert (stopped / "q.jsonl.part").read_bytes() == before


@pytest.mark.parametrize("old", ['"a0"', '"a39"', "{the end\n"])
def test_changed_input_is_refused(stopped: Path, command: Command, old: str) -> None:
    text = (stopped / "in.jsonl").read_text(encoding="utf-8")
    (stopped / "in.jsonl").write_text(text.replace(old, old.swapcase()[:-1] + "X"), encoding="utf-8")
    assert finish(command("--resume")) == 2
    assert "the input has changed: it was 1 files with" in (stopped / "talk").read_text(encoding="utf-8")


def test_articles_that_are_not_those_that_were_read_are_refused(stopped: Path, command: Command) -> None:
    manifest = stopped / "q.jsonl.manifest.json"
    manifest.write_text(re.sub(r'("digest": "\w+)"(?=,\s+"output)', r'\1x"', manifest.read_text(encoding="utf-8")))
    assert finish(command("--resume")) == 2
    said = (stopped / "talk").read_text(encoding="utf-8")
    assert re.search(r"the input has changed: its first \d+ articles are not those that were read", said)


def test_a_shortened_output_is_refused(stopped: Path, command: Command) -> None:
    (stopped / "q.jsonl.part").write_bytes(b"{}\n")
    assert finish(command("--resume")) == 2
    assert "it has 3 bytes and its manifest speaks of" in (stopped / "talk").read_text(encoding="utf-8")


def test_a_broken_manifest_is_refused(stopped: Path, command: Command) -> None:
    (stopped / "q.jsonl.manifest.json").write_text('{"manifest_version": "1"}', encoding="utf-8")
    assert finish(command("--resume")) == 2
    assert "not a manifest: settings: Field required" in (stopped / "talk").read_text(encoding="utf-8")
    assert finish(command("--restart")) == 1
