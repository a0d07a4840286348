"""The choice of sources that a page limits itself to, as the build in service has them."""

from typing import Any

import gradio as gr

from index import Index, LiveIndex


def source_choice(live: LiveIndex, i18n: gr.I18n, **look: Any) -> gr.Dropdown:
    """Lay out the choice; a page that is opened after a switch is given the new sources."""
    laid_out = live.current
    dropdown = gr.Dropdown(
        choices=choices(laid_out), value=[], multiselect=True, label=i18n("youju.sources"), **look
    )

    def refresh() -> Any:
        index = live.current
        return gr.skip() if index is laid_out else gr.Dropdown(choices=choices(index))

    gr.on(fn=refresh, outputs=[dropdown], show_progress="hidden", api_visibility="private")
    return dropdown


def choices(index: Index) -> list[tuple[str, str]]:
    """Title and id of each source."""
    return [(document.source.title, id) for id, document in index.documents.items()]
