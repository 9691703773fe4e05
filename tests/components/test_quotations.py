import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from quoteminer.components.quotations import Quotations
from quoteminer.layers import CLOSED, CONTINUED, UNCLOSED, quotations
from quoteminer.pipeline import split_marks


@pytest.fixture(scope="module")
def blank() -> Language:
    nlp = spacy.blank("en")
    split_marks(nlp)
    nlp.add_pipe("quoteminer_paragraphs")
    nlp.add_pipe("quoteminer_quotations")
    return nlp


def found(doc: Doc) -> list[tuple[str, str]]:
    return [(label, doc[start:end].text) for start, end, label in quotations(doc)]


def test_find_reads_a_hand_built_doc_and_writes_nothing() -> None:
    doc = Doc(Vocab(), words=["“", "Rain", ",", "”", "she", "said"], spaces=[False, False, False, True, True, False])
    assert Quotations().find(doc) == [(0, 4, CLOSED)]
    assert len(doc.spans) == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Rain,” she said.", [(CLOSED, "“Rain,”")]),
        ("'The workers' rights,' she said.", [(CLOSED, "'The workers' rights,'")]),
        ("“He said ‘no.’”", [(CLOSED, "“He said ‘no.’”"), (CLOSED, "‘no.’")]),
        ("``Rain,'' she said.", [(CLOSED, "``Rain,''")]),
        ("She said:“Rain.”Then she left.", [(CLOSED, "“Rain.”")]),
        ("the pro-“rain” camp", [(CLOSED, "“rain”")]),
        ("“Rain.\n\n“Snow.”", [(CONTINUED, "“Rain."), (CLOSED, "“Snow.”")]),
        ("“Rain.\n\nShe left.", [(UNCLOSED, "“Rain.")]),
        ("No marks, it’s dry.", []),
        ("", []),
    ],
)
def test_quotations_are_token_ranges_with_labels(blank: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(blank(text)) == expected


def test_marks_that_are_no_tokens_of_their_own_make_no_quotation() -> None:
    doc = Doc(Vocab(), words=["see", 'x="a"', "and", "“rain”"])
    assert Quotations().find(doc) == []


def test_a_doc_without_paragraphs_is_read_as_one() -> None:
    doc = spacy.blank("en")("“Rain” and “snow”")
    assert [doc[start:end].text for start, end, _ in Quotations().find(doc)] == ["“Rain”", "“snow”"]
