"""What a result looks like on a terminal, with colour and without."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console, RenderableType

from quoteminer.render.console import quote_table, result_view, stored_view
from quoteminer.render.numbers import quote_numbers
from quoteminer.render.visible import shortened, visible
from quoteminer.schema import Article, Cue, Kind, Quote, Result, Speaker, TextSpan

TEXT = 'Ann Lee, the mayor, denied that Bob said "it is [wet]" here.\n\n"No," she said. "Not so."'


def span(words: str, text: str = TEXT) -> TextSpan:
    start = text.index(words)
    return TextSpan(start=start, end=start + len(words), text=words)


def cue(words: str, text: str = TEXT) -> Cue:
    return Cue(**span(words, text).model_dump())


def quote(
    content: list[TextSpan],
    the_cue: Cue | None = None,
    source: TextSpan | None = None,
    speakers: list[Speaker] | None = None,
    kind: Kind = "direct",
    number: int | None = None,
    negated: bool = False,
) -> Quote:
    return Quote(
        article_id="a",
        quote_id=None if number is None else f"a:{number}",
        kind=kind,
        content=content,
        cue=the_cue,
        source=[source] if source else [],
        speakers=speakers or [],
        negated=negated,
    )


NESTING = 'that Bob said "it is [wet]" here'
ANN = Speaker(id="ann-lee", name="Ann Lee", type="person", role="mayor", organisation="Springfield")
QUOTES = [
    quote(
        [span('that Bob said "it is [wet]" here')],
        cue("denied"),
        span("Ann Lee, the mayor"),
        [ANN],
        "indirect",
        1,
        True,
    ),
    quote([span('"it is [wet]"')], cue("said"), span("Bob"), None, "direct", 2),
    quote([span('"No,"'), span('"Not so."')], Cue(start=72, end=76, text="said"), span("she"), [ANN], "direct", 3),
]
RESULT = Result(article=Article(id="a", text=TEXT, date="2021-11-12", title="The\nrain"), quotes=QUOTES)


def printed(view: RenderableType, *, width: int = 80, colour: bool = False) -> str:
    stream = io.StringIO()
    Console(file=stream, width=width, force_terminal=colour, color_system="standard" if colour else None).print(view)
    return stream.getvalue()


def test_signs_mark_contents_cues_and_sources() -> None:
    lines = printed(result_view(RESULT, signs=True)).splitlines()
    assert lines[0].startswith("a · 2021-11-12 ──")
    assert [line.rstrip() for line in lines[1:7]] == [
        "The rain",
        "",
        '1-2 │ [Ann Lee, the mayor], _denied_ {1 that [Bob] _said_ {2 "it is [wet]"}',
        "    │ here}.",
        "    │",
        '  3 │ {3 "No,"} [she] _said_. {3 "Not so."}',
    ]
    assert lines[8] == "{number content}  [source]  _cue_"


def test_colour_tells_speakers_apart_and_needs_no_signs() -> None:
    shown = printed(result_view(RESULT, signs=False), colour=True)
    assert "{" not in shown
    assert "\x1b[36mthat \x1b[0m\x1b[1;35mBob\x1b[0m\x1b[36m \x1b[0m\x1b[4;36msaid\x1b[0m" in shown
    assert '\x1b[35m"it is [wet]"\x1b[0m' in shown
    assert '\x1b[36m"No,"\x1b[0m \x1b[1;36mshe\x1b[0m \x1b[4msaid\x1b[0m. \x1b[36m"Not so."' in shown


def test_table_has_number_speaker_kind_cue_and_quote() -> None:
    lines = [line.rstrip() for line in printed(quote_table(QUOTES)).splitlines()]
    assert lines[0].split() == ["#", "Speaker", "Kind", "Cue", "Quote"]
    assert lines[2].split()[:5] == ["1", "Ann", "Lee", "indirect", "denied"]
    assert lines[2].endswith(NESTING)
    assert lines[3].split() == ["mayor,", "negated"]
    assert lines[4].split() == ["Springfield"]
    assert any(line.split()[:4] == ["2", "(Bob)", "direct", "said"] for line in lines)
    assert lines[-1].split()[:3] == ["3", "Ann", "Lee"]
    assert lines[-1].endswith('"No," … "Not so."')


def test_table_tells_what_is_known_of_a_speaker_once() -> None:
    shown = printed(quote_table(QUOTES))
    assert (shown.count("Ann Lee"), shown.count("Springfield")) == (2, 1)
    elsewhere = [*QUOTES, quote([span("here")], speakers=[ANN.model_copy(update={"role": "judge"})])]
    assert printed(quote_table(elsewhere)).count("Springfield") == 2


def test_table_says_whom_a_speaker_speaks_for() -> None:
    office = Speaker(name="Lee's office", type="organisation", on_behalf_of="Ann Lee")
    assert "for Ann Lee" in printed(quote_table([quote([span("here")], speakers=[office, ANN])]))


def test_a_quote_without_cue_and_source() -> None:
    lines = printed(quote_table([quote([span("here")])])).splitlines()
    assert lines[-1].split() == ["1", "—", "direct", "—", "here"]


def test_without_quotes() -> None:
    assert printed(result_view(Result(article=RESULT.article, quotes=[]), signs=True)).endswith("\nno quotes\n")


@pytest.mark.parametrize("width", range(26, 60))
def test_no_line_ends_between_a_number_and_its_content(width: int) -> None:
    lines = printed(result_view(RESULT, signs=True), width=width).splitlines()
    assert not [line for line in lines if line.rstrip().endswith(("{1", "{2", "{3"))]
    assert "\ufdd0" not in "".join(lines)


@pytest.mark.parametrize("signs", [True, False])
@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_is_wider_than_the_terminal(width: int, signs: bool) -> None:
    long = Article(id="a", text=TEXT + " 多 word" * 100 + "x" * 300)
    shown = printed(result_view(Result(article=long, quotes=QUOTES), signs=signs), width=width)
    assert max(map(len, shown.splitlines())) <= width


def test_stored_quotes_within_their_article_or_as_a_table() -> None:
    assert "{1 that" in printed(stored_view("a", QUOTES, RESULT.article, signs=True))
    alone = printed(stored_view("a", QUOTES, None, signs=True))
    assert alone.startswith("a ──")
    assert "{1" not in alone
    other = printed(stored_view("a", QUOTES, Article(id="a", text="x"), signs=True), width=200)
    assert "not shown in the article, which is another text: content: the article has ''" in other
    assert "Ann Lee" in other


@pytest.mark.parametrize(
    ("ids", "numbers"),
    [(["a:2", "a:7"], ["2", "7"]), (["a:2", None], ["1", "2"]), (["x", "y"], ["1", "2"]), (["a:²", "a:3"], ["1", "2"])],
)
def test_numbers_are_those_of_the_ids_where_all_have_one(ids: list[str | None], numbers: list[str]) -> None:
    quotes = [QUOTES[0].model_copy(update={"quote_id": quote_id}) for quote_id in ids]
    assert quote_numbers(quotes) == numbers


def test_visible_takes_away_what_steers_a_terminal() -> None:
    assert visible("a\x1b[31mb\x00\t\x9b") == "a␛[31mb␀ \ufffd"
    assert visible("a\r\nb\rc\u2028d") == "a \nb\nc\nd"


@given(st.text(st.characters(codec="utf-8")))
def test_visible_keeps_offsets(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert not any(ord(character) < 0x20 and character != "\n" for character in shown)


@given(
    st.text(st.sampled_from("ab \n\r\t\x1b\"“”'😀e\u0301שלום"), min_size=1, max_size=200),
    st.lists(st.tuples(st.integers(0, 199), st.integers(1, 199)), max_size=6),
    st.booleans(),
)
def test_any_spans_over_any_text_are_shown(text: str, ranges: list[tuple[int, int]], signs: bool) -> None:
    spans = [TextSpan(start=s, end=e, text=text[s:e]) for s, length in ranges if (e := min(s + length, len(text))) > s]
    quotes = [quote([one], Cue(**one.model_dump()), one, number=n) for n, one in enumerate(spans, 1)]
    result = Result(article=Article(id="a", text=text), quotes=quotes)
    shown = printed(result_view(result, signs=signs), width=60)
    assert all(f"{number} " in shown for number in range(1, len(quotes) + 1))
    assert "\x1b" not in shown


def test_shortened_leaves_out_the_middle_at_words() -> None:
    text = " ".join(f"word{number}" for number in range(40))
    short = shortened(text, 60).plain
    assert short == "word0 word1 word2 word3 … word36 word37 word38 word39"
    assert shortened("a \n b", 60).plain == "a b"
    assert len(shortened("x" * 500, 60).plain) <= 60
