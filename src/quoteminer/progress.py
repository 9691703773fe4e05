"""How far a run is, as one line that moves: on a terminal and in a notebook, and nowhere else.

The line is drawn only when it is told something: no thread stands beside processes that are forked.
"""

import sys
import time
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from IPython.display import DisplayHandle
    from rich.progress import Progress

_REDRAW: Final = 0.2
"""Seconds between two states of the line."""


class ProgressLine:
    """A line that is shown while the context lasts; nothing where neither a terminal nor a notebook looks on.

    Args:
        total: how many articles there are, where that is known.
        done: how many of them an earlier run has read.
        hidden: show nothing.
        transient: take the line away at the end.
    """

    def __init__(self, total: int | None, *, done: int = 0, hidden: bool = False, transient: bool = False) -> None:
        self._bar = None if hidden else _bar(total, done, transient=transient)
        self._notebook: DisplayHandle | None = None
        self._drawn = 0.0

    def __enter__(self) -> Self:
        if self._bar is not None and self._bar.console.is_jupyter:
            from IPython.display import display

            # Not rich's own way, which asks for ipywidgets: a display that is written anew works in every notebook.
            self._notebook = display(self._bar, display_id=True)  # type: ignore[no-untyped-call]
        elif self._bar is not None:
            self._bar.start()
        self._drawn = time.monotonic()
        return self

    def __exit__(self, *_: object) -> None:
        self._draw()
        if self._bar is not None:
            self._bar.stop()

    def show(self, done: int, said: str) -> None:
        """Tell how far the run is; the line is drawn if it is time to.

        Args:
            done: how many articles are read.
            said: what else there is to say.
        """
        if self._bar is None:
            return
        self._bar.update(self._bar.task_ids[0], completed=done, said=said)
        if time.monotonic() - self._drawn >= _REDRAW:
            self._draw()

    def _draw(self) -> None:
        self._drawn = time.monotonic()
        if self._notebook is not None:
            self._notebook.update(self._bar)  # type: ignore[no-untyped-call]
        elif self._bar is not None:
            self._bar.refresh()


def _bar(total: int | None, completed: int, *, transient: bool) -> "Progress | None":
    """The line, or None where nobody would see it."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeElapsedColumn
    from rich.progress import TimeRemainingColumn as TimeLeft

    console = Console(stderr=True)
    if not (console.is_jupyter or sys.stderr.isatty()):
        return None
    count: ProgressColumn = TextColumn("{task.completed:,.0f}") if total is None else MofNCompleteColumn()
    columns = [count, TextColumn("articles, {task.fields[said]}"), TimeElapsedColumn()]
    if total is not None:
        columns = [BarColumn(bar_width=20), *columns, TimeLeft(), TextColumn("left")]
    bar = Progress(*columns, console=console, transient=transient, auto_refresh=False)
    bar.add_task("articles", total=total, completed=completed, said="starting")
    return bar
