"""What could not be used in a run: told as it happens, kept as JSON lines for those who want to try again."""

import json
from collections.abc import Callable
from typing import Any, TextIO

from quoteminer.errors import InputError, QuoteminerError
from quoteminer.problems import Problem
from quoteminer.schema import Article


class Failures:
    """Counts, tells and writes failures.

    Args:
        tell: is given each failure as a message.
        stream: where the records go; None keeps none.
        count: how many an earlier run, which this one goes on with, has had.
    """

    def __init__(self, tell: Callable[[str], None], stream: TextIO | None = None, count: int = 0) -> None:
        self.count = count
        self._tell = tell
        self._stream = stream

    def input(self, error: InputError) -> None:
        """Take in something that could not be read."""
        problem = error.args[0] if error.args else ""
        record: dict[str, Any] = {"article_id": None, "file": None, "line": None, "error": str(error), "remedy": None}
        if isinstance(problem, Problem):
            record.update(
                file=problem.place.file, line=problem.place.line, error=problem.statement, remedy=problem.remedy
            )
        self._add(str(error), record)

    def article(self, article: Article, error: Exception) -> None:
        """Take in an article that could not be worked on."""
        what = str(error) if isinstance(error, QuoteminerError) else f"{type(error).__name__}: {error}"
        record = {"article_id": article.id, "file": None, "line": None, "error": what, "remedy": None}
        named = what if what.startswith(f"article {article.id}:") else f"article {article.id}: {what}"
        self._add(named, record)

    def _add(self, message: str, record: dict[str, Any]) -> None:
        self.count += 1
        self._tell(message)
        if self._stream is not None:
            self._stream.write(json.dumps(record, ensure_ascii=False) + "\n")
