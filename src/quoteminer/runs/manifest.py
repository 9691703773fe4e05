"""The manifest of a run: what it does, to what, and how far it has come. It stands beside the output."""

import os
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from quoteminer.errors import RunError
from quoteminer.runs.inventory import Inventory

_ENDING: Final = ".manifest.json"


class Done(BaseModel):
    """How far a run has come: always to the end of an article, never into one.

    Attributes:
        articles: articles that have been read, those that failed included.
        failed: those of them that could not be used.
        words: words of these, as white space parts them.
        quotes: quotes that were written, by kind.
        failures: what could not be used: articles, and files and lines that are none.
        digest: BLAKE2 of these articles.
        output_bytes: bytes of the output that belong to them.
        errors_bytes: bytes of the file of failures that belong to them.
    """

    model_config = ConfigDict(frozen=True)

    articles: int = 0
    failed: int = 0
    words: int = 0
    quotes: dict[str, int] = {}
    failures: int = 0
    digest: str = ""
    output_bytes: int = 0
    errors_bytes: int = 0


class Manifest(BaseModel):
    """What is kept of a run.

    Attributes:
        manifest_version: version of this record.
        complete: the run has come to its end.
        settings: everything beside the input that the output depends on.
        input: what is read.
        done: how far the run has come.
    """

    model_config = ConfigDict(frozen=True)

    manifest_version: Literal["1"] = "1"
    complete: bool = False
    settings: dict[str, Any]
    input: Inventory
    done: Done = Done()

    def differences(self, other: "Manifest") -> list[str]:
        """Say what keeps another run from going on with this one.

        Args:
            other: the run that would go on.

        Returns:
            A statement for each setting that is not the same, and one for the input.
        """
        names = sorted(self.settings.keys() | other.settings.keys())
        said = [
            f"{name} was {self.settings.get(name)!r} and is {other.settings.get(name)!r}"
            for name in names
            if self.settings.get(name) != other.settings.get(name)
        ]
        before, now = self.input, other.input
        if before.paths != now.paths:
            said.append(f"the input was {' '.join(before.paths)} and is {' '.join(now.paths)}")
        elif before.digest != now.digest:
            sizes = (f"{which.files:,} files with {which.bytes:,} bytes" for which in (before, now))
            said.append(f"the input has changed: it was {' and is '.join(sizes)}")
        return said


def manifest_path(output: Path) -> Path:
    """Where the manifest of an output stands."""
    return output.with_name(output.name + _ENDING)


def read_manifest(path: Path) -> Manifest | None:
    """Read a manifest.

    Args:
        path: its file.

    Returns:
        The manifest; None when there is none.

    Raises:
        RunError: the file is no manifest.
    """
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError as error:
        wrong = error.errors(include_url=False)[0]
        where = ".".join(map(str, wrong["loc"])) or "the file"
        raise RunError(f"{path}: not a manifest: {where}: {wrong['msg']}; --restart begins the run anew") from error


def write_manifest(manifest: Manifest, path: Path) -> None:
    """Write a manifest so that, whatever happens, the file is the old one or the new one as a whole.

    Args:
        manifest: the manifest.
        path: its file.

    Raises:
        OSError: it cannot be written; the old one stays.
    """
    new = path.with_name(path.name + ".new")
    with new.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(manifest.model_dump_json(indent=1) + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
