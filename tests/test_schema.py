import inspect
import json
import re
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from quoteminer.schema import Article, Quote, Result, Speaker, TextSpan

TEXT = "😀 “Rain,” said Ann."


def span(start: int, end: int) -> dict[str, Any]:
    return {"start": start, "end": end, "text": TEXT[start:end]}


def record(**changes: object) -> dict[str, Any]:
    return {
        "article_id": "a",
        "kind": "direct",
        "content": [span(2, 9)],
        "cue": span(10, 14),
        "source": [span(15, 18)],
        "speakers": [{"name": "Ann"}],
        **changes,
    }


def test_a_record_needs_little() -> None:
    quote = Quote.model_validate(record())
    assert (quote.schema_version, quote.negated, quote.hedged) == ("1", False, False)
    assert quote.speakers == [Speaker(name="Ann", type="unknown")]


def test_a_record_survives_json() -> None:
    quote = Quote.model_validate(record(addressee=span(15, 18), note="kept"))
    assert Quote.model_validate_json(quote.model_dump_json()) == quote
    assert json.loads(quote.model_dump_json())["note"] == "kept"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"content": []}, "at least 1 item"),
        ({"content": [span(6, 9), span(2, 5)]}, "content spans 6-9 and 2-5 overlap or are out of order"),
        ({"source": [span(2, 6), span(5, 9)]}, "source spans 2-6 and 5-9 overlap or are out of order"),
        ({"content": [{"start": 2, "end": 9, "text": "Rain"}]}, "span 2-9 is 7 code points long, but its text has 4"),
        ({"content": [{"start": 2, "end": 2, "text": ""}]}, "at least 1 character"),
        ({"content": [{"start": -1, "end": 0, "text": "R"}]}, "greater than or equal to 0"),
        ({"kind": "loud"}, "'direct', 'mixed' or 'indirect'"),
        ({"cue_class": "shout"}, "'statement', 'question'"),
        ({"speakers": [{"name": ""}]}, "at least 1 character"),
        ({"speakers": [{"name": "Ann", "role": ""}]}, "at least 1 character"),
        ({"speakers": [{"name": "Ann", "type": "robot"}]}, "'person', 'organisation'"),
        ({"confidence": 1.5}, "less than or equal to 1"),
        ({"sentence": -1}, "greater than or equal to 0"),
        ({"schema_version": "2"}, "'1'"),
        ({"article_id": ""}, "at least 1 character"),
    ],
)
def test_a_record_that_contradicts_itself_is_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Quote.model_validate(record(**changes))


def test_records_cannot_be_changed() -> None:
    quote = Quote.model_validate(record())
    with pytest.raises(ValidationError, match="frozen"):
        quote.kind = "mixed"  # type: ignore[misc]


def test_spans_lists_every_span_with_its_field() -> None:
    quote = Quote.model_validate(record(addressee=span(15, 18)))
    assert [(field, found.text) for field, found in quote.spans()] == [
        ("content", "“Rain,”"),
        ("source", "Ann"),
        ("cue", "said"),
        ("addressee", "Ann"),
    ]


@pytest.mark.parametrize("field", ["content", "source", "cue", "addressee"])
def test_a_result_refuses_spans_that_are_not_the_text(field: str) -> None:
    wrong = {"start": 0, "end": 4, "text": "Rain"}
    quote = Quote.model_validate(record(**{field: [wrong] if field in {"content", "source"} else wrong}))
    assert quote.mismatch(TEXT) == f"{field}: the article has '😀 “R' at 0-4, the record says 'Rain'"
    with pytest.raises(ValidationError, match="the record says 'Rain'"):
        Result(article=Article(id="a", text=TEXT), quotes=[quote])


def test_a_result_refuses_quotes_of_another_article() -> None:
    quote = Quote.model_validate(record(article_id="b"))
    with pytest.raises(ValidationError, match="is of article b, not of a"):
        Result(article=Article(id="a", text=TEXT), quotes=[quote])


def test_a_result_counts_its_quotes() -> None:
    quote = Quote.model_validate(record())
    assert quote.mismatch(TEXT) is None
    assert len(Result(article=Article(id="a", text=TEXT), quotes=[quote])) == 1


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("date 2021-11-12 BERLIN", "2021-11-12"),
        (" \n date 2021-11-12\nBERLIN", "2021-11-12"),
        ("The date 2021-11-12 passed", None),
        ("date 2021-11-123", None),
        ("", None),
    ],
)
def test_from_text_reads_a_leading_date_and_leaves_the_text(text: str, date: str | None) -> None:
    assert Article.from_text(text, "a") == Article(id="a", text=text, date=date)


def test_an_article_keeps_keys_it_does_not_know() -> None:
    article = Article.model_validate({"id": "a", "text": "", "author": ["Ann", "Bo"], "section": "news"})
    assert article.metadata == {"section": "news"}
    assert article.author == ["Ann", "Bo"]


@pytest.mark.parametrize("data", [{"text": ""}, {"id": "", "text": ""}, {"id": "a"}, {"id": "a", "text": None}])
def test_an_article_needs_an_id_and_a_text(data: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match=r"Article\n(id|text)"):
        Article.model_validate(data)


@pytest.mark.parametrize("model", [Article, TextSpan, Speaker, Quote])
def test_every_field_is_documented(model: type[BaseModel]) -> None:
    assert model.__doc__
    described = re.findall(r"^    (\w+): ", inspect.getdoc(model) or "", flags=re.MULTILINE)
    assert described == [name for name in model.model_fields if name != "schema_version"]
