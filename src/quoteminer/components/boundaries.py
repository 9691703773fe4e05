"""Sentence starts mended around quotation marks and paragraphs, before the parser, which keeps what is set here."""

from typing import TYPE_CHECKING, Final, cast

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from quoteminer.layers import CLOSED, paragraphs, quotations
from quoteminer.lexicon import default_lexicon
from quoteminer.rules.tokens import strings

if TYPE_CHECKING:
    from thinc.types import Ints2d

_GOES_ON_WITH: Final = frozenset(",;:.!?…)]—–-")
_NO_STOP: Final = frozenset({",", "(", "—", "–", "'s", "’s"})
_RANKS: Final = frozenset({"rank", "office"})
"""Kinds of titles whose short forms no street has ("Dr.", "St.")."""
_BEGINS: Final = np.uint64(1)
_GOES_ON: Final = np.int64(-1).astype(np.uint64)


@Language.factory("quoteminer_boundaries", assigns=["token.is_sent_start"], requires=["doc.spans"], default_config={})
def make_boundaries(nlp: Language, name: str) -> "Boundaries":  # noqa: ARG001 - the signature of a factory
    """Make the component."""
    return Boundaries()


class Boundaries:
    """Sets `is_sent_start` where marks and paragraphs leave no doubt, and leaves the rest to the parser."""

    def find(self, doc: Doc) -> dict[int, bool]:
        """Tokens that certainly begin a sentence (True) or certainly do not (False).

        A paragraph begins a sentence. An opening mark begins the sentence that its quotation opens, so the word after
        it begins none. A closing mark never begins a sentence, nor does a word in lower case, a comma or a
        dash behind it, nor what stands behind an abbreviated rank ("Capt.").
        """
        kinds = default_lexicon().honorific_kinds
        words = strings(doc, "ORTH")
        starts = {at + 1: False for at, word in enumerate(words[:-1]) if word[-1] == "." and kinds.get(word) in _RANKS}
        for start, end, label in quotations(doc):
            if start + 1 < end:
                starts[start + 1] = False
            if label == CLOSED:
                starts[end - 1] = False
                if end < len(doc) and (doc[end].text[0].islower() or doc[end].text[0] in _GOES_ON_WITH):
                    starts[end] = False
            before = doc[start - 1].text if start else ""
            if before in _NO_STOP or (before.isalpha() and before.islower()):
                starts[start] = False
        for start, end in paragraphs(doc):
            starts[start] = True
            if end < len(doc) and not doc[end].is_space:
                starts[end] = True
        return starts

    def __call__(self, doc: Doc) -> Doc:
        """Set the sentence starts of a Doc."""
        starts = doc.to_array(["SENT_START"])  # all at once: setting one token looks at the whole Doc
        for at, begins in self.find(doc).items():
            starts[at] = _BEGINS if begins else _GOES_ON
        return doc.from_array(["SENT_START"], cast("Ints2d", starts.reshape(-1, 1)))
