"""One Doc as the rules read it: plain lists of tags and tree edges, looked up once, and the cue verbs found in it."""

from bisect import bisect_left
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
        self.starts = [token.idx for token in doc]
        self.lower = [word.lower() for word in self.words]
        self.tags = _strings(doc, "TAG")
        self.parsed = doc.has_annotation("DEP")
        self.deps = _strings(doc, "DEP")
        self.heads = [token.head.i for token in doc]
        self.children: list[list[int]] = [[] for _ in self.words]
        for at, head in enumerate(self.heads):
            if head != at:
                self.children[head].append(at)
        # Without a parse every word stands alone; spaCy's edges then point past the end where sentences have been set.
        self.left = [token.left_edge.i if self.parsed else token.i for token in doc]
        self.right = [(token.right_edge.i if self.parsed else token.i) + 1 for token in doc]
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

    @cached_property
    def cue_verbs(self) -> list[CueVerb]:
        """The reporting verbs, in text order."""
        return list(self._find_cue_verbs())

    def cues_between(self, start: int, end: int) -> list[CueVerb]:
        """The reporting verbs of a stretch, in text order."""
        verbs = self.cue_verbs
        first = bisect_left(verbs, start, key=lambda verb: verb.at)
        return verbs[first : bisect_left(verbs, end, lo=first, key=lambda verb: verb.at)]

    @cached_property
    def reattached(self) -> dict[int, int]:
        """Reporting verbs that the parser coordinated with a verb of a content, and the cue that they are parallel to.

        "Lind recalled that A met B and said that C": two clauses of the same form under verbs of saying of the same
        form are parallel, so *said* is Lind's. So is a verb with a subject of its own, which begins a sentence anew.
        """
        cues = {verb.at for verb in self.cue_verbs}
        found: dict[int, int] = {}
        for at in sorted(cues):
            head = self.heads[at]
            if self.deps[at] == "advcl" and (governor := self._cue_of_participle(at)) is not None:
                found[at] = governor
            if self.deps[at] != "conj" or self.quoted[at] is not None:
                continue
            if head in cues and self.child(head, "ccomp", "xcomp", after=head) is not None:
                continue
            clause = head
            while self.deps[clause] == "conj":
                clause = self.heads[clause]
            cue = self.heads[clause]
            if self.deps[clause] != "ccomp" or cue not in cues or clause < cue or self.quoted[cue] is not None:
                continue
            own = self.child(at, "nsubj", "nsubjpass")
            governs = self.child(at, "ccomp", "xcomp", after=at)
            if governs is not None and (self.tags[at] == self.tags[cue] or self._is_thing(clause)):
                conjunction = next((k for k in range(at - 1, head, -1) if self.deps[k] == "cc"), None)
                if own is None or conjunction is not None:
                    found[at] = cue
        return found

    def _cue_of_participle(self, at: int) -> int | None:
        """The cue that a participle behind a comma goes on from: "Lind said he was ready, adding that …"."""
        if self.tags[at] != "VBG" or self.words[at - 1] != "," or self.quoted[at] is not None:
            return None
        if self.child(at, "nsubj") is not None or self.child(at, "ccomp", "xcomp", after=at) is None:
            return None
        clause = self.heads[at]
        while self.deps[clause] in {"conj", "xcomp"}:
            clause = self.heads[clause]
        cue = self.heads[clause]
        is_content = self.deps[clause] == "ccomp" and cue < clause < at and self.quoted[cue] is None
        return cue if is_content and any(verb.at == cue for verb in self.cue_verbs) else None

    def _is_thing(self, clause: int) -> bool:
        """Whether the subject of a clause is a common noun for something that does not speak."""
        subject = self.child(clause, "nsubj", "nsubjpass")
        if subject is None or self.tags[subject] not in {"NN", "NNS"} or self.child(subject, "conj") is not None:
            return False
        lexicon, word = self.lexicon, self.lower[subject]
        speaks = word in lexicon.roles or word in lexicon.organisations or word in lexicon.documents
        return not (speaks or word in lexicon.groups)

    def governor_of(self, verb: int) -> int:
        """The verb whose subject a verb without one of its own takes, where the parser attached it too low."""
        if verb in self.reattached and self.child(verb, "nsubj", "nsubjpass") is None:
            return self.reattached[verb]
        return verb

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
        return self.deps[at] == "amod" or (at > 0 and (self.words[at - 1] == "-" or self.tags[at - 1] == "POS"))

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
            if k > at and key in verbs and self.deps[k] in {"prt", "prep"} and not self._is_time(k):
                return CueVerb(at, verbs[key], at + 1)
        return None

    def _is_time(self, preposition: int) -> bool:
        """Whether the object of a preposition is a day or a time."""
        return any(self.doc[k].ent_type_ in {"DATE", "TIME"} for k in self.children[preposition])


def outermost(quotations: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The quotations that stand inside no other; given outer before inner."""
    outer: list[tuple[int, int, str]] = []
    for found in quotations:
        if not outer or found[0] >= outer[-1][1]:
            outer.append(found)
    return outer


def _strings(doc: Doc, attribute: str) -> list[str]:
    """An attribute of every token, each value looked up once."""
    values: list[int] = doc.to_array(attribute).tolist()
    names = {value: doc.vocab.strings[value] for value in set(values)}
    return [names[value] for value in values]
