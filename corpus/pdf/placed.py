"""A document's settings in reading order in, the same with each headline before its text out.

An upright headline may stand to the right of its text, and a headline in a box of its own above it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.page.articles import BYLINE
from corpus.page.printed_lines import MARK
from corpus.pdf.items import Cut
from corpus.pdf.paragraphs import Setting, was_broken

HEADLINE = 1.3  # times the body's em: what is set larger is a headline rather than a subhead
LARGER = 1.12  # set that much larger it may be either: the words tell
NOTE = 0.92  # times the text's em: notes are set smaller
ONE_LINE = 1.6  # em: a line is not so high
MOST_CHARS_OVER = 8  # of a kicker over an upright headline
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


def before_their_text(flow: Sequence[Placed]) -> list[Placed]:
    """Move a vertical headline that stands to the right of its text before it."""
    ordered: list[Placed] = []
    for at, one in enumerate(flow):
        start = end = len(ordered)
        if one.setting.vertical:
            after = at + 1
            while after < len(flow) and flow[after].setting.vertical:
                after += 1  # its deck
            ends = (
                n for n in range(after + 1, len(flow)) if flow[n].cut or flow[n].setting.heading
            )
            before_text = _any_beside(one.setting, flow, after, next(ends, len(flow)))
            while end and ordered[end - 1].setting.vertical:
                end -= 1  # its writer, its kicker
            begins = one if end == len(ordered) else ordered[end]
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
            alone, amid = first < end and not headed, begins.cut is None  # between its text's rows
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
