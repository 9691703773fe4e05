import pytest

from quoteminer.lexicon import default_lexicon
from quoteminer.rules.inventory import Inventory, inventory
from quoteminer.rules.mentions import mentions
from quoteminer.rules.vocabulary import vocabulary
from tests.rules.docs import doc, tagged

WORDS = vocabulary(default_lexicon())


def of(written: str) -> Inventory:
    return inventory(mentions(tagged(written), WORDS), WORDS)


def names(written: str) -> list[str]:
    return [entity.name for entity in of(written).entities]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Anna/NNP Lind/NNP left/VBD ./. Lind/NNP came/VBD back/RB", ["Anna Lind"]),
        ("Lind/NNP left/VBD ./. Anna/NNP Lind/NNP came/VBD back/RB", ["Anna Lind"]),
        ("Anna/NNP Lind/NNP met/VBD Anna/NNP J./NNP Lind/NNP", ["Anna J. Lind"]),
        ("Anna/NNP Lind/NNP met/VBD Peter/NNP Lind/NNP", ["Anna Lind", "Peter Lind"]),
        ("Anna/NNP Lind/NNP left/VBD with/IN Mr./NNP Berg/NNP", ["Anna Lind", "Berg"]),
        ("Anna/NNP Lind/NNP left/VBD ./. Anna/NNP slept/VBD", ["Anna Lind"]),
        (
            "the/DT Polish/JJ Defense/NNP Ministry/NNP and/CC Poland/NNP 's/POS Defense/NNP Ministry/NNP",
            ["Defense Ministry", "Poland"],
        ),
        (
            "the/DT Bureau/NNP of/IN Lake/NNP Research/NNP said/VBD ./. The/DT BLR/NNP agreed/VBD",
            ["Bureau of Lake Research"],
        ),
    ],
)
def test_inventory_brings_the_forms_of_a_name_together(written: str, expected: list[str]) -> None:
    assert names(written) == expected


def test_inventory_leaves_a_surname_of_two_persons_open() -> None:
    found = of("Anna/NNP Lind/NNP met/VBD Peter/NNP Lind/NNP ./. Lind/NNP slept/VBD")
    assert [entity.name for entity in found.candidates[2]] == ["Anna Lind", "Peter Lind"]


def test_inventory_tells_two_of_a_surname_apart_by_honorific() -> None:
    found = of(
        "Anna/NNP Lind/NNP met/VBD Peter/NNP Lind/NNP ./. Mrs./NNP Lind/NNP slept/VBD ./. Mr./NNP Lind/NNP too/RB"
    )
    assert [[entity.name for entity in candidates] for candidates in found.candidates[2:]] == [
        ["Anna Lind"],
        ["Peter Lind"],
    ]


def test_inventory_tells_two_of_a_surname_apart_by_role() -> None:
    found = of(
        "Senator/NNP Anna/NNP Lind/NNP met/VBD Governor/NNP Peter/NNP Lind/NNP ./. Governor/NNP Lind/NNP slept/VBD"
    )
    assert [entity.name for entity in found.candidates[2]] == ["Peter Lind"]


def test_inventory_does_not_give_a_woman_a_mans_title() -> None:
    found = of("Anna/NNP Lind/NNP left/VBD ./. Mr./NNP Lind/NNP came/VBD")
    assert [entity.name for entity in found.entities] == ["Anna Lind", "Lind"]


def test_inventory_of_nothing_is_empty() -> None:
    assert inventory([], WORDS).entities == []


def test_inventory_gives_a_surname_to_the_surer_bearer() -> None:
    found = of("Anna/NNP Lind/NNP left/VBD ./. Quell/NNP Lind/NNP left/VBD ./. Lind/NNP slept/VBD")
    assert [entity.name for entity in found.candidates[2]] == ["Anna Lind"]


def test_firm_is_named_by_its_first_word_the_next_time() -> None:
    made = doc(
        "Orvane/NNP/compound/1/B-ORG Energy/NNP/nsubj/2/I-ORG left/VBD/ROOT/2 ././punct/2 "
        "Orvane/NNP/nsubj/5 came/VBD/ROOT/5 back/RB/advmod/5"
    )
    assert [entity.name for entity in inventory(mentions(made, WORDS), WORDS).entities] == ["Orvane Energy"]
