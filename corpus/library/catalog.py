"""The catalog of a folder of sources in, its ``Source`` records out.

``catalog.toml`` lists what no file says about itself: publisher, date, document number, url.
"""

import hashlib
import tomllib
from datetime import date
from pathlib import Path
from typing import Any, get_args

from corpus.errors import YoujuError
from corpus.records import Source, SourceKind

CATALOG = "catalog.toml"
SHIPPED = Path(__file__).parents[1] / "sources"
REQUIRED = {"id", "title", "kind", "path"}
OPTIONAL = {"publisher", "date", "year", "number", "url"}


def shipped_sources() -> list[Source]:
    """Return the sources that come with the program."""
    return read_catalog(SHIPPED)


def source_file(source: Source, folder: Path = SHIPPED) -> Path:
    """Return where the file of a source stands; a catalog's paths are relative to its folder."""
    return folder / source.path


def read_catalog(folder: Path) -> list[Source]:
    """Read ``folder/catalog.toml``; raise YoujuError for a faulty entry.

    A listed file that is missing gets an empty ``sha256``: reading it names it, and a build goes
    on without it.
    """
    path = folder / CATALOG
    try:
        entries = tomllib.loads(path.read_text("utf-8")).get("source", [])
    except FileNotFoundError as error:
        raise YoujuError(f"no catalog {str(path)!r}; write one, or name another folder") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise YoujuError(f"{str(path)!r} is not a readable TOML file: {error}") from error
    sources = [_read_entry(entry, path) for entry in entries]
    ids = [source.id for source in sources]
    if twice := sorted({name for name in ids if ids.count(name) > 1}):
        raise YoujuError(f"{str(path)!r} lists the id {twice[0]!r} twice; give each source its own")
    return sources


def _read_entry(entry: dict[str, Any], catalog: Path) -> Source:
    name = entry.get("id", entry)
    if missing := REQUIRED - entry.keys():
        raise YoujuError(f"source {name!r} in {str(catalog)!r} lacks {sorted(missing)}")
    if unknown := entry.keys() - REQUIRED - OPTIONAL:
        raise YoujuError(f"source {name!r} in {str(catalog)!r} has unknown keys {sorted(unknown)}")
    if entry["kind"] not in get_args(SourceKind):
        kinds = ", ".join(get_args(SourceKind))
        raise YoujuError(
            f"source {name!r} in {str(catalog)!r} has kind {entry['kind']!r}; use one of {kinds}"
        )
    day = entry.get("date")
    fields = {**entry, "date": day.isoformat() if isinstance(day, date) else day}
    return Source(sha256=_sha256(catalog.parent / entry["path"]), **fields)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
