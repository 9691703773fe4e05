"""What a long run says while it works: messages and a progress line, or one JSON object an event.

All of it goes to standard error, and none of it before it is due: `--quiet` leaves only what went wrong.
"""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import typer

from quoteminer.cli.streams import complain
from quoteminer.progress import ProgressLine

if TYPE_CHECKING:
    from quoteminer.runs.manifest import Done

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
        self._line: ProgressLine | None = None
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
        hidden = hidden or self.quiet or self.as_json
        with ProgressLine(total, done=start.articles, hidden=hidden, transient=True) as self._line:
            yield

    def advance(self, done: "Done") -> None:
        """Tell how far the run is, if it is time to."""
        now = time.monotonic()
        if self._line is not None:
            self._line.show(done.articles, _said(done, self._speed(done)))
        if self.as_json and now - self._told >= _REPORT:
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
