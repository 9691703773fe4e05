"""Paragraphs: the first component, since marks are paired and speakers are looked for paragraph by paragraph."""

from spacy.language import Language
from spacy.tokens import Doc

from quoteminer.layers import Range, set_paragraphs
from quoteminer.rules.layout import paragraph_bounds
from quoteminer.rules.tokens import align, offsets


@Language.factory("quoteminer_paragraphs", assigns=["doc.spans"], default_config={})
def make_paragraphs(nlp: Language, name: str) -> "Paragraphs":  # noqa: ARG001 - the signature of a factory
    """Make the component."""
    return Paragraphs()


class Paragraphs:
    """Writes the span group `paragraphs`."""

    def find(self, doc: Doc) -> list[Range]:
        """Token ranges of the paragraphs, in text order."""
        return align(offsets(doc), paragraph_bounds(doc.text))

    def __call__(self, doc: Doc) -> Doc:
        """Write the paragraphs of a Doc."""
        set_paragraphs(doc, self.find(doc))
        return doc
