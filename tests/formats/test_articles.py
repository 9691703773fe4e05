"""Reading articles: what comes out, and what is told of what does not."""

import gzip
import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from quoteminer.errors import InputError
from quoteminer.formats.articles import read_articles
from quoteminer.schema import Article

Read = Callable[..., tuple[list[Article], list[str]]]


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Read paths below a folder of the test; give the articles and the messages."""
    monkeypatch.chdir(tmp_path)

    def run(*paths: str) -> tuple[list[Article], list[str]]:
        errors: list[InputError] = []
        articles = list(read_articles(paths, errors.append))
        assert all(isinstance(error, InputError) for error in errors)
        return articles, [str(error) for error in errors]

    return run


def write(name: str, content: str | bytes) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


@pytest.mark.parametrize(
    "text",
    [
        "She said so.\n",
        "a\r\nb\rc\n\n",
        "\ttab\x00nul\x1b[31m",
        "\ufeffwith a mark",
        "e\u0301 😀 \u2028 שלום",
        " date ",
    ],
)
def test_txt_is_read_untouched(read: Read, text: str) -> None:
    write("a.txt", text)
    articles, errors = read("a.txt")
    assert [(article.id, article.text) for article in articles] == [("a", text)]
    assert errors == []


def test_txt_with_date(read: Read) -> None:
    write("a.txt", " date 2021-11-12 BERLIN. It rained.")
    (article,), _ = read("a.txt")
    assert (article.date, article.text[:6]) == ("2021-11-12", " date ")


@pytest.mark.parametrize(("name", "article_id"), [("a.b.txt", "a.b"), ("A.TXT", "A"), ("a.txt.GZ", "a")])
def test_id_is_the_name_without_ending(read: Read, name: str, article_id: str) -> None:
    write(name, gzip.compress(b"text", mtime=0) if name.endswith("GZ") else "text")
    (article,), errors = read(name)
    assert (article.id, article.text, errors) == (article_id, "text", [])


def test_folder_is_read_in_order_of_name_with_its_folders(read: Read) -> None:
    for name in ("d/b.txt", "d/a.jsonl", "d/sub/c.json", "d/.hidden.txt", "d/.git/x.txt", "d/notes.pdf"):
        write(name, json.dumps({"id": name, "text": "t"}))
    articles, errors = read("d")
    assert [article.id for article in articles] == ["d/a.jsonl", "b", "d/sub/c.json"]
    assert errors == []


@pytest.mark.skipif(os.sep != "/", reason="paths are written with /")
def test_a_file_named_twice_is_read_once(read: Read) -> None:
    write("d/a.txt", "t")
    articles, errors = read("d", "d/a.txt", "./d/../d/a.txt")
    assert [article.id for article in articles] == ["a"]
    assert errors == []


def test_jsonl_keeps_unknown_keys(read: Read) -> None:
    write("a.jsonl", '{"id": "1", "text": "t", "publisher": "P", "section": {"n": 1}}\n\n  \n{"id": "2", "text": "u"}')
    articles, errors = read("a.jsonl")
    assert [article.id for article in articles] == ["1", "2"]
    assert (articles[0].publisher, articles[0].metadata) == ("P", {"section": {"n": 1}})
    assert errors == []


def test_jsonl_byte_order_mark_is_no_part_of_it(read: Read) -> None:
    write("a.jsonl", b'\xef\xbb\xbf{"id": "1", "text": "t"}\r\n')
    assert [article.id for article in read("a.jsonl")[0]] == ["1"]


@pytest.mark.parametrize("content", ['{"id": "1", "text": "t"}', '[{"id": "1", "text": "t"}]'])
def test_json_holds_one_or_a_list(read: Read, content: str) -> None:
    write("a.json", content)
    articles, errors = read("a.json")
    assert ([article.text for article in articles], errors) == (["t"], [])


GOOD = '{"id": "good", "text": "t"}'


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ('{"id": "x",', "a.jsonl, line 2, column 12: not JSON: Expecting property name"),
        ("not json", "a.jsonl, line 2, column 1: not JSON: Expecting value; write one JSON object a line"),
        ("[1, 2]", "a.jsonl, line 2: not a JSON object but a list; write an object such as"),
        ("17", "a.jsonl, line 2: not a JSON object but 17;"),
        ('{"text": "t"}', "a.jsonl, line 2: id: is missing; add it"),
        ('{"id": "x"}', "a.jsonl, line 2: text: is missing; add it"),
        ('{"id": 17, "text": "t"}', "a.jsonl, line 2: id = 17: should be a valid string; write it in quotation marks"),
        ('{"id": "", "text": "t"}', "a.jsonl, line 2: id = '': should have at least 1 character;"),
        ('{"id": "x", "text": "\\ud83d"}', "a.jsonl, line 2: half a surrogate pair"),
        ("[" * 100_000, "a.jsonl, line 2: not JSON that can be read:"),
        ('{"id": "x", "text": "t", "n": ' + "9" * 5000 + "}", "a.jsonl, line 2: not JSON that can be read:"),
        (b'{"id": "x", "text": "caf\xe9"}', "a.jsonl, line 2: not UTF-8: byte 0xe9 at position 24 of the line"),
    ],
)
def test_a_bad_line_is_told_and_passed_over(read: Read, bad: str | bytes, message: str) -> None:
    raw = bad if isinstance(bad, bytes) else bad.encode()
    write("a.jsonl", GOOD.replace("good", "first").encode() + b"\n" + raw + b"\n" + GOOD.encode())
    articles, errors = read("a.jsonl")
    assert [article.id for article in articles] == ["first", "good"]
    assert len(errors) == 1
    assert errors[0].startswith(message)


def test_surrogate_pair_is_one_character(read: Read) -> None:
    write("a.jsonl", r'{"id": "1", "text": "\ud83d\ude00"}')
    (article,), errors = read("a.jsonl")
    assert (article.text, errors) == ("😀", [])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"one\ntwo caf\xe9", "a.txt, line 2: not UTF-8: byte 0xe9 at position 11, counted from 0; save the"),
        ("a.txt", "a\0b".encode("utf-16"), "a.txt, line 1: not UTF-8: byte 0xff at position 0"),
        ("a.jsonl", "", "a.jsonl: nothing to read: it is empty; fill it or leave it out"),
        ("a.jsonl", " \n\n", "a.jsonl: nothing to read"),
        ("a.json", " ", "a.json: nothing to read"),
        ("a.json", "{", "a.json, line 1, column 2: not JSON"),
        ("a.json", GOOD + "\n" + GOOD, "a.json, line 2, column 1: not JSON: Extra data; name a file with one object a"),
        ("a.json", "[3]", "a.json, item 1: not a JSON object but 3"),
        ("a.json", '[{"id": "1"}]', "a.json, item 1: text: is missing"),
        ("a.pdf", "x", "a.pdf: not known as a file of articles; known endings are .txt, .jsonl, .json"),
        ("a.txt.gz", "plain", "a.txt.gz: not gzip"),
        ("a.txt.gz", gzip.compress(b"much text", mtime=0)[:-4], "a.txt.gz: damaged gzip file"),
        ("a.jsonl.gz", "plain", "a.jsonl.gz: not gzip"),
        ("a.jsonl", '{"article_id": "1", "content": []}\n' * 3, "a.jsonl, line 1: a quote, not an article; leave this"),
    ],
)
def test_a_bad_file_is_told_and_passed_over(read: Read, name: str, content: str | bytes, message: str) -> None:
    write(name, content)
    write("z.txt", "good")
    articles, errors = read(name, "z.txt")
    assert [article.id for article in articles] == ["z"]
    assert len(errors) == 1
    assert errors[0].startswith(message)


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_an_article_without_text_is_told_and_kept(read: Read, text: str) -> None:
    write("a.txt", text)
    articles, errors = read("a.txt")
    assert [(article.id, article.text) for article in articles] == [("a", text)]
    assert errors == ["a.txt: nothing to read: it is empty; fill it or leave it out"]


def test_missing_path(read: Read) -> None:
    articles, errors = read("nowhere", "nowhere.jsonl")
    assert articles == []
    assert errors[0] == "nowhere: no such file or folder; check the path"
    assert errors[1].startswith("nowhere.jsonl: no such file or folder")


def test_folder_without_articles(read: Read) -> None:
    write("d/notes.md", "x")
    articles, errors = read("d")
    assert articles == []
    assert len(errors) == 1
    assert errors[0].startswith("d: no articles in this folder")


def test_the_same_id_twice_names_both_places(read: Read) -> None:
    write("a.txt", "one")
    write("b.jsonl", '{"id": "b", "text": "two"}\n{"id": "a", "text": "three"}')
    articles, errors = read("a.txt", "b.jsonl")
    assert [article.text for article in articles] == ["one", "two"]
    assert errors == ["b.jsonl, line 2: id: the id 'a' is already that of a.txt; give every article an id of its own"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("Ann said so.\r\n", [("stdin", "Ann said so.\r\n")]),
        ("\n\n Ann {said} so.", [("stdin", "\n\n Ann {said} so.")]),
        ('\n  {"id": "1", "text": "t"}\n{"id": "2", "text": "u"}\n', [("1", "t"), ("2", "u")]),
        ('\ufeff{"id": "1", "text": "t"}', [("1", "t")]),
    ],
)
def test_standard_input(
    read: Read, monkeypatch: pytest.MonkeyPatch, data: str, expected: list[tuple[str, str]]
) -> None:
    stdin(monkeypatch, data.encode())
    articles, errors = read("-")
    assert [(article.id, article.text) for article in articles] == expected
    assert errors == []


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "standard input: nothing to read"),
        (b"caf\xe9", "standard input, line 1: not UTF-8: byte 0xe9 at position 3"),
        (b'{"id": "1", "text": "t"}\nnope', "standard input, line 2, column 1: not JSON"),
    ],
)
def test_bad_standard_input(read: Read, monkeypatch: pytest.MonkeyPatch, data: bytes, message: str) -> None:
    stdin(monkeypatch, data)
    _, errors = read("-")
    assert len(errors) == 1
    assert errors[0].startswith(message)


@pytest.mark.usefixtures("read")
def test_reading_streams() -> None:
    write("a.jsonl", "\n".join(json.dumps({"id": str(number), "text": "t"}) for number in range(3)))
    errors: list[InputError] = []
    articles = read_articles(["a.jsonl", "nowhere"], errors.append)
    assert next(articles).id == "0"
    assert errors == []
    assert [article.id for article in articles] == ["1", "2"]
    assert len(errors) == 1


def test_a_link_to_itself_cannot_be_read(read: Read) -> None:
    Path("a.txt").symlink_to("a.txt")
    articles, errors = read("a.txt")
    assert articles == []
    assert len(errors) == 1
    assert errors[0].startswith("a.txt: cannot be read: ")
