"""A reporting clause that the parser takes for an apposition: "Lund, *a top aide* **said**, is confident"."""

from quoteminer.layers import Range
from quoteminer.rules.parse import FINITE
from quoteminer.rules.reading import Reading
from quoteminer.rules.sources import noun_phrase, subject_of


def inserted(reading: Reading, verb: int) -> tuple[Range, Range] | None:
    """Tell the source of a clause set in behind a subject from that subject.

    Args:
        reading: the Doc, parsed.
        verb: the token of the cue.

    Returns:
        The subject of what is reported, and the source; None where the clause is not set in like this: between a
        subject and its verb, a comma on either side.
    """
    subject = subject_of(reading, verb)
    if subject is None or reading.deps[subject] != "nsubj" or reading.words[verb + 1 : verb + 2] != [","]:
        return None
    behind = next((at for at in range(verb + 2, len(reading.words)) if not reading.is_punct(at)), None)
    if behind is None or reading.tags[behind] not in FINITE or not reading.words[behind][0].islower():
        return None
    apposition = reading.child(subject, "appos", after=subject)
    if apposition is None or reading.right[apposition] != verb:
        return None
    source, start = noun_phrase(reading, apposition), reading.left[apposition]
    if source is None or reading.words[start - 1] != ",":
        return None
    reported = reading.trim(reading.left[subject], start - 1)
    return None if reported is None else (reported, source)
