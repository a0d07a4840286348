"""A question and the sentences that may answer it in, what speaks for each of them out.

What speaks for a sentence is a row of named features, each a plain number: how near it lies to the
question, which of the question's words, names and years it holds, in the same or other words, and
whether it holds a thing of the kind asked for. Weighing them is left to the ranker.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.answering.aims import in_asked_tense
from assistant.answering.asked_figure import (
    Described,
    Stated,
    asked_statement,
    compare_shorts,
    figure_features,
)
from assistant.answering.asked_years import year_features
from assistant.answering.candidates import Candidate, find_cell, find_form, known_of, points_back
from assistant.answering.question import Question, Term
from assistant.answering.requirements import kind_features
from assistant.answering.short_answers import Short, find_short_answers
from assistant.answering.short_ranking import rank_shorts
from assistant.answering.told import told_features
from corpus import Span
from index.token_states import States, TokenStates

# Sentences whose word pieces are compared with the question's: each costs some 10 ms.
WEIGHED = 6
# From measured pairs: pieces that have nothing to do with each other lie at about 0.45.
UNRELATED = 0.45
# So near lie only words that name the same: for a name or a measure nothing less will do.
SAME = 0.75
LACKING = 3.0  # taken from the promise of a sentence without a figure where one is asked for
LOOKED_AT = 5  # times as many candidates as are weighed are looked at for a figure
SHORTEST_NAME = 5
UNHELD = 0.5  # a term held less than that is not held

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Evidence:
    """A candidate with its features; ``held`` says of each of the question's terms how well it is
    held (0 to 1), ``shorts`` are possible short answers, the best first, each with its score."""

    candidate: Candidate
    features: dict[str, float]
    held: tuple[float, ...]
    shorts: tuple[tuple[float, Short], ...]


def weigh(
    question: Question,
    candidates: Sequence[Candidate],
    states: TokenStates,
    rarity: Callable[[str], float],
    described: Described,
    *,
    most: int = WEIGHED,
) -> list[Evidence]:
    """The features of the ``most`` promising candidates.

    ``described`` gives a document's figures as statements.
    """
    if not candidates:
        return []
    cosines = np.array([c.cosine for c in candidates])
    scores = np.array([c.hit.score for c in candidates])
    weights = np.array([_weight(question, term, rarity) for term in question.terms])
    lexical = [_lexical(question, c, weights) for c in candidates]
    near = _standardise(cosines)
    promise = near + 0.5 * _standardise(scores) + 2.0 * np.array([a + b for a, b in lexical])
    asked = states.of(question.text, "query")
    statement = asked_statement(question)
    chosen = _most_promising(question, candidates, promise, most)
    seen = dict(
        zip(chosen, states.of_all([candidates[n].text for n in chosen], "passage"), strict=True)
    )
    return [
        _evidence(
            question, candidates[n], seen[n], asked, rarity, weights, lexical[n],
            lambda candidate, shorts: compare_shorts(
                statement, shorts, candidate.document, candidate.sentence, described, states
            ),
            {
                "cosine": float(cosines[n]),
                "cosine_z": float(near[n]),
                "passage_cosine": candidates[n].hit.dense or 0.0,
                "score": float(scores[n]),
                "score_gap": float(scores[n] - scores.max()),
                "rank": 1.0 / (1 + candidates[n].rank),
            },
        )
        for n in chosen
    ]  # fmt: skip


def _most_promising(
    question: Question, candidates: Sequence[Candidate], promise: NDArray[np.float64], most: int
) -> list[int]:
    """The places of the candidates to weigh, in their order; those that hold no figure where one
    is asked for come later."""
    order: list[int] = np.argsort(-promise, kind="stable")[: most * LOOKED_AT].tolist()
    if question.asks in ("figure", "share", "date"):
        lacking = {n: LACKING * _has_no_figure(question, candidates[n]) for n in order}
        order = sorted(order, key=lambda n: lacking[n] - promise[n])
    return sorted(order[:most])


def _evidence(
    question: Question,
    candidate: Candidate,
    seen: States,
    asked: States,
    rarity: Callable[[str], float],
    weights: Floats,
    lexical: tuple[float, float],
    compare: Callable[[Candidate, Sequence[Short]], Mapping[Short, Stated]],
    given: dict[str, float],
) -> Evidence:
    near = asked.vectors @ seen.vectors.T
    in_sentence, in_context, places = _hold_terms(question, candidate, asked, seen, near)
    found = find_short_answers(
        question,
        candidate.text,
        lambda: candidate.words,
        candidate.figures,
        candidate.sentence.speaker,
    )
    counted = compare(candidate, found)
    found = in_asked_tense(question, candidate, found, counted)
    counted = {short: stated for short, stated in counted.items() if short in found}
    shorts = rank_shorts(question, candidate, found, in_sentence.tolist(), places, counted)
    content = _content_rows(question, asked)
    best = near[content].max(axis=1) if near.size and content else np.zeros(1)
    features = given | {
        "align": float(best.mean()),
        "align_low": float(np.sort(best)[: max(1, len(best) // 4)].mean()),
        "lexical_sentence": lexical[0],
        "lexical_context": lexical[1],
        **_term_features(question, in_sentence, in_context, weights),
        "unknown": float(_count_unknown(question, in_context, rarity)),
        "foreign": _foreign_share(question, candidate),
        "substituted": float(_is_substituted(question, candidate, in_context)),
        **figure_features(counted.values()),
        **year_features(question, candidate),
        **kind_features(question, candidate, shorts, counted),
        **told_features(question, candidate, in_sentence, in_context, counted.values()),
        "is_question": float(candidate.text.rstrip("”’ 」").endswith(("？", "?"))),
        "length": math.log(len(candidate.text)),
        "position": 1.0 / (1 + candidate.sentence.paragraph),
    }
    return Evidence(candidate, features, tuple(in_context.tolist()), shorts)


def _hold_terms(
    question: Question, candidate: Candidate, asked: States, seen: States, near: Floats
) -> tuple[Floats, Floats, list[int | None]]:
    """For each term how well the sentence holds it, in the same words or others, how well the
    sentence and what stands around it do, and where in the sentence it is held best."""
    in_sentence = np.zeros(len(question.terms), dtype=np.float32)
    in_context = np.zeros(len(question.terms), dtype=np.float32)
    places: list[int | None] = []
    surroundings = candidate.context + "\n" + known_of(candidate)
    taken_up = ""  # 其典型案例是…: its words are those of the sentence before, too
    if candidate.before and points_back(candidate.text):
        taken_up = candidate.before[-1].span.cut(candidate.document.text)
    for n, term in enumerate(question.terms):
        place = find_form(candidate.text, term)
        if place is None:
            place = find_cell(candidate.text, term)
        if place is not None:
            in_sentence[n] = 1.0
        else:
            rows = [row for row, span in enumerate(asked.spans) if span.overlaps(term.span)]
            if rows and near.shape[1]:
                likeness = _scaled(near[rows].max(axis=1).mean())
                same = likeness >= SAME and not term.is_exact
                in_sentence[n] = likeness if not term.strict or same else likeness / 2
                if term.kind == "title":
                    in_sentence[n] = min(
                        in_sentence[n], _title_share(term.text, candidate.text + surroundings)
                    )
                if term.kind == "organisation" and len(term.text) >= SHORTEST_NAME:
                    in_sentence[n] = max(
                        in_sentence[n], 1 - _absent_share(term.text, candidate.text + surroundings)
                    )
                place = seen.spans[int(near[rows].mean(axis=0).argmax())].start
        if taken_up and in_sentence[n] < 1 and find_form(taken_up, term) is not None:
            in_sentence[n] = 1.0
        around = in_sentence[n] < 1 and find_form(surroundings, term) is not None
        in_context[n] = 1.0 if around else in_sentence[n]
        places.append(place)
    return in_sentence, in_context, places


def _term_features(
    question: Question, in_sentence: Floats, in_context: Floats, weights: Floats
) -> dict[str, float]:
    """How well the question's terms are held, all together and by their kinds."""
    asking = [question.asking.covers(term.span) for term in question.terms]

    def least(held: Floats, *kinds: str, nth: int = 0) -> float:
        values = [
            float(h) for h, term, now in zip(held, question.terms, asking, strict=True)
            if now and term.kind in kinds
        ]  # fmt: skip
        return sorted([*values, 1.0, 1.0])[nth]

    total = float(weights.sum()) or 1.0
    names = ("person", "place", "organisation", "title", "name")
    strict = [
        float(h) for h, term, now in zip(in_context, question.terms, asking, strict=True)
        if now and term.strict
    ]  # fmt: skip
    inexact = [float(h) for h, now in zip(in_context, asking, strict=True) if now and h < 1]
    count = max(1, sum(asking))
    return {
        "held_sentence": float((in_sentence * weights).sum() / total) if asking else 1.0,
        "held_context": float((in_context * weights).sum() / total) if asking else 1.0,
        "least_name_sentence": least(in_sentence, *names),
        "least_strict": min(strict, default=1.0),
        "least_noun": least(in_context, "noun"),
        "least_noun_sentence": least(in_sentence, "noun"),
        "second_noun": least(in_context, "noun", nth=1),
        "least_verb": least(in_context, "verb"),
        "head_held": _mean_held(question, in_sentence, question.head),
        "head_least": min(
            (
                float(h)
                for h, t in zip(in_sentence, question.terms, strict=True)
                if question.head and question.head.overlaps(t.span)
            ),
            default=1.0,
        ),
        "inexact_share": len(inexact) / count,
        "inexact_mean": float(np.mean(inexact)) if inexact else 1.0,
        "missing": float(weights @ (1 - in_context)) if asking else 0.0,
        "terms": float(count),
    }


def _count_unknown(question: Question, held: Floats, rarity: Callable[[str], float]) -> int:
    """The terms asked about that no text of the index holds in any form, nor the sentence in others."""
    return sum(
        question.asking.covers(term.span) and h < UNHELD and min(map(rarity, term.forms)) >= 1
        for h, term in zip(held, question.terms, strict=True)
    )


def _foreign_share(question: Question, candidate: Candidate) -> float:
    """The largest share of one of the question's proper names that the document never prints."""
    names = [name for name in question.names if len(name) >= SHORTEST_NAME]
    printed = candidate.document.text + candidate.headings
    return max((_absent_share(name, printed) for name in names), default=0.0)


def _absent_share(name: str, text: str) -> float:
    """The share of a name's pairs of characters that the text never prints."""
    pairs = [name[i : i + 2] for i in range(len(name) - 1)]
    return sum(pair not in text for pair in pairs) / max(1, len(pairs))


def _title_share(title: str, text: str) -> float:
    """How much of a title stands in one of the text's, 1 where it prints none: the network takes
    one document for another of the same sort."""
    printed = re.findall("《([^》]*)》", text)
    return max((1 - _absent_share(title, other) for other in printed), default=1.0)


def _is_substituted(question: Question, candidate: Candidate, held: Floats) -> bool:
    """Whether the sentence holds the words before and behind a term with another word between
    them: 全球绿色技术 where 全球数字技术 is asked for."""
    terms = sorted(zip(question.terms, held, strict=True), key=lambda pair: pair[0].span)
    for (left, _), (term, h), (right, _) in zip(terms, terms[1:], terms[2:], strict=False):
        joined = left.span.end == term.span.start and term.span.end == right.span.start
        if joined and h < 1 and question.asking.covers(term.span):
            between = "[^，。；：！？、的]{1,5}"
            if re.search(re.escape(left.text) + between + re.escape(right.text), candidate.text):
                return True
    return False


def _mean_held(question: Question, held: Floats, where: Span | None) -> float:
    """How well the terms within a span of the question are held; 1 where there are none."""
    values = [
        float(h) for h, term in zip(held, question.terms, strict=True)
        if where and where.overlaps(term.span)
    ]  # fmt: skip
    return float(np.mean(values)) if values else 1.0


def _has_no_figure(question: Question, candidate: Candidate) -> bool:
    if question.asks == "date":  # a date in words (夜间) would cost tagging every sentence
        return not any(figure.kind == "date" for figure in candidate.figures)
    speaker = candidate.sentence.speaker
    return not find_short_answers(
        question, candidate.text, lambda: candidate.words, candidate.figures, speaker
    )


def _lexical(question: Question, candidate: Candidate, weights: Floats) -> tuple[float, float]:
    """The weighted share of terms that stand in the sentence, and in it or around it, as printed."""
    total = float(weights.sum()) or 1.0
    text, around = candidate.text, candidate.context
    own = [find_form(text, term) is not None for term in question.terms]
    both = [
        held or find_form(around, term) is not None
        for held, term in zip(own, question.terms, strict=True)
    ]
    return float(weights @ np.array(own, float) / total), float(
        weights @ np.array(both, float) / total
    )


def _weight(question: Question, term: Term, rarity: Callable[[str], float]) -> float:
    """Names weigh most, verbs least, and so do the words of sentences before the one that asks."""
    weight = {"verb": 0.5, "figure": 1.0, "noun": 1.0}.get(term.kind, 1.5)
    if not question.asking.covers(term.span):
        weight *= 0.3
    return weight * max(rarity(form) for form in term.forms)


def _content_rows(question: Question, asked: States) -> list[int]:
    return [
        row for row, span in enumerate(asked.spans)
        if question.asking.covers(span) and any(span.overlaps(term.span) for term in question.terms)
    ]  # fmt: skip


def _scaled(similarity: float) -> float:
    return max(0.0, min(1.0, (float(similarity) - UNRELATED) / (1 - UNRELATED)))


def _standardise(values: Floats) -> Floats:
    spread = float(values.std())
    return (values - values.mean()) / spread if spread else np.zeros_like(values)
