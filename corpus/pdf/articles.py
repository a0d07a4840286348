"""Settings of a document in reading order in, its articles out, each with its headline.

A newspaper page begins an article at each headline, at each box and dateline; a document of one
column is one article whose further headings are subheads. Knows nothing of characters and boxes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.page.articles import BYLINE, Page, Piece, share_a_subject
from corpus.page.headlines import are_everywhere, is_furniture, names_makers
from corpus.page.page_words import grams
from corpus.page.printed_lines import DATELINE, SENTENCE_END
from corpus.page.reflow import Paragraph
from corpus.pdf.heads import is_alike, is_next_line, part_banners, read_stack
from corpus.pdf.marked_heads import (
    HEAD_MARK,
    LONGEST_BRIEF,
    with_figures,
    with_heads_of_briefs,
    with_kickers,
    with_signed_text,
)
from corpus.pdf.paragraphs import (
    ITEM,
    PART_OF_LAW,
    SECTION_NAME,
    Setting,
    join_settings,
    join_two,
    was_broken,
)
from corpus.pdf.placed import (
    BESIDE,
    HEADLINE,
    LARGER,
    Placed,
    as_text,
    before_their_text,
    notes_behind_their_text,
    parts_of,
    with_headlines,
    with_notes,
)

LARGE = 1.2  # set as large as the article's own headline, that is enough
SAME_RANK = 0.85  # times a headline's em: what is set nearly as large begins another article

LEVEL = 6.0  # em: a headline so near the height of a text's begin stands beside it

ISSUE = re.compile(r"[（(]?(?:总)?第\s?[\d一二三四五六七八九十]{1,5}\s?期[）)]?")  # of a bulletin
# No document's title: what its parts are called, and what a thesis's cover says large that it is.
NO_TITLE = re.compile(
    r"目\s*[录次]|摘\s*要|前\s*言|(?i:abstract|contents)"
    r"|\S{0,12}(?:学位论文|毕业论文|毕业设计)(?:[（(].{1,8}[）)])?"
)
SLIGHT = 40  # characters: a line so short, without an end, is no text yet

PAGE = r"第?\s?[A-Z]?[\d一二三四五六七八九十]{1,3}\s?版[^（）()]{0,20}[）)]"
CONTINUES = re.compile(rf"[（(]\s?下转{PAGE}$")
CONTINUED = re.compile(rf"[（(]\s?上接{PAGE}")
ITEM_MARKS = "◆■□●○△▲▼▶◇★☆•图"  # they begin a list's items, and what a picture shows
# GB/T 7713.2-2022: an abstract and keywords stand over a paper's text, references under it.
PARTS_OF_A_PAPER = (
    re.compile(r"[【\[]?摘\s*要|(?i:abstract)"),
    re.compile(
        r"[【\[]?关\s*键\s*词|(?i:key\s?words|index terms)|[\d.\s]*参\s*考\s*文\s*献|(?i:[\d.\s]*references)"
    ),
)
# Of a document's pages: where so many fall into columns it is a newspaper, else one long text.
MOSTLY = 0.4


@dataclass(slots=True)
class _Draft:
    title: Setting | None = None
    body: list[Setting] = field(default_factory=list)
    headless: int | None = None  # where in the body a part of the page begins without a headline
    brief: bool = False  # one of several news in brief, of which each has a heading alike


def assemble(placed: Sequence[Placed], body: float) -> Page:
    """Gather settings into articles; ``body`` is the size of the common type."""
    apart = [one for one in placed if one.part]
    parts = [_in_order(part, body) for part in parts_of(apart, body)]
    flow = _in_order([one for one in placed if not one.part], body)
    flow = with_notes(with_headlines(flow, parts, body), parts, body)
    flow = notes_behind_their_text(flow)
    pages = {one.setting.page for one in flow}
    told = {one.setting.page for one in flow if "。" in one.setting.text and not one.setting.table}
    parted = {
        one.setting.page for one in placed if one.cut == "column" and not one.part
    } & told  # not figures' columns
    parted |= {page for page in told if _is_side_by_side(flow, page)}
    if len(parted) >= MOSTLY * len(pages) and parted and not _is_paper(flow):
        titles, drafts = _newspaper(flow, body)
    else:
        titles, drafts = _document(flow)
    for inside in parts:
        more, boxed = _newspaper(inside, body)
        drafts += boxed
        if not boxed and inside[0].part < 0:
            drafts.append(_Draft(body=[as_text(one) for one in more]))  # a caption set bold
        elif not boxed:
            titles += more
    drafts = _with_continued(drafts)
    titles += _take_page_titles(drafts)
    titles += _take_furniture(drafts)
    pieces = [piece for draft in drafts if (piece := _piece(draft)) is not None]
    return Page(tuple(title.paragraph for title in titles), tuple(pieces))


def _is_side_by_side(flow: Sequence[Placed], page: int) -> bool:
    """Whether sentences stand beside others on a page, though a box perhaps begins the column."""
    texts = [
        one.setting
        for one in flow
        if one.setting.page == page and "。" in one.setting.text and not one.setting.table
    ]
    return any(
        one.x1 < other.x0 and one.y0 < other.y1 and other.y0 < one.y1
        for one in texts
        for other in texts
    )


def _in_order(flow: Sequence[Placed], body: float) -> list[Placed]:
    flow = with_figures(with_signed_text(flow, body))
    return before_their_text(with_heads_of_briefs(with_kickers(flow)))


def _is_paper(flow: Sequence[Placed]) -> bool:
    """Whether this is a scholarly paper: one text, though it stands in columns."""
    starts = [one.setting.text[:20] for one in flow]
    return all(any(part.match(text) for text in starts) for part in PARTS_OF_A_PAPER)


def _with_continued(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Join what goes on elsewhere (下转第二版) and its rest (上接第一版): of several, those that
    share most words."""
    whole = list(drafts)
    for start in [draft for draft in drafts if _place_of(draft, CONTINUES) is not None]:
        rests = [one for one in whole if one is not start and _begins_with(one, CONTINUED)]
        if not rests:
            continue
        words = grams(_words_of(start), 2)
        rest = max(rests, key=lambda one: len(words & grams(_words_of(one), 2)))
        at = _place_of(start, CONTINUES) or 0  # captions may stand behind it
        start.body[at + 1 : at + 1] = [*([rest.title] if rest.title else []), *rest.body]
        whole = [one for one in whole if one is not rest]
    return whole


def _words_of(draft: _Draft) -> str:
    return "".join(one.text for one in (draft.title, *draft.body) if one is not None)


def _place_of(draft: _Draft, mark: re.Pattern[str]) -> int | None:
    """Return the last paragraph that ends with a mark."""
    found = (at for at, one in enumerate(draft.body) if mark.search(one.text))
    return max(found, default=None)


def _begins_with(draft: _Draft, mark: re.Pattern[str]) -> bool:
    first = next((one for one in draft.body if not one.heading), None)
    return first is not None and mark.match(first.text) is not None


def _take_page_titles(drafts: Sequence[_Draft]) -> list[Setting]:
    """Take away headlines whose words stand in several articles: they are the page's own."""
    texts = ["".join(one.text for one in draft.body) for draft in drafts]
    titles = [draft.title for draft in drafts if draft.title]
    alone = [one for one in titles if not any(_is_beside_title(one, other) for other in titles)]
    everywhere = are_everywhere([one.text for one in alone], texts)
    taken: list[Setting] = []
    for draft in drafts:
        if draft.title and draft.title.text in everywhere:
            taken.append(draft.title)
            first = next(at for at, one in enumerate(draft.body) if not one.heading)
            draft.title = max(draft.body[:first], key=lambda one: one.em, default=None)
            draft.body = [one for one in draft.body if one is not draft.title]
    return taken


def _take_furniture(drafts: list[_Draft]) -> list[Setting]:
    """Take away what is no article: a masthead over the day and the number of the issue, and the
    lines at an article's end that tell who made the page."""
    makers: list[Setting] = []
    for draft in drafts:
        while len(draft.body) > 1 and names_makers(draft.body[-1].text):
            makers.insert(0, draft.body.pop())
    taken = [draft for draft in drafts if all(is_furniture(one.text) for one in draft.body)]
    taken = [] if len(taken) == len(drafts) else taken
    drafts[:] = [draft for draft in drafts if draft not in taken]
    lines = [one for draft in taken for one in (draft.title, *draft.body) if one] + makers
    return [replace(one, paragraph=replace(one.paragraph, heading=True)) for one in lines]


def _is_beside_title(one: Setting, other: Setting) -> bool:
    """Whether headlines stand side by side, each over its own text."""
    level = one.page == other.page and abs(one.y0 - other.y0) < 2 * min(one.em, other.em)
    return level and (one.x0 > other.x1 or one.x1 < other.x0)


def _piece(draft: _Draft) -> Piece | None:
    body = tuple(setting.paragraph for setting in join_settings(draft.body))
    title = _without_mark(draft.title.paragraph) if draft.title else None
    return Piece(title, body) if body else None


def _without_mark(title: Paragraph) -> Paragraph:
    """Drop the mark before a brief's headline."""
    mark = HEAD_MARK.match(title.text)
    cut = mark.end() if mark else 0
    if not cut or cut >= len(title.runs[0].boxes):
        return title
    runs = [replace(one, start=max(0, one.start - cut)) for one in title.runs]
    runs[0] = replace(runs[0], boxes=runs[0].boxes[cut:])
    return replace(title, text=title.text[cut:], runs=tuple(runs))


def _document(flow: Sequence[Placed]) -> tuple[list[Setting], list[_Draft]]:
    """One article under the largest of the first headings, or news items one below the other."""
    settings = [one.setting for one in flow]
    first = next((at for at, one in enumerate(settings) if not one.heading), len(settings))
    if first == len(settings):
        return settings, []
    news = sum(_starts_news(settings, at) for at in range(1, len(settings)))
    if news >= 2:
        return _newspaper(flow, settings[first].em)
    if any(ISSUE.fullmatch(one.text) for one in settings[:first]):
        return _bulletin(flow)
    if not first:
        title = _title_under_lines(settings)
        return [], [_Draft(title, [one for one in settings if one is not title])]
    heads = [one for one in settings[:first] if not NO_TITLE.fullmatch(one.text)]
    heads = heads or settings[:first]
    title = max(heads, key=lambda one: one.em)
    start = settings.index(title)
    end = start + 1
    while end < first and is_next_line(title, settings[end], apart=3.0):
        title = join_two(title, settings[end])
        end += 1
    return [], [_Draft(title, settings[:start] + settings[end:])]


def _bulletin(flow: Sequence[Placed]) -> tuple[list[Setting], list[_Draft]]:
    """The articles of a bulletin, without its masthead and the lines of issue, maker and day."""
    told = [at for at, one in enumerate(flow) if "。" in one.setting.text] or [len(flow) - 1]
    start = told[0]
    while start and flow[start - 1].setting.heading:
        if ISSUE.fullmatch(flow[start - 1].setting.text):
            break
        start -= 1
    titles, drafts = _newspaper(flow[start:], flow[told[0]].setting.em)
    over = [one.setting for one in flow[:start]]
    return [
        replace(one, paragraph=replace(one.paragraph, heading=True)) for one in over
    ] + titles, drafts


def _title_under_lines(settings: Sequence[Setting]) -> Setting | None:
    """Return the headline that stands under short lines of its document: a number, a form's code."""
    heads: list[Setting] = []
    for one in settings:
        if one.heading and one.em >= HEADLINE * settings[0].em:
            heads += [one] if not NO_TITLE.fullmatch(one.text) else []
        elif one.table or SENTENCE_END.search(one.text) or len(one.text) > SLIGHT:
            break
    return max(heads, key=lambda one: one.em, default=None)


def _starts_news(settings: Sequence[Setting], at: int) -> bool:
    return settings[at - 1].heading and bool(DATELINE.match(settings[at].text))


def _newspaper(flow: Sequence[Placed], body: float) -> tuple[list[Setting], list[_Draft]]:
    titles: list[Setting] = []
    drafts: list[_Draft] = []
    stack: list[Placed] = []
    for at, one in enumerate(flow):
        if one.setting.heading:
            stack.append(one)
            continue
        if stack and drafts and _heads_text_before(drafts[-1], stack, one.setting, body):
            drafts.append(_part_headless(drafts[-1]))
            drafts[-1].title, others = read_stack(stack, body)
            drafts[-1].body[:0] = others
        elif stack and drafts and _runs_past(drafts[-1], stack, one.setting):
            _put_before_paragraph(drafts[-1], *read_stack(stack, body))
        elif _is_new(drafts, stack, flow[at:], body):
            draft = _Draft()
            banners, rest, first_brief = part_banners(stack, flow, body)
            draft.title, others = read_stack(rest, body)
            marked = draft.title is not None and HEAD_MARK.match(draft.title.text) is not None
            first_brief = first_brief or _is_under_section(drafts)
            draft.brief = first_brief or marked or _is_next_brief(drafts, draft.title, one.setting)
            titles += banners
            draft.body = others
            drafts.append(draft)
        else:
            drafts[-1].body += [head.setting for head in stack]
        if not stack and one.cut == "rule":
            drafts[-1].headless = len(drafts[-1].body)
        drafts[-1].body.append(one.setting)
        stack = []
    left = [head.setting for head in stack]
    if drafts and all(head.em < HEADLINE * body for head in left):
        drafts[-1].body += left
    else:
        titles += left
    return titles, drafts


def _heads_text_before(
    current: _Draft, stack: Sequence[Placed], text: Setting, body: float
) -> bool:
    """Whether a headline stands beside or within the text that begins a part of the page under a
    rule, and has none."""
    head, at = stack[0].setting, current.headless
    if not at or max(one.setting.em for one in stack) < HEADLINE * body:
        return False
    first = current.body[at]
    level = head.page == first.page and abs(head.y0 - first.y0) < LEVEL * body
    beside = stack[0].cut == "column" and head.x0 > first.x0 and level
    return beside or was_broken(current.body[-1], text)


def _part_headless(draft: _Draft) -> _Draft:
    """Take the text that begins without a headline away from the article before it."""
    at = draft.headless or 0
    taken = _Draft(body=draft.body[at:])
    draft.body, draft.headless = draft.body[:at], None
    return taken


def _runs_past(current: _Draft, stack: Sequence[Placed], text: Setting) -> bool:
    """Whether a text goes on in mid-sentence behind headings: its own headline, or words of it set
    large."""
    rank = max(head.setting.em for head in stack)
    smaller = current.title is None or rank < SAME_RANK * current.title.em
    last = current.body[-1]
    return smaller and was_broken(last, text) and not is_furniture(last.text)


def _put_before_paragraph(draft: _Draft, title: Setting | None, others: list[Setting]) -> None:
    """Put headings before the paragraph they stand in; the first becomes a missing headline."""
    at = len(draft.body) - 1
    while at and was_broken(draft.body[at - 1], draft.body[at]):
        at -= 1
    if draft.title is None:
        draft.title, draft.body = title, [*others, *draft.body]
    else:
        draft.body[at:at] = [*([title] if title else []), *others]


def _is_new(drafts: list[_Draft], stack: list[Placed], rest: Sequence[Placed], body: float) -> bool:
    """Whether the headings ``stack`` and the text after them begin another article."""
    text = _text_of(rest)
    if not drafts:
        return True
    if body < text.em < LARGER * body:
        body = text.em
    current = drafts[-1]
    if stack and _is_next_brief(drafts, stack[0].setting, text):
        return True
    texts = [one for one in current.body if not one.table and one.em < LARGER * body]
    begun = any(SENTENCE_END.search(one.text) for one in texts)  # a standfirst is set larger
    if CONTINUED.match(text.text):
        return True
    if not stack:
        return begun and bool(DATELINE.match(text.text)) and text.text[0] not in ITEM_MARKS
    if any(PART_OF_LAW.match(head.setting.text) for head in stack):
        return False
    if is_furniture(current.body[-1].text):
        return True  # under a masthead or a page's head
    if current.title and is_alike(stack[0].setting, current.title) and begun and _is_short(current):
        return True  # no subhead is set as its headline
    rank = max(head.setting.em for head in stack)
    if not begun and rank < (HEADLINE if _leads(current, body) else LARGER) * body:
        return False
    if DATELINE.match(text.text):
        return True
    if any(SECTION_NAME.fullmatch(head.setting.text) for head in stack[:-1]):
        return True
    if stack[0].cut == "rule" and not ITEM.match(stack[0].setting.text):
        return True
    if rank < LARGER * body:
        return _heads_column(stack[0], current)
    if rank >= LARGE * body and any(BYLINE.match(head.setting.text) for head in stack):
        return True  # no subhead has its own writer
    cuts = {head.cut for head in stack}
    if rank >= HEADLINE * body and cuts & {"rule", "start", "across"}:
        return True
    if _is_level(stack[0].setting, current):
        return True
    least = SAME_RANK * current.title.em if current.title else HEADLINE * body
    if rank >= max(least, LARGE * body) or current.title and rank >= current.title.em:
        return True
    told = next(at for at, one in enumerate(current.body) if not one.heading)
    if any(is_alike(one, stack[0].setting) for one in current.body[told:]):
        return False  # one more of its subheads
    before = "".join(one.text for one in current.body if not one.heading)
    follows = [one.setting for one in rest[:6] if not one.setting.heading]
    after = "".join(one.text for one in follows if not one.table or one is text)
    return not share_a_subject(before, after)


def _leads(current: _Draft, body: float) -> bool:
    """Whether an article so far has but its headline and sentences set larger than its text."""
    large = (one for one in current.body if not one.table and one.em >= LARGER * body)
    return current.title is not None and any(SENTENCE_END.search(one.text) for one in large)


def _text_of(rest: Sequence[Placed]) -> Setting:
    """Return what tells whether an article begins: its first text, behind a table that opens it."""
    follows = (one.setting for one in rest if not one.setting.table)
    text = next(follows, rest[0].setting)
    return rest[0].setting if text.heading else text


def _heads_column(head: Placed, current: _Draft) -> bool:
    """Whether a small heading stands at a column's top, beside the headline of another article."""
    beside = current.title and not current.title.vertical and head.cut in ("column", "across")
    named = not BYLINE.match(head.setting.text)
    if not (beside and named and _is_level(head.setting, current)):
        return False
    text = next(at for at, one in enumerate(current.body) if not one.heading)
    under = [one for one in current.body[:text] if current.title and one.y0 >= current.title.y1]
    # A byline at the same height begins the other column of one text.
    return not any(abs(one.y1 - head.setting.y1) < 0.5 * one.em for one in under)


def _is_level(head: Setting, current: _Draft) -> bool:
    """Whether a heading stands beside the headline of an article, above its text."""
    first = next((one for one in current.body if not (one.heading or one.table)), None)
    return bool(
        current.title
        and first
        and head.page == first.page == current.title.page
        and head.y0 < min(first.y0 - first.em, current.title.y1 + BESIDE * first.em)
        and (head.x0 > current.title.x1 or head.x1 < current.title.x0)
    )


def _is_next_brief(drafts: Sequence[_Draft], title: Setting | None, text: Setting) -> bool:
    """Whether an article follows one of several news in brief, and has a headline alike, or one as
    slight where both are short."""
    last = drafts[-1] if drafts else _Draft()
    if not (last.brief and last.title and title):
        return False
    slight = max(last.title.em, title.em) < HEADLINE * text.em and title.heading
    return is_alike(title, last.title) or slight and _is_short(last)


def _is_under_section(drafts: Sequence[_Draft]) -> bool:
    """Whether but the name of a section of news in brief, with the day perhaps, stands before."""
    last = drafts[-1] if drafts else _Draft()
    named = last.title is not None and SECTION_NAME.fullmatch(last.title.text) is not None
    return named and all(is_furniture(one.text) for one in last.body)


def _is_short(draft: _Draft) -> bool:
    return sum(not one.heading for one in draft.body) <= LONGEST_BRIEF
