"""What is found and done to finished builds → JSON, and what a terminal shows. Pure."""

from collections.abc import Sequence
from typing import Any

from rich.text import Text

from index.upkeep import Cleared, FinishedBuild

Json = dict[str, Any]
UNITS = ("B", "KB", "MB", "GB", "TB")


def problems_to_json(problems: Sequence[str]) -> Json:
    return {"ok": not problems, "problems": list(problems)}


def problems_to_text(problems: Sequence[str]) -> Text:
    if not problems:
        return Text("The build holds together.", "green")
    text = Text("The build is damaged: `youju build` makes it anew.", "bold red")
    for problem in problems:
        text.append(f"\n- {problem}", "not bold default")
    return text


def builds_to_json(builds: Sequence[FinishedBuild]) -> Json:
    """What a manifest that cannot be read would have told is null."""
    return {"builds": [_build_to_json(build) for build in builds]}


def _build_to_json(build: FinishedBuild) -> Json:
    manifest = build.manifest
    return {
        "build": build.build,
        "created": manifest.created if manifest else None,
        "passages": manifest.counts["passages"] if manifest else None,
        "sources": manifest.counts["sources"] if manifest else None,
        "in_service": build.in_service,
        "bytes": build.bytes,
    }


def builds_to_text(builds: Sequence[FinishedBuild]) -> Text:
    if not builds:
        return Text("There is no build yet: run `youju build`.")
    return Text("\n").join(_build_to_text(build) for build in builds)


def _build_to_text(build: FinishedBuild) -> Text:
    counts = build.manifest.counts if build.manifest else {}
    said = (
        f"{counts['passages']} passages, {counts['sources']} sources"
        if counts
        else "its manifest cannot be read"
    )
    mark = "→" if build.in_service else " "
    return Text(f"{mark} {build.build}  {said}, {size(build.bytes)}", "bold" * build.in_service)


def rollback_to_json(build: str, previous: str | None) -> Json:
    return {"build": build, "previous": previous}


def rollback_to_text(build: str, previous: str | None) -> Text:
    return Text(f"Build {build} is in service again, in place of {previous}.")


def cleared_to_json(cleared: Cleared) -> Json:
    return {
        "builds": cleared.builds,
        "in_use": cleared.in_use,
        "leftovers": cleared.leftovers,
        "vectors": cleared.vectors,
        "bytes": cleared.bytes,
    }


def cleared_to_text(cleared: Cleared) -> Text:
    text = Text(
        f"Freed {size(cleared.bytes)}: {len(cleared.builds)} old builds,"
        f" {len(cleared.leftovers)} leftovers, {cleared.vectors} vectors of texts no longer held."
    )
    for build in cleared.in_use:
        text.append(f"\nBuild {build} is still being read and stays until the next time.")
    return text


def size(count: float) -> str:
    """Bytes in the largest unit that gives a number of at least one: 1.5 MB."""
    unit = 0
    while count >= 1000 and unit < len(UNITS) - 1:
        count, unit = count / 1000, unit + 1
    return f"{count:.0f} {UNITS[unit]}" if unit == 0 else f"{count:.1f} {UNITS[unit]}"
