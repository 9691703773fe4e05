"""A result on a terminal: the article with its quotes marked, and the quotes as a table.

Contents and sources have the colour of their speaker, sources are bold, cues underlined. Where there is no colour,
signs in the text say the same: `{2 content}`, `_cue_`, `[source]`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.rule import Rule
from rich.style import Style
from rich.table import Table
from rich.text import Span, Text

from quoteminer.render.numbers import quote_numbers
from quoteminer.render.visible import GLUE, shortened, visible
from quoteminer.schema import Article, Quote, Result, TextSpan

COLOURS: Final = ("cyan", "magenta", "green", "yellow", "blue", "red")
NOBODY: Final = "—"

_CUE = Style(underline=True)
_SOURCE = Style(bold=True)
_BEGINS = "begins"


def result_view(result: Result, *, signs: bool) -> RenderableType:
    """An article with its quotes marked, a legend, and the table of the quotes.

    Args:
        result: the article and its quotes.
        signs: mark with signs in the text rather than with colour.

    Returns:
        What a rich console prints.
    """
    marks = Text(
        "{number content}  [source]  _cue_" if signs else "content and source in the speaker's colour, cue", "dim"
    )
    if not signs:
        marks.highlight_words(["source"], _SOURCE)
        marks.highlight_words(["cue"], _CUE)
    legend = [Text(), marks, Text()] if result.quotes else [Text()]
    return Group(heading(result.article), ArticleView(result, signs=signs), *legend, _table_or_none(result.quotes))


def stored_view(article_id: str, quotes: Sequence[Quote], article: Article | None, *, signs: bool) -> RenderableType:
    """Quotes that were read from a file: within their article where it is there and fits, else as a table.

    Args:
        article_id: the article's id.
        quotes: its quotes.
        article: the article; None where it is not known.
        signs: mark with signs in the text rather than with colour.

    Returns:
        What a rich console prints.
    """
    if article is not None:
        wrong = next(filter(None, (quote.mismatch(article.text) for quote in quotes)), None)
        if wrong is None:
            return result_view(Result(article=article, quotes=list(quotes)), signs=signs)
        note = Text(f"not shown in the article, which is another text: {visible(wrong)}", "bold")
        return Group(heading(article), note, _table_or_none(quotes))
    return Group(heading(Article(id=article_id, text="")), _table_or_none(quotes))


def heading(article: Article) -> RenderableType:
    """A rule with what the article is known by, and its title, which may be longer than a line."""
    id_, date, publisher, title = (
        " ".join(visible(part or "").split()) for part in (article.id, article.date, article.publisher, article.title)
    )
    rule = Rule(Text(" · ".join(filter(None, (id_, date, publisher)))), align="left", style="dim")
    return Group(rule, Text(title, "bold"), Text()) if title else rule


def quote_table(quotes: Sequence[Quote]) -> Table:
    """The quotes of one article as a table: number, speaker, kind, cue, quote.

    What is known of a speaker stands in the first of the speaker's rows.
    """
    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    table.add_column("#", justify="right", no_wrap=True, width=max([2, *map(len, quote_numbers(quotes))]))
    table.add_column("Speaker", ratio=4, overflow="fold")
    table.add_column("Kind", no_wrap=True, width=8)
    table.add_column("Cue", ratio=3, overflow="fold")
    table.add_column("Quote", ratio=8, overflow="fold")
    colours = _colours(quotes)
    known: set[tuple[str | None, ...]] = set()
    for number, quote, colour in zip(quote_numbers(quotes), quotes, colours, strict=True):
        speakers = _speakers(quote, colour, known)
        table.add_row(Text(number, colour), speakers, quote.kind, _cue(quote), shortened(_words(quote.content)))
    return table


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article with its quotes marked; the margin says which quotes begin in a line, from the first to the last.

    Attributes:
        result: the article and its quotes.
        signs: mark with signs in the text rather than with colour.
    """

    result: Result
    signs: bool

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Wrap the text to the width that the margin leaves."""
        numbers = quote_numbers(self.result.quotes)
        margin = 2 * max([1, *map(len, numbers)]) + 4
        width = max(options.max_width - margin, 20)
        for paragraph in self._text(numbers).split("\n", allow_blank=True):
            for line in paragraph.wrap(console, width) or [paragraph]:
                line.rstrip()
                line.plain = line.plain.replace(GLUE, " ")
                begun = _take_begun(line)
                label = begun[0] + (f"-{begun[-1]}" if begun[1:] else "") if begun else ""
                yield Text.assemble((f"{label:>{margin - 3}} │ ", "dim"), line)

    def _text(self, numbers: Sequence[str]) -> Text:
        text = visible(self.result.article.text)
        quotes, colours = self.result.quotes, _colours(self.result.quotes)
        styled = Text(text, end="")
        for number, quote, colour in zip(numbers, quotes, colours, strict=True):
            for span in quote.content if not self.signs else ():
                styled.stylize(Style.parse(colour), span.start, span.end)
            start = quote.content[0].start
            styled.stylize(Style(meta={_BEGINS: number}), start, start + 1)
        if not self.signs:
            for quote, colour in zip(quotes, colours, strict=True):
                for span in quote.source:
                    styled.stylize(Style.parse(colour) + _SOURCE, span.start, span.end)
                if quote.cue is not None:
                    styled.stylize(_CUE, quote.cue.start, quote.cue.end)
            return styled
        return _with_signs(styled, list(_signs(numbers, quotes)))


def _signs(numbers: Sequence[str], quotes: Sequence[Quote]) -> Iterator[tuple[TextSpan, str, str]]:
    """Each marked span once, with its opening and closing sign."""
    seen: set[tuple[int, int, str]] = set()
    for number, quote in zip(numbers, quotes, strict=True):
        marked: list[tuple[TextSpan, str, str]] = [(span, f"{{{number}{GLUE}", "}") for span in quote.content]
        marked += [(span, "[", "]") for span in quote.source]
        if quote.cue is not None:
            marked.append((quote.cue, "_", "_"))
        for span, opening, closing in marked:
            if (span.start, span.end, opening) not in seen:
                seen.add((span.start, span.end, opening))
                yield span, opening, closing


def _with_signs(text: Text, signs: Sequence[tuple[TextSpan, str, str]]) -> Text:
    """Put the signs in: at one offset closing before opening, inner closing first, outer opening first."""
    closing = [(span.end, 0, -span.start, sign) for span, _, sign in signs]
    opening = [(span.start, 1, -span.end, sign) for span, sign, _ in signs]
    marked, done = Text(end=""), 0
    for offset, _, _, sign in sorted(closing + opening):
        marked.append_text(text[done:offset]).append(sign)
        done = offset
    return marked.append_text(text[done:])


def _table_or_none(quotes: Sequence[Quote]) -> RenderableType:
    return quote_table(quotes) if quotes else Text("no quotes")


def _take_begun(line: Text) -> list[str]:
    """The numbers of the quotes that begin in a line, taken out of it."""
    begun: set[str] = set()
    kept: list[Span] = []
    for span in line.spans:
        if isinstance(span.style, Style) and _BEGINS in span.style.meta:
            begun.add(span.style.meta[_BEGINS])
        else:
            kept.append(span)
    line.spans = kept
    return sorted(begun, key=int)


def _colours(quotes: Sequence[Quote]) -> list[str]:
    """A colour a quote, the same for the same speaker."""
    known: dict[str, str] = {}
    return [known.setdefault(_speaker_key(quote), COLOURS[len(known) % len(COLOURS)]) for quote in quotes]


def _speaker_key(quote: Quote) -> str:
    if quote.speakers:
        return " & ".join(speaker.id or speaker.name for speaker in quote.speakers)
    return _words(quote.source)


def _speakers(quote: Quote, colour: str, known: set[tuple[str | None, ...]]) -> Text:
    """Names, and of those that are not `known` yet what else there is to tell."""
    cell = Text()
    for speaker in quote.speakers:
        cell.append(visible(speaker.name) + "\n", colour)
        told = (speaker.name, speaker.role, speaker.organisation, speaker.on_behalf_of)
        if told in known:
            continue
        known.add(told)
        on_behalf = speaker.on_behalf_of and f"for {speaker.on_behalf_of}"
        facts = ", ".join(visible(part) for part in (speaker.role, speaker.organisation, on_behalf) if part)
        if facts:
            cell.append(facts + "\n", "dim")
    if not quote.speakers:
        cell.append(f"({visible(_words(quote.source))})" if quote.source else NOBODY, "dim")
    cell.rstrip()
    return cell


def _cue(quote: Quote) -> Text:
    cell = shortened(quote.cue.text) if quote.cue is not None else Text(NOBODY, "dim")
    for flag, name in ((quote.negated, "negated"), (quote.hedged, "hedged")):
        if flag:
            cell.append(f"\n{name}", "dim")
    return cell


def _words(spans: Sequence[TextSpan]) -> str:
    return " … ".join(span.text for span in spans)
