"""Measure on held-out articles how sure the learned model may be, alone and beside the rules, and write it down.

    python benchmarks/calibrate.py FOLDER NAME

The articles are the tenth of PolNeAR's training part, twelve of each publisher, that the network was not trained on.
The figures that are printed are cross-validated: what is fitted on four fifths of them is tried on the last. First the
confidence of the model alone is fitted, then what its proposals and those of the rules are worth beside each other
(`joining.py`). Both go into the folder's config.json. The corpus is not part of this repository: it is looked for in
../shared/polnear. It takes some three minutes.
"""

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from annotated_types import Ge
from joining import case_of, curves, expected_error, measured, verdicts

from quoteminer.evaluation.counts import Counts
from quoteminer.evaluation.gold import read_gold
from quoteminer.evaluation.records import Annotated, Attribution
from quoteminer.model.attributing import Ascription
from quoteminer.model.confidence import FEATURES, features_of, fit, probability
from quoteminer.model.decoding import Found, Reader
from quoteminer.model.evidence import Evidence, Reals
from quoteminer.model.folder import CONFIG, Config, Decoding, Logistic
from quoteminer.model.paths import Span
from quoteminer.model.session import AttributionModel
from quoteminer.pipeline import AFTER_PARSER, NO_MODEL, load

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "polnear"
PER_PUBLISHER = 12
SEED = 7
FOLDS = 5


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
    predicted = [
        Attribution(
            content=tuple(located(evidence, span) for span in one.contents),
            source=() if one.source is None else (located(evidence, one.source),),
            line=number,
        )
        for number, one in enumerate(found)
    ]
    return verdicts(gold, predicted, gold.text or "")


def newest_format() -> int:
    """The version of the folder's format that is read now."""
    bounds = Config.model_fields["format"].metadata
    return max(int(str(bound.ge)) for bound in bounds if isinstance(bound, Ge))


def located(evidence: Evidence, span: Span) -> Span:
    """A span of the encoder's words in code points."""
    offsets = evidence.words.offsets
    return int(offsets[span[0], 0]), int(offsets[span[1] - 1, 1])


def ascriptions(evidence: Evidence, found: Sequence[Found], sure: Reals) -> list[Ascription]:
    """What the model has read, with a confidence that was not fitted on the article."""
    return [
        Ascription(
            cue=located(evidence, one.cue),
            contents=tuple(located(evidence, span) for span in one.contents),
            source=None if one.source is None else located(evidence, one.source),
            confidence=confidence,
        )
        for one, confidence in zip(found, sure.tolist(), strict=True)
    ]


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
    known = {key: value for key, value in earlier.items() if key in Config.model_fields}
    draft = {"language": "en", "confidence": blank, **known, "format": newest_format(), "name": options.name}
    file.write_text(json.dumps(draft), "utf-8")
    model = AttributionModel(options.folder)
    articles = held_out(CORPUS)
    features: list[Reals] = []
    right: list[Reals] = []
    read: list[tuple[Evidence, list[Found]]] = []
    for article in articles:
        evidence = model.read(article.text or "")
        reader = Reader(evidence, model.config.decoding)
        found = reader.read()
        features.append(np.array([features_of(reader, one) for one in found]).reshape(-1, len(FEATURES)))
        right.append(judged(article, evidence, found))
        read.append((evidence, found))
    by_article = crossed(features, right)
    sure = np.concatenate(by_article)
    answers = np.concatenate(right)
    gold = sum(len(article.attributions) for article in articles)
    for threshold in (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 0.9):
        kept = sure >= threshold
        counts = Counts.of(int(answers[kept].sum()), gold, int(kept.sum()))
        print(f"from {threshold:.1f}: P {counts.precision:.3f} R {counts.recall:.3f} F1 {counts.f1:.3f}")
    error = expected_error(sure, answers)
    print(f"expected calibration error of the model alone {error:.3f}")
    nlp = load(model=NO_MODEL)
    with nlp.select_pipes(disable=AFTER_PARSER):
        cases = [
            case_of(nlp, article, ascriptions(evidence, found, trust), number % FOLDS)
            for number, (article, (evidence, found), trust) in enumerate(zip(articles, read, by_article, strict=True))
        ]
    agreement = curves(cases, measured(cases, FOLDS), FOLDS)
    logistic: Logistic = fit(np.concatenate(features), answers)
    training = {
        "base": "all-MiniLM-L6-v2 (Apache-2.0)",
        "corpus": "PolNeAR, training part without the held-out articles",
        **earlier.get("training", {}),
        "held_out_articles": len(articles),
        "expected_calibration_error": round(error, 4),
    }
    config = Config(
        **{**draft, "decoding": Decoding(), "confidence": logistic, "agreement": agreement, "training": training}
    )
    file.write_text(config.model_dump_json(indent=1) + "\n", "utf-8")
    return 0


def crossed(features: Sequence[Reals], right: Sequence[Reals]) -> list[Reals]:
    """Confidence of every article's attributions, fitted without the fold that it belongs to."""
    fitted = [
        fit(
            np.concatenate([features[k] for k in range(len(features)) if k % FOLDS != fold]),
            np.concatenate([right[k] for k in range(len(features)) if k % FOLDS != fold]),
        )
        for fold in range(FOLDS)
    ]
    return [probability(fitted[k % FOLDS], features[k]) for k in range(len(features))]


if __name__ == "__main__":
    sys.exit(main())
