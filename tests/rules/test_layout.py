import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteminer.rules.layout import paragraph_bounds


def paragraphs(text: str) -> list[str]:
    return [text[start:end] for start, end in paragraph_bounds(text)]


@pytest.mark.parametrize(
    "gap",
    ["\n\n", "\n", "\r\n", "\r\n\r\n", "\r", "\n \t\n", "\n\n\n\n", " \n\n  ", "\u2029", "\f", "\u2028", "\x85", "\v"],
)
def test_line_breaks_of_every_kind_end_a_paragraph(gap: str) -> None:
    assert paragraphs(f"It rains.{gap}It pours.") == ["It rains.", "It pours."]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\r\n \t\u2028\u2029"])
def test_white_space_holds_no_paragraph(text: str) -> None:
    assert paragraphs(text) == []


def test_white_space_at_the_ends_is_left_out() -> None:
    assert paragraph_bounds("  \n It rains. \t\n\n\u00a0It pours.\u3000") == [(4, 13), (18, 27)]


def test_lines_that_are_only_wrapped_are_one_paragraph() -> None:
    first = "This is a line that is\nwrapped by hand at a\nnarrow width, as mails\nare. It ends."
    assert paragraphs(f"{first}\n\nAnother paragraph is\r\nwrapped too.") == [
        first,
        "Another paragraph is\r\nwrapped too.",
    ]


def test_lines_that_end_like_sentences_are_paragraphs() -> None:
    lines = ["It rains.", "“It pours.”", "Does it?", "(It does.)", "He said:"]
    assert paragraphs("\n".join(lines)) == lines


def test_one_long_line_shows_that_nothing_is_wrapped() -> None:
    lines = ["a short line", "another", "a third", "x" * 101]
    assert paragraphs("\n".join(lines)) == lines


@pytest.mark.parametrize(
    "header",
    [
        "date 2021-11-12 ",
        " \n date 2021-11-12\n",
        "date 2021-11-12\n\n",
        "BERLIN, November 12. /TASS/. ",
        "date 2021-11-12 BERLIN, November 12. /TASS/. ",
        "KYIV (Reuters) - ",
        "Oslo (AFP) - ",
        "Sao Paulo, Nov 3 (Reuters) - ",
        "WASHINGTON, D.C. (AP) — ",
        "NEW YORK, Nov. 12 (Reuters) – ",
        "SÃO PAULO (AP) — ",
        "LONDON — ",
        "LONDON -- ",
    ],
)
def test_dates_and_datelines_in_front_of_a_paragraph_are_left_out(header: str) -> None:
    assert paragraphs(f"{header}The river rose.") == ["The river rose."]


def test_a_dateline_may_stand_behind_a_headline() -> None:
    assert paragraphs("River rises\n\nLONDON — The river rose.") == ["River rises", "The river rose."]


@pytest.mark.parametrize(
    "text",
    [
        "Paris — the city — is big.",
        "NATO — an alliance — met.",
        "The date 2021-11-12 was cold.",
        "date 2021-11-123 was cold.",
        "BBC said so.",
        "IT'S COLD (AND WET) today.",
    ],
)
def test_what_only_looks_like_a_header_stays(text: str) -> None:
    assert paragraphs(text) == [text]


def test_capitals_and_a_dash_are_no_dateline_further_down() -> None:
    lines = ["One.", "Two.", "Three.", "NATO — The alliance — met.", "KYIV (Reuters) - It met."]
    assert paragraphs("\n\n".join(lines))[3:] == ["NATO — The alliance — met.", "It met."]


@pytest.mark.parametrize(
    "times", [("09:14", "11:02"), ("9.14am", "11.02 p.m."), ("[09:14]", "[11:02]"), ("9:14 GMT -", "9:20 GMT -")]
)
def test_times_in_front_of_entries_are_left_out(times: tuple[str, str]) -> None:
    first, second = times
    text = f"{first} The river rose.\n\nIt rains.\n\n{second} The river fell."
    assert paragraphs(text) == ["The river rose.", "It rains.", "The river fell."]


@pytest.mark.parametrize("text", ["10.20 trains were late.", "10:20 Shadow fell on the house.\n\nIt rains."])
def test_a_single_time_belongs_to_its_sentence(text: str) -> None:
    assert paragraphs(text) == text.split("\n\n")


@given(st.text(st.sampled_from("aB. ,\n\r\t\x00\u2028\u2029\f—/()'\"12-"), max_size=200))
def test_bounds_are_in_order_disjoint_and_lose_no_word(text: str) -> None:
    bounds = paragraph_bounds(text)
    flat = [offset for pair in bounds for offset in pair]
    assert flat == sorted(set(flat))
    assert all(text[start:end] == text[start:end].strip() for start, end in bounds)
    outside = "".join(text[a:b] for a, b in zip([0, *flat[1::2]], [*flat[::2], len(text)], strict=True))
    assert "a" not in outside
