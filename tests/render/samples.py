"""Records for the tests of what is looked at: quotes by the words they are made of."""

from collections.abc import Mapping, Sequence
from typing import Any

from quoteminer.schema import Addressee, Article, Cue, Quote, Speaker, TextSpan

HOSTILE = "<script>alert(1)</script><!-- & \u2028 ]]> </script><img src=x onerror=alert(1)>"

TEXT = (
    "BERLIN, November 12. Ann Lee, the mayor of Springfield, denied that Bob Ray had said “it is 𝔴et”.\n\n"
    f"“It is {HOSTILE} dry,” she told Zoë.\n\n"
    "“No,” said the mayor’s office. “Not so.”\n"
)
ANN = Speaker(id="ann-lee", name="Ann Lee", type="person", role="mayor", organisation="Springfield")
BOB = Speaker(id="bob-ray", name="Bob Ray", type="person", resolved_by="name")
OFFICE = Speaker(name="mayor’s office", type="organisation", on_behalf_of="Ann Lee", resolved_by="possessive")


def span(words: str, text: str = TEXT) -> TextSpan:
    start = text.index(words)
    return TextSpan(start=start, end=start + len(words), text=words)


def quote(
    number: int,
    contents: Sequence[str],
    cue: str | None,
    source: str | None,
    speakers: Sequence[Speaker],
    *,
    text: str = TEXT,
    article_id: str = "a",
    **fields: Any,  # noqa: ANN401 - whatever fields a quote has
) -> Quote:
    """A quote whose spans are the first places of their words in the text."""
    known: Mapping[str, Any] = {"kind": "direct", "confidence": 0.9, "rule": "test-rule", "cue_class": "statement"}
    return Quote(
        article_id=article_id,
        quote_id=f"{article_id}:{number}",
        content=[span(words, text) for words in contents],
        cue=Cue(**span(cue, text).model_dump(), lemma=fields.pop("lemma", None)) if cue else None,
        source=[span(source, text)] if source else [],
        speakers=list(speakers),
        **{**known, **fields},
    )


def by(speaker: Speaker, how: str) -> Speaker:
    return speaker.model_copy(update={"resolved_by": how})


ARTICLE = Article(
    id="a",
    text=TEXT,
    title=f"Rain {HOSTILE}",
    publisher="The Daily Example",
    date="2021-11-12T09:00",
    url="https://example.org/a",
)
QUOTES = [
    quote(0, ["that Bob Ray had said “it is 𝔴et”"], "denied", "Ann Lee, the mayor of Springfield", [by(ANN, "name")],
          kind="mixed", negated=True, lemma="deny"),
    quote(1, ["“it is 𝔴et”"], "said", "Bob Ray", [BOB], parent="a:0", lemma="say"),
    quote(2, [f"“It is {HOSTILE} dry,”"], "told", "she", [by(ANN, "pronoun")], lemma="tell", confidence=0.5,
          addressee=Addressee(**span("Zoë").model_dump(), name="Zoë Lind")),
    quote(3, ["“No,”", "“Not so.”"], "said the", "the mayor’s office", [OFFICE], lemma="say", hedged=True),
]  # fmt: skip
