"""Sentence starts around quotation marks. `|` is where a sentence certainly begins, `_` where certainly none does."""

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from quoteminer.components.boundaries import Boundaries
from quoteminer.layers import CLOSED, set_paragraphs, set_quotations


@pytest.fixture(scope="module")
def blank() -> Language:
    nlp = spacy.blank("en")
    for name in ("quoteminer_paragraphs", "quoteminer_quotations", "quoteminer_boundaries"):
        nlp.add_pipe(name)
    return nlp


def shown(doc: Doc) -> str:
    return " ".join({True: "|", False: "_", None: ""}[token.is_sent_start] + token.text.strip() for token in doc)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rains . It pours .", "|It rains . It pours ."),
        ("It rains .\n\nIt pours .", "|It rains .  |It pours ."),
        ("“ Rain ! ” she said .", "|“ _Rain ! _” _she said ."),
        ("“ Rain . ” She left .", "|“ _Rain . _” She left ."),
        ("“ Rain ” , she said .", "|“ _Rain _” _, she said ."),
        ("She left . “ Rain ! ”", "|She left . “ _Rain ! _”"),
        ("She said “ Rain ” .", "|She said _“ _Rain _” _."),
        ("She said , “ Rain ”", "|She said , _“ _Rain _”"),
        ("“ Rain ” ! She", "|“ _Rain _” _! She"),
        ("It ( “ Rain ” ) fell", "|It ( _“ _Rain _” _) fell"),
        ("“ ‘Rain ! ’ he said ”", "|“ _‘ _Rain ! _’ _he said _”"),
        ("She said : “ Rain", "|She said : “ _Rain"),
    ],
)
def test_sentence_starts_that_marks_and_paragraphs_leave_no_doubt_about(
    blank: Language, text: str, expected: str
) -> None:
    assert shown(blank(text)) == expected


def test_find_reads_the_layers_and_writes_nothing() -> None:
    doc = Doc(Vocab(), words=["“", "Rain", "”", "she", "said"])
    set_paragraphs(doc, [(0, 5)])
    set_quotations(doc, [(0, 3, CLOSED)])
    assert Boundaries().find(doc) == {0: True, 1: False, 2: False, 3: False}
    assert not doc.has_annotation("SENT_START")


def test_a_word_behind_a_paragraph_begins_a_sentence() -> None:
    doc = Doc(Vocab(), words=["Rain", "fell", "BERLIN", "Snow"])
    set_paragraphs(doc, [(0, 2), (3, 4)])
    assert Boundaries().find(doc) == {0: True, 2: True, 3: True}


def test_the_parser_keeps_to_what_is_set(nlp: Language) -> None:
    doc = nlp("“Rain! Rain?” he asked. “Snow.”\n\n“Hail,” said Ann.")
    starts = {token.i for token in doc if token.is_sent_start}
    certain = Boundaries().find(doc)
    assert {at for at, begins in certain.items() if begins} <= starts
    assert not {at for at, begins in certain.items() if not begins} & starts


def test_a_doc_without_layers_is_left_alone() -> None:
    doc = Boundaries()(spacy.blank("en")("It rains."))
    assert not doc.has_annotation("SENT_START")
    assert len(Boundaries()(spacy.blank("en")(""))) == 0
