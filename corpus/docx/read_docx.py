"""A Word file's bytes in, its page out: headings, numbered lists, tables, notes, text boxes.

The text is what a reader sees with all changes accepted (ECMA-376, part 1, 17.13.5): insertions
in, deletions and hidden text out. A paragraph's ``line`` is its number in the document.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.docx.parts import Element, WordFile, child, is_on, local, value
from corpus.docx.styles import Numbering, Style, Styles, read_number, read_numbering
from corpus.page.articles import Page, Piece
from corpus.page.reflow import Paragraph, looks_like_heading
from corpus.policy.policy_parts import drop_contents, mark_clause_titles
from corpus.records import PrintedRun
from corpus.table_labels import say_rows
from corpus.tables import UNIT_LINES

# Deleted, moved away, said twice for older programs, a field's instruction, or about the text.
GONE = frozenset(
    "del moveFrom delText delInstrText instrText Fallback pPr rPr sectPr tblPr tblGrid trPr tcPr rt"
    " sdtPr sdtEndPr".split()
)
PRINTED = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
HEADING_NAME = re.compile(r"(?:heading|标题|title|subtitle|副标题)\s*\d*$")
CONTENTS_NAME = re.compile(r"(?:toc|目录)\s*\d+$")
BODY_OUTLINE = 9
MAX_SPAN = 200
LONG_CELL = 300


@dataclass(slots=True)
class _Said:
    """A paragraph while it is read: its words, how many are bold, text boxes that hang on it."""

    words: list[str] = field(default_factory=list)
    bold: int = 0
    boxes: list[Element] = field(default_factory=list)


def read_docx(data: bytes, name: str) -> Page:
    """Read a Word file; raise YoujuError where it is none, is damaged, locked or too large."""
    paragraphs = mark_clause_titles(drop_contents(docx_paragraphs(data, name)))
    if not paragraphs:
        return Page((), ())
    head = paragraphs[0] if paragraphs[0].heading else None
    body = paragraphs[1:] if head else paragraphs
    return Page((), (Piece(head, tuple(body)),)) if body else Page(tuple(paragraphs), ())


def docx_paragraphs(data: bytes, name: str) -> list[Paragraph]:
    """The paragraphs of a Word file in reading order, its notes behind them."""
    file = WordFile(data, name)
    reader = _Reader(Styles(file), read_numbering(file))
    body = file.parse(file.main)
    found = list(reader.paragraphs(body)) if body is not None else []
    for part in ("footnotes", "endnotes"):
        notes = file.part(part)
        for note in notes if notes is not None else ():
            # Separators and the like carry a type of their own.
            if value(note, "type") in (None, "normal"):
                found += reader.paragraphs(note)
    return [
        Paragraph(text, (PrintedRun(0, number),), heading)
        for number, (text, heading) in enumerate(found, 1)
    ]


@dataclass
class _Reader:
    styles: Styles
    numbering: Numbering
    carried: str = ""  # the words of a paragraph whose end was deleted
    above: list[str] = field(default_factory=list)  # the last lines, which may name a table's unit

    def paragraphs(self, element: Element) -> Iterator[tuple[str, bool]]:
        """The lines below an element, each with whether it is a heading."""
        for part in element:
            kind = local(part)
            if kind in GONE:
                continue
            if kind == "p":
                said = list(self._paragraph(part))
                self.above = [*self.above, *(line for line, _ in said)][-UNIT_LINES:]
                yield from said
            elif kind == "tbl":
                yield from self._table(part)
            else:
                yield from self.paragraphs(part)

    def _paragraph(self, element: Element) -> Iterator[tuple[str, bool]]:
        style = self.styles.of(element)
        properties = child(element, "pPr")
        said = _Said()
        self._say(element, said, style)
        number = self._number(element, style)
        text = self.carried + "".join(said.words)
        self.carried = ""
        if child(properties, "rPr", "del") is not None:
            self.carried = text
        elif not CONTENTS_NAME.match(style.name):
            letters = len(re.sub(r"\s", "", text))
            bold = bool(letters) and said.bold >= letters
            lines = [line for line in (_clean(line) for line in text.split("\n")) if line]
            heading = self._is_heading(properties, style, bold, lines)
            if heading and lines:
                lines = ["".join(lines) if _is_chinese(lines[0]) else " ".join(lines)]
            for at, line in enumerate(lines):
                yield (number + line if at == 0 else line), heading
        for box in said.boxes:
            yield from self.paragraphs(box)

    def _is_heading(
        self, properties: Element | None, style: Style, bold: bool, lines: list[str]
    ) -> bool:
        if not lines:
            return False
        told = value(child(properties, "outlineLvl"))
        outline = int(told) if told and told.isdigit() else style.outline
        if outline is not None and outline < BODY_OUTLINE:
            return len("".join(lines)) <= 120
        if HEADING_NAME.match(style.name):
            return True
        alignment = value(child(properties, "jc"))
        centred = alignment == "center" if alignment else style.centred
        return (bold or centred) and len(lines) <= 3 and all(map(looks_like_heading, lines))

    def _number(self, element: Element, style: Style) -> str:
        properties = child(element, "pPr")
        key, level = read_number(properties)
        if key is None:
            key, held = style.number
            level = held if level is None else level
        if key is None or key == "0":
            return ""
        return self.numbering.next_number(key, level, value(child(properties, "pStyle")))

    def _say(self, element: Element, said: _Said, style: Style) -> None:
        """Collect the words of a paragraph's runs."""
        for part in element:
            kind = local(part)
            if kind in GONE:
                continue
            if kind == "r":
                run = child(part, "rPr")
                hidden = child(run, "vanish")
                if is_on(hidden) if hidden is not None else style.hidden:
                    continue
                before = len(said.words)
                self._say(part, said, style)
                weight = child(run, "b")
                if is_on(weight) if weight is not None else style.bold:
                    said.bold += len(re.sub(r"\s", "", "".join(said.words[before:])))
            elif kind == "t":
                said.words.append(part.text or "")
            elif kind in PRINTED:
                said.words.append(PRINTED[kind])
            elif kind == "txbxContent":
                said.boxes.append(part)
            else:
                self._say(part, said, style)

    def _table(self, element: Element) -> Iterator[tuple[str, bool]]:
        above = self.above
        rows = [row for row in _own(element, "tr") if child(row, "trPr", "del") is None]
        grid: list[list[str]] = []
        marked: list[list[bool]] = []
        heads = 0
        flow: list[tuple[str, bool]] = []
        for row in rows:
            line = [""] * _count(value(child(row, "trPr", "gridBefore")), 0)
            marks = [False] * len(line)
            for cell in _own(row, "tc"):
                properties = child(cell, "tcPr")
                held = list(self.paragraphs(cell))
                flow += held
                text = " ".join(words for words, _ in held)
                mark = _is_shaded(properties) or self._is_bold(cell)
                merged = child(properties, "vMerge")
                if merged is not None and value(merged) != "restart":
                    at = len(line)
                    if grid and at < len(grid[-1]):
                        text, mark = grid[-1][at], marked[-1][at]
                span = _count(value(child(properties, "gridSpan")), 1)
                line += [text] * span
                marks += [mark] * span
            if heads == len(grid) and is_on(child(row, "trPr", "tblHeader")):
                heads += 1
            grid.append(line)
            marked.append(marks)
        width = max((len(line) for line in grid), default=0)
        if width < 2 or len(grid) < 2 or any(len(c) > LONG_CELL for line in grid for c in line):
            yield from flow
            return
        grid = [line + [""] * (width - len(line)) for line in grid]
        marked = [marks + [False] * (width - len(marks)) for marks in marked]
        for _, sentence in say_rows(grid, heads or None, above, marked=marked):
            yield sentence, False

    def _is_bold(self, cell: Element) -> bool:
        """Whether all words of a cell are bold."""
        bold: list[bool] = []
        for paragraph in _below(cell, "p"):
            style = self.styles.of(paragraph)
            for part in _below(paragraph, "r"):
                if "".join(text.text or "" for text in _below(part, "t")).strip():
                    weight = child(part, "rPr", "b")
                    bold.append(is_on(weight) if weight is not None else style.bold)
        return bool(bold) and all(bold)


def _below(element: Element, kind: str) -> Iterator[Element]:
    return (part for part in element.iterdescendants() if local(part) == kind)


def _is_shaded(properties: Element | None) -> bool:
    """Whether a cell has a ground of its own."""
    fill = value(child(properties, "shd"), "fill")
    return fill is not None and fill.lower() not in ("auto", "ffffff")


def _own(part: Element, kind: str) -> Iterator[Element]:
    """A table's own rows or a row's own cells, also those inside content controls and tracked
    insertions."""
    for inner in part:
        name = local(inner)
        if name == kind:
            yield inner
        elif name not in GONE:
            yield from _own(inner, kind)


def _count(told: str | None, default: int) -> int:
    return min(int(told), MAX_SPAN) if told and told.isdigit() and len(told) < 6 else default


def _clean(line: str) -> str:
    line = re.sub(r"[\u200b-\u200f\u2028-\u202e\ufeff\u00ad]", "", line)
    return "".join(c if c.isprintable() else " " for c in " ".join(line.split())).strip()


def _is_chinese(line: str) -> bool:
    return bool(re.search(r"[\u4e00-\u9fff]", line))
