"""What the tests of the components share: real parses with sources marked by hand."""

import re
from collections.abc import Callable

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from quoteminer.layers import Attribution, set_attributions

_MARK = re.compile(r"\[(?P<source>[^]]*)]|\{(?P<content>[^}]*)}")


@pytest.fixture(scope="session")
def marked(nlp: Language) -> Callable[[str], Doc]:
    """Parse a text with its `[sources]` and `{contents}` in brackets, and write them as attributions, in text order."""

    def parse(text: str) -> Doc:
        plain, spans, read = "", [], 0
        for mark in _MARK.finditer(text):
            plain += text[read : mark.start()]
            inside = mark[mark.lastgroup or 0]
            spans.append((mark.lastgroup, len(plain), len(plain) + len(inside)))
            plain, read = plain + inside, mark.end()
        with nlp.select_pipes(disable=["quoteminer_attributions", "quoteminer_speakers"]):
            doc = nlp(plain + text[read:])
        ranges = [(kind, doc.char_span(start, end, alignment_mode="expand")) for kind, start, end in spans]
        sources = [(span.start, span.end) for kind, span in ranges if kind == "source" and span]
        contents = [(span.start, span.end) for kind, span in ranges if kind == "content" and span]
        contents += [(len(doc) - 1, len(doc))] * (len(sources) - len(contents))
        set_attributions(
            doc,
            [
                Attribution(
                    contents=(content,),
                    cue=None,
                    sources=(source,),
                    lemma=None,
                    cue_class="statement",
                    rule="test",
                    confidence=1.0,
                    addressee=source,
                )
                for source, content in zip(sources, contents, strict=True)
            ],
        )
        return doc

    return parse
