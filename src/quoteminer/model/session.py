"""The network at work: an article's text in, evidence out."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from quoteminer.errors import ModelError
from quoteminer.model.batches import INPUTS, batch_of
from quoteminer.model.evidence import Evidence, Links, Reals, softmax
from quoteminer.model.folder import GRAPH, TOKENIZER, Config, read_folder
from quoteminer.model.page import Words, words_of
from quoteminer.model.roles import ROLES
from quoteminer.model.windows import windows_of

Scores = Sequence[NDArray[Any]]
"""Of roles, (1, words, roles); of links to cues, (1, words, 1 + asked); of links from them to sources, (1, asked,
1 + words); and the words that are asked for, because they may be of a cue, (asked,)."""
Network = Callable[[Mapping[str, NDArray[np.generic]]], Scores]
"""What scores a window, as `batches.batch_of` lays it out."""
_LEAST: Final = 1e-12
"""The least probability of a role."""
_SLOWER: Final = ["SkipLayerNormFusion"]
"""Rewritings of the graph by ONNX Runtime (1.31) that make it slower: the fused node takes ten times as long as the
two that it stands for, a twelfth of the network's time."""


class AttributionModel:
    """A loaded model folder.

    Args:
        path: the folder.

    Raises:
        ModelError: the folder is no model, or its files cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.config: Config = read_folder(path).config
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._tokenizer: Tokenizer = Tokenizer.from_file(str(path / TOKENIZER))
            self._session: Any = onnxruntime.InferenceSession(
                str(path / GRAPH), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
            )
        except Exception as error:  # both libraries raise bare exceptions of their own
            raise ModelError(f"{path}: the model cannot be read: {error}") from error

    def read(self, text: str) -> Evidence:
        """Score the words and links of an article.

        Args:
            text: the article.

        Returns:
            The evidence; without words where the text has none.
        """
        return evidence_of(words_of(text, self._tokenizer), self.config, self.score)

    def score(self, batch: Mapping[str, NDArray[np.generic]]) -> Scores:
        """Score a window, as `batches.batch_of` lays it out."""
        scores: Scores = self._session.run(None, {name: batch[name] for name in INPUTS})
        return scores


def evidence_of(words: Words, config: Config, network: Network) -> Evidence:
    """Score the words and links of an article, window by window.

    Args:
        words: the article.
        config: says how long windows are. They are scored one by one: nothing is padded, and on one thread that is
            faster than several at once.
        network: what scores them.

    Returns:
        The evidence.
    """
    windows = windows_of(words, config.window, config.context)
    roles: Reals = np.zeros((len(words), len(ROLES)))
    links = []
    for window in windows:
        of_roles, to_cues, to_sources, asked = network(batch_of([(words, window)]))
        core = slice(window.core_start - window.start, window.core_end - window.start)
        roles[window.core_start : window.core_end] = np.log(np.maximum(softmax(of_roles[0, core]), _LEAST))
        links.append(Links(asked, softmax(to_cues[0, core]), softmax(to_sources[0])))
    return Evidence(words, roles, tuple(windows), tuple(links))


@lru_cache(maxsize=4)
def load_model(path: Path) -> AttributionModel:
    """Load a model folder, once in a process.

    Args:
        path: the folder.

    Returns:
        The model.

    Raises:
        ModelError: the folder is no model, or its files cannot be read.
    """
    return AttributionModel(path)
