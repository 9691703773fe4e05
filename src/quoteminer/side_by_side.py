"""An article's paragraphs, read side by side by the parser and the entity recogniser.

Both go through a text token by token and multiply a small matrix at each. spaCy does so for many texts at once where it
is given many, and the parser takes little more than half the time; but then what is computed for an article depends, in
its last bit, on those that it is read with. The paragraphs of one article are always the same batch, and no sentence or
name goes on from one to the next.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from spacy.language import Language
from spacy.pipeline import DependencyParser, EntityRecognizer
from spacy.tokens import Doc
from thinc.api import Model

from quoteminer.forward import Reals, untaught
from quoteminer.layers import paragraphs

_FOUND: Final = MappingProxyType({"parser": ("HEAD", "DEP"), "ner": ("ENT_IOB", "ENT_TYPE")})
"""What the components find, by their names in spaCy's models."""
_AT_ONCE: Final = 32
"""Paragraphs of a batch. Of articles of 64 paragraphs four at once took 1.4 times as long, 64 no less."""


def paragraphs_side_by_side(nlp: Language) -> None:
    """Let the parser and the entity recogniser of a pipeline read paragraphs side by side.

    Args:
        nlp: the pipeline; it is changed.
    """
    components = nlp._components  # noqa: SLF001 - a pipe that is replaced would lose its settings
    for at, (name, component) in enumerate(components):
        if name in _FOUND and isinstance(component, DependencyParser | EntityRecognizer):
            components[at] = (name, SideBySide(component, name))


class SideBySide:
    """A component of spaCy's that is given a Doc's paragraphs as Docs, and whose findings are written into the Doc.

    The vectors of the tokens are made of the whole text, as without it. In all else it is that component: whatever it
    is asked for, that is asked.

    Args:
        component: a transition-based component of spaCy's; it is changed.
        name: its name, one of those in spaCy's models.
    """

    def __init__(self, component: Any, name: str) -> None:  # noqa: ANN401
        self._component, self._name = component, name
        vectors = component.model.get_ref("tok2vec")
        vectors._func = GivenVectors(vectors._func)  # noqa: SLF001 - thinc has no other way

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        if name.startswith("_") or name == "pipe":  # a stream of Docs would be read as batches
            raise AttributeError(name)
        return getattr(self._component, name)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a Doc.

        Args:
            doc: the Doc. One without paragraphs, or in which something has been found before, is read as a whole.

        Returns:
            The same Doc.
        """
        starts = [start for start, _ in paragraphs(doc)]
        found: list[int | str] = list(_FOUND[self._name])
        if len(starts) < 2 or doc.has_annotation(found[-1]):
            whole: Doc = self._component(doc)
            return whole
        vectors = self._component.model.get_ref("tok2vec").predict([doc])
        parts = _parts(doc, [0, *starts[1:], len(doc)], vectors)
        for at in range(0, len(parts), _AT_ONCE):
            batch = parts[at : at + _AT_ONCE]
            self._component.set_annotations(batch, self._component.predict(batch))
        values: Any = np.concatenate([part.to_array(found) for part in parts])
        return doc.from_array(found, values)


class Part(Doc):
    """A stretch of a Doc whose tokens have their vectors.

    Attributes:
        vectors: (tokens, width).
    """

    vectors: Reals


class GivenVectors:
    """The forward pass of the layers that make a vector of each token: not for Docs that have them already.

    Args:
        plain: the layers' own forward pass.
    """

    def __init__(self, plain: Callable[..., Any]) -> None:
        self._plain = plain

    def __call__(self, model: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> tuple[Reals, Callable[..., Any]]:
        """The vectors, (tokens of all Docs, width); arguments and result are those of a thinc layer."""
        given = [doc.vectors for doc in docs if isinstance(doc, Part)]
        if given and len(given) == len(docs):
            return np.concatenate(given), untaught
        found: tuple[Reals, Callable[..., Any]] = self._plain(model, docs, is_train)
        return found


def _parts(doc: Doc, cuts: list[int], vectors: Reals) -> list[Part]:
    """The stretches between cuts, with the starts of sentences that are known."""
    words, spaces = doc.to_array("ORTH").tolist(), doc.to_array("SPACY").astype(bool).tolist()
    begins: Any = doc.to_array(["SENT_START"])
    parts = []
    for start, end in pairwise(cuts):
        part = Part(doc.vocab, words=words[start:end], spaces=spaces[start:end])
        part.from_array(["SENT_START"], begins[start:end])
        part.vectors = vectors[start:end]
        parts.append(part)
    return parts
