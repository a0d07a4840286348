"""A document's settings in reading order in, the same with each headline before its text out.

An upright headline may stand to the right of its text, and a headline in a box of its own above it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.articles import BYLINE
from corpus.pdf_figure_strips import LEAST_FIGURES, is_figure
from corpus.pdf_items import Cut
from corpus.pdf_paragraphs import SECTION_NAME, Setting, join_two, was_broken
from corpus.printed_lines import DATELINE, MARK, SENTENCE_END

HEADLINE = 1.3  # times the body's em: what is set larger is a headline rather than a subhead
LARGER = 1.12  # set that much larger it may be either: the words tell
NOTE = 0.92  # times the text's em: notes are set smaller
ONE_LINE = 1.6  # em: a line is not so high
MOST_CHARS_OVER = 8  # of a kicker over an upright headline
MOST_OF_BRIEF = 2  # paragraphs
LONGEST_KICKER = 40  # characters
KICKER = 1.0  # times a headline's em: a kicker stands no farther above it
HEAD_MARK = re.compile(r"[■●◆▲★□○◇△☆]\s?")  # before a brief's headline
NO_HEAD = re.compile(r"[。；：:，]|^[（(\d]")
NO_KICKER = re.compile(r"[。；：:，、]|^[（(]")
WRITTEN_BY = re.compile(r"[（(](?:作者[^（）()]{2,60}|[\u4e00-\u9fff·\s、]{2,10}[部社处组])[）)]")
LISTED = re.compile(r"\d\s?[页版]?$|第.{1,3}[页版]")  # a line of contents, a day
LEAST_VERSE = 5.0  # em: so high is a text of lines in the middle
EDITOR_NOTE = re.compile(r"[【\[]?(?:编者(?:按|的话|注)|编后|主持人语|开栏的?[话语])")
BESIDE = 4.0  # em under a headline: what begins farther down is not by it


@dataclass(frozen=True, slots=True)
class Placed:
    """A setting in reading order: ``cut`` where it is the first of its column, None inside one.

    ``part`` numbers what stands apart: a box, a caption, a table's own title; 0 is the page.
    """

    setting: Setting
    cut: Cut | None = None
    part: int = 0
    kind: str = "text"


def before_their_text(flow: Sequence[Placed]) -> list[Placed]:
    """Move a vertical headline that stands to the right of its text before it."""
    ordered: list[Placed] = []
    for at, one in enumerate(flow):
        start = end = len(ordered)
        if one.setting.vertical:
            ends = (n for n in range(at + 2, len(flow)) if flow[n].cut or flow[n].setting.heading)
            before_text = _any_beside(one.setting, flow, at + 1, next(ends, len(flow)))
            while end and ordered[end - 1].setting.vertical:
                end -= 1  # its writer
            kicker = end - 1 if end and _is_right_over(ordered[end - 1], one.setting) else end
            end = kicker
            while end and _is_below(one.setting, ordered[top := _top(ordered, end)].setting):
                end = top
            first = end
            while first and _any_beside(one.setting, ordered, top := _top(ordered, first), first):
                first = top
                if ordered[top].cut == "rule":
                    break  # beyond it stands another article
            headed = 0 < first < end and _is_upright_beside(ordered[first - 1].setting, one.setting)
            alone, amid = first < end and not headed, one.cut is None  # between its text's rows
            if alone and (amid or not before_text or _is_headless(ordered, first, end)):
                start, one = first, replace(one, cut="across")
                if kicker < len(ordered) and not ordered[kicker].setting.vertical:
                    ordered.insert(start, replace(ordered.pop(kicker), cut="across"))
                    start += 1
        ordered.insert(start, one)
    return ordered


def notes_behind_their_text(flow: Sequence[Placed]) -> list[Placed]:
    """Move the notes at a column's or a page's foot behind the paragraph that they interrupt."""
    ordered: list[Placed] = []
    notes: list[Placed] = []
    for one in flow:
        text = ordered[-1] if ordered else None
        broken = text and text.setting.open_end and MARK.search(text.setting.text)
        if text and broken and _is_note(one, text, notes):
            notes.append(one)
            continue
        goes_on = text and notes and was_broken(text.setting, one.setting)
        ordered += [one, *notes] if goes_on else [*notes, one]
        notes = []
    return ordered + notes


def _is_note(one: Placed, text: Placed, notes: Sequence[Placed]) -> bool:
    """Whether something is set small under a text, or goes on there."""
    setting = one.setting
    small = setting.em < NOTE * text.setting.em and not (setting.heading or setting.table)
    under = one.cut is None or one.cut == "rule" and not notes
    return small and under and setting.page == text.setting.page


def _is_upright_beside(headline: Setting, other: Setting) -> bool:
    """Whether a text has another upright headline, at its left, than the one at its right."""
    level = headline.y0 < other.y1 and other.y0 < headline.y1 and headline.page == other.page
    return headline.vertical and headline.heading and level and headline.x1 + other.em < other.x0


def _any_beside(headline: Setting, flow: Sequence[Placed], start: int, end: int) -> bool:
    return any(_is_beside(headline, one.setting) for one in flow[start:end])


def _is_right_over(one: Placed, headline: Setting) -> bool:
    """Whether a short line set across stands over an upright headline: its kicker."""
    line = one.setting
    near = line.page == headline.page and 0 <= headline.y0 - line.y1 < BESIDE * headline.em
    beside = line.x0 < headline.x1 + line.em and line.x1 > headline.x0 - line.em
    short = line.y1 - line.y0 < ONE_LINE * line.em and len(line.text) <= MOST_CHARS_OVER
    return near and beside and short and not (line.vertical or line.table)


def _top(flow: Sequence[Placed], end: int) -> int:
    """Return where the column begins that ends before ``end``, or its text under a headline."""
    at = end - 1
    while at and flow[at].cut is None and flow[at - 1].setting.em < LARGER * flow[at].setting.em:
        at -= 1
    return at


def _is_headless(flow: Sequence[Placed], first: int, end: int) -> bool:
    """Whether the texts from ``first`` on begin a part of the page and have no headline."""
    settings = [one.setting for one in flow[max(0, first - 1) : end]]
    heads = [one for one in settings if one.heading and one.em > settings[-1].em]
    return flow[first].cut not in (None, "column") and not heads


def _is_beside(headline: Setting, text: Setting) -> bool:
    """Whether a text stands somewhere between an upright headline's top and end."""
    level = text.y1 > headline.y0 and text.y0 < headline.y1 and text.page == headline.page
    return level and not text.vertical and text.em < 0.8 * headline.em


def _is_below(headline: Setting, other: Setting) -> bool:
    return other.page == headline.page and other.y0 >= headline.y1


def with_signed_text(flow: Sequence[Placed], body: float) -> list[Placed]:
    """Make text of the lines in brackets that tell who wrote: they are set apart like headings."""
    return [
        replace(one, setting=as_text(one.setting))
        if one.setting.em < LARGER * body and WRITTEN_BY.fullmatch(one.setting.text)
        else one
        for one in flow
    ]


def with_figures(flow: Sequence[Placed]) -> list[Placed]:
    """Join a figure set large and the words under it that tell what it counts: they are one text,
    and the figure is no headline. Where figures stand one below the other, so may such words be
    set as if they were headings."""
    joined: list[Placed] = []
    counted = Counter(
        one.setting.em
        for one, after in pairwise(flow)
        if after.cut is None and _tells_of(after.setting, one.setting)
    )
    under = Counter(
        one.setting.em
        for before, one in pairwise(flow)
        if one.cut is None and _is_told_over(before.setting, one.setting)
    )
    for one in flow:
        figure = joined[-1] if joined else None
        several = figure is not None and counted[figure.setting.em] > 1
        telling = one.cut is None and (several or not one.setting.heading)
        least = max(LEAST_FIGURES, counted[one.setting.em] + 1)
        told_over = under[one.setting.em] >= least and one.cut is None
        if (figure and telling and _tells_of(one.setting, figure.setting)) or (
            figure and told_over and _is_told_over(figure.setting, one.setting)
        ):
            whole = join_two(figure.setting, one.setting, apart=True)
            text = replace(whole.paragraph, heading=False)
            em = min(figure.setting.em, one.setting.em)
            whole = replace(one.setting, paragraph=text, em=em, y0=whole.y0, open_start=False)
            joined[-1] = replace(figure, setting=whole)
        else:
            joined.append(one)
    return joined


def _tells_of(text: Setting, figure: Setting) -> bool:
    """Whether a text stands right under a large figure."""
    if text.table or figure.table or not is_figure(figure.text):
        return False
    if SENTENCE_END.search(text.text) or len(text.text) > LONGEST_KICKER:
        return False  # the number begins a section's heading: 2 方法
    over = text.x0 < figure.x1 and text.x1 > figure.x0 and text.page == figure.page
    near = 0 <= text.y0 - figure.y1 < KICKER * figure.em
    return over and near and figure.em >= HEADLINE * text.em


def _is_told_over(text: Setting, figure: Setting) -> bool:
    """Whether a large figure stands right under the words that tell of it."""
    if text.table or figure.table or not is_figure(figure.text):
        return False
    over = text.x0 < figure.x1 and text.x1 > figure.x0 and text.page == figure.page
    near = 0 <= figure.y0 - text.y1 < KICKER * figure.em
    return over and near and figure.em >= LARGER * text.em and not is_figure(text.text)


def with_kickers(flow: Sequence[Placed]) -> list[Placed]:
    """Make headings of the short lines right over a headline, and of a head over news in brief."""
    marked: list[Placed] = []
    for at, one in enumerate(flow):
        after = flow[at + 1] if at + 1 < len(flow) else None
        broken = bool(marked) and was_broken(marked[-1].setting, one.setting)
        if after is not None and not broken and _is_kicker(one.setting, after):
            one = _as_heading(one)
        marked.append(one)
    return marked


def _as_heading(one: Placed) -> Placed:
    heading = replace(one.setting.paragraph, heading=True)
    return replace(one, setting=replace(one.setting, paragraph=heading))


def with_heads_of_briefs(flow: Sequence[Placed]) -> list[Placed]:
    """Make headings of the short lines that stand each over a paragraph of news in brief.

    They begin at the column's edge, where paragraphs are set in, and have no end. They stand under
    a section's name, or are several alike with little text between, or have a mark before each.
    """
    over = [at for at in range(len(flow) - 1) if _is_over_paragraph(flow, at)]
    marked = [at for at in over if HEAD_MARK.match(flow[at].setting.text)]
    found = set(marked) if len(marked) > 1 else set()
    for one, other in pairwise(over):
        if other - one <= MOST_OF_BRIEF + 1 and _are_set_alike(flow[one], flow[other]):
            found |= {one, other}
    for start in (at for at, one in enumerate(flow) if _names_section(one.setting)):
        large = (
            at
            for at in range(start + 1, len(flow))
            if flow[at].setting.em >= HEADLINE * flow[start + 1].setting.em
        )
        end = next(large, len(flow))
        found |= {at for at in over if start < at < end}
    found |= {
        at
        for at, (one, after) in enumerate(pairwise(flow))
        if _names_section(one.setting) and (after.setting.heading or at + 1 in found)
    }
    found |= {
        at
        for at, (name, one, after) in enumerate(zip(flow, flow[1:], flow[2:], strict=False), 1)
        if _names_section(name.setting) and after.cut == "column" and _may_head(one.setting)
    }
    return [_as_heading(one) if at in found else one for at, one in enumerate(flow)]


def _names_section(setting: Setting) -> bool:
    return SECTION_NAME.fullmatch(setting.text) is not None


def _are_set_alike(one: Placed, other: Placed) -> bool:
    """Whether two lines begin at one edge, in type of one size other than that of their texts."""
    ahead, behind = one.setting, other.setting
    level = abs(ahead.x0 - behind.x0) < 0.5 * ahead.em
    return level and ahead.em == behind.em and ahead.bold == behind.bold


def _is_over_paragraph(flow: Sequence[Placed], at: int) -> bool:
    """Whether a line without an end, behind an ended paragraph, stands over one that is set in."""
    line, text = flow[at].setting, flow[at + 1].setting
    if line.heading or line.table or text.heading or text.table or flow[at + 1].cut:
        return False
    if not line.open_start or text.open_start or not _may_head(line):
        return False
    before = flow[at - 1].setting if at else None
    behind = before is None or before.heading or _names_section(before)
    behind = behind or bool(before and SENTENCE_END.search(before.text))
    return behind and bool(MARK.search(text.text)) and line.page == text.page


def _may_head(line: Setting) -> bool:
    """Whether a text of one line may be a headline by its words."""
    mark = HEAD_MARK.match(line.text)
    words = line.text[mark.end() :] if mark else line.text
    named = BYLINE.match(words) or DATELINE.match(words) or NO_HEAD.search(words)
    return line.y1 - line.y0 <= ONE_LINE * line.em and not (named or line.table)


def _is_kicker(line: Setting, after: Placed) -> bool:
    """Whether a line of text without an end stands right over a larger heading, to which it leads."""
    head = after.setting
    if line.heading or line.table or not head.heading or line.page != head.page:
        return False
    if line.y1 - line.y0 > ONE_LINE * line.em or len(line.text) > LONGEST_KICKER:
        return False
    if BYLINE.match(line.text) or SENTENCE_END.search(line.text) or NO_KICKER.search(line.text):
        return False
    over = line.x0 < head.x1 and line.x1 > head.x0 and after.cut in (None, "across")
    near = 0 <= head.y0 - line.y1 < KICKER * head.em
    larger = head.em >= LARGER * line.em or SECTION_NAME.fullmatch(line.text) is not None
    return over and near and larger


def parts_of(apart: Sequence[Placed], body: float) -> list[list[Placed]]:
    """Return what stands in each box; headings in one of their own go with the box under it."""
    parts = [
        with_verse([one for one in apart if one.part == part])
        for part in dict.fromkeys(one.part for one in apart)
    ]
    for heads in [part for part in parts if _is_headline_alone(part, body)]:
        boxes = (part for part in parts if part[0].part >= 0)  # a caption may stand between
        under = [part for part in boxes if _stands_on(heads, part[0].setting, body)]
        if under:
            parts.remove(heads)
            under[0][:0] = heads
    return parts


def with_verse(part: list[Placed]) -> list[Placed]:
    """Make a text of many short lines under a headline that has no other: verse in a box."""
    title = max(part, key=lambda one: one.setting.em).setting
    under = [one.setting for one in part if one.setting is not title]
    if part[0].setting is not title or not under or not all(one.heading for one in under):
        return part
    em = max(one.em for one in under)
    lines = sum((one.y1 - one.y0) / one.em > ONE_LINE for one in under if not one.vertical)
    apart = all(one.y0 >= title.y1 and one.em == em for one in under)
    if not lines or not apart or any(LISTED.search(one.text) for one in under):
        return part
    if sum(one.y1 - one.y0 for one in under) < LEAST_VERSE * em or em * LARGER > title.em:
        return part
    return [
        one if one.setting is title else replace(one, setting=as_text(one.setting)) for one in part
    ]


def as_text(setting: Setting) -> Setting:
    return replace(setting, paragraph=replace(setting.paragraph, heading=False))


def with_notes(flow: list[Placed], parts: list[list[Placed]], body: float) -> list[Placed]:
    """Put an editor's note in a box behind the headline that it stands under, out of the parts."""
    for note in [part for part in parts if EDITOR_NOTE.match(part[0].setting.text)]:
        over = [at for at, one in enumerate(flow) if _is_over_note(one.setting, note, body)]
        if over and not any(one.setting.em >= HEADLINE * body for one in note):
            parts.remove(note)
            texts = [replace(one, cut=None, part=0, setting=as_text(one.setting)) for one in note]
            flow[over[-1] + 1 : over[-1] + 1] = texts
    return flow


def _is_over_note(head: Setting, note: Sequence[Placed], body: float) -> bool:
    """Whether a heading, or the line of its writer, stands closely over an editor's note."""
    first = note[0].setting
    close = head.page == first.page and 0 <= first.y0 - head.y1 < BESIDE * body
    beside = head.x0 < first.x1 and first.x0 < head.x1
    return close and beside and (head.heading or bool(BYLINE.match(head.text)))


def _is_headline_alone(part: Sequence[Placed], body: float) -> bool:
    """Whether a box holds a headline with its deck and byline, and no text."""
    settings = [one.setting for one in part]
    lines = all(one.heading or BYLINE.match(one.text) for one in settings)
    return lines and any(one.heading and one.em >= HEADLINE * body for one in settings)


def with_headlines(flow: list[Placed], parts: list[list[Placed]], body: float) -> list[Placed]:
    """Put a headline that has a box of its own before the text under it, out of the boxes' parts."""
    for heads in [part for part in parts if _is_headline_alone(part, body)]:
        under = [
            at for at, one in enumerate(flow) if one.cut and _stands_on(heads, one.setting, body)
        ]
        if under:
            parts.remove(heads)
            first, *others = (replace(one, cut=None, part=0) for one in heads)
            flow[under[0] : under[0]] = [replace(first, cut="across"), *others]
    return flow


def _stands_on(heads: Sequence[Placed], first: Setting, body: float) -> bool:
    """Whether the first text of a box stands closely under the headings of another one."""
    last = max((one.setting for one in heads), key=lambda one: one.y1)
    close = first.page == last.page and 0 < first.y0 - last.y1 < BESIDE * body
    text = not first.heading or bool(BYLINE.match(first.text))
    return close and text and first.x0 < last.x1 and last.x0 < first.x1
