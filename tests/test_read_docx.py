"""Word files made by python-docx and by hand: what a reader sees is what is read."""

import zipfile
from io import BytesIO

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus import YoujuError
from corpus.docx.read_docx import docx_paragraphs, read_docx
from corpus.docx.styles import chinese_number, format_number
from corpus.policy.official import describe_page
from tests.policy_pages import LINES, MEASURES, NUMBER, TITLE

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def saved(document: "docx.document.Document") -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def zipped(parts: dict[str, str]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def word(body: str, namespace: str = W, **parts: str) -> bytes:
    """A Word file of this body; further parts by their name: numbering, footnotes."""
    roots = {"document": f"<w:body>{body}</w:body>", **parts}
    return zipped(
        {
            f"word/{name}.xml": f'<w:{name} xmlns:w="{namespace}">{inner}</w:{name}>'
            for name, inner in roots.items()
        }
    )


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def lines(data: bytes) -> list[str]:
    return [p.text for p in docx_paragraphs(data, "a.docx")]


def headings(data: bytes) -> list[str]:
    page = read_docx(data, "a.docx")
    told = [piece.title for piece in page.pieces] + [p for q in page.pieces for p in q.body]
    return [p.text for p in told if p and p.heading]


def test_headings_are_told_by_style_outline_weight_and_number() -> None:
    document = docx.Document()
    document.add_heading("灯塔年报", 0)
    document.add_heading("概况", 1)
    document.add_paragraph("全市有灯塔126座。")
    document.add_paragraph().add_run("修缮").bold = True
    document.add_paragraph("修缮灯塔9座。")
    document.add_paragraph("一、重点任务")
    document.add_paragraph("再修缮灯塔12座。")
    outlined = document.add_paragraph("附录说明")
    outlined._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="1"/>'))
    document.add_paragraph("数字均为年底数。")
    assert headings(saved(document)) == ["灯塔年报", "概况", "修缮", "一、重点任务", "附录说明"]


def test_an_official_document_is_described() -> None:
    document = docx.Document()
    for line in LINES:
        added = document.add_paragraph(line)
        if line in (LINES[0], NUMBER, TITLE, MEASURES):
            added.alignment = WD_ALIGN_PARAGRAPH.CENTER
    described = describe_page(read_docx(saved(document), "a.docx"), "a.docx")
    assert (described.title, described.number, described.date) == (TITLE, NUMBER, "2031-03-05")


def test_paragraphs_are_numbered() -> None:
    document = docx.Document()
    for text in ("甲乙。", "", "丙丁。"):
        document.add_paragraph(text)
    found = docx_paragraphs(saved(document), "a.docx")
    assert [(p.text, p.runs[0].line, p.runs[0].page) for p in found] == [
        ("甲乙。", 1, None),
        ("丙丁。", 2, None),
    ]


NUMBERING = """<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%3" /><w:isLgl/></w:lvl>
<w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="11"/></w:lvlOverride></w:num>"""


def item(text: str, level: int, number: int = 1) -> str:
    held = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(run(text), properties=held)


def test_lists_have_the_numbers_that_word_prints() -> None:
    levels = [("甲", 0), ("乙", 1), ("丙", 1), ("丁", 0), ("戊", 1), ("己", 2), ("庚", 3)]
    body = (
        "".join(item(text, level) for text, level in levels) + item("辛", 0, 2) + item("壬", 0, 2)
    )
    assert lines(word(body, numbering=NUMBERING)) == [
        "一、甲", "（一）乙", "（二）丙", "二、丁", "（一）戊", "2.1 己", "庚", "十一、辛", "十二、壬",
    ]  # fmt: skip


def test_articles_are_counted_on_through_the_chapters() -> None:
    numbering = """<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:lvlText w:val="第%1章"/></w:lvl>
    <w:lvl w:ilvl="1"><w:lvlRestart w:val="0"/><w:lvlText w:val="第%2条"/></w:lvl>
    <w:lvl w:ilvl="2"><w:lvlRestart w:val="1"/><w:lvlText w:val="%3)"/></w:lvl></w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>"""
    levels = [
        ("甲", 0),
        ("乙", 1),
        ("丙", 2),
        ("丁", 1),
        ("戊", 2),
        ("己", 0),
        ("庚", 1),
        ("辛", 2),
    ]
    body = "".join(item(text, level) for text, level in levels)
    assert lines(word(body, numbering=numbering)) == [
        "第1章 甲", "第1条 乙", "1) 丙", "第2条 丁", "2) 戊", "第2章 己", "第3条 庚", "1) 辛",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "form", "printed"),
    [
        (12, "chineseCountingThousand", "十二"),
        (205, "chineseCounting", "二百零五"),
        (4, "upperRoman", "IV"),
        (28, "lowerLetter", "bb"),
        (3, "decimalEnclosedCircle", "③"),
        (7, "decimalZero", "07"),
        (2, "ideographTraditional", "乙"),
        (5, "unheardOf", "5"),
    ],
)
def test_a_number_is_written_in_its_form(number: int, form: str, printed: str) -> None:
    assert format_number(number, form) == printed


def test_every_chinese_number_is_its_own() -> None:
    assert len({chinese_number(number) for number in range(1, 2000)}) == 1999


def test_changes_are_accepted_and_hidden_text_is_left_out() -> None:
    body = paragraph(
        run("座数"),
        f'<w:del w:id="1">{run("126座").replace("w:t>", "w:delText>")}</w:del>',
        f'<w:ins w:id="2">{run("129座")}</w:ins>',
        f'<w:moveFrom w:id="3">{run("（旧）")}</w:moveFrom>',
        run("机密", "<w:vanish/>"),
        run("。", '<w:vanish w:val="0"/>'),
    )
    assert lines(word(body)) == ["座数129座。"]


def test_a_paragraph_whose_end_was_deleted_runs_on() -> None:
    first = paragraph(run("灯塔"), properties='<w:rPr><w:del w:id="1"/></w:rPr>')
    assert lines(word(first + paragraph(run("126座。")))) == ["灯塔126座。"]


def test_merged_cells_stand_in_every_place_they_cover() -> None:
    document = docx.Document()
    table = document.add_table(rows=4, cols=3)
    cells = [
        "区",
        "标准",
        "",
        "",
        "城镇",
        "农村",
        "东区",
        "1200元",
        "1100元",
        "",
        "1300元",
        "900元",
    ]
    for cell, text in zip(table._cells, cells, strict=True):
        cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2)).text = "标准"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "区"
    table.cell(2, 0).merge(table.cell(3, 0)).text = "东区"
    assert lines(saved(document)) == [
        "东区：标准 城镇 1200元；标准 农村 1100元。",
        "东区：标准 城镇 1300元；标准 农村 900元。",
    ]


def test_text_boxes_notes_and_controls_are_read_once() -> None:
    box = "<w:txbxContent>" + paragraph(run("框中的字。")) + "</w:txbxContent>"
    alternatives = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    body = (
        paragraph(
            run("正文。"),
            f"<w:r>{alternatives}</w:r>",
            '<w:r><w:footnoteReference w:id="2"/></w:r>',
        )
        + "<w:sdt><w:sdtPr><w:t>标签</w:t></w:sdtPr><w:sdtContent>"
        + paragraph(run("控件里的字。"))
        + "</w:sdtContent></w:sdt>"
    )
    notes = f'<w:footnote w:type="separator" w:id="0">{paragraph(run("线"))}</w:footnote>'
    notes += f'<w:footnote w:id="2">{paragraph(run("注释。"))}</w:footnote>'
    assert lines(word(body, footnotes=notes)) == ["正文。", "框中的字。", "控件里的字。", "注释。"]


def test_fields_show_their_result_and_not_their_code() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("7")
    )
    assert lines(word(paragraph(run("第"), field, run("页")))) == ["第7页"]


def test_a_strict_file_is_read_alike() -> None:
    assert lines(word(paragraph(run("严格的字。")), STRICT)) == ["严格的字。"]


OLD_WORD = b"\xd0\xcf\x11\xe0" + b"\0" * 600


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (OLD_WORD, r"old format \(\.doc\).*save it as \.docx"),
        (OLD_WORD + "EncryptedPackage".encode("utf-16-le"), "locked by a password"),
        (b"{\\rtf1 a}", "rich text file"),
        (b"%PDF-1.7", "is a PDF"),
        (b"<html>", "is a web page"),
        (zipped({"xl/workbook.xml": "<a/>"}), "is an Excel file"),
        (zipped({"a.xml": "<a/>"}), "holds no Word document"),
        (word(paragraph(run("字")))[:-30], "not a whole Word file"),
        (zipped({"word/document.xml": "<w:document"}), "damaged inside"),
        (word("<w:sdt><w:sdtContent>" * 5000), "damaged inside"),
        (word("<w:p/>" * 500_000), "unpacks to more"),
        (zipped({f"{n}": "" for n in range(20_001)}), "unpacks to more"),
    ],
)
def test_what_is_no_word_file_is_told_in_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(YoujuError, match=says) as caught:
        read_docx(data, "a.docx")
    assert "\n" not in str(caught.value)


def test_entities_are_not_unfolded() -> None:
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 50}">' for n in range(8))
    start = f'<!DOCTYPE x [<!ENTITY e0 "灯塔">{entities}]>'
    body = f'<w:document xmlns:w="{W}"><w:body>{paragraph(run("&e8;"))}</w:body></w:document>'
    try:
        page = read_docx(zipped({"word/document.xml": start + body}), "a.docx")
    except YoujuError as error:
        assert "damaged inside" in str(error)
    else:
        assert not page.pieces
