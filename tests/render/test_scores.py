import io
from typing import Any

from rich.console import Console, RenderableType

from quoteminer.evaluation.compare import compare
from quoteminer.evaluation.gold import read_gold, read_predictions
from quoteminer.evaluation.records import Annotated
from quoteminer.evaluation.report import Report, evaluate
from quoteminer.render.scores import comparison_table, report_table
from tests.evaluation.gold_lines import ARTICLES, GOLD, lines, quote


def printed(table: RenderableType, width: int = 120) -> str:
    stream = io.StringIO()
    Console(width=width, file=stream).print(table)
    return stream.getvalue()


def scored(*records: dict[str, Any]) -> Report:
    gold = read_gold(GOLD, "g.jsonl", ARTICLES)
    return evaluate(gold, read_predictions(lines(*records), "p.jsonl", gold))


def rows(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines()]


def test_the_rule_stands_beside_the_figures() -> None:
    text = " ".join(printed(report_table(scored(quote(1)))).split())
    assert "intersection over union (IoU) of words" in text
    assert "Below 0.5 a pair is no pair." in text


def test_every_row_shows_its_ratios_and_counts() -> None:
    found = rows(printed(report_table(scored(quote(1), quote(2, source=[])))))
    assert ["ATTRIBUTED", "50.0", "33.3", "40.0", "2", "3"] in found
    assert ["source", "right,", "of", "the", "detected", "50.0", "2"] in found
    assert ["missed", "1", "0", "0", "1"] in found
    assert ["The", "Paper", "50.0", "33.3", "40.0", "100.0", "–", "0.0", "80.0", "50.0", "3"] in found


def test_a_ratio_of_nothing_is_a_dash() -> None:
    found = rows(printed(report_table(scored(quote(1)))))
    assert ["attributed,", "mixed", "–", "–", "–", "0", "0"] in found


def test_speaker_errors_are_a_dash_where_gold_names_no_speakers() -> None:
    line = {"id": "w", "text": "“No,” he said.", "attributions": [{"content": [[0, 5]], "source": [[6, 8]]}]}
    gold = read_gold(lines(line), "g.jsonl")
    assert ["wrong", "speaker", "–", "–", "–", "–"] in rows(printed(report_table(evaluate(gold, gold))))


def test_what_was_left_out_is_told() -> None:
    text = printed(report_table(scored({"article_id": "z", "content": [[0, 3]]})))
    assert "Gold articles without a prediction, all quotes missed: 1 (a)" in text
    assert "Predicted articles that gold does not have, left out: 1 (z)" in text
    assert "Predictions without a word in their content, left out: 1" in printed(
        report_table(scored({"article_id": "a", "content": []}))
    )


def test_numbers_are_not_cut_in_a_narrow_terminal() -> None:
    for line in rows(printed(report_table(scored(quote(1))), width=70)):
        if line[:1] == ["ATTRIBUTED"]:
            assert line == ["ATTRIBUTED", "100.0", "33.3", "50.0", "1", "3"]
            return
    raise AssertionError("no row ATTRIBUTED")


def test_markup_in_names_is_text() -> None:
    report = scored(quote(1))
    gold = {"[red]a": Annotated("[red]a", "“No,” he said.", "[bold]P", ())}
    text = printed(report_table(evaluate(gold, {})))
    assert "[bold]P" in text
    assert "[red]a" in text
    assert report.groups()


def test_a_comparison_shows_both_runs_and_the_change() -> None:
    text = printed(comparison_table(compare(scored(quote(1)), scored(quote(1), quote(2)))))
    assert ["ATTRIBUTED", "50.0", "80.0", "+30.0"] in rows(text)
    assert ["a", "50.0", "80.0", "+1", "missed", "-1"] in rows(text)


def test_the_rows_of_a_comparison_stand_under_the_name_of_their_section() -> None:
    lines = printed(comparison_table(compare(scored(quote(1)), scored(quote(1))))).splitlines()
    names = [line.strip() for line in lines]
    assert [names.count(name) for name in ("figures", "kinds", "roles", "speaker right, end to end")] == [1, 1, 1, 1]
    assert names.index("figures") < names.index("roles") < names.index("speaker right, end to end")
    assert "articles that changed most" not in " ".join(names)
