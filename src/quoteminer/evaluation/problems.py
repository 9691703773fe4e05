"""What is wrong with a line of gold or of predictions, and what to do about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from quoteminer.errors import RecordError

_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that keeps a file from being scored.

    Attributes:
        file: name of the file.
        line: number of the line, counted from 1.
        field: path of the field, such as `content.0.end`.
        value: the value found there, shortened; empty where there is none.
        message: what is wrong with it.
        remedy: what to do.
    """

    file: str
    line: int
    field: str
    value: str
    message: str
    remedy: str

    def __str__(self) -> str:
        value = f" = {self.value}" if self.value else ""
        return f"{self.file}, line {self.line}: {self.field}{value}: {self.message}; {self.remedy}"


def refuse(problems: Sequence[Problem]) -> None:
    """Raise the problems, if there are any.

    Raises:
        RecordError: with one line a problem, the first twenty of them.
    """
    if not problems:
        return
    shown = [str(problem) for problem in problems[:_SHOWN]]
    if len(problems) > _SHOWN:
        shown.append(f"… and {len(problems) - _SHOWN} more; `quoteminer check` lists them all.")
    raise RecordError("\n".join([f"{problems[0].file} cannot be scored:", *shown]))


def shorten(value: object) -> str:
    """Write a value as it can stand in a message."""
    written = repr(value)
    return written if len(written) <= 60 else written[:59] + "…"


def from_validation(file: str, line: int, error: ValidationError) -> list[Problem]:
    """Turn what pydantic found into problems with a field path and a remedy."""
    return [_problem(file, line, detail) for detail in error.errors(include_url=False)]


def _problem(file: str, line: int, detail: ErrorDetails) -> Problem:
    path = ".".join(str(step) for step in detail["loc"])
    value = "" if detail["type"] == "missing" else shorten(detail["input"])
    return Problem(file, line, path or "record", value, _message(detail), _remedy(detail))


def _message(detail: ErrorDetails) -> str:
    return "is missing" if detail["type"] == "missing" else detail["msg"].removeprefix("Value error, ")


def _remedy(detail: ErrorDetails) -> str:
    context: dict[str, Any] = detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return "add it, null or [] where the text has none"
        case "literal_error" | "enum":
            return f"use one of {context.get('expected', 'the values that are allowed')}"
        case "string_too_short":
            return "write null where there is nothing, never an empty string"
        case "too_short":
            return "name at least one span: a quote without content is no quote"
        case "greater_than_equal":
            return "offsets count Unicode code points from 0"
        case "value_error":
            return "correct the offsets, or the text, so that the two fit"
        case _:
            return "`quoteminer schema` prints what is allowed"
