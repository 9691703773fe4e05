"""Quotes as displaCy takes them, held against displaCy itself."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st
from spacy import displacy

from quoteminer.render.displacy import COLOURS, displacy_spans
from quoteminer.schema import Article, Result, TextSpan
from tests.render.samples import ARTICLE, QUOTES, quote

RESULT = Result(article=ARTICLE, quotes=QUOTES)


def test_tokens_and_characters_name_the_same_words() -> None:
    spans = displacy_spans(RESULT)
    assert spans["spans"][0] == {
        "start": 63,
        "end": 96,
        "start_token": spans["tokens"].index("that"),
        "end_token": spans["tokens"].index("”") + 1,
        "label": "CONTENT",
    }
    assert {span["label"] for span in spans["spans"]} == set(COLOURS)


def test_displacy_shows_every_span_and_escapes_every_text() -> None:
    spans = displacy_spans(RESULT)
    page = displacy.render(spans, style="span", manual=True, jupyter=False, options={"colors": dict(COLOURS)})
    assert page.count("border-top-left-radius") == len(spans["spans"])
    for colour in COLOURS.values():
        assert colour in page
    assert "<script" not in page
    assert "<img" not in page
    shown = unescape(re.sub(r"<[^>]+>", " ", page))
    assert "𝔴et" in shown


def test_a_span_of_two_quotes_comes_once() -> None:
    twice = [quote(n, ["“No,”"], "said the", "the mayor’s office", []) for n in range(2)]
    assert len(displacy_spans(Result(article=ARTICLE, quotes=twice))["spans"]) == 3


@given(
    st.text(st.sampled_from("ab. “”\n😀"), min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 39), st.integers(1, 20)), max_size=4),
)
def test_any_span_is_its_tokens(text: str, ranges: list[tuple[int, int]]) -> None:
    found = [TextSpan(start=s, end=e, text=text[s:e]) for s, n in ranges if (e := min(s + n, len(text))) > s]
    quotes = [quote(n, ["“No,”"], None, None, []).model_copy(update={"content": [one]}) for n, one in enumerate(found)]
    spans = displacy_spans(Result(article=Article(id="a", text=text), quotes=quotes))
    for span in spans["spans"]:
        tokens = spans["tokens"][span["start_token"] : span["end_token"]]
        assert "".join(tokens) == "".join(text[span["start"] : span["end"]].split())
