"""What the check's page and the ledger's have alike: the notice, the result, the file to save."""

from typing import Any

import gradio as gr

from index import LiveIndex
from ui.page.chat_page import PAGE_JS, source_panel, words_of


def result_blocks(
    live: LiveIndex, page: str, result: str, *, empty: Any = ""
) -> tuple[gr.HTML, gr.HTML, gr.HTML]:
    """The notice, the result, whose citations open the source, and the download.

    Their ids begin with ``yj-`` and the page's name; ``empty`` is shown before there is a result.
    """

    def open_source(wanted: dict[str, Any], request: gr.Request) -> str:
        return source_panel(live.current, wanted, words_of(request))

    def block(name: str, value: Any = "", **more: Any) -> gr.HTML:
        return gr.HTML(
            value,
            elem_id=f"yj-{page}-{name}",
            elem_classes="yj-plain",
            apply_default_css=False,
            **more,
        )

    return (
        block("notice"),
        block(result, empty, js_on_load=PAGE_JS, server_functions=[open_source]),
        block("sheet", js_on_load=PAGE_JS),
    )
