"""Many processes that read articles: handed out by size, answered in order, none lost when a process dies."""

import os
import sys


def cores() -> int:
    """How many cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
