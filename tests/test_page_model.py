"""The chat page where a language model is set: it is waited for, stopped, and named."""

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from assistant.answering.llm import LanguageModel
from index import LiveIndex
from tests.openai_server import Reply, chat, openai_server
from tests.served_page import OpenPage, free_port, needs_browser
from ui.page.serve import start

QUESTION = "截至2023年年底，我国各类孵化载体达到多少家？"
WRITTEN = "我国各类孵化载体在2023年年底达到1.66万余家[1]。"
OTHER = "北京有多少家标杆孵化器？"

# The first answer imports the client of the model.
PATIENCE_MS = 30_000

pytestmark = needs_browser


class Model:
    """A model that says what it is told to, as soon as ``gate`` is open."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.words = WRITTEN

    def __call__(self, wanted: dict) -> Reply:
        self.gate.wait(30)
        return chat(self.words)(wanted)


@pytest.fixture(scope="module")
def model() -> Model:
    return Model()


@pytest.fixture(scope="module")
def address(live: LiveIndex, model: Model) -> Iterator[str]:
    with openai_server(model) as server:
        blocks = start(live, port=free_port(), llm=LanguageModel(server.base_url, "m"))
        yield blocks.local_url
        model.gate.set()
        blocks.close(verbose=False)


@pytest.fixture(autouse=True)
def shut(model: Model) -> Iterator[None]:
    model.gate.clear()
    model.words = WRITTEN
    yield
    model.gate.set()


def ask(page: Page, question: str) -> None:
    page.locator("#yj-question textarea").fill(question)
    page.locator("#yj-question textarea").press("Enter")
    expect(page.locator(".yj-turn").last).to_contain_text(question)


def expect_answered(page: Page, mode: str) -> None:
    last = page.locator(".yj-turn").last
    expect(last).to_have_attribute("data-complete", "true", timeout=PATIENCE_MS)
    expect(page.locator(".yj-mode").last).to_contain_text(mode)


def test_answer_of_the_model_is_waited_for_and_called_one(open_page: OpenPage, model: Model):
    page = open_page()
    ask(page, QUESTION)
    expect(page.locator(".yj-pending")).to_contain_text("语言模型")
    model.gate.set()
    expect_answered(page, "由语言模型")
    expect(page.locator(".yj-answer")).to_contain_text("我国各类孵化载体在2023年年底达到")
    expect(page.locator(".yj-stop")).to_have_count(0)


def test_who_does_not_want_to_wait_gets_the_quotes(open_page: OpenPage):
    page = open_page()
    ask(page, QUESTION)
    page.locator(".yj-stop").click()
    expect_answered(page, "摘自原文")
    expect(page.locator(".yj-direct")).to_contain_text("1.66万")
    expect(page.locator(".yj-turn")).to_have_count(1)


def test_question_asked_meanwhile_waits_for_its_turn(open_page: OpenPage, model: Model):
    page = open_page()
    ask(page, QUESTION)
    box = page.locator("#yj-question textarea")
    expect(box).to_have_value("")
    box.fill(OTHER)
    box.press("Enter")
    page.locator(".yj-stop").click()
    expect(page.locator(".yj-turn")).to_have_count(2)
    expect(page.locator(".yj-turn").first).to_contain_text("摘自原文")
    model.gate.set()
    expect_answered(page, "摘自原文")  # what was written is not said of this question
    expect(page.locator(".yj-turn").last).to_contain_text(OTHER)
    expect(box).to_have_value("")


def test_second_press_asks_nothing(open_page: OpenPage, model: Model):
    page = open_page()
    page.evaluate("""() => {
        window.complaints = 0;
        new MutationObserver(() => {
            window.complaints += document.querySelectorAll("#yj-notice .yj-notice").length;
        }).observe(document.getElementById("yj-notice"), {subtree: true, childList: true});
    }""")
    ask(page, QUESTION)
    expect(page.locator("#yj-question textarea")).to_have_value("")
    page.locator("#yj-ask").click()
    model.gate.set()
    expect_answered(page, "由语言模型")
    ask(page, OTHER)
    expect(page.locator(".yj-question").last).to_contain_text(OTHER)
    expect_answered(page, "摘自原文")
    assert page.evaluate("window.complaints") == 0
    expect(page.locator(".yj-turn")).to_have_count(2)


def test_new_conversation_leaves_a_slow_model_behind(open_page: OpenPage):
    page = open_page()
    ask(page, QUESTION)
    page.locator("#yj-new").click()
    expect(page.locator(".yj-welcome")).to_be_visible()
    ask(page, OTHER)
    page.locator(".yj-stop").click()
    expect_answered(page, "摘自原文")
    expect(page.locator(".yj-question")).to_contain_text(OTHER)


def test_model_whose_words_do_not_hold_is_said_to_have_failed(open_page: OpenPage, model: Model):
    model.words = "我国各类孵化载体达到99万家[1]。"
    model.gate.set()
    page = open_page()
    ask(page, QUESTION)
    expect_answered(page, "语言模型没有写出站得住的回答")
    expect(page.locator(".yj-answer")).not_to_contain_text("99万家")
