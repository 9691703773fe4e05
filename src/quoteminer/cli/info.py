"""`quoteminer info`: versions, the model, and where its setting comes from."""

from typing import Annotated

import typer

from quoteminer.cli.options import Model, SpacyModel


def info(
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
    spacy_model: SpacyModel = None,
    model: Model = None,
) -> None:
    """Say which versions, models and tables are used, and where the settings come from."""
    import json

    from quoteminer.settings import describe

    facts = describe(spacy_model, model)
    if as_json:
        typer.echo(json.dumps(facts, indent=2))
        return
    width = max(map(len, facts))
    for name, value in facts.items():
        typer.echo(f"{name.replace('_', ' '):<{width}}  {'not installed' if value is None else value}")
