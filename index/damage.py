"""A build's folder and its manifest → what is wrong with it, each in one part of a sentence.

A text is held to the hash it was written with, a file to its own, every part to the others, and every
vector is searched for; those known to be out of a search's reach are compared one by one. Damage of any kind is a finding here, never an exception.
"""

import json
import subprocess
import sys
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

from corpus.errors import YoujuError
from index import document_file, store
from index.open_build import UNREADABLE, OpenBuild
from index.store import Manifest
from index.vectors import DATABASE, Findings

NAMED = 3  # files and texts that are named, before the rest is counted


def find_damage(folder: Path, manifest: Manifest, *, every_search: bool = True) -> list[str]:
    """What does not hold together; empty where all is well.

    Without ``every_search`` all vectors are read and compared, but only some are searched for.
    """
    return examine(folder, manifest, every_search=every_search).all_problems


def find_damage_afresh(folder: Path, manifest: Manifest, *, every_search: bool = True) -> list[str]:
    """``find_damage`` in a new process: it sees what is on the disk, nothing that was kept in
    memory, and takes no other down where a library crashes on damaged files."""
    with FreshCheck() as check:
        return check.examine(folder, manifest, every_search=every_search).all_problems


def examine(folder: Path, manifest: Manifest, *, every_search: bool = True) -> Findings:
    """What does not hold together, and apart from it which vectors no search comes upon."""
    if manifest.layout != store.LAYOUT:
        layout = f"it has layout {manifest.layout}, this version reads {store.LAYOUT}"
        return Findings([layout], [])
    problems = _wrong_files(folder, manifest) + _wrong_texts(folder, manifest)
    try:
        with closing(OpenBuild(folder, manifest)) as opened:
            found = opened.examine(every_search=every_search)
    except (YoujuError, *UNREADABLE) as error:
        reason = str(error) if isinstance(error, YoujuError) else repr(error)
        return Findings([*problems, f"it cannot be read ({reason})"], [])
    return replace(found, problems=problems + found.problems)


class FreshCheck:
    """A new process that gets ready while a build is still written, and then checks it; used once,
    in a ``with``."""

    def __enter__(self) -> "FreshCheck":
        self._process = subprocess.Popen(
            [sys.executable, "-m", "index.verify"],
            cwd=Path(__file__).parent.parent,  # where this package lies, whatever lies elsewhere
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        return self

    def __exit__(self, *raised: object) -> None:
        self._process.__exit__(None, None, None)  # closes stdin, which ends it

    def examine(self, folder: Path, manifest: Manifest, *, every_search: bool = True) -> Findings:
        process = self._process
        assert process.stdin and process.stdout
        asked = [str(folder.absolute()), store.encode_manifest(manifest), every_search]
        with suppress(BrokenPipeError):  # it has ended already: its exit code tells
            process.stdin.write(json.dumps(asked).encode() + b"\0")
            process.stdin.flush()
        found = process.stdout.read()
        if process.wait() != 0:
            return Findings([f"its check ended with exit code {process.returncode}"], [])
        return Findings(*json.loads(found))


def _wrong_files(folder: Path, manifest: Manifest) -> list[str]:
    """By the hashes in the manifest; a build in the making has none yet."""
    missing, other = [], []
    for name, expected in manifest.files.items():
        try:
            if store.hash_file(folder / name) != expected:
                other.append(name)
        except OSError:
            missing.append(name)
    if manifest.chroma is None and not (folder / "chroma" / DATABASE).is_file():
        missing.append(f"chroma/{DATABASE}")
    return _named(missing, "{} cannot be read") + _named(other, "{} is not as it was written")


def _wrong_texts(folder: Path, manifest: Manifest) -> list[str]:
    expected = {source["document"]: source["id"] for source in manifest.sources}
    try:
        found = {document_file.line_hash(line) for line in document_file.read_lines(folder)}
    except (OSError, ValueError) as error:
        return [f"the texts cannot be read ({error})"]
    lost = [id for hash, id in expected.items() if hash not in found]
    extra = len(found - expected.keys())
    problems = _named(lost, "the text of {} does not match its source's hash")
    return problems + ([f"{extra} texts are of no source"] if extra > len(lost) else [])


def _named(names: list[str], what: str) -> list[str]:
    more = len(names) - NAMED
    return [what.format(repr(name)) for name in names[:NAMED]] + (
        [f"{what.format(f'{more} more')}"] if more > 0 else []
    )
