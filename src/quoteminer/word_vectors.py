"""The vectors of words, made once a word.

spaCy's networks begin with a vector for each token that depends on the token alone: on its form, its first and last
letters, its shape. They make it anew wherever the word stands, which is a third of a tagger's time. Here it is looked
up. What is kept is what would be computed: a vector does not depend on what else is computed with it, so the answers
do not depend on which articles were read before.
"""

import threading
from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps

from quoteminer.forward import untaught
from quoteminer.matrices import layers_of

Rows = NDArray[np.uint64]
Reals = NDArray[np.float32]

MOST: Final = 1 << 15
"""Words that are kept, 400 bytes each; with more the table is begun anew. The tagger meets so many in about 500
articles (measured on PolNeAR), when one word in thirty is new to it; to begin anew costs far less than a hundredth of
the time."""
_BLOCK: Final = 32
"""Words whose vectors are computed together; always so many, since the last bit of a product of matrices depends on
their size."""


def remember_words(nlp: Language) -> None:
    """Let the networks of a pipeline look up the vectors of words that they have met, where they run on the processor.

    Networks that are built otherwise, with vectors that depend on a word's neighbours or on a table of word vectors,
    stay as they are.

    Args:
        nlp: the pipeline; it is changed.
    """
    for node in layers_of(nlp):
        if isinstance(node.ops, NumpyOps) and _is_of_words_alone(node):
            node._func = WordVectors(node._func)  # noqa: SLF001 - thinc has no other way to wrap a layer


def _is_of_words_alone(node: Model[Any, Any]) -> bool:
    """Whether a layer turns each token's features into a vector, without a look at other tokens."""
    names = [layer.name for layer in node.layers]
    return (
        names[:2] == ["extract_features", "list2ragged"]
        and names[-1] == "ragged2list"
        and all(name.startswith("with_array(") for name in names[2:-1])
        and not any(layer.name == "expand_window" for layer in node.walk())
    )


class WordVectors:
    """The forward pass of a layer that makes vectors of words, with a table of those made before, one a thread.

    Args:
        plain: the layer's own forward pass, by which it is trained; the table is dropped then.
    """

    def __init__(self, plain: Callable[..., Any]) -> None:
        self._plain = plain
        self._tables = _Tables()

    def __call__(
        self, model: Model[Any, Any], docs: Sequence[Doc], is_train: bool
    ) -> tuple[list[Reals], Callable[..., Any]]:
        """Vectors for the tokens of some Docs; arguments and result are those of a thinc layer."""
        if is_train:
            self._tables = _Tables()
            found: tuple[list[Reals], Callable[..., Any]] = self._plain(model, docs, is_train)
            return found
        table = self._tables.own
        return [table.look_up(model, rows) for rows in model.layers[0].predict(docs)], untaught

    def __reduce__(self) -> tuple[type["WordVectors"], tuple[Callable[..., Any]]]:
        return WordVectors, (self._plain,)


class _Table:
    """Vectors by the features of a word."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self._vectors: Reals = np.empty((0, 0), dtype=np.float32)

    def look_up(self, model: Model[Any, Any], rows: Rows) -> Reals:
        """The vectors of some words.

        Args:
            model: the layer that makes them.
            rows: the features of each word, (words, features).

        Returns:
            (words, width).
        """
        if len(self._numbers) > MOST:
            self._numbers = {}
        numbers = self._numbers
        keys = np.ascontiguousarray(rows).view(f"V{rows.itemsize * rows.shape[1]}").ravel().tolist()
        if missing := {key: at for at, key in enumerate(keys) if key not in numbers}:
            self._keep(_computed(model, rows[list(missing.values())]))
            numbers.update(zip(missing, range(len(numbers), len(numbers) + len(missing)), strict=True))
        return self._vectors[[numbers[key] for key in keys]]

    def _keep(self, vectors: Reals) -> None:
        """Put vectors behind those that are there."""
        used = len(self._numbers)
        needed = used + len(vectors)
        if needed > len(self._vectors):
            wider = np.empty((max(needed, 2 * used), vectors.shape[1]), dtype=np.float32)
            if used:
                wider[:used] = self._vectors[:used]
            self._vectors = wider
        self._vectors[used:needed] = vectors


class _Tables(threading.local):
    """A table for each thread."""

    def __init__(self) -> None:
        self.own = _Table()


def _computed(model: Model[Any, Any], rows: Rows) -> Reals:
    """The vectors of some words, from the layers that make them: (words, width)."""
    padded = np.zeros((-len(rows) % _BLOCK + len(rows), rows.shape[1]), dtype=np.uint64)
    padded[: len(rows)] = rows
    blocks = []
    for start in range(0, len(padded), _BLOCK):
        values: Any = padded[start : start + _BLOCK]
        for layer in model.layers[2:-1]:
            values = layer.predict(values)
        blocks.append(values)
    return np.concatenate(blocks)[: len(rows)]
