"""Surnames that are read as modal verbs ("*May* said"), mended behind the parser, before cues are looked for."""

from pathlib import Path
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc, Token

from quoteminer.lexicon import Lexicon, default_lexicon
from quoteminer.names import fold, name_tables

_MODAL: Final = "MD"
_NAME: Final = "NNP"
_AUXILIARY: Final = "aux"
_NO_INFINITIVE: Final = frozenset({"VBD", "VBN", "VBZ"})
"""Tags of forms that no modal verb stands before."""
_BEHIND_NAMES: Final = _NO_INFINITIVE | {",", ".", "POS", "IN", "CC", "TO", "MD", "''"}


@Language.factory(
    "quoteminer_surnames",
    assigns=["token.tag", "token.dep", "token.head"],
    requires=["token.tag", "token.dep"],
    default_config={"tables": None},
)
def make_surnames(nlp: Language, name: str, tables: str | None) -> "Surnames":  # noqa: ARG001 - a factory's signature
    """Make the component.

    Args:
        nlp: the pipeline.
        name: the component's name in it.
        tables: a folder of word tables that take the place of the package's own.
    """
    return Surnames(tables=tables)


class Surnames:
    """Makes a subject of a capitalised modal verb that cannot be one.

    A modal verb stands before an infinitive: neither "May said" nor "Will wrote" has one. Behind a first name
    ("Helen May, who …") it is none either, unless an infinitive follows, as in headlines.

    Args:
        tables: a folder of word tables that take the place of the package's own.
    """

    def __init__(self, *, tables: str | None = None) -> None:
        self._lexicon = Lexicon(Path(tables)) if tables else default_lexicon()

    def __call__(self, doc: Doc) -> Doc:
        """Mend the tags and the parse of a Doc."""
        if doc.has_annotation("TAG") and doc.has_annotation("DEP"):
            strings = doc.vocab.strings
            tags, deps = doc.to_array(["TAG", "DEP"]).T
            modal = (tags == strings[_MODAL]) | ((tags == strings[_NAME]) & (deps == strings[_AUXILIARY]))
            for at in map(int, modal.nonzero()[0]):
                if self._is_name(doc, at):
                    _make_subject(doc[at])
        return doc

    def _is_name(self, doc: Doc, at: int) -> bool:
        if not doc[at].text.istitle() or at + 1 == len(doc):
            return False
        behind = doc[at + 1].tag_
        return behind in _NO_INFINITIVE or (behind in _BEHIND_NAMES and self._follows_first_name(doc, at))

    def _follows_first_name(self, doc: Doc, at: int) -> bool:
        before = doc[at - 1] if at else None
        return before is not None and before.tag_ == _NAME and fold(before.text) in name_tables(self._lexicon).given


def _make_subject(token: Token) -> None:
    """Tag a token as a name, and give it the place of the first name that the parser took for the whole."""
    token.tag_ = _NAME
    first = token.nbor(-1) if token.i and not token.is_sent_start else None
    if first is not None and first.tag_ == _NAME and first.head.i == token.head.i:
        token.dep_, first.dep_ = first.dep_, "compound"
        first.head = token
    elif token.dep_ == _AUXILIARY:
        token.dep_ = "nsubj"
