"""The list of sources, what became of an upload, how far a build is → HTML.

Pure: knows no browser, no Gradio and no index. Every text of a source is data and is escaped.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from corpus.records import Source
from ui.page.intake import BuildState, Taken
from ui.page.source_view import escape, kind_to_html, warnings_to_html
from ui.words import Words


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source as it is listed; the counts are None where it is not in the build in service.

    ``reason`` says why it could not be read.
    """

    source: Source
    articles: int | None = None
    figures: int | None = None
    warnings: tuple[str, ...] = ()
    reason: str = ""


def sources_to_html(
    rows: Sequence[SourceRow],
    words: Words,
    *,
    count: int,
    may_change: bool,
    past: str = "",
) -> str:
    """Return the list; ``count`` sources match, of which ``rows`` are shown."""
    shown = words["sources_count"].format(count=count)
    if len(rows) < count:
        shown += words["sources_cut"].format(shown=len(rows))
    listed = "".join(row_to_html(row, words, may_change=may_change) for row in rows)
    return (
        f'<div class="yj-source-rows" data-may-change="{str(may_change).lower()}">'
        f'<p class="yj-sources-count" role="status">{shown}</p>{past}'
        f'<ul class="yj-source-list">{listed}</ul></div>'
    )


def row_to_html(row: SourceRow, words: Words, *, may_change: bool) -> str:
    source = row.source
    ready = row.articles is not None
    name = escape(source.title)
    title = (
        f'<button type="button" class="yj-source-open" data-source="{escape(source.id)}"'
        f' data-start="0" data-end="0" data-quote="" aria-controls="yj-panel">{name}</button>'
        if ready
        else f'<span class="yj-source-name">{name}</span>'
    )
    facts = [source.publisher, source.date, source.number]
    if ready:
        facts += [
            words["article_count"].format(count=row.articles),
            words["figure_count"].format(count=row.figures),
        ]
    said = " · ".join(escape(fact) for fact in facts if fact)
    notes = warnings_to_html(row.warnings)
    if row.reason:
        notes = f'<p class="yj-source-failed">✗ {words["unread"]} {escape(row.reason)}</p>'
    elif not ready:
        notes = f'<p class="yj-source-waiting">… {words["waiting"]}</p>'
    remove = ""
    if may_change:
        label = escape(words["remove_source"].format(title=source.title))
        remove = (
            f'<button type="button" class="yj-remove" data-id="{escape(source.id)}"'
            f' data-sure="{words["remove_sure"]}" aria-label="{label}">{words["remove"]}</button>'
        )
    suffix = PurePath(source.path).suffix.lstrip(".").upper()
    form = f'<span class="yj-badge">{escape(suffix)}</span>' if suffix else ""
    return (
        f'<li class="yj-source-row"><div><p class="yj-source-title">{title}</p>'
        f'<p class="yj-source-facts">{kind_to_html(source.kind, words)}{form}{said}</p>{notes}'
        f"</div>{remove}</li>"
    )


def taken_to_html(taken: Taken, words: Words) -> str:
    """Return what became of one file, to stand in its place in the list of uploads."""
    if taken.added is None:
        said = words["not_taken"].format(reason=escape(taken.reason))
        return f'<p class="yj-taken yj-taken-failed"><b>✗ {escape(taken.name)}</b> {said}</p>'
    added = taken.added
    said = words[f"taken_{added.status}"].format(title=escape(added.source.title))
    counts = ""
    if added.document:
        counts = " · ".join(
            (
                words["article_count"].format(count=len(added.document.articles)),
                words["figure_count"].format(count=taken.figures),
            )
        )
    sign = "=" if added.status == "unchanged" else "✓"
    return (
        f'<div class="yj-taken"><p><b>{sign} {escape(taken.name)}</b> {said}'
        f' <span class="yj-taken-counts">{counts}</span></p>{warnings_to_html(added.warnings)}</div>'
    )


def removed_to_html(source: Source, words: Words) -> str:
    """Return the line that says a source is gone, with the way back."""
    said = words["removed"].format(title=escape(source.title))
    return (
        f'<p class="yj-taken">{said} <button type="button" class="yj-bring-back"'
        f' data-id="{escape(source.id)}">{words["bring_back"]}</button></p>'
    )


def build_to_html(state: BuildState, words: Words, *, build: str, stale: bool) -> str:
    """Return how far the build is; while it runs, the page asks again."""
    running = str(state.running).lower()
    if state.running:
        stage = words.get(f"stage_{state.stage}", words["stage_wait"])
        share = f' value="{state.done}" max="{state.total}"' if state.total > 1 else ""
        count = f" {state.done}/{state.total}" if state.total > 1 else ""
        body = f"<p>{stage}{count}</p><progress{share}></progress>"
    elif state.error:
        body = (
            f'<p class="yj-notice" role="alert"><b>{words["build_error"]}</b>'
            f" {escape(state.error)}</p>{again_to_html(words)}"
        )
    elif stale:
        body = f"<p>{words['build_stale']}</p>{again_to_html(words)}"
    else:
        body = ""
    return f'<div class="yj-building" data-running="{running}" data-build="{escape(build)}">{body}</div>'


def again_to_html(words: Words) -> str:
    return f'<button type="button" class="yj-build-again">{words["build_again"]}</button>'
