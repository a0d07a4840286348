"""A web page's bytes in, its page out: headline, paragraphs, headings, lists, rows of tables.

Markup in the text is text: nothing is run and nothing is fetched. A paragraph's ``line`` is its
number on the page.
"""

import re
import zlib
from dataclasses import dataclass, field, replace

from lxml import etree

from corpus.docx.styles import format_number
from corpus.encodings import decode_bytes
from corpus.errors import YoujuError
from corpus.page.articles import Page, Piece
from corpus.page.printed_lines import printed_lines
from corpus.page.reflow import Paragraph, looks_like_heading
from corpus.policy.official import facts_of_labels, is_number, is_part_name
from corpus.policy.official_text import typed_paragraphs
from corpus.policy.policy_parts import drop_contents, mark_clause_titles
from corpus.records import PrintedRun
from corpus.table_labels import say_rows
from corpus.tables import UNIT_LINES
from corpus.web.around import cut_above_headline, files_below, lines_above
from corpus.web.lines import lines_of_text, part_attributes
from corpus.web.page import (
    Element,
    find_body,
    fragments,
    is_attachment,
    leads_away,
    meta_tags,
    parse_page,
    squeeze,
    words,
)
from corpus.web.titles import (
    day_above,
    names_a_site,
    names_an_office,
    newspaper_of,
    page_title,
    printed_headline,
    without_office,
)

# A saved page of more bytes holds pictures, not words.
MAX_BYTES = 20 * 1024 * 1024
CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.I
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
BLOCKS = HEADINGS | frozenset(
    """address article blockquote body caption center dd details div dl dt fieldset figcaption figure
    form header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul
    ucapcontent ucaptitle""".split()
)
GROUND = re.compile(
    r"background(?:-color)?\s*:\s*(?!\s*(?:transparent|none|white|inherit|#fff(?:fff)?\b))\S", re.I
)
BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# How an ordered list counts, by its type or its style, in Word's words.
LIST_FORMS = {
    **dict.fromkeys(("1", "decimal", "cjk-decimal"), "decimal"),
    "decimal-leading-zero": "decimalZero",
    **dict.fromkeys(("a", "lower-alpha", "lower-latin"), "lowerLetter"),
    **dict.fromkeys(("A", "upper-alpha", "upper-latin"), "upperLetter"),
    **dict.fromkeys(("i", "lower-roman"), "lowerRoman"),
    **dict.fromkeys(("I", "upper-roman"), "upperRoman"),
    **dict.fromkeys(
        ("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal"), "chineseCounting"
    ),
}
STYLED_AS = re.compile(
    rf"list-style(?:-type)?\s*:[^;]*?(?<![\w-])({'|'.join(sorted(LIST_FORMS, reverse=True))}|none|disc|circle|square)(?![\w-])",
    re.IGNORECASE,
)
ITEM_NUMBER = re.compile(r"[（(]?[\d一二三四五六七八九十]+[）)、.．]|第")  # printed by hand
NUMBER_CHARS = 12
MAX_SPAN = 1000  # as browsers: a larger colspan or rowspan is a mistake or an attack
MAX_CELLS = 200_000
LONG_CELL = 300  # a table whose cells hold so much is laid out text
LINK_SHARE = 0.9
# ·灯塔文化节开幕　05-20: a mark before a link, a day behind it, or how many read it.
LISTED_AS = re.compile(
    r"^[·•▪■◆※>]+|(?:评论|点?赞|阅读|浏览|转发|收藏)\s?\d+|[\[（(]?(?:\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?[\])）]?$"
)
# 2031年｜12月: editors broke long lines of the file where Chinese words allow it.
BROKEN_NUMBER = re.compile(
    r"(?<=[^\x00-\xff])[ \t]*[\r\n]\s*(?=\d)|(?<=\d)[ \t]*[\r\n]\s*(?=[^\x00-\xff])"
)
IN_FILES = "正文在所附文件里，网页只列出文件名；请把文件也加入"
DATE_TAGS = "pubdate publishdate firstpublishedtime article:published_time datepublished".split()


def read_html(data: bytes, name: str) -> Page:
    """Read a saved web page; raise YoujuError where it is none or holds no text."""
    data = _unpacked(data, name)
    if len(data) > MAX_BYTES:
        raise YoujuError(
            f"{name!r} has more than the {MAX_BYTES // 1_048_576} MB that are read of a web page;"
            " save it without pictures"
        )
    declared = CHARSET.search(data[:4096])
    decoded = decode_bytes(data, name, declared.group(1).decode("ascii") if declared else None)
    root = parse_page(decoded.text, name)
    meta = meta_tags(root)
    title = without_office(page_title(root, meta), root)
    unnamed = names_a_site(title) or names_an_office(title, root)
    labels, paper = facts_of_labels(fragments(root)), newspaper_of(root)
    element = find_body(root)
    title = (unnamed and printed_headline(root, element)) or title
    cut_above_headline(element, title)
    when = day_above(root, element)
    told, paragraphs = part_attributes(_read_body(element))
    if not paragraphs:
        raise YoujuError(f"{name!r} is a web page without text; open the page itself and save that")
    head, texts = _headline(title, paragraphs)
    printed = {p.text for p in texts}
    told_above, above = part_attributes(_plain(lines_above(root, element, title)))
    above = [p for p in above if p.text not in printed]
    texts = [*above, *texts, *_plain(files_below(root, element))]
    body = _numbered(mark_clause_titles(drop_contents(texts)), 2 if head else 1)
    facts = _facts(title, meta, paper) | labels
    if "published" not in facts and (day := next(iter([*told_above, *told]), None) or when):
        facts["published"] = day
    if not body:
        raise YoujuError(
            f"{name!r} is a web page with a title alone; add the files or the text that it shows"
        )
    warnings = (*decoded.warnings, *([IN_FILES] if _lists_files(texts, root) else []))
    return Page((), (Piece(head, tuple(body)),), warnings, tuple(facts.items()))


def _lists_files(texts: list[Paragraph], root: Element) -> bool:
    """Whether a page names but the files that hold its text."""
    files = {squeeze(words(link)) for link in root.iter("a") if is_attachment(link)}
    names = [p.text for p in texts if not (is_number(p.text) or is_part_name(p.text))]
    return bool(names) and all(squeeze(name.removeprefix("附件：")) in files for name in names)


def _unpacked(data: bytes, name: str) -> bytes:
    """A page's bytes, also where they were saved as they are sent, packed by gzip."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        return zlib.decompressobj(wbits=31).decompress(data, MAX_BYTES + 1)
    except zlib.error as error:
        raise YoujuError(
            f"{name!r} is packed by gzip and damaged; save the page from a browser"
        ) from error


def _facts(title: str, meta: dict[str, str], paper: str) -> dict[str, str]:
    """What the page's tags say, by the rules for tags of government sites (国办函〔2017〕… ArticleTitle, PubDate)."""
    told = {
        "title": title,
        "published": next(filter(None, map(meta.get, DATE_TAGS)), ""),
        "source": re.sub(r"^来源[：:]\s*", "", meta.get("source", "")),
        "site": meta.get("contentsource")
        or meta.get("sitename")
        or meta.get("og:site_name")
        or paper,
        "column": f"{meta.get('columnname', '')} {meta.get('columntype', '')}".strip(),
        "url": meta.get("url") or meta.get("og:url", ""),
    }
    return {key: value for key, value in told.items() if value}


def _headline(title: str, paragraphs: list[Paragraph]) -> tuple[Paragraph | None, list[Paragraph]]:
    """Part the page's headline from its paragraphs; one that opens the body is not said twice."""
    at = next((at for at, p in enumerate(paragraphs) if not is_part_name(p.text)), 0)
    first = paragraphs[at]
    if squeeze(first.text) == squeeze(title) or not title and first.heading:
        return _head(first.text), [*paragraphs[:at], *paragraphs[at + 1 :]]
    return (_head(title) if title else None), paragraphs


def _head(title: str) -> Paragraph:
    return Paragraph(title, (PrintedRun(0, 1),), heading=True)


def _numbered(paragraphs: list[Paragraph], first: int) -> list[Paragraph]:
    return [replace(p, runs=(PrintedRun(0, number),)) for number, p in enumerate(paragraphs, first)]


def _plain(lines: list[str]) -> list[Paragraph]:
    return [Paragraph(line, ()) for line in lines]


@dataclass
class _Writer:
    """Collects paragraphs while the body is walked."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    bold: int = 0  # how many bold elements are open
    bold_chars: int = 0
    link: int = 0  # how many links to other pages are open
    link_chars: int = 0
    linked: set[int] = field(default_factory=set)  # which paragraphs are nothing but links
    tagged: set[int] = field(default_factory=set)  # which are headings to the page itself
    heading: int = 0
    items: int = 0  # how many items of lists are open
    opens_item: bool = False  # nothing was said of the last one yet
    number: str = ""  # its number, said before its first words
    counted: dict[Element, int] = field(default_factory=dict)  # of open lists: the last number

    def say(self, text: str | None) -> None:
        if text:
            if self.number and text.strip():
                self.said.append(self.number)
                self.number = ""
            self.said.append(BROKEN_NUMBER.sub("", text))
            letters = len(squeeze(text))
            self.bold_chars += letters if self.bold else 0
            self.link_chars += letters if self.link else 0

    def close(self) -> None:
        text = clean_words("".join(self.said))
        letters = len(squeeze(text))
        own = letters - len(squeeze("".join(LISTED_AS.findall(text))))
        bold = letters > 0 and self.bold_chars >= letters
        if own > 0 and self.link_chars >= LINK_SHARE * own:
            self.linked.add(len(self.paragraphs))
        self.said.clear()
        self.bold_chars = self.link_chars = 0
        if text:
            if self.heading:
                self.tagged.add(len(self.paragraphs))
            heading = bool(self.heading) or (bold and looks_like_heading(text))
            depth = self.items - self.opens_item
            self.paragraphs.append(Paragraph(text, (), heading, depth=depth))
            self.opens_item = False


def clean_words(text: str) -> str:
    """Words with single blanks; a line end of the file between two Chinese characters is none."""
    text = re.sub(r"[\u200b-\u200f\u2028-\u202e\ufeff\u00ad]", "", text)
    text = re.sub(r"(?<=[^\x00-\xff])[ \t]*[\r\n][ \t\r\n]*(?=[^\x00-\xff])", "", text)
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split())).strip()


def _read_body(body: Element) -> list[Paragraph]:
    """Walk the body once, without recursion: pages may nest as deep as they like."""
    writer = _Writer()
    skip: Element | None = None
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if skip is not None:
            if event == "end" and element is skip:
                skip = None
                writer.say(element.tail)
            continue
        if not isinstance(element.tag, str):
            continue
        if event == "start":
            if element.tag == "table" and (grid := _data_table(element)):
                writer.close()
                writer.paragraphs += _captions(element)
                above = [p.text for p in writer.paragraphs[-UNIT_LINES:]]
                for _, sentence in say_rows(grid.rows, grid.heads, above, marked=grid.marked):
                    writer.paragraphs.append(Paragraph(sentence, ()))
                skip = element
                continue
            if element.tag == "pre" and next(element.iterdescendants("br", *BLOCKS), None) is None:
                writer.close()
                writer.paragraphs += typed_paragraphs(printed_lines(words(element)))
                skip = element
                continue
            _open(writer, element)
        else:
            _shut(writer, element, body)
    writer.close()
    return lines_of_text(writer.paragraphs, writer.linked, writer.tagged)


def _open(writer: _Writer, element: Element) -> None:
    if element.tag in BLOCKS or element.tag == "br":
        writer.close()
    if element.tag == "br" and writer.heading:
        return
    writer.heading += element.tag in HEADINGS
    writer.bold += _is_bold(element)
    writer.link += leads_away(element)
    if element.tag == "li":
        writer.items += 1
        writer.opens_item = True
        writer.number = _item_number(element, writer.counted)
    if element.tag == "sup" and (element.text or "").strip() in ("2", "3"):
        writer.say((element.text or "").strip().translate(RAISED))
    else:
        writer.say(element.text)


def _shut(writer: _Writer, element: Element, body: Element) -> None:
    if element.tag in BLOCKS:
        writer.close()
    if element.tag == "li":
        writer.items -= 1
        writer.opens_item, writer.number = False, ""
    writer.heading -= element.tag in HEADINGS
    writer.bold -= _is_bold(element)
    writer.link -= leads_away(element)
    writer.counted.pop(element, None)
    if element is not body:
        writer.say(element.tail)


def _is_bold(element: Element) -> bool:
    return element.tag in ("b", "strong") or bool(BOLD.search(element.get("style") or ""))


def _item_number(item: Element, counted: dict[Element, int]) -> str:
    """The number that a browser prints before an item of an ordered list.

    ``counted`` holds the number of the last item of each list that is open.
    """
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    number = _whole(item.get("value"), counted.get(parent, _whole(parent.get("start"), 1) - 1) + 1)
    counted[parent] = number
    style = STYLED_AS.findall(parent.get("style") or "")
    form = LIST_FORMS.get(next(reversed(style), parent.get("type") or "1"), "")
    if not form or ITEM_NUMBER.match(_first_words(item)):
        return ""
    return format_number(number, form) + ("、" if form == "chineseCounting" else ". ")


def _whole(told: str | None, default: int) -> int:
    return int(told) if told and re.fullmatch(r"\d{1,5}", told) else default


def _first_words(element: Element) -> str:
    """An element's first characters: enough to see a number."""
    said = ""
    for bit in element.itertext():
        said = (said + str(bit)).lstrip()[:NUMBER_CHARS]
        if len(said) >= NUMBER_CHARS:
            break
    return said


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table of data: its cells, how many rows head it, which cells are bold or shaded."""

    rows: list[list[str]]
    heads: int | None
    marked: list[list[bool]]


def _data_table(table: Element) -> _Grid | None:
    """The grid of a table of data; None where a table lays out text."""
    if next(table.iterdescendants("table"), None) is not None:
        return None
    rows = [row for row in table.iter("tr") if any(cell.tag in ("td", "th") for cell in row)]
    turns = [_is_turn(row) for row in rows]
    is_form = all(turns) or sum(turn > 1 for turn in turns) > len(rows) / 2
    grid: list[list[str]] = []
    marked: list[list[bool]] = []
    open_cells: dict[int, tuple[int, str]] = {}
    heads = 0
    for row in rows:
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        line: list[str] = []
        marks: list[bool] = []
        for cell in cells:
            _fill(line, open_cells)
            marks += marked[-1][len(marks) : len(line)] if marked else []
            text = clean_words(_cell_words(cell))
            if is_form and cell.tag == "th" and text:
                text = f"{text.rstrip('：:')}："
            for _ in range(_span(cell, "colspan")):
                if (below := _span(cell, "rowspan") - 1) > 0:
                    open_cells[len(line)] = (below, text)
                line.append(text)
                if len(line) * (len(grid) + 1) > MAX_CELLS:
                    return None
            marks += [_is_marked(cell)] * (len(line) - len(marks))
        _fill(line, open_cells)
        parent = row.getparent()
        in_head = parent is not None and parent.tag == "thead"
        if heads == len(grid) and (in_head or all(cell.tag == "th" for cell in cells)):
            heads += 1
        grid.append(line)
        marked.append(marks)
    width = max((len(line) for line in grid), default=0)
    if width < 2 or len(grid) < 2 or any(len(cell) > LONG_CELL for line in grid for cell in line):
        return None
    full = [line + [""] * (width - len(line)) for line in grid]
    return _Grid(full, heads or None, [row + [False] * (width - len(row)) for row in marked])


def _is_marked(cell: Element) -> bool:
    """Whether a cell has a ground of its own, or all its words are bold."""
    if GROUND.search(cell.get("style") or "") or cell.get("bgcolor"):
        return True
    bold, said = int(cell.tag == "th"), False
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        if event == "start":
            bold += _is_bold(element)
            text = element.text
        else:
            bold -= _is_bold(element)
            text = element.tail if element is not cell else None
        if text and text.strip():
            said = True
            if not bold:
                return False
    return said


def _captions(table: Element) -> list[Paragraph]:
    """What stands over a table as its title."""
    said = (clean_words(words(caption)) for caption in table.iterchildren("caption"))
    return [Paragraph(caption, ()) for caption in said if caption]


def _cell_words(cell: Element) -> str:
    """A cell's words, with blanks where its paragraphs and lines end."""
    said: list[str] = []
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        ends = " " if element.tag in BLOCKS or element.tag == "br" else ""
        if event == "start":
            said += [ends, element.text or ""]
        else:
            said += [ends, (element.tail or "") if element is not cell else ""]
    return "".join(said)


def _is_turn(row: Element) -> int:
    """How many heads and values by turns a row is: th, td, th, td; 0 where it is no such row."""
    tags = [cell.tag for cell in row if cell.tag in ("td", "th")]
    pairs = len(tags) // 2
    return pairs if tags == ["th", "td"] * pairs else 0


def _fill(line: list[str], open_cells: dict[int, tuple[int, str]]) -> None:
    """Put in what merged cells above say at this place."""
    while len(line) in open_cells:
        at = len(line)
        below, text = open_cells.pop(at)
        line.append(text)
        if below > 1:
            open_cells[at] = (below - 1, text)


def _span(cell: Element, name: str) -> int:
    value = cell.get(name) or "1"
    return max(1, min(MAX_SPAN, int(value))) if value.isdigit() and len(value) < 8 else 1
