"""Every format gives back what it was given, as far as it can hold it, and names what it cannot."""

import itertools
from pathlib import Path

import pytest

from quoteminer.errors import InputError, UsageError
from quoteminer.formats.conversion import FORMATS, convert, format_for, format_of, read_documents
from quoteminer.formats.documents import Document, lost
from quoteminer.schema import Article
from tests.formats.sample import ARTICLES, TEXT, article_left, documents, left_of

FILES = {"jsonl": "q.jsonl", "csv": "q.csv", "polnear": "q.jsonl", "labelstudio": "q.json", "prodigy": "q.jsonl"}


def write(folder: Path, name: str, given: list[Document]) -> tuple[Path, list[str]]:
    """Write documents as a format; give where they are and what was warned of."""
    warned: list[str] = []
    files = convert(given, FORMATS[name], "out", warned.append)
    target = folder / FILES.get(name, name)
    if FORMATS[name].folder:
        target.mkdir()
    for file, text in files.items():
        (target / file if file else target).write_bytes(text.encode())
    return target, warned


def read(path: Path, name: str, articles: dict[str, Article] | None = None) -> tuple[list[Document], list[str]]:
    errors: list[str] = []
    found = read_documents(path, FORMATS[name], articles or {}, lambda error: errors.append(str(error)))
    return sorted(found, key=lambda one: one.id, reverse=True), errors


@pytest.mark.parametrize("name", FORMATS)
def test_a_round_trip_loses_nothing_that_the_format_can_hold(name: str, tmp_path: Path) -> None:
    holds = FORMATS[name].holds
    path, _ = write(tmp_path, name, documents())
    found, errors = read(path, name)
    assert errors == []
    for document, given in zip(found, documents(), strict=True):
        assert given.article is not None
        assert document.id == given.id
        assert document.article == article_left(given.article, holds)
        expected = [left for quote in given.quotes if (left := left_of(quote, holds)) is not None]
        got = sorted(document.quotes, key=lambda quote: (quote.content[0].start, -quote.content[-1].end))
        assert got == sorted(expected, key=lambda quote: (quote.content[0].start, -quote.content[-1].end))


@pytest.mark.parametrize("name", FORMATS)
def test_a_second_round_trip_changes_nothing(name: str, tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    first.mkdir()
    second.mkdir()
    once, _ = read(write(first, name, documents())[0], name)
    again, _ = read(write(second, name, once)[0], name)
    assert again == once


@pytest.mark.parametrize(("before", "after"), list(itertools.permutations(FORMATS, 2)))
def test_between_formats_the_roles_survive(before: str, after: str, tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    once, _ = read(write(tmp_path / "x", before, documents())[0], before, ARTICLES)
    path, _ = write(tmp_path, after, once)
    twice, errors = read(path, after, ARTICLES)

    assert errors == []
    assert len(roles_of(twice)) == 4
    assert roles_of(twice) == roles_of(once)


def roles_of(found: list[Document]) -> list[tuple[list[tuple[int, int]], list[tuple[int, int]], int]]:
    return sorted(
        (
            [(span.start, span.end) for span in quote.content],
            [(span.start, span.end) for span in quote.source],
            quote.cue.start,
        )
        for document in found
        for quote in document.quotes
        if quote.cue is not None
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("jsonl", ["the article's other keys (1)", "the article's text (2)"]),
        ("csv", ["keys that are not in the schema (1)", "the article's other keys (1)", "the article's text (2)"]),
        ("brat", ["the article's other keys (1)"]),
        (
            "citron",
            [
                "addressee (1)",
                "addressee.name (1)",
                "cue.lemma (2)",
                "cue_class (1)",
                "date (1)",
                "hedged (1)",
                "keys that are not in the schema (1)",
                "kind, where the text's quotation marks say another (1)",
                "negated (1)",
                "paragraph (1)",
                "parent (1)",
                "quotes without a cue (2)",
                "rule (1)",
                "sentence (1)",
                "speakers (4)",
                "speakers besides their names (3)",
                "the article's other keys (1)",
            ],
        ),
    ],
)
def test_what_a_format_cannot_hold_is_named_and_counted(name: str, expected: list[str], tmp_path: Path) -> None:
    assert lost(documents(), FORMATS[name].holds) == expected
    _, warned = write(tmp_path, name, documents())
    assert warned == [f"out: {name} cannot hold {'; '.join(expected)}"]


def test_a_kind_that_the_marks_do_not_show_is_named() -> None:
    (given, _) = documents()
    quote = given.quotes[3]
    odd, even = (Document("a", given.article, [quote.model_copy(update={"kind": k})]) for k in ("mixed", quote.kind))
    assert "kind, where the text's quotation marks say another (1)" in lost([odd], FORMATS["polnear"].holds)
    assert not any("kind" in one for one in lost([even], FORMATS["polnear"].holds))


@pytest.mark.parametrize("name", ["brat", "citron", "polnear", "labelstudio", "prodigy"])
def test_formats_that_hold_the_text_need_the_article(name: str, tmp_path: Path) -> None:
    without = Document("a", None, documents()[0].quotes)
    with pytest.raises(InputError, match=r"needs the text of article 'a'.*--articles PATH"):
        write(tmp_path, name, [without])


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_recognised_by_what_it_holds(name: str, tmp_path: Path) -> None:
    path, _ = write(tmp_path, name, documents()[:1])
    assert format_of(path).name == name


def test_what_is_no_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"a": 1}\n')
    with pytest.raises(UsageError, match="not recognised; name it with --from, one of jsonl, csv"):
        format_of(path)


@pytest.mark.parametrize(("file", "name"), [("q.jsonl", "jsonl"), ("q.csv", "csv")])
def test_an_ending_tells_the_format_to_write(file: str, name: str) -> None:
    assert format_for(Path(file)).name == name


@pytest.mark.parametrize("file", ["q.json", "folder", "-"])
def test_an_ending_that_tells_nothing_is_refused(file: str) -> None:
    with pytest.raises(UsageError, match="name it with --to"):
        format_for(Path(file))


def test_quotes_that_do_not_fit_their_article_are_told(tmp_path: Path) -> None:
    path, _ = write(tmp_path, "jsonl", documents()[:1])
    other = {"nyt/2016 ä%": Article(id="nyt/2016 ä%", text=TEXT.upper())}
    (found,), errors = read(path, "jsonl", other)
    assert found.quotes == []
    assert len(errors) == 6
    assert "give the article that the quotes were taken from" in errors[0]
