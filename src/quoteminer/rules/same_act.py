"""Whether two proposals are of the same act: by the same cue, with the same content."""

from collections.abc import Iterable, Sequence
from typing import Final

from quoteminer.layers import Range
from quoteminer.proposal import Proposal
from quoteminer.rules.parse import FINITE
from quoteminer.rules.placed import Placed
from quoteminer.rules.reading import Reading

_SAME: Final = 0.8
"""Share of words that two contents have in common from which on they are the same."""
_WITH_INNER: Final = 0.8
"""Likewise where the one holds attributions that the other has cut out."""

UNMEASURED: Final = frozenset({"lone-quotation", "speaker-line", "dash-name", "name-colon"})
"""Rules for what the corpus leaves out: its annotators took no quotation without a verb, and no interviews."""


def same_act(reading: Reading, proposal: Proposal, ruled: Placed, learned: Placed) -> Proposal | None:
    """The surest rule's proposal with the same cue and the same content.

    A content that runs into the next verb or the next line of a transcript is the same as the one that ends before it.
    And where the model has cut another attribution out of a content, that is put back.
    """
    cut = runs_on(reading, proposal, ruled)
    same = []
    near = ruled.with_cue_near(proposal)
    rules = [other for other in near if shares_cue(proposal, other) or _introduces(proposal, other)]
    for number, other in enumerate(rules):
        share = common(_words(reading, proposal.contents), _words(reading, other.contents))
        if (
            share >= _SAME
            or cut
            or _hands_on(reading, other)
            or other.rule in UNMEASURED
            or _differs_by_addressee(proposal, other)
            or _overruns(reading, proposal, other)
            or _is_torn(reading, proposal, other)
            or _is_announced(reading, proposal, other)
            or common(_with_inner(proposal, other, learned, ruled), other.contents) >= _WITH_INNER
        ):
            same.append((other.score, share, number))
    return rules[max(same)[2]] if same else None


def runs_on(reading: Reading, proposal: Proposal, ruled: Placed) -> bool:
    """Whether a content of the model runs into or over a parallel verb, with which something else is said."""
    if proposal.head in reading.reattached.values():
        return True
    if proposal.head is None:
        return False
    start, end = proposal.hull
    return any(
        start <= at < end and at in ruled.heads and reading.deps[at] == "conj" and reading.quoted[at] is None
        for at in reading.children[proposal.head]
    )


def _introduces(learned: Proposal, ruled: Proposal) -> bool:
    """Whether the model has the verb between a noun and the colon for the cue: "X's **message** *was simple*: …"."""
    if ruled.rule != "noun-colon" or learned.cue is None or ruled.cue is None:
        return False
    return ruled.cue[1] <= learned.cue[0] and learned.cue[1] <= ruled.contents[0][0]


def _hands_on(reading: Reading, ruled: Proposal) -> bool:
    """Whether a rule's cue is the whole of "was quoted as saying", of which the model knows the first half."""
    quoting = None if ruled.head is None else reading.quoting_of(ruled.head)
    return quoting is not None and ruled.cue is not None and ruled.cue[0] <= quoting


def _words(reading: Reading, ranges: Iterable[Range]) -> list[Range]:
    """Ranges without punctuation, so that marks, which either may leave out, part no contents."""
    return [(at, at + 1) for start, end in ranges for at in range(start, end) if not reading.is_punct(at)]


def _overruns(reading: Reading, learned: Proposal, ruled: Proposal) -> bool:
    """Whether the model's content begins as the rule's does and runs into another sentence, outside of quotations."""
    if learned.contents[0][0] != ruled.contents[0][0]:
        return False
    end = ruled.hull[1]
    beyond = [at for span in learned.contents for at in range(*span) if at >= end and not reading.is_punct(at)]
    return (
        bool(beyond)
        and reading.sentence_of[beyond[-1]] != reading.sentence_of[end - 1]
        and all(reading.quoted[at] is None for at in beyond)
    )


def _is_torn(reading: Reading, learned: Proposal, ruled: Proposal) -> bool:
    """Whether the model leaves the main verb out of a content, or has the source in it.

    "As X reported, *the two banks* talked about *a merger*"; "*What X* said *was that it was late*". Other words that
    it leaves out are mostly the writer's: "*the fee*, a high sum, *was low*".
    """
    if len(learned.contents) == 1 or learned.hull[1] != ruled.hull[1]:
        return False
    if holds_source(learned, ruled):
        return True
    own = {at for span in learned.contents for at in range(*span)}
    start, end = ruled.hull
    left_out = (at for at in range(start, end) if at not in own and reading.tags[at] in FINITE)
    heads = ((at, reading.heads[at]) for at in left_out)
    return learned.hull == ruled.hull and any(head == at or not start <= head < end for at, head in heads)


def _is_announced(reading: Reading, learned: Proposal, ruled: Proposal) -> bool:
    """Whether the model has a part of a sentence whose source a clause in front names: "As X reported, [the …]"."""
    if ruled.rule != "parenthetical" or ruled.source is None or not 0 < ruled.source[0] < ruled.hull[0]:
        return False
    inside = ruled.hull[0] <= learned.hull[0] and learned.hull[1] <= ruled.hull[1]
    return inside and reading.lower[ruled.source[0] - 1] == "as"


def holds_source(learned: Proposal, ruled: Proposal) -> bool:
    """Whether the model has no source, and the rule's among what is said."""
    if learned.source is not None or ruled.source is None:
        return False
    start, end = ruled.source
    return any(low < end and start < high for low, high in learned.contents)


def _differs_by_addressee(learned: Proposal, ruled: Proposal) -> bool:
    """Whether two contents are the same but for the person asked or told, where the rules know what belongs to it."""
    if ruled.addressee is None:
        return False
    one = {at for span in learned.contents for at in range(*span)}
    other = {at for span in ruled.contents for at in range(*span)}
    return bool(one & other) and one ^ other <= set(range(*ruled.addressee))


def _with_inner(proposal: Proposal, outer: Proposal, learned: Placed, ruled: Placed) -> list[Range]:
    """The content of the model's proposal, with what it has cut out of a rule's content where the rules see nesting.

    That is another attribution of the model's to the same source, or the words by which the content names a source of
    its own: "said that *according to the survey* …".
    """
    inner = [
        span
        for other in learned.with_cue_in(outer.contents)
        if other is not proposal
        and other.source == proposal.source
        and holds(outer, other)
        and any(
            nested.source and shares_cue(other, nested) and holds(outer, nested)
            for nested in ruled.with_cue_near(other)
        )
        for span in (other.cue or other.contents[0], *other.contents)
    ]
    inner += [
        span
        for nested in ruled.with_cue_in(outer.contents)
        if nested.rule == "according-to" and holds(outer, nested) and not holds(proposal, nested)
        for span in (nested.cue, nested.source)
        if span is not None
    ]
    return [*proposal.contents, *inner] if inner else []


def shares_cue(learned: Proposal, ruled: Proposal) -> bool:
    """Whether the model's cue holds the word that carries the rule's, or the other way round."""
    if learned.cue is None or ruled.head is None:
        return False
    if learned.head == ruled.head or learned.cue[0] <= ruled.head < learned.cue[1]:
        return True
    return ruled.cue is not None and learned.head is not None and ruled.cue[0] <= learned.head < ruled.cue[1]


def holds(outer: Proposal, inner: Proposal) -> bool:
    """Whether an attribution stands inside a content, cue and all."""
    if inner.cue is None:
        return False
    return all(any(a <= start and end <= b for a, b in outer.contents) for start, end in (inner.cue, *inner.contents))


def common(a: Sequence[Range], b: Sequence[Range]) -> float:
    """Share of the tokens of two roles that both have."""
    if not a:
        return 0.0
    one = {at for start, end in a for at in range(start, end)}
    other = {at for start, end in b for at in range(start, end)}
    return len(one & other) / len(one | other)
