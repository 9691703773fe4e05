"""An entity: somebody or something that an article speaks of."""

from dataclasses import dataclass, field

from quoteminer.names import Gender, Name
from quoteminer.rules.roles import Role
from quoteminer.schema import SpeakerType


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody or something that the article speaks of. Two are the same only if they are one object.

    Attributes:
        name: the fullest name the article gives, or the words of the mention that introduced it.
        type: what kind of entity it is.
        named: whether it has a name of its own.
        person: the name in its parts, for a person.
        gender: where the article tells.
        women: the share of women among those of the first name.
        age: in years, where the article tells.
        roles: what it is called beside its name, in text order.
        kinds: for a body, what kinds of body it is called: "giant", "retailer".
        words: every word that describes it, folded.
        places: the countries and regions it is tied to.
        proper: adjectives with a capital among them that are no nationalities: parties, mostly.
        plural: whether it is several.
        things: whether it is several of what no table knows as people or bodies: things, most likely.
        behind: name of the entity that it speaks for without being it.
        organisation: the body that it belongs to without a role, or, unnamed, speaks for.
        members: those that it is made of, for several joined by "and".
    """

    name: str
    type: SpeakerType = "unknown"
    named: bool = True
    person: Name | None = None
    gender: Gender | None = None
    women: float | None = None
    age: str | None = None
    roles: list[Role] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    proper: set[str] = field(default_factory=set)
    plural: bool = False
    things: bool = False
    behind: str | None = None
    organisation: str | None = None
    members: tuple["Entity", ...] = ()

    def learn(self, role: Role | None) -> None:
        """Add a role that a mention gives."""
        if role is not None:
            self.words |= role.words
            self.places |= role.places
            self.proper |= role.proper
            if role.title and role not in self.roles:
                self.roles.append(role)
            elif self.type == "person" and not role.title:
                self.organisation = self.organisation or role.organisation


def joint(members: tuple[Entity, ...]) -> Entity:
    """Several entities as one, which "they" can take up."""
    name = " and ".join(member.name for member in members)
    return Entity(name, "group", named=False, plural=True, members=members)
