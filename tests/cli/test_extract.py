"""`quoteminer extract`: where things are written, what is said, which status it ends with."""

import importlib
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from quoteminer.cli import app
from tests.cli import fakes

WET = '"It is wet 😀," Ann said. "It is dry," Bob said.'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a good article in `in`, and the fake pipeline."""
    fakes.install(monkeypatch)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "wet.txt").write_text(WET, encoding="utf-8")
    return tmp_path


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["extract", *arguments], input=stdin)


def test_quotes_go_to_standard_output_and_talk_to_standard_error() -> None:
    result = run("in")
    assert result.exit_code == 0
    quotes = [json.loads(line) for line in result.stdout.splitlines()]
    assert [quote["content"][0]["text"] for quote in quotes] == ['"It is wet 😀,"', '"It is dry,"']
    assert result.stderr == "1 article, 2 quotes (2 direct, 0 mixed, 0 indirect), 0 failures\n"


def test_output_file_takes_its_name_when_all_is_written(folder: Path) -> None:
    result = run("in", "-o", "q.jsonl")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.endswith("; quotes in q.jsonl\n")
    assert len((folder / "q.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    assert sorted(path.name for path in folder.iterdir()) == ["in", "q.jsonl", "q.jsonl.manifest.json"]


def test_an_interrupted_run_leaves_what_was_there(folder: Path) -> None:
    (folder / "q.jsonl").write_text("before", encoding="utf-8")
    (folder / "in" / "x.txt").write_text("CRASH", encoding="utf-8")
    result = run("in", "-o", "q.jsonl", "--errors", "e.jsonl")
    assert result.exit_code == 130
    assert result.stderr == "quoteminer: interrupted; q.jsonl can be gone on with: --resume\n"
    assert (folder / "q.jsonl").read_text(encoding="utf-8") == "before"
    made = ["e.jsonl.part", "q.jsonl", "q.jsonl.manifest.json", "q.jsonl.part"]
    assert sorted(path.name for path in folder.iterdir() if path.is_file()) == made


def test_what_cannot_be_used_is_told_and_the_rest_written(folder: Path) -> None:
    (folder / "in" / "bad.jsonl").write_text('{"id": "x"\n{"id": "b", "text": "BROKEN"}\n', encoding="utf-8")
    result = run("in", "nowhere", "--errors", "e.jsonl")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    assert result.stderr.splitlines() == [
        "quoteminer: in/bad.jsonl, line 1, column 11: not JSON: Expecting ',' delimiter; write one JSON object a line",
        "quoteminer: article b: ValueError: it cannot be read",
        "quoteminer: nowhere: no such file or folder; check the path",
        "1 article, 2 quotes (2 direct, 0 mixed, 0 indirect), 3 failures",
    ]
    records = [json.loads(line) for line in (folder / "e.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(record["article_id"], record["file"], record["line"]) for record in records] == [
        (None, "in/bad.jsonl", 1),
        ("b", None, None),
        (None, "nowhere", None),
    ]
    assert records[2]["error"] == "no such file or folder"
    assert records[2]["remedy"] == "check the path"


@pytest.mark.parametrize("data", ["", " \n"])
def test_empty_input_is_a_failure(data: str) -> None:
    result = run("-", stdin=data)
    assert result.exit_code == 1
    assert "standard input: nothing to read" in result.stderr


def test_standard_input() -> None:
    result = run("-", stdin=WET)
    assert [json.loads(line)["article_id"] for line in result.stdout.splitlines()] == ["stdin", "stdin"]
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--min-confidence", "0.8"], 1),
        (["--kind", "direct", "--kind", "mixed"], 2),
        (["--kind", "indirect"], 0),
        (["--cue-class", "statement"], 2),
        (["--cue-class", "belief"], 0),
    ],
)
def test_options_keep_some_quotes(options: list[str], count: int) -> None:
    result = run("in", *options)
    assert len(result.stdout.splitlines()) == count
    assert f"{count} quote" in result.stderr


def test_fast_is_without_the_learned_model(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    true = importlib.import_module("quoteminer.pipeline").load

    def load(*names: object, **named: object) -> object:
        asked.append(named["model"])
        return true(*names, **named)

    monkeypatch.setattr("quoteminer.pipeline.load", load)
    assert run("in", "--fast").exit_code == 0
    assert asked == ["none"]
    result = run("in", "--fast", "--model", "none")
    assert result.exit_code == 2
    assert "the rules alone need no model" in result.stderr


def test_quiet_says_only_what_went_wrong() -> None:
    assert run("in", "--quiet").stderr == ""
    assert run("nowhere", "-q").stderr == "quoteminer: nowhere: no such file or folder; check the path\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["in", "--kind", "loud"], "'loud' is not one of direct, mixed, indirect"),
        (["in", "--cue-class", "x"], "'x' is not one of statement, question"),
        (["in", "--min-confidence", "2"], "should be less than or equal to 1"),
        (["in", "--spacy-model", "missing"], "pip install missing"),
        (["in", "-o", "nowhere/q.jsonl"], "nowhere/q.jsonl: cannot be written: No such file or directory"),
        (["in", "-o", ".."], "..: cannot be written: it is a folder"),
        (["in/wet.txt", "-o", "in/wet.txt"], "in/wet.txt is read or written already"),
        (["in", "-o", "q", "--errors", "q"], "q is read or written already"),
        (["in", "--errors", "-"], "standard output holds the quotes"),
        ([], "Missing argument"),
    ],
)
def test_wrong_usage(folder: Path, arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.replace("│", " ").split())
    assert result.stdout == ""
    assert [path.name for path in folder.iterdir()] == ["in"]


def test_output_keeps_its_link_and_can_be_a_device(folder: Path) -> None:
    (folder / "kept.jsonl").touch()
    (folder / "link.jsonl").symlink_to("kept.jsonl")
    assert run("in", "-o", "link.jsonl").exit_code == 0
    assert (folder / "link.jsonl").is_symlink()
    assert len((folder / "kept.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    assert run("in", "-o", "/dev/null").exit_code == 0
