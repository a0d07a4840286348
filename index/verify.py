"""``python -m index.verify < ASKED``: a build checked in a new process.

Loads what it needs, then reads from stdin, up to a NUL, a JSON array of the build's folder, its
manifest (a build in the making has none in its folder yet) and whether every vector is to be
searched for; prints what was found, as a JSON array. Ends as soon as stdin does: the check of a killed build must
not go on writing to a folder that the next build clears away.
"""

import json
import os
import sys
import threading
from dataclasses import astuple
from pathlib import Path

from index.damage import examine
from index.store import decode_manifest
from index.vectors import load_chroma

STDIN = 0


def main() -> None:
    load_chroma()
    folder, manifest, every_search = json.loads(_read_until_nul())
    threading.Thread(target=_end_with_stdin, daemon=True).start()
    found = examine(Path(folder), decode_manifest(manifest), every_search=every_search)
    sys.stdout.write(json.dumps(astuple(found)))


def _read_until_nul() -> bytes:
    read = b""
    while not read.endswith(b"\0"):
        part = os.read(STDIN, 1 << 20)
        if not part:
            sys.exit("The question ends too soon.")
        read += part
    return read[:-1]


def _end_with_stdin() -> None:
    while os.read(STDIN, 1 << 10):
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
