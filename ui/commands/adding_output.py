"""What was added → JSON and what a terminal shows. Pure."""

from collections.abc import Sequence

from rich.text import Text

from corpus.records import Source
from ui.adding import AddReport
from ui.commands.json_output import Json, source_to_json
from ui.commands.text_output import printable

# Of a folder's files that were left aside, more than these help nobody.
MAX_SKIPPED_SHOWN = 10


def added_to_json(report: AddReport) -> Json:
    touched = {s.id: s for s in (*report.unchanged, *report.added, *report.updated)}
    return {
        "sources": [source_to_json(source) for source in touched.values()],
        "added": _ids(report.added),
        "updated": _ids(report.updated),
        "unchanged": _ids(report.unchanged),
        "failed": report.failed,
        "skipped": report.skipped,
        "warnings": report.warnings,
    }


def added_to_text(report: AddReport) -> Text:
    """A line for each source and each failure, then what to do next."""
    lines = [
        *(_source_line("Added    ", source, "green") for source in report.added),
        *(_source_line("Updated  ", source, "green") for source in report.updated),
        *(_source_line("Unchanged", source, "dim") for source in report.unchanged),
        *(_line("Warning  ", f"{w['id']}: {w['warning']}", "yellow") for w in report.warnings),
        *(_line("Skipped  ", f"{s['path']}: {s['reason']}", "dim") for s in _shown(report)),
    ]
    if (more := len(report.skipped) - MAX_SKIPPED_SHOWN) > 0:
        lines.append(_line("Skipped  ", f"and {more} more", "dim"))
    lines += [_line("Failed   ", f"{f['path']}: {f['reason']}", "red") for f in report.failed]
    if report.added or report.updated:
        lines.append(Text("Run `youju build` to take them into the index."))
    return Text("\n").join(lines) if lines else Text("Nothing to add.")


def failed_sentence(report: AddReport) -> str:
    """The one sentence of an error that says how many failed, and why where it was one alone."""
    failed, taken = len(report.failed), len(report.added + report.updated + report.unchanged)
    if is_one_failure(report):
        return report.failed[0]["reason"]
    return f"{failed} of {failed + taken} could not be added; the list says why."


def is_one_failure(report: AddReport) -> bool:
    """Whether there is nothing to tell but why one could not be added."""
    others = (report.added, report.updated, report.unchanged, report.skipped)
    return len(report.failed) == 1 and not any(others)


def _shown(report: AddReport) -> Sequence[dict[str, str]]:
    return report.skipped[:MAX_SKIPPED_SHOWN]


def _source_line(what: str, source: Source, style: str) -> Text:
    return Text.assemble(_line(what, source.id, style), "  ", printable(source.title))


def _line(what: str, said: str, style: str) -> Text:
    return Text.assemble((what, style), "  ", " ".join(printable(said).split()))


def _ids(sources: Sequence[Source]) -> list[str]:
    return [source.id for source in sources]
