"""What is handed to a worker at a time: about a second's work, so that no worker waits and none has much to lose."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from quoteminer.errors import InputError
from quoteminer.schema import Article, Quote

Answer = list[Quote] | InputError
"""The quotes of an article, or why there are none. Plain records: a Doc never leaves its process."""

CHUNK_CHARS: Final = 8_000
"""Characters after which a chunk is full; a longer article is a chunk of its own."""
CHUNK_ARTICLES: Final = 16
"""Articles after which a chunk is full, however short they are."""


@dataclass(slots=True, eq=False)
class Task:
    """An article on its way through the workers.

    Attributes:
        article: the article.
        answer: what came of it; None as long as nobody has answered.
        deaths: how many workers have died over it.
    """

    article: Article
    answer: Answer | None = None
    deaths: int = 0


def chunks(articles: Iterable[Article]) -> Iterator[list[Task]]:
    """Cut a stream of articles into chunks of about the same work.

    Args:
        articles: the articles; read as chunks are asked for.

    Yields:
        Consecutive articles that are not many nor long together; a long one stands alone.
    """
    chunk: list[Task] = []
    chars = 0
    for article in articles:
        length = len(article.text)
        if chunk and (chars + length > CHUNK_CHARS or len(chunk) == CHUNK_ARTICLES):
            yield chunk
            chunk, chars = [], 0
        chunk.append(Task(article))
        chars += length
    if chunk:
        yield chunk


def size(chunk: Sequence[Task]) -> int:
    """How many characters a chunk has."""
    return sum(len(task.article.text) for task in chunk)


def next_chunk(waiting: Sequence[Sequence[Task]]) -> int:
    """Choose which chunk goes out next.

    Args:
        waiting: the chunks, in the order of the input; at least one.

    Returns:
        The index of the longest one where that is an article beyond the usual size, so that it does not keep one worker
        busy when all others have finished; else of the first one.
    """
    longest = max(range(len(waiting)), key=lambda at: size(waiting[at]))
    return longest if size(waiting[longest]) > CHUNK_CHARS else 0
