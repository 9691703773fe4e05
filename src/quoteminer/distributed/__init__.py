"""Many machines that read articles, through Ray: what `workers` is to one machine.

A shard of the input is worked off by one actor with the code of a local run, in a process beside it that may die, and
its output is written whole or not at all. So a shard can be done again anywhere, and the output of all, put together
in the order of their numbers, is that of a local run.
"""

from quoteminer.distributed.datasets import extract
from quoteminer.distributed.reader import Settings
from quoteminer.distributed.run import extract_files

__all__ = ["Settings", "extract", "extract_files"]
