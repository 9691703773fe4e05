from collections.abc import Callable
from pathlib import Path

import pytest

from quoteminer.errors import InputError
from quoteminer.register.entries import KnownEntity
from quoteminer.register.reading import read_entries, register_digest

Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(name: str, text: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return path

    return write


LIND = KnownEntity(
    id="lind",
    name="Lind, Anna",
    aliases=["Anna Q. Lind", "Lind"],
    role=["foreign minister", "senator"],
    organisation=["Norland"],
    wikidata="Q42",
)


def test_csv(write: Write) -> None:
    path = write(
        "r.csv",
        "\ufeffID,Name,aliases,role,organisation,wikidata,born\r\n"
        'lind,"Lind, Anna",Anna Q. Lind | Lind,foreign minister|senator,Norland,Q42,1961\r\n\r\n'
        ",Norland Museum,,,,http://www.wikidata.org/entity/Q7,\r\n",
    )
    lind, museum = read_entries(path)
    assert lind == LIND
    assert (museum.id, museum.wikidata, museum.aliases, museum.type) == ("Q7", "Q7", [], "person")


def test_jsonl(write: Write) -> None:
    path = write(
        "r.jsonl",
        '{"id": "lind", "name": "Lind, Anna", "aliases": ["Anna Q. Lind", "Lind"], "role": ["foreign minister", '
        '"senator"], "organisation": "Norland", "wikidata": "https://www.wikidata.org/wiki/Q42", "born": 1961}\n\n',
    )
    assert read_entries(path) == [LIND]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("r.txt", "id,name\n", r"r\.txt: no register by its ending; name it \.jsonl or \.csv"),
        ("r.csv", "", r"r\.csv, line 1: no columns name and id \(or wikidata\); begin with a header"),
        ("r.csv", "id;name\n", r"line 1: no columns name and id"),
        ("r.csv", "id,name\n", r"r\.csv: no entry in it"),
        ("r.csv", "id,name\na,Ann Lee\na,Bo Lee\n", r"line 3: the id 'a' stands in line 2 already; give each entity"),
        ("r.csv", "id,name\na,Lee, Ann\n", r"line 2: 3 cells, but the header has 2; put a cell with a comma in"),
        ("r.csv", 'id,name\na,"Lee\n', r"line 2: no CSV: "),
        ("r.csv", "id,name\n,Ann Lee\n", r"line 2: id: is missing; add it"),
        ("r.csv", "id,name\na,\n", r"line 2: name: is missing; add it"),
        ("r.csv", "id,name,type\na,Ann Lee,king\n", r"line 2: type = 'king': is not allowed; use one of 'person'"),
        ("r.csv", "id,name,wikidata\na,Ann Lee,42\n", r"line 2: wikidata = '42': is no Wikidata item; write it as Q42"),
        ("r.csv", "id,name\na,Lee\n", r"line 2: record: 'Lee' is a single word, by which nobody is known alone; give"),
        ("r.csv", b"id,name\na,Ann Lee\nb,\xe9\n", r"line 3: not UTF-8; save the file as UTF-8"),
        ("r.jsonl", '\n{"id": "a"', r"r\.jsonl, line 2: no JSON: .*; write one object a line"),
        ("r.jsonl", "[]\n", r"line 1: no JSON object"),
        ("r.jsonl", '{"id": "a", "name": "Ann Lee", "aliases": [""]}\n', r"line 1: aliases\.0 = '': should have at"),
        ("r.jsonl", '{"id": 1, "name": "Ann Lee"}\n', r"line 1: id = 1: should be a valid string; write it in"),
    ],
)
def test_errors_name_file_line_field_and_remedy(write: Write, name: str, text: str | bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_entries(write(name, text))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.csv: cannot be read: No such file or directory; name the file of a"):
        read_entries(tmp_path / "none.csv")


def test_a_person_of_one_word_needs_a_role_and_a_body_does_not() -> None:
    assert KnownEntity(id="a", name="Zefira", role=["singer"]).names == ["Zefira"]
    assert KnownEntity(id="a", name="Newsline", type="organisation").names == ["Newsline"]


def test_the_digest_is_of_the_bytes(write: Write) -> None:
    one = register_digest(write("a.csv", "id,name\na,Ann Lee\n"))
    assert one == register_digest(write("b.csv", "id,name\na,Ann Lee\n"))
    assert one != register_digest(write("a.csv", "id,name\na,Ann Lee\n\n"))
