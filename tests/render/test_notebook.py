"""What a notebook shows of a result and of a quote."""

import re
from html import unescape

from quoteminer.schema import Result
from tests.render.samples import ARTICLE, HOSTILE, QUOTES, quote

SHOWN = Result(article=ARTICLE, quotes=QUOTES)._repr_html_()


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", re.sub("(?=</td|</div|<div)", " ", html))).split())


def test_result_shows_the_marked_article_and_a_table() -> None:
    assert re.search(r'<span style="font-weight: bold; ">she</span>', SHOWN)
    assert re.search(r"<sup[^>]*>1 </sup>\s*<span style=[^>]*dashed[^>]*>“it is 𝔴et”</span>", SHOWN)
    assert "Ann Lee, the mayor of Springfield, denied 0 that Bob Ray had said 1 “it is 𝔴et”." in plain(SHOWN)
    assert "Bob Ray “it is 𝔴et” direct · statement · confidence 0.90 · test-rule said" in plain(SHOWN)
    assert "mayor’s office for Ann Lee" in plain(SHOWN)


def test_what_stands_in_an_article_is_text() -> None:
    assert "<script" not in SHOWN
    assert "<img" not in SHOWN
    assert plain(HOSTILE.split("\u2028")[1]) in plain(SHOWN)


def test_quote_shows_speaker_content_and_facts() -> None:
    shown = QUOTES[0]._repr_html_()
    assert plain(shown) == (
        "Ann Lee mayor, Springfield that Bob Ray had said “it is 𝔴et” denied · "
        "mixed · statement · negated · confidence 0.90 · test-rule"
    )


def test_missing_parts_are_left_out() -> None:
    bare = quote(0, ["“No,”"], None, None, [], confidence=None, rule=None, cue_class=None)
    assert plain(bare._repr_html_()) == "nobody named “No,” direct"
    assert "no quotes" in Result(article=ARTICLE, quotes=[])._repr_html_()
