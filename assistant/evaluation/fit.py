"""Fits the ranker's weights on data sets: ``python -m assistant.evaluation.fit --home HOME SET[=WEIGHT] …``.

A developer's script, not used when answering. Each set is a folder as ``youju eval`` takes it, and
must have been evaluated in HOME before, so that its index is there. From every answerable question
it makes three: as asked (its sentences that hold a gold answer are right), with its own documents
left out, and with one of its years or nouns put in place by another of the set (nothing is right:
near misses are what a refusal must be learnt from).
"""

import argparse
import json
import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from assistant.answering.candidates import find_candidates
from assistant.answering.evidence import weigh
from assistant.answering.question import Question, Term, understand
from assistant.answering.ranker import WEIGHTS, Ranker, Tree, unmet_requirement
from assistant.checking.check import described
from assistant.evaluation.data_set import DataSet, Query, read_data_set
from assistant.evaluation.metrics import holds_answer, normalise
from index import Embedding, Index, local_embedding, open_index
from index.token_states import local_token_states

SEED = 7
PASSAGES = 12
MOST_QUERIES = 250  # of one set
# Measured on sets left out of the fit; deeper trees, or more of them, gain nothing.
GROWN: dict[str, Any] = {
    "max_iter": 250,
    "max_depth": 4,
    "learning_rate": 0.05,
    "min_samples_leaf": 30,
    "l2_regularization": 5.0,
    "random_state": SEED,
}
# Features that a requirement covers whole, or that only tell one set of texts from another.
LEFT_OUT = frozenset(
    "length position rank year_held year_conflict lacks_kind person_absent place_conflict "
    "event_absent name_absent another_sort least_strict is_question terms".split()
)
SWAPPED = ("noun", "person", "place", "organisation")
# A word is put in place by one of those nearest in meaning, but the very nearest say the same.
NEIGHBOURS = slice(4, 40)


@dataclass(frozen=True, slots=True)
class Example:
    features: dict[str, float]
    right: bool
    weight: float


def fit(examples: list[Example], threshold: float) -> Ranker:
    """Boosted trees over the examples that meet every requirement."""
    from sklearn.ensemble import (  # type: ignore[import-untyped]
        HistGradientBoostingClassifier,
    )

    kept = [example for example in examples if unmet_requirement(example.features) is None]
    names = sorted(set(kept[0].features) - LEFT_OUT)
    model = HistGradientBoostingClassifier(**GROWN)
    model.fit(
        np.array([[example.features[name] for name in names] for example in kept]),
        [example.right for example in kept],
        sample_weight=[example.weight for example in kept],
    )
    # The library offers no public way to its trees; the version is pinned, and a test holds that
    # what is written gives the library's own probabilities.
    return Ranker(
        bias=float(model._baseline_prediction.item()),
        features=tuple(names),
        trees=tuple(_tree(predictor.nodes) for (predictor,) in model._predictors),
        threshold=threshold,
    )


def _tree(nodes: np.ndarray) -> Tree:
    return tuple(
        round(float(node["value"]), 5)
        if node["is_leaf"]
        else (
            int(node["feature_idx"]),
            float(node["num_threshold"]),
            int(node["left"]),
            int(node["right"]),
        )
        for node in nodes
    )


def examples_of(
    data: DataSet, index: Index, embedding: Embedding, weight: float
) -> Iterator[Example]:
    """The weighed sentences of every question of a set, and of its near misses."""
    chance = random.Random(SEED)
    queries = list(data.queries)
    chance.shuffle(queries)
    queries = queries[:MOST_QUERIES]
    asked = {query.id: understand(query.text, index.people) for query in queries}
    near_misses = _NearMisses(list(asked.values()), embedding, chance)
    for query in queries:
        if query.unanswerable:
            yield from _weighed(asked[query.id], query, index, weight, gold=False)
            continue
        yield from _weighed(asked[query.id], query, index, weight, gold=True)
        if query.relevant:
            yield from _weighed(
                asked[query.id], query, index, weight, gold=False, without=query.relevant
            )
        if changed := near_misses.of(asked[query.id], _own_words(query, index)):
            other = understand(changed, index.people)
            yield from _weighed(other, query, index, weight, gold=False)


def _weighed(
    question: Question,
    query: Query,
    index: Index,
    weight: float,
    *,
    gold: bool,
    without: frozenset[str] = frozenset(),
) -> Iterator[Example]:
    keywords = question.chinese if question.language == "en" else None
    hits = index.search(question.text, PASSAGES * (4 if without else 1), keywords=keywords)
    hits = [hit for hit in hits if hit.passage.source_id not in without][:PASSAGES]
    candidates = find_candidates(question, hits, index.documents)
    weighed = weigh(
        question, candidates, local_token_states(), index.rarity, partial(described, index)
    )
    for evidence in weighed:
        candidate = evidence.candidate
        speaker = candidate.sentence.speaker
        words = candidate.text + (f"{speaker.office}{speaker.name}" if speaker else "")
        source = candidate.document.source.id
        relevant = not query.relevant or source in query.relevant
        right = gold and relevant and holds_answer(words, query.answers)
        yield Example(evidence.features, right, weight)


def _own_words(query: Query, index: Index) -> str:
    """All that the documents of a question print: what a near miss must not ask about."""
    ids = query.relevant & set(index.documents) or set(index.documents)
    return normalise(
        "".join(index.documents[id].text + index.documents[id].source.title for id in ids)
    )


class _NearMisses:
    """Questions changed in one word, so that their own documents no longer answer them."""

    def __init__(
        self, questions: list[Question], embedding: Embedding, chance: random.Random
    ) -> None:
        self._chance = chance
        self._words: dict[str, list[str]] = {}
        for question in questions:
            for term in question.terms:
                if term.kind in SWAPPED and len(term.text) > 1 and question.language == "zh":
                    self._words.setdefault(term.kind, []).append(term.text)
        self._words = {kind: sorted(set(words)) for kind, words in self._words.items()}
        self._vectors = {k: embedding.embed_passages(words) for k, words in self._words.items()}

    def of(self, question: Question, own_words: str) -> str | None:
        """The question with another year or noun, None if none fits."""
        if question.years and self._chance.random() < 0.6:
            year = self._chance.choice(question.years)
            other = str(year + self._chance.choice((-3, -2, -1, 1, 2, 3)))
            if other not in own_words:
                return question.text.replace(str(year), other)
        terms = [
            term for term in question.terms
            if term.text in self._words.get(term.kind, ()) and question.asking.covers(term.span)
        ]  # fmt: skip
        self._chance.shuffle(terms)
        for term in terms:
            for word in self._neighbours(term):
                if (
                    word not in own_words
                    and word not in question.text
                    and not set(word) & set(term.text)
                ):
                    return question.text[: term.span.start] + word + question.text[term.span.end :]
        return None

    def _neighbours(self, term: Term) -> list[str]:
        words, vectors = self._words[term.kind], self._vectors[term.kind]
        order = np.argsort(-(vectors @ vectors[words.index(term.text)]))[NEIGHBOURS].tolist()
        self._chance.shuffle(order)
        return [words[n] for n in order]


def _to_json(ranker: Ranker) -> str:
    """A tree a line."""
    kept = asdict(ranker)
    trees = ",\n  ".join(json.dumps(tree) for tree in kept.pop("trees"))
    return json.dumps(kept, indent=1)[:-2] + f',\n "trees": [\n  {trees}\n ]\n}}\n'


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+", help="folder of a data set, with =WEIGHT if not 1")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--threshold", type=float, required=True)
    asked = parser.parse_args()
    embedding = local_embedding()
    examples: list[Example] = []
    for name in asked.sets:
        folder, _, weight = name.partition("=")
        data = read_data_set(Path(folder))
        home = asked.home / "eval" / data.name if data.corpus else asked.home
        index = open_index(home, embedding=embedding)
        examples += examples_of(data, index, embedding, float(weight or 1))
        index.close()
    WEIGHTS.write_text(_to_json(fit(examples, asked.threshold)), "utf-8")


if __name__ == "__main__":
    main()
