"""A page's characters in, its strokes of text out: characters that stand close together on a row.

Only places count, never the order of drawing, so a line that was drawn across two columns falls
apart at the gap between them. Upright columns of characters (a vertical headline) are one stroke.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.articles import BYLINE
from corpus.pdf_text import Area, Box, Glyph

GAP = 0.6  # em: a wider gap ends a stroke; a justified line's characters stand closer
SAME_ROW = 0.5  # of the lower one's height: so much two characters of a row overlap
STACKED = 0.25  # em: characters of a vertical line stand straight under one another
LEAST_STACK = 3
BLANK = (0.85, 1.15)  # em: a blank as wide as a character
LARGE = 1.25  # times the common em: what is set so large is a headline
MARKS = "，。、；：！？"
OPENING, CLOSING = "“‘（《「『【", f"{MARKS}）》”’」』】"  # no line ends, none begins with one
LEAST_RULE = 5  # times its width: a rule so high stands upright
WIDEST_PLACE = 1.2  # em: two digits side by side take the place of one character
BAND = 12.0  # points: rows are looked for among those of the same and the next band


@dataclass(frozen=True, slots=True)
class Stroke:
    """Characters that stand close together, in reading order, and the area they take."""

    glyphs: tuple[Glyph, ...]
    x0: float
    y0: float
    x1: float
    y1: float
    em: float
    page: int
    vertical: bool = False

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def bold(self) -> bool:
        """Whether most of it is set in a face that stands out from the page's text."""
        return sum(glyph.bold for glyph in self.glyphs) * 2 > len(self.glyphs)

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2

    @property
    def width(self) -> float:
        return self.x1 - self.x0


def make_stroke(glyphs: Sequence[Glyph], page: int, *, vertical: bool = False) -> Stroke:
    sizes = Counter(round(glyph.em * 4) / 4 for glyph in glyphs)
    return Stroke(
        tuple(glyphs),
        min(glyph.x0 for glyph in glyphs),
        min(glyph.y0 for glyph in glyphs),
        max(glyph.x1 for glyph in glyphs),
        max(glyph.y1 for glyph in glyphs),
        sizes.most_common(1)[0][0],
        page,
        vertical,
    )


def find_strokes(glyphs: Sequence[Glyph], page: int, rules: Sequence[Area] = ()) -> list[Stroke]:
    """Group a page's characters to strokes; none runs on past an upright rule."""
    stacks, rest = _take_stacks(glyphs)
    upright = [rule for rule in rules if rule.height > LEAST_RULE * rule.width]
    rows = [part for row in _rows(rest) for part in _part(row, upright)]
    strokes = [make_stroke(row, page) for row in _join_words(rows, rest)]
    return strokes + [make_stroke(stack, page, vertical=True) for stack in _join_stacks(stacks)]


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Chain characters from left to right where they stand close together on one row."""
    rows: list[list[Glyph]] = []
    ends: dict[int, list[list[Glyph]]] = defaultdict(list)
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.x0, glyph.y0)):
        band = int(glyph.middle // BAND)
        near = [row for at in (band - 1, band, band + 1) for row in ends[at]]
        fitting = [row for row in near if _follows(row[-1], glyph)]
        if fitting:
            row = max(fitting, key=lambda row: row[-1].x1)
            ends[int(row[-1].middle // BAND)].remove(row)
            row.append(glyph)
        else:
            row = [glyph]
            rows.append(row)
        ends[band].append(row)
        if len(ends[band]) > 60:  # rows that ended far to the left
            ends[band] = [row for row in ends[band] if row[-1].x1 > glyph.x0 - 3 * row[-1].em]
    return rows


def _part(row: list[Glyph], rules: Sequence[Area]) -> list[list[Glyph]]:
    """Part a row where a rule goes down through it; a mark that hangs past it ends its line."""
    middle = row[0].middle
    places = [r.x0 for r in rules if r.y0 < middle < r.y1 and row[0].x0 < r.x0 < row[-1].x1]
    parts: list[tuple[int, list[Glyph]]] = []
    for glyph in row:
        side = sum(x < (glyph.x0 + glyph.x1) / 2 for x in places)
        if parts and (parts[-1][0] == side or glyph.text in CLOSING):
            parts[-1][1].append(glyph)
        else:
            parts.append((side, [glyph]))
    return [part for _, part in parts]


def _join_words(rows: list[list[Glyph]], drawn: Sequence[Glyph]) -> list[list[Glyph]]:
    """Join words drawn one after the other with a blank as wide as a character between them:
    those of a headline (消费回暖　就业仍需用力) and of a byline (本报记者　秦川).
    """
    after = {id(one): other for one, other in pairwise(drawn)}
    starts = {id(row[0]): row for row in rows}
    sizes = Counter(round(glyph.em * 4) / 4 for glyph in drawn)
    large = LARGE * max(sizes, key=lambda em: (sizes[em], em), default=0.0)
    joined: list[list[Glyph]] = []
    for row in sorted(rows, key=lambda row: (row[0].x0, row[0].y0)):
        if id(row[0]) not in starts:
            continue
        while (start := after.get(id(row[-1]))) and (other := starts.get(id(start))):
            words = "".join(glyph.text for glyph in row), "".join(glyph.text for glyph in other)
            if not _is_blank(row[-1], other[0], other[0].x0 - row[-1].x1):
                break
            if row[-1].em < large and not BYLINE.match(" ".join(words)):
                break
            del starts[id(start)]
            row = [*row, *other]
        joined.append(row)
    return joined


def _is_blank(before: Glyph, after: Glyph, white: float) -> bool:
    """Whether the white between two characters of a size is as wide as one of them."""
    alike = abs(before.em - after.em) < 0.1 * before.em
    level = (
        abs(before.middle - after.middle) < 0.1 * before.em
        or abs(before.x0 - after.x0) < 0.1 * before.em
    )
    least, most = BLANK
    return alike and level and least * before.em <= white <= most * before.em


def _follows(before: Glyph, after: Glyph) -> bool:
    em, least = max(before.em, after.em), min(before.em, after.em)
    if not -0.7 * em < after.x0 - before.x1 <= GAP * least:
        return False
    overlap = min(before.y1, after.y1) - max(before.y0, after.y0)
    lower = min(before.y1 - before.y0, after.y1 - after.y0)
    return overlap >= SAME_ROW * lower and em <= 2.2 * least


def _take_stacks(glyphs: Sequence[Glyph]) -> tuple[list[list[Glyph]], list[Glyph]]:
    """Take out the characters that were drawn one straight below the other."""
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
        if len(run) >= LEAST_STACK or goes_on and _is_next_stack(stacks[-1], drawn):
            stacks.append(drawn)
        else:
            rest += drawn
    return stacks, rest


def _goes_on_below(run: Sequence[Sequence[Glyph]], place: Sequence[Glyph]) -> bool:
    """Whether an upright line goes on below a blank."""
    upper, lower = run[-1][0], place[0]
    upright = len(run) >= LEAST_STACK and abs(upper.x0 - lower.x0) < STACKED * upper.em
    return upright and _is_blank(upper, lower, lower.y0 - upper.y1)


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


def _join_stacks(stacks: list[list[Glyph]]) -> list[list[Glyph]]:
    """Join the lines of a vertical headline, from right to left."""
    headlines: list[list[list[Glyph]]] = []
    for stack in sorted(stacks, key=lambda stack: -stack[0].x0):
        over = (one for one in headlines if _is_next_stack(one[-1], stack))
        if (headline := next(over, None)) is not None:
            headline.append(stack)
        else:
            headlines.append([stack])
    return [sum(headline, []) for headline in headlines]


def _is_next_stack(before: list[Glyph], stack: list[Glyph]) -> bool:
    """Whether a vertical line goes on to the left of the one before it."""
    first, em = stack[0], before[0].em
    beside = min(g.x0 for g in before) - max(g.x1 for g in stack)
    level = before[0].y0 - em < first.y0 < before[-1].y1
    return abs(em - first.em) < 0.1 * em and 0 <= beside < 1.2 * em and level


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
    aside = abs(lower.x0 + below[-1].x1 - upper.x0 - above[-1].x1) / 2
    return (
        aside <= loose * STACKED * em and -0.6 * (lower.y1 - lower.y0) <= white <= 0.3 * loose * em
    )


# --- lines ----------------------------------------------------------------------------------------

WORD_GAP = 0.16  # em: Latin words stand further apart than that
LEAST_BLANK = 0.2  # em between ideographs: the print has a blank there (第一条 总则)
STRETCHED = 2.5  # times the line's common gap


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line of a column: its reading text and the box of each of its characters."""

    text: str
    boxes: tuple[Box, ...]
    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    em: float
    bold: bool
    vertical: bool = False

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2


def make_line(strokes: Sequence[Stroke]) -> Line:
    """Join the strokes of a column's row; a blank's box has no width."""
    glyphs = [glyph for stroke in strokes for glyph in stroke.glyphs]
    whole = make_stroke(glyphs, strokes[0].page, vertical=strokes[0].vertical)
    blanks = _find_blanks(glyphs, vertical=whole.vertical)
    text: list[str] = []
    boxes: list[Box] = []
    for at, glyph in enumerate(glyphs):
        if at in blanks:
            _, y0, x1, y1 = glyphs[at - 1].box
            text.append(" ")
            boxes.append((x1, y0, x1, y1))
        for char in glyph.text:
            text.append(char)
            boxes.append(glyph.box)
    area = (whole.x0, whole.y0, whole.x1, whole.y1)
    line = "".join(text)
    return Line(line, tuple(boxes), whole.page, *area, whole.em, whole.bold, whole.vertical)


def _find_blanks(glyphs: Sequence[Glyph], *, vertical: bool) -> set[int]:
    """Return the characters before which the reading text has a blank."""
    if vertical:
        return set()
    gaps = [_gap(before, after) for before, after in zip(glyphs, glyphs[1:], strict=False)]
    # A justified line's characters stand apart evenly; a blank is more than that.
    even = [
        gap
        for gap, before, after in zip(gaps, glyphs, glyphs[1:], strict=False)
        if not (before.text.isascii() and after.text.isascii())
    ]
    usual = sorted(even)[len(even) // 3] if even else 0.0
    least = max(LEAST_BLANK, STRETCHED * usual)
    wide: set[int] = set()
    words: set[int] = set()
    for at, gap in enumerate(gaps, 1):
        left, right = glyphs[at - 1].text[-1], glyphs[at].text[0]
        if left.isascii() and right.isascii():
            if gap > WORD_GAP or glyphs[at].spaced and gap > 0.05:
                words.add(at)
        elif gap >= least and not _is_stray(left, right):
            wide.add(at)
    # A word spread over its line (目　　录) has a blank after every character.
    spread = len(wide) > 1 and len(wide) >= 0.6 * (len(glyphs) - 1)
    return words | (set() if spread or len(glyphs) == 2 else wide)


def _gap(before: Glyph, after: Glyph) -> float:
    """Return the white between two characters in em."""
    return (_cell(after)[0] - _cell(before)[1]) / max(before.em, after.em, 1.0)


def _cell(glyph: Glyph) -> tuple[float, float]:
    """Return a character's sides; an ideograph takes one em whatever its font says."""
    if glyph.text.isascii():
        return glyph.x0, glyph.x1
    if "\u3400" <= glyph.text <= "\u9fff":
        middle = (glyph.x0 + glyph.x1) / 2
        return min(glyph.x0, middle - glyph.em / 2), max(glyph.x1, middle + glyph.em / 2)
    return glyph.x0, max(glyph.x1, glyph.x0 + glyph.em)


def _is_stray(left: str, right: str) -> bool:
    """Whether a blank here is the typesetter's: around digits and after marks."""
    return left.isdigit() or right.isdigit() or left in "，。、；：！？）》”…" or right in "（《“"
