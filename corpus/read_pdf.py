"""A PDF's bytes in, its page of articles out.

Each page is read as it is printed: characters → strokes → columns → lines. Then the document as
a whole: running heads left out, lines joined to paragraphs, paragraphs gathered to articles.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.articles import Page
from corpus.errors import YoujuError
from corpus.pdf_articles import Placed, assemble
from corpus.pdf_columns import Column, Cut, common_size, find_columns
from corpus.pdf_furniture import find_running, is_page_number, split_head
from corpus.pdf_lines import Line, Stroke, find_strokes, make_line
from corpus.pdf_paragraphs import set_column
from corpus.pdf_text import PrintedPage, read_pages


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """A column's lines; ``part`` is 0 for the page itself, else the number of a box on it."""

    lines: tuple[Line, ...]
    cut: Cut
    part: int = 0


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page whose lines are read: its head, its columns, and how much type of each size."""

    number: int
    height: float
    head: tuple[Line, ...]
    columns: tuple[PrintedColumn, ...]
    sizes: Counter[float] = field(default_factory=Counter)


def read_pdf(data: bytes, name: str) -> Page:
    """Read a PDF; raise YoujuError where it cannot be read or no page of it holds text."""
    problems: dict[str, list[int]] = {}
    pages: list[ReadPage] = []
    for page in read_pages(data, name):
        if page.problem:
            problems.setdefault(page.problem, []).append(page.number)
        else:
            pages.append(read_lines(page))
    if not any(page.columns for page in pages):
        raise YoujuError(_no_text(name, problems))
    warnings = tuple(f"第{_ranges(numbers)}页{what}" for what, numbers in problems.items())
    return replace(_assemble(pages), warnings=warnings)


def read_lines(page: PrintedPage) -> ReadPage:
    """Read one page's lines in their order."""
    strokes = find_strokes(page.glyphs, page.number)
    body = common_size(strokes)
    head, strokes = split_head(page, strokes, body)
    columns = find_columns(strokes, page.rules, body)
    sizes: Counter[float] = Counter()
    for stroke in strokes:
        sizes[stroke.em] += len(stroke.glyphs)
    return ReadPage(
        page.number,
        page.height,
        tuple(make_line([stroke]) for stroke in head),
        tuple(PrintedColumn(tuple(_lines(column)), column.cut) for column in columns),
        sizes,
    )


def _lines(column: Column) -> Iterator[Line]:
    for row in column.rows:
        yield make_line([item for item in row if isinstance(item, Stroke)])


def _assemble(pages: Sequence[ReadPage]) -> Page:
    sizes = sum((page.sizes for page in pages), Counter[float]())
    body = max(sizes, key=lambda em: (sizes[em], em))
    running = find_running([(page.height, _all_lines(page)) for page in pages])
    placed: list[Placed] = []
    heads: list[Line] = []
    for page in pages:
        heads += [line for line in page.head if (line.page, line.text) not in running]
        for column in page.columns:
            lines = [
                line
                for line in column.lines
                if (line.page, line.text) not in running and not is_page_number(line, page.height)
            ]
            settings = set_column(lines, body)
            placed += [
                Placed(setting, column.cut if at == 0 else None, column.part)
                for at, setting in enumerate(settings)
            ]
    return assemble(placed, body)


def _all_lines(page: ReadPage) -> list[Line]:
    return [*page.head, *(line for column in page.columns for line in column.lines)]


def _no_text(name: str, problems: dict[str, list[int]]) -> str:
    if not problems:
        return f"{name!r} has empty pages only; add a file that holds text"
    if any("扫描" in what for what in problems):
        return (
            f"{name!r} is a scan: pictures of pages without text; install youju[ocr] to read it,"
            " or add a file with text"
        )
    if any("乱码" in what for what in problems):
        return f"{name!r} has a text layer that cannot be read (its fonts do not tell the characters); install youju[ocr] to read it, or add another edition"
    return f"{name!r} has no page that can be read; save the file anew"


def _ranges(numbers: Sequence[int]) -> str:
    """Write page numbers short: 1–3、7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(f"{run[0]}–{run[-1]}" if run[1:] else f"{run[0]}" for run in runs)
