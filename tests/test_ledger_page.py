"""The ledger page: its rendering by itself, and the whole in a real browser."""

import html
import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant.ledger import LedgerRow, ledger
from assistant.records import Citation
from corpus.records import Figure, Span
from index import Index
from tests.served_page import OpenPage, needs_browser
from ui.page.ledger_page import ledger_sheet, search_ledger
from ui.page.ledger_view import (
    MAX_ROWS,
    Point,
    chart_to_html,
    day_to_years,
    ledger_to_html,
    levels,
    points_of,
)
from ui.words import EN, LEDGER_EXAMPLES, ZH

CITATION = Citation(
    n=1,
    source="page",
    title="全市大会",
    article=None,
    kind="news",
    publisher=None,
    date="2024-03-01",
    url=None,
    page=None,
    lines=(3, 3),
    boxes=None,
    span=Span(10, 22),
    quote="全市有图书馆12家。",
    speaker=None,
)
FIGURE = Figure("12家", Span(17, 20), 12, "家", "count", measure="图书馆", period="2023年")


def row(
    raw: str, value: float | None, period: str | None, relation: str = "", **changes: object
) -> LedgerRow:
    figure = replace(FIGURE, raw=raw, value=value, period=period, **changes)
    return LedgerRow(figure, CITATION, 1, relation)


ROWS = [
    row("12家", 12, "2022年"),
    row("15家", 15, "2023年6月"),
    row("20家", 20, "2025年", "target"),
]


def test_rows_of_one_measure_stand_together_under_its_name():
    shown = ledger_to_html([*ROWS, replace(ROWS[0], group=2)], ZH)
    assert shown.count("<tbody") == 2
    assert shown.count("yj-group-head") == 1
    assert "同一指标 3 处" in shown
    assert shown.count("<svg") == 1


def test_relation_is_said_in_words():
    shown = ledger_to_html([ROWS[0], replace(ROWS[1], relation="disagrees"), ROWS[2]], ZH)
    assert "同一时间另有不同数值" in shown
    assert ">目标</span>" in shown


def test_card_is_called_a_card():
    card = replace(ROWS[0], citation=replace(CITATION, kind="card"))
    assert "资料卡（非原文）" in ledger_to_html([card], ZH)
    assert "资料卡（非原文）" not in ledger_to_html(ROWS, ZH)


def test_figure_opens_its_source_and_says_where():
    shown = ledger_to_html(ROWS[:1], EN)
    (button,) = re.findall('<button[^>]*class="yj-ledger-open".*?</button>', shown)
    assert 'data-source="page" data-start="10" data-end="22"' in button
    assert "12家, 全市大会 · line 3. Open the source" in button


def test_markup_in_a_source_is_shown_as_text():
    odd = "<img src=x>${1+1}"
    rows = [row(odd, 1, "2022年", measure=odd), row(odd, 2, "2023年", measure=odd, speaker=odd)]
    shown = ledger_to_html(rows, ZH)
    assert "<img" not in shown
    assert html.escape(odd) in shown


def test_nothing_found_is_said():
    assert ZH["no_rows"] in ledger_to_html([], ZH)


def test_more_rows_than_a_page_takes_are_counted():
    shown = ledger_to_html([replace(ROWS[0], group=n) for n in range(MAX_ROWS + 5)], ZH)
    assert shown.count("yj-ledger-open") == MAX_ROWS
    assert f"{MAX_ROWS + 5} 个数字" in shown
    assert f"前 {MAX_ROWS} 个" in shown


@pytest.mark.parametrize(
    ("rows", "times"),
    [
        (ROWS, [2023, 2023.5, 2026]),
        ([ROWS[0], ROWS[0]], [2023]),
        ([row("12家", 12, None), ROWS[1]], [2023.5]),
        ([row("数家", None, "2022年"), ROWS[1]], [2023.5]),
        ([row("第42号", 42, "2022年", kind="other")], []),
        ([row("12家", 12, "今年")], [2025]),
    ],
    ids=["times", "twice", "no period", "no value", "no measure", "by the source's year"],
)
def test_points_are_the_values_that_have_a_time(rows: list[LedgerRow], times: list[float]):
    assert [point.time for point in points_of(rows, {"page": 2024})] == times


@pytest.mark.parametrize(
    ("day", "years"), [(20240630, 2024.5 - 1 / 12 / 31), (20240699, 2024.5), (20249999, 2025)]
)
def test_day_is_placed_in_its_year(day: int, years: float):
    assert day_to_years(day) == pytest.approx(years)


def test_chart_has_a_point_for_each_value_and_tells_targets_apart():
    chart = chart_to_html(points_of(ROWS, {}), "图书馆", ZH)
    assert chart.count("<circle") == 3
    assert chart.count('class="yj-aim"') == 1
    assert 'aria-label="图书馆：2022年 12家；2023年6月 15家；2025年 20家（目标）"' in chart
    heights = [float(y) for y in re.findall(r'<circle[^>]*cy="(\d+)"', chart)]
    assert heights == sorted(heights, reverse=True)
    # The line joins what was reached, not what is aimed at.
    assert len(re.search('points="([^"]*)"', chart).group(1).split()) == 2


def test_one_time_alone_makes_no_chart():
    assert chart_to_html(points_of(ROWS[:1], {}), "图书馆", ZH) == ""
    assert chart_to_html([], "图书馆", ZH) == ""


def test_values_of_nothing_are_drawn_at_the_foot():
    points = [Point(2022, 0, "0家", "2022年", False), Point(2023, 0, "0家", "2023年", False)]
    assert chart_to_html(points, "图书馆", ZH).count('cy="150"') == 2


def test_labels_never_lie_over_one_another():
    assert levels([(30, 4), (40, 4), (50, 4), (60, 4), (330, 4)]) == [0, 1, 2, None, 0]


def test_value_in_any_notation_finds_the_figure(index: Index):
    for value in ("16600", "1.66万", "１６６００"):
        shown, rows, notice = search_ledger(index, "孵化载体", value, "", [], ZH)
        assert {row.figure.raw for row in rows} == {"1.66万余家"}
        assert "1.66万余家" in shown
        assert notice == ""


def test_value_that_is_none_leaves_the_table_as_it_was(index: Index):
    shown, rows, notice = search_ledger(index, "", "许多", "", [], ZH)
    assert "“许多”不是数值" in notice
    assert not isinstance(shown, str)
    assert not isinstance(rows, tuple)


def test_source_that_is_gone_is_said(index: Index):
    assert ZH["ledger_changed"] in search_ledger(index, "", "", "", ["gone"], ZH)[2]


def test_examples_find_rows(index: Index):
    for example in LEDGER_EXAMPLES:
        assert ledger(index, example.zh)
        assert ledger(index, example.en)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_sheet_holds_the_rows(suffix: str):
    data = ledger_sheet(tuple(ROWS), suffix)
    assert data.startswith(b"PK") if suffix == ".xlsx" else "20家" in data.decode("utf-8-sig")


def search(page: Page, **fields: str) -> None:
    for name, text in fields.items():
        page.locator(f"#yj-ledger-{name}").locator("input, textarea").fill(text)
    page.locator("#yj-ledger-run").click()
    expect(page.locator(".yj-ledger, .yj-none").first).to_be_visible()


@needs_browser
def test_figures_are_found_and_open_their_source(open_page: OpenPage):
    page = open_page(2)
    search(page, words="孵化载体", value="16600")
    figure = page.locator(".yj-ledger-open").first
    expect(figure).to_have_text("1.66万余家")
    figure.click()
    expect(page.locator("#yj-panel mark").first).to_be_in_viewport()
    quoted = "".join(page.locator("#yj-panel mark").all_text_contents())
    assert quoted == figure.get_attribute("data-quote")
    assert "1.66万余家" in quoted
    expect(figure).to_have_attribute("aria-current", "true")
    expect(page.locator(".yj-panel-finding")).to_be_hidden()


@needs_browser
def test_enter_searches_and_the_unit_narrows(open_page: OpenPage):
    page = open_page(2)
    unit = page.locator("#yj-ledger-unit").locator("input, textarea")
    unit.fill("亿元")
    unit.press("Enter")
    expect(page.locator(".yj-ledger")).to_be_visible()
    assert all("元" in text for text in page.locator(".yj-ledger-open").all_text_contents())


@needs_browser
def test_chosen_source_alone_is_listed(open_page: OpenPage, index: Index):
    page = open_page(2)
    title = next(d.source.title for d in index.documents.values() if d.source.kind == "card")
    page.locator("#yj-ledger-page .yj-sources input").click()
    page.get_by_role("option", name=title).click()
    page.keyboard.press("Escape")
    search(page)
    assert all(title in cell for cell in page.locator(".yj-c-source").all_text_contents())
    expect(page.locator(".yj-c-source .yj-badge").first).to_have_text("资料卡（非原文）")


@needs_browser
def test_example_fills_the_words_and_shows_a_chart(open_page: OpenPage):
    page = open_page(2)
    example = page.locator("#yj-ledger-table .yj-example").nth(1)
    words = example.text_content()
    example.click()
    expect(page.locator("#yj-ledger-words").locator("input, textarea")).to_have_value(words)
    expect(page.locator(".yj-chart svg").first).to_be_visible()


@needs_browser
def test_unreadable_value_gets_one_clear_sentence(open_page: OpenPage):
    page = open_page(2)
    search(page, words="孵化载体")
    page.locator("#yj-ledger-value").locator("input, textarea").fill("许多")
    page.locator("#yj-ledger-run").click()
    expect(page.locator("#yj-ledger-notice [role=alert]")).to_contain_text("不是数值")
    expect(page.locator(".yj-ledger")).to_be_visible()


@needs_browser
@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_ledger_is_saved(open_page: OpenPage, suffix: str, tmp_path: Path):
    page = open_page(2)
    search(page, words="孵化载体")
    with page.expect_download() as started:
        page.locator(f'.yj-export[data-suffix="{suffix}"]').filter(visible=True).click()
    assert started.value.suggested_filename == f"数字台账{suffix}"
    started.value.save_as(tmp_path / "sheet")
    assert (tmp_path / "sheet").stat().st_size > 100


@needs_browser
def test_ledger_on_a_phone_is_whole_and_in_english_for_an_english_browser(open_page: OpenPage):
    page = open_page(2, width=390, height=844, locale="en-US")
    search(page, words="孵化载体")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.locator(".yj-ledger-head")).to_contain_text("figures")
    expect(page.get_by_role("checkbox", name="Money", exact=True)).to_be_checked()
    expect(page.get_by_role("checkbox", name="Date", exact=True)).not_to_be_checked()
    page.locator(".yj-ledger-open").first.click()
    expect(page.locator("#yj-panel")).to_be_visible()
    assert page.locator("#yj-panel").bounding_box()["width"] == 390
