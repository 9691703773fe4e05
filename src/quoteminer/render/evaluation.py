"""An evaluation as one page: every article with gold and prediction marked one above the other, and filters.

The page needs nothing from the network. Whatever stands in articles, ids and file names is escaped by the template.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from quoteminer.evaluation.diagnose import ERRORS, Case
from quoteminer.evaluation.matching import RULE, Item
from quoteminer.evaluation.records import ROLES
from quoteminer.evaluation.report import ArticleReport, Report
from quoteminer.evaluation.scoring import FIGURES
from quoteminer.render.marks import Mark, Run, paragraphs, runs
from quoteminer.render.scores import notes, row_cells
from quoteminer.schema import KINDS

_HEADLINE = ("ATTRIBUTED", *(f"attributed, {kind}" for kind in KINDS), "detected", "source right, of the detected")
_WORDS_SHOWN = 90
_WRONG_ROLES = {
    "missed": ROLES,
    "spurious": ROLES,
    "boundary": ("content",),
    "wrong source": ("source",),
    "wrong cue": ("cue",),
    "wrong speaker": ("source",),
    "wrong kind": ("content",),
}


@dataclass(frozen=True, slots=True)
class _Cells:
    name: str
    cells: list[str]


@dataclass(frozen=True, slots=True)
class _Section:
    name: str
    rows: list[_Cells]


@dataclass(frozen=True, slots=True)
class _Listed:
    """A case as the page lists it."""

    number: int
    kind: str
    errors: tuple[str, ...]
    words: str
    detail: str


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph with its marks, and the cases that begin in it."""

    text: str
    gold: Sequence[Run]
    predicted: Sequence[Run]
    cases: list[_Listed]

    @property
    def marked(self) -> bool:
        return any(run.marks for run in (*self.gold, *self.predicted))


@dataclass(frozen=True, slots=True)
class _Article:
    id: str
    group: str | None
    summary: str
    paragraphs: list[_Paragraph]


def report_page(report: Report, *, gold: str, predicted: str) -> str:
    """Write the page.

    Args:
        report: the evaluation.
        gold: what to call the gold.
        predicted: what to call the predictions.

    Returns:
        HTML, whole.
    """
    sections = [
        _Section(name, [_Cells(row, row_cells(report, (name, row), value)) for row, value in found.items()])
        for name, found in report.sections().items()
    ]
    headline = [row for section in sections if section.name == FIGURES for row in section.rows if row.name in _HEADLINE]
    return _template().render(
        gold=gold,
        predicted=predicted,
        rule=RULE,
        iou=report.iou,
        notes=list(notes(report)),
        figures=headline,
        sections=sections,
        errors=ERRORS,
        kinds=KINDS,
        articles=[_article(article) for article in report.articles],
        runs=_markup,
    )


@cache
def _template() -> Template:
    source = files("quoteminer.render").joinpath("templates", "evaluation.html").read_text("utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=False)
    return environment.from_string(source)


def _markup(found: Sequence[Run]) -> Markup:
    """Write runs as HTML; `Markup.format` escapes what it is given."""
    parts = [
        Markup('<span class="{}" data-in="{}">{}</span>').format(run.classes, run.cases, run.text)
        if run.marks
        else Markup("{}").format(run.text)
        for run in found
    ]
    return Markup("").join(parts)


def _article(article: ArticleReport) -> _Article:
    gold = [mark for number, case in enumerate(article.cases) for mark in _marks(case, case.gold, number)]
    predicted = [mark for number, case in enumerate(article.cases) for mark in _marks(case, case.predicted, number)]
    parts = []
    listed = list(enumerate(article.cases))
    for start, end in paragraphs(article.text):
        here = [(number, case) for number, case in listed if case.start < end]
        listed = listed[len(here) :]
        parts.append(
            _Paragraph(
                article.text[start:end],
                runs(article.text, start, end, gold),
                runs(article.text, start, end, predicted),
                [_listed(number, case, article.text) for number, case in here],
            )
        )
    faulty = sum(bool(case.errors) for case in article.cases)
    figure = article.tally.counts[FIGURES, "ATTRIBUTED"]
    summary = (
        f"{figure.gold} in gold, {figure.predicted} predicted, {figure.correct_gold} attributed; {faulty} to look at"
    )
    return _Article(article.id, article.group, summary, parts)


def _marks(case: Case, item: Item | None, number: int) -> Iterator[Mark]:
    if item is None:
        return
    wrong = {role for error in case.errors for role in _WRONG_ROLES[error]}
    for role in ROLES:
        for start, end in getattr(item.attribution, role):
            yield Mark(start, end, role, number, role in wrong)


def _listed(number: int, case: Case, text: str) -> _Listed:
    words = " … ".join(text[start:end] for start, end in case.item.attribution.content)
    words = " ".join(words.split())
    return _Listed(
        number,
        case.kind,
        case.errors,
        words if len(words) <= _WORDS_SHOWN else words[: _WORDS_SHOWN - 1] + "…",
        "; ".join(_details(case, text)),
    )


def _details(case: Case, text: str) -> Iterator[str]:
    """Say what gold has and what was predicted, for each error of a pair."""
    if case.gold is None or case.predicted is None:
        return
    gold, predicted = case.gold, case.predicted
    if "boundary" in case.errors:
        yield f"overlap {case.overlap:.2f}" + ("" if case.found else ", too little to count")
    for role in ("source", "cue"):
        if f"wrong {role}" in case.errors:
            sides = [" ".join(text[s:e] for s, e in getattr(side.attribution, role)) for side in (gold, predicted)]
            yield f"{role}: {sides[0] or 'none'} → {sides[1] or 'none'}"
    if "wrong speaker" in case.errors:
        names = [", ".join(one.name for one in side.attribution.speakers or ()) for side in (gold, predicted)]
        yield f"speaker: {names[0] or 'nobody'} → {names[1] or 'nobody'}"
    if "wrong kind" in case.errors:
        yield f"kind: {gold.named_kind} → {predicted.named_kind}"
