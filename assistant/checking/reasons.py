"""Why a figure got its verdict: a kind of reason and the words printed on both sides in, one
sentence in Chinese or English out. Printed words stay as they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest

FRAMES: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "same": "与原文一致：“{}”",
        "same_value": "与原文数值相同：原文为“{}”，稿件写作“{}”",
        "same_time": "资料中有这一时间的同一事项：“{}”",
        "computed": "由原文数字推算：{}",
        "computed_otherwise": "按原文数字计算应为：{}，稿件写作“{}”",
        "said_by_another": "数字与原文一致，但说话人不符：原文出自{}，稿件归于{}",
        "not_said_by": "数字与原文一致，但原文没有说出自{}",
        "lost": "限定词丢失：原文为“{}”，稿件写作“{}”",
        "added": "原文没有限定词：原文为“{}”，稿件写作“{}”",
        "turned": "限定词改变：原文为“{}”，稿件写作“{}”",
        "rounded": "取整：原文为“{}”，稿件写作“{}”",
        "about": "数值为约数：原文为“{}”，稿件写作“{}”",
        "different": "与原文不符：原文为“{}”，稿件写作“{}”",
        "nothing": "资料中没有同一事项的数字“{}”",
        "nearest": "资料中没有同一事项的数字；最接近的是“{}”",
        "another_time": "原文的“{}”说的是{}，不是{}",
        "another_thing": "原文的“{}”说的是“{}”，不是“{}”",
        "not_named": "原文的“{}”一处没有提到“{}”",
    },
    "en": {
        "same": "As in the source: “{}”",
        "same_value": "The same value: the source has “{}”, the draft “{}”",
        "same_time": "The sources tell the same thing for this time: “{}”",
        "computed": "Computed from the sources’ figures: {}",
        "computed_otherwise": "The sources’ figures give {}, the draft has “{}”",
        "said_by_another": "The figure is right, the speaker is not: in the source it is said by {}, "
        "in the draft by {}",
        "not_said_by": "The figure is right, but the source does not say that it is from {}",
        "lost": "A qualifier is lost: the source has “{}”, the draft “{}”",
        "added": "The source has no qualifier: it has “{}”, the draft “{}”",
        "turned": "Another qualifier: the source has “{}”, the draft “{}”",
        "rounded": "Rounded: the source has “{}”, the draft “{}”",
        "about": "An approximate value: the source has “{}”, the draft “{}”",
        "different": "Not as in the source: it has “{}”, the draft “{}”",
        "nothing": "The sources have no figure “{}” for the same thing",
        "nearest": "The sources have no figure for the same thing; the nearest is “{}”",
        "another_time": "The source’s “{}” is for {}, not for {}",
        "another_thing": "The source’s “{}” is about “{}”, not “{}”",
        "not_named": "Where the source has “{}” it does not speak of “{}”",
    },
}
# What stands for words that are not printed.
_UNNAMED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "zh": {
        "same_time": ("原文未另标时间",),
        "another_time": ("", "另一时间", "稿件所说的时间"),
    },
    "en": {
        "same_time": ("no other time is given",),
        "another_time": ("", "another time", "the time of the draft"),
    },
}
# What a statement tells of, where the check says so itself and quotes nothing.
_KINDS_IN_ENGLISH: Mapping[str, str] = {
    "已有": "a result",
    "目标": "a target",
    "总数": "a total",
    "累计": "a running total",
    "比率": "a level",
    "增减幅度": "a change",
    "起": "a start",
    "止": "an end",
    "以前": "the time before",
    "以后": "the time after",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A kind of ``FRAMES`` with the words it names, in their order; None where none is printed."""

    kind: str
    words: tuple[str | None, ...]

    def said(self, language: str = "zh") -> str:
        unnamed = _UNNAMED[language].get(self.kind, ())
        words = [word or other for word, other in zip_longest(self.words, unnamed)]
        if language == "en" and self.kind == "another_thing":
            first, *told = words
            words = [first, *(_KINDS_IN_ENGLISH.get(word or "", word) for word in told)]
        return FRAMES[language][self.kind].format(*words)
