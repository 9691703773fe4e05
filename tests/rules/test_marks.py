"""Marks paired into quotations. In the examples a blank line parts paragraphs."""

import re
import sys
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteminer.layers import CLOSED, CONTINUED, UNCLOSED
from quoteminer.rules.glyphs import MARKS
from quoteminer.rules.marks import Quoted, pair

if TYPE_CHECKING:
    from _typeshed import TraceFunction


def paragraphs(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"\S(?:.|\n(?!\n))*", text)]


def quoted(text: str, label: str = CLOSED) -> list[str]:
    found = pair(text, paragraphs(text))
    assert {each.label for each in found} <= {label}
    return [text[each.start : each.end] for each in found]


def labelled(text: str) -> list[tuple[str, str]]:
    return [(each.label, text[each.start : each.end]) for each in pair(text, paragraphs(text))]


@pytest.mark.parametrize(
    "quotation",
    [
        "“It rains.”",
        '"It rains."',
        "'It rains.'",
        "‘It rains.’",
        "‘It rains.'",
        "'It rains.’",
        "«It rains.»",
        "« It rains. »",
        "«\u202fIt rains.\u202f»",
        "»It rains.«",
        "„It rains.“",
        "„It rains.”",
        "‚It rains.‘",
        "‹It rains.›",
        "``It rains.''",
        "''It rains.''",
        "「It rains.」",
        "『It rains.』",
        "❝It rains.❞",
        "＂It rains.＂",
        "”It rains.”",
        "“It rains.“",
        '“It rains."',
        '"It rains.”',
        '``It rains."',
        "“…”",
        '"?"',
        "“😀”",
    ],
)
@pytest.mark.parametrize(
    "around",
    ["{}", "She said: {}", "She said, {} and left.", "({})", "She said—{}—and left.", "\ufeff{}", "\u202b{}\u202c"],
)
def test_pair_finds_marks_of_every_style(quotation: str, around: str) -> None:
    assert quoted(around.format(quotation)) == [quotation]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“He said ‘no’ to us.”", ["“He said ‘no’ to us.”", "‘no’"]),
        ("‘He said “no” to us.’", ["‘He said “no” to us.’", "“no”"]),
        ("'He said \"no\" to us.'", ["'He said \"no\" to us.'", '"no"']),
        ("\"He said 'no' to us.\"", ["\"He said 'no' to us.\"", "'no'"]),
        ("“He said ‘no.’”", ["“He said ‘no.’”", "‘no.’"]),
        ("“‘No,’ he said.”", ["“‘No,’ he said.”", "‘No,’"]),
        ("\"'No,' he said.\"", ["\"'No,' he said.\"", "'No,'"]),
        ("“He called it “a thing” today.”", ["“He called it “a thing” today.”", "“a thing”"]),
        ('"He called it "a thing" today."', ['"He called it "a thing" today."', '"a thing"']),
        ('“He called it "a thing" today.”', ['“He called it "a thing" today.”', '"a thing"']),
        ("«He said «no» today.»", ["«He said «no» today.»", "«no»"]),
        ("«He said „no“ today.»", ["«He said „no“ today.»", "„no“"]),
        ("„Er sagte ‚nein‘ dazu.“", ["„Er sagte ‚nein‘ dazu.“", "‚nein‘"]),
        ("“A ‘b “c” d’ e”", ["“A ‘b “c” d’ e”", "‘b “c” d’", "“c”"]),
        ("'I said 'no''", ["'I said 'no''", "'no'"]),
        ('""No,"" he said.', ['""No,""', '"No,"']),
        ("“A,” he said. “B,” she said.", ["“A,”", "“B,”"]),
        ('"A," he said. "B," she said.', ['"A,"', '"B,"']),
        ("'A,' he said. 'B,' she said.", ["'A,'", "'B,'"]),
    ],
)
def test_pair_nests(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It's the dog's bone, isn't it?",
        "It’s the dog’s bone, isn’t it?",
        "You shouldn‘t and we can‘t.",
        "cafe\u0301's coffee and re\u0301sume\u0301's",
        "In the '90s and in '98 people were poor.",
        "In the ’90s they got ’em.",
        "In the ‘90s they got ‘em.",
        "Get 'em while they're hot, 'cause it's late.",
        "The workers' rights and the bosses' pay.",
        "The workers’ rights and the bosses’ pay.",
        "rock 'n' roll, rock ‘n’ roll, rock ’n’ roll",
        "He is 6'2\" tall and 6' 2\" wide.",
        'Pipes of 12" and 15" were laid.',
        'A 24"x36" poster, a 12"-wide pipe, 10°30\'15".',
        "She left” and the lake' closed» quietly.",
        '“” and "" and ‘’ and «»',
        "“  ”",
        "",
        " ",
        "\x00",
        "no marks",
    ],
)
def test_pair_leaves_apostrophes_measures_and_empty_marks_alone(text: str) -> None:
    assert quoted(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'We defend workers' rights,' he said.", ["'We defend workers' rights,'"]),
        ("‘Workers’ rights matter,’ he said.", ["‘Workers’ rights matter,’"]),
        ("The 'workers' rights' bill passed.", ["'workers' rights'"]),
        ("The 'scare quotes' hurt the workers' thing.", ["'scare quotes'"]),
        ("'I'm goin' home,' he said.", ["'I'm goin' home,'"]),
        ("'Get 'em while they're hot,' he said.", ["'Get 'em while they're hot,'"]),
        ("'Get 'im now,' he said.", ["'Get 'im now,'"]),
        ("'Tis the season,' he said.", ["'Tis the season,'"]),
        ("“'Twas cold,” he said.", ["“'Twas cold,”"]),
        ("'20 people died,' he said.", ["'20 people died,'"]),
        ("'Rock 'n' roll is dead,' he said.", ["'Rock 'n' roll is dead,'"]),
        ("‘Back in the ’90s we sang,’ he said.", ["‘Back in the ’90s we sang,’"]),
        ("'He is 6' tall,' he said.", ["'He is 6' tall,'"]),
        ('"The 12" pipe broke," he said.', ['"The 12" pipe broke,"']),
        ('"He is 6\'2" tall," she said.', ['"He is 6\'2" tall,"']),
        ('"I was 12" and "you were 13" then.', ['"I was 12"', '"you were 13"']),
        ("“He is 6’2”,” she said.", ["“He is 6’2”,”"]),
        (
            "‘He said “the workers’ union” is here’ now",
            ["‘He said “the workers’ union” is here’", "“the workers’ union”"],
        ),
        ("the ‘leader’s’ car", ["‘leader’s’"]),
    ],
)
def test_pair_tells_apostrophes_and_measures_inside_quotations(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said: “It rains. ", ["“It rains. "]),
        ('She said: "It rains.', ['"It rains.']),
        ("She said: «It rains.", ["«It rains."]),
        ("“It rains.\n\nIt pours.", ["“It rains."]),
    ],
)
def test_pair_lets_an_unclosed_quotation_end_with_its_paragraph(text: str, expected: list[str]) -> None:
    assert quoted(text, UNCLOSED) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“A. “B,” he said.", [(UNCLOSED, "“A."), (CLOSED, "“B,”")]),
        ('"A. "B," he said.', [(UNCLOSED, '"A.'), (CLOSED, '"B,"')]),
        ('"A. "B," he said. "C," he added.', [(UNCLOSED, '"A.'), (CLOSED, '"B,"'), (CLOSED, '"C,"')]),
        ("“A «b c” d", [(CLOSED, "“A «b c”"), (UNCLOSED, "«b c")]),
        ("“A ‘b c” d", [(CLOSED, "“A ‘b c”")]),
        ("'Cos “A ‘b’ c” d", [(CLOSED, "“A ‘b’ c”"), (CLOSED, "‘b’")]),
    ],
)
def test_pair_ends_an_unclosed_quotation_where_it_can_reach_no_further(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert labelled(text) == expected


@pytest.mark.parametrize(
    ("opening", "closing"), [("“", "”"), ('"', '"'), ("'", "'"), ("‘", "’"), ("«", "»"), ("„", "“"), ("``", "''")]
)
def test_pair_goes_on_through_paragraphs_that_are_reopened(opening: str, closing: str) -> None:
    text = f"He said: {opening}One.\n\n{opening}Two.\n\n{opening}Three.{closing} He left.\n\nAll was quiet."
    assert labelled(text) == [
        (CONTINUED, f"{opening}One."),
        (CONTINUED, f"{opening}Two."),
        (CLOSED, f"{opening}Three.{closing}"),
    ]


def test_pair_goes_on_with_the_outer_quotation_only() -> None:
    text = "“He said: ‘One.\n\n“‘Two.’”"
    assert labelled(text) == [(CONTINUED, "“He said: ‘One."), (CLOSED, "“‘Two.’”"), (CLOSED, "‘Two.’")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“One.\n\nTwo.”", [(UNCLOSED, "“One.")]),
        ("“One.\n\n‘Two.’", [(UNCLOSED, "“One."), (CLOSED, "‘Two.’")]),
        ("“One.”\n\n“Two.”", [(CLOSED, "“One.”"), (CLOSED, "“Two.”")]),
        ('“One.\n\n"Two."', [(CONTINUED, "“One."), (CLOSED, '"Two."')]),
        ("They took 'Arry home.\n\n'Yes,' he said.", [(CLOSED, "'Yes,'")]),
    ],
)
def test_pair_goes_on_only_where_the_next_paragraph_opens_with_the_mark(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert labelled(text) == expected


def test_pair_keeps_to_the_paragraphs_it_is_given() -> None:
    text = "“A”¶“B¶C”"
    assert pair(text, [(4, 6)]) == [Quoted(4, 6, UNCLOSED)]
    assert pair(text, []) == []


others = ["word", "boss", "Tis", "90s", "12", " ", " ", ".", ",", "(", "—", "\n\n", "\x00", "😀", "e\u0301"]
pieces = st.sampled_from([*sorted(MARKS), *others])


@given(st.lists(pieces, max_size=60).map("".join))
def test_pair_nests_or_keeps_apart_whatever_comes(text: str) -> None:
    bounds = paragraphs(text)
    found = pair(text, bounds)
    assert found == sorted(found, key=lambda each: (each.start, -each.end))
    for number, outer in enumerate(found):
        assert text[outer.start : outer.end].strip()
        assert any(start <= outer.start and outer.end <= end for start, end in bounds)
        for inner in found[number + 1 :]:
            assert outer.start < inner.start
            assert outer.end <= inner.start or inner.end <= outer.end


@pytest.mark.parametrize("piece", ["“a ", "'90s a ", '12" a ', "‘a “b "])
def test_pair_takes_time_in_proportion_to_the_marks(piece: str) -> None:
    few, many = piece * 1000, piece * 10_000
    assert steps(lambda: pair(many, [(0, len(many))])) < 11 * steps(lambda: pair(few, [(0, len(few))]))


def test_pair_takes_time_in_proportion_to_the_marks_when_half_of_them_close() -> None:
    few, many = (f"{'‘a “b ' * count}{'c” d’ ' * count}" for count in (500, 5000))
    assert steps(lambda: pair(many, [(0, len(many))])) < 11 * steps(lambda: pair(few, [(0, len(few))]))


def steps(work: Callable[[], object]) -> int:
    """How many lines of Python are run."""
    count = 0

    def trace(frame: FrameType, event: str, arg: object) -> "TraceFunction":  # noqa: ARG001 - a tracer's signature
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
