"""What is installed and set: versions, the spaCy model, the tables, and where each setting comes from."""

import json
import platform
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

from quoteminer.errors import ModelError
from quoteminer.model.folder import folder_of, read_folder
from quoteminer.pipeline import NO_MODEL, attribution_model, model_name


def describe(spacy_model: str | None = None, model: str | None = None) -> dict[str, str | None]:
    """Describe the installation.

    Args:
        spacy_model: the spaCy model that a caller asked for, if any.
        model: the attribution model that a caller asked for, if any.

    Returns:
        The facts by name; None for what is not installed.
    """
    name, origin = model_name(spacy_model)
    learned, learned_origin = attribution_model(model)
    return {
        "quoteminer": installed_version("quoteminer"),
        "python": platform.python_version(),
        "spacy": installed_version("spacy"),
        "spacy_model": name,
        "spacy_model_version": model_version(name),
        "spacy_model_set_by": origin,
        "model": learned or NO_MODEL,
        "model_name": NO_MODEL if learned is None else learned_name(learned),
        "model_set_by": learned_origin,
        "tables": str(files("quoteminer.tables")),
    }


def installed_version(package: str) -> str | None:
    """The version of an installed package, or None."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def model_version(model: str) -> str | None:
    """The version of a spaCy model given by package name or folder, or None when it is not there."""
    meta = Path(model) / "meta.json"
    if not meta.is_file():
        return installed_version(model) if model.isidentifier() else None
    stated = json.loads(meta.read_text(encoding="utf-8")).get("version")
    return str(stated) if stated else None


def learned_name(model: str) -> str | None:
    """The name that an attribution model's folder gives it, or None when it is not there or malformed."""
    try:
        return read_folder(folder_of(model)).config.name
    except ModelError:
        return None
