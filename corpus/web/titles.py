"""A web page in, its headline out: as it is tagged, as a heading says it, or as it is printed.

The window of many pages names their site alone (临海日报数字报, 临海市政府信息网), or a gazette's number;
the headline then stands above the text, in a heading, in a large or bold line, in a centred cell.
"""

import re
from collections.abc import Iterator
from itertools import chain, islice, takewhile

from corpus.page.articles import BYLINE
from corpus.page.printed_lines import SENTENCE_END
from corpus.policy.official import NEWSPAPER, ORDER, PART_NAME, is_issuer, is_number
from corpus.policy.official_days import DAY
from corpus.web.lines import ATTRIBUTE_LINE, is_chrome
from corpus.web.page import Element, element_names, leads_away, squeeze, text_of

TITLE_BREAK = re.compile(r"\s[-–—|]\s|[_|｜]|--+|[-－](?=[^-－]*$)")
# 新闻动态, 政策文件, 信息公开详情页: a column or a kind of page.
COLUMN = (
    "(?:最新|工作|政务|政府|时政|部门|综合|图片|媒体|行业|通知|公告|公示|新闻|要闻|资讯|动态|信息|政策|法规|规范性"
    "|文件|公开|目录|解读|文章|内容|正文|详情|详细|发布|报道|中心|页面?){2,4}"
)
# What a window names where it does not name the text: 临海日报数字报, 某公报2031年第3期, 附件1：
NO_TITLE = re.compile(
    rf"[\u4e00-\u9fff]{{2,20}}(?:(?<![\u4e00-\u9fff]{{9}})网|网站|门户|数字报|电子报|数字平台|人民政府|数据库)|{NEWSPAPER.pattern}(?:社|数字报|电子报|电子版)?"
    rf"|.{{2,30}}公报\s?[（(]?(?:19|20)\d{{2}}年.{{0,4}}第\s?\d+\s?[期号].{{0,6}}|(?:{PART_NAME.pattern})[：:]?|微信公众平台|{COLUMN}"
)
PAPER_PAGE = re.compile(r"第\s?[A-Z]?\d{1,3}\s?版")
LEAST_CHARS, MOST_CHARS = 4, 80
SHORT_CHARS = 6  # 公告, 通知公告: a window that says no more names a kind
ALIGNED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
LARGE = re.compile(
    r"font-weight\s*:\s*(?:bold|[6-9]00)|font-size\s*:\s*(?:1[89]|[2-9]\d)(?:\.\d+)?(?:px|pt)", re.I
)
# bt is 标题 in pinyin letters.
HEADLINE_NAMES = frozenset("title tit bt biaoti headline subject".split())
TITLE_TAG = re.compile(r"(?:^|-)title$")  # <founder-title>, of the makers of digital papers
NEAR = 2  # how far up a line's own element may stand
HEADINGS = frozenset("h3 h4 h5 h6".split())
BLOCKS = frozenset("h1 h2 h3 h4 h5 h6 p div td th li center caption".split())
LONE_DAY = re.compile(
    rf"[（(\[【]?(?:{DAY.pattern})(?:\s*(?:星期|周)[一二三四五六日天])?(?:\s*\d{{1,2}}:\d\d(?::\d\d)?)?[）)\]】]?"
)


def page_title(root: Element, meta: dict[str, str]) -> str:
    """The headline that the page is tagged with, a heading that its window repeats, or the window's."""
    window = text_of(next(root.iter("title"), None))
    tagged = meta.get("articletitle") or next((text_of(tag) for tag in root.iter("ucaptitle")), "")
    if tagged:
        return tagged
    headings = [said for h in root.iter("ucaptitle", "h1", "h2") if (said := text_of(h))]
    for said in headings:
        if len(said) >= 6 and squeeze(said) in squeeze(window):
            return said
    # 标题 - 网站名, 标题_栏目_网站名
    parts = [part.strip() for part in TITLE_BREAK.split(window)]
    parts = [part for part in parts if part and part != meta.get("sitename", "")]
    parts = [part for part in parts if not names_a_site(part)] or parts
    told = meta.get("og:title") or max(parts, key=len, default="") or next(iter(headings), "")
    longer = (h for h in headings if squeeze(told) in squeeze(h) and len(h) <= MOST_CHARS)
    return (len(told) <= SHORT_CHARS and next(longer, "")) or told


def without_office(title: str, root: Element) -> str:
    """A window's title without the office behind it (…的通知 临海市教育局), if the page prints it so."""
    told, _, office = title.rpartition(" ")
    return told.strip() if told and is_issuer(office) and _is_line(told, root) else title


def names_an_office(title: str, root: Element) -> bool:
    """Whether a window's title names an office alone, which the page prints nowhere as a line."""
    return is_issuer(title) and not _is_line(title, root)


def _is_line(said: str, root: Element) -> bool:
    """Whether the body of a page has an element of just these words."""
    bare = squeeze(said)
    return any(squeeze(e.text or "") == bare for body in root.iter("body") for e in body.iter())


def newspaper_of(root: Element) -> str:
    """The newspaper that the page's window names beside the headline, or alone."""
    parts = TITLE_BREAK.split(text_of(next(root.iter("title"), None)))
    told = (NEWSPAPER.match(part.strip()) for part in parts if NO_TITLE.fullmatch(part.strip()))
    return next((found.group() for found in told if found), "")


def names_a_site(title: str) -> bool:
    """Whether a title names a site, a newspaper or a number of a gazette, or nothing at all."""
    return not title or NO_TITLE.fullmatch(title) is not None


def printed_headline(root: Element, body: Element) -> str:
    """The line above the text that is set as its headline; "" where there is none."""
    best, most, last = "", 0, -1
    for at, (element, said) in enumerate(_lines_above(root, body)):
        rank = _rank(element) if _may_head(element, said) else 0
        # A deck set as its headline follows it; a name of a menu stands far above.
        if rank > most or rank and rank == most and at > last + 1:
            best, most = said, rank
        last = at if rank == most else last
    return best


def day_above(root: Element, body: Element) -> str:
    """The day that stands alone above the text, nearest to it; "" where there is none."""
    found = ""
    for element in root.iter():
        if element is body:
            break
        said = (" ".join((bit or "").split()) for bit in (element.text, element.tail))
        found = next((bit for bit in said if LONE_DAY.fullmatch(bit)), found)
    return found


def _lines_above(root: Element, body: Element) -> Iterator[tuple[Element, str]]:
    """The lines before the text and at its start, up to its first sentence."""
    around = set(body.iterancestors())
    before = (e for e in _until(root, body) if e not in around)
    for element in chain(before, body.iterdescendants()):
        inner = element.tag not in BLOCKS or any(e.tag in BLOCKS for e in element.iterdescendants())
        said = "" if inner else text_of(element)
        if _is_sentence(element, said) and body in element.iterancestors():
            return
        if said:
            yield element, said


def _until(root: Element, body: Element) -> Iterator[Element]:
    for element in root.iter():
        if element is body:
            return
        if isinstance(element.tag, str):
            yield element


def _rank(element: Element) -> int:
    """How much a line is set as a headline: by a heading's tag, its name, its type, its place."""
    if any(map(leads_away, element.iter())):
        return 0
    if element.tag in ("h1", "h2"):
        return 5 if element.tag == "h1" else 4
    around = list(takewhile(_holds_one, islice(element.iterancestors(), NEAR)))
    if any(TITLE_TAG.search(str(e.tag)) for e in [*element.iter(), *around]):
        return 5
    if element.tag in HEADINGS or any(
        not element_names(e).isdisjoint(HEADLINE_NAMES) for e in [element, *around]
    ):
        return 3
    parts = list(element.iter())
    if any(
        e.tag in ("b", "strong")
        or LARGE.search(e.get("style") or "")
        or (e.get("size") or "") in ("4", "5", "6", "7", "+1", "+2", "+3")
        for e in parts
    ):
        return 2
    above = element.getparent()
    centred = [element] if above is None else [element, above]
    return int(
        any(
            e.tag == "center" or e.get("align") == "center" or ALIGNED.search(e.get("style") or "")
            for e in centred
        )
    )


def _holds_one(element: Element) -> bool:
    """Whether an element holds another one and nothing else."""
    first = next(iter(element), None)
    return (
        first is not None
        and first.getnext() is None
        and not f"{element.text or ''}{first.tail or ''}".strip()
    )


def _is_sentence(element: Element, said: str) -> bool:
    """Whether a line ends as a sentence does; a heading may end with a shout or a question."""
    heading = element.tag in HEADINGS or element.tag in ("h1", "h2")
    return bool(SENTENCE_END.search(said.rstrip("！？!?") if heading else said))


def _may_head(element: Element, said: str) -> bool:
    """Whether a line may be a headline: no sentence, number, day, office, byline, no site's name."""
    if not LEAST_CHARS <= len(said) <= MOST_CHARS or PAPER_PAGE.match(said):
        return False
    told = _is_sentence(element, said) or is_number(said) or ORDER.fullmatch(said)
    about = ATTRIBUTE_LINE.match(said) or BYLINE.match(said) or LONE_DAY.fullmatch(said)
    return not (told or about or is_chrome(said) or names_a_site(said) or is_issuer(said))
