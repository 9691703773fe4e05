"""What `extract --engine ray` does between its options and its exit status."""

import os
from typing import TYPE_CHECKING, Any, Literal

import typer

from quoteminer.cli.streams import STDOUT, counted
from quoteminer.cli.talk import Talk

if TYPE_CHECKING:
    from quoteminer.runs.checkpoints import Again
    from quoteminer.runs.manifest import Done

Engine = Literal["local", "ray"]
Form = Literal["jsonl", "parquet"]


def run_cluster(
    paths: list[str],
    to: str,
    errors: str | None,
    talk: Talk,
    *,
    settings: dict[str, Any],
    again: "Again",
    address: str | None,
    workers: int | None,
    form: Form,
    shard_mb: float,
) -> "Done":
    """Extract the quotes of files with a Ray cluster into a folder.

    Args:
        paths: what is read.
        to: the folder.
        errors: where failures were to go; the folder has them.
        talk: is told what happens.
        settings: the fields of `distributed.Settings`.
        again: what becomes of a run that is there.
        address: the cluster, or None.
        workers: how many actors work, or None.
        form: what the files of quotes are.
        shard_mb: megabytes of input in a shard.

    Returns:
        What came of it.

    Raises:
        typer.BadParameter: the output is no folder, or failures were to go elsewhere.
    """
    from quoteminer.distributed import Settings, extract_files
    from quoteminer.runs.manifest import Done

    if to == STDOUT or os.path.isfile(to):  # noqa: PTH113 - it may be a URL
        raise typer.BadParameter("many machines write a folder; name one that all of them see", param_hint="--output")
    if errors is not None:
        raise typer.BadParameter("the folder of the output has the failures", param_hint="--errors")
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")  # what goes wrong is raised; the rest is in Ray's own logs
    talk.say("start", "", paths=paths, output=to, articles=None, done_before=0)
    with talk.progress(Done(), None, hidden=False):
        done = extract_files(
            paths,
            to,
            Settings(**settings),
            address=address,
            workers=workers,
            shard_mb=shard_mb,
            form=form,
            again=again,
            told=lambda done, _: talk.advance(done),
            wrong=talk.wrong,
        )
    said = f"{counted(done.articles - done.failed, 'article')}, {counted(sum(done.quotes.values()), 'quote')}"
    talk.say("finish", f"{said}, {counted(done.failures, 'failure')}; shards in {to}", **talk.figures(done))
    return done
