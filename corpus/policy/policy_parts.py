"""A policy's page as its reader left it in, the page in its parts out.

A notice and the measures it sends out (关于印发《…办法》的通知, and then 办法 itself) are articles of
their own, and so are attachments; names of numbered parts are headings.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from corpus.page.articles import Page, Piece
from corpus.page.clauses import clause_titles, read_mark
from corpus.page.printed_lines import SENTENCE_END
from corpus.page.reflow import Paragraph
from corpus.policy.official import (
    ABOUT,
    ORDER,
    document_title,
    is_issue_line,
    is_number,
    is_policy_title,
)
from corpus.policy.official_days import is_signature_date
from corpus.records import PrintedRun
from corpus.simplified import in_both_scripts

SENT_OUT = re.compile(
    in_both_scripts(
        r"(?:印发|公布|发布|转发|颁布|下发|修订|执行)(?:修订后的|新修订的)?(?P<name>[^《》]{4,60}?)的(?:通知|公告|决定|通告)"
    )
)
NAMED = re.compile(r"《([^《》]{4,80})》")
ATTACHMENT = re.compile(
    in_both_scripts(r"附\s?(?:件|表|录)\s?(?:[\d一二三四五六七八九十]{1,3})?\s?[：:.]?")
)
TITLE_LINES = 3
TITLE_CHARS = 80
SHORTEST_TITLE = 5
OPENING_LINES = 12
CONTENTS = re.compile(in_both_scripts(r"目\s*[录次]"))
PAGE_NUMBER = re.compile(r"(?:\s|[.…·]{2,})[\s.…·]*\d{1,3}$")


def part_policy(page: Page) -> Page:
    """Part a policy's page into its articles and mark the names of its clauses as headings."""
    lines = _lines(page)
    above, wanted = _title(page, lines)
    starts = _starts(lines, above or wanted)
    bounds = [0, *(first for first, _ in starts), len(lines)]
    later = [_bare(headline.text) for _, headline in starts]
    head, title, body = _opening(lines[: bounds[1]], above, wanted, later)
    pieces = [Piece(title, tuple(mark_clause_titles(body)))] if body else []
    titles = head if body else [*head, *([title] if title else [])]
    for (first, headline), end in zip(starts, bounds[2:], strict=True):
        held = lines[first + headline_lines(lines, first, headline) : end]
        if held:
            pieces.append(Piece(headline, tuple(mark_clause_titles(held))))
        elif pieces:
            pieces[-1] = replace(pieces[-1], body=(*pieces[-1].body, headline))
        else:
            titles = [*titles, headline]
    return replace(page, titles=tuple(titles), pieces=tuple(pieces))


def _title(page: Page, lines: list[Paragraph]) -> tuple[Paragraph | None, Paragraph | None]:
    """The title that stands above the document (a web page's), and the one looked for in it."""
    first = page.pieces[0].title if page.pieces else None
    told = dict(page.facts).get("title")
    printed = document_title(told, [p.text for p in lines])
    if first and told and printed == told:
        del lines[len(page.titles)]
        return first, first
    return None, Paragraph(printed, (), heading=True) if printed else first


def headline_lines(lines: Sequence[Paragraph], first: int, headline: Paragraph) -> int:
    """How many lines the headline that starts at ``first`` takes."""
    wanted, taken, count = _bare(headline.text), "", 0
    while len(taken) < len(wanted):
        taken += _bare(lines[first + count].text)
        count += 1
    return count


def _lines(page: Page) -> list[Paragraph]:
    """The page's lines in order, the headlines of later pieces among them."""
    lines = list(page.titles)
    for piece in page.pieces:
        if piece.title:
            lines.append(piece.title)
        lines += piece.body
    return lines


def _starts(lines: list[Paragraph], title: Paragraph | None) -> list[tuple[int, Paragraph]]:
    """Where another article of the document starts, with its headline."""
    found: list[tuple[int, Paragraph]] = []
    names: set[str] = set()
    signed = False
    at = 0
    told = [title.text] if title else []
    while at < len(lines):
        text = lines[at].text
        headline = None
        if at and (signed or lines[at].heading):
            headline = _named_headline(lines, at, names)
        if headline is None and at and (signed or lines[at].heading):
            headline = _next_document(lines, at, title)
        if headline is None and signed:
            headline = _attachment(lines, at)
        if headline is not None:
            found.append((at, headline))
            at += headline_lines(lines, at, headline)
            continue
        signed = signed or is_signature_date(text)
        for said in (*told, text):
            names |= {_bare(name) for name in NAMED.findall(said)}
            if sent := SENT_OUT.search(said):
                names.add(_bare(sent["name"]))
        told = []
        at += 1
    return found


def _named_headline(lines: list[Paragraph], at: int, names: set[str]) -> Paragraph | None:
    """The headline at this line, over up to three lines, of a text that was announced above."""
    for count in range(1, TITLE_LINES + 1):
        parts = lines[at : at + count]
        if any(read_mark(p.text) or SENTENCE_END.search(p.text) for p in parts):
            return None
        joined = "".join(p.text for p in parts)
        bare = _bare(joined)
        if len(parts) == count and bare in names:
            return _join(parts)
    return None


def _next_document(lines: list[Paragraph], at: int, title: Paragraph | None) -> Paragraph | None:
    """The title of another document, printed below the first: its number or its day stands under it."""
    for count in range(1, TITLE_LINES + 1):
        parts = lines[at : at + count + 1]
        if len(parts) <= count or any(
            read_mark(p.text) or SENTENCE_END.search(p.text) or len(p.text) > TITLE_CHARS
            for p in parts[:-1]
        ):
            return None
        joined, below = "".join(p.text for p in parts[:-1]), parts[-1].text
        own = is_policy_title(joined) and (
            title is None or not _bare(title.text).endswith(_bare(joined))
        )
        if own and (is_number(below) or ORDER.fullmatch(below) or is_issue_line(below)):
            return _join(parts[:-1])
    return None


def _attachment(lines: list[Paragraph], at: int) -> Paragraph | None:
    """附件1 in a line of its own, with the headline below it."""
    if not ATTACHMENT.fullmatch(lines[at].text.strip()):
        return None
    parts = [lines[at]]
    for below in lines[at + 1 : at + 1 + TITLE_LINES]:
        short = len(below.text) <= TITLE_CHARS and not re.search(r"[。；：:，]", below.text)
        if not short or read_mark(below.text) or ATTACHMENT.match(below.text):
            break
        parts.append(below)
        if not below.heading:
            break
    return _join(parts, " ")


def _opening(
    lines: list[Paragraph], above: Paragraph | None, wanted: Paragraph | None, later: list[str]
) -> tuple[list[Paragraph], Paragraph | None, list[Paragraph]]:
    """The first article: lines above its headline (its number), headline, body.

    A web page says its headline above the document, which then prints it again.
    """
    title = _bare(wanted.text) if wanted else ""
    if found := _printed_title(lines, title, shortened=above is not None):
        at, count = found
        # The number above the title is said by the article, and may be quoted.
        numbers = [replace(p, heading=False) for p in lines[:at] if is_number(p.text)]
        head = _headings([p for p in lines[:at] if not is_number(p.text)])
        return head, _join(lines[at : at + count]), [*numbers, *lines[at + count :]]
    if title and title in later:
        # An order that sends out measures is named by itself: 广州市人民政府令 第179号.
        count = next((at for at, line in enumerate(lines) if not line.heading), 0)
        return [], _join(lines[:count], " ") if count else None, lines[count:]
    return [], above, lines


def _printed_title(
    lines: list[Paragraph], title: str, *, shortened: bool
) -> tuple[int, int] | None:
    """Where the document prints its title, and over how many lines; a site may shorten it."""
    for is_same in (str.__eq__, _same_subject, str.endswith)[: 3 if shortened else 1]:
        for at in range(min(OPENING_LINES, len(lines)) if title else 0):
            for count in range(1, min(TITLE_LINES, len(lines) - at) + 1):
                joined = _bare("".join(p.text for p in lines[at : at + count]))
                if len(joined) >= SHORTEST_TITLE and is_same(title, joined):
                    return at, count
    return None


def _same_subject(title: str, printed: str) -> bool:
    """Whether titles differ in who issues alone: 四部门 for 工业和信息化部等四部门."""
    about = ABOUT.match(printed)
    return about is not None and title.endswith(printed[about.end("who") :])


def _headings(lines: Sequence[Paragraph]) -> list[Paragraph]:
    return [replace(line, heading=True) for line in lines]


def drop_contents(body: Sequence[Paragraph]) -> list[Paragraph]:
    """Drop a table of contents, whose lines are printed again as the names of parts."""
    start = next((at for at, p in enumerate(body) if CONTENTS.fullmatch(p.text)), None)
    if start is None:
        return list(body)
    end = start + 1
    below = Counter(_bare(p.text) for p in body[end:])
    while end < len(body):
        below[_bare(body[end].text)] -= 1
        if below[_bare(PAGE_NUMBER.sub("", body[end].text))] <= 0:
            break
        end += 1
    return [*body[:start], *body[end:]] if end - start > 1 else list(body)


def mark_clause_titles(body: Sequence[Paragraph]) -> list[Paragraph]:
    """Mark the names of numbered parts (二、重点任务) among paragraphs as headings."""
    titles = clause_titles([p.text for p in body])
    return [replace(p, heading=True) if at in titles else p for at, p in enumerate(body)]


def _join(parts: Sequence[Paragraph], between: str = "") -> Paragraph:
    text = ""
    runs: list[PrintedRun] = []
    for part in parts:
        text += between if text else ""
        # A run that ends with a blank of ours keeps its boxes: one for each character it prints.
        runs += [replace(run, start=run.start + len(text)) for run in part.runs]
        text += part.text
    return Paragraph(text, tuple(runs), heading=True)


def _bare(text: str) -> str:
    return re.sub(r"[\s《》]", "", text)
