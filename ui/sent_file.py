"""What a server says of a document, and its first bytes → its kind and a safe name."""

import re
from email.message import Message
from pathlib import PurePosixPath

from corpus.documents import KINDS, READERS
from corpus.errors import YoujuError
from corpus.library.source_ids import file_name

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# What a document is sent as; '' where that says nothing of it, and its bytes must.
SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    DOCX: ".docx",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "application/octet-stream": "",
    "binary/octet-stream": "",
    "application/x-download": "",
    "application/force-download": "",
    "": "",
}
TEXTS = (".txt", ".md", ".html")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.I)


def suffix_of(url: str, sent_as: str, data: bytes) -> str:
    """The kind of a file by its first bytes, which must agree with what it was sent as."""
    if b"%PDF-" in data[:1024]:
        found = ".pdf"
    elif data.startswith(b"PK\x03\x04"):
        found = ".docx" if b"word/document.xml" in data else ""
    elif b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        found = ""
    elif sent_as == ".html" or _HTML.search(data[:4096]):
        found = ".html"
    else:
        found = sent_as if sent_as in TEXTS else ".txt"
    if sent_as and found != sent_as and not (sent_as in TEXTS and found in TEXTS):
        raise YoujuError(f"{url!r} is not what it says it is ({sent_as}): open it yourself.")
    if found not in READERS:
        raise YoujuError(
            f"{url!r} is of a kind that cannot be read: give one of {', '.join(KINDS)}."
        )
    return found


def name_of(host: str, path: str, disposition: str, suffix: str) -> str:
    """A file's name as its server or its address gives it, without folders, with its own suffix."""
    message = Message()
    message["content-disposition"] = " ".join(disposition.split())
    given = message.get_filename() or path
    name = file_name(given) or file_name(host)
    return name if name.lower().endswith(suffix) else f"{_stem(name)}{suffix}"


def _stem(name: str) -> str:
    """A name without its suffix, where it has one: the .1 of a host's number is none."""
    path = PurePosixPath(name)
    return path.stem if re.fullmatch(r"\.[A-Za-z]{2,5}", path.suffix) else name
