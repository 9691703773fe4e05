"""One Doc as the rules read it: which verbs are parallel, and where a range of words really begins and ends."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

from quoteminer.layers import CLOSED, CONTINUED, Range
from quoteminer.rules.parse import Parse

_MATES: Final = {"(": ")", ")": "(", "[": "]", "]": "["}
_BRACKETED: Final = 200
"""Tokens from a bracket in which its mate is looked for."""
_CHAIN: Final = 10
"""Verbs up which the one is looked for that a verb goes on from."""


class Reading(Parse):
    """A Doc with what the rules ask of it."""

    @cached_property
    def reattached(self) -> dict[int, int]:
        """Verbs that the parser coordinated with a verb of a content, and the one, mostly a cue, that they go on from.

        "Lind recalled that A met B and said that C": two clauses of the same form under verbs of saying of the same
        form are parallel, so *said* is Lind's. So is a verb with a subject of its own, which begins a sentence anew,
        and one in the past where the clause is in the present and the cue is not: "Lind said he agrees and left".
        """
        cues = self._cues
        found = {at: verb for at in range(len(self.tags)) if (verb := self._verb_of_past(at)) is not None}
        for at in sorted(cues - found.keys()):
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
            cue = self._cue_before(clause, at)
            if cue is None:
                continue
            own = self.child(at, "nsubj", "nsubjpass")
            governs = self.child(at, "ccomp", "xcomp", after=at)
            if own is None and self._goes_on_in_past(clause, at):
                continue
            if governs is not None and (self.tags[at] == self.tags[cue] or self._is_of_thing(clause)):
                conjunction = next((k for k in range(at - 1, head, -1) if self.deps[k] == "cc"), None)
                if own is None or conjunction is not None:
                    found[at] = cue
        return found

    def _goes_on_in_past(self, clause: int, at: int) -> bool:
        """Whether a verb has the form of one that "had" stands before: "said they had paid but *decided* to stay"."""
        auxiliary = self.child(clause, "aux")
        perfect = auxiliary is not None and self.lower[auxiliary] in {"had", "'d", "’d"}
        says = self.child(at, "ccomp", after=at) is not None  # "told him it had been found and suggested that …"
        return perfect and not says and self.tags[clause] == "VBN" and self.lower[at].endswith("ed")

    def comments(self, at: int) -> bool:
        """Whether a participle behind a comma comments on what was said before it: ", noting …", ", calling it …".

        One that names a hearer ("…, telling them to go") may be said of anybody.
        """
        if self.tags[at] != "VBG" or self.words[at - 1] != "," or self.quoted[at] is not None:
            return False
        found = self.cues_between(at, at + 1)
        return bool(found) and found[0].word.cue_class == "statement" and "objthat" not in found[0].word.frames

    def circumstance(self, at: int) -> int | None:
        """The "with" behind a comma of a participle that has a subject of its own: "…, *with* the Ledger reporting …".

        In the training part of PolNeAR what is said before it ends there, but for one that is a poll's.
        """
        link, subject = self.heads[at], self.child(at, "nsubj")
        if self.tags[at] != "VBG" or subject is None or self.quoted[at] is not None or not 0 < link < subject:
            return None
        if self.lower[link] != "with" or self.words[link - 1] != ",":
            return None
        cues = self.cues_between(at, at + 1)
        governs = cues and cues[0].word.cue_class == "statement" and cues[0].word.frames - {"quote"}
        return link if governs and self.child(at, "xcomp") is None else None

    def _cue_of_participle(self, at: int) -> int | None:
        """The cue that a participle behind a comma goes on from: "Lind said he was ready, adding that …"."""
        if self.tags[at] != "VBG" or self.words[at - 1] != "," or self.quoted[at] is not None:
            return None
        reports = ("ccomp", "xcomp", "dobj") if self.comments(at) else ("ccomp", "xcomp")
        if self.child(at, "nsubj") is not None or self.child(at, *reports, after=at) is None:
            return None
        clause = self.heads[at]
        while self.deps[clause] in {"conj", "xcomp"}:
            clause = self.heads[clause]
        if self.deps[clause] == "acl":  # "denied the notion that …, explaining"
            return self._cue_before(self.heads[clause], at, "dobj")
        return self._cue_before(clause, at)

    def _verb_of_past(self, at: int) -> int | None:
        """The verb in the past that a past goes on from, behind one that is not: "Lind said he agrees and left".

        In the training part of PolNeAR 5 of 6 such verbs stand outside of the content. So it is behind an infinitive:
        "Lind declined to name them and left".
        """
        if self.tags[at] != "VBD" or self.deps[at] != "conj" or self.quoted[at] is not None:
            return None
        if self.child(at, "nsubj", "nsubjpass") is not None:
            return None
        clause = at
        for _ in range(_CHAIN):
            if self.deps[clause] not in {"conj", "xcomp"}:
                break
            above = self.heads[clause]
            if self.tags[above] == "VBD":
                return above if self.deps[clause] == "xcomp" else None
            auxiliary = self.child(above, "aux")
            supported = auxiliary is not None and self.tags[auxiliary] == "VBD"  # "did not agree and left"
            if self.tags[above] not in {"VB", "VBP", "VBZ"} or supported:
                return None
            clause = above
        cue = self._cue_before(clause, at)
        return cue if cue is not None and self.tags[cue] == "VBD" else None

    def _cue_before(self, clause: int, at: int, dep: str = "ccomp") -> int | None:
        """The cue, outside of quotations, whose content is a clause, or a noun, that stands between it and a verb."""
        cue = self.heads[clause]
        is_content = self.deps[clause] == dep and cue < clause < at and self.quoted[cue] is None
        return cue if is_content and cue in self._cues else None

    @cached_property
    def _cues(self) -> frozenset[int]:
        """The tokens of the reporting verbs."""
        return frozenset(verb.at for verb in self.cue_verbs)

    def _is_of_thing(self, clause: int) -> bool:
        """Whether the subject of a clause is something that does not speak, and stands alone."""
        subject = self.child(clause, "nsubj", "nsubjpass")
        return subject is not None and self.is_thing(subject) and self.child(subject, "conj") is None

    def is_thing(self, noun: int) -> bool:
        """Whether a token is a common noun for something that does not speak: neither role nor body, paper or group."""
        lexicon, word = self.lexicon, self.lower[noun]
        if self.tags[noun] not in {"NN", "NNS"}:
            return False
        speaks = word in lexicon.roles or word in lexicon.organisations or word in lexicon.documents
        return not (speaks or word in lexicon.groups)

    def quoting_of(self, verb: int) -> int | None:
        """The verb by which somebody's words are handed on: "the *Post* **quoted** Lind as *saying* that …"."""
        link = self.heads[verb]
        if self.deps[verb] != "pcomp" or self.lower[link] != "as":
            return None
        quoting = self.heads[link]
        lemma = self.lexicon.verb_forms.get(self.lower[quoting])
        return quoting if f"{lemma} as saying" in self.lexicon.verbs else None

    def governor_of(self, verb: int) -> int:
        """The verb whose subject a verb without one of its own takes, where the parser attached it too low."""
        if verb in self.reattached and self.child(verb, "nsubj", "nsubjpass") is None:
            return self.reattached[verb]
        return verb

    def trim(self, start: int, end: int, *, ends: bool = True) -> Range | None:
        """Take white space and loose punctuation off both ends of a range.

        Marks that belong to a quotation of which the range holds both ends stay, and so do brackets of which it holds
        both, and signs that open a word. A bracket that closes one of the range comes in.

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
        if start < end < len(self.words) and self.words[end] in {")", "]"}:
            inside = self.words[max(start, end - _BRACKETED) : end]
            end += inside.count(_MATES[self.words[end]]) > inside.count(self.words[end])
        return (start, end) if start < end else None

    def goes_on(self, number: int, quotations: Sequence[tuple[int, int, str]] | None = None) -> bool:
        """Whether a quotation is left open and re-opened: in the next paragraph, or at once, where those are lost.

        Args:
            number: which of them.
            quotations: quotations side by side; None for the outer ones.
        """
        quotations = self.outer if quotations is None else quotations
        _, end, label = quotations[number]
        if number + 1 == len(quotations) or label == CLOSED:
            return False
        return label == CONTINUED or (quotations[number + 1][0] == end and self.words[end - 1][-1] in ".?!…")

    def run(self, number: int) -> Iterator[Range]:
        """Yield an outer quotation, and those in which it goes on."""
        while True:
            start, end, _ = self.outer[number]
            yield start, end
            if not self.goes_on(number):
                return
            number += 1

    def whole_quotations(self, start: int, end: int) -> Range:
        """Widen a range so that it does not cut a quotation that it begins or ends in."""
        first, last = self.quoted[start], self.quoted[end - 1]
        if last is not None and self.outer[last][1] > end and self.outer[last][0] >= start:
            end = self.outer[last][1]
        if first is not None and self.outer[first][0] < start and self.outer[first][1] <= end:
            start = self.outer[first][0]
        return start, end

    def with_marks(self, start: int, end: int) -> Range:
        """Widen a range that holds all words of a quotation to its marks, at either end."""
        for number in {self.quoted[start], self.quoted[end - 1]} - {None}:
            first, last, _ = self.outer[number or 0]
            if all(self.is_punct(at) for at in (*range(first, min(start, last)), *range(max(end, first), last))):
                start, end = min(start, first), max(end, last)
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
        if word in _MATES:
            return _MATES[word] not in self.words[max(start, at - _BRACKETED) : min(end, at + _BRACKETED)]
        return word not in {"$", "£", "€", "%", "#", "…", "..."} and (ends or word not in {"?", "!", "."})
