import pytest

from quoteminer.lexicon import default_lexicon
from quoteminer.names import name_tables, parse_name
from quoteminer.register.described import Described, keys
from quoteminer.register.entries import KnownEntity
from quoteminer.register.identity import Identity, identify
from quoteminer.register.known import Register
from quoteminer.register.namesakes import COUNTLESS, name_counts, namesakes

COUNTS = name_counts(default_lexicon())
TABLES = name_tables(default_lexicon())


def bearers(name: str) -> float:
    parsed = parse_name(name.split(), TABLES)
    assert parsed is not None
    return namesakes(parsed, COUNTS)


def test_namesakes_multiplies_the_shares_of_both_names() -> None:
    given, surname = COUNTS.given["john"], COUNTS.surnames["smith"]
    assert bearers("John Smith") == pytest.approx(125 * given * surname / 1e6)
    assert bearers("Sen. John Q. Smith") == bearers("John Smith")


def test_namesakes_of_a_rare_name_are_few() -> None:
    assert bearers("Anna Lind") < 100 < bearers("Mary Keller") < 10_000 < bearers("John Smith")
    assert bearers("Anna Sundqvistova") < 100


@pytest.mark.parametrize("name", ["Zzwei Wang", "Kim Xyzun", "Li Xyz"])
def test_namesakes_of_a_name_frequent_where_nobody_was_counted_are_countless(name: str) -> None:
    assert bearers(name) == COUNTLESS


def person(name: str, qualifier: str | None = None, *, office: bool = False, stranger: bool = False) -> Described:
    return Described(
        type="person",
        name=name,
        person=parse_name(name.split(), TABLES),
        full=len(name.split()) > 1,
        qualifier=qualifier,
        office=office,
        stranger=stranger,
    )


@pytest.mark.parametrize(
    ("described", "expected"),
    [
        (person("Anna Lind"), Identity("anna-lind", "name")),
        (person("Anna Q. Lind"), Identity("anna-lind", "name")),
        (person("Anna Lind", "Norland"), Identity("anna-lind", "name")),
        (person("Anna Lind Jr."), Identity("anna-lind-jr", "name")),
        (person("Lind", "Norland"), None),
        (person("Anna Lind", stranger=True), None),
        (person("Anna Lind", "mayor", office=True, stranger=True), None),
        (person("Anna Lind", "Norland Museum", stranger=True), Identity("anna-lind", "name")),
        (person("Mary Keller"), None),
        (person("Mary Keller", "senator", office=True), Identity("mary-keller.senator", "name-and-role")),
        (person("Mary Q. Keller", "senator", office=True), Identity("mary-q-keller.senator", "name-and-role")),
        (person("John Smith", "senator", office=True), None),
        (person("John Smith", "Brenton Steel"), Identity("john-smith.brenton-steel", "name-and-role")),
        (
            Described(type="organisation", name="Norlandish Court", known_body=True),
            Identity("norlandish-court", "name"),
        ),
        (Described(type="organisation", name="Supreme Court"), None),
        (Described(type="group", name="Anna Lind"), None),
    ],
)
def test_an_id_from_the_article_alone(described: Described, expected: Identity | None) -> None:
    assert identify(described, COUNTS) == expected


def test_two_of_one_name_in_an_article_have_no_id() -> None:
    parsed = parse_name(["Anna", "Lind"], TABLES)
    assert identify(Described("person", "Anna Lind", parsed, full=True, alone=False), COUNTS) is None


def test_the_registers_id_goes_before_and_its_ids_and_names_belong_to_it() -> None:
    lind = KnownEntity(id="l", name="Anna Lind", role=["minister"], wikidata="Q42")
    taken = KnownEntity(id="vera-sundqvist", name="Olga Maria Lindqvist-Lund")
    register = Register([lind, taken], TABLES)
    assert identify(person("Anna Lind"), COUNTS, register) == Identity("l", "register", "Q42")
    nurse = Described("person", "Anna Lind", parse_name(["Anna", "Lind"], TABLES), full=True, roles=keys(["nurse"]))
    assert identify(nurse, COUNTS, register) is None
    assert identify(person("Vera Sundqvist"), COUNTS) == Identity("vera-sundqvist", "name")
    assert identify(person("Vera Sundqvist"), COUNTS, register) is None
    assert identify(person("Anna Sundqvist"), COUNTS, register) == Identity("anna-sundqvist", "name")
