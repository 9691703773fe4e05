"""Who "I" and "you" are, on Docs written by hand."""

import pytest
from spacy.tokens import Doc

from quoteminer.layers import Attribution, Range, set_paragraphs, set_quotations
from quoteminer.lexicon import default_lexicon
from quoteminer.rules.context import context
from quoteminer.rules.discourse import read
from quoteminer.rules.inventory import inventory
from quoteminer.rules.mentions import mentions
from quoteminer.rules.referents import Referents
from quoteminer.rules.vocabulary import vocabulary
from quoteminer.rules.voices import Voices
from tests.rules.docs import doc

WORDS = vocabulary(default_lexicon())
QUOTED = (
    "Mara/NNP/compound/1/B-PERSON Lind/NNP/nsubj/2/I-PERSON told/VBD/ROOT/2 Joel/NNP/compound/4/B-PERSON "
    "Berg/NNP/dobj/2/I-PERSON :/:/punct/2 “/``/punct/8 I/PRP/nsubj/8 saw/VBD/ccomp/2 you/PRP/dobj/8 ”/''/punct/8"
)


def meant(made: Doc, at: int, attributions: list[Attribution] | None = None) -> str | None:
    found = mentions(made, WORDS)
    referents = Referents(context(made, attributions or []), found, inventory(found, WORDS))
    read(referents, WORDS)
    Voices(referents, WORDS).read()
    referent = referents.at(at)
    return referent.entity.name if referent else None


def attribution(source: Range, content: Range, addressee: Range | None = None) -> Attribution:
    return Attribution(
        contents=(content,),
        cue=None,
        sources=(source,),
        lemma=None,
        cue_class="statement",
        rule="test",
        confidence=1.0,
        addressee=addressee,
    )


def quoted(written: str, *ranges: Range) -> Doc:
    made = doc(written)
    set_quotations(made, [(*at, "closed") for at in ranges])
    return made


def test_i_is_the_speaker_of_the_quotation_and_you_its_addressee() -> None:
    made, said = quoted(QUOTED, (6, 11)), [attribution((0, 2), (6, 11), (3, 5))]
    assert meant(made, 7, said) == "Mara Lind"
    assert meant(made, 9, said) == "Joel Berg"


def test_you_without_addressee_is_nobody() -> None:
    assert meant(quoted(QUOTED, (6, 11)), 9, [attribution((0, 2), (6, 11))]) is None


def test_i_in_reported_words_without_marks_is_nobody() -> None:
    assert meant(doc(QUOTED), 7, [attribution((0, 2), (6, 11))]) is None


@pytest.mark.parametrize("told", [True, False])
def test_i_in_a_quotation_within_a_quotation_is_the_inner_speaker_or_nobody(told: bool) -> None:
    made = quoted(
        "Lind/NNP/nsubj/1/B-PERSON said/VBD/ROOT/1 “/``/punct/4 Berg/NNP/nsubj/4/B-PERSON cried/VBD/ccomp/1 "
        "‘/``/punct/7 I/PRP/nsubj/7 fell/VBD/ccomp/4 ’/''/punct/7 ”/''/punct/1",
        (2, 10),
        (5, 9),
    )
    inner = [attribution((3, 4), (5, 9))] if told else []
    assert meant(made, 6, [attribution((0, 1), (2, 10)), *inner]) == ("Berg" if told else None)


def test_speaker_who_is_an_i_himself_is_looked_for_in_turn() -> None:
    made = quoted(
        "Lind/NNP/nsubj/1/B-PERSON said/VBD/ROOT/1 “/``/punct/4 I/PRP/nsubj/4 cried/VBD/ccomp/1 ‘/``/punct/7 "
        "I/PRP/nsubj/7 fell/VBD/ccomp/4 ’/''/punct/7 ”/''/punct/1",
        (2, 10),
        (5, 9),
    )
    assert meant(made, 6, [attribution((0, 1), (2, 10)), attribution((3, 4), (5, 9))]) == "Lind"


LINES = (
    "LIND/NNP/ROOT/0 :/:/punct/0 You/PRP/nsubj/3 won/VBD/ROOT/3 ./_SP/dep/3 "
    "BERG/NNP/ROOT/5 :/:/punct/5 I/PRP/nsubj/8 did/VBD/ROOT/8 ./_SP/dep/8 "
    "We/PRP/nsubj/11 danced/VBD/ROOT/11 ./_SP/dep/11 "
    "LIND/NNP/ROOT/13 :/:/punct/13 I/PRP/nsubj/16 heard/VBD/ROOT/16 ./_SP/dep/16"
)


@pytest.mark.parametrize(("at", "name"), [(2, "BERG"), (7, "BERG"), (10, "BERG"), (15, "LIND")])
def test_lines_of_a_transcript_are_their_speakers(at: int, name: str) -> None:
    made = doc(LINES)
    set_paragraphs(made, [(0, 4), (5, 9), (10, 12), (13, 17)])
    assert meant(made, at) == name


def test_two_lines_with_a_colon_are_no_transcript() -> None:
    made = doc(LINES)
    set_paragraphs(made, [(0, 4), (5, 9)])
    assert meant(made, 7) is None


INTERVIEW = (
    "Interview/NN/ROOT/0 with/IN/prep/0 Mara/NNP/compound/3/B-PERSON Lind/NNP/pobj/1/I-PERSON "
    "Do/VBP/aux/6 you/PRP/nsubj/6 swim/VB/ROOT/6 ?/./punct/6 "
    "I/PRP/nsubj/9 do/VBP/ROOT/9 ././punct/9 "
    "Where/WRB/advmod/13 do/VBP/aux/13 you/PRP/nsubj/13 ?/./punct/13 "
    "I/PRP/nsubj/16 swim/VBP/ROOT/16 here/RB/advmod/16 ././punct/16"
)
TURNS = [(0, 4), (4, 8), (8, 11), (11, 15), (15, 19)]


@pytest.mark.parametrize("at", [5, 8, 13, 15])
def test_questions_and_answers_are_of_the_person_interviewed(at: int) -> None:
    made = doc(INTERVIEW)
    set_paragraphs(made, TURNS)
    assert meant(made, at) == "Mara Lind"


def test_one_question_makes_no_interview() -> None:
    made = doc(INTERVIEW)
    set_paragraphs(made, TURNS[:3])
    assert meant(made, 8) is None


def test_interview_of_somebody_who_is_not_named_is_nobodys() -> None:
    made = doc(
        INTERVIEW.replace("Mara/NNP/compound/3/B-PERSON", "a/DT/det/3").replace(
            "Lind/NNP/pobj/1/I-PERSON", "baker/NN/pobj/1"
        )
    )
    set_paragraphs(made, TURNS)
    assert meant(made, 8) is None
