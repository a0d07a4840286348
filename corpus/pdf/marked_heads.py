"""A document's settings in reading order in, the same with what heads and what does not told out.

A kicker and the titles of news in brief may be set as small as text, a figure set large is none.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.page.articles import BYLINE
from corpus.page.printed_lines import DATELINE, MARK, SENTENCE_END
from corpus.pdf.figure_strips import LEAST_FIGURES, is_figure
from corpus.pdf.paragraphs import SECTION_NAME, Setting, join_two, was_broken
from corpus.pdf.placed import HEADLINE, LARGER, ONE_LINE, Placed, as_text

LONGEST_BRIEF = 2  # paragraphs
LONGEST_KICKER = 40  # characters
KICKER = 1.0  # times a headline's em: a kicker stands no farther above it
HEAD_MARK = re.compile(r"[■●◆▲★□○◇△☆]\s?")  # before a brief's headline
NO_HEAD = re.compile(r"[。；：:，]|^[（(\d]")
NO_KICKER = re.compile(r"[。；：:，、]|^[（(]")
WRITTEN_BY = re.compile(r"[（(](?:作者[^（）()]{2,60}|[\u4e00-\u9fff·\s、]{2,10}[部社处组])[）)]")


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
        if other - one <= LONGEST_BRIEF + 1 and _are_set_alike(flow[one], flow[other]):
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
