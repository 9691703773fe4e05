"""What a run has come across, kept on the disk: memory does not grow with the number of articles."""

import sqlite3
from types import TracebackType
from typing import Final, Self

from quoteminer.errors import RunError

_CACHE_KB: Final = 8_000
"""Memory that the table may take before it goes to the disk."""


class Seen:
    """Names, each with the place where it came first, in a temporary file that is gone when this is closed.

    The file stands where the system keeps such files (`SQLITE_TMPDIR`, `TMPDIR`, `/var/tmp`) and takes about a hundred
    bytes a name. It is made when the first few ten thousand names are there.
    """

    def __init__(self) -> None:
        # A generator may be finished by another thread than began it; two never use it at a time.
        self._base = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        for line in (
            f"PRAGMA cache_size = -{_CACHE_KB}",
            "PRAGMA journal_mode = OFF",
            "PRAGMA synchronous = OFF",
            "CREATE TABLE seen (name BLOB PRIMARY KEY, place BLOB) WITHOUT ROWID",
            "BEGIN",  # one transaction, never ended: nothing of it is to last
        ):
            self._base.execute(line)

    def before(self, name: str, place: str = "") -> str | None:
        """Say where a name came before, and note it where it is new.

        Args:
            name: the name.
            place: where it stands now.

        Returns:
            The place where it came first; None for a new one.

        Raises:
            RunError: there is no room for it.
        """
        row = (_bytes(name), _bytes(place))
        try:
            new = self._base.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", row).rowcount
        except sqlite3.OperationalError as error:
            raise RunError(
                f"the ids of the articles cannot be kept: {error}; make room where temporary files stand, or name "
                "another folder in SQLITE_TMPDIR"
            ) from error
        if new:
            return None
        found: bytes = self._base.execute("SELECT place FROM seen WHERE name = ?", row[:1]).fetchone()[0]
        return found.decode("utf-8", "surrogateescape")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()


def _bytes(text: str) -> bytes:
    """A text in UTF-8; names of files may hold bytes that are none."""
    return text.encode("utf-8", "surrogateescape")
