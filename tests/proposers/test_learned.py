"""What the model has read becomes proposals in tokens, and agrees or not with those of the rules."""

from dataclasses import replace

import pytest
from spacy.language import Language

import quoteminer
from quoteminer.lexicon import default_lexicon
from quoteminer.model.attributing import Ascription
from quoteminer.model.folder import Agreement
from quoteminer.proposal import Proposal
from quoteminer.proposers import complement, learned
from quoteminer.rules.agreement import agreed
from quoteminer.rules.reading import Reading

TEXT = 'In May, Ann Lind, the mayor, told reporters that rain fell. "It is wet," the ministry\'s spokesman said.'


@pytest.fixture(scope="module")
def reading() -> Reading:
    nlp: Language = quoteminer.load(model="none")
    return Reading(nlp(TEXT), default_lexicon())


def ascription(cue: str, contents: list[str], source: str | None, confidence: float = 0.9) -> Ascription:
    def at(part: str) -> tuple[int, int]:
        start = TEXT.index(part)
        return start, start + len(part)

    return Ascription(at(cue), tuple(map(at, contents)), None if source is None else at(source), confidence)


def texts(reading: Reading, proposal: Proposal) -> tuple[list[str], str | None, str | None]:
    doc = reading.doc
    return (
        [doc[start:end].text for start, end in proposal.contents],
        None if proposal.cue is None else doc[proposal.cue[0] : proposal.cue[1]].text,
        None if proposal.source is None else doc[proposal.source[0] : proposal.source[1]].text,
    )


def test_edges_are_those_of_the_project(reading: Reading) -> None:
    (found,) = learned.propose(reading, [ascription("said", ["It is wet,"], "the ministry's")])
    assert texts(reading, found) == (['"It is wet,"'], "said", "the ministry")
    assert (found.rule, found.score, found.cue_class, found.lemma) == ("learned", 0.9, "statement", "say")


def test_the_cue_stays_as_wide_as_it_is_and_its_verb_is_found(reading: Reading) -> None:
    (found,) = learned.propose(reading, [ascription("told reporters", ["that rain fell."], "Ann Lind, the mayor,")])
    assert texts(reading, found) == (["that rain fell"], "told reporters", "Ann Lind, the mayor")
    assert found.lemma == "tell"
    assert found.addressee is not None
    assert reading.words[found.addressee[0]] == "reporters"


@pytest.mark.parametrize(
    ("contents", "expected"),
    [
        (["to go on fighting and"], ["to go on fighting"]),
        (["to go on fighting and", "to pay because"], ["to go on fighting and", "to pay"]),  # goes on right behind it
        (["and"], ["and"]),
    ],
)
def test_a_content_does_not_end_in_a_word_that_leads_on(contents: list[str], expected: list[str]) -> None:
    text = "The mayor promised to go on fighting and to pay because it is due."
    spans = tuple((text.index(part), text.index(part) + len(part)) for part in contents)
    made = Reading(quoteminer.load(model="none")(text), default_lexicon())
    (found,) = learned.propose(made, [Ascription((10, 18), spans, (0, 9), 0.9)])
    assert [made.doc[start:end].text for start, end in found.contents] == expected


def test_an_attribution_without_words_is_none(reading: Reading) -> None:
    assert list(learned.propose(reading, [ascription("said", [". "], None)])) == []


def test_a_cue_that_the_tables_do_not_know_is_a_statement(reading: Reading) -> None:
    (found,) = learned.propose(reading, [ascription("In May", ["that rain fell"], None)])
    assert (found.cue_class, found.source) == ("statement", None)


def test_where_a_rule_says_the_same_its_edges_and_the_models_judgment_are_kept(reading: Reading) -> None:
    ruled = list(complement.propose(reading))
    read = list(learned.propose(reading, [ascription("told reporters", ["that rain fell"], "Ann Lind, the mayor")]))
    (found, *_) = agreed(reading, read, ruled, Agreement())
    assert texts(reading, found)[1] == "told"
    assert (found.rule, found.score) == ("complement-clause", 0.9)


def test_what_the_model_passes_over_is_worth_less(reading: Reading) -> None:
    ruled = [found for found in complement.propose(reading) if found.rule == "complement-clause"]
    settings = Agreement(alone={"complement-clause": 0.1})
    assert agreed(reading, [], ruled, settings) == ruled  # a noun that told somebody "that …" is too plain to give up
    (start, end), *_ = ruled[0].contents
    bare = [replace(ruled[0], contents=((start + 1, end),))]
    assert agreed(reading, [], bare, settings) == []
    kept = agreed(reading, [], bare, Agreement(alone={"complement-clause": 0.5}))
    assert {proposal.score for proposal in kept} == {0.5}


@pytest.mark.parametrize(("confidence", "kept"), [(0.3, 0), (0.5, 1)])
def test_what_is_unsure_is_left_out(reading: Reading, confidence: float, kept: int) -> None:
    read = list(learned.propose(reading, [ascription("said", ["It is wet,"], None, confidence)]))
    assert len(agreed(reading, read, [], Agreement(keep=0.4))) == kept
