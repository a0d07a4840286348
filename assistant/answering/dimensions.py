"""A question in, the dimension that its word of asking wants out: 多长 a length, 多重 a mass, 几比几 a
score. Knows no texts.
"""

import re
from typing import Literal

from assistant.answering.question import Question
from corpus import Figure
from corpus.figures.units import to_base

Dimension = Literal["length", "mass", "score"]
# What will do where a sentence prints no figure of the dimension.
Instead = Literal["none", "duration", "any"]

_SCORE = re.compile("[几多]少?比[几多]少?|比分(?:是|为|到底)*(?:多少|几|怎[么样]|[？?]|$)")
_MASS = re.compile("多重(?=$|[？?，。的呢啊])|(?:体重|净重|毛重|自重|载重|总重)(?!量?[点要大])")
_LENGTH = re.compile("多[远宽深厚](?!度)|身高|全长|总长|长度|宽度|高度|深度|水深|海拔")
_LONG = re.compile("多长(?!时)")
_HIGH = re.compile("多高(?=$|[？?，。呢啊])")
# What has a length in room: of others, a meeting or a leave, 多长 asks how long they last.
_EXTENDED = re.compile(
    "[路道桥线街廊河渠江溪沟堤坝墙隧管缆轨带岸船舰绳链洞湾滩](?:一共|总共|到底|[有共都是])*$"
)
_MASSES = frozenset("磅 盎司 克拉".split())
_LENGTHS = frozenset("英里 英尺 英寸 丈 光年".split())
# A figure of each, as a question is filled in.
EXAMPLES: dict[Dimension, str] = {"length": "37米", "mass": "37公斤", "score": "3比1"}
_EXTENT = re.compile(
    "多(?P<asked>[长远高宽深厚])|(?P<named>[长高宽深厚])度|(?:全|总)(?P<whole>长)|(?P<tall>身高|海拔)"
)
_EXTENT_TOLD = re.compile("(?P<told>[长高宽深厚])度?(?:大?约|达到?|为|是|有|近|超过|[：: ])*$")


def asked_dimension(question: Question) -> tuple[Dimension | None, Instead]:
    """The dimension asked for, and what will do instead."""
    if question.language != "zh" or question.asks != "figure" or question.about_change:
        return None, "any"
    asking = question.asking.cut(question.text)
    if _SCORE.search(asking):
        return "score", "none"
    if question.unit:
        return None, "any"
    if _MASS.search(asking):
        return "mass", "none"
    if _LENGTH.search(asking):
        return "length", "none"
    if long := _LONG.search(asking):
        in_room = _EXTENDED.search(asking, 0, long.start())
        return "length", "none" if in_room else "duration"
    return ("length" if _HIGH.search(asking) else None), "any"


def has_dimension(figure: Figure, dimension: Dimension) -> bool:
    """Whether a figure is of a dimension; a speed or a price is of none."""
    if dimension == "score":
        return figure.unit == "比"
    named = _MASSES if dimension == "mass" else _LENGTHS
    return figure.unit in named or to_base(1, figure.unit)[1] == dimension


def is_other_extent(question: Question, text: str, figure: Figure) -> bool:
    """Whether a length is printed as one of another direction than asked for: 高12米 for 多长."""
    asked = _EXTENT.search(question.asking.cut(question.text))
    told = _EXTENT_TOLD.search(text, 0, figure.span.start)
    if asked is None or told is None:
        return False
    words = next(word for word in asked.groups() if word)
    return told["told"] not in words.replace("远", "长").replace("海拔", "高")
