"""What the model's and the rules' proposals are worth beside each other, measured; calibrate.py writes it down."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from spacy.language import Language

from quoteminer import decoder
from quoteminer.components.attributions import decided, of_model, of_rules
from quoteminer.evaluation.counts import Counts
from quoteminer.evaluation.records import Annotated, Attribution
from quoteminer.layers import Range
from quoteminer.lexicon import default_lexicon
from quoteminer.model.attributing import Ascription
from quoteminer.model.confidence import fit
from quoteminer.model.evidence import Reals
from quoteminer.model.folder import Agreement, Curve
from quoteminer.proposal import Proposal
from quoteminer.rules.agreement import agreed, judged, unmatched
from quoteminer.rules.certainty import calibrated, kind_of, log_odds
from quoteminer.rules.placed import Placed
from quoteminer.rules.reading import Reading
from quoteminer.rules.same_act import UNMEASURED
from quoteminer.schema import KINDS, Kind
from quoteminer.training.calibration import expected_error, verdicts

KEEP = (0.3, 0.35, 0.4, 0.45, 0.5)
KEEP_UNKNOWN = (*KEEP, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8)
TIE = 0.003
"""F1 within which two settings are as good as each other; chance alone moves it by more."""
PRIOR = 4
"""Proposals that a rule's rate in the table counts for, beside those that were measured."""
ENOUGH = 30
"""Attributions of a kind from which on a curve is fitted to it."""


@dataclass(frozen=True)
class Case:
    """An article with what is proposed in it, and the fold that it belongs to."""

    gold: Annotated
    reading: Reading
    learned: list[Proposal]
    ruled: list[Proposal]
    fold: int


def case_of(nlp: Language, gold: Annotated, ascriptions: Iterable[Ascription], fold: int) -> Case:
    """Parse an article and gather the proposals."""
    reading = Reading(nlp(gold.text or ""), default_lexicon())
    return Case(gold, reading, of_model(reading, ascriptions), of_rules(reading), fold)


def right(case: Case, proposals: Sequence[Proposal]) -> Reals:
    """1 for each proposal whose content and source are right, else 0."""
    doc = case.reading.doc

    def located(ranges: Iterable[Range]) -> tuple[Range, ...]:
        return tuple((doc[start].idx, doc[end - 1].idx + len(doc[end - 1])) for start, end in ranges)

    predicted = [
        Attribution(content=located(one.contents), source=located([one.source] if one.source else []), line=number)
        for number, one in enumerate(proposals)
    ]
    return verdicts(case.gold.attributions, predicted, case.gold.text or "")


def outcome(case: Case, settings: Agreement) -> list[Proposal]:
    """The attributions that come out, those within others left out: the corpus has hardly any."""
    chosen = decided(case.reading, agreed(case.reading, case.learned, case.ruled, settings))
    return [one for one, parent in zip(chosen, decoder.parents(chosen), strict=True) if parent is None]


def tally(case: Case, settings: Agreement) -> dict[str, tuple[int, int]]:
    """For each rule how many of its proposals are right where the model proposes nothing, and how many there are."""
    known = judged(case.reading, case.learned, case.ruled, settings)
    alone = unmatched(Placed(case.reading, known), case.ruled)
    found = right(case, [*known, *alone])[len(known) :]
    hits: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for proposal, hit in zip(alone, found.tolist(), strict=True):
        hits[proposal.rule] += int(hit)
        total[proposal.rule] += 1
    return {rule: (hits[rule], total[rule]) for rule in total}


def rates(tallies: Iterable[dict[str, tuple[int, int]]]) -> dict[str, float]:
    """How often a rule is right alone; where few cases were seen, the rule's rate in the table has its say."""
    hits: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for one in tallies:
        for rule, (some, all_) in one.items():
            hits[rule] += some
            total[rule] += all_
    lexicon = default_lexicon()
    return {
        rule: round((hits[rule] + PRIOR * lexicon.confidence(rule)) / (total[rule] + PRIOR), 3)
        for rule in sorted(total)
        if rule not in UNMEASURED
    }


def counts(case: Case, settings: Agreement) -> Reals:
    """Right, gold and predicted attributions of an article."""
    chosen = outcome(case, settings)
    return np.array([right(case, chosen).sum(), len(case.gold.attributions), len(chosen)])


def f1(total: Reals) -> float:
    """F1 of summed counts."""
    return Counts.of(int(total[0]), int(total[1]), int(total[2])).f1


def measured(cases: Sequence[Case], folds: int) -> Agreement:
    """Find the settings that give the best F1, try them on articles that they were not chosen on, and say so."""
    tallies = [tally(case, Agreement()) for case in cases]
    others = [
        rates(one for one, case in zip(tallies, cases, strict=True) if case.fold != fold) for fold in range(folds)
    ]
    grid = [(keep, unknown) for keep, unknown in product(KEEP, KEEP_UNKNOWN) if unknown >= keep]
    found = np.array(
        [
            [counts(case, Agreement(keep=keep, keep_unknown=unknown, alone=others[case.fold])) for case in cases]
            for keep, unknown in grid
        ]
    )
    folded = np.array([case.fold for case in cases])
    tried = sum(found[_best(found[:, folded != fold]), folded == fold].sum(axis=0) for fold in range(folds))
    best = _best(found)
    keep, unknown = grid[best]
    for number, (one, other) in enumerate(grid):
        if one == keep or other == unknown:
            print(f"keep {one:.2f} keep_unknown {other:.2f}: F1 {100 * f1(found[number].sum(axis=0)):.2f}")
    print(f"chosen: keep {keep}, keep_unknown {unknown}; F1 of choices made on the other folds {100 * f1(tried):.2f}")
    first = Agreement(keep=keep, keep_unknown=unknown)
    final = [tally(case, first) for case in cases]
    settings = first.model_copy(update={"alone": rates(final)})
    for rule, rate in settings.alone.items():
        hits, total = (sum(one.get(rule, (0, 0))[k] for one in final) for k in range(2))
        print(f"alone, {rule}: {hits} of {total} right, worth {rate:.2f}{'' if rate >= keep else ' (not proposed)'}")
    return settings


def _best(found: Reals) -> int:
    """Index of the best settings; of those as good as it the one that proposes least, so that least of it is wrong."""
    total = found.sum(axis=1)
    scores = [f1(one) for one in total]
    near = [number for number in range(len(scores)) if scores[number] >= max(scores) - TIE]
    return min(near, key=lambda number: (total[number][2], -scores[number]))


def curves(cases: Sequence[Case], settings: Agreement, folds: int) -> Agreement:
    """Fit how sure what comes out is, kind by kind, and print how far it is off on folds that it was not fitted on."""
    rows: dict[Kind, list[tuple[int, float, float, Proposal, Reading]]] = {kind: [] for kind in KINDS}
    for case in cases:
        chosen = outcome(case, settings)
        for proposal, hit in zip(chosen, right(case, chosen).tolist(), strict=True):
            if proposal.rule not in UNMEASURED:
                rows[kind_of(case.reading, proposal)].append((case.fold, proposal.score, hit, proposal, case.reading))
    fitted: dict[Kind, Curve] = {}
    for kind, found in rows.items():
        if len(found) < ENOUGH:
            continue
        fold, score, hit = (np.array(column) for column in list(zip(*found, strict=True))[:3])
        tried = np.empty(len(found))
        for k in range(folds):
            bent = settings.model_copy(update={"confidence": {kind: _curve(score[fold != k], hit[fold != k])}})
            for at in np.flatnonzero(fold == k):
                tried[at] = calibrated(found[at][4], found[at][3], bent)
        print(
            f"{kind}: {len(found)}, {100 * hit.mean():.1f} % right; expected calibration error "
            f"{expected_error(score, hit):.3f} before, {expected_error(tried, hit):.3f} after"
        )
        if expected_error(tried, hit) < expected_error(score, hit):
            fitted[kind] = _curve(score, hit)
    return settings.model_copy(update={"confidence": fitted})


def _curve(score: Reals, hit: Reals) -> Curve:
    odds = np.array([[log_odds(one)] for one in score.tolist()])
    line = fit(odds, hit)
    slope = line.weights[0] / line.scale[0]
    return Curve(slope=max(slope, 0.0), intercept=line.intercept - slope * line.mean[0])
