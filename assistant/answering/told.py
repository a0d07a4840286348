"""A question and a sentence in, whether the sentence tells what is asked of the thing it speaks of:
an event, a deed, a reason, a rank, a meaning.
"""

import re
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from assistant.answering.asked_figure import Stated
from assistant.answering.asking import WHEN_ASKED
from assistant.answering.candidates import Candidate
from assistant.answering.question import Question
from corpus import Span

_REASON = re.compile(
    "因为|由于|因此|所以|为了|旨在|目的|以便|有利于|意义|重要|原因|缘于|得益于|致使|导致|使得|从而|是为|以推动|以促进|来自于|关键|宗旨|目标|用意|初衷"
)
# Measured on own question sets, as the shares of answered and of unanswerable questions below it:
# for a date 2 of 22 against 6 of 6.
WHEN, WHY = 0.4, 0.5
_WHAT_PERIOD = re.compile("哪段|哪几年|起止|什么期间|哪一?个?(?:时期|时段|阶段)")
# Who, where, which: the answer stands in a relation that the question's verb names.
RELATED = frozenset(("person", "organisation", "place", "thing", "list", "title", "method"))
# Under this a deed is not told in any words: of 949 right answers none of these kinds lay under it,
# of 149 wrong ones four.
UNTOLD = 0.15
_TOLD_SO = (
    (
        re.compile(
            "最(?![新近终后晚迟])[一-龥]|\\b(?:most|largest|highest|best|biggest|fewest)\\b", re.I
        ),
        # 最多能提多少 asks for a limit.
        re.compile(
            "最|第一|首|居|领先|高于|多于|冠|之一|[上下]限|不得?[超低高多少][过于出]|封顶|以内|至[多少]"
        ),
    ),
    (
        re.compile("(?:之前|以前|原先|此前)(?:[在任做当]|是(?!$))"),
        re.compile("曾|原[任为是]|此前|以前|之前|前身|历任|调任"),
    ),
    (
        re.compile("区别|不同|差[别异距]|异同|优劣"),
        re.compile("区别|不同|差[别异距]|相比|比较|[高多优低少]于|而"),
    ),
    (re.compile("合作|合伙|联手"), re.compile("合作|共建|联合|联手|携手|签约|签署|会同|共同|牵手")),
)
# Deeds of authors, hosts, founders, owners: whose they are is told by a word of the same row alone.
_DEEDS = tuple(
    re.compile(row)
    for row in (
        "编[写著制撰纂]|撰写|执笔|起草|著(?!名)|写[的成]|作者|written|wrote|author|draft",
        "主办|承办|协办|举办|[召举]开|host|organi[sz]ed by",
        "创办|创[立始]|成立|发起|组建|founded|founder",
        "运营|经营|运作|管理运行|operate[ds]?\\b",
        "隶属|[归从]属|旗下|owned by|owns?\\b",
        "共[建办]|合办|联合建",
        "评[选定]|评出|评为|selected by",
        "收购|并购|入股|控股|acquired",
        "获奖|夺冠|冠军|一等奖|第一名|头奖|won\\b|winner|first prize",
        "出版|publisher",
        "授牌|颁奖|颁发",
    )
)
NEAR = 8  # characters between the verb and the word that asks
_HOLE = re.compile("谁|哪|怎|何|什么|啥|多少|几|\\b(?:who|whom|which|what|where)\\b", re.I)
_MEANS = re.compile("[是指为](?!了)|即|也就是|称[为作]|定义|“[^”]+”——|：")

Floats = NDArray[np.float32]


def told_features(
    question: Question,
    candidate: Candidate,
    in_sentence: Floats,
    in_context: Floats,
    counted: Iterable[Stated],
) -> dict[str, float]:
    """How well the sentence tells what is asked; ``event_absent`` where it does not at all."""
    verbs = [
        float(h) for h, term in zip(in_sentence, question.terms, strict=True) if term.kind == "verb"
    ]  # fmt: skip
    event = question.asks not in ("figure", "share") and not question.about_speech
    related = _relation_held(question, in_sentence)
    return {
        "event_absent": float(
            _lacks_event(question, in_sentence, in_context)
            or _is_of_another_deed(question, counted := list(counted))
            or _lacks_deed(question, candidate, counted)
            or _is_untold(question, candidate, related)
        ),
        "event_held": min(verbs, default=1.0) if event else 1.0,
        "relation_held": related,
        "defines": float(question.asks != "definition" or _defines(question, candidate.text)),
    }


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


def _is_of_another_deed(question: Question, counted: list[Stated]) -> bool:
    """Whether all dates of the sentence are of another deed: of 印发 where 施行 is asked for."""
    turned = (stated.likeness.turned for stated in counted)
    return question.asks == "date" and bool(counted) and all(turned)


def _lacks_deed(question: Question, candidate: Candidate, counted: list[Stated]) -> bool:
    """Whether the likest figure counts some that are not told to have done what those asked for did:
    引领了多少家孵化器升级, where 23家孵化器 are told to have led."""
    best = max(counted, key=lambda stated: stated.score, default=None)
    if best is None or question.asks != "figure":
        return False  # of a share the text may say otherwise what those are: 是孵化器培养出来的
    behind = (t for t in best.likeness.undone if t.span.start >= best.asked.span.end)
    return any(term.text not in candidate.text for term in behind)


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
    asking, told = question.asking.cut(question.text), candidate.context + candidate.text
    if question.asks == "reason" and not _REASON.search(told):
        return True
    if question.asks in ("method", "figure", "share") and related < UNTOLD:
        return not _names_purpose(question, candidate)
    rows = _DEEDS if question.asks in RELATED - {"place", "method"} else ()
    tellings = (*_TOLD_SO, *((deed, deed) for deed in rows))
    return any(asked.search(asking) and not telling.search(told) for asked, telling in tellings)


def _names_purpose(question: Question, candidate: Candidate) -> bool:
    """Whether the headline tells in the question's own words what is done with what is asked for
    (提取公积金付房租): the sentence then need not say it again."""
    verbs = [t for t in question.terms if t.kind == "verb" and question.asking.covers(t.span)]
    follows = (
        question.text[verb.span.start : noun.span.end]
        for verb in verbs
        for noun in question.terms
        if verb.span.end == noun.span.start
    )
    return any(said in candidate.headings for said in follows)


def _defines(question: Question, text: str) -> bool:
    """Whether a text says what one of the question's words means."""
    words = [form for term in question.terms for form in term.forms]
    return _MEANS.search(text) is not None and any(word in text for word in words)
