"""What a newspaper's page is called: its paper and section or main headline, never a line at its foot."""

from pathlib import Path

import pytest

from corpus import add_file
from corpus.page.articles import Page, Piece
from corpus.page.reflow import Paragraph
from corpus.policy.official import describe_page
from corpus.records import PrintedRun

BODY = "全市新修缮灯塔九座，守灯人说夜航更安全了。"


def at(text: str, y: float, em: float = 10.0, *, heading: bool = True) -> Paragraph:
    """A line printed at a height over the page's foot."""
    boxes = tuple((40 + em * n, y, 40 + em * (n + 1), y + em) for n in range(len(text)))
    return Paragraph(text, (PrintedRun(0, None, 1, boxes),), heading)


def title_of(*own: Paragraph) -> str | None:
    pieces = (
        Piece(at("守灯人的一天", 600, 16), (at(BODY, 560, heading=False),)),
        Piece(at("大桥合龙", 400, 30), (at(BODY, 300, heading=False),)),
        Piece(at("港口开航", 200, 16), (at(BODY, 100, heading=False),)),
    )
    return describe_page(Page(own, pieces), "file.pdf").title


CASES = {
    "a line at the foot": (
        [at("海风正劲", 20), at("东礁导报", 800), at("港口", 800), at("2031年3月30日 第13期", 800)],
        "东礁导报 港口",
    ),
    "a day, a folio and who made it": (
        [at("2031年3月5日 星期三", 800), at("A06", 800), at("编辑 王一", 800), at("东礁晚报", 800)],
        "东礁晚报 大桥合龙",
    ),
    "all in one line": ([at("2031年11月15日 港口·民生 第B6版 热线400-066-0000", 800)], "港口·民生 大桥合龙"),
    "a number to call": ([at("客服400-066-0000", 800), at("星期二", 800)], "大桥合龙"),
    "a daily's weekly part": ([at("健康周刊", 800), at("东礁日报", 790), at("第4版", 800)], "东礁日报 健康周刊"),
    "the weather": ([at("东礁日报2031年3月5日", 800), at("天气 多云", 800)], "东礁日报 大桥合龙"),
}  # fmt: skip


@pytest.mark.parametrize(("own", "title"), CASES.values(), ids=CASES)
def test_page_is_called_by_its_paper_and_section(own: list[Paragraph], title: str) -> None:
    assert title_of(*own) == title


def test_document_that_names_no_issue_keeps_its_title() -> None:
    assert title_of(at("灯塔年鉴", 800)) == "灯塔年鉴"


def test_two_pages_of_one_paper_and_day_are_two_sources(tmp_path: Path) -> None:
    """They may be called alike; only much the same words make one a version of the other."""
    head = "东礁日报\n2031年3月5日 星期三\n"
    first = "要闻速览\n本报讯（记者 张三）跨海大桥昨日合龙，两岸车程缩短到七分钟。"
    first += "建设者在水下浇筑了九十六根桩，最深的一根打到海床以下七十米，主跨用了两万吨钢材。"
    other = "要闻速览\n本报讯（记者 李四）新港今起开航，首批三条航线通往南方。"
    other += "码头配备无人驾驶的集卡四十台，夜间也能装卸，货主在手机上就可以看到自己的箱子。"
    page = add_file(tmp_path, "a.txt", (head + first).encode())
    beside = add_file(tmp_path, "b.txt", (head + other).encode())
    assert page.source.title == beside.source.title
    assert (page.status, beside.status) == ("added", "added")
    again = add_file(tmp_path, "c.txt", (head + first + "工期三年。").encode())
    assert (again.status, again.source.id) == ("updated", page.source.id)
