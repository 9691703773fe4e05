"""Docs written by hand: `word/TAG/dep/head`, an entity label behind a fifth stroke where there is one."""

from collections.abc import Collection

from spacy.tokens import Doc
from spacy.vocab import Vocab

VOCAB = Vocab()


def doc(written: str, *, sentences: bool = True) -> Doc:
    """Make a Doc of words such as `Lind/NNP/nsubj/2/B-PERSON`; the head is the number of the word, from 0."""
    rows = [word.rsplit("/", 4) if word.count("/") == 4 else [*word.rsplit("/", 3), "O"] for word in written.split()]
    words, tags, deps, heads, ents = (list(column) for column in zip(*rows, strict=True))
    at = [int(head) for head in heads]
    made = Doc(VOCAB, words=words, tags=tags, deps=deps, heads=at, ents=ents)
    if sentences:
        assert made.has_annotation("SENT_START")
    return made


def tagged(written: str, sentences: Collection[int] = ()) -> Doc:
    """Make a Doc without a parse: words such as `Lind/NNP`; sentences begin at the words with these numbers, if any."""
    words, tags = zip(*(word.rsplit("/", 1) for word in written.split()), strict=True)
    starts: list[bool | int | None] | None = [at in sentences for at in range(len(words))] if sentences else None
    return Doc(VOCAB, words=list(words), tags=list(tags), sent_starts=starts)
