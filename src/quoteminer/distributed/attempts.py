"""What is known of the actors that died over a shard: noted beside its output, for whoever does the shard next.

Ray starts an actor that has died again, and gives it the same shard, for ever. Where the actors died tells what is to
blame: an article over which two have died is given up; where that does not help, the run stops.
"""

from typing import Final

from pydantic import BaseModel

from quoteminer.distributed.output import Folder, attempt_name
from quoteminer.errors import WorkerError

CHANCES: Final = 2
"""Actors that may die at a place before it is given up."""
START: Final = "start"
"""The place of an actor that loads the pipeline, or does a shard over which none has died yet."""
END: Final = "end"
"""The place of an actor that has done all articles and writes."""


class Attempt(BaseModel):
    """What is noted.

    Attributes:
        run: the run of the driver. What another noted does not count: it may have been stopped on purpose.
        place: where the actor is: at the start, at an article, by its number in the shard, or at the end.
        deaths: how many actors have died at each place.
    """

    run: str
    place: str
    deaths: dict[str, int]


class Attempts:
    """The attempts at a shard in this run, of which a new one begins.

    Args:
        folder: where output goes.
        run: the run of the driver.
        number: the shard's.

    Raises:
        WorkerError: actors die over the shard whatever is left out.
    """

    def __init__(self, folder: Folder, run: str, number: int) -> None:
        self._folder = folder
        self._run = run
        self._name = attempt_name(number)
        self._deaths: dict[str, int] = {}
        data = folder.read(self._name)
        last = None if data is None else Attempt.model_validate_json(data)
        if last is not None and last.run == run:
            died = last.deaths.get(last.place, 0) + 1
            if died > 2 * CHANCES:
                raise WorkerError(
                    f"{died} actors died over shard {number}, the last ones at its {_named(last.place)}; look for the "
                    "cause in the logs of Ray (often memory), then go on with --resume"
                )
            self._deaths = {**last.deaths, last.place: died}
        self.at(START)

    @property
    def careful(self) -> bool:
        """Actors have died over this shard: it is to be noted which article is at hand."""
        return bool(self._deaths)

    def at(self, place: str) -> None:
        """Note where this attempt is."""
        attempt = Attempt(run=self._run, place=place, deaths=self._deaths)
        self._folder.put(self._name, attempt.model_dump_json().encode("ascii"))

    def given_up(self, article: str) -> int:
        """How many actors have died over an article that is not to be tried again, or over the end; 0 where it is."""
        died = max(self._deaths.get(place, 0) for place in (article, END))
        return died if died >= CHANCES else 0

    def over(self) -> None:
        """Forget all of it: the shard is done."""
        self._folder.remove(self._name)


def _named(place: str) -> str:
    return f"article {int(place) + 1}" if place.isdigit() else place
