"""What class a cue has: by its words, and by how its content begins."""

import pytest

from quoteminer.lexicon import default_lexicon
from quoteminer.proposal import Proposal
from quoteminer.rules.classes import class_of, frame_of
from quoteminer.rules.reading import Reading
from quoteminer.schema import CueClass
from tests.rules.docs import tagged


def proposal(
    cue: tuple[int, int], content: tuple[int, int], lemma: str, given: CueClass = "statement", head: int | None = None
) -> Proposal:
    at = cue[0] if head is None else head
    return Proposal(contents=(content,), rule="learned", score=0.9, cue_class=given, head=at, cue=cue, lemma=lemma)


def read(written: str) -> Reading:
    return Reading(tagged(written), default_lexicon())


@pytest.mark.parametrize(
    ("written", "frame"),
    [
        ("asked/VBD to/TO leave/VB early/RB", "to"),
        ("vowed/VBD not/RB to/TO leave/VB", "to"),
        ("asked/VBD the/DT crowd/NN to/TO quickly/RB leave/VB", "objto"),
        ("insisted/VBD that/IN he/PRP stay/VB", "do"),
        ("warned/VBD that/IN ice/NN was/VBD thin/JJ", "that"),
        ("warned/VBD ice/NN was/VBD thin/JJ", "that"),
        ("asked/VBD whether/IN ice/NN was/VBD thin/JJ", "wh"),
        ("suggested/VBD waiting/VBG until/IN May/NNP", "ing"),
        ("warned/VBD \"/`` Thin/JJ ice/NN \"/''", "quote"),
        ("allowed/VBD the/DT march/NN", "np"),
    ],
)
def test_a_content_shows_its_construction(written: str, frame: str) -> None:
    reading = read(written)
    assert frame_of(reading, proposal((0, 1), (1, len(reading.words)), "any")) == frame


@pytest.mark.parametrize(
    ("written", "lemma", "given", "expected"),
    [
        ("agreed/VBD that/IN ice/NN was/VBD thin/JJ", "agree", "decision", "statement"),
        ("agreed/VBD to/TO wait/VB", "agree", "decision", "decision"),
        ("warned/VBD ice/NN was/VBD thin/JJ", "warn", "request", "statement"),
        ("warned/VBD the/DT crowd/NN to/TO leave/VB", "warn", "request", "request"),
        ("asked/VBD the/DT crowd/NN to/TO leave/VB", "ask", "question", "request"),
        ("asked/VBD where/WRB it/PRP was/VBD", "ask", "question", "question"),
        ("hopes/VBZ to/TO win/VB", "hope", "belief", "intention"),
        ("insisted/VBD that/IN he/PRP stay/VB", "insist", "statement", "request"),
        ("said/VBD plans/NNS to/TO build/VB had/VBD failed/VBN", "say", "statement", "statement"),
    ],
)
def test_the_construction_decides(written: str, lemma: str, given: CueClass, expected: CueClass) -> None:
    reading = read(written)
    assert class_of(reading, proposal((0, 1), (1, len(reading.words)), lemma, given)) == expected


@pytest.mark.parametrize(
    ("written", "cue_end", "lemma", "expected"),
    [
        ("continued/VBD to/TO call/VB for/IN new/JJ talks/NNS", 4, "continue", "request"),
        ("made/VBD a/DT claim/NN that/IN ice/NN was/VBD thin/JJ", 3, "made", "statement"),
        ("was/VBD bearish/JJ on/IN steel/NN", 3, "was", "belief"),
        ("seemed/VBD to/TO like/VB snow/NN", 1, "seemed", "belief"),
        ("voted/VBD 9/CD to/IN 3/CD to/TO wait/VB", 4, "voted", "decision"),
        ("voiced/VBD opposition/NN to/IN the/DT march/NN", 3, "voice", "attitude"),
        ("voiced/VBD criticism/NN of/IN the/DT march/NN", 3, "voice", "attitude"),
        ("slams/NNS rivals/NNS", 1, "slams", "attitude"),
        ("flung/VBD rivals/NNS", 1, "flung", "statement"),
    ],
)
def test_where_the_first_word_says_little_another_one_decides(
    written: str, cue_end: int, lemma: str, expected: CueClass
) -> None:
    reading = read(written)
    assert class_of(reading, proposal((0, cue_end), (cue_end, len(reading.words)), lemma)) == expected


def test_a_document_shows() -> None:
    reading = read("The/DT report/NN suggested/VBD that/IN ice/NN was/VBD thin/JJ")
    found = Proposal(contents=((3, 7),), rule="learned", score=0.9, head=2, cue=(2, 3), lemma="suggest", source=(0, 2))
    assert class_of(reading, found) == "evidence"


def test_without_a_cue_it_stays_what_it_is() -> None:
    reading = read("Forty/CD years/NNS")
    assert class_of(reading, Proposal(contents=((0, 2),), rule="lone-quotation", score=0.9)) == "statement"
