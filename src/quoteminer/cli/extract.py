"""`quoteminer extract`: articles in, quotes out."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quoteminer.cli.cluster import Engine, Form, run_cluster
from quoteminer.cli.options import Coreference, Model, Paths, Quiet, Register, SpacyModel, SpeakerConfidence, each_of
from quoteminer.cli.streams import INTERRUPTED, SOME_UNUSABLE, STDOUT, WRONG_USAGE, is_file
from quoteminer.cli.talk import Talk
from quoteminer.schema import CUE_CLASSES, KINDS

if TYPE_CHECKING:
    from quoteminer.runs.checkpoints import Again

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
            help="Where the quotes go; until all is written the file is called FILE.part.",
        ),
    ] = STDOUT,
    errors: Annotated[
        str | None,
        typer.Option("--errors", metavar="FILE", help="Also write what could not be used to FILE, as JSON lines."),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, show_default="the cores", help="Processes that work; the output is the same for any N."
        ),
    ] = None,
    resume: Annotated[
        bool | None,
        typer.Option(
            "--resume/--restart",
            show_default=False,
            help="Go on with an unfinished run of the same command, or throw it away. Without either it is left alone.",
        ),
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(
            "--timeout-per-article", metavar="SECONDS", min=0.001, help="Give up an article that takes longer."
        ),
    ] = None,
    max_chars: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, show_default="1000000", help="Skip articles with more characters, and say so."
        ),
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
    fast: Annotated[
        bool, typer.Option("--fast", help="The rules alone, as with --model none: more than twice as fast, less right.")
    ] = False,
    register: Register = None,
    min_speaker_confidence: SpeakerConfidence = None,
    coreference: Coreference = None,
    checkpoint: Annotated[
        float,
        typer.Option(metavar="SECONDS", min=0, help="How often what is done so far is put on the disk for --resume."),
    ] = 5.0,
    engine: Annotated[
        Engine,
        typer.Option(help="Work on this machine, or on a Ray cluster, which writes a folder of shards (-o FOLDER)."),
    ] = "local",
    address: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", show_default="RAY_ADDRESS, else this machine", help="The Ray cluster; with --engine ray."
        ),
    ] = None,
    form: Annotated[
        Form, typer.Option("--shard-format", help="What the shards of quotes are; with --engine ray.")
    ] = "jsonl",
    shard_mb: Annotated[
        float, typer.Option(metavar="MB", min=0.001, help="Megabytes of input in a shard; with --engine ray.")
    ] = 16,
    log_json: Annotated[
        bool, typer.Option("--log-json", help="Talk in JSON, one object an event, instead of text.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Find the quotes of articles and write them as JSON lines, one quote a line."""
    from quoteminer.api import extract_many
    from quoteminer.cli.batches import Files, run_batch
    from quoteminer.errors import InputError, ModelError, RunError, UsageError, WorkerError
    from quoteminer.formats.quotes import select_quotes
    from quoteminer.pipeline import NO_MODEL, load
    from quoteminer.register.reading import register_digest
    from quoteminer.runs.plan import make_plan
    from quoteminer.workers import cores

    if fast and model is not None:
        raise typer.BadParameter("the rules alone need no model; leave out --fast or --model", param_hint="--fast")
    model = NO_MODEL if fast else model
    _refuse_overwriting([*paths, *([str(register)] if register else [])], to, errors)
    if resume and engine == "local" and not is_file(to):
        raise typer.BadParameter("only a run with -o FILE can be gone on with", param_hint="--resume")
    again: Again = "refuse" if resume is None else "resume" if resume else "restart"
    keep: dict[str, Any] = {"min_confidence": min_confidence, "kinds": kind or [], "cue_classes": cue_class or []}
    limits: dict[str, Any] = {"timeout": timeout, "max_chars": max_chars}
    speakers: dict[str, Any] = {
        "register": str(register) if register else None,
        "min_speaker_confidence": min_speaker_confidence,
        "coreference": coreference,
    }
    talk = Talk(quiet=quiet, as_json=log_json)
    try:
        if engine == "ray":
            settings = {**keep, **limits, **speakers, "spacy_model": spacy_model, "model": model}
            cluster: dict[str, Any] = {"address": address, "workers": workers, "form": form, "shard_mb": shard_mb}
            done = run_cluster(paths, to, errors, talk, settings=settings, again=again, **cluster)
        else:
            nlp = load(
                spacy_model, model=model, **{name: value for name, value in speakers.items() if value is not None}
            )
            speakers["register"] = register_digest(register) if register else None
            done = run_batch(
                Files(paths, to, errors),
                lambda articles, failed: extract_many(
                    articles, nlp=nlp, on_error=failed, workers=workers or cores(), apart=True, **limits
                ),
                talk,
                select=partial(select_quotes, **keep),
                plan=lambda inventory: make_plan(
                    inventory, {**keep, **limits, **speakers, "errors": errors}, nlp, spacy_model, model
                ),
                again=again,
                every=checkpoint,
            )
    except (InputError, ModelError, RunError, UsageError, WorkerError) as error:
        talk.wrong(str(error), "error")
        raise typer.Exit(WRONG_USAGE) from error
    except KeyboardInterrupt as error:
        kept = engine == "ray" or is_file(to)
        talk.wrong("interrupted" + (f"; {to} can be gone on with: --resume" if kept else ""), "error")
        raise typer.Exit(INTERRUPTED) from error
    if done.failures:
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
