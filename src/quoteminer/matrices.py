"""How spaCy's networks multiply matrices.

By default they do so with BLIS, which has no kernels of their own for some processors and then takes twice the time of
numpy's library (measured by `benchmarks/speed.py`: a third of the stock pipeline's time on an AMD EPYC, nothing on an
Intel Xeon). Numpy's library in turn shares even small products out to all cores, which doubles the CPU time and wins
nothing; with one thread it is left to `--workers` to use the cores.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from thinc.api import Model, NumpyOps
from threadpoolctl import ThreadpoolController

Reals = NDArray[np.float32]


class OneThreadOps(NumpyOps):
    """Arrays on the processor, multiplied by numpy on one thread."""

    def __init__(self) -> None:
        super().__init__(use_blis=False)

    def gemm(self, x: Reals, y: Reals, out: Reals | None = None, trans1: bool = False, trans2: bool = False) -> Reals:
        """Multiply two matrices; arguments and result are those of `thinc.api.Ops.gemm`."""
        with _libraries().limit(limits=1, user_api="blas"):
            product: Reals = super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        return product


def multiply_by_numpy(nlp: Language) -> None:
    """Let the networks of a pipeline multiply by numpy, where they run on the processor with thinc's own operations.

    Args:
        nlp: the pipeline; it is changed.
    """
    ops = OneThreadOps()
    for node in layers_of(nlp):
        if type(node.ops) is NumpyOps:  # not a GPU's, and not Apple's, which derive from it
            node.ops = ops


def layers_of(nlp: Language) -> Iterator[Model[Any, Any]]:
    """The layers of a pipeline's networks, one within another.

    Args:
        nlp: the pipeline.
    """
    for _, component in nlp.components:
        model = getattr(component, "model", None)
        if isinstance(model, Model):
            yield from model.walk()


@cache
def _libraries() -> ThreadpoolController:
    """The libraries for linear algebra that are loaded."""
    return ThreadpoolController()
