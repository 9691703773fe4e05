"""What is read in pieces is what would be read at once."""

import pickle

import numpy as np
import pytest

import quoteminer.long_texts
from quoteminer import Article, extract, load
from quoteminer.long_texts import InPieces
from quoteminer.matrices import layers_of

TEXT = "\n\n".join(
    f"“We will not pay,” said Ada Lund, who leads board {number}. The Treasury said on Friday that it would."
    for number in range(12)
)


def test_every_word_has_the_same_vector(monkeypatch: pytest.MonkeyPatch) -> None:
    layers = [node for node in layers_of(load(model=None)) if isinstance(node._func, InPieces)]
    assert len(layers) == 2, "of the tagger and parser, of the entity recogniser"
    for layer in layers:
        texts = [np.random.default_rng(size).normal(size=(size, 96)).astype("float32") for size in (0, 1, 50, 101)]
        monkeypatch.setattr(quoteminer.long_texts, "MOST", 1 << 13)
        whole = layer.predict(texts)
        for most in (1, 3, 50):
            monkeypatch.setattr(quoteminer.long_texts, "MOST", most)
            for own, other in zip(layer.predict(texts), whole, strict=True):
                assert np.allclose(own, other, atol=1e-5)


def test_the_quotes_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    article = Article(id="a", text=TEXT)
    whole = extract(article, nlp=load())
    monkeypatch.setattr(quoteminer.long_texts, "MOST", 20)
    assert extract(article, nlp=load()) == whole
    assert len(whole.quotes) == 24


def test_layers_can_be_sent_to_other_processes_and_still_learn() -> None:
    layer = next(node for node in layers_of(load(model=None)) if isinstance(node._func, InPieces))
    assert isinstance(pickle.loads(pickle.dumps(layer._func)), InPieces)
    values = np.zeros((5, 96), dtype="float32")
    found, back = layer([values], is_train=True)
    assert back([np.zeros_like(found[0])])[0].shape == values.shape
