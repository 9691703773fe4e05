"""What the report page is made of."""

import pytest

from quoteminer.render.report_data import day_of, report_data
from quoteminer.schema import Article
from tests.render.samples import ANN, ARTICLE, QUOTES


def test_index_holds_what_list_and_filters_need() -> None:
    index = report_data({"a": QUOTES}, {"a": ARTICLE}).index
    assert index["articles"] == [
        {
            "id": "a",
            "title": ARTICLE.title,
            "publisher": "The Daily Example",
            "date": "2021-11-12T09:00",
            "url": "https://example.org/a",
            "shown": True,
        }
    ]
    assert [speaker["name"] for speaker in index["speakers"]] == ["Ann Lee", "Bob Ray", "mayor’s office"]
    assert index["speakers"][2] == {"name": "mayor’s office", "type": "organisation", "behalf": "Ann Lee"}
    assert index["quotes"][3] == {
        "article": 0,
        "place": 3,
        "kind": "direct",
        "words": "“No,” … “Not so.”",
        "cue": "said the",
        "lemma": "say",
        "class": "statement",
        "source": "the mayor’s office",
        "speakers": [2],
        "hedged": True,
        "confidence": 0.9,
        "day": "2021-11-12",
    }
    assert index["quotes"][2]["speakers"] == index["quotes"][0]["speakers"] == [0]
    assert index["quotes"][0]["negated"] is True


def test_one_entity_is_one_speaker_by_one_name_however_sure_it_is() -> None:
    known = {"entity_id": "ann-lee", "identified_by": "name", "confidence": 0.9}
    first = QUOTES[0].model_copy(update={"speakers": [ANN.model_copy(update=known)]})
    fuller = ANN.model_copy(update={**known, "id": "ann-q-lee", "name": "Ann Q. Lee", "confidence": 0.8})
    index = report_data({"a": [first, QUOTES[0].model_copy(update={"speakers": [fuller]})]}, {}).index
    assert [speaker["name"] for speaker in index["speakers"]] == ["Ann Lee"]
    assert [quote["speakers"] for quote in index["quotes"]] == [[0], [0]]


def test_reader_marks_the_article_and_explains_the_speakers() -> None:
    [reader] = report_data({"a": QUOTES}, {"a": ARTICLE}).readers()
    assert reader["quotes"][1] == {"number": "1", "rule": "test-rule", "resolved": [_named("Bob Ray")], "parent": 0}
    assert reader["quotes"][2]["resolved"] == [
        {"mention": "she", "name": "Ann Lee", "how": "by the rule for pronouns", "paragraph": 1}
    ]
    assert (reader["quotes"][2]["addressee"], reader["quotes"][2]["addressed"]) == ("Zoë", "Zoë Lind")
    assert reader["paragraphs"][0][:2] == [
        "BERLIN, November 12. ",
        ["Ann Lee", "source naming", ["source-0", "naming-2"], []],
    ]
    assert len(reader["paragraphs"]) == 4


def test_without_the_article_there_are_the_quotes_alone() -> None:
    data = report_data({"a": QUOTES, "b": []}, {})
    assert data.index["articles"] == [{"id": "a"}, {"id": "b"}]
    first, second = data.readers()
    assert "paragraphs" not in first
    assert first["quotes"][2]["resolved"][0]["how"] == "by the rule for pronouns"
    assert second == {"quotes": []}
    assert not data.problems


def test_another_text_is_told_of_and_not_shown() -> None:
    data = report_data({"a": QUOTES}, {"a": ARTICLE.model_copy(update={"text": "x"})})
    assert "article a is not the text that its quotes were taken from" in data.problems[0]
    assert data.index["articles"][0]["other"] is True
    assert "paragraphs" not in next(data.readers())


def test_articles_without_quotes_are_counted() -> None:
    assert report_data({"a": QUOTES}, {"a": ARTICLE, "b": Article(id="b", text="x")}).index["read"] == 2


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "example.org"])
def test_only_web_addresses_become_links(url: str) -> None:
    article = ARTICLE.model_copy(update={"url": url, "author": ["Ann", "Bob"]})
    [shown] = report_data({"a": QUOTES}, {"a": article}).index["articles"]
    assert "url" not in shown
    assert shown["author"] == "Ann, Bob"


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("2021-11-12", "2021-11-12"),
        (" 2021-11-12T09:00Z", "2021-11-12"),
        ("2021-13-12", None),
        ("Friday", None),
        (None, None),
    ],
)
def test_days_are_told_from_other_dates(given: str | None, day: str | None) -> None:
    assert day_of(given) == day


def _named(name: str) -> dict[str, str]:
    return {"mention": name, "name": name, "how": "named outright"}
