"""A printed page of several articles in, what it is called out: its paper and section, its main headline.

Of what stands on a page beside its articles, names tell it from others; days, folios, who made it,
whom to call, and whatever stands at its foot do not.
"""

import re
from collections.abc import Iterator

from corpus.page.articles import Page
from corpus.page.reflow import Paragraph
from corpus.records import PrintedRun
from corpus.simplified import in_both_scripts

NUMERALS = "一二三四五六七八九十百〇○零廿"
# What tells of which day and number a page is, and which page.
ISSUE = re.compile(
    in_both_scripts(
        rf"(?:19|20)\d\d年(?:\s?\d{{1,2}}月(?:\s?\d{{1,2}}日|[上中下]旬?|号)?|[春夏秋冬][季之]?号?)?|(?:19|20)\d\d[./-]\d{{1,2}}(?:[./-]\d{{1,2}})?"
        rf"|二[〇○零][{NUMERALS}]{{2}}年(?:[{NUMERALS}]{{1,2}}月(?:[{NUMERALS}]{{1,3}}日)?)?|\d{{1,2}}月\d{{1,2}}日"
        rf"|星期[一二三四五六日天]|(?<![\u4e00-\u9fff])周[一二三四五六日](?![\u4e00-\u9fff])"
        rf"|(?:农历\s?)?(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年\s?)?(?:[正冬腊]|[{NUMERALS}]{{1,2}})月(?:初|十|廿|三)[{NUMERALS}]|农历\S*"
        rf"|[（(]?总?第\s?[\d{NUMERALS}]{{1,6}}\s?[期号版页][）)]?|[（(]?总\s?[\d{NUMERALS}]+\s?期[）)]?|(?:今日|本[期版]|共)\s?(?:共\s?)?[\d{NUMERALS}]{{1,3}}\s?[版页]"
        r"|第?\s?[A-Z]?\d{1,3}\s?版|(?<![A-Za-z\d.-])[A-Z]{1,2}\d{0,3}(?![A-Za-z\d.])|(?<![\d.-])\d{1,2}(?![\d.-])|国内统一刊号\S*|CN\S+"
    )
)
# Who made it, where to write and call, what it costs.
MADE = re.compile(
    in_both_scripts(
        r"责任?编|编辑|主编|总编|校对|检校|版式|版面|组版|组稿|美编|视觉|美术|设计|制图|图表|统筹|值班|题字|顾问|出版|编印|合编|主办|主管|承办|协办"
        r"|热线|电话|客服|信箱|邮箱|邮编|网址|地址|微信|公众号|二维码|扫码|投稿|来稿|来信请|订阅|零售|定价|售价|印刷|印数|份数|赠阅|取阅|免费|内部|刊号|邮发|发行|广告"
        r"|刊登|咨询|举报|版权|所有|转载|机关报|天气|多云|气温|风力|℃|图片新闻|@|www\.|https?:|\d{3,4}-\d{4}|\d{7,}"
    )
)
PAPER = re.compile(
    in_both_scripts(r"\S{1,12}(?:报|周刊|月刊|旬刊|学刊|通讯|简报|快讯|晨刊|会刊|院讯|农讯)")
)
NAME = re.compile(r"[\u4e00-\u9fffA-Za-z·\s“”—-]{2,16}")
DAILY = re.compile(r"\S*报")  # a daily's name comes before that of its weekly part
PARTED = re.compile(r"(?:[\s|｜/／]|\s·\s)+")
BELOW = 0.1  # of an article's lines stand lower than a page's foot, at most


def paper_title(page: Page) -> str | None:
    """Return what a page of a periodical is called; None where the print is none such."""
    own = [line for line in page.titles if _place(line) is not None]
    if len(page.pieces) < 2 or not any(_tells_of_issue(line.text) for line in own):
        return None
    names: dict[str, None] = {}
    for line in own:
        if not _is_at_foot(line, page):
            names |= dict.fromkeys(_names(line.text))
    headline = _main_headline(page)
    papers = list(filter(PAPER.fullmatch, names))
    paper = next(iter([*filter(DAILY.fullmatch, papers), *papers]), None)
    section = next((name for name in names if name != paper), None)
    told = [paper, section] if paper and section else [paper or section, headline]
    return " ".join(filter(None, told)) or None


def is_imprint(line: str) -> bool:
    """Whether a line tells who made a page, where to call, what it costs."""
    return bool(MADE.search(line))


def _tells_of_issue(line: str) -> bool:
    return bool(ISSUE.search(line)) or is_imprint(line)


def _names(line: str) -> Iterator[str]:
    """The names in a line, without what tells of the issue and who made it."""
    if NAME.fullmatch(line) and not _tells_of_issue(line):
        yield line
        return
    for part in PARTED.split(ISSUE.sub(" ", line)):
        if is_imprint(part):
            return
        if NAME.fullmatch(part.strip()) and re.search(r"[\u4e00-\u9fff]{2}", part):
            yield part.strip()


def _is_at_foot(line: Paragraph, page: Page) -> bool:
    """Whether a line stands under the articles of its page."""
    place = _place(line)
    if place is None:
        return False
    number, _, top = place
    others = [
        box[3]
        for piece in page.pieces
        for paragraph in piece.body
        for run in paragraph.runs
        if run.page == number
        for box in run.boxes[:1]
    ]
    lower = sum(other < top for other in others)
    return bool(others) and lower <= BELOW * len(others)


def _main_headline(page: Page) -> str | None:
    """The headline set largest, the first of those alike."""
    heads = [piece.title for piece in page.pieces if piece.title]
    return max(heads, key=_size, default=Paragraph("", ())).text or None


def _size(line: Paragraph) -> float:
    boxes = [box for run in line.runs for box in run.boxes if box[3] > box[1]]
    return round(max((box[3] - box[1] for box in boxes), default=0.0))


def _place(line: Paragraph) -> tuple[int, float, float] | None:
    """The page, left edge and top of a printed line; None where it has no place."""
    run: PrintedRun | None = next((run for run in line.runs if run.page and run.boxes), None)
    return (run.page or 0, run.boxes[0][0], run.boxes[0][3]) if run else None
