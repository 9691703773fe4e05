"""A power cut, simulated: what was not put on the disk may be there, half there, there as zeros, or not there."""

import os
import random
import stat
from dataclasses import dataclass
from pathlib import Path

from tests.runs.conftest import Command
from tests.runs.test_resume import clear, finish, result

MOMENTS = 20
LOST = "after"
"""Where the folder is put as the power cut leaves it."""


@dataclass(eq=False)
class File:
    """A file on the disk, under whatever name; `durable` is what a power cut cannot take."""

    durable: bytes


class Disk:
    """Watches a process's `fsync` and `replace`, and cuts the power at one of them.

    Names are changed in order, so that the folder is found as it was after one of the changes since it was last put on
    the disk. A file is found with what was last put on the disk, with what was written since, with a part of that, or
    with zeros in its place.
    """

    def __init__(self, folder: Path, chance: random.Random, cut_at: int | None) -> None:
        self.folder, self.chance, self.cut_at, self.events = folder, chance, cut_at, 0
        self.files = {path.stat().st_ino: File(path.read_bytes()) for path in self._paths()}
        self.names = [self._names()]
        self._fsync, self._replace = os.fsync, os.replace
        os.fsync, os.replace = self.fsync, self.replace  # type: ignore[assignment]

    def fsync(self, handle: int) -> None:
        self._happens()
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            self.names = [self._names()]
        else:
            inode = os.fstat(handle).st_ino
            path = next(path for path in self._paths() if path.stat().st_ino == inode)
            self._file(path).durable = path.read_bytes()
        self._happens()

    def replace(self, old: Path, new: Path) -> None:
        self._happens()
        if Path(new).exists():
            self.files.pop(Path(new).stat().st_ino, None)
        self._replace(old, new)
        self.names.append(self._names())
        self._happens()

    def _paths(self) -> list[Path]:
        return [path for path in self.folder.iterdir() if path.name.startswith(("q.jsonl", "e.jsonl"))]

    def _names(self) -> dict[str, File]:
        return {path.name: self._file(path) for path in self._paths()}

    def _file(self, path: Path) -> File:
        return self.files.setdefault(path.stat().st_ino, File(b""))

    def _happens(self) -> None:
        self.events += 1
        (self.folder / "events").write_text(str(self.events), encoding="utf-8")
        if self.events == self.cut_at:
            self._cut()

    def _cut(self) -> None:
        written = {id(self._file(path)): path.read_bytes() for path in self._paths()}
        lost = self.folder / LOST
        lost.mkdir()
        for name, file in self.chance.choice(self.names).items():
            now = written.get(id(file), file.durable)
            behind = now[len(file.durable) :]
            part = behind[: self.chance.randint(0, len(behind))]
            found = (file.durable, now, file.durable + part, file.durable + bytes(len(part)))
            (lost / name).write_bytes(self.chance.choice(found))
        os._exit(9)


def test_what_a_power_cut_leaves_can_be_gone_on_with(folder: Path, command: Command) -> None:
    assert finish(command()) == 1
    whole = result(folder)
    clear(folder)
    chance = random.Random(7)

    def run(cut_at: int | None) -> int:
        seed = chance.random()
        return finish(
            command("--checkpoint", "0", "--resume", before=lambda: Disk(folder, random.Random(seed), cut_at))
        )

    assert run(None) == 1
    events = int((folder / "events").read_text(encoding="utf-8"))
    assert events > MOMENTS
    for moment in range(MOMENTS):
        clear(folder)
        for _ in range(1 + moment % 3):  # the power may go again while the run is gone on with
            if run(chance.randint(1, events)) != 9:  # it was over before
                break
            clear(folder)
            for path in (folder / LOST).iterdir():
                path.rename(folder / path.name)
            (folder / LOST).rmdir()
        assert finish(command("--resume")) == 1, (folder / "talk").read_text(encoding="utf-8")
        assert result(folder) == whole, f"moment {moment}"
        assert not list(folder.glob("*.part"))
