"""A page's characters in, its upright lines out: characters that stand straight under one another.

A vertical headline has few lines, from right to left; two digits side by side take one place.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from corpus.pdf.text import Area, Glyph

STACKED = 0.25  # em: characters of a vertical line stand straight under one another
LEAST_STACK = 3
MARK_ASIDE = 0.6  # em: a mark stands at an edge of its place
LEAST_STANDING = 4  # in a column of what was drawn row by row
MOST_LINES = 3  # of an upright headline
MOST_LARGE = 1_000  # characters of a page's headlines; posters and slides have no upright ones
LARGE = 1.25  # times the common em: what is set so large is a headline
WIDEST_SPACED = 0.8  # em between the characters of an upright line that is spaced out
APART = 1.2  # em between two characters of a row: they are of two headlines
BLANK = (0.85, 1.15)  # em: a blank as wide as a character
MARKS = "，。、；：！？"
WIDEST_PLACE = 1.2  # em: two digits side by side take the place of one character


def take_stacks(glyphs: Sequence[Glyph]) -> tuple[list[list[Glyph]], list[Glyph]]:
    """Take out the characters that were drawn one straight below the other, and large ones that
    stand so."""
    least = LARGE * _common_em(glyphs)
    runs: list[list[list[Glyph]]] = []
    for place in _places(glyphs):
        if runs and (_is_below(runs[-1][-1], place) or _goes_on_below(runs[-1], place)):
            runs[-1].append(place)
        else:
            runs.append([place])
    stacks: list[list[Glyph]] = []
    rest: list[Glyph] = []
    for at, run in enumerate(runs):
        drawn = sum(run, [])
        goes_on = at > 0 and bool(stacks) and stacks[-1][-1] is runs[at - 1][-1][-1]
        short = len(run) == 2 and _is_title(drawn, glyphs, least)
        if len(run) >= LEAST_STACK or short or goes_on and _is_next_stack(stacks[-1], drawn):
            stacks.append(drawn)
        else:
            rest += drawn
    return _with_standing(stacks, rest)


def _common_em(glyphs: Sequence[Glyph]) -> int:
    sizes = Counter(round(glyph.em) for glyph in glyphs)
    return max(sizes, key=lambda em: (sizes[em], em), default=0)


def _is_title(drawn: Sequence[Glyph], glyphs: Sequence[Glyph], least: float) -> bool:
    """Whether two ideographs are all of an upright headline: large, with none beside them."""
    if any(glyph.em < least or not "\u4e00" <= glyph.text <= "\u9fff" for glyph in drawn):
        return False
    upper, lower = drawn
    return not any(
        upper.y0 < other.middle < lower.y1
        and max(other.x0 - upper.x1, upper.x0 - other.x1) < APART * upper.em
        for other in glyphs
        if other.em >= least and not any(other is one for one in drawn)
    )


def _with_standing(
    stacks: list[list[Glyph]], rest: list[Glyph]
) -> tuple[list[list[Glyph]], list[Glyph]]:
    """Take out what was drawn row by row, too; it may hold a stack, as the end of a longer line."""
    for column in _find_standing([glyph for part in (rest, *stacks) for glyph in part]):
        inside = {id(glyph) for glyph in column}
        held = [stack for stack in stacks if any(id(glyph) in inside for glyph in stack)]
        if all(id(glyph) in inside for stack in held for glyph in stack):
            stacks = [stack for stack in stacks if stack not in held] + [column]
            rest = [glyph for glyph in rest if id(glyph) not in inside]
    return stacks, rest


def _find_standing(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return the columns of large characters that were drawn row by row, across their lines."""
    least = LARGE * _common_em(glyphs)
    large = [glyph for glyph in glyphs if glyph.em >= least and not glyph.text.isascii()]
    if len(large) > MOST_LARGE:
        return []
    columns: list[list[Glyph]] = []
    for row in _short_rows(large):
        for glyph in row:
            alone = len(row) == 1
            above = (
                one
                for one in columns
                if _is_below([one[-1]], [glyph]) or alone and _goes_on_spaced(one, glyph)
            )
            if (column := next(above, None)) is not None:
                column.append(glyph)
            else:
                columns.append([glyph])
    stacks: list[list[Glyph]] = []
    for column in sorted(columns, key=lambda column: -column[0].x0):
        if len(column) >= LEAST_STANDING or stacks and _is_next_stack(stacks[-1], column):
            stacks.append(column)
    return stacks


def _goes_on_spaced(column: Sequence[Glyph], glyph: Glyph) -> bool:
    """Whether an upright line that is spaced out evenly goes on below."""
    upper = column[-1]
    white = glyph.y0 - upper.y1
    even = len(column) == 1 or abs(white - upper.y0 + column[-2].y1) < 0.1 * upper.em
    level = abs(glyph.x0 - upper.x0) < 0.1 * upper.em and glyph.em == upper.em
    return level and even and 0 < white <= WIDEST_SPACED * upper.em


def _short_rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return the rows of no more characters than an upright headline has lines, top down."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.middle, glyph.x0)):
        last = rows[-1][-1] if rows else None
        if last and abs(last.middle - glyph.middle) < 0.5 * glyph.em:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    found: list[list[Glyph]] = []
    for row in rows:
        row.sort(key=lambda glyph: glyph.x0)
        starts = [
            at
            for at, (one, two) in enumerate(pairwise(row), 1)
            if two.x0 - one.x1 > APART * two.em or one.em != two.em
        ]
        parts = [row[low:high] for low, high in pairwise([0, *starts, len(row)])]
        found += [part for part in parts if len(part) <= MOST_LINES]
    return found


def _goes_on_below(run: Sequence[Sequence[Glyph]], place: Sequence[Glyph]) -> bool:
    """Whether an upright line goes on below a blank."""
    upper, lower = run[-1][0], place[0]
    upright = len(run) >= LEAST_STACK and abs(upper.x0 - lower.x0) < STACKED * upper.em
    return upright and is_blank(upper, lower, lower.y0 - upper.y1)


def _places(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Group the digits that share one place of a vertical line, side by side."""
    places: list[list[Glyph]] = []
    for glyph in glyphs:
        first, before = (places[-1][0], places[-1][-1]) if places else (None, None)
        if (
            first is not None
            and before is not None
            and before.text.isdigit()
            and glyph.text.isdigit()
            and abs(glyph.middle - before.middle) < 0.1 * glyph.em
            and glyph.x0 - first.x0 >= 0
            and glyph.x1 - first.x0 <= WIDEST_PLACE * glyph.em
        ):
            places[-1].append(glyph)
        else:
            places.append([glyph])
    return places


def join_stacks(stacks: list[list[Glyph]], rules: Sequence[Area] = ()) -> list[list[Glyph]]:
    """Join the lines of a vertical headline, from right to left; an upright rule parts two."""
    headlines: list[list[list[Glyph]]] = []
    for stack in sorted(stacks, key=lambda stack: -stack[0].x0):
        over = (
            one
            for one in headlines
            if _is_next_stack(one[-1], stack) and not _are_parted(stack, one[-1], rules)
        )
        if (headline := next(over, None)) is not None:
            headline.append(stack)
        else:
            headlines.append([stack])
    return [sum(headline, []) for headline in headlines]


def _is_next_stack(before: list[Glyph], stack: list[Glyph]) -> bool:
    """Whether a vertical line goes on to the left of the one before it."""
    first, em = stack[0], before[0].em
    right = max((g.x1 for g in stack if g.text not in MARKS), default=first.x1)
    beside = min(g.x0 for g in before) - right
    level = before[0].y0 - em < first.y0 < before[-1].y1
    return abs(em - first.em) < 0.1 * em and 0 <= beside < 1.2 * em and level


def _are_parted(left: Sequence[Glyph], right: Sequence[Glyph], rules: Sequence[Area]) -> bool:
    return any(
        left[0].x1 <= (rule.x0 + rule.x1) / 2 <= right[0].x0 and rule.y0 < left[0].middle < rule.y1
        for rule in rules
    )


def _is_below(above: Sequence[Glyph], below: Sequence[Glyph]) -> bool:
    if len(above) > 1 and len(below) > 1:
        return False  # figures of a column
    upper, lower = above[0], below[0]
    em = max(upper.em, lower.em)
    if em > 1.1 * min(upper.em, lower.em):
        return False
    # Marks stand at an edge of their place; what lies on its side takes less than one.
    loose = 2.0 if upper.text in MARKS or lower.text in MARKS else 1.0
    white = lower.y0 - upper.y1
    beside = MARK_ASIDE if loose > 1 else STACKED
    aside = abs(lower.x0 + below[-1].x1 - upper.x0 - above[-1].x1) / 2
    return aside <= beside * em and -0.6 * (lower.y1 - lower.y0) <= white <= 0.3 * loose * em


def is_blank(before: Glyph, after: Glyph, white: float) -> bool:
    """Whether the white between two characters of a size is as wide as one of them."""
    alike = abs(before.em - after.em) < 0.1 * before.em
    level = (
        abs(before.middle - after.middle) < 0.1 * before.em
        or abs(before.x0 - after.x0) < 0.1 * before.em
    )
    least, most = BLANK
    return alike and level and least * before.em <= white <= most * before.em
