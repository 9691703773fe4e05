"""An entry of a register: somebody, or a body, that a user knows."""

import re
from typing import Annotated, Any, Final, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from quoteminer.schema import SpeakerType, Text

LISTS: Final = frozenset({"aliases", "role", "organisation"})
"""Fields that hold several; in a CSV file they are parted by `|`."""
_ITEM: Final = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q[1-9]\d*)")


def _listed(value: object) -> object:
    """One text is a list of one, nothing an empty list."""
    return [] if value is None else [value] if isinstance(value, str) else value


def _item(value: object) -> object:
    """The Q-number of a Wikidata item, which may stand as an address."""
    if not isinstance(value, str):
        return value
    found = _ITEM.fullmatch(value.strip())
    if found is None:
        raise ValueError("is no Wikidata item; write it as Q42 or as its address")
    return found[1]


Texts = Annotated[list[Text], BeforeValidator(_listed)]


class KnownEntity(BaseModel):
    """An entry of a register. What else its row has is passed over.

    Attributes:
        id: what records call it; the Wikidata item where it has no other.
        name: its name, a person's in full ("Ann Lee" or "Lee, Ann").
        aliases: other names of it.
        type: what kind of entity it is.
        role: its offices and functions, in the words that articles use.
        organisation: the bodies and countries that it belongs to.
        wikidata: its Wikidata item.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: Text
    name: Text
    aliases: Texts = Field(default_factory=list)
    type: SpeakerType = "person"
    role: Texts = Field(default_factory=list)
    organisation: Texts = Field(default_factory=list)
    wikidata: Annotated[Text | None, BeforeValidator(lambda value: None if value is None else _item(value))] = None

    @model_validator(mode="before")
    @classmethod
    def _named_by_item(cls, record: Any) -> Any:  # noqa: ANN401 - whatever the file holds
        if isinstance(record, dict) and record.get("id") is None and isinstance(record.get("wikidata"), str):
            return {**record, "id": _item(record["wikidata"])}
        return record

    @model_validator(mode="after")
    def _person_can_be_known(self) -> Self:
        single = [name for name in self.names if len(name.split()) == 1]
        if self.type == "person" and single and not (self.role or self.organisation):
            raise ValueError(
                f"{single[0]!r} is a single word, by which nobody is known alone; give the full name, or a role that "
                "must stand with it"
            )
        return self

    @property
    def names(self) -> list[str]:
        """Its name and its aliases."""
        return [self.name, *self.aliases]
