"""The figures on other kinds of text: news, interviews and biographies of the GUM corpus, by its reference script."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench import ROOT, articles_of, extraction, table
from polnear import against

from quoteminer.schema import Quote

GUM = ROOT.parent / "shared" / "gum"
SCRIPT = "score_speakers.py"
NEWS = ("news-dev.jsonl",)
OTHER = ("interview-dev.jsonl", "bio-dev.jsonl")
REPORTS = ("statement", "question", "request", "evidence")
"""The cue classes whose like the corpus annotates: its trees hold few beliefs, plans and judgments."""
_SPEECH, _FAIR, _F1_FAIR = "recall, speech", "precision, fair precision", "F1, fair precision"


def section(workers: int) -> str:
    """Extract and score; where the corpus is absent, say so.

    Args:
        workers: how many processes extract.
    """
    if not (GUM / SCRIPT).exists():
        return f"### GUM\n\nSkipped: the corpus is not there ({GUM.name}); it is not part of this repository.\n"
    news, other = (_extracted(names, workers) for names in (NEWS, OTHER))
    kept = [quote for quote in news if quote.cue_class in REPORTS]
    everything, reports, others = _score(NEWS, news), _score(NEWS, kept), _score(OTHER, other)
    rows = [
        ["news, all cue classes", *_cells(everything), against(100 * everything[_SPEECH], 88), ""],
        [f"news, only {', '.join(REPORTS)}", *_cells(reports), "", against(100 * reports[_F1_FAIR], 78)],
        ["interviews and biographies", *_cells(others), against(100 * others[_SPEECH], 75), ""],
    ]
    head = ["", "recall of speech", "fair precision", "F1 fair", "mark, recall of speech", "mark, F1 fair"]
    return (
        "### GUM\n\nFair precision lets off quotations that the corpus attributes to nobody; recall in F1 is of all "
        f"that it attributes.\n\n{table(head, rows)}\n"
    )


def _extracted(names: Sequence[str], workers: int) -> list[Quote]:
    articles = [article for name in names for article in articles_of(GUM / name)]
    return [quote for result in extraction(articles, workers) for quote in result.quotes]


def _score(names: Sequence[str], quotes: Sequence[Quote]) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder) / "predicted.jsonl"
        predicted.write_text("".join(f"{quote.model_dump_json()}\n" for quote in quotes), "utf-8")
        command = [sys.executable, str(GUM / SCRIPT), *(str(GUM / name) for name in names), str(predicted), "--json"]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    scores: dict[str, float] = json.loads(printed)
    return scores


def _cells(scores: dict[str, float]) -> list[str]:
    return [f"{100 * scores[name]:.1f}" for name in (_SPEECH, _FAIR, _F1_FAIR)]
