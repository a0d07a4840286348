"""The check page: components and events. What they show is rendered in ``check_view``, pure.

A draft's way: pasted, or read from an upload into the same box → ``check_draft`` → report_to_html.
"""

import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import gradio as gr

from assistant import check_draft
from assistant.checking.check import CheckReport
from assistant.checking.drafts import MAX_BYTES, MAX_CHARS, SUFFIXES, clean_draft, read_draft
from corpus.errors import YoujuError
from index import Index, LiveIndex
from ui.page.answer_view import notice_to_html
from ui.page.chat_page import words_of
from ui.page.check_view import report_to_html
from ui.page.download import download_to_html
from ui.page.result_blocks import result_blocks
from ui.page.source_choice import source_choice
from ui.sheets.check_rows import Filing, first_words, searched
from ui.sheets.check_sheet import SHEETS, check_sheet
from ui.words import Words

# A check keeps one core busy; more than two at once would only wait for one another.
CONCURRENT_CHECKS = 2

# report's HTML, report and what is filed of it, notice, draft box
Shown = tuple[Any, Any, Any, Any]
Checked = tuple[CheckReport, Filing]


def check_page(live: LiveIndex, i18n: gr.I18n) -> None:
    """Lay out the check page and bind its events."""

    report = gr.State(None)
    with gr.Column(elem_id="yj-check", elem_classes="yj-work"):
        gr.HTML(i18n("youju.check_intro"), elem_classes="yj-plain", apply_default_css=False)
        draft = gr.Textbox(
            label=i18n("youju.draft"),
            placeholder=i18n("youju.draft_hint"),
            lines=7,
            max_lines=14,
            show_label=False,
            container=False,
            elem_id="yj-draft-box",
        )
        with gr.Row(elem_classes="yj-bar"):
            sources = source_choice(live, i18n, elem_classes="yj-sources")
            upload = gr.UploadButton(i18n("youju.upload"), elem_id="yj-upload")
            check = gr.Button(i18n("youju.check_draft"), variant="primary", elem_id="yj-check-run")
        notice, shown_report, download = result_blocks(live, "check", "report")

    def on_check(text: str, sources: list[str], request: gr.Request) -> Iterator[Shown]:
        with live.lease() as index:
            yield from check_pasted(index, text, sources, words_of(request))

    def on_upload(path: str, sources: list[str], request: gr.Request) -> Iterator[Shown]:
        with live.lease() as index:
            yield from check_upload(index, Path(path), sources, words_of(request))

    def on_export(event: gr.EventData, checked: Checked | None, request: gr.Request) -> Any:
        if checked is None or event.suffix not in SHEETS:
            return gr.skip()
        report, filing = checked
        data = check_sheet(report, filing, event.suffix)
        name = f"{words_of(request)['check_sheet']} {bare_name(filing.draft)}".strip()
        return download_to_html(data, name, event.suffix, at=time.time_ns())

    def on_bug(request: gr.Request) -> Shown:
        # The traceback is in the log; the page must not wait for ever.
        words = words_of(request)
        return "", None, refusal(words["bug"], words), gr.skip()

    shown = [shown_report, report, notice, draft]
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    checking = quiet | {"concurrency_limit": CONCURRENT_CHECKS, "concurrency_id": "check"}
    runs = [
        check.click(on_check, [draft, sources], shown, **checking),
        upload.upload(on_upload, [upload, sources], shown, **checking),
        shown_report.export(on_export, [report], [download], **checking),
    ]
    for run in runs:
        run.failure(on_bug, outputs=shown, **quiet)


def bare_name(draft: str) -> str:
    """A draft's name without the suffix that says it is a file of another kind."""
    suffix = Path(draft).suffix
    return draft.removesuffix(suffix) if suffix.lower() in SUFFIXES else draft


def check_pasted(index: Index, text: str, sources: Sequence[str], words: Words) -> Iterator[Shown]:
    """Yield what the page shows while a pasted draft is checked and when it is.

    A user's error leaves the report and the draft as they were and says why.
    """
    if not text.strip():
        yield gr.skip(), gr.skip(), refusal(words["draft_empty"], words), gr.skip()
    elif len(text) > MAX_CHARS:
        said = words["draft_long"].format(chars=f"{len(text):,}", most=f"{MAX_CHARS:,}")
        yield gr.skip(), gr.skip(), refusal(said, words), gr.skip()
    else:
        text = clean_draft(text)
        yield from _checked(index, text, sources, words, name=first_words(text))


def check_upload(index: Index, path: Path, sources: Sequence[str], words: Words) -> Iterator[Shown]:
    """The same for an uploaded file, which is deleted once it is read: drafts are confidential."""
    try:
        text = read_upload(path, words)
    except YoujuError as error:
        yield gr.skip(), gr.skip(), refusal(str(error), words), gr.skip()
        return
    finally:
        path.unlink(missing_ok=True)
    yield from _checked(index, text, sources, words, name=path.name)


def read_upload(path: Path, words: Words) -> str:
    """The draft's text; YoujuError says in the page's language why there is none."""
    name = path.name
    if path.suffix.lower() not in SUFFIXES:
        raise YoujuError(words["draft_kind"].format(name=name, kinds=" ".join(SUFFIXES)))
    if path.stat().st_size > MAX_BYTES:
        raise YoujuError(words["draft_size"].format(name=name, most=MAX_BYTES // 1_048_576))
    try:
        return read_draft(path)
    except YoujuError as error:
        raise YoujuError(words["draft_unreadable"].format(name=name, reason=error)) from error


def _checked(
    index: Index, text: str, sources: Sequence[str], words: Words, *, name: str
) -> Iterator[Shown]:
    pending = f'<p class="yj-pending" data-said="{words["checking"]}">{words["checking"]}</p>'
    yield pending, None, "", text
    try:
        if gone := [id for id in sources if id not in index.documents]:
            raise YoujuError(words["unknown_source"].format(source=gone[0]))
        report = check_draft(text, index, sources=sources)
    except YoujuError as error:
        yield "", None, refusal(str(error), words), gr.skip()
        return
    said = searched(index.documents, sources, words)
    filing = Filing(name, searched(index.documents, sources), datetime.now())
    yield report_to_html(report, words, searched=said), (report, filing), gr.skip(), gr.skip()


def refusal(message: str, words: Words) -> str:
    return notice_to_html(message, {**words, "error": words["check_error"]})
