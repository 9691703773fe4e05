"""A text cut into paragraphs and runs."""

from hypothesis import given
from hypothesis import strategies as st

from quoteminer.render.marking import blocks, marked_paragraphs, quote_marks
from quoteminer.render.marks import Mark
from quoteminer.rules.layout import paragraph_bounds
from tests.render.samples import QUOTES, TEXT


def test_runs_nest_and_name_what_covers_them() -> None:
    first = marked_paragraphs(TEXT, quote_marks(QUOTES))[0]
    found = {piece.run.text: piece for piece in first}
    assert found["that "].run.classes == "content"
    assert found["that "].begins == (0,)
    assert found["Bob Ray"].keys == ["content-0", "source-1"]
    assert found["“it is 𝔴et”"].run.classes == "content deep"
    assert found["“it is 𝔴et”"].keys == ["content-0", "content-1"]
    assert found["“it is 𝔴et”"].begins == (1,)
    assert found["."].run.marks == ()


def test_a_broken_content_begins_once() -> None:
    last = marked_paragraphs(TEXT, quote_marks(QUOTES))[-1]
    assert [(piece.run.text, piece.begins) for piece in last if "content-3" in piece.keys] == [
        ("“No,”", (3,)),
        ("“Not so.”", ()),
    ]


def test_a_mark_that_crosses_paragraphs_is_in_both() -> None:
    paragraphs = marked_paragraphs("One.\n\nTwo.", [Mark(0, 10, "content", 0)])
    assert [[piece.run.text for piece in pieces] for pieces in paragraphs] == [["One."], ["Two."]]
    assert all(piece.run.classes == "content" for pieces in paragraphs for piece in pieces)


def test_blocks_are_the_paragraphs_with_what_stands_before_them() -> None:
    text = "  date 2021-11-12 BERLIN, November 12. /TASS/. One.\n\n Two. \n"
    assert [text[start:end] for start, end in blocks(text)] == [text.split("\n")[0].strip(), "Two."]
    assert [text[start:end] for start, end in paragraph_bounds(text)] == ["One.", "Two."]
    assert blocks("") == [(0, 0)]


@given(
    st.text(st.sampled_from("ab. \n\r\u2028😀"), max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20), st.sampled_from(["content", "cue"])), max_size=6),
)
def test_runs_are_the_text_whatever_is_marked(text: str, ranges: list[tuple[int, int, str]]) -> None:
    marks = [
        Mark(start, min(start + length, len(text)), role, number)
        for number, (start, length, role) in enumerate(ranges)
        if start < len(text)
    ]
    paragraphs = marked_paragraphs(text, marks)
    assert ["".join(piece.run.text for piece in pieces) for pieces in paragraphs] == [
        text[start:end] for start, end in blocks(text)
    ]
    assert all(piece.run.text for pieces in paragraphs for piece in pieces)
    left = "".join(
        text[a[1] : b[0]] for a, b in zip([(0, 0), *blocks(text)], [*blocks(text), (len(text),) * 2], strict=True)
    )
    assert not left.strip()
