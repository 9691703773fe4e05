"""Quotations: every pair of quotation marks with what stands between, spoken or not. Runs before the parser."""

from bisect import bisect_left

from spacy.language import Language
from spacy.tokens import Doc

from quoteminer.layers import paragraphs, set_quotations
from quoteminer.rules.marks import pair


@Language.factory("quoteminer_quotations", assigns=["doc.spans"], default_config={})
def make_quotations(nlp: Language, name: str) -> "Quotations":  # noqa: ARG001 - the signature of a factory
    """Make the component."""
    return Quotations()


class Quotations:
    """Writes the span group `quotations`; each span's label says whether its marks are complete."""

    def find(self, doc: Doc) -> list[tuple[int, int, str]]:
        """Token ranges of the quotations with their labels, outer before inner.

        A quotation whose marks are not tokens of their own (inside a web address, say) is none.
        """
        text = doc.text
        bounds = [(doc[start].idx, doc[end - 1].idx + len(doc[end - 1])) for start, end in paragraphs(doc)]
        starts = [token.idx for token in doc]
        ends = [token.idx + len(token) for token in doc]
        found = []
        for quoted in pair(text, bounds or [(0, len(text))]):
            first, last = bisect_left(starts, quoted.start), bisect_left(ends, quoted.end)
            if first < len(starts) and starts[first] == quoted.start and last < len(ends) and ends[last] == quoted.end:
                found.append((first, last + 1, quoted.label))
        return found

    def __call__(self, doc: Doc) -> Doc:
        """Write the quotations of a Doc."""
        set_quotations(doc, self.find(doc))
        return doc
