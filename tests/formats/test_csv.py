from pathlib import Path

import pytest

from quoteminer.formats.csv import COLUMNS, read_csv, write_csv
from quoteminer.formats.documents import Document
from tests.formats.sample import documents


def read(path: Path) -> tuple[list[Document], list[str]]:
    errors: list[str] = []
    return list(read_csv(path, lambda error: errors.append(str(error)))), errors


def test_a_row_has_the_words_and_the_offsets() -> None:
    header, *rows = write_csv(documents()[:1]).split("\n")
    assert header == ",".join(COLUMNS)
    last = next(row for row in rows if "deny" in row and "negated" not in row)
    assert ",it,deny,," in last
    assert "Ray … Lee" in last
    assert "159-162;167-170" in last


def test_a_table_that_a_spreadsheet_saved_is_read(tmp_path: Path) -> None:
    path = tmp_path / "q.csv"
    path.write_bytes(b"\xef\xbb\xbf" + write_csv(documents()).replace("\n", "\r\n").encode())
    _, errors = read(path)
    path.write_bytes(b"\xef\xbb\xbf" + write_csv([documents()[1]]).replace("\n", "\r\n").encode())
    assert read(path) == ([Document("none", None, [])], [])
    assert len(errors) == 1  # a line break within a quotation became two signs, so that its offsets do not fit


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("159-162;167-170", "159-162", "source and source_offsets do not fit"),
        ("171-175", "171:175", "cue_offsets: '171:175' is no range"),
        (",it,deny,", ",them,deny,", "content and content_offsets do not fit"),
        ("indirect,it,deny", "loud,it,deny", "kind = 'loud'"),
    ],
)
def test_rows_that_cannot_be_used_are_told(old: str, new: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "q.csv"
    text = write_csv(documents())
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    found, (error,) = read(path)
    assert len(found[0].quotes) == 5
    assert "item 5" in error
    assert message in error


def test_a_table_without_offsets_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "q.csv"
    path.write_text("article_id,kind,content\na,direct,Wet\n")
    found, (error,) = read(path)
    assert found == []
    assert "no column content_offsets; keep the header as written" in error
