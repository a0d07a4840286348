"""Features in, the probability that a sentence answers the question out.

Two parts: requirements that no likeness makes up for (the year asked about, the name, a figure
where one is asked for), and a logistic model over the rest, whose weights ``fit.py`` writes.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

WEIGHTS = "ranker.json"
# A name is held by its own words, or by others that the network takes for the same (东部, 东边).
LEAST_STRICT = 0.65


@dataclass(frozen=True, slots=True)
class Ranker:
    """A logistic model over standardised features.

    ``threshold`` is the probability under which a sentence is not held for an answer.
    """

    bias: float
    means: Mapping[str, float]
    scales: Mapping[str, float]
    weights: Mapping[str, float]
    threshold: float

    def probability(self, features: Mapping[str, float]) -> float:
        if unmet_requirement(features):
            return 0.0
        total = self.bias + sum(
            weight * (features[name] - self.means[name]) / self.scales[name]
            for name, weight in self.weights.items()
        )
        return 1 / (1 + math.exp(-total))


def unmet_requirement(features: Mapping[str, float]) -> str | None:
    """The name of a requirement that the sentence does not meet, None if it meets them all."""
    if features["year_conflict"]:
        return "year"
    if features["least_strict"] < LEAST_STRICT:
        return "name"
    if features["person_absent"]:
        return "person"
    if features["place_conflict"]:
        return "place"
    if features["measure_absent"] or features["counts_other"]:
        return "measure"
    if features["event_absent"]:
        return "event"
    if features["lacks_kind"]:
        return "kind"
    return None


@cache
def load_ranker() -> Ranker:
    """The ranker as it was fitted."""
    return Ranker(**json.loads(files("assistant").joinpath(WEIGHTS).read_text("utf-8")))
