"""What `extract` does between its options and its exit status: open, work, tell, close."""

import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Final, NamedTuple

from quoteminer.cli.streams import STDOUT, counted, is_file, maybe_output, output
from quoteminer.cli.talk import Talk
from quoteminer.errors import RunError
from quoteminer.formats.failures import Failures
from quoteminer.runs.batch import Batch, Extract
from quoteminer.runs.checkpoints import Again, Checkpoints
from quoteminer.runs.inventory import Inventory, take_inventory
from quoteminer.runs.manifest import Done, Manifest
from quoteminer.runs.source import Source
from quoteminer.schema import KINDS, Result

_FOLDER: Final = "cannot be written: it is a folder; name a file in a folder that is there"


class Files(NamedTuple):
    """What a run reads and writes.

    Attributes:
        paths: files and folders of articles, or `-`.
        output: where quotes go; `-` is standard output.
        errors: where failures go, or None.
    """

    paths: list[str]
    output: str
    errors: str | None


def run_batch(
    files: Files,
    extract: Extract,
    talk: Talk,
    *,
    select: Callable[[Result], Result],
    plan: Callable[[Inventory], Manifest],
    again: Again,
    every: float,
) -> Done:
    """Extract the quotes of files to a file that can be gone on with, or to a stream.

    Args:
        files: what is read and written.
        extract: makes results of articles.
        talk: is told what happens.
        select: keeps some quotes of a result.
        plan: makes the manifest of the run as it begins.
        again: what becomes of an unfinished run.
        every: seconds from one checkpoint to the next.

    Returns:
        How far the run has come: to its end.

    Raises:
        RunError: an unfinished run is in the way or does not fit, or the output cannot be written.
        typer.Exit: a stream cannot be written.
    """
    if not is_file(files.output):
        inventory = take_inventory(files.paths) if sys.stderr.isatty() else None
        with output(files.output) as quotes, maybe_output(files.errors) as records:
            batch = Batch(Source(files.paths), quotes, Failures(talk.wrong, records), select=select, told=talk.advance)
            return _work(batch, extract, talk, files, inventory)
    for name in (files.output, files.errors):
        if name is not None and Path(name).is_dir():
            raise RunError(f"{name}: {_FOLDER}")
    inventory = take_inventory(files.paths)
    kept = files.errors is not None and is_file(files.errors)
    errors = Path(files.errors).resolve() if files.errors and kept else None
    run = Checkpoints(Path(files.output).resolve(), errors, plan(inventory), again=again, every=every)
    if run.finished:
        talk.say("finish", f"complete already: {_summary(run.start, files.output)}", **talk.figures(run.start))
        return run.start
    with nullcontext() if kept else maybe_output(files.errors) as stream:
        failures = Failures(talk.wrong, run.failures if kept else stream, count=run.start.failures)
        batch = Batch(Source(files.paths), run.quotes, failures, select=select, told=talk.advance, checkpoints=run)
        return _work(batch, extract, talk, files, inventory)


def _work(batch: Batch, extract: Extract, talk: Talk, files: Files, inventory: Inventory | None) -> Done:
    start = batch.done
    total = inventory.articles if inventory else None
    resumed = f"going on after {counted(start.articles, 'article')}" if start.articles else ""
    talk.say("start", resumed, paths=files.paths, output=files.output, articles=total, done_before=start.articles)
    with talk.progress(start, total, hidden=files.output == STDOUT and sys.stdout.isatty()):
        done = batch.run(extract)
    talk.say("finish", _summary(done, files.output), **talk.figures(done))
    return done


def _summary(done: Done, to: str) -> str:
    kinds = ", ".join(f"{done.quotes.get(kind, 0)} {kind}" for kind in KINDS)
    where = "" if to == STDOUT else f"; quotes in {to}"
    return (
        f"{counted(done.articles - done.failed, 'article')}, {counted(sum(done.quotes.values()), 'quote')} ({kinds}), "
        f"{counted(done.failures, 'failure')}{where}"
    )
