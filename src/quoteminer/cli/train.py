"""`quoteminer train`: an attribution model fitted to one's own gold."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from quoteminer.cli.options import Articles, Quiet
from quoteminer.cli.scoring import gold_of, refused
from quoteminer.cli.streams import complain, give_up, page

if TYPE_CHECKING:
    from collections.abc import Callable

    from quoteminer.evaluation.counts import Counts
    from quoteminer.schema import Article
    from quoteminer.training.fitting import Step
    from quoteminer.training.making import Made, Recipe

_ENCODER: Final = "encoder"
_REPORT: Final = "REPORT.md"


def train(
    gold: Annotated[
        list[str], typer.Argument(metavar="GOLD", help="Gold: quotes, or articles with their attributions; .jsonl.")
    ],
    folder: Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER", help="The model folder to write.")],
    base: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="encoder|default|FOLDER",
            help="What to begin with: the small encoder, the installed model, or the folder of either.",
        ),
    ] = _ENCODER,
    articles: Articles = None,
    name: Annotated[str, typer.Option(metavar="NAME", help="Name of the model.")] = "attribution",
    passes: Annotated[int, typer.Option(metavar="N", min=1, help="Passes over the articles at most.")] = 5,
    patience: Annotated[
        int, typer.Option(metavar="N", min=1, help="Stop after so many passes without gain on held-out articles.")
    ] = 2,
    held_out: Annotated[
        float, typer.Option("--held-out", metavar="X", min=0.01, max=0.5, help="Share of the articles held out.")
    ] = 0.1,
    noise: Annotated[
        float, typer.Option(metavar="X", min=0, max=1, help="Share of the articles set in other marks and capitals.")
    ] = 0.1,
    rate: Annotated[float, typer.Option(metavar="X", help="Learning rate of the encoder's last layer.")] = 3e-4,
    keep: Annotated[
        float, typer.Option(metavar="X", min=0, max=1, help="Share that the weights before have in the new ones.")
    ] = 0.0,
    layers: Annotated[
        str, typer.Option(metavar="N,N…", help="Layers to keep, from 0; the smaller network learns from the whole one.")
    ] = "",
    heads: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, help="Attention heads of each layer to keep, those that matter most; likewise."
        ),
    ] = None,
    units: Annotated[int | None, typer.Option(metavar="N", min=1, help="Inner units of each layer to keep.")] = None,
    near: Annotated[
        int | None, typer.Option(metavar="N", min=0, help="Lower layers that see only the words near; likewise.")
    ] = None,
    teacher: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FOLDER", help="What it learns from beside gold: a model, or a larger encoder; repeatable."
        ),
    ] = None,
    unlabelled: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATH", help="Articles without gold that teachers read for it, as in extract; repeatable."
        ),
    ] = None,
    readings: Annotated[
        int, typer.Option(metavar="N", min=1, help="How often teachers read all anew; later passes use that again.")
    ] = 3,
    batch: Annotated[int, typer.Option(metavar="N", min=64, help="Word pieces of a step.")] = 2048,
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="Seed of all that is chosen at random.")] = 7,
    threads: Annotated[int, typer.Option(metavar="N", min=1, help="Threads of the processor.")] = 2,
    quiet: Quiet = False,
) -> None:
    """Fit an attribution model to gold and write a folder that `extract --model FOLDER` loads. Needs quoteminer[train].

    A tenth of the articles of each publisher is held out: it says when to stop and how sure the model may be. The
    folder also gets REPORT.md. The same gold, options, versions and kind of processor give the same model.
    """
    from quoteminer.errors import QuoteminerError

    try:
        from quoteminer.training.encoder import default_encoder
        from quoteminer.training.fitting import Schedule
        from quoteminer.training.making import Recipe, make
        from quoteminer.training.precision import has_bfloat16
    except ModuleNotFoundError as error:
        give_up(
            RuntimeError(f"training needs more packages ({error.name} is missing): pip install 'quoteminer[train]'")
        )

    from quoteminer.model.folder import DEFAULT, folder_of

    try:
        found = [one for path in gold for one in gold_of(path, articles or []).values()]
        start = default_encoder() if base == _ENCODER else folder_of(DEFAULT) if base == DEFAULT else Path(base)
        schedule = Schedule(passes=passes, rate=rate, keep=keep, bfloat16=has_bfloat16())
        recipe = Recipe(
            name=name,
            held_out=held_out,
            seed=seed,
            patience=patience,
            noise=noise,
            pieces=batch,
            threads=threads,
            layers=_numbers(layers),
            heads=heads,
            units=units,
            near=near,
            teachers=tuple(teacher or ()),
            readings=readings,
            schedule=schedule,
        )
        began = time.monotonic()
        with _progress(quiet=quiet) as (told, passed):
            made = make(found, start, folder, recipe, told, passed, _without_gold(unlabelled or []))
    except QuoteminerError as error:
        raise refused(error) from error
    minutes = (time.monotonic() - began) / 60
    report = report_of(made, gold, base, recipe, minutes)
    (folder / _REPORT).write_text(report, "utf-8")
    if not quiet:
        page().print(report, markup=False, highlight=False)


def _without_gold(paths: list[str]) -> "list[Article]":
    """Articles that teachers read; what cannot be read is complained of."""
    from quoteminer.formats.articles import read_articles

    return [article for article in read_articles(paths, complain) if article.text.strip()]


def _numbers(layers: str) -> tuple[int, ...]:
    """Numbers between commas.

    Raises:
        UsageError: something else stands there.
    """
    from quoteminer.errors import UsageError

    try:
        return tuple(int(number) for number in layers.split(",") if layers)
    except ValueError as error:
        raise UsageError(f"--layers {layers}: not numbers between commas, as in 0,1,2,4") from error


def report_of(made: "Made", gold: list[str], base: str, recipe: "Recipe", minutes: float) -> str:
    """What came out, in Markdown."""
    rows = "\n".join(
        f"| {number} | {_points(counts)} |{' kept' if number == made.kept else ''}"
        for number, counts in enumerate(made.passes, 1)
    )
    return f"""# {made.config.name}

Fitted to {made.fitted} articles of {", ".join(gold)}, from {base}, seed {recipe.seed}, in {minutes:.0f} minutes;
measured on {made.held_out} articles held out. Right is what has the right content (half of the words or more) and the
right source.

| pass | P | R | F1 |
|---|---|---|---|
{rows}
| stored in 8 bits, from a confidence of {made.config.agreement.keep:.2f} on | {_points(made.stored)} |

Expected calibration error of the confidence {made.expected_error:.3f}. These are figures of the model alone; with
the rules beside it: `quoteminer extract --model FOLDER`, then `quoteminer evaluate`.
"""


def _points(counts: "Counts") -> str:
    return " | ".join(f"{100 * value:.1f}" for value in (counts.precision, counts.recall, counts.f1))


@contextmanager
def _progress(*, quiet: bool) -> "Iterator[tuple[Callable[[Step], None], Callable[[int, Counts], None]]]":
    """A progress line on standard error, and a line after each pass."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True, quiet=quiet)
    columns = (
        TextColumn("steps"),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TextColumn("loss {task.fields[loss]:.3f}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("steps", total=None, loss=0.0)

        def told(step: "Step") -> None:
            bar.update(task, completed=step.done, total=step.total, loss=step.loss)

        def passed(number: int, counts: "Counts") -> None:
            console.print(f"pass {number}: P | R | F1 on held-out articles {_points(counts)}", highlight=False)

        yield told, passed
