"""Settings in reading order in, articles out: what goes on elsewhere, figures set large, subheads."""

from dataclasses import replace
from itertools import count

import pytest

from corpus.page.articles import Page
from corpus.page.reflow import Paragraph
from corpus.pdf.articles import assemble
from corpus.pdf.items import Cut
from corpus.pdf.lines import Line
from corpus.pdf.paragraphs import Setting, set_column
from corpus.pdf.placed import Placed, before_their_text
from corpus.records import PrintedRun
from tests.printed_rows import TEXT, Print

BOX = (0.0, 0.0, 1.0, 1.0)
HEIGHTS = count(100)


def placed(
    text: str, em: float = 10.0, cut: Cut | None = None, part: int = 0, page: int = 1
) -> Placed:
    """A line in the order of the page; type of 12 points and more is a heading's."""
    boxes = tuple((0.0, 0.0, 1.0, 1.0) for _ in text)
    paragraph = Paragraph(text, (PrintedRun(0, None, page, boxes),), em >= 12)
    y0 = 20.0 * next(HEIGHTS)
    opens = {"open_start": em < 12 and text[0] not in "　", "open_end": False}
    return Placed(Setting(paragraph, em, False, page, 0.0, y0, 90.0, y0 + em, **opens), cut, part)


def read(page: Page) -> list[tuple[str | None, list[str]]]:
    return [
        (piece.title and piece.title.text, [one.text for one in piece.body])
        for piece in page.pieces
    ]


def test_an_article_that_goes_on_on_another_page_is_one() -> None:
    page = assemble(
        [
            placed("二号窑点火成功", 24.0, "start"),
            placed("停产检修十九天的二号回转窑重新点火，窑投料正常。"),
            placed("（下转第二版）"),
            placed("夜校亮在楼上", 20.0, "column"),
            placed("夜校开在菜场楼上，学员三百人。"),
            placed("（下转第3版）"),
            placed("（上接第一版）", cut="column", page=2),
            placed("夜校的学员都住在附近，菜场收摊以后来上课。", page=2),
            placed("（上接A1版《二号窑点火成功》）", cut="column", page=2),
            placed("检修期间回转窑未发生事故，热回收效率提高。", page=2),
        ],
        10.0,
    )
    assert [(title, texts[-1][:6]) for title, texts in read(page)] == [
        ("二号窑点火成功", "检修期间回转"),
        ("夜校亮在楼上", "夜校的学员都"),
    ]


def test_what_goes_on_on_another_page_stands_before_a_caption() -> None:
    page = assemble(
        [
            placed("夜校亮在楼上", 20.0, "start"),
            placed("夜校开在菜场楼上，学员三百人。（下转第3版）"),
            placed("学员在楼上写字。林彤摄"),
            placed("二号窑点火成功", 24.0, "column"),
            placed("停产检修十九天的二号回转窑重新点火，窑投料正常。"),
            placed("（上接第1版）夜校的学员都住在附近。", cut="start", page=3),
        ],
        10.0,
    )
    texts = dict(read(page))["夜校亮在楼上"]
    assert [text[:6] for text in texts] == ["夜校开在菜场", "（上接第1版", "学员在楼上写"]


def test_figures_set_large_are_told_with_what_they_count() -> None:
    page = assemble(
        [
            placed("老街慢下来了", 24.0, "start"),
            placed("老街改造历时十四个月，人行道加宽到四米二。"),
            placed("数说社区食堂", 12.0, "start", 101),
            placed("4.6万份", 18.0, None, 101),
            placed("每日供餐总量", 8.0, None, 101),
            placed("7.5折", 18.0, None, 101),
            placed("七十岁以上老人的优惠", 8.0, None, 101),
        ],
        10.0,
    )
    assert read(page)[1] == (
        "数说社区食堂",
        ["4.6万份 每日供餐总量", "7.5折 七十岁以上老人的优惠"],
    )
    (figure, _) = page.pieces[1].body
    assert [run.start for run in figure.runs] == [0, 5]
    assert sum(len(run.boxes) for run in figure.runs) == len(figure.text)


def test_a_subhead_under_a_rule_after_sentences_set_larger_begins_no_article() -> None:
    page = assemble(
        [
            placed("电话那头都有回声", 30.0, "start"),
            placed("　凌晨，急救中心三楼亮如白昼，她的声音不高。", 11.5),
            placed("关于第一句话", 12.5, "rule"),
            placed("　拿起电话，她先问位置，再问病情。"),
            placed("有时一通电话问了十七个问题。", cut="column"),
            placed("关于放下", 12.5),
            placed("　挂断之后，她再走一遍楼梯。"),
        ],
        10.0,
    )
    assert [title for title, _ in read(page)] == ["电话那头都有回声"]


def test_a_chapter_of_a_decree_begins_no_article() -> None:
    page = assemble(
        [
            placed("城市供水条例实施办法", 18.0, "start"),
            placed("　《办法》已经市人民政府会议审议通过，现予公布。"),
            placed("第一章 总则", 14.0),
            placed("　第一条 本市建成区内的取用与维护，均须遵守。"),
            placed("施工需降压的，提前二十四小时通知用户。", cut="column"),
            placed("第二章 二次加压", 14.0),
            placed("　第二条 水箱每半年清洗一次。"),
        ],
        10.0,
    )
    assert [title for title, _ in read(page)] == ["城市供水条例实施办法"]


def test_a_table_beside_a_text_between_the_page_s_rules_holds_no_text() -> None:
    page = Print()
    page.canvas.line(40, 780, 560, 780)
    lines = (
        "荒滩改造先修渠道再引淡水，",
        "把盐分洗出去，第二年才种得",
        "下第一季。今年的收成比去年",
        "好，合作社又买了三台机器，",
        "最远的地块也能下地了。",
    )
    rows = [
        ("机型", "上年", "今年"),
        ("收获机", "7.2万元", "6.5万元"),
        ("插秧机", "4.6万元", "4.6万元"),
        ("烘干机", "2.4万元", "3.0万元"),
    ]
    for at, line in enumerate(lines):
        page.canvas.setFont("STSong-Light", 11)
        page.canvas.drawString(45, 750 - 17 * at, line)
    for at, row in enumerate(rows):
        page.y = 750 - 22 * at
        page.row(row, (320, 420, 500))
        page.canvas.line(320, 743 - 22 * at, 560, 743 - 22 * at)
    page.canvas.line(40, 640, 560, 640)
    page.canvas.line(40, 600, 560, 600)
    text = page.lines()
    assert "".join(lines) in text
    assert [line for line in text if "万元" in line] == [
        f"{name}：上年 {one}；今年 {other}。" for name, one, other in rows[1:]
    ]


def test_the_parts_of_a_list_are_no_news_in_brief() -> None:
    page = assemble(
        [
            placed("本月日程", 20.0, "start"),
            placed("学术报告", 12.0),
            placed("9日14:00 二维材料里的热怎样流动"),
            placed("行政事项", 12.0),
            placed("25日 安全演练"),
            placed("文体", 12.0),
            placed("28日 秋季登山"),
            placed("渠道通水", 20.0, "column"),
            placed("渠道通水以后，农户用上了渠水。"),
        ],
        10.0,
    )
    assert [title for title, _ in read(page)] == ["本月日程", "渠道通水"]


def test_a_heading_set_as_the_headline_before_it_begins_another_article() -> None:
    page = assemble(
        [
            placed("渠道通水", 24.0, "start"),
            placed("渠道通水以后，农户用上了渠水。"),
            placed("水渠长九公里，途经四个乡。", cut="column"),
            placed("冰壶混双省赛落幕", 12.0, "rule"),
            placed("十六对选手鏖战四天，以6比5夺冠。"),
            placed("体育公园夜场延时", 12.0),
            placed("十二片羽毛球场开放到晚上十一点。"),
        ],
        11.5,
    )
    assert [title for title, _ in read(page)][1:] == ["冰壶混双省赛落幕", "体育公园夜场延时"]


def line(
    text: str, x0: float, row: int, *, bold: bool = False, x1: float = 0.0, em: float = 10.0
) -> Line:
    x1 = x1 or x0 + em * len(text)
    return Line(text, (BOX,) * len(text), 1, x0, 16.0 * row, x1, 16.0 * row + em, em, bold)


def test_who_signed_at_the_right_is_no_heading_though_all_is_bold() -> None:
    column = [line("课间十分钟，有人跑有人喊有人", 0.0, row, bold=True) for row in range(4)]
    column.append(line("只想静一静。", 0.0, 4, bold=True))
    column.append(line("初三（2）班 岑安", 60.0, 5, bold=True, x1=140.0))
    assert [one.heading for one in set_column(column, 10.0)] == [False, False]


def test_a_headline_of_two_bold_lines_takes_no_text_along() -> None:
    column = [line("三甲医院门诊", 25.0, 0, bold=True)]
    column.append(line("“一次挂号管三天”", 8.0, 1, bold=True))
    column += [line("市卫生健康委要求十五家", 0.0, row) for row in range(2, 6)]
    head, *texts = set_column(column, 10.0)
    assert (head.text, head.heading) == ("三甲医院门诊“一次挂号管三天”", True)
    assert not any(one.heading for one in texts)


def test_a_strip_of_text_at_the_page_s_foot_is_read() -> None:
    page = Print()
    for row, _ in TEXT:
        page.row(row, step=18)
    page.canvas.line(40, 70, 560, 70)
    page.canvas.setFont("STSong-Light", 9)
    weather = "今天阴有小雨，九到十四度；后天晴，早晨高山有霜。"
    page.canvas.drawString(45, 55, weather)
    assert weather in "".join(page.lines())


def test_an_upright_headline_amid_the_rows_of_its_column_stands_before_them() -> None:
    texts = [placed("夜里两点，拍卖厅的大屏亮起。", cut="column")]
    texts += [placed("玫瑰有386万枝，均价1.12元。"), placed("等级尺分为五档。")]
    top, foot = texts[0].setting.y0, texts[-1].setting.y1
    head = placed("鲜花夜市", 26.0)
    upright = replace(head.setting, vertical=True, x0=95.0, x1=120.0, y0=top, y1=foot)
    head = replace(head, setting=upright)
    assert before_their_text([texts[0], head, *texts[1:]])[0].setting is upright


@pytest.mark.parametrize("em", [14.0, 11.0])
def test_a_section_s_name_is_no_line_of_the_headline_under_it(em: float) -> None:
    column = [
        line("快讯", 0.0, 0, em=em, bold=True),
        line("免费停车两小时", 0.0, 1, em=em, bold=True),
    ]
    column += [line("市卫生健康委要求十五家", 0.0, row) for row in range(2, 6)]
    assert [one.text for one in set_column(column, 10.0)][:2] == ["快讯", "免费停车两小时"]
