"""Prices told in 角 and 分 alone: 5角6分, 两毛五, 3分钱, and 九元九, each in 元; printed behind 元 they are its tail."""

import re
from decimal import Decimal

from corpus.figures.making import make_figure
from corpus.figures.numerals import CHINESE_NUMERAL, numeral_to_value
from corpus.records import Figure

_N = rf"(?:\d{{1,2}}|{CHINESE_NUMERAL})"
_PRICE = re.compile(
    rf"(?P<dimes>{_N})[角毛](?:(?P<cents>{_N})分|(?P<last>[一二三四五六七八九]))钱?"
    rf"|(?P<money>{_N})分钱"
    # 九元九, 一块五: the dimes behind 元 by their digit alone, where nothing is counted by it.
    rf"|(?P<yuan>{_N})[元块](?P<tenths>[一二三四五六七八九])(?=[，。；、：）”的\s]|\Z)"
)


def match_price(text: str, start: int) -> Figure | None:
    """角 with 分, or 分 with 钱: 5分 alone is a score."""
    found = _PRICE.match(text, start)
    if not found:
        return None
    if found["yuan"]:
        yuan, tenths = numeral_to_value(found["yuan"]), numeral_to_value(found["tenths"])
        value = (yuan or Decimal(0)) + (tenths or Decimal(0)) / 10
        return make_figure(text, start, found.end(), value, "元", "money")
    dimes = numeral_to_value(found["dimes"]) if found["dimes"] else Decimal(0)
    cents = numeral_to_value(found["cents"] or found["last"] or found["money"])
    value = ((dimes or Decimal(0)) * 10 + (cents or Decimal(0))) / 100
    return make_figure(text, start, found.end(), value, "元", "money")
