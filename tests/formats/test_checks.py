"""What `check` finds: every fault once, by file, line, field, value and remedy."""

import json
from pathlib import Path
from typing import Any

import pytest

from quoteminer.formats.checks import Findings, check_files

TEXT = 'Rain fell 😀. "It is wet," Ann said.'
ARTICLE = {"id": "a", "text": TEXT}


def span(text: str) -> dict[str, Any]:
    return {"start": TEXT.index(text), "end": TEXT.index(text) + len(text), "text": text}


def record(**changes: object) -> dict[str, Any]:
    quote = {
        "article_id": "a",
        "quote_id": "a:1",
        "kind": "direct",
        "content": [span('"It is wet,"')],
        "cue": span("said"),
        "source": [span("Ann")],
        "speakers": [{"name": "Ann"}],
    }
    return quote | changes


def check(folder: Path, *records: object, articles: list[str] | None = None) -> Findings:
    file = folder / "gold" / "q.jsonl"
    file.parent.mkdir()
    file.write_text("\n".join(json.dumps(one) for one in records), encoding="utf-8")
    return check_files([str(file)], articles or [])


def faults(findings: Findings) -> list[str]:
    """Each message from the line on."""
    return [str(problem).partition("q.jsonl, ")[2] for problem in findings.problems]


def test_nothing_wrong(tmp_path: Path) -> None:
    findings = check(tmp_path, ARTICLE, record(), {"article_id": "b", "no_quotes": True})
    assert findings == Findings(problems=[], articles=1, quotes=1, not_compared=0)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"kind": "loud"}, "line 2: kind = 'loud': is not allowed; use one of 'direct', 'mixed' or 'indirect'"),
        ({"content": []}, "line 2: content: should have at least 1 item after validation, not 0; name at least one"),
        (
            {"cue": {"start": -1, "end": 3, "text": "said"}},
            "line 2: cue.start = -1: should be greater than or equal to 0; offsets count Unicode code points from 0",
        ),
        (
            {"cue": {"start": 1, "end": 3, "text": "said"}},
            (
                "line 2: cue: span 1-3 is 2 code points long, but its text has 4: 'said'; offsets count Unicode code "
                "points, end exclusive"
            ),
        ),
        (
            {"cue": {"start": 0, "end": 4, "text": "said"}},
            (
                "line 2: cue.text = 'said': the article 'a' has 'Rain' at 0-4; these words stand at 30-34; offsets "
                "count the code points of the untouched text, end exclusive"
            ),
        ),
        (
            {"source": [span("Ann"), {"start": 32, "end": 35, "text": "Bob"}]},
            (
                "line 2: source.1.text = 'Bob': the article 'a' has 'id.' at 32-35; nor do these words stand elsewhere "
                "in it; copy them from the untouched text"
            ),
        ),
        (
            {"parent": "a:1"},
            "line 2: parent = 'a:1': a quote cannot stand inside itself; name the quote around it, or null",
        ),
        (
            {"confidence": 1.5},
            "line 2: confidence = 1.5: should be less than or equal to 1; `quoteminer schema` prints what is allowed",
        ),
        ({"schema_version": "9"}, "line 2: schema_version = '9': is not allowed; use one of '1'"),
    ],
)
def test_a_fault_in_a_quote(tmp_path: Path, changes: dict[str, object], fault: str) -> None:
    assert faults(check(tmp_path, ARTICLE, record(**changes))) == [fault]


def test_a_missing_field(tmp_path: Path) -> None:
    quote = record()
    del quote["speakers"]
    assert faults(check(tmp_path, ARTICLE, quote)) == ["line 2: speakers: is missing; add it"]


def test_a_quote_id_twice(tmp_path: Path) -> None:
    findings = check(tmp_path, ARTICLE, record(), record())
    assert faults(findings) == [
        "line 3: quote_id = 'a:1': is already the id of the quote in line 2; give every quote an id of its own"
    ]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ({"article_id": 3, "no_quotes": True}, "article_id = 3: should name the article that has no quotes"),
        ({"article_id": "b", "no_quotes": "yes"}, "no_quotes = 'yes': can only be true; write true"),
        ({"article_id": "a", "no_quotes": True}, "no_quotes = True: article 'a' is said to have no quotes, but quotes"),
        ({"name": "x"}, "neither an article (id, text) nor a quote"),
        ({"id": "b"}, "text: is missing; add it"),
        ({"id": "b", "text": " "}, "text = ' ': holds no text; fill it or leave it out"),
        (ARTICLE, "id = 'a': is already the id of "),
        ([1], "not a JSON object but a list"),
    ],
)
def test_a_fault_in_another_line(tmp_path: Path, line: object, fault: str) -> None:
    (found,) = faults(check(tmp_path, ARTICLE, record(), line))
    assert found.startswith(f"line 3: {fault}")


@pytest.mark.parametrize(
    ("attribution", "fault"),
    [
        ({"source": [], "cue": [[31, 35]], "content": [[14, 26]]}, None),
        ({"content": [{"start": 14, "end": 26}]}, None),
        ({"content": []}, "attributions.0.content: is missing; name at least one span"),
        ({"content": [[14, 99]]}, "attributions.0.content.0: [14, 99] is no span of a text of 35 code points; write"),
        ({"content": [[14, 26]], "cue": [[5, 5]]}, "attributions.0.cue.0: [5, 5] is no span"),
        ({"content": [[14, 26]], "source": 7}, "attributions.0.source.0: 7 is no span"),
        ("x", "attributions.0 = 'x': should be an object"),
    ],
)
def test_gold_with_one_article_a_line(tmp_path: Path, attribution: object, fault: str | None) -> None:
    findings = check(tmp_path, ARTICLE | {"attributions": [attribution]})
    assert (findings.articles, findings.quotes) == (1, 1)
    assert [found.startswith(f"line 1: {fault}") for found in faults(findings)] == ([True] if fault else [])


def test_articles_are_found_in_the_folder_raw_beside(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text("Another text, which is longer than the quote.", encoding="utf-8")
    findings = check(tmp_path, record(cue=None, source=[]))
    assert findings.not_compared == 0
    assert [found.partition(":")[0] for found in faults(findings)] == ["line 1"]


def test_articles_that_are_given_must_be_there(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("x", encoding="utf-8")
    findings = check(tmp_path, record(), articles=[str(other)])
    assert findings.not_compared == 1
    assert faults(findings) == [
        "line 1: article_id = 'a': no article of this id among those given; correct the id or give the article"
    ]


def test_without_articles_the_quotes_not_compared_are_counted(tmp_path: Path) -> None:
    findings = check(tmp_path, record())
    assert (findings.problems, findings.not_compared) == ([], 1)


def test_text_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"caf\xe9")
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    findings = check_files([str(tmp_path), str(tmp_path / "nowhere.txt")])
    assert [str(problem).removeprefix(str(tmp_path))[:24] for problem in findings.problems] == [
        "/a.txt, line 1: not UTF-",
        "/b.txt: nothing to read:",
        "/nowhere.txt: no such fi",
    ]
