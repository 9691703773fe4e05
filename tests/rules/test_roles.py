import pytest

from quoteminer.lexicon import default_lexicon
from quoteminer.rules.role_phrases import apposed_role, role_of_phrase
from quoteminer.rules.roles import role_of_words
from quoteminer.rules.vocabulary import vocabulary
from tests.rules.docs import doc, tagged

WORDS = vocabulary(default_lexicon())


@pytest.mark.parametrize(
    ("written", "title", "organisation"),
    [
        ("President/NNP", "President", None),
        ("Acting/NNP Chancellor/NNP", "Acting Chancellor", None),
        ("German/JJ President/NNP", "German President", None),
        ("Spain/NNP 's/POS Foreign/NNP Minister/NNP", "Foreign Minister", None),
        ("former/JJ president/NN", "former president", None),
        ("embattled/JJ president/NN", "president", None),
        ("Norland/NNP Steel/NNP chief/NN executive/NN", "chief executive", "Norland Steel"),
        ("State/NNP Department/NNP spokesman/NN", "spokesman", "State Department"),
        ("deputy/NN spokesperson/NN", "deputy spokesperson", None),
    ],
)
def test_role_of_words_parts_role_and_body(written: str, title: str, organisation: str | None) -> None:
    role = role_of_words(list(tagged(written)), WORDS)
    assert role is not None
    assert (role.title, role.organisation) == (title, organisation)


@pytest.mark.parametrize("written", ["green/JJ bicycle/NN", "Norland/NNP Museum/NNP"])
def test_role_of_words_finds_none_where_there_is_none(written: str) -> None:
    assert role_of_words(list(tagged(written)), WORDS) is None


def test_role_of_words_knows_gender_and_country() -> None:
    role = role_of_words(list(tagged("German/JJ congresswoman/NN")), WORDS)
    assert role is not None
    assert role.gender == "f"
    assert "germany" in role.places


def test_apposed_role_reads_the_body_behind_for() -> None:
    made = doc(
        "Mara/NNP/compound/1 Lind/NNP/nsubj/10 ,/,/punct/1 deputy/NN/compound/4 spokesperson/NN/appos/1 for/IN/prep/4 "
        "the/DT/det/8 German/JJ/amod/8 government/NN/pobj/5 ,/,/punct/1 left/VBD/ROOT/10"
    )
    role = apposed_role(made[1], WORDS)
    assert role is not None
    assert (role.title, role.organisation) == ("deputy spokesperson", "German government")


def test_apposed_role_reads_predicates() -> None:
    role = apposed_role(doc("Lind/NNP/nsubj/1 is/VBZ/ROOT/1 a/DT/det/3 doctor/NN/attr/1")[0], WORDS)
    assert role is not None
    assert role.title == "doctor"


def test_role_of_phrase_keeps_a_place_with_the_role() -> None:
    made = doc("mayor/NN/ROOT/0 of/IN/prep/0 Berlin/NNP/pobj/1/B-GPE")
    role = role_of_phrase(made[0], WORDS)
    assert role is not None
    assert (role.title, role.organisation) == ("mayor of Berlin", None)
