import pytest

from quoteminer.words import Words, kind_of, quoted_ranges

TEXT = 'He said “it’s well-known,” and left.\nShe: "No'


def at(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("words", "touched"),
    [("He", {0}), ("well", {3}), ("“it’s well-known,”", {2, 3}), (",”", set()), ("and left.\nShe", {4, 5, 6})],
)
def test_touched_numbers_the_words_that_a_span_shares_a_sign_with(words: str, touched: set[int]) -> None:
    assert Words(TEXT).touched([at(TEXT, words)]) == touched


def test_touched_takes_several_spans_in_any_order() -> None:
    assert Words(TEXT).touched([at(TEXT, "left"), at(TEXT, "He")]) == {0, 5}


def test_quoted_ranges_take_in_the_marks_and_end_with_the_paragraph() -> None:
    assert [TEXT[start:end] for start, end in quoted_ranges(TEXT)] == ["“it’s well-known,”", '"No']


@pytest.mark.parametrize(
    ("words", "kind"),
    [("“it’s well-known,”", "direct"), ("said “it’s", "mixed"), ("and left", "indirect"), ("No", "direct")],
)
def test_kind_of_tells_how_much_is_between_marks(words: str, kind: str) -> None:
    assert kind_of(TEXT, [at(TEXT, words)], quoted_ranges(TEXT)) == kind
