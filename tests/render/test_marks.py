from quoteminer.render.marks import Mark, paragraphs, runs

TEXT = "One two three.\n\n  \nFour five."


def test_paragraphs_are_the_lines_that_hold_something() -> None:
    assert [TEXT[start:end] for start, end in paragraphs(TEXT)] == ["One two three.", "Four five."]


def test_runs_cut_at_every_edge_and_are_the_text() -> None:
    marks = [Mark(0, 13, "content", 0), Mark(4, 7, "content", 1, wrong=True), Mark(8, 20, "source", 2)]
    found = runs(TEXT, 0, 14, marks)
    assert "".join(run.text for run in found) == TEXT[:14]
    assert [(run.text, run.classes, run.cases) for run in found] == [
        ("One ", "content", "0"),
        ("two", "content deep wrong", "0 1"),
        (" ", "content", "0"),
        ("three", "content source", "0 2"),
        (".", "source", "2"),
    ]


def test_runs_of_an_unmarked_stretch_are_one() -> None:
    (run,) = runs(TEXT, 0, 14, [Mark(19, 23, "cue", 0)])
    assert (run.text, run.classes, run.cases) == ("One two three.", "", "")
