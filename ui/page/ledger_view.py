"""Rows of the ledger → HTML: a table whose groups stand together, and a chart of a group over time.

Pure: knows no browser, no Gradio and no index. Every text of a source is data and is escaped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from assistant.ledger import LedgerRow
from assistant.statements.periods import read_period
from ui.page.answer_view import open_attributes, place_of
from ui.page.check_view import exports_to_html
from ui.page.source_view import escape, kind_to_html
from ui.sheets.ledger_sheet import LEDGER_SHEETS
from ui.words import LEDGER_EXAMPLES, Words

# A browser lays out so many rows at once without a wait; the rest is for the export.
MAX_ROWS = 300
# Numbers of notices and names with numerals measure nothing that a chart could show.
CHARTED = frozenset(("count", "money", "ratio", "area", "duration"))
COLUMNS = ("figure", "measure", "period", "place", "speaker", "source")

# The chart, in units that are pixels on a phone.
WIDTH = 360
LEFT, RIGHT, TOP, BOTTOM = 30, 330, 62, 150
CHAR_WIDTH = 12
LEVEL = 16
LEVELS = 3


@dataclass(frozen=True, slots=True)
class Point:
    """One value at one time: ``time`` in years, ``label`` the figure and ``when`` as printed."""

    time: float
    value: float
    label: str
    when: str
    target: bool


def ledger_to_html(
    rows: Sequence[LedgerRow], words: Words, *, years: Mapping[str, int | None] | None = None
) -> str:
    """Return the table; ``years`` are those the sources speak of, by which 今年 is placed."""
    if not rows:
        return (
            f'<div class="yj-none" data-said="{words["not_found"]}"><p class="yj-none-title">{words["not_found"]}</p>'
            f"<p>{words['no_rows']}</p></div>"
        )
    shown = rows[:MAX_ROWS]
    count = words["row_count"].format(count=len(rows))
    if len(rows) > MAX_ROWS:
        count += words["row_cut"].format(shown=MAX_ROWS)
    head = "".join(f'<th scope="col">{words[f"column_{name}"]}</th>' for name in COLUMNS)
    groups = "".join(
        group_to_html(list(group), words, years or {})
        for _, group in groupby(shown, key=lambda row: row.group)
    )
    return (
        f'<div class="yj-ledger-head" data-said="{count}"><p>{count}</p>'
        f"{exports_to_html(LEDGER_SHEETS, words)}</div>"
        f'<table class="yj-ledger"><thead><tr>{head}</tr></thead>{groups}</table>'
    )


def ledger_welcome_to_html(words: Words, known: Sequence[str], *, english: bool) -> str:
    """Return the empty state, with searches that the ``known`` sources answer."""
    asked = [e.en if english else e.zh for e in LEDGER_EXAMPLES if e.source in known]
    buttons = "".join(
        f'<li><button type="button" class="yj-example">{escape(search)}</button></li>'
        for search in asked
    )
    title = f'<h3 class="yj-label">{words["ledger_examples"]}</h3>'
    return f'<div class="yj-welcome">{title}<ul>{buttons}</ul></div>' if asked else ""


def group_to_html(rows: Sequence[LedgerRow], words: Words, years: Mapping[str, int | None]) -> str:
    """Return the rows of one measure; several get a headline, and a chart where time passes."""
    head = ""
    if len(rows) > 1:
        title = escape(rows[0].figure.measure or rows[0].figure.raw)
        said = words["same_measure"].format(count=len(rows))
        head = (
            f'<tr class="yj-group-head"><th colspan="{len(COLUMNS)}" scope="rowgroup">'
            f'<span lang="zh-CN">{title}</span> <span class="yj-group-count">{said}</span>'
            f"{chart_to_html(points_of(rows, years), title, words)}</th></tr>"
        )
    body = "".join(row_to_html(row, words) for row in rows)
    return f'<tbody class="{"yj-group" if head else "yj-single"}">{head}{body}</tbody>'


def row_to_html(row: LedgerRow, words: Words) -> str:
    figure, citation = row.figure, row.citation
    label = words["open_figure"].format(figure=figure.raw, where=place_of(citation, words))
    relation = (
        f'<span class="yj-relation yj-{row.relation}">{words[f"relation_{row.relation}"]}</span>'
        if row.relation
        else ""
    )
    badge = kind_to_html("card", words) if citation.kind == "card" else ""
    cells = (
        f'<button type="button" class="yj-ledger-open" {open_attributes(citation)}'
        f' aria-label="{escape(label)}" lang="zh-CN">{escape(figure.raw)}</button>{relation}',
        escape(figure.measure or ""),
        escape(figure.period or ""),
        escape(figure.place or ""),
        escape(figure.speaker or ""),
        # Who said it has a column of its own.
        f"{badge}{escape(place_of(replace(citation, speaker=None), words))}",
    )
    return (
        "<tr>"
        + "".join(
            f'<td class="yj-c-{name}" data-label="{words[f"column_{name}"]}">{cell}</td>'
            for name, cell in zip(COLUMNS, cells, strict=True)
        )
        + "</tr>"
    )


def points_of(rows: Sequence[LedgerRow], years: Mapping[str, int | None]) -> list[Point]:
    """Return what of a group can be placed in time, one point for the same value at one time."""
    points: dict[tuple[float, float, bool], Point] = {}
    for row in rows:
        figure, citation = row.figure, row.citation
        period = read_period(figure.period, citation.date, years.get(citation.source))
        if figure.kind not in CHARTED or figure.value is None or period is None:
            continue
        target = row.relation == "target"
        point = Point(
            day_to_years(period.last), figure.value, figure.raw, figure.period or "", target
        )
        points.setdefault((point.time, point.value, target), point)
    return sorted(points.values(), key=lambda point: (point.time, point.value))


def day_to_years(day: int) -> float:
    """20240630 is 2024.5; a month or day that is not known (99) is the year's or month's last."""
    year, month, date = day // 10000, min(day // 100 % 100, 12), min(day % 100, 31)
    return year + (max(month, 1) - 1 + date / 31) / 12


def chart_to_html(points: Sequence[Point], title: str, words: Words) -> str:
    """Return the values over time as SVG with its height from zero; nothing for a single time."""
    times = [point.time for point in points]
    if len(set(times)) < 2 or min(point.value for point in points) < 0:
        return ""
    top = max(point.value for point in points) or 1
    first, span = times[0], times[-1] - times[0]
    placed = [
        (
            LEFT + (RIGHT - LEFT) * (point.time - first) / span,
            BOTTOM - (BOTTOM - TOP) * point.value / top,
            point,
        )
        for point in points
    ]
    reached = " ".join(f"{x:.0f},{y:.0f}" for x, y, point in placed if not point.target)
    above = levels([(x, len(point.label)) for x, _, point in placed])
    below = levels([(x, len(point.when)) for x, _, point in placed])
    marks = "".join(
        point_to_svg(x, y, point, up, down)
        for (x, y, point), up, down in zip(placed, above, below, strict=True)
    )
    # No room is left empty above and below the labels there are.
    head = min(y - LEVEL * (up or 0) for (_, y, _), up in zip(placed, above, strict=True)) - 24
    foot = BOTTOM + 22 + LEVEL * max(level or 0 for level in below)
    said = "；".join(
        f"{point.when} {point.label}{words['target_mark'] if point.target else ''}"
        for point in points
    )
    key = f"<figcaption>{words['chart_key']}</figcaption>" if any(p.target for p in points) else ""
    return (
        f'<figure class="yj-chart"><svg viewBox="0 {head:.0f} {WIDTH} {foot - head:.0f}" role="img"'
        f' aria-label="{title}：{escape(said)}">'
        f'<line class="yj-axis" x1="0" x2="{WIDTH}" y1="{BOTTOM}" y2="{BOTTOM}"/>'
        f'<polyline points="{reached}"/>{marks}</svg>{key}</figure>'
    )


def point_to_svg(x: float, y: float, point: Point, up: int | None, down: int | None) -> str:
    """Return a dot on its stem; a label that finds no room is left to the table."""
    name = escape(f"{point.when} {point.label}")
    mark = f'<circle class="{"yj-aim" if point.target else "yj-dot"}" cx="{x:.0f}" cy="{y:.0f}" r="5"/>'
    if up is not None:
        mark += text_to_svg(x, y - 10 - LEVEL * up, point.label, "yj-value")
    if down is not None:
        mark += text_to_svg(x, BOTTOM + 15 + LEVEL * down, point.when, "yj-when")
    return (
        f'<g><title>{name}</title><line class="yj-stem" x1="{x:.0f}" x2="{x:.0f}" y1="{y:.0f}"'
        f' y2="{BOTTOM}"/>{mark}</g>'
    )


def text_to_svg(x: float, y: float, text: str, style: str) -> str:
    half = len(text) * CHAR_WIDTH / 2
    inside = min(max(x, half), WIDTH - half)
    return f'<text class="{style}" x="{inside:.0f}" y="{y:.0f}">{escape(text)}</text>'


def levels(labels: Sequence[tuple[float, int]]) -> list[int | None]:
    """Return a level for each label (its place, its characters) on which none lies over another."""
    ends: list[float] = [float("-inf")] * LEVELS
    chosen: list[int | None] = []
    for x, chars in labels:
        half = chars * CHAR_WIDTH / 2
        middle = min(max(x, half), WIDTH - half)
        level = next((n for n, end in enumerate(ends) if end <= middle - half), None)
        if level is not None:
            ends[level] = middle + half
        chosen.append(level)
    return chosen
