"""Options that several commands share."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from quoteminer.schema import MIN_SPEAKER_CONFIDENCE

Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH", help="Files (.txt, .jsonl, .json; also .gz) or folders; - is standard input."),
]
SpacyModel = Annotated[
    str | None,
    typer.Option(
        "--spacy-model",
        metavar="NAME",
        help="The spaCy model, by name or folder; before the setting QUOTEMINER_SPACY_MODEL.",
    ),
]
Model = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="FOLDER|none",
        help="The learned attribution model, or none for the rules alone; before the setting QUOTEMINER_MODEL.",
    ),
]
Register = Annotated[
    Path | None,
    typer.Option(
        "--register",
        metavar="FILE",
        help="Persons and bodies that you know (.jsonl or .csv); their ids stand in the records.",
    ),
]
SpeakerConfidence = Annotated[
    float | None,
    typer.Option(
        "--min-speaker-confidence",
        metavar="P",
        min=0,
        max=1,
        show_default=str(MIN_SPEAKER_CONFIDENCE),
        help="Name a speaker only where it is at least so sure.",
    ),
]
Coreference = Annotated[
    str | None,
    typer.Option(
        "--coreference",
        metavar="NAME",
        help="Let another's coreference decide: coreferee, or spans or fastcoref for what the spaCy model has found. "
        "Without it the rules decide.",
    ),
]
Articles = Annotated[
    list[str] | None,
    typer.Option("--articles", metavar="PATH", help="The articles that quotes are taken from; can be repeated."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but what went wrong.")]


def each_of(allowed: Sequence[str]) -> Callable[[list[str] | None], list[str]]:
    """A check for an option that can be repeated and takes some words only."""

    def check(given: list[str] | None) -> list[str]:
        for value in given or []:
            if value not in allowed:
                raise typer.BadParameter(f"{value!r} is not one of {', '.join(allowed)}")
        return given or []

    return check
