"""What is handed out at a time."""

import pytest

from quoteminer.schema import Article
from quoteminer.workers.chunks import CHUNK_ARTICLES, CHUNK_CHARS, Task, chunks, next_chunk, size


def lengths(*given: int) -> list[list[int]]:
    articles = (Article(id=str(number), text="x" * length) for number, length in enumerate(given))
    return [[len(task.article.text) for task in chunk] for chunk in chunks(articles)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], []),
        ([10, 20], [[10, 20]]),
        ([CHUNK_CHARS, 1], [[CHUNK_CHARS], [1]]),
        ([1, 10 * CHUNK_CHARS, 1], [[1], [10 * CHUNK_CHARS], [1]]),
        ([0] * (CHUNK_ARTICLES + 1), [[0] * CHUNK_ARTICLES, [0]]),
    ],
)
def test_chunks_are_of_about_the_same_work(given: list[int], expected: list[list[int]]) -> None:
    assert lengths(*given) == expected


@pytest.mark.parametrize(("given", "expected"), [([5, 9, 7], 0), ([5, CHUNK_CHARS + 1, CHUNK_CHARS + 2], 2)])
def test_very_long_articles_go_first(given: list[int], expected: int) -> None:
    waiting = [[Task(Article(id="a", text="x" * length))] for length in given]
    assert next_chunk(waiting) == expected
    assert size(waiting[0]) == 5
