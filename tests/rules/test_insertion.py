"""A reporting clause that the parser takes for an apposition, on Docs written by hand."""

from quoteminer.lexicon import default_lexicon
from quoteminer.rules.insertion import inserted
from quoteminer.rules.reading import Reading
from tests.rules.docs import doc

WORDS = "Lund/NNP/nsubj/5 ,/,/punct/0 a/DT/det/4 top/JJ/amod/4 aide/NN/appos/0 said/VBD/parataxis/7 ,/,/punct/5 "


def test_the_source_is_parted_from_the_subject_of_what_is_reported() -> None:
    reading = Reading(doc(WORDS + "is/VBZ/ROOT/7 tired/JJ/acomp/7"), default_lexicon())
    assert inserted(reading, 5) == ((0, 1), (2, 5))


def test_an_apposition_stays_where_no_verb_follows() -> None:
    reading = Reading(doc(WORDS + "Berg/NNP/nsubj/8 left/VBD/ROOT/8"), default_lexicon())
    assert inserted(reading, 5) is None
