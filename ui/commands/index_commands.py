"""The commands of the index: builds made, verified, listed, put back in service."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.errors import YoujuError
from ui.commands.command_output import AsJson, print_result, say

if TYPE_CHECKING:
    from assistant.evaluation.compare_answers import AnswerChange
    from assistant.evaluation.data_set import DataSet
    from assistant.settings import Settings
    from index.compare import BuildChanges
    from ui.commands.progress import Advance

app = typer.Typer(rich_markup_mode=None)

BuildId = Annotated[
    str | None, typer.Argument(metavar="BUILD", help="As `youju builds` lists them.")
]


@app.command()
def build(
    full: Annotated[bool, typer.Option("--full", help="Read and embed everything again.")] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what came, went or changed its words.")
    ] = False,
    questions: Annotated[
        list[Path] | None,
        typer.Option(metavar="DIR", help="With --diff: a data set whose answers are compared too."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Build or refresh the index, and put it in service.

    With --diff, --json has a key "diff": {before, after, passages, figures, answers}, each of these
    a list of {source, before, after, where}, the answers of {data_set, id, question, before, after};
    it is null where there is nothing to compare with.

    Example: youju build --diff --questions tests/eval/forum
    """
    from assistant.settings import read_settings

    data_sets = tuple(questions or ()) if diff or questions else None
    make_build(read_settings(), full=full, compared=data_sets, as_json=as_json)


@app.command()
def status(as_json: AsJson = False) -> None:
    """Say which build is in service, and if the sources changed.

    Example: youju status --json
    """
    from assistant.settings import read_settings
    from corpus import all_sources
    from index import is_stale, store
    from ui.commands.json_output import status_to_json
    from ui.commands.text_output import status_to_text
    from ui.home import readable_home

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
    """Check that a build holds together.

    By default the one in service; the exit code is 1 if it does not.

    Example: youju verify
    """
    from assistant.settings import read_settings
    from index.upkeep import verify_build
    from ui.commands.index_output import problems_to_json, problems_to_text
    from ui.home import chosen_embedding, readable_home

    settings = read_settings()
    problems = verify_build(readable_home(settings), id, chosen_embedding(settings).name)
    print_result(as_json, lambda: problems_to_json(problems), lambda: problems_to_text(problems))
    if problems:
        raise typer.Exit(1)


@app.command()
def builds(as_json: AsJson = False) -> None:
    """List the finished builds, the newest first.

    An arrow marks the one in service.

    With --json: {builds: [{build, created, passages, sources, in_service, bytes}]}.

    Example: youju builds
    """
    from assistant.settings import read_settings
    from index.upkeep import list_finished
    from ui.commands.index_output import builds_to_json, builds_to_text
    from ui.home import readable_home

    listed = list_finished(readable_home(read_settings()))
    print_result(as_json, lambda: builds_to_json(listed), lambda: builds_to_text(listed))


@app.command()
def rollback(id: BuildId = None, as_json: AsJson = False) -> None:
    """Put an earlier build back in service, if it holds together.

    By default the one before.

    With --json: {build, previous}. `youju build` goes forward again.

    Example: youju rollback
    """
    from assistant.settings import read_settings
    from index.upkeep import roll_back
    from ui.commands.index_output import rollback_to_json, rollback_to_text
    from ui.home import chosen_embedding, writable_home

    settings = read_settings()
    build, previous = roll_back(writable_home(settings), id, chosen_embedding(settings).name)
    print_result(
        as_json,
        lambda: rollback_to_json(build, previous),
        lambda: rollback_to_text(build, previous),
    )


@app.command()
def gc(as_json: AsJson = False) -> None:
    """Clear away what nothing needs any more.

    That is what stopped builds left, old builds, and vectors of texts no build holds.

    With --json: {builds, in_use, leftovers: [...], vectors: N, bytes}; in_use are old builds that
    stay because somebody reads them.

    Example: youju gc
    """
    from assistant.settings import read_settings
    from index.upkeep import clear_away
    from ui.commands.index_output import cleared_to_json, cleared_to_text
    from ui.home import chosen_chroma, writable_home

    settings = read_settings()
    cleared = clear_away(
        writable_home(settings), settings.keep_builds, chroma=chosen_chroma(settings)
    )
    print_result(as_json, lambda: cleared_to_json(cleared), lambda: cleared_to_text(cleared))


def make_build(
    settings: "Settings",
    *,
    full: bool,
    compared: Sequence[Path] | None = None,
    as_json: bool | None = None,
) -> None:
    """Build, and print the report; to stderr where the build is not what was asked for.

    With ``compared``, the build before is laid beside it, and the answers to these data sets.
    """
    from assistant.evaluation.data_set import read_data_set
    from corpus import all_sources
    from index import build_index
    from ui.commands.compare_output import changes_to_json, changes_to_text
    from ui.commands.json_output import build_to_json
    from ui.commands.progress import shown_progress
    from ui.commands.text_output import build_to_text
    from ui.home import chosen_chroma, chosen_embedding, writable_home

    home = writable_home(settings)
    data_sets = [read_data_set(folder) for folder in compared or ()]
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
        changes = None
        if compared is not None and report.previous not in (None, report.build):
            changes = _compare(settings, home, report.previous, data_sets, progress)
    if as_json is None:
        say(build_to_text(report).plain)
        return
    print_result(
        as_json,
        lambda: (
            build_to_json(report)
            | (
                {"diff": changes_to_json(*changes) if changes else None}
                if compared is not None
                else {}
            )
        ),
        lambda: (
            build_to_text(report).append("\n").append_text(changes_to_text(*changes))
            if changes
            else build_to_text(report)
        ),
    )


def _compare(
    settings: "Settings",
    home: Path,
    previous: str,
    data_sets: "Sequence[DataSet]",
    progress: "Advance",
) -> "tuple[BuildChanges, list[AnswerChange]] | None":
    """The build in service beside another; None, and said why, where that cannot be opened."""
    from assistant.evaluation.compare_answers import compare_answers
    from index import open_index
    from index.compare import compare
    from ui.home import chosen_embedding

    embedding = chosen_embedding(settings)
    try:
        before = open_index(home, embedding=embedding, build=previous)
    except YoujuError as error:
        say(f"There is nothing to compare with: {error}")
        return None
    with closing(before), closing(open_index(home, embedding=embedding)) as after:
        answers = list(compare_answers(data_sets, before, after, progress))
        return compare(before, after), answers
