"""The proposals of rules beside those of the learned model: where they say the same, and what each is worth then."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from quoteminer.layers import Range
from quoteminer.model.folder import Agreement
from quoteminer.proposal import Proposal, without
from quoteminer.rules.deeds import is_bare_passive, is_beside, is_measure, is_naming, is_told_at_length
from quoteminer.rules.membership import settled
from quoteminer.rules.reading import Reading

_SAME: Final = 0.8
"""Share of words that two contents have in common from which on they are the same."""
_WITH_INNER: Final = 0.8
"""Likewise where the one holds attributions that the other has cut out."""
_NEAR: Final = 0.5
"""Likewise for two sources."""

UNMEASURED: Final = frozenset({"lone-quotation", "speaker-line", "dash-name", "name-colon"})
"""Rules for what the corpus leaves out: its annotators took no quotation without a verb, and no interviews."""
_QUOTED: Final = frozenset({"quotation-then-verb", "verb-then-quotation", "mixed-then-verb"}) | UNMEASURED
"""What is quoted stands by itself."""


def agreed(
    reading: Reading, learned: Sequence[Proposal], ruled: Sequence[Proposal], settings: Agreement
) -> list[Proposal]:
    """Bring both together for the decoder.

    Where a rule finds the same content by the same cue, the rule has the better edges, the model the better judgment.
    What a rule proposes and the model does not is worth less than what the rules' own table says: the model has seen
    the words and passed. What stands inside a content is judged by the rules alone, since the model reads no nesting.

    Args:
        reading: the Doc.
        learned: what the model proposes.
        ruled: what the rules propose.
        settings: what either is worth beside the other.

    Returns:
        Proposals, in no order.
    """
    proposals = judged(reading, learned, ruled, settings)
    inner = [p for p in ruled if any(_holds(other, p) for other in proposals)]
    inner = [p for p in inner if _is_report(reading, p) and not any(_shares_cue(other, p) for other in proposals)]
    rest = (p for p in unmatched(proposals, ruled) if not is_naming(reading, p))
    alone = (replace(p, score=_alone(reading, p, settings)) for p in rest)
    return [*proposals, *inner, *(p for p in alone if p.rule in _QUOTED or p.score >= settings.keep)]


def judged(
    reading: Reading, learned: Sequence[Proposal], ruled: Sequence[Proposal], settings: Agreement
) -> list[Proposal]:
    """The proposals of the model that are sure enough, with what rules know of quotations, edges and properties.

    Args:
        reading: the Doc.
        learned: what the model proposes.
        ruled: what the rules propose.
        settings: how sure a proposal has to be.

    Returns:
        Proposals with the model's scores.
    """
    likely = [proposal for proposal in learned if _is_likely(reading, proposal, ruled, settings)]
    likely = settled(reading, likely, ruled)
    proposals = [_edged(reading, proposal, ruled, likely) for proposal in likely]
    return [_nested(proposal, proposals, ruled) for proposal in proposals]


def _alone(reading: Reading, proposal: Proposal, settings: Agreement) -> float:
    """What a rule's proposal is worth by itself.

    The model mostly misses a verb parallel to another, and plain reports in texts unlike those it was trained on.
    """
    measured = settings.alone.get(proposal.rule)
    if measured is None or proposal.head in reading.reattached or _is_plain(reading, proposal):
        return proposal.score
    return min(proposal.score, measured)


def _is_plain(reading: Reading, proposal: Proposal) -> bool:
    """Whether a noun is the source of a verb of saying and *that* follows, outside of quotations."""
    if proposal.rule != "complement-clause" or proposal.cue_class != "statement" or proposal.source is None:
        return False
    said = proposal.head is None or reading.quoted[proposal.head] is None
    named = any(reading.tags[at].startswith("NN") for at in range(*proposal.source))
    return said and named and reading.lower[proposal.contents[0][0]] == "that"


def unmatched(proposals: Sequence[Proposal], ruled: Iterable[Proposal]) -> list[Proposal]:
    """The proposals of rules where the model has none: of other cues, and outside of its contents.

    Args:
        proposals: the model's.
        ruled: those of the rules.

    Returns:
        Those of the rules.
    """

    def is_matched(one: Proposal) -> bool:
        return any(_shares_cue(other, one) or _holds(other, one) for other in proposals)

    return [proposal for proposal in ruled if not is_matched(proposal)]


def _is_likely(reading: Reading, proposal: Proposal, ruled: Iterable[Proposal], settings: Agreement) -> bool:
    """Whether a proposal of the model is sure enough; a cue that is a verb of saying needs less than a thing done."""
    lexicon, lemma = reading.lexicon, proposal.lemma or ""
    known = lemma in lexicon.verbs or lemma in lexicon.nouns or lemma in lexicon.adjectives
    known = known or any(lemma == " ".join(word for word in phrase.words if word != "*") for phrase in lexicon.phrases)
    if proposal.score < (settings.keep if known else settings.keep_unknown):
        return False
    if is_bare_passive(reading, proposal) or is_naming(reading, proposal) or is_measure(reading, proposal):
        return False
    if any(_shares_cue(proposal, other) for other in ruled):
        return True
    return not is_told_at_length(reading, proposal) and not is_beside(reading, proposal)


def _is_report(reading: Reading, proposal: Proposal) -> bool:
    """Whether an act within a content is told of: in marks, by "according to", or by a finite verb with a noun."""
    if proposal.source is None or proposal.head is None:
        return False
    if proposal.rule in _QUOTED or proposal.rule == "according-to":
        return True
    finite = reading.tags[proposal.head] not in {"VB", "VBG"}
    return finite and any(reading.tags[at].startswith("NN") or not reading.tags[at] for at in range(*proposal.source))


def _same_act(
    reading: Reading, proposal: Proposal, ruled: Sequence[Proposal], learned: Iterable[Proposal]
) -> Proposal | None:
    """The surest rule's proposal with the same cue and the same content.

    A content that runs into the next verb or the next line of a transcript is the same as the one that ends before it.
    And where the model has cut another attribution out of a content, that is put back.
    """
    cut = _runs_on(reading, proposal, ruled)
    same = []
    for number, other in enumerate(rules := [other for other in ruled if _shares_cue(proposal, other)]):
        share = _common(proposal.contents, other.contents)
        if (
            share >= _SAME
            or cut
            or other.rule in UNMEASURED
            or _differs_by_addressee(proposal, other)
            or _common(_with_inner(proposal, other, learned, ruled), other.contents) >= _WITH_INNER
        ):
            same.append((other.score, share, number))
    return rules[max(same)[2]] if same else None


def _runs_on(reading: Reading, proposal: Proposal, ruled: Iterable[Proposal]) -> bool:
    """Whether a content of the model runs into a parallel verb, with which somebody says something of their own."""
    if proposal.head in reading.reattached.values():
        return True
    parallel = {other.head for other in ruled if other.head is not None and other.cue is not None}
    return any(
        at in parallel
        and reading.deps[at] == "conj"
        and reading.heads[at] == proposal.head
        and reading.quoted[at] is None
        for content in proposal.contents
        for at in range(*content)
    )


def _differs_by_addressee(learned: Proposal, ruled: Proposal) -> bool:
    """Whether two contents are the same but for the person asked or told, where the rules know what belongs to it."""
    if ruled.addressee is None:
        return False
    one = {at for span in learned.contents for at in range(*span)}
    other = {at for span in ruled.contents for at in range(*span)}
    return bool(one & other) and one ^ other <= set(range(*ruled.addressee))


def _with_inner(
    proposal: Proposal, outer: Proposal, learned: Iterable[Proposal], ruled: Sequence[Proposal]
) -> list[Range]:
    """The content of the model's proposal, with what it has cut out of a rule's content where the rules see nesting."""
    inner = [
        span
        for other in learned
        if other is not proposal
        and other.source == proposal.source
        and _holds(outer, other)
        and any(_shares_cue(other, nested) and _holds(outer, nested) for nested in ruled if nested.source)
        for span in (other.cue or other.contents[0], *other.contents)
    ]
    return [*proposal.contents, *inner] if inner else []


def _nested(proposal: Proposal, others: Iterable[Proposal], ruled: Iterable[Proposal]) -> Proposal:
    """A proposal within a content has a source of its own there, if a rule knows one."""
    if not any(other.source == proposal.source and _holds(other, proposal) for other in others):
        return proposal
    sources = (other.source for other in ruled if _shares_cue(proposal, other) and other.contents == proposal.contents)
    return replace(proposal, source=next(sources, proposal.source))


def _edged(reading: Reading, proposal: Proposal, ruled: Sequence[Proposal], learned: Sequence[Proposal]) -> Proposal:
    """The model's proposal with the cue, the edges and the properties that a rule has found."""
    same = _same_act(reading, proposal, ruled, learned)
    if same is None:
        return proposal
    source = proposal.source
    if source is not None and same.source is not None and _is_same_mention(source, same.source):
        source = same.source
    contents = proposal.contents if _leaves_out_quotation(reading, same, proposal, ruled) else same.contents
    return replace(same, score=proposal.score, source=source, contents=contents).tidied()


def _leaves_out_quotation(reading: Reading, same: Proposal, proposal: Proposal, ruled: Iterable[Proposal]) -> bool:
    """Whether a quotation in the model's content stands outside of the rule's, and no parallel verb governs it."""
    return not _runs_on(reading, proposal, ruled) and any(
        start < quoted[1] and quoted[0] < end
        for content in proposal.contents
        for quoted in without([content], same.hull)
        for start, end, _ in reading.outer
    )


def _is_same_mention(learned: Range, ruled: Range) -> bool:
    """Whether the model means the rule's source: most of its words, or a name within it."""
    return (ruled[0] <= learned[0] and learned[1] <= ruled[1]) or _common([learned], [ruled]) >= _NEAR


def _shares_cue(learned: Proposal, ruled: Proposal) -> bool:
    if learned.cue is None or ruled.head is None:
        return False
    return learned.head == ruled.head or learned.cue[0] <= ruled.head < learned.cue[1]


def _holds(outer: Proposal, inner: Proposal) -> bool:
    """Whether an attribution stands inside a content, cue and all."""
    if inner.cue is None:
        return False
    return all(any(a <= start and end <= b for a, b in outer.contents) for start, end in (inner.cue, *inner.contents))


def _common(a: Sequence[Range], b: Sequence[Range]) -> float:
    """Share of the tokens of two roles that both have."""
    if not a:
        return 0.0
    one = {at for start, end in a for at in range(start, end)}
    other = {at for start, end in b for at in range(start, end)}
    return len(one & other) / len(one | other)
