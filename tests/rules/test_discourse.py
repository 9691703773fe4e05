import pytest
from spacy.tokens import Doc

from quoteminer.layers import Attribution, set_paragraphs, set_quotations
from quoteminer.lexicon import default_lexicon
from quoteminer.rules.context import context
from quoteminer.rules.discourse import read
from quoteminer.rules.inventory import inventory
from quoteminer.rules.mentions import mentions
from quoteminer.rules.referents import Referents
from quoteminer.rules.vocabulary import vocabulary
from tests.rules.docs import doc

WORDS = vocabulary(default_lexicon())

PRAISED = (
    "Mara/NNP/compound/1/B-PERSON Lind/NNP/nsubj/2/I-PERSON praised/VBD/ROOT/2 Anna/NNP/compound/4/B-PERSON "
    "Berg/NNP/dobj/2/I-PERSON ././punct/2 "
)


def referents(made: Doc, attributions: list[Attribution] | None = None) -> Referents:
    found = mentions(made, WORDS)
    made_of = Referents(context(made, attributions or []), found, inventory(found, WORDS))
    read(made_of, WORDS)
    return made_of


def meant(made: Doc, at: int, attributions: list[Attribution] | None = None) -> tuple[str, str] | None:
    found = referents(made, attributions).at(at)
    return (found.entity.name, found.rule) if found else None


def attribution(source: int, content: tuple[int, int]) -> Attribution:
    return Attribution(
        contents=(content,),
        cue=None,
        sources=((source, source + 1),),
        lemma=None,
        cue_class="statement",
        rule="test",
        confidence=1.0,
    )


def test_pronoun_takes_up_the_subject() -> None:
    assert meant(doc(PRAISED + "She/PRP/nsubj/7 left/VBD/ROOT/7"), 6) == ("Mara Lind", "pronoun")


def test_pronoun_is_not_whom_its_clause_names() -> None:
    made = doc(
        PRAISED
        + "She/PRP/nsubj/7 said/VBD/ROOT/7 that/IN/mark/11 Lind/NNP/nsubj/11/B-PERSON had/VBD/aux/11 won/VBN/ccomp/7"
    )
    assert meant(made, 6) == ("Anna Berg", "pronoun")


def test_pronoun_agrees_in_gender() -> None:
    assert meant(doc(PRAISED + "He/PRP/nsubj/7 left/VBD/ROOT/7"), 6) is None


def test_pronoun_does_not_look_ahead() -> None:
    assert meant(doc("She/PRP/nsubj/1 left/VBD/ROOT/1 before/IN/prep/1 Mara/NNP/compound/4 Lind/NNP/pobj/2"), 0) is None


def test_object_is_not_its_own_subject() -> None:
    made = doc(PRAISED + "Berg/NNP/nsubj/7/B-PERSON thanked/VBD/ROOT/7 her/PRP/dobj/7")
    assert meant(made, 8) == ("Mara Lind", "pronoun")


def test_they_takes_up_joint_subjects() -> None:
    made = doc(
        "Mara/NNP/compound/1/B-PERSON Lind/NNP/nsubj/5/I-PERSON and/CC/cc/1 Joel/NNP/compound/4/B-PERSON "
        "Berg/NNP/conj/1/I-PERSON left/VBD/ROOT/5 ././punct/5 They/PRP/nsubj/8 slept/VBD/ROOT/8"
    )
    found = referents(made).at(7)
    assert found is not None
    assert [member.name for member in found.entity.members] == ["Mara Lind", "Joel Berg"]


def test_who_stands_for_the_noun_before_its_clause() -> None:
    made = doc(
        "Joel/NNP/compound/1/B-PERSON Berg/NNP/nsubj/6/I-PERSON ,/,/punct/1 who/WP/nsubj/4 paid/VBD/relcl/1 "
        ",/,/punct/1 "
        "left/VBD/ROOT/6"
    )
    assert meant(made, 3) == ("Joel Berg", "pronoun")


def test_it_takes_up_the_document_and_its_issuer() -> None:
    made = doc(
        "The/DT/det/1 report/NN/nsubj/7 released/VBN/acl/1 by/IN/agent/2 the/DT/det/6/B-ORG "
        "Norland/NNP/compound/6/I-ORG "
        "Museum/NNP/pobj/3/I-ORG said/VBD/ROOT/7 so/RB/advmod/7 ././punct/7 It/PRP/nsubj/11 said/VBD/ROOT/11"
    )
    found = referents(made).at(10)
    assert found is not None
    assert (found.entity.name, found.entity.type) == ("report", "document")
    assert found.entity.behind == "Norland Museum"


def test_office_speaks_for_its_owner() -> None:
    found = referents(doc("Lind/NNP/poss/2/B-PERSON 's/POS/case/0 office/NN/nsubj/3 spoke/VBD/ROOT/3")).at(2)
    assert found is not None
    assert (found.entity.type, found.entity.behind, found.rule) == ("organisation", "Lind", "possessive")


def test_wife_does_not_speak_for_her_husband() -> None:
    found = referents(doc("Lind/NNP/poss/2/B-PERSON 's/POS/case/0 wife/NN/nsubj/3 spoke/VBD/ROOT/3")).at(2)
    assert found is not None
    assert found.entity.behind is None
    assert not found.entity.named


@pytest.mark.parametrize(
    ("modifier", "noun", "expected"),
    [
        ("German/JJ/amod/8", "president/NN/nsubj/9", ("Mara Lind", "description")),
        ("German/JJ/amod/8", "leader/NN/nsubj/9", ("Mara Lind", "description")),
        ("French/JJ/amod/8", "leader/NN/nsubj/9", ("French leader", "none")),
        ("German/JJ/amod/8", "surgeon/NN/nsubj/9", ("German surgeon", "none")),
    ],
)
def test_description_is_tied_by_role_and_country(modifier: str, noun: str, expected: tuple[str, str]) -> None:
    made = doc(
        "German/JJ/amod/3 President/NNP/compound/3 Mara/NNP/compound/3/B-PERSON Lind/NNP/nsubj/4/I-PERSON "
        "left/VBD/ROOT/4 "
        f"././punct/4 The/DT/det/8 {modifier} {noun} slept/VBD/ROOT/9"
    )
    assert meant(made, 8) == expected


def test_description_that_fits_two_alike_is_left_open() -> None:
    made = doc(
        "Senator/NNP/compound/2 Mara/NNP/compound/2/B-PERSON Lind/NNP/dobj/7/I-PERSON and/CC/cc/2 "
        "Senator/NNP/compound/6 "
        "Joel/NNP/compound/6/B-PERSON Berg/NNP/conj/2/I-PERSON met/VBD/ROOT/7 ././punct/7 The/DT/det/10 "
        "senator/NN/nsubj/11 "
        "slept/VBD/ROOT/11"
    )
    found = meant(made, 10)
    assert found == ("senator", "none")


def test_indefinite_description_stays_unnamed() -> None:
    made = doc(
        "Senator/NNP/compound/2 Mara/NNP/compound/2/B-PERSON Lind/NNP/nsubj/3/I-PERSON left/VBD/ROOT/3 ././punct/3 "
        "A/DT/det/6 senator/NN/nsubj/7 slept/VBD/ROOT/7"
    )
    assert meant(made, 6) == ("senator", "none")


def test_name_inside_a_quotation_is_a_poor_antecedent() -> None:
    made = doc(
        'Mara/NNP/compound/1/B-PERSON Lind/NNP/nsubj/2/I-PERSON left/VBD/ROOT/2 ././punct/2 "/``/punct/10 '
        "Anna/NNP/compound/6/B-PERSON "
        "Berg/NNP/nsubj/7/I-PERSON won/VBD/ccomp/10 \"/''/punct/10 she/PRP/nsubj/10 said/VBD/ROOT/10"
    )
    set_quotations(made, [(4, 9, "closed")])
    assert meant(made, 9, [attribution(9, (4, 9))]) == ("Mara Lind", "pronoun")


def test_gender_is_learned_from_the_article() -> None:
    made = doc(
        "Quell/NNP/nsubj/1/B-PERSON said/VBD/ROOT/1 she/PRP/nsubj/3 slept/VBD/ccomp/1 ././punct/1 "
        "Joel/NNP/compound/6/B-PERSON Berg/NNP/nsubj/7/I-PERSON left/VBD/ROOT/7 ././punct/7 She/PRP/nsubj/10 "
        "woke/VBD/ROOT/10"
    )
    assert meant(made, 9) == ("Quell", "pronoun")


def test_company_is_the_one_body_spoken_of() -> None:
    made = doc(
        "Solaris/NNP/compound/1/B-ORG Foods/NNP/nsubj/2/I-ORG left/VBD/ROOT/2 ././punct/2 The/DT/det/5 "
        "company/NN/nsubj/6 closed/VBD/ROOT/6"
    )
    assert meant(made, 5) == ("Solaris Foods", "description")


def test_next_president_is_nobody_yet() -> None:
    made = doc(
        "President/NNP/compound/2 Mara/NNP/compound/2/B-PERSON Lind/NNP/nsubj/3/I-PERSON left/VBD/ROOT/3 ././punct/3 "
        "The/DT/det/7 next/JJ/amod/7 president/NN/nsubj/8 sleeps/VBZ/ROOT/8"
    )
    assert meant(made, 7) == ("next president", "none")


def test_pronoun_prefers_its_own_section() -> None:
    made = doc(
        "Anna/NNP/compound/1/B-PERSON Lind/NNP/nsubj/2/I-PERSON left/VBD/ROOT/2 ././punct/2 ***/NFP/ROOT/4 "
        "They/PRP/nsubj/6 waited/VBD/ROOT/6 Mara/NNP/compound/8/B-PERSON Berg/NNP/compound/6/I-PERSON ././punct/6 "
        "She/PRP/nsubj/11 "
        "slept/VBD/ROOT/11"
    )
    assert meant(made, 10) == ("Anna Lind", "pronoun")
    set_paragraphs(made, [(0, 4), (4, 5), (5, 12)])
    assert meant(made, 10) == ("Mara Berg", "pronoun")


def test_who_is_no_museum() -> None:
    made = doc(
        "Joel/NNP/compound/1/B-PERSON Berg/NNP/nsubj/11/I-PERSON ,/,/punct/1 head/NN/appos/1 of/IN/prep/3 the/DT/det/6 "
        "Museum/NNP/pobj/4/B-ORG ,/,/punct/6 who/WP/nsubj/9 paid/VBD/relcl/6 ,/,/punct/1 left/VBD/ROOT/11"
    )
    assert meant(made, 8) == ("Joel Berg", "pronoun")
