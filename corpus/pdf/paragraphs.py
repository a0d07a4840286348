"""A column's lines in, its paragraphs and headings out, also over the ends of columns and pages.

The print shows where a paragraph begins: by its indent, by the room that the line before left
free, by white, by another size or weight of type. Knows no articles.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.page.articles import BYLINE
from corpus.page.printed_lines import DATELINE, GOES_ON, MARK, SENTENCE_END, display_width
from corpus.page.reflow import Paragraph, needs_space
from corpus.pdf.lines import Line
from corpus.pdf.runaround import left_of_broken, run_round
from corpus.records import PrintedRun

HEADING, LARGE = 1.15, 1.5  # times the body's em
SECTION = 1.1  # set that much larger, a number tells a heading: 12 points over 10.5
NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}[ .、]?\s?[\u4e00-\u9fff]")  # 2.1 公式
OTHER_SIZE = 0.08  # share: lines whose sizes differ by more do not belong together
INDENTED = 0.9  # em from the column's left edge
SIGNED = re.compile("[ /：（]")  # 文/图 卜小川, 高二（1）班 闻笛
FREE = 0.4  # em on both sides of a centered line
SET_IN = 4.0  # em: what begins farther in is no paragraph's first line
ROOM = 0.9  # em, beyond the word that would have fitted: the line before was the last
RAGGED = 4.0  # em: a set-in first line may be so much short (numbers, marks) and go on not set in
ENDS = "。；：！？.;:!?"
QUOTED = 1.5  # em from both edges of the column
WHITE = 1.45  # times the usual step from line to line
MOST_OF_SUBHEAD = 3  # lines
LONGEST_SUBHEAD = 40.0  # full-width characters
NUMERAL = r"[一二三四五六七八九十百零\d]+"
FORMAL = "壹贰叁肆伍陆柒捌玖拾貳參陸"
LEAST_LINES = 3  # of a column's text: a headline has fewer
# GB/T 9704-2012, 7.3.3: 一、 （一） 1. （1）; law texts have 第一章, 第一条.
ITEM = re.compile(
    rf"第{NUMERAL}(?:分?编|[章节条款])|[一二三四五六七八九十{FORMAL}]+、|[（(](?:[一二三四五六七八九十\d]+|[a-z])[）)]"
    r"|\d+[.．、](?!\d)|[①-⑳●■◆▲★○□◇△☆•]|附件?\s?\d*[：:]"
)
DAY = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日$|二[〇○零].{2}年.{1,2}月.{1,3}日$")
RUN_IN = re.compile(r"[^，。；：:]{4,40}")
CHAPTER = re.compile(rf"第{NUMERAL}(?:分?编|[章节])|[一二三四五六七八九十{FORMAL}]+、")
PART_OF_LAW = re.compile(rf"第{NUMERAL}(?:分?编|[章节])(?![的之规、，和及至])")
REFERS = re.compile(rf"(?:本法|本条例|本[编章节]|[照按依据于用{GOES_ON}])$")  # to a part of a law
CONTENTS_LINE = re.compile(r"…[（(]?(?:\d{1,4}|[ivxIVX]{1,6})[）)]?$")  # a heading and its page
DASH = re.compile(r"[-–—•·*▪￭◼]")  # before an item
INNER_END = re.compile(r"[。！？](?=[^”’」』）)])")  # within a text
LABEL = re.compile(r"[\u4e00-\u9fff（）()/ ]{2,8}[：:]")  # of a value: 电子邮箱：


# What stands over news in brief.
SECTION_NAME = re.compile(
    r"[\u4e00-\u9fff·\s]{0,6}(?:简讯|短讯|快讯|资讯|速览|一览|要闻|短波|快报|简报|看点|直通|速递|动态|集锦|传真|点击|播报|扫描|快递|一句话|简明新闻|数读)"
    r"|(?:热线|读者|投诉|民声)回[音声]|活动|展讯|影讯|书讯|预告|公告|通知|启事"
)
OPEN_END = re.sub("[；;]", "", GOES_ON)  # an item of a list may end with a semicolon

# What a column holds: its lines, and its tables as paragraphs.
Entry = Line | Paragraph


@dataclass(frozen=True, slots=True)
class Setting:
    """A stretch of text as it is set: a paragraph or heading, with what tells its rank.

    ``open_end`` says that the text may go on in the next column, ``open_start`` that it may be
    what the column before began. ``centered`` lines stand free on both sides.
    """

    paragraph: Paragraph
    em: float
    bold: bool
    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    vertical: bool = False
    table: bool = False
    open_start: bool = False
    open_end: bool = False
    centered: bool = False

    @property
    def heading(self) -> bool:
        return self.paragraph.heading

    @property
    def text(self) -> str:
        return self.paragraph.text


def set_column(entries: Sequence[Entry], body: float) -> list[Setting]:
    """Join a column's lines; the paragraphs of its tables stand as they are."""
    entries = _part_run_ins(entries)
    lines = [entry for entry in entries if isinstance(entry, Line)]
    body = _own_size(lines, body)
    left = _edge([line.x0 for line in lines], body, lowest=True)
    right = _edge([line.x1 for line in lines], body, lowest=False)
    step = _usual_step(lines)
    left = left_of_broken(lines, left, right)
    straight = iter(run_round(lines, left, right, step))
    entries = [next(straight) if isinstance(entry, Line) else entry for entry in entries]
    lines = [entry for entry in entries if isinstance(entry, Line)]
    rights = _rights_of_blocks(lines, left, right)
    groups: list[list[Line] | Paragraph] = []
    for entry in entries:
        last = groups[-1] if groups else None
        if isinstance(entry, Paragraph):
            groups.append(entry)
        elif isinstance(last, list) and _goes_on(
            last, entry, left, rights.get(id(last[-1]), right), step, body
        ):
            last.append(entry)
        else:
            groups.append([entry])
    return [
        _set(group, left, right, body) if isinstance(group, list) else _set_apart(group, body)
        for group in groups
    ]


def _own_size(lines: Sequence[Line], body: float) -> float:
    """Return the size a column's text is set in, where that is a little larger than the common."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.em] += len(line.text)
    own = max(sizes, key=lambda em: (sizes[em], em), default=body)
    text = [line.text for line in lines if line.em == own]
    prose = len(text) >= LEAST_LINES and any("。" in one for one in text)
    return own if prose and body < own < LARGE * body else body


def _part_run_ins(entries: Sequence[Entry]) -> list[Entry]:
    """Part bold words that head a text in its own first line: 古树有了“身份证”　江口市完成普查."""
    parted: list[Entry] = []
    for entry in entries:
        before = parted[-1] if parted else None
        if not isinstance(entry, Line) or not entry.lead:
            parted.append(entry)
            continue
        above = isinstance(before, Line) and before.bold and before.em == entry.em
        head = f"{before.text if above and before else ''}{entry.text[: entry.lead]}"
        run_in = RUN_IN.fullmatch(head) and not DATELINE.match(head) and not ITEM.match(head)
        parted += _part_line(entry, entry.lead) if run_in else [entry]
    return parted


def _part_line(line: Line, cut: int) -> list[Line]:
    """Part a line behind its bold words; the rest stays at the place of the whole for its indent."""
    x = line.x0 + (line.x1 - line.x0) * display_width(line.text[:cut]) / display_width(line.text)
    head = replace(line, text=line.text[:cut], boxes=line.boxes[:cut], x1=x, bold=True)
    cut += line.text[cut] == " "
    return [head, replace(line, text=line.text[cut:], boxes=line.boxes[cut:], bold=False)]


def _set_apart(paragraph: Paragraph, body: float) -> Setting:
    run = paragraph.runs[0]
    return Setting(paragraph, body, False, run.page or 0, 0.0, 0.0, 0.0, 0.0, table=True)


def _edge(values: list[float], body: float, *, lowest: bool) -> float:
    """Return the column's edge: the outermost place where several lines begin or end."""
    if not values:
        return 0.0
    ordered = sorted(values, reverse=not lowest)
    for value in ordered:
        if sum(abs(value - other) < 0.6 * body for other in ordered) >= min(3, len(ordered)):
            return value
    return ordered[0]


def _rights_of_blocks(lines: Sequence[Line], left: float, right: float) -> dict[int, float]:
    """Return where lines end that are set in from both sides and break a sentence there, as those
    of a quotation do."""
    blocks: list[list[Line]] = []
    for line in lines:
        last = blocks[-1][-1] if blocks else None
        if last and abs(line.x0 - last.x0) < 0.5 * line.em and line.page == last.page:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    rights: dict[int, float] = {}
    for block in blocks:
        x0, x1 = block[0].x0, max(line.x1 for line in block)
        told = sum(bool(MARK.search(line.text)) for line in block)  # no list, no listing
        full = [line for line in block if x1 - line.x1 < ROOM * line.em]
        set_in = min(x0 - left, right - x1) > QUOTED * block[0].em
        if set_in and 2 * (x1 - x0) > right - left and 2 * told > len(block) and len(full) > 1:
            rights |= {id(line): x1 for line in full if line.text[-1] not in ENDS}
    return rights


def _usual_step(lines: Sequence[Line]) -> float:
    steps = sorted(
        after.middle - before.middle
        for before, after in zip(lines, lines[1:], strict=False)
        if abs(after.em - before.em) < OTHER_SIZE * before.em and after.middle > before.middle
    )
    return steps[len(steps) // 3] if steps else 0.0


def _goes_on(
    group: list[Line], line: Line, left: float, right: float, step: float, body: float
) -> bool:
    """Whether a line belongs to the paragraph or heading of the lines before it."""
    before = group[-1]
    if line.vertical or before.vertical or before.page != line.page:
        return False
    if abs(line.em - before.em) > OTHER_SIZE * max(line.em, before.em):
        return False
    if CONTENTS_LINE.search(before.text) or SECTION_NAME.fullmatch(before.text):
        return False
    if line.em >= HEADING * body:
        return _is_heading_s_next(before, line)
    if _heads_part(line) and not REFERS.search(before.text):
        return False
    if _heads_part(group[0]) and ITEM.match(line.text):
        return False
    if line.bold != before.bold and (len(group) == 1 and before.bold or line.bold):
        return False
    if not line.bold and all(one.bold and _is_centered(one, left, right) for one in group):
        return False
    gap = line.middle - before.middle
    if step and gap > WHITE * step and gap > 1.2 * line.em:
        return False
    em = line.em
    room = right - before.x1
    full = room < ROOM * em + _first_word_width(line)
    ended = bool(SENTENCE_END.search(before.text)) or before.text[-1] in "：:；;"
    beneath = abs(line.x0 - before.x0) < 0.5 * em and not DAY.match(line.text)
    if len(group) == 1 and before.x0 - left > SET_IN * em and not beneath:
        return False  # set at the right: a signature, a date
    if DATELINE.match(line.text) and (ended or not full or line.x0 - left >= INDENTED * em):
        return False
    listed = any(
        mark.match(line.text) and mark.match(group[0].text) for mark in (ITEM, LABEL, DASH)
    )
    if listed and abs(line.x0 - group[0].x0) < 0.5 * em:
        return False
    if line.x0 - left >= INDENTED * em and line.x0 - before.x0 > -0.3 * em:
        hangs = full and not ended and not ITEM.match(line.text)
        return hangs or (len(group) > 1 and abs(line.x0 - before.x0) < 0.5 * em and full)
    if line.x0 - left >= INDENTED * em and (ended or not full):
        return False
    if not full:
        opens = len(group) == 1 and before.x0 - left >= INDENTED * em and room < RAGGED * em
        return before.text[-1] in "，、" or (opens and not ended and not ITEM.match(line.text))
    return not (ended and ITEM.match(line.text))


def _is_centered(line: Line, left: float, right: float) -> bool:
    before, behind = line.x0 - left, right - line.x1
    return before > FREE * line.em and abs(before - behind) < line.em


def _heads_part(line: Line) -> bool:
    """Whether a line is the heading of a part of a law or a thesis, or its line in the contents."""
    return bool(PART_OF_LAW.match(line.text)) and not MARK.search(line.text)


def _is_heading_s_next(before: Line, line: Line) -> bool:
    """Whether two large lines are one headline: close together, and no sentence."""
    return line.y0 - before.y1 < 0.9 * line.em and before.text[-1] != "。"


def _first_word_width(line: Line) -> float:
    """Return the width of what could not have been broken off to the line before."""
    match = re.match(r"[A-Za-z0-9.%+\-,/:∶~～]+|.", line.text)
    word = match.group() if match else ""
    rest = line.text[len(word) :]
    marks = len(rest) - len(rest.lstrip("，。、；：！？）》”’…"))
    return (display_width(word) + marks) * line.em


def _set(group: list[Line], left: float, right: float, body: float) -> Setting:
    first, last = group[0], group[-1]
    text = "".join(line.text for line in group)
    full = right - last.x1 < 1.5 * body
    bold = sum(line.bold for line in group) * 2 > len(group)
    free = first.x0 - left, right - first.x1
    centered = min(free) > 1.5 * body and abs(free[0] - free[1]) < 1.5 * body
    at_right = free[0] > SET_IN * body and full
    heading = _is_heading(
        group, text, body, bold=bold, full=full, centered=centered, at_right=at_right
    )
    return Setting(
        join_printed(group, heading=heading, width=(right - left) / max(body, 1.0)),
        first.em,
        bold,
        first.page,
        min(line.x0 for line in group),
        first.y0,
        max(line.x1 for line in group),
        last.y1,
        vertical=first.vertical,
        open_start=not heading and first.x0 - left < INDENTED * first.em,
        open_end=not heading and (full and not _is_ended(text) or text[-1] in OPEN_END),
        centered=abs((first.x0 - left) - (right - first.x1)) < 1.5 * body
        and first.x0 - left > body,
    )


def _is_ended(text: str) -> bool:
    return bool(SENTENCE_END.search(text) or DAY.match(text) or CONTENTS_LINE.search(text))


def _is_heading(
    group: list[Line],
    text: str,
    body: float,
    *,
    bold: bool,
    full: bool,
    centered: bool,
    at_right: bool,
) -> bool:
    line = group[0]
    if line.vertical:
        return True
    if CONTENTS_LINE.search(text):
        return False
    sentences = text.count("。") > 0 or text[-1] in "，；、"
    if line.em >= LARGE * body:
        return "。" not in text  # a line of a headline may end with any other mark
    if line.em >= HEADING * body:
        return not sentences
    if sentences or SENTENCE_END.search(text) or line.em < 0.85 * body:
        return False
    if display_width(text) > LONGEST_SUBHEAD or not re.search(r"\w", text):
        return False
    if len(group) == 1 and at_right and line.em < HEADING * body and SIGNED.search(text):
        return False  # who signed a text
    if bold and all(one.bold for one in group):
        dated = DATELINE.match(text)
        return len(group) <= MOST_OF_SUBHEAD and not (
            INNER_END.search(text) or dated and dated.end() > 1
        )
    if len(group) == 1 and not full and line.em >= SECTION * body and NUMBERED.match(text):
        return not MARK.search(text)
    if len(group) == 1 and centered and not MARK.search(text):
        return True
    return len(group) == 1 and not full and bool(CHAPTER.match(text)) and text[-1] not in "：:"


def join_printed(lines: Sequence[Line], *, heading: bool, width: float = 0.0) -> Paragraph:
    """Join lines without their hard ends; each keeps its page and its characters' boxes."""
    parts: list[str] = []
    runs: list[PrintedRun] = []
    length = 0
    for line in lines:
        text, boxes = line.text, line.boxes
        if parts and needs_space(parts[-1], text):
            x0, y0, _, y1 = boxes[0]
            text, boxes = f" {text}", ((x0, y0, x0, y1), *boxes)
        runs.append(PrintedRun(length, None, line.page, boxes))
        parts.append(text)
        length += len(text)
    return Paragraph("".join(parts), tuple(runs), heading, width)


def join_settings(settings: Sequence[Setting]) -> list[Setting]:
    """Join paragraphs that a column's or a page's end broke."""
    joined: list[Setting] = []
    for setting in settings:
        if joined and was_broken(joined[-1], setting):
            joined[-1] = join_two(joined[-1], setting)
        else:
            joined.append(setting)
    return joined


def was_broken(one: Setting, two: Setting) -> bool:
    """Whether a column's or a page's end broke one paragraph into these two."""
    if one.heading or two.heading or not (one.open_end and two.open_start):
        return False
    if BYLINE.match(one.text):
        return False
    if abs(one.em - two.em) > OTHER_SIZE * one.em or DATELINE.match(two.text):
        return False
    listed = LABEL.match(one.text) and LABEL.match(two.text)
    return not (ITEM.match(two.text) or listed)


def join_two(one: Setting, two: Setting, *, apart: bool = False) -> Setting:
    """Join two settings; what is printed ``apart`` has a blank between."""
    text, runs = two.text, two.paragraph.runs
    if apart or needs_space(one.text, text):
        x0, y0, _, y1 = runs[0].boxes[0]
        text = f" {text}"
        runs = (
            replace(runs[0], boxes=((x0, y0, x0, y1), *runs[0].boxes)),
            *(replace(run, start=run.start + 1) for run in runs[1:]),
        )
    moved = tuple(replace(run, start=run.start + len(one.text)) for run in runs)
    paragraph = replace(one.paragraph, text=one.text + text, runs=(*one.paragraph.runs, *moved))
    return replace(one, paragraph=paragraph, y1=two.y1, open_end=two.open_end)
