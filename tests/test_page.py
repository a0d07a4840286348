"""The chat page in a real browser, served by the real program from a real build."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from corpus import YoujuError
from index import Index, LiveIndex
from tests.served_page import OpenPage, free_port, needs_browser
from ui.page.chat_page import answer_question, resume, source_panel
from ui.page.serve import read_logins, start
from ui.words import ZH

ANSWERABLE = "截至2023年年底，我国各类孵化载体达到多少家？"
UNANSWERABLE = "深圳有多少家标杆孵化器？"

pytestmark = needs_browser


def ask(page: Page, question: str) -> None:
    """Ask and wait for the whole answer."""
    turns = page.locator(".yj-turn").count()
    page.locator("#yj-question textarea").fill(question)
    page.locator("#yj-question textarea").press("Enter")
    expect(page.locator(".yj-turn")).to_have_count(turns + 1)
    expect(page.locator(".yj-turn").last).to_have_attribute("data-complete", "true")


def marked(page: Page) -> str:
    return "".join(page.locator("#yj-panel mark").all_text_contents())


def test_answer_is_given_with_its_short_form_and_its_citations(open_page: OpenPage):
    page = open_page()
    ask(page, ANSWERABLE)
    expect(page.locator(".yj-question")).to_contain_text(ANSWERABLE)
    expect(page.locator(".yj-direct")).to_contain_text("1.66万")
    assert page.locator(".yj-chip").count() >= 1
    assert page.locator(".yj-citations li").count() >= 1
    expect(page.locator("#yj-question textarea")).to_have_value("")


def test_answer_only_grows_while_it_streams(open_page: OpenPage):
    page = open_page()
    page.evaluate("""() => {
        window.seen = [];
        new MutationObserver(() => {
            const answer = document.querySelector(".yj-answer");
            if (answer) window.seen.push(answer.textContent);
        }).observe(document.body, {subtree: true, childList: true, characterData: true});
    }""")
    ask(page, ANSWERABLE)
    seen = page.evaluate("window.seen")
    assert seen
    lengths = [len(text) for text in seen]
    assert lengths == sorted(lengths)


def test_click_on_a_number_shows_the_quoted_words_in_their_article(open_page: OpenPage):
    page = open_page()
    ask(page, ANSWERABLE)
    chip = page.locator(".yj-chip").first
    chip.click()
    expect(page.locator("#yj-panel mark").first).to_be_in_viewport()
    assert marked(page) == chip.get_attribute("data-quote")
    expect(chip).to_have_attribute("aria-current", "true")
    expect(page.locator("#yj-panel h2")).to_be_visible()
    quoted = page.locator("#yj-panel .yj-quoted .yj-line").all_text_contents()
    assert all(re.fullmatch(r"\d+", number) for number in quoted)
    where = page.locator("#yj-panel .yj-where").text_content()
    assert quoted[0] in where and quoted[-1] in where


def test_source_opens_and_closes_from_the_keyboard(open_page: OpenPage):
    page = open_page()
    ask(page, ANSWERABLE)
    chip = page.locator(".yj-chip").first
    chip.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#yj-panel h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#yj-panel")).to_be_hidden()
    expect(chip).to_be_focused()


def test_what_the_texts_do_not_hold_is_said_to_be_missing(open_page: OpenPage):
    page = open_page()
    ask(page, UNANSWERABLE)
    expect(page.locator(".yj-none")).to_contain_text("没有找到")
    expect(page.locator(".yj-searched")).to_contain_text("查过全部")
    expect(page.locator(".yj-direct, .yj-chip")).to_have_count(0)
    nearest = page.locator(".yj-citation").first
    nearest.click()
    expect(page.locator("#yj-panel mark").first).to_be_in_viewport()
    assert marked(page) == nearest.get_attribute("data-quote").replace("\n", "")


@pytest.mark.parametrize(
    "markup",
    [
        "<img src=x onerror=alert(1)>孵化器？",
        "</span><script>alert(1)</script>",
        '__i18n__{"key":"youju.ask"} ${1+1} {{value}} youju.ask',
    ],
)
def test_markup_in_a_question_is_shown_as_text(open_page: OpenPage, markup: str):
    page = open_page()
    ask(page, markup)
    expect(page.locator(".yj-question")).to_contain_text(markup)
    expect(page.locator("#yj-conversation img, #yj-conversation script")).to_have_count(0)


def test_empty_question_gets_one_clear_sentence(open_page: OpenPage):
    page = open_page()
    page.locator("#yj-ask").click()
    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("没能回答 问题是空的")
    expect(page.locator(".yj-welcome")).to_be_visible()
    ask(page, ANSWERABLE)
    expect(page.locator("#yj-notice .yj-notice")).to_have_count(0)


def test_key_held_down_asks_once_and_complains_of_nothing(open_page: OpenPage):
    page = open_page()
    page.locator("#yj-question textarea").fill(ANSWERABLE)
    for _ in range(3):  # the second and third are repeats, as of a key that is held
        page.keyboard.down("Enter")
    page.keyboard.up("Enter")
    expect(page.locator(".yj-turn")).to_have_attribute("data-complete", "true")
    expect(page.locator("#yj-notice .yj-notice")).to_have_count(0)


def test_too_long_a_question_stays_in_its_box(open_page: OpenPage):
    page = open_page()
    question = "孵" * 10_000
    page.locator("#yj-question textarea").fill(question)
    page.locator("#yj-ask").click()
    expect(page.locator("#yj-notice .yj-notice")).to_contain_text("问题有 10,000 字，最多 1,000 字")
    expect(page.locator("#yj-question textarea")).to_have_value(question)
    expect(page.locator(".yj-turn")).to_have_count(0)


def test_bug_in_the_program_ends_the_waiting(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
):
    def fail(*args: object, **options: object) -> Iterator[None]:
        raise ZeroDivisionError("a bug")

    page = open_page()
    monkeypatch.setattr("ui.page.chat_page.stream_answer", fail)
    page.locator("#yj-question textarea").fill(ANSWERABLE)
    page.locator("#yj-ask").click()
    expect(page.locator("#yj-notice .yj-notice")).to_contain_text("程序出了错")
    expect(page.locator(".yj-welcome")).to_be_visible()
    assert "a bug" in capfd.readouterr().err


def test_example_is_asked_by_a_click(open_page: OpenPage):
    page = open_page()
    example = page.locator(".yj-example").first
    question = example.text_content()
    example.click()
    expect(page.locator(".yj-turn")).to_have_attribute("data-complete", "true")
    expect(page.locator(".yj-question")).to_contain_text(question)


def test_conversation_goes_on_and_starts_anew(open_page: OpenPage):
    page = open_page()
    ask(page, ANSWERABLE)
    ask(page, UNANSWERABLE)
    expect(page.locator(".yj-question")).to_have_count(2)
    page.locator(".yj-citation").first.click()
    expect(page.locator("#yj-panel")).to_be_visible()
    page.locator("#yj-new").click()
    expect(page.locator(".yj-welcome")).to_be_visible()
    expect(page.locator("#yj-panel")).to_be_hidden()
    ask(page, ANSWERABLE)
    expect(page.locator(".yj-question")).to_have_count(1)


def test_new_answer_stands_at_the_top_of_the_window(open_page: OpenPage):
    page = open_page(height=720)
    for question in (ANSWERABLE, UNANSWERABLE, ANSWERABLE):
        ask(page, question)
    asked = page.locator(".yj-question").last.bounding_box()
    assert 0 <= asked["y"] < 100
    expect(page.locator(".yj-answer").last).to_be_in_viewport(ratio=1)


def test_conversation_outlives_a_reload(open_page: OpenPage):
    page = open_page()
    expect(page.locator(".yj-resume")).to_be_hidden()
    ask(page, "上海市到2025年要培育多少家高质量孵化器？")
    ask(page, "科技企业孵化器管理办法什么时候印发？")
    before = page.locator(".yj-log").text_content()
    page.reload()
    page.locator(".yj-resume").click()
    expect(page.locator(".yj-turn")).to_have_count(2)
    expect(page.locator(".yj-turn").last).to_have_attribute("data-complete", "true")
    assert page.locator(".yj-log").text_content() == before
    ask(page, ANSWERABLE)
    expect(page.locator(".yj-turn")).to_have_count(3)


def test_what_comes_of_a_question_is_read_out_once(open_page: OpenPage):
    page = open_page()
    page.evaluate("""() => {
        window.said = [];
        const place = document.getElementById("yj-said");
        new MutationObserver(() => window.said.push(place.textContent)).observe(place, {childList: true});
    }""")
    ask(page, ANSWERABLE)
    page.wait_for_function("window.said.length === 2")
    assert page.evaluate("window.said") == [ZH["pending"], "1.66万余家"]
    expect(page.locator("#yj-conversation [role=log]")).to_have_count(0)


def test_retry_answers_the_last_question_in_its_place(open_page: OpenPage):
    page = open_page()
    ask(page, ANSWERABLE)
    first = page.locator(".yj-turn").text_content()
    page.evaluate("""() => {
        window.pending = 0;
        new MutationObserver(() => {
            window.pending += !document.querySelector(".yj-turn[data-complete=true]");
        }).observe(document.body, {subtree: true, childList: true, attributes: true});
    }""")
    page.locator(".yj-retry").click()
    page.wait_for_function("window.pending > 0")
    expect(page.locator(".yj-turn")).to_have_attribute("data-complete", "true")
    assert page.locator(".yj-turn").text_content() == first


def test_chosen_sources_alone_are_searched(open_page: OpenPage, index: Index):
    page = open_page()
    title = next(d.source.title for d in index.documents.values() if d.source.kind == "card")
    page.locator("#yj-sources input").click()
    page.get_by_role("option", name=title).click()
    page.keyboard.press("Escape")
    ask(page, "足球联赛哪天开幕？")
    expect(page.locator(".yj-searched")).to_contain_text(title)
    for place in page.locator(".yj-citation .yj-place").all_text_contents():
        assert title in place


def test_answer_is_copied_with_its_citations(open_page: OpenPage):
    page = open_page()
    ask(page, ANSWERABLE)
    page.locator(".yj-copy").click()
    expect(page.locator(".yj-copy")).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "1.66万" in copied
    assert "[1] “" in copied
    assert page.locator(".yj-chip").first.get_attribute("data-quote").strip() in copied


def test_quote_is_copied_with_its_place_from_the_source(open_page: OpenPage):
    page = open_page()
    ask(page, ANSWERABLE)
    page.locator(".yj-chip").first.click()
    page.locator("#yj-panel .yj-copy").click()
    expect(page.locator("#yj-panel .yj-copy")).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    quote = page.locator(".yj-chip").first.get_attribute("data-quote").strip()
    assert copied.startswith(f"“{quote}” ")
    assert "第 238 行" in copied


def test_program_that_does_not_answer_is_told_in_the_pages_language(
    browser: Browser, live: LiveIndex
):
    blocks = start(live, port=free_port())
    context = browser.new_context(locale="zh-CN")
    try:
        page = context.new_page()
        page.goto(blocks.local_url)
        page.locator(".yj-welcome").first.wait_for()
        blocks.close(verbose=False)
        page.locator("#yj-question textarea").fill(ANSWERABLE)
        page.locator("#yj-question textarea").press("Enter")
        expect(page.get_by_test_id("toast-text").first).to_contain_text("断开了")
        expect(page.locator("#yj-question textarea")).to_have_value(ANSWERABLE)
    finally:
        context.close()
        blocks.close(verbose=False)


def test_english_browser_gets_an_english_page(open_page: OpenPage):
    page = open_page(locale="en-GB")
    expect(page.locator("#yj-ask")).to_have_text("Ask")
    expect(page.locator(".yj-welcome")).to_contain_text("For example")
    ask(page, UNANSWERABLE)
    expect(page.locator(".yj-none")).to_contain_text("Not found")


def test_other_browsers_get_the_chinese_page(open_page: OpenPage):
    page = open_page(locale="fr-FR")
    expect(page.locator("#yj-ask")).to_have_text("提问")
    ask(page, UNANSWERABLE)
    expect(page.locator(".yj-none")).to_contain_text("没有找到")


def test_source_covers_a_phone_and_nothing_is_cut_off(open_page: OpenPage):
    page = open_page(width=390, height=844)
    ask(page, ANSWERABLE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator(".yj-citation").first.click()
    expect(page.locator("#yj-panel mark").first).to_be_in_viewport()
    assert page.locator("#yj-panel").bounding_box() == {
        "x": 0,
        "y": 0,
        "width": 390,
        "height": 844,
    }
    page.get_by_role("button", name="关闭原文").click()
    expect(page.locator("#yj-panel")).to_be_hidden()
    expect(page.locator("#yj-question")).to_be_in_viewport()


def test_card_is_called_a_card_when_its_source_is_open(open_page: OpenPage):
    page = open_page()
    ask(page, "上海到2025年要培育多少家高质量孵化器？")
    card = page.locator(".yj-citation", has_text="资料卡（非原文）").first
    card.click()
    expect(page.locator("#yj-panel .yj-badge")).to_have_text("资料卡（非原文）")
    expect(page.locator("#yj-panel .yj-card-note")).to_be_visible()


def test_logins_guard_the_page_and_its_sources(live: LiveIndex):
    blocks = start(live, port=free_port(), auth="desk:pa:ss,editor:word")
    try:
        with httpx.Client(base_url=blocks.local_url, trust_env=False) as client:
            assert client.get("config").status_code == 401
            call = {"session_hash": "x", "component_id": 1, "fn_name": "open_source", "data": {}}
            assert client.post("gradio_api/component_server", json=call).status_code == 401
            wrong = client.post("login", data={"username": "desk", "password": "pa"})
            assert wrong.status_code == 400
            client.post("login", data={"username": "desk", "password": "pa:ss"})
            assert client.get("config").status_code == 200
    finally:
        blocks.close(verbose=False)


@pytest.mark.parametrize(
    "wanted",
    [
        {"source": "none", "start": 0, "quote": ""},
        {"source": "forum-page-2024", "start": 0, "quote": "这句话不在这里。"},
        {"source": "forum-page-2024", "start": -3, "quote": "x"},
        {"source": "forum-page-2024", "start": "0", "quote": None},
        {},
    ],
)
def test_citation_that_does_not_hold_is_refused_in_one_sentence(index: Index, wanted: dict):
    refused = source_panel(index, wanted, ZH)
    assert refused.startswith('<p class="yj-notice')
    assert "yj-source" not in refused


@pytest.mark.parametrize(
    "asked",
    [None, "x", {}, [None], [{"question": 1, "sources": []}], [{"question": "x"}], [[]], ["x"]],
)
def test_what_is_no_conversation_is_not_taken_up_again(index: Index, asked: object):
    assert list(resume(index, asked, ZH)) == []


def test_conversation_is_taken_up_without_sources_that_are_gone(index: Index):
    asked = [
        {"question": ANSWERABLE, "sources": ["forum-page-2024", "gone", 3]},
        {"question": " ", "sources": []},
    ]
    (shown,) = resume(index, asked, ZH)
    (turn,) = shown[1]
    assert turn.sources == ("forum-page-2024",)
    assert turn.complete


@pytest.mark.parametrize(
    ("question", "sources", "said"),
    [
        ("", [], "问题是空的"),
        ("\u200b\x00 ", [], "问题是空的"),
        ("孵" * 1001, [], "1,001 字"),
        ("孵化器", ["gone"], "“gone”"),
    ],
)
def test_question_that_cannot_be_asked_is_refused_in_the_pages_language(
    index: Index, question: str, sources: list[str], said: str
):
    *_, shown = answer_question(index, question, sources, (), ZH)
    assert said in shown[3]
    assert not re.search("[A-Za-z]{3}", re.sub("<[^>]*>|gone", "", shown[3]))


def test_answer_grows_from_pending_to_complete(index: Index):
    shown = list(answer_question(index, ANSWERABLE, [], (), ZH))
    assert ZH["pending"] in shown[0][0]
    assert [type(turns) for _, turns, _, _ in shown[-1:]] == [tuple]
    (turn,) = shown[-1][1]
    assert turn.complete
    assert turn.answer.status == "answered"
    texts = [html for html, _, _, _ in shown]
    assert all('data-complete="false"' in text for text in texts[:-1])


def test_port_in_use_is_a_user_error(live: LiveIndex, address: str):
    with pytest.raises(YoujuError, match="--port"):
        start(live, port=urlsplit(address).port)


def test_proxy_of_a_person_is_not_asked_for_the_own_page(
    live: LiveIndex, monkeypatch: pytest.MonkeyPatch
):
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.setenv(name, "")
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{free_port()}")
    blocks = start(live, port=free_port())
    blocks.close(verbose=False)


@pytest.mark.parametrize(
    ("auth", "logins"),
    [
        (None, None),
        ("  ", None),
        ("a:b", [("a", "b")]),
        ("a:b:c, d:e", [("a", "b:c"), ("d", "e")]),
    ],
)
def test_logins_are_read_from_one_setting(auth: str | None, logins: list[tuple[str, str]] | None):
    assert read_logins(auth) == logins


@pytest.mark.parametrize("auth", ["a", "a:", ":b", "a:b,,c:d", "a:b,secret"])
def test_unreadable_logins_are_refused_without_showing_them(auth: str):
    with pytest.raises(YoujuError, match="YOUJU_AUTH") as refused:
        read_logins(auth)
    assert "secret" not in str(refused.value)
