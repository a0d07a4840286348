"""Web pages: the body without the site around it, tables, lists, encodings, hostile markup."""

import gzip

import pytest

from corpus import YoujuError
from corpus.page.articles import Page
from corpus.policy.official import describe_page, page_lines
from corpus.web.read_html import MAX_BYTES, read_html
from tests.policy_pages import CHROME, CLAUSES, ISSUER, LINES, NUMBER, TITLE, modern_page, old_page

SENTENCE = "灯塔的修缮费用为三十万元，由市财政承担。"


def lines_of(markup: str, encoding: str = "utf-8") -> list[str]:
    page = read_html(f"<title>灯塔</title><body>{markup}".encode(encoding), "a.html")
    return page_lines(page)[1:]


def body_of(page: Page) -> list[str]:
    return [p.text for piece in page.pieces for p in piece.body]


@pytest.mark.parametrize(
    ("page", "encoding"), [(modern_page(), "utf-8"), (old_page(), "gb18030")], ids=["modern", "old"]
)
def test_a_policy_page_yields_its_body_and_nothing_of_the_site(page: str, encoding: str) -> None:
    read = read_html(page.encode(encoding), "a.html")
    text = "\n".join(page_lines(read))
    assert not [words for words in CHROME if words in text]
    assert body_of(read)[: len(LINES) - 1] == list(LINES[1:])
    described = describe_page(read, "a.html")
    assert (described.title, described.number, described.kind) == (TITLE, NUMBER, "policy")
    assert (described.publisher, described.date, described.year) == (ISSUER, "2031-03-05", 2031)


def test_an_attachment_is_kept() -> None:
    page = read_html(modern_page().encode(), "a.html")
    assert body_of(page)[-1] == "附件：灯塔修缮补助申请表.xls"


def test_paragraphs_are_numbered_from_the_headline_on() -> None:
    page = read_html(modern_page().encode(), "a.html")
    assert page.pieces[0].title
    runs = [page.pieces[0].title.runs, *(p.runs for p in page.pieces[0].body)]
    assert [(run.line, run.page) for (run,) in runs] == [(n, None) for n in range(1, len(runs) + 1)]


def test_chapters_are_headings_and_clauses_are_not() -> None:
    page = read_html(modern_page().encode(), "a.html")
    headings = {p.text for p in page.pieces[0].body if p.heading}
    assert {line for line in CLAUSES if line in headings} == {
        "第一章 总则",
        "第二章 申请条件",
        "第三章 附则",
    }


def test_a_row_says_what_its_figures_measure() -> None:
    table = (
        "<table><tr><th rowspan=2>区</th><th colspan=2>补助标准（元）</th></tr>"
        "<tr><th>城镇</th><th>农村</th></tr>"
        "<tr><td rowspan=2>东区</td><td>1200</td><td>1100</td></tr>"
        "<tr><td>1300</td><td></td></tr></table>"
    )
    assert lines_of(f"<p>{SENTENCE}</p>{table}<p>{SENTENCE}</p>") == [
        SENTENCE,
        "东区：补助标准 城镇 1200元；补助标准 农村 1100元。",
        "东区：补助标准 城镇 1300元。",
        SENTENCE,
    ]


def test_lists_keep_the_numbers_that_browsers_print() -> None:
    listed = "<ol start=3><li>提交材料。</li><li>（四）审核。</li></ol><ul><li>公示。</li></ul>"
    assert lines_of(f"<p>{SENTENCE}</p>{listed}") == [
        SENTENCE,
        "3. 提交材料。",
        "（四）审核。",
        "公示。",
    ]


def test_lists_of_links_to_other_pages_are_left_out() -> None:
    links = "".join(f"<p><a href=/{n}>另一篇文章的标题，第{n}篇</a></p>" for n in range(4))
    assert lines_of(f"<div><p>{SENTENCE}</p>{links}<p>{SENTENCE}再。</p></div>") == [
        SENTENCE,
        f"{SENTENCE}再。",
    ]


def test_markup_in_the_text_is_text() -> None:
    markup = "&lt;script&gt;alert(7)&lt;/script&gt;"
    attack = "<script>alert(8)</script><img src=x onerror=alert(9)><p onclick=alert(9)>"
    assert lines_of(f"<p>{SENTENCE}{markup}</p>{attack}{SENTENCE}") == [
        f"{SENTENCE}<script>alert(7)</script>",
        SENTENCE,
    ]


@pytest.mark.parametrize("sign", ["\x01", "&#1;", "&#x1F;", "&#xd800;", "&#0;"])
def test_control_characters_are_dropped(sign: str) -> None:
    menu = f"<b>{sign}</b><div class=nav>菜单</div>{sign}"
    assert lines_of(f"<p>{SENTENCE}{menu}</p>{sign}") == [SENTENCE]


def test_line_ends_of_the_file_are_none_of_the_text() -> None:
    assert lines_of("<p>灯塔的\n   修缮费用，\n约 30 万元，and\nmore。</p>") == [
        "灯塔的修缮费用，约 30 万元，and more。"
    ]


@pytest.mark.parametrize(
    ("encoding", "declared", "named"),
    [("big5", "big5", "Big5"), ("gb18030", "gb2312", "GB18030"), ("gb18030", "utf-8", "GB18030"),
     ("big5", "gbk", "Big5")],
)  # fmt: skip
def test_an_old_encoding_is_read_and_named(encoding: str, declared: str, named: str) -> None:
    text = SENTENCE * 3 if encoding != "big5" else "燈塔的修繕費用為三十萬元，由市財政承擔。" * 3
    page = f"<meta charset={declared}><title>公告</title><p>{text}</p>".encode(encoding)
    read = read_html(page, "a.html")
    assert body_of(read) == [text]
    assert read.warnings == (f"按 {named} 编码读出",)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "holds no text"),
        (b"<html><head><title>x</title></head></html>", "without text"),
        (bytes(range(256)) * 9, "binary"),
        (SENTENCE.encode("utf-16-le")[1:] * 40, "binary|no encoding"),
        (b"<p>" + bytes([0x81, 0x39, 0xFF, 0xFE]) * 200, "no encoding"),
        (b" " * (MAX_BYTES + 1), "more than the 20 MB"),
        (b"<div>" * 100_000 + SENTENCE.encode(), "deeper than a web page does"),
        (b"<p>" * 1_000_001, "1,000,001 tags, more than the 1,000,000"),
    ],
)
def test_what_is_no_page_is_told_in_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(YoujuError, match=says) as caught:
        read_html(data, "a.html")
    assert "\n" not in str(caught.value)


def test_merged_cells_without_end_are_no_trap() -> None:
    rows = "<tr><td colspan=9999 rowspan=9999>1</td></tr>" * 2000
    assert lines_of(f"<p>{SENTENCE}</p><table>{rows}</table>")[0] == SENTENCE


@pytest.mark.parametrize(
    "before",
    ["<font>" * 300, "<p " + "".join(f" a{n}" for n in range(30_000)) + ">", "<img src=" + "a" * 10_100_000 + ">"],
    ids=["deep", "many attributes", "a long one"],
)  # fmt: skip
def test_what_stands_behind_much_markup_is_read(before: str) -> None:
    assert lines_of(f"{before}<p>{SENTENCE}</p>") == [SENTENCE]


def test_scripts_of_many_words_end_where_they_end() -> None:
    script = f"<script>for (i=0; i <n; i++) '<b {' w' * 6_000}</script>"
    assert lines_of(f"{script}<p>{SENTENCE}</p>") == [SENTENCE]


def test_the_page_s_own_entities_are_none_of_its_words() -> None:
    page = f'<!DOCTYPE html [<!ENTITY a "b">]><body><h1>灯塔的修缮</h1><p>{SENTENCE}</p>'
    assert page_lines(read_html(page.encode(), "a.html")) == ["灯塔的修缮", SENTENCE]


def test_a_page_saved_as_it_is_sent_is_unpacked() -> None:
    packed = gzip.compress(f"<title>灯塔</title><p>{SENTENCE}</p>".encode())
    assert page_lines(read_html(packed, "a.html")) == ["灯塔", SENTENCE]
    with pytest.raises(YoujuError, match="'a.html' is packed by gzip and damaged"):
        read_html(b"\x1f\x8b" + b"damaged", "a.html")
    with pytest.raises(YoujuError, match="'a.html' has more than the 20 MB"):
        read_html(gzip.compress(bytes(MAX_BYTES + 1_000_000)), "a.html")


def test_lists_are_numbered_as_they_say() -> None:
    listed = (
        "<ol type=a><li>甲项内容。<ol type=i start=3><li>子项甲。<li>子项乙。</ol><li>乙项内容。</ol>"
        "<ol style='list-style: inside cjk-ideographic'><li>丙项内容。<li value=5>丁项内容。</ol>"
        "<ol style='list-style-type:none'><li>戊项内容。</ol><ol type=A><li>第一款。<li>第二款。</ol>"
    )
    page = read_html(f"<h1>修缮灯塔</h1><p>各项内容如下。</p>{listed}".encode(), "a.html")
    assert [p.text for p in page.pieces[0].body[1:]] == [
        "a. 甲项内容。",
        "iii. 子项甲。",
        "iv. 子项乙。",
        "b. 乙项内容。",
        "一、丙项内容。",
        "五、丁项内容。",
        "戊项内容。",
        "第一款。",
        "第二款。",
    ]


# Each looked at with all before it, these would take hours.
@pytest.mark.parametrize("part", ["<li>本项有3家企业。", "本段有3家企业。<script></script>"])
def test_many_parts_side_by_side_are_read_one_by_one(part: str) -> None:
    web = f"<h1>名单</h1><p>各项内容如下。</p><ol>{part * 40_000}</ol>"
    read = read_html(web.encode(), "a.html").pieces[0].body
    assert sum(p.text.count("有3家企业。") for p in read) == 40_000
