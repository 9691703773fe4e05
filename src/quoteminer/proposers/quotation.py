"""A quotation and the cue beside it: behind it, before it, or between its parts.

A quotation that nothing ascribes still comes out, with the speaker that its context gives or with none.
"""

from collections.abc import Iterator

from quoteminer.layers import Range
from quoteminer.proposal import Proposal
from quoteminer.rules.clauses import cue_range
from quoteminer.rules.modality import addressee_of
from quoteminer.rules.parse import CueVerb
from quoteminer.rules.quotation_groups import LONE, Group, groups, levels
from quoteminer.rules.reading import Reading
from quoteminer.rules.sources import noun_phrase, source_of
from quoteminer.rules.standing_alone import context_source
from quoteminer.rules.surface import surface_source


def propose(reading: Reading) -> Iterator[Proposal]:
    """Yield a proposal for every quotation that somebody says, with its cue, or alone.

    Args:
        reading: the Doc; a parse helps but is not needed.

    Yields:
        One proposal for each group of quotations that share a cue, and one for each quotation without any.
    """
    for level in levels(reading):
        for group in groups(level):
            ranges = [level.quotations[number][:2] for number in group.members]
            if group.start is not None:
                ranges[0] = (group.start, ranges[0][1])
            contents = tuple(_merge(reading, ranges))
            yield (
                _alone(reading, group, contents)
                if group.verb is None
                else _with_cue(reading, group, group.verb, contents)
            )


def _with_cue(reading: Reading, group: Group, verb: CueVerb, contents: tuple[Range, ...]) -> Proposal:
    source = source_of(reading, verb.at)
    if source is None or any(start < source[1] and source[0] < end for start, end in contents):
        source = _inverted(reading, group, verb) or _between(reading, verb, contents)
        source = source or surface_source(reading, verb.at, contents)
    return Proposal(
        contents=contents,
        rule=group.rule,
        score=reading.lexicon.confidence(group.rule),
        cue_class=verb.word.cue_class,
        head=verb.at,
        cue=cue_range(reading, verb),
        lemma=verb.word.lemma,
        source=source,
        addressee=addressee_of(reading, verb.at, verb.word.cue_class, object_control="objthat" in verb.word.frames),
    )


def _inverted(reading: Reading, group: Group, verb: CueVerb) -> Range | None:
    """An inverted subject that the parser takes for an object: "A," shouted two soldiers."""
    noun = reading.child(verb.at, "dobj", "attr", after=verb.at)
    if group.rule != "quotation-then-verb" or noun is None or reading.left[noun] != verb.end:
        return None
    return noun_phrase(reading, noun)


def _between(reading: Reading, verb: CueVerb, contents: tuple[Range, ...]) -> Range | None:
    """What stands between a quotation and its cue, where it is no clause: "A," *Lund, a top aide,* said."""
    cue = cue_range(reading, verb)[0]
    begins = max((end for _, end in contents if end <= cue), default=cue)
    found = reading.trim(begins, cue) if reading.parsed else None
    if found is None or any(reading.tags[at].startswith(("VB", "MD")) for at in range(*found)):
        return None
    return found if reading.tags[found[0]] in {"NNP", "PRP", "DT"} else None


def _alone(reading: Reading, group: Group, contents: tuple[Range, ...]) -> Proposal:
    asked = None if group.asker is None else source_of(reading, group.asker.at)
    return Proposal(
        contents=contents,
        rule=LONE,
        score=reading.lexicon.confidence(LONE),
        source=asked or context_source(reading, contents[0][0]),
    )


def _merge(reading: Reading, ranges: list[Range]) -> Iterator[Range]:
    """Ranges with nothing but white space between them made one."""
    current = ranges[0]
    for start, end in ranges[1:]:
        if all(word.isspace() for word in reading.words[current[1] : start]) and (
            reading.paragraph_of[start] == reading.paragraph_of[current[0]]
        ):
            current = (current[0], end)
        else:
            yield current
            current = (start, end)
    yield current
