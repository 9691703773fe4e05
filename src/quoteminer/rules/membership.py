"""Which quotation belongs to which cue, where the marks and the words beside them leave no doubt.

The model reads words, and now and then breaks a quotation off, or gives one to the cue of the next sentence. Marks are
certain: a quotation with a reporting verb at its side is that verb's, whole, with those that go on from it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from quoteminer.layers import Range
from quoteminer.proposal import Proposal, without
from quoteminer.rules.clauses import before_comment, gapped
from quoteminer.rules.continuation import continued, with_later_parts
from quoteminer.rules.edges import with_own_edges
from quoteminer.rules.labels import DASHES
from quoteminer.rules.placed import Placed
from quoteminer.rules.reading import Reading
from quoteminer.rules.sources import is_passive

_CERTAIN: Final = frozenset({"quotation-then-verb", "verb-then-quotation", "verb-then-block", "name-colon"})
"""Rules that find a quotation and the verb, or the name and colon, at its side."""

_STOPS: Final = frozenset({".", "?", "!"})
_ABOUT: Final = frozenset({"of", "about", "on", "regarding"})
_CIRCUMSTANCES: Final = frozenset({"when", "whenever", "while", "after", "before", "until"})
"""Words that open a clause or phrase that says when something is said."""


def owners_of(reading: Reading, ruled: Iterable[Proposal]) -> list[Proposal]:
    """The proposals of rules that find a quotation and what ascribes it at its side.

    Args:
        reading: the Doc.
        ruled: what the rules propose.

    Returns:
        Those outside of quotations.
    """
    return [proposal for proposal in ruled if proposal.rule in _CERTAIN and _is_outside(reading, proposal)]


def settled(reading: Reading, learned: Iterable[Proposal], ruled: Sequence[Proposal]) -> list[Proposal]:
    """Give the model's proposals whole quotations, those that are theirs.

    Args:
        reading: the Doc.
        learned: what the model proposes.
        ruled: what the rules propose.

    Returns:
        The model's proposals; one of which nothing is left has gone.
    """
    owners = Placed(reading, owners_of(reading, ruled))
    asides = [proposal for proposal in ruled if _is_aside(reading, proposal)]
    fronted = [proposal for proposal in ruled if _is_fronted(reading, proposal)]
    whole = [replace(proposal, contents=_contents(reading, proposal, owners)).tidied() for proposal in learned]
    introduced = _introduced(reading, whole)
    found = (_without_introduced(reading, proposal, introduced) for proposal in whole)
    found = (part for proposal in found for part in _parted(reading, proposal, fronted))
    found = (_without_asides(reading, with_own_edges(reading, proposal), asides) for proposal in found)
    whole = [continued(reading, proposal, owners) for proposal in found if proposal.contents]
    return list(with_later_parts(reading, whole, ruled))


def _introduced(reading: Reading, learned: Iterable[Proposal]) -> dict[int, Proposal]:
    """The quotations that begin right behind a cue, by number, with the proposal that has both."""
    found: dict[int, Proposal] = {}
    for proposal in learned:
        for start, _ in proposal.contents:
            number = reading.quoted[start]
            if number is not None and proposal.cue is not None and proposal.cue[1] == start == reading.outer[number][0]:
                found[number] = proposal
    return found


def _without_introduced(reading: Reading, proposal: Proposal, introduced: Mapping[int, Proposal]) -> Proposal:
    """A proposal without quotations that another one's cue introduces: "X wrote “A.” Y added [that “B”]"."""

    def is_own(start: int) -> bool:
        number = reading.quoted[start]
        return number is None or introduced.get(number, proposal) is proposal

    own = tuple(span for span in proposal.contents if is_own(span[0]))
    return replace(proposal, contents=own) if own else proposal


def _is_aside(reading: Reading, proposal: Proposal) -> bool:
    """Whether a participle has a subject of its own behind a comma: "…, the *Post* **reporting** [that …]"."""
    if proposal.head is None or proposal.source is None or proposal.cue is None:
        return False
    start, end = proposal.source
    own = reading.parsed and reading.tags[proposal.head] == "VBG" and end == proposal.cue[0] == proposal.head
    return own and start > 0 and reading.words[start - 1] == "," and reading.quoted[start] is None


def _without_asides(reading: Reading, proposal: Proposal, asides: Iterable[Proposal]) -> Proposal:
    """A proposal without the reports of others that are set in behind its content."""
    contents: Sequence[Range] = proposal.contents
    for aside in asides:
        start = aside.source[0] if aside.source is not None else aside.hull[0]
        if aside.head != proposal.head and contents and contents[0][0] < start < contents[-1][1]:
            pieces = without(contents, (start, aside.hull[1]))
            contents = [trimmed for piece in pieces if (trimmed := reading.trim(*piece)) is not None]
    return replace(proposal, contents=tuple(contents))


def _is_fronted(reading: Reading, proposal: Proposal) -> bool:
    """Whether a participle that begins a sentence ascribes something: "**Rejecting** [the plan], X accused Y"."""
    at = proposal.head
    begins = at is not None and proposal.cue is not None and proposal.cue[0] == reading.sentence(at)[0]
    return at is not None and begins and reading.tags[at] == "VBG" and reading.deps[at] == "advcl"


def _parted(reading: Reading, proposal: Proposal, fronted: Iterable[Proposal]) -> Iterator[Proposal]:
    """A proposal without what the participle in front of its clause ascribes, and that as one of the participle's."""
    for one in fronted:
        start, end = one.hull
        own = tuple(span for span in proposal.contents if span[0] < start or span[1] > end)
        if one.head is not None and reading.heads[one.head] == proposal.head and own and own != proposal.contents:
            yield replace(one, score=proposal.score)
            proposal = replace(proposal, contents=own)
    yield proposal


def _contents(reading: Reading, proposal: Proposal, owners: Placed) -> tuple[Range, ...]:
    if proposal.cue is None or proposal.head is None:
        return proposal.contents
    if (number := reading.quoted[proposal.head]) is not None:
        is_own = proposal.source is not None and reading.quoted[proposal.source[0]] == number
        return tuple(_near(reading, proposal.head, number, proposal.contents)) if is_own else proposal.contents
    if reading.words[proposal.cue[0]] in DASHES:
        return _signed(reading, proposal.cue, proposal.contents)
    own = next((owner for owner in owners.with_cue_near(proposal) if owner.head == proposal.head), None)
    if own is not None:
        beside = (span for span in proposal.contents if _is_beside(reading, proposal, span))
        beside = (span for span in beside if not _is_topic(reading, own, span))
        return tuple(sorted((*own.contents, *(span for span in beside if _adjoins(reading, own, span)))))
    contents: Sequence[Range] = _without_others(reading, [_whole(reading, span) for span in proposal.contents])
    contents = [(start, before_comment(reading, start, end)) for start, end in contents]
    contents = [_before_circumstance(reading, proposal.cue, span) for span in contents]
    for owner in owners.with_content_in(contents):
        if not any(start <= (owner.head or 0) < end for start, end in proposal.contents):
            for quotation in owner.contents:
                contents = without(contents, quotation)
    if proposal.cue_class == "question" and is_passive(reading, proposal.head):
        contents = [span for span in contents if not _answers(reading, span[0], proposal.head)]
    contents = [_before_answer(reading, span) for span in contents if not _is_answer(reading, span[0])]
    contents = tuple(span for span in contents if reading.trim(*span) is not None)
    contents = tuple(_ungapped(reading, span) for span in contents)
    contents = _without_headline(reading, proposal.cue, contents)
    contents = _without_earlier(reading, proposal.cue, contents)
    near = tuple(span for span in contents if _is_quoted(reading, span) or _is_beside(reading, proposal, span))
    return near or contents


def _near(reading: Reading, head: int, number: int, contents: Iterable[Range]) -> Iterator[Range]:
    """The contents of a cue within a quotation that stand with it, or in the other part: “We hope,” he said, “[it is]”.

    The quotation that this one goes on from, without a word between, is no such part.
    """
    first, last, _ = reading.outer[number]
    for start, end in contents:
        if reading.quoted[start] in {None, number}:
            is_near = reading.sentence_of[start] == reading.sentence_of[head] or first <= start < last
        else:
            is_near = end > first or not all(map(reading.is_punct, range(end, first)))
        if is_near:
            yield start, end


def _without_others(reading: Reading, contents: Sequence[Range]) -> list[Range]:
    """Contents without what somebody else is beside them reported to say: "[it failed], with X saying *that* …"."""
    links = {cue.at: reading.circumstance(cue.at) for cue in reading.cues_between(contents[0][0], contents[-1][0])}
    said = [at for at, link in links.items() if link is not None and contents[0][0] < link]
    return [span for span in contents if not any(at < span[0] < reading.sentence(at)[1] for at in said)]


def _signed(reading: Reading, cue: Range, contents: tuple[Range, ...]) -> tuple[Range, ...]:
    """What a dash and a name behind it sign: the quotation before them, with the paragraphs that it goes on from."""
    before = tuple(span for span in contents if span[1] <= cue[0])
    number = reading.quoted[before[-1][1] - 1] if before else None
    if number is None:
        return before or contents
    while number and reading.goes_on(number - 1):
        number -= 1
    first = min(reading.outer[number][0], reading.paragraphs[reading.paragraph_of[cue[0]]][0])
    return tuple(span for span in before if span[0] >= first)


def _without_headline(reading: Reading, cue: Range, contents: tuple[Range, ...]) -> tuple[Range, ...]:
    """Contents without the headline, which says the same in fewer words, where the cue stands in the text below."""
    if not reading.paragraphs or len(contents) == 1 or reading.paragraph_of[cue[0]] < 1:
        return contents
    start, end = reading.paragraphs[0]
    is_headline = reading.words[end - 1][-1] not in _STOPS and not any(
        stop in reading.words[start:end] for stop in _STOPS
    )
    return tuple(span for span in contents if not is_headline or span[1] > end)


def _without_earlier(reading: Reading, cue: Range, contents: tuple[Range, ...]) -> tuple[Range, ...]:
    """Contents without quotations of earlier paragraphs, where the cue's own begins with narration and goes on."""
    number = reading.paragraph_of[cue[0]]
    here = [span for span in contents if reading.paragraph_of[span[1] - 1] >= number]
    if not here or here[0][0] <= reading.paragraphs[number][0] or number < 0:
        return contents
    return tuple(here)


def _is_answer(reading: Reading, at: int) -> bool:
    """Whether a quotation begins right behind another one of its line: "“Safe?” “No.”" are two people's."""
    number = reading.quoted[at]
    if not number or reading.outer[number][0] != at:
        return False
    end = reading.outer[number - 1][1]
    beside = end > 1 and reading.words[end - 2] in _STOPS and all(reading.words[k].isspace() for k in range(end, at))
    return beside and reading.paragraph_of[end - 1] == reading.paragraph_of[at]


def _answers(reading: Reading, at: int, question: int) -> bool:
    """Whether a quotation behind the sentence of "X was asked" is X's answer, and no part of the question."""
    return reading.quoted[at] is not None and at >= reading.sentence(question)[1]


def _before_answer(reading: Reading, span: Range) -> Range:
    """A span without the quotations that answer the one that it begins with."""
    stop = next((at for at in range(span[0] + 1, span[1]) if _is_answer(reading, at)), span[1])
    return span[0], stop


def _before_circumstance(reading: Reading, cue: Range, span: Range) -> Range:
    """A quotation right behind its cue without the clause that says when: "shouted [“Out!”] when the mayor came"."""
    number = reading.quoted[span[0]]
    if number is None or reading.outer[number][0] != span[0] or cue[1] != span[0]:
        return span
    end = reading.outer[number][1]
    return (span[0], end) if end < span[1] and reading.lower[end] in _CIRCUMSTANCES else span


def _ungapped(reading: Reading, span: Range) -> Range:
    """A span without the report of somebody else at its end whose verb is left out."""
    second = gapped(reading, span)
    return span if second is None else (span[0], second[0])


def _is_beside(reading: Reading, proposal: Proposal, span: Range) -> bool:
    """Whether a span stands in its cue's sentence, and outside of quotations."""
    if _is_quoted(reading, span) or proposal.cue is None:
        return False
    return reading.sentence_of[proposal.cue[0]] in {reading.sentence_of[span[0]], reading.sentence_of[span[1] - 1]}


def _is_topic(reading: Reading, owner: Proposal, span: Range) -> bool:
    """Whether a span only says what a quotation is about: "“Absolutely not,” she said of [the plan]"."""
    if owner.cue is None or span[0] < owner.cue[1]:
        return False
    behind = owner.cue[1]
    return reading.lower[behind - 1] in _ABOUT or (behind < span[1] and reading.lower[behind] in _ABOUT)


def _adjoins(reading: Reading, owner: Proposal, span: Range) -> bool:
    """Whether only a source stands between a span and its cue: "The streets were empty, *he* said, “but …”"."""
    if owner.cue is None:
        return False
    source = owner.source or owner.cue
    if span[0] < source[1] and source[0] < span[1]:
        return False
    gap = range(min(span[1], owner.cue[1]), max(span[0], owner.cue[0]))
    verbs = (at for at in gap if reading.tags[at].startswith(("VB", "MD")))
    return all(source[0] <= at < source[1] for at in verbs)


def _is_quoted(reading: Reading, span: Range) -> bool:
    return any(reading.quoted[at] is not None for at in range(*span))


def _whole(reading: Reading, span: Range) -> Range:
    """A span that cuts no quotation, and does not end between a verb and its quoted object ("has spent “years …”")."""
    start, end = span
    goes_on = end < len(reading.words) and not reading.is_punct(end - 1) and not reading.words[end - 1].isspace()
    if goes_on and reading.quoted[end - 1] is None and reading.quoted[end] is not None:
        end += 1
    for number in {reading.quoted[start], reading.quoted[end - 1]} - {None}:
        first, last, _ = reading.outer[number or 0]
        start, end = min(start, first), max(end, last)
    return start, end


def _is_outside(reading: Reading, proposal: Proposal) -> bool:
    return proposal.head is not None and reading.quoted[proposal.head] is None
