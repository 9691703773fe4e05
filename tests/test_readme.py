"""The README keeps its word: its Python runs, its commands are all there, its record is one."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from quoteminer import extract
from quoteminer.cli import COMMANDS
from quoteminer.errors import InputError
from quoteminer.formats.articles import read_articles
from quoteminer.schema import Quote

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    found = re.findall(rf"^```{language}\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)
    assert found
    return found


@pytest.mark.parametrize("code", blocks("python"))
def test_python_blocks_run(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, Any] = {}
    exec(compile(code, "README.md", "exec"), names)
    assert capsys.readouterr().out


@pytest.mark.parametrize("name", [command.__name__ for command in COMMANDS])
def test_every_command_is_in_the_table(name: str) -> None:
    assert f"\n| `quoteminer {name}" in README


def test_no_other_command_is_named() -> None:
    named = set(re.findall(r"quoteminer (\w+) ", "\n".join(blocks("sh"))))
    assert named <= {command.__name__ for command in COMMANDS}


@pytest.mark.parametrize("record", blocks("json"))
def test_the_record_is_one_of_those_found_in_the_article_it_names(record: str) -> None:
    shown = Quote.model_validate(json.loads(record))
    errors: list[InputError] = []
    (article,) = read_articles([str(ROOT / "data" / "raw" / f"{shown.article_id}.txt")], errors.append)
    assert errors == []
    found = [quote.model_copy(update={"confidence": shown.confidence}) for quote in extract(article).quotes]
    assert shown in found
