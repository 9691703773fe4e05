"""What a long run says while it works: messages and a progress line, or one JSON object an event.

All of it goes to standard error, and none of it before it is due: `--quiet` leaves only what went wrong.
"""

import json
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import typer

from quoteminer.cli.streams import complain

if TYPE_CHECKING:
    from rich.progress import Progress

    from quoteminer.runs.manifest import Done

_REDRAW: Final = 0.2
"""Seconds between two states of the progress line."""
_REPORT: Final = 10.0
"""Seconds between two progress events."""


class Talk:
    """Says on standard error what happens.

    Args:
        quiet: say only what went wrong.
        as_json: say it as JSON objects, one a line, each with its `time` (UTC) and its `event`: start, progress,
            failure, error, finish.
    """

    def __init__(self, *, quiet: bool = False, as_json: bool = False) -> None:
        self.quiet = quiet
        self.as_json = as_json
        self._bar: Progress | None = None
        self._total: int | None = None
        self._before = 0
        self._began = self._told = time.monotonic()

    def say(self, event: str, message: str, **facts: Any) -> None:  # noqa: ANN401 - whatever JSON can hold
        """Say what goes well; nothing when quiet."""
        if self.quiet:
            return
        if self.as_json:
            self._write_json(event, facts)
        elif message:
            typer.echo(message, err=True)

    def wrong(self, message: str, event: str = "failure") -> None:
        """Say what went wrong."""
        if self.as_json:
            self._write_json(event, {"message": message})
        else:
            complain(message)

    @contextmanager
    def progress(self, start: "Done", total: int | None, *, hidden: bool) -> Iterator[None]:
        """Show how far the run is while the context lasts; nothing where standard error is no terminal.

        Args:
            start: how far an earlier run has come.
            total: how many articles there are, where that is known.
            hidden: show no progress line.
        """
        self._total = total
        self._before = start.words
        self._began = self._told = time.monotonic()
        if hidden or self.quiet or self.as_json or not sys.stderr.isatty():
            yield
            return
        with _bar(total, start.articles) as bar:
            self._bar = bar
            try:
                yield
            finally:
                self._bar = None

    def advance(self, done: "Done") -> None:
        """Tell how far the run is, if it is time to."""
        now = time.monotonic()
        if self._bar is not None:
            if now - self._told >= _REDRAW:
                self._told = now
                self._bar.update(self._bar.task_ids[0], completed=done.articles, said=_said(done, self._speed(done)))
                self._bar.refresh()
        elif self.as_json and now - self._told >= _REPORT:
            self._told = now
            self.say("progress", "", total=self._total, **self.figures(done))

    def figures(self, done: "Done") -> dict[str, Any]:
        """How far the run is, as plain data."""
        quotes = {"quotes": sum(done.quotes.values()), "quotes_by_kind": done.quotes}
        speed = {"words_per_second": round(self._speed(done), 1)}
        return {"articles": done.articles, "words": done.words, **quotes, "failures": done.failures, **speed}

    def _speed(self, done: "Done") -> float:
        """Words a second since this run, not an earlier one, began."""
        return (done.words - self._before) / max(time.monotonic() - self._began, 1e-9)

    def _write_json(self, event: str, facts: Mapping[str, Any]) -> None:
        record = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, **facts}
        typer.echo(json.dumps(record, ensure_ascii=False), err=True)


def _said(done: "Done", speed: float) -> str:
    return f"{speed:,.0f} words/s, {sum(done.quotes.values()):,} quotes, {done.failures:,} failures"


def _bar(total: int | None, completed: int) -> "Progress":
    """A line that is drawn only when it is told to: no thread stands beside processes that are forked."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeElapsedColumn
    from rich.progress import TimeRemainingColumn as TimeLeft

    count: ProgressColumn = TextColumn("{task.completed:,.0f}") if total is None else MofNCompleteColumn()
    columns = [count, TextColumn("articles, {task.fields[said]}"), TimeElapsedColumn()]
    if total is not None:
        columns = [BarColumn(bar_width=20), *columns, TimeLeft(), TextColumn("left")]
    bar = Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
    bar.add_task("articles", total=total, completed=completed, said="starting")
    return bar
