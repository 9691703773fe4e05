"""Text as a terminal can show it: nothing in it steers the terminal, and a long one is cut in the middle."""

from typing import Final

from rich.text import Text

GLUE: Final = "\ufdd0"
"""Stands for the space behind a number, so that no line ends there; a code that no text has once it is `visible`."""

_SHOWN = 160
"""How many characters of a content the table shows."""


def visible(text: str) -> str:
    """The text with a sign in place of each character that would steer the terminal; as long as the text.

    A carriage return before a line feed becomes a space, other line ends become line feeds.
    """
    joined = text.replace("\r\n", " \n")
    return joined.translate(_VISIBLE)


def shortened(text: str, length: int = _SHOWN) -> Text:
    """The text on one line, its middle left out where it is longer than `length`."""
    flat = " ".join(visible(text).split())
    if len(flat) > length:
        half = (length - 3) // 2
        opening, ending = flat[:half], flat[-half:]
        flat = f"{opening.rpartition(' ')[0] or opening} … {ending.partition(' ')[2] or ending}"
    return Text(flat)


_LINE_ENDS = dict.fromkeys((11, 12, 13, 133, 8232, 8233), "\n")
_PICTURES = {code: chr(0x2400 + code) for code in range(0x20) if code not in {0x09, 0x0A}}
_VISIBLE = {**_PICTURES, **dict.fromkeys([*range(127, 160), ord(GLUE)], "�"), **_LINE_ENDS, 0x09: " "}
