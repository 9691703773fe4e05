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
