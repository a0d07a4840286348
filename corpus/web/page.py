"""A web page's HTML in, its parts out: the element that holds the body, meta tags.

Menus, crumbs, share buttons, footers and hidden parts are told by their tags, their names and by
what they hold: a body is where the sentences are. Measured on government pages against
trafilatura, readability and resiliparse, which lost attachments or whole bodies, or kept menus.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise

from lxml import etree, html

from corpus.errors import YoujuError
from corpus.policy.official import LABELS

Element = etree._Element

CHROME_TAGS = (
    "script style noscript template svg nav footer aside button select option textarea object"
    " iframe canvas audio video map head dialog"
).split()
# Words in a class or id that name no body; 政府网站 often write them in pinyin letters: dqwz is
# 当前位置, ewm 二维码, xgxw 相关新闻.
CHROME_NAMES = frozenset(
    """nav navbar navigation mainnav subnav topnav sidenav menu submenu crumb crumbs breadcrumb
    breadcrumbs bread curmb curmbs dqwz weizhi location share bshare bdshare bdsharebuttonbox fenxiang
    footer foot bottom copyright sidebar aside related relate relation recommend xgxw xgwz xgyd xgjd
    comment comments qrcode qr ewm erweima print toolbar tools fontsize pager pagination paging login
    search searchbox ad ads advert advertisement hot rank ranking prev next prevnext popup modal
    tooltip skip toptool tags disclaimer mianze banquan mzsm banquanmianze""".split()
)
# What the content systems of Chinese sites call a body; UCAPCONTENT is the tag that the
# government's own crawler asks for.
BODY_NAMES = frozenset(
    """ucapcontent ucap-content zoom zoomcon trs_editor trs_ueditor article-content articlecontent
    article_content article-body articlebody content_article info_cont info_content pages_content
    page-content entry-content post-content post_content main-content news_content newscontent
    newstext con_text detail_content vsb_content js_content rm_txt_con text_content xxgk_content""".split()
)
PARTS = frozenset("div td section article body".split())
WITHIN_TEXT = frozenset("p li dl dt dd ul ol pre blockquote table h1 h2 h3 h4 h5 h6".split())
# A colon alone stands in labels: 发布日期：2024-09-12.
SENTENCE_MARK = re.compile(r"[，。；！？]|[.;,] ")
BITS = re.compile(r"[，。；：！？、《》（）“”\s]+")  # a copy may have lost the line ends
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Control characters, as they are or as references: no tree of lxml's may hold them.
CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
    r"|&#(?:x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef]|d[89a-f]..)(?![0-9a-f])|0*(?:[0-8]|1[124-9]|2\d|3[01])(?!\d));?",
    re.IGNORECASE,
)
# An internal subset is nothing of the page's, and its end would be taken for words.
DECLARED = re.compile(
    r"^\s*(?:<\?xml[^>]*\?>)?\s*(?:<!DOCTYPE[^>\[]*\[[^\]]*\]\s*>)?", re.IGNORECASE
)
MAX_TAGS = 1_000_000  # a page of 20 MB has some 300,000
# A tag up to its end or a closing one, which no script may lose. The parser compares each
# attribute with all those before it.
TAG = re.compile(
    r"""<[a-zA-Z](?:[^<>"']++|"(?:[^"<]++|<(?!/))*+"|'(?:[^'<]++|<(?!/))*+'|<(?!/)|["'])*+"""
)
ATTRIBUTE = re.compile(r"""[^\s=>]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+))?""")
LONG_TAG, MOST_ATTRIBUTES = 5_000, 1_000
# What stands for browsers without frames is the page; the parser takes it for words.
FRAMES = re.compile(r"</?(?:noframes|frameset|frame)\b[^>]*>", re.IGNORECASE)
NAME_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
# A part with more of the page's sentences than this is no chrome, whatever its name.
MOST_CHROME = 0.4
ATTACHED = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|zip|rar|pptx?|ofd)(?:$|[?#])", re.IGNORECASE)
LEAST_ROWS = 3  # a site's addresses stand in one or two
MOST_CELL = 300  # characters of a cell in a table of data
NAMED_BODY_SHARE = 0.5
LINES_SHARE = 0.5
# What a site says to its visitors stands in no document.
SITE_SENTENCE = re.compile(
    r"cookie|扫一扫|浏览器|分辨率|即将离开|最佳效果|隐私政策|版权所有|转载.{0,8}注明|凡本[网站报].{0,12}注明|不代表本[网站报]|未经.{0,12}(?:授权|许可|同意).{0,12}(?:使用|转载|复制)",
    re.IGNORECASE,
)
# What the record above a document names: 索引号, 主题分类, and what LABELS reads of it.
RECORD_LABELS = frozenset(
    """索引号 信息索引号 主题分类 信息分类 分类 公文种类 文种 文件类型 体裁分类 组配分类 服务对象 效力状态 有效性 时效 时效性 公开方式
    公开范围 公开形式 公开时限 信息名称 文件名称 名称 标题 主题词 关键词 内容概述 实施日期 生效日期 废止日期 失效日期 联合发文单位""".split()
).union(*LABELS.values())
RECORD_TAGS = frozenset(("table", "tbody", "ul", "ol", "dl", "div"))
RECORD_NODES = 250  # a part of more elements is no record
LEAST_LABELS = 3
BRACKETS = re.compile(r"[\s\[\]【】]")


def parse_page(text: str, name: str) -> Element:
    """Parse a page as browsers do; raise YoujuError where there is nothing to parse."""
    if not text.strip():
        raise YoujuError(f"{name!r} holds no text; remove it, or add a file that does")
    if (tags := text.count("<")) > MAX_TAGS:
        raise YoujuError(
            f"{name!r} has {tags:,} tags, more than the {MAX_TAGS:,} that are read of a web page;"
            " save it as text, or in parts"
        )
    # An XML declaration contradicts a text that is decoded already.
    text = FRAMES.sub("", CONTROLS.sub("", DECLARED.sub("", text)))
    text = TAG.sub(_with_few_attributes, text)
    # By default libxml2 loses all that stands deeper than 256 tags or behind a text of 10 MB.
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise YoujuError(
            f"{name!r} is not a readable web page ({error}); save it from the browser again"
        ) from error
    if not isinstance(root, etree._Element):
        raise YoujuError(f"{name!r} holds no web page; save it from the browser again")
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        raise YoujuError(
            f"{name!r} nests its parts deeper than a web page does; save its text as .txt"
        )
    # Some pages say </html> in the middle; what follows is theirs, as browsers have it.
    for rest in list(root.itersiblings()):
        root.append(rest)
    return root


def _with_few_attributes(tag: re.Match[str]) -> str:
    """A tag as it is, or up to as many attributes as any has."""
    if len(tag[0]) < LONG_TAG:
        return tag[0]
    last = next(islice(ATTRIBUTE.finditer(tag[0], 1), MOST_ATTRIBUTES, None), None)
    return tag[0][: last.start()] if last else tag[0]


def meta_tags(root: Element) -> dict[str, str]:
    """The page's meta tags by lower-case name; of two with one name the first that says something."""
    found: dict[str, str] = {}
    for tag in root.iter("meta"):
        name = (tag.get("name") or tag.get("property") or "").lower()
        value = " ".join((tag.get("content") or "").split())
        if name and value:
            found.setdefault(name, value)
    return found


def find_body(root: Element) -> Element:
    """The element that holds the body, cleared of chrome; the tree is changed."""
    weights = _weigh(root)
    total = weights.get(root, 0)
    parts = (element for element in root.iter() if element is not root)
    drop([element for element in parts if _is_chrome(element, weights, total)])
    weights = _weigh(root)
    named = [
        element
        for element in root.iter()
        if weights.get(element, 0) >= NAMED_BODY_SHARE * max(1, total) and _is_named_body(element)
    ]
    return _richest(_whole(named[-1], weights) if named else root, weights)


def drop(elements: Iterable[Element]) -> None:
    """Take elements out of their tree; the words behind each stay.

    A parent's words are put together once: taken out one by one, each would copy all before it.
    """
    dropped = set(elements)
    for parent in {element.getparent() for element in dropped}:
        if parent is None:
            continue
        kept, said = None, [parent.text]
        for child in list(parent):
            if child in dropped:
                said.append(child.tail)
                child.tail = None
                parent.remove(child)
            else:
                _put(parent, kept, said)
                kept, said = child, [child.tail]
        _put(parent, kept, said)


def _put(parent: Element, child: Element | None, said: list[str | None]) -> None:
    """Put words behind a child, or before all of them."""
    if len(said) == 1:
        return
    words = "".join(filter(None, said))
    if child is None:
        parent.text = words
    else:
        child.tail = words


def _whole(part: Element, weights: dict[Element, int]) -> Element:
    """A named body, or what holds it where it is one of several of that name side by side."""
    parent = part.getparent()
    beside = [] if parent is None else [e for e in parent if e is not part and weights.get(e, 0)]
    alike = [e for e in beside if (e.tag, e.get("class")) == (part.tag, part.get("class"))]
    return parent if alike and parent is not None else part


def fragments(root: Element) -> Iterator[str]:
    """The words of the page bit by bit: 文号：, 穗府办〔2024〕3号, 发布日期：2024-09-12.

    Of links those behind a label alone: 来源：<a>临海日报</a>.
    """
    last = ""
    for element in root.iter():
        holds = isinstance(element.tag, str) and element.tag not in CHROME_TAGS
        for bit in (element.text if holds else None, element.tail):
            linked = bit is element.text and element.tag == "a" and not last.endswith(("：", ":"))
            if bit and not linked and (said := " ".join(bit.split())):
                yield said
                last = said


def _weigh(root: Element) -> dict[Element, int]:
    """How many characters of sentences outside links each element holds.

    Words count once: pages hold copies of their text for search and for reading aloud. The
    one in paragraphs is the body.
    """
    weights: Counter[Element] = Counter()
    seen: set[str] = set()
    for holder, said in sorted(_words(root), key=lambda pair: pair[0].tag not in WITHIN_TEXT):
        if SITE_SENTENCE.search(said):
            continue
        new = set(filter(None, BITS.split(said))) - seen
        seen |= new
        weights[holder] += sum(map(len, new))
    return _with_parts(root, weights)


def _words(root: Element) -> Iterator[tuple[Element, str]]:
    """The words with marks of a sentence outside links, each with the element they stand in.

    Those of a table of data are the text's without such marks.
    """
    blocks = _blocks(root)
    tables = (t for t in root.iter("table") if _is_grid(t, LEAST_ROWS) and not _is_record(t))
    gridded = {part for table in tables for part in table.iterdescendants()}
    for element in root.iter():
        holds = isinstance(element.tag, str) and element.tag not in CHROME_TAGS
        said = SENTENCE_MARK.search(element.text or "") or element in gridded
        if said and holds and not leads_away(element):
            yield blocks.get(element, element), element.text or ""
        parent = element.getparent()
        said = SENTENCE_MARK.search(element.tail or "") or parent in gridded
        if said and parent is not None:
            yield blocks.get(parent, parent), element.tail or ""


def _blocks(root: Element) -> dict[Element, Element]:
    """The paragraphs that elements are or stand in; those in none are left out."""
    blocks: dict[Element, Element] = {}
    for element in root.iter():
        parent = element.getparent()
        if element.tag in WITHIN_TEXT:
            blocks[element] = element
        elif element.tag not in PARTS and parent in blocks:
            blocks[element] = blocks[parent]
    return blocks


def _with_parts(root: Element, own: Counter[Element]) -> Counter[Element]:
    """What each element has with all that is in it."""
    whole = Counter(own)
    for element in reversed(list(root.iter())):
        parent = element.getparent()
        if parent is not None and (amount := whole[element]):
            whole[parent] += amount
    return whole


def _is_chrome(element: Element, weights: dict[Element, int], total: int) -> bool:
    if element.getparent() is None or not isinstance(element.tag, str):
        return False
    if element.tag in CHROME_TAGS:
        return True
    if element.tag == "body" or weights.get(element, 0) > MOST_CHROME * total:
        return False
    hidden = element.get("hidden") is not None or HIDDEN.search(element.get("style") or "")
    named = not element_names(element).isdisjoint(CHROME_NAMES)
    if (
        hidden
        or named
        or (element.tag in ("ul", "ol") and (_lists_teasers(element) or _lists_parts(element)))
    ):
        return True
    return element.tag in RECORD_TAGS and _is_record(element)


def _lists_teasers(element: Element) -> bool:
    """Whether a list leads to other pages: each item starts with a link, a day or summary behind."""
    items = list(element.iterchildren("li"))
    firsts = (
        next((part for part in item.iter() if (part.text or "").strip()), None) for item in items
    )
    return len(items) > 1 and all(
        first is not None and any(map(leads_away, (first, *islice(first.iterancestors(), 2))))
        for first in firsts
    )


def _lists_parts(element: Element) -> bool:
    """Whether a list is the page's contents: nothing but links to its own parts."""
    links = [a for a in element.iter("a") if re.match("#.", a.get("href") or "")]
    return len(links) > 1 and squeeze(words(element)) == squeeze("".join(map(words, links)))


def _is_record(element: Element) -> bool:
    """Whether an element is the document's record: labels and values by turns, 索引号, 1-1, 文号, …"""
    if sum(1 for _ in islice(element.iter(), RECORD_NODES + 1)) > RECORD_NODES:
        return False
    bits = list(fragments(element))
    told = [BRACKETS.sub("", bit).replace("：", ":").partition(":") for bit in bits]
    turns = sum(
        label in RECORD_LABELS and (bool(value) or following not in RECORD_LABELS)
        for (label, _, value), (following, _, _) in pairwise([*told, ("", "", "")])
    )
    return turns >= LEAST_LABELS and 3 * turns >= len(bits)


def element_names(element: Element) -> set[str]:
    """The words in an element's class and id: content_share is content and share."""
    told = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
    return {part.lower() for part in NAME_PARTS.findall(told)}


def _is_named_body(element: Element) -> bool:
    names = f"{element.tag} {element.get('class') or ''} {element.get('id') or ''}".lower().split()
    return element.get("itemprop") == "articleBody" or not BODY_NAMES.isdisjoint(names)


def _richest(root: Element, weights: dict[Element, int]) -> Element:
    """The element that gains most by its sentences and loses least by its links.

    A wrapper around the body adds menus and lists of other pages, which are links; a part of the
    body lacks sentences. Of equals the innermost is taken.
    """
    costs: Counter[Element] = Counter()
    lines = _lines(root, weights)
    blocks = _blocks(root)
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if leads_away(element):
            costs[element] += len(squeeze(words(element)))
        elif element.tag in ("div", "span", "body", "section"):
            # Bits that stand in no paragraph, list or table and are no sentence: buttons, counts.
            bits = [element.text, *(part.tail for part in element)]
            loose = [bit for bit in bits if bit and not SENTENCE_MARK.search(bit)]
            if element not in blocks and element not in lines:
                costs[element] += sum(len(squeeze(bit)) for bit in loose)
    costs = _with_parts(root, costs)
    best, most = root, float("-inf")
    within: set[Element] = set()  # paragraphs, lists and tables of a text, and what is in them
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if element is not root and (
            element.getparent() in within or element in lines or _is_text(element)
        ):
            within.add(element)
            continue
        worth = weights.get(element, 0) - costs[element]
        if worth >= most and weights.get(element, 0):
            best, most = element, worth
    table = best.getparent()
    return table if table is not None and best.tag in ("tbody", "thead") else best


def is_attachment(link: Element) -> bool:
    """Whether a link is to a file that belongs to the page."""
    return bool(ATTACHED.search(link.get("href") or "")) or words(link).strip().startswith("附件")


def _lines(root: Element, weights: dict[Element, int]) -> set[Element]:
    """The elements that are paragraphs of a text though they are named none: div by div."""
    found: set[Element] = set()
    for parent in root.iter("div", "section", "td"):
        lines = [part for part in parent if part.tag == "div" and _is_innermost(part)]
        said = sum(weights.get(line, 0) for line in lines)
        if len(lines) > 1 and said and said >= LINES_SHARE * weights.get(parent, 0):
            found.update(lines)
    return found


def _is_innermost(element: Element) -> bool:
    return next(element.iterdescendants("div", "section", *WITHIN_TEXT), None) is None


def leads_away(element: Element) -> bool:
    """Whether an element is a link to another page: no file of the page, no mark within it."""
    if element.tag != "a" or is_attachment(element):
        return False
    href = element.get("href")
    is_mark = href is None and (element.get("name") or element.get("id"))
    return not is_mark and not re.match("#.", href or "")


def _is_text(element: Element) -> bool:
    """Whether an element is a paragraph, list or table of a text.

    A table that holds paragraphs in its cells lays out the page, unless it is a grid of short ones.
    """
    lays_out = (
        element.tag == "table"
        and next(element.iterdescendants("p", "div"), None) is not None
        and not _is_grid(element)
    )
    return element.tag in WITHIN_TEXT and not lays_out


def _is_grid(table: Element, least_rows: int = 2) -> bool:
    """Whether a table has some rows of several cells, none of which holds a page's text."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    several = sum(len(row) > 1 for row in rows)
    return several >= least_rows and all(
        len(squeeze(words(cell))) <= MOST_CELL for row in rows for cell in row
    )


def text_of(element: Element | None) -> str:
    """An element's words with single blanks."""
    return "" if element is None else " ".join(words(element).split())


def words(element: Element, between: str = "") -> str:
    """All words of an element."""
    return between.join(str(part) for part in element.itertext())


def squeeze(text: str) -> str:
    """A text without its blanks."""
    return re.sub(r"\s", "", text)
