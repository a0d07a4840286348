"""A page's characters in, its strokes of text out: characters that stand close together on a row.

Only places count, never the order of drawing, so a line that was drawn across two columns falls
apart at the gap between them. Upright columns of characters (a vertical headline) are one stroke.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.page.articles import BYLINE
from corpus.pdf.stacks import MARKS, is_blank, join_stacks, take_stacks
from corpus.pdf.text import Area, Box, Glyph

GAP = 0.6  # em: a wider gap ends a stroke; a justified line's characters stand closer
SAME_ROW = 0.5  # of the lower one's height: so much two characters of a row overlap
OPENING, CLOSING = "“‘（《「『【", f"{MARKS}）》”’」』】"  # no line ends, none begins with one
CLAUSE = re.compile(r"第[一二三四五六七八九十百千零〇\d]{1,7}[编章节条款]")
NUMERAL = re.compile("[一二三四五六七八九十]{1,3}")  # before a section's name
LEAST_RULE = 5  # times its width: a rule so high stands upright
DECK = 1.15  # times the common em: what is set larger stands over a text
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
    words = [glyph for glyph in glyphs if not (vertical and glyph.text in MARKS)] or glyphs
    return Stroke(  # an upright line's marks may be told to stand beside it
        tuple(glyphs),
        min(glyph.x0 for glyph in words),
        min(glyph.y0 for glyph in words),
        max(glyph.x1 for glyph in words),
        max(glyph.y1 for glyph in words),
        sizes.most_common(1)[0][0],
        page,
        vertical,
    )


def find_strokes(glyphs: Sequence[Glyph], page: int, rules: Sequence[Area] = ()) -> list[Stroke]:
    """Group a page's characters to strokes; none runs on past an upright rule."""
    stacks, rest = take_stacks(glyphs)
    upright = [rule for rule in rules if rule.height > LEAST_RULE * rule.width]
    rows = [part for row in _rows(rest) for part in _part(row, upright)]
    strokes = [make_stroke(row, page) for row in _join_words(rows, rest)]
    return strokes + [
        make_stroke(stack, page, vertical=True) for stack in join_stacks(stacks, upright)
    ]


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
    those of a headline and its deck (消费回暖　就业仍需用力), of a byline (本报记者　秦川), and what
    a law's clause has behind its number (第三条　荒滩归村里).
    """
    after = {id(one): other for one, other in pairwise(drawn)}
    starts = {id(row[0]): row for row in rows}
    sizes = Counter(round(glyph.em * 4) / 4 for glyph in drawn)
    large = DECK * max(sizes, key=lambda em: (sizes[em], em), default=0.0)
    joined: list[list[Glyph]] = []
    for row in sorted(rows, key=lambda row: (row[0].x0, row[0].y0)):
        if id(row[0]) not in starts:
            continue
        while (start := after.get(id(row[-1]))) and (other := starts.get(id(start))):
            words = "".join(glyph.text for glyph in row), "".join(glyph.text for glyph in other)
            if not is_blank(row[-1], other[0], other[0].x0 - row[-1].x1):
                break
            numbered = CLAUSE.fullmatch(words[0]) or NUMERAL.fullmatch(words[0])
            named = BYLINE.match(" ".join(words)) or numbered
            if row[-1].em < large and not named:
                break
            del starts[id(start)]
            row = [*row, *other]
        joined.append(row)
    return joined


def _follows(before: Glyph, after: Glyph) -> bool:
    em, least = max(before.em, after.em), min(before.em, after.em)
    if not -0.7 * em < after.x0 - before.x1 <= GAP * least:
        return False
    overlap = min(before.y1, after.y1) - max(before.y0, after.y0)
    lower = min(before.y1 - before.y0, after.y1 - after.y0)
    return overlap >= SAME_ROW * lower and em <= 2.2 * least


# --- lines ----------------------------------------------------------------------------------------

WORD_GAP = 0.16  # em: Latin words stand further apart than that
LEAST_BLANK = 0.2  # em between ideographs: the print has a blank there (第一条 总则)
LEAD_WHITE = 0.5  # em behind bold words that head the text of their own line
MOSTLY = 0.7  # share: a font cut in several may leave single characters untold
OF_FIGURE = "0123456789.,%"
STRETCHED = 2.5  # times the line's common gap


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line of a column: its reading text and the box of each of its characters.

    ``lead`` is how many characters at its start are set in a face that stands out from the rest,
    with white behind them; 0 where all are alike.
    """

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
    lead: int = 0

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
    cut = 0 if whole.vertical else _find_lead(glyphs)
    lead = 0
    for at, glyph in enumerate(glyphs):
        lead = len(text) if at == cut else lead
        if at in blanks:
            _, y0, x1, y1 = glyphs[at - 1].box
            text.append(" ")
            boxes.append((x1, y0, x1, y1))
        for char in glyph.text:
            text.append(char)
            boxes.append(glyph.box)
    area = (whole.x0, whole.y0, whole.x1, whole.y1)
    line = "".join(text)
    look = whole.em, whole.bold, whole.vertical, lead
    return Line(line, tuple(boxes), whole.page, *area, *look)


def _find_lead(glyphs: Sequence[Glyph]) -> int:
    """Return where bold characters end that stand apart from the plain ones behind them."""
    bold = [glyph.bold for glyph in glyphs]
    if not any(bold) or all(bold):
        return 0
    for at in range(1, len(glyphs)):
        head, rest = bold[:at], bold[at:]
        apart = sum(head) > MOSTLY * len(head) and sum(rest) < (1 - MOSTLY) * len(rest)
        if apart and _gap(glyphs[at - 1], glyphs[at]) >= LEAD_WHITE:
            return at
    return 0


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
            spread = max(0.0, usual) if left in OF_FIGURE and right in OF_FIGURE else 0.0
            if gap > WORD_GAP + spread or glyphs[at].spaced and gap > 0.05:
                words.add(at)
        elif gap >= least and not _is_stray(left, right):
            wide.add(at)
    # A word spread over its line (目　　录) has a blank after every character.
    apart = len(wide) > 1 and len(wide) >= 0.6 * (len(glyphs) - 1)
    return words | (set() if apart or len(glyphs) == 2 else wide)


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
    """Whether a blank here is the typesetter's: around digits and marks."""
    return (
        left.isdigit()
        or right.isdigit()
        or left in "，。、；：！？）》”…"
        or right in f"（《“{MARKS}"
    )
