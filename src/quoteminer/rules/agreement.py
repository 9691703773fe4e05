"""The proposals of rules beside those of the learned model: where they say the same, and what each is worth then."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Final

from quoteminer.layers import Range
from quoteminer.model.folder import Agreement
from quoteminer.proposal import Proposal, without
from quoteminer.rules.deeds import (
    is_bare_passive,
    is_beside,
    is_deed,
    is_measure,
    is_naming,
    is_told_at_length,
    is_wish,
)
from quoteminer.rules.membership import settled
from quoteminer.rules.parse import FINITE
from quoteminer.rules.placed import Placed
from quoteminer.rules.reading import Reading
from quoteminer.rules.same_act import UNMEASURED, common, holds, holds_source, runs_on, same_act, shares_cue

_NEAR: Final = 0.5
"""Likewise for two sources."""

_NOMINAL: Final = ("NN", "JJ", "HYPH")
"""How tags begin behind which a noun phrase goes on."""

_PLAIN: Final = frozenset(
    {("complement-clause", "statement"), ("infinitive", "statement"), ("object-infinitive", "request")}
    | {("parenthetical", "statement")}
)
"""Rules and classes of plain reports: "said that …", "claimed to have …", "told him to …", "As he said, …"."""
_INFINITIVES: Final = frozenset({"object-infinitive", "infinitive"})
_QUOTED: Final = frozenset({"quotation-then-verb", "verb-then-quotation", "mixed-then-verb"}) | UNMEASURED
"""What is quoted stands by itself."""


def agreed(
    reading: Reading, learned: Sequence[Proposal], ruled: Sequence[Proposal], settings: Agreement
) -> list[Proposal]:
    """Bring both together for the decoder.

    Where a rule finds the same content by the same cue, the rule has the better edges, the model the better judgment.
    What a rule proposes and the model does not is worth less than what the rules' own table says: the model has seen
    the words and passed. What stands inside a content is judged by the rules alone, since the model reads no nesting;
    and so is what it has taken into a content that by the rules ends before it, be it the source alone.

    Args:
        reading: the Doc.
        learned: what the model proposes.
        ruled: what the rules propose.
        settings: what either is worth beside the other.

    Returns:
        Proposals, in no order.
    """
    according = Placed(reading, (p for p in ruled if p.rule == "according-to"))
    proposals = [_around(reading, proposal, according) for proposal in judged(reading, learned, ruled, settings)]
    known = Placed(reading, proposals)
    ruled = [_within(reading, p, known) for p in ruled]
    inner = [p for p in ruled if _is_held(p, known) and _is_report(reading, p) and not _is_cued(p, known)]
    rest = (p for p in unmatched(known, ruled) if not is_naming(reading, p))
    said = {content for p in learned if p.score >= settings.keep for content in p.contents}
    swallowed = {at for content in said for at in range(*content)}
    alone = (
        p if p.head in swallowed or p.source in said else replace(p, score=_alone(reading, p, settings)) for p in rest
    )
    kept = (p for p in alone if p.rule in _QUOTED or p.score >= settings.keep or _is_marked(reading, p, swallowed))
    return [*proposals, *inner, *kept]


def _is_marked(reading: Reading, proposal: Proposal, said: Collection[int]) -> bool:
    """Whether somebody's claim ends in a clause in marks that would be lost: "X's claim that “the city is broke”"."""
    if proposal.rule != "noun-clause" or proposal.source is None:
        return False
    end = proposal.contents[-1][1]
    number = reading.quoted[end - 1]
    if number is None or reading.outer[number][1] != end or end - 1 in said:
        return False
    return any(reading.tags[at] in FINITE for at in range(reading.outer[number][0], end))


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
    rules = Placed(reading, ruled)
    likely = [proposal for proposal in learned if _is_likely(reading, proposal, rules, settings)]
    likely = settled(reading, likely, ruled)
    near = Placed(reading, likely)
    proposals = Placed(reading, [_edged(reading, proposal, rules, near) for proposal in likely])
    return [_nested(_without_others(one, proposals, rules), proposals, rules) for one in proposals]


def _alone(reading: Reading, proposal: Proposal, settings: Agreement) -> float:
    """What a rule's proposal is worth by itself.

    The model mostly misses a verb parallel to another or beside it (", with X saying …"), and plain reports in texts
    unlike those it was trained on.
    """
    measured = settings.alone.get(proposal.rule)
    beside = proposal.head is not None and reading.circumstance(proposal.head) is not None
    if measured is None or beside or proposal.head in reading.reattached or _is_plain(reading, proposal):
        return proposal.score
    return min(proposal.score, measured)


def _is_plain(reading: Reading, proposal: Proposal) -> bool:
    """Whether a noun is the source of a verb of saying outside of quotations: "said that", "told to", "As … said,"."""
    if proposal.source is None or (proposal.rule, proposal.cue_class) not in _PLAIN:
        return False
    verb = reading.lexicon.verbs.get(proposal.lemma or "")
    if proposal.rule in _INFINITIVES and (verb is None or "quote" not in verb.frames):
        return False
    said = proposal.head is None or reading.quoted[proposal.head] is None
    named = any(reading.tags[at].startswith(("NN", "WP")) for at in range(*proposal.source))
    begins = proposal.contents[0][0]
    if proposal.rule == "parenthetical":
        return said and named and proposal.head is not None and proposal.head < begins
    cue = proposal.cue or (0, 0)
    hedged = any(reading.lexicon.hedges.get(reading.lower[at]) == "adverb" for at in range(*cue))  # "reportedly said"
    return said and named and (proposal.rule in _INFINITIVES or hedged or reading.lower[begins] == "that")


def unmatched(proposals: Placed, ruled: Iterable[Proposal]) -> list[Proposal]:
    """The proposals of rules where the model has none: of other cues, and outside of its contents.

    Args:
        proposals: the model's.
        ruled: those of the rules.

    Returns:
        Those of the rules.
    """
    return [one for one in ruled if not _is_cued(one, proposals) and not _is_held(one, proposals)]


def _is_cued(ruled: Proposal, proposals: Placed) -> bool:
    """Whether one of the model's proposals has the cue of a rule's."""
    return any(shares_cue(other, ruled) for other in proposals.with_cue_near(ruled))


def _is_held(ruled: Proposal, proposals: Placed) -> bool:
    """Whether a rule's proposal stands inside the content of one of the model's."""
    return ruled.cue is not None and any(holds(other, ruled) for other in proposals.with_content_in([ruled.cue]))


def _around(reading: Reading, proposal: Proposal, according: Placed) -> Proposal:
    """A content of the model, as far as what stands in it goes: "learned [that according to X, the site is down]"."""
    for inner in according.with_cue_in(proposal.contents):
        if inner.cue is None or inner.head == proposal.head:
            continue
        reach = inner.contents[-1][1]
        for start, end in proposal.contents:
            holds_cue = start < inner.cue[0] < inner.contents[0][0] < end < reach
            if holds_cue and reading.sentence_of[start] == reading.sentence_of[reach - 1]:
                contents = ((a, reach if b == end else b) for a, b in proposal.contents if not end < a < reach)
                return replace(proposal, contents=tuple(contents))
    return proposal


def _without_others(proposal: Proposal, proposals: Placed, rules: Placed) -> Proposal:
    """A content as far as a rule has it too, where what stands before its cue is another's.

    "X said [it was late. “It is not.”] He added that …"
    """
    if proposal.cue is None or len(proposal.contents) == 1:
        return proposal
    same = (rule.contents for rule in rules.with_cue_near(proposal) if shares_cue(proposal, rule))
    own = next((contents for contents in same if set(contents) < set(proposal.contents)), None)
    rest = [span for span in proposal.contents if own is not None and span not in own]
    if own is None or any(end > proposal.cue[0] for _, end in rest):
        return proposal
    others = (one for one in proposals.with_content_in(rest) if one is not proposal and not holds(one, proposal))
    taken = any(start <= a and b <= end for other in others for start, end in other.contents for a, b in rest)
    return replace(proposal, contents=own) if taken else proposal


def _within(reading: Reading, ruled: Proposal, proposals: Placed) -> Proposal:
    """A rule's proposal whose cue stands in a content, without the cue of that.

    "[A man told police he “just snapped”], a court heard": the parser gives the court to the inner clause.
    """
    inner = ruled.cue
    for other in proposals.with_content_in([inner] if inner is not None else []):
        cue = other.cue
        if inner is None or cue is None or not any(start < cue[0] < end for start, end in ruled.contents):
            continue
        stop = next((end for start, end in other.contents if start <= inner[0] and inner[1] <= end <= cue[0]), None)
        if stop is not None:
            pieces = (reading.trim(start, min(end, stop)) for start, end in ruled.contents if start < stop)
            contents = tuple(piece for piece in pieces if piece is not None)
            return replace(ruled, contents=contents) if contents else ruled
    return ruled


def _is_likely(reading: Reading, proposal: Proposal, ruled: Placed, settings: Agreement) -> bool:
    """Whether a proposal of the model is sure enough; a cue that is a verb of saying needs less than a thing done."""
    lexicon, lemma = reading.lexicon, proposal.lemma or ""
    known = lemma in lexicon.verbs or lemma in lexicon.nouns or lemma in lexicon.adjectives
    known = known or lemma in lexicon.phrase_classes
    if proposal.score < (settings.keep if known else settings.keep_unknown):
        return False
    if any(
        is_kind(reading, proposal) for is_kind in (is_deed, is_wish, is_bare_passive, is_naming, is_measure, is_beside)
    ):
        return False
    if any(shares_cue(proposal, other) for other in ruled.with_cue_near(proposal)):
        return True
    return not is_told_at_length(reading, proposal)


def _is_report(reading: Reading, proposal: Proposal) -> bool:
    """Whether an act within a content is told of: in marks, by "according to" or "as saying", or by a finite verb."""
    if proposal.source is None or proposal.head is None:
        return False
    if proposal.rule in _QUOTED or proposal.rule == "according-to":
        return True
    finite = reading.tags[proposal.head] not in {"VB", "VBG"} or reading.quoting_of(proposal.head) is not None
    return finite and any(reading.tags[at].startswith("NN") or not reading.tags[at] for at in range(*proposal.source))


def _nested(proposal: Proposal, others: Placed, ruled: Placed) -> Proposal:
    """A proposal within a content has a source of its own there, if a rule knows one."""
    around = others.with_content_in([proposal.cue]) if proposal.cue is not None else ()
    if not any(other.source == proposal.source and holds(other, proposal) for other in around):
        return proposal
    same = (other for other in ruled.with_cue_near(proposal) if other.contents == proposal.contents)
    sources = (other.source for other in same if shares_cue(proposal, other))
    return replace(proposal, source=next(sources, proposal.source))


def _edged(reading: Reading, proposal: Proposal, ruled: Placed, learned: Placed) -> Proposal:
    """The model's proposal with the cue, the edges and the properties that a rule has found."""
    same = same_act(reading, proposal, ruled, learned)
    if same is None:
        return proposal
    source = proposal.source
    handed_on = source is None and same.head is not None and reading.quoting_of(same.head) is not None
    missed = handed_on or holds_source(proposal, same)
    if same.source is not None and (missed or _is_same_mention(reading, source, same.source)):
        source = same.source
    contents = proposal.contents if _leaves_out_quotation(reading, same, proposal, ruled) else same.contents
    return replace(same, score=proposal.score, source=source, contents=contents).tidied()


def _leaves_out_quotation(reading: Reading, same: Proposal, proposal: Proposal, ruled: Placed) -> bool:
    """Whether a quotation in the model's content stands outside of the rule's, and no parallel verb governs it."""
    beyond = (at for span in without(proposal.contents, same.hull) for at in range(*span))
    return not runs_on(reading, proposal, ruled) and any(reading.quoted[at] is not None for at in beyond)


def _is_same_mention(reading: Reading, learned: Range | None, ruled: Range) -> bool:
    """Whether the model means the rule's source: most of its words, or a name within it.

    A rule's source that begins in the middle of the model's, behind a noun or an adjective, was cut by the parser.
    """
    if learned is None:
        return False
    behind_comma = reading.words[learned[0] - 2 : learned[0]] in [[",", "and"], [",", "but"]]
    if behind_comma and ruled[0] < learned[0]:  # "X did this, and *regulators* ordered", taken for two who ordered
        return False
    if learned[0] < ruled[0] and reading.tags[ruled[0] - 1].startswith(_NOMINAL):
        return False
    return (ruled[0] <= learned[0] and learned[1] <= ruled[1]) or common([learned], [ruled]) >= _NEAR
