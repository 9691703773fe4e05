"""A file that is being written: it has another name until it is whole, and can be cut back to what is known good."""

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from quoteminer.errors import RunError

_ENDING: Final = ".part"


def part_path(target: Path) -> Path:
    """What a file is called while it is being written."""
    return target.with_name(target.name + _ENDING)


class PartFile:
    """A file in the making, open at its end and locked against other runs.

    Args:
        target: the file that it will be.

    Attributes:
        stream: where text is written, in UTF-8, once `cut` has said from where.

    Raises:
        RunError: it cannot be written, or another run is writing it.
    """

    def __init__(self, target: Path) -> None:
        self._target = target
        self._path = part_path(target)
        with self.writing():
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        raw = os.fdopen(handle, "r+b")
        self.stream = io.TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace", newline="\n")
        try:
            _lock(handle, self._path)
        except BaseException:
            self.close()
            raise

    def cut(self, size: int) -> None:
        """Keep what an earlier run left up to here, drop what comes after, and write from here on.

        Args:
            size: bytes to keep.

        Raises:
            RunError: there are not so many, or the file cannot be cut.
        """
        with self.writing():
            there = os.fstat(self.stream.fileno()).st_size
            if there < size:
                raise RunError(
                    f"{self._path}: it has {there:,} bytes and its manifest speaks of {size:,}; put back the file that "
                    "belongs to the manifest, or begin anew with --restart"
                )
            self.stream.buffer.truncate(size)
            self.stream.buffer.seek(size)

    def size(self) -> int:
        """Hand everything to the operating system, and say how many bytes there are."""
        with self.writing():
            self.stream.flush()
            return self.stream.buffer.tell()

    def sync(self) -> None:
        """Put everything on the disk, where a power cut does not reach it."""
        with self.writing():
            self.stream.flush()
            os.fsync(self.stream.fileno())

    def close(self) -> None:
        """Leave the file as it is; what cannot be written any more is beyond what counts."""
        with contextlib.suppress(OSError):
            self.stream.close()

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Turn what the operating system says against writing into an error that names the file and the remedy.

        Raises:
            RunError: writing failed.
        """
        try:
            yield
        except OSError as error:
            new = not self._path.exists()
            remedy = "name a file in a folder that is there" if new else "make room, then go on with --resume"
            name = self._target if new else self._path
            raise RunError(f"{name}: cannot be written: {error.strerror or error}; {remedy}") from error


def put_in_place(target: Path) -> None:
    """Give a finished file its name; one that has it already is left alone.

    Raises:
        OSError: it cannot be renamed.
    """
    if part_path(target).exists():
        part_path(target).replace(target)


def _lock(handle: int, path: Path) -> None:
    """Lock a file for this process, which frees it however it ends; child processes have no part in it."""
    if sys.platform == "win32":
        return
    import fcntl

    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise RunError(f"{path}: another run is writing it; wait for it, or name another file") from error
    except OSError:
        return  # a file system without locks
