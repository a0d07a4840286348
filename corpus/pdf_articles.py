"""Settings of a document in reading order in, its articles out, each with its headline.

A newspaper page begins an article at each headline, at each box and dateline; a document of one
column is one article whose further headings are subheads. Knows nothing of characters and boxes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.articles import BYLINE, Page, Piece, share_a_subject
from corpus.pdf_columns import Cut
from corpus.pdf_paragraphs import Setting, join_settings, join_two
from corpus.reflow import DATELINE

HEADLINE = 1.3  # times the body's em: what is set larger is a headline rather than a subhead
SAME_RANK = 0.85  # times a headline's em: what is set nearly as large begins another article


@dataclass(frozen=True, slots=True)
class Placed:
    """A setting in reading order: ``cut`` where it is the first of its column, None inside one.

    ``part`` numbers what stands apart: a box, a caption, a table's own title; 0 is the page.
    """

    setting: Setting
    cut: Cut | None = None
    part: int = 0
    kind: str = "text"


@dataclass(slots=True)
class _Draft:
    title: Setting | None = None
    body: list[Setting] = field(default_factory=list)


def assemble(placed: Sequence[Placed], body: float) -> Page:
    """Gather settings into articles; ``body`` is the size of the common type."""
    apart = [one for one in placed if one.part]
    flow = [one for one in placed if not one.part]
    if any(one.cut == "column" for one in flow):
        titles, drafts = _newspaper(flow, body)
    else:
        titles, drafts = _document(flow)
    for part in dict.fromkeys(one.part for one in apart):
        inside = [one for one in apart if one.part == part]
        more, boxed = _newspaper(inside, body)
        drafts += boxed
        if not boxed:
            titles += more
    pieces = [piece for draft in drafts if (piece := _piece(draft)) is not None]
    return Page(tuple(title.paragraph for title in titles), tuple(pieces))


def _piece(draft: _Draft) -> Piece | None:
    body = tuple(setting.paragraph for setting in join_settings(draft.body))
    title = draft.title.paragraph if draft.title else None
    return Piece(title, body) if body else None


def _document(flow: Sequence[Placed]) -> tuple[list[Setting], list[_Draft]]:
    """One article under the largest of the first headings, or news items one below the other."""
    settings = [one.setting for one in flow]
    first = next((at for at, one in enumerate(settings) if not one.heading), len(settings))
    if first == len(settings):
        return settings, []
    if sum(_starts_news(settings, at) for at in range(1, len(settings))) >= 2:
        return _newspaper(flow, settings[first].em)
    heads = settings[:first]
    title = max(heads, key=lambda one: one.em) if heads else None
    return [], [_Draft(title, [one for one in settings if one is not title])]


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
        if _is_new(drafts, stack, flow[at:], body):
            draft = _Draft()
            banners, draft.title, others = _read_stack(stack, body)
            titles += banners
            draft.body = others
            drafts.append(draft)
        else:
            drafts[-1].body += [head.setting for head in stack]
        drafts[-1].body.append(one.setting)
        stack = []
    rest = [head.setting for head in stack]
    if drafts and all(head.em < HEADLINE * body for head in rest):
        drafts[-1].body += rest
    else:
        titles += rest
    return titles, drafts


def _is_new(drafts: list[_Draft], stack: list[Placed], rest: Sequence[Placed], body: float) -> bool:
    """Whether the headings ``stack`` and the text after them begin another article."""
    text = rest[0].setting
    if not drafts:
        return True
    if not stack:
        return bool(DATELINE.match(text.text)) and not text.text.startswith("图为")
    current = drafts[-1]
    rank = max(head.setting.em for head in stack)
    if DATELINE.match(text.text):
        return True
    if rank < HEADLINE * body:
        return stack[0].cut == "rule"
    if stack[0].cut in ("rule", "start"):
        return True
    if current.title is None or rank >= SAME_RANK * current.title.em:
        return True
    before = "".join(one.text for one in current.body if not one.heading)
    after = "".join(one.setting.text for one in rest[:6] if not one.setting.heading)
    return not share_a_subject(before, after)


def _read_stack(
    stack: list[Placed], body: float
) -> tuple[list[Setting], Setting | None, list[Setting]]:
    """Tell the page's own titles, the headline, and what stands by it (kicker, deck, byline)."""
    banners: list[Setting] = []
    for at in range(len(stack) - 1, 0, -1):
        below = [head.setting for head in stack[at:] if head.setting.em >= HEADLINE * body]
        if stack[at].cut == "column" and below:
            banners = [head.setting for head in stack[:at]]
            stack = stack[at:]
            break
    heads = _join_headlines(stack)
    named = [head for head in heads if not BYLINE.match(head.text)]
    if not named:
        return banners, None, heads
    title = max(named, key=lambda head: head.em)
    return banners, title, [head for head in heads if head is not title]


def _join_headlines(stack: Sequence[Placed]) -> list[Setting]:
    """Join a headline's lines that were cut from one another."""
    joined: list[Setting] = []
    for one in stack:
        head = one.setting
        if joined and one.cut != "column" and _is_next_line(joined[-1], head):
            joined[-1] = join_two(joined[-1], head)
        else:
            joined.append(head)
    return joined


def _is_next_line(above: Setting, below: Setting) -> bool:
    beside = min(above.x1, below.x1) - max(above.x0, below.x0)
    alike = above.em == below.em and above.bold == below.bold and above.page == below.page
    return alike and beside > 0 and -1 < below.y0 - above.y1 < 0.9 * below.em
