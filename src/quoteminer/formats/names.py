"""File names of articles, for formats that keep one article a file."""

import re
from pathlib import Path

_UNSAFE = re.compile(r"[/\\:*?\"<>|%\x00-\x1f]|^\.")
_ESCAPED = re.compile(r"%([0-9A-F]{2})")


def file_name(article_id: str) -> str:
    """Give an id as the name of a file, without ending; what a name cannot have is written as `%2F`.

    Examples:
        >>> file_name("nyt/2016 ä")
        'nyt%2F2016 ä'
    """
    return _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", article_id)


def id_of(path: Path) -> str:
    """Give back the id of a file that `file_name` named; of any other file, its name without ending."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), path.stem)
