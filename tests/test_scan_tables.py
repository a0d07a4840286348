"""Tables of scans whose rules are faint, fade or are lost: no two rows are said as one."""

import io
from collections.abc import Sequence

import numpy
import pytest
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from corpus.pdf.faint_rules import find_faint_rules
from corpus.pdf.frames import take_frames
from corpus.pdf.image_rules import dark_pixels, find_rules
from corpus.pdf.lost_rules import find_lost_rules
from corpus.pdf.scans import read_seen
from corpus.pdf.seen import find_turn
from corpus.pdf.tables import say_table
from corpus.pdf.text import Area, PrintedPage
from tests.test_pdf_scans import SCALE, draw, print_of, seen_of, turned

PAPER = 242
ROWS = [
    ("港区", "完好率", "增长"),
    ("东港", "5.7%", "1.2%"),
    ("西港", "7.2%", "3.4%"),
    ("南港", "8.1%", "5.6%"),
    ("北港", "9.4%", "7.8%"),
    ("新港", "6.3%", "9.1%"),
]
SAID = [f"{name}：完好率{rate}；增长{more}。" for name, rate, more in ROWS[1:]]
HEIGHT = 24


def sheet(lost: Sequence[int] = (), grey: float = 0.8) -> bytes:
    """A ruled table; ``lost`` are the rows with no rule under them, ``grey`` is the rules' colour."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    canvas.setFont("STSong-Light", 10)
    for at in range(4):  # enough words to tell that the print is no junk
        canvas.drawString(
            60, 800 - 16 * at, "各港区上半年完好率和增长情况见下表，数字由港务局提供。"
        )
    canvas.setStrokeGray(grey)
    canvas.setLineWidth(0.4)
    ys = [700 - HEIGHT * at for at in range(len(ROWS) + 1)]
    for at, y in enumerate(ys):
        if at - 1 not in lost:
            canvas.line(60, y, 460, y)
    for x in (60, 220, 340, 460):
        canvas.line(x, ys[0], x, ys[-1])
    for row, cells in enumerate(ROWS):
        for column, cell in enumerate(cells):
            canvas.drawString((70, 250, 370)[column], 684 - HEIGHT * row, cell)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def scanned(data: bytes, turn: float = 0.0) -> tuple[PrintedPage, Image.Image]:
    """A page as it is, and its noisy image."""
    image = draw(data).rotate(-turn, Image.Resampling.BILINEAR, fillcolor=255)
    noise = numpy.random.default_rng(1).normal(0, 6, (image.size[1], image.size[0]))
    pixels = numpy.asarray(image) * (PAPER / 255) + noise
    return print_of(data), Image.fromarray(numpy.clip(pixels, 0, 255).astype(numpy.uint8))


def said(data: bytes, turn: float = 0.0) -> list[str]:
    page, image = scanned(data, turn)
    assert page.frame is not None
    lines = [turned(line, turn, image.size) for line in seen_of(page)]
    (table,) = take_frames(read_seen(lines, image, page, page.frame)).tables
    return ["".join(one.text.split()) for one in say_table(table).paragraphs]


@pytest.mark.parametrize("turn", [0.0, 1.0])
def test_table_of_faint_rules_is_read_row_by_row(turn: float) -> None:
    assert said(sheet(), turn) == SAID


@pytest.mark.parametrize("lost", [(1, 3), (1, 3, 4), (0, 1, 2, 3, 4)])
def test_rows_whose_rules_are_lost_are_parted(lost: tuple[int, ...]) -> None:
    assert said(sheet(lost)) == SAID


def test_turn_of_a_page_of_short_lines_is_told_by_its_ink() -> None:
    page, image = scanned(sheet(grey=0.0), 1.2)
    short = [line for line in seen_of(page) if len(line.text) < 8]
    lines = [turned(line, 1.2, image.size) for line in short]
    assert find_turn(lines) == 0
    assert find_turn(lines, dark_pixels(numpy.asarray(image))) == pytest.approx(1.2, abs=0.05)


def faint(image: numpy.ndarray, text: Sequence[Area] = ()) -> list[Area]:
    rules = find_rules(dark_pixels(image), text, 1 / SCALE)
    return find_faint_rules(image, rules, text, 1 / SCALE)


def paper(*, noise: float) -> numpy.ndarray:
    image = numpy.full((400, 400), PAPER, numpy.uint8)
    image[380:390, :40] = 20  # some ink
    grain = numpy.random.default_rng(2).normal(0, noise, image.shape)
    return numpy.clip(image + grain, 0, 255).astype(numpy.uint8)


def test_hairline_is_found_whole_and_noise_is_no_rule() -> None:
    image = paper(noise=8)
    assert faint(image) == []
    image[100:102, 50:350] -= 30
    (rule,) = faint(image)
    assert abs(rule.x0 - 50) < 8 and abs(rule.x1 - 350) < 8 and 98 <= rule.y0 < rule.y1 <= 104


def test_light_strokes_of_a_line_of_text_are_no_rule() -> None:
    image = paper(noise=2)
    image[100:102, 50:350] -= 30
    assert faint(image, [Area(40, 90, 360, 112)]) == []


def test_edge_of_a_picture_is_no_faint_rule() -> None:
    image = paper(noise=2)
    image[60:200, 60:340] = numpy.linspace(60, 160, 140, dtype=numpy.uint8)[:, None]
    image[120:122, 60:340] -= 25
    assert faint(image) == []


def test_rule_goes_on_to_the_next_upright_one_where_it_fades() -> None:
    image = paper(noise=8)
    image[60:260, 49:51] = image[60:260, 199:201] = image[60:260, 349:351] = 40
    image[100:102, 50:200] -= 40
    image[100:102, 200:350] -= 12
    across = [rule for rule in faint(image) if rule.width > rule.height]
    assert [(round(rule.x0 / 10), round(rule.x1 / 10)) for rule in across] == [(5, 35)]


def line(x: float, y: float) -> Area:
    return Area(x, y - 10, x + 60, y + 10)


def lost(ys: Sequence[float], lines: Sequence[Area], values: Sequence[Area] = ()) -> list[Area]:
    across = [Area(0, y, 300, y + 1) for y in ys]
    down = [Area(x, 0, x + 1, ys[-1]) for x in (0, 100, 200, 300)]
    return find_lost_rules([*across, *down], lines, values, 0.4)


def test_cell_of_two_lines_is_no_two_rows() -> None:
    rows = [line(x, y) for y in (20, 60, 145) for x in (10, 110)]
    wrapped = [line(x, y) for y in (90, 116) for x in (10, 110)]
    assert lost((0, 40, 80, 126, 166), [*rows, *wrapped]) == []


def test_two_rows_without_a_name_of_their_own_are_left_as_they_are() -> None:
    rows = [line(x, y) for y in (20, 60, 180) for x in (10, 110)]
    values = [line(10, 120), line(110, 100), line(110, 140)]
    assert lost((0, 40, 80, 160, 200), [*rows, *values]) == []
    named = [line(10, 100), line(10, 140), line(110, 100), line(110, 140)]
    (rule,) = lost((0, 40, 80, 160, 200), [*rows, *named])
    assert (rule.x0, rule.x1, round(rule.y0)) == (0, 300, 120)


def test_one_row_tells_how_high_rows_are_where_all_have_values() -> None:
    head = [line(10, 20), line(110, 20)]
    names, values = [line(10, 60), line(10, 100)], [line(110, 60), line(110, 100)]
    assert lost((0, 40, 120), [*head, *names, *values]) == []
    (rule,) = lost((0, 40, 120), [*head, *names, *values], values)
    assert round(rule.y0) == 80
