"""Long texts go through spaCy's networks in pieces.

The layers that look at a word's neighbours hold several copies of a text at once: hundreds of megabytes of 150,000
words, which have to be had from the system anew for every layer, so that a word of such a text takes twice the time of
one in a short text. How far the layers see is known; so pieces that overlap by as much give every word the same vector.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from spacy.language import Language
from thinc.api import Model, NumpyOps

from quoteminer.forward import Reals, untaught
from quoteminer.matrices import layers_of

MOST: Final = 1 << 13
"""Words of a piece; a text that has no more is read as a whole."""


def read_in_pieces(nlp: Language) -> None:
    """Let the networks of a pipeline read long texts in pieces, where they run on the processor.

    Args:
        nlp: the pipeline; it is changed.
    """
    for node in layers_of(nlp):
        if node.name.startswith("with_array(") and node.attrs["pad"] and isinstance(node.ops, NumpyOps):
            node._func = InPieces(node._func)  # noqa: SLF001 - thinc has no other way to wrap a layer


class InPieces:
    """The forward pass of layers that see a word's neighbours, for texts of any length.

    Args:
        plain: the layers' own forward pass; the layer says by its `pad` how many words far they see.
    """

    def __init__(self, plain: Callable[..., Any]) -> None:
        self._plain = plain

    def __call__(
        self, model: Model[Any, Any], texts: Sequence[Reals], is_train: bool
    ) -> tuple[Sequence[Reals], Callable[..., Any]]:
        """Vectors of the words of some texts; arguments and result are those of a thinc layer."""
        if is_train or not isinstance(texts, list) or all(len(text) <= MOST for text in texts):
            found: tuple[Sequence[Reals], Callable[..., Any]] = self._plain(model, texts, is_train)
            return found
        return [self._read(model, text) for text in texts], untaught

    def _read(self, model: Model[Any, Any], text: Reals) -> Reals:
        """The vectors of one text, (words, width)."""
        reach: int = model.attrs["pad"]
        pieces = []
        for start in range(0, len(text), MOST):
            first, end = max(0, start - reach), min(start + MOST, len(text))
            (read,), _ = self._plain(model, [text[first : end + reach]], False)
            pieces.append(read[start - first : end - first])
        return np.concatenate(pieces) if pieces else text
