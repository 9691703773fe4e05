"""What the learned model has read, as proposals: in tokens, with edges and cue words as the rules have them."""

from collections.abc import Iterable, Iterator

from quoteminer.layers import Range
from quoteminer.lexicon import CueWord
from quoteminer.model.attributing import Ascription
from quoteminer.proposal import Proposal
from quoteminer.rules.modality import addressee_of
from quoteminer.rules.parse import TIMES
from quoteminer.rules.reading import Reading
from quoteminer.rules.sources import behind_all, behind_time
from quoteminer.rules.tokens import align

LEARNED = "learned"
_PLACES = frozenset({"in", "on", "at", "during"})
_VERBAL = frozenset({"TO", "RP", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
_OF_DAY = frozenset({"early", "late"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", ""})
_BLANK = CueWord("", "statement", frozenset())
_STANCE = CueWord("", "attitude", frozenset())
"""A cue that the tables do not know, over a thing: rather for or against it than a statement ("despised him")."""


def propose(reading: Reading, ascriptions: Iterable[Ascription]) -> Iterator[Proposal]:
    """Yield a proposal for every attribution that the model has read.

    Args:
        reading: the Doc; a parse helps to find the verb of a cue, and whom it addresses.
        ascriptions: what the model has read in the Doc's text.

    Yields:
        Proposals; an attribution of which no word is left in tokens gives none.
    """
    for ascription in ascriptions:
        cue = _cue(reading, ascription.cue)
        spans = (_content(reading, span, cue) for span in ascription.contents)
        contents = tuple(_without_joints(reading, [span for span in spans if span is not None]))
        if cue is None or not contents:
            continue
        head, word = _head(reading, cue)
        cue = _without_place(reading, cue, head, word)
        if not word.lemma and not _is_clause_or_quotation(reading, contents):
            word = _STANCE
        yield Proposal(
            contents=contents,
            rule=LEARNED,
            score=ascription.confidence,
            cue_class=word.cue_class,
            head=head,
            cue=cue,
            lemma=word.lemma or _lemma(reading, head),
            source=None if ascription.source is None else _source(reading, ascription.source),
            addressee=addressee_of(reading, head, word.cue_class, object_control="objthat" in word.frames),
        )


def _without_place(reading: Reading, cue: Range, head: int, word: CueWord) -> Range:
    """A cue without when or where something is said: "**said** in a statement on Monday"."""
    behind = reading.lower[head + 1 : cue[1]]
    says = {"that", "quote"} & word.frames
    goes_on = reading.tags[cue[1] - 1] == "IN" or any(tag in _VERBAL for tag in reading.tags[head + 1 : cue[1]])
    return (cue[0], head + 1) if len(behind) > 1 and behind[0] in _PLACES and says and not goes_on else cue


def _lemma(reading: Reading, head: int) -> str:
    """The dictionary form of a cue that no table has: a verb's base form, another word as it is."""
    form = reading.lower[head]
    return reading.lexicon.lemma_of(form) if reading.tags[head].startswith("VB") else form


def _is_clause_or_quotation(reading: Reading, contents: Iterable[Range]) -> bool:
    """Whether a content says something, by a finite verb or in marks, and does not only name it."""
    words = (at for content in contents for at in range(*content))
    return any(reading.quoted[at] is not None or reading.tags[at] in _FINITE for at in words)


def _tokens(reading: Reading, span: tuple[int, int]) -> Range | None:
    return next(iter(align(reading.starts, [span])), None)


def _cue(reading: Reading, span: tuple[int, int]) -> Range | None:
    """A cue in tokens, without a time at its edges: "yesterday *denied*", "*voted* late on Thursday"."""
    at = _tokens(reading, span)
    if at is None:
        return None
    start, end = at
    while start + 1 < end and reading.doc[start].ent_type_ in TIMES:
        start += 1
    while end - 1 > start and (reading.doc[end - 1].ent_type_ in TIMES or reading.lower[end - 1] in _OF_DAY):
        end -= 1
    return start, end


def _content(reading: Reading, span: tuple[int, int], cue: Range | None) -> Range | None:
    """A content in tokens, without loose punctuation, with the marks of a quotation that it holds all words of."""
    at = _tokens(reading, span)
    trimmed = None if at is None else reading.trim(*reading.with_marks(*at))
    if trimmed is None:
        return None
    whole = reading.whole_quotations(*trimmed)
    return trimmed if cue is not None and whole[0] < cue[1] and cue[0] < whole[1] else whole


def _without_joints(reading: Reading, contents: list[Range]) -> Iterator[Range]:
    """Contents without words at their ends that lead on to what is not there: "to continue fighting *and*"."""
    starts = {start for start, _ in contents}
    for content in contents:
        start, end = content
        while end - start > 1 and end not in starts and _is_joint(reading, end - 1):
            start, end = reading.trim(start, end - 1) or (start, start + 1)
        yield start, end


def _is_joint(reading: Reading, at: int) -> bool:
    return reading.quoted[at] is None and (reading.tags[at] == "CC" or reading.deps[at] == "mark")


def _source(reading: Reading, span: tuple[int, int]) -> Range | None:
    """A source in tokens, without loose punctuation and the sign of a possessive at its end."""
    at = _tokens(reading, span)
    if at is not None:
        at = behind_all(reading, *at), at[1]
    trimmed = None if at is None else reading.trim(behind_time(reading, *at), at[1])
    if trimmed is not None and reading.tags[trimmed[1] - 1] == "POS" and trimmed[1] - trimmed[0] > 1:
        owns = _FINITE.isdisjoint(reading.tags[trimmed[1] : trimmed[1] + 1])  # and no part of a name: "Moody's said"
        return (trimmed[0], trimmed[1] - 1) if owns else trimmed
    return trimmed


def _head(reading: Reading, cue: Range) -> tuple[int, CueWord]:
    """The token that carries a cue, with its entry in the tables; a blank one where the tables have none."""
    start, end = cue
    roots = [at for at in range(start, end) if not start <= reading.heads[at] < end or reading.heads[at] == at]
    entries = dict(_entries(reading, cue))
    verbs = [verb.at for verb in reading.cues_between(start, end)]
    others = [] if any(reading.tags[at].startswith("VB") for at in roots) else sorted(entries)
    for at in (*roots, *verbs, *others):
        if at in entries:
            return at, entries[at]
    words = [at for at in roots if not reading.is_punct(at)]
    return (words or [start])[0], _BLANK


def _entries(reading: Reading, cue: Range) -> Iterator[tuple[int, CueWord]]:
    """The words of a cue that the tables know: its nouns and adjectives, phrases, and verbs, which prevail."""
    start, end = cue
    lexicon = reading.lexicon
    for at in range(start, end):
        noun = lexicon.noun_forms.get(reading.lower[at])
        entry = lexicon.adjectives.get(reading.lower[at]) if noun is None else lexicon.nouns[noun]
        if entry is not None:
            yield at, entry
    for at in range(start, end):
        for until in range(min(at + lexicon.longest_phrase, end), at, -1):
            words = " ".join(reading.lower[at:until])
            for cue_class in lexicon.phrase_classes.get(words, ()):
                yield at, CueWord(words, cue_class, frozenset())
    for verb in reading.cues_between(start, end):
        yield verb.at, verb.word
