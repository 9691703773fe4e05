"""What is installed and set: versions, the spaCy model, the tables, and where each setting comes from."""

import json
import platform
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

from quoteminer.pipeline import model_name


def describe(spacy_model: str | None = None) -> dict[str, str | None]:
    """Describe the installation.

    Args:
        spacy_model: the model that a caller asked for, if any.

    Returns:
        The facts by name; None for what is not installed.
    """
    model, origin = model_name(spacy_model)
    return {
        "quoteminer": installed_version("quoteminer"),
        "python": platform.python_version(),
        "spacy": installed_version("spacy"),
        "model": model,
        "model_version": model_version(model),
        "model_set_by": origin,
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
