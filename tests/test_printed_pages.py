"""Pages laid out like the shipped one, in columns of other widths, read back."""

import pytest
from printed_pages import (
    BOOK,
    CAPTION,
    FEATURE,
    PAGE_TITLE,
    REPORT,
    TRENDS,
    Told,
    clean,
    page_text,
    print_article,
    print_headline,
)

from corpus.documents import read_document
from corpus.records import Document, Source

SOURCE = Source("page", "page", "news", "page.txt", sha256="")
ALL = (FEATURE, REPORT, TRENDS, BOOK, CAPTION)
PLACES = ("before", "heap first", "heap last", "between", "behind", "second before, rest last")


def lay_out(width: float, places: str, *, blank: bool) -> str:
    """Lay the page out with its headlines in the given places; the feature is narrower."""
    narrow, wide = width, width + 11 if width < 30 else width - 9
    heads = [told.title for told in ALL if told.title]
    widths = {id(FEATURE): narrow, id(REPORT): wide, id(TRENDS): wide, id(BOOK): narrow - 1}
    bodies = {id(told): print_article(told, widths.get(id(told), narrow + 5)) for told in ALL}

    def head(told: Told) -> list[str]:
        return print_headline(told.title, 20) if told.title else []

    lines: list[str] = []
    if places == "heap first":
        lines += [PAGE_TITLE] + [line for told in ALL for line in head(told)]
    for told in ALL:
        if places == "before" or (places == "second before, rest last" and told is REPORT):
            lines += head(told)
        if told is CAPTION and places == "heap last":
            lines += [line for each in ALL for line in head(each)]
        if told is CAPTION and places == "second before, rest last":
            lines += [line for each in (TRENDS, BOOK) for line in head(each)]
        if told is CAPTION and places == "between":
            lines += head(BOOK)
        lines += bodies[id(told)]
        if places == "between" and told is FEATURE:
            lines += head(TRENDS) + head(REPORT)
        if places == "behind":
            lines += head(told)
    assert heads
    if places != "heap first":
        lines.append(PAGE_TITLE)
    return page_text(lines, blank=blank)


def read(text: str) -> Document:
    return read_document(SOURCE, text.encode())


@pytest.mark.parametrize("blank", [True, False])
@pytest.mark.parametrize("places", PLACES)
@pytest.mark.parametrize("width", [18, 24, 30, 36])
def test_page_is_read_back(width: float, places: str, blank: bool) -> None:
    document = read(lay_out(width, places, blank=blank))
    got = [
        (article.title, article.span.cut(document.text).split("\n"))
        for article in document.articles
    ]
    want = [(told.title, [clean(p) for p in told.body]) for told in ALL]
    assert got == want
