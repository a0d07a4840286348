"""A file as it was offered: what it says of itself, and whose new version it is."""

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from corpus.documents import read_page
from corpus.errors import YoujuError
from corpus.library.log import Entry
from corpus.page.articles import Page
from corpus.policy.official import Description, describe_page
from corpus.records import Source

MAX_TITLE_CHARS = 300
# Versions of one document share more of their 4-grams, other texts of one name far less.
SHARED_OF_A_VERSION = 0.3


@dataclass(frozen=True, slots=True)
class Offered:
    """A file as it was read, before it has an id; ``words`` is a hash of its text."""

    name: str
    sha256: str
    page: Page
    text: str
    words: str
    description: Description
    url: str | None
    origin: str | None


def read_offered(
    name: str, data: bytes, sha256: str, url: str | None, origin: str | None
) -> Offered:
    """Read a file and what it says of itself; raise YoujuError if it cannot be read."""
    page = read_page(data, name)
    pieces = [p for piece in page.pieces for p in (piece.title, *piece.body) if p]
    text = "\n".join(paragraph.text for paragraph in (*page.titles, *pieces))
    words = hashlib.sha256("".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()
    said = describe_page(page, name)
    title = " ".join((said.title or "").split())[:MAX_TITLE_CHARS]
    if title.endswith("。"):  # a sentence: its file's name says more
        title = ""
    return Offered(name, sha256, page, text, words, replace(said, title=title or None), url, origin)


def earlier_version(
    offered: Offered,
    known: Sequence[Entry],
    *,
    batch: Collection[str],
    text_of: Callable[[Source], str],
) -> Entry | None:
    """The entry whose place a file takes, None if it is a source of its own.

    By the place it came from first; then by what it says of itself; then by its name, if much of
    its words is the same. Entries of the ids in ``batch`` are replaced by the first alone. The
    same bytes are a version of an entry whose file is gone.
    """
    for entry in known:
        if entry.source.sha256 == offered.sha256:
            return entry
        if offered.origin and entry.origin == offered.origin:
            return entry
    others = [entry for entry in known if entry.source.id not in batch]
    for entry in others:
        if entry.source.kind == "card" or not says_the_same(entry.source, offered.description):
            continue
        # Two pages of one paper, day and section are called alike.
        page = offered.description.kind == "news" and not offered.description.number
        if not page or _share(entry.source, offered, text_of):
            return entry
    named = (entry for entry in others if entry.name == offered.name)
    return next((entry for entry in named if _share(entry.source, offered, text_of)), None)


def says_the_same(known: Source, said: Description) -> bool:
    """Whether a text says it is a known one: by number and title, or by title, issuer and day."""
    if said.number and known.number:
        same = said.number == known.number
    else:
        here = (said.number, said.publisher, said.date)
        same = here == (known.number, known.publisher, known.date) and all(here[1:])
    return same and "".join((said.title or "").split()) == "".join(known.title.split())


def _share(known: Source, offered: Offered, text_of: Callable[[Source], str]) -> bool:
    """Whether a file shares many words with a known one, and is of no other day."""
    if len({known.date, offered.description.date} - {None}) > 1:
        return False
    try:
        one, other = _grams(text_of(known)), _grams(offered.text)
    except YoujuError:  # its file is gone: nothing to tell them apart by
        return False
    return len(one & other) >= SHARED_OF_A_VERSION * min(len(one), len(other))


def _grams(text: str) -> set[str]:
    bare = "".join(text.split())
    return {bare[at : at + 4] for at in range(max(1, len(bare) - 3))}
