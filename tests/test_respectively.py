"""Figures told item by item: 甲和乙分别为3家和5家."""

import pytest

from assistant.checking.check import draft_document
from corpus.figures.measures import describe_figures


def measures(text: str) -> dict[str, tuple[str | None, str | None]]:
    document = draft_document(text)
    return {f.raw: (f.measure, f.place) for f in describe_figures(document)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("中学和小学分别为3所和5所。", {"3所": "中学", "5所": "小学"}),
        ("苹果、梨、桃分别有3吨、5吨和超过7吨。", {"3吨": "苹果", "5吨": "梨", "7吨": "桃"}),
        ("中学和小学，2021年年底分别有3所和5所。", {"3所": "中学", "5所": "小学"}),
        (
            "农业企业和林业企业占比分别为20%和30%。",
            {"20%": "农业企业占比", "30%": "林业企业占比"},
        ),
    ],
)
def test_each_figure_is_of_its_item(text: str, told: dict[str, str]) -> None:
    found = measures(text)
    assert {raw: found[raw][0] for raw in told} == told


def test_each_figure_is_of_its_place() -> None:
    found = measures("北京和上海分别有3家和5家医院。")
    assert (found["3家"][1], found["5家"][1]) == ("北京", "上海")


def test_each_figure_with_its_own_noun_is_of_its_place() -> None:
    found = measures("北京、上海分别有3家医院和5家学校。")
    assert (found["3家"], found["5家"]) == (("医院", "北京"), ("学校", "上海"))


def test_lists_of_other_lengths_tell_nothing() -> None:
    assert measures("中学和小学分别为3所、5所和7所。")["3所"][0] != "中学"


def test_a_cell_s_figure_is_of_its_row_and_column() -> None:
    found = measures("国家级孵化器：2023年数量 1606家；在孵企业 3.2万家。")
    assert found["1606家"][0] == "国家级孵化器 数量"
    assert found["3.2万家"][0] == "国家级孵化器 在孵企业"
