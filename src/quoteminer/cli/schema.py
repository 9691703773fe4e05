"""`quoteminer schema`: the JSON Schema of the records."""

from typing import Annotated

import typer


def schema(
    article: Annotated[bool, typer.Option("--article", help="The schema of an article instead.")] = False,
) -> None:
    """Print the JSON Schema of a quote, which is one line of the output and of gold."""
    import json

    from quoteminer.schema import Article, Quote

    model = Article if article else Quote
    typer.echo(json.dumps(model.model_json_schema(), indent=2, ensure_ascii=False))
