"""The ledger page: components and events. What they show is rendered in ``ledger_view``, pure.

A search's way: words, value, unit, sources → ``ledger`` → ledger_to_html.
"""

import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import gradio as gr

from assistant.ledger import KINDS, MEASURED, LedgerRow, ledger
from corpus.errors import YoujuError
from index import Index, LiveIndex
from ui.page.answer_view import notice_to_html
from ui.page.chat_page import words_of
from ui.page.download import download_to_html
from ui.page.ledger_view import ledger_to_html, ledger_welcome_to_html
from ui.page.result_blocks import result_blocks
from ui.page.source_choice import source_choice
from ui.sheets.ledger_sheet import LEDGER_SHEETS, write_ledger
from ui.words import EN, Words

Rows = tuple[LedgerRow, ...]
# table, rows, notice
Shown = tuple[Any, Any, Any]


def ledger_page(live: LiveIndex, i18n: gr.I18n) -> None:
    """Lay out the ledger page and bind its events."""

    rows = gr.State(())
    with gr.Column(elem_id="yj-ledger-page", elem_classes="yj-work"):
        gr.HTML(i18n("youju.ledger_intro"), elem_classes="yj-plain", apply_default_css=False)
        with gr.Row(elem_id="yj-ledger-fields"):
            query, value, unit = (
                gr.Textbox(
                    label=i18n(f"youju.ledger_{name}"),
                    placeholder=i18n(f"youju.ledger_{name}_hint"),
                    max_lines=1,
                    elem_id=f"yj-ledger-{name}",
                    elem_classes="yj-field",
                )
                for name in ("words", "value", "unit")
            )
        with gr.Row(elem_classes="yj-bar"):
            sources = source_choice(live, i18n, elem_classes="yj-sources")
            kinds = gr.CheckboxGroup(
                choices=[(i18n(f"youju.kind_of_{kind}"), kind) for kind in KINDS],
                value=list(MEASURED),
                label=i18n("youju.ledger_kinds"),
                elem_id="yj-ledger-kinds",
            )
            search = gr.Button(
                i18n("youju.search_ledger"), variant="primary", elem_id="yj-ledger-run"
            )
        notice, table, download = result_blocks(
            live, "ledger", "table", empty=i18n("youju.ledger_welcome")
        )

    def on_search(
        query: str,
        value: str,
        unit: str,
        sources: list[str],
        kinds: list[str],
        request: gr.Request,
    ) -> Shown:
        with live.lease() as index:
            return search_ledger(index, query, value, unit, sources, words_of(request), kinds=kinds)

    def on_example(event: gr.EventData, request: gr.Request) -> Any:
        words = str(event.question)
        found = on_search(words, "", "", [], list(MEASURED), request)
        return (words, "", "", [], list(MEASURED), *found)

    def on_export(event: gr.EventData, rows: Rows, request: gr.Request) -> Any:
        if not rows or event.suffix not in LEDGER_SHEETS:
            return gr.skip()
        data = ledger_sheet(rows, event.suffix)
        name = words_of(request)["ledger"]
        return download_to_html(data, name, event.suffix, at=time.time_ns())

    def on_bug(request: gr.Request) -> Shown:
        words = words_of(request)
        return "", (), refusal(words["bug"], words)

    fields, shown = [query, value, unit, sources, kinds], [table, rows, notice]
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    searches = [search.click, query.submit, value.submit, unit.submit]
    runs = [
        gr.on(searches, on_search, fields, shown, **quiet),
        table.example(on_example, outputs=[*fields, *shown], **quiet),
        table.export(on_export, [rows], [download], **quiet),
    ]
    for run in runs:
        run.failure(on_bug, outputs=shown, **quiet)


def search_ledger(
    index: Index,
    query: str,
    value: str,
    unit: str,
    sources: Sequence[str],
    words: Words,
    *,
    kinds: Sequence[str] = (),
) -> Shown:
    """Return the table, its rows and the notice; a user's error leaves the table as it was.

    Who asks for a value or a unit and leaves the kinds as they were wants a date's too.
    """
    number, measured = value.strip() or None, unit.strip() or None
    if (number or measured) and set(kinds) == set(MEASURED):
        kinds = ()
    try:
        rows = ledger(index, query, value=number, unit=measured, sources=sources, kinds=kinds)
    except YoujuError:
        known = all(source in index.documents for source in sources)
        said = words["ledger_no_value"].format(value=value) if known else words["ledger_changed"]
        return gr.skip(), gr.skip(), refusal(said, words)
    years = {id: document.source.year for id, document in index.documents.items()}
    return ledger_to_html(rows, words, years=years), tuple(rows), ""


def ledger_sheet(rows: Rows, suffix: str) -> bytes:
    """Return the bytes of the table to work on."""
    with TemporaryDirectory() as folder:
        path = Path(folder, f"ledger{suffix}")
        write_ledger(rows, path)
        return path.read_bytes()


def ledger_welcome(index: Index, words: Words) -> str:
    return ledger_welcome_to_html(words, tuple(index.documents), english=words is EN)


def refusal(message: str, words: Words) -> str:
    return notice_to_html(message, {**words, "error": words["ledger_error"]})
