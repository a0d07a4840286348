"""Which program reads the sources: by it, what was read before is known to be out of date."""

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

# What readers are made with; optical recognition is an extra, installed later perhaps.
LIBRARIES = ("pypdfium2", "lxml", "rapidocr-onnxruntime")


def corpus_rules() -> str:
    """A hash of the program that reads sources: after a change of it, all are read again."""
    digest = hashlib.sha256()
    folder = Path(__file__).parent
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def reader_version() -> str:
    """A hash of that program and of the libraries that read for it."""
    made_with = (f"{name} {_version(name)}" for name in LIBRARIES)
    return hashlib.sha256("\n".join([_rules_at_start(), *made_with]).encode()).hexdigest()[:16]


@cache
def _rules_at_start() -> str:
    """The rules of the program that runs, whatever was installed over it since."""
    return corpus_rules()


def _version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None
