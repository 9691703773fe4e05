"""The folder that a distributed run writes, on a shared disk or in an object store."""

import contextlib
import hashlib
import os
import uuid
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from quoteminer.distributed.pieces import url_to_fs
from quoteminer.errors import RunError
from quoteminer.runs.checkpoints import Again
from quoteminer.runs.manifest import Done, Manifest

Form = Literal["jsonl", "parquet"]
MANIFEST: Final = "manifest.json"
_ATTEMPT: Final = "attempt-"
_OURS: Final = ("quotes-", "failures-", "shard-", _ATTEMPT)


class ShardRecord(BaseModel):
    """What is written last of a shard: that it is done.

    Attributes:
        number: the shard's number.
        done: what came of it.
    """

    model_config = ConfigDict(frozen=True)

    number: int
    done: Done


class Tally:
    """What came of the shards so far, added up as each is done."""

    def __init__(self, records: Iterable[ShardRecord]) -> None:
        self._numbers: Counter[str] = Counter()
        self._quotes: Counter[str] = Counter()
        self._digests: dict[int, str] = {}
        for record in records:
            self.add(record)

    def add(self, record: ShardRecord) -> None:
        """Take in a shard."""
        self._quotes.update(record.done.quotes)
        self._numbers.update(record.done.model_dump(exclude={"quotes", "digest"}))
        self._digests[record.number] = record.done.digest

    def done(self) -> Done:
        """How far the run is; without a digest, which is of the whole."""
        return Done(**self._numbers, quotes=dict(self._quotes))

    def whole(self) -> Done:
        """What came of the run, with a digest of all shards in their order."""
        digest = hashlib.blake2b(digest_size=16)
        for _, one in sorted(self._digests.items()):
            digest.update(one.encode("ascii"))
        return self.done().model_copy(update={"digest": digest.hexdigest()})


class Folder:
    """A folder in which each file appears whole or not at all.

    Args:
        url: a path or URL; made where it is missing.
    """

    def __init__(self, url: str) -> None:
        self.url = url if "://" in url else os.path.realpath(url)
        self._system, self._root = url_to_fs(self.url)
        self._local = "://" not in url

    def put(self, name: str, data: bytes) -> None:
        """Write a file, in the place of one that may be there.

        Raises:
            RunError: it cannot be written.
        """
        try:
            if not self._local:
                self._system.pipe_file(f"{self._root}/{name}", data)  # an object store shows it when it is whole
                return
            folder = Path(self._root)
            folder.mkdir(parents=True, exist_ok=True)
            unfinished = folder / f".{name}.{uuid.uuid4().hex}"
            with unfinished.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            unfinished.replace(folder / name)
        except OSError as error:
            raise RunError(
                f"{self.url}/{name}: cannot be written: {error.strerror or error}; make room or check the folder, then "
                "go on with --resume"
            ) from error

    def read(self, name: str) -> bytes | None:
        """All of a file, or None where there is none."""
        try:
            return bytes(self._system.cat_file(f"{self._root}/{name}"))
        except FileNotFoundError:
            return None

    def names(self) -> list[str]:
        """The names of the files of a run, in order."""
        self._system.invalidate_cache()
        try:
            found = self._system.ls(self._root, detail=False)
        except FileNotFoundError:
            return []
        names = (str(name).rpartition("/")[2] for name in found)
        return sorted(name for name in names if name.startswith(_OURS) or name == MANIFEST)

    def remove(self, name: str) -> None:
        """Remove a file; one that is not there is no matter."""
        with contextlib.suppress(FileNotFoundError):
            self._system.rm_file(f"{self._root}/{name}")

    def clear(self) -> None:
        """Remove what a run has left; the manifest last, so that what is left is known for what it is."""
        for name in sorted(self.names(), key=lambda name: name == MANIFEST):
            self.remove(name)


def names_of(number: int, form: Form) -> tuple[str, str, str]:
    """What the files of a shard are called: its quotes, its failures, its record. By name they stand in order."""
    return f"quotes-{number:07}.{form}", f"failures-{number:07}.jsonl", f"shard-{number:07}.json"


def attempt_name(number: int) -> str:
    """What the file is called that is there while a shard is being done."""
    return f"{_ATTEMPT}{number:07}.json"


def records(folder: Folder) -> dict[int, ShardRecord]:
    """The shards that are done, by number."""
    found = (folder.read(name) for name in folder.names() if name.startswith("shard-"))
    made = (ShardRecord.model_validate_json(data) for data in found if data is not None)
    return {record.number: record for record in made}


def open_run(folder: Folder, plan: Manifest, again: Again) -> Manifest:
    """Begin a run in a folder, or find the one that is there.

    Args:
        folder: the folder.
        plan: the run as it would begin.
        again: what becomes of a run that is there.

    Returns:
        The manifest of the run that is gone on with, or the plan.

    Raises:
        RunError: a run is there that is not to be touched, or does not fit.
    """
    data = None if again == "restart" else folder.read(MANIFEST)
    if data is not None:
        found = Manifest.model_validate_json(data)
        if again == "refuse":
            state = "a complete" if found.complete else "an unfinished"
            how = "throw it away with --restart" if found.complete else "go on with it with --resume, or --restart it"
            raise RunError(f"{folder.url}: {state} run; {how}, or name another folder")
        if differences := found.differences(plan):
            raise RunError(
                f"{folder.url}/{MANIFEST}: cannot go on with this run: {'; '.join(differences)}; give what it began "
                "with, or begin anew with --restart"
            )
        return found
    folder.clear()
    save(folder, plan)
    return plan


def finish(folder: Folder, manifest: Manifest) -> None:
    """Write that the run is complete; what actors that died as they finished have left is removed before."""
    for name in folder.names():
        if name.startswith(_ATTEMPT):
            folder.remove(name)
    save(folder, manifest.model_copy(update={"complete": True}))


def save(folder: Folder, manifest: Manifest) -> None:
    """Write the manifest."""
    folder.put(MANIFEST, manifest.model_dump_json(indent=1).encode("utf-8") + b"\n")
