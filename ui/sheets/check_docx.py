"""A checked draft in, the check sheet as a Word file out: A4 across, its heads on every page."""

from typing import Any

from assistant.checking.check import CheckedFigure, CheckReport, Evidence
from ui.sheets.check_html import ALSO, COLUMNS, NEAREST
from ui.sheets.check_rows import MARKS, Filing, about, draft_parts, quote_parts, shown_of, source_of
from ui.sheets.sheet_files import CONTROL, saved
from ui.words import ZH

# Of A4 across with 1.8 cm beside it, in the order of ``COLUMNS``.
WIDTHS_CM = (1.3, 7.4, 2.2, 5.0, 10.2)
PAGE_CM = (29.7, 21.0)
MARGIN_CM = 1.8
LATIN, SONG, HEI = "Times New Roman", "宋体", "黑体"
SOFT = "67635B"


def to_docx(report: CheckReport, filing: Filing) -> bytes:
    import docx

    document = docx.Document()
    _set_page(document)
    _set_fonts(document)
    document.core_properties.title = _clean(f"数字核查单：{filing.draft}")
    document.core_properties.author = "有据"
    document.add_heading("数字核查单", 1)
    for name, value in about(report, filing):
        line = document.add_paragraph()
        _say(line, f"{name}　", colour=SOFT)
        _say(line, value)
    document.add_heading("稿件", 2)
    _write_draft(document, report)
    if report.figures:
        document.add_heading("逐项", 2)
        _write_table(document, report)
    return saved(document)


def _set_page(document: Any) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    (section,) = document.sections
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Cm(size) for size in PAGE_CM)
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", Cm(MARGIN_CM))
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _number_pages(foot)


def _number_pages(foot: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    shown, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    shown.append(text)
    field.append(shown)
    foot._p.append(field)


def _set_fonts(document: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name, chinese, size in (
        ("Normal", SONG, 10),
        ("Heading 1", HEI, 18),
        ("Heading 2", HEI, 13),
    ):
        style = document.styles[name]
        style.font.name, style.font.size = LATIN, Pt(size)
        style.font.color.rgb = RGBColor(0x1D, 0x1C, 0x1A)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), chinese)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
    document.styles["Normal"].paragraph_format.space_after = Pt(2)
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:eastAsia"), "zh-CN")


def _write_draft(document: Any, report: CheckReport) -> None:
    """The draft's paragraphs, each figure with its sign and number."""
    paragraph = document.add_paragraph()
    for words, number, checked in draft_parts(report):
        first, *others = words.split("\n")
        if checked:
            mark = MARKS[checked.verdict]
            _say(paragraph, words, colour=mark.colour, bold=True, underline=True)
            _say(paragraph, f"{mark.sign}{number}", colour=mark.colour, raised=True)
            continue
        _say(paragraph, first)
        for line in others:
            paragraph = document.add_paragraph()
            _say(paragraph, line)


def _write_table(document: Any, report: CheckReport) -> None:
    from docx.oxml import OxmlElement

    table = document.add_table(rows=1, cols=len(COLUMNS))
    table.style = "Table Grid"
    table.autofit = False
    for cell, name in zip(table.rows[0].cells, COLUMNS, strict=True):
        _say(cell.paragraphs[0], name, bold=True)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for number, checked in enumerate(report.figures, 1):
        row = table.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        _write_row(row.cells, number, checked)
    _set_widths(table)


def _set_widths(table: Any) -> None:
    """Word goes by the columns, other programs by the cells."""
    from docx.shared import Cm

    for column, width in zip(table.columns, WIDTHS_CM, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _write_row(cells: Any, number: int, checked: CheckedFigure) -> None:
    order, claimed, verdict, reason, found = (cell.paragraphs[0] for cell in cells)
    mark = MARKS[checked.verdict]
    _say(order, str(number))
    _say(claimed, checked.figure.raw, bold=True)
    _say(cells[1].add_paragraph(), checked.sentence.strip())
    _say(verdict, f"{mark.sign} {mark.name}", colour=mark.colour, bold=True)
    _say(reason, checked.reason)
    shown = shown_of(checked)
    if shown and not checked.evidence:
        _say(found, NEAREST, colour=SOFT)
        found = cells[-1].add_paragraph()
    if shown:
        for part, bold in zip(quote_parts(shown[0]), (False, True, False), strict=True):
            _say(found, part, bold=bold)
    for n, evidence in enumerate(shown):
        _write_place(cells[-1].add_paragraph(), evidence, also=n > 0)


def _write_place(place: Any, evidence: Evidence, *, also: bool) -> None:
    if also:
        _say(place, f"{ALSO}“{evidence.figure.raw}”　", colour=SOFT)
    if evidence.citation.kind == "card":
        _say(place, f"［{ZH['card']}］", bold=True)
    _say(place, source_of(evidence.citation), colour=SOFT)


def _say(
    paragraph: Any,
    words: str,
    *,
    colour: str = "",
    bold: bool = False,
    underline: bool = False,
    raised: bool = False,
) -> None:
    from docx.shared import RGBColor

    if not words:
        return
    run = paragraph.add_run(_clean(words))
    run.font.bold, run.font.underline = bold or None, underline or None
    run.font.superscript = raised or None
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)


def _clean(words: str) -> str:
    return CONTROL.sub(" ", words)
