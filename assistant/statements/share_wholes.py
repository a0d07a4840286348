"""Two shares in, whether they are of one whole: 占全国的 beside 占全市的, 企业数量占 beside 投资额占.

In: a draft's statement and a source's. Out: pairs of words, the draft's first, that tell the wholes
apart, and how far the wholes agree.
"""

import re
from collections.abc import Iterator

from assistant.statements.nearness import ALL_OF
from assistant.statements.sentence_parts import Pair, bigrams_of, clause_around
from assistant.statements.statements import Statement
from assistant.statements.substitutions import OPPOSITES
from assistant.statements.thesaurus import other_words
from assistant.statements.topics import is_noun_phrase
from corpus import Span
from corpus.words import tagged

_SHARE_AMONG = re.compile(
    r"(?P<whole>[^，。；]{2,40}?)(?:当中|之中|其中|中|里)，?(?P<between>[^。；]*)\Z"
)
_IN = re.compile("(?<=.)在(?![孵建校职研岗])")
_LAST_WHOLE = re.compile(
    r".*(?:当中|之中|其中|(?<![集当之其])中|里)(?:，|(?:有|近|约|超过?|达到?)*\Z)"
)
_SHARE_OF = re.compile(
    r"占(?!比|[到了据]?(?:近|约|超|逾|不|\Z))[到了据]?(?P<whole>[^，。；]{2,30}?)(?:的(?:比[重例]|份额)?)?(?:的|为|达到?|约|近|超过?|逾|是)*\Z"
)
_SHARE_FIRST = re.compile(
    r"的(?P<whole>[^，。；]{2,20}?)(?P<part>(?:是|为|来自|出自|属于|在|由)[^，。；]{2,30})"
)
_SHARE_FROM = re.compile(
    r"(?P<part>(?:是|为|来自|出自|源[自于]|属于|在|由|登陆|聚焦|从事)[^，。；]{2,30})"
)
_THIS_SHARE = re.compile("[这该此][一个]?(?:比[例重率]|占比|份额|数[字值])")
_DATED = re.compile("截[至止][^，]*，|[0-9]{4}年[^，]{0,3}，")
_IS_SHARE = re.compile("[占中里是为]|比[重例]|份额|[来出源]自|属于")
_HOSTS = re.compile(
    "(?:^|的)(?:各类|全部|所有|[0-9一二两三四五六七八九十百千余多]+[家个所])?"
    "(?P<kind>高质量|标杆|国家级|省级|市级|专业|优质|民营|国有)?(?P<host>[一-龥]{2,4})(?=的|在孵|毕业|入驻)"
)
_NUMBER = re.compile(
    "(?:企业|机构|项目)?数量|家数|个数|件数|人数|户数|总数|[企业构目]数(?![字据量])"
)
_AMOUNT = re.compile("[一-龥]{2}额|收入|营收|支出|产值|利润|面积")
_BARE = 5  # characters: 在孵企业 says not whose
_COUNTED = re.compile("[0-9一二两三四五六七八九十百千万余]+[家个所]([^，。；：的]{2,12})")
_SO_MANY = re.compile("\\A[0-9一二两三四五六七八九十百千万余]+[家个所]")
_SCOPE = re.compile("全球|全国|我国|全省|全市|全区|全县")


def numbers_for_amounts(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    """A share of how many, where the source's is one of how much (企业数量占, 投资额占), or the other way."""
    if claimed.figure.kind != "ratio":
        return
    mine, its = (s.text[: s.span.start] for s in (claimed, stated))
    for kind, other in ((_NUMBER, _AMOUNT), (_AMOUNT, _NUMBER)):
        told, instead = kind.search(mine), other.search(its)
        if told and instead and not (kind.search(its) or other.search(mine)):
            yield told.group(), instead.group()


def other_wholes(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    """A share whose whole is the source's part, and its part the source's whole."""
    first, second = _share(claimed), _share(stated)
    if claimed.figure.kind != "ratio" or first is None:
        return
    if second is None:
        if _SHARE_OF.search(
            claimed.text[claimed.clause.start : claimed.span.start]
        ) and not _tells_share(stated):
            yield f"占{first[0]}", stated.figure.measure or stated.text
        return
    scopes = [_SCOPE.findall(whole) for whole, _ in (first, second)]
    if scopes[0] and scopes[1] and not set(scopes[0]) & set(scopes[1]):
        yield scopes[0][0], scopes[1][0]  # 占全国的 beside 占全市的
    if kind := _narrower(first[0], second[0], stated):
        yield kind, second[0]
    for pair in OPPOSITES:
        for here, there in (pair, pair[::-1]):
            if here in first[0] and there in second[0] and there not in first[0]:
                yield here, there  # 占创业板企业的1/4 beside 科创板企业中1/4
    straight = _shared(first[0], second[0]) + _shared(first[1], second[1])
    crossed = _shared(first[0], second[1]) + _shared(first[1], second[0])
    if crossed > straight and first[0] != second[0]:
        yield f"{first[0]}中", f"{second[0]}中"


def _tells_share(statement: Statement) -> bool:
    """Whether a ratio is told as a share at all, not as a level: 研发投入强度8%."""
    behind = statement.text.startswith("的", statement.span.end)
    return behind or _IS_SHARE.search(statement.clause.cut(statement.text)) is not None


def _narrower(mine: str, other: str, stated: Statement) -> str | None:
    """The kind of hosts that a draft's whole is narrowed to: 高质量孵化器的 where it is 孵化载体的."""
    host, of_host = (_HOSTS.search(_unplaced(whole)) for whole in (mine, other))
    if host is None or of_host is None or of_host["kind"] or not host["kind"]:
        return None
    told = (host["kind"], *other_words(host["kind"]))
    return None if any(word in stated.text for word in told) else host["kind"] + host["host"]


def whole_shared(claimed: Statement, stated: Statement) -> float | None:
    """How far two shares are of one whole, 0 to 1; None where either does not tell its own."""
    first, second = whole_of(claimed), whole_of(stated)
    if first is None or second is None:
        return None
    mine, other = (bigrams_of(_unplaced(whole)) for whole in (first, second))
    return 2 * len(mine & other) / (len(mine) + len(other) or 1)


def _unplaced(whole: str) -> str:
    """全市孵化载体 and 上海孵化载体 are one whole where the places agree, which is compared apart."""
    words = tagged(whole)
    placed = words and (words[0].tag == "LOC" or ALL_OF.fullmatch(words[0].text))
    bare = whole[words[0].span.end :] if placed else whole
    return _SO_MANY.sub("", bare)  # 7家高质量孵化器 are 高质量孵化器


def other_whole(claimed: Statement, stated: Statement) -> Pair | None:
    """The wholes of two shares, where they are told and differ."""
    mine, other = whole_of(claimed), whole_of(stated)
    if claimed.figure.kind != "ratio" or not mine or not other:
        return None
    return (mine, other) if _unplaced(mine) != _unplaced(other) else None


def whole_of(statement: Statement) -> str | None:
    """The words that tell of what whole a share is; 这一比例 is that of the clause before."""
    if statement.figure.kind != "ratio":
        return None
    text, start = statement.text, statement.clause.start
    if start and _THIS_SHARE.match(text, start):
        return re.split("[。；]", text[: start - 1])[-1].split("，")[-1]
    share = _share(statement)
    whole = _DATED.sub("", share[0]).rsplit("：", 1)[-1] if share else None
    if whole and (whole[0] == "其" or len(whole) <= _BARE):
        return f"{_counted_before(statement)}{whole.removeprefix('其')}"
    return whole


def _counted_before(statement: Statement) -> str:
    """Of whom 其在孵企业 and a bare 在孵企业 are: what was counted last before (7家孵化器。其…)."""
    document, here = statement.document, statement.sentence
    counted = [f for f in statement.others if f.kind == "count" and f.span < statement.figure.span]
    told = [f.measure for f in counted if f.measure and f.unit == "家"]
    if told:
        return told[-1]
    first = next(s for s in document.sentences if s.paragraph == here.paragraph)
    before = document.text[first.span.start : here.span.start + statement.clause.start]
    named = _COUNTED.findall(before)
    return str(named[-1]) if named else ""


def _share(statement: Statement) -> tuple[str, str] | None:
    """The whole and the part of a share, where the words tell them apart."""
    text, span = statement.text, statement.span
    before, after = text[: span.start], text[span.end :]
    here = before[statement.clause.start :]
    if found := _SHARE_OF.search(here):
        part = here[: found.start()] or before
        return found["whole"], part
    nearest = _LAST_WHOLE.match(before)  # of two wholes (浦东的…里，…89家企业中，) the later
    start = max(before.rfind(mark, 0, nearest.end() - 1) for mark in "，。；") + 1 if nearest else 0
    if found := _SHARE_AMONG.search(before, start):
        rest = re.split("[，。；]", after, maxsplit=1)[0]
        if own := _own_whole(statement, start + found.end("whole")):
            return own, rest  # 集聚区里七成…，该领域89家企业，近三成…
        inside = [m for m in _IN.finditer(found["whole"])][-1:]  # 服务业企业在 + 上海在孵企业 + 中
        part = found["whole"][: inside[0].start()] if inside else ""
        whole = found["whole"][inside[0].end() :] if inside else found["whole"]
        return whole, part + found["between"] + rest
    if found := _SHARE_FIRST.match(after):
        return found["whole"], found["part"]
    if found := _SHARE_FROM.match(after):
        clauses = [part for part in re.split("[，。；]", before) if part.strip("近约超过有")]
        return (clauses[-1], found["part"]) if clauses else None
    return None


def _own_whole(statement: Statement, whole_end: int) -> str | None:
    """What the clause before names, where another share is told of the whole named earlier."""
    text, base, start = statement.text, statement.sentence.span.start, statement.clause.start
    if not start:
        return None
    before = clause_around(text, Span(start - 1, start - 1))
    told = Span(whole_end, before.start) if whole_end < before.start else None
    shares = (f.span.shift(-base) for f in statement.others if f.kind == "ratio")
    if told is None or not any(told.covers(share) for share in shares):
        return None
    named = is_noun_phrase([w for w in tagged(text) if before.covers(w.span)])
    return before.cut(text).strip("，") if named else None


def _shared(one: str, other: str) -> float:
    first, second = bigrams_of(one), bigrams_of(other)
    return len(first & second) / (min(len(first), len(second)) or 1)
