import spacy

from quoteminer.components.paragraphs import Paragraphs
from quoteminer.layers import paragraphs


def test_find_gives_token_ranges_and_writes_nothing() -> None:
    doc = spacy.blank("en")("It rains.\n\nIt pours.\n")
    assert [doc[start:end].text for start, end in Paragraphs().find(doc)] == ["It rains.", "It pours."]
    assert len(doc.spans) == 0


def test_call_writes_the_layer() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("quoteminer_paragraphs")
    doc = nlp("date 2021-11-12 It rains.\n\nIt pours.")
    assert [doc[start:end].text for start, end in paragraphs(doc)] == ["It rains.", "It pours."]


def test_an_empty_doc_has_no_paragraphs() -> None:
    assert Paragraphs().find(spacy.blank("en")("")) == []
