"""Evaluations and comparisons as tables in the terminal."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from quoteminer.evaluation.bootstrap import Interval
from quoteminer.evaluation.compare import Comparison
from quoteminer.evaluation.counts import Counts, Name
from quoteminer.evaluation.diagnose import error_counts
from quoteminer.evaluation.matching import RULE
from quoteminer.evaluation.report import Report, Row, rows
from quoteminer.evaluation.scoring import FIGURES, SPEAKER_END_TO_END
from quoteminer.schema import KINDS

_CHANGED_SHOWN = 10
_NONE = "–"


def percent(ratio: float) -> str:
    """Write a ratio as points of a hundred, with one decimal."""
    return f"{100 * ratio:.1f}"


def span(found: Interval | None) -> str:
    """Write an interval in points."""
    return "" if found is None else f"{percent(found[0])}–{percent(found[1])}"


def report_table(report: Report) -> RenderableType:
    """Lay out an evaluation: the rule, the figures with their intervals, the groups, the errors, what was left out."""
    parts: list[RenderableType] = [Text(f"{RULE} Below {report.iou:g} a pair is no pair.\n")]
    for section, found in report.sections().items():
        parts.append(_section(report, section, found))
    parts += _groups(report)
    parts.append(_errors(report))
    parts += [Text(note) for note in notes(report)]
    return Group(*parts)


def notes(report: Report) -> Iterator[str]:
    """Say what a reader of the figures has to know besides them."""
    if report.intervals:
        yield (
            f"Intervals: 95 %, {report.resampling.resamples} resamples of the {len(report.articles)} articles, "
            f"seed {report.resampling.seed}."
        )
    else:
        yield "No intervals: they need at least two articles."
    if report.without_prediction:
        yield f"Gold articles without a prediction, all quotes missed: {_few(report.without_prediction)}"
    if report.without_gold:
        yield f"Predicted articles that gold does not have, left out: {_few(report.without_gold)}"
    if report.wordless:
        yield f"Predictions without a word in their content, left out: {report.wordless}"


def _few(ids: list[str]) -> str:
    return f"{len(ids)} ({', '.join(ids[:5])}{' …' if len(ids) > 5 else ''})"


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    table.add_column(columns[0], overflow="fold")
    for column in columns[1:]:
        table.add_column(column, justify="right", no_wrap=True)
    return table


def cells(row: Row) -> list[str]:
    """Write the ratios of a row: P, R, F1 and share, those that it has not left empty; a ratio of nothing is a dash."""
    if isinstance(row, Counts):
        ratios = (row.precision if row.predicted else None, row.recall if row.gold else None)
        f1 = row.f1 if row.gold or row.predicted else None
        return [*(_NONE if value is None else percent(value) for value in (*ratios, f1)), ""]
    return ["", "", "", percent(row.share)]


def _section(report: Report, section: str, found: dict[str, Row]) -> Table:
    counted = any(isinstance(row, Counts) for row in found.values())
    columns = ("P", "R", "F1", "%", "95 % interval", "predicted", "gold") if counted else ("%", "95 % interval", "of")
    table = _table(section, "", *columns)
    for name, row in found.items():
        every = row_cells(report, (section, name), row)
        table.add_row(Text(name), *(every if counted else (every[3], every[4], every[6])))
    table.add_row()
    return table


def row_cells(report: Report, name: Name, row: Row) -> list[str]:
    """Write a row: P, R, F1, share, interval, predicted, gold; those that it has not are empty."""
    ends = report.intervals.get((name, "f" if isinstance(row, Counts) else "share"))
    sizes = [str(row.predicted), str(row.gold)] if isinstance(row, Counts) else ["", str(row.n)]
    return [*cells(row), span(ends), *sizes]


def _groups(report: Report) -> Iterator[Table]:
    groups = report.groups()
    if not groups:
        return
    table = _table(
        "by publisher: ATTRIBUTED, its F1 by kind, detected F1, source right of the detected in %",
        "",
        "P",
        "R",
        "F1",
        *KINDS,
        "detected",
        "source",
        "gold",
    )
    for name, tally in groups.items():
        figures = rows(tally)[FIGURES]
        kinds = [cells(figures[f"attributed, {kind}"])[2] for kind in KINDS]
        source = figures.get("source right, of the detected")
        table.add_row(
            Text(name),
            *cells(figures["ATTRIBUTED"])[:3],
            *kinds,
            cells(figures["detected"])[2],
            cells(source)[3] if source else _NONE,
            str(tally.counts[FIGURES, "ATTRIBUTED"].gold),
        )
    table.add_row()
    yield table


def _errors(report: Report) -> Table:
    table = _table("errors", "", "all", *KINDS)
    judged = SPEAKER_END_TO_END in report.sections()
    for name, by_kind in error_counts(report.all_cases()).items():
        numbers = (sum(by_kind.values()), *(by_kind[kind] for kind in KINDS))
        known = name != "wrong speaker" or judged
        table.add_row(name, *(str(number) if known else _NONE for number in numbers))
    table.add_row()
    return table


def comparison_table(comparison: Comparison) -> RenderableType:
    """Lay out a comparison: F1 or share of both runs, their difference with its interval, what changed most."""
    table = _table("F1 or share, in points", "", "A", "B", "change", "95 % interval", "B better %")
    sections = dict.fromkeys(section for (section, _), _ in comparison.differences)
    for section in sections:
        table.add_row(Text(section, style="dim"))
        for ((of, name), ratio), found in comparison.differences.items():
            if of == section and ratio in ("f", "share"):
                table.add_row(
                    Text(name, style="bold" if found.clear else ""),
                    percent(found.first),
                    percent(found.second),
                    f"{100 * found.change:+.1f}",
                    ""
                    if found.interval is None
                    else f"{100 * found.interval[0]:+.1f} to {100 * found.interval[1]:+.1f}",
                    "" if found.better is None else percent(found.better),
                )
        table.add_row()
    changed = _table("articles that changed most (F1 of ATTRIBUTED)", "", "A", "B", "right", "errors")
    changed.columns[-1].no_wrap = False
    for one in comparison.articles[:_CHANGED_SHOWN]:
        errors = ", ".join(f"{name} {change:+d}" for name, change in one.errors.items())
        changed.add_row(Text(one.id), percent(one.first), percent(one.second), f"{one.gained:+d}", errors)
    rest = len(comparison.articles) - _CHANGED_SHOWN
    note = "Intervals: 95 %, of B minus A over the same resamples of articles. Bold: the interval does not hold 0." + (
        f" {rest} more articles changed." if rest > 0 else ""
    )
    return Group(table, *([changed] if comparison.articles else []), Text(note))
