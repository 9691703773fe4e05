"""What a quote is called within its article, wherever it is shown."""

from collections.abc import Sequence

from quoteminer.schema import Quote


def quote_numbers(quotes: Sequence[Quote]) -> list[str]:
    """The number of each quote: as its id has it after the article's id, else its place in the list."""
    numbers = [(quote.quote_id or "").removeprefix(f"{quote.article_id}:") for quote in quotes]
    if all(number.isdecimal() for number in numbers):
        return numbers
    return [str(number) for number in range(1, len(quotes) + 1)]
