"""A run with a register: the same bytes for any number of workers, and only with the same register can it go on."""

import json
from pathlib import Path

import pytest

from quoteminer.pipeline import DEFAULT_MODEL
from tests.runs.conftest import Command
from tests.runs.test_resume import _die_in_the_middle, clear, finish, result

REGISTER = ("--register", "known.csv", "--spacy-model", DEFAULT_MODEL)


@pytest.fixture(autouse=True)
def register(folder: Path) -> Path:
    path = folder / "known.csv"
    path.write_text("id,name,wikidata\nmiller,Ann Miller,Q42\n", encoding="utf-8")
    return path


def test_the_records_carry_its_id_whatever_the_number_of_workers(folder: Path, command: Command) -> None:
    assert finish(command(*REGISTER)) == 1
    alone = result(folder)
    quotes = [json.loads(line) for line in alone[0].splitlines()]
    assert quotes
    assert {(one["entity_id"], one["identified_by"], one["wikidata"]) for q in quotes for one in q["speakers"]} == {
        ("miller", "register", "Q42")
    }
    clear(folder)
    assert finish(command(*REGISTER, workers=2)) == 1
    assert result(folder) == alone


def test_a_run_goes_on_with_the_same_register_only(folder: Path, command: Command, register: Path) -> None:
    assert finish(command(*REGISTER)) == 1
    whole = result(folder)
    clear(folder)
    finish(command("--checkpoint", "0", *REGISTER, before=_die_in_the_middle))
    before = register.read_bytes()
    register.write_bytes(before + b"lee,Ann Lee,\n")
    assert finish(command("--checkpoint", "0", "--resume", *REGISTER)) == 2
    assert "register was '" in (folder / "talk").read_text(encoding="utf-8")
    register.write_bytes(before)
    assert finish(command("--checkpoint", "0", "--resume", *REGISTER, workers=2)) == 1
    assert result(folder) == whole


def test_the_threshold_is_a_setting_of_the_run(folder: Path, command: Command) -> None:
    finish(command("--checkpoint", "0", before=_die_in_the_middle))
    assert finish(command("--resume", "--min-speaker-confidence", "0.9")) == 2
    talk = (folder / "talk").read_text(encoding="utf-8")
    assert "min_speaker_confidence was None and is 0.9" in talk


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ("--register", "none.csv"),
            "none.csv: cannot be read: No such file or directory; name the file of a register",
        ),
        (("--register", "in.jsonl"), "in.jsonl, line 1: name: is missing; add it"),
        (("--coreference", "magic"), "coreference = 'magic': no such back end; use one of spans, fastcoref"),
    ],
)
def test_wrong_options_are_told_before_anything_is_read(
    folder: Path, command: Command, options: tuple[str, ...], message: str
) -> None:
    assert finish(command(*options)) == 2
    assert message in (folder / "talk").read_text(encoding="utf-8")
    assert not (folder / "q.jsonl.part").exists()
