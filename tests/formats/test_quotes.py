"""Quotes as JSON lines: written, selected, read again."""

import io
from pathlib import Path

import pytest

from quoteminer.errors import InputError
from quoteminer.formats.quotes import holds_quotes, quotes_by_article, select_quotes, write_quotes
from quoteminer.schema import Article, CueClass, Kind, Quote, Result, TextSpan

TEXT = "«Ça va 😀», Ann said."


def quote(
    number: int, kind: Kind = "direct", confidence: float | None = 0.5, cue_class: CueClass | None = "statement"
) -> Quote:
    return Quote(
        article_id="a",
        quote_id=f"a:{number}",
        kind=kind,
        content=[TextSpan(start=0, end=9, text=TEXT[:9])],
        cue=None,
        cue_class=cue_class,
        source=[],
        speakers=[],
        confidence=confidence,
        parent="a:1" if number > 1 else None,
    )


@pytest.fixture
def result() -> Result:
    quotes = [quote(1), quote(2, "mixed", 0.9), quote(3, "indirect", None, "belief")]
    return Result(article=Article(id="a", text=TEXT), quotes=quotes)


def test_write_then_read_gives_the_same_quotes(result: Result, tmp_path: Path) -> None:
    stream = io.StringIO()
    write_quotes(result, stream)
    path = tmp_path / "q.jsonl"
    path.write_text(stream.getvalue() + '{"article_id": "b", "no_quotes": true}\n', encoding="utf-8")
    errors: list[InputError] = []
    assert quotes_by_article(path, errors.append) == {"a": result.quotes, "b": []}
    assert errors == []
    assert len(stream.getvalue().splitlines()) == 3
    assert "Ça va 😀" in stream.getvalue()


def test_read_tells_of_lines_that_are_no_quotes(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"article_id": "a", "kind": "loud"}\n{"id": "a"}\n', encoding="utf-8")
    errors: list[InputError] = []
    assert quotes_by_article(path, errors.append) == {}
    messages = [str(error) for error in errors]
    assert f"{path}, line 1: kind = 'loud': is not allowed; use one of 'direct', 'mixed' or 'indirect'" in messages
    assert f"{path}, line 2: no quote: it has no article_id; `quoteminer check` tells more" in messages


@pytest.mark.parametrize(
    ("confidence", "kinds", "classes", "expected"),
    [
        (0.0, [], [], ["a:1", "a:2", "a:3"]),
        (0.6, [], [], ["a:2", "a:3"]),
        (0.0, ["direct", "mixed"], [], ["a:1", "a:2"]),
        (0.0, [], ["belief"], ["a:3"]),
        (0.6, ["direct"], [], []),
    ],
)
def test_select_keeps_what_passes(
    result: Result, confidence: float, kinds: list[str], classes: list[str], expected: list[str]
) -> None:
    kept = select_quotes(result, min_confidence=confidence, kinds=kinds, cue_classes=classes)
    assert [one.quote_id for one in kept.quotes] == expected
    assert kept.article is result.article


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("q.jsonl", '\n{"article_id": "a", "no_quotes": true}', True),
        ("q.jsonl", '{"id": "a", "text": "t"}', False),
        ("q.jsonl", "", False),
        ("q.txt", '{"article_id": "a"}', False),
    ],
)
def test_holds_quotes(tmp_path: Path, name: str, content: str, expected: bool) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    assert holds_quotes(path) is expected
    assert holds_quotes(tmp_path) is False
