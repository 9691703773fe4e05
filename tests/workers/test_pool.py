"""Articles through several processes: in order, bounded, and whole whatever happens to a process."""

import multiprocessing
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from quoteminer.errors import InputError, WorkerError
from quoteminer.schema import Article
from quoteminer.workers import cores, pool, process
from quoteminer.workers.pool import answers
from tests.workers.jobs import echo, obey, sign


@pytest.fixture(autouse=True)
def no_process_stays() -> Iterator[None]:
    """No test leaves a worker behind."""
    yield
    assert multiprocessing.active_children() == []


def articles(*texts: str) -> list[Article]:
    return [Article(id=f"a{number}", text=text) for number, text in enumerate(texts)]


def outcomes(given: list[Article], *, workers: int = 2, timeout: float | None = None) -> dict[str, str]:
    """What came of each article, in the order in which it came: its text, or the error."""
    found = {}
    for article, answer in answers(given, obey, workers=workers, timeout=timeout):
        found[article.id] = str(answer) if isinstance(answer, InputError) else answer[0].content[0].text
    assert list(found) == [article.id for article in given]
    return found


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_every_article_is_answered_in_order(workers: int) -> None:
    given = articles(*(f"{number} " * (1 + number * 37 % 900) for number in range(300)))
    assert list(outcomes(given, workers=workers).values()) == [article.text for article in given]


def test_long_articles_and_answers_pass() -> None:
    given = articles("x " * 300_000, "short", "y " * 200_000, *("short" for _ in range(50)))
    assert list(outcomes(given).values()) == [article.text for article in given]


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(("limit", "most"), [("WORKER_CHARS", 20_000), ("WORKER_ARTICLES", 20)])
def test_a_worker_that_has_read_much_is_replaced(
    monkeypatch: pytest.MonkeyPatch, limit: str, most: int, workers: int
) -> None:
    monkeypatch.setattr(pool, limit, most)
    given = articles(*["x" * 1_000] * 100)
    answered = list(answers(given, sign, workers=workers))
    assert [article.id for article, _ in answered] == [article.id for article in given]
    readers = [answer[0].content[0].text for _, answer in answered if not isinstance(answer, InputError)]
    assert len(readers) == 100
    assert 5 <= len(set(readers)) <= 4 + workers  # in chunks of 8: each reads 24


def test_no_articles() -> None:
    assert outcomes([]) == {}


def test_a_worker_that_dies_costs_its_article_only() -> None:
    found = outcomes(articles("one", "die", "two", "three", "die now", *("more" for _ in range(80))))
    assert found["a1"] == (
        "article a1: the process that read it died 2 times (the last time: killed by SIGKILL); it has 3 characters: "
        "split it, or give the machine more memory"
    )
    assert "died 2 times" in found["a4"]
    assert [found["a0"], found["a2"], found["a3"]] == ["one", "two", "three"]
    assert sum(text == "more" for text in found.values()) == 80


def test_an_article_over_which_a_worker_died_is_tried_again(tmp_path: Path) -> None:
    text = f"die-once {tmp_path / 'died'}"
    assert outcomes(articles("one", text, "two")) == {"a0": "one", "a1": text, "a2": "two"}


@pytest.mark.parametrize("workers", [1, 2])
def test_an_article_that_takes_too_long_is_given_up(workers: int) -> None:
    found = outcomes(articles("one", "dawdle here", "two"), workers=workers, timeout=0.5)
    assert found["a1"] == (
        "article a1: it took longer than the 0.5 seconds that an article may take and was given up; it has 11 "
        "characters: split it, or allow more time"
    )
    assert [found["a0"], found["a2"]] == ["one", "two"]


def test_a_worker_that_dies_idle_is_replaced() -> None:
    given = iter(articles(*("text" for _ in range(200))))
    found = answers(given, obey, workers=1)
    next(found)
    for child in multiprocessing.active_children():
        child.kill()
    assert len(list(found)) == 199


def test_reading_stays_a_bounded_way_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "WINDOW_CHARS", 20_000)
    read = 0

    def stream() -> Iterator[Article]:
        nonlocal read
        for article in articles(*("x" * 1_000 for _ in range(400))):
            read += 1
            yield article

    for done, _ in enumerate(answers(stream(), echo, workers=2)):
        assert read - done <= 60
    assert read == 400


def test_workers_that_cannot_start_are_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_first_to_go", lambda: os._exit(3))
    with pytest.raises(WorkerError, match=r"3 worker processes in a row .* exit status 3"):
        list(answers(articles("one"), echo, workers=2, start_method="fork"))


def test_leaving_early_ends_the_workers() -> None:
    found = answers(articles("one", *("dawdle" for _ in range(9))), obey, workers=2)
    next(found)
    found.close()
    assert multiprocessing.active_children() == []


def test_processes_can_be_spawned() -> None:
    given = articles("one", "two")
    found = answers(given, echo, workers=1, start_method="spawn")
    assert [article.id for article, _ in found] == ["a0", "a1"]


def test_cores() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)
