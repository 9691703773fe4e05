"""The roles that a word can have, in the order in which the network scores them: first word, further word of a span."""

from typing import Final

ROLES: Final = ("none", "source", "source+", "cue", "cue+", "content", "content+")
NONE: Final = 0
SOURCE: Final = 1
CUE: Final = 3
CONTENT: Final = 5
