"""Where a range of words really begins and ends."""

import pytest

from quoteminer.lexicon import default_lexicon
from quoteminer.rules.reading import Reading
from tests.rules.docs import tagged

TEXT = "ships/NNS (/-LRB- two/CD of/IN them/PRP )/-RRB- leave/VBP Tver/NNP (/-LRB- Kalinin/NNP )/-RRB- ./."


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (0, 10, "ships ( two of them ) leave Tver ( Kalinin )"),  # the bracket that the parser gave to the sentence
        (2, 5, "two of them"),  # opened in front of the range
        (2, 7, "two of them ) leave"),
    ],
)
def test_brackets_belong_to_a_range_that_holds_both(start: int, end: int, words: str) -> None:
    reading = Reading(tagged(TEXT), default_lexicon())
    trimmed = reading.trim(start, end)
    assert trimmed is not None
    assert " ".join(reading.words[slice(*trimmed)]) == words
