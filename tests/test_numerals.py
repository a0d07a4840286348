from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.figures.numerals import fold, numeral_to_value
from tests.printed_numerals import print_chinese

FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十五", 15),
        ("一百零一", 101),
        ("一百一", 110),
        ("四百五", 450),
        ("三万五", 35000),
        ("两千三百五", 2350),
        ("一万零十二", 10012),
        ("一百零十万", 1_100_000),
        ("二〇二三", 2023),
        ("一九四九", 1949),
        ("廿二", 22),
        ("卅三", 33),
        ("壹佰贰拾万", 1_200_000),
        ("玖仟陆佰陆拾伍", 9665),
        ("三千万亿", 3 * 10**15),
        ("1.66万", 16600),
        ("4.78万亿", 4_780_000_000_000),
        ("3万4000", 34000),
        ("25万6千", 256_000),
        ("1,100.9亿", 110_090_000_000),
        ("7万5千4百", 75400),
        ("两千三点一", Decimal("2300.1")),
        ("零点零零一", Decimal("0.001")),
        ("百万", 1_000_000),
        ("490多万", 4_900_000),
    ],
)
def test_numeral_is_read(numeral: str, value: float) -> None:
    assert numeral_to_value(numeral) == value


@pytest.mark.parametrize("numeral", ["一1", "", "点三", "1" * 31, "一" + "兆" * 9])
def test_what_is_no_number_has_no_value(numeral: str) -> None:
    assert numeral_to_value(numeral) is None


@given(st.integers(0, 10**15))
def test_chinese_numerals_are_read_back(value: int) -> None:
    assert numeral_to_value(print_chinese(value)) == value


@given(st.integers(1, 10**12))
def test_formal_numerals_are_read_back(value: int) -> None:
    assert numeral_to_value(print_chinese(value).translate(FORMAL)) == value


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_full_width_comma_separates_clauses_not_thousands_of_ascii() -> None:
    assert fold("１，２３４，共５家") == "1,234，共5家"
