"""A page in, what it says about itself out: title, issuer, document number, date, kind."""

from dataclasses import dataclass

from corpus.articles import Page
from corpus.records import SourceKind


@dataclass(frozen=True, slots=True)
class Description:
    """What a document says about itself, as the catalog keeps it; None where it says nothing."""

    title: str | None = None
    publisher: str | None = None
    number: str | None = None
    date: str | None = None
    year: int | None = None
    kind: SourceKind | None = None


def describe_page(page: Page, name: str) -> Description:
    """Read a page's own description; ``name`` is its file's name."""
    titles = [p.text for p in page.titles] + [p.title.text for p in page.pieces if p.title]
    return Description(title=titles[0] if titles else None)
