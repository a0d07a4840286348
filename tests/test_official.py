"""Official documents, whatever their file: title, issuer, number, date; articles and clauses."""

import textwrap
from io import BytesIO

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH

from assistant.citations import cite
from corpus import Document, read_document
from corpus.documents import lay_out, read_page
from corpus.library.kept_pages import decode_page, encode_page
from corpus.page.articles import Page, Piece
from corpus.page.clauses import clause_of, clause_titles, read_mark
from corpus.page.reflow import Paragraph
from corpus.policy.official import Description, describe_page
from corpus.records import PrintedRun, Source, SourceKind, Span
from index.document_file import decode_document, encode_document
from tests.policy_pages import ISSUER, LINES, MEASURES, NUMBER, TITLE, modern_page, old_page


def indented(lines: tuple[str, ...] = LINES) -> str:
    return "\n".join(f"　　{line}" for line in lines)


def wrapped(chars: int = 24) -> str:
    """The document as an old text file has it: lines broken where the width ran out."""
    return "\n".join(textwrap.fill(line, chars) for line in indented().split("\n"))


def word() -> bytes:
    """The document as a Word file, its head centred."""
    made = docx.Document()
    for line in LINES:
        added = made.add_paragraph(line)
        if line in (LINES[0], NUMBER, TITLE, MEASURES):
            added.alignment = WD_ALIGN_PARAGRAPH.CENTER
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


FILES = {
    "whole lines": ("a.txt", "\n".join(LINES).encode()),
    "indented": ("a.txt", indented().encode("gb18030")),
    "broken lines": ("a.txt", wrapped().encode()),
    "web page": ("a.html", modern_page().encode()),
    "old web page": ("a.html", old_page().encode("gb18030")),
    "word": ("a.docx", word()),
    "markdown": ("a.md", "\n\n".join(LINES).encode()),
}


def document(name: str, data: bytes, kind: SourceKind = "policy") -> Document:
    return read_document(Source("lighthouses", TITLE, kind, name, ""), data)


def sentence_with(read: Document, words: str) -> Span:
    return next(s.span for s in read.sentences if words in s.span.cut(read.text))


@pytest.fixture(params=FILES.values(), ids=FILES)
def read(request: pytest.FixtureRequest) -> Document:
    name, data = request.param
    return document(name, data)


@pytest.mark.parametrize(("name", "data"), FILES.values(), ids=FILES)
def test_a_document_is_described_alike_in_every_file(name: str, data: bytes) -> None:
    assert describe_page(read_page(data, name), name) == Description(
        title=TITLE, publisher=ISSUER, number=NUMBER, date="2031-03-05", year=2031, kind="policy"
    )


def test_a_notice_and_what_it_sends_out_are_two_articles(read: Document) -> None:
    assert [article.title for article in read.articles] == [TITLE, MEASURES]
    assert read.articles[1].span.cut(read.text).startswith("第一章 总则")


def test_the_number_can_be_quoted(read: Document) -> None:
    (said,) = [s for s in read.sentences if s.span.cut(read.text) == NUMBER]
    assert not said.heading
    assert cite(read, said.span, 1).article == TITLE


@pytest.mark.parametrize(
    ("words", "clause"),
    [
        ("航标建筑", "第一章 总则 第二条"),
        ("同时符合下列条件", "第二章 申请条件 第三条"),
        ("不低于20万元", "第二章 申请条件 第三条（三）"),
        ("前款规定", "第二章 申请条件 第三条"),
        ("最高不超过80万元", "第二章 申请条件 第四条"),
        ("现印发给你们", None),
    ],
)
def test_a_citation_names_the_clause(words: str, clause: str | None, read: Document) -> None:
    span = sentence_with(read, words)
    assert clause_of(read, span) == clause
    cited = cite(read, span, 1)
    assert cited.article == (f"{MEASURES} {clause}" if clause else TITLE)
    assert words in cited.quote


def test_words_of_several_clauses_are_cited_by_what_holds_them_all(read: Document) -> None:
    first, last = sentence_with(read, "所有权清晰"), sentence_with(read, "不低于20万元")
    assert clause_of(read, Span(first.start, last.end)) == "第二章 申请条件 第三条"


def test_where_there_is_one_article_the_clause_is_enough() -> None:
    text = "\n".join(
        ["灯塔修缮工作方案", "一、重点任务", "（一）修缮。修缮灯塔9座。", "（二）建档。"]
    )
    read = document("a.txt", text.encode())
    assert cite(read, sentence_with(read, "修缮灯塔9座"), 1).article == "一、（一）"


@pytest.mark.parametrize("kind", ["card", "news", "other"])
def test_only_a_policy_is_cited_by_its_clause(kind: SourceKind) -> None:
    read = document("a.md", "# 资料卡\n\n第一条 灯塔有126座。\n\n第二条 修缮9座。".encode(), kind)
    assert cite(read, sentence_with(read, "126座"), 1).article == "资料卡"


CLAUSES = {
    "levels of a plan": (
        ["一、重点任务", "做好下列工作。", "（一）修缮", "1.东区。", "（1）甲塔。", "2.西区。", "二、保障"],
        ["一、", "一、", "一、（一）", "一、（一）1.", "一、（一）1.（1）", "一、（一）2.", "二、"],
    ),
    "articles below numbered parts": (
        ["一、总则", "第一条 甲。", "第二条 乙。", "二、附则", "第三条 丙。"],
        ["一、", "一、第一条", "一、第二条", "二、", "二、第三条"],
    ),
    "a paragraph below an item": (
        ["第一条 如下：", "（一）甲：", "说明甲。", "（二）乙。", "说明第一条。"],
        ["第一条", "第一条（一）", "第一条（一）", "第一条（二）", "第一条"],
    ),
    "what is printed below": (
        ["第一条 甲。", "附件：1.乙表", "公开方式：主动公开"],
        ["第一条", None, None],
    ),
    "citations of other laws start no clause": (
        ["第一条 甲。", "第三条、第四条的规定不变。", "第五条规定的除外。"],
        ["第一条", "第一条", "第一条"],
    ),
    "decimals start no clause": (["1.5万元用于修缮。", "3.东区。"], [None, "3."]),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "clauses"), CLAUSES.values(), ids=CLAUSES)
def test_clauses_are_nested_as_printed(lines: list[str], clauses: list[str | None]) -> None:
    text = "\n".join(["灯塔修缮办法", *lines])
    page = Page((), (Piece(Paragraph("灯塔修缮办法", (PrintedRun(0, 1),), True),
                           tuple(Paragraph(line, (PrintedRun(0, 2),)) for line in lines)),))  # fmt: skip
    read = lay_out(Source("a", "a", "policy", "a.txt", ""), page)
    assert read.text == text
    starts = [text.index(f"\n{line}") + 1 for line in lines]
    found = [
        clause_of(read, Span(at, at + len(line))) for at, line in zip(starts, lines, strict=True)
    ]
    assert found == clauses


NESTED = """# 灯塔修缮办法

## 一、总则

1. 甲。
   1. 乙。
   2. 丙。

      丙的说明。

   甲的说明。
2. 丁。
   - 戊。
     1. 己。
3. 庚。
"""
NESTED_WEB = """<h1>灯塔修缮办法</h1><h2>一、总则</h2><ol><li>甲。<ol><li>乙。<li><p>丙。<p>丙的说明。</ol>
<p>甲的说明。<li>丁。<ul><li>戊。<ol><li>己。</ol></ul><li>庚。</ol>"""


@pytest.mark.parametrize(("name", "text"), [("a.md", NESTED), ("a.html", NESTED_WEB)])
def test_items_within_items_are_cited_by_their_own_numbers(name: str, text: str) -> None:
    read = document(name, text.encode())
    found = [
        (clause_of(read, s.span), s.span.cut(read.text)) for s in read.sentences if not s.heading
    ]
    assert found == [
        ("一、1.", "1. 甲。"), ("一、1.1.", "1. 乙。"), ("一、1.2.", "2. 丙。"), ("一、1.2.", "丙的说明。"),
        ("一、1.", "甲的说明。"), ("一、2.", "2. 丁。"), ("一、2.", "戊。"), ("一、2.1.", "1. 己。"), ("一、3.", "3. 庚。"),
    ]  # fmt: skip
    assert decode_document(encode_document(read)) == read
    page = read_page(text.encode(), name)
    assert decode_page(encode_page(page)) == page


def test_names_of_parts_are_told_from_items_of_a_list() -> None:
    lines = ["一、申请材料", "（一）申请书", "（二）身份证明", "二、重点任务", "（一）修缮", "修缮9座。",
             "（二）建档", "建档126座。"]  # fmt: skip
    assert {lines[at] for at in clause_titles(lines)} == {
        "一、申请材料", "二、重点任务", "（一）修缮", "（二）建档"}  # fmt: skip


@pytest.mark.parametrize("line", ["第一条", "第三条、", "一带一路", "十个灯塔", "2031.5亿元"])
def test_a_mark_is_read_whole_or_not_at_all(line: str) -> None:
    mark = read_mark(line)
    assert mark is None or mark.text == "第一条"


def described(*lines: str, facts: dict[str, str] | None = None) -> Description:
    body = tuple(Paragraph(line, ()) for line in lines)
    return describe_page(Page((), (Piece(None, body),), (), tuple((facts or {}).items())), "a")


NUMBERS = {
    "Taiwan's": ("雲捷字第1130002號", "雲捷字第1130002號"),
    "六角括号": ("临政办发〔2031〕8号", "临政办发〔2031〕8号"),
    "square brackets": ("临政发[2031]12号", "临政发[2031]12号"),
    "full-width square brackets": ("临财规［2031］ 3 号", "临财规［2031］3号"),
    "round brackets": ("（临科字（2031）7号）", "临科字（2031）7号"),
    "below a letter head": ("临政办函〔2031〕8号　　签发人：某某", "临政办函〔2031〕8号"),
    "an order": ("临海市人民政府令第179号", "临海市人民政府令第179号"),
    "a notice by year": ("财政部 税务总局公告2031年第42号", "财政部 税务总局公告2031年第42号"),
    "promulgation": ("（2031年7月27日国务院令第746号公布）", "国务院令第746号"),
    "cited in a sentence": ("根据《某某办法》（临教〔2031〕1号）的规定。", None),
}


@pytest.mark.parametrize(("line", "number"), NUMBERS.values(), ids=NUMBERS)
def test_a_number_is_the_document_s_own(line: str, number: str | None) -> None:
    assert described("关于灯塔修缮的通知", line, "第一条 甲。").number == number


def test_a_title_over_two_lines_is_one() -> None:
    lines = (
        "临海市人民政府关于暂停实施《临海市灯塔保护法",
        "实施条例》有关规定的决定",
        "临政发〔2031〕2号",
    )
    assert described(*lines).title == "".join(lines[:2])


def test_an_order_in_two_lines_is_joined() -> None:
    found = described("临海市人民政府令", "第179号", "《临海市灯塔办法》已经通过，现予公布。", "市　长：某某某",
                      "二〇三一年一月二十九日", "临海市灯塔办法", "第一条 甲。")  # fmt: skip
    assert (found.number, found.publisher) == ("临海市人民政府令第179号", "临海市人民政府")
    assert found.date == "2031-01-29"


@pytest.mark.parametrize("signer", ["市　长：某某某", "市长 某某某", "局 长　某某", "主任 某某"])
def test_an_order_is_known_by_what_it_sends_out(signer: str) -> None:
    found = described("临海市人民政府令", "第 9 号", "《临海市灯塔办法》已经通过，现予公布，自5月1日起施行。",
                      signer, "2031年1月29日", "临海市灯塔办法", "第一条 甲。")  # fmt: skip
    assert (found.title, found.date) == ("临海市灯塔办法", "2031-01-29")


def test_the_mark_of_an_attachment_is_none_of_its_title() -> None:
    assert (
        described("附件2", "临海市灯塔发展规划", "一、基础", "灯塔9座。").title
        == "临海市灯塔发展规划"
    )


def test_contents_are_no_title() -> None:
    found = described(
        "临海港务公司", "2031年年度报告", "目 录", "第一节 公司简介………4", "公司简介。"
    )
    assert found.title == "临海港务公司2031年年度报告"


def test_who_passed_a_regulation_issued_it() -> None:
    passed = "（2031年5月28日临海市第十六届人民代表大会常务委员会第十次会议通过）"
    found = described("临海市灯塔管理条例", passed, "第一条 甲。", "第二条 乙。")
    assert (found.publisher, found.date) == ("临海市人民代表大会常务委员会", "2031-05-28")


def test_several_issuers_are_all_named() -> None:
    found = described(
        "关于灯塔的通知", "各区：", "现通知如下。", "临海市港务局 临海市财政局", "2031年5月30日"
    )
    assert (found.publisher, found.date) == ("临海市港务局、临海市财政局", "2031-05-30")


def test_the_signature_outranks_the_site_that_reprints() -> None:
    found = describe_page(read_page(modern_page().encode(), "a.html"), "a.html")
    assert found.publisher == ISSUER


def test_a_page_of_an_office_without_number_goes_by_its_labels() -> None:
    found = described("一、甲？", "答。", "二、乙？", "答。", "三、丙？", "答。",
                      facts={"title": "灯塔常见问题", "source": "临海市港务局 临海市财政局",
                             "published": "2031-02-03 10:11"})  # fmt: skip
    assert found == Description(
        "灯塔常见问题", "临海市港务局、临海市财政局", None, "2031-02-03", 2031, "policy"
    )


def test_a_newspaper_page_is_news() -> None:
    title = Paragraph("灯塔节开幕", (), True)
    body = Paragraph("本报讯（记者 某某）灯塔节3日开幕。", ())
    head = Paragraph("临海日报 2031年5月4日 第3版", (), True)
    found = describe_page(Page((head,), (Piece(title, (body,)),)), "a.pdf")
    assert (found.kind, found.publisher, found.date) == ("news", "临海日报", "2031-05-04")


def test_a_report_is_called_by_its_title_and_its_company() -> None:
    title = Paragraph("2030年半年度报告", (), True)
    running = (Paragraph("财务报表附注", (), True),)
    body = tuple(Paragraph(line, ()) for line in ("临海灯塔股份有限公司", "重要提示"))
    assert describe_page(Page(running, (Piece(title, body),)), "a.pdf").title == (
        "临海灯塔股份有限公司2030年半年度报告"
    )


def test_labels_of_a_form_are_no_title() -> None:
    label = (Paragraph("收款人：临海灯塔", (), True),)
    piece = Piece(Paragraph("灯塔门票专用凭证", (), True), (Paragraph("金额 12元。", ()),))
    assert describe_page(Page(label, (piece,)), "a.pdf").title == "灯塔门票专用凭证"


def test_nothing_is_made_up() -> None:
    assert described("临政〔2031〕3号", "（四）热心群众工作。") == Description(
        number="临政〔2031〕3号", year=2031, kind="policy"
    )
    assert described("今天天气很好。") == Description()


def test_a_record_printed_with_a_document_describes_it() -> None:
    printed = """市政务网
关于修缮灯塔的意见
为保护灯塔，提出以下意见。
一、修缮灯塔，费用为三十万元。
二、开展巡查。
文 号：临政发〔2031〕6号
发文机关：临海市人民政府
成文日期：2031-04-03
发布日期：另行通知"""
    page = read_page(printed.replace("\n", "\n\n").encode(), "a.md")
    described = describe_page(page, "a.md")
    assert (described.number, described.publisher) == ("临政发〔2031〕6号", "临海市人民政府")
    assert described.date == "2031-04-03"


def test_a_day_that_closes_a_document_is_its_day() -> None:
    printed = "临海市人民政府关于修缮灯塔的意见\n临政发〔2031〕6号\n各区：\n现提出意见，请遵照执行。\n2031年4月3日\n（此件公开发布）"
    described = describe_page(read_page(printed.encode(), "a.txt"), "a.txt")
    assert (described.kind, described.date) == ("policy", "2031-04-03")


def test_a_gazette_above_the_number_is_no_title() -> None:
    lines = [
        "临海市人民政府公报",
        NUMBER,
        ISSUER,
        "关于修缮灯塔的若干措施",
        "各区：",
        "一、修缮灯塔。",
    ]
    page = read_page("\n".join(lines).encode(), "a.txt")
    assert describe_page(page, "a.txt").title == f"{ISSUER}关于修缮灯塔的若干措施"


def test_what_is_printed_below_the_text_is_of_no_clause() -> None:
    below = ["附件：1.申请表", "2.评分表", ISSUER, "2031年3月5日"]
    text = "\n".join([TITLE, NUMBER, "一、修缮灯塔。", "（一）修缮外墙。", *below])
    read = document("a.txt", text.encode())
    found = [clause_of(read, sentence_with(read, words)) for words in ["外墙", *below]]
    assert found == ["一、（一）", None, None, None, None]
    heads = {s.span.cut(read.text) for s in read.sentences if s.heading}
    assert not heads & set(below)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("临政办发〔２０３１〕８号", "临政办发〔2031〕8号"),
        ("临政办发〔二〇三一〕8号", "临政办发〔二〇三一〕8号"),
        ("临政发〔2031〕十二号", "临政发〔2031〕十二号"),
        ("临政办函〔2031〕5-2号", "临政办函〔2031〕5-2号"),
        ("临港发〔2031〕19号文", "临港发〔2031〕19号"),
        ("临府办规〔2031〕12号 2031年3月5日", "临府办规〔2031〕12号"),
        ("国务院令第721号", "国务院令第721号"),
        ("中华人民共和国主席令（第六十七号）", "中华人民共和国主席令（第六十七号）"),
        ("港务部令第55号", "港务部令第55号"),
    ],
)
def test_a_number_is_known_however_it_is_written(line: str, number: str) -> None:
    for lines in ([line, TITLE], [TITLE, line]):
        text = "\n".join([*lines, "各区：", "现印发给你们。", ISSUER, "２０３１年３月５日"])
        said = describe_page(read_page(text.encode(), "a.txt"), "a.txt")
        assert (said.title, said.number, said.date) == (TITLE, number, "2031-03-05")


@pytest.mark.parametrize(
    ("name", "below", "issuer", "title"),
    [
        ("临海银行公告", "〔2031〕第7号", "临海银行", "临海银行公告"),
        ("中华人民共和国主席令", "第六十七号", "中华人民共和国主席", "中华人民共和国灯塔法"),
    ],
)
def test_the_number_of_an_order_stands_below_its_name(
    name: str, below: str, issuer: str, title: str
) -> None:
    sent = "《中华人民共和国灯塔法》已经通过，现予公布。" if "令" in name else "现就修缮灯塔公告。"
    signer = "中华人民共和国主席　张三" if "令" in name else issuer
    text = "\n".join([name, below, sent, signer, "2031年3月5日"])
    said = describe_page(read_page(text.encode(), "a.txt"), "a.txt")
    assert (said.title, said.number) == (title, f"{name}{below}")
    assert (said.publisher, said.date) == (issuer, "2031-03-05")
