"""Whose edges a source gets where a rule and the learned model find the same act."""

import pytest

from quoteminer.lexicon import default_lexicon
from quoteminer.model.folder import Agreement
from quoteminer.proposal import Proposal
from quoteminer.rules.agreement import agreed
from quoteminer.rules.reading import Reading
from tests.rules.docs import tagged

STUDY = "A/DT study/NN of/IN zinc/NN levels/NNS in/IN pupils/NNS"
LUNCH = "A/DT lunch/NN ,/, Senator/NNP Ada/NNP Maria/NNP Falk/NNP"


@pytest.mark.parametrize(
    ("source", "ruled", "expected"),
    [
        (STUDY, (4, 7), (0, 7)),  # cut in the middle of the noun phrase
        (LUNCH, (3, 7), (3, 7)),  # the model has taken in what stands before the comma
        (STUDY, (0, 7), (0, 7)),
    ],
)
def test_a_source_does_not_begin_in_the_middle_of_a_noun_phrase(
    source: str, ruled: tuple[int, int], expected: tuple[int, int]
) -> None:
    reading = Reading(tagged(f"{source} found/VBD that/IN it/PRP rains/VBZ"), default_lexicon())

    def proposal(rule: str, span: tuple[int, int]) -> Proposal:
        return Proposal(
            contents=((8, 11),),
            source=span,
            cue=(7, 8),
            head=7,
            rule=rule,
            score=0.9,
            lemma="find",
            cue_class="evidence",
        )

    (found,) = agreed(
        reading, [proposal("learned", (0, 7))], [proposal("complement-clause", ruled)], Agreement(keep=0.4)
    )
    assert found.source == expected


def _told(rule: str, *contents: tuple[int, int]) -> Proposal:
    return Proposal(contents, rule, 0.9, source=(0, 1), cue=(1, 2), head=1, lemma="say")


def test_an_unquoted_content_that_runs_into_the_next_sentence_ends_where_the_rule_ends() -> None:
    said = "Falk/NNP said/VBD that/IN it/PRP rained/VBD ./. Holm/NNP shut/VBD its/PRP$ port/NN"
    reading = Reading(tagged(said, sentences={0, 6}), default_lexicon())
    (found,) = agreed(reading, [_told("learned", (2, 10))], [_told("complement-clause", (2, 5))], Agreement(keep=0.4))
    assert found.contents == ((2, 5),)


def test_a_content_keeps_the_words_that_name_a_source_of_its_own() -> None:
    said = "Falk/NNP said/VBD that/IN according/VBG to/IN studies/NNS it/PRP rains/VBZ"
    reading = Reading(tagged(said), default_lexicon())
    inner = Proposal(((6, 8),), "according-to", 0.8, source=(5, 6), cue=(3, 5), head=3, lemma="according to")
    learned, ruled = _told("learned", (2, 3), (6, 8)), _told("complement-clause", (2, 8))
    outer, nested = sorted(
        agreed(reading, [learned], [ruled, inner], Agreement(keep=0.4)), key=lambda one: one.cue or (0, 0)
    )
    assert outer.contents == ((2, 8),)
    assert (nested.rule, nested.contents) == ("according-to", ((6, 8),))
