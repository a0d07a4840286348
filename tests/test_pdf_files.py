"""PDF files that hold no readable text, or were made to do harm: one clear sentence for each."""

import io
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from assistant.citations import cite
from corpus.documents import lay_out
from corpus.errors import YoujuError
from corpus.page.articles import Page
from corpus.pdf import text as pdf_text
from corpus.pdf.read_pdf import read_pdf
from corpus.pdf.text import ordinary, read_pages
from corpus.records import Source
from index.document_file import decode_document, encode_document
from tests.hostile_pdfs import (
    CONTENT,
    TOO_HIGH,
    UNSEEN,
    drawn_in_boxes,
    flate_bomb,
    fonts_of_their_own,
    many_pages,
    nested_pages,
    one_page,
    stream,
    text_bomb,
)
from tests.printed_pages import Told
from tests.printed_pdfs import Sheet
from ui.commands.text_output import document_to_text
from ui.page.sources_view import SourceRow, row_to_html
from ui.words import ZH

WORDS = "南浦市全年收获稻谷7.2万吨，其中优质稻占比达41%，比上年增加三成。"
PLAIN = one_page(stream(CONTENT))
# 244 lines of 60 points: type for eight pages.
OVERPRINTED = b"BT /F1 60 Tf %b ET" % b" ".join(
    b"1 0 0 1 %d %d Tm (%d lights, %d) Tj" % (x, y, y, x)
    for x in range(0, 200, 50)
    for y in range(0, 800, 13)
)


def text_of(page: Page) -> str:
    return "\n".join(paragraph.text for piece in page.pieces for paragraph in piece.body)


def printed(*pages: str | None) -> bytes:
    """Print a text a page; None is a picture of a page."""
    from PIL import Image

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    for text in pages:
        if text is None:
            canvas.drawImage(ImageReader(Image.new("L", (200, 280), 128)), 20, 20, 555, 800)
        else:
            canvas.setFont("STSong-Light", 12)
            canvas.drawString(60, 700, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def locked(user: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(PLAIN)))
    writer.encrypt(user_password=user, owner_password="owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty", b"", "not a PDF"),
        ("a web page", b"<html><p>PDF</p></html>", "not a PDF"),
        ("cut off", PLAIN[:200], "damaged"),
        ("locked", locked("secret"), "locked by a password"),
        ("10,000 pages", many_pages(10_000), "10,000 pages, more than the 2,000"),
        ("deeply nested", nested_pages(20_000), "no page that can be read (damaged)"),
        ("bomb", flate_bomb(3_000), "page 1 takes too much time or memory"),
        ("huge page", one_page(stream(CONTENT), box=b"[0 0 1000000000 9]"), "be read (too large)"),
        ("crowded", text_bomb(200_000), "be read (too many characters)"),
        ("overprinted", one_page(stream(OVERPRINTED)), "be read (too many characters)"),
        ("blank", printed(" "), "empty pages only"),
        ("junk", printed("\ue001\ue002\ue003\ue004" * 8), ""),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 14 else "",
)
def test_unreadable_file_is_refused_in_one_sentence(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(YoujuError) as refusal:
        read_pdf(data, "file.pdf")
    assert reason in str(refusal.value)
    assert "'file.pdf'" in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_document_of_too_many_characters_names_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_text, "MAX_CHARS", 50)  # a page has 21
    assert text_of(read_pdf(many_pages(2), "file.pdf"))
    with pytest.raises(YoujuError, match="more than 50 characters, those up to page 3; add it in"):
        read_pdf(many_pages(5), "file.pdf")


def test_pages_with_large_fonts_of_their_own_are_all_read() -> None:
    page = read_pdf(fonts_of_their_own(40, megabytes=24), "file.pdf")
    assert not page.warnings
    assert text_of(page).count("Plain words of a page") == 40


def test_file_locked_against_changes_only_is_read() -> None:
    assert text_of(read_pdf(locked(""), "file.pdf")) == "Plain words of a page"


def test_scanned_page_among_others_is_named_and_left_out() -> None:
    page = read_pdf(printed(WORDS, None, None, WORDS), "file.pdf")
    assert page.warnings == ("第2–3页是扫描图像，没有文字",)
    assert text_of(page).count(WORDS) == 2


def test_scan_is_named_for_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.pdf.read_pdf.can_recognize", lambda: False)
    with pytest.raises(YoujuError, match="'file.pdf' is a scan: .* youju\\[ocr\\]"):
        read_pdf(printed(None, None), "file.pdf")


def test_text_drawn_as_shapes_is_named_for_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.pdf.read_pdf.can_recognize", lambda: False)
    strokes = b"".join(b"%d %d 5 9 re f " % (x, y) for x in range(40, 540, 8) for y in (700, 720))
    ruled = b"40 700 500 1 re f"
    with pytest.raises(YoujuError, match="'file.pdf' has its text drawn as shapes"):
        read_pdf(one_page(stream(strokes)), "file.pdf")
    with pytest.raises(YoujuError, match="empty pages only"):
        read_pdf(one_page(stream(ruled)), "file.pdf")


@pytest.mark.parametrize(
    "junk",
    [
        WORDS.encode("gb18030").decode("latin-1"),  # ÄÏÆÖ
        "涓浗绉戞妧浼佷笟瀛靛寲鍣ㄨ揪鍒颁竴涓囧叚鍗冨瀹鐨勭粺璁鏁版嵁",  # UTF-8 taken for GBK
    ],
)
def test_text_layer_that_says_nothing_is_not_taken_for_text(
    junk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.pdf.read_pdf.can_recognize", lambda: False)
    page = read_pdf(printed(WORDS, junk), "file.pdf")
    assert page.warnings == ("第2页的文字层是乱码",)
    assert text_of(page) == WORDS


SQUARES = "A`Z^7ID`J9EK W[B]U>X 8G1983{N}Q HTLIPS"  # what fonts of 256 characters tell of 论文


@pytest.mark.parametrize(
    ("words", "width", "junk"),
    [
        (SQUARES, 850, True),
        (SQUARES, 400, False),
        ("a font that tells its size wrong, with small letters", 850, False),
    ],
)
def test_letters_as_square_as_ideographs_are_no_text(words: str, width: int, junk: bool) -> None:
    [page] = read_pages(drawn_in_boxes(words, width), "file.pdf")
    assert page.problem == ("的文字层是乱码" if junk else None)
    assert junk or "".join(glyph.text for glyph in page.glyphs) == words.replace(" ", "")


def test_latin_letters_told_as_a_row_of_ideographs_are_read() -> None:
    pdf = drawn_in_boxes("In 2031 rice grew on 12 fields", 400).replace(
        b"<21> <7e> <0021>", b"<21> <7e> <8f21>"
    )
    [page] = read_pages(pdf, "file.pdf")
    assert "".join(glyph.text for glyph in page.glyphs) == "In2031ricegrewon12fields"


def test_figures_of_a_font_that_tells_its_height_wrong_stay_whole() -> None:
    content = stream(b"BT /F1 12 Tf 72 720 Td (In 1911 the 11 villages had 111 fields) Tj ET")
    page = read_pdf(one_page(content, font=TOO_HIGH), "file.pdf")
    assert text_of(page) == "In 1911 the 11 villages had 111 fields"


@pytest.mark.parametrize(
    ("printed_as", "reads"),
    [
        ("⾏", "行"),
        ("⻓", "长"),
        ("⺠", "民"),
        ("金", "金"),
        ("２", "2"),
        ("％", "%"),
        ("ﬁ", "fi"),
        ("｡", "。"),
        ("︐", "，"),
        ("，", "，"),
        ("：", "："),
        ("（", "（"),
        ("“", "“"),
        ("㎡", "㎡"),
    ],
)
def test_characters_read_as_the_ordinary_ones(printed_as: str, reads: str) -> None:
    assert ordinary(printed_as) == reads


def test_hyphen_at_a_line_s_end_stays_in_a_chinese_name() -> None:
    sheet = Sheet(1, 9)
    sheet.columns_of(Told(None, ("荷兰国王威廉-亚历山大来访。",)), 0, 1)
    assert "威廉-亚历山大" in text_of(read_pdf(sheet.finish(), "file.pdf"))


def test_character_drawn_twice_is_read_once() -> None:
    twice = b"BT /F1 12 Tf 72 720 Td (Bold) Tj 0.3 0 Td (Bold) Tj ET"
    assert text_of(read_pdf(one_page(stream(twice)), "file.pdf")) == "Bold"


@pytest.mark.parametrize("turn", [0, 180, 90])
def test_scan_is_read_by_recognition_and_says_so(turn: int) -> None:
    pytest.importorskip("rapidocr_onnxruntime")
    from PIL import Image

    drawn = pypdfium2.PdfDocument(printed(WORDS))[0].render(scale=3).to_pil()
    out = io.BytesIO()
    held = drawn.convert("L").rotate(turn, expand=True)
    Image.Image.save(held, out, format="PDF", resolution=216)
    page = read_pdf(out.getvalue(), "file.pdf")
    assert page.warnings == ("第1页为OCR识别，文字和数字可能有误",)
    assert page.recognized == (1,)
    assert "7.2万吨" in text_of(page)


def test_words_that_a_scanner_recognized_are_known_as_such() -> None:
    page = read_pdf(one_page(stream(UNSEEN)), "file.pdf")
    assert page.recognized == (1,)
    document = lay_out(Source("scan", "scan", "other", "file.pdf", ""), page)
    assert document == decode_document(encode_document(document))
    assert cite(document, document.sentences[0].span, 1).recognized
    assert f"⚠ {document.warnings[0]}" in document_to_text(document).plain
    row = SourceRow(document.source, articles=1, figures=2, warnings=document.warnings)
    assert f"⚠ {document.warnings[0]}" in row_to_html(row, ZH, may_change=False)


def test_reader_program_imports_nothing_of_ours() -> None:
    program = Path(__file__).parents[1] / "corpus" / "pdf" / "glyphs.py"
    assert "from corpus" not in program.read_text("utf-8")
