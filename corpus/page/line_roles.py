"""Printed lines in, the role of each out: which start, carry on and end a paragraph, which head one.

A column's lines end where its width ran out, so a line's length tells much: the first of a
paragraph is set in, the last may be short, and of the others none has room for the word that the
next begins with. The cheapest reading of the whole page wins (Viterbi), over roles and column
widths together, because a column's width is only known from its neighbours. Costs are negative
logarithms of rough shares among newspaper lines. Knows no articles.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.page.printed_lines import (
    DATELINE,
    GOES_ON,
    MARK,
    NO_START,
    OPENERS,
    Line,
    display_width,
    ends_sentence,
)

# F first line of a paragraph, M middle, L last, S the only one, H a line of a heading.
Role = tuple[str, float]  # and the width of its column

MOST_COLUMN_CHARS = 60  # wider lines are whole paragraphs, not a column's
LEAST_COLUMN_CHARS = 8
NARROW, NARROW_COLUMN = 11, 3.0  # newspapers have few columns so narrow
NEW_COLUMN = 2.5  # another width after a paragraph …
NEW_COLUMN_INSIDE = 7.0  # … and inside one that flows round a picture
NO = 1e9
TOKEN = re.compile(r"([（《“‘「【]*(?:[A-Za-z0-9.%+\-]+|.))([，。、；：！？”’）》」】]*)")
SQUEEZABLE = re.compile(r"[ ，。、；：！？“”‘’（）《》「」【】]")
CHARS_A_MARK = 11.0  # a mark stands in about every eleventh place of a text's line
SAMPLE_LINES = 300  # tell how paragraphs begin
INDENTS = (2.0, 0.0)  # a Chinese paragraph is set in by two characters; some printers do not


@dataclass(frozen=True, slots=True)
class _Measured:
    """What a line's length and words say: ``least`` is its width with all marks squeezed,
    ``room`` the width from which the next line's first word would have fitted too."""

    width: float
    least: float
    room: float
    costs: dict[str, float]


def read_roles(lines: Sequence[Line]) -> list[Role]:
    """Return each line's role and the width of its column."""
    measured = _measure(lines)
    columns = _column_widths([line.width for line in measured])
    sample = measured[:SAMPLE_LINES]
    indent = min(INDENTS, key=lambda indent: _cheapest(sample, columns, indent)[0])
    return _cheapest(measured, columns, indent)[1]


# --- what a line says by itself -------------------------------------------------------------------


def _measure(lines: Sequence[Line]) -> list[_Measured]:
    gaps, opened = _gap_costs(lines), _open_quotations(lines)
    sets_in = sum(line.indented for line in lines) >= 3
    result: list[_Measured] = []
    for at, line in enumerate(lines):
        width = display_width(line.text)
        following = lines[at + 1].text if at + 1 < len(lines) else ""
        costs = _word_costs(line, following, width, is_open=opened[at])
        goes_on, starts = gaps[at]
        if sets_in and not line.indented:
            costs["F"] += 3.0
            costs["S"] += 3.0
        for role in costs:
            costs[role] += goes_on if role in "ML" else starts
        least = width - min(3.0, 0.5 * len(SQUEEZABLE.findall(line.text)))
        room = width + _first_word(following)
        result.append(_Measured(width, least, room, costs))
    return result


def _first_word(text: str) -> float:
    """Return the width of a line's first word; marks behind it can be squeezed."""
    found = TOKEN.match(text)
    return display_width(found[1]) + min(0.5, 0.5 * len(found[2])) if found else 1.0


def _word_costs(line: Line, following: str, width: float, *, is_open: bool) -> dict[str, float]:
    """Return what each role costs by the line's own words."""
    text = line.text
    plain_body = width / CHARS_A_MARK
    if MARK.search(text):
        body, head = -math.log(1 - math.exp(-plain_body)), 1.5
    else:
        body, head = plain_body, 0.35
    start = 8.0 if text[0] in NO_START else 0.0
    inside = body + (8.0 if DATELINE.match(text) else 0.0) + (6.0 if line.indented else 0.0)
    goes_on, end, head_end = _end_costs(text)
    if is_open:
        end += 1.0 if following[:1] in OPENERS else 4.0
    head += start + head_end + (3.0 if DATELINE.match(text) else 0.0)
    head += 6.0 if re.search("[。；]", text[:-1]) else 0.0
    return {
        "F": start + body + goes_on,
        "M": inside + goes_on,
        "L": inside + end,
        "S": start + body + end,
        "H": head,
    }


def _end_costs(text: str) -> tuple[float, float, float]:
    """Return what it costs that a paragraph goes on behind a line, ends with it, or heading ends."""
    if ends_sentence(text):
        return 2.6, 0.05, (2.0 if text[-1] in "！？!?…" else 7.0)
    if text[-1] in GOES_ON:
        return 0.05, 12.0, (4.0 if text[-1] in "，、；" else 2.0)
    return 0.05, (3.0 if text[-1] in "：:；;" else 6.5), 0.0


def _open_quotations(lines: Sequence[Line]) -> list[bool]:
    """Tell for each line whether a quotation is open behind it."""
    result: list[bool] = []
    is_open = False
    for line in lines:
        marks = re.findall("[“”]", line.text)
        is_open = marks[-1] == "“" if marks else is_open
        result.append(is_open)
    return result


def _gap_costs(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Return what it costs at each line to go on, and to start anew, by the blank line before it.

    Blank lines mean something only where they are the exception.
    """
    share = sum(line.after_blank for line in lines[1:]) / max(1, len(lines) - 1)
    if share > 0.4 or share == 0:
        return [(0.0, 0.0)] * len(lines)
    return [(4.0, -1.0) if line.after_blank else (0.0, 1.0) for line in lines]


# --- the whole page -------------------------------------------------------------------------------

# What it costs to come from a role to the next one.
STEP = {
    "F": {"M": 0.25, "L": 1.6},
    "M": {"M": 0.25, "L": 1.6},
    "L": {"F": 0.2, "S": 2.5, "H": 2.5},
    "S": {"F": 0.4, "S": 1.5, "H": 2.0},
    "H": {"F": 0.5, "S": 2.5, "H": 1.2},
}
FIRST = {"F": 0.7, "S": 2.5, "H": 0.7, "M": NO, "L": NO}
BEFORE = {role: [b for b, steps in STEP.items() if role in steps] for role in STEP}
HOPELESS = 16.0  # states so much dearer than the cheapest are given up

State = tuple[float, Role | None]  # its cost, and the state it came from


def _column_widths(widths: Sequence[float]) -> list[float]:
    """Return the widths a column of this page may have: those of lines, indented ones or not."""
    whole = {round(w) for w in widths if LEAST_COLUMN_CHARS <= w <= MOST_COLUMN_CHARS}
    return [float(w) for w in sorted(whole | {w + 2 for w in whole})] or [20.0]


def _cheapest(
    lines: Sequence[_Measured], columns: Sequence[float], indent: float
) -> tuple[float, list[Role]]:
    """Return the cheapest reading where paragraphs are set in by ``indent``, and its cost."""
    trail: list[dict[Role, State]] = []
    best: dict[Role, State] = {}
    for at, line in enumerate(lines):
        jumps = _jumps(best) if at else {role: (cost, None) for role, cost in FIRST.items()}
        kept = {column for _, column in best}
        scores: dict[Role, State] = {}
        for column in columns:
            if at and column not in kept and not -1.0 <= column - line.width <= 3.0:
                continue
            fits = _fits(line, column, indent)
            for role, fit in fits.items():
                cost, came = jumps[role]
                cost += NARROW_COLUMN if column < NARROW else 0.0
                for before in BEFORE[role]:
                    state = best.get((before, column))
                    if state and state[0] + STEP[before][role] < cost:
                        cost, came = state[0] + STEP[before][role], (before, column)
                if cost < NO:
                    scores[role, column] = (cost + fit + line.costs[role], came)
        limit = min(cost for cost, _ in scores.values()) + HOPELESS
        best = {role: state for role, state in scores.items() if state[0] <= limit}
        trail.append(best)
    return _trace(trail)


def _jumps(best: dict[Role, State]) -> dict[str, State]:
    """Return the cheapest way into each role from a column of another width."""
    by_role: dict[str, tuple[float, Role]] = {}
    for state, (cost, _) in best.items():
        if state[0] not in by_role or cost < by_role[state[0]][0]:
            by_role[state[0]] = (cost, state)
    jumps: dict[str, State] = {}
    for role, befores in BEFORE.items():
        jump = NEW_COLUMN_INSIDE if role in "ML" else NEW_COLUMN
        found: State = (NO, None)
        for before in befores:
            if before in by_role and by_role[before][0] + STEP[before][role] + jump < found[0]:
                found = (by_role[before][0] + STEP[before][role] + jump, by_role[before][1])
        jumps[role] = found
    return jumps


def _fits(line: _Measured, column: float, indent: float) -> dict[str, float]:
    """Return what it costs by its length that a line plays each role in a column."""
    first = _full(line, column - indent)
    if indent:
        first = min(first, 3.5 + _full(line, column))
    over = max(0.0, line.least - column)
    last = math.log(column) - 0.7 + 1.5 * over * over
    heading = 3.0 + 0.15 * max(0.0, line.width - column)
    return {"F": first, "M": _full(line, column), "L": last, "S": last, "H": heading}


def _full(line: _Measured, column: float) -> float:
    """Return what it costs that a line was broken where its column ended."""
    if line.least > column:
        miss = line.least - column
        return min(12.0, 1.0 + 1.5 * miss * miss)
    if line.room <= column:
        miss = column - line.room
        return min(12.0, 3.0 + 2.5 * miss)
    return 0.7 + 0.35 * max(0.0, abs(column - line.width) - 0.5)


def _trace(trail: Sequence[dict[Role, State]]) -> tuple[float, list[Role]]:
    ends = {role: cost + (6.0 if role[0] in "FM" else 0.0) for role, (cost, _) in trail[-1].items()}
    state: Role | None = min(ends, key=lambda role: ends[role])
    assert state is not None
    cost = ends[state]
    roles: list[Role] = []
    for best in reversed(trail):
        assert state is not None
        roles.append(state)
        state = best[state][1]
    return cost, roles[::-1]
