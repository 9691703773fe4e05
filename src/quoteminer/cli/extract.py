"""`quoteminer extract`: articles in, quotes out."""

import sys
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from quoteminer.cli.options import Model, Paths, Quiet, SpacyModel, each_of
from quoteminer.cli.streams import SOME_UNUSABLE, STDOUT, complain, counted, give_up, maybe_output, output, progress
from quoteminer.schema import CUE_CLASSES, KINDS

_words = ", ".join


def extract(
    paths: Paths,
    to: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            show_default="standard output",
            help="Where the quotes go; the file appears when all is written.",
        ),
    ] = STDOUT,
    errors: Annotated[
        str | None,
        typer.Option("--errors", metavar="FILE", help="Also write what could not be used to FILE, as JSON lines."),
    ] = None,
    min_confidence: Annotated[
        float, typer.Option(metavar="P", min=0, max=1, help="Keep quotes with at least this confidence.")
    ] = 0.0,
    kind: Annotated[
        list[str] | None,
        typer.Option(metavar="K", callback=each_of(KINDS), help=f"Keep this kind ({_words(KINDS)}); can be repeated."),
    ] = None,
    cue_class: Annotated[
        list[str] | None,
        typer.Option(
            metavar="C",
            callback=each_of(CUE_CLASSES),
            help=f"Keep this class of cue ({_words(CUE_CLASSES)}); can be repeated.",
        ),
    ] = None,
    spacy_model: SpacyModel = None,
    model: Model = None,
    quiet: Quiet = False,
) -> None:
    """Find the quotes of articles and write them as JSON lines, one quote a line."""
    from quoteminer.api import extract_many
    from quoteminer.errors import ModelError
    from quoteminer.formats.articles import read_articles
    from quoteminer.formats.failures import Failures
    from quoteminer.formats.quotes import select_quotes, write_quotes
    from quoteminer.pipeline import load

    _refuse_overwriting(paths, to, errors)
    try:
        nlp = load(spacy_model, model=model)
    except ModelError as error:
        give_up(error)
    counts: Counter[str] = Counter()
    on_terminal = to == STDOUT and sys.stdout.isatty()
    with output(to) as quotes, maybe_output(errors) as records, progress(hidden=quiet or on_terminal) as advance:
        failures = Failures(complain, records)
        for result in extract_many(read_articles(paths, failures.input), nlp=nlp, on_error=failures.article):
            kept = select_quotes(result, min_confidence=min_confidence, kinds=kind or (), cue_classes=cue_class or ())
            write_quotes(kept, quotes)
            counts.update(["articles", *(quote.kind for quote in kept.quotes)])
            advance(len(kept))
    if not quiet:
        typer.echo(_summary(counts, failures.count, to), err=True)
    if failures.count:
        raise typer.Exit(SOME_UNUSABLE)


def _refuse_overwriting(paths: list[str], to: str, errors: str | None) -> None:
    taken = {Path(path).resolve() for path in paths if path != STDOUT}
    for option, name in (("--output", to), ("--errors", errors)):
        if name is None or (name == STDOUT and option == "--output"):
            continue
        if name == STDOUT or Path(name).resolve() in taken:
            what = "standard output holds the quotes" if name == STDOUT else f"{name} is read or written already"
            raise typer.BadParameter(f"{what}; name another file", param_hint=option)
        taken.add(Path(name).resolve())


def _summary(counts: Counter[str], failures: int, to: str) -> str:
    quotes = sum(counts[kind] for kind in KINDS)
    kinds = ", ".join(f"{counts[kind]} {kind}" for kind in KINDS)
    where = "" if to == STDOUT else f"; quotes in {to}"
    return (
        f"{counted(counts['articles'], 'article')}, {counted(quotes, 'quote')} ({kinds}), "
        f"{counted(failures, 'failure')}{where}"
    )
