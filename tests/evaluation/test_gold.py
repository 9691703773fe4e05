"""Gold that cannot be scored is named, with line, field and remedy; and nothing is scored then."""

import json
from typing import Any

import pytest

from quoteminer.errors import RecordError
from quoteminer.evaluation.gold import check_gold, read_gold, read_predictions
from tests.evaluation.gold_lines import ARTICLES, GOLD, TEXT, lines, quote, span


def without(key: str, record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name != key}


def whole(**changes: Any) -> dict[str, Any]:  # noqa: ANN401
    attribution = {"id": "E1", "source": [[13, 20]], "cue": [[21, 25]], "content": [[0, 12]]}
    return {"id": "w", "text": TEXT, "attributions": [{**attribution, **changes}]}


WIDE = {"start": 70, "end": 4000, "text": "x" * 3930}
SHIFTED = {**span("said"), "start": 22, "end": 26}
PROBLEMS: dict[str, tuple[list[str], int, str, str, str]] = {
    "nothing": (["", " "], 1, "file", "holds neither a quote nor an article", "name a file of gold"),
    "no JSON": (["{"], 1, "line", "is no JSON", "write one JSON object a line"),
    "no object": (["[1]"], 1, "line", "is no JSON object", "write one JSON object a line"),
    "field missing": (lines(without("cue", quote())), 1, "cue", "is missing", "add it"),
    "kind unknown": (lines(quote(kind="loud")), 1, "kind", "is not allowed", "use one of 'direct'"),
    "unnamed speaker": (lines(quote(speakers=[{"name": ""}])), 1, "speakers.0.name", "at least 1", "null, never"),
    "outside the text": (
        lines(quote(content=[WIDE])),
        1,
        "content.0.end",
        "only 80 code points",
        "not bytes or tokens",
    ),
    "other words there": (lines(quote(1), quote(2, cue=SHIFTED)), 2, "cue.text", "'aid.'", "correct the offsets"),
    "other addressee there": (
        lines(quote(addressee={**SHIFTED, "name": "Ann Lee"})),
        1,
        "addressee.text",
        "'aid.'",
        "correct the offsets",
    ),
    "length differs": (
        lines(quote(cue={**span("said"), "end": 99})),
        1,
        "cue",
        "code points long",
        "offsets count Unicode code points, end exclusive",
    ),
    "spans overlap": (
        lines(quote(content=[span("“It is"), span("is wet")])),
        1,
        "record",
        "overlap or are out of order",
        "list them in the order of the text",
    ),
    "article unknown": (lines(quote(article_id="b")), 1, "article_id", "no article has this id", "--articles PATH"),
    "quote twice": (
        lines(quote(1), quote(1, quote_id="other")),
        2,
        "content",
        "the same quote stands on line 1 (id a:1) already",
        "remove one of the two",
    ),
    "id twice": (lines(quote(1), quote(2, quote_id="a:1")), 2, "quote_id", "line 1 has this id already", "its own id"),
    "parent unknown": (lines(quote(2, parent="a:9")), 1, "parent", "no quote of this article", "name a quote_id"),
    "quotes and none": (
        lines(quote(1), {"article_id": "a", "no_quotes": True}),
        2,
        "no_quotes",
        "the article has quotes (line 1)",
        "remove this line",
    ),
    "none and quotes": (
        lines({"article_id": "a", "no_quotes": True}, quote(1)),
        2,
        "article_id",
        "line 1 said all there is",
        "remove one of the two lines",
    ),
    "article twice": (lines(whole(), whole()), 2, "id", "stands on line 1 already", "keep one line an article"),
    "article without text": (lines({**whole(), "text": None}), 1, "text", "has no text", "add it"),
    "another text": (
        lines({**whole(), "id": "a", "text": "Short."}),
        1,
        "text",
        "is not the text",
        "annotate, predict",
    ),
    "empty span": (
        lines(whole(cue=[[5, 5]])),
        1,
        "attributions.0.cue.0.end",
        "is not after start 5",
        "end is exclusive",
    ),
    "negative offset": (lines(whole(cue=[[-1, 5]])), 1, "attributions.0.cue.0.start", "greater than", "count Unicode"),
    "spans overlap in a line": (
        lines(whole(content=[[0, 5], [3, 9]])),
        1,
        "attributions.0.content",
        "two of its spans overlap",
        "join them",
    ),
    "no content": (lines(whole(content=[])), 1, "attributions.0.content", "has no content", "give its spans"),
    "no word": (lines(whole(content=[[10, 12]])), 1, "attributions.0.content", "has no word", "correct its offsets"),
    "no span": (lines(whole(content=[[1, 2, 3]])), 1, "attributions.0.content.0", "valid dict", "quoteminer schema"),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_bad_gold_is_named(name: str) -> None:
    bad, line, field, message, remedy = PROBLEMS[name]
    (problem,) = check_gold(bad, "gold.jsonl", ARTICLES)
    assert (problem.place.file, problem.place.line, problem.field) == ("gold.jsonl", line, field)
    assert message in problem.what
    assert remedy in problem.remedy


@pytest.mark.parametrize("name", PROBLEMS)
def test_bad_gold_is_not_read(name: str) -> None:
    bad, line, field, message, remedy = PROBLEMS[name]
    with pytest.raises(RecordError) as caught:
        read_gold([*bad], "gold.jsonl", ARTICLES)
    assert f"gold.jsonl, line {line}: {field}" in str(caught.value)
    assert message in str(caught.value)
    assert remedy in str(caught.value)


def test_many_problems_are_cut_short_and_counted() -> None:
    with pytest.raises(RecordError, match="… and 5 more; `quoteminer check` lists them all"):
        read_gold(["{"] * 25, "gold.jsonl")


def test_good_gold_has_no_problem() -> None:
    assert check_gold(GOLD, "gold.jsonl", ARTICLES) == []


def test_quote_records_are_gathered_by_article_with_its_publisher() -> None:
    found = read_gold(["\n", *GOLD], "gold.jsonl", ARTICLES)
    assert found.keys() == {"a"}
    assert (found["a"].text, found["a"].group) == (TEXT, "The Paper")
    assert [one.line for one in found["a"].attributions] == [2, 3, 4]
    assert found["a"].attributions[0].speakers[0].name == "Ann Lee"  # type: ignore[index]


def test_an_article_without_quotes_is_read_as_one() -> None:
    found = read_gold(lines({"article_id": "a", "no_quotes": True}), "gold.jsonl", ARTICLES)
    assert found["a"].attributions == ()


def test_spans_may_be_ranges_or_objects_and_roles_may_be_absent() -> None:
    line = {"id": "w", "text": TEXT, "attributions": [{"content": {"start": 0, "end": 12}, "source": None}]}
    (attribution,) = read_gold(lines(line), "gold.jsonl")["w"].attributions
    assert (attribution.content, attribution.source, attribution.cue) == (((0, 12),), (), ())


def test_predictions_need_only_article_and_content() -> None:
    gold = read_gold(GOLD, "gold.jsonl", ARTICLES)
    predicted = read_predictions(lines({"article_id": "a", "content": [{"start": 0, "end": 12}]}), "p.jsonl", gold)
    assert predicted["a"].attributions[0].content == ((0, 12),)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            {"article_id": "a", "content": [{"start": 0, "end": 999}]},
            "content.0.end = 999: the article's text has only",
        ),
        (
            {"article_id": "a", "content": [{"start": 0, "end": 3, "text": "abc"}]},
            "content.0.text = 'abc': the article has",
        ),
        ({"id": "a", "text": "Other.", "attributions": []}, "is not the text of the article"),
        ({"article_id": "a"}, "content: is missing"),
    ],
)
def test_predictions_that_do_not_fit_the_gold_are_refused(line: dict[str, Any], message: str) -> None:
    gold = read_gold(GOLD, "gold.jsonl", ARTICLES)
    with pytest.raises(RecordError) as caught:
        read_predictions([json.dumps(line)], "p.jsonl", gold)
    assert message in str(caught.value)
