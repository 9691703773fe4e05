"""Every marked sentence of `tests/cases` goes through the pipeline and must come out as it is marked.

Words decide, not punctuation: a comma more or less at the edge of a span is no difference. What the program is known to
get wrong is listed in `known_failures.txt` for the rules alone, in `known_failures_with_model.txt` for the rules and
the model, each with its reason; a case that is mended has to leave that list.
"""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

import quoteminer
from quoteminer import Article, Quote, TextSpan
from tests.markup import Attribution, Case, Expectation, load_cases

HERE = Path(__file__).parent
CASES = load_cases(HERE / "cases")
WORD = re.compile(r"\w+(?:[’'\-]\w+)*")


def known_failures(name: str) -> dict[str, str]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return dict(line.split(": ", 1) for line in lines if line and not line.startswith("#"))


KNOWN = {"none": known_failures("known_failures.txt"), "default": known_failures("known_failures_with_model.txt")}


def parameters() -> list[object]:
    return [
        pytest.param(
            case,
            model,
            id=case.id if model == "none" else f"{case.id}, with the model",
            marks=[pytest.mark.xfail(reason=known[case.id])] if case.id in known else [],
        )
        for model, known in KNOWN.items()
        for case in CASES
    ]


@pytest.mark.parametrize(("case", "model"), parameters())
def test_case_comes_out_as_marked(case: Case, model: str) -> None:
    nlp = quoteminer.load(model=model)
    result = quoteminer.extract(Article(id=case.id, text=case.text), nlp=nlp)
    assert found(case.text, result.quotes) == expected(case)
    by_span = {spans(case.text, quote): quote for quote in result.quotes}
    for attribution in case.attributions:
        quote = by_span[marked(case.text, attribution)]
        stated = attribution.expectation
        parent = next((a for a in case.attributions if a.number == stated.get("parent")), None)
        parent_id = by_span[marked(case.text, parent)].quote_id if parent else None
        assert actual(quote, stated) == {**stated, **({"parent": parent_id} if "parent" in stated else {})}


def test_there_are_enough_cases_and_known_failures_are_cases() -> None:
    assert len(CASES) >= 150
    assert {name for known in KNOWN.values() for name in known} <= {case.id for case in CASES}


Spans = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def words(text: str, ranges: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """The words that a role covers, each with its offset so that equal words stay apart."""
    return tuple(
        f"{match.group()}@{match.start()}"
        for match in WORD.finditer(text)
        if any(match.start() < end and start < match.end() for start, end in ranges)
    )


def marked(text: str, attribution: Attribution) -> Spans:
    return (
        words(text, attribution.content),
        words(text, attribution.source),
        words(text, attribution.cue),
    )


def spans(text: str, quote: Quote) -> Spans:
    def offsets(found: Sequence[TextSpan]) -> list[tuple[int, int]]:
        return [(span.start, span.end) for span in found]

    return (
        words(text, offsets(quote.content)),
        words(text, offsets(quote.source)),
        words(text, offsets([quote.cue] if quote.cue else [])),
    )


def expected(case: Case) -> list[Spans]:
    return sorted(marked(case.text, attribution) for attribution in case.attributions)


def found(text: str, quotes: Sequence[Quote]) -> list[Spans]:
    return sorted(spans(text, quote) for quote in quotes)


def actual(quote: Quote, stated: Expectation) -> dict[str, object]:
    """What a quote has for each of the stated keys."""
    one = quote.speakers[0] if len(quote.speakers) == 1 else None
    values: dict[str, object] = {
        "kind": quote.kind,
        "cue_class": quote.cue_class,
        "lemma": quote.cue.lemma if quote.cue else None,
        "speakers": [speaker.name for speaker in quote.speakers],
        "types": [speaker.type for speaker in quote.speakers],
        "role": one.role if one else None,
        "organisation": one.organisation if one else None,
        "on_behalf_of": one.on_behalf_of if one else None,
        "addressee": quote.addressee.text if quote.addressee else None,
        "addressee_name": quote.addressee.name if quote.addressee else None,
        "negated": quote.negated,
        "hedged": quote.hedged,
        "parent": quote.parent,
    }
    return {key: values[key] for key in stated}
