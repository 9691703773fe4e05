"""Measure how often each speaker rule is right, and write it into the table of the speakers' confidence.

    python benchmarks/speaker_rules.py [--write] [--outcomes FILE]

The mentions are those of the GUM corpus: every subject and every source of an attribution that its annotators tie to
a person, a body or a place, in 51 articles of news, interviews and biographies. The sources are gold, so a confidence
says how sure the speaker is where the source is right. Each share is of one more right and one more wrong than were
counted. What a threshold does is printed for the same mentions, and for the labelled sources of PolNeAR, which have no
say in the table. Neither corpus is part of this repository: they are looked for in ../shared, and without them nothing
is done.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from speakers import GUM, POLNEAR, lines, script

from quoteminer.layers import Attribution, attributions, set_attributions
from quoteminer.lexicon import default_lexicon
from quoteminer.pipeline import AFTER_PARSER, load
from quoteminer.rules.phrases import head_of
from quoteminer.rules.resolution import Resolver
from quoteminer.rules.speaker_certainty import DOCUMENT, OWN_WORDS, TABLE, case_of
from quoteminer.rules.vocabulary import vocabulary

TABLE_FILE = Path(__file__).resolve().parent.parent / "src" / "quoteminer" / "tables" / "en" / TABLE
GENRES = ("news-dev.jsonl", "interview-dev.jsonl", "bio-dev.jsonl")
LEADS = (0.0, 1.5, 3.0, 6.0)
"""From which lead on a pronoun's best fit has a row of its own."""
THRESHOLDS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
HEADER = """\
# How often a mention means whom a speaker rule says, given that it is the source. Rows of one rule and case hold from
# their lead on: by which the entity outweighed the next that fits. right, of: the mentions that were counted, of which
# confidence is (right + 1) / (of + 2).
# Source: measured by the quoteminer developers (benchmarks/speaker_rules.py) on 51 articles of the GUM corpus (Zeldes
# 2017), whose text is not part of this. Licence: CC0-1.0.
resolved_by,case,lead,confidence,right,of
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one mention.

    Attributes:
        rule: the rule that resolved it; None where none did.
        case: the case of the rule.
        lead: by how much the entity outweighed the next.
        named: the entity has a name in gold.
        right: it is the entity that gold has.
    """

    rule: str | None
    case: str = ""
    lead: float | None = None
    named: bool = True
    right: bool = False


def resolver(nlp: Language, text: str, gold: Iterable[tuple[list[Any], list[Any]]]) -> tuple[Doc, Resolver]:
    """Resolve the speakers of an article whose attributions are known: pairs of source and content offsets."""
    with nlp.select_pipes(disable=list(AFTER_PARSER)):
        doc = nlp(text)
    known = []
    for source, content in gold:
        sources, contents = ([_span(doc, *at) for at in spans] for spans in (source, content))
        known.append(
            Attribution(
                contents=tuple((span.start, span.end) for span in contents),
                cue=None,
                sources=tuple((span.start, span.end) for span in sources),
                lemma=None,
                cue_class="statement",
                rule="gold",
                confidence=1.0,
            )
        )
    set_attributions(doc, known)
    return doc, Resolver(doc, attributions(doc), default_lexicon())


def outcome(made: Resolver, doc: Doc, spans: list[Span], named: bool, right: Any) -> Outcome | None:  # noqa: ANN401
    """What becomes of a mention; None for one that stands for several."""
    speakers = made.speakers(tuple((span.start, span.end) for span in spans))
    head = head_of(doc, (spans[0].start, spans[0].end))
    if len(speakers) > 1 or head is None:
        return None
    if not speakers:
        return Outcome(None, named=named)
    rule, found = speakers[0].resolved_by, made.found(head)
    case, lead = "", None
    if found is not None and found.rule == rule:
        case, lead = case_of(found, head, vocabulary(default_lexicon())), found.lead
    return Outcome(rule, case, lead, named, right(speakers[0].name))


def gum(nlp: Language) -> Iterator[Outcome]:
    """What becomes of GUM's mentions."""
    scorer = script(GUM / "score_speakers.py")
    for article in (article for genre in GENRES for article in lines(GUM / genre)):
        said = [a for a in article["attributions"] if a["source"] and a["class"] != "credit"]
        doc, made = resolver(nlp, article["text"], [(a["source"], a["content"]) for a in said])
        sources = {tuple(at) for a in said for at in a["source"]}
        for entity in article["entities"]:
            if entity["type"] not in {"person", "organization", "place"}:
                continue
            for start, end in entity["mentions"]:
                span = doc.char_span(start, end)
                if span is None or not (span.root.dep_ in {"nsubj", "nsubjpass"} or (start, end) in sources):
                    continue
                found = outcome(made, doc, [span], bool(entity["name"]), _judge(scorer, entity, article))
                if found is not None:
                    yield found


def _judge(scorer: ModuleType, entity: dict[str, Any], article: dict[str, Any]) -> Any:  # noqa: ANN401 - a function
    """Tells whether a name is right: by the corpus's script, or as the words of a mention of what has no name."""

    def right(name: str) -> bool:
        if entity["name"]:
            return bool(scorer.right_speaker(name, entity, article["entities"]))
        mentions = ({*scorer.norm(article["text"][start:end])} for start, end in entity["mentions"])
        return any({*scorer.norm(name)} <= words for words in mentions)

    return right


def polnear(nlp: Language) -> Iterator[Outcome]:
    """What becomes of PolNeAR's labelled sources that have a name."""
    scorer = script(POLNEAR / "score_labelled_speakers.py")
    labels: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for label in lines(POLNEAR / "dev-speakers.jsonl"):
        if label["names"] and not label.get("odd"):
            labels[label["id"]].append(label)
    for article in lines(POLNEAR / "dev.jsonl"):
        if article["id"] not in labels:
            continue
        said = [a for a in article["attributions"] if a["source"] and a["content"]]
        doc, made = resolver(nlp, article["text"], [(a["source"], a["content"]) for a in said])
        for label in labels[article["id"]]:
            spans = [_span(doc, *at) for at in label["source"]]
            names = label["names"]
            found = outcome(made, doc, spans, True, lambda name, names=names: scorer.right(names, [name]))
            if found is not None:
                yield found


def _span(doc: Doc, start: int, end: int) -> Span:
    span = doc.char_span(start, end, alignment_mode="expand")
    assert span is not None
    return span


def rows(outcomes: Iterable[Outcome]) -> list[tuple[str, str, str, str, int, int]]:
    """The rows of the table."""
    counts: defaultdict[tuple[str, str, float], list[int]] = defaultdict(lambda: [0, 0])
    for one in outcomes:
        if one.rule is None or one.rule == "none" or one.case == DOCUMENT:
            continue
        band = max(lead for lead in LEADS if lead <= one.lead) if one.lead is not None else 0.0
        count = counts[one.rule, one.case, band]
        count[0] += one.right
        count[1] += 1
    by_case: defaultdict[tuple[str, str], list[tuple[float, int, int]]] = defaultdict(list)
    for (rule, case, lead), (right, of) in sorted(counts.items()):
        bands = by_case[rule, case]
        bands.append((lead, right, of))
        while len(bands) > 1 and bands[-1][1] * bands[-2][2] <= bands[-2][1] * bands[-1][2]:
            (least, *before), (_, *behind) = bands[-2:]  # a longer lead is never worth less: the two are one row
            bands[-2:] = [(least, before[0] + behind[0], before[1] + behind[1])]
    return [
        (rule, case, f"{lead:g}" if lead else "", f"{(right + 1) / (of + 2):.2f}", right, of)
        for (rule, case), bands in by_case.items()
        for lead, right, of in bands
    ]


def confidences(
    table: Iterable[tuple[str, str, str, str, int, int]],
) -> dict[tuple[str, str], list[tuple[float, float]]]:
    """The rows by rule and case: from which lead on, and how sure."""
    found: defaultdict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for rule, case, lead, confidence, _, _ in table:
        found[rule, case].append((float(lead or 0), float(confidence)))
    return found


def sweep(outcomes: list[Outcome], table: list[tuple[str, str, str, str, int, int]]) -> str:
    """What thresholds do to mentions whose entity has a name, as Markdown."""
    known = confidences(table)
    text = [
        "| threshold | right | wrong name | none | right of the named | right less wrong |",
        "|---|---|---|---|---|---|",
    ]
    judged = [one for one in outcomes if one.named]
    for threshold in THRESHOLDS:
        right = wrong = 0
        for one in judged:
            bands = known.get((one.rule or "", one.case), [])
            sure = [value for lead, value in bands if lead <= (one.lead or 0)]
            if one.rule is None or one.rule in OWN_WORDS or (sure and sure[-1] < threshold):
                continue
            right, wrong = right + one.right, wrong + (not one.right)
        share = 100 * right / (right + wrong) if right + wrong else 0.0
        none = len(judged) - right - wrong
        text.append(f"| {threshold:.1f} | {right} | {wrong} | {none} | {share:.1f} | {right - wrong} |")
    return "\n".join(text)


def calibration(outcomes: Iterable[Outcome], table: list[tuple[str, str, str, str, int, int]]) -> str:
    """How sure the named mentions are said to be, and how many are right, in bins."""
    known = confidences(table)
    bins = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)
    text = ["| said | mentions | said on average | right |", "|---|---|---|---|"]
    judged = [
        (sure[-1], one.right)
        for one in outcomes
        if one.named and one.rule not in OWN_WORDS
        if (sure := [value for lead, value in known.get((one.rule or "", one.case), []) if lead <= (one.lead or 0)])
    ]
    for least, most in pairwise(bins):
        within = [(sure, right) for sure, right in judged if least <= sure < most]
        if within:
            said, right = (100 * sum(values) / len(within) for values in zip(*within, strict=True))
            text.append(f"| {least:.2f}–{min(most, 1):.2f} | {len(within)} | {said:.1f} | {right:.1f} |")
    return "\n".join(text)


def main() -> int:
    """Run from the command line.

    Returns:
        The exit status: 0 also where the corpora are absent, because then there is nothing to measure.
    """
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help=f"write {TABLE}")
    parser.add_argument("--outcomes", type=Path, help="keep what became of every mention in this file, as JSON lines")
    options = parser.parse_args()
    if not GUM.exists():
        print(f"skipped: the corpus is not there ({GUM}); it is not part of this repository", file=sys.stderr)
        return 0
    nlp = load(model="none", min_speaker_confidence=0.0)
    outcomes = list(gum(nlp))
    table = rows(outcomes)
    text = HEADER + "".join(",".join(map(str, row)) + "\n" for row in table)
    if options.write:
        TABLE_FILE.write_text(text, "utf-8")
    print(text, flush=True)
    held_out = list(polnear(nlp)) if POLNEAR.exists() else []
    for name, some in (("GUM, where the table is from", outcomes), ("PolNeAR, held out", held_out)):
        print(f"{name}\n\n{sweep(some, table)}\n\n{calibration(some, table)}\n")
    if options.outcomes:
        kept = ({name: getattr(one, name) for name in Outcome.__slots__} for one in (*outcomes, *held_out))
        options.outcomes.write_text("".join(f"{json.dumps(one)}\n" for one in kept), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
