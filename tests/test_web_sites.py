"""Habits of many sites, each in a snippet: what stands in and around a body that is no text, what is."""

import pytest

from corpus.errors import YoujuError
from corpus.policy.official import describe_page, facts_of_labels, page_lines
from corpus.policy.policy_parts import part_policy
from corpus.web.read_html import IN_FILES, read_html

SENTENCE = "灯塔的修缮费用为三十万元，由市财政承担。"
TITLE = "关于修缮灯塔的公告"
HEAD = f"<title>{TITLE}</title><h1>{TITLE}</h1>"


def lines_of(markup: str) -> list[str]:
    return page_lines(read_html(f"<meta charset=utf-8>{markup}".encode(), "a.html"))


BELOW = {
    "an imprint with its offices": "<p>主办：临海市港务局 电话：000-1</p><p>临ICP备1号 网站标识码：33</p><p>访问量：9</p>",
    "a row of buttons": "<p>打印本页 | 关闭窗口</p><p>【大】【中】【小】</p><p>无障碍 | 长者模式</p>",
    "who edited it": "<p>（责编：张三、李四）</p><p>责任编辑：张三　审核：李四</p>",
    "other pages": "<p>相关链接：</p><p><a href=1>一图读懂公告</a></p><p>网站地图 | 联系我们</p>",
    "neighbours": "<p>上一篇文章：<a href=1>通告</a></p><p>下一篇：没有了</p>",
    "sharing": "<p>用微信“扫一扫”，分享至朋友圈</p><p>扫描二维码，在手机打开当前页面</p>",
    "whose the text is": "<p>版权声明：凡本网注明来源的作品，未经授权不得转载。</p><p>免责声明：仅供参考。</p>",
    "other pages with summaries": "<ul><li><a href=1>渔港开捕</a><p>休渔结束，渔船出海，市场供应充足。</p><li><b><a href=2>航标</a></b>03-02</ul>",
    "a heading of what is no text": "<h3>精彩图集</h3><p><a href=1>灯塔之夜</a></p>",
    "an editor behind the source": "<p>本文来源：临海晚报责任编辑：张三_N1</p>",
    "words to followers": "<p>(本文来自临海新闻，更多资讯请下载“临海新闻”APP)</p><p>更多福利扫描二维码关注（lin）</p><p>看都看完了，点【在看】试试</p>",
    "whose words they are not": "<p>特别声明：以上内容(含图片)为自媒体用户上传并发布，本平台仅存储信息。</p>",
    "other pages and how many read them": "<p><a href=1>灯塔之夜</a>评论 65 赞 51</p><p><a href=2>渔港开捕</a>评论 9</p><p><a href=3>航标</a>阅读 120</p>",
    "advice for browsers": "<div>建议使用1366*768以上分辨率、IE9以上浏览器访问，以获得最佳效果。</div>",
}


@pytest.mark.parametrize("below", BELOW.values(), ids=BELOW)
def test_what_a_site_prints_below_a_text_is_none_of_it(below: str) -> None:
    assert lines_of(f"{HEAD}<div><p>{SENTENCE}</p><p>特此公告。</p>{below}</div>") == [
        TITLE,
        SENTENCE,
        "特此公告。",
    ]


KEPT = {
    "a sentence about such a site": "网站应当标明ICP备案编号。",
    "an item that starts like a button": "下载申请表",
    "a line that praises": "局长亲自带货，游客点赞灯塔",
    "a step of a guide": "1.先扫描二维码，关注公众号",
    "a file to load down": "点击下载附件：1.申请表.doc",
    "a heading like a button": "打印要求",
    "an office's line amid a text": "主办单位：临海市港务局",
}


@pytest.mark.parametrize("line", KEPT.values(), ids=KEPT)
def test_a_line_of_the_text_is_kept(line: str) -> None:
    assert line in lines_of(f"{HEAD}<div><p>{SENTENCE}</p><p>{line}</p><p>特此公告。</p></div>")


def test_a_note_to_visitors_outweighs_no_short_text() -> None:
    note = "<div>本网站使用Cookie以改善您的浏览体验，继续浏览即表示您同意，点击按钮可以关闭。</div>"
    assert lines_of(f"{HEAD}{note}<div><p>今日停灯。</p></div>") == [TITLE, "今日停灯。"]


RECORDS = {
    "cells": "<table><tr><td>索引号<td>1-1<td>主题分类<td>水运<tr><td>文号<td>临〔2031〕3号<td>发布日期<td>2031-01-05</table>",
    "a list": "<ul><li>[发文机构] <b>港务局</b><li>[成文日期] <b>2031-01-05</b><li>[有效性] <b>有效</b></ul>",
    "labels with colons": "<div><p>索引号：1-1</p><p>分类：水运</p><p>文号：临〔2031〕3号</p></div>",
}


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_a_document_s_record_is_no_prose(record: str) -> None:
    assert lines_of(f"<title>{TITLE}</title><div>{record}<p>{SENTENCE}</p></div>") == [
        TITLE,
        SENTENCE,
    ]


def test_a_table_of_documents_is_no_record() -> None:
    rows = (
        "<tr><th>序号<th>名称<th>文号<th>发文机关<tr><td>1<td>灯塔办法<td>临〔2031〕3号<td>港务局"
    )
    assert lines_of(f"{HEAD}<div><p>{SENTENCE}</p><table>{rows}</table></div>")[-1] == (
        "1. 灯塔办法：文号 临〔2031〕3号；发文机关 港务局。"
    )


@pytest.mark.parametrize(
    ("between", "line"),
    [
        ("<div>临港〔2031〕3号</div>", "临港〔2031〕3号"),
        ("<div><span>财政部 海事局公告2031年第15号</span></div>", "财政部 海事局公告2031年第15号"),
        ("<h4>总投资3.6亿元</h4>", "总投资3.6亿元"),
        ("<div>本报记者 张三</div>", "本报记者 张三"),
    ],
)
def test_number_deck_and_byline_under_the_headline_are_text(between: str, line: str) -> None:
    body = f"<div class=content><p>{SENTENCE}</p></div>"
    menu = "<div><a href=1>首页</a></div><h3><a href=2>专题</a></h3>"
    assert lines_of(f"{HEAD}{menu}{between}{body}") == [TITLE, line, SENTENCE]
    assert lines_of(f"{HEAD}{between}<div><p>{line}</p><p>{SENTENCE}</p></div>").count(line) == 1


@pytest.mark.parametrize(
    ("below", "names"),
    [
        ("<ul class=fujian><li><a href=1.pdf>申请表</a></ul>", ["附件：申请表"]),
        ("<div><p>附件下载：</p><p><a href=1.pdf>申请表.pdf</a></p></div>", ["附件：申请表.pdf"]),
        ("<p><a href=1.pdf>附件1：申请表</a></p>", ["附件1：申请表"]),
        ("<div class=foot2><a href=1.pdf>使用说明</a></div>", []),
    ],
)
def test_files_below_the_body_are_its_attachments(below: str, names: list[str]) -> None:
    page = f"{HEAD}<div><div><p>{SENTENCE}</p></div><div><a href=/>另一页</a>{below}</div></div>"
    assert lines_of(page) == [TITLE, SENTENCE, *names]
    linked = page.replace("</p></div>", "</p><p>见<a href=1.pdf>申请表</a>。</p></div>", 1)
    assert lines_of(linked) == [TITLE, SENTENCE, "见申请表。"]


def test_a_body_in_several_parts_of_one_name_is_whole() -> None:
    parts = [
        f"<div class=TRS_Editor><p>{words}</p></div>" for words in (SENTENCE * 3, "特此公告。")
    ]
    assert lines_of(f"{HEAD}<div>{''.join(parts)}</div>") == [TITLE, SENTENCE * 3, "特此公告。"]


@pytest.mark.parametrize("mark", ["－", "--", "_", " | "])
def test_a_window_s_title_ends_where_the_site_s_name_starts(mark: str) -> None:
    assert lines_of(f"<title>{TITLE}{mark}临海市港务局</title><p>{SENTENCE}</p>")[0] == TITLE


def test_a_line_end_of_the_file_parts_no_date() -> None:
    assert lines_of("<p>自2031年\n  12月\n3日起，12\n座灯塔停灯。</p>") == [
        "自2031年12月3日起，12座灯塔停灯。"
    ]
    assert lines_of(f"{HEAD}<p><b>1/10</b>\n灯塔亮了。</p>")[1:] == ["1/10 灯塔亮了。"]


def test_labels_are_read_within_a_line_and_before_a_link() -> None:
    told = [
        "发布时间：2031-04-02　来源：港务局　点击量：3",
        "2031年4月2日06:12 | 信息来源：",
        "海事局",
    ]
    assert facts_of_labels(told[:1]) == {"published": "2031-04-02", "source": "港务局"}
    assert facts_of_labels(told[1:]) == {"source": "海事局"}
    linked = f"{HEAD}<p>来源：<a href=1>临海日报</a></p><p>{SENTENCE}</p>"
    page = read_html(f"<meta name=publishdate content=2031-05-20>{linked}".encode(), "a.html")
    described = describe_page(page, "a.html")
    assert (described.publisher, described.date) == ("临海日报", "2031-05-20")


def test_the_printed_title_stands_for_a_shorter_one_of_the_site() -> None:
    printed = "<p>工业部等四部门关于加快<p>灯塔光源发展的意见<p>工信〔2031〕8号"
    title = "四部门关于加快灯塔光源发展的意见"
    markup = f"<meta charset=utf-8><title>{title}</title><div>{printed}<p>{SENTENCE}</div>"
    page = part_policy(read_html(markup.encode(), "a.html"))
    assert page_lines(page) == [
        "工业部等四部门关于加快灯塔光源发展的意见",
        "工信〔2031〕8号",
        SENTENCE,
    ]


def test_lines_that_are_no_paragraphs_to_the_file_are_a_text() -> None:
    lines = [
        "各区人民政府：",
        "现决定废止下列文件，请遵照执行：",
        "1.《灯塔收费办法》",
        "2.《渔港收费办法》",
        "自公布之日起施行。",
    ]
    body = "".join(f"<div>{line}</div>" for line in lines)
    page = f"<title>{TITLE}</title><div><a href=1>首页</a><div>{body}</div><div>返回</div></div>"
    assert lines_of(page) == [TITLE, *lines]


@pytest.mark.parametrize("mark", ["name=t1", "id=t1", "href=#t1"])
def test_a_mark_within_the_page_leads_nowhere_else(mark: str) -> None:
    articles = [f"第{n}条 {SENTENCE}" for n in "一二三"]
    body = "".join(f"<p><a {mark}>{article}</a></p>" for article in articles)
    assert lines_of(f"{HEAD}<div>{body}</div>") == [TITLE, *articles]


def test_contents_are_not_said_twice() -> None:
    contents = "<p>目　录</p><p><a href=#1>第一章 总则</a></p><p>第二章 罚则………3</p>"
    body = f"<h3>第一章 总则</h3><p>{SENTENCE}</p><h3>第二章 罚则</h3><p>{SENTENCE}</p>"
    told = [TITLE, "第一章 总则", SENTENCE, "第二章 罚则", SENTENCE]
    assert lines_of(f"{HEAD}<div>{contents}{body}</div>") == told
    assert lines_of(f"{HEAD}<div><p>目录</p>{body}</div>") == [TITLE, "目录", *told[1:]]


def test_what_stands_above_the_page_s_headline_is_none_of_its_text() -> None:
    note = "<div>系统将于今晚升级，届时暂停服务。</div>"
    parts = f"<section><p>{SENTENCE}</p></section><section><p>特此公告。</p></section>"
    assert lines_of(f"<title>{TITLE}</title>{note}<div><h1>{TITLE}</h1>{parts}</div>") == [
        TITLE,
        SENTENCE,
        "特此公告。",
    ]


def test_heads_and_values_by_turns_are_a_form() -> None:
    rows = "<tr><th>事项类型<td>许可<th>时限<td>20日<tr><th>收费<td>否<th>次数<td>0次"
    assert lines_of(f"{HEAD}<div><p>{SENTENCE}</p><table>{rows}</table></div>")[2:] == [
        "事项类型：许可；时限：20日。",
        "收费：否；次数：0次。",
    ]


def test_a_value_over_the_rest_of_a_form_s_row_is_its_own() -> None:
    rows = "<tr><th>信件标题<td>咨询<th>来信时间<td>5月10日<tr><th>内容<td colspan=3>能申领吗？"
    assert lines_of(f"{HEAD}<div><p>{SENTENCE}</p><table>{rows}</table></div>")[2:] == [
        "信件标题：咨询；来信时间：5月10日。",
        "内容：能申领吗？",
    ]


def test_links_with_a_mark_and_a_day_lead_away() -> None:
    links = "<p>·<a href=1>灯塔文化节开幕</a> 05-20</p><p>·<a href=2>渔港建设</a> 05-18</p>"
    assert lines_of(f"{HEAD}<div><p>{SENTENCE}</p>{links}</div>") == [TITLE, SENTENCE]


def test_lines_of_a_text_set_as_typed_are_its_paragraphs() -> None:
    typed = f"\n　　第一条　{SENTENCE}\n　　第二条　{SENTENCE}\n"
    assert lines_of(f"{HEAD}<hr><pre>{typed}</pre>") == [
        TITLE,
        f"第一条 {SENTENCE}",
        f"第二条 {SENTENCE}",
    ]


def test_breaks_within_what_is_set_as_typed_end_lines() -> None:
    assert lines_of(f"{HEAD}<p>{SENTENCE}</p><pre>if lit:<br>  \nclose()</pre>") == [
        TITLE,
        SENTENCE,
        "if lit:",
        "close()",
    ]


def test_a_heading_further_down_is_no_deck() -> None:
    side = "<div>广告</div><h3>热销产品</h3>"
    assert lines_of(f"{HEAD}{side}<div><p>{SENTENCE}</p></div>") == [TITLE, SENTENCE]


def test_a_line_of_day_and_source_under_the_headline_dates_the_page() -> None:
    meta = "<div><span>2031-08-17 07:20</span> <span>来源：临海晚报</span> <span>编辑：张三</span></div>"
    page = read_html(f"{HEAD}{meta}<div><p>{SENTENCE}</p></div>".encode(), "a.html")
    described = describe_page(page, "a.html")
    assert page_lines(page) == [TITLE, SENTENCE]
    assert (described.publisher, described.date) == ("临海晚报", "2031-08-17")


def test_the_mark_of_an_attachment_is_no_page_s_title() -> None:
    markup = f"<title>附件1</title><p>附件1<p><b>灯塔修缮办法</b><p>第一条 {SENTENCE}"
    page = read_html(markup.encode(), "a.html")
    assert describe_page(page, "a.html").title == "灯塔修缮办法"


NAMELESS = {
    "a cell of a gazette": (
        "某市人民政府公报2031年第3期",
        f"<table><tr><td align=center>{TITLE}<tr><td align=center>临政办发〔2031〕1号<tr><td><p>{SENTENCE}</p></table>",
    ),
    "bold beside a menu": (
        "某市政务信息网",
        f"<table><tr><td><b>政策法规</b><td><a href=1>国家法规</a><tr><td><b>{TITLE}</b><tr><td><p>{SENTENCE}</p></table>",
    ),
    "a heading under a kicker": (
        "中国某网-某某日报数字报",
        f"<h4>“深蓝”计划结硕果</h4><h1>{TITLE}</h1><div class=article-content><p>{SENTENCE}</p></div>",
    ),
    "a tag of digital papers": (
        "某某晚报多媒体数字报",
        f"<div class=bt>三年投入四十六亿元</div><founder-title><p>{TITLE}</p></founder-title><p>{SENTENCE}</p>",
    ),
    "before a data base's longer name": (f"{TITLE} - 国家灯塔与航标数据库", f"<p>{SENTENCE}</p>"),
    "a heading with its day": (
        f"{TITLE}_公告",
        f"<h2>{TITLE}<small>（2031-03-21）</small></h2><p>{SENTENCE}</p>",
    ),
    "an office alone": ("临海电力交易中心", f"<h3 class=title>{TITLE}</h3><p>{SENTENCE}</p>"),
    "a column of the site": ("工作动态--临海港务局官网", f"<h5>{TITLE}</h5><p>{SENTENCE}</p>"),
    "an office behind it": (
        f"{TITLE} 临海市港务局",
        f"<div class=t>{TITLE}</div><p>{SENTENCE}</p>",
    ),
    "a longer heading": ("公告", f"<h2>{TITLE}</h2><p>{SENTENCE}</p>"),
}


@pytest.mark.parametrize(("window", "markup"), NAMELESS.values(), ids=NAMELESS)
def test_a_window_that_names_the_site_leaves_the_title_to_the_print(
    window: str, markup: str
) -> None:
    page = read_html(f"<title>{window}</title>{markup}".encode(), "a.html")
    assert describe_page(page, "a.html").title == TITLE


def test_a_heading_may_shout_and_an_office_may_be_the_headline() -> None:
    shouted = "临海市灯塔文化节今日开幕！"
    page = read_html(f"<title>新闻动态</title><h5>{shouted}</h5><p>{SENTENCE}</p>".encode(), "a")
    assert describe_page(page, "a").title == shouted
    markup = f"<title>临海市港务局</title><h3>临海市港务局</h3><h4>主要职责</h4><p>{SENTENCE}</p>"
    assert describe_page(read_html(markup.encode(), "a"), "a").title == "临海市港务局"


def test_a_table_with_heads_is_a_table_though_its_cells_hold_paragraphs() -> None:
    rows = f"<tr><th>东塔<td>12<td><p>{SENTENCE}</p><tr><th>西塔<td>8<td><p>由区财政承担，分两年付清。</p>"
    table = f"<table><tr><th>灯塔<th>高度<th>费用{rows}</table>"
    assert lines_of(f"{HEAD}<div><p>灯塔一览</p>{table}<p>特此公告。</p></div>") == [
        TITLE,
        "灯塔一览",
        "东塔：高度 12；费用 灯塔的修缮费用为三十万元，由市财政承担。",
        "西塔：高度 8；费用 由区财政承担，分两年付清。",
        "特此公告。",
    ]


def test_what_a_page_of_frames_says_to_browsers_without_is_read() -> None:
    page = (
        f"<frameset rows=9,*><frame src=a><noframes><body>{HEAD}<p>{SENTENCE}</noframes></frameset>"
    )
    assert lines_of(page) == [TITLE, SENTENCE]


def word_table(*rows: tuple[str, ...]) -> str:
    """A table as Word writes it, a paragraph in each cell."""
    cells = ("".join(f"<td><p><span>{cell}</span></p></td>" for cell in row) for row in rows)
    return f"<table border=1><tbody>{''.join(f'<tr>{row}</tr>' for row in cells)}</tbody></table>"


ABOUT = "<div class=rights>凡本站注明“原创”的所有作品，其版权属于临海市港务局网站，其他媒体转载使用时必须注明来源。</div>"
DUTIES = "<div class=menu><p>一、管理全市灯塔，维护航标，开展巡查，发布航行警告。</p></div>"


def test_a_text_that_is_a_form_without_sentences_is_the_body() -> None:
    form = word_table(
        ("处罚决定书文号", "临港罚〔2031〕3号"),
        ("当事人", "临海某船务公司"),
        ("主要违法事实", "夜间未开航行灯"),
        ("处罚依据", "《临海市灯塔条例》第五条"),
        ("处罚决定", "罚款3万元"),
    )
    assert lines_of(f"{HEAD}{DUTIES}<div class=text>{form}</div>{ABOUT}") == [
        TITLE,
        "处罚决定书文号：临港罚〔2031〕3号。",
        "当事人：临海某船务公司。",
        "主要违法事实：夜间未开航行灯。",
        "处罚依据：《临海市灯塔条例》第五条。",
        "处罚决定：罚款3万元。",
    ]


def test_tables_below_a_text_are_its_own() -> None:
    table = word_table(
        ("灯塔", "高度", "建成"), ("东塔", "12米", "2030年"), ("西塔", "8米", "2031年")
    )
    lines = lines_of(f"{HEAD}<div><div><p>{SENTENCE}</p></div><div><p>附表1</p>{table}</div></div>")
    assert lines[1:] == [
        SENTENCE,
        "附表1",
        "东塔：高度 12米；建成 2030年。",
        "西塔：高度 8米；建成 2031年。",
    ]


OWNER = "<div class=footer><p>临海市港务局版权所有，如需转载，请注明来源</p></div>"


def test_a_page_that_but_links_its_document_says_so() -> None:
    link = f"<p><a href=/1.pdf>{TITLE}（全文）</a></p>"
    page = read_html(f"{HEAD}<div>{link}</div>{OWNER}".encode(), "a.html")
    assert page_lines(page) == [TITLE, f"{TITLE}（全文）"]
    assert page.warnings == (IN_FILES,)
    assert not read_html(f"{HEAD}<div><p>{SENTENCE}</p>{link}</div>".encode(), "a").warnings


@pytest.mark.parametrize("shown", ["<img src=1.jpg>", "<div id=main></div>"])
def test_a_page_of_pictures_is_refused(shown: str) -> None:
    with pytest.raises(YoujuError, match="'a.html' is a web page with a title alone; add the"):
        read_html(f"{HEAD}<div>{shown}</div>{OWNER}".encode(), "a.html")


def test_when_a_page_was_changed_last_dates_it() -> None:
    markup = f"{HEAD}<div><p>最后更新: 2031-09-07 15:14</p><p>{SENTENCE}</p></div>"
    assert lines_of(markup) == [TITLE, SENTENCE]
    assert describe_page(read_html(markup.encode(), "a"), "a").date == "2031-09-07"


def test_a_newspaper_in_the_window_publishes_and_a_lone_day_dates() -> None:
    day = "<div><em>2031-05-09 18:30</em><i>浙江</i></div>"
    markup = (
        f"<title>{TITLE}_临海日报数字平台</title><h1>{TITLE}</h1>{day}<div><p>{SENTENCE}</p></div>"
    )
    described = describe_page(read_html(markup.encode(), "a.html"), "a.html")
    assert (described.publisher, described.date) == ("临海日报", "2031-05-09")


TABS = {
    "labels of tabs": "<ul><li>政策原文<li>政策解读<li>一图读懂</ul>",
    "labels in a row": "<div>访谈实录 访谈图片</div>",
    "words to followers": "<p>点击上方<b>蓝字</b>关注我们</p><p>点个“在看”，让更多人知道</p>",
    "links to its own parts": "<ul><li><a href=#a>总则</a><li><a href=#b>附则</a></ul>",
}


@pytest.mark.parametrize("above", TABS.values(), ids=TABS)
def test_what_a_site_prints_above_a_text_is_none_of_it(above: str) -> None:
    markup = f"{HEAD}<div>{above}<p>{SENTENCE}</p><p>政策解读</p><p>特此公告。</p></div>"
    assert lines_of(markup) == [TITLE, SENTENCE, "政策解读", "特此公告。"]


def test_documents_below_one_another_are_parted() -> None:
    first = (
        f"<h1>{TITLE}</h1><p>国令第812号</p><p>{SENTENCE}</p><p>总　理　张三</p><p>2031年5月6日</p>"
    )
    second = f"<p>关于同意建馆的批复</p><p>国函〔2031〕45号</p><p>{SENTENCE}再。</p>"
    page = read_html(f"<title>{TITLE}</title><div>{first}{second}</div>".encode(), "a.html")
    described = describe_page(page, "a.html")
    assert (described.number, described.publisher) == ("国令第812号", "国务院")
    titles = [piece.title.text for piece in part_policy(page).pieces if piece.title]
    assert titles == [TITLE, "关于同意建馆的批复"]


def test_a_line_that_runs_on_at_the_edge_is_no_paragraph() -> None:
    typed = (
        "　　第一条　为加强灯塔保护，根据有关规定，\n结合实际，制定本规定。\n　　第二条　今日停灯。"
    )
    assert lines_of(f"{HEAD}<hr><pre>{typed}</pre>")[1:] == [
        "第一条 为加强灯塔保护，根据有关规定，结合实际，制定本规定。",
        "第二条 今日停灯。",
    ]


def test_who_signed_heads_nothing() -> None:
    typed = f"　　{SENTENCE}\n　　　　临海市港务局\n　　　　2031年7月11日"
    page = read_html(f"{HEAD}<hr><pre>{typed}</pre>".encode(), "a.html")
    assert not [p.text for piece in page.pieces for p in piece.body if p.heading]


def test_bits_of_a_word_in_a_cell_are_one_word() -> None:
    rows = "<tr><td>级别<td>高（<span>m</span>）<tr><td><p>一</p><p>级</p><td>20～30"
    assert lines_of(f"{HEAD}<div><p>{SENTENCE}</p><table>{rows}</table></div>")[2:] == [
        "一 级：高 20～30m。"
    ]


def test_a_page_of_many_lines_is_asked_for_its_headline_once_a_line() -> None:
    lines = "<p><b>短行甲乙丙丁</b></p><a href=1>另一页</a>" * 20_000  # by squares, minutes
    page = read_html(f"<title>临海日报</title>{lines}<div><p>{SENTENCE}</p></div>".encode(), "a")
    assert page_lines(page)[-1] == SENTENCE
