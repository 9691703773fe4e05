"""Why a quote has its speaker, in words."""

import pytest

from quoteminer.render.marking import blocks
from quoteminer.render.resolution import Resolution, resolutions
from quoteminer.schema import Speaker
from tests.render.samples import ANN, QUOTES, TEXT, by, quote

BLOCKS = blocks(TEXT)


def test_a_pronoun_leads_to_the_place_that_gives_the_name() -> None:
    [found] = resolutions(QUOTES[2], TEXT, BLOCKS)
    assert found == Resolution("she", "Ann Lee", "by the rule for pronouns", (21, 28), 1)
    assert TEXT[21:28] == "Ann Lee"


def test_a_name_explains_itself() -> None:
    assert resolutions(QUOTES[1], TEXT, BLOCKS) == [Resolution("Bob Ray", "Bob Ray", "named outright")]


def test_without_the_article_no_place_is_given() -> None:
    assert resolutions(QUOTES[2], None, []) == [Resolution("she", "Ann Lee", "by the rule for pronouns")]


def test_without_a_source_there_is_nothing_to_explain() -> None:
    assert resolutions(quote(0, ["“No,”"], None, None, [ANN]), TEXT, BLOCKS) == []


@pytest.mark.parametrize(
    ("text", "paragraph"),
    [
        ("Ann Lee came.\n\nAnn\nLee sat.\n\n“No,” she said.", 2),
        ("“No,” she said.\n\nThat was Ann Lee.", 2),
        ("Ann Leeds came.\n\n“No,” she said.", None),
    ],
)
def test_the_nearest_place_before_is_taken_then_the_first_after(text: str, paragraph: int | None) -> None:
    spoken = quote(0, ["“No,”"], "said", "she", [by(ANN, "pronoun")], text=text)
    assert resolutions(spoken, text, blocks(text))[0].paragraph == paragraph


@pytest.mark.parametrize(("how", "words"), [("coreferee", "by the rule coreferee"), (None, "taken as it stands")])
def test_other_ways_are_named_as_they_are(how: str | None, words: str) -> None:
    spoken = quote(0, ["“No,”"], "said", "she", [Speaker(name="she", resolved_by=how)])
    assert resolutions(spoken, TEXT, BLOCKS)[0].how == words
