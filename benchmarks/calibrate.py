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
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from annotated_types import Ge
from joining import case_of, curves, measured

from quoteminer.evaluation.gold import read_gold
from quoteminer.evaluation.records import Annotated
from quoteminer.model.attributing import Ascription
from quoteminer.model.confidence import FEATURES, features_of
from quoteminer.model.decoding import Found, Reader
from quoteminer.model.evidence import Evidence, Reals
from quoteminer.model.folder import CONFIG, Config, Decoding
from quoteminer.model.session import AttributionModel
from quoteminer.pipeline import AFTER_PARSER, NO_MODEL, load
from quoteminer.training.calibration import FOLDS, UNFITTED, Readings, expected_error, judged, located
from quoteminer.training.holding_out import SEED, SHARE, split

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "polnear"


def held_out(corpus: Path) -> list[Annotated]:
    """The training articles that the network has not seen."""
    lines = [line for line in (corpus / "train.jsonl").read_text("utf-8").split("\n") if line]
    return split(list(read_gold(lines, str(corpus / "train.jsonl")).values()), SHARE, SEED)[1]


def newest_format() -> int:
    """The version of the folder's format that is read now."""
    bounds = Config.model_fields["format"].metadata
    return max(int(str(bound.ge)) for bound in bounds if isinstance(bound, Ge))


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
    known = {key: value for key, value in earlier.items() if key in Config.model_fields}
    blank = {"language": "en", "confidence": UNFITTED.model_dump(mode="json")}
    draft = {**blank, **known, "format": newest_format(), "name": options.name}
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
        right.append(judged(article.attributions, article.text or "", evidence, found))
        read.append((evidence, found))
    gold = sum(len(article.attributions) for article in articles)
    readings = Readings(tuple(features), tuple(right), gold)
    by_article = readings.crossed_by_article()
    sure = np.concatenate(by_article)
    for threshold in (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 0.9):
        counts = readings.attributed(sure, threshold)
        print(f"from {threshold:.1f}: P {counts.precision:.3f} R {counts.recall:.3f} F1 {counts.f1:.3f}")
    error = expected_error(sure, np.concatenate(right))
    print(f"expected calibration error of the model alone {error:.3f}")
    nlp = load(model=NO_MODEL)
    with nlp.select_pipes(disable=AFTER_PARSER):
        cases = [
            case_of(nlp, article, ascriptions(evidence, found, trust), number % FOLDS)
            for number, (article, (evidence, found), trust) in enumerate(zip(articles, read, by_article, strict=True))
        ]
    agreement = curves(cases, measured(cases, FOLDS), FOLDS)
    training = {
        "base": "all-MiniLM-L6-v2 (Apache-2.0)",
        "corpus": "PolNeAR, training part without the held-out articles",
        **earlier.get("training", {}),
        "held_out_articles": len(articles),
        "expected_calibration_error": round(error, 4),
    }
    fitted = {"confidence": readings.fitted(), "agreement": agreement, "training": training}
    config = Config(**{**draft, "decoding": Decoding(), **fitted})
    file.write_text(config.model_dump_json(indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
