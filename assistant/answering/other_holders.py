"""A question and a sentence in, whether the sentence's figure is another holder's: of another metal, of
another sum of the same body, of somebody else, of what others founded.
"""

import re

from assistant.answering.candidates import Candidate, find_form
from assistant.answering.question import Question
from assistant.answering.question_words import question_words
from assistant.answering.short_answers import Short
from assistant.statements.thesaurus import other_words
from corpus import Span

_CLAUSE = re.compile("[，。；：！？]")
# The sums of a body, each by its own name: what it earned is not what it raised or spent.
_SUMS = tuple(
    re.compile(row)
    for row in (
        "营业收入|营业额|营业总收入|营收|(?:总|年)收入|收入|销售额|销售|产值|进账",
        "利润|盈利|净利|赚|挣",
        "亏损|净亏",
        "融资|募资|募集|筹资|获投",
        "投入|投资|出资",
        "补贴|补助|资助|奖励|奖金",
        "贷款|授信|借款|信贷",
        "罚款|罚金|罚没",
        "工资|薪酬|薪资|月薪|年薪",
        "注册资本|市值|估值",
    )
)
_MADE_BY = re.compile(
    "由(?P<whom>[\u4e00-\u9fff]{2,10}?)[自共兴创主筹承新]?[办建设立管制造产营投开发起]{1,2}的"
)
_MADE = re.compile("(?:兴办|创办|开办|举办|主办|投资|出资|经营|运营|控股|承建|兴建|管理)的")
_SURNAME = (  # a name that the tagger takes for an adverb begins with one
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆"
    "汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤毕殷温康施洪季俞章鲁葛岳齐庞"
)
_ADVERB = re.compile(
    "曾经|于是|向来|毕竟|何[时止必曾妨况]|任[凭意何]|方[才可]|白白|万一|万万|严重|江[东西南北]|高[低达]|温[和暖]"
)
# What tells a part of people and bodies from the others.
_PARTS = (
    "[特高中初]级|[男女](?![性子方])|[境海国]外|境内|外籍|外[资商]|港澳台|民营|国有|公办|民办|公立|私立|[专兼]职|专任|全日制|非全日制"
    "|在[编职]|编外|退休|离休|住校|走读|残疾|[大中小]型|女性|男性"
)
_PART = re.compile(f"(?P<part>{_PARTS})的?$")
_PART_OF = re.compile(f"(?P<part>{_PARTS})(?=..)")
_NAME = re.compile(f"[{_SURNAME}][一-鿿]{{1,2}}")
_ADVERBIAL = frozenset("d a ad c xc".split())


def is_of_other_holder(question: Question, candidate: Candidate, best: Short) -> bool:
    """Whether the best figure is told of another holder than the one asked about."""
    if question.asks not in ("figure", "share") or question.language != "zh":
        return False
    return (
        _is_of_other_member(question, candidate)
        or _is_other_sum(question, candidate, best)
        or _is_of_other_person(question, candidate, best)
        or _is_made_by_others(question, candidate)
        or _is_of_whole(question, candidate)
    )


def _is_of_other_member(question: Question, candidate: Candidate) -> bool:
    """Whether the sentence tells a measure of several by their names (镍、钴的回收率…，铜的回收率…) and
    the one asked about (锂的回收率) is none of them."""
    if question.head is None:
        return False
    measure, before = question.head.cut(question.text), question.head.start - 1
    owner = next((t for t in question.terms if t.span.end == before and t.kind != "verb"), None)
    if owner is None or len(measure) < 2 or question.text[before] != "的":
        return False
    around = f"{candidate.headings}\n{candidate.context}\n{candidate.text}"
    if owner.text[-1] in around or find_form(around, owner) is not None:
        return False
    figure = r"(?:均|都|分别|高达|[达到为是约超过])*(?=[\d百一二三四五六七八九十])"
    told = re.findall(f"([一-鿿、]{{1,10}}?)的?{re.escape(measure)}{figure}", candidate.text)
    return len([member for names in told for member in names.split("、") if member]) > 1


def _is_other_sum(question: Question, candidate: Candidate, best: Short) -> bool:
    """Whether a sum is asked for (营业收入) of which neither the sentence nor what stands around it
    tells, and the best figure is printed as another of the same body (融资)."""
    asking = question.asking.cut(question.text)
    measured = question.head.cut(question.text) if question.head else asking
    asked = next((row for row in _SUMS if row.search(measured)), None)
    around = f"{candidate.context}\n{candidate.section}\n{candidate.text}"
    if asked is None or asked.search(around):
        return False
    forms = (form for term in question.terms if asked.search(term.text) for form in term.forms)
    words = other_words(measured, everyday=True)
    if any(form in around for form in (*forms, *words)):
        return False
    clause = _clause(candidate.text, best).cut(candidate.text)
    return any(row.search(clause) for row in _SUMS if row is not asked and not row.search(asking))


def _is_of_other_person(question: Question, candidate: Candidate, best: Short) -> bool:
    """Whether the clause of the best figure tells of somebody by name, and the question begins with
    the name of another, which the tagger does not know (毕然拿了多少分), and no text around."""
    words = question_words(question.text)
    first = next((w for w in words if w.span.start >= question.asking.start), None)
    if first is None or first.tag not in _ADVERBIAL or not _NAME.fullmatch(first.text):
        return False
    if _ADVERB.match(first.text) or first.text in candidate.document.text:
        return False
    clause = _clause(candidate.text, best)
    people = [w for w in candidate.words if w.tag == "PER" and clause.covers(w.span)]
    return bool(people) and all(person.text not in question.text for person in people)


def _is_made_by_others(question: Question, candidate: Candidate) -> bool:
    """Whether the figure asked for is of what somebody made (由民营企业办的, 外资兴办的) and neither the
    sentence nor what stands around it tells of them."""
    around = f"{candidate.context}\n{candidate.section}\n{candidate.text}"
    if made_by := _MADE_BY.search(question.asking.cut(question.text)):
        pairs = [made_by["whom"][at : at + 2] for at in range(len(made_by["whom"]) - 1)]
        return sum(pair in around for pair in pairs) * 2 < len(pairs)
    for made in _MADE.finditer(question.text, question.asking.start, question.asking.end):
        by = [
            term
            for term in question.terms
            if term.span.end == made.start() and term.kind not in ("verb", "figure")
        ]
        if by and all(find_form(around, term) is None for term in by):
            return True
    return False


def _is_of_whole(question: Question, candidate: Candidate) -> bool:
    """Whether a part is asked for by what tells it from the rest right before the noun that is counted
    (境外博士, 女教师), and neither the sentence nor what stands around it names that part."""
    if question.head is None or question.head.start < question.asking.start:
        return False
    noun = question.head.cut(question.text)
    before = _PART.search(question.text, question.asking.start, question.head.start)
    inside = _PART_OF.match(noun)
    part = before["part"] if before else inside["part"] if inside else None
    if part is None:
        return False
    around = f"{candidate.headings}\n{candidate.context}\n{candidate.section}\n{candidate.text}"
    return not any(word in around for word in (part, *other_words(part, everyday=True)))


def _clause(text: str, best: Short) -> Span:
    """The clause that a figure stands in."""
    start = max((m.end() for m in _CLAUSE.finditer(text, 0, best.span.start)), default=0)
    stop = _CLAUSE.search(text, best.span.end)
    return Span(start, stop.start() if stop else len(text))
