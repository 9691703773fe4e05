"""What is known of the actors that died over a piece of work: noted for whoever does it next.

Ray starts an actor that has died again, and gives it the same work, for ever. Where the actors died tells what is to
blame: an article over which two have died is given up; where that does not help, the run stops.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import Final, Protocol

from pydantic import BaseModel

from quoteminer.api import OnError
from quoteminer.errors import InputError, WorkerError
from quoteminer.schema import Article, Result

CHANCES: Final = 2
"""Actors that may die at a place before it is given up."""
START: Final = "start"
"""The place of an actor that loads the pipeline, or does work over which none has died yet."""
END: Final = "end"
"""The place of an actor that has done all articles and writes."""


class Notes(Protocol):
    """Where it is noted, by name: a folder, or an actor that outlives the others."""

    def read(self, name: str) -> bytes | None:
        """What is noted there, if anything."""

    def put(self, name: str, data: bytes) -> None:
        """Note something, in place of what was there."""

    def remove(self, name: str) -> None:
        """Forget it."""


class Attempt(BaseModel):
    """What is noted.

    Attributes:
        run: the run of the driver. What another noted does not count: it may have been stopped on purpose.
        place: where the actor is: at the start, at an article, by its number in the work, or at the end.
        deaths: how many actors have died at each place.
    """

    run: str
    place: str
    deaths: dict[str, int]


class Attempts:
    """The attempts at a piece of work in this run, of which a new one begins.

    Args:
        notes: where they are noted.
        run: the run of the driver.
        name: of the note.
        work: what the work is called in messages: "shard 3"; and
        again: what is to be done once the cause is known.

    Raises:
        WorkerError: actors die over the shard whatever is left out.
    """

    def __init__(self, notes: Notes, run: str, name: str, work: str, again: str) -> None:
        self._notes = notes
        self._run = run
        self._name = name
        self._deaths: dict[str, int] = {}
        data = notes.read(name)
        last = None if data is None else Attempt.model_validate_json(data)
        if last is not None and last.run == run:
            died = last.deaths.get(last.place, 0) + 1
            if died > 2 * CHANCES:
                raise WorkerError(
                    f"{died} actors died over {work}, the last ones at its {_named(last.place)}; look for the "
                    f"cause in the logs of Ray (often memory), then {again}"
                )
            self._deaths = {**last.deaths, last.place: died}
        self.at(START)

    @property
    def careful(self) -> bool:
        """Actors have died over this work: it is to be noted which article is at hand."""
        return bool(self._deaths)

    def at(self, place: str) -> None:
        """Note where this attempt is."""
        attempt = Attempt(run=self._run, place=place, deaths=self._deaths)
        self._notes.put(self._name, attempt.model_dump_json().encode("ascii"))

    def given_up(self, article: str) -> int:
        """How many actors have died over an article that is not to be tried again, or over the end; 0 where it is."""
        died = max(self._deaths.get(place, 0) for place in (article, END))
        return died if died >= CHANCES else 0

    def over(self) -> None:
        """Forget all of it: the work is done."""
        self._notes.remove(self._name)


def one_by_one(
    attempts: Attempts,
    results: Callable[[Iterable[Article], OnError], Iterator[Result]],
    articles: Iterable[Article],
    on_error: OnError,
) -> Iterator[Result]:
    """Note each article before it is read, and leave out those that have cost too many actors.

    Args:
        attempts: at this work.
        results: finds the quotes of articles.
        articles: the articles.
        on_error: is told of those that cannot be read, and of those that are left out.

    Yields:
        The results of the others.
    """
    rest = iter(articles)
    for number in count():
        attempts.at(str(number))
        article = next(rest, None)
        if article is None:
            break
        if died := attempts.given_up(str(number)):
            on_error(article, _deadly(article, died))
        else:
            yield from results([article], on_error)
    attempts.at(END)


def _named(place: str) -> str:
    return f"article {int(place) + 1}" if place.isdigit() else place


def _deadly(article: Article, died: int) -> InputError:
    return InputError(
        f"article {article.id}: {died} actors of the cluster died over it; it has {len(article.text):,} characters: "
        "split it, or give the machines more memory"
    )
