"""What is done and not said, on Docs written by hand."""

from dataclasses import replace

import pytest

from quoteminer.layers import Range
from quoteminer.lexicon import default_lexicon
from quoteminer.proposal import Proposal
from quoteminer.rules.deeds import (
    is_anonymity,
    is_beside,
    is_empty_vote,
    is_name_of_noun,
    is_of_clause,
    is_person_quoted,
)
from quoteminer.rules.reading import Reading
from quoteminer.schema import CueClass
from tests.rules.docs import doc, tagged


def proposal(cue: Range, content: Range, cue_class: CueClass = "statement") -> Proposal:
    return Proposal(contents=(content,), rule="learned", score=0.9, cue_class=cue_class, head=cue[0], cue=cue)


@pytest.mark.parametrize(
    ("written", "cue", "content", "expected"),
    [
        ("posted/VBD a/DT video/NN with/IN noises/NNS of/IN rain/NN", (0, 4), (4, 7), True),
        ("issued/VBD forms/NNS in/IN place/NN of/IN interviews/NNS", (0, 5), (5, 6), True),
        ("agreed/VBD with/IN the/DT plan/NN", (0, 2), (2, 4), False),
        ("has/VBZ known/VBN since/IN May/NNP that/IN it/PRP leaks/VBZ", (0, 3), (3, 7), False),
    ],
)
def test_a_cue_that_ends_in_an_adjunct_tells_of_a_deed(
    written: str, cue: Range, content: Range, *, expected: bool
) -> None:
    reading = Reading(tagged(written), default_lexicon())
    assert is_beside(reading, proposal(cue, content)) is expected


@pytest.mark.parametrize(
    ("written", "cue", "content", "expected"),
    [
        ("asked/VBD not/RB to/TO be/VB named/VBN", (0, 1), (1, 5), True),
        ("requested/VBD anonymity/NN to/TO speak/VB freely/RB", (0, 1), (1, 5), True),
        ("asked/VBD that/IN her/PRP$ name/NN not/RB be/VB used/VBN", (0, 1), (1, 7), True),
        ("asked/VBD to/TO be/VB named/VBN captain/NN", (0, 1), (1, 5), False),
        ("said/VBD that/IN anonymity/NN breeds/VBZ lies/NNS", (0, 1), (1, 5), False),
    ],
)
def test_a_name_left_out_is_no_request(written: str, cue: Range, content: Range, *, expected: bool) -> None:
    reading = Reading(tagged(written), default_lexicon())
    assert is_anonymity(reading, proposal(cue, content, "request")) is expected


@pytest.mark.parametrize(
    ("written", "content", "expected"),
    [
        ("voted/VBD against/IN it/PRP", (1, 3), True),
        ("voted/VBD against/IN the/DT plan/NN", (1, 4), False),
        ("believed/VBD it/PRP", (1, 2), False),
    ],
)
def test_a_vote_about_nothing_says_nothing(written: str, content: Range, *, expected: bool) -> None:
    reading = Reading(tagged(written), default_lexicon())
    assert is_empty_vote(reading, proposal((0, 1), content)) is expected


def test_a_participle_behind_a_noun_gives_its_name() -> None:
    named = doc("the/DT/det/1 band/NN/nsubj/5 called/VBN/acl/1 the/DT/det/4 Larks/NNPS/oprd/2 left/VBD/ROOT/5")
    assert is_name_of_noun(Reading(named, default_lexicon()), 2)
    apart = doc("Lund/NNP/ROOT/0 ,/,/punct/0 called/VBN/acl/0")
    assert not is_name_of_noun(Reading(apart, default_lexicon()), 2)


def test_a_person_quoted_is_no_content_but_a_document_is() -> None:
    person = doc("It/PRP/nsubj/1 quoted/VBD/ROOT/1 critics/NNS/dobj/1 like/IN/prep/2 Lund/NNP/pobj/3")
    report = doc("It/PRP/nsubj/1 quoted/VBD/ROOT/1 a/DT/det/3 letter/NN/dobj/1")
    for written, content, expected in ((person, (2, 5), True), (report, (2, 4), False)):
        quoting = replace(proposal((1, 2), content), lemma="quote")
        assert is_person_quoted(Reading(written, default_lexicon()), quoting) is expected


def test_a_clause_says_nothing_but_shows() -> None:
    reading = Reading(doc("Having/VBG/aux/1 left/VBN/csubj/2 called/VBD/ROOT/2 it/PRP/dobj/2"), default_lexicon())
    said = replace(proposal((2, 3), (3, 4)), source=(0, 2))
    assert is_of_clause(reading, said)
    assert not is_of_clause(reading, replace(said, cue_class="evidence"))
