from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assistant.citations import cite, printed_runs
from corpus import read_document, shipped_sources
from corpus.library.catalog import source_file
from corpus.records import Document, PrintedRun, Source, Span


def forum_page() -> Document:
    source = next(source for source in shipped_sources() if source.kind == "news")
    return read_document(source, source_file(source))


PAGE = forum_page()
PRINTED = source_file(PAGE.source).read_text("utf-8").split("\n")


@given(st.data())
def test_a_quote_is_cut_by_its_span_and_stands_on_its_lines(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(PAGE.text) - 1))
    end = data.draw(st.integers(start + 1, len(PAGE.text)))
    citation = cite(PAGE, Span(start, end), 1)
    assert citation.quote == PAGE.text[start:end]
    parts = printed_runs(PAGE, Span(start, end))
    assert "".join(part.cut(PAGE.text) for _, part in parts) == citation.quote
    assert citation.lines == (
        min(run.line or 0 for run, _ in parts),
        max(run.line or 0 for run, _ in parts),
    )


def test_a_sentence_is_cited_where_it_was_printed() -> None:
    sentence = next(s for s in PAGE.sentences if "13亿元" in s.span.cut(PAGE.text))
    citation = cite(PAGE, sentence.span, 3)
    assert citation.lines
    first, last = citation.lines
    printed = "".join(PRINTED[first - 1 : last]).replace(" ", "")
    assert citation.quote.replace(" ", "") in printed
    assert (citation.n, citation.source, citation.kind) == (3, PAGE.source.id, "news")
    assert citation.page is citation.boxes is None
    assert citation.article


def test_a_web_page_s_places_are_paragraphs() -> None:
    words = "<p>第一段话说到这里为止。</p><p>全市众创空间累计50家，比上年多6家。</p>".encode()
    document = read_document(Source("a", "a", "other", "a.html", ""), words)
    citation = cite(document, document.sentences[1].span, 1)
    assert citation.by_paragraph
    assert citation.lines == (2, 2)
    assert not cite(PAGE, PAGE.sentences[0].span, 1).by_paragraph


def test_the_speaker_is_named() -> None:
    spoken = next(s for s in PAGE.sentences if s.speaker)
    assert spoken.speaker
    assert cite(PAGE, spoken.span, 1).speaker == spoken.speaker.name


def test_words_of_two_speakers_are_neither_s() -> None:
    said = [s for s in PAGE.sentences if s.speaker]
    first, second = next((a, b) for a, b in pairwise(said) if a.speaker != b.speaker)
    assert cite(PAGE, Span(first.span.start, second.span.end), 1).speaker is None


def test_words_of_two_articles_belong_to_neither() -> None:
    first, second = PAGE.articles[:2]
    citation = cite(PAGE, Span(first.span.start, second.span.end), 1)
    assert citation.article is None


def test_a_line_of_a_pdf_is_boxed_as_far_as_it_is_quoted() -> None:
    boxes = tuple((10.0 * n, 700.0, 10.0 * n + 9, 710.0) for n in range(4))
    below = tuple((x0, 680.0, x1, 690.0) for x0, _, x1, _ in boxes)
    document = Document(
        Source("pdf", "题", "other", "a.pdf", ""),
        "一二三四五六七八",
        (PrintedRun(0, 1, 2, boxes), PrintedRun(4, 2, 2, below)),
        (),
        (),
    )
    citation = cite(document, Span(2, 5), 1)
    assert citation.page == 2
    assert citation.boxes == ((2, 20.0, 700.0, 39.0, 710.0), (2, 0.0, 680.0, 9.0, 690.0))
    unboxed = replace(document, runs=(PrintedRun(0, None),))
    assert cite(unboxed, Span(2, 5), 1).boxes is None


def test_a_quote_over_columns_and_pages_has_one_box_a_line() -> None:
    def line(start: int, page: int, left: float, top: float) -> PrintedRun:
        boxes = tuple((left + 10 * n, top - 10, left + 10 * n + 9, top) for n in range(3))
        return PrintedRun(start, None, page, boxes)

    document = Document(
        Source("pdf", "题", "other", "a.pdf", ""),
        "一二三四五六七八九",
        (line(0, 2, 40, 50), line(3, 2, 300, 700), line(6, 3, 40, 700)),
        (),
        (),
    )
    citation = cite(document, Span(1, 8), 1)
    assert citation.page == 2
    assert citation.boxes == (
        (2, 50, 40, 69, 50),
        (2, 300, 690, 329, 700),
        (3, 40, 690, 59, 700),
    )
    assert cite(document, Span(6, 9), 1).page == 3


def test_a_character_that_was_not_printed_widens_no_box() -> None:
    boxes = ((10.0, 0.0, 10.0, 10.0), (10.0, 0.0, 19.0, 10.0), (0.0, 0.0, 0.0, 0.0))
    document = Document(
        Source("pdf", "题", "other", "a.pdf", ""), " A ", (PrintedRun(0, None, 1, boxes),), (), ()
    )
    assert cite(document, Span(0, 3), 1).boxes == ((1, 10.0, 0.0, 19.0, 10.0),)
    assert cite(document, Span(2, 3), 1).boxes is None
