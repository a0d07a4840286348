"""The source view: printed lines, their numbers, the quoted words, and nothing but text."""

import html
import re
from dataclasses import replace

import pytest

from corpus import document_from_text
from corpus.records import Article, Document, PrintedRun, Sentence, Source, Span, Speaker
from ui.page.source_view import (
    MAX_ROWS,
    address_to_html,
    article_at,
    escape,
    measure,
    rows_of,
    source_to_html,
)
from ui.words import EN, ZH

TEXT = (
    "全市孵化器大会\n开年第一会\n“全市已有 12家孵化器，\n今年再建3家。”李明表示。\n新区同日开园。"
)
HEADLINE = Span(TEXT.index("开年"), TEXT.index("\n“"))
BODY = Span(TEXT.index("“"), TEXT.index("\n新区"))
SECOND = Span(TEXT.index("新区"), len(TEXT))
QUOTE = Span(TEXT.index("12家"), TEXT.index("12家") + len("12家孵化器，"))


def page(**changes: object) -> Document:
    """A page of two articles; the first one's headline was printed on line 30, after its body."""
    source = Source(
        "page", "全市孵化器大会", "news", "page.txt", "0", publisher="日报", date="2024-04-25"
    )
    lines = {"全市孵": 1, "开年": 30, "“全市已": 3, "孵化器，\n今": 5, "今年": 7, "新区": 20}
    document = Document(
        source,
        TEXT,
        runs=tuple(PrintedRun(TEXT.index(words), line) for words, line in lines.items()),
        articles=(Article("page#1", BODY, "开年第一会", HEADLINE), Article("page#2", SECOND)),
        sentences=(
            Sentence(Span(0, 7), 0, heading=True),
            Sentence(HEADLINE, 1, heading=True),
            Sentence(BODY, 2, Speaker("李明", "市科委主任")),
            Sentence(SECOND, 4),
        ),
    )
    return replace(document, **changes)


def printed_lines(view: str) -> list[tuple[str, str]]:
    rows = re.findall(
        r'yj-line" aria-hidden="true">(.*?)</span><span class="yj-text">(.*?)</span>', view
    )
    return [(number, html.unescape(re.sub("<[^>]*>", "", text))) for number, text in rows]


def marked(view: str) -> str:
    return html.unescape("".join(re.findall("<mark>(.*?)</mark>", view)))


def test_article_is_shown_line_by_line_as_printed():
    assert printed_lines(source_to_html(page(), QUOTE, ZH)) == [
        ("30", "开年第一会"),
        ("3", "“全市已有 12家"),
        ("5", "孵化器，"),
        ("7", "今年再建3家。”李明表示。"),
    ]


@pytest.mark.parametrize(
    ("lines", "ends"),
    [
        (["长" * 40, "长" * 40, "短" * 8, "长" * 40], [False, False, True, False]),
        (["长" * 22, "短" * 8, "长" * 22, "长" * 22], [False, True, False, False]),
        (["短" * 8, "短" * 4, "短" * 8], [False, False, False]),
    ],
)
def test_short_line_among_flowing_ones_ends_as_printed(lines: list[str], ends: list[bool]):
    starts = [sum(map(len, lines[:n])) for n in range(len(lines))]
    document = page(
        text="".join(lines),
        runs=tuple(PrintedRun(start, n) for n, start in enumerate(starts, 1)),
        articles=(),
        sentences=(),
    )
    view = source_to_html(document, Span(0, 0), ZH)
    assert ["yj-ends" in row for row in re.findall('class="(yj-row[^"]*)"', view)] == ends


def test_quoted_words_are_marked_across_lines_and_nothing_else():
    assert marked(source_to_html(page(), QUOTE, ZH)) == QUOTE.cut(TEXT) == "12家孵化器，"


def test_head_names_headline_page_speaker_publisher_and_lines():
    view = source_to_html(page(), QUOTE, ZH)
    assert '<h2 tabindex="-1">开年第一会</h2>' in view
    assert '<p class="yj-from">全市孵化器大会</p>' in view
    assert "<dt>讲话人</dt><dd>李明，市科委主任</dd>" in view
    assert "<dt>发布</dt><dd>日报</dd>" in view
    assert "引文在第 3–5 行" in view
    told = replace(page(), source=replace(page().source, path="a.docx"))
    assert "引文在第 3–5 段" in source_to_html(told, QUOTE, ZH)


def test_article_without_headline_is_shown_under_the_title_of_its_source():
    view = source_to_html(page(), SECOND, ZH)
    assert '<h2 tabindex="-1">全市孵化器大会</h2>' in view
    assert printed_lines(view) == [("20", "新区同日开园。")]
    assert "讲话人" not in view


def test_words_of_no_article_are_shown_in_the_whole_document():
    view = source_to_html(page(), Span(0, 7), ZH)
    assert article_at(page(), Span(0, 7)) is None
    assert [number for number, _ in printed_lines(view)] == ["1", "30", "3", "5", "7", "20"]


def test_first_row_of_each_page_says_which_it_begins():
    runs = tuple(PrintedRun(n * 4, None, page=number) for n, number in enumerate((1, 1, 2)))
    view = source_to_html(
        page(text="一二三四" * 3, runs=runs, articles=(), sentences=()), Span(0, 0), ZH
    )
    assert re.findall('data-page="([0-9]+)"', view) == ["1", "2"]


def test_card_carries_its_badge_in_both_languages():
    card = document_from_text(
        Source("card", "方案", "card", "card.md", "0", number="京科发〔2022〕19号"),
        "方案",
        "建成20家。",
    )
    for words in (ZH, EN):
        view = source_to_html(card, Span(card.text.index("20家"), len(card.text)), words)
        assert "资料卡（非原文）" in view
        assert words["card_note"] in view
        assert "京科发〔2022〕19号" in view


def test_pages_are_named_where_lines_have_no_number():
    runs = (PrintedRun(0, None, 4), PrintedRun(TEXT.index("今年"), None, 5))
    view = source_to_html(page(runs=runs, articles=()), QUOTE, EN)
    assert [number for number, _ in printed_lines(view) if number] == ["p. 4", "p. 5"]
    assert "Quoted from page 4" in view


def test_markup_in_a_source_is_text():
    text = '<script>alert(1)</script> "&" <b>'
    document = document_from_text(Source("x", text, "other", "x.txt", "0", url=text), text, text)
    view = source_to_html(document, Span(0, len(document.text)), ZH)
    assert "<script" not in view
    assert "<b>" not in view
    assert html.unescape(marked(view)).count("alert(1)") >= 1


def test_rows_join_to_the_text_they_came_from():
    document = page()
    rows = list(rows_of(document, Span(0, len(TEXT))))
    assert "".join(row.span.cut(TEXT) for row in rows) == TEXT.replace("\n", "")
    assert [row.paragraph for row in rows] == [0, 1, 2, 2, 3, 4]


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://a.cn/b?c=1&d=2 （原文）", '<a href="https://a.cn/b?c=1&amp;d=2"'),
        ("人民日报 2023-07-25", None),
        ("javascript:alert(1)", None),
        ('https://a.cn/"onclick="x', '<a href="https://a.cn/"'),
    ],
)
def test_only_web_addresses_become_links(address: str, link: str | None):
    shown = address_to_html(address)
    assert html.unescape(re.sub("<a [^>]*>|</a>", "", shown)) == address
    assert (link in shown) if link else ("<a" not in shown)


@pytest.mark.parametrize(("chars", "name"), [(12, "narrow"), (24, "column"), (60, "wide")])
def test_long_printed_lines_flow(chars: int, name: str):
    text = "字" * chars * 4
    runs = tuple(PrintedRun(at * chars, at + 1) for at in range(4))
    document = Document(page().source, text, runs, (), ())
    assert measure(list(rows_of(document, Span(0, len(text))))) == name


def test_frontend_translation_mark_is_broken_up():
    assert "__i18n__" not in escape('__i18n__{"key": "x"}')
    assert html.unescape(escape('__i18n__{"key": "x"}')) == '__i18n__{"key": "x"}'


def test_what_its_reader_warns_of_is_said_beside_a_source():
    view = source_to_html(page(warnings=("page 2 is a <scan>",)), QUOTE, ZH)
    assert "⚠ page 2 is a &lt;scan&gt;" in view


def test_whole_document_is_shown_where_nothing_is_quoted():
    view = source_to_html(page(), Span(0, 0), ZH)
    assert [number for number, _ in printed_lines(view)] == ["1", "30", "3", "5", "7", "20"]
    assert marked(view) == ""
    assert "引文在" not in view


def test_long_text_is_cut_around_the_quote():
    text = "\n".join(f"第{n}行" for n in range(9000))
    document = document_from_text(Source("x", "长文", "other", "x.txt", "0"), "长文", text)
    start = document.text.index("第7000行")
    view = source_to_html(document, Span(start, start + 6), ZH)
    assert ZH["text_cut"] in view
    assert marked(view) == "第7000行"
    assert len(printed_lines(view)) == MAX_ROWS
