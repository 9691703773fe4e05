"""What a run's output depends on, written down before it begins."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from spacy.language import Language

from quoteminer.model.folder import folder_of
from quoteminer.pipeline import attribution_model
from quoteminer.runs.inventory import Inventory, tree_digest
from quoteminer.runs.manifest import Manifest
from quoteminer.settings import describe

_CODE: Final = (".py", ".csv", ".txt")
"""Endings of the files of the package that have a say in its output."""


def make_plan(
    inventory: Inventory,
    options: Mapping[str, Any],
    nlp: Language | None = None,
    spacy_model: str | None = None,
    model: str | None = None,
) -> Manifest:
    """Write down a run that has not begun.

    Args:
        inventory: its input.
        options: the options that its output depends on, as plain data; not how many workers there are.
        nlp: the pipeline, whose model is read through where it stands in a folder.
        spacy_model: the spaCy model that was asked for, if any.
        model: the attribution model that was asked for, if any.

    Returns:
        The manifest of a run that has done nothing yet.
    """
    facts = describe(spacy_model, model)
    learned = attribution_model(model)[0]
    folder = getattr(nlp, "path", None)
    settings: dict[str, Any] = {
        "quoteminer": facts["quoteminer"],
        "quoteminer_digest": tree_digest(Path(str(files("quoteminer"))), _CODE),
        "spacy": facts["spacy"],
        "spacy_model": facts["spacy_model"],
        "spacy_model_version": facts["spacy_model_version"],
        "spacy_model_digest": tree_digest(folder) if isinstance(folder, Path) and folder.is_dir() else None,
        "model": facts["model"],
        "model_digest": None if learned is None else tree_digest(folder_of(learned)),
        **options,
    }
    return Manifest(settings=settings, input=inventory)
