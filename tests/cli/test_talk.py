"""What a run says while it works: nothing that is not asked for, a line on a terminal, JSON for programs."""

import contextlib
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from quoteminer import progress
from quoteminer.cli import app, talk
from quoteminer.cli.talk import Talk
from quoteminer.runs.manifest import Done
from tests.cli import fakes

HALF = Done(articles=50, words=9_000, quotes={"direct": 70, "mixed": 2, "indirect": 0}, failures=3)


class Terminal(io.StringIO):
    """A standard error that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Standard error is a terminal, and every state of the progress line is drawn."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "140")
    monkeypatch.setattr(progress, "_REDRAW", 0.0)
    return Terminal()


def show(told: Talk, total: int | None, stderr: io.StringIO, *, hidden: bool = False) -> str:
    with contextlib.redirect_stderr(stderr), told.progress(Done(), total, hidden=hidden):
        told.advance(HALF)
    return stderr.getvalue()


def test_progress_on_a_terminal(terminal: Terminal) -> None:
    line = show(Talk(), 100, terminal)
    assert "50/100" in line
    assert "words/s, 72 quotes, 3 failures" in line
    assert "left" in line


def test_progress_without_a_known_end(terminal: Terminal) -> None:
    line = show(Talk(), None, terminal)
    assert "50" in line
    assert "left" not in line


@pytest.mark.parametrize(("made", "hidden"), [(lambda: Talk(quiet=True), False), (Talk, True)])
def test_progress_can_be_hidden(made: Callable[[], Talk], hidden: bool, terminal: Terminal) -> None:
    assert show(made(), 100, terminal, hidden=hidden) == ""


def test_no_progress_where_standard_error_is_no_terminal() -> None:
    assert show(Talk(), 100, io.StringIO()) == ""


def test_progress_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(talk, "_REPORT", 0.0)
    event = json.loads(show(Talk(as_json=True), 100, io.StringIO()))
    assert event["event"] == "progress"
    assert (event["articles"], event["total"], event["quotes"], event["failures"]) == (50, 100, 72, 3)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command, with the fake pipeline, over an article, one that fails, and a file that is not there."""
    fakes.install(monkeypatch)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text('"It is wet," Ann said.', encoding="utf-8")
    (tmp_path / "b.txt").write_text("BROKEN", encoding="utf-8")
    return lambda *options: CliRunner().invoke(app, ["extract", "a.txt", "b.txt", "nowhere", *options])


def test_every_line_of_the_json_log_is_an_event(run: Callable[..., Result]) -> None:
    events = [json.loads(line) for line in run("--log-json", "-o", "q.jsonl").stderr.splitlines()]
    assert [event["event"] for event in events] == ["start", "failure", "failure", "finish"]
    assert events[0]["paths"] == ["a.txt", "b.txt", "nowhere"]
    assert events[1]["message"] == "article b: ValueError: it cannot be read"
    assert (events[3]["articles"], events[3]["quotes"], events[3]["failures"]) == (2, 1, 2)
    assert all(event["time"].endswith("+00:00") for event in events)


def test_a_quiet_json_log_tells_failures_only(run: Callable[..., Result]) -> None:
    events = [json.loads(line) for line in run("--log-json", "-q").stderr.splitlines()]
    assert [event["event"] for event in events] == ["failure", "failure"]


def test_errors_are_in_the_json_log_too(run: Callable[..., Result]) -> None:
    result = run("--log-json", "-o", "nowhere/q.jsonl")
    assert result.exit_code == 2
    event = json.loads(result.stderr)
    assert event["event"] == "error"
    assert "nowhere/q.jsonl: cannot be written" in event["message"]


def test_resume_needs_a_file(run: Callable[..., Result]) -> None:
    result = run("--resume")
    assert result.exit_code == 2
    assert "only a run with -o FILE can be gone on with" in " ".join(result.stderr.replace("│", " ").split())
