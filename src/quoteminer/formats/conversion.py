"""From one format of quotes to another: which there are, how a file is recognised, and what is lost on the way."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from quoteminer.errors import InputError, UsageError
from quoteminer.formats import brat, citron, csv, labelstudio, polnear, prodigy
from quoteminer.formats.brat_reading import read_brat
from quoteminer.formats.documents import EXTRA, NO_QUOTES, QUOTE_FIELDS, Document, lost
from quoteminer.formats.lines import OnError, ending, json_objects
from quoteminer.formats.names import file_name
from quoteminer.formats.quotes import quotes_by_article
from quoteminer.problems import Place, Problem
from quoteminer.schema import Article

Files = Mapping[str, str]
"""What is to be written, by name of the file; the name is empty for a format that keeps everything in one file."""
Warn = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A format of quotes.

    Attributes:
        name: what it is called on the command line.
        holds: what it can hold besides content, source and cue; see `quoteminer.formats.documents.lost`.
        read: reads one file.
        write: writes documents.
        folder: it keeps one file or more an article.
        endings: endings of its files.
    """

    name: str
    holds: frozenset[str]
    read: Callable[[Path, OnError], Iterator[Document]]
    write: Callable[[Sequence[Document]], Files]
    endings: tuple[str, ...]
    folder: bool = False


def _read_jsonl(path: Path, on_error: OnError) -> Iterator[Document]:
    for article_id, quotes in quotes_by_article(path, on_error).items():
        yield Document(article_id, None, quotes)


def _write_jsonl(documents: Sequence[Document]) -> Files:
    lines = []
    for document in documents:
        lines += [quote.model_dump_json() for quote in document.quotes]
        if not document.quotes:
            lines.append(json.dumps({"article_id": document.id, "no_quotes": True}, ensure_ascii=False))
    return {"": "".join(f"{line}\n" for line in lines)}


def _write_brat(documents: Sequence[Document]) -> Files:
    files: dict[str, str] = {}
    for document in documents:
        name = file_name(document.id)
        files[f"{name}.txt"], files[f"{name}.ann"] = brat.write_brat(document)
    return files


def _one_by_one(write: Callable[[Document], str]) -> Callable[[Sequence[Document]], Files]:
    return lambda documents: {"": "".join(map(write, documents))}


FORMATS: Final[dict[str, Format]] = {
    one.name: one
    for one in (
        Format("jsonl", QUOTE_FIELDS | {EXTRA, NO_QUOTES}, _read_jsonl, _write_jsonl, (".jsonl",)),
        Format("csv", csv.HOLDS, csv.read_csv, lambda found: {"": csv.write_csv(found)}, (".csv",)),
        Format(
            "brat",
            brat.HOLDS,
            lambda path, on_error: iter([read_brat(path, on_error)]),
            _write_brat,
            (".ann",),
            folder=True,
        ),
        Format(
            "citron",
            citron.HOLDS,
            lambda path, on_error: iter(citron.read_citron(path, on_error)),
            lambda found: {f"{file_name(one.id)}.json": citron.write_citron(one) for one in found},
            (".json",),
            folder=True,
        ),
        Format("polnear", polnear.HOLDS, polnear.read_polnear, _one_by_one(polnear.write_polnear), (".jsonl",)),
        Format(
            "labelstudio",
            labelstudio.HOLDS,
            labelstudio.read_labelstudio,
            lambda found: {"": labelstudio.write_labelstudio(found)},
            (".json",),
        ),
        Format("prodigy", prodigy.HOLDS, prodigy.read_prodigy, _one_by_one(prodigy.write_prodigy), (".jsonl",)),
    )
}
"""The formats, by name."""


def format_of(path: Path) -> Format:
    """Recognise the format of a file, or of the files in a folder, by ending and first record.

    Raises:
        UsageError: it is none that is known.
    """
    file = next(iter(sorted(path.iterdir())), path) if path.is_dir() else path
    if path.is_dir() and any(path.glob("*.ann")):
        return FORMATS["brat"]
    match ending(file):
        case ".csv":
            return FORMATS["csv"]
        case ".ann":
            return FORMATS["brat"]
        case ".json" | ".jsonl":
            _, first = next(json_objects(file, lambda _: None), (None, {}))
            for key, name in _SIGNS.items():
                if key in first:
                    return FORMATS[name]
    raise UsageError(f"{path}: its format is not recognised; name it with --from, one of {', '.join(FORMATS)}")


_SIGNS: Final = {
    "article_id": "jsonl",
    "attributions": "polnear",
    "data": "labelstudio",
    "quotes": "citron",
    "spans": "prodigy",
    "answer": "prodigy",
}
"""The key by which the first record of a file tells its format."""


def format_for(path: Path) -> Format:
    """Choose the format of what is to be written by the ending of its name.

    Raises:
        UsageError: the ending says nothing, or allows several formats.
    """
    match ending(path):
        case ".jsonl":
            return FORMATS["jsonl"]
        case ".csv":
            return FORMATS["csv"]
    raise UsageError(f"{path}: its name does not tell the format; name it with --to, one of {', '.join(FORMATS)}")


def read_documents(path: Path, format_: Format, articles: Mapping[str, Article], on_error: OnError) -> list[Document]:
    """Read documents.

    Args:
        path: a file, or a folder of files of the format.
        format_: the format.
        articles: articles by id, for formats that do not hold them.
        on_error: is told of all that cannot be used; reading goes on.
    """
    files = [path]
    if path.is_dir():
        files = sorted(file for file in path.iterdir() if ending(file) in format_.endings)
    documents = []
    for file in files:
        try:
            documents += [
                _with_article(one, articles, Place(str(file)), on_error) for one in format_.read(file, on_error)
            ]
        except InputError as error:
            on_error(error)
    return documents


def _with_article(document: Document, articles: Mapping[str, Article], place: Place, on_error: OnError) -> Document:
    """Give a document its article where it has none; quotes that do not fit it are told and left out."""
    article = articles.get(document.id)
    if document.article is not None or article is None:
        return document
    fitting = []
    for quote in document.quotes:
        if wrong := quote.mismatch(article.text):
            what = f"quote {quote.quote_id or quote.content[0].start} of {document.id}: {wrong}"
            on_error(Problem(place, what, "give the article that the quotes were taken from").error())
        else:
            fitting.append(quote)
    return Document(document.id, article, fitting)


def convert(documents: Sequence[Document], format_: Format, name: str, warn: Warn) -> Files:
    """Turn documents into the files of a format.

    Args:
        documents: what to convert.
        format_: the format.
        name: what the output is called in warnings.
        warn: is told what the format cannot hold.

    Raises:
        InputError: the format needs the articles, and they are not known.
    """
    missing = lost(documents, format_.holds)
    if missing:
        warn(f"{name}: {format_.name} cannot hold {'; '.join(missing)}")
    return format_.write(documents)
