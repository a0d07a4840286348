"""The command line: a command reads what was typed, calls one function and prints what it returns.

Results go to stdout, progress and complaints to stderr. What takes long to import is imported in
the commands, so that help comes at once.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import closing, redirect_stdout
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from corpus.errors import YoujuError

if TYPE_CHECKING:
    from rich.text import Text

    from index import Embedding

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # a bug keeps its plain traceback
    rich_markup_mode=None,
    help="有据: answers questions about Chinese texts; every answer stands on words you can see.",
)

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Passages = Annotated[
    int, typer.Option("-k", min=1, max=100, metavar="N", help="How many passages.")
]


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to serve on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to serve on.", min=1, max=65535)] = 7860,
) -> None:
    """Serve the web page; the index is built first if there is none.

    Example: youju serve --port 8000
    """
    from assistant.settings import read_settings
    from corpus import shipped_sources
    from index import is_stale, store
    from ui.home import chosen_embedding, chosen_llm, served_index, writable_home
    from ui.serve import check_address, read_logins
    from ui.serve import serve as serve_page

    settings = read_settings()
    home = writable_home(settings)
    check_address(host, port)  # before the minutes a build may take
    read_logins(settings.auth)
    llm = chosen_llm(settings)
    if store.current_build(home) is None:
        _build(home, chosen_embedding(settings), full=False)
    # Gradio has a word to say on Ctrl-C, and stdout is for results.
    with closing(served_index(settings)) as index, Path(os.devnull).open("w") as nowhere:
        if is_stale(index.manifest, shipped_sources()):
            _say("The sources or the rules changed since this build: `youju build` takes them in.")
        with redirect_stdout(nowhere):
            serve_page(
                index,
                host=host,
                port=port,
                auth=settings.auth,
                llm=llm,
                started=lambda address: _say(f"有据 is on {address} (Ctrl-C ends it)"),
            )


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="In Chinese or English.")],
    source: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Ask this source only; may be given again."),
    ] = None,
    k: Passages = 12,
    as_json: AsJson = False,
) -> None:
    """Answer a question with citations.

    Example: youju ask 我国各类孵化载体有多少家？
    """
    from assistant import ask as answer_question
    from assistant.clean_question import clean_question
    from assistant.settings import read_settings
    from ui.home import check_ids, chosen_llm, served_index
    from ui.json_output import answer_to_json
    from ui.text_output import answer_to_text

    question = clean_question(question)
    settings = read_settings()
    llm = chosen_llm(settings)
    with closing(served_index(settings)) as index:
        check_ids(source or (), index.documents)
        answer = answer_question(question, index, sources=tuple(source or ()), k=k, llm=llm)
    _print(as_json, lambda: answer_to_json(answer), lambda: answer_to_text(answer))


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="In Chinese or English.")],
    k: Passages = 10,
    as_json: AsJson = False,
) -> None:
    """Show the passages nearest to a query, the best first.

    Example: youju search 孵化器减免税 -k 3
    """
    from assistant.citations import cite
    from assistant.clean_question import clean_question
    from assistant.settings import read_settings
    from ui.home import served_index
    from ui.json_output import search_to_json
    from ui.text_output import hits_to_text

    query = clean_question(query)
    began = time.perf_counter()
    with closing(served_index(read_settings())) as index:
        opened = time.perf_counter()
        hits = index.search(query, k)
        found = time.perf_counter()
        cited = [
            cite(index.documents[hit.passage.source_id], hit.passage.span, n)
            for n, hit in enumerate(hits, 1)
        ]
    timings = {"open": _ms(began, opened), "search": _ms(opened, found)}
    _print(
        as_json,
        lambda: search_to_json(query, list(zip(hits, cited, strict=True)), timings),
        lambda: hits_to_text(query, cited),
    )


@app.command()
def check(
    draft: Annotated[
        str, typer.Argument(metavar="FILE|-", help=".txt .md .docx .pdf, - is stdin.")
    ],
    source: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only against this source; repeatable.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A check sheet: .html .docx .xlsx .csv")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check every figure of a draft against the sources.

    Example: youju check draft.docx --out sheet.html
    """
    from assistant.check import check_draft
    from assistant.drafts import clean_draft, draft_from_bytes, read_draft
    from assistant.settings import read_settings
    from ui.check_sheet import check_sheet_name, write_check_sheet
    from ui.figure_output import report_to_json, report_to_text
    from ui.home import check_ids, served_index

    if out:
        check_sheet_name(out)  # before the work
    if draft == "-":
        text = clean_draft(draft_from_bytes(sys.stdin.buffer.read(), "stdin.txt"))
    else:
        text = read_draft(Path(draft))
    with closing(served_index(read_settings())) as index:
        check_ids(source or (), index.documents)
        report = check_draft(text, index, sources=tuple(source or ()))
    if out:
        write_check_sheet(report, out)
        _say(f"The check sheet is in {str(out)!r}.")
    _print(as_json, lambda: report_to_json(report), lambda: report_to_text(report))


@app.command()
def figures(
    query: Annotated[str, typer.Argument(help="Words of the measure or the sentence.")] = "",
    value: Annotated[
        str | None, typer.Option(metavar="X", help="16600, 1.66万, 25%: in any notation.")
    ] = None,
    unit: Annotated[str | None, typer.Option(metavar="U", help="家, 亿元, 平方米 …")] = None,
    source: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only of this source; repeatable.")
    ] = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="A table: .xlsx .csv")] = None,
    as_json: AsJson = False,
) -> None:
    """List the figures of the sources, those of one measure together.

    Example: youju figures 孵化器 --value 1.66万
    """
    from assistant.ledger import ledger
    from assistant.settings import read_settings
    from ui.figure_output import ledger_to_json, ledger_to_text
    from ui.home import check_ids, served_index
    from ui.ledger_sheet import write_ledger

    with closing(served_index(read_settings())) as index:
        check_ids(source or (), index.documents)
        rows = ledger(index, query, value=value, unit=unit, sources=tuple(source or ()))
    if out:
        write_ledger(rows, out)
        _say(f"The ledger is in {str(out)!r}.")
    _print(as_json, lambda: ledger_to_json(rows), lambda: ledger_to_text(rows))


@app.command()
def build(
    full: Annotated[bool, typer.Option("--full", help="Read and embed everything again.")] = False,
    as_json: AsJson = False,
) -> None:
    """Build or refresh the index, and put it in service.

    Example: youju build
    """
    from assistant.settings import read_settings
    from ui.home import chosen_embedding, writable_home

    settings = read_settings()
    _build(writable_home(settings), chosen_embedding(settings), full=full, as_json=as_json)


@app.command()
def status(as_json: AsJson = False) -> None:
    """Say which build is in service, and whether the sources changed since.

    Example: youju status --json
    """
    from assistant.settings import read_settings
    from corpus import shipped_sources
    from index import is_stale, store
    from ui.home import readable_home
    from ui.json_output import status_to_json
    from ui.text_output import status_to_text

    home = readable_home(read_settings())
    current = store.current_build(home)
    manifest = store.read_manifest(home, current) if current else None
    stale = manifest is None or is_stale(manifest, shipped_sources())
    if manifest is None and not as_json:
        raise YoujuError(f"There is no build in {str(home)!r} yet: run `youju build`.")
    _print(
        as_json,
        lambda: status_to_json(manifest, stale=stale),
        lambda: status_to_text(manifest, stale=stale),
    )


@app.command()
def sources(as_json: AsJson = False) -> None:
    """List the sources.

    Example: youju sources
    """
    from corpus import shipped_sources
    from ui.json_output import source_to_json
    from ui.text_output import sources_to_text

    listed = shipped_sources()
    _print(
        as_json,
        lambda: {"sources": [source_to_json(source) for source in listed]},
        lambda: sources_to_text(listed),
    )


@app.command()
def show(
    id: Annotated[str, typer.Argument(help="As `youju sources` lists it.")], as_json: AsJson = False
) -> None:
    """Show a source's reading text, as it is indexed.

    Example: youju show forum-page-2024
    """
    from assistant.settings import read_settings
    from ui.home import check_ids, served_documents
    from ui.json_output import document_to_json
    from ui.text_output import document_to_text

    documents = served_documents(read_settings())
    check_ids([id], documents)
    document = documents[id]
    _print(as_json, lambda: document_to_json(document), lambda: document_to_text(document))


@app.command("eval")
def evaluate(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A data set in BEIR layout.")],
    details: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write one line of JSON a query here.")
    ] = None,
    mode: Annotated[
        Literal["fused", "dense", "keyword"],
        typer.Option(help="One leg of the retrieval, or both."),
    ] = "fused",
    answers: Annotated[
        bool, typer.Option("--answers/--no-answers", help="Without answers, retrieval only.")
    ] = True,
    as_json: AsJson = False,
) -> None:
    """Measure retrieval and answers on a data set.

    Example: youju eval tests/eval/forum --details details.jsonl
    """
    from assistant.data_set import read_data_set
    from assistant.evaluate import evaluate as measure
    from assistant.settings import read_settings
    from ui.home import chosen_embedding, writable_home
    from ui.progress import shown_progress
    from ui.text_output import metrics_to_text

    settings = read_settings()
    data = read_data_set(folder)
    if details:
        _write_lines(details, [])  # a file that cannot be written is found before the long work
    with shown_progress() as progress:
        measured = measure(
            data,
            writable_home(settings),
            embedding=chosen_embedding(settings),
            mode=mode,
            answers=answers,
            progress=progress,
        )
    for failure in measured.failed:
        _say(f"Left out {failure['path']}: {failure['reason']}")
    if details:
        _write_lines(details, [_dump(row) for row in measured.details])
    _print(as_json, lambda: dict(measured.metrics), lambda: metrics_to_text(measured.metrics))


def main() -> None:
    """Run a command; a person's error is one sentence and exit code 1, wrong usage 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # whatever the terminal's encoding is said to be
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except YoujuError as error:
        _say(" ".join(str(error).split()))
        sys.exit(1)


def _build(home: Path, embedding: "Embedding", *, full: bool, as_json: bool | None = None) -> None:
    """Build, and print the report; to stderr where the build is not what was asked for."""
    from corpus import shipped_sources
    from index import build_index
    from ui.json_output import build_to_json
    from ui.progress import shown_progress
    from ui.text_output import build_to_text

    with shown_progress() as progress:
        report = build_index(
            home, shipped_sources(), embedding=embedding, full=full, progress=progress
        )
    if as_json is None:
        _say(build_to_text(report).plain)
    else:
        _print(as_json, lambda: build_to_json(report), lambda: build_to_text(report))


def _print(
    as_json: bool, json_of: Callable[[], dict[str, Any]], text_of: "Callable[[], Text]"
) -> None:
    """Print one or the other, now: a reader who has left is noticed while it can be heard."""
    if as_json:
        print(_dump(json_of()))
    else:
        from rich.console import Console

        console = Console(highlight=False)
        # In a file or a pipe, lines stay as long as they are.
        console.print(text_of(), soft_wrap=not console.is_terminal)
    sys.stdout.flush()


def _dump(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _write_lines(path: Path, lines: list[str]) -> None:
    try:
        # A lone surrogate is written as JSON's own escape.
        with path.open("w", encoding="utf-8", errors="backslashreplace") as file:
            file.writelines(f"{line}\n" for line in lines)
    except OSError as error:
        raise YoujuError(f"{str(path)!r} cannot be written ({error.strerror}).") from error


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def _ms(began: float, ended: float) -> float:
    return round((ended - began) * 1000, 2)


if __name__ == "__main__":
    main()
