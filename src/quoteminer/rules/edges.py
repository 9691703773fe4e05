"""Where a content of the model begins and ends by the words that stand there: a pronoun, a mark, a title."""

from dataclasses import replace
from itertools import pairwise
from typing import Final

from quoteminer.proposal import Proposal
from quoteminer.rules.beside import ASIDES, is_set_off
from quoteminer.rules.clauses import behind_copula
from quoteminer.rules.parse import FINITE
from quoteminer.rules.reading import Reading
from quoteminer.rules.speech import is_work_of

_RELATIVE: Final = frozenset({"WDT", "WP"})


def with_own_edges(reading: Reading, proposal: Proposal) -> Proposal:
    """Let a proposal's contents begin and end where what is said does.

    Args:
        reading: the Doc.
        proposal: one of the model's, tidied.

    Returns:
        The proposal; as it is where no such word stands at its edge.
    """
    proposal = _without_work(reading, _without_dateline(reading, proposal))
    proposal = _uncleft(reading, _in_own_words(reading, _without_title(reading, proposal)))
    proposal = _from_pronoun(reading, _without_addressee(reading, proposal))
    proposal = _without_remark(reading, proposal)
    return _without_agent(reading, _without_aside(reading, _without_loose_pronoun(reading, proposal)))


def _without_dateline(reading: Reading, proposal: Proposal) -> Proposal:
    """A proposal whose source begins behind the dateline, which is in no paragraph: "OSLO, Norway - [Officials]"."""
    if proposal.source is None or reading.paragraph_of[proposal.source[0]] >= 0:
        return proposal
    start, end = proposal.source
    first = next((at for at in range(start, end) if reading.paragraph_of[at] >= 0), None)
    return proposal if first is None else replace(proposal, source=(first, end))


def _without_title(reading: Reading, proposal: Proposal) -> Proposal:
    """A proposal without the title of the work that it is made in: "said on the programme “Face to Face” [that …]"."""
    number = reading.quoted[proposal.contents[0][0]] if proposal.contents else None
    if proposal.cue is None or number is None:
        return proposal
    begin, end = proposal.cue
    first, last, _ = reading.outer[number]
    link = next((at for at in range(begin + 1, end) if reading.tags[at] == "IN"), None)
    behind = [(max(start, last), stop) for start, stop in proposal.contents if stop > last]
    if link is None or not behind or end != first or reading.lower[end - 1] not in reading.lexicon.works:
        return proposal
    return replace(proposal, cue=(begin, link), contents=tuple(behind)).tidied()


def _without_work(reading: Reading, proposal: Proposal) -> Proposal:
    """A proposal of a work whose title is no content: "*“The Long Road,”* a 2005 study, argues [that …]"."""
    if proposal.source is None or len(proposal.contents) < 2:
        return proposal
    (start, end), *rest = proposal.contents
    number, (first, last) = reading.quoted[start], proposal.source
    if number is None or reading.outer[number][:2] != (start, end) or not is_work_of(reading, start, end):
        return proposal
    source = (last - 1 if reading.tags[last - 1] in _RELATIVE else start, last)
    beside = not {*reading.words[end:first]} - {","}
    return replace(proposal, contents=tuple(rest), source=source if beside else proposal.source)


def _in_own_words(reading: Reading, proposal: Proposal) -> Proposal:
    """What is said in somebody's words stands in marks: "It was, *in the words of* X, [“a night without end”]"."""
    cue = reading.lower[slice(*proposal.cue)] if proposal.cue is not None else ()
    marked = tuple(content for content in proposal.contents if reading.quoted[content[0]] is not None)
    return replace(proposal, contents=marked) if marked and cue[:1] == ["in"] and "words" in cue else proposal


def _uncleft(reading: Reading, proposal: Proposal) -> Proposal:
    """The clause that says what was said: "*What* the minister told us *was* [that the plan was dead]"."""
    if not proposal.contents:
        return proposal
    *others, (start, end) = proposal.contents
    begins = behind_copula(reading, start, end)
    opening = all(reading.lower[at] in {"what", "all"} for content in others for at in range(*content))
    return replace(proposal, contents=((begins, end),)) if begins > start and opening else proposal


def _without_addressee(reading: Reading, proposal: Proposal) -> Proposal:
    """A clause that somebody is told without who is told it: "*The jury* was told [the man had bought the knife]"."""
    verb, head = reading.lexicon.verbs.get(proposal.lemma or ""), proposal.head
    if verb is None or head is None or "objthat" not in verb.frames or len(proposal.contents) < 2:
        return proposal
    told, *rest = proposal.contents
    subject = reading.child(head, "nsubjpass")
    is_told = subject is not None and told[0] <= subject < told[1] <= head
    finite = any(reading.tags[at] in FINITE for content in rest for at in range(*content))
    return replace(proposal, contents=tuple(rest)) if is_told and finite else proposal


def _from_pronoun(reading: Reading, proposal: Proposal) -> Proposal:
    """A relative clause that somebody says begins with its pronoun: "a powder [that] experts *say* [can harm]".

    Of 104 such contents in the training part of PolNeAR 86 begin there, and 18 with the noun that it takes up.
    """
    if proposal.source is None:
        return proposal
    for number, (start, end) in enumerate(proposal.contents[:-1]):
        beside = end <= proposal.source[0] and set(reading.words[end : proposal.source[0]]) <= {","}
        if beside and _takes_up(reading, end - 1):
            first = max(start, end - (2 if reading.tags[end - 2] == "IN" else 1))
            return replace(proposal, contents=((first, end), *proposal.contents[number + 1 :]))
    return proposal


def _takes_up(reading: Reading, at: int) -> bool:
    """Whether a word is a relative pronoun; "that" behind a noun is one, even where the tagger doubts it."""
    after_noun = reading.lower[at] == "that" and reading.tags[at - 1][:2] == "NN"
    return reading.tags[at] in _RELATIVE or after_noun


def _without_loose_pronoun(reading: Reading, proposal: Proposal) -> Proposal:
    """A proposal without the pronoun of somebody else's clause: "said [X would veto it], which *Y* called …"."""
    others, last = proposal.contents[:-1], proposal.contents[-1:]
    if not any(reading.tags[at] in FINITE for content in others for at in range(*content)):
        return proposal
    start, end = last[0]
    own = any(role is not None and role[0] in {end, end + 1} for role in (proposal.source, proposal.cue))
    loose = end - start == 1 and reading.tags[start] in _RELATIVE and not own
    return replace(proposal, contents=others) if loose else proposal


def _without_aside(reading: Reading, proposal: Proposal) -> Proposal:
    """A quotation that is taken up again without what stands in between: "“A,” she told me *when we met*, “b”"."""
    if proposal.cue is None or len(proposal.contents) < 3:
        return proposal
    first, *rest = proposal.contents
    quoted = [reading.quoted[start] is not None for start, _ in proposal.contents]
    if not (quoted[0] and quoted[-1] and first[1] <= proposal.cue[0]):
        return proposal
    end = reading.sentence(proposal.cue[0])[1]
    kept = [at for at, marked in zip(rest, quoted[1:], strict=True) if marked or not proposal.cue[1] <= at[0] < end]
    return replace(proposal, contents=(first, *kept))


def _without_remark(reading: Reading, proposal: Proposal) -> Proposal:
    """A quotation without the remark that stands between it and its cue: "says*, in effect,* [“over our bodies”]"."""
    if proposal.cue is None or len(proposal.contents) < 2:
        return proposal
    cue_end = proposal.cue[1]
    for number, ((start, end), (behind, _)) in enumerate(pairwise(proposal.contents)):
        beside = start == cue_end + 1 and is_set_off(reading, cue_end, behind)
        remark = beside or tuple(reading.lower[start:end]) in ASIDES
        if remark and end == behind - 1 and reading.quoted[start] is None and reading.quoted[behind] is not None:
            return replace(proposal, contents=(*proposal.contents[:number], *proposal.contents[number + 1 :]))
    return proposal


def _without_agent(reading: Reading, proposal: Proposal) -> Proposal:
    """A proposal without the preposition of its source: "was described [as “outrageous”] by *the commission*"."""
    if proposal.source is None or not proposal.contents:
        return proposal
    start, end = proposal.contents[-1]
    agent = reading.lower[end - 1] == "by" and end == proposal.source[0] and end - start > 1
    kept = reading.trim(start, end - 1) if agent else None
    return proposal if kept is None else replace(proposal, contents=(*proposal.contents[:-1], kept))
