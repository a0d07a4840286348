"""A Markdown file's text in, its page out: headings, lists, tables, paragraphs with their lines.

Read are CommonMark's blocks and GitHub's tables, as far as they say what is text and what marks
it; HTML among them, links and references give their words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.page.articles import Page, Piece
from corpus.page.printed_lines import SENTENCE_END, Line, printed_lines
from corpus.page.reflow import Paragraph, join_lines
from corpus.policy.policy_parts import mark_clause_titles
from corpus.records import PrintedRun
from corpus.table_labels import say_rows
from corpus.tables import UNIT_LINES

HEADING = re.compile(r"#{1,6}\s+(.*)$")
UNDERLINE = re.compile(r"(?:=+|-+)$")  # makes a heading of the lines above it
BREAK = re.compile(r"(?:[-*_]\s*){3,}$")
FENCE = re.compile(r"(`{3,}|~{3,})[^`]{0,80}$")
BULLET = re.compile(r"(?:[-*+]\s+(?:\[[ xX]\]\s+)?|>\s?)+")
NUMBERED = re.compile(r"\d+[.)]\s+")  # printed, and so kept: 1. 申请
LIST_MARK = re.compile(r"[-*+]\s+|\d{1,9}[.)]\s+")
RULE = re.compile(r"(?=[^-]*--)[\s|:-]+$")
BOLD = re.compile(r"(\*\*|__).+\1")
CELL_END = re.compile(r"(?<!\\)\|")
# What stands at a file's head between --- and ---, for the programs that publish it.
FRONT_MATTER = re.compile(r"---[ \t]*\n((?:.{0,2000}\n){0,200}?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
FACT = re.compile(
    r"(title|date|author|source)[ \t]*:[ \t]*[\"']?([^\"'\n]{1,300}?)[\"']?[ \t]*$", re.M
)
FACTS = {"title": "title", "date": "written", "author": "source", "source": "source"}
TAG = re.compile(
    r"</?[A-Za-z][A-Za-z0-9-]*"
    r"(?:\s+[A-Za-z_:][\w:.-]*(?:=(?:\"[^\"<>\n]*\"|'[^'<>\n]*'|[^\s\"'=<>`]+))?){0,50}\s*/?>"
)
LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,1000})>")
LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^)]{0,2000}\)|\[[^\[\]]{0,200}\])")
DEFINITION = re.compile(r"\[(?!\^)[^\[\]]{1,200}\]:\s+\S+")  # [1]: https://…
NOTE = re.compile(r"\[\^[^\[\]\s]{1,80}\](:\s*)?")
MARKS = re.compile(r"\*\*|__|~~|`")
# Beside Latin letters and digits a star multiplies.
EMPHASIS = re.compile(
    r"(?<![\\*A-Za-z0-9])\*(?=[^\s*])([^*\n]{1,500}?)(?<=\S)\*(?![*A-Za-z0-9])"
    r"|(?<![\\\w])_(?=[^\s_])([^_\n]{1,500}?)(?<=\S)_(?!\w)"
)
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def read_markdown(text: str) -> Page:
    """Read Markdown: the first heading is the headline, further ones are subheads."""
    facts, text = _front_matter(text)
    paragraphs: list[Paragraph] = []
    open_lines: list[Line] = []
    rows: list[Line] = []
    items = _Items()
    for line, kind in _lines(printed_lines(_without_comments(text))):
        if rows and kind != "row":
            paragraphs += _table(rows, paragraphs)
            rows = []
        if kind == "text" and not line.after_blank and _is_underline(line, open_lines):
            _close(open_lines, paragraphs, heading=True)
            items.end()
            continue
        heading = HEADING.match(line.text)
        starts = BULLET.match(line.text) or NUMBERED.match(line.text)
        if kind != "text" or heading or line.after_blank or starts:
            _close(open_lines, paragraphs, depth=items.depth)
        if kind == "row":
            rows.append(line)
        elif kind == "code":
            paragraphs.append(join_lines([line], heading=False, width=0.0))
        elif heading:
            items.end()
            bare = plain_markdown(heading.group(1).rstrip().rstrip("#").rstrip())
            paragraphs.append(join_lines([Line(line.number, bare)], heading=True, width=0.0))
        else:
            if not open_lines:
                items.enter(line)
            _take(line, open_lines, paragraphs, items.depth)
    _close(open_lines, paragraphs, depth=items.depth)
    paragraphs = mark_clause_titles(paragraphs + _table(rows, paragraphs))
    title = paragraphs[0] if paragraphs and paragraphs[0].heading else None
    body = tuple(paragraphs[1:] if title else paragraphs)
    page = Page((), (Piece(title, body),)) if body else Page(tuple(paragraphs), ())
    return replace(page, facts=facts)


def plain_markdown(text: str) -> str:
    """Text without the marks of links, notes, weight, code, and without tags."""
    text = TAG.sub("", AUTOLINK.sub(r"\1", LINE_BREAK.sub(" ", text)))
    text = NOTE.sub("", LINK.sub(r"\1", text))
    return ESCAPED.sub(r"\1", MARKS.sub("", EMPHASIS.sub(r"\1\2", text)))


def _front_matter(text: str) -> tuple[tuple[tuple[str, str], ...], str]:
    """What a file's head says of it, and the text with as many lines but without that head."""
    head = FRONT_MATTER.match(text)
    if not head or not re.search(r"(?m)^\w+:", head[1]):
        return (), text
    told = {FACTS[key]: value.strip() for key, value in FACT.findall(head[1])}
    return tuple(told.items()), "\n" * head.group().count("\n") + text[head.end() :]


def _without_comments(text: str) -> str:
    kept: list[str] = []
    start = 0
    while (opens := text.find("<!--", start)) >= 0 and (ends := text.find("-->", opens)) >= 0:
        kept += [text[start:opens], "\n" * text.count("\n", opens, ends)]
        start = ends + len("-->")
    return "".join([*kept, text[start:]])


def _lines(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """Each line that says something with what it is: text, a table's row, or code."""
    fence = ""
    in_table = False
    for line, below in zip(lines, [*lines[1:], Line(0, "")], strict=True):
        opens = FENCE.match(line.text)
        if fence:
            if opens and line.text.startswith(fence) and not line.text.strip(fence[0]):
                fence = ""
            else:
                yield line, "code"
            continue
        if opens:
            fence = opens[1]
            continue
        heads = "|" in line.text and "|" in below.text and RULE.match(below.text)
        in_table = bool(heads) or in_table and "|" in line.text and not line.after_blank
        yield line, "row" if in_table or line.text.startswith("|") else "text"


def _is_underline(line: Line, above: Sequence[Line]) -> bool:
    """Whether a line makes a heading of the one above it, a sentence aside."""
    return (
        len(above) == 1
        and bool(UNDERLINE.match(line.text))
        and not SENTENCE_END.search(above[0].text)
    )


@dataclass
class _Items:
    """The items of lists that are open, by the columns in which their text starts.

    ``depth`` is within how many of them the last line stands, its own item aside (CommonMark,
    5.2: what belongs to an item starts in its text's column, or behind it).
    """

    columns: list[int] = field(default_factory=list)
    depth: int = 0

    def enter(self, line: Line) -> None:
        while self.columns and line.column < self.columns[-1]:
            self.columns.pop()
        self.depth = len(self.columns)
        if mark := LIST_MARK.match(line.text):
            self.columns.append(line.column + mark.end())

    def end(self) -> None:
        self.columns.clear()
        self.depth = 0


def _take(line: Line, open_lines: list[Line], paragraphs: list[Paragraph], depth: int) -> None:
    """Add a line's words to those of its paragraph, which ends where it breaks the line itself."""
    if BREAK.match(line.text) or DEFINITION.match(line.text):
        _close(open_lines, paragraphs, depth=depth)
        return
    mark = BULLET.match(line.text)
    for at, part in enumerate(LINE_BREAK.split(line.text[mark.end() if mark else 0 :])):
        if at:
            _close(open_lines, paragraphs, depth=depth)
        if bare := plain_markdown(part).strip():
            open_lines.append(Line(line.number, bare))


def _close(
    lines: list[Line], paragraphs: list[Paragraph], *, heading: bool = False, depth: int = 0
) -> None:
    if lines:
        joined = join_lines(lines, heading=heading, width=0.0)
        paragraphs.append(replace(joined, depth=depth))
        lines.clear()


def _table(rows: list[Line], above: list[Paragraph]) -> list[Paragraph]:
    """The sentences of a table below some paragraphs, each with the line of its row."""
    ruled = next((at for at, row in enumerate(rows) if RULE.match(row.text)), None)
    held = [row for row in rows if not RULE.match(row.text)]
    cells = [[cell.strip() for cell in _cells(row.text)] for row in held]
    width = max(map(len, cells), default=0)
    cells = [row + [""] * (width - len(row)) for row in cells]
    said = say_rows(
        [[plain_markdown(cell) for cell in row] for row in cells],
        ruled,
        [p.text for p in above[-UNIT_LINES:]],
        marked=[[bool(BOLD.fullmatch(cell)) for cell in row] for row in cells],
        head_by_grammar=True,
    )
    return [Paragraph(sentence, (PrintedRun(0, held[at].number),)) for at, sentence in said]


def _cells(row: str) -> list[str]:
    return CELL_END.split(row.strip().removeprefix("|").removesuffix("|"))
