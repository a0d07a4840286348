import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.figures.find import find_figures
from corpus.figures.values import compare_figures, growth_factor, value_token
from corpus.records import Figure
from tests.printed_numerals import WIDE, print_chinese


def only(text: str) -> Figure:
    [figure] = find_figures(text)
    return figure


@pytest.mark.parametrize(
    ("stated", "claimed", "value"),
    [
        ("1.66万家", "16600家", "same"),
        ("四分之一", "25%", "same"),
        ("1.1万亿元", "11000亿元", "same"),
        ("150亩", "10公顷", "same"),
        ("2吨", "2000公斤", "same"),
        ("3年", "36个月", "same"),
        ("增长1倍", "翻一番", "same"),
        ("增长到2倍", "增长2倍", "different"),
        ("增长13%", "下降13%", "different"),
        ("1.66万家", "1.7万家", "rounded"),
        ("2688家", "约2700家", "rounded"),
        ("2688家", "3000家", "different"),
        ("约2700家", "2688家", "different"),
        ("13亿元", "13万元", "different"),
        ("10至20万元", "15万元", "rounded"),
        ("2023年12月19日", "2023年", "same"),
        ("2023年", "2023年12月19日", "different"),
        ("2023年12月19日", "12月19日", "same"),
        ("2023年", "2022年", "different"),
    ],
)
def test_values_are_compared_across_notations(stated: str, claimed: str, value: str) -> None:
    agreement = compare_figures(only(stated), only(claimed))
    assert (agreement.value, agreement.unit) == (value, True)


@pytest.mark.parametrize(
    ("stated", "claimed"), [("13亿元", "13亿美元"), ("3万人", "3万人次"), ("4%", "4个百分点")]
)
def test_units_that_do_not_convert_disagree(stated: str, claimed: str) -> None:
    assert not compare_figures(only(stated), only(claimed)).unit


@pytest.mark.parametrize(
    ("stated", "claimed", "qualifier"),
    [
        ("超过900亿元", "逾900亿元", "agree"),
        ("900多亿元", "900亿元以上", "agree"),
        ("超过900亿元", "900亿元", "lost"),
        ("900亿元", "约900亿元", "added"),
        ("超过900亿元", "不到900亿元", "turned"),
        ("近30%", "超过30%", "turned"),
    ],
)
def test_what_became_of_the_qualifier(stated: str, claimed: str, qualifier: str) -> None:
    assert compare_figures(only(stated), only(claimed)).qualifier == qualifier


@pytest.mark.parametrize(
    ("texts", "token"),
    [
        (("16600", "1.66万余家", "16,600", "一万六千六百"), "#16600"),
        (("25%", "四分之一", "1/4", "二成五"), "#25%"),
        (("2023年12月19日", "2023-12-19"), "#d20231219"),
        (("10至20万元",), "#100000~200000"),
        (("数百家",), "#100"),
        (("0.1亿元",), "#10000000"),
    ],
)
def test_one_value_has_one_token(texts: tuple[str, ...], token: str) -> None:
    assert {value_token(only(text)) for text in texts} == {token}


def test_growth_factor_of_a_plain_share_is_unknown() -> None:
    assert growth_factor(only("占25%")) is None


def notations_of_amount(units: int) -> list[str]:
    """Ways to print so many 元; ``units`` is a multiple of 10,000."""
    wan = units // 10_000
    printed = [f"{units}元", f"{units:,}元", f"{wan}万元", f"{units}元".translate(WIDE)]
    printed.append(f"{print_chinese(units)}元")
    if wan < 10_000:
        printed.append(f"{print_chinese(wan)}万元")
    if wan % 100 == 0:
        printed.append(f"{wan / 10_000:.4f}".rstrip("0").rstrip(".") + "亿元")
    return printed


@given(st.integers(1, 10**7), st.data())
def test_an_amount_is_equal_in_any_two_notations(wan: int, data: st.DataObject) -> None:
    printed = notations_of_amount(wan * 10_000)
    stated, claimed = data.draw(st.sampled_from(printed)), data.draw(st.sampled_from(printed))
    assert compare_figures(only(f"总额{stated}"), only(f"总额{claimed}")).whole, (stated, claimed)


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)), st.data())
def test_a_day_is_equal_in_any_two_notations(day: date, data: st.DataObject) -> None:
    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(day.year))
    month, number = (re.sub("^一十", "十", print_chinese(n)) for n in (day.month, day.day))
    printed = [
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}年{day.month:02}月{day.day:02}日",
        f"{day.year}年{day.month}月{day.day}日".translate(WIDE),
        f"{year}年{month}月{number}日",
    ]
    stated, claimed = data.draw(st.sampled_from(printed)), data.draw(st.sampled_from(printed))
    assert compare_figures(only(stated), only(claimed)).whole, (stated, claimed)


@given(st.integers(1, 998), st.integers(1, 999), st.data())
def test_a_range_is_equal_in_any_two_notations(low: int, more: int, data: st.DataObject) -> None:
    high = low + more
    printed = [
        f"{low}万至{high}万元",
        f"{low}至{high}万元",
        f"{low}—{high}万元",
        f"{low}~{high}万元",
    ]
    printed += [f"{low}-{high}万元", f"{low}万元到{high}万元", f"{low}万元-{high}万元"]
    stated, claimed = data.draw(st.sampled_from(printed)), data.draw(st.sampled_from(printed))
    assert compare_figures(only(stated), only(claimed)).whole, (stated, claimed)


@given(st.integers(1, 10**6), st.data())
def test_a_size_is_equal_in_any_two_units(hectares: int, data: st.DataObject) -> None:
    printed = [f"{hectares}公顷", f"{hectares * 15}亩", f"{hectares * 10_000}平方米"]
    printed += [f"{hectares}万平方米", f"{hectares / 100:.2f}平方公里"]
    stated, claimed = data.draw(st.sampled_from(printed)), data.draw(st.sampled_from(printed))
    assert compare_figures(only(stated), only(claimed)).whole, (stated, claimed)
