"""What a PDF's pages have beside their text: running heads, folios, stamps."""

import pytest
from PIL import Image

from corpus.pdf.read_pdf import read_pdf
from tests.printed_rows import FONT, HEADS, PROSE, SAID, TEXT, Print


def test_name_of_a_table_at_a_page_s_top_is_no_page_head() -> None:
    page = Print()
    for n in range(20):
        page.row((f"{n}号地块今年种的都是海水稻，收成比去年好。",))
    page.turn()
    page.y = 790
    page.row(("表2：各县产量",))
    page.grid([HEADS, ("东浦", "132", "45"), ("西浦", "98", "30")])
    assert page.lines()[-3:] == ["表2：各县产量", *SAID]


def test_running_heads_that_hold_the_folio_are_left_out() -> None:
    page = Print()
    for head in ("12 第一篇 海水稻", "第二章 荒滩 13"):
        page.y = 800
        page.row((head,))
        page.y = 700
        for n in range(9):
            page.row((f"{n}号地块今年种的都是海水稻，收成比去年好。",))
        page.turn()
    assert "篇" not in "".join(lines := page.lines()) and "13" not in "".join(lines)


def test_a_sentence_that_ends_alike_on_far_pages_is_kept() -> None:
    page = Print()
    for n in range(12):
        page.y = 800
        page.row(("改成稻田。" if n in (1, 5, 11) else PROSE[n : n + 20],))
        page.turn()
    assert "".join(page.lines()).count("改成稻田。") == 3


def test_a_chapter_s_heading_is_no_running_head() -> None:
    page = Print()
    for n in range(4):
        page.y = 800
        page.row(("第一章 荒滩",))
        page.y = 770
        if not n:
            page.canvas.setFont(FONT, 18)
            page.canvas.drawString(240, page.y, "第一章 荒滩")
            page.y -= 40
        page.row((f"{n}号地块今年种的都是海水稻，收成比去年好。",))
        page.turn()
    page.canvas.save()
    read = read_pdf(page.bytes.getvalue(), "chapter.pdf")
    assert [piece.title and piece.title.text for piece in read.pieces] == ["第一章 荒滩"]
    assert "第一章" not in "".join(one.text for one in read.pieces[0].body)


def test_folios_over_a_wide_margin_are_left_out() -> None:
    page = Print()
    for folio in (7, 8, 9):
        for n in range(30):
            page.row((f"{n}号地块今年种的都是海水稻，收成比去年好。",), step=20)
        page.canvas.drawString(250, 842 - 720, str(folio))
        page.turn()
    text = page.lines()
    assert not {"7", "8", "9"} & set(text) and len("".join(text)) > 3 * 30 * 18


@pytest.mark.parametrize(
    ("stamp", "kept"),
    [
        ("Received 24 Feb 2031", False),
        ("Rice that grows by the sea was sown on all our fields", True),
    ],
)
def test_a_stamp_turned_in_the_margin_is_left_out_but_no_text(stamp: str, kept: bool) -> None:
    page = Print()
    page.canvas.saveState()
    page.canvas.rotate(90)
    page.canvas.setFont("Helvetica", 16)
    page.canvas.drawString(300, -40, stamp)
    page.canvas.restoreState()
    for n in range(30):
        page.row((f"{n}号地块今年种的都是海水稻，收成比去年好。",), step=16)
    letters = sorted(c for c in "".join(page.lines()) if c.isascii() and c.isalpha())
    assert letters == (sorted(stamp.replace(" ", "")) if kept else [])


def test_a_caption_takes_no_text_along_that_stands_under_it() -> None:
    page = Print()
    page.canvas.drawInlineImage(Image.new("L", (9, 9)), 150, 600, 200, 150)
    page.y = 580
    page.row(("图1改造以前的荒滩",), (200,), step=16)
    for row, _ in TEXT:
        page.row(row, (145,), step=16)
    page.canvas.save()
    read = read_pdf(page.bytes.getvalue(), "picture.pdf")
    assert [[one.text for one in piece.body] for piece in read.pieces] == [
        [PROSE],
        ["图1改造以前的荒滩"],
    ]


@pytest.mark.parametrize("dot", ["·", "—"])
def test_lines_of_the_contents_stand_alone_without_their_dots(dot: str) -> None:
    page = Print()
    page.row(("关于荒滩改造的研究",), (200,), step=40)
    for at, (title, folio) in enumerate((("荒滩", 1), ("淡水", 12), ("海水稻的收成", 13))):
        page.row((f"{at + 1}.1 {title}", str(folio)), (80, 500))
        for x in range(120 + 11 * len(title), 480, 12):
            page.canvas.drawString(x, page.y + 20, dot)
    page.row(("荒滩改造是南浦市这几年花力气最大的一件事。",))
    assert page.lines()[-4:-1] == ["1.1荒滩…1", "2.1淡水…12", "3.1海水稻的收成…13"]


def test_words_along_the_edge_where_a_page_is_bound_are_left_out() -> None:
    page = Print()
    for at, word in enumerate("|||装|||订|||线|||"):
        page.canvas.setFont(FONT, 9)
        page.canvas.drawString(40, 700 - 40 * at, word)
    for row, step in TEXT:
        page.row(row, step=step)
    assert page.lines() == [PROSE]


def test_words_drawn_again_a_little_beside_as_their_shadow_are_read_once() -> None:
    page = Print()
    for x, y in ((85, 760), (90, 759)):
        page.canvas.setFont(FONT, 14)
        page.canvas.drawString(x, y, "荒滩改造办法")
    page.y = 700
    for row, step in TEXT:
        page.row(row, step=step)
    page.canvas.save()
    read = read_pdf(page.bytes.getvalue(), "shadow.pdf")
    assert [piece.title and piece.title.text for piece in read.pieces] == ["荒滩改造办法"]
