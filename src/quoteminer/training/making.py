"""From gold articles to a model folder: held-out articles, fitting, early stopping, confidence, files, report."""

import copy
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
import torch

from quoteminer.errors import ModelError
from quoteminer.evaluation.counts import Counts
from quoteminer.evaluation.records import Annotated
from quoteminer.model.folder import CONFIG, TOKENIZER, Agreement, Config, folder_of
from quoteminer.model.session import AttributionModel
from quoteminer.schema import Article
from quoteminer.training.calibration import UNFITTED, expected_error, readings_of
from quoteminer.training.encoder import begin, is_model
from quoteminer.training.examples import Examples
from quoteminer.training.export import export
from quoteminer.training.fitting import Schedule, State, Step, fit, scorer
from quoteminer.training.holding_out import SEED, SHARE, split
from quoteminer.training.lessons import READINGS, Lessons
from quoteminer.training.network import Network
from quoteminer.training.rounding import round_layers
from quoteminer.training.smaller import narrowed, shortsighted, thinned
from quoteminer.training.swapping import Neighbours
from quoteminer.training.teachers import teacher

_MEASURED: Final = 24
"""Batches on which it is measured what the parts of a network matter."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a model is made.

    Attributes:
        name: of the model.
        language: of the articles that it will read.
        held_out: share of the articles of each group that the network is not fitted to: by them the fitting is stopped
            and the confidence fitted.
        seed: of all that is chosen at random.
        patience: passes without gain on the held-out articles after which the fitting stops.
        window: pieces that the network sees at once while it is fitted.
        pieces: pieces of a batch while it is fitted.
        noise: share of the articles that is set in another way at every pass (`noise`).
        dropout: share of values that are left out while it is fitted.
        threads: of the processor.
        layers: numbers of the base's layers that are kept, from 0; empty to keep all.
        heads: attention heads of each layer that are kept, those that matter most; and
        units: inner units likewise; None to keep all.
        near: how many of the lower layers see only the pieces near (`nearby`); None for as many as in the base. A
            model that has lost any of these learns from the whole one beside gold (`teaching`); of an encoder, which
            knows no attributions yet, there is nothing to learn.
        teachers: what it learns from as well: folders of models, "default" for the installed one, or folders of larger
            encoders, which are fitted first (`teachers`).
        readings: how often teachers read the articles anew (`lessons`).
        schedule: how the network is fitted.
    """

    name: str = "attribution"
    language: str = "en"
    held_out: float = SHARE
    seed: int = SEED
    patience: int = 2
    window: int = 256
    pieces: int = 2048
    noise: float = 0.1
    dropout: float = 0.1
    threads: int = 2
    layers: tuple[int, ...] = ()
    heads: int | None = None
    units: int | None = None
    near: int | None = None
    teachers: tuple[str, ...] = ()
    readings: int = READINGS
    schedule: Schedule = field(default_factory=Schedule)


@dataclass(frozen=True, slots=True)
class Made:
    """What came out.

    Attributes:
        fitted: number of articles that the network was fitted to; and
        held_out: of those that it was measured on.
        passes: after each pass, how the network read the held-out articles.
        kept: number of the pass whose weights were kept, from 1.
        stored: how the stored model reads them, from the confidence on that is best.
        expected_error: expected calibration error of that confidence, cross-validated.
        config: what stands in the folder.
    """

    fitted: int
    held_out: int
    passes: tuple[Counts, ...]
    kept: int
    stored: Counts
    expected_error: float
    config: Config


def make(
    articles: Sequence[Annotated],
    base: Path,
    folder: Path,
    recipe: Recipe,
    told: Callable[[Step], None] = lambda _: None,
    passed: Callable[[int, Counts], None] = lambda _, __: None,
    unlabelled: Sequence[Article] = (),
) -> Made:
    """Fit a model and write its folder.

    Args:
        articles: gold.
        base: where the fitting begins: an encoder, or a model folder.
        folder: where the files go; it may exist, files of an earlier model in it are replaced.
        recipe: how.
        told: is called after every step, of a teacher's fitting too, likewise
        passed: after every pass, with its number and how the network then reads the held-out articles.
        unlabelled: articles without gold; what teachers make of them is learned as well.

    Returns:
        What came out.

    Raises:
        ModelError: the base or a teacher is none, the base has not these layers, heads or units, there are too few
            articles, or nobody to read those without gold.
    """
    fitted, held_out = split(articles, recipe.held_out, recipe.seed)
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(recipe.threads)
    network, tokenizer = begin(base, recipe.dropout)
    if network.numbers is not None:
        raise ModelError(f"{base}: this kind of encoder can be a teacher, but not be stored; begin with a BERT encoder")
    examples, others = (
        Examples(part, tokenizer, limit=recipe.window, pieces=recipe.pieces, noise=recipe.noise, seed=recipe.seed)
        for part in (fitted, [Annotated(article.id, article.text, None, ()) for article in unlabelled])
    )
    bfloat16 = recipe.schedule.bfloat16
    teachers = [
        teacher(folder_of(one), examples, told, dropout=recipe.dropout, bfloat16=bfloat16) for one in recipe.teachers
    ]
    whole, network = network, _smaller(network, examples, recipe)
    if network is not whole and is_model(base):
        teachers.append(whole)
    if unlabelled and not teachers:
        raise ModelError("articles without gold teach nothing by themselves: name a teacher that reads them")
    draft = Config(name=recipe.name, language=recipe.language, confidence=UNFITTED)
    with tempfile.TemporaryDirectory(prefix="quoteminer-") as scratch:
        lessons = Lessons(
            examples,
            teachers,
            Neighbours(network.enc.embeddings.word_embeddings.weight, tokenizer) if teachers else None,
            Path(scratch),
            unlabelled=others if unlabelled else None,
            readings=recipe.readings,
            seed=recipe.seed,
            bfloat16=bfloat16,
        )
        passes: list[Counts] = []
        best: State = {}
        kept = 0
        for number, state in fit(network, lessons, recipe.schedule, told):
            readings = readings_of(held_out, tokenizer, scorer(_as_stored(network, state)), draft)
            passes.append(readings.all())
            passed(number, passes[-1])
            if not kept or passes[-1].f1 > passes[kept - 1].f1:
                kept, best = number, state
            elif number - kept >= recipe.patience:
                break
    network.load_state_dict(best)
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / TOKENIZER), pretty=False)
    export(network, folder)
    _write(draft, folder)
    readings = readings_of(held_out, tokenizer, AttributionModel(folder).score, draft)
    sure = readings.crossed()
    least = readings.best_threshold(sure)
    error = expected_error(sure, np.concatenate(readings.right))
    facts = {
        "base": base.name,
        "articles": len(fitted),
        "held_out_articles": len(held_out),
        "unlabelled_articles": len(unlabelled),
        "recipe": asdict(recipe),
        "f1_by_pass": [round(counts.f1, 4) for counts in passes],
        "kept_pass": kept,
        "expected_calibration_error": round(error, 4),
    }
    config = draft.model_copy(
        update={"confidence": readings.fitted(), "agreement": Agreement(keep=least), "training": facts}
    )
    _write(config, folder)
    stored = readings.attributed(sure, least)
    return Made(len(fitted), len(held_out), tuple(passes), kept, stored, error, config)


def _smaller(network: Network, examples: Examples, recipe: Recipe) -> Network:
    """What is kept of a network; itself where that is all."""
    if recipe.layers:
        network = thinned(network, recipe.layers)
    if recipe.near is not None:
        network = shortsighted(network, recipe.near)
    if recipe.heads or recipe.units:
        _, lessons = Lessons(examples).upcoming()
        network = narrowed(network, islice(lessons, _MEASURED), recipe.heads, recipe.units)
    return network


def _as_stored(network: Network, state: State) -> Network:
    """A network with other weights that computes as the stored graph will."""
    stored = copy.deepcopy(network)
    stored.load_state_dict(state)
    round_layers(stored.enc)
    return stored


def _write(config: Config, folder: Path) -> None:
    (folder / CONFIG).write_text(config.model_dump_json(indent=1) + "\n", "utf-8")
