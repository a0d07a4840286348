"""Invented newspaper pages printed as PDF, by a browser and by a typesetter's program.

A page is made of articles as their authors wrote them (``printed_pages.Told``); ``measure`` tells
how much of each was read back where it belongs.
"""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from corpus.records import Document
from tests.printed_pages import Told, break_lines, print_headline

# --- printed by a browser -------------------------------------------------------------------------

STYLE = """
@page { margin: 0 }
* { box-sizing: border-box; margin: 0 }
body { font: 13px/1.6 'Noto Serif CJK SC'; width: 1040px; padding: 24px; text-align: justify }
p { text-indent: 2em }
h1 { font-size: 40px; line-height: 1.2; text-align: center; margin: 12px 0 }
h2 { font-size: 26px; line-height: 1.25; margin: 8px 0; text-align: center }
h3 { font-size: 17px; line-height: 1.4; margin: 6px 0; text-indent: 0 }
h4 { font: bold 13px/1.6 'Noto Sans CJK SC'; margin: 4px 0; text-align: center }
.head { display: flex; justify-content: space-between; border-bottom: 2px solid; font-size: 12px }
.columns { column-gap: 22px }
.grid { display: grid; gap: 22px }
.box { border: 1px solid; padding: 10px }
.tint { background: #eee; padding: 10px }
.rule { border-top: 1px solid; padding-top: 8px; margin-top: 8px }
figure { margin: 0 } figcaption { font: 11px/1.4 'Noto Sans CJK SC' }
svg { display: block; width: 100% }
.vertical { writing-mode: vertical-rl; font-size: 28px; line-height: 1.3 }
table { border-collapse: collapse; width: 100% } td, th { border: 1px solid; padding: 3px }
"""


def body_html(told: Told) -> str:
    return "".join(
        f"<h4>{escape(p[1:])}</h4>" if p.startswith("#") else f"<p>{escape(p)}</p>"
        for p in told.body
    )


def article_html(told: Told, columns: int = 1, *, level: int = 2, kind: str = "") -> str:
    head = f"<h{level}>{escape(told.title)}</h{level}>" if told.title else ""
    return (
        f"<article class='{kind}'>{head}"
        f"<div class=columns style='columns:{columns}'>{body_html(told)}</div></article>"
    )


def picture_html(caption: Told, height: int = 150) -> str:
    """A drawn picture with its caption below."""
    circle = f"<circle cx=80 cy={height // 2} r=40 fill=#888 />"
    return (
        f"<figure><svg height={height} viewBox='0 0 300 {height}'><rect width=300 height={height}"
        f" fill=#ccc />{circle}</svg><figcaption>{escape(caption.body[0])}</figcaption></figure>"
    )


def page_html(*parts: str) -> str:
    return f"<meta charset=utf-8><style>{STYLE}</style><body>{''.join(parts)}"


# --- printed line by line -------------------------------------------------------------------------

FONT = "STSong-Light"
SIZE = 10.0
LEADING = 16.0
TOP, LEFT = 1120.0, 40.0


class Sheet:
    """A page whose columns are filled line by line with one width of characters."""

    def __init__(self, columns: int, chars: int, gutter: float = 2.0) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.columns, self.chars, self.gutter = columns, chars, gutter
        self.width = LEFT * 2 + (columns * chars + (columns - 1) * gutter) * SIZE
        self.bytes = io.BytesIO()
        self.canvas = Canvas(self.bytes, pagesize=(self.width, TOP + 60), invariant=1)
        self.y = TOP

    def x(self, column: int) -> float:
        return LEFT + column * (self.chars + self.gutter) * SIZE

    def write(self, x: float, y: float, text: str, size: float = SIZE) -> None:
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, y, text)

    def headline(self, title: str, first: int, columns: int, size: float = 24.0) -> None:
        """Set a headline over some columns, in two lines where one is too short for it."""
        wide = (columns * self.chars + (columns - 1) * self.gutter) * SIZE
        self.y -= 10
        for line in print_headline(title, wide / size):
            self.y -= size * 1.2
            self.write(self.x(first), self.y, line, size)
        self.y -= 20

    def columns_of(
        self,
        told: Told,
        first: int,
        columns: int,
        *,
        across: bool = False,
        moved: int | None = None,
    ) -> None:
        """Fill columns with an article, of equal height; ``across`` draws a row at a time.

        The first column's line ``moved`` stands too far to the right.
        """
        lines = typeset(told, self.chars)
        rows = -(-len(lines) // columns)
        parts = [lines[at * rows : (at + 1) * rows] for at in range(columns)]
        for row in range(rows):
            cells = [part[row] if row < len(part) else "" for part in parts]
            y = self.y - row * LEADING
            if across:
                self.write(self.x(first), y, self.one_line(cells))
                continue
            for at, cell in enumerate(cells):
                aside = 1.6 * SIZE if row == moved and at == 0 else 0.0
                self.write(self.x(first + at) + aside, y, cell)
        self.y -= rows * LEADING

    def article(self, told: Told, first: int, columns: int, *, across: bool = False) -> None:
        if told.title:
            self.headline(told.title, first, columns)
        self.columns_of(told, first, columns, across=across)

    def one_line(self, cells: Sequence[str]) -> str:
        """Set a row of several columns as one text, with blanks up to the next column."""
        text = ""
        for at, cell in enumerate(cells):
            start = at * (self.chars + self.gutter) * SIZE
            while pdfmetrics.stringWidth(text, FONT, SIZE) < start - SIZE / 8:
                text += " "
            text += cell
        return text

    def rule(self, first: int, columns: int) -> None:
        end = self.x(first + columns - 1) + self.chars * SIZE
        self.canvas.line(self.x(first), self.y + 4, end, self.y + 4)
        self.y -= 10

    def finish(self) -> bytes:
        self.canvas.save()
        return self.bytes.getvalue()


def print_sheet(
    columns: int, chars: int, articles: Sequence[Told], *, across: bool = False
) -> bytes:
    """Print articles one below the other over all columns, a rule after each."""
    sheet = Sheet(columns, chars)
    for told in articles:
        sheet.article(told, 0, columns, across=across)
        sheet.y -= 14
        sheet.rule(0, columns)
    return sheet.finish()


def typeset(told: Told, chars: int) -> list[str]:
    lines: list[str] = []
    for paragraph in told.body:
        if paragraph.startswith("#"):
            lines.append("\u3000" * int((chars - len(paragraph) + 1) / 2) + paragraph[1:])
            continue
        broken = break_lines(paragraph, chars)
        lines += ["\u3000\u3000" + broken[0], *broken[1:]]
    return lines


# --- how much was read back -----------------------------------------------------------------------


@dataclass(frozen=True)
class Readback:
    """``found`` is the least share of an article's 8-grams in its own article as read."""

    found: float
    mixed: tuple[str, ...]
    titles: tuple[tuple[str | None, str | None], ...]


def letters(text: str) -> str:
    return re.sub(r"\s|^#", "", text)


def grams(text: str) -> set[str]:
    text = letters(text)
    return {text[at : at + 8] for at in range(len(text) - 7)}


def measure(document: Document, articles: Sequence[Told]) -> Readback:
    """Compare a document with the articles it was printed from."""
    wholes = ["".join(letters(p) for p in told.body) for told in articles]
    read = [article.span.cut(document.text) for article in document.articles]
    shares: list[float] = []
    titles: list[tuple[str | None, str | None]] = []
    for told, whole in zip(articles, wholes, strict=True):
        want = grams(whole)
        scores = [len(want & grams(text)) / len(want) for text in read] or [0.0]
        best = scores.index(max(scores))
        shares.append(scores[best])
        title = document.articles[best].title if read else None
        if letters(title or "") != letters(told.title or ""):
            titles.append((told.title, title))
    mixed = tuple(
        text
        for sentence in document.sentences
        if not sentence.heading
        and len(text := sentence.span.cut(document.text)) >= 12
        and sum(bool(grams(text) & grams(whole)) for whole in wholes) > 1
        and not any(letters(text) in whole for whole in wholes)
    )
    return Readback(min(shares), mixed, tuple(titles))
