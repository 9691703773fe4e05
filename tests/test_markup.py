"""The parser of the inline markup, and the cases it reads."""

from pathlib import Path

import pytest

from tests.markup import Case, load_cases, parse_case

CASES = Path(__file__).parent / "cases"


def parse(*lines: str) -> Case:
    return parse_case("\n".join(("== an-id", *lines)), file="some.txt", line=10)


def test_parse_case_single_attribution() -> None:
    case = parse("# why", "@ kind=indirect", "<source>Ann</source> <cue>said</cue> <content>it rained</content>.")
    assert (case.id, case.text, case.comment) == ("an-id", "Ann said it rained.", "why")
    (attribution,) = case.attributions
    assert attribution.number == 1
    assert (attribution.source, attribution.cue, attribution.content) == ([(0, 3)], [(4, 8)], [(9, 18)])
    assert attribution.expectation == {"kind": "indirect"}


def test_parse_case_no_markup_expects_nothing() -> None:
    case = parse("It rained.")
    assert case.attributions == []
    assert case.expectations == {}


def test_parse_case_discontinuous_role_in_text_order() -> None:
    case = parse('<content>"A,"</content> <source>she</source> <cue>said</cue>, <content>"b."</content>')
    assert case.words(1, "content") == ['"A,"', '"b."']


def test_parse_case_numbers_share_a_source() -> None:
    case = parse(
        "<source 1 2>Ann</source> <cue 1>said</cue> <content 1>yes</content> and "
        "<cue 2>asked</cue> <content 2>why</content>."
    )
    assert case.words(1, "source") == case.words(2, "source") == ["Ann"]
    assert case.words(2, "content") == ["why"]


def test_parse_case_tags_nest() -> None:
    case = parse(
        "@2 parent=1",
        "<source 1>Ann</source> <cue 1>said</cue> "
        "<content 1>that <source 2>Bo</source> <cue 2>said</cue> <content 2>no</content></content>.",
    )
    assert case.words(1, "content") == ["that Bo said no"]
    assert case.words(2, "content") == ["no"]
    assert case.expectations == {1: {}, 2: {"parent": 1}}


def test_parse_case_keeps_paragraphs_and_strips_the_ends() -> None:
    assert parse("", "One.", "", "Two.", "", "").text == "One.\n\nTwo."


def test_parse_case_reads_every_expectation() -> None:
    case = parse(
        '@1 kind=direct class=request lemma=ask speaker="Ann Lee; Bo Ek" type="person; group" role="head of state"',
        "<source>Ann and Bo</source> <cue>asked</cue> <content>Cy to go</content>.",
    )
    assert case.expectations[1] == {
        "kind": "direct",
        "cue_class": "request",
        "lemma": "ask",
        "speakers": ["Ann Lee", "Bo Ek"],
        "types": ["person", "group"],
        "role": "head of state",
    }


def test_parse_case_none_means_that_nothing_is_there() -> None:
    case = parse(
        "@ speaker=none role=none organisation=none on_behalf_of=none addressee=none parent=none negated=no hedged",
        "<content>“Down with the tyrant!”</content>",
    )
    assert case.expectations[1] == {
        "speakers": [],
        "role": None,
        "organisation": None,
        "on_behalf_of": None,
        "addressee": None,
        "parent": None,
        "negated": False,
        "hedged": True,
    }


def test_parse_case_apostrophe_in_a_quoted_value() -> None:
    case = parse(
        '@ speaker="Kovac\'s office"', "<source>Kovac's office</source> <cue>said</cue> <content>no</content>."
    )
    assert case.expectations[1] == {"speakers": ["Kovac's office"]}


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["<content>it rained."], r"some\.txt:11: <content> is never closed"),
        (["One.", "", "it <cue>rained."], r"some\.txt:13: <cue> is never closed"),
        (["it rained</content>."], r"some\.txt:11: </content> with nothing open"),
        (["<content>it <cue>rained</content></cue>."], r"some\.txt:11: </content> inside <cue>"),
        (["<source>Ann</source> <cue>said</cue> nothing."], r"some\.txt:10: attribution 1 .* has no content"),
        (["<content> it rained</content>."], r"some\.txt:11: the content ' it rained' is empty or has white space"),
        (["<content></content>"], r"some\.txt:11: the content '' is empty"),
        (["<contents>it</contents>"], r"some\.txt:11: what looks like a tag is none: '<contents>"),
        (["@ colour=red", "<content>it</content>"], r"some\.txt:11: unknown expectation 'colour'"),
        (["# c", "@ kind=red", "<content>it</content>"], r"some\.txt:12: 'red' is none of direct, mixed, indirect"),
        (["@ role", "<content>it</content>"], r"some\.txt:11: 'role' needs a value"),
        (["@ negated=yes", "<content>it</content>"], r"some\.txt:11: negated stands alone or is negated=no"),
        (["@ parent=x", "<content>it</content>"], r"some\.txt:11: parent is a number or none"),
        (["@ parent=2", "<content>it</content>"], r"some\.txt:10: attribution 1 has parent 2"),
        (["@2 hedged", "<content>it</content>"], r"some\.txt:10: .* expects of attribution 2"),
        (["@x hedged", "<content>it</content>"], r"some\.txt:11: a line of expectations begins with"),
        (['@ role="head', "<content>it</content>"], r"some\.txt:11: neither key=value"),
        (["@ hedged", "@1 negated", "<content>it</content>"], r"some\.txt:12: attribution 1 has two lines"),
        (["@ addressee=Putin", "<content>it</content>"], r"some\.txt:10: the addressee 'Putin' does not stand"),
        (["# nothing else"], r"some\.txt:10: case 'an-id' has no text"),
    ],
)
def test_parse_case_malformed_names_file_and_line(lines: list[str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse(*lines)


@pytest.mark.parametrize("head", ["an-id", "== An Id", "== ", "==an-id"])
def test_parse_case_needs_a_kebab_case_id(head: str) -> None:
    with pytest.raises(ValueError, match=r"<case>:1: a case begins with"):
        parse_case(f"{head}\nIt rained.")


def test_load_cases_reads_every_file_in_order(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("== three\nC.\n", encoding="utf8")
    (tmp_path / "a.txt").write_text("== one\nA.\n\n== two\nB.\n", encoding="utf8")
    cases = load_cases(tmp_path)
    assert [case.id for case in cases] == ["one", "two", "three"]
    assert cases[1].where == f"{tmp_path / 'a.txt'}:4"


def test_load_cases_ids_are_unique(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("== one\nA.\n\n== one\nB.\n", encoding="utf8")
    with pytest.raises(ValueError, match=r"a\.txt:4: the id 'one' is taken by .*a\.txt:1"):
        load_cases(tmp_path)


def test_load_cases_nothing_before_the_first_case(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ann said no.\n== one\nA.\n", encoding="utf8")
    with pytest.raises(ValueError, match=r"a\.txt:1: a file of cases begins with"):
        load_cases(tmp_path)


def test_the_cases_are_many_and_well_formed() -> None:
    cases = load_cases(CASES)
    assert len(cases) >= 190
    for case in cases:
        for attribution in case.attributions:
            assert len(attribution.cue) <= 1, f"{case.where}: a cue is one span"


def test_the_parents_of_the_cases_hold_their_children() -> None:
    for case in load_cases(CASES):
        spans = {attribution.number: attribution.content for attribution in case.attributions}
        for attribution in case.attributions:
            if parent := attribution.expectation.get("parent"):
                assert spans[parent][0][0] <= attribution.content[0][0], case.where
                assert attribution.content[-1][1] <= spans[parent][-1][1], case.where
