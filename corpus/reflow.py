"""Printed lines in, paragraphs and headings out.

A column's hard line ends are joined again. Where a paragraph ends is read as a person reads it:
from the length of lines against the width of their column, sentence ends, indents and datelines.
Every character keeps the line it was printed on. Knows no articles and no speakers.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.records import PrintedRun

# 本报讯, 新华社北京5月1日电, 本报记者 张三: what a report starts with, always on a new line.
DATELINE = re.compile(
    r"[（(【\[]?(?:本报|本刊|本网|本台)(?:[\u4e00-\u9fff]{0,8}\d{0,2}月?\d{0,2}日?)?(?:讯|电|消息|记者|特约记者|通讯员)"
    r"|[（(【\[]?(?:新华社|中新社|新华网|人民网|中新网|央广网|[\u4e00-\u9fff]{2,6}(?:社|网|报|日报|晚报))"
    r"[\u4e00-\u9fff]{0,8}\d{1,2}月\d{1,2}日(?:电|讯|消息|报道)"
    r"|(?:记者|通讯员)[ 　]"
    r"|图为|[▲△▼▽◆■□●○]"
)
SENTENCE_END = re.compile(r"(?:[。！？!?…｡]|(?<=[A-Za-z0-9)])\.)[”’」』）)】\"']*$")
# GB/T 15834-2011, 5.1.3: these never start a line of a paragraph's first word.
NO_START = "，。、；：！？）》】”’」』%,;:!?)…"
# Most lines of a body hold one of these, few headings do.
MARK = re.compile("[，。、；：！？]")
HANGING = "，。、；：！？）》”’"
# A line that ends with one of these goes on.
GOES_ON = "，、；（《“‘「—·,;(/和与及的之"

MOST_COLUMN_CHARS = 60  # wider lines are whole paragraphs, not a column's
# Squeezed and stretched marks move a line's count by so much; stricter costs split such columns.
MISS_FREE, MISS_COST = 0.5, 0.8
FULL_LAST = 1.0  # cost of a last line that fills its column
NARROW = 14.0  # narrower columns are rare; lines of such a length are rather headings
INDENT = 2.0  # a Chinese paragraph's first line is two characters shorter
NO = 1e9


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line with characters on it; ``number`` is 1-based, ``after_blank`` tells a gap."""

    number: int
    text: str
    after_blank: bool = False
    indented: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or heading of reading text; ``runs`` count from its own first character.

    ``width`` is that of its column (0 where the text has none).
    """

    text: str
    runs: tuple[PrintedRun, ...]
    heading: bool = False
    width: float = 0.0


def printed_lines(text: str) -> list[Line]:
    """Cut a file's text into its printed lines, without the empty ones."""
    lines: list[Line] = []
    blank = False
    for number, raw in enumerate(text.split("\n"), 1):
        clean = _clean(raw)
        if stripped := clean.strip():
            lead = clean[: len(clean) - len(clean.lstrip())]
            indented = "\u3000" in lead or len(lead.expandtabs(4)) >= 3
            lines.append(Line(number, stripped, blank, indented))
        blank = not stripped
    return lines


def _clean(raw: str) -> str:
    """Drop control and format characters; keep every printed one."""
    if raw.isprintable():
        return raw
    return "".join(
        char
        for char in raw
        if char.isspace() or unicodedata.category(char) not in ("Cc", "Cf", "Cs")
    )


def display_width(text: str) -> float:
    """Return the width of a text in full-width characters: ASCII takes a half."""
    return sum(0.5 if char < "\u0250" else 1.0 for char in text)


def reflow(lines: Sequence[Line]) -> list[Paragraph]:
    """Join printed lines to paragraphs and headings, in the order of the page.

    Each line of a heading comes by itself: whether two are one headline or two is told by the
    articles they speak of.
    """
    if not lines:
        return []
    if not is_column(lines):
        return [
            join_lines([line], heading=looks_like_heading(line.text), width=0.0) for line in lines
        ]
    roles = _read_roles(lines)
    starts = [at for at, (role, _) in enumerate(roles) if role in "FSHh"]
    return [
        join_lines(lines[start:end], heading=roles[start][0] in "Hh", width=roles[start][1])
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)
    ]


def is_column(lines: Sequence[Line]) -> bool:
    """Whether the lines are those of a column, broken where its width ran out.

    Such a page has many lines that stop in mid-sentence; a page of whole paragraphs has none but
    its headings, which hold no marks.
    """
    widths = sorted(display_width(line.text) for line in lines)
    if widths[len(widths) // 2] > MOST_COLUMN_CHARS:
        return False
    ended = sum(bool(SENTENCE_END.search(line.text)) for line in lines)
    broken = sum(
        bool(MARK.search(line.text[:-1])) and line.text[-1] not in "。！？!?…；;：:”"
        for line in lines
    )
    return broken >= 2 and broken >= 0.2 * (broken + ended)


def looks_like_heading(text: str) -> bool:
    return (
        display_width(text) <= 40
        and not SENTENCE_END.search(text)
        and text[-1] not in "：:；;，,、"
        and "。" not in text
    )


# --- joining --------------------------------------------------------------------------------------

WORD = re.compile(r"[A-Za-z]")
DIGIT_TAIL = "0123456789０１２３４５６７８９%％‰℃"


def join_lines(lines: Sequence[Line], *, heading: bool, width: float) -> Paragraph:
    """Join lines without their hard ends; English words stay apart, numbers whole."""
    parts: list[str] = []
    runs: list[PrintedRun] = []
    length = 0
    for line in lines:
        text = _drop_stray_spaces(line.text)
        if parts and needs_space(parts[-1], text):
            parts.append(" ")
            length += 1
        runs.append(PrintedRun(length, line.number))
        parts.append(text)
        length += len(text)
    return Paragraph("".join(parts), tuple(runs), heading, width)


def needs_space(before: str, after: str) -> bool:
    """Words of Latin letters broken at a line end need their space back: Flagship｜Pioneering."""
    left, right = before[-1], after[0]
    if left in ",;:.!?)" and right.isascii():
        return bool(right.isalnum() and left.isascii())
    letters = bool(WORD.match(left) or WORD.match(right))
    return letters and left.isascii() and right.isascii() and left.isalnum() and right.isalnum()


def _drop_stray_spaces(text: str) -> str:
    """Drop the blanks a typesetter put around digits: 2023年 12月, 超过 40%, 从 0 到."""
    text = re.sub(r"[ \u3000\t\u00a0]+", " ", text)
    if " " not in text:
        return text
    kept = [
        char
        for at, char in enumerate(text)
        if not (char == " " and _is_stray(text[at - 1], text[at + 1]))
    ]
    return "".join(kept)


def _is_stray(left: str, right: str) -> bool:
    return (left in DIGIT_TAIL and _is_cjk(right)) or (_is_cjk(left) and right in DIGIT_TAIL)


def _is_cjk(char: str) -> bool:
    return char >= "\u2010"


# --- where paragraphs end -------------------------------------------------------------------------
# Each line gets a role: F first line of a paragraph, M middle, L last, S the only one, H heading,
# h a heading's further line. The cheapest reading of the whole page wins (Viterbi), over roles
# and column widths together, because a column's width is only known from its neighbours.

NEXT = {"F": "ML", "M": "ML", "L": "FSH", "S": "FSH", "H": "hFSH", "h": "hFSH"}
CONTINUES = "MLh"
NEW_COLUMN = 2.0  # cost of another width at a paragraph's end …
NEW_COLUMN_INSIDE = 4.0  # … and inside a paragraph (a column that flows round a picture)

Role = tuple[str, float]


def _read_roles(lines: Sequence[Line]) -> list[Role]:
    widths = [display_width(line.text) for line in lines]
    columns = _column_widths(widths)
    gaps = _gap_costs(lines)
    best: dict[Role, float] = {}
    back: list[dict[Role, Role | None]] = []
    for at, line in enumerate(lines):
        scores: dict[Role, float] = {}
        origin: dict[Role, Role | None] = {}
        cheapest = _cheapest_by_role(best)
        own = _line_costs(line)
        # A mark that may not start the next line hangs over the column's edge.
        hung = 1.0 if line.text[-1] in HANGING else 0.0
        for role, fixed in own.items():
            goes_on, starts = gaps[at]
            gap = goes_on if role in CONTINUES else starts
            for column in columns:
                fit = _fit_cost(role, widths[at], column, hung)
                if fit > 40:
                    continue
                came, cost = _step(best, cheapest, role, column, first=at == 0)
                total = cost + fixed + fit + gap
                if total < NO:
                    scores[role, column] = total
                    origin[role, column] = came
        best = scores
        back.append(origin)
    return _trace(best, back)


def _cheapest_by_role(best: dict[Role, float]) -> dict[str, tuple[Role, float]]:
    cheapest: dict[str, tuple[Role, float]] = {}
    for state, cost in best.items():
        if state[0] not in cheapest or cost < cheapest[state[0]][1]:
            cheapest[state[0]] = (state, cost)
    return cheapest


def _step(
    best: dict[Role, float],
    cheapest: dict[str, tuple[Role, float]],
    role: str,
    column: float,
    *,
    first: bool,
) -> tuple[Role | None, float]:
    """Return the cheapest state before ``role`` in ``column`` and what it costs to come from it."""
    if first:
        return None, (NO if role in CONTINUES else 0.0)
    jump = NEW_COLUMN_INSIDE if role in CONTINUES else NEW_COLUMN
    found: tuple[Role | None, float] = (None, NO)
    for before, nexts in NEXT.items():
        if role not in nexts:
            continue
        same = best.get((before, column), NO)
        if same < found[1]:
            found = ((before, column), same)
        if before in cheapest and cheapest[before][1] + jump < found[1]:
            found = (cheapest[before][0], cheapest[before][1] + jump)
    return found


def _trace(best: dict[Role, float], back: list[dict[Role, Role | None]]) -> list[Role]:
    ends = {state: cost + (3.0 if state[0] in "FM" else 0.0) for state, cost in best.items()}
    state: Role | None = min(ends, key=lambda key: ends[key])
    roles: list[Role] = []
    for origin in reversed(back):
        assert state is not None
        roles.append(state)
        state = origin[state]
    return roles[::-1]


def _column_widths(widths: Sequence[float]) -> list[float]:
    """Return the widths a column of this page may have: those of lines, indented ones or not."""
    whole = {round(width) for width in widths if 8 <= width <= MOST_COLUMN_CHARS}
    return [float(w) for w in sorted(whole | {w + round(INDENT) for w in whole})] or [0.0]


def _gap_costs(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Return what it costs at each line to go on, and to start anew, by the blank line before it.

    Blank lines mean something only where they are the exception.
    """
    share = sum(line.after_blank for line in lines[1:]) / max(1, len(lines) - 1)
    if share > 0.4 or share == 0:
        return [(0.0, 0.0)] * len(lines)
    return [(4.0, -1.0) if line.after_blank else (0.0, 1.0) for line in lines]


def _line_costs(line: Line) -> dict[str, float]:
    """Return what each role costs by the line's own words."""
    text = line.text
    ended = bool(SENTENCE_END.search(text))
    cut = text[-1] in GOES_ON
    start = 8.0 if text[0] in NO_START else (-2.0 if line.indented else 0.0)
    dateline = bool(DATELINE.match(text))
    inside = 8.0 if dateline else (6.0 if line.indented else 0.0)
    end = 0.0 if ended else (12.0 if cut else (1.0 if text[-1] in "：:" else 6.0))
    full_stop = 10.0 if re.search(r"[。；，]", text[:-1]) and "，" not in text else 0.0
    plain = 0.0 if MARK.search(text) else 0.6
    title = 1.5 + full_stop + (8.0 if ended and text[-1] not in "！？!?…" else 0.0)
    title += 8.0 if cut and text[-1] in "，、；" else (2.0 if cut else 0.0)
    title += 1.0 if "，" in text else 0.0
    title += 3.0 if dateline else 0.0
    return {
        "F": start + plain,
        "M": inside + plain,
        "L": inside + end,
        "S": start + 1.5 + end,
        "H": start + title,
        "h": inside + title - 0.3 + (2.0 if text[0] in NO_START else 0.0),
    }


def _fit_cost(role: str, width: float, column: float, hung: float) -> float:
    """Return what it costs that a line of ``width`` plays ``role`` in a ``column``."""
    over = width - column
    if role in "FML" and column < NARROW:
        return 3.0 + _miss(over)
    if role == "M":
        return _miss(over)
    if role == "F":
        indented = min(_miss(over + INDENT), _miss(over + INDENT - hung))
        return min(indented, 1.0 + _miss(over))
    if role in "LS":
        # A last line that fills the column by chance is rare, and cannot be told from a middle one.
        return _miss(over) + FULL_LAST if over > -1.5 else 0.0
    # A heading is shorter than its column; one that fills a line looks like a body's.
    looks_full = abs(over) < 1.5 or abs(over + INDENT) < 1.0
    return max(0.0, 0.3 * over) + (1.5 if looks_full else 0.0)


def _miss(over: float) -> float:
    """A justified line misses its column by up to one and a half characters of squeezed marks."""
    slack = max(0.0, abs(over) - MISS_FREE)
    return MISS_COST * slack * slack
