"""The chat page: components and events. What they show is rendered elsewhere, pure.

A question's way: box → ``answer_question`` → growing answers → conversation_to_html. It is answered
in the background, so that a slow language model can be stopped. A click on a citation goes straight
to ``open_source``, outside Gradio's queue, so that it waits for nobody.
"""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr

from assistant import stream_answer
from assistant.answering.clean_question import MAX_QUESTION_CHARS
from assistant.answering.llm import LanguageModel
from assistant.citations import cite
from corpus.errors import YoujuError
from corpus.records import Document, Span
from index import Index, LiveIndex
from ui.page.answer_view import (
    Turn,
    citation_to_text,
    conversation_to_html,
    notice_to_html,
    welcome_to_html,
)
from ui.page.background import Background
from ui.page.page_view import is_paged, page_frame
from ui.page.source_choice import source_choice
from ui.page.source_view import escape, source_to_html
from ui.words import EN, Words, words_for

PAGE_JS = Path(__file__).with_name("page.js").read_text(encoding="utf-8")
# Questions of several people are answered side by side; two cores gain nothing from more.
CONCURRENT_ANSWERS = 4

# Why an answer of a model is stopped: to be quoted instead of written, or for a new conversation.
QUOTE, LEAVE = "quote", "leave"

# Of a conversation that is taken up again; more would keep a person waiting.
MAX_RESUMED = 30

Turns = tuple[Turn, ...]
# conversation, turns, question box, notice
Shown = tuple[Any, Any, Any, Any]
NOTHING_NEW: Shown = (gr.skip(), gr.skip(), gr.skip(), gr.skip())


def chat_page(live: LiveIndex, i18n: gr.I18n, llm: LanguageModel | None = None) -> None:
    """Lay out the chat page and bind its events."""

    def open_source(wanted: dict[str, Any], request: gr.Request) -> str:
        return source_panel(live.current, wanted, words_of(request))

    background = Background()
    turns = gr.State(())
    with gr.Column(elem_id="yj-chat"):
        conversation = gr.HTML(
            i18n("youju.welcome_html"),
            elem_id="yj-conversation",
            apply_default_css=False,
            js_on_load=PAGE_JS,
            server_functions=[open_source],
        )
        with gr.Column(elem_id="yj-composer"):
            notice = gr.HTML("", elem_id="yj-notice", apply_default_css=False)
            with gr.Row(elem_id="yj-ask-row"):
                question = gr.Textbox(
                    label=i18n("youju.question"),
                    placeholder=i18n("youju.question_hint"),
                    lines=1,
                    max_lines=6,
                    autofocus=True,
                    show_label=False,
                    container=False,
                    elem_id="yj-question",
                )
                ask = gr.Button(i18n("youju.ask"), variant="primary", elem_id="yj-ask")
            with gr.Row(elem_id="yj-scope-row"):
                sources = source_choice(live, i18n, elem_id="yj-sources")
                new = gr.Button(i18n("youju.new"), elem_id="yj-new")

    def answers_of(
        question: str, sources: list[str], turns: Turns, words: Words, llm: LanguageModel | None
    ) -> Generator[Shown, None, None]:
        with live.lease() as index:
            yield from answer_question(index, question, sources, turns, words, llm)

    def on_ask(question: str, sources: list[str], turns: Turns, request: gr.Request) -> Any:
        if turns and not question.strip():  # the second of two presses: the first took the question
            yield NOTHING_NEW
            return
        words = words_of(request)
        answering = answers_of(question, sources, turns, words, llm)
        if (yield from background.run(request.session_hash, answering, idle=NOTHING_NEW)) == QUOTE:
            yield from beside_the_box(answers_of(question, sources, turns, words, None))
        yield NOTHING_NEW  # Gradio sends the last one twice: what is typed meanwhile would be lost

    def on_example(
        event: gr.EventData, sources: list[str], turns: Turns, request: gr.Request
    ) -> Any:
        yield from beside_the_box(on_ask(event.question, sources, turns, request))

    def on_retry(sources: list[str], turns: Turns, request: gr.Request) -> Any:
        if turns:
            last, earlier = turns[-1], turns[:-1]
            yield from beside_the_box(on_ask(last.question, sources, earlier, request))

    def on_stop(request: gr.Request) -> None:
        background.stop(request.session_hash, QUOTE)

    def on_resume(event: gr.EventData, request: gr.Request) -> Any:
        def resumed() -> Generator[Shown, None, None]:
            with live.lease() as index:
                yield from resume(index, event.asked, words_of(request))

        yield from background.run(request.session_hash, resumed(), idle=NOTHING_NEW)

    def on_new(request: gr.Request) -> Shown:
        background.stop(request.session_hash, LEAVE)
        return welcome(live.current, words_of(request)), (), "", ""

    def on_bug(turns: Turns, request: gr.Request) -> Shown:
        # The traceback is in the log; the page must not wait for ever.
        words = words_of(request)
        return (
            show_turns(live.current, turns, words),
            gr.skip(),
            gr.skip(),
            notice_to_html(words["bug"], words),
        )

    shown = [conversation, turns, question, notice]
    answering: dict[str, Any] = {
        "outputs": shown,
        "show_progress": "hidden",
        "concurrency_limit": CONCURRENT_ANSWERS,
        "concurrency_id": "answer",
        "api_visibility": "private",
    }
    # What is asked while an answer grows, or in the moment after it, waits for its turn.
    in_turn = answering | {"trigger_mode": "always_last"}
    answers = [
        gr.on([ask.click, question.submit], on_ask, [question, sources, turns], **in_turn),
        conversation.example(on_example, [sources, turns], **answering),
        conversation.retry(on_retry, [sources, turns], **answering),
        conversation.resume(on_resume, **answering),
    ]
    for answer in answers:
        answer.failure(on_bug, [turns], shown, show_progress="hidden", api_visibility="private")
    # Not by Gradio's own cancelling: it may fail the question that is asked next.
    at_once = answering | {"concurrency_limit": None, "concurrency_id": "stop"}
    conversation.stop(on_stop, **at_once | {"outputs": None})
    new.click(on_new, **at_once)


def answer_question(
    index: Index,
    question: str,
    sources: Sequence[str],
    turns: Turns,
    words: Words,
    llm: LanguageModel | None = None,
) -> Iterator[Shown]:
    """Yield what the page shows while the answer grows; the turns change with the whole answer.

    A user's error leaves the conversation and the question as they were and says why.
    """
    titles = tuple(index.documents[id].source.title for id in sources if id in index.documents)
    turn = Turn(question.strip(), titles, written=llm is not None, sources=tuple(sources))

    try:
        if turn.question:
            yield show_turns(index, (*turns, turn), words), gr.skip(), "", ""
        history = [earlier.question for earlier in turns]
        for answer in stream_answer(question, index, sources=sources, history=history, llm=llm):
            turn = replace(turn, answer=answer)
            yield show_turns(index, (*turns, turn), words), gr.skip(), gr.skip(), gr.skip()
        turn = replace(turn, complete=True)
        yield show_turns(index, (*turns, turn), words), (*turns, turn), gr.skip(), gr.skip()
    except YoujuError as error:
        yield (
            show_turns(index, turns, words),
            gr.skip(),
            question,
            notice_to_html(why_not(index, question, sources, words) or str(error), words),
        )


def beside_the_box(answering: Iterator[Shown]) -> Iterator[Shown]:
    """The same for a question that did not come out of the box: what is typed there stays."""
    for conversation, turns, _, notice in answering:
        yield conversation, turns, gr.skip(), notice


def resume(index: Index, asked: Any, words: Words) -> Iterator[Shown]:
    """Yield a conversation of before, asked again; ``asked`` comes back from the browser.

    Sources that are gone are left out, as is what is no question.
    """
    turns: Turns = ()
    for one in asked[:MAX_RESUMED] if isinstance(asked, list) else ():
        if not isinstance(one, dict):
            continue
        question, sources = one.get("question"), one.get("sources")
        if not isinstance(question, str) or not isinstance(sources, list):
            continue
        known = [id for id in sources if isinstance(id, str) and id in index.documents]
        *_, shown = answer_question(index, question, known, turns, words)
        if isinstance(shown[1], tuple):
            turns = shown[1]
            yield shown


def why_not(index: Index, question: str, sources: Sequence[str], words: Words) -> str:
    """What is wrong with a question that was refused, in the page's language; "" if something else."""
    gone = [id for id in sources if id not in index.documents]
    if gone:
        return words["unknown_source"].format(source=gone[0])
    if len(question) > MAX_QUESTION_CHARS:
        chars, most = f"{len(question):,}", f"{MAX_QUESTION_CHARS:,}"
        return words["question_long"].format(chars=chars, most=most)
    if not any(sign.isprintable() and not sign.isspace() for sign in question):
        return words["question_empty"]
    return ""


def show_turns(index: Index, turns: Turns, words: Words) -> str:
    if not turns:
        return welcome(index, words)
    return conversation_to_html(turns, words, source_count=len(index.documents))


def source_panel(index: Index, wanted: dict[str, Any], words: Words) -> str:
    """Return the HTML of the source that a citation's data attributes name.

    They come back from the browser, so they are checked: the quote must still stand at its span.
    """
    id, start, quote = wanted.get("source"), wanted.get("start"), wanted.get("quote")
    document = index.documents.get(str(id))
    if document is None:
        return refusal_to_html(words["unknown_source"].format(source=id))
    if not (isinstance(start, int) and isinstance(quote, str) and start >= 0) or (
        document.text[start : start + len(quote)] != quote
    ):
        return refusal_to_html(words["changed_source"].format(source=document.source.title))
    span = Span(start, start + len(quote))
    page = page_frame(document, span, words) if is_paged(document) else ""
    return source_to_html(
        document, span, words, page=page, copied=quote_to_text(document, span, words)
    )


def quote_to_text(document: Document, span: Span, words: Words) -> str:
    """Return what a person pastes of a quote: its words and where they stand; "" for none."""
    if not span:
        return ""
    return citation_to_text(cite(document, span, 1), words)


def refusal_to_html(message: str) -> str:
    return f'<p class="yj-notice yj-refusal" role="alert">{escape(message)}</p>'


def panel_to_html(words: Words) -> str:
    """Return the empty frame beside the pages; page.js fills and shows it."""
    return (
        f'<aside id="yj-panel" aria-label="{words["source"]}" hidden><div class="yj-panel-bar">'
        f'<span>{words["source"]}</span><button type="button" class="yj-close"'
        f' aria-label="{words["close"]}">✕</button></div>'
        f'<section class="yj-panel-finding" aria-label="{words["finding"]}" hidden></section>'
        f'<p class="yj-panel-failed yj-notice" role="alert" hidden>{words["failed"]}</p>'
        '<div class="yj-panel-body"></div></aside>'
    )


def welcome(index: Index, words: Words) -> str:
    return welcome_to_html(words, index.documents, english=words is EN)


def words_of(request: gr.Request) -> Words:
    return words_for(request.headers.get("accept-language"))
