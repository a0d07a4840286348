"""The check page: its rendering by itself, and the whole in a real browser."""

import html
import re
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from assistant import check_draft
from assistant.checking.check import CheckReport
from assistant.checking.drafts import MAX_BYTES, MAX_CHARS
from index import Index
from tests.served_page import OpenPage, needs_browser
from ui.page.check_page import bare_name, check_pasted, check_upload
from ui.page.check_view import draft_to_html, report_to_html
from ui.sheets.check_rows import MARKS, draft_parts, searched
from ui.words import EN, ZH

# One figure of each verdict, and markup that must stay text.
DRAFT = (
    "稿件<b>草稿</b> ${1+1} {{value}}\n\n"
    "截至2023年年底，我国各类孵化载体达到1.66万余家。\n"
    "2023年全国创业孵化机构总收入不到900亿元。\n"
    "实际享受税收优惠政策的孵化机构有2866家。\n"
    "深圳有500家标杆孵化器。\n"
)
VERDICTS = {
    "1.66万余家": "supported",
    "900亿元": "imprecise",
    "2866家": "contradicted",
    "500家": "not_found",
}


@pytest.fixture(scope="module")
def report(index: Index) -> CheckReport:
    return check_draft(DRAFT, index)


def text_of(page: str) -> str:
    return html.unescape(re.sub("<[^>]*>", "", page))


def test_draft_is_shown_whole_and_markup_in_it_as_text(report: CheckReport):
    assert "".join(text for text, _, _ in draft_parts(report)) == DRAFT
    shown = draft_to_html(report, ZH)
    assert text_of(shown) == DRAFT
    assert "<b>" not in shown


@pytest.mark.parametrize("words", [ZH, EN], ids=["zh", "en"])
def test_figure_has_its_sign_and_is_named_with_its_verdict(report: CheckReport, words: dict):
    shown = draft_to_html(report, words)
    for checked in report.figures:
        if checked.figure.raw not in VERDICTS:
            continue
        assert checked.verdict == VERDICTS[checked.figure.raw]
        (figure,) = re.findall(rf"<span [^>]*>{checked.figure.raw}</span>", shown)
        assert f'data-sign="{MARKS[checked.verdict].sign}"' in figure
        label = html.unescape(re.search('aria-label="([^"]*)"', figure).group(1))
        assert label.startswith(checked.figure.raw)
        assert words[f"verdict_{checked.verdict}"] in label
        assert checked.why.said(words["language"]) in label


def test_signs_of_the_verdicts_differ():
    assert [MARKS[v].sign for v in VERDICTS.values()] == ["✓", "≈", "✗", "?"]


def test_every_finding_shows_its_evidence_or_the_nearest_figures(report: CheckReport):
    shown = report_to_html(report, ZH, searched="查过全部 8 份资料。")
    templates = re.findall("<template.*?</template>", shown)
    assert len(templates) == len(report.figures)
    for checked, template in zip(report.figures, templates, strict=True):
        assert checked.reason in html.unescape(template)
        title = ZH["evidence"] if checked.evidence else ZH["nearest_figures"]
        assert title in template
        assert ("查过全部" in template) == (checked.verdict == "not_found")
        for evidence in checked.evidence or checked.nearest:
            assert f"<b>{evidence.figure.raw}</b>" in template
            assert f'data-start="{evidence.citation.span.start}"' in template


def test_counts_stand_on_their_filters(report: CheckReport):
    shown = report_to_html(report, ZH, searched="")
    for verdict, count in report.summary.items():
        (button,) = re.findall(
            rf'<button[^>]*data-verdict="{verdict}" aria-pressed.*?</button>', shown
        )
        assert f"<b>{count}</b>" in button


def test_draft_without_figures_is_said_to_have_none(index: Index):
    shown = report_to_html(check_draft("孵化器<i>很多</i>。", index), ZH, searched="")
    assert ZH["no_figures"] in shown
    assert "孵化器&lt;i&gt;很多&lt;/i&gt;。" in shown
    assert "yj-filter" not in shown


@pytest.mark.parametrize("text", ["", " \n\u3000", "字" * (MAX_CHARS + 1)], ids=len)
def test_draft_that_cannot_be_checked_leaves_all_as_it_was(index: Index, text: str):
    (shown,) = check_pasted(index, text, [], ZH)
    assert ZH["check_error"] in shown[2]
    assert not any(isinstance(part, str) for part in (shown[0], shown[1], shown[3]))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("稿件.exe", b"MZ", "这种文件读不了"),
        ("稿件.docx", b"PK\x03\x04 no archive", "读不出文字"),
        ("稿件.pdf", b"%PDF-1.7 cut", "读不出文字"),
        ("稿件.txt", b"", "读不出文字"),
        ("稿件<b>.txt", b" ", "稿件&lt;b&gt;.txt"),
        ("稿件.txt", b"1" * (MAX_BYTES + 1), "超过 20 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else len(value),
)
def test_upload_that_cannot_be_read_gets_one_clear_sentence(
    index: Index, tmp_path: Path, name: str, data: bytes, said: str
):
    path = tmp_path / name
    path.write_bytes(data)
    (shown,) = check_upload(index, path, [], ZH)
    assert said in shown[2]
    assert not isinstance(shown[0], str)


def test_upload_is_read_into_the_box_and_deleted(index: Index, tmp_path: Path):
    path = tmp_path / "稿件.docx"
    document = docx.Document()
    document.add_paragraph("我国各类孵化载体达到1.66万余家。")
    document.save(path)
    pending, checked = check_upload(index, path, [], ZH)
    assert ZH["checking"] in pending[0]
    assert pending[3].strip() == "我国各类孵化载体达到1.66万余家。"
    report, filing = checked[1]
    assert report.figures[0].verdict == "supported"
    assert filing.draft == "稿件.docx"
    assert not path.exists()


def test_name_of_a_draft_loses_the_suffix_of_its_kind_alone():
    assert bare_name("稿件.docx") == "稿件"
    assert bare_name("增长3.5倍") == "增长3.5倍"


def test_source_that_is_gone_is_named(index: Index):
    *_, refused = check_pasted(index, "有12家。", ["gone"], ZH)
    assert "gone" in refused[2]


def test_chosen_sources_are_named_as_what_was_searched(index: Index):
    assert str(len(index.documents)) in searched(index.documents, [], ZH)
    title = index.documents["forum-page-2024"].source.title
    assert title in searched(index.documents, ["forum-page-2024"], ZH)


def check(page: Page, draft: str = DRAFT) -> None:
    page.locator("#yj-draft-box textarea").fill(draft)
    page.locator("#yj-check-run").click()
    expect(page.locator(".yj-report")).to_be_visible()


@needs_browser
def test_draft_is_marked_and_a_click_shows_the_evidence_in_its_place(open_page: OpenPage):
    page = open_page(1)
    check(page)
    assert page.locator(".yj-draft").text_content() == DRAFT
    assert page.locator(".yj-draft b").count() == 0
    figure = page.locator(".yj-figure.yj-v-imprecise", has_text="900亿元")
    figure.click()
    finding = page.locator(".yj-panel-finding")
    expect(finding).to_contain_text("不准确")
    expect(finding).to_contain_text("超过900亿元")
    expect(page.locator("#yj-panel mark").first).to_be_in_viewport()
    assert "".join(page.locator("#yj-panel mark").all_text_contents()) == figure.get_attribute(
        "data-quote"
    )
    expect(figure).to_have_attribute("aria-current", "true")
    expect(page.locator(".yj-finding-open[aria-current]")).to_have_count(1)


@needs_browser
def test_nearest_figures_of_one_not_found_open_in_turn(open_page: OpenPage):
    page = open_page(1)
    check(page)
    page.locator(".yj-figure.yj-v-not_found", has_text="500家").click()
    expect(page.locator(".yj-panel-finding")).to_contain_text("最接近的数字（不是依据）")
    rows = page.locator(".yj-panel-finding .yj-citation")
    expect(rows.first).to_have_attribute("aria-current", "true")
    other = rows.last
    other.click()
    expect(other).to_have_attribute("aria-current", "true")
    quoted = "".join(page.locator("#yj-panel mark").all_text_contents())
    assert quoted == other.get_attribute("data-quote").replace("\n", "")
    expect(page.locator(".yj-panel-finding")).to_contain_text("500家")


@needs_browser
def test_finding_opens_and_closes_from_the_keyboard(open_page: OpenPage):
    page = open_page(1)
    check(page)
    figure = page.locator(".yj-figure.yj-v-contradicted").first
    figure.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".yj-panel-finding")).to_contain_text("不符")
    page.keyboard.press("Escape")
    expect(page.locator("#yj-panel")).to_be_hidden()
    expect(figure).to_be_focused()


@needs_browser
def test_one_verdict_alone_is_shown_and_all_again(open_page: OpenPage):
    page = open_page(1)
    check(page)
    every = page.locator(".yj-finding").count()
    button = page.locator(".yj-filter.yj-v-contradicted")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    left = page.locator(".yj-finding").filter(visible=True)
    expect(left).to_have_count(int(button.locator("b").text_content()))
    expect(page.locator(".yj-figure:not(.yj-off)")).to_have_count(left.count())
    assert page.locator(".yj-draft").text_content() == DRAFT
    page.locator(".yj-filter").first.click()
    expect(left).to_have_count(every)


@needs_browser
def test_desk_walks_through_what_has_to_be_resolved(open_page: OpenPage):
    page = open_page(1)
    check(page)
    filters = page.locator(".yj-filter")
    filters.nth(1).click()
    left = page.locator(".yj-figure:not(.yj-off)")
    expect(left).to_have_count(int(filters.nth(1).locator("b").text_content()))
    expect(page.locator(".yj-figure.yj-v-supported:not(.yj-off)")).to_have_count(0)
    left.first.click()
    seen = [page.locator(".yj-panel-finding .yj-claimed b").text_content()]
    expect(page.locator(".yj-step").first).to_be_disabled()
    for n in range(1, left.count()):
        page.get_by_role("button", name="下一处").click()
        expect(left.nth(n)).to_have_attribute("aria-current", "true")
        seen.append(page.locator(".yj-panel-finding .yj-claimed b").text_content())
    assert seen == left.all_text_contents()
    expect(page.locator(".yj-step").last).to_be_disabled()
    expect(page.locator(".yj-step").first).to_be_focused()


@needs_browser
def test_file_dropped_on_the_check_is_the_draft_and_elsewhere_nothing(open_page: OpenPage):
    drop = """([place, name]) => {
        const held = new DataTransfer();
        held.items.add(new File(["孵化器累计毕业企业30万家。"], name));
        const event = new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer: held});
        return document.querySelector(place).dispatchEvent(event);
    }"""
    page = open_page(1)
    assert page.evaluate(drop, ["#yj-draft-box textarea", "稿件.txt"]) is False
    expect(page.locator(".yj-draft")).to_have_text("孵化器累计毕业企业30万家。")
    assert page.evaluate(drop, ["#yj-masthead", "另一篇.txt"]) is False
    expect(page.locator(".yj-report")).to_have_count(1)


@needs_browser
@pytest.mark.parametrize("suffix", [".html", ".docx", ".xlsx", ".csv"])
def test_check_sheet_is_saved(open_page: OpenPage, suffix: str, tmp_path: Path):
    page = open_page(1)
    check(page)
    for _ in range(2):
        with page.expect_download() as started:
            page.locator(f'.yj-export[data-suffix="{suffix}"]').click()
        name = started.value.suggested_filename
        assert name.startswith("核查单 ") and name.endswith(suffix)
    started.value.save_as(tmp_path / "sheet")
    data = (tmp_path / "sheet").read_bytes()
    if suffix in (".docx", ".xlsx"):
        assert data.startswith(b"PK")
    else:
        assert "2866家" in data.decode("utf-8-sig")


@needs_browser
def test_file_is_uploaded_and_checked(open_page: OpenPage, tmp_path: Path):
    page = open_page(1)
    path = tmp_path / "稿件.txt"
    path.write_text(DRAFT, encoding="utf-8")
    page.locator("#yj-check input[type=file]").set_input_files(path)
    expect(page.locator(".yj-report")).to_be_visible()
    expect(page.locator("#yj-draft-box textarea")).to_have_value(DRAFT)


@needs_browser
def test_upload_of_50_mb_gets_one_clear_sentence(open_page: OpenPage, tmp_path: Path):
    page = open_page(1)
    path = tmp_path / "稿件.docx"
    path.write_bytes(bytes(50 * 1024 * 1024))
    page.locator("#yj-check input[type=file]").set_input_files(path)
    expect(page.locator("#yj-check-notice [role=alert]")).to_contain_text("超过 20 MB")
    expect(page.locator(".yj-report")).to_have_count(0)


@needs_browser
def test_unreadable_upload_leaves_the_report_in_its_place(open_page: OpenPage, tmp_path: Path):
    page = open_page(1)
    check(page)
    path = tmp_path / "稿件.pdf"
    path.write_bytes(b"no pdf")
    page.locator("#yj-check input[type=file]").set_input_files(path)
    expect(page.locator("#yj-check-notice [role=alert]")).to_contain_text("没能核查")
    expect(page.locator(".yj-report")).to_be_visible()
    expect(page.locator("#yj-draft-box textarea")).to_have_value(DRAFT)


@needs_browser
def test_bug_in_the_program_ends_the_waiting(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
):
    def fail(*args: object, **options: object) -> CheckReport:
        raise ZeroDivisionError("a bug")

    page = open_page(1)
    monkeypatch.setattr("ui.page.check_page.check_draft", fail)
    page.locator("#yj-draft-box textarea").fill(DRAFT)
    page.locator("#yj-check-run").click()
    expect(page.locator("#yj-check-notice")).to_contain_text("程序出了错")
    expect(page.locator("#yj-check-report .yj-pending")).to_have_count(0)
    assert "a bug" in capfd.readouterr().err


@needs_browser
def test_other_pages_keep_what_they_show(open_page: OpenPage):
    page = open_page(1)
    check(page)
    page.locator(".yj-figure").first.click()
    expect(page.locator("#yj-panel")).to_be_visible()
    page.get_by_role("tab").nth(0).click()
    expect(page.locator("#yj-panel")).to_be_hidden()
    page.get_by_role("tab").nth(1).click()
    expect(page.locator(".yj-report")).to_be_visible()


@needs_browser
def test_check_on_a_phone_is_whole_and_in_english_for_an_english_browser(open_page: OpenPage):
    page = open_page(1, width=390, height=844, locale="en-US")
    check(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.locator(".yj-summary")).to_contain_text("Contradicted")
    page.locator(".yj-figure.yj-v-contradicted").first.click()
    expect(page.locator("#yj-panel mark").first).to_be_in_viewport()
    assert page.locator("#yj-panel").bounding_box()["width"] == 390
