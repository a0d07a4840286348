"""The names a statement is bound to: of people, places, bodies, texts and contests.

In: a statement. Out: the names that must be the source's too where it is to bear the draft out.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.statements.referents import NOWHERE
from assistant.statements.sentence_parts import clause_around, is_region
from assistant.statements.statements import LEAD, TAG_WEIGHTS, TITLE, Statement, Term
from assistant.statements.topics import KINDS
from corpus import Span
from corpus.figures.measures import is_population
from corpus.words import Word, tagged

# 财税〔2018〕120号, 2023年第42号公告: a text is named by its number as by its title.
_NUMBER = re.compile(r"[〔\[（(]\d{4}[〕\]）)]第?\d+号|第\d+号(?=公告|令|文|决定|通知)")
# Words that tell which text is meant: X解读的那份白皮书, X印发的指导意见.
_OF_TEXT = re.compile(
    r"(?:[^，。；：《》“”]{2,30}?)(?:解读|发布|印发|公布|出台|起草|编制|制定|下发|推出|撰写)的[^，。；：]{0,20}?"
    r"(?:白皮书|蓝皮书|方案|意见|办法|报告|公告|通知|政策|指引|规划|文件|条例|《)"
)
_TEXT_NOUN = re.compile("白皮书|蓝皮书|方案|意见|办法|报告|公告|通知|指引|规划|文件|条例|《")
_THERE = re.compile("那里|当地|那边|该[市省区县地]|这一地区|这里")
_QUOTE = re.compile("“[^“”]*”")
_IS_SAID = re.compile(
    "(?:[是由据]|介绍人|说).*(?:给出|介绍|披露|公布|透露|提供|说的|归纳|总结|如是说)"
)
_EVENTS = tuple(
    "大赛 论坛 峰会 大会 年会 博览会 展会 锦标赛 联赛 仪式 发布会 启动会 路演 训练营 电影节 艺术节".split()
)
_YEARLY = re.compile(
    r"(?<![《\d])(?:19|20)\d\d年度?[^，。；：《》的于]{2,16}?(?:白皮书|蓝皮书|年鉴|公报|年报)"
)
_IN_NAME = frozenset(("n", "nz", "nw", "vn", "an", "a", "b", "s", "LOC", "ORG"))
LONG_NAME = 6  # 创新大赛 may be any; 国际创新大赛 is one
# 2023年全国…, 目前我国…: the clause is of the whole country, whatever place was named before.
_WIDE_OPENS = re.compile(
    r"(?<=[，；。：、”])(?:截[至止]|到|而|目前|[\d一二三四五六七八九十〇零]{1,4}年[^，；。]{0,4}?|[今去前]年)*(?:我国|全国|国内|中国)"
)
# 京沪比拼，…: each of the places is named with its own figure.
_SEVERAL = re.compile("[京津冀沪苏浙皖粤港澳鲁豫鄂湘川渝陕闽赣]{2,4}")
_ZONES = ("园区", "开发区", "新区", "高新区", "示范区", "科学城", "科技城")
_NAMED_WIDE = frozenset(("我国", "全国", "中国", "国内", "全球", "世界"))


def bound_names(statement: Statement) -> tuple[Term, ...]:
    """Names the statement is bound to: those before the figure and in its clause, and titles.

    Whose data it is (据…报道, …数据显示) binds nothing: that is said of the whole sentence.
    """
    led = [m.span() for m in LEAD.finditer(statement.text)]
    # 北京和上海分别有23家和7家: the second is not of 北京.
    listed = "分别" in statement.clause.cut(statement.text)
    others = {f.place for f in statement.others if listed and f.place != statement.figure.place}
    wide = _wide_from(statement)
    found = [
        term
        for term in statement.terms
        if (term.tag in ("PER", "LOC", "ORG") or is_region(term.text))
        and term.span.start < statement.reach.end
        and term.text not in _NAMED_WIDE
        and not _SEVERAL.fullmatch(term.text)
        and term.text not in others
        and not (term.tag == "LOC" and term.span.end <= wide)
        and not any(start <= term.span.start < end for start, end in led)
        and not _is_example(statement, term)
        and not _is_counted_before(statement, term)
    ]
    titles = [
        Term(m.group()[1:-1], Span(m.start() + 1, m.end() - 1), "nw", 1.0)
        for m in TITLE.finditer(statement.text)
        if m.start() < statement.reach.end
        and not any(start <= m.start() < end for start, end in led)
    ]
    numbers = [
        Term(m.group(), Span(*m.span()), "nw", 1.0)
        for m in _NUMBER.finditer(statement.text)
        if m.start() < statement.reach.end
    ]
    named = (n for n in found if not any(t.span.covers(n.span) for t in titles))
    own = _binding(statement, [*named, *titles, *numbers, *_events(statement)])
    behind = (*_told_by(statement), *_summed_up(statement))
    return (*own, *_there(statement), *_texts_of_a_year(statement), *behind)


def _events(statement: Statement) -> Iterator[Term]:
    """Names of contests, meetings, programmes: the nouns that lead up to 大赛, 峰会, 计划."""
    words = [w for w in tagged(statement.text) if w.span.start < statement.reach.end]
    for at, word in enumerate(words):
        if not word.text.endswith(_EVENTS) or word.tag not in TAG_WEIGHTS:
            continue
        first = at
        while first and (words[first - 1].tag in _IN_NAME or words[first - 1].text in KINDS):
            first -= 1
        span = Span(words[first].span.start, word.span.end)
        if len(span) >= LONG_NAME:
            yield Term(span.cut(statement.text), span, "nw", 1.0)


def _there(statement: Statement) -> Iterator[Term]:
    """那里, 当地: the place named right before, in the sentence or in the one before it."""
    there = _THERE.search(statement.text, 0, statement.reach.end)
    if not there:
        return
    here = [w for w in tagged(statement.text) if w.span.end <= there.start() and _is_place(w)]
    if here:
        yield Term(here[-1].text, here[-1].span, "LOC", 1.0)
        return
    before = [
        s for s in statement.document.sentences if s.paragraph == statement.sentence.paragraph
    ]
    told = next((s for s in reversed(before) if s.span.start < statement.sentence.span.start), None)
    places = [
        w for w in tagged(told.span.cut(statement.document.text) if told else "") if _is_place(w)
    ]
    for word in places[-1:]:
        yield Term(word.text, NOWHERE, "LOC", 1.0)


def _is_place(word: Word) -> bool:
    return word.tag == "LOC" and word.text not in _NAMED_WIDE or is_region(word.text)


def _texts_of_a_year(statement: Statement) -> Iterator[Term]:
    """2024年就业白皮书 without the marks of a title: that of another year is another text."""
    for found in _YEARLY.finditer(statement.text, 0, statement.reach.end):
        yield Term(found.group(), Span(*found.span()), "nw", 1.0)


def _summed_up(statement: Statement) -> Iterator[Term]:
    """The place that a closing clause says all is of: …，这是某市的目标."""
    closing = statement.closing
    for term in statement.terms:
        place = term.tag == "LOC" and term.text not in _NAMED_WIDE or is_region(term.text)
        if place and closing and closing.covers(term.span):
            yield term


def _told_by(statement: Statement) -> Iterator[Term]:
    """Who is named behind as having said it: “…25万家…”，王某用数字描述; …，这是王某给出的数字."""
    quotes = [Span(*m.span()) for m in _QUOTE.finditer(statement.text)]
    quoted = any(q.covers(statement.span) for q in quotes)
    base = statement.sentence.span.start
    for term in statement.terms:
        if term.tag != "PER" or term.span.start < statement.reach.end:
            continue
        clause = clause_around(statement.text, term.span)
        counted = any(clause.covers(f.span.shift(-base)) for f in statement.others)
        told = _IS_SAID.search(clause.cut(statement.text)) is not None and not counted
        if told or quoted and not any(q.covers(term.span) for q in quotes):
            yield term


def _binding(statement: Statement, names: Sequence[Term]) -> Iterator[Term]:
    """Names without those of a clause with figures of its own, where this figure's clauses
    name one of the kind themselves: 甲部4月印发《…》，而乙部的《…》早在2018年就已印发."""
    # 甲园有400家企业；乙区的89家企业，近30%…: the last part has its own place.
    apart = statement.text.rfind("；", 0, statement.span.start) + 1
    start = min(apart, statement.reach.start) if apart else statement.reach.start
    ahead = [n for n in names if start <= n.span.start and n.span.end <= statement.span.start]
    here = {_kind(n) for n in ahead}
    own = {_kind(n) for n in ahead if statement.reach.covers(n.span)}
    own_text = _TEXT_NOUN.search(statement.text, statement.reach.start, statement.span.start)
    for name in names:
        if apart > name.span.start and name.tag == "nw":
            continue  # 《甲办法》…；乙…: the text told of before
        elsewhere = name.span.start < (apart or statement.reach.start)
        if name.span.end <= statement.reach.start and _kind(name) == "LOC" and "LOC" in own:
            continue
        told_of = name.tag == "nw" or tells_text(statement, name)
        if elsewhere and (
            _kind(name) in here or own_text and told_of and (own or name.tag != "nw")
        ):
            continue
        yield name


def _kind(name: Term) -> str:
    """东部 is no name to the tagger, but a place; so is a park or a zone."""
    return "LOC" if is_region(name.text) or name.text.endswith(_ZONES) else name.tag


def _is_example(statement: Statement, name: Term) -> bool:
    """Whether a name is one of a list that an earlier clause's verb leads to: 走出了甲公司、乙公司，…."""
    clause = clause_around(statement.text, name.span)
    if name.tag != "ORG" or clause.end > statement.clause.start:
        return False
    led = any(
        w.tag == "v" and clause.covers(w.span) and w.span.end <= name.span.start
        for w in tagged(statement.text)
    )
    beside = statement.text[name.span.start - 1] + statement.text[name.span.end]
    return led and "、" in beside


def _is_counted_before(statement: Statement, name: Term) -> bool:
    """Whether a body is but what an earlier clause counts: 瞪羚企业2000家，并引领100家孵化器."""
    counted = name.tag == "ORG" and is_population(name.text) and statement.of_another(name.text)
    return counted and name.span.end <= statement.clause.start


def tells_text(statement: Statement, name: Term) -> bool:
    """Whether a name tells which text is meant (王某解读的白皮书), not whom the figure is of."""
    return any(Span(*m.span()).covers(name.span) for m in _OF_TEXT.finditer(statement.text))


def _wide_from(statement: Statement) -> int:
    """Where the clauses begin that speak of the whole country (北京…，2023年全国…), or 0."""
    opens = [m for m in _WIDE_OPENS.finditer(statement.text, 0, statement.span.start)]
    wide = statement.figure.place in _NAMED_WIDE
    return opens[-1].start() if wide and opens else 0
