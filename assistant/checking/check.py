"""A draft in, every figure in it with a verdict and its evidence out.

draft → statements → candidates in the sources → what is about the same → verdict
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from weakref import WeakKeyDictionary

from assistant.checking.derived import compute, is_computed, is_rate, is_spoken_of, spoken_of
from assistant.checking.draft_lines import WholeLines, join_lines
from assistant.checking.in_full import in_full
from assistant.checking.named_lists import NamedList, named_lists, under_their_names
from assistant.checking.reasons import Reason
from assistant.checking.verdicts import (
    Decision,
    Verdict,
    decide,
    decide_computed,
    decide_date,
    decide_span,
)
from assistant.citations import cite
from assistant.records import Citation
from assistant.statements.in_every import as_shares
from assistant.statements.likeness import Likeness, compare_statements
from assistant.statements.matches import Match, is_end_of, match_statements
from assistant.statements.outdone import is_outdone
from assistant.statements.read_statements import in_sentences, statements
from assistant.statements.referents import said_before, said_behind, said_last, speaks_no_more
from assistant.statements.statements import Statement
from corpus import Document, Figure, Sentence, Source, Span, Speaker, YoujuError, split_sentences
from corpus.datelines import dateline_end
from corpus.figures.values import is_bare_sum, value_token
from corpus.speakers import find_speakers
from index import Index
from index.token_states import local_token_states

# Statements weighed for a figure by the network: those whose words are nearest, …
WEIGHED = 8
# … and some with the same value wherever they stand: they show what was mistaken for what.
SAME_VALUE = 3
# Sources of so many characters together are looked at whole; more are searched.
LOOKED_AT_WHOLE = 30_000
PASSAGES = 12
# Sentences read at once: as many as the network's states are kept of.
READ_AHEAD = 800
# Who names so few sources checks a report of just these.
FEW_SOURCES = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """A figure of a source, and the sentence it stands in as a citation."""

    citation: Citation
    figure: Figure


@dataclass(frozen=True, slots=True)
class CheckedFigure:
    """A figure of the draft with its verdict.

    ``evidence`` is what the verdict rests on; for ``not_found`` it is empty, and ``nearest`` shows
    the nearest figures there are.
    """

    figure: Figure
    sentence: str
    verdict: Verdict
    why: Reason
    evidence: tuple[Evidence, ...]
    nearest: tuple[Evidence, ...]

    @property
    def reason(self) -> str:
        """Why, in Chinese."""
        return self.why.said()


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Every figure of a draft, in its order; ``summary`` counts the verdicts."""

    text: str
    figures: tuple[CheckedFigure, ...]
    build: str

    @property
    def summary(self) -> dict[str, int]:
        counts = Counter(checked.verdict for checked in self.figures)
        return {v: counts[v] for v in ("supported", "contradicted", "imprecise", "not_found")}


def check_draft(text: str, index: Index, *, sources: Collection[str] = ()) -> CheckReport:
    """Check every figure of a draft against the build, or against some of its sources."""
    if unknown := sorted(set(sources) - set(index.documents)):
        raise YoujuError(
            f"No source has the id {unknown[0]!r}: `youju sources` lists those there are."
        )
    draft = in_full(under_their_names(join_lines(text), _named_in(index, sources)))
    claims = as_shares(statements(draft_document(draft.text, year=_common_year(index, sources))))
    lookup = _Lookup(index, sources)
    named = _are_few(sources)
    lookup.read_ahead(claims)
    matches = {id(claim): lookup.matches(claim) for claim in claims}
    counts = [claim for claim in claims if claim.figure.kind != "date"]
    decided = {id(claim): decide(claim, matches[id(claim)], named=named) for claim in counts}
    for claim in counts:
        decided[id(claim)] = _beside(claim, counts, decided, matches, named) or decided[id(claim)]
    for claim in counts:
        decided[id(claim)] = _computed(claim, counts, decided, lookup) or decided[id(claim)]
    for claim, led in pairwise(counts):
        if claim.figure.kind == "duration" and claim.leads_to(led):
            decided[id(claim)] = decide_span(decided[id(claim)], decided[id(led)], matches[id(led)])
    for claim in claims:
        if claim.figure.kind == "date":
            depending = [decided[id(c)] for c in depending_on(claim, claims)]
            decided[id(claim)] = decide_date(claim, matches[id(claim)], depending, named=named)
    checked = (_checked(claim, decided[id(claim)], text, draft) for claim in claims)
    return CheckReport(text, tuple(checked), index.build)


def _beside(
    claim: Statement,
    counts: Sequence[Statement],
    decided: Mapping[int, Decision],
    matches: Mapping[int, Sequence[Match]],
    named: bool,
) -> Decision | None:
    """The verdict by the very sentence another figure of the draft's sentence is stated in.

    One sentence of a draft mostly reports one of the source, so that this holds over a like one.
    """
    held = decided[id(claim)]
    if held.verdict != "contradicted" or any(m.likeness.template for m in held.matches):
        return None
    told = {
        id(match.stated.sentence)
        for other in counts
        if other.sentence is claim.sentence and decided[id(other)].verdict == "supported"
        for match in decided[id(other)].matches
    }
    mine = matches[id(claim)]
    of_it = [
        match
        for match in mine
        if id(match.stated.sentence) in told
        and match.value_agrees
        and not is_outdone(claim, match, mine)
    ]
    found = decide(claim, of_it, named=named) if of_it else None
    if found and found.verdict in ("supported", "imprecise"):
        return found
    # 19.3万亩，其中飞播7.8万亩: what bears another figure out says nothing against this one.
    spoken_for = {
        id(decided[id(other)].matches[0].stated)
        for other in counts
        if other.sentence is claim.sentence and decided[id(other)].verdict == "supported"
    }
    if not all(id(match.stated) in spoken_for for match in held.matches):
        return None
    return decide(claim, [m for m in mine if id(m.stated) not in spoken_for], named=named)


def _computed(
    claim: Statement,
    counts: Sequence[Statement],
    decided: Mapping[int, Decision],
    lookup: "_Lookup",
) -> Decision | None:
    """What the sources' figures give for one they do not state, where they give it."""
    if decided[id(claim)].verdict in ("supported", "imprecise") or not is_computed(claim):
        return None
    beside = [
        decided[id(other)].matches[0]
        for other in counts
        if other.sentence is claim.sentence
        and other is not claim
        and decided[id(other)].verdict in ("supported", "imprecise")
    ]
    others = [] if is_rate(claim) else lookup.spoken_of(claim)
    terms = {id(match.stated): match for match in [*beside, *others]}
    surely = {id(m.stated) for m in beside}
    named = [
        m.stated for m in terms.values() if id(m.stated) in surely or is_spoken_of(claim, m.stated)
    ]
    ways = [compute(claim, named), compute(claim, [m.stated for m in terms.values()])]
    made = next((way for way in ways if way and way.fits), ways[0])
    if made is None:
        return None
    used = [terms[id(term)] for term in made.terms]
    sure = made.named or {id(m.stated) for m in used} <= surely
    if not made.fits and not sure and decided[id(claim)].verdict != "not_found":
        return None  # what a source states of it goes before what could be computed
    return decide_computed(claim, made.shown, made.fits, used)


def depending_on(date: Statement, claims: Sequence[Statement]) -> list[Statement]:
    """The figures of its sentence that are stated for the period this date names."""
    period, raw = date.figure.period or "", "".join(date.figure.raw.split())
    names_period = raw in period or raw.startswith(("今", "去", "前", "明", "上"))
    if raw.isdigit() or not period or not names_period:
        return []
    return [
        claim
        for claim in claims
        if claim.sentence is date.sentence
        and claim.figure.kind != "date"
        and claim.figure.period == period
    ]


def _common_year(index: Index, sources: Collection[str]) -> int | None:
    """The year by which 今年 is read in a draft: that of its sources, if they have one in common."""
    years = {index.documents[name].source.year for name in sources or index.documents}
    return years.pop() if len(years) == 1 else None


def draft_document(text: str, *, year: int | None = None) -> Document:
    """The draft as a document whose text is the draft itself, so that spans point into it.

    A dateline (新华社上海9月22日电) says nothing of the sources: it stands in no sentence.
    """
    found: list[Sentence] = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        begins = dateline_end(line)
        words = (s.shift(start + begins) for s in split_sentences(line[begins:]))
        found += [Sentence(span, number) for span in words]
        start += len(line) + 1
    speakers = find_speakers(text, [s.span for s in found])
    for n, sentence in enumerate(found):
        if not speakers[n] and (name := said_last(sentence.span.cut(text))):
            speakers[n] = Speaker(name)
    for n in range(len(found) - 1, 0, -1):
        who = speakers[n]
        if who and who == speakers[n - 1] and speaks_no_more(text, found, n, who.name):
            speakers[n] = None
    for n, pair in enumerate(pairwise(found)):
        one, other = (s.span.cut(text) for s in pair)
        if not speakers[n] and (name := said_behind(one, other)):
            speakers[n] = Speaker(name)
        if not speakers[n + 1] and (name := said_before(other, one)):
            speakers[n + 1] = Speaker(name)
    said = tuple(Sentence(s.span, s.paragraph, who) for s, who in zip(found, speakers, strict=True))
    source = Source("draft", "", "other", "draft", "", year=year)
    return Document(source, text, (), (), said)


def _are_few(sources: Collection[str]) -> bool:
    """Whether a draft is held to a few sources, as a report of just these."""
    return 0 < len(sources) <= FEW_SOURCES


class _Lookup:
    """The sources' statements, found for one draft's statement after another."""

    def __init__(self, index: Index, sources: Collection[str]) -> None:
        self._index = index
        self._sources = sources
        # The day of a report is that of its news: a draft of these sources alone may say it.
        self._datelines = _are_few(sources)
        self._documents = [index.documents[name] for name in sources or index.documents]
        size = sum(len(document.text) for document in self._documents)
        self._whole: list[Statement] | None = None
        if size <= LOOKED_AT_WHOLE:
            self._whole = [
                s for d in self._documents for s in described(index, d, datelines=self._datelines)
            ]
        self._states = local_token_states()
        self._found: dict[str, list[Statement]] = {}
        self._weighed: dict[int, list[Statement]] = {}

    def read_ahead(self, claims: Sequence[Statement]) -> None:
        """Read the sentences that will be weighed on all cores at once."""
        self._weighed = {id(claim): self._candidates(claim) for claim in claims}
        found = [s.text for claim in claims for s in (claim, *self._weighed[id(claim)])]
        self._states.of_all(list(dict.fromkeys(found))[:READ_AHEAD], "passage")

    def matches(self, claim: Statement) -> list[Match]:
        """The statements of the sources that may be about the same, the likest first."""
        return match_statements(claim, self._weighed[id(claim)], self._compare)

    def spoken_of(self, claim: Statement) -> list[Match]:
        """Statements whose measure the draft's sentence names, for the time it speaks of."""
        told = spoken_of(claim, self._pool(claim))
        found = match_statements(claim, told, self._compare)
        return [match for match in found if match.likeness.period != "different"]

    def _compare(self, claimed: Statement, stated: Statement) -> Likeness:
        return compare_statements(claimed, stated, self._states)

    def _candidates(self, claim: Statement) -> list[Statement]:
        pool = [s for s in self._pool(claim) if _comparable(claim, s)]
        ranked = sorted(pool, key=lambda stated: -_overlap(claim, stated))
        token = value_token(claim.figure)
        alike = [
            s
            for s in ranked[WEIGHED:]
            if value_token(s.figure) == token or is_end_of(claim.figure, s.figure)
        ]
        return ranked[:WEIGHED] + alike[:SAME_VALUE]

    def _pool(self, claim: Statement) -> list[Statement]:
        if self._whole is not None:
            return self._whole
        if claim.text not in self._found:
            hits = self._index.search(claim.text, PASSAGES, sources=self._sources)
            spans = [(hit.passage.source_id, hit.passage.span) for hit in hits]
            self._found[claim.text] = list(_within(self._index, spans, self._datelines))
        return self._found[claim.text]


_Described = dict[tuple[str, Sentence | None, bool], list[Statement]]
_DESCRIBED: WeakKeyDictionary[Index, _Described] = WeakKeyDictionary()


def described(
    index: Index, document: Document, at: Sentence | None = None, *, datelines: bool = False
) -> Sequence[Statement]:
    """The statements of a document of the index, or of one sentence and those that lead to it,
    read once for each open index: a question looks at a few sentences of many documents."""
    known = _DESCRIBED.setdefault(index, {})
    place = (document.source.id, at, datelines)
    if place not in known:
        read = index.plain.get(document.source.id, document)
        if at or datelines:
            known[place] = statements(read, at, datelines=datelines)
        else:
            known[place] = in_sentences(read, read.sentences, index.figures(read.source.id))
    return known[place]


_NAMED: WeakKeyDictionary[Index, dict[str, list[NamedList]]] = WeakKeyDictionary()


def _named_in(index: Index, sources: Collection[str]) -> Iterable[NamedList]:
    """The lists that the sources have names for, read once for each open index."""
    if index not in _NAMED:
        _NAMED[index] = {n: list(named_lists(d.text)) for n, d in index.documents.items()}
    return (named for source in sources or _NAMED[index] for named in _NAMED[index][source])


def _within(
    index: Index, spans: Sequence[tuple[str, Span]], datelines: bool
) -> Iterable[Statement]:
    for source in dict.fromkeys(source for source, _ in spans):
        for statement in described(index, index.documents[source], datelines=datelines):
            if any(s == source and span.covers(statement.figure.span) for s, span in spans):
                yield statement


def _comparable(claim: Statement, stated: Statement) -> bool:
    """Figures of one kind; ``other`` and counts mix, since classifiers are many."""
    claimed, figure = claim.figure, stated.figure
    if "date" in (claimed.kind, figure.kind):
        alike = (claimed.unit == "时") == (figure.unit == "时")
        return claimed.kind == figure.kind and alike and claim.in_title == stated.in_title
    if any(claimed.raw.startswith(first) != figure.raw.startswith(first) for first in "第前"):
        return False
    if "duration" in (claimed.kind, figure.kind) and claimed.unit != figure.unit:
        return claimed.kind == figure.kind  # 一年多 is no 3100多个
    if claimed.kind == figure.kind or is_bare_sum(claimed, figure):
        return True
    return {claimed.kind, figure.kind} <= {"count", "other", "duration"}


def _overlap(claim: Statement, stated: Statement) -> float:
    """How many pairs of characters the two share: quick, and only to choose whom to weigh."""
    score = len(claim.bigrams & stated.bigrams) / (len(claim.bigrams) or 1)
    about = claim.measure_bigrams
    return score + len(about & stated.measure_bigrams) / (len(about) or 1)


def _as_given(claim: Statement, text: str, draft: WholeLines) -> str:
    """The sentence as the draft has it, where a list in it was read under its name."""
    place = draft.places[claim.sentence.span.start : claim.sentence.span.end]
    whole = all(text[at] == char for at, char in zip(place, claim.text, strict=True) if char != " ")
    return claim.text if whole else draft.printed(claim.sentence.span).cut(text)


def _checked(claim: Statement, decision: Decision, text: str, draft: WholeLines) -> CheckedFigure:
    evidence = tuple(
        Evidence(cite(m.stated.document, m.stated.sentence.span, n), m.stated.figure)
        for n, m in enumerate(decision.matches, 1)
    )
    found = decision.verdict != "not_found"
    return CheckedFigure(
        figure=replace(claim.figure, span=draft.printed(claim.figure.span)),
        sentence=_as_given(claim, text, draft),
        verdict=decision.verdict,
        why=decision.reason,
        evidence=evidence if found else (),
        nearest=() if found else evidence,
    )
