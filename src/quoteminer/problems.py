"""What is wrong with an input, where, and what to do about it: one shape for readers, scoring and `check`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from quoteminer.errors import InputError

Model = TypeVar("Model", bound=BaseModel)

_SHOWN = 60
"""How much of a wrong value is shown."""

_REMEDIES = {
    "missing": "add it",
    "string_type": "write it in quotation marks",
    "string_too_short": "give it a text; what is missing is null, never an empty string",
    "list_type": "write a list, [] where there is none",
    "too_short": "name at least one",
    "int_type": "write a whole number",
    "int_parsing": "write a whole number",
    "float_type": "write a number",
    "float_parsing": "write a number",
    "greater_than_equal": "offsets count Unicode code points from 0",
    "bool_type": "write true or false",
    "bool_parsing": "write true or false",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands.

    Attributes:
        file: path of the file as it was given, or "standard input".
        line: number of the line, counted from 1.
        column: number of the character in its line, counted from 1.
        item: number of the entry in a file that holds one list, counted from 1.
    """

    file: str
    line: int | None = None
    column: int | None = None
    item: int | None = None

    def __str__(self) -> str:
        parts = [("line", self.line), ("column", self.column), ("item", self.item)]
        return ", ".join([self.file, *(f"{name} {number}" for name, number in parts if number is not None)])


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        place: where it stands.
        what: what is wrong.
        remedy: what to do about it.
        field: the field of the record, with its path ("content.0.start").
        value: what the field holds, shortened; None when it holds no plain value.
    """

    place: Place
    what: str
    remedy: str
    field: str | None = None
    value: str | None = None

    def __str__(self) -> str:
        return f"{self.place}: {self.statement}; {self.remedy}"

    @property
    def statement(self) -> str:
        """What is wrong, with the field and its value before it."""
        if self.field is None:
            return self.what
        return f"{self.field}: {self.what}" if self.value is None else f"{self.field} = {self.value}: {self.what}"

    def error(self) -> InputError:
        """The problem as an error; its message names place, field, value and remedy."""
        return InputError(self)


def validated(
    model: type[Model], record: Mapping[str, Any], place: Place, on_problem: Callable[[Problem], None]
) -> Model | None:
    """Read a record into its model.

    Args:
        model: the record's model.
        record: the record as plain data.
        place: where the record stands.
        on_problem: is told everything that is wrong with the record.

    Returns:
        The record, or None when something is wrong with it.
    """
    try:
        return model.model_validate(record)
    except ValidationError as error:
        for problem in problems_of(error, place):
            on_problem(problem)
        return None


def problems_of(error: ValidationError, place: Place) -> Iterator[Problem]:
    """Say of each thing that a model refuses what it is and what to do about it."""
    for detail in error.errors(include_url=False):
        what, _, advice = detail["msg"].removeprefix("Value error, ").partition("; ")
        yield Problem(
            place,
            what=_plain(what),
            remedy=advice or _remedy(detail),
            field=".".join(str(step) for step in detail["loc"]) or "record",
            value=None if detail["type"] == "missing" else shown(detail["input"]),
        )


def _remedy(detail: ErrorDetails) -> str:
    if detail["type"] == "literal_error":
        return f"use one of {detail['ctx']['expected']}"
    return _REMEDIES.get(detail["type"], "`quoteminer schema` prints what is allowed")


def shown(value: object) -> str | None:
    """A plain value as it is shown in a message, shortened; None for lists and objects."""
    if isinstance(value, (list, dict)):
        return None
    text = repr(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _plain(message: str) -> str:
    if message == "Field required":
        return "is missing"
    if message.startswith("Input should be '"):
        return "is not allowed"
    for opening in ("Input ", "String ", "List "):
        message = message.removeprefix(opening)
    return message
