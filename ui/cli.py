"""The command line: a command reads what was typed, calls one function and prints what it returns.

Results go to stdout, progress and complaints to stderr. What takes long to import is imported in
the commands, so that help comes at once. The commands of the index and of the corpus stand in
files of their own.
"""

import os
import sys
import time
from contextlib import closing, redirect_stdout
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from corpus.errors import YoujuError
from ui.commands import corpus_commands, index_commands
from ui.commands.command_output import AsJson, dump, print_result, say, write_lines

if TYPE_CHECKING:
    from assistant.evaluation.evaluate import Measured

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # a bug keeps its plain traceback
    rich_markup_mode=None,
)


def show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"youju {version('youju')}")
        raise typer.Exit


@app.callback(epilog="Example: youju ask 我国各类孵化载体有多少家？")
def main_options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=show_version, is_eager=True, help="Say the version."),
    ] = False,
) -> None:
    """有据: answers questions about Chinese texts; every answer stands on words you can see."""


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
    from corpus import all_sources
    from index import is_stale, store
    from ui.home import chosen_chroma, chosen_embedding, chosen_llm, live_index, writable_home
    from ui.page.intake import Intake
    from ui.page.serve import check_address, read_logins
    from ui.page.serve import serve as serve_page
    from ui.page.upload_rule import read_upload_rule

    settings = read_settings()
    home = writable_home(settings)
    check_address(host, port)  # before the minutes a build may take
    read_upload_rule(settings.upload, read_logins(settings.auth), host)
    llm, chroma = chosen_llm(settings), chosen_chroma(settings)
    if store.current_build(home) is None:
        index_commands.make_build(settings, full=False)
    # Gradio has a word to say on Ctrl-C, and stdout is for results.
    with closing(live_index(settings)) as live, Path(os.devnull).open("w") as nowhere:
        if is_stale(live.current.manifest, all_sources(home)):
            say("The sources or the rules changed since this build: `youju build` takes them in.")
        with redirect_stdout(nowhere):
            serve_page(
                live,
                host=host,
                port=port,
                auth=settings.auth,
                llm=llm,
                intake=Intake(
                    home,
                    lambda: chosen_embedding(settings),
                    keep=settings.keep_builds,
                    built=live.follow,
                    chroma=chroma,
                ),
                upload=settings.upload,
                started=lambda address: say(f"有据 is on {address} (Ctrl-C ends it)"),
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
    from assistant.answering.clean_question import clean_question
    from assistant.settings import read_settings
    from ui.commands.json_output import answer_to_json
    from ui.commands.text_output import answer_to_text
    from ui.home import check_ids, chosen_llm, served_index

    question = clean_question(question)
    settings = read_settings()
    llm = chosen_llm(settings)
    with closing(served_index(settings)) as index:
        check_ids(source or (), index.documents)
        answer = answer_question(question, index, sources=tuple(source or ()), k=k, llm=llm)
    print_result(as_json, lambda: answer_to_json(answer), lambda: answer_to_text(answer))


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="In Chinese or English.")],
    k: Passages = 10,
    as_json: AsJson = False,
) -> None:
    """Show the passages nearest to a query, the best first.

    Example: youju search 孵化器减免税 -k 3
    """
    from assistant.answering.clean_question import clean_question
    from assistant.citations import cite
    from assistant.settings import read_settings
    from ui.commands.json_output import search_to_json
    from ui.commands.text_output import hits_to_text
    from ui.home import served_index

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
    print_result(
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
    from datetime import datetime

    from assistant.checking.check import check_draft
    from assistant.checking.drafts import clean_draft, draft_from_bytes, read_draft
    from assistant.settings import read_settings
    from ui.commands.figure_output import report_to_json, report_to_text
    from ui.home import check_ids, served_index
    from ui.sheets.check_rows import Filing, first_words, searched
    from ui.sheets.check_sheet import check_sheet_name, write_check_sheet

    if out:
        check_sheet_name(out)  # before the work
    if draft == "-":
        text = clean_draft(draft_from_bytes(sys.stdin.buffer.read(), "stdin.txt"))
    else:
        text = read_draft(Path(draft))
    with closing(served_index(read_settings())) as index:
        check_ids(source or (), index.documents)
        report = check_draft(text, index, sources=tuple(source or ()))
        against = searched(index.documents, tuple(source or ()))
    if out:
        name = first_words(text) if draft == "-" else Path(draft).name
        write_check_sheet(report, Filing(name, against, datetime.now()), out)
        say(f"The check sheet is in {str(out)!r}.")
    print_result(as_json, lambda: report_to_json(report), lambda: report_to_text(report))


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
    kind: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND", help="count, money, ratio, area, date, duration, other; repeatable."
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="A table: .xlsx .csv")] = None,
    as_json: AsJson = False,
) -> None:
    """List the figures of the sources, those of one measure together.

    The terminal leaves dates out unless a kind, a value or a unit is asked for.

    Example: youju figures 孵化器 --value 1.66万
    """
    from assistant.ledger import MEASURED, ledger
    from assistant.settings import read_settings
    from ui.commands.figure_output import ledger_to_json, ledger_to_text
    from ui.home import check_ids, served_index
    from ui.sheets.ledger_sheet import write_ledger

    with closing(served_index(read_settings())) as index:
        check_ids(source or (), index.documents)
        asked = as_json or out or kind or value or unit
        kinds = tuple(kind or (() if asked else MEASURED))
        sources = tuple(source or ())
        rows = ledger(index, query, value=value, unit=unit, sources=sources, kinds=kinds)
    if out:
        write_ledger(rows, out)
        say(f"The ledger is in {str(out)!r}.")
    print_result(as_json, lambda: ledger_to_json(rows), lambda: ledger_to_text(rows))


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
    against: Annotated[
        str | None,
        typer.Option(
            metavar="BUILD|FILE",
            help="Compare with this build, measured too, or with a file of what --json gave.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Measure retrieval and answers on a data set.

    With --against, --json has a key "against": the metrics of that build, or of an earlier run,
    with other settings perhaps.

    Example: youju eval tests/eval/forum --details details.jsonl
    """
    from assistant.evaluation.data_set import read_data_set
    from assistant.evaluation.evaluate import evaluate as measure
    from assistant.evaluation.evaluate import read_metrics
    from assistant.settings import read_settings
    from ui.commands.compare_output import metrics_beside_to_text
    from ui.commands.progress import shown_progress
    from ui.commands.text_output import metrics_to_text
    from ui.home import chosen_embedding, writable_home

    settings = read_settings()
    data = read_data_set(folder)
    earlier = read_metrics(Path(against)) if against and Path(against).is_file() else None
    if details:
        write_lines(details, [])  # a file that cannot be written is found before the long work
    with shown_progress() as progress:

        def measure_build(build: str | None) -> "Measured":
            return measure(
                data,
                writable_home(settings),
                embedding=chosen_embedding(settings),
                mode=mode,
                answers=answers,
                build=build,
                progress=progress,
            )

        before = earlier if earlier or not against else measure_build(against).metrics
        measured = measure_build(None)
    for failure in measured.failed:
        say(f"Left out {failure['path']}: {failure['reason']}")
    if details:
        write_lines(details, [dump(row) for row in measured.details])
    metrics = dict(measured.metrics)
    print_result(
        as_json,
        lambda: metrics | ({"against": before} if before else {}),
        lambda: metrics_beside_to_text(before, metrics) if before else metrics_to_text(metrics),
    )


app.add_typer(index_commands.app)
app.add_typer(corpus_commands.app)


def main() -> None:
    """Run a command; a person's error is one sentence and exit code 1, wrong usage 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # whatever the terminal's encoding is said to be
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except YoujuError as error:
        say(" ".join(str(error).split()))
        sys.exit(1)


def _ms(began: float, ended: float) -> float:
    return round((ended - began) * 1000, 2)


if __name__ == "__main__":
    main()
