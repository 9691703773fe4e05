import pickle
from typing import Any

import numpy as np
import pytest
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from thinc.api import LayerNorm, Maxout, Model

from quoteminer.forward import PASSES, ReadOnly, read_only
from quoteminer.pipeline import DEFAULT_MODEL, load

TEXT = "“We will not pay,” said Ada Lund, who leads the harbour board of Norland. The Treasury denied it on Friday."


def _layers(nlp: Language) -> list[Model[Any, Any]]:
    models = (getattr(component, "model", None) for _, component in nlp.components)
    return [node for model in models if isinstance(model, Model) for node in model.walk() if node.name in PASSES]


def _values(rows: int, width: int) -> NDArray[np.float32]:
    return np.random.default_rng(rows).normal(size=(rows, width)).astype("float32")


def _layer(name: str, width: int, choices: int) -> Model[Any, Any]:
    layer: Model[Any, Any] = Maxout(nO=6, nI=width, nP=choices) if name == "maxout" else LayerNorm(nI=width)
    layer.initialize()
    rng = np.random.default_rng(1)
    for param in layer.param_names:
        drawn: Any = rng.normal(size=layer.get_param(param).shape).astype("float32")
        layer.set_param(param, drawn)
    return layer


@pytest.mark.parametrize("name", sorted(PASSES))
@pytest.mark.parametrize("rows", [0, 1, 7, 500])
@pytest.mark.parametrize(("width", "choices"), [(1, 1), (5, 2), (96, 3)])
def test_a_layer_gives_the_same_numbers_to_the_last_bit(name: str, rows: int, width: int, choices: int) -> None:
    layer, values = _layer(name, width, choices), _values(rows, width)
    plain = layer.predict(values)
    before = values.copy()
    layer._func = ReadOnly(layer._func, name)
    assert np.array_equal(layer.predict(values), plain)
    assert np.array_equal(values, before)


@pytest.mark.parametrize("name", sorted(PASSES))
def test_a_layer_still_learns(name: str) -> None:
    layer, values = _layer(name, 5, 3), _values(9, 5)
    plain, back = layer.begin_update(values)
    gradient = back(np.ones_like(plain))
    layer._func = ReadOnly(layer._func, name)
    learned, back = layer.begin_update(values)
    assert np.array_equal(learned, plain)
    assert np.array_equal(back(np.ones_like(learned)), gradient)
    with pytest.raises(RuntimeError, match="is_train"):
        layer(values, is_train=False)[1](learned)


def test_the_pipeline_reads_as_before() -> None:
    changed, other = spacy.load(DEFAULT_MODEL), spacy.load(DEFAULT_MODEL)
    read_only(changed)
    assert all(isinstance(node._func, ReadOnly) for node in _layers(changed))
    assert not any(isinstance(node._func, ReadOnly) for node in _layers(other))
    assert changed(TEXT).to_bytes() == other(TEXT).to_bytes()


def test_every_such_layer_of_our_pipeline_only_reads() -> None:
    found = _layers(load(model="none"))
    assert {node.name for node in found} == set(PASSES)
    assert all(isinstance(node._func, ReadOnly) for node in found)


def test_it_can_be_pickled() -> None:
    layer, values = _layer("maxout", 3, 2), _values(4, 3)
    again = pickle.loads(pickle.dumps(ReadOnly(layer._func, "maxout")))
    assert np.array_equal(again(layer, values, False)[0], layer.predict(values))
