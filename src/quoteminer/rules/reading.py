"""One Doc as the rules read it: plain lists of tags and tree edges, looked up once, and the cue verbs found in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc

from quoteminer.layers import Range, paragraphs, quotations
from quoteminer.lexicon import CueWord, Lexicon

SPACE = "_SP"


@dataclass(frozen=True, slots=True)
class CueVerb:
    """A reporting verb in the text.

    Attributes:
        at: the verb's token.
        word: its entry in the table.
        end: after the last token of the cue: the verb, or the particle or preposition that belongs to it.
    """

    at: int
    word: CueWord
    end: int


class Reading:
    """A Doc with what the rules ask of it, in plain lists indexed by token.

    Args:
        doc: a Doc with paragraphs and quotations; tags and a parse if there are any.
        lexicon: the word tables.
    """

    def __init__(self, doc: Doc, lexicon: Lexicon) -> None:
        self.doc = doc
        self.lexicon = lexicon
        self.words = [token.text for token in doc]
        self.lower = [word.lower() for word in self.words]
        self.tags = [token.tag_ for token in doc]
        self.parsed = doc.has_annotation("DEP")
        self.deps = [token.dep_ for token in doc]
        self.heads = [token.head.i for token in doc]
        self.children: list[list[int]] = [[] for _ in self.words]
        for at, head in enumerate(self.heads):
            if head != at:
                self.children[head].append(at)
        self.left = [token.left_edge.i for token in doc]
        self.right = [token.right_edge.i + 1 for token in doc]
        self.paragraphs = paragraphs(doc) or ([(0, len(doc))] if len(doc) else [])
        self.quotations = quotations(doc)
        self.outer = _outermost(self.quotations)
        self.quoted: list[int | None] = [None] * len(doc)
        for number, (start, end, _) in enumerate(self.outer):
            self.quoted[start:end] = [number] * (end - start)
        self.sentence_of = [0] * len(doc)
        self.sentences: list[Range] = []
        for start, end in self._sentence_ranges():
            self.sentence_of[start:end] = [len(self.sentences)] * (end - start)
            self.sentences.append((start, end))
        self.paragraph_of = [-1] * len(doc)
        for number, (start, end) in enumerate(self.paragraphs):
            self.paragraph_of[start:end] = [number] * (end - start)

    @cached_property
    def cue_verbs(self) -> list[CueVerb]:
        """The reporting verbs, in text order."""
        return list(self._find_cue_verbs())

    def child(self, at: int, *deps: str, after: int = -1) -> int | None:
        """First child of a token, behind `after`, that has one of the labels."""
        return next((k for k in self.children[at] if k > after and self.deps[k] in deps), None)

    def sentence(self, at: int) -> Range:
        """The sentence that holds a token."""
        return self.sentences[self.sentence_of[at]]

    def is_verb(self, at: int) -> bool:
        """Whether the token is tagged as a verb; any token may be one where there are no tags."""
        return self.tags[at].startswith("VB") or not self.tags[at]

    def is_punct(self, at: int) -> bool:
        """Whether the token has no letter or digit in it."""
        return not any(char.isalnum() for char in self.words[at])

    def trim(self, start: int, end: int, *, ends: bool = True) -> Range | None:
        """Take white space and loose punctuation off both ends of a range.

        Marks that belong to a quotation of which the range holds both ends stay, and so do brackets and signs that
        open a word.

        Args:
            start: first token.
            end: after the last token.
            ends: whether a full stop, question or exclamation mark at the end goes as well.

        Returns:
            The range, or None when nothing is left.
        """
        while start < end and self._is_loose(start, start, end, ends=True):
            start += 1
        while end > start and self._is_loose(end - 1, start, end, ends=ends):
            end -= 1
        return (start, end) if start < end else None

    def whole_quotations(self, start: int, end: int) -> Range:
        """Widen a range so that it does not cut a quotation that it begins or ends in."""
        first, last = self.quoted[start], self.quoted[end - 1]
        if last is not None and self.outer[last][1] > end and self.outer[last][0] >= start:
            end = self.outer[last][1]
        if first is not None and self.outer[first][0] < start and self.outer[first][1] <= end:
            start = self.outer[first][0]
        return start, end

    def _is_loose(self, at: int, start: int, end: int, *, ends: bool) -> bool:
        word = self.words[at]
        if any(char.isalnum() for char in word):
            return False
        number = self.quoted[at]
        if number is not None:
            first, last, _ = self.outer[number]
            if at in {first, last - 1}:
                return not (start <= first and last <= end)
        return word not in {"$", "£", "€", "%", "#", "(", ")", "[", "]", "…", "..."} and (
            ends or word not in {"?", "!", "."}
        )

    def _sentence_ranges(self) -> Iterator[Range]:
        if self.doc.has_annotation("SENT_START"):
            yield from ((sentence.start, sentence.end) for sentence in self.doc.sents)
        elif len(self.doc):
            starts = [0, *(start for start, _ in self.paragraphs if start)]
            yield from zip(starts, [*starts[1:], len(self.doc)], strict=True)

    def _find_cue_verbs(self) -> Iterator[CueVerb]:
        forms, verbs = self.lexicon.verb_forms, self.lexicon.verbs
        longest = self.lexicon.longest_verb
        for at, lower in enumerate(self.lower):
            lemma = forms.get(lower)
            if lemma is None or not self.is_verb(at):
                continue
            for length in range(longest, 1, -1):
                key = " ".join((lemma, *self.lower[at + 1 : at + length]))
                if key in verbs and at + length <= len(self.lower):
                    yield CueVerb(at, verbs[key], at + length)
                    break
            else:
                apart = next(
                    (f"{lemma} {self.lower[k]}" for k in self.children[at] if f"{lemma} {self.lower[k]}" in verbs), None
                )
                if apart is not None:
                    yield CueVerb(at, verbs[apart], at + 1)
                elif lemma in verbs:
                    yield CueVerb(at, verbs[lemma], at + 1)


def _outermost(quotations: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    outer: list[tuple[int, int, str]] = []
    for found in quotations:
        if not outer or found[0] >= outer[-1][1]:
            outer.append(found)
    return outer
