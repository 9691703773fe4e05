import pytest

from quoteminer.rules.phrases import conjuncts, head_of, phrase_end, phrase_start, text_of
from tests.rules.docs import doc, tagged

READOUT = doc(
    "The/DT/det/1 report/NN/nsubj/7 released/VBN/acl/1 by/IN/agent/2 the/DT/det/6/B-ORG Norland/NNP/compound/6/I-ORG "
    "Museum/NNP/pobj/3/I-ORG said/VBD/ROOT/7 so/RB/advmod/7"
)


def test_head_of_is_what_the_mention_hangs_on() -> None:
    head = head_of(READOUT, (0, 7))
    assert head is not None
    assert head.text == "report"


def test_head_of_prefers_a_proper_subject() -> None:
    made = doc("co/NN/nsubj/3 founder/NN/compound/2 Lind/NNP/nsubj/3 wrote/VBD/ROOT/3")
    head = head_of(made, (0, 3))
    assert head is not None
    assert head.text == "Lind"


@pytest.mark.parametrize(
    ("written", "text"), [("the/DT old/JJ mayor/NN of/IN Lund/NNP", "mayor"), ("she/PRP said/VBD", "she")]
)
def test_head_of_without_a_parse_is_the_last_of_the_first_nouns(written: str, text: str) -> None:
    made = tagged(written)
    head = head_of(made, (0, len(made)))
    assert head is not None
    assert head.text == text


def test_head_of_words_without_noun_is_none() -> None:
    assert head_of(doc("quickly/RB/advmod/1 left/VBD/ROOT/1"), (0, 1)) is None


def test_phrase_stops_before_a_clause() -> None:
    assert text_of(READOUT, phrase_start(READOUT[1]), phrase_end(READOUT[1])) == "The report"


def test_phrase_takes_prepositions_in_and_leaves_conjuncts_out() -> None:
    made = doc(
        "officials/NNS/nsubj/6 in/IN/prep/0 Lund/NNP/pobj/1 and/CC/cc/0 local/JJ/amod/5 police/NNS/conj/0 "
        "said/VBD/ROOT/6"
    )
    assert text_of(made, phrase_start(made[0]), phrase_end(made[0])) == "officials in Lund"
    assert [token.text for token in conjuncts(made[0])] == ["officials", "police"]


def test_head_of_passes_over_the_preposition() -> None:
    made = doc("won/VBN/ROOT/0 by/IN/agent/0 some/DT/pobj/1 in/IN/prep/2 Lund/NNP/pobj/3")
    head = head_of(made, (1, 5))
    assert head is not None
    assert head.text == "some"
