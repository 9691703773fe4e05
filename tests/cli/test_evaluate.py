"""The commands that score and convert, from their arguments to what is printed and written."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from quoteminer.cli.compare import compare
from quoteminer.cli.convert import convert
from quoteminer.cli.evaluate import evaluate
from quoteminer.cli.scoring import gold_problems
from quoteminer.formats.csv import COLUMNS
from tests.evaluation.gold_lines import ARTICLE, GOLD, lines, quote

Run = Callable[..., Any]
"""Takes the arguments of a command line; gives typer's result of it."""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in a folder with data/gold, data/raw and predictions."""
    app = typer.Typer()
    for command in (evaluate, compare, convert):
        app.command()(command)
    for folder in ("gold", "raw"):
        (tmp_path / "data" / folder).mkdir(parents=True)
    (tmp_path / "data" / "raw" / "a.txt").write_text(ARTICLE.text, "utf-8")
    write(tmp_path / "data" / "gold" / "gold.jsonl", GOLD)
    write(tmp_path / "p.jsonl", lines(quote(1), quote(2, source=[])))
    write(tmp_path / "q.jsonl", lines(quote(1), quote(2)))
    write(tmp_path / "articles.jsonl", [ARTICLE.model_dump_json(exclude_none=True)])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    runner = CliRunner()
    return lambda *arguments, **options: runner.invoke(app, list(arguments), **options)


def write(path: Path, found: list[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in found), "utf-8")


GOLD_FILE = "data/gold/gold.jsonl"


def test_evaluate_prints_the_figures_and_their_rule(run: Run) -> None:
    result = run("evaluate", GOLD_FILE, "p.jsonl")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "intersection over union (IoU) of words" in " ".join(result.stdout.split())
    assert ["ATTRIBUTED", "50.0", "33.3", "40.0", "2", "3"] in [line.split() for line in result.stdout.splitlines()]


def test_evaluate_writes_json_and_a_page(run: Run) -> None:
    result = run(
        "evaluate", GOLD_FILE, "p.jsonl", "--json", "f.json", "--html", "f.html", "--articles", "articles.jsonl"
    )
    assert result.exit_code == 0
    found = json.loads(Path("f.json").read_text("utf-8"))
    assert found["figures"]["ATTRIBUTED"] == {"p": 0.5, "r": 1 / 3, "f": 0.4, "gold": 3, "predicted": 2}
    assert found["groups"].keys() == {"The Paper"}
    assert "Quotes against gold" in Path("f.html").read_text("utf-8")


def test_evaluate_gives_data_alone_on_standard_output(run: Run) -> None:
    result = run("evaluate", GOLD_FILE, "p.jsonl", "--json", "-", "--iou", "0.8", "--seed", "3", "--resamples", "100")
    found = json.loads(result.stdout)
    assert found["matching"]["iou"] == 0.8
    assert found["bootstrap"]["resamples"] == 100


def test_evaluate_reads_predictions_from_standard_input(run: Run) -> None:
    result = run("evaluate", GOLD_FILE, "-", "--json", "-", input=Path("q.jsonl").read_text("utf-8"))
    assert json.loads(result.stdout)["figures"]["ATTRIBUTED"]["f"] == 0.8


def test_evaluate_refuses_gold_that_cannot_be_scored(run: Run) -> None:
    write(Path(GOLD_FILE), [*GOLD, GOLD[0]])
    result = run("evaluate", GOLD_FILE, "p.jsonl", "--json", "f.json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{GOLD_FILE}, line 4: content" in result.stderr
    assert "the same quote stands on line 1 (id a:1) already; remove one of the two" in result.stderr
    assert not Path("f.json").exists()


def test_gold_problems_are_those_that_evaluate_refuses(run: Run) -> None:
    assert gold_problems(GOLD_FILE, []) == []
    write(Path(GOLD_FILE), [*GOLD, GOLD[0], "{"])
    found = gold_problems(GOLD_FILE, ["articles.jsonl"])
    assert [(problem.place.line, problem.field) for problem in found] == [(4, "quote_id"), (4, "content"), (5, "line")]
    assert run("evaluate", GOLD_FILE, "p.jsonl").stderr.count(str(found[0])) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nothing.jsonl", "p.jsonl"), "nothing.jsonl: no such file or folder"),
        ((GOLD_FILE, "nothing.jsonl"), "nothing.jsonl: no such file or folder"),
        (("p.jsonl", "p.jsonl"), "no article has this id; give the articles with --articles PATH"),
    ],
)
def test_evaluate_says_what_it_could_not_use(arguments: tuple[str, str], message: str, run: Run) -> None:
    result = run("evaluate", *arguments)
    assert result.exit_code == 1
    assert message in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("options", [("--iou", "0"), ("--iou", "1.1"), ("--resamples", "1")])
def test_evaluate_refuses_settings_outside_what_is_allowed(options: tuple[str, str], run: Run) -> None:
    assert run("evaluate", GOLD_FILE, "p.jsonl", *options).exit_code == 2


def test_compare_prints_the_change_and_the_articles(run: Run) -> None:
    result = run("compare", GOLD_FILE, "p.jsonl", "q.jsonl")
    assert result.exit_code == 0
    found = [line.split() for line in result.stdout.splitlines()]
    assert ["ATTRIBUTED", "40.0", "80.0", "+40.0"] in found
    assert ["a", "40.0", "80.0", "+1", "wrong", "source", "-1"] in found


def test_compare_writes_json(run: Run) -> None:
    found: dict[str, Any] = json.loads(run("compare", GOLD_FILE, "p.jsonl", "q.jsonl", "--json", "-").stdout)
    assert found["figures"]["ATTRIBUTED"]["f"]["change"] == pytest.approx(0.4)
    assert found["articles"][0]["gained"] == 1


def test_convert_writes_a_table_and_names_what_it_leaves_out(run: Run) -> None:
    result = run("convert", GOLD_FILE, "q.csv", "--articles", "articles.jsonl")
    assert (result.exit_code, result.stdout) == (0, "")
    assert Path("q.csv").read_text("utf-8").splitlines()[0] == ",".join(COLUMNS)
    assert "q.csv: csv cannot hold the article's other keys (1); the article's text (1)" in result.stderr
    assert "1 article, 3 quotes: jsonl to csv" in result.stderr


def test_convert_to_brat_and_back_gives_the_same_quotes(run: Run) -> None:
    assert run("convert", GOLD_FILE, "brat", "--to", "brat", "--articles", "data/raw").exit_code == 0
    assert sorted(path.name for path in Path("brat").iterdir()) == ["a.ann", "a.txt"]
    assert run("convert", "brat", "back.jsonl").exit_code == 0
    result = run("evaluate", GOLD_FILE, "back.jsonl", "--json", "-")
    found = json.loads(result.stdout)
    assert found["more"]["how strictly"]["strict: content, source and cue the same words"]["f"] == 1
    assert found["more"]["speaker right, end to end"]["all"]["share"] == 1


def test_convert_reads_standard_input_and_writes_standard_output(run: Run) -> None:
    given = "".join(f"{line}\n" for line in GOLD)
    result = run("convert", "-", "-", "--from", "jsonl", "--to", "csv", input=given)
    assert result.exit_code == 0
    assert result.stdout.count("\n") == 4


def test_convert_tells_of_what_it_could_not_use_and_writes_the_rest(run: Run) -> None:
    write(Path("bad.jsonl"), [GOLD[0], '{"article_id": "a", "kind": "loud"}'])
    result = run("convert", "bad.jsonl", "q.csv")
    assert result.exit_code == 1
    assert "bad.jsonl, line 2: kind = 'loud'" in result.stderr
    assert len(Path("q.csv").read_text("utf-8").splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((GOLD_FILE, "out"), "out: its name does not tell the format; name it with --to"),
        ((GOLD_FILE, "out", "--to", "word"), "'word' is no format; there are jsonl, csv, brat"),
        ((GOLD_FILE, "out", "--to", "brat"), "give the articles with --articles PATH"),
        (("-", "out.csv"), "name it with --from"),
        (
            (GOLD_FILE, "-", "--to", "brat", "--articles", "data/raw"),
            "this format keeps one article a file; name a folder",
        ),
    ],
)
def test_convert_refuses_what_it_cannot_do(arguments: tuple[str, ...], message: str, run: Run) -> None:
    result = run("convert", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
