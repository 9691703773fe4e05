"""Which quotation belongs to which cue: whole ones, and those that a reporting verb stands beside."""

import pytest
from spacy.language import Language

import quoteminer
from quoteminer.components.attributions import of_rules
from quoteminer.layers import Range
from quoteminer.lexicon import default_lexicon
from quoteminer.proposal import Proposal
from quoteminer.rules.membership import settled
from quoteminer.rules.reading import Reading


@pytest.fixture(scope="module")
def nlp() -> Language:
    return quoteminer.load(model="none")


def found(nlp: Language, text: str, cue: str, contents: list[str]) -> list[str]:
    """The contents of the model's only proposal, given as words of the text, once quotations are where they belong."""
    reading = Reading(nlp(text), default_lexicon())
    doc = reading.doc

    def at(part: str) -> Range:
        start = text.index(part)
        span = doc.char_span(start, start + len(part))
        assert span is not None
        return span.start, span.end

    where = at(cue)
    learned = Proposal(contents=tuple(map(at, contents)), rule="learned", score=0.9, head=where[0], cue=where)
    return [
        doc[start:end].text for one in settled(reading, [learned], of_rules(reading)) for start, end in one.contents
    ]


def test_a_quotation_that_was_broken_off_is_whole_again(nlp: Language) -> None:
    text = '"It is sad. It has no place here. We go," Tom Lund said.'
    assert found(nlp, text, "said", ["It is sad"]) == ['"It is sad. It has no place here. We go,"']


def test_a_content_takes_in_the_quoted_object_that_it_stops_at(nlp: Language) -> None:
    text = 'Lund went on to say that the town has spent "years fighting the sea. Nobody wants that."'
    whole = 'that the town has spent "years fighting the sea. Nobody wants that."'
    assert found(nlp, text, "say", ["that the town has spent"]) == [whole]


def test_the_quotation_of_another_verb_is_given_back(nlp: Language) -> None:
    text = '"It is sad," Tom Lund said. Ann Berg left, according to the police.'
    assert found(nlp, text, "according to", ['"It is sad,"', "Ann Berg left"]) == ["Ann Berg left"]


def test_words_of_the_cues_sentence_stay_beside_its_quotation(nlp: Language) -> None:
    text = 'The streets were empty, Tom Lund said, "but we shall be back."'
    kept = ["The streets were empty", '"but we shall be back."']
    assert found(nlp, text, "said", kept) == kept


def test_words_of_another_sentence_go(nlp: Language) -> None:
    text = "The bridge fell, according to the police. It was old. The mayor left."
    assert found(nlp, text, "according to", ["The bridge fell", "The mayor left"]) == ["The bridge fell"]


def test_the_report_of_somebody_else_at_the_end_goes(nlp: Language) -> None:
    text = "Ann Berg said that it is safe and Bo Lund that it is not."
    assert found(nlp, text, "said", ["that it is safe and Bo Lund that it is not"]) == ["that it is safe"]


def test_a_cue_within_a_quotation_is_left_alone(nlp: Language) -> None:
    text = '"The police say that it fell. We wait," Tom Lund said.'
    assert found(nlp, text, "say", ["that it fell"]) == ["that it fell"]


def test_an_answer_is_not_the_questioners(nlp: Language) -> None:
    text = 'Ann Berg asked the guard. "Safe?" "No." The rain went on.'
    assert found(nlp, text, "asked", ['"Safe?" "No."']) == ['"Safe?"']


def test_a_quotation_of_an_earlier_paragraph_goes_where_the_cue_has_its_own(nlp: Language) -> None:
    text = '"It was a long day."\n\nThe mayor waited in the hall and Tom Lund shouted: "Go home!"'
    assert found(nlp, text, "shouted", ['"It was a long day."', '"Go home!"']) == ['"Go home!"']


def test_what_a_quotation_is_about_is_no_part_of_it(nlp: Language) -> None:
    text = '"Absolutely not," Tom Lund said of the plan to drain the lake.'
    assert found(nlp, text, "said", ['"Absolutely not,"', "the plan to drain the lake"]) == ['"Absolutely not,"']


def test_when_something_was_shouted_is_no_part_of_it(nlp: Language) -> None:
    text = 'They can only cry "but it rains" when the roof leaks again.'
    assert found(nlp, text, "cry", ['"but it rains" when the roof leaks again']) == ['"but it rains"']


def test_what_somebody_else_reports_at_the_end_goes(nlp: Language) -> None:
    text = "The clinic tells visitors the wait is over, the Post reporting nobody will be turned away."
    assert found(nlp, text, "tells", ["the wait is over, the Post"]) == ["the wait is over"]


def test_a_dash_and_a_name_sign_no_earlier_paragraph(nlp: Language) -> None:
    text = '"We need order."\n\nPhoto.\n\n"I am afraid. We all are." — Tom Lund'
    assert found(nlp, text, "—", ['"We need order."', '"I am afraid. We all are."']) == ['"I am afraid. We all are."']


def test_a_dash_and_a_name_sign_all_paragraphs_of_a_quotation(nlp: Language) -> None:
    text = '"I am afraid.\n\n"We all are." — Tom Lund'
    assert found(nlp, text, "—", ['"I am afraid.', '"We all are."']) == ['"I am afraid.', '"We all are."']


def test_what_a_participle_in_front_ascribes_is_its_own(nlp: Language) -> None:
    text = "Rejecting the plan, the mayor accused Holt of being a thief."
    reading = Reading(nlp(text), default_lexicon())
    learned = Proposal(contents=((1, 3), (7, 12)), rule="learned", score=0.9, head=6, cue=(6, 7))
    parted = settled(reading, [learned], of_rules(reading))
    assert [(reading.words[one.head or 0], one.contents, one.score) for one in parted] == [
        ("Rejecting", ((1, 3),), 0.9),
        ("accused", ((7, 12),), 0.9),
    ]
    assert found(nlp, text, "accused", ["the plan", "Holt of being a thief"]) == ["the plan", "Holt of being a thief"]
