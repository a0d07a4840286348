"""Scanned pages, from what recognition tells of their lines to the page that is read.

What is recognized is told here by the print itself: the characters of a PDF's lines, their places
as coarse as the network tells them, and the drawn page. So all but the network is tested where the
extra is not installed; ``tests/test_pdf_files.py`` reads a scan with it.
"""

import io
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import numpy
import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import YoujuError
from corpus.pdf.cells import Table
from corpus.pdf.entries import TableWriter
from corpus.pdf.frames import take_frames
from corpus.pdf.image_rules import dark_pixels, find_rules
from corpus.pdf.lines import Stroke, find_strokes
from corpus.pdf.ocr import SeenLine, record_to_line
from corpus.pdf.read_pdf import read_lines, read_pdf
from corpus.pdf.scans import QUARTERS, is_upright, read_seen
from corpus.pdf.seen import find_turn, place_characters, turn_point
from corpus.pdf.text import Area, Frame, PrintedPage, read_pages
from tests.pdf_sheets import BY_SHEET

SCALE = 2.5
STEP = 6  # of a character: so coarse are the places that the network tells


def draw(data: bytes) -> Image.Image:
    return pypdfium2.PdfDocument(data)[0].render(scale=SCALE).to_pil().convert("L")


def print_of(data: bytes) -> PrintedPage:
    return next(read_pages(data, "file.pdf"))


def seen_of(page: PrintedPage, *, across: bool = False) -> list[SeenLine]:
    """Tell a page's lines as recognition would; ``across`` joins what stands on one height."""
    strokes = sorted(find_strokes(page.glyphs, 1), key=lambda s: (round(s.middle), s.x0))
    rows = [list(row) for _, row in groupby(strokes, lambda s: round(s.middle))]
    parts = rows if across else [[stroke] for stroke in strokes]
    return [line_of(part) for part in parts]


def line_of(strokes: Sequence[Stroke]) -> SeenLine:
    glyphs = [glyph for stroke in strokes for glyph in stroke.glyphs]
    x0, x1 = glyphs[0].x0 * SCALE - 3, glyphs[-1].x1 * SCALE + 3
    y0, y1 = strokes[0].y0 * SCALE - 2, strokes[0].y1 * SCALE + 2
    step = strokes[0].em * SCALE / STEP
    middles = [(round(((g.x0 + g.x1) / 2 * SCALE - x0) / step) * step) / (x1 - x0) for g in glyphs]
    text = "".join(glyph.text for glyph in glyphs)
    return SeenLine(text, 0.99, ((x0, y0), (x1, y0), (x1, y1), (x0, y1)), tuple(middles))


def turned(line: SeenLine, by: float, size: tuple[int, int]) -> SeenLine:
    a, b, c, d = (turn_point(corner, by, size) for corner in line.corners)
    return replace(line, corners=(a, b, c, d))


def text_of(page: PrintedPage) -> list[str]:
    columns = read_lines(page, TableWriter()).columns
    texts = (entry.text for column in columns for entry in column.entries)
    return ["".join(text.split()) for text in texts]  # a narrow blank is not seen


@pytest.mark.parametrize("across", [False, True])
@pytest.mark.parametrize("turn", [0.0, -1.5])
@pytest.mark.parametrize("sheet", ["two columns", "three columns"])
def test_scan_reads_in_the_order_of_the_print(sheet: str, turn: float, across: bool) -> None:
    data = BY_SHEET[sheet][1]()
    page, image = print_of(data), draw(data)
    lines = [turned(line, turn, image.size) for line in seen_of(page, across=across)]
    askew = image.rotate(-turn, Image.Resampling.BILINEAR, fillcolor=255)
    assert page.frame is not None
    assert abs(find_turn(lines) - turn) < 0.1
    assert text_of(read_seen(lines, askew, page, page.frame)) == text_of(page)


@pytest.mark.parametrize("quarter", [1, 2, 3])
@pytest.mark.parametrize("turn", [0.0, 1.0])
def test_boxes_lie_on_the_print_however_the_page_is_held(quarter: int, turn: float) -> None:
    data = BY_SHEET["two columns"][1]()
    page, image = print_of(data), draw(data)
    assert page.frame is not None
    # The page as it lies in the file is turned back by quarters: upright is its image turned on.
    lain = Frame([0.0, 0.0, *image.transpose(QUARTERS[quarter]).size], 0)
    held = Frame([edge / SCALE for edge in lain.box], quarter)
    lines = [turned(line, turn, image.size) for line in seen_of(page)]
    askew = image.rotate(-turn, Image.Resampling.BILINEAR, fillcolor=255)
    seen = read_seen(lines, askew, page, held)
    assert (round(seen.width), round(seen.height)) == (round(page.width), round(page.height))
    places = {(glyph.text, round(glyph.x0), round(glyph.y0)) for glyph in seen.glyphs}
    assert len(places) == len(seen.glyphs)
    for glyph in seen.glyphs:
        shown = held.area(list(glyph.box))
        x, y = (shown.x0 + shown.x1) / 2, (shown.y0 + shown.y1) / 2
        x, y = turn_point((x * SCALE, y * SCALE), -turn, image.size)
        assert abs(x / SCALE - (glyph.x0 + glyph.x1) / 2) < 1
        assert abs(y / SCALE - glyph.middle) < 1


def test_ruled_table_of_a_scan_is_read_with_its_heads() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    canvas.setFont("STSong-Light", 10)
    rows = [
        ("指标", "2029年", "2030年"),
        ("产量（万吨）", "4.9", "7.2"),
        ("企业（家）", "41", "63"),
    ]
    canvas.grid([60, 220, 340, 460], [700, 676, 652, 628])
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            canvas.drawString((70, 250, 370)[column], 684 - 24 * row, cell)
    canvas.showPage()
    canvas.save()
    page, image = print_of(out.getvalue()), draw(out.getvalue())
    assert page.frame is not None
    seen = read_seen(seen_of(page), image, page, page.frame)
    tables: tuple[Table, ...] = take_frames(seen).tables
    assert [(table.rows, table.columns) for table in tables] == [(3, 3)]
    assert text_of(seen) == text_of(page)


def test_what_the_library_records_is_read() -> None:
    corners = [[115.3, 293.2], [725.9, 293.2], [725.9, 324.1], [115.3, 324.1]]
    places = [[[x, 293], [x + 25, 293], [x + 25, 324], [x, 324]] for x in (115, 140, 691)]
    line = record_to_line((corners, "占比物", 0.95, places, ["占", "比", "物"], [1.0, 1.0, 0.9]))
    assert (line.text, line.sure, line.tall) == ("占比物", 0.95, False)
    assert [round(x, 2) for x in line.middles] == [0.02, 0.06, 0.96]
    upright = [[10, 10], [30, 10], [30, 130], [10, 130]]
    line = record_to_line((upright, "海水稻", 0.9, [], [], []))
    assert line.tall and line.length == 120 and line.height == 20
    assert [round(x, 2) for x in line.middles] == [0.17, 0.5, 0.83]


def line(text: str, *middles: float, sure: float = 0.99, y: float = 0.0) -> SeenLine:
    """A line whose characters stand at these pixels; its type is 20 pixels large."""
    end = middles[-1] + 12
    corners = ((0.0, y), (end, y), (end, y + 24), (0.0, y + 24))
    return SeenLine(text, sure, corners, tuple(x / end for x in middles))


def placed(seen: SeenLine, *strokes: tuple[int, int]) -> str:
    """Read a line over a page with these strokes, from and to, in pixels; | is white."""
    dark = numpy.zeros((40, 400), bool)
    for start, end in strokes:
        dark[11:13, start:end] = True
    chars = place_characters([seen, line("与其他各行一样大", *range(12, 172, 20))], dark)
    chars = chars[: len(chars) - 8]
    told = chars[0].text
    for before, after in zip(chars, chars[1:], strict=False):
        told += ("|" if after.area.x0 - before.area.x1 > 3 else "") + after.text
    return told


@pytest.mark.parametrize(
    ("seen", "strokes", "reads"),
    [
        (line("论坛一耐盐", 12, 32, 60, 92, 112), [(44, 78)], "论坛——耐盐"),
        (line("论坛—耐盐", 12, 32, 60, 92, 112), [(44, 78)], "论坛——耐盐"),
        (line("论坛-一耐盐", 12, 32, 52, 72, 92, 112), [(44, 79)], "论坛——耐盐"),
        (line("论坛耐盐", 12, 32, 92, 112), [(44, 78)], "论坛——耐盐"),
        (line("第一条", 12, 32, 52), [(24, 40)], "第一条"),
        (line("占比…这是", 12, 32, 54, 92, 112), [], "占比……这是"),
        (line("生态呈钟上", 12, 32, 52, 112, 132), [(2, 60), (104, 140)], "生态呈|钟上"),
        (line("生态呈钟上", 12, 32, 52, 72, 92), [(2, 60), (74, 100)], "生态呈钟上"),
        (line("BlueHarvest", *range(12, 52, 10), *range(59, 129, 10)), [(8, 46), (55, 130)],
         "Blue|Harvest"),
        (line("BlueHarvest", *range(12, 52, 10), *range(59, 129, 10)), [(8, 130)], "BlueHarvest"),
    ],
)  # fmt: skip
def test_ink_tells_dashes_and_white(
    seen: SeenLine, strokes: list[tuple[int, int]], reads: str
) -> None:
    assert placed(seen, *strokes) == reads


@pytest.mark.parametrize(
    ("seen", "reads"),
    [
        ("面积 (万亩)", "面积（万亩）"),
        ("增长 (%)", "增长（%）"),
        ("（3)物", "（3）物"),
        ("他说:好,1,260吨", "他说：好，1,260吨"),
        ("f(x), y", "f(x),y"),
    ],
)
def test_marks_beside_ideographs_are_full_width(seen: str, reads: str) -> None:
    told = line(seen, *(12 + 20 * at for at in range(len(seen))))
    assert placed(told).replace("|", "") == reads


def test_line_of_thicker_strokes_is_bold() -> None:
    dark = numpy.zeros((120, 200), bool)
    dark[::3, :] = True
    dark[30:60, ::2] = True
    lines = [line("荒滩改造以后", *range(12, 132, 20), y=30 * at) for at in range(4)]
    assert [char.bold for char in place_characters(lines, dark)[::6]] == [False, True, False, False]


def test_size_of_type_is_told_by_steps_and_height() -> None:
    even = [line("荒滩改造以后", *range(12, 132, 20), y=30.0 * at) for at in range(4)]
    spaced = line("荒滩改造以后", *range(14, 146, 22), y=120)  # a justified line
    large = line("荒滩改造以后", *range(22, 202, 30), y=150)
    (ax, ay), (bx, _), _, _ = large.corners
    large = replace(large, corners=((ax, ay), (bx, ay), (bx, ay + 36), (ax, ay + 36)))
    chars = place_characters([*even, spaced, large], numpy.zeros((200, 240), bool))
    assert [round(char.em, 1) for char in chars[::6]] == [20.0] * 5 + [30.0]


def test_lines_of_two_sizes_or_steps_have_a_size() -> None:
    uneven = line("荒滩改造以", 12, 32, 52, 112, 172)
    [half, *_] = place_characters([uneven], numpy.zeros((40, 240), bool))
    assert half.em == 20
    large = replace(
        line("荒滩改造以", *range(32, 232, 40)), corners=((0, 50), (244, 50), (244, 98), (0, 98))
    )
    chars = place_characters(
        [line("荒滩改造以", *range(12, 112, 20)), large], numpy.zeros((120, 260), bool)
    )
    assert [round(char.em) for char in chars[::5]] == [20, 40]
    assert not place_characters([], numpy.zeros((120, 260), bool))


def test_pages_that_lie_on_a_side_or_head_are_told() -> None:
    level = line("荒滩改造以后", *range(12, 132, 20))
    assert is_upright([level, level])
    assert not is_upright([])
    assert not is_upright([replace(level, sure=0.7)] * 2)  # upside down little is seen surely
    assert not is_upright([level, replace(level, tall=True), replace(level, tall=True)])


def test_rules_of_an_image_are_long_thin_and_free() -> None:
    image = numpy.full((400, 400), 255, numpy.uint8)
    image[50:52, 20:380] = 0  # a rule
    image[60:390, 100:102] = 0  # one upright
    image[200:260, 150:380] = numpy.random.default_rng(1).integers(0, 255, (60, 230))  # a picture
    image[320:322, 200:300] = 0  # the stroke of a headline's character
    image[350:353, 200:230] = 0  # too short
    rules = find_rules(dark_pixels(image), [Area(190, 300, 380, 340)], 1 / SCALE)
    assert rules == [Area(20, 50, 380, 52), Area(100, 60, 102, 390)]


def pictured(out: io.BytesIO, folio: str) -> Canvas:
    """A page that is a picture but for a line under it."""
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    canvas.drawImage(ImageReader(Image.new("L", (200, 280), 128)), 20, 60, 555, 760)
    canvas.drawString(280, 30, folio)
    canvas.showPage()
    return canvas


def test_pictures_with_nothing_but_folios_are_a_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.pdf.read_pdf.can_recognize", lambda: False)
    out = io.BytesIO()
    pictured(out, "- 12 -").save()
    with pytest.raises(YoujuError, match="'file.pdf' is a scan: .* youju\\[ocr\\]"):
        read_pdf(out.getvalue(), "file.pdf")


def test_picture_with_a_folio_on_it_says_that_it_was_not_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("corpus.pdf.read_pdf.can_recognize", lambda: False)
    out = io.BytesIO()
    canvas = pictured(out, "Report 2030")
    canvas.drawString(
        60, 700, "Plain words of a page that has a text of its own, forty letters long"
    )
    canvas.showPage()
    canvas.save()
    page = read_pdf(out.getvalue(), "file.pdf")
    assert page.warnings == ("第1页几乎全是图像，图像中的文字没有读",)
    assert page.recognized == ()
