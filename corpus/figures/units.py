"""Units of Chinese print: what follows a numeral, of what kind it is, and safe conversions.

In: folded text and the position after a numeral. Out: the unit. Knows no numerals. Money is
never converted between currencies, nor months to days.
"""

import re
from dataclasses import dataclass

from corpus.figures.classifiers import CLASSIFIERS, ONLY_BEFORE, SAME_COUNT, TRAPS, WEAK
from corpus.records import FigureKind

# By kind, each with its norm first, then other spellings; a low line stands for a space.
UNITS: dict[FigureKind, str] = {
    "money": """元|块钱|块|元人民币|人民币元|人民币|元整|元正|yuan|RMB|CNY 角|毛钱 美元|美金|美刀|USD|US_dollars|dollars|dollar
        欧元|元欧元|EUR|euros|euro 日元|日币|JPY|yen 英镑|GBP|pounds 港元|港币|港纸|元港币|HKD 澳元|澳大利亚元|AUD
        新台币|台币|元新台币|元台币 加元|加拿大元|加币 新加坡元|新加坡币|新元 瑞士法郎|瑞郎 韩元|韩币 卢布 泰铢 卢比 越南盾
        印尼盾 土耳其里拉|里拉 雷亚尔 兰特 林吉特 比索 迪拉姆 里亚尔 坚戈 澳门元|澳门币 丹麦克朗 瑞典克朗 挪威克朗 克朗 法郎
        马克 第纳尔 基普 蒙图""",
    "area": """平方米|平米|平方公尺|㎡|m²|m2|square_meters|square_metres|平方 平方公里|平方千米|km²|km2|square_kilometers
        公顷|hectares 亩 平方厘米|cm² 平方英尺 平方英里 英亩|acres""",
    "duration": """年|年时间|years|year 周年 学年 年头|个年头 个月|个月时间|月时间|months|month 周|个星期|星期|个周|个礼拜|weeks|week
        天|天时间|昼夜|日|days|day 小时|个小时|个钟头|钟头|hours|hour 分钟|分钟时间|minutes|minute 秒|秒钟|seconds 毫秒|ms 微秒 纳秒
        个工作日|工作日 个交易日|交易日 个自然日|自然日 个季度 个学期|学期 个世纪 学时 课时|个课时 个赛季|赛季 个财年""",
    "ratio": """%|percent|per_cent ‰ 百分点|个百分点|percentage_points|percentage_point 倍|times 基点|个基点|BP|bp 番""",
    "other": """岁|周岁|years_old 吨|公吨|tons|tonnes|t 千克|公斤|kg|kilograms|千克重 克|g 毫克|mg 微克|μg|ug 纳克 斤|市斤 克拉
        磅 盎司 公里|千米|km|kilometers|kilometres 米|公尺|m|meters|metres 厘米|公分|cm 毫米|mm 微米|μm 纳米|nm 海里 英里|miles
        英尺 英寸|寸 丈 华里 光年 立方米|立方|m³ 立方千米|立方公里 立方厘米 升|公升 毫升|ml|mL 微升 加仑 蒲式耳 桶|barrels
        标准箱|TEU|标箱|个标箱|个标准箱 千瓦|kW 兆瓦|MW 吉瓦|GW 瓦|W 千瓦时|千瓦小时|度电|kWh 兆瓦时|MWh 吉瓦时|GWh 瓦时|Wh
        伏|V|伏特 千伏|kV 毫安时|mAh 安培 赫兹|Hz 兆赫|MHz|兆赫兹 吉赫|GHz|吉赫兹 千赫|kHz|千赫兹 兆帕|MPa 千帕 百帕|hPa
        焦耳 千卡|大卡 卡路里 马力 摄氏度|℃|°C 华氏度|℉|°F 度 分贝|dB 字节 千字节|KB 兆字节|MB 吉字节|GB 太字节|TB PB EB
        比特 量子比特|个量子比特 Mbps Gbps 像素 TOPS TFLOPS PFLOPS EFLOPS 分|积分 级 点 号 页 期 版 载重吨|总吨 码 度角
        毛 吨级 千伏安 兆伏安 公里每小时|千米每小时 米每秒 克力 毫西弗 贝克勒尔 摩尔""",
    "count": " ".join(CLASSIFIERS),
}

# Currencies said before the number (人民币3.2亿元, $5.4 billion).
PREFIX_CURRENCY = {
    **{"人民币": "元", "¥": "元", "￥": "元", "RMB": "元", "港币": "港元", "HK$": "港元"},
    **{"US$": "美元", "$": "美元", "€": "欧元", "£": "英镑", "美元": "美元"},
}
# unit: (dimension, how many of the dimension's base unit). Exact by definition only.
_SAFE: dict[str, tuple[str, float]] = {
    **{"平方米": ("area", 1), "平方公里": ("area", 1e6), "公顷": ("area", 1e4)},
    **{"亩": ("area", 10000 / 15), "平方厘米": ("area", 1e-4)},
    **{"克": ("mass", 1), "千克": ("mass", 1000), "斤": ("mass", 500), "吨": ("mass", 1e6)},
    **{"毫克": ("mass", 1e-3), "微克": ("mass", 1e-6)},
    **{"米": ("length", 1), "公里": ("length", 1000), "厘米": ("length", 0.01)},
    **{"毫米": ("length", 1e-3), "微米": ("length", 1e-6), "纳米": ("length", 1e-9)},
    **{"华里": ("length", 500), "海里": ("length", 1852)},
    **{"升": ("volume", 1), "毫升": ("volume", 1e-3), "立方米": ("volume", 1000)},
    **{"瓦": ("power", 1), "千瓦": ("power", 1e3), "兆瓦": ("power", 1e6), "吉瓦": ("power", 1e9)},
    **{"瓦时": ("energy", 1), "千瓦时": ("energy", 1e3), "兆瓦时": ("energy", 1e6)},
    **{"吉瓦时": ("energy", 1e9)},
    **{"秒": ("time", 1), "分钟": ("time", 60), "小时": ("time", 3600), "天": ("time", 86400)},
    **{"周": ("time", 604800)},
    **{
        "个月": ("months", 1),
        "年": ("months", 12),
        "周年": ("months", 12),
        "个季度": ("months", 3),
    },
    **{"元": ("yuan", 1), "角": ("yuan", 0.1)},
    **{"百分点": ("points", 1), "基点": ("points", 0.01)},
    **{"赫兹": ("frequency", 1), "千赫": ("frequency", 1e3), "兆赫": ("frequency", 1e6)},
    **{"吉赫": ("frequency", 1e9)},
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as matched: its norm, its kind, where it ends; ``inner`` is 多 余 半 of 个多月."""

    name: str
    kind: FigureKind
    end: int
    weak: bool = False
    inner: str | None = None


def _spellings() -> dict[str, tuple[str, FigureKind]]:
    table: dict[str, tuple[str, FigureKind]] = {}
    for kind, entries in reversed(UNITS.items()):  # money wins over a count of the same spelling
        for entry in entries.split():
            names = [name.replace("_", " ") for name in entry.split("|")]
            table.update(dict.fromkeys(names, (names[0], kind)))
    return table


_SPELLINGS = _spellings()


def _alternation(names: list[str]) -> str:
    ordered = sorted(names, key=len, reverse=True)
    return "|".join(
        re.escape(name) + (r"(?![A-Za-z])" if name[-1].isascii() and name[-1].isalpha() else "")
        for name in ordered
    )


_UNIT = re.compile(rf"\s{{0,2}}(?P<name>{_alternation(list(_SPELLINGS))})")
_INNER = re.compile(
    r"\s?个(?P<inner>[多余半几])\s?(?P<name>月|小时|星期|世纪|百分点|学期|季度|钟头)"
)
_PER = re.compile(
    rf"\s?(?:/|每)\s?(?P<per>{_alternation([*_SPELLINGS, '日', '时', '斗', '年', '月', '公斤'])})"
    r"(?!\s?每|[一-龥]{0,4}\d)"  # 1-2级每人每次2元: what is due for each of them begins
)


def match_unit(text: str, start: int) -> Unit | None:
    """The unit printed at ``start`` (a space may lie before it), None where there is none."""
    inner = _INNER.match(text, start)
    if inner:
        name, kind = _SPELLINGS.get("个" + inner["name"]) or _SPELLINGS[inner["name"]]
        return Unit(name, kind, inner.end(), inner=inner["inner"])
    found = _UNIT.match(text, start)
    if not found:
        return None
    spelled = found["name"]
    if text.startswith(TRAPS.get(spelled, ()), found.end()) and TRAPS.get(spelled):
        return None
    if spelled in ONLY_BEFORE and not text.startswith(ONLY_BEFORE[spelled], found.end()):
        return None
    name, kind = _SPELLINGS[spelled]
    per = _PER.match(text, found.end())
    if per and kind != "count":
        per_name = _SPELLINGS.get(per["per"], (per["per"], kind))[0]
        return Unit(f"{name}/{per_name}", kind, per.end())
    return Unit(name, kind, found.end(), weak=spelled in WEAK)


def unit_kind(name: str) -> FigureKind | None:
    """The kind of a unit by its name, None for a unknown one."""
    entry = _SPELLINGS.get(name)
    return entry[1] if entry else None


def unit_name(spelling: str) -> str:
    """The norm of a unit as it may be spelled (公斤 is 千克); an unknown one stays as it is."""
    entry = _SPELLINGS.get(spelling)
    return entry[0] if entry else spelling


def to_base(value: float, unit: str | None) -> tuple[float, str | None]:
    """The value in its dimension's base unit with the dimension; other units stay as they are."""
    if unit not in _SAFE:
        return value, unit
    dimension, factor = _SAFE[unit]
    return value * factor, dimension


def same_unit(first: str | None, second: str | None) -> bool:
    """Whether two units measure alike: convertible, the same, or classifiers of the same things."""
    if first == second or first is None or second is None:
        return True
    if any(first in group and second in group for group in SAME_COUNT):
        return True
    return to_base(1, first)[1] == to_base(1, second)[1]
