"""Parquet: articles in, a row each; quotes out, a row each, in columns that have the shape of the record."""

import io
import types
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from quoteminer.errors import UsageError
from quoteminer.formats.lines import OnError
from quoteminer.problems import Place, Problem, validated
from quoteminer.schema import Article, Quote

PARQUET: Final = ".parquet"


def arrow() -> Any:  # noqa: ANN401 - a module without types
    """PyArrow, which comes with the extra `ray`.

    Raises:
        UsageError: it is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet
    except ImportError as error:
        raise UsageError("PyArrow is not installed; install it with: pip install 'quoteminer[ray]'") from error
    return pa


def article_of(row: dict[str, Any], place: Place, on_error: OnError) -> Article | None:
    """Make an article of a row.

    Args:
        row: its columns; one that is null counts as missing.
        place: where it stands.
        on_error: is told what is wrong with it.

    Returns:
        The article, or None when something is wrong.
    """
    record = {name: _plain(value) for name, value in row.items() if value is not None}
    return validated(Article, record, place, lambda problem: on_error(problem.error()))


def row_groups(url: str, size: int) -> Iterator[tuple[int, int, int]]:
    """Cut a Parquet file between its row groups.

    Args:
        url: the file.
        size: bytes of a piece, about.

    Yields:
        The first row group, the one behind the last, and their bytes.
    """
    try:
        with _parquet(url) as file:
            lengths = [file.metadata.row_group(at).total_byte_size for at in range(file.metadata.num_row_groups)]
    except (OSError, arrow().ArrowInvalid):
        lengths = [0]  # whoever reads it will tell
    start = held = 0
    for at, length in enumerate(lengths):
        if held and held + length > size:
            yield start, at, held
            start, held = at, 0
        held += length
    yield start, len(lengths), held


def parquet_articles(
    shown: object, url: str, start: int, end: int | None, on_error: OnError
) -> Iterator[tuple[Place, Article]]:
    """Read the articles of some row groups of a Parquet file.

    Args:
        shown: the file as messages have it.
        url: where it stands.
        start: the first row group.
        end: the row group behind the last; None goes to the end.
        on_error: is told of what cannot be used, by number of row.

    Yields:
        An article and where it stands.
    """
    pa = arrow()
    try:
        with _parquet(url) as file:
            groups = file.metadata.num_row_groups
            number = sum(file.metadata.row_group(at).num_rows for at in range(start))
            for at in range(start, groups if end is None else min(end, groups)):
                for row in file.read_row_group(at).to_pylist():
                    number += 1
                    place = Place(str(shown), item=number)
                    if (article := article_of(row, place, on_error)) is not None:
                        yield place, article
    except FileNotFoundError:
        on_error(Problem(Place(str(shown)), "no such file or folder", "check the path").error())
    except (OSError, pa.ArrowInvalid) as error:
        on_error(Problem(Place(str(shown)), f"not Parquet that can be read: {error}", "write it again").error())


def quote_type() -> Any:  # noqa: ANN401
    """The Arrow type of a quote record: a struct with a field for each of the record's."""
    return _type_of(Quote)


def parquet_bytes(records: Sequence[dict[str, Any]]) -> bytes:
    """Quote records as a Parquet file, a row each."""
    pa = arrow()
    target = io.BytesIO()
    pa.parquet.write_table(pa.Table.from_pylist(list(records), schema=pa.schema(list(quote_type()))), target)
    return target.getvalue()


@contextmanager
def _parquet(url: str) -> Iterator[Any]:
    from fsspec.core import url_to_fs

    system, name = url_to_fs(url)
    with system.open(name, "rb") as stream, arrow().parquet.ParquetFile(stream) as file:
        yield file


def _plain(value: object) -> object:
    """A value of a column as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if isinstance(value, str | int | float | bool | dict) else str(value)


def _type_of(annotation: Any) -> Any:  # noqa: ANN401
    """The Arrow type for the annotation of a record's field."""
    pa = arrow()
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type_of(parts[0])
    if origin in {Union, types.UnionType}:
        (one,) = (part for part in parts if part is not type(None))
        return _type_of(one)
    if origin is Literal:
        return pa.string()
    if origin is list:
        return pa.list_(_type_of(parts[0]))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return pa.struct([(name, _type_of(field.annotation)) for name, field in annotation.model_fields.items()])
    return {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}[annotation]
