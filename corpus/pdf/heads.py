"""Headings in a row over a text in, which of them is its headline out.

Some of them are over several articles: a section's name, a banner, the head of news in brief.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from corpus.page.articles import BYLINE
from corpus.page.headlines import is_furniture
from corpus.page.page_words import grams
from corpus.page.printed_lines import DATELINE, SENTENCE_END
from corpus.pdf.marked_heads import LONGEST_BRIEF
from corpus.pdf.paragraphs import SECTION_NAME, Setting, join_two
from corpus.pdf.placed import HEADLINE, LARGER, Placed

LEAST_BRIEFS = 3  # under one head
SOME = 0.4  # of the briefs: so many may have a word of the head over them
DECK = 0.6  # times a headline's em, at most
WIDOW = 3  # characters: too few to tell the weight of their type by
SIGNED = re.compile(r"[（(][\u4e00-\u9fff·\s、]{2,20}[）)]$")  # （辛桐）


def part_banners(
    stack: list[Placed], flow: Sequence[Placed], body: float
) -> tuple[list[Setting], list[Placed], bool]:
    """Tell headings over several articles, each with a headline of its own, from a headline; and
    whether these articles are news in brief."""
    for at in range(len(stack) - 1, 0, -1):
        above, below = stack[at - 1].setting, stack[at].setting
        if is_furniture(above.text) and below.em >= LARGER * body:
            return [head.setting for head in stack[:at]], stack[at:], False
        named = BYLINE.match(below.text) is not None
        if SECTION_NAME.fullmatch(above.text) and not named:
            return [head.setting for head in stack[:at]], stack[at:], True
        if below.em < above.em and not named and _are_briefs(above, stack[at], flow):
            return [head.setting for head in stack[:at]], stack[at:], True
        if below.em < LARGER * body and at + 1 < len(stack):
            below = stack[at + 1].setting  # under a kicker
        ruled = stack[at].cut == "rule" and not (above.vertical or BYLINE.match(below.text))
        if below.em < LARGER * body and not ruled or _is_centered_under(above, below, body):
            continue
        if above.vertical and below.vertical:
            continue  # lines of one headline
        if above.vertical and stack[at].cut == "rule" and below.y0 >= above.y1:
            return [head.setting for head in stack[:at]], stack[at:], False  # it has no text
        beside = [
            one.setting
            for one in flow
            if one.setting.heading
            and one.setting is not above
            and one.setting.em >= LARGER * body
            and one.setting.page == below.page
            and abs(one.setting.y0 - below.y0) < 2 * below.em
            and (one.setting.x0 > below.x1 or one.setting.x1 < below.x0)
            and _is_over(above, one.setting, flow)
        ]
        if beside or stack[at].cut == "column" and below.em >= HEADLINE * body:
            return [head.setting for head in stack[:at]], stack[at:], False
    return [], stack, False


def _is_centered_under(above: Setting, below: Setting, body: float) -> bool:
    """Whether a line is a headline's deck: what stands side by side under a banner is not centered."""
    centered = abs(above.x0 + above.x1 - below.x0 - below.x1) < 3 * body
    return below.em < DECK * above.em and centered


def _are_briefs(head: Setting, first: Placed, flow: Sequence[Placed]) -> bool:
    """Whether a heading right under another is the first of several alike, each over its own news.

    Such news are dated or signed; or the head over them, unlike an article's headline, shares no
    words with what is under it.
    """
    start = flow.index(first)
    heads = [at for at in range(start, len(flow)) if flow[at].setting.heading]
    heads = list(takewhile(lambda at: is_alike(flow[at].setting, first.setting), heads))
    ends = [
        *heads[1:],
        next((at for at in range(heads[-1] + 1, len(flow)) if flow[at].setting.heading), len(flow)),
    ]
    texts = [
        [one.setting for one in flow[at + 1 : end]] for at, end in zip(heads, ends, strict=True)
    ]
    if not all(texts):
        return False  # a headline of several lines, a deck
    if not all(SENTENCE_END.search(one[-1].text) or one[-1].table for one in texts):
        return False  # the parts of a list
    told = [bool(DATELINE.match(one[0].text) or SIGNED.search(one[-1].text)) for one in texts]
    if sum(told) >= LEAST_BRIEFS:
        return True
    words = set() if SECTION_NAME.fullmatch(head.text) else grams(head.text, 2)
    shared = [bool(words & grams("".join(one.text for one in brief), 2)) for brief in texts]
    few = sum(shared) < SOME * len(texts)
    return len(texts) >= LEAST_BRIEFS and few and max(map(len, texts)) <= LONGEST_BRIEF


def is_alike(one: Setting, other: Setting) -> bool:
    """Whether two settings are headings of one size and weight."""
    return one.heading and one.em == other.em and one.bold == other.bold


def _is_over(above: Setting, head: Setting, flow: Sequence[Placed]) -> bool:
    """Whether a heading may stand over another one: it does, or nothing does at its height."""
    if head.x0 < above.x1 and head.x1 > above.x0:
        return True
    level = [
        one.setting
        for one in flow
        if one.setting.page == above.page
        and one.setting.y0 < above.y1
        and one.setting.y1 > above.y0
    ]
    return head.y0 > above.y1 and not any(one.x0 < head.x1 and one.x1 > head.x0 for one in level)


def read_stack(stack: Sequence[Placed], body: float) -> tuple[Setting | None, list[Setting]]:
    """Tell the headline, and what stands by it: kicker, deck, byline."""
    heads = _join_headlines(stack)
    large = HEADLINE * body
    named = [head for head in heads if head.em >= large or not BYLINE.match(head.text)]
    if not named:
        return None, heads
    title = max(named, key=lambda head: head.em)
    return title, [head for head in heads if head is not title]


def _join_headlines(stack: Sequence[Placed]) -> list[Setting]:
    """Join a headline's lines that were cut from one another."""
    joined: list[Setting] = []
    for one in stack:
        head = one.setting
        if joined and one.cut != "column" and is_next_line(joined[-1], head, apart=0.9):
            joined[-1] = join_two(joined[-1], head)
        else:
            joined.append(head)
    return joined


def is_next_line(above: Setting, below: Setting, *, apart: float) -> bool:
    """Whether a heading goes on below; ``apart`` is in em."""
    beside = min(above.x1, below.x1) - max(above.x0, below.x0)
    weight = above.bold == below.bold or len(below.text) <= WIDOW
    alike = above.em == below.em and weight and above.page == below.page
    level = -1 < below.y0 - above.y1 < apart * below.em and not below.vertical
    return alike and beside > 0 and level
