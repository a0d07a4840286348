"""A Word file's bytes in, the accepted text out: what a reader sees with all changes accepted.

Read from the file's own XML (ECMA-376, part 1, 17.13.5 for tracked changes). A paragraph is a line;
a table's row is a line, its cells divided by tabs; notes follow the body.
"""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from corpus import YoujuError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Deleted or moved away; a fallback repeats the shape beside it for older programs.
_GONE = {
    _W + "del",
    _W + "moveFrom",
    _W + "delText",
    _W + "delInstrText",
    _W + "instrText",
    _FALLBACK,
}
_PRINTED = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
# A part that unpacks to more is no draft but an attack on memory.
MAX_PART_BYTES = 64 * 1024 * 1024


def docx_to_text(data: bytes, name: str) -> str:
    """The text of a .docx; YoujuError if it is none or damaged."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            parts = [_part(archive, part, name) for part in _PARTS if part in names]
    except (
        zipfile.BadZipFile,
        EOFError,
        OSError,
        ValueError,
        RuntimeError,
        NotImplementedError,
    ) as error:
        raise YoujuError(
            f"{name!r} is not a whole Word file (.docx): open it in Word, save it again, or paste its text."
        ) from error
    except ElementTree.ParseError as error:
        raise YoujuError(
            f"{name!r} is damaged inside ({error}): open it in Word, save it again, or paste its text."
        ) from error
    if _PARTS[0] not in names:
        raise YoujuError(f"{name!r} holds no Word document: save it as .docx, or paste its text.")
    return "\n".join(text for text in parts if text.strip())


def _part(archive: zipfile.ZipFile, part: str, name: str) -> str:
    if archive.getinfo(part).file_size > MAX_PART_BYTES:
        raise YoujuError(f"{name!r} is too large to be checked: give it in parts.")
    root = ElementTree.fromstring(archive.read(part))
    return "".join(_text(root)).strip("\n")


def _text(element: Element) -> Iterator[str]:
    tag = element.tag
    if tag in _GONE or tag == _W + "tr" and element.find(f"{_W}trPr/{_W}del") is not None:
        return
    if tag == _W + "t":
        yield element.text or ""
    elif tag in _PRINTED and len(element) == 0:
        yield _PRINTED[tag]
    elif tag == _W + "tr":
        yield "\t".join(_cell(cell) for cell in element.iter(_W + "tc")) + "\n"
    elif tag == _W + "pPr" or tag == _W + "rPr":
        return
    else:
        for child in element:
            yield from _text(child)
        if tag == _W + "p" and element.find(f"{_W}pPr/{_W}rPr/{_W}del") is None:
            yield "\n"


def _cell(cell: Element) -> str:
    """A cell's paragraphs on one line."""
    return " ".join("".join(_text(cell)).split("\n")).strip()
