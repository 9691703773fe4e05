"""One Doc in plain lists, looked up once: tags, tree edges, sentences, paragraphs, quotations, reporting verbs."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from spacy.tokens import Doc

from quoteminer.layers import Range, paragraphs, quotations
from quoteminer.lexicon import CueWord, Lexicon
from quoteminer.rules.tokens import edges, heads, offsets, strings

FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
"""Tags of the verbs that make a clause."""
TIMES: Final = frozenset({"DATE", "TIME"})
"""Labels of what names a day or an hour."""
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


class Parse:
    """A Doc in plain lists indexed by token.

    Args:
        doc: a Doc with paragraphs and quotations; tags and a parse if there are any.
        lexicon: the word tables.
    """

    def __init__(self, doc: Doc, lexicon: Lexicon) -> None:
        self.doc = doc
        self.lexicon = lexicon
        self.words = strings(doc, "ORTH")
        self.starts = offsets(doc)
        self.lower = [word.lower() for word in self.words]
        self._punct = list(map(_is_punct, self.words))
        self.tags = strings(doc, "TAG")
        self.parsed = doc.has_annotation("DEP")
        self.deps = strings(doc, "DEP")
        self.heads = heads(doc)
        self.children: list[Sequence[int]] = [()] * len(doc)
        for head, below in self._children().items():
            self.children[head] = below
        self.left, self.right = edges(self.heads)
        self.entity: dict[int, Range] = {
            at: (ent.start, ent.end) for ent in doc.ents for at in range(ent.start, ent.end)
        }
        self.paragraphs = paragraphs(doc) or ([(0, len(doc))] if len(doc) else [])
        self.quotations = quotations(doc)
        self.outer = outermost(self.quotations)
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

    def _children(self) -> dict[int, list[int]]:
        """The tokens that hang on each token; most have none."""
        found: dict[int, list[int]] = {}
        for at, head in enumerate(self.heads):
            if head != at:
                found.setdefault(head, []).append(at)
        return found

    @cached_property
    def cue_verbs(self) -> list[CueVerb]:
        """The reporting verbs, in text order."""
        return list(self._find_cue_verbs())

    def cues_between(self, start: int, end: int) -> list[CueVerb]:
        """The reporting verbs of a stretch, in text order."""
        verbs = self.cue_verbs
        first = bisect_left(verbs, start, key=lambda verb: verb.at)
        return verbs[first : bisect_left(verbs, end, lo=first, key=lambda verb: verb.at)]

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
        return self._punct[at]

    def _sentence_ranges(self) -> Iterator[Range]:
        if self.doc.has_annotation("SENT_START"):
            yield from ((sentence.start, sentence.end) for sentence in self.doc.sents)
        elif len(self.doc):
            starts = [0, *(start for start, _ in self.paragraphs if start)]
            yield from zip(starts, [*starts[1:], len(self.doc)], strict=True)

    def _find_cue_verbs(self) -> Iterator[CueVerb]:
        forms, verbs = self.lexicon.verb_forms, self.lexicon.verbs
        for at, lower in enumerate(self.lower):
            lemma = forms.get(lower)
            if lemma is None or not self.is_verb(at) or self._is_modifier(at):
                continue
            if lemma in verbs:
                yield CueVerb(at, verbs[lemma], at + 1)
            found = self._combination(at, lemma)
            if found is not None:
                yield found

    def _is_modifier(self, at: int) -> bool:
        """Whether a verb form is an adjective: "the so-called court", "the court's disputed ruling"."""
        if self.deps[at] == "amod" or not at:
            return self.deps[at] == "amod"
        owned = self.tags[at - 1] == "POS" and self.child(at, "nsubj", "nsubjpass") is None  # "Moody's said"
        return owned or self.words[at - 1] == "-"

    def _combination(self, at: int, lemma: str) -> CueVerb | None:
        """The longest entry of several words that begins with a verb: its other words right behind it, or apart."""
        verbs = self.lexicon.verbs
        for length in range(self.lexicon.longest_verb, 1, -1):
            key = " ".join((lemma, *self.lower[at + 1 : at + length]))
            if key in verbs and at + length <= len(self.lower):
                is_infinitive = self.lower[at + length - 1] == "to" and self.tags[at + length - 1] == "TO"
                if is_infinitive and at + length < len(self.tags) and self.tags[at + length].startswith(("VB", "RB")):
                    continue
                return CueVerb(at, verbs[key], at + length)
        for k in self.children[at]:
            key = f"{lemma} {self.lower[k]}"
            if k > at and key in verbs and self.deps[k] in {"prt", "prep"} and not self.is_time(k):
                return CueVerb(at, verbs[key], at + 1)
        return None

    def is_time(self, preposition: int) -> bool:
        """Whether the object of a preposition is a day or a time."""
        return any(self.doc[k].ent_type_ in TIMES for k in self.children[preposition])


@lru_cache(maxsize=1 << 14)
def _is_punct(word: str) -> bool:
    return not any(char.isalnum() for char in word)


def outermost(quotations: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The quotations that stand inside no other; given outer before inner."""
    outer: list[tuple[int, int, str]] = []
    for found in quotations:
        if not outer or found[0] >= outer[-1][1]:
            outer.append(found)
    return outer
