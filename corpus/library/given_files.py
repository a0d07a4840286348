"""A file or folder a person named in, the files to read out, and those left aside with the reason."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from corpus.documents import KINDS, READERS
from corpus.errors import YoujuError
from corpus.library.library import MAX_FILE_BYTES, check_size

# A folder named by mistake (a home folder, a disk) is not read for hours.
MAX_FILES = 20_000


@dataclass(frozen=True, slots=True)
class LeftAside:
    path: Path
    reason: str


def find_files(given: Path) -> tuple[list[Path], list[LeftAside]]:
    """The files of a folder and the folders in it, by name; a file named itself is taken as it is.

    Hidden files, kinds that cannot be read and links that lead out of the folder are left aside.
    Raise YoujuError where there is nothing of that name, or more than ``MAX_FILES``.
    """
    if not _is_folder(given):
        return [given], []
    found: list[Path] = []
    aside: list[LeftAside] = []
    root = given.resolve()

    def unreadable(error: OSError) -> None:
        aside.append(LeftAside(Path(error.filename), f"cannot be opened ({error.strerror})"))

    for folder, folders, names in os.walk(given, onerror=unreadable):
        here = Path(folder)
        links = [name for name in folders if (here / name).is_symlink()]
        hidden = [name for name in (*folders, *names) if name.startswith((".", "~$"))]
        aside += [LeftAside(here / name, "hidden") for name in hidden]
        aside += [LeftAside(here / name, "a link to a folder") for name in links]
        folders[:] = sorted({*folders} - {*hidden} - {*links})
        for name in sorted({*names} - {*hidden}):
            reason = _reason_against(here / name, root)
            if reason:
                aside.append(LeftAside(here / name, reason))
            else:
                found.append(here / name)
        if len(found) + len(aside) > MAX_FILES:
            raise YoujuError(
                f"{str(given)!r} holds more than {MAX_FILES:,} files: add its folders one by one."
            )
    return found, aside


def _is_folder(given: Path) -> bool:
    try:
        return stat.S_ISDIR(given.stat().st_mode)
    except (OSError, ValueError) as error:  # not there, not allowed, too long, with a NUL
        reason = getattr(error, "strerror", None) or "it is no path"
        raise YoujuError(
            f"There is no file or folder {str(given)[:500]!r} ({reason}): check the path."
        ) from error


def _reason_against(path: Path, root: Path) -> str | None:
    if path.suffix.lower() not in READERS:
        return f"not one of {', '.join(KINDS)}"
    # Of links in a ring realpath keeps the name, where resolve raises: opening them tells.
    if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root):
        return "a link that leads out of the folder"
    return None


def load_file(path: Path) -> bytes:
    """A file's bytes; raise YoujuError for one that is no file, too large or cannot be opened."""
    if path.suffix.lower() not in READERS:
        raise YoujuError(
            f"{path.name!r} is of a kind that cannot be read; give one of {', '.join(KINDS)}"
        )
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe or a device would never end
            raise YoujuError(f"{str(path)!r} is no file: give the path of one.")
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise YoujuError(
            f"{str(path)!r} cannot be opened ({error.strerror or error}): check it."
        ) from error
    check_size(path.name, len(data))
    return data
