import pytest

from quoteminer.lexicon import default_lexicon
from quoteminer.names import (
    Name,
    fold,
    fullest,
    name_tables,
    parse_name,
    same_person,
    short_fits,
    slug,
    strip_article,
    strip_possessive,
    title_gender,
    title_length,
    women_among,
)

TABLES = name_tables(default_lexicon())


def parsed(text: str) -> Name:
    name = parse_name(text.split(), TABLES)
    assert name is not None
    return name


@pytest.mark.parametrize(
    ("text", "titles", "given", "surname", "suffix"),
    [
        ("Mara Lind", (), ("Mara",), ("Lind",), None),
        ("Lind", (), (), ("Lind",), None),
        ("Mr. Lind", ("Mr.",), (), ("Lind",), None),
        ("Prime Minister Mara Lind", ("Prime", "Minister"), ("Mara",), ("Lind",), None),
        ("Ursula von der Aa", (), ("Ursula",), ("von", "der", "Aa"), None),
        ("von der Aa", (), (), ("von", "der", "Aa"), None),
        ("Van den Aa", (), (), ("Van", "den", "Aa"), None),
        ("J. P. Lind Jr.", (), ("J.", "P."), ("Lind",), "Jr."),
        ("Mara Lind’s", (), ("Mara",), ("Lind",), None),
        ("Mara “Kit” Lind", (), ("Mara", "“Kit”"), ("Lind",), None),
        ("Mara Lind, Jr.", (), ("Mara",), ("Lind",), "Jr."),
        ("Mara Lind, FRS", (), ("Mara",), ("Lind",), None),
        ("Mara Lind PhD", (), ("Mara",), ("Lind",), None),
        ("Lind, Mara", (), ("Mara",), ("Lind",), None),
        ("Mara Lind-Olsen", (), ("Mara",), ("Lind-Olsen",), None),
    ],
)
def test_parse_name_takes_a_name_apart(
    text: str, titles: tuple[str, ...], given: tuple[str, ...], surname: tuple[str, ...], suffix: str | None
) -> None:
    assert parsed(text) == Name(titles, given, surname, suffix)


@pytest.mark.parametrize("text", ["President", "Prime Minister", "Mr.", ""])
def test_parse_name_finds_none_in_titles_alone(text: str) -> None:
    assert parse_name(text.split(), TABLES) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mara Lind", "Mara Lind"),
        ("Mara Lind", "Mara J. Lind"),
        ("M. Lind", "Mara Lind"),
        ("Mara Jane Lind", "Mara J. Lind"),
        ("Lind", "Mara Lind"),
        ("Mara", "Mara Lind"),
        ("von der Aa", "Ursula von der Aa"),
        ("Aa", "Ursula von der Aa"),
        ("Müller", "Jan Muller"),
        ("Mara Lind", "Mara Lind Jr."),
        ("Kit Lind", "Mara “Kit” Lind"),
    ],
)
def test_same_person_joins_forms_of_one_name(one: str, other: str) -> None:
    assert same_person(parsed(one), parsed(other))
    assert same_person(parsed(other), parsed(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mara Lind", "Peter Lind"),
        ("Mara Lind", "Mara Berg"),
        ("Mara A. Lind", "Mara B. Lind"),
        ("Mara Lind Jr.", "Mara Lind Sr."),
        ("Berg", "Mara Lind"),
        ("P. Lind", "Mara Lind"),
    ],
)
def test_same_person_keeps_persons_apart(one: str, other: str) -> None:
    assert not same_person(parsed(one), parsed(other))


def test_short_fits_surnames_of_several_words() -> None:
    assert short_fits(parsed("von der Aa"), parsed("Ursula von der Aa"))
    assert not short_fits(parsed("van der Aa"), parsed("Ursula von der Bee"))


@pytest.mark.parametrize(
    ("word", "folded"),
    [("Sen.", "sen"), ("Müller’s", "muller"), ("“Kit”", "kit"), ("O'Dea", "o'dea"), ("James'", "james")],
)
def test_fold_makes_forms_equal(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Mara Lind", "mara-lind"),
        ("Lind’s office", "linds-office"),
        ("J. Ørsted", "j-ørsted"),
        ("Élan & Co.", "elan-co"),
        ("…", None),
    ],
)
def test_slug_keeps_letters_and_digits(name: str, expected: str | None) -> None:
    assert slug(name) == expected


def test_strip_article_and_possessive_leave_something() -> None:
    assert strip_article("The readout") == "readout"
    assert strip_article("The") == "The"
    assert strip_possessive("Lind's") == "Lind"
    assert strip_possessive("'s") == "'s"


def test_title_length_takes_the_longest() -> None:
    assert title_length(["Prime", "Minister", "Lind"], TABLES) == 2
    assert title_length(["Lind"], TABLES) == 0


def test_fullest_prefers_words_to_initials() -> None:
    assert fullest(["Lind", "M. Lind", "Mara Lind", "Mara Berg"]) == "Mara Lind"


def test_gender_comes_from_the_title_or_the_first_name() -> None:
    assert title_gender(parsed("Mrs. Lind"), TABLES) == "f"
    assert title_gender(parsed("Dr. Lind"), TABLES) is None
    woman, unknown = women_among(parsed("Anna Lind"), TABLES), women_among(parsed("Mr. Lind"), TABLES)
    assert woman is not None
    assert woman > 0.9
    assert unknown is None
    assert women_among(parsed("Zzyzx Anna Lind"), TABLES) is None
