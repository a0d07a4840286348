"""A file's name or a title in, a name that is safe everywhere out: for ids, files and terminals.

Knows pinyin (by pypinyin) and nothing of the catalog.
"""

import re
import unicodedata
from collections.abc import Container
from pathlib import PurePosixPath, PureWindowsPath

MAX_ID_CHARS = 48
MAX_NAME_CHARS = 200
_HAN = re.compile("[\u3400-\u9fff]+")
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
# Names of devices on Windows, whatever suffix follows them.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$")


def file_name(given: str) -> str:
    """The last part of a path or an address as data to show: no folders, no control characters."""
    last = PureWindowsPath(PurePosixPath(given.replace("\0", "")).name).name
    shown = "".join(s if unicodedata.category(s)[0] != "C" else " " for s in last)
    shown = " ".join(shown.split())
    stem, dot, kind = shown.rpartition(".")
    if dot and not stem.strip(". "):  # all suffix
        shown = f"file.{kind}"
    suffix = PurePosixPath(shown).suffix
    if len(shown) <= MAX_NAME_CHARS:
        return shown
    return shown[: MAX_NAME_CHARS - len(suffix)] + suffix if len(suffix) < 10 else shown[:200]


def plain_name(text: str) -> str:
    """Words of a to z and 0 to 9 joined by hyphens, Chinese ones by their pinyin; '' if none.

    北京市2023年工作要点 is bei-jing-shi-2023-nian-gong-zuo-yao-dian.
    """
    spelt = _HAN.sub(lambda run: f" {_pinyin(run.group())} ", unicodedata.normalize("NFKC", text))
    letters = unicodedata.normalize("NFKD", spelt.lower())
    bare = "".join(s for s in letters if not unicodedata.combining(s))
    words = _NO_LETTERS.sub("-", bare).strip("-")
    if len(words) > MAX_ID_CHARS:
        words = words[: MAX_ID_CHARS + 1].rpartition("-")[0] or words[:MAX_ID_CHARS]
    return f"{words}-file" if _RESERVED.match(words) else words


def new_id(text: str, otherwise: str, taken: Container[str]) -> str:
    """An id by a name or title, ``otherwise`` where that has no letters; numbered where taken."""
    plain = plain_name(text) or otherwise
    id, number = plain, 1
    while id in taken:
        number += 1
        id = f"{plain}-{number}"
    return id


def _pinyin(han: str) -> str:
    from pypinyin import lazy_pinyin  # 0.2 s

    return " ".join(lazy_pinyin(han, errors="ignore"))
