"""Paths, addresses and ids a person gave → added sources, and a report of each.

What cannot be added is listed with its reason, and the rest goes on.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import YoujuError
from corpus.library.given_files import find_files, load_file
from corpus.library.library import Added, Library
from corpus.records import Source
from ui.fetch_url import Fetched, is_url

Fetch = Callable[[str], Fetched]
Progress = Callable[[str, int, int], None]
Step = Callable[[], Added]


@dataclass(slots=True)
class AddReport:
    """What became of each; ``failed`` and ``skipped`` hold ``path`` and ``reason``."""

    added: list[Source] = field(default_factory=list)
    updated: list[Source] = field(default_factory=list)
    unchanged: list[Source] = field(default_factory=list)
    failed: list[dict[str, str]] = field(default_factory=list)
    skipped: list[dict[str, str]] = field(default_factory=list)
    warnings: list[dict[str, str]] = field(default_factory=list)

    def note(self, added: Added) -> None:
        of_status = {"added": self.added, "updated": self.updated, "unchanged": self.unchanged}
        listed = of_status[added.status]
        if added.source not in listed:
            listed.append(added.source)
        self.warnings += [{"id": added.source.id, "warning": w} for w in added.warnings]

    def fail(self, path: str, reason: object) -> None:
        self.failed.append({"path": path, "reason": " ".join(str(reason).split())})


def add_given(
    library: Library, given: Sequence[str], fetch: Fetch, progress: Progress
) -> AddReport:
    """Add files, folders and addresses, and bring back removed sources by their ids."""
    report = AddReport()
    _run(_steps(library, given, fetch, report), report, progress)
    return report


def fetch_originals(
    library: Library, ids: Collection[str], fetch: Fetch, progress: Progress
) -> AddReport:
    """Get the original of each card from its address, and fetch other sources' addresses again.

    Without ids, of every card that has an address. Raise YoujuError for an unknown id.
    """
    report = AddReport()
    sources = {source.id: source for source in library.sources()}
    for id in ids:
        if id not in sources:
            raise YoujuError(f"There is no source {id!r}: `youju sources` lists them.")
    chosen = [sources[id] for id in dict.fromkeys(ids)]
    chosen = chosen or [source for source in sources.values() if source.kind == "card"]
    steps: list[tuple[str, Step]] = []
    for source in chosen:
        if source.url:
            steps.append((source.id, _fetching(library, source.url, fetch, source)))
        elif ids:
            report.fail(source.id, f"The catalog has no address for {source.id!r}: add its file.")
        else:
            report.skipped.append({"path": source.id, "reason": "the catalog has no address"})
    _run(steps, report, progress)
    return report


def _run(steps: Iterable[tuple[str, Step]], report: AddReport, progress: Progress) -> None:
    steps = list(steps)
    for done, (path, step) in enumerate(steps, 1):
        try:
            report.note(step())
        except YoujuError as error:
            report.fail(path, error)
        progress("add", done, len(steps))


def _steps(
    library: Library, given: Sequence[str], fetch: Fetch, report: AddReport
) -> Iterator[tuple[str, Step]]:
    for name in dict.fromkeys(given):
        if is_url(name):
            yield name, _fetching(library, name, fetch)
            continue
        try:
            if not name:  # would be the folder one stands in
                raise YoujuError("An empty name is no path: give a file or a folder.")
            files, aside = find_files(Path(name))
        except YoujuError as error:
            if library.removed(name):
                yield name, _bringing_back(library, name)
            else:
                report.fail(name, error)
            continue
        report.skipped += [{"path": str(a.path), "reason": a.reason} for a in aside]
        yield from ((str(path), _loading(library, path)) for path in files)


def _loading(library: Library, path: Path) -> Step:
    return lambda: library.add(path.name, load_file(path), origin=str(path.resolve()))


def _fetching(library: Library, url: str, fetch: Fetch, source: Source | None = None) -> Step:
    def step() -> Added:
        fetched = fetch(url)
        card = source if source and source.kind == "card" else None
        return library.add(fetched.name, fetched.data, url=url, card=card)

    return step


def _bringing_back(library: Library, id: str) -> Step:
    return lambda: Added(library.bring_back(id), "added")
