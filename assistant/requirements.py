"""A question and a sentence in, what the sentence must meet out: the year, place, person, event,
measure and kind of thing that is asked about, which no likeness makes up for.
"""

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.asked_figure import Stated
from assistant.asking import WHEN_ASKED, asks_for_names
from assistant.candidates import Candidate, find_form
from assistant.question import Question, years_of
from assistant.short_answers import (
    Short,
    holds_a_name,
    holds_name_of,
    names_bodies,
    regions,
    wants_region,
)
from assistant.thesaurus import other_words
from corpus import Span, find_figures
from corpus.words import tag_words

_REASON = re.compile(
    "因为|由于|因此|所以|为了|旨在|目的|以便|有利于|意义|重要|原因|缘于|得益于|致使|导致|使得|从而|是为|以推动|以促进|来自于|关键"
)
# The noun phrase right behind a count, up to the next stop.
_COUNTED = re.compile("(?<=[家个名位人件项种所座场])[\u4e00-\u9fff]{2,14}")
# Measured on own question sets, as the shares of answered and of unanswerable questions below
# them: for a date 2 of 22 against 6 of 6, for a measure 2 of 99 against 8 of 29.
WHEN, WHY = 0.4, 0.5
MEASURE, LEAST_OF_MEASURE = 0.35, 0.35
# 哪个城市, 哪个部门: any name of the kind will do; 哪所大学 wants a university.
_ANY_PLACE = re.compile(
    "城市|地方|地区|国家|省份?|[市县区]$|部门|机构|机关|单位|公司|企业|组织|政府|团队|论坛|大会|方面|领域|平台"
)
NAMING = frozenset(("place", "organisation", "list", "thing", "passage", "title"))
# Kinds of bodies and places that have names of their own.
_NAMED_KIND = re.compile(
    "(?:孵化器|加速器|公司|企业|集团|大学|高校|学院|学校|医院|银行|基金|园区?|平台|中心|协会|联盟|研究院|研究所|实验室|"
    "出版社|报社|杂志社|通讯社|事务所|工厂|剧院|图书馆|博物馆|体育馆|展馆|会场|电视台|球队|券商|"
    "区|县|镇|街道|省|市|城市|国家|部门|机构|单位|组织|委员会|场馆|酒店)$"
)
_BODIES = re.compile("(?:部委|部门|单位|机关)$")
# Such things have names of their own: 冠军是哪个项目.
_CALLED_BY_NAME = re.compile("(?:项目|产品|作品|品牌|网站|奖项)$")
_WHAT_PERIOD = re.compile("哪段|哪几年|起止|什么期间|哪一?个?(?:时期|时段|阶段)")
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
_THIS_YEAR = re.compile("今年|本年度|年内|\\bthis year\\b", re.I)
_LAST_YEAR = re.compile("去年(?!同期)|(?<!比)(?<!较)上一?年度?(?!同期)|\\blast year\\b", re.I)
# Who asks for one of these is not answered by a sentence that holds none.
MUST_HOLD = frozenset(
    ("figure", "share", "date", "number", "person", "office", "duration", "organisation")
)

# Who, where, which: the answer stands in a relation that the question's verb names.
RELATED = frozenset(("person", "organisation", "place", "thing", "list", "title", "method"))
# Under this a deed is not told in any words. Of 949 right answers none lay under it, of 149 wrong
# ones four.
UNTOLD = 0.15
_TOLD_SO = (
    (
        re.compile(
            "最(?![新近终])[一-龥]|\\b(?:most|largest|highest|best|biggest|fewest)\\b", re.I
        ),
        re.compile("最|第一|首|居|领先|高于|多于|冠|之一"),
    ),
    (
        re.compile("(?:之前|以前|原先|此前)(?:[在任做当]|是(?!$))"),
        re.compile("曾|原[任为是]|此前|以前|之前|前身|历任|调任"),
    ),
)
NEAR = 8  # characters between the verb and the word that asks
_HOLE = re.compile("谁|哪|怎|何|什么|啥|多少|几|\\b(?:who|whom|which|what|where)\\b", re.I)
_MEANS = re.compile("[是指为](?!了)|即|也就是|称[为作]|定义|“[^”]+”——|：")

Floats = NDArray[np.float32]


def year_features(question: Question, candidate: Candidate) -> dict[str, float]:
    asking = question.asking.cut(question.text)
    year = candidate.document.source.year
    # 今年 tells no year from another: the question's may be the reader's, 去年 is neither's.
    wanted = set(question.years)
    if _LAST_YEAR.search(asking):
        wanted |= _relative_years(asking, year)
    if not wanted or question.about_validity:
        return {"year_held": 0.0, "year_conflict": 0.0}
    spoken = _years(candidate.text, candidate) or next(
        (
            years
            for s in reversed(candidate.before)
            if (years := _years(s.span.cut(candidate.document.text), candidate))
        ),
        set(),
    )
    if not spoken:
        spoken = _years(candidate.headings, candidate) | ({year} if year else set())
    # A period is another one if it begins or ends in another year.
    period = len(question.years) > 1 and any(f.kind == "date" and f.upper for f in question.figures)
    held = wanted <= spoken if period else bool(wanted & spoken)
    return {"year_held": float(held), "year_conflict": float(bool(spoken) and not held)}


def _years(text: str, candidate: Candidate) -> set[int]:
    years: set[int] = set()
    dates = [figure for figure in find_figures(text) if figure.kind == "date"]
    # A bare 2024 is part of a name (2024中关村论坛) where other dates are written out.
    # … and so are the years of a title.
    titles = [Span(*match.span()) for match in re.finditer("《[^》]*》", text)]
    plain = [d for d in dates if "年" in d.raw and not any(t.covers(d.span) for t in titles)]
    for figure in plain or dates:
        found = list(years_of(figure))
        years.update(
            range(found[0], found[-1] + 1)
            if len(found) == 2 and found[1] - found[0] < 100
            else found
        )
    return years | _relative_years(text, candidate.document.source.year)


def _relative_years(text: str, spoken_in: int | None) -> set[int]:
    """The years that 今年 and 去年 mean in a text of the year ``spoken_in``."""
    if spoken_in is None:
        return set()
    years = {spoken_in for _ in _THIS_YEAR.findall(text)}
    years |= {spoken_in - 1 for _ in _LAST_YEAR.findall(text)}
    return years


def kind_features(
    question: Question,
    candidate: Candidate,
    in_sentence: Floats,
    in_context: Floats,
    shorts: Sequence[tuple[float, Short]],
    counted: Mapping[Short, Stated],
) -> dict[str, float]:
    """Whether the sentence holds the kind of thing that is asked for."""
    verbs = [
        float(h) for h, term in zip(in_sentence, question.terms, strict=True) if term.kind == "verb"
    ]  # fmt: skip
    event = question.asks not in ("figure", "share") and not question.about_speech
    asked = question.asked
    return {
        "has_kind": float(bool(shorts)),
        "short_score": shorts[0][0] if shorts else 0.0,
        "lacks_kind": float(_lacks_kind(question, candidate, shorts)),
        "place_conflict": float(_is_elsewhere(question, candidate)),
        "counts_other": float(_counts_other(question, candidate, shorts)),
        "another_sort": float(_counts_another_sort(question, candidate, shorts)),
        "counts_unlike": float(_counts_unlike(question, counted)),
        "measures_another": float(_measures_another(question, shorts, counted)),
        "day_turned": float(
            question.asks == "date"
            and bool(counted)
            and all(stated.likeness.turned for stated in counted.values())
        ),
        "list_misfit": float(_is_other_list(question, candidate, shorts)),
        "event_absent": float(_lacks_event(question, in_sentence, in_context)),
        "measure_absent": float(
            question.asks == "figure" and _lacks_measure(question, in_sentence)
        ),
        "name_absent": float(_lacks_name(question, candidate)),
        "person_absent": float(_lacks_person(question, candidate)),
        # 哪个园区: the answer's own name mostly ends with what it is.
        "asked_held": float(asked is None or _names_kind(candidate.text, asked)),
        "event_held": min(verbs, default=1.0) if event else 1.0,
        "relation_held": (related := _relation_held(question, in_sentence)),
        "untold": float(_is_untold(question, candidate, related)),
        "defines": float(question.asks != "definition" or _defines(question, candidate.text)),
        "gives_reason": float(
            question.asks != "reason" or _REASON.search(candidate.text) is not None
        ),
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
    if _BODIES.search(asked):  # 部委 are told by their own names
        return not any(len(short.members) > 1 and names_bodies(short) for _, short in shorts)
    return not _names_kind(candidate.text, asked)


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


def _lacks_event(question: Question, in_sentence: Floats, in_context: Floats) -> bool:
    """Whether the sentence does not tell of what is said to have happened (撤出, 施行).

    What happened on a day is said by the verb nearest to the words that ask for it (北京扶持的方案，
    哪天公布); a reason may be given behind the sentence that tells of the event.
    """
    verbs = [
        (_distance(question, term.span), float(sentence), float(context))
        for term, sentence, context in zip(question.terms, in_sentence, in_context, strict=True)
        # The tagger takes some deeds for nouns: 成文是哪一天.
        if term.kind == "verb" or question.head and question.head.overlaps(term.span)
    ]
    if question.asks == "date":
        if _WHAT_PERIOD.search(question.text):
            return False
        return question.language == "zh" and bool(verbs) and min(verbs)[1] < WHEN
    return question.asks == "reason" and min((v[2] for v in verbs), default=1.0) < WHY


def _distance(question: Question, span: Span) -> int:
    """The characters between a word of the question and the word that asks for a date."""
    hole = WHEN_ASKED.search(question.text, question.asking.start)
    if hole is None:
        return 0
    return max(hole.start() - span.end, span.start - hole.end(), 0)


def _relation_held(question: Question, in_sentence: Floats) -> float:
    """How well the deed is held whose doer, object or place is asked for: 编写 of 由哪些单位编写;
    1 where none stands beside the words that ask."""
    hole = _HOLE.search(question.text, question.asking.start, question.asking.end)
    counted = question.asks in ("figure", "share")
    if not (counted or question.asks in RELATED) or hole is None:
        return 1.0
    verbs = [
        (max(hole.start() - term.span.end, term.span.start - hole.end(), 0), float(held))
        for term, held in zip(question.terms, in_sentence, strict=True)
        if term.kind == "verb"
        and question.asking.covers(term.span)
        # 有几家上市了: behind the figure stands what those counted did.
        and (not counted or term.span.start >= hole.end())
    ]
    near = [held for distance, held in sorted(verbs) if distance <= NEAR]
    return near[0] if near else 1.0


def _is_untold(question: Question, candidate: Candidate, related: float) -> bool:
    """Whether the sentence does not tell at all what is asked of the thing it speaks of: a reason,
    a rank, an earlier time, how something is done, what those counted did."""
    asking = question.asking.cut(question.text)
    if question.asks == "reason" and not _REASON.search(candidate.context + candidate.text):
        return True
    if question.asks in ("method", "figure", "share") and related < UNTOLD:
        return True
    return any(
        asked.search(asking) and not told.search(candidate.context + candidate.text)
        for asked, told in _TOLD_SO
    )


def _defines(question: Question, text: str) -> bool:
    """Whether a text says what one of the question's words means."""
    words = [form for term in question.terms for form in term.forms]
    return _MEANS.search(text) is not None and any(word in text for word in words)


def _lacks_measure(question: Question, in_sentence: Floats) -> bool:
    """Whether a word of the measure asked for is not in the sentence: 亏损额 where it has 收入."""
    held = [
        float(h) for h, term in zip(in_sentence, question.terms, strict=True)
        if question.head and question.head.overlaps(term.span)
    ]  # fmt: skip
    return bool(held) and (min(held) < LEAST_OF_MEASURE or float(np.mean(held)) < MEASURE)


def _counts_other(
    question: Question, candidate: Candidate, shorts: Sequence[tuple[float, Short]]
) -> bool:
    """Whether the figure nearest to what is asked counts something else: 89家科创板企业 are no
    孵化器."""
    counted = _counted(question, candidate, shorts)
    if counted is None:
        return False
    head, printed = counted
    words = (head[-2:], *other_words(head, everyday=True), *other_words(head[-2:], everyday=True))
    return not any(word in printed for word in words)


def _counts_another_sort(
    question: Question, candidate: Candidate, shorts: Sequence[tuple[float, Short]]
) -> bool:
    counted = _counted(question, candidate, shorts)
    return counted is not None and _is_another_sort(*counted)


def _counts_unlike(question: Question, counted: Mapping[Short, Stated]) -> bool:
    """Whether no figure's measure holds the noun of the one asked for, nor another word for it."""
    if question.asks != "figure" or question.head is None or question.language != "zh":
        return False
    measures = [s.statement.figure.measure for s in counted.values() if s.statement.figure.measure]
    head = question.head.cut(question.text)
    words = (head[-2:], *other_words(head, everyday=True), *other_words(head[-2:], everyday=True))
    return bool(measures) and not any(word in measure for measure in measures for word in words)


def _measures_another(
    question: Question,
    shorts: Sequence[tuple[float, Short]],
    counted: Mapping[Short, Stated],
) -> bool:
    """Whether all figures of the kind asked for count another sort: 瞪羚企业, no 独角兽企业."""
    if question.asks != "figure" or question.head is None or question.language != "zh":
        return False
    measures = [s.statement.figure.measure for s in counted.values() if s.statement.figure.measure]
    head = question.head.cut(question.text)
    return bool(measures) and all(_is_another_sort(head, measure) for measure in measures)


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
