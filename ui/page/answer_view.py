"""A conversation's turns → HTML, and an answer → the text that is copied.

Pure: knows no browser, no Gradio and no index. Every text of a question, a source or an answer is
data and is escaped. A citation is a button that carries its source and span as data attributes;
page.js opens the source from them.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.records import Answer, Citation
from ui.page.page_view import copy_links
from ui.page.source_view import copy_to_html, escape, kind_to_html, lines_to_text
from ui.words import EXAMPLES, Words

MARKER = re.compile(r"\s*\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what is known of its answer: None before its first words have come.

    ``titles`` are those of the chosen ``sources``, empty where all were searched; ``written`` says
    that a language model was asked to word the answer.
    """

    question: str
    titles: tuple[str, ...] = ()
    answer: Answer | None = None
    complete: bool = False
    written: bool = False
    sources: tuple[str, ...] = ()


def conversation_to_html(turns: Sequence[Turn], words: Words, *, source_count: int) -> str:
    """Return all turns; only the last, when it is complete, offers to be answered again."""
    return (
        f'<div class="yj-log" role="region" aria-label="{words["conversation"]}">'
        + "".join(
            turn_to_html(turn, words, source_count=source_count, last=turn is turns[-1])
            for turn in turns
        )
        + "</div>"
    )


def turn_to_html(turn: Turn, words: Words, *, source_count: int, last: bool) -> str:
    if turn.answer is None:
        body = f'<p class="yj-pending">{words["writing" if turn.written else "pending"]}</p>'
    elif turn.answer.status == "not_found":
        body = not_found_to_html(turn, turn.answer, words, source_count=source_count)
    else:
        body = answered_to_html(turn.answer, words)
    if turn.answer and turn.complete:
        body += actions_to_html(turn, turn.answer, words, last=last)
    elif turn.written:
        body += stop_to_html(words)
    state = "asked" if not turn.answer else turn.answer.status
    return (
        f'<section class="yj-turn yj-{state}" data-complete="{str(turn.complete).lower()}"'
        f' data-question="{escape(turn.question)}" data-sources="{escape(json.dumps(turn.sources))}"'
        f' data-said="{escape(said_of(turn, words))}">'
        f'<h2 class="yj-question"><span class="yj-label">{words["you"]}</span>'
        f"<span>{escape(turn.question)}</span></h2>{body}</section>"
    )


def said_of(turn: Turn, words: Words) -> str:
    """What is read out of a turn: once that it is worked on, once what came of it."""
    if turn.answer is None or not turn.complete:
        return words["writing" if turn.written else "pending"]
    if turn.answer.status == "not_found":
        return words["not_found"]
    return "、".join(turn.answer.direct) or MARKER.sub("", turn.answer.answer)


def answered_to_html(answer: Answer, words: Words) -> str:
    direct = ""
    if answer.direct:
        short = "".join(f"<li>{escape(part)}</li>" for part in answer.direct)
        size = "yj-long" if max(map(len, answer.direct)) > 16 or len(answer.direct) > 3 else ""
        direct = (
            f'<div class="yj-direct {size}"><p class="yj-label">{words["direct"]}</p>'
            f"<ul>{short}</ul></div>"
        )
    citations = {citation.n: citation for citation in answer.citations}
    paragraphs = "".join(
        f"<p>{marked_to_html(line, citations, words)}</p>"
        for line in answer.answer.split("\n")
        if line.strip()
    )
    listed = "".join(
        f"<li>{citation_to_html(citation, answer, words)}</li>" for citation in answer.citations
    )
    sources = (
        f'<h3 class="yj-label">{words["citations"]}</h3><ol class="yj-citations">{listed}</ol>'
        if listed
        else ""
    )
    return f'{direct}<div class="yj-answer">{paragraphs}</div>{sources}'


def marked_to_html(text: str, citations: Mapping[int, Citation], words: Words) -> str:
    """Return the text with each marker of a known citation as a button; others stay as printed."""
    parts: list[str] = []
    done = 0
    for marker in MARKER.finditer(text):
        citation = citations.get(int(marker.group(1)))
        if citation:
            # The last character holds on to its number, so that no line begins with one.
            last = max(done, marker.start() - 1)
            parts += [
                escape(text[done:last]),
                f'<span class="yj-end">{escape(text[last : marker.start()])}',
                f"{chip_to_html(citation, words)}</span>",
            ]
            done = marker.end()
    return "".join(parts) + escape(text[done:])


def chip_to_html(citation: Citation, words: Words) -> str:
    label = words["open_citation"].format(n=citation.n, where=place_of(citation, words))
    return (
        f'<button type="button" class="yj-chip" {open_attributes(citation)}'
        f' aria-label="{escape(label)}" title="{escape(citation_to_text(citation, words))}">'
        f"{citation.n}</button>"
    )


def citation_to_html(citation: Citation, answer: Answer, words: Words) -> str:
    """Return the row of a citation; its quote only where the answer does not say it already."""
    label = words["open_citation"].format(n=citation.n, where=place_of(citation, words))
    quote = (
        "" if citation.quote.strip() in MARKER.sub("", answer.answer) else quote_to_html(citation)
    )
    return row_to_html(citation, str(citation.n), label, quote, words)


def nearest_to_html(citation: Citation, words: Words) -> str:
    label = words["open_nearest"].format(where=place_of(citation, words))
    return row_to_html(citation, "≈", label, quote_to_html(citation), words)


def row_to_html(citation: Citation, sign: str, label: str, quote: str, words: Words) -> str:
    badge = kind_to_html("card", words) if citation.kind == "card" else ""
    return (
        f'<button type="button" class="yj-citation" {open_attributes(citation)}'
        f' aria-label="{escape(label)}"><span class="yj-n">{sign}</span><span class="yj-body">'
        f'{quote}<span class="yj-place">{badge}{escape(place_of(citation, words))}</span>'
        "</span></button>"
    )


def quote_to_html(citation: Citation) -> str:
    return f'<span class="yj-quote" lang="zh-CN">{escape(citation.quote.strip())}</span>'


def open_attributes(citation: Citation) -> str:
    return (
        f'data-source="{escape(citation.source)}" data-start="{citation.span.start}"'
        f' data-end="{citation.span.end}" data-quote="{escape(citation.quote)}"'
        ' aria-controls="yj-panel"'
    )


def place_of(citation: Citation, words: Words) -> str:
    """Return source, article, page, lines and speaker of a citation, in one line.

    Words that were read from an image carry their warning here, so that no figure goes without.
    """
    parts = [citation.title]
    if citation.article and citation.article != citation.title:
        parts.append(citation.article)
    if citation.page is not None:
        parts.append(words["page"].format(page=citation.page))
    if citation.lines:
        first, last = citation.lines
        parts.append(lines_to_text(first, last, words, paragraphs=citation.by_paragraph))
    if citation.speaker:
        parts.append(citation.speaker)
    if citation.recognized:
        parts.append(words["recognized"])
    return " · ".join(parts)


def not_found_to_html(turn: Turn, answer: Answer, words: Words, *, source_count: int) -> str:
    searched = (
        words["searched"].format(titles="、".join(turn.titles))
        if turn.titles
        else words["searched_all"].format(count=source_count)
    )
    said = answer.answer.strip() or words["not_found_said"]
    rows = "".join(f"<li>{nearest_to_html(citation, words)}</li>" for citation in answer.nearest)
    nearest = (
        f'<h3 class="yj-label">{words["nearest"]}</h3><ul class="yj-citations">{rows}</ul>'
        if rows
        else ""
    )
    return (
        f'<div class="yj-none"><p class="yj-none-title"><span aria-hidden="true">∅</span>'
        f"{words['not_found']}</p><p>{escape(MARKER.sub('', said))}</p>"
        f'<p class="yj-searched">{escape(searched)}</p></div>{nearest}'
    )


def stop_to_html(words: Words) -> str:
    return (
        '<div class="yj-actions"><button type="button" class="yj-stop">'
        f"{words['stop']}</button></div>"
    )


def actions_to_html(turn: Turn, answer: Answer, words: Words, *, last: bool) -> str:
    copied = answer_to_text(answer, words)
    retry = f'<button type="button" class="yj-retry">{words["retry"]}</button>' if last else ""
    copies = copy_links(answer.citations, answer.question, words)
    made = "unwritten" if turn.written and answer.mode == "extractive" else answer.mode
    mode = f'<span class="yj-mode">{words[made]}</span>' if answer.citations else ""
    return (
        f'<div class="yj-actions">{copy_to_html(copied, words["copy"], words)}'
        f"{copies}{retry}{mode}</div>"
    )


def answer_to_text(answer: Answer, words: Words) -> str:
    """Return what a person pastes: the answer, then its citations numbered as in the answer."""
    said = answer.answer.strip() or words["not_found_said"]
    direct = "、".join(answer.direct)
    # The short answer is a cut from the sentences; alone on a line only where they lack it.
    lines = [direct, said] if direct and not all(d in said for d in answer.direct) else [said]
    if answer.citations:
        lines += ["", words["citations"]]
        lines += [
            f"[{citation.n}] {citation_to_text(citation, words)}" for citation in answer.citations
        ]
    return "\n".join(lines)


def citation_to_text(citation: Citation, words: Words) -> str:
    """Return a quote and its place; what a card says in our own words is not passed on as print."""
    card = f"［{words['card']}］" if citation.kind == "card" else ""
    return f"“{citation.quote.strip()}” {card}{place_of(citation, words)}"


def welcome_to_html(words: Words, known: Iterable[str], *, english: bool) -> str:
    """Return the empty state, with the example questions that the ``known`` sources answer."""
    ids = set(known)
    asked = [example.en if english else example.zh for example in EXAMPLES if example.source in ids]
    buttons = "".join(
        f'<li><button type="button" class="yj-example">{escape(question)}</button></li>'
        for question in asked
    )
    examples = f'<h3 class="yj-label">{words["examples"]}</h3><ul>{buttons}</ul>' if asked else ""
    return (
        f'<div class="yj-welcome"><h2>{words["welcome"]}</h2><p>{words["welcome_how"]}</p>'
        f'<button type="button" class="yj-resume" hidden>{words["resume"]}</button>{examples}</div>'
    )


def notice_to_html(message: str, words: Words) -> str:
    """Return the one sentence of an error, to be read out at once."""
    return f'<p class="yj-notice" role="alert"><b>{words["error"]}</b> {escape(message)}</p>'
