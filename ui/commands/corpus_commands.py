"""The commands of the corpus: which sources there are, what stands in them, added and removed."""

from typing import TYPE_CHECKING, Annotated

import typer

from corpus.errors import YoujuError
from ui.commands.command_output import AsJson, print_result, say

if TYPE_CHECKING:
    from ui.adding import AddReport

app = typer.Typer(rich_markup_mode=None)

Private = Annotated[
    bool,
    typer.Option("--private", help="Also fetch from addresses of this machine or its network."),
]


@app.command()
def add(
    given: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH|URL...", help="Files, folders, web addresses; ids of removed sources."
        ),
    ],
    private: Private = False,
    as_json: AsJson = False,
) -> None:
    """Add sources: files, folders, web addresses.

    The originals are copied into the home folder. Then: youju build.

    Example: youju add 报纸/ https://www.gov.cn/zhengce/content.htm
    """
    from assistant.settings import read_settings
    from corpus.library.library import Library
    from ui.adding import add_given
    from ui.commands.progress import shown_progress
    from ui.fetch_url import Fetched, fetch_url, host_of
    from ui.home import writable_home

    def fetch(url: str) -> Fetched:
        return fetch_url(url, private_hosts={host_of(url)} if private else ())

    library = Library(writable_home(read_settings()))
    with shown_progress() as progress:
        report = add_given(library, given, fetch, progress)
    _print_added(report, as_json)


@app.command()
def remove(
    id: Annotated[str, typer.Argument(help="As `youju sources` lists it.")], as_json: AsJson = False
) -> None:
    """Remove a source; `youju add ID` brings it back.

    Its file stays in the home folder.

    Example: youju remove card-incubator-tax-2018
    """
    from rich.text import Text

    from assistant.settings import read_settings
    from corpus import remove_source
    from ui.commands.text_output import printable
    from ui.home import writable_home

    removed = remove_source(writable_home(read_settings()), id)
    said = f"Removed {removed.id}  {removed.title}\nRun `youju build` to take it out of the index;"
    print_result(
        as_json,
        lambda: {"removed": removed.id},
        lambda: Text(printable(f"{said} `youju add {removed.id}` brings it back.")),
    )


@app.command()
def fetch(
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", help="These only; else every card with an address."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Get the originals of the policy cards.

    From their official addresses; each is put beside its card. Then: youju build.

    Example: youju fetch card-beijing-benchmark-incubators-2022
    """
    from assistant.settings import read_settings
    from corpus.library.library import Library
    from ui.adding import fetch_originals
    from ui.commands.progress import shown_progress
    from ui.fetch_url import fetch_url
    from ui.home import writable_home

    library = Library(writable_home(read_settings()))
    with shown_progress() as progress:
        report = fetch_originals(library, ids or (), fetch_url, progress)
    _print_added(report, as_json)


@app.command()
def sources(as_json: AsJson = False) -> None:
    """List the sources, with what the last build says of them.

    Example: youju sources
    """
    from assistant.settings import read_settings
    from corpus import all_sources
    from ui.commands.json_output import listed_to_json
    from ui.commands.text_output import sources_to_text
    from ui.home import readable_home, served_entries

    home = readable_home(read_settings())
    listed = all_sources(home)
    entries = served_entries(home, listed)
    print_result(
        as_json,
        lambda: {"sources": [listed_to_json(each, entries.get(each.id, {})) for each in listed]},
        lambda: sources_to_text(listed, entries),
    )


@app.command()
def show(
    id: Annotated[str, typer.Argument(help="As `youju sources` lists it.")], as_json: AsJson = False
) -> None:
    """Show a source's reading text, as it is indexed.

    Example: youju show forum-page-2024
    """
    from assistant.settings import read_settings
    from corpus import all_sources
    from ui.commands.json_output import document_to_json
    from ui.commands.text_output import document_to_text
    from ui.home import check_ids, readable_home, served_documents

    settings = read_settings()
    documents = served_documents(settings)
    if id not in documents and id in {s.id for s in all_sources(readable_home(settings))}:
        raise YoujuError(f"The source {id!r} is not in the build in service: run `youju build`.")
    check_ids([id], documents)
    document = documents[id]
    print_result(as_json, lambda: document_to_json(document), lambda: document_to_text(document))


def _print_added(report: "AddReport", as_json: bool) -> None:
    """Print what became of each; where one failed, say so and end with an error."""
    from ui.commands.adding_output import (
        added_to_json,
        added_to_text,
        failed_sentence,
        is_one_failure,
    )

    if is_one_failure(report) and not as_json:
        raise YoujuError(failed_sentence(report))
    print_result(as_json, lambda: added_to_json(report), lambda: added_to_text(report))
    if report.failed:
        say(failed_sentence(report))
        raise typer.Exit(1)
