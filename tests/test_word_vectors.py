from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language
from thinc.api import Adam, Model

from quoteminer import word_vectors
from quoteminer.pipeline import DEFAULT_MODEL, load
from quoteminer.word_vectors import Reals, WordVectors, remember_words

TEXTS = (
    "The mayor said the bridge would open in May.",
    "“It will open in May,” the mayor said. Nobody believed her.",
    "",
    "Critics of the bridge, which cost 40 million euros, said nothing in May.",
)


@pytest.fixture(scope="module")
def plain() -> Language:
    return spacy.load(DEFAULT_MODEL)


@pytest.fixture
def remembering() -> Language:
    nlp = spacy.load(DEFAULT_MODEL)
    remember_words(nlp)
    return nlp


def _layers(nlp: Language) -> list[Model[Any, Any]]:
    """The layers that make the vectors of words: the tagger's and parser's, and the entity recogniser's."""
    parts = [nlp.get_pipe("tok2vec").model, nlp.get_pipe("ner").model.get_ref("tok2vec")]  # type: ignore[attr-defined]
    return [
        next(node for node in part.walk() if node.layers and node.layers[0].name == "extract_features")
        for part in parts
    ]


def _vectors(nlp: Language, texts: Sequence[str] = TEXTS) -> list[list[Reals]]:
    return [[layer.predict([nlp.make_doc(text)])[0] for text in texts] for layer in _layers(nlp)]


def test_vectors_are_those_of_the_layer(plain: Language, remembering: Language) -> None:
    for _ in range(2):  # made, then looked up
        for own, others in zip(_vectors(remembering), _vectors(plain), strict=True):
            for vectors, expected in zip(own, others, strict=True):
                assert vectors.shape == expected.shape
                assert np.allclose(vectors, expected, atol=1e-5)


def test_vectors_do_not_depend_on_what_was_read_before(remembering: Language) -> None:
    other = spacy.load(DEFAULT_MODEL)
    remember_words(other)
    _vectors(other, ["A word.", "Many other words, among them mayor and bridge, were said before.", *TEXTS[::-1]])
    for first, second in zip(_vectors(remembering), _vectors(other), strict=True):
        assert all(map(np.array_equal, first, second))


def test_a_full_table_is_begun_anew(remembering: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = _vectors(remembering)
    monkeypatch.setattr(word_vectors, "MOST", 3)
    for _ in range(2):
        for first, second in zip(expected, _vectors(remembering), strict=True):
            assert all(map(np.array_equal, first, second))


def test_when_the_layer_has_been_trained_nothing_old_is_looked_up(remembering: Language) -> None:
    layer, doc = _layers(remembering)[0], remembering.make_doc(TEXTS[0])
    before = layer.predict([doc])[0]
    vectors, taught = layer([doc], is_train=True)
    taught([np.ones_like(vectors[0])])
    layer.finish_update(Adam(0.01))
    after = layer.predict([doc])[0]
    layer._func = layer._func._plain  # type: ignore[attr-defined] # what it computes without a table
    assert not np.allclose(before, after, atol=1e-4)
    assert np.allclose(layer.predict([doc])[0], after, atol=1e-5)


def test_nothing_is_learned_from_what_was_looked_up(remembering: Language) -> None:
    _, taught = _layers(remembering)[0]([remembering.make_doc(TEXTS[0])], is_train=False)
    with pytest.raises(RuntimeError, match="is_train=True"):
        taught([])


def test_the_pipeline_looks_words_up() -> None:
    nlp = load(model="none")
    assert all(isinstance(layer._func, WordVectors) for layer in _layers(nlp))


def test_a_pipeline_without_such_layers_stays_as_it_is() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    remember_words(nlp)
    assert [sentence.text for sentence in nlp("One. Two.").sents] == ["One.", "Two."]
