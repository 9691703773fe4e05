import pickle
from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.pipeline import DependencyParser
from spacy.tokens import Doc

from quoteminer.layers import paragraphs, set_paragraphs
from quoteminer.pipeline import DEFAULT_MODEL, build, load
from quoteminer.side_by_side import SideBySide, _parts, paragraphs_side_by_side

FOUND: list[int | str] = ["HEAD", "DEP", "SENT_START", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID"]
PARAGRAPHS = [
    "“We will not pay,” said Ada Lund, who leads the harbour board of Norland. The Treasury denied it on Friday.",
    "Short.",
    "The bank in Oslo, which Lund had left in 2019, told reporters that it would ask for 40 million euros.",
]


@pytest.fixture
def pair() -> tuple[Language, Language]:
    """The pipeline whose components read side by side, and the same with spaCy's own."""
    return load(model="none"), spacy.load(DEFAULT_MODEL)


def parsed(nlp: Language, doc: Doc) -> Doc:
    for name in ("parser", "ner"):
        doc = nlp.get_pipe(name)(doc)
    return doc


def vectors(nlp: Language, text: str) -> Doc:
    doc = nlp.tokenizer(text)
    for name in ("quoteminer_paragraphs", "quoteminer_quotations", "quoteminer_boundaries", "tok2vec", "tagger"):
        doc = nlp.get_pipe(name)(doc)
    return doc


def test_the_installed_model_reads_side_by_side(pair: tuple[Language, Language]) -> None:
    ours, _ = pair
    assert {name for name, component in ours.pipeline if isinstance(component, SideBySide)} == {"parser", "ner"}


def test_one_paragraph_is_read_as_by_spacy(pair: tuple[Language, Language]) -> None:
    ours, plain = pair
    for text in PARAGRAPHS:
        doc = vectors(ours, text)
        assert (parsed(plain, doc.copy()).to_array(FOUND) == parsed(ours, doc).to_array(FOUND)).all()


def test_each_paragraph_is_read_as_if_it_stood_alone_with_its_vectors(pair: tuple[Language, Language]) -> None:
    ours, plain = pair
    doc = parsed(ours, vectors(ours, "\n\n".join(PARAGRAPHS)))
    assert len(paragraphs(doc)) == 3
    for start, end in paragraphs(doc):
        part = doc[start:end].as_doc()
        alone = Doc(doc.vocab, words=[token.text for token in part], spaces=[bool(token.whitespace_) for token in part])
        alone.tensor = part.tensor
        plain.get_pipe("parser")(alone)
        assert [token.head.i for token in part] == [token.head.i for token in alone]
        assert [token.dep_ for token in part] == [token.dep_ for token in alone]


def test_vectors_that_are_given_are_not_made_again(pair: tuple[Language, Language]) -> None:
    ours, _ = pair
    component: Any = ours.get_pipe("ner")
    layers = component.model.get_ref("tok2vec")
    doc = vectors(ours, "\n\n".join(PARAGRAPHS))
    made = layers.predict([doc])
    parts = _parts(doc, [0, 5, 9, len(doc)], made)
    assert [len(part) for part in parts] == [5, 4, len(doc) - 9]
    assert (layers.predict(parts[1:]) == made[5:]).all()
    alone = layers.predict([part.copy() for part in parts[:1]] + [vectors(ours, PARAGRAPHS[1])])
    assert len(alone) == 5 + 2
    assert not np.array_equal(alone[:5], made[:5])


def test_the_text_between_and_before_paragraphs_is_read_too(pair: tuple[Language, Language]) -> None:
    ours, _ = pair
    doc = parsed(ours, vectors(ours, f"\n \n{PARAGRAPHS[0]}\n\n\n{PARAGRAPHS[2]}\n\n"))
    assert doc.has_annotation("DEP", require_complete=True)
    assert doc.has_annotation("ENT_IOB", require_complete=True)
    assert {"Oslo", "2019"} <= {ent.text for ent in doc.ents}


@pytest.mark.parametrize("text", ["", " ", "\n\n", "One.\n\nTwo."])
def test_next_to_nothing_is_read(pair: tuple[Language, Language], text: str) -> None:
    assert pair[0](text).text == text


def test_more_paragraphs_than_a_batch_holds(pair: tuple[Language, Language]) -> None:
    ours, _ = pair
    doc = parsed(ours, vectors(ours, "\n\n".join([PARAGRAPHS[2]] * 70)))
    roots = {
        tuple(token.i - start for token in doc[start:end] if token.head == token) for start, end in paragraphs(doc)
    }
    assert len(paragraphs(doc)) == 70
    assert len(roots) == 1


def test_no_sentence_goes_on_into_the_next_paragraph(pair: tuple[Language, Language]) -> None:
    ours, _ = pair
    doc = ours("The minister said that\n\nthe bank would ask for money, and\n\nthe Treasury")
    starts = {start for start, _ in paragraphs(doc)}
    assert starts <= {sentence.start for sentence in doc.sents}


def test_names_that_are_known_before_are_kept(pair: tuple[Language, Language]) -> None:
    ours, _ = pair
    doc = vectors(ours, "\n\n".join(PARAGRAPHS))
    at = [token.text for token in doc].index("Treasury")
    doc.set_ents([doc[at : at + 1].char_span(0, 8, label="GPE")], default="unmodified")
    assert ("Treasury", "GPE") in {(ent.text, ent.label_) for ent in ours.get_pipe("ner")(doc).ents}


def test_a_doc_without_paragraphs_is_read_as_a_whole(pair: tuple[Language, Language]) -> None:
    ours, plain = pair
    doc = vectors(ours, "\n\n".join(PARAGRAPHS))
    set_paragraphs(doc, [])
    assert (parsed(plain, doc.copy()).to_array(FOUND) == parsed(ours, doc).to_array(FOUND)).all()


def test_what_it_stands_for_shows_through(tmp_path: Any) -> None:  # noqa: ANN401
    nlp = build(spacy.load(DEFAULT_MODEL), model=None)
    component: Any = nlp.get_pipe("parser")
    assert "nsubj" in component.labels
    assert not hasattr(component, "pipe")
    text = "\n\n".join(PARAGRAPHS)
    nlp.to_disk(tmp_path)
    again = build(spacy.load(tmp_path))
    assert isinstance(again.get_pipe("parser"), SideBySide)
    assert (again(text).to_array(FOUND) == nlp(text).to_array(FOUND)).all()
    paragraphs_side_by_side(again)
    assert isinstance(again.get_pipe("parser")._component, DependencyParser)  # type: ignore[attr-defined] # once only
    assert pickle.loads(pickle.dumps(component)).labels == component.labels


def test_a_stream_is_read_doc_by_doc(pair: tuple[Language, Language]) -> None:
    ours, _ = pair
    texts = ["\n\n".join(PARAGRAPHS), PARAGRAPHS[0], "\n\n".join(reversed(PARAGRAPHS))]
    streamed = [doc.to_array(FOUND).tolist() for doc in ours.pipe(texts)]
    assert streamed == [ours(text).to_array(FOUND).tolist() for text in texts]
