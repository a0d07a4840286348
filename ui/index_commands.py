"""The commands of the index: builds made, verified, listed, put back in service."""

from typing import TYPE_CHECKING, Annotated

import typer

from corpus.errors import YoujuError
from ui.command_output import AsJson, print_result, say

if TYPE_CHECKING:
    from assistant.settings import Settings

app = typer.Typer(rich_markup_mode=None)

BuildId = Annotated[
    str | None, typer.Argument(metavar="BUILD", help="As `youju builds` lists them.")
]


@app.command()
def build(
    full: Annotated[bool, typer.Option("--full", help="Read and embed everything again.")] = False,
    as_json: AsJson = False,
) -> None:
    """Build or refresh the index, and put it in service.

    Example: youju build
    """
    from assistant.settings import read_settings

    make_build(read_settings(), full=full, as_json=as_json)


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


@app.command()
def verify(id: BuildId = None, as_json: AsJson = False) -> None:
    """Check that a build (default: the one in service) holds together; exit code 1 if not.

    Example: youju verify
    """
    from assistant.settings import read_settings
    from index.upkeep import verify_build
    from ui.home import chosen_embedding, readable_home
    from ui.index_output import problems_to_json, problems_to_text

    settings = read_settings()
    problems = verify_build(readable_home(settings), id, chosen_embedding(settings).name)
    print_result(as_json, lambda: problems_to_json(problems), lambda: problems_to_text(problems))
    if problems:
        raise typer.Exit(1)


@app.command()
def builds(as_json: AsJson = False) -> None:
    """List the finished builds, the newest first; an arrow marks the one in service.

    With --json: {builds: [{build, created, passages, sources, in_service, bytes}]}.

    Example: youju builds
    """
    from assistant.settings import read_settings
    from index.upkeep import list_finished
    from ui.home import readable_home
    from ui.index_output import builds_to_json, builds_to_text

    listed = list_finished(readable_home(read_settings()))
    print_result(as_json, lambda: builds_to_json(listed), lambda: builds_to_text(listed))


@app.command()
def rollback(id: BuildId = None, as_json: AsJson = False) -> None:
    """Put an earlier build back in service (default: the one before), if it holds together.

    With --json: {build, previous}. `youju build` goes forward again.

    Example: youju rollback
    """
    from assistant.settings import read_settings
    from index.upkeep import roll_back
    from ui.home import chosen_embedding, writable_home
    from ui.index_output import rollback_to_json, rollback_to_text

    settings = read_settings()
    build, previous = roll_back(writable_home(settings), id, chosen_embedding(settings).name)
    print_result(
        as_json,
        lambda: rollback_to_json(build, previous),
        lambda: rollback_to_text(build, previous),
    )


@app.command()
def gc(as_json: AsJson = False) -> None:
    """Clear away what stopped builds left, old builds, and vectors of texts no build holds.

    With --json: {builds, in_use, leftovers: [...], vectors: N, bytes}; in_use are old builds that
    stay because somebody reads them.

    Example: youju gc
    """
    from assistant.settings import read_settings
    from index.upkeep import clear_away
    from ui.home import chosen_chroma, writable_home
    from ui.index_output import cleared_to_json, cleared_to_text

    settings = read_settings()
    cleared = clear_away(
        writable_home(settings), settings.keep_builds, chroma=chosen_chroma(settings)
    )
    print_result(as_json, lambda: cleared_to_json(cleared), lambda: cleared_to_text(cleared))


def make_build(settings: "Settings", *, full: bool, as_json: bool | None = None) -> None:
    """Build, and print the report; to stderr where the build is not what was asked for."""
    from corpus import all_sources
    from index import build_index
    from ui.home import chosen_chroma, chosen_embedding, writable_home
    from ui.json_output import build_to_json
    from ui.progress import shown_progress
    from ui.text_output import build_to_text

    home = writable_home(settings)
    with shown_progress() as progress:
        report = build_index(
            home,
            all_sources(home),
            embedding=chosen_embedding(settings),
            full=full,
            keep=settings.keep_builds,
            chroma=chosen_chroma(settings),
            progress=progress,
        )
    if as_json is None:
        say(build_to_text(report).plain)
    else:
        print_result(as_json, lambda: build_to_json(report), lambda: build_to_text(report))
