"""Quotations: every pair of quotation marks with what stands between, spoken or not. Runs before the parser."""

from bisect import bisect_left

from spacy.language import Language
from spacy.tokens import Doc

from quoteminer.layers import CLOSED, paragraphs, set_quotations
from quoteminer.rules.glyphs import MARKS
from quoteminer.rules.marks import pair
from quoteminer.rules.tokens import offsets


@Language.factory("quoteminer_quotations", assigns=["doc.spans"], default_config={})
def make_quotations(nlp: Language, name: str) -> "Quotations":  # noqa: ARG001 - the signature of a factory
    """Make the component."""
    return Quotations()


class Quotations:
    """Writes the span group `quotations`; each span's label says whether its marks are complete."""

    def find(self, doc: Doc) -> list[tuple[int, int, str]]:
        """Token ranges of the quotations with their labels, outer before inner.

        A quotation whose marks are no tokens of their own (inside a web address, say) is none.
        """
        text = doc.text
        bounds = [(doc[start].idx, doc[end - 1].idx + len(doc[end - 1])) for start, end in paragraphs(doc)]
        starts = offsets(doc)
        found = []
        for quoted in pair(text, bounds or [(0, len(text))]):
            first, end = bisect_left(starts, quoted.start), bisect_left(starts, quoted.end)
            marks = [first, end - 1] if quoted.label == CLOSED else [first]
            if all(doc[at].text in MARKS for at in marks) and starts[first] == quoted.start:
                found.append((first, end, quoted.label))
        return found

    def __call__(self, doc: Doc) -> Doc:
        """Write the quotations of a Doc."""
        set_quotations(doc, self.find(doc))
        return doc
