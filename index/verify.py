"""``python -m index.verify FOLDER [--some-searches] < MANIFEST``: a build checked in a new process.

Reads the manifest from stdin up to a NUL (a build in the making has none in its folder yet) and
prints a JSON array of problems. Ends as soon as stdin does: the check of a killed build must not go
on writing to a folder that the next build clears away.
"""

import json
import os
import sys
import threading
from pathlib import Path

from index.damage import find_damage
from index.store import decode_manifest

STDIN = 0


def main() -> None:
    folder, *options = sys.argv[1:]
    manifest = decode_manifest(_read_until_nul().decode())
    threading.Thread(target=_end_with_stdin, daemon=True).start()
    problems = find_damage(Path(folder), manifest, every_search="--some-searches" not in options)
    sys.stdout.write(json.dumps(problems))


def _read_until_nul() -> bytes:
    read = b""
    while not read.endswith(b"\0"):
        part = os.read(STDIN, 1 << 20)
        if not part:
            sys.exit("The manifest ends too soon.")
        read += part
    return read[:-1]


def _end_with_stdin() -> None:
    while os.read(STDIN, 1 << 10):
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
