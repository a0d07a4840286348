"""A question and a sentence in, what the sentence must meet out: the place, person, measure and kind of
thing that is asked about, which no likeness makes up for.
"""

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.answering.asked_figure import Stated
from assistant.answering.asking import asks_for_names
from assistant.answering.candidates import Candidate, find_form
from assistant.answering.like_things import is_only_like
from assistant.answering.other_holders import is_of_other_holder
from assistant.answering.question import Question
from assistant.answering.short_answers import (
    Short,
    holds_a_name,
    holds_name_of,
    names_bodies,
    regions,
    wants_region,
)
from assistant.statements.substitutions import name_opposites
from assistant.statements.thesaurus import other_words
from corpus import Span
from corpus.words import tag_words

# The noun phrase right behind a count, up to the next stop.
_COUNTED = re.compile("(?<=[家个名位人件项种所座场])[\u4e00-\u9fff]{2,14}")
# 哪个城市, 哪个部门: any name of the kind will do; 哪所大学 wants a university.
_ANY_PLACE = re.compile(
    "城市|地方|地区|国家|省份?|[市县区]$|部门|机构|机关|单位|公司|企业|组织|政府|团队|论坛|大会|方面|领域|平台"
)
NAMING = frozenset(("place", "organisation", "list", "thing", "passage", "title"))
# Kinds of bodies and places that have names of their own.
_NAMED_KIND = re.compile(
    "(?:孵化器|加速器|公司|企业|集团|大学|高校|学院|学校|医院|银行|基金|园区?|平台|中心|协会|联盟|研究院|研究所|实验室|"
    "出版社|报社|杂志社|通讯社|事务所|厂|店|剧院|图书馆|博物馆|体育馆|展馆|会场|电视台|球队|券商|"
    "区|县|镇|街道|省|市|城市|国家|部门|机构|单位|组织|委员会|场馆|酒店)$"
)
_BODIES = re.compile("(?:部委|部门|单位|机关)$")
# Such things have names of their own: 冠军是哪个项目.
_CALLED_BY_NAME = re.compile("(?:项目|产品|作品|品牌|网站|奖项)$")
# “三城一区”具体指哪几个地方
_MEANING = re.compile(
    "[“‘「](?P<what>[^”’」]{2,12})[”’」](?:具体|分别|到底|究竟|都)*(?:(?:是?指|包括|包含|是)(?:的是)?(?:哪|什么|啥)"
    "|的(?:定义|含义|意思|概念)|是什么意思|怎么定义|如何定义|如何界定)"
)
_DOCUMENT = re.compile(
    "哪一?[份部项个][^，。？]{0,6}(?:文件|办法|方案|政策|公告|通知|意见|报告|标准)|什么文件|文件名"
    "|(?:which|what) document",
    re.I,
)
_PEOPLE = re.compile("(?:领导|嘉宾|专家|官员|人物|人士|代表|负责人|学者)$")
_CALLED = re.compile("叫做?(?:什么|啥)|名字|名称")
_OF_A_SORT = re.compile("哪[几些]?[类种]|什么样|怎样的|何种")
# Where something is or was, not where it is going (往哪儿投).
_WHERE = re.compile(
    "(?<![往投去到])(?:在|位于|坐落|于)哪|何处|何地|地址|地点|什么地方|\\bwhere\\b|\\baddress\\b",
    re.I,
)
# Who asks for one of these is not answered by a sentence that holds none.
MUST_HOLD = frozenset(
    ("figure", "share", "date", "number", "person", "office", "duration", "organisation")
)


SORT = 3  # characters that tell what is counted: 高质量, 标杆孵
_OF_THEM = re.compile("[^，。？?]{2,12}?[的里中内]")  # 12家高质量孵化器的在孵企业
# What tells some of a kind from the others by rank or merit.
_CHOSEN = re.compile(
    "高质量|高水平|高成长|标杆|示范|重点|骨干|龙头|优质|一流|先进|(?:国家|[省市区县州])级|[一二三四五甲乙特A-Z\\d]级"
)
_ONE_YEARS = re.compile("年一年|一年[里内中间]|当年|全年|年内|这一年")

Floats = NDArray[np.float32]


def kind_features(
    question: Question,
    candidate: Candidate,
    shorts: Sequence[tuple[float, Short]],
    counted: Mapping[Short, Stated],
) -> dict[str, float]:
    """Whether the sentence holds the kind of thing that is asked for."""
    asked = question.asked
    return {
        "has_kind": float(bool(shorts)),
        "short_score": shorts[0][0] if shorts else 0.0,
        "lacks_kind": float(_lacks_kind(question, candidate, shorts)),
        "place_conflict": float(_is_elsewhere(question, candidate)),
        "another_sort": float(_is_of_another_sort(question, candidate, shorts, counted)),
        "counts_unlike": float(_counts_unlike(question, counted)),
        "list_misfit": float(_is_other_list(question, candidate, shorts)),
        "name_absent": float(_lacks_name(question, candidate)),
        "person_absent": float(_lacks_person(question, candidate)),
        # 哪个园区: the answer's own name mostly ends with what it is.
        "asked_held": float(asked is None or _names_kind(candidate.text, asked)),
        "speaker_asked": float(
            question.asks == "person" and candidate.sentence.speaker is not None
        ),
    }


def _lacks_kind(
    question: Question, candidate: Candidate, shorts: Sequence[tuple[float, Short]]
) -> bool:
    if (meant := _MEANING.search(question.asking.cut(question.text))) is not None:
        return not _says_what(meant["what"], candidate.text)
    if question.asks in ("place", "list") and wants_region(question):
        return not any(regions(question, candidate.text, candidate.words))
    if question.asks == "title" and _DOCUMENT.search(question.asking.cut(question.text)):
        return not shorts
    if question.asks == "list" and _BODIES.search(question.asked or ""):
        return not _lists_bodies(candidate, shorts)
    if question.asks == "list" and _PEOPLE.search(question.asked or ""):
        return not any(word.tag == "PER" for word in candidate.words)
    where = _WHERE.search(question.text)
    if question.asks in MUST_HOLD or question.asks == "place" and where:
        return not shorts
    asked = question.asked
    if question.asks not in ("place", "organisation") or not asked or _ANY_PLACE.search(asked):
        return False
    return not _names_kind(candidate.text, asked)


def _is_other_list(
    question: Question, candidate: Candidate, shorts: Sequence[tuple[float, Short]]
) -> bool:
    """Whether a list is asked for and the sentence does not say that it is one of the kind."""
    head = question.head.cut(question.text) if question.head else None
    asked = question.asked or head
    if question.asks != "list" or asked is None:
        return False
    return not _names_kind(candidate.text, asked)


def _lists_bodies(candidate: Candidate, shorts: Sequence[tuple[float, Short]]) -> bool:
    """部委 are told by their own names."""
    listed = any(len(short.members) > 1 and names_bodies(short) for _, short in shorts)
    return listed or sum(word.tag == "ORG" for word in candidate.words) > 1


def _says_what(word: str, text: str) -> bool:
    """Whether a text says what a word stands for: 三大产业（…）, “四链”是指…, …，即“四链”."""
    word = re.escape(word)
    behind = f"{word}[”》’」]?，?(?:（|[是指即为：]|包括|包含|分为|——)"
    return re.search(f"{behind}|[是即为作][“《‘「]?{word}", text) is not None


def _names_kind(text: str, asked: str) -> bool:
    """Whether a text holds the noun asked for (哪个园区), by its end, or another word for it."""
    return any(word in text for word in (asked[-2:], *other_words(asked, everyday=True)))


def _lacks_name(question: Question, candidate: Candidate) -> bool:
    """Whether a body or place is asked for by name (哪家孵化器) and the sentence names none."""
    asking = question.asking.cut(question.text)
    if question.language != "zh" or not asks_for_names(asking) or question.asks not in NAMING:
        return False
    if _OF_A_SORT.search(asking):
        return False
    kind = question.asked
    if kind is None and question.asks == "list" and question.head:
        kind = question.head.cut(question.text)
    if kind and re.fullmatch("名字|名称|名单", kind):
        kind = question.head.cut(question.text) if question.head else None
    if not kind or not _NAMED_KIND.search(kind):
        called = _CALLED.search(asking) or kind and _CALLED_BY_NAME.search(kind)
        return bool(called) and not holds_a_name(question, candidate.text, candidate.words)
    return not holds_name_of(kind, question, candidate.text, candidate.words)


def _counts_unlike(question: Question, counted: Mapping[Short, Stated]) -> bool:
    """Whether no figure's measure holds the noun of the one asked for, nor another word for it."""
    head, measures = _measures(question, counted)
    words = (head[-2:], *other_words(head, everyday=True), *other_words(head[-2:], everyday=True))
    return bool(measures) and not any(word in measure for measure in measures for word in words)


def _is_of_another_sort(
    question: Question,
    candidate: Candidate,
    shorts: Sequence[tuple[float, Short]],
    counted: Mapping[Short, Stated],
) -> bool:
    """Whether the best figure, or all that can be compared, count another sort: 瞪羚企业, no
    独角兽企业."""
    best = max(counted.values(), key=lambda stated: stated.score, default=None)
    if best is not None and (best.one_of_many or _counts_chosen(question, best)):
        return True
    asking = question.asking.cut(question.text)
    if name_opposites(asking, f"{candidate.headings}\n{candidate.text}"):
        return True
    if _counts_others(question, candidate) or _sums_up_years(question, candidate):
        return True
    if is_only_like(question, candidate, shorts):
        return True
    if shorts and is_of_other_holder(question, candidate, shorts[0][1]):
        return True
    behind = _counted(question, candidate, shorts)
    if behind is not None and _is_another_sort(*behind):
        return True
    head, measures = _measures(question, counted)
    return bool(measures) and all(_is_another_sort(head, measure) for measure in measures)


def _counts_chosen(question: Question, stated: Stated) -> bool:
    """Whether all of a kind are asked for (有多少家孵化器) and the figure counts only the chosen
    among them (7家高质量孵化器)."""
    if question.asks != "figure" or question.head is None:
        return False
    own = (t for t in question.terms if question.asking.covers(t.span))
    if any(t.kind not in ("place", "figure") and not question.head.overlaps(t.span) for t in own):
        return False  # 启动了多少家孵化器: those, whatever they are called
    noun = _in_chinese(question, question.head)[-2:]
    chosen = _CHOSEN.search((stated.statement.figure.measure or "").rpartition(noun)[0])
    return bool(noun) and chosen is not None and chosen.group() not in question.chinese


def _counts_others(question: Question, candidate: Candidate) -> bool:
    """Whether the sentence speaks of so many others of what is asked about: of 7家高质量孵化器, where
    12家高质量孵化器 are asked about."""
    for figure in question.figures:
        behind = question.text[figure.span.end : figure.span.end + SORT]
        counted = [
            other.value
            for other in candidate.figures
            if candidate.text.startswith(behind, other.span.end) and other.kind == figure.kind
        ]
        exact = figure.qualifier is None and figure.value not in counted
        if (
            len(behind) == SORT
            and counted
            and exact
            and _OF_THEM.match(question.text, figure.span.end)
        ):
            return True
    return False


def _sums_up_years(question: Question, candidate: Candidate) -> bool:
    """Whether one year's figure is asked for and the sentence gives that of all years."""
    counts = question.asks == "figure" and bool(question.years)
    asking = question.asking.cut(question.text)
    return (
        counts
        and _ONE_YEARS.search(asking) is not None
        and "累计" in candidate.text
        and not ("累计" in asking or _ONE_YEARS.search(candidate.text))
    )


def _measures(question: Question, counted: Mapping[Short, Stated]) -> tuple[str, list[str]]:
    """What is asked to be counted, and what the comparable figures count."""
    if question.asks != "figure" or question.head is None:
        return "", []
    measures = [stated.statement.figure.measure for stated in counted.values()]
    head = _in_chinese(question, question.head)
    return head, [measure for measure in measures if measure and head]


def _in_chinese(question: Question, span: Span) -> str:
    """The words of a part of the question as a Chinese text prints them."""
    if question.language == "zh":
        return span.cut(question.text)
    return "".join(term.printed for term in question.terms if span.overlaps(term.span))


def _counted(
    question: Question, candidate: Candidate, shorts: Sequence[tuple[float, Short]]
) -> tuple[str, str] | None:
    """What is asked to be counted, and what the best figure counts by the words right behind it."""
    if question.asks != "figure" or not shorts or question.language != "zh":
        return None
    behind = _COUNTED.match(candidate.text, shorts[0][1].span.end)
    if question.head is None or behind is None:
        return None
    return question.head.cut(question.text), behind.group()


def _is_another_sort(asked: str, printed: str) -> bool:
    """Whether what is counted is of another sort: 标杆孵化器 are not the 高质量孵化器 asked for."""
    noun = tag_words(asked)[-1].text
    # What stands before a blank is a row's head in a table: 松坪镇 空置率.
    printed = printed.rpartition(" ")[2]
    sort, at = asked.removesuffix(noun), printed.rfind(noun)
    if len(sort) < 2 or at < 2:
        return False
    words = (sort, *other_words(sort, everyday=True))
    return not any(set(word) & set(printed[:at]) for word in words)


def _is_elsewhere(question: Question, candidate: Candidate) -> bool:
    """Whether the sentence speaks of another place than is asked about, or, where a figure for the
    whole country is asked for, of a part of it."""
    asked = [
        t
        for t in question.terms
        if t.kind == "place" and t.strict and question.asking.covers(t.span)
    ]
    spoken_of = candidate.headings + "\n" + candidate.text
    missing = [term for term in asked if find_form(spoken_of, term) is None]
    whole = question.national and question.asks in ("figure", "share")
    if len(missing) < len(asked) or not (missing or whole):
        return False
    places = [word.text for word in candidate.words if word.tag == "LOC" and word.text != "中国"]
    if missing:
        return bool(places)
    return bool(places) and not re.search("我国|全国|中国|国内", candidate.text)


def _lacks_person(question: Question, candidate: Candidate) -> bool:
    """Whether the sentence is not about the person asked about, though they may have said it."""
    people = [t for t in question.terms if t.kind == "person" and question.asking.covers(t.span)]
    if not people or question.about_speech or question.asks in ("office", "yesno"):
        return False
    # An article that is about somebody says so in its headline, and then speaks of 他.
    spoken_of = candidate.headings + "\n" + candidate.text
    return all(find_form(spoken_of, term) is None for term in people)
