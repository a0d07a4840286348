"""The commands of the index: builds made, verified, listed, put back in service."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.errors import YoujuError
from ui.command_output import AsJson, print_result, say

if TYPE_CHECKING:
    from index import Embedding

app = typer.Typer(rich_markup_mode=None)


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
    make_build(writable_home(settings), chosen_embedding(settings), full=full, as_json=as_json)


@app.command()
def status(as_json: AsJson = False) -> None:
    """Say which build is in service, and whether the sources changed since.

    Example: youju status --json
    """
    from assistant.settings import read_settings
    from corpus import all_sources
    from index import is_stale, store
    from ui.home import readable_home
    from ui.json_output import status_to_json
    from ui.text_output import status_to_text

    home = readable_home(read_settings())
    current = store.current_build(home)
    manifest = store.read_manifest(home, current) if current else None
    stale = manifest is None or is_stale(manifest, all_sources(home))
    if manifest is None and not as_json:
        raise YoujuError(f"There is no build in {str(home)!r} yet: run `youju build`.")
    print_result(
        as_json,
        lambda: status_to_json(manifest, stale=stale),
        lambda: status_to_text(manifest, stale=stale),
    )


def make_build(
    home: Path, embedding: "Embedding", *, full: bool, as_json: bool | None = None
) -> None:
    """Build, and print the report; to stderr where the build is not what was asked for."""
    from corpus import all_sources
    from index import build_index
    from ui.json_output import build_to_json
    from ui.progress import shown_progress
    from ui.text_output import build_to_text

    with shown_progress() as progress:
        report = build_index(
            home, all_sources(home), embedding=embedding, full=full, progress=progress
        )
    if as_json is None:
        say(build_to_text(report).plain)
    else:
        print_result(as_json, lambda: build_to_json(report), lambda: build_to_text(report))
