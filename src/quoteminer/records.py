"""From a Doc to the record of its quotes: the only place where the two meet."""

from bisect import bisect_right
from collections.abc import Sequence

from spacy.tokens import Doc

from quoteminer.errors import RecordError
from quoteminer.layers import Range, attributions, paragraphs, quotations
from quoteminer.rules.tokens import containing, offsets, strings
from quoteminer.schema import Addressee, Article, Cue, Kind, Quote, Result, TextSpan


def to_result(doc: Doc, article: Article) -> Result:
    """Make the record of an article's quotes.

    Args:
        doc: the Doc of exactly the article's text, with its attributions.
        article: the article.

    Returns:
        The article and its quotes, numbered in text order.

    Raises:
        RecordError: the Doc is not of this text.
    """
    if doc.text != article.text:
        raise RecordError(f"article {article.id}: the Doc's text is not the article's; make the Doc of article.text")
    words, starts, quoted = strings(doc, "ORTH"), offsets(doc), _quoted(doc)
    paragraph_starts = [start for start, _ in paragraphs(doc)]
    sentence_starts = _sentence_starts(doc)

    def span(at: Range) -> TextSpan:
        start, end = starts[at[0]], starts[at[1] - 1] + len(words[at[1] - 1])
        return TextSpan(start=start, end=end, text=article.text[start:end])

    return Result(
        article=article,
        quotes=[
            Quote(
                article_id=article.id,
                quote_id=f"{article.id}:{number}",
                date=article.date,
                kind=kind_of(attribution.contents, words, quoted),
                content=[span(at) for at in attribution.contents],
                cue=None if attribution.cue is None else Cue(**dict(span(attribution.cue)), lemma=attribution.lemma),
                cue_class=attribution.cue_class,
                source=[span(at) for at in attribution.sources],
                speakers=list(attribution.speakers),
                addressee=None
                if attribution.addressee is None
                else Addressee(**dict(span(attribution.addressee)), name=attribution.addressee_name),
                negated=attribution.negated,
                hedged=attribution.hedged,
                parent=None if attribution.parent is None else f"{article.id}:{attribution.parent}",
                sentence=_number(sentence_starts, attribution.contents[0][0]),
                paragraph=_number(paragraph_starts, attribution.contents[0][0]),
                confidence=round(attribution.confidence, 4),
                rule=attribution.rule,
            )
            for number, attribution in enumerate(attributions(doc))
        ],
    )


def kind_of(contents: Sequence[Range], words: Sequence[str], quoted: Sequence[bool]) -> Kind:
    """Say how much of a content stands between quotation marks.

    Args:
        contents: the content, in token offsets.
        words: the tokens of the Doc.
        quoted: for each, whether it stands in a quotation.

    Returns:
        direct when all of its words do, mixed when some do, indirect when none does.
    """
    inside = [quoted[at] for start, end in contents for at in range(start, end) if any(map(str.isalnum, words[at]))]
    if not any(inside):
        return "indirect"
    return "direct" if all(inside) else "mixed"


def _quoted(doc: Doc) -> list[bool]:
    """For each token, whether it stands in a quotation."""
    quoted = [False] * len(doc)
    reach = 0
    for start, end, _ in quotations(doc):
        start = max(start, reach)  # what an outer quotation has marked already
        if start < end:
            quoted[start:end] = [True] * (end - start)
            reach = end
    return quoted


def _sentence_starts(doc: Doc) -> list[int]:
    """Where the sentences of the paragraphs begin; a date or dateline in front of them is none."""
    if not doc.has_annotation("SENT_START"):
        return []
    ranges = paragraphs(doc)
    return [sentence.start for sentence in doc.sents if containing(ranges, sentence.start) is not None]


def _number(starts: Sequence[int], at: int) -> int | None:
    """Number of the stretch that holds a token, given where each begins."""
    return max(bisect_right(starts, at) - 1, 0) if starts else None
