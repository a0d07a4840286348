"""Features in, the probability that a sentence answers the question out.

Two parts: requirements that no likeness makes up for (the year asked about, the name, a figure
where one is asked for), and boosted decision trees over the rest, which ``fit.py`` grows.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

WEIGHTS = Path(__file__).with_name("ranker.json")
# A name is held by its own words, or by others that the network takes for the same (东部, 东边).
LEAST_STRICT = 0.65

# A branch is (feature, greatest value that goes left, left, right), by the places of the branches
# and leaves that follow in the same tree; a leaf is what it adds.
Branch = tuple[int, float, int, int]
Tree = tuple[Branch | float, ...]


@dataclass(frozen=True, slots=True)
class Ranker:
    """Boosted trees: what their leaves add to ``bias`` is the logit of the probability.

    ``threshold`` is the probability under which a sentence is not held for an answer.
    """

    bias: float
    features: tuple[str, ...]
    trees: tuple[Tree, ...]
    threshold: float

    def probability(self, features: Mapping[str, float]) -> float:
        if unmet_requirement(features):
            return 0.0
        values = [features[name] for name in self.features]
        total = self.bias + sum(_leaf(tree, values) for tree in self.trees)
        return 1 / (1 + math.exp(-total))


def _leaf(tree: Tree, values: list[float]) -> float:
    node = tree[0]
    while not isinstance(node, float):
        feature, most, left, right = node
        node = tree[left if values[feature] <= most else right]
    return node


def unmet_requirement(features: Mapping[str, float]) -> str | None:
    """The name of a requirement that the sentence does not meet, None if it meets them all."""
    if features["year_conflict"]:
        return "year"
    if features["least_strict"] < LEAST_STRICT:
        return "name"
    if features["name_absent"]:
        return "kind"
    if features["person_absent"]:
        return "person"
    if features["place_conflict"]:
        return "place"
    if features["another_sort"]:
        return "measure"
    if features["event_absent"]:
        return "event"
    if features["lacks_kind"]:
        return "kind"
    return None


@cache
def load_ranker() -> Ranker:
    """The ranker as it was fitted."""
    kept = json.loads(WEIGHTS.read_text("utf-8"))
    trees = tuple(
        tuple(node if isinstance(node, float) else tuple(node) for node in tree)
        for tree in kept["trees"]
    )
    return Ranker(kept["bias"], tuple(kept["features"]), trees, kept["threshold"])
