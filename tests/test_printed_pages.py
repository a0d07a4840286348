"""Pages laid out like the shipped one, in columns of other widths, read back."""

import pytest
from printed_pages import (
    BOOK,
    CAPTION,
    FEATURE,
    PAGE_TITLE,
    REPORT,
    TRENDS,
    Told,
    clean,
    page_text,
    print_article,
    print_headline,
)

from corpus.documents import read_document
from corpus.records import Document, Source

SOURCE = Source("page", "page", "news", "page.txt", sha256="")
ALL = (FEATURE, REPORT, TRENDS, BOOK, CAPTION)
PLACES = ("before", "heap first", "heap last", "between", "behind", "second before, rest last")


def several_widths(width: float) -> dict[int, float]:
    """The widths of a page's articles: the feature is narrower."""
    wide = width + 11 if width < 30 else width - 9
    widths = {id(FEATURE): width, id(REPORT): wide, id(TRENDS): wide, id(BOOK): width - 1}
    return {id(CAPTION): width + 5, **widths}


def lay_out(widths: dict[int, float], places: str, *, blank: bool) -> str:
    """Lay the page out with its headlines in the given places."""
    heads = [told.title for told in ALL if told.title]
    bodies = {id(told): print_article(told, widths[id(told)]) for told in ALL}

    def head(told: Told) -> list[str]:
        return print_headline(told.title, 20) if told.title else []

    lines: list[str] = []
    if places == "heap first":
        lines += [PAGE_TITLE] + [line for told in ALL for line in head(told)]
    for told in ALL:
        if places == "before" or (places == "second before, rest last" and told is REPORT):
            lines += head(told)
        if told is CAPTION and places == "heap last":
            lines += [line for each in ALL for line in head(each)]
        if told is CAPTION and places == "second before, rest last":
            lines += [line for each in (TRENDS, BOOK) for line in head(each)]
        if told is CAPTION and places == "between":
            lines += head(BOOK)
        lines += bodies[id(told)]
        if places == "between" and told is FEATURE:
            lines += head(TRENDS) + head(REPORT)
        if places == "behind":
            lines += head(told)
    assert heads
    if places != "heap first":
        lines.append(PAGE_TITLE)
    return page_text(lines, blank=blank)


def read(text: str) -> Document:
    return read_document(SOURCE, text.encode())


@pytest.mark.parametrize("blank", [True, False])
@pytest.mark.parametrize("places", PLACES)
@pytest.mark.parametrize("width", [18, 24, 30, 36])
def test_page_is_read_back(width: float, places: str, blank: bool) -> None:
    check_reading(lay_out(several_widths(width), places, blank=blank))


@pytest.mark.parametrize("places", PLACES)
@pytest.mark.parametrize("width", [14, 22, 28, 34])
def test_page_of_one_width_is_read_back(width: float, places: str) -> None:
    check_reading(lay_out({id(told): width for told in ALL}, places, blank=False))


def check_reading(text: str) -> None:
    document = read(text)
    got = [
        (article.title, article.span.cut(document.text).split("\n"))
        for article in document.articles
    ]
    want = [(told.title, [clean(p) for p in told.body]) for told in ALL]
    assert got == want


FURNITURE = """南浦科技报
南浦日报 2031年4月30日 星期三
第4版 综合新闻
责任编辑 张三 版式 李四
"""


def test_what_frames_a_page_is_no_headline() -> None:
    text = FURNITURE + "\n".join(print_article(BOOK, 24)) + "\n下转第6版\n"
    document = read(text)
    assert [article.title for article in document.articles] == [None]
    body = document.articles[0].span.cut(document.text).split("\n")
    assert body == [clean(paragraph) for paragraph in BOOK.body]


def test_subhead_in_the_words_of_the_lead_stays_a_subhead() -> None:
    subhead = "去年全国推广面积达到1260万亩"
    body = (FEATURE.body[0], FEATURE.body[2], FEATURE.body[3], f"#{subhead}", *FEATURE.body[4:])
    lines = print_article(Told(None, body), 24) + print_article(REPORT, 24)
    document = read(page_text([*lines, *print_headline(str(REPORT.title), 40)], blank=False))
    assert [article.title for article in document.articles] == [None, REPORT.title]
    assert subhead in document.articles[0].span.cut(document.text).split("\n")


def test_editors_note_belongs_to_the_article_it_introduces() -> None:
    note = "编者按 十年前滩涂上什么也长不出来。本报今日刊发记者调查，敬请关注。"
    text = page_text(print_article(Told(None, (note, *FEATURE.body)), 24), blank=False)
    document = read(text)
    assert len(document.articles) == 1
    assert document.articles[0].span.cut(document.text).split("\n")[0] == note


def test_headline_of_two_lines_over_a_caption_heads_the_report_above() -> None:
    report = Told(
        None,
        (
            "新华社南浦5月5日电（记者 李四）记者5日从南浦市政府新闻办公室获悉，2030年全市海水稻种植面积"
            "达12.5万亩，同比增长37.4%，产量7.2万吨。",
            "南浦市副市长陈立群表示，全市将继续扩大种植规模，力争到2035年达到30万亩。",
        ),
    )
    caption = Told(
        None,
        (
            "5月4日，孩子们在南浦市滩涂公园里观察水鸟。当日是青年节，当地举办了“我和滩涂有个约会”活动，"
            "吸引600多名青少年参加。新华社记者 李四 摄",
        ),
    )
    heads = ["南浦海水稻种植面积", "突破12万亩"]
    lines = print_article(report, 28) + heads + print_article(caption, 16)
    document = read(page_text(lines, blank=False))
    assert [article.title for article in document.articles] == ["".join(heads), None]
