"""Measure on held-out articles how sure the learned model may be, and write it into a model folder's config.json.

    python benchmarks/calibrate.py FOLDER NAME

The articles are the tenth of PolNeAR's training part, twelve of each publisher, that the network was not trained on.
The figures that are printed are cross-validated: confidence is fitted on four fifths of them and tried on the last.
What the rules are worth beside the model stays as the config has it. The corpus is not part of this repository: it is
looked for in ../shared/polnear.
"""

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from quoteminer.evaluation.counts import Counts
from quoteminer.evaluation.gold import read_gold
from quoteminer.evaluation.matching import agree, candidates, items, match
from quoteminer.evaluation.records import Annotated, Attribution
from quoteminer.model.confidence import FEATURES, features_of, fit, probability
from quoteminer.model.decoding import Found, Reader
from quoteminer.model.evidence import Evidence, Reals
from quoteminer.model.folder import CONFIG, Config, Decoding, Logistic
from quoteminer.model.session import AttributionModel
from quoteminer.words import Words, quoted_ranges

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "polnear"
PER_PUBLISHER = 12
SEED = 7
FOLDS = 5
BINS = 10


def held_out(corpus: Path) -> list[Annotated]:
    """The training articles that the network has not seen."""
    lines = [line for line in (corpus / "train.jsonl").read_text("utf-8").split("\n") if line]
    by_publisher: defaultdict[str, list[Annotated]] = defaultdict(list)
    for article in read_gold(lines, str(corpus / "train.jsonl")).values():
        by_publisher[article.group or ""].append(article)
    chosen = []
    for publisher in sorted(by_publisher):
        articles = sorted(by_publisher[publisher], key=lambda article: article.id)
        random.Random(SEED).shuffle(articles)
        chosen += articles[:PER_PUBLISHER]
    return chosen


def judged(gold: Annotated, evidence: Evidence, found: Sequence[Found]) -> Reals:
    """1 for each attribution whose content and source are right, else 0: (attributions,)."""
    text = gold.text or ""
    offsets = evidence.words.offsets.tolist()
    predicted = [
        Attribution(
            content=tuple((offsets[start][0], offsets[end - 1][1]) for start, end in one.contents),
            source=() if one.source is None else ((offsets[one.source[0]][0], offsets[one.source[1] - 1][1]),),
            line=number,
        )
        for number, one in enumerate(found)
    ]
    words, quoted = Words(text), quoted_ranges(text)
    theirs, ours = items(gold.attributions, text, words, quoted), items(predicted, text, words, quoted)
    right = np.zeros(len(found))
    for pair in match(theirs, ours, candidates(theirs, ours), 0.5):
        one = ours[pair.predicted]
        right[one.attribution.line] = agree("source", theirs[pair.gold], one)
    return right


def expected_error(sure: Reals, right: Reals) -> float:
    """Expected calibration error, in ten bins of the same width."""
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    parts = ((sure[bins == k].mean() - right[bins == k].mean(), (bins == k).mean()) for k in set(bins.tolist()))
    return float(sum(abs(apart) * share for apart, share in parts))


def main() -> int:
    """Run from the command line.

    Returns:
        The exit status: 0 also where the corpus is absent, because then there is nothing to measure.
    """
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("name", help="of the model, with its version")
    options = parser.parse_args()
    if not (CORPUS / "train.jsonl").exists():
        print(f"skipped: the corpus is not there ({CORPUS}); it is not part of this repository", file=sys.stderr)
        return 0
    file: Path = options.folder / CONFIG
    earlier = json.loads(file.read_text("utf-8")) if file.exists() else {}
    none = [0.0] * len(FEATURES)
    blank = {"mean": none, "scale": [1.0] * len(FEATURES), "weights": none, "intercept": 0.0}
    draft = {"format": 1, "language": "en", "confidence": blank, **earlier, "name": options.name}
    file.write_text(json.dumps(draft), "utf-8")
    model = AttributionModel(options.folder)
    articles = held_out(CORPUS)
    features: list[Reals] = []
    right: list[Reals] = []
    for article in articles:
        evidence = model.read(article.text or "")
        reader = Reader(evidence, model.config.decoding)
        found = reader.read()
        features.append(np.array([features_of(reader, one) for one in found]).reshape(-1, len(FEATURES)))
        right.append(judged(article, evidence, found))
    sure = crossed(features, right)
    answers = np.concatenate(right)
    gold = sum(len(article.attributions) for article in articles)
    for threshold in (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 0.9):
        kept = sure >= threshold
        counts = Counts.of(int(answers[kept].sum()), gold, int(kept.sum()))
        print(f"from {threshold:.1f}: P {counts.precision:.3f} R {counts.recall:.3f} F1 {counts.f1:.3f}")
    error = expected_error(sure, answers)
    print(f"expected calibration error {error:.3f}")
    logistic: Logistic = fit(np.concatenate(features), answers)
    training = {
        **earlier.get("training", {}),
        "base": "all-MiniLM-L6-v2 (Apache-2.0)",
        "corpus": "PolNeAR, training part without the held-out articles",
        "held_out_articles": len(articles),
        "expected_calibration_error": round(error, 4),
    }
    config = Config(**{**draft, "decoding": Decoding(), "confidence": logistic, "training": training})
    file.write_text(config.model_dump_json(indent=1) + "\n", "utf-8")
    return 0


def crossed(features: Sequence[Reals], right: Sequence[Reals]) -> Reals:
    """Confidence of every attribution, fitted without the fold that its article belongs to."""
    sure = []
    for fold in range(FOLDS):
        rest = [k for k in range(len(features)) if k % FOLDS != fold]
        fitted = fit(np.concatenate([features[k] for k in rest]), np.concatenate([right[k] for k in rest]))
        sure += [(k, probability(fitted, features[k])) for k in range(len(features)) if k % FOLDS == fold]
    return np.concatenate([values for _, values in sorted(sure, key=lambda pair: pair[0])])


if __name__ == "__main__":
    sys.exit(main())
