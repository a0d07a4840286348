"""Drafts as files: what is read of each kind, and what is said about what cannot be."""

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from assistant.checking.drafts import MAX_BYTES, clean_draft, draft_from_bytes, read_draft
from corpus import YoujuError
from tests.printed_pages import REPORT, clean
from tests.printed_pdfs import print_sheet

DELETED = '<w:del {} w:id="1" w:author="a"><w:r><w:delText>2600家</w:delText></w:r></w:del>'
INSERTED = '<w:ins {} w:id="2" w:author="a"><w:r><w:t>2688家</w:t></w:r></w:ins>'


def saved(document: "docx.document.Document") -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_a_word_file_gives_its_paragraphs_as_lines() -> None:
    document = docx.Document()
    document.add_paragraph("减免税金额13亿元。")
    document.add_paragraph("孵化机构2688家。")
    assert draft_from_bytes(saved(document), "d.docx") == "减免税金额13亿元。\n孵化机构2688家。"


def test_tracked_changes_are_read_as_accepted() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("孵化机构")
    paragraph._p.append(parse_xml(DELETED.format(nsdecls("w"))))
    paragraph._p.append(parse_xml(INSERTED.format(nsdecls("w"))))
    paragraph.add_run("。")
    assert draft_from_bytes(saved(document), "d.docx") == "孵化机构2688家。"


def test_a_table_s_figures_stand_beside_row_and_column() -> None:
    document = docx.Document()
    document.add_paragraph("见下表。")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("指标", "2023年", "减免税", "13亿元"), strict=True):
        cell.text = text
    assert draft_from_bytes(saved(document), "d.docx") == "见下表。\n减免税：2023年 13亿元。"


def test_markdown_marks_do_not_cut_a_figure() -> None:
    assert draft_from_bytes("孵化载体**1.66万**余家。".encode(), "d.md") == "孵化载体1.66万余家。"


def test_older_encodings_are_read() -> None:
    assert draft_from_bytes("减免税13亿元。\r\n".encode("gb18030"), "d.txt") == "减免税13亿元。\n"


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"PK\x03\x04 cut", "d.docx", "not a whole Word file"),
        (b"", "d.docx", "not a whole Word file"),
        (b"%PDF-1.7 cut", "d.pdf", "cannot be read as a PDF"),
        (b"\x00\x01\x02", "d.txt", "not a text file"),
        (b" \n ", "d.txt", "holds no text"),
        (b"x", "d.xls", "of a kind that cannot be read"),
        (b" " * (MAX_BYTES + 1), "d.txt", "more than the 20 MB"),
        ("字".encode() * 100_001, "d.txt", "100,001 characters"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(data: bytes, name: str, says: str) -> None:
    with pytest.raises(YoujuError, match=says) as caught:
        draft_from_bytes(data, name)
    assert "\n" not in str(caught.value)


def test_a_zip_without_a_document_is_no_draft() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("other.xml", "<a/>")
    with pytest.raises(YoujuError, match="no Word document"):
        draft_from_bytes(buffer.getvalue(), "d.docx")


def test_broken_xml_is_told(tmp_path: Path) -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w:document")
    path = tmp_path / "d.docx"
    path.write_bytes(buffer.getvalue())
    with pytest.raises(YoujuError, match="damaged inside"):
        read_draft(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(YoujuError, match=r"none\.txt"):
        read_draft(tmp_path / "none.txt")


def test_pasted_text_keeps_its_offsets() -> None:
    assert clean_draft("甲\n乙 13亿元") == "甲\n乙 13亿元"


def test_pdf_draft_is_read_in_the_order_of_its_columns() -> None:
    text = draft_from_bytes(print_sheet(2, 24, (REPORT,)), "d.pdf")
    assert text.split("\n") == [REPORT.title, *map(clean, REPORT.body)]
