"""A page in, what it says about itself out: title, issuer, document number, date, kind.

The layout of official documents is that of GB/T 9704-2012: number, title, addressee, text,
attachments, issuer, date. What the file says outside its text (``Page.facts``) comes second to
what is printed.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from corpus.page.articles import Page
from corpus.page.clauses import ARTICLE, FIRST, read_mark
from corpus.page.paper_titles import is_imprint, paper_title
from corpus.page.printed_lines import DATELINE, SENTENCE_END
from corpus.policy.official_days import DAY, is_signature_date, iso_day
from corpus.records import SourceKind
from corpus.simplified import in_both_scripts, to_simplified

YEAR = r"(?:(?:19|20|１９|２０)\d{2}|[一二][〇○零一二三四五六七八九]{3})"
NUMBER = re.compile(
    in_both_scripts(
        rf"[\u4e00-\u9fffA-Z]{{1,14}}\s?[〔\[［【（(﹝]\s?{YEAR}\s?年?\s?[〕\]］】）)﹞]\s?第?\s?"
        r"[\d一二三四五六七八九十百]{1,5}(?:[-－、]\d{1,3})?\s?号"
        r"|[\u4e00-\u9fff]{1,14}字第\s?\d{4,12}\s?号"  # Taiwan's: 府教字第1130002號
    )
)
COUNTED = (
    r"(?:[〔(（\[]?(?:\d{4}\s?年?|[一二三四五六七八九十]{1,3}届)[〕)）\]]?\s?)?"
    r"[（(]?第\s?[\d一二三四五六七八九十百〇零]{1,5}\s?号[）)]?"
)
# 国令第746号 (国务院令), 广州市人民政府令 第179号, 财政部 税务总局公告2023年第42号
ORDER = re.compile(
    in_both_scripts(
        r"(?:[\u4e00-\u9fff]{2,25}[\s、])*(?:国|[\u4e00-\u9fff]{2,25})(?:令|公告|通告)\s?"
        rf"{COUNTED}"
    )
)
LONE_ORDER = re.compile(in_both_scripts(f"{COUNTED}$"))
POLICY_TITLE = re.compile(
    in_both_scripts(
        r"(?:通知|意见|办法|规定|条例|细则|方案|规划|决定|决议|公告|通告|批复|复函|函|纲要|指引|措施|指南|标准|法|规则|章程|清单"
        r"|公示|计划|要点|目录|规范|公报|通报|答复|请示|工作报告|命令|纪要|政策|令|制度|准则|预案|实施意见|若干规定)(?:（[^）]{1,20}）|\([^)]{1,20}\))?$"
    )
)
PART_NAME = re.compile(
    in_both_scripts(
        r"目\s*[录次]|附\s?[件表录]\s?[\d一二三四五六七八九十]{0,3}|摘\s*要|前\s*言|重要提示|[\d\s]*|.*…{2,}\s*\d*"
    )
)  # a part's name
LABEL_LINE = re.compile(r"[\u4e00-\u9fff\s]{2,6}[:：]\s*\S")  # 收款人：…
REPORT = re.compile(
    in_both_scripts(
        r"(?:\d{4}年?)?(?:[\u4e00-\u9fff]{0,6})(?:报告|年报|公告|章程|说明书)(?:全文|摘要)?"
    )
)
ABOUT = re.compile(
    in_both_scripts(
        r"^(?:[（(【\[][^）)】\]]{1,8}[）)】\]])?(?P<who>[\u4e00-\u9fff、\s（）()]{2,80}?)关于"
    )
)
# （2024年5月28日南浦市第十六届人民代表大会常务委员会第十次会议通过）
PASSED = re.compile(
    in_both_scripts(
        r"日(?P<place>[\u4e00-\u9fff]{2,20}?)第[一二三四五六七八九十\d]{1,4}届人民代表大会(?P<standing>常务委员会)?第.{1,20}通过"
    )
)
ISSUER_END = re.compile(
    in_both_scripts(
        r"(?:政府|办公厅|办公室|厅|局|委|委员会|部|院|会|署|处|中心|行|社|公司|法院|检察院|队|集团|大学|学院|联合会|协会|组|党委|街道办事处)"
        r"(?:[（(][^）)]{2,40}[）)])?$"
    )
)
NO_SOURCE = re.compile(
    in_both_scripts(
        r"^(?:本网|本站|本单位|网络|互联网|转载|原创|未知|其他|无|.*(?:扫|二维码|点击).*)?$"
    )
)
NEWSPAPER = re.compile(
    in_both_scripts(
        r"[\u4e00-\u9fff]{1,8}(?:日报|晚报|晨报|早报|时报|商报|周报|青年报|都市报|法治报|科学报|导报|周刊)"
    )
)
NEWS_COLUMN = re.compile(in_both_scripts(r"新闻|要闻|动态|资讯|报道|快讯"))
LABELS = {
    "number": ("文号", "发文字号", "文件编号", "发文号", "公文字号", "发布文号"),
    "issuer": (
        "发文机关",
        "发文单位",
        "制发机关",
        "印发机关",
        "发布机关",
        "发布机构",
        "发文机构",
        "公布机关",
    ),
    "written": ("成文日期", "成文时间", "发文日期", "印发日期", "生成日期"),
    "published": ("发布日期", "发布时间", "公开日期", "公布日期", "发表时间"),
    "source": ("来源", "信息来源", "文章来源", "稿件来源"),
}
ISSUED = re.compile(in_both_scripts(r"公布|通过|发布|印发"))
HALF_WIDTH = {ord("０") + digit: str(digit) for digit in range(10)}
SIGNED_BY = re.compile(in_both_scripts("签发人"))
# 市长：某某, 局　长　某某, below an order
SIGNER = re.compile(
    in_both_scripts(
        r".{1,6}[：:]\s?\S{2,8}$|.{0,4}(?:[省市县区州厅局部委院署]\s?长|主\s?任|主\s?席|总\s?理)\s[\u4e00-\u9fff·\s]{2,8}$"
    )
)
# 《灯塔办法》已经…通过，现予公布: what an order sends out is what it is known by.
SENT_BY_ORDER = re.compile(in_both_scripts(r"^《([^《》]{4,60})》.{0,80}(?:公布|发布)"))
NO_TITLE = re.compile("[。：:；，]")
# What stands above a title is none of its lines: 云岭市人民政府文件, 云政发〔2031〕6号.
ABOVE_TITLE = re.compile(in_both_scripts(rf"{NO_TITLE.pattern}|文件$|号$|^第?\d|^附件"))
LABEL_CHARS = 60
# 发布时间：2031-04-02　来源：港务局: a label amid a line has white or a rule before it.
LABEL_BREAK = re.compile(r"[\s|｜]+(?=[\u4e00-\u9fff]{2,6}\s?[:：])")
CLOSING_LINES = 6  # a day, then perhaps 公开方式 and whom it is sent to
HEAD_LINES = 40  # a number or title stands among the first lines
TITLE_LINES = 4
TITLE_LINE_CHARS = 60


@dataclass(frozen=True, slots=True)
class Description:
    """What a document says about itself, as the catalog keeps it; None where it says nothing.

    ``date`` is ISO 8601 and the day it was signed, else published; ``publisher`` names several
    issuers with 、 between them.
    """

    title: str | None = None
    publisher: str | None = None
    number: str | None = None
    date: str | None = None
    year: int | None = None
    kind: SourceKind | None = None


def describe_page(page: Page, name: str) -> Description:
    """Read a page's own description; ``name`` is its file's name, for a title where it prints none."""
    lines = page_lines(page)
    facts = dict(page.facts) or _printed_facts(lines)
    title = _title(page, facts, lines)
    number = find_number(lines, title) or _fact_number(facts)
    signed = find_signature(lines)
    kind = _kind(page, facts, lines, title, number, bool(signed))
    if kind == "news":
        publisher = _newspaper(page, facts)
        date = iso_day(facts.get("published", "")) or _page_date(page, lines)
    else:
        publisher = _issuer(facts, lines, title, number, signed)
        date = (
            (signed and signed[1])
            or _order_date(lines)
            or (_closing_day(lines) if kind == "policy" else None)
            or iso_day(facts.get("written", ""))
            or iso_day(facts.get("published", ""))
        )
    told_year = re.search(r"(?:19|20)\d{2}", date or number or title or "")
    return Description(
        title=title,
        publisher=publisher or None,
        number=number,
        date=date or None,
        year=int(told_year.group()) if told_year else None,
        kind=kind,
    )


def facts_of_labels(fragments: Iterable[str]) -> dict[str, str]:
    """What labelled bits of a file say: 文号：, 穗府办〔2024〕3号; 发布日期：2024-09-12."""
    names = {label: key for key, labels in LABELS.items() for label in labels}
    found: dict[str, str] = {}
    waiting: str | None = None
    for bit in (bit for fragment in fragments for bit in LABEL_BREAK.split(fragment)):
        label, colon, value = bit.replace("：", ":", 1).partition(":")
        key = names.get(to_simplified(re.sub(r"[\s【】\[\]]", "", label)))
        if key and (colon or len(label) <= 8):
            waiting = None if value.strip() else key
            if value.strip() and len(value) <= LABEL_CHARS:
                found.setdefault(key, value.strip())
        elif waiting:
            if len(bit) <= LABEL_CHARS and not (colon and not value):
                found.setdefault(waiting, bit)
            waiting = None
    return found


def _printed_facts(lines: list[str]) -> dict[str, str]:
    """What a file prints of itself as a record: 文　号：临政发〔2031〕6号, 成文日期：2031-04-03."""
    told = facts_of_labels(lines)
    says: dict[str, Callable[[str], object]] = {
        "number": NUMBER.fullmatch,
        "written": DAY.fullmatch,
        "issuer": is_issuer,
    }
    return {key: told[key] for key, fits in says.items() if key in told and fits(told[key])}


def _closing_day(lines: list[str]) -> str | None:
    """The day that closes a document by itself, where no office signs it."""
    days = (line for line in reversed(lines[-CLOSING_LINES:]) if is_signature_date(line))
    return next(map(iso_day, days), None)


def page_lines(page: Page) -> list[str]:
    """All lines of a page in order, headlines before their bodies."""
    lines = [p.text for p in page.titles]
    for piece in page.pieces:
        lines += [piece.title.text] if piece.title else []
        lines += [p.text for p in piece.body]
    return lines


def find_number(lines: list[str], title: str | None) -> str | None:
    """The document's own number, not one that its text cites: it stands in a line of its own."""
    for at, line in enumerate(lines[:HEAD_LINES]):
        bare = line.strip("（()） ").removesuffix("文")
        if (found := NUMBER.match(bare)) and _ends_number(bare[found.end() :]):
            return _plain_number(found.group())
        printed = line if ORDER.fullmatch(line) else bare  # …令（第六十七号）
        if is_order_number(lines, at):
            return "".join(f"{lines[at - 1]}{line}".split())
        if found := ORDER.fullmatch(printed):
            return found.group()
        if line.startswith(("（", "(")) and len(line) < 200 and (order := _cited_order(bare)):
            return order
    for found in (NUMBER.search(title or ""), ORDER.search(title or "")):
        if found:
            return found.group()
    # 各单位：… at the end of a page's first line of titles: 文件 穗府办〔2024〕3号
    return next(
        (
            _plain_number(found.group())
            for line in lines[:6]
            if len(line) <= 60 and (found := re.search(rf"(?:^|\s)({NUMBER.pattern})$", line))
        ),
        None,
    )


def _ends_number(rest: str) -> bool:
    """Whether a number ends before these words: none, a day, or who signed (签发人), as on documents
    that ask upwards."""
    return not rest.strip() or bool(SIGNED_BY.search(rest)) or is_signature_date(rest)


def _plain_number(printed: str) -> str:
    return re.sub(r"\s", "", printed).translate(HALF_WIDTH)


def find_signature(lines: list[str]) -> tuple[str, str] | None:
    """Who signed and when: the first date that stands alone below a name; issuers joined by 、."""
    for at, line in enumerate(lines):
        day = DAY.search(line)
        if not day or line[day.end() :].strip("（）() ") or len(line) > 80:
            continue
        above = line[: day.start()].strip()
        names = [above] if above else []
        back = at - 1
        while not above and back >= 0 and len(names) < 12 and is_issuer(lines[back]):
            names.insert(0, lines[back])
            back -= 1
        if names and all(is_issuer(name) for name in names):
            return join_issuers(" ".join(names)), iso_day(day.group()) or ""
        if not above and at and SIGNER.match(lines[at - 1]):
            return "", iso_day(day.group()) or ""
    return None


def join_issuers(names: str) -> str:
    return "、".join(dict.fromkeys(part for part in re.split(r"[\s、]+", names) if part))


def is_number(line: str) -> bool:
    """Whether a line is a document number and nothing else."""
    return bool(NUMBER.fullmatch(line.strip("（()） ").removesuffix("文")))


def is_order_number(lines: list[str], at: int) -> bool:
    """Whether a line is the number of the order that is named above it: …公告, 〔2023〕第7号."""
    named = at > 0 and lines[at - 1].endswith(("令", "公告", "通告"))
    return named and bool(LONE_ORDER.fullmatch(lines[at].strip()))


def is_part_name(line: str) -> bool:
    """Whether a line is no title but a part's name: 附件1："""
    return bool(PART_NAME.fullmatch(line.rstrip("：: ")))


def is_issue_line(line: str) -> bool:
    """Whether a line under a title tells who issued it and when: （2031年1月1日…令第9号公布）."""
    dated = DAY.match(line) and not SENTENCE_END.search(line)
    return bool((line.startswith(("（", "(")) or dated) and ISSUED.search(line))


def is_issuer(line: str) -> bool:
    """Whether a line is the names of offices, as below a document."""
    words = line.strip()
    return (
        2 < len(words) <= 60
        and not re.search(r"[，。；：:《》\d]", words)
        and read_mark(words) is None
        and all(ISSUER_END.search(part) for part in re.split(r"[\s、]+", words))
    )


def _title(page: Page, facts: dict[str, str], lines: list[str]) -> str | None:
    told = document_title(facts.get("title"), lines)
    if not facts.get("title") and (find_number(lines, told) is None or is_imprint(told or "")):
        told = paper_title(page) or told
    if not told:
        heads = [p.title.text for p in page.pieces if p.title]
        own = [p.text for p in page.titles]  # a single document's are what its pages are headed by
        heads = heads + own if len(page.pieces) == 1 else own + heads
        told = _named([line for line in [*heads, *lines[:3]] if _may_name(line)])
    return re.sub(r"^[（(\[【](?:转载|转发|转)[）)\]】]\s*", "", told) if told else None


def _named(lines: list[str]) -> str | None:
    """Return what a document is called: by its office's name only where it has no other."""
    offices = [line for line in lines if is_issuer(line)]
    titles = [line for line in lines if line not in offices]
    if titles and offices and REPORT.fullmatch(titles[0]):
        return offices[0] + titles[0]
    return next(iter(titles or offices), None)


def _may_name(line: str) -> bool:
    """Whether a line may be the name of a document: no number, clause, sentence, contents."""
    sentence = SENTENCE_END.search(line) or len(line) > 80 or LABEL_LINE.match(line)
    return not (sentence or is_number(line) or read_mark(line) or is_part_name(line))


def document_title(told: str | None, lines: list[str]) -> str | None:
    """A document's title: as its file tells it, unless that is no title and the print has one."""
    if told and (is_policy_title(told) or not find_number(lines, None)):
        return told
    return printed_title(lines, told) or told


def is_policy_title(line: str) -> bool:
    """Whether a line ends as the title of an official document does: …的通知, …办法."""
    return bool(POLICY_TITLE.search(re.sub(r"\s", "", line)))


def printed_title(lines: list[str], above: str | None = None) -> str | None:
    """The title of an official document: lines without marks above the addressee or the text.

    What stands ``above`` the document, a collection's name, is no line of it.
    """
    head = lines[:HEAD_LINES]
    for at, line in enumerate(head):
        if not _may_be_title(line) or _is_letterhead(head, at):
            continue
        first = at
        while (
            first
            and at - first < TITLE_LINES - 1
            and not ABOVE_TITLE.search(head[first - 1])
            and len(head[first - 1]) <= TITLE_LINE_CHARS
            and (head[first - 1] != above or is_issuer(head[first - 1]))
            and not ABOUT.match(head[first])
        ):
            first -= 1
        if line.endswith("令") and (
            sent := next(filter(None, map(SENT_BY_ORDER.match, head)), None)
        ):
            return sent[1]
        return re.sub(
            r"(?<=[\u4e00-\u9fff》]) (?=[\u4e00-\u9fff《])", "", "".join(head[first : at + 1])
        )
    return None


def _may_be_title(line: str) -> bool:
    if read_mark(line) or len(line) > 120 or SENTENCE_END.search(line) or is_part_name(line):
        return False
    if ORDER.fullmatch(line):
        return False
    return is_policy_title(line) and line.count("《") <= line.count("》")


def _is_letterhead(lines: list[str], at: int) -> bool:
    """Whether the number stands right below a line, and a title below that: 某市人民政府公报."""
    below = lines[at + 2 : at + 2 + TITLE_LINES]
    title = next(filter(_may_be_title, below), None)
    return (
        len(lines) > at + 1
        and is_number(lines[at + 1])
        and title is not None
        and not any(NO_TITLE.search(line) for line in below[: below.index(title)])
    )


def _fact_number(facts: dict[str, str]) -> str | None:
    told = facts.get("number", "")
    found = NUMBER.search(told) or ORDER.search(told)
    return _plain_number(found.group()) if found else None


def _cited_order(line: str) -> str | None:
    """国务院令第746号 in （2021年7月27日中华人民共和国国务院令第746号公布）."""
    found = ORDER.search(re.sub(DAY, " ", line))
    return found.group().strip() if found and "公布" in line[-12:] + line[:60] else None


def _order_date(lines: list[str]) -> str | None:
    for line in lines[:HEAD_LINES]:
        if is_issue_line(line):
            days = list(DAY.finditer(line))
            if days and days[0]["d"]:
                return iso_day(days[0].group())
    return None


def _issuer(
    facts: dict[str, str],
    lines: list[str],
    title: str | None,
    number: str | None,
    signed: tuple[str, str] | None,
) -> str | None:
    if signed and signed[0]:
        return signed[0]
    if congress := next(
        (found for line in lines[:HEAD_LINES] if (found := PASSED.search(line))), None
    ):
        return f"{congress['place']}人民代表大会{congress['standing'] or ''}"
    if number and (order := re.match(r"(.+?)(?:令|公告|通告)", number)) and "第" in number:
        name = order.group(1).removeprefix("中华人民共和国") or order.group(1)
        if name == "主席":
            return order.group(1)
        return join_issuers("国务院" if name == "国" else name)
    if title and (about := ABOUT.match(title)) and ISSUER_END.search(about["who"].strip()):
        return join_issuers(about["who"])
    return _told_source(facts, "issuer", "source", "site")


def _told_source(facts: dict[str, str], *keys: str) -> str | None:
    """Whom the file names as its source; several only where each is an office."""
    for key in keys:
        told = re.split(r"\s+(?=\S{1,6}\s?[:：])", facts.get(key, ""))[0]
        told = re.sub(r"(?:(?:门户|官方)?网站|官网)$", "", told).strip()
        if NO_SOURCE.match(told) or not re.search(r"[\u4e00-\u9fffA-Za-z]{2}", told):
            continue
        parts = re.split(r"[\s、]+", told)
        return "、".join(parts) if all(map(ISSUER_END.search, parts)) else told
    return None


def _kind(
    page: Page,
    facts: dict[str, str],
    lines: list[str],
    title: str | None,
    number: str | None,
    signed: bool,
) -> SourceKind | None:
    marks = [mark for line in lines if (mark := read_mark(line))]
    clauses = sum(mark.level in (ARTICLE, FIRST) for mark in marks)
    named = bool(title and is_policy_title(title))
    if number or (named and (clauses >= 2 or signed or _order_date(lines))):
        return "policy"
    opening = [p.text for piece in page.pieces for p in piece.body[:3]]
    if any(DATELINE.match(line) for line in opening) or _newspaper(page, {}):
        return "news"
    column = facts.get("column", "")
    if NEWS_COLUMN.search(column):
        return "news"
    source = _told_source(facts, "issuer", "source", "site")
    official = bool(source) and all(map(ISSUER_END.search, (source or "").split("、")))
    if official and clauses >= 3:
        return "policy"
    # A dated web page of anyone but an office is an article.
    return "news" if "published" in facts and not official else None


def _newspaper(page: Page, facts: dict[str, str]) -> str | None:
    """The newspaper that a page names in its head: 人民日报 2024年5月1日 第4版, or in its source."""
    for line in [*(p.text for p in page.titles), *page_lines(page)[:4]]:
        found = NEWSPAPER.search(line)
        if (
            found
            and len(line) <= 40
            and (DAY.search(line) or "版" in line or found.group() == line)
        ):
            return found.group()
    return _told_source(facts, "source", "site")


def _page_date(page: Page, lines: list[str]) -> str | None:
    for line in [*(p.text for p in page.titles), *lines[:6]]:
        if len(line) <= 60 and (day := DAY.search(line)) and day["d"]:
            return iso_day(day.group())
    return None
