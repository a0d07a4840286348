"""The page of the sources: a place to drop files, what became of them, and the list.

``sources.js`` fills it from the addresses of ``routes``; here is its frame, in both languages.
"""

from pathlib import Path
from typing import Any

import gradio as gr

from corpus.documents import READERS
from index import LiveIndex
from ui.page.chat_page import PAGE_JS, source_panel, words_of
from ui.page.routes import MAX_UPLOAD_BYTES
from ui.words import Words

SOURCES_JS = Path(__file__).with_name("sources.js").read_text(encoding="utf-8")


def sources_page(live: LiveIndex, i18n: gr.I18n) -> None:
    """Lay out the page of the sources."""

    def open_source(wanted: dict[str, Any], request: gr.Request) -> str:
        return source_panel(live.current, wanted, words_of(request))

    with gr.Column(elem_id="yj-library", elem_classes="yj-work"):
        gr.HTML(
            i18n("youju.library_html"),
            elem_id="yj-library-frame",
            elem_classes="yj-plain",
            apply_default_css=False,
            js_on_load=PAGE_JS + SOURCES_JS,
            server_functions=[open_source],
        )


def library_to_html(words: Words) -> str:
    """Return the frame; the place to drop files shows itself to those who may."""
    kinds = words["drop_kinds"].format(most=MAX_UPLOAD_BYTES // 1_000_000)
    said = "".join(
        f' data-{name.replace("_", "-")}="{words[name]}"'
        for name in ("sending", "reading", "not_sent", "build_done")
    )
    too_large = words["too_large"].format(most=MAX_UPLOAD_BYTES // 1_000_000)
    return (
        f'{words["library_intro"]}<div class="yj-intake" hidden data-most="{MAX_UPLOAD_BYTES}"'
        f' data-too-large="{too_large}"{said}>'
        f'<label class="yj-drop"><input type="file" multiple accept="{",".join(READERS)}">'
        f"<b>{words['drop']}</b><span>{kinds}</span></label>"
        f'<ul class="yj-uploads" aria-label="{words["uploads"]}" aria-live="polite"></ul></div>'
        '<div class="yj-build-state" aria-live="polite"></div>'
        f'<label class="yj-find"><span>{words["find_sources"]}</span>'
        f'<input type="search" placeholder="{words["find_sources_hint"]}"></label>'
        f'<div class="yj-listed" data-failed="{words["not_sent"]}"></div>'
    )
