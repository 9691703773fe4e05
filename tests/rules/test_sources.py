"""From a cue to its source, on Docs written by hand."""

from quoteminer.lexicon import default_lexicon
from quoteminer.rules.reading import Reading
from quoteminer.rules.sources import agent_of, noun_phrase
from tests.rules.docs import doc


def test_a_phrase_behind_its_cue_keeps_the_words_in_front_of_its_head() -> None:
    said = doc(
        "It/PRP/nsubj/1 ends/VBZ/ccomp/7 ,/,/punct/7 said/VBD/dep/7 the/DT/det/5 Workers/NNPS/poss/7 '/POS/case/5 "
        "Union/NNP/ROOT/7"
    )
    assert noun_phrase(Reading(said, default_lexicon()), 7, without=3) == (4, 8)


def test_an_agent_that_hangs_on_a_predicate_is_found() -> None:
    called = doc(
        "It/PRP/nsubjpass/2 was/VBD/auxpass/2 called/VBN/ROOT/2 a/DT/det/4 farce/NN/oprd/2 by/IN/prep/4 Lund/NNP/pobj/5"
    )
    assert agent_of(Reading(called, default_lexicon()), 2) == (6, 7)
