"""What designers do with headlines, decks, quotes and briefs, printed as PDF and read back."""

import io
from dataclasses import replace

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.documents import read_document
from corpus.pdf_lines import find_strokes
from corpus.pdf_text import Glyph, read_pages
from tests.pdf_layouts import HEAD, RULE, STORY, grid
from tests.pdf_sheets import AFTER, FIGURES
from tests.printed_pages import BOOK, FEATURE, REPORT, TRENDS, Told
from tests.printed_pdfs import article_html, body_html, page_html
from tests.served_page import needs_browser
from tests.test_pdf_pages import SOURCE, Print, check, print_pdf

__all__ = ["print_pdf"]

PLAIN = Told(STORY.title, tuple(p for p in FEATURE.body if not p.startswith("#")))
DIV = "<div style='text-align:center;{}'>{}</div>"


def columns(told: Told, count: int, inside: str = "") -> str:
    body = body_html(replace(told, title=""))
    return f"<div style='columns:{count};column-gap:22px'>{body}{inside}</div>"


@needs_browser
def test_a_byline_alone_stands_over_all_columns_though_one_begins_with_large_words(
    print_pdf: Print,
) -> None:
    quote = DIV.format("background:#426;color:#fff;font-size:18px;break-before:column", "种子下海")
    title = f"<h2>{PLAIN.title}</h2>{DIV.format('', '本报记者 何青竹')}"
    after = "".join(f"<p>{p}</p>" for p in PLAIN.body[-2:])
    first = replace(PLAIN, body=PLAIN.body[:-2])
    document = read_document(
        SOURCE, print_pdf(page_html(HEAD, title, columns(first, 3, quote + after)))
    )
    check(document, (PLAIN,))


@needs_browser
def test_a_centered_deck_is_beside_no_headline(print_pdf: Print) -> None:
    deck = DIV.format("font-size:16px", "八千亩滩涂变良田　四千户渔民添收入")
    over = f"<h2 style='font-size:40px'>{PLAIN.title}</h2>{deck}"
    body = grid("3fr 1fr", columns(PLAIN, 3), article_html(BOOK))
    check(read_document(SOURCE, print_pdf(page_html(HEAD, over, body))), (PLAIN, BOOK))


@needs_browser
def test_a_headline_with_its_own_writer_begins_an_article(print_pdf: Print) -> None:
    told = Told("滩涂上的账本", FEATURE.body[1:3])
    writer = DIV.format("font:13px Noto Sans CJK SC", "本报记者 何青竹")
    side = f"<div><h2 style='font-size:20px'>{told.title}</h2>{writer}{body_html(told)}</div>"
    main = replace(PLAIN, body=(FEATURE.body[0], *FEATURE.body[4:7]))
    main = replace(main, body=tuple(p for p in main.body if not p.startswith("#")))
    over = f"<h2 style='font-size:40px'>{main.title}</h2>"
    body = grid("3fr 1fr", columns(main, 3), side)
    check(read_document(SOURCE, print_pdf(page_html(HEAD, over, body))), (main, told))


@needs_browser
def test_a_headline_at_a_texts_second_half_is_its_own(print_pdf: Print) -> None:
    text = PLAIN.body[0]
    half = 73  # characters fill two lines
    head = f"<h2>{PLAIN.title}</h2>"
    first = f"<p style='text-align-last:justify'>{text[:half]}</p>"
    rest = "".join(f"<p>{p}</p>" for p in PLAIN.body[1:])
    right = f"<div>{head}<p style='text-indent:0'>{text[half:]}</p>{rest}</div>"
    html = page_html(HEAD, grid("1fr 1fr", f"<div>{first}</div>", right), RULE, article_html(BOOK))
    check(read_document(SOURCE, print_pdf(html)), (PLAIN, BOOK))


@needs_browser
def test_news_in_brief_may_be_signed(print_pdf: Print) -> None:
    items = tuple(Told(t.title, (f"{t.body[0]}（何青竹）",)) for t in (AFTER, FIGURES, BOOK))
    box = "".join(f"<h4>{t.title}</h4>{body_html(t)}" for t in items)
    html = page_html(
        HEAD,
        grid("1fr 2fr", f"<div class=box><h3>滩涂短波</h3>{box}</div>", article_html(STORY, 2)),
    )
    check(read_document(SOURCE, print_pdf(html)), (STORY, *items))


@needs_browser
def test_a_masthead_heads_no_article(print_pdf: Print) -> None:
    day = DIV.format("font:12px Noto Sans CJK SC", "2031年5月8日　星期四　第11862期　今日8版")
    html = page_html(f"<h1 style='font-size:80px'>南浦日报</h1>{day}", article_html(TRENDS, 3))
    check(read_document(SOURCE, print_pdf(html)), (TRENDS,))


@needs_browser
def test_a_bold_subhead_stands_out_beside_another_columns_text(print_pdf: Print) -> None:
    text = "".join(f"<p>{p}</p>" for p in REPORT.body[:3])
    subhead = (
        "<p style='font-weight:bold;font-family:Noto Sans CJK SC;text-indent:0'>先把路修通</p>"
    )
    one, two = f"<div>{text * 2}</div>", f"<div>{text}{subhead}{text}</div>"
    document = read_document(
        SOURCE, print_pdf(page_html(HEAD, f"<h2>{REPORT.title}</h2>", grid("1fr 1fr", one, two)))
    )
    heads = [s.span.cut(document.text) for s in document.sentences if s.heading]
    assert "先把路修通" in heads


def glyph(text: str, x: float, y: float, em: float) -> Glyph:
    return Glyph(text, (0.0, 0.0, 1.0, 1.0), x, y, x + em, y + em, em, bold=False, spaced=False)


@pytest.mark.parametrize("lines", [("老厂房变冰雪馆", "南方孩子学滑冰"), ("种子下海记", "新生")])
def test_an_upright_headline_may_be_drawn_across_its_lines(lines: tuple[str, str]) -> None:
    right, left = lines
    rows: list[Glyph] = []
    for at in range(len(right)):
        rows += [glyph(left[at], 0.0, 17.0 * at, 15.0)] if at < len(left) else []
        rows.append(glyph(right[at], 19.0, 17.0 * at, 15.0))
    text = [glyph("文", 60.0 + 10 * x, 12.0 * y, 10.0) for y in range(10) for x in range(12)]
    upright = [stroke for stroke in find_strokes([*rows, *text], 1) if stroke.vertical]
    assert [stroke.text for stroke in upright] == [right + left]


def test_a_picture_ends_where_it_is_cut_off() -> None:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(400, 400), invariant=1)
    path = canvas.beginPath()
    path.rect(100, 150, 200, 50)
    canvas.clipPath(path, stroke=0)
    canvas.drawImage(ImageReader(io.BytesIO(PIXEL)), 100, 100, 200, 200)
    canvas.save()
    (picture,) = next(iter(read_pages(data.getvalue(), "page.pdf"))).pictures
    assert (picture.x0, picture.y0, picture.x1, picture.y1) == (100, 200, 300, 250)


PIXEL = b"P6 2 2 255\n" + bytes(12)  # a PPM image
