"""Two rankings made one: dense and keyword scores of the candidates in, one score each out."""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


def fuse(dense: Scores, keyword: Scores) -> Scores:
    """The sum of the standardised scores."""
    return _standardise(dense) + _standardise(keyword)


def _standardise(scores: Scores) -> Scores:
    spread = float(scores.std()) if len(scores) else 0.0
    if spread == 0.0:
        return np.zeros_like(scores)
    result: Scores = (scores - scores.mean()) / spread
    return result
