import json
from pathlib import Path

import pytest

from quoteminer.formats.brat import write_brat
from quoteminer.formats.brat_reading import read_brat
from quoteminer.formats.documents import Document
from quoteminer.schema import Quote
from tests.formats.sample import documents

NOTE = {
    "quote_id": "nyt/2016 ä%:5",
    "speakers": [{"name": "Ray", "type": "person"}, {"name": "Ann Lee", "role": "mayor"}],
}
TEXT = "Poll: It rains. “Wet,” he said, “and\ncold,” sources said."


def read(folder: Path, *lines: str, text: str = TEXT) -> tuple[list[Quote], list[str]]:
    (folder / "a.txt").write_text(text, "utf-8")
    path = folder / "a.ann"
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    errors: list[str] = []
    document = read_brat(path, lambda error: errors.append(str(error)))
    return document.quotes, errors


def test_events_that_repeat_their_trigger_as_a_cue(tmp_path: Path) -> None:
    (quote,), errors = read(
        tmp_path,
        "T1\tSource 0 4\tPoll",
        "T2\tCue 4 5\t:",
        "T3\tContent 6 14\tIt rains",
        "T4\tAttribution 4 5\t:",
        "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1",
    )
    assert errors == []
    assert (quote.content[0].text, quote.source[0].text, quote.cue and quote.cue.text) == ("It rains", "Poll", ":")
    assert quote.kind == "indirect"


def test_fragments_are_spans_unless_only_a_line_break_parts_them(tmp_path: Path) -> None:
    (quote,), errors = read(
        tmp_path,
        "T1\tContent 32 36;37 43;16 22\t“Wet,” “and cold,”",
        "T2\tCue 26 30\tsaid",
        "R1\tCites Arg1:T2 Arg2:T1",
    )
    assert errors == []
    assert [(span.start, span.end) for span in quote.content] == [(16, 22), (32, 43)]
    assert quote.content[1].text == "“and\ncold,”"


def test_a_content_alone_is_a_quote_and_a_source_alone_is_told(tmp_path: Path) -> None:
    quotes, errors = read(tmp_path, "T1\tQuotation 16 22\t“Wet,”", "T2\tSpeaker 23 25\the")
    assert [(quote.cue, quote.source) for quote in quotes] == [(None, [])]
    (error,) = errors
    assert "T2 (source) belongs to no quote; tie it to a content" in error


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("T1\tPlace 0 4\tPoll", "T1 has a label that is no role: 'Place'"),
        ("T1\tContent 0\tPoll", "not brat standoff"),
        ("X1\tanything", "X1 is of a sort that holds no quote"),
        ("T1\tContent 0 4000\tPoll", "0-4000 is no span of a text of 57 code points"),
    ],
)
def test_lines_that_cannot_be_used_are_told(line: str, message: str, tmp_path: Path) -> None:
    quotes, (error,) = read(tmp_path, line)
    assert quotes == []
    assert "a.ann" in error
    assert message in error


def test_a_cue_of_two_fragments_is_cut_and_told(tmp_path: Path) -> None:
    (quote,), (error,) = read(
        tmp_path, "T1\tContent 6 14\tIt rains", "T2\tCue 4 5;26 30\t: said", "E1\tCue:T2 Content:T1"
    )
    assert quote.cue is not None
    assert quote.cue.text == ":"
    assert "has 2 fragments; only the first is kept" in error


def test_spans_are_written_as_fragments_that_no_line_break_crosses() -> None:
    text, annotations = write_brat(documents()[0])
    bounds = [line.split("\t") for line in annotations.splitlines() if line.startswith("T")]
    for _, head, words in bounds:
        ranges = [tuple(map(int, one.split())) for one in head.split(" ", 1)[1].split(";")]
        fragments = [text[start:end] for start, end in ranges]
        assert not any("\n" in fragment for fragment in fragments)
        assert " ".join(fragments) == words
    assert any(";" in head for _, head, _ in bounds)


def test_write_gives_cues_as_triggers_and_what_brat_lacks_as_a_note() -> None:
    _, annotations = write_brat(Document("a", documents()[0].article, documents()[0].quotes[4:5]))
    assert annotations.splitlines() == [
        "T1\tContent 176 178\tit",
        "T2\tSource 159 162\tRay",
        "T3\tSource 167 170\tLee",
        "T4\tAttribution 171 175\tdeny",
        "E1\tAttribution:T4 Content:T1 Source:T2 Source2:T3",
        "A1\tKind E1 indirect",
        "A2\tNegated E1",
        f"#1\tAnnotatorNotes E1\t{json.dumps(NOTE, ensure_ascii=False)}",
    ]
