"""A Word file's bytes in, the parsed XML of its parts out; what is none is named in one sentence.

Sizes are held before anything is unpacked, and XML is parsed without entities or network.
"""

import posixpath
import zipfile
from io import BytesIO

from lxml import etree

from corpus.errors import YoujuError

Element = etree._Element

# The XML of a 1,000-page book has some 20 MB.
MAX_PART_BYTES = 48 * 1024 * 1024
# Word's XML packs to a tenth or a fiftieth; what packs much smaller is made to exhaust memory.
MAX_RATIO = 120
SMALL_BYTES = 2 * 1024 * 1024
MAX_ENTRIES = 20_000
OLE = b"\xd0\xcf\x11\xe0"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OTHERS = (
    (b"%PDF", "a PDF", ".pdf"),
    (b"{\\rtf", "a rich text file", None),
    (b"<", "a web page", ".html"),
)
INSIDES = {
    "xl/workbook.xml": "an Excel file",
    "ppt/presentation.xml": "a PowerPoint file",
    "content.xml": "an OpenDocument file",
}


class WordFile:
    """The parts of an open Word file, each parsed when it is asked for."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        if problem := _other_kind(data):
            raise YoujuError(f"{name!r} {problem}")
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, EOFError) as error:
            raise self._damaged() from error
        self._sizes = {item.filename: item for item in self._archive.infolist()}
        if len(self._sizes) > MAX_ENTRIES:
            raise self._too_large()
        main = self._main_part()
        if main is None:
            kind = next((kind for part, kind in INSIDES.items() if part in self._sizes), None)
            told = f"is {kind}" if kind else "holds no Word document"
            raise YoujuError(f"{name!r} {told}: save it as .docx, or paste its text")
        self.main = main

    def part(self, kind: str) -> Element | None:
        """The part that belongs to the document: styles, numbering, footnotes, endnotes."""
        return self.parse(f"{posixpath.dirname(self.main)}/{kind}.xml")

    def parse(self, path: str) -> Element | None:
        """The root of a part, None where the file has none of that name."""
        item = self._sizes.get(path)
        if item is None:
            return None
        packed = max(1, item.compress_size)
        if item.file_size > MAX_PART_BYTES or (
            item.file_size > SMALL_BYTES and item.file_size / packed > MAX_RATIO
        ):
            raise self._too_large()
        try:
            data = self._archive.read(item)
        except RuntimeError as error:
            raise YoujuError(
                f"{self.name!r} is locked by a password: save it without one, or paste its text"
            ) from error
        except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
            raise self._damaged() from error
        # Depth and text length keep libxml2's own limits; entities stay unread.
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise YoujuError(
                f"{self.name!r} is damaged inside ({path}): open it in Word, save it again, or paste its text"
            ) from error

    def _main_part(self) -> str | None:
        relations = self.parse("_rels/.rels")
        for relation in relations if relations is not None else ():
            if (relation.get("Type") or "").endswith("/officeDocument"):
                path = (relation.get("Target") or "").lstrip("/")
                if path in self._sizes and path.startswith("word/"):
                    return path
        return "word/document.xml" if "word/document.xml" in self._sizes else None

    def _damaged(self) -> YoujuError:
        return YoujuError(
            f"{self.name!r} is not a whole Word file (.docx): open it in Word, save it again, or paste its text"
        )

    def _too_large(self) -> YoujuError:
        return YoujuError(
            f"{self.name!r} unpacks to more than a document holds: save it without pictures, or in parts"
        )


def _other_kind(data: bytes) -> str | None:
    if data.startswith(OLE):
        if ENCRYPTED in data:
            return "is locked by a password: save it without one, or paste its text"
        return "is in Word's old format (.doc): open it in Word or WPS and save it as .docx"
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    for mark, kind, suffix in OTHERS:
        if start.startswith(mark):
            what = f"give it the ending {suffix}" if suffix else "save it as .docx"
            return f"is {kind}, no Word file: {what}"
    return None


def local(element: Element) -> str:
    """An element's name without its namespace: transitional and strict files differ in that alone."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant by a path of names."""
    for name in path:
        if element is None:
            return None
        element = next((e for e in element if local(e) == name), None)
    return element


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute by its name without namespace."""
    if element is None:
        return None
    return next(
        (str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), None
    )


def is_on(element: Element | None) -> bool:
    """A switch like <w:b/>, <w:vanish w:val="0"/>."""
    return element is not None and (value(element) or "1") not in ("0", "false", "off")
