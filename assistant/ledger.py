"""The figures of the build, searched: rows of the ledger, the same measure side by side.

A row is one figure as printed; nothing is ever merged. Rows of one ``group`` count the same thing
in the same place, at different times or in different sources; ``relation`` says how a row stands to
the others of its group.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from assistant.checking.check import described
from assistant.citations import cite
from assistant.records import Citation
from assistant.statements.periods import Period, read_period
from assistant.statements.statements import Statement
from assistant.statements.targets import is_target
from corpus import Figure, YoujuError, find_figures
from corpus.figures.units import same_unit, to_base
from corpus.figures.values import compare_figures
from corpus.records import FigureKind
from index import Index

KINDS: tuple[FigureKind, ...] = get_args(FigureKind)
# What is looked for where nothing else is asked: a text's dates are seldom what a search is for.
MEASURED: tuple[FigureKind, ...] = tuple(kind for kind in KINDS if kind != "date")

# How a figure stands to others of the same measure: another value for the same time, a value aimed
# at beside one reached, or nothing to remark.
Relation = Literal["", "disagrees", "target"]

_WIDE_PLACES = frozenset(("我国", "全国", "国内", "中国"))


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A figure of a source, what it is about, and the words it stands in."""

    figure: Figure
    citation: Citation
    group: int
    relation: Relation = ""


def ledger(
    index: Index,
    query: str = "",
    *,
    value: str | float | None = None,
    unit: str | None = None,
    sources: Collection[str] = (),
    kinds: Collection[str] = (),
) -> list[LedgerRow]:
    """The rows that match: all the query's words, the value in any notation, the unit, a source.

    ``value`` may be as printed (1.66万, 四分之一, 900亿元); a number finds it in any unit. ``kinds``
    are those wanted; none means all.
    """
    if strange := sorted(set(kinds) - set(KINDS)):
        raise YoujuError(f"{strange[0]!r} is no kind of figure: give {', '.join(KINDS)}.")
    if unknown := sorted(set(sources) - set(index.documents)):
        raise YoujuError(
            f"No source has the id {unknown[0]!r}: `youju sources` lists those there are."
        )
    wanted = _wanted_value(value)
    words = _fold(query).split()
    documents = [index.documents[id] for id in index.documents if not sources or id in sources]
    kept = [
        statement
        for document in documents
        for statement in described(index, document)
        if (not kinds or statement.figure.kind in kinds)
        and (wanted is None or _has_value(statement.figure, wanted))
        and (unit is None or _has_unit(statement.figure, unit))
        and _holds(statement, words)
    ]
    return list(_grouped(kept))


def _wanted_value(value: str | float | None) -> Figure | float | None:
    if value is None or isinstance(value, int | float):
        return value
    text = unicodedata.normalize("NFKC", value).strip()
    plain = text.replace(",", "")
    if re.fullmatch(r"-?\d+(\.\d+)?", plain):
        return float(plain)
    found = find_figures(text)
    if len(found) == 1 and found[0].value is not None:
        return found[0]
    raise YoujuError(f"{value!r} is no value: give a number (16600) or a figure (1.66万, 25%).")


def _has_value(figure: Figure, wanted: Figure | float) -> bool:
    """A bare number is compared with the value and either bound, whatever the unit."""
    if figure.value is None:
        return False
    if isinstance(wanted, Figure):
        if wanted.unit is None or figure.unit is None:
            return wanted.value == figure.value
        return same_unit(figure.unit, wanted.unit) and (
            compare_figures(figure, replace(wanted, qualifier=None)).value == "same"
        )
    bounds = [bound for bound in (figure.value, figure.upper) if bound is not None]
    return any(abs(bound - wanted) <= 1e-9 * max(1.0, abs(wanted)) for bound in bounds)


def _has_unit(figure: Figure, unit: str) -> bool:
    """亿元 and 万平方米 ask for 元 and 平方米: values are kept in the base unit of the print."""
    folded = re.sub("^[万亿千百]+", "", unicodedata.normalize("NFKC", unit).strip())
    if figure.unit is None:
        return False
    return figure.unit == folded or to_base(1, figure.unit)[1] == to_base(1, folded)[1]


def _holds(statement: Statement, words: Sequence[str]) -> bool:
    """Whether each word stands in the row: in the sentence, its titles, or who said it."""
    if not words:
        return True
    figure, source = statement.figure, statement.document.source
    article = next(
        (
            a.title
            for a in statement.document.articles
            if a.title and a.span.covers(statement.figure.span)
        ),
        "",
    )
    parts = (figure.measure, figure.place, figure.period, figure.speaker, statement.text)
    text = _fold("\n".join(filter(None, (*parts, source.title, article))))
    return all(word in text for word in words)


def _grouped(kept: Sequence[Statement]) -> Iterator[LedgerRow]:
    """Groups in the order their first figure is printed, in a group by time."""
    groups: list[list[Statement]] = []
    alike: dict[tuple[object, ...], list[list[Statement]]] = defaultdict(list)
    for statement in kept:
        near = alike[_measured(statement)]
        group = next((g for g in near if _same_measure(g[0], statement)), None)
        if group is None:
            group = []
            groups.append(group)
            near.append(group)
        group.append(statement)
    n = 0
    for number, group in enumerate(groups, 1):
        results = _results(group) if len(group) > 1 else {}  # alone, it stands to none
        for statement in sorted(group, key=_when):
            n += 1
            yield LedgerRow(
                figure=statement.figure,
                citation=cite(statement.document, statement.sentence.span, n),
                group=number,
                relation=_relation(statement, results),
            )


def _measured(statement: Statement) -> tuple[object, ...]:
    """What figures of one group have in common, but their units; a figure of no measure is alone."""
    figure = statement.figure
    if not figure.measure:
        return (id(statement),)
    if figure.kind == "date":
        return figure.kind, figure.measure
    return figure.kind, statement.core, _place(figure), figure.change


def _results(group: Sequence[Statement]) -> dict[Period | None, list[Figure]]:
    """What a group states as reached, each value once, by its time."""
    told: dict[Period | None, dict[tuple[object, ...], Figure]] = defaultdict(dict)
    for statement in group:
        figure = statement.figure
        if not is_target(statement):
            value = (figure.value, figure.upper, figure.unit, figure.qualifier)
            told[_period(statement)].setdefault(value, figure)
    return {period: list(figures.values()) for period, figures in told.items()}


def _same_measure(one: Statement, other: Statement) -> bool:
    first, second = one.figure, other.figure
    if first.kind != second.kind or not first.measure or not second.measure:
        return False
    if "date" in (first.kind, second.kind):
        return first.measure == second.measure and first.unit == second.unit
    if one.core != other.core or _place(first) != _place(second):
        return False
    return first.change == second.change and same_unit(first.unit, second.unit)


def _relation(statement: Statement, results: Mapping[Period | None, Sequence[Figure]]) -> Relation:
    """A target is marked beside a result, a value beside another one for the same time."""
    if not results:
        return ""
    if is_target(statement):
        return "target"
    mine = _period(statement)
    others = results[mine] if mine else ()
    differ = (compare_figures(o, statement.figure).value == "different" for o in others)
    return "disagrees" if any(differ) else ""


def _period(statement: Statement) -> Period | None:
    source = statement.document.source
    return read_period(statement.figure.period, source.date, source.year)


def _when(statement: Statement) -> tuple[int, int]:
    period = _period(statement)
    return (period.last, statement.figure.span.start) if period else (0, 0)


def _place(figure: Figure) -> str:
    return "" if not figure.place or figure.place in _WIDE_PLACES else figure.place


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()
