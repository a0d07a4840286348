"""Text that runs round a picture, printed as PDF: its paragraphs are read whole, its caption apart."""

from dataclasses import replace

import pytest
from PIL import Image

from corpus.documents import read_document
from corpus.pdf.columns import find_columns
from corpus.pdf.items import Block, Item
from corpus.pdf.lines import Line
from corpus.pdf.read_pdf import read_pdf
from corpus.pdf.runaround import run_round
from corpus.pdf.straddling import find_straddling
from corpus.pdf.text import Area
from tests.printed_pages import FEATURE, REPORT, Told
from tests.printed_pdfs import article_html, body_html, letters, page_html
from tests.printed_rows import FONT
from tests.printed_rows import TEXT as ROWS
from tests.printed_rows import Print as PrintedRows
from tests.served_page import needs_browser
from tests.test_pdf_designs import set_lines
from tests.test_pdf_pages import SOURCE, Print, print_pdf

__all__ = ["print_pdf"]

CAPTION = Told("", ("图为站里的工作人员在调试新到的收割机。",))
TEXT = replace(FEATURE, body=tuple(p for p in FEATURE.body if not p.startswith("#")))


def paragraphs_around(told: Told, picture: str, columns: int, behind: int) -> str:
    """An article with a picture in its text, behind so many of its paragraphs."""
    before, after = (
        body_html(replace(told, body=body)) for body in (told.body[:behind], told.body[behind:])
    )
    text = f"<div style='columns:{columns};column-gap:22px'>{before}{picture}{after}</div>"
    return f"<h2>{told.title}</h2>{text}"


@needs_browser
@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("captioned", [False, True])
@pytest.mark.parametrize(("columns", "behind"), [(1, 1), (2, 0), (2, 1), (3, 1)])
def test_text_round_a_picture_keeps_its_paragraphs(
    side: str, captioned: bool, columns: int, behind: int, print_pdf: Print
) -> None:
    place = f"float:{side};width:{300 // columns}px;margin:4px 9px;break-inside:avoid"
    caption = f"<figcaption>{CAPTION.body[0]}</figcaption>" if captioned else ""
    picture = f"<div style='height:{330 // columns}px;background:#bbb'></div>"
    figure = f"<figure style='{place}'>{picture}{caption}</figure>"
    page = page_html(paragraphs_around(TEXT, figure, columns, behind), article_html(REPORT, 3))
    read = {letters(one) for one in read_document(SOURCE, print_pdf(page)).text.split("\n")}
    printed = (*TEXT.body, *REPORT.body, *(CAPTION.body if captioned else ()))
    assert [one for one in printed if letters(one) not in read] == []


def lines(*printed: tuple[float, float, str]) -> list[Line]:
    """Lines of ten-point type, each from ``x0`` to ``x1``, one below the other."""
    return [
        Line(text, (), 1, x0, 16.0 * at, x1, 16.0 * at + 10, 10.0, False)
        for at, (x0, x1, text) in enumerate(printed)
    ]


def test_lines_that_end_at_a_picture_are_moved_to_the_columns_edge() -> None:
    column = lines(
        (20.0, 300.0, "十三座古桥今年全部修好，"),
        (0.0, 300.0, "其中六座在东浦，另外七座"),
        (0.0, 200.0, "在西浦。石匠说，最老的"),
        (0.0, 200.0, "一座有八百年，桥上的字"),
        (0.0, 150.0, "还认得出来。"),
    )
    moved = run_round(column, 0.0, 300.0, 16.0)
    assert [line.x1 for line in moved] == [300.0, 300.0, 300.0, 300.0, 250.0]


def test_lines_that_begin_at_a_picture_are_moved_to_the_columns_edge() -> None:
    column = lines(
        (0.0, 300.0, "其中六座在东浦，另外七座"),
        (120.0, 300.0, "在西浦。石匠说，最老的"),
        (100.0, 300.0, "一座有八百年，桥上的字"),
        (100.0, 200.0, "还认得出来。"),
        (20.0, 300.0, "石匠今年七十岁，带出徒弟"),
    )
    moved = run_round(column, 0.0, 300.0, 16.0)
    assert [line.x0 for line in moved] == [0.0, 20.0, 0.0, 0.0, 20.0]


@pytest.mark.parametrize(
    "texts",
    [
        ("白日依山尽，", "黄河入海流。", "欲穷千里目，", "更上一层楼。"),
        ("市教育委员会", "市科学委员会", "市卫生委员会", "市体育运动局"),
        ("电话：64085801", "传真：64085802", "电话：64085803", "传真：64085804"),
    ],
    ids=["a poem", "a list", "numbers"],
)
def test_short_lines_that_end_where_their_words_end_stay(texts: tuple[str, ...]) -> None:
    column = lines((0.0, 300.0, "十三座古桥今年全部修好，"), *((0.0, 60.0, t) for t in texts))
    assert run_round(column, 0.0, 300.0, 16.0) == column


def test_paragraphs_set_in_under_a_short_line_stay_apart() -> None:
    column = lines(
        (20.0, 120.0, "（1）收购的稻谷"),
        (20.0, 300.0, "合作社收购稻谷，按出苗率"),
        (0.0, 300.0, "给农户发补贴，每亩一百八"),
        (0.0, 100.0, "十元。"),
    )
    assert run_round(column, 0.0, 300.0, 16.0) == column


def straddled(*, narrower: bool) -> tuple[list[Item], list[Item]]:
    """Two columns and a picture over the gutter between them, in the middle of their height."""
    left = [*set_lines(0.0, 0.0, 6), *set_lines(0.0, 96.0, 4, chars=8 if narrower else 12)]
    left += set_lines(0.0, 160.0, 6)
    right = [*set_lines(140.0, 0.0, 6), *set_lines(180.0 if narrower else 140.0, 96.0, 4, chars=8)]
    right += set_lines(140.0, 160.0, 6)
    return left, right


def test_columns_go_on_past_a_picture_over_their_gutter() -> None:
    left, right = straddled(narrower=True)
    picture = Block(Area(90.0, 98.0, 172.0, 152.0), "picture")
    read = [
        row[0] for column in find_columns([*right, picture, *left], [], 10.0) for row in column.rows
    ]
    assert read == [*left, *right, picture]


def test_no_picture_stands_over_a_gutter_where_the_lines_are_whole() -> None:
    left, right = straddled(narrower=False)
    picture = Block(Area(118.0, 98.0, 132.0, 152.0), "picture")
    assert find_straddling([*left, *right, picture], [], 10.0) == []


def interrupted() -> tuple[list[Item], list[Item], list[Item], Block]:
    """Two columns that break off over a picture and go on under it, and one that runs past it."""
    left, right = ([*set_lines(x, 0.0, 3), *set_lines(x, 160.0, 6)] for x in (0.0, 140.0))
    return (
        left,
        right,
        [*set_lines(280.0, 0.0, 16)],
        Block(Area(0.0, 52.0, 262.0, 142.0), "picture"),
    )


def test_columns_that_break_off_over_a_picture_go_on_under_it_beside_one_that_runs_past() -> None:
    left, right, whole, picture = interrupted()
    columns = find_columns([*whole, *right, picture, *left], [], 10.0)
    assert [row[0] for column in columns for row in column.rows] == [*left, *right, *whole, picture]


def test_a_picture_over_all_columns_parts_what_stands_above_and_below() -> None:
    left, right, _, picture = interrupted()
    columns = find_columns([*right, picture, *left], [], 10.0)
    read = [row[0] for column in columns for row in column.rows]
    assert read == [*left[:3], *right[:3], picture, *left[3:], *right[3:]]


@pytest.mark.parametrize(
    ("line", "is_caption"),
    [("本报记者 林晓", False), ("本报记者 林晓 摄", True), ("图/林晓", True)],
)
def test_a_byline_set_small_under_a_picture_is_the_text_s(line: str, is_caption: bool) -> None:
    page = PrintedRows()
    page.canvas.drawInlineImage(Image.new("L", (9, 9)), 145, 600, 300, 150)
    page.canvas.setFont(FONT, 9)
    page.canvas.drawString(145, 587, line)
    page.y = 565
    for row, _ in ROWS:
        page.row(row, (145,), step=16)
    page.canvas.save()
    (text, *captions) = read_pdf(page.bytes.getvalue(), "picture.pdf").pieces
    apart = line.replace(" ", "") not in text.body[0].text.replace(" ", "")
    assert (apart, len(captions)) == (is_caption, is_caption)


@pytest.mark.parametrize("at_foot", [True, False])
def test_a_picture_at_the_foot_or_head_of_two_columns_parts_no_column_beside(at_foot: bool) -> None:
    y = 0.0 if at_foot else 160.0
    left, right = [*set_lines(0.0, y, 6)], [*set_lines(140.0, y, 6)]
    whole = [*set_lines(280.0, 0.0, 16)]
    top = 100.0 if at_foot else 0.0
    picture = Block(Area(0.0, top, 262.0, top + 150.0), "picture")
    columns = find_columns([*whole, *right, picture, *left], [], 10.0)
    assert [row[0] for column in columns for row in column.rows] == [*left, *right, *whole, picture]
