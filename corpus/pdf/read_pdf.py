"""A PDF's bytes in, its page of articles out.

Each page is read as it is printed: characters → strokes → columns → lines. Then the document as
a whole: running heads left out, lines joined to paragraphs, paragraphs gathered to articles.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.errors import YoujuError
from corpus.page.articles import Page
from corpus.page.reflow import Paragraph
from corpus.pdf.articles import assemble
from corpus.pdf.entries import BOXES, PrintedColumn, TableWriter, read_box, read_columns
from corpus.pdf.frames import Framed, take_frames
from corpus.pdf.furniture import (
    find_running,
    is_page_number,
    split_head,
    without_binding,
    without_stamps,
)
from corpus.pdf.hanging import part_hanging
from corpus.pdf.items import USUAL_EM
from corpus.pdf.leaders import join_leaders
from corpus.pdf.lines import Line, Stroke, find_strokes, make_line
from corpus.pdf.ocr import can_recognize
from corpus.pdf.ornaments import bars_to_rules, ornaments_to_rules
from corpus.pdf.paragraphs import join_printed, set_column
from corpus.pdf.placed import Placed
from corpus.pdf.text import PROBLEMS, PrintedPage, read_pages


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page whose lines are read: its head, its columns, and how much type of each size."""

    number: int
    height: float
    head: tuple[Line, ...]
    columns: tuple[PrintedColumn, ...]
    sizes: Counter[float] = field(default_factory=Counter)


FEW = 40  # characters beside a table: a title and a number
RECOGNIZED = "为OCR识别，文字和数字可能有误"
PICTURED = "几乎全是图像，图像中的文字没有读"
MORE = 2  # times the characters that a page with a picture has: the picture is a text
REASONS = {
    PROBLEMS["damaged"]: "damaged",
    PROBLEMS["huge"]: "too large",
    PROBLEMS["crowded"]: "too many characters",
}
HIDDEN = "的文字是扫描件自带的识别层，文字和数字可能有误"


def read_pdf(data: bytes, name: str) -> Page:
    """Read a PDF; raise YoujuError where it cannot be read or no page of it holds text."""
    problems: dict[str, list[int]] = {}
    pages: list[ReadPage] = []
    tables = TableWriter()
    for page in read_pages(data, name):
        page, told = _seen(data, page)
        if told:
            problems.setdefault(told, []).append(page.number)
        if not page.problem:
            pages.append(read_lines(page, tables))
    assembled = _assemble(pages, tables.whole)
    if not (assembled.pieces or assembled.titles):
        raise YoujuError(_no_text(name, problems))
    warnings = tuple(f"第{_ranges(numbers)}页{what}" for what, numbers in problems.items())
    recognized = {*problems.get(RECOGNIZED, ()), *problems.get(HIDDEN, ())}
    return replace(assembled, warnings=warnings, recognized=tuple(sorted(recognized)))


def _seen(data: bytes, page: PrintedPage) -> tuple[PrintedPage, str | None]:
    """Return a page, recognized where its characters do not say what it says, and what to tell."""
    if (page.problem or page.pictured) and page.frame is not None and can_recognize():
        # It takes numpy along, which no command that reads no scan should wait for.
        from corpus.pdf.scans import recognize_page

        seen = recognize_page(data, page)
        if len(seen.glyphs) > MORE * len(page.glyphs):
            return seen, RECOGNIZED
    return page, page.problem or (PICTURED if page.pictured else HIDDEN if page.hidden else None)


def read_lines(page: PrintedPage, tables: TableWriter) -> ReadPage:
    """Read one page's lines in their order."""
    page = bars_to_rules(ornaments_to_rules(without_binding(without_stamps(page))))
    page = replace(page, glyphs=join_leaders(page.glyphs))
    framed = take_frames(page)
    strokes = part_hanging(find_strokes(framed.glyphs, page.number, page.rules))
    head, strokes = split_head(page, strokes, _most(_count_sizes(framed, strokes)))
    boxes = [
        (area, part_hanging(find_strokes(glyphs, page.number, page.rules)))
        for area, glyphs in framed.boxes
    ]
    text = strokes or [stroke for _, inside in boxes for stroke in inside]
    sizes = _count_sizes(framed, text)
    body = _most(sizes)
    columns = list(read_columns(framed, strokes, page.rules, body, tables, page.height))
    for part, (area, inside) in enumerate(boxes, 1):
        own = min(body, _most(_count_sizes(framed, inside)))
        columns += read_box(framed, area, inside, page.rules, own, page.number * BOXES + part)
    lines = tuple(make_line([stroke]) for stroke in head)
    return ReadPage(page.number, page.height, lines, tuple(columns), sizes)


def _count_sizes(framed: Framed, text: Sequence[Stroke]) -> Counter[float]:
    """Count a page's type by its size; beside a table a few words do not tell the common one."""
    sizes: Counter[float] = Counter()
    for stroke in text:
        sizes[stroke.em] += len(stroke.glyphs)
    if sizes.total() < FEW:
        for line in (
            line for table in framed.tables for cell in table.cells for line in cell.lines
        ):
            sizes[line.em] += len(line.boxes)
    return sizes


def _most(sizes: Counter[float]) -> float:
    """Return the size that most characters are set in."""
    return max(sizes, key=lambda em: (sizes[em], em), default=USUAL_EM)


def _assemble(pages: Sequence[ReadPage], whole: Mapping[Paragraph, Paragraph]) -> Page:
    """Assemble pages; ``whole`` has the rows of tables that a page's end cut in two."""
    sizes = sum((page.sizes for page in pages), Counter[float]())
    body = _most(sizes)
    running = find_running([(page.height, _all_lines(page)) for page in pages])
    placed: list[Placed] = []
    heads: list[Line] = []
    for page in pages:
        heads += [
            line
            for line in page.head
            if line not in running and not is_page_number(line, page.height)
        ]
        for column in page.columns:
            entries = [
                whole.get(entry, entry) if isinstance(entry, Paragraph) else entry
                for entry in column.entries
                if isinstance(entry, Paragraph)
                or entry not in running
                and not is_page_number(entry, page.height)
            ]
            settings = set_column(entries, body)
            placed += [
                Placed(setting, column.cut if at == 0 else None, column.part)
                for at, setting in enumerate(settings)
            ]
    assembled = assemble(placed, body)
    once = {head.text: head for head in reversed(heads)}
    own = tuple(join_printed([head], heading=True) for head in reversed(once.values()))
    return replace(assembled, titles=(*own, *assembled.titles))


def _all_lines(page: ReadPage) -> list[Line]:
    entries = [entry for column in page.columns for entry in column.entries]
    return [*page.head, *(entry for entry in entries if isinstance(entry, Line))]


def _no_text(name: str, problems: dict[str, list[int]]) -> str:
    if not problems:
        return f"{name!r} has empty pages only; add a file that holds text"
    if any("扫描" in what or what == PICTURED for what in problems):
        return (
            f"{name!r} is a scan: pictures of pages without text; install youju[ocr] to read it,"
            " or add a file with text"
        )
    if any("图形" in what for what in problems):
        return (
            f"{name!r} has its text drawn as shapes, without characters; install youju[ocr] to"
            " read it, or add a file with text"
        )
    if any("乱码" in what for what in problems):
        return f"{name!r} has a text layer that cannot be read (its fonts do not tell the characters); install youju[ocr] to read it, or add another edition"
    why = ", ".join(REASONS[what] for what in problems)
    return f"{name!r} has no page that can be read ({why}); save the file anew"


def _ranges(numbers: Sequence[int]) -> str:
    """Write page numbers short: 1–3、7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(f"{run[0]}–{run[-1]}" if run[1:] else f"{run[0]}" for run in runs)
