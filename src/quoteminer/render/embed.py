"""Data and scripts within a page: nothing that stands in them can end the element or run."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from typing import Final

from markupsafe import Markup

_UNSAFE: Final = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def script_json(value: object) -> Markup:
    r"""Write data as JSON that can stand in a script element.

    `<`, `>`, `&`, U+2028, U+2029 and lone surrogates are written as `\uXXXX`, which JSON reads back as what they are:
    so neither `</script>` nor `<!--` can occur.

    Args:
        value: what `json` can write.

    Returns:
        JSON on one line, marked as safe.
    """
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(_UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", plain))


def script_hash(code: str) -> str:
    """The name by which a content security policy allows exactly this script.

    Args:
        code: the script, as it stands between its tags.

    Returns:
        `'sha256-…'`, with its quotation marks.
    """
    return f"'sha256-{b64encode(sha256(code.encode()).digest()).decode()}'"
