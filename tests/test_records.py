import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from quoteminer.errors import RecordError
from quoteminer.layers import CLOSED, UNCLOSED, Attribution, Range, set_attributions, set_paragraphs, set_quotations
from quoteminer.records import to_result
from quoteminer.schema import Addressee, Article, Cue, Kind, Quote, Speaker, TextSpan

WORDS = ["Ann", "said", ":", "“", "Rain", "😀", "fell", ".", "”", "\n\n", "Snow", "fell", ",", "Bo", "told", "Cy", "."]
STARTS: list[bool | int | None] = [at in {0, 10} for at in range(len(WORDS))]


def make_doc(sent_starts: list[bool | int | None] | None = STARTS) -> Doc:
    spaces = [
        True,
        False,
        True,
        False,
        True,
        True,
        False,
        False,
        False,
        False,
        True,
        False,
        True,
        True,
        True,
        False,
        False,
    ]
    doc = Doc(Vocab(), words=WORDS, spaces=spaces, sent_starts=sent_starts)
    set_paragraphs(doc, [(0, 9), (10, 17)])
    set_quotations(doc, [(3, 9, CLOSED)])
    return doc


def attribution(*contents: Range) -> Attribution:
    return Attribution(
        contents=contents, cue=None, sources=(), lemma=None, cue_class="statement", rule="r", confidence=0.5
    )


def quotes(doc: Doc, *attributions: Attribution) -> list[Quote]:
    set_attributions(doc, attributions)
    return to_result(doc, Article(id="a", text=doc.text, date="2021-11-12")).quotes


def test_every_field_of_an_attribution_comes_over() -> None:
    doc = make_doc()
    speaker = Speaker(id="bo", name="Bo", type="person")
    told = Attribution(
        contents=((10, 12),),
        cue=(14, 15),
        sources=((13, 14),),
        lemma="tell",
        cue_class="request",
        rule="a-rule",
        confidence=0.123456,
        negated=True,
        hedged=True,
        addressee=(15, 16),
        addressee_name="Cy Dorn",
        parent=0,
        speakers=(speaker,),
    )
    assert quotes(doc, attribution((3, 9)), told)[1] == Quote(
        article_id="a",
        quote_id="a:1",
        date="2021-11-12",
        kind="indirect",
        content=[TextSpan(start=26, end=35, text="Snow fell")],
        cue=Cue(start=40, end=44, text="told", lemma="tell"),
        cue_class="request",
        source=[TextSpan(start=37, end=39, text="Bo")],
        speakers=[speaker],
        addressee=Addressee(start=45, end=47, text="Cy", name="Cy Dorn"),
        negated=True,
        hedged=True,
        parent="a:0",
        sentence=1,
        paragraph=1,
        confidence=0.1235,
        rule="a-rule",
    )


def test_what_is_missing_is_null_or_empty() -> None:
    (quote,) = quotes(make_doc(), attribution((3, 9)))
    assert (quote.cue, quote.addressee, quote.parent) == (None, None, None)
    assert (quote.source, quote.speakers) == ([], [])


def test_offsets_count_code_points() -> None:
    (quote,) = quotes(make_doc(), attribution((3, 9)))
    assert [(span.start, span.end, span.text) for span in quote.content] == [(10, 24, "“Rain 😀 fell.”")]


@pytest.mark.parametrize(
    ("contents", "kind"),
    [
        pytest.param([(3, 9)], "direct", id="marks included"),
        pytest.param([(4, 7)], "direct", id="inside a larger quotation"),
        pytest.param([(2, 9)], "direct", id="punctuation outside does not count"),
        pytest.param([(1, 9)], "mixed", id="one word outside"),
        pytest.param([(4, 7), (10, 12)], "mixed", id="one part outside"),
        pytest.param([(10, 12)], "indirect", id="outside"),
        pytest.param([(5, 6)], "indirect", id="no word at all"),
    ],
)
def test_kind_is_a_matter_of_words(contents: list[Range], kind: Kind) -> None:
    (quote,) = quotes(make_doc(), attribution(*contents))
    assert quote.kind == kind


def test_nested_and_unclosed_quotations_count() -> None:
    doc = make_doc()
    set_quotations(doc, [(3, 9, CLOSED), (5, 7, CLOSED), (12, 17, UNCLOSED)])
    direct, also, mixed = quotes(doc, attribution((3, 9)), attribution((13, 16)), attribution((10, 16)))
    assert [direct.kind, also.kind, mixed.kind] == ["direct", "direct", "mixed"]


@pytest.mark.parametrize(("at", "numbers"), [(0, (0, 0)), (6, (0, 0)), (10, (1, 1)), (15, (1, 1))])
def test_sentences_and_paragraphs_are_counted_from_zero(at: int, numbers: tuple[int, int]) -> None:
    (quote,) = quotes(make_doc(), attribution((at, at + 1)))
    assert (quote.sentence, quote.paragraph) == numbers


def test_a_sentence_outside_the_paragraphs_does_not_count() -> None:
    doc = make_doc()
    set_paragraphs(doc, [(10, 17)])  # the first line is a date and a dateline
    (quote,) = quotes(doc, attribution((10, 12)))
    assert (quote.sentence, quote.paragraph) == (0, 0)


def test_without_sentences_and_paragraphs_there_are_no_numbers() -> None:
    doc = make_doc(None)
    set_paragraphs(doc, [])
    (quote,) = quotes(doc, attribution((10, 12)))
    assert quote.sentence is quote.paragraph is None


def test_a_doc_of_another_text_is_refused() -> None:
    with pytest.raises(RecordError, match="article a: the Doc's text is not the article's"):
        to_result(make_doc(), Article(id="a", text="another"))


def test_an_empty_doc_has_no_quotes() -> None:
    assert to_result(Doc(Vocab()), Article(id="a", text="")).quotes == []
