"""A question and the passages found for it in, the sentences that may answer it with what speaks for each out.

What speaks for a sentence is a row of named features, each a plain number: how near it lies to the
question, which of the question's words, names and years it holds, in the same or other words, and
whether it holds a thing of the kind asked for. Weighing them is left to the ranker.
"""

import math
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.question import Question, Term, years_of
from assistant.short_answers import Short, find_short_answers
from assistant.thesaurus import other_words
from corpus import Document, Figure, Sentence, Span, find_figures
from corpus.words import Word, tag_words
from index import Hit
from index.token_states import States, TokenStates

# Sentences whose word pieces are compared with the question's: each costs some 10 ms.
WEIGHED = 8
MAX_CONTEXT = 120  # characters of the sentences before that are read along
# From measured pairs: pieces that have nothing to do with each other lie at about 0.45.
UNRELATED = 0.45

_REASON = re.compile(
    "因为|由于|因此|所以|为了|旨在|目的|以便|有利于|意义|重要|原因|缘于|得益于|致使|导致|使得|从而|是为|以推动|以促进|来自于|关键"
)
# 副院长 is no 院长, and 前总统 is none any more.
_NOT_QUITE = frozenset("副前代原")

# So near lie only words that name the same: for a name or a measure nothing less will do.
SAME = 0.75

LACKING = 3.0  # taken from the promise of a sentence without a figure where one is asked for
SHORTEST_NAME = 5
# The noun phrase right behind a count, up to the next stop.
_COUNTED = re.compile("(?<=[家个名位人件项种所座场])[\u4e00-\u9fff]{2,14}")
BEARING = 2.0
# Measured on own question sets, as the shares of answered and of unanswerable questions below
# them: for a date 2 of 22 against 6 of 6, for a measure 2 of 99 against 8 of 29.
WHEN, WHY = 0.4, 0.5
MEASURE, LEAST_OF_MEASURE = 0.35, 0.35
UNHELD = 0.5  # a term held less than that is not held
# 哪个城市, 哪个部门: any name of the kind will do; 哪所大学 wants a university.
_ANY_PLACE = re.compile(
    "城市|地方|地区|国家|省份?|[市县区]$|部门|机构|机关|单位|公司|企业|组织|政府|团队|论坛|大会|方面|领域|平台"
)

# Who asks for one of these is not answered by a sentence that holds none.
MUST_HOLD = frozenset(("figure", "share", "date", "number", "person", "office"))

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Candidate:
    """A sentence of a passage that was found, and what a reader knows when they come to it."""

    hit: Hit
    rank: int
    document: Document
    place: int  # of the sentence among the document's
    sentence: Sentence
    cosine: float
    headings: str
    before: tuple[Sentence, ...]

    @cached_property
    def text(self) -> str:
        return self.sentence.span.cut(self.document.text)

    @cached_property
    def context(self) -> str:
        words = [sentence.span.cut(self.document.text) for sentence in self.before]
        return "。".join(filter(None, [self.headings, *words]))

    @cached_property
    def figures(self) -> list[Figure]:
        return find_figures(self.text)

    @cached_property
    def words(self) -> list[Word]:
        return tag_words(self.text)


@dataclass(frozen=True)
class Evidence:
    """A candidate with its features; ``held`` says of each of the question's terms how well it is
    held (0 to 1), ``shorts`` are possible short answers, the best first, each with its score."""

    candidate: Candidate
    features: dict[str, float]
    held: tuple[float, ...]
    shorts: tuple[tuple[float, Short], ...]


def find_candidates(
    question: Question, hits: Sequence[Hit], documents: Mapping[str, Document]
) -> list[Candidate]:
    """The sentences of the passages found, once each, headings left out.

    Where the office of a person is asked for, only sentences that name the person, wherever in the
    documents found: an office is printed once, where its holder speaks first.
    """
    found: dict[tuple[str, int], Candidate] = {}
    for rank, hit in enumerate(hits):
        document = documents[hit.passage.source_id]
        titles = _headings(document, hit.passage.article_id)
        starts = [sentence.span.start for sentence in document.sentences]
        for sentence, cosine in zip(hit.passage.sentences, hit.sentence_scores, strict=True):
            place = bisect_left(starts, sentence.span.start)
            if not sentence.heading and (document.source.id, place) not in found:
                before = _before(document, place, hit.passage.article_id)
                found[document.source.id, place] = Candidate(
                    hit, rank, document, place, sentence, cosine, titles, before
                )
    people = [term for term in question.terms if term.kind == "person"]
    if question.asks == "office" and people:
        return [
            c for c in _naming(people, hits, documents) if _find_form(c.text, people[0]) is not None
        ]
    return list(found.values())


def _naming(
    people: Sequence[Term], hits: Sequence[Hit], documents: Mapping[str, Document]
) -> Iterator[Candidate]:
    """The sentences that name one of the people, of all the documents found."""
    first: dict[str, tuple[int, Hit]] = {}
    for rank, hit in enumerate(hits):
        first.setdefault(hit.passage.source_id, (rank, hit))
    for id, (rank, hit) in first.items():
        document = documents[id]
        for place, sentence in enumerate(document.sentences):
            words = sentence.span.cut(document.text)
            if not sentence.heading and any(
                _find_form(words, person) is not None for person in people
            ):
                cosine = max(hit.sentence_scores, default=0.0)
                yield Candidate(
                    hit, rank, document, place, sentence, cosine, document.source.title, ()
                )


def weigh(
    question: Question,
    candidates: Sequence[Candidate],
    states: TokenStates,
    rarity: Callable[[str], float],
    *,
    most: int = WEIGHED,
) -> list[Evidence]:
    """The features of the ``most`` promising candidates."""
    if not candidates:
        return []
    cosines = np.array([c.cosine for c in candidates])
    scores = np.array([c.hit.score for c in candidates])
    weights = np.array([_weight(question, term, rarity) for term in question.terms])
    lexical = [_lexical(question, c, weights) for c in candidates]
    near = _standardise(cosines)
    promise = near + 0.5 * _standardise(scores) + 2.0 * np.array([a + b for a, b in lexical])
    if question.asks in ("figure", "share", "date"):
        promise -= [LACKING if _has_no_figure(question, c) else 0.0 for c in candidates]
    asked = states.of(question.text, "query")
    chosen = sorted(np.argsort(-promise, kind="stable")[:most].tolist())
    return [
        _evidence(
            question, candidates[n], states, asked, rarity, weights, lexical[n],
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


def _evidence(
    question: Question,
    candidate: Candidate,
    states: TokenStates,
    asked: States,
    rarity: Callable[[str], float],
    weights: Floats,
    lexical: tuple[float, float],
    given: dict[str, float],
) -> Evidence:
    seen = states.of(candidate.text, "passage")
    near = asked.vectors @ seen.vectors.T
    in_sentence, in_context, places = _hold_terms(question, candidate, asked, seen, near)
    shorts = _rank_shorts(question, candidate, in_sentence, places)
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
        **_year_features(question, candidate),
        **_kind_features(question, candidate, in_sentence, shorts),
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
    surroundings = candidate.context + "\n" + _about(candidate)
    for n, term in enumerate(question.terms):
        place = _find_form(candidate.text, term)
        if place is not None:
            in_sentence[n] = 1.0
        else:
            rows = [row for row, span in enumerate(asked.spans) if span.overlaps(term.span)]
            if rows and near.shape[1]:
                likeness = _scaled(near[rows].max(axis=1).mean())
                # A number within a name has no likeness: (2022-2025年) is not (2020-2025年).
                same = (
                    likeness >= SAME and term.kind != "office" and not re.search(r"\d", term.text)
                )
                in_sentence[n] = likeness if not term.strict or same else likeness / 2
                if term.kind == "organisation" and len(term.text) >= SHORTEST_NAME:
                    in_sentence[n] = max(in_sentence[n], 1 - _absent_share(term.text, candidate))
                place = seen.spans[int(near[rows].mean(axis=0).argmax())].start
        around = in_sentence[n] < 1 and _find_form(surroundings, term) is not None
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
        "least_name": least(in_context, *names),
        "least_name_sentence": least(in_sentence, *names),
        "least_strict": min(strict, default=1.0),
        "least_noun": least(in_context, "noun"),
        "least_noun_sentence": least(in_sentence, "noun"),
        "second_noun": least(in_context, "noun", nth=1),
        "least_verb": least(in_context, "verb"),
        "least_verb_sentence": least(in_sentence, "verb"),
        "least_figure": least(in_context, "figure"),
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
        # All but one in the text's own words: the one is then meant to be another.
        "one_missing": float(len(inexact) == 1 and inexact[0] < 0.5 and count >= 3),
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
    return max((_absent_share(name, candidate) for name in names), default=0.0)


def _absent_share(name: str, candidate: Candidate) -> float:
    """The share of a name's pairs of characters that the document never prints."""
    text = candidate.document.text + candidate.headings
    pairs = [name[i : i + 2] for i in range(len(name) - 1)]
    return sum(pair not in text for pair in pairs) / len(pairs)


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


def _kind_features(
    question: Question,
    candidate: Candidate,
    in_sentence: Floats,
    shorts: Sequence[tuple[float, Short]],
) -> dict[str, float]:
    """Whether the sentence holds the kind of thing that is asked for."""
    verbs = [
        float(h) for h, term in zip(in_sentence, question.terms, strict=True) if term.kind == "verb"
    ]  # fmt: skip
    event = question.asks in ("reason", "date", "place", "person") and not question.about_speech
    asked = question.asked
    return {
        "has_kind": float(bool(shorts)),
        "short_score": shorts[0][0] if shorts else 0.0,
        "lacks_kind": float(_lacks_kind(question, candidate, shorts)),
        "place_conflict": float(_is_elsewhere(question, candidate)),
        "counts_other": float(_counts_other(question, candidate, shorts)),
        "list_misfit": float(
            question.asks == "list"
            and asked is not None
            and not any(w in candidate.text for w in (asked[-2:], *other_words(asked)))
        ),
        "event_absent": float(_lacks_event(question, verbs)),
        "measure_absent": float(
            question.asks == "figure" and _lacks_measure(question, in_sentence)
        ),
        "person_absent": float(_lacks_person(question, candidate)),
        # 哪个园区: the answer's own name mostly ends with what it is.
        "asked_held": float(
            asked is None or any(w in candidate.text for w in (asked[-2:], *other_words(asked)))
        ),
        "event_held": min(verbs, default=1.0) if event else 1.0,
        "gives_reason": float(
            question.asks != "reason" or _REASON.search(candidate.text) is not None
        ),
        "speaker_asked": float(
            question.asks == "person" and candidate.sentence.speaker is not None
        ),
    }


def _lacks_kind(
    question: Question, candidate: Candidate, shorts: Sequence[tuple[float, Short]]
) -> bool:
    if question.asks in MUST_HOLD:
        return not shorts
    asked = question.asked
    if question.asks not in ("place", "organisation") or not asked or _ANY_PLACE.search(asked):
        return False
    return not any(word in candidate.text for word in (asked[-2:], *other_words(asked)))


def _has_no_figure(question: Question, candidate: Candidate) -> bool:
    speaker = candidate.sentence.speaker
    return not find_short_answers(
        question, candidate.text, lambda: candidate.words, candidate.figures, speaker
    )


def _lacks_event(question: Question, held: Sequence[float]) -> bool:
    """Whether the sentence does not tell of what is said to have happened (撤出, 施行)."""
    least = min(held, default=1.0)
    if question.asks == "date":
        return question.language == "zh" and least < WHEN
    return question.asks == "reason" and least < WHY


def _lacks_measure(question: Question, in_sentence: Floats) -> bool:
    """Whether a word of the measure asked for is not in the sentence: 亏损额 where it has 收入."""
    held = [
        float(h) for h, term in zip(in_sentence, question.terms, strict=True)
        if question.head and question.head.overlaps(term.span)
    ]  # fmt: skip
    return bool(held) and (min(held) < LEAST_OF_MEASURE or float(np.mean(held)) < MEASURE)


def _counts_other(
    question: Question, candidate: Candidate, shorts: Sequence[tuple[float, Short]]
) -> bool:
    """Whether the figure nearest to what is asked counts something else: 89家科创板企业 are no
    孵化器."""
    if (
        question.asks != "figure"
        or not shorts
        or question.head is None
        or question.language != "zh"
    ):
        return False
    head = question.head.cut(question.text)
    behind = _COUNTED.match(candidate.text, shorts[0][1].span.end)
    if behind is None:
        return False
    return not any(
        word in behind.group() for word in (head[-2:], *other_words(head), *other_words(head[-2:]))
    )


def _is_elsewhere(question: Question, candidate: Candidate) -> bool:
    """Whether the sentence speaks of another place than is asked about, or, where a figure for the
    whole country is asked for, of a part of it."""
    asked = [
        t
        for t in question.terms
        if t.kind == "place" and t.strict and question.asking.covers(t.span)
    ]
    spoken_of = candidate.headings + "\n" + candidate.text
    missing = [term for term in asked if _find_form(spoken_of, term) is None]
    whole = question.national and question.asks in ("figure", "share")
    if len(missing) < len(asked) or not (missing or whole):
        return False
    places = [word.text for word in candidate.words if word.tag == "LOC" and word.text != "中国"]
    if missing:
        return bool(places)
    return bool(places) and not re.search("我国|全国|中国|国内", candidate.text)


def _lacks_person(question: Question, candidate: Candidate) -> bool:
    """Whether the sentence is not about the person asked about, though they may have said it."""
    people = [term for term in question.terms if term.kind == "person"]
    if not people or question.about_speech or question.asks in ("office", "yesno"):
        return False
    # An article that is about somebody says so in its headline, and then speaks of 他.
    spoken_of = candidate.headings + "\n" + candidate.text
    return all(_find_form(spoken_of, term) is None for term in people)


def _year_features(question: Question, candidate: Candidate) -> dict[str, float]:
    if not question.years or question.about_validity:
        return {"year_held": 0.0, "year_conflict": 0.0}
    wanted = set(question.years)
    spoken = _years(candidate.text, candidate) or next(
        (
            years
            for s in reversed(candidate.before)
            if (years := _years(s.span.cut(candidate.document.text), candidate))
        ),
        set(),
    )
    if not spoken:
        year = candidate.document.source.year
        spoken = _years(candidate.headings, candidate) | ({year} if year else set())
    # A period is another one if it begins or ends in another year.
    period = len(question.years) > 1 and any(f.kind == "date" and f.upper for f in question.figures)
    held = wanted <= spoken if period else bool(wanted & spoken)
    return {"year_held": float(held), "year_conflict": float(bool(spoken) and not held)}


def _years(text: str, candidate: Candidate) -> set[int]:
    years: set[int] = set()
    dates = [figure for figure in find_figures(text) if figure.kind == "date"]
    # A bare 2024 is part of a name (2024中关村论坛) where other dates are written out.
    # … and so are the years of a title.
    titles = [Span(*match.span()) for match in re.finditer("《[^》]*》", text)]
    plain = [d for d in dates if "年" in d.raw and not any(t.covers(d.span) for t in titles)]
    for figure in plain or dates:
        found = list(years_of(figure))
        years.update(
            range(found[0], found[-1] + 1)
            if len(found) == 2 and found[1] - found[0] < 100
            else found
        )
    spoken_in = candidate.document.source.year
    if spoken_in:
        years |= {spoken_in for _ in re.findall("今年|本年度|年内", text)}
        years |= {spoken_in - 1 for _ in re.findall("去年|上年", text)}
    return years


def _rank_shorts(
    question: Question, candidate: Candidate, in_sentence: Floats, places: Sequence[int | None]
) -> tuple[tuple[float, Short], ...]:
    """Possible short answers, nearest to where the sentence speaks of what is asked."""
    shorts = find_short_answers(
        question,
        candidate.text,
        lambda: candidate.words,
        candidate.figures,
        candidate.sentence.speaker,
    )
    said = [
        (float(held) * _bearing(question, term), place)
        for held, term, place in zip(in_sentence, question.terms, places, strict=True)
        if place is not None
    ]
    if question.asked and (at := candidate.text.find(question.asked)) >= 0:
        said.append((BEARING, at))
    total = sum(_bearing(question, term) for term in question.terms) or 1.0
    scored = []
    for short in shorts:
        score = sum(
            weight * _nearness(candidate.text, short.span, place)
            for weight, place in said
            if not short.span.start <= place < short.span.end
        )
        # Who said it holds for all of the sentence, wherever its words stand.
        score = float(in_sentence.mean()) if short.said else score / total
        scored.append((score * _fit(question, short), short))
    return tuple(sorted(scored, key=lambda pair: -pair[0]))


def _bearing(question: Question, term: Term) -> float:
    """How much a term says of where the short answer stands: 发布 tells one date from another."""
    measured = question.head is not None and question.head.overlaps(term.span)
    return BEARING if term.kind == "verb" or measured else 1.0


def _fit(question: Question, short: Short) -> float:
    """More than 1 for a list whose members are named as asked (哪些税: …税、…税)."""
    if not short.members or not question.asked:
        return 1.0
    alike = sum(member.endswith(question.asked[-1]) for member in short.members)
    return 1.0 + alike / len(short.members)


def _nearness(text: str, span: Span, place: int) -> float:
    """1 beside it, less with each character between, and less again with each clause between."""
    between = text[place : span.start] if place < span.start else text[span.end : place]
    clauses = len(re.findall("[，；：。！？]", between))
    return math.exp(-len(between) / 40 - 0.7 * clauses)


def _lexical(question: Question, candidate: Candidate, weights: Floats) -> tuple[float, float]:
    """The weighted share of terms that stand in the sentence, and in it or around it, as printed."""
    total = float(weights.sum()) or 1.0
    text, around = candidate.text, candidate.context
    own = [_find_form(text, term) is not None for term in question.terms]
    both = [
        held or _find_form(around, term) is not None
        for held, term in zip(own, question.terms, strict=True)
    ]
    return float(weights @ np.array(own, float) / total), float(
        weights @ np.array(both, float) / total
    )


def _find_form(text: str, term: Term) -> int | None:
    """Where the text holds the term as printed; 院长 is not held by 副院长."""
    lowered = text.lower()
    for form in term.forms:
        at = lowered.find(form.lower())
        while at >= 0 and term.kind == "office" and text[at - 1 : at] in _NOT_QUITE:
            at = lowered.find(form.lower(), at + 1)
        if at >= 0:
            return at
        if term.is_name and term.kind != "person" and (at := _find_full_form(lowered, form)) >= 0:
            return at
    return None


def _find_full_form(text: str, short: str) -> int:
    """Where the text holds a name in full of which this is a short form, or -1: 工信部 is 工业和信息化部."""
    if not 4 <= len(short) <= 30 and short[-1:] not in "部委局办院会" or short.isascii():
        return -1
    match = re.search("[^，。；：！？、]{0,5}?".join(map(re.escape, short.lower())), text)
    return match.start() if match else -1


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


def _headings(document: Document, article_id: str | None) -> str:
    title = next((a.title for a in document.articles if a.id == article_id and a.title), None)
    return "。".join(dict.fromkeys(filter(None, [document.source.title, title])))


def _before(document: Document, place: int, article_id: str | None) -> tuple[Sentence, ...]:
    """The sentences just before in the same article, as many as are read along."""
    article = next((a for a in document.articles if a.id == article_id), None)
    found: list[Sentence] = []
    size = 0
    for earlier in reversed(document.sentences[max(0, place - 3) : place]):
        size += len(earlier.span)
        if (
            earlier.heading
            or size > MAX_CONTEXT
            or (article and earlier.span.start < article.span.start)
        ):
            break
        found.insert(0, earlier)
    return tuple(found)


def _about(candidate: Candidate) -> str:
    """What a reader knows of a sentence beside its text: who said it, who published it."""
    source, speaker = candidate.document.source, candidate.sentence.speaker
    said = [speaker.name, speaker.office] if speaker else []
    return "\n".join(filter(None, [*said, source.publisher, source.number, source.date]))


def _scaled(similarity: float) -> float:
    return max(0.0, min(1.0, (float(similarity) - UNRELATED) / (1 - UNRELATED)))


def _standardise(values: Floats) -> Floats:
    spread = float(values.std())
    return (values - values.mean()) / spread if spread else np.zeros_like(values)
