"""A live index → the Gradio app, built and returned; ``serve`` launches it.

The app is a masthead, its pages, and beside them the panel in which each page opens sources. A page
is a function that lays out its components in the tab that is open; adding one is one call of
``add_page``.
"""

from collections.abc import Callable
from dataclasses import dataclass

import gradio as gr

from assistant.answering.llm import LanguageModel
from index import LiveIndex
from ui.page.chat_page import chat_page, panel_to_html, welcome
from ui.page.check_page import check_page
from ui.page.ledger_page import ledger_page, ledger_welcome
from ui.page.sources_page import library_to_html, sources_page
from ui.words import EN, ZH, Words

# The languages Gradio's own page speaks beside English. Where it has a language and we do not, it
# would show our English words; Chinese is this page's default, so they are all given the Chinese.
# fmt: off
GRADIO_LANGUAGES = (
    "ar", "ca", "de", "es", "et", "eu", "fa", "fi", "fr", "he", "hi", "id", "ja", "ko", "lt", "nb",
    "nl", "pl", "pt", "pt-BR", "ro", "ru", "sv", "ta", "th", "tr", "uk", "ur", "uz", "zh-CN", "zh-TW",
)
# fmt: on


@dataclass(frozen=True, slots=True)
class App:
    """The Blocks and the words that Gradio's frontend needs when they are launched."""

    blocks: gr.Blocks
    i18n: gr.I18n


def build_app(live: LiveIndex, llm: LanguageModel | None = None) -> App:
    """Return the web app that answers from the build in service, in the words of ``llm`` where one is set."""
    index = live.current
    i18n = page_i18n(
        masthead=(masthead_to_html(ZH), masthead_to_html(EN)),
        panel=(panel_to_html(ZH), panel_to_html(EN)),
        welcome_html=(welcome(index, ZH), welcome(index, EN)),
        ledger_welcome=(ledger_welcome(index, ZH), ledger_welcome(index, EN)),
        library_html=(library_to_html(ZH), library_to_html(EN)),
    )
    with gr.Blocks(title="有据", analytics_enabled=False, fill_width=True) as blocks:
        gr.HTML(i18n("youju.masthead"), apply_default_css=False, elem_id="yj-masthead")
        with gr.Row(elem_id="yj-desk"):
            with gr.Tabs(elem_id="yj-pages"):
                add_page("chat", lambda: chat_page(live, i18n, llm), i18n)
                add_page("check", lambda: check_page(live, i18n), i18n)
                add_page("ledger", lambda: ledger_page(live, i18n), i18n)
                add_page("library", lambda: sources_page(live, i18n), i18n)
            gr.HTML(i18n("youju.panel"), elem_id="yj-panel-frame", apply_default_css=False)
    return App(blocks, i18n)


def add_page(name: str, lay_out: Callable[[], None], i18n: gr.I18n) -> None:
    """Add a page whose title is the word ``name``; ``lay_out`` makes its components."""
    with gr.Tab(i18n(f"youju.{name}"), id=name, elem_id=f"yj-page-{name}"):
        lay_out()


def masthead_to_html(words: Words) -> str:
    """Return the head of the page, and the place of what is read out but not shown."""
    return (
        f"<header><h1>{words['name']}</h1><p>{words['tagline']}</p></header>"
        '<p id="yj-said" class="yj-unseen" role="status"'
        f' data-lost="{words["lost"]}"></p>'
    )


def page_i18n(**html: tuple[str, str]) -> gr.I18n:
    """Return the words for Gradio's frontend, with blocks of HTML given as (Chinese, English)."""
    chinese = {f"youju.{key}": word for key, word in ZH.items()}
    english = {f"youju.{key}": word for key, word in EN.items()}
    chinese |= {f"youju.{key}": pair[0] for key, pair in html.items()}
    english |= {f"youju.{key}": pair[1] for key, pair in html.items()}
    return gr.I18n(en=english, **dict.fromkeys(GRADIO_LANGUAGES, chinese))
