"""A run whose output is a file: begun, saved now and then, gone on with after any interruption, finished."""

import contextlib
import time
from pathlib import Path
from typing import Final, Literal, TextIO

from quoteminer.errors import RunError
from quoteminer.runs.manifest import Done, Manifest, manifest_path, read_manifest, sync_folder, write_manifest
from quoteminer.runs.part import PartFile, part_path, put_in_place

EVERY: Final = 5.0
"""Seconds from one checkpoint to the next."""

Again = Literal["refuse", "resume", "restart"]
"""What becomes of an unfinished run: it stands in the way, is gone on with, or is thrown away."""


class Checkpoints:
    """The files of a run.

    Whenever a checkpoint is saved, the output is put on the disk first and the manifest second: what the manifest
    speaks of is always there. What was written after the last checkpoint is cut off when the run is gone on with.

    Args:
        output: the file of quotes, with no link in its path.
        errors: the file of failures, or None.
        plan: the run as it would begin.
        again: what becomes of an unfinished run.
        every: seconds from one checkpoint to the next.

    Attributes:
        start: how far an earlier run has come.
        finished: an earlier run has come to its end; there is nothing left to do.

    Raises:
        RunError: there is an unfinished run that is not to be touched or does not fit, or the files cannot be written.
    """

    def __init__(
        self, output: Path, errors: Path | None, plan: Manifest, *, again: Again = "refuse", every: float = EVERY
    ) -> None:
        self._targets = [output] if errors is None else [output, errors]
        self._place = manifest_path(output)
        self._every = every
        self._saved = time.monotonic()
        self._parts: list[PartFile] = []
        found = None if again == "restart" else _found(output, self._place, plan, resume=again == "resume")
        self._plan = plan
        self.start = found.done if found else Done()
        self.finished = found is not None and found.complete
        try:
            if self.finished:
                self._put_in_place()
            else:
                self._open()
        except OSError as error:
            self._close()
            raise RunError(f"{output}: cannot be written: {error.strerror or error}; check the folder") from error
        except BaseException:
            self._close()
            raise

    @property
    def quotes(self) -> TextIO:
        """Where quotes are written."""
        return self._parts[0].stream

    @property
    def failures(self) -> TextIO | None:
        """Where failures are written, or None."""
        return self._parts[1].stream if len(self._parts) > 1 else None

    def measured(self, done: Done) -> Done:
        """How far the run has come, with what the files hold now, to be asked at the end of an article."""
        sizes = [part.size() for part in self._parts]
        return done.model_copy(update=dict(zip(("output_bytes", "errors_bytes"), sizes, strict=False)))

    def reached(self, done: Done) -> None:
        """Save a checkpoint when it is time.

        Raises:
            RunError: it cannot be written.
        """
        if time.monotonic() - self._saved >= self._every:
            self._save(done)

    def finish(self, done: Done) -> None:
        """Write down that the run has come to its end, and give the files their names.

        Raises:
            RunError: they cannot be written.
        """
        self._save(done, complete=True)
        self._close()
        with self.writing():
            self._put_in_place()

    def leave(self, done: Done) -> None:
        """Leave a run before its end, so that nothing of it need be done again; nothing is raised."""
        with contextlib.suppress(RunError):
            self._save(done)
        self._close()

    def _open(self) -> None:
        for target in self._targets:
            self._parts.append(PartFile(target))  # one by one, so that those opened are closed when one cannot be
        with self.writing():
            self._sync_names()
            write_manifest(self._manifest(self.start), self._place)  # before anything is cut off
        for part, size in zip(self._parts, (self.start.output_bytes, self.start.errors_bytes), strict=False):
            part.cut(size)

    def _save(self, done: Done, *, complete: bool = False) -> None:
        for part in self._parts:
            part.sync()
        with self.writing():
            write_manifest(self._manifest(done, complete=complete), self._place)
        self._saved = time.monotonic()

    def _manifest(self, done: Done, *, complete: bool = False) -> Manifest:
        return self._plan.model_copy(update={"done": done, "complete": complete})

    def _put_in_place(self) -> None:
        for target in reversed(self._targets):
            put_in_place(target)
        self._sync_names()
        there = self._targets[0].stat().st_size if self._targets[0].exists() else None
        if self.finished and there != self.start.output_bytes:
            what = "is not there" if there is None else f"has {there:,} bytes instead of {self.start.output_bytes:,}"
            raise RunError(f"{self._targets[0]}: the run is complete, but its output {what}; begin anew with --restart")

    def _sync_names(self) -> None:
        """Make the names of the files survive a power cut."""
        for folder in {target.parent for target in self._targets}:
            sync_folder(folder)

    def writing(self) -> contextlib.AbstractContextManager[None]:
        """Turn what the operating system says against writing the files into a `RunError`."""
        return self._parts[0].writing() if self._parts else contextlib.nullcontext()

    def _close(self) -> None:
        for part in self._parts:
            part.close()


def _found(output: Path, place: Path, plan: Manifest, *, resume: bool) -> Manifest | None:
    """The run that is to be gone on with, if there is one."""
    found = read_manifest(place)
    part = part_path(output)
    # Until there is a manifest nothing is written: an empty part beside none is of a run that had not yet begun.
    begun = part.exists() and (found is not None or part.stat().st_size > 0)
    if not resume:
        if begun:
            how_far = f" ({found.done.articles:,} articles are done)" if found else ""
            raise RunError(
                f"{part}: an unfinished run{how_far}; go on with it with --resume, or throw it away with --restart"
            )
        return None
    if found is None:
        if begun:
            raise RunError(f"{part}: an unfinished run without its manifest {place.name}; begin anew with --restart")
        return None
    if differences := found.differences(plan):
        raise RunError(
            f"{place}: cannot go on with this run: {'; '.join(differences)}; give what it began with, or begin anew "
            "with --restart"
        )
    return found
