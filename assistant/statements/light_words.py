"""Words that name nothing counted and tell no deed: a word in, yes or no out.

Reads ``light_nouns.txt`` (家底, 成绩单) and ``light_verbs.txt`` (拥有, 走出, 归纳). Knows no sentence.
"""

import re
from functools import cache
from importlib.resources import files

# Words that lead to a figure or to a statement and say nothing of what is counted.
_EMPTY = re.compile(
    "达到?|为|有|共有?|已(?:经|达|达到)?|超过?|突破|逾|不足|不到|至少|至多|最[多少高低]|接近|将近|仅为?|只有?|是|到|至|"
    "高达|多达|大约|合计|总计|共计|计|分别为?|则|也|就|均|了|在|于|高于|低于|不?超过|不[低少高多]于|多|数|总共|据|的|成为|"
    "其中|当年|截至|截止|同时|此外|全年|当日|目前|表示|介绍|说|指出|透露|认为|提到|称|谈到|强调|显示|统计|数据|记者|"
    "数量|数字|情况|国|能够?|可以?|要|会|将|进行|以及|来|等|个|上|中|里|内|手[里中上]|之中|我国|全国|中国|左右|以上|以下|之间|新华社|获悉|报道|"
    "介绍说|据悉|日电|电|数|算起|起算|共同|作为|属于|当地|那里|这里|那边|里[面头]|当中|开始|没有|包括|近|约|结束|起始"
)
# 卖出, 迁到, 投进 tell what was done.
_REACHED = re.compile(
    "[^卖售买购进迁退撤搬调裁评投选捐贷借租关缴纳罚判派聘招雇发移流输放汇偿还引建]"
    "[出到过起下了成上入满住开至给进向在就得着有]"
)
# 可免, 只认: what may or will be done, with a verb of one character, which says little.
_LED = re.compile("[可能只].|照[免减退补发付收]")
_GENERIC = re.compile(
    "钱|规模|体量|[拥保]有量|量|总?[金数]?额|总[数量值]|数量|人数|家数|水平|占?比[例重率]?|比率|份额|合计|累计数?|幅度|[增涨降跌]幅"
)


@cache
def light_nouns() -> frozenset[str]:
    """Reporters' turns of phrase that name nothing counted (家底, 成绩单, 压舱石)."""
    return _listed("light_nouns.txt")


@cache
def light_verbs() -> frozenset[str]:
    """Verbs that may be said of any figure and tell no deed of their own (拥有, 走出, 归纳)."""
    return _listed("light_verbs.txt")


def is_light(verb: str) -> bool:
    """Whether a verb tells no deed: one of the list, or 跑出, 织到, 砸下 with their complements."""
    if is_empty(verb) or verb in light_verbs() or _REACHED.fullmatch(verb) or _LED.fullmatch(verb):
        return True
    if is_generic(verb):  # 占比
        return True
    return len(verb) == 3 and verb[-1] in "成为出到至在于了着" and is_light(verb[:2])


def _listed(name: str) -> frozenset[str]:
    return frozenset(files("assistant.statements").joinpath(name).read_text("utf-8").split())


def is_generic(word: str) -> bool:
    """Whether a word says that something is measured, not what: 规模, 总额, 占比."""
    return _GENERIC.fullmatch(word) is not None


def is_empty(word: str) -> bool:
    """Whether a word only leads to a figure or a statement (达到, 其中) and names nothing."""
    return _EMPTY.fullmatch(word) is not None or word in light_nouns()
