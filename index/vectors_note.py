"""What a build notes beside its vectors, as JSON: what was found out when they were written."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

NAME = "vectors.json"


@dataclass(frozen=True, slots=True)
class VectorsNote:
    """``graph`` is the hash of the graph of neighbours as it was left (None on a server),
    ``replaced`` how many vectors were taken out of it, ``apart`` the ids out of its searches' reach:
    they are compared with each question one by one."""

    graph: str | None = None
    replaced: int = 0
    apart: tuple[str, ...] = ()


def read_note(folder: Path) -> VectorsNote:
    """The note of a build's folder, an empty one where there is none; ValueError, LookupError or
    TypeError where it is damaged."""
    try:
        note = json.loads((folder / NAME).read_text("utf-8"))
    except FileNotFoundError:
        return VectorsNote()
    return VectorsNote(note["graph"], int(note["replaced"]), tuple(note.get("apart", ())))


def write_note(folder: Path, note: VectorsNote) -> None:
    (folder / NAME).write_text(json.dumps(asdict(note)), "utf-8")
