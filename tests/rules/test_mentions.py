import pytest
from spacy.tokens import Doc

from quoteminer.lexicon import default_lexicon
from quoteminer.rules.mentions import Mention, mentions
from quoteminer.rules.vocabulary import vocabulary
from tests.rules.docs import doc, tagged

WORDS = vocabulary(default_lexicon())


AMBASSADOR = (
    "United/NNP/compound/1/B-GPE States/NNPS/compound/3/I-GPE Anna/NNP/compound/3/B-PERSON Lind/NNP/nsubj/4/I-PERSON "
    "left/VBD/ROOT/4"
)


def found(made: Doc) -> list[Mention]:
    return mentions(made, WORDS)


def named(made: Doc) -> list[str]:
    return [mention.text for mention in found(made)]


def likeliest(mention: Mention) -> str:
    return max(mention.votes, key=mention.votes.__getitem__)


def test_mentions_split_body_title_and_name() -> None:
    made = doc(
        "Norland/NNP/compound/2/B-ORG Foreign/NNP/compound/2/I-ORG Ministry/NNP/compound/3/I-ORG "
        "Spokesperson/NNP/compound/5/B-PERSON Mara/NNP/compound/5/I-PERSON Lind/NNP/nsubj/6/I-PERSON said/VBD/ROOT/6"
    )
    (mention,) = found(made)
    assert (mention.text, mention.start, mention.end, mention.head) == ("Mara Lind", 4, 6, 5)
    assert mention.role is not None
    assert (mention.role.title, mention.role.organisation) == ("Spokesperson", "Norland Foreign Ministry")
    assert mention.titled
    assert likeliest(mention) == "person"


def test_mentions_take_gender_from_the_honorific() -> None:
    (mention,) = found(doc("Mr./NNP/compound/1 Berg/NNP/nsubj/2 left/VBD/ROOT/2"))
    assert (mention.text, mention.gender, mention.titled) == ("Berg", "m", True)
    assert likeliest(mention) == "person"


def test_mentions_end_at_the_possessive() -> None:
    assert named(doc("Lind/NNP/poss/2 's/POS/case/0 office/NN/nsubj/3 spoke/VBD/ROOT/3")) == ["Lind"]


def test_mentions_know_an_age() -> None:
    made = doc(
        "Joel/NNP/compound/1/B-PERSON Berg/NNP/nsubj/5/I-PERSON ,/,/punct/1 45/CD/appos/1/B-DATE ,/,/punct/1 "
        "left/VBD/ROOT/5"
    )
    assert [mention.age for mention in found(made)] == ["45"]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Department/NNP of/IN Justice/NNP", ["Department of Justice"]),
        ("Berg/NNP &/CC Sons/NNP", ["Berg & Sons"]),
        ("Ursula/NNP von/NNP der/NNP Aa/NNP", ["Ursula von der Aa"]),
        ("Ursula/NNP von/FW der/FW Aa/NNP", ["Ursula von der Aa"]),
        ("Mara/NNP \"/`` Kit/NNP \"/'' Lind/NNP", ['Mara " Kit " Lind']),
        ("Mara/NNP Lind/NNP ,/, Jr./NNP", ["Mara Lind , Jr."]),
        ("the/DT President/NNP spoke/VBD", []),
        ("a/DT dog/NN barked/VBD", []),
        ("Mara/NNP Lind/NNP met/VBD Joel/NNP Berg/NNP", ["Mara Lind", "Joel Berg"]),
    ],
)
def test_mentions_run_over_the_small_words_of_names(written: str, names: list[str]) -> None:
    assert named(tagged(written)) == names


def test_mentions_find_a_known_surname_that_the_tagger_missed() -> None:
    assert named(tagged("Mara/NNP Lind/NNP left/VBD ./. According/VBG to/TO Lind/VB ,/, it/PRP rained/VBD"))[1:] == [
        "Lind"
    ]


def test_mentions_leave_dates_alone() -> None:
    assert named(doc("Monday/NNP/npadvmod/1/B-DATE passed/VBD/ROOT/1")) == []


def test_mentions_tell_bodies_from_persons() -> None:
    (body,) = found(doc("the/DT/det/2 Defense/NNP/compound/2 Ministry/NNP/nsubj/3 said/VBD/ROOT/3"))
    assert likeliest(body) == "organisation"
    assert body.person is None


def test_mentions_keep_a_first_name_that_could_be_a_title() -> None:
    (mention,) = found(doc("Dean/NNP/compound/1/B-PERSON Marlow/NNP/nsubj/2/I-PERSON left/VBD/ROOT/2"))
    assert mention.text == "Dean Marlow"


def test_mentions_of_an_empty_doc() -> None:
    assert found(Doc(tagged("a/DT").vocab)) == []


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Mr./NNP/compound/1 King/NNP/nsubj/2/B-PERSON left/VBD/ROOT/2", ["King"]),
        ("Anna/NNP/compound/1/B-PERSON King/NNP/nsubj/2/I-PERSON left/VBD/ROOT/2", ["Anna King"]),
        ("Rival/NNP/compound/2 Anna/NNP/compound/2/B-PERSON Lind/NNP/nsubj/3/I-PERSON left/VBD/ROOT/3", ["Anna Lind"]),
        ("a/DT/det/1 Republican/NNP/nsubj/2/B-NORP left/VBD/ROOT/2", []),
        ("State/NNP/compound/1/B-ORG Department/NNP/compound/2/I-ORG Spokesman/NNP/nsubj/3 left/VBD/ROOT/3", []),
        (AMBASSADOR, ["United States", "Anna Lind"]),
    ],
)
def test_mentions_tell_titles_and_places_from_names(written: str, names: list[str]) -> None:
    assert named(doc(written)) == names
