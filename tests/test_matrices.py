import numpy as np
import spacy
from spacy.language import Language
from thinc.api import NumpyOps
from threadpoolctl import threadpool_info

from quoteminer.matrices import OneThreadOps, multiply_by_numpy
from quoteminer.pipeline import DEFAULT_MODEL, load


def _threads() -> list[int]:
    return [library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"]


def test_products_are_the_same() -> None:
    rng = np.random.default_rng(0)
    x, y = (rng.normal(size=size).astype("float32") for size in ((50, 30), (40, 30)))
    assert np.allclose(OneThreadOps().gemm(x, y, trans2=True), NumpyOps().gemm(x, y, trans2=True), atol=1e-5)
    assert np.allclose(OneThreadOps().gemm(x, y, trans2=True), x @ y.T, atol=1e-5)


def test_what_others_set_about_threads_is_as_before() -> None:
    before = _threads()
    OneThreadOps().gemm(np.ones((4, 4), "float32"), np.ones((4, 4), "float32"))
    assert _threads() == before


def test_only_the_pipeline_itself_is_changed() -> None:
    changed, other = spacy.load(DEFAULT_MODEL), spacy.load(DEFAULT_MODEL)
    multiply_by_numpy(changed)
    assert _ops(changed) == {OneThreadOps}
    assert _ops(other) == {NumpyOps}


def test_the_pipeline_multiplies_so() -> None:
    assert _ops(load(model="none")) == {OneThreadOps}


def _ops(nlp: Language) -> set[type]:
    models = [component.model for _, component in nlp.components if hasattr(component, "model")]
    return {type(node.ops) for model in models if hasattr(model, "walk") for node in model.walk()}
