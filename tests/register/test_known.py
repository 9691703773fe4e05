from dataclasses import replace

import pytest

from quoteminer.lexicon import default_lexicon
from quoteminer.names import name_tables, parse_name
from quoteminer.register.described import Described, keys
from quoteminer.register.entries import KnownEntity
from quoteminer.register.known import Register
from quoteminer.register.namesakes import short_forms

TABLES = name_tables(default_lexicon())
SHORT = short_forms(default_lexicon())


def register(*entries: KnownEntity) -> Register:
    return Register(entries, TABLES, {"norlandish": "norland"}, SHORT)


def person(name: str, role: str = "", body: str = "", **changes: object) -> Described:
    parsed = parse_name(name.split(), TABLES)
    described = Described(
        type="person",
        name=name,
        person=parsed,
        full=parsed is not None and bool(parsed.given),
        roles=keys([role], SHORT),
        bodies=keys([body]),
    )
    return replace(described, **changes)  # type: ignore[arg-type]


def found(known: Register, described: Described, *, common: bool = False) -> str | None:
    entry = known.find(described, common=common)
    return entry.id if entry else None


LIND = KnownEntity(id="l", name="Lind, Anna", aliases=["Lind"], role=["foreign minister"], organisation=["Norland"])


@pytest.mark.parametrize(
    ("described", "expected"),
    [
        (person("Anna Lind"), "l"),
        (person("Anna Q. Lind"), "l"),
        (person("Anna Lind", "foreign minister"), "l"),
        (person("Anna Lind", "Minister", "Norland"), "l"),
        (person("Anna Lind", "Norlandish Minister"), "l"),
        (person("Lind", "Foreign Minister"), "l"),
        (person("Lind"), None),
        (person("Lind", "nurse"), None),
        (person("Anna Lind", "nurse"), None),
        (person("Anna Lind", "foreign minister", "Sudland"), None),
        (person("Anna Lind", stranger=True), None),
        (person("Anna Lind", "foreign minister", stranger=True), "l"),
        (person("Annika Lind", "foreign minister"), None),
        (person("A. Lind", "foreign minister"), None),
        (person("Anna Lind Jr.", "foreign minister"), None),
        (person("Anna Berg Lind", "foreign minister"), "l"),
    ],
)
def test_a_full_name_is_enough_unless_the_article_says_something_else(
    described: Described, expected: str | None
) -> None:
    assert found(register(LIND), described) == expected


@pytest.mark.parametrize(
    ("described", "expected"),
    [
        (person("Anna Lind"), None),
        (person("Anna Lind", "foreign minister"), None),
        (person("Anna Lind", "foreign minister", "Norland"), "l"),
        (person("Anna Lind", "minister", "Sudland"), None),
    ],
)
def test_a_common_name_needs_the_role_and_the_body(described: Described, expected: str | None) -> None:
    assert found(register(LIND), described, common=True) == expected


def test_an_entry_without_role_is_matched_by_its_full_name_alone() -> None:
    known = register(KnownEntity(id="l", name="Anna Lind"))
    assert found(known, person("Anna Lind", "nurse"), common=True) == "l"
    assert found(known, person("Anna Lind", stranger=True), common=True) is None


def test_the_role_decides_between_two_of_one_name() -> None:
    known = register(LIND, KnownEntity(id="n", name="Anna Lind", role=["nurse"]))
    assert found(known, person("Anna Lind", "nurse")) == "n"
    assert found(known, person("Anna Lind", "foreign minister")) == "l"
    assert found(known, person("Anna Lind")) is None
    assert found(known, person("Anna Lind", "coach")) is None


def test_middle_initials_that_differ_are_two_people() -> None:
    known = register(KnownEntity(id="hw", name="Jane H. W. Bock"), KnownEntity(id="w", name="Jane W. Bock"))
    assert found(known, person("Jane W. Bock")) == "w"
    assert found(known, person("Jane H. W. Bock")) == "hw"
    assert found(known, person("Jane Walker Bock")) == "w"
    assert found(known, person("Jane Bock")) is None


@pytest.mark.parametrize(
    ("one", "other"), [("Spokeswoman", "spokesperson"), ("Sen.", "senator"), ("chairman", "Chair")]
)
def test_roles_are_compared_without_their_form(one: str, other: str) -> None:
    known = register(KnownEntity(id="l", name="Anna Lind", role=[one]))
    assert found(known, person("Anna Lind", other), common=True) == "l"


def body(name: str, kind: str = "organisation") -> Described:
    return Described(type=kind, name=name)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("described", "expected"),
    [
        (body("Norland Museum"), "m"),
        (body("the Museum of Norland"), "m"),
        (body("Norland Museum", "place"), "m"),
        (body("Norland Museums"), None),
        (body("Norland Museum", "document"), None),
        (body("NM"), "m"),
        (body("NM", "place"), None),
        (person("Norland Museum"), None),
    ],
)
def test_a_body_is_known_by_its_whole_name(described: Described, expected: str | None) -> None:
    museum = KnownEntity(id="m", name="Norland Museum", aliases=["Museum of Norland", "NM"], type="organisation")
    assert found(register(museum), described) == expected
