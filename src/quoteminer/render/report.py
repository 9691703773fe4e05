"""A run as one page to look through: charts, search, filters, and each article with its quotes marked.

The page is whole in itself: its script, style and chart library stand in it, and its content security policy lets it
load nothing and run no other script. Whatever comes from articles reaches it as data and is shown as text.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from quoteminer.render.embed import script_hash, script_json
from quoteminer.render.report_data import ReportData
from quoteminer.schema import CUE_CLASSES, KINDS

SCRIPTS: Final = (
    "dom.js",
    "data.js",
    "filters.js",
    "tallies.js",
    "charts.js",
    "list.js",
    "reader.js",
    "print.js",
    "main.js",
)
"""The page's own script, in the order in which it is put together: a file uses only what those before it define."""

LIBRARIES: Final = ("d3.js", "plot.js")


def report_page(data: ReportData, *, title: str) -> Iterator[str]:
    """Write the page.

    Args:
        data: what it holds.
        title: its heading.

    Returns:
        HTML in pieces, in order.
    """
    libraries = [_resource("vendor", name) for name in LIBRARIES]
    script = '"use strict";\n' + "\n".join(_resource("static", name) for name in SCRIPTS)
    index = data.index
    return _template().generate(
        title=title,
        style=Markup(_resource("static", "report.css")),
        scripts=[Markup(code) for code in (*libraries, script)],
        licences=[_resource("vendor", name.replace(".js", ".LICENSE")) for name in LIBRARIES],
        hashes=" ".join(map(script_hash, (*libraries, script))),
        kinds=KINDS,
        cue_classes=CUE_CLASSES,
        quotes=len(index["quotes"]),
        articles=len(index["articles"]),
        read=index["read"],
        index=script_json(index),
        readers=(script_json(reader) for reader in data.readers()),
    )


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_resource("templates", "report.html"))


@cache
def _resource(folder: str, name: str) -> str:
    r"""A file of this package, with `\n` at the end of its lines, as a browser reads them."""
    return files("quoteminer.render").joinpath(folder, name).read_text("utf-8").replace("\r\n", "\n")
