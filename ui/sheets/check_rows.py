"""A checked draft in, what every form of its sheet says out: heads, rows, places, the cut draft.

The sheet is filed with the article, so it names the draft, the day, what was searched and the build.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.checking.check import CheckedFigure, CheckReport, Evidence
from assistant.records import Citation
from corpus.records import Document
from ui.words import ZH, Words

COLUMNS = (
    "序号",
    "稿件中的数字",
    "稿件原句",
    "结论",
    "理由",
    "原文数字",
    "原文",
    "来源",
    "类别",
    "位置",
    "说话人",
)
# A derived figure rests on a few terms; more evidence than this is for the page.
MAX_EVIDENCE = 4
# A pasted draft is called by its first words.
MAX_NAME_CHARS = 30


@dataclass(frozen=True)
class Mark:
    """How a verdict looks: its name, its sign, its colour (as RGB)."""

    name: str
    sign: str
    colour: str


MARKS = {
    "supported": Mark("有据", "✓", "1B7F3B"),
    "contradicted": Mark("不符", "✗", "B3261E"),
    "imprecise": Mark("不准确", "≈", "8A5A00"),
    "not_found": Mark("未找到", "?", "5B5B66"),
}


@dataclass(frozen=True, slots=True)
class Filing:
    """What a sheet says of its check: the draft's name, what it was held against, when."""

    draft: str
    searched: str
    day: datetime

    @property
    def when(self) -> str:
        return f"{self.day:%Y-%m-%d %H:%M}"


def first_words(text: str) -> str:
    """The first line of a draft that has no name of its own."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= MAX_NAME_CHARS else line[:MAX_NAME_CHARS] + "…"


def searched(documents: Mapping[str, Document], sources: Sequence[str], words: Words = ZH) -> str:
    """Say which sources a draft was held against."""
    if not sources:
        return words["searched_all"].format(count=len(documents))
    titles = "、".join(documents[id].source.title for id in sources)
    return words["searched"].format(titles=titles)


def about(report: CheckReport, filing: Filing) -> list[tuple[str, str]]:
    """What stands above the figures, each with its name."""
    return [
        ("稿件", filing.draft),
        ("结论", summary_text(report)),
        ("核对范围", filing.searched),
        ("核查时间", filing.when),
        ("索引版本", report.build),
    ]


def summary_text(report: CheckReport) -> str:
    """共4处数字：有据2，不符1，不准确0，未找到1."""
    counts = report.summary
    if not report.figures:
        return "稿件中没有数字"
    parts = "，".join(f"{mark.name}{counts[verdict]}" for verdict, mark in MARKS.items())
    return f"共{len(report.figures)}处数字：{parts}"


def row_of(number: int, checked: CheckedFigure) -> list[str]:
    """The cells of ``COLUMNS``: a figure and the first that speaks for or against it."""
    mark = MARKS[checked.verdict]
    shown = (checked.evidence or checked.nearest)[:1]
    claimed = [str(number), checked.figure.raw, checked.sentence.strip()]
    claimed += [f"{mark.sign} {mark.name}", checked.reason]
    return claimed + (_found(shown[0], bool(checked.evidence)) if shown else [""] * 6)


def _found(shown: Evidence, is_evidence: bool) -> list[str]:
    citation, raw = shown.citation, shown.figure.raw
    return [
        raw if is_evidence else f"（最接近）{raw}",
        citation.quote,
        title_of(citation),
        ZH[citation.kind],
        place_of(citation),
        citation.speaker or "",
    ]


def place_of(citation: Citation) -> str:
    """第3页 第12—13行, as far as the source has pages and lines; with a warning for scans."""
    parts = [f"第{citation.page}页"] if citation.page else []
    if citation.lines:
        first, last = citation.lines
        unit = "段" if citation.by_paragraph else "行"
        parts.append(f"第{first}{unit}" if first == last else f"第{first}—{last}{unit}")
    if citation.recognized:
        parts.append(ZH["recognized"])
    return " ".join(parts)


def title_of(citation: Citation) -> str:
    """The article and the source it stands in, with its date."""
    article = ""
    if citation.article and citation.article != citation.title:
        # A policy's place is its clause: 第三章 申请条件 第十二条.
        policy = citation.kind == "policy"
        article = (citation.article if policy else in_title_marks(citation.article)) + "，"
    return f"{article}{citation.title}" + (f"（{citation.date}）" if citation.date else "")


def in_title_marks(title: str) -> str:
    """《…》, in which a title's own marks become single ones (GB/T 15834, 4.15.3.4)."""
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"


def draft_parts(report: CheckReport) -> Iterator[tuple[str, int, CheckedFigure | None]]:
    """Yield the draft cut at its figures, these with their numbers; joined again, it is the draft."""
    at = 0
    for number, checked in enumerate(report.figures, 1):
        span = checked.figure.span
        if span.start < at:  # were two to overlap, no word is doubled
            continue
        yield report.text[at : span.start], 0, None
        yield span.cut(report.text), number, checked
        at = span.end
    yield report.text[at:], 0, None


def shown_of(checked: CheckedFigure) -> Sequence[Evidence]:
    """What the row of a figure shows, once for each place: its evidence, or the nearest figure."""
    places = {(e.citation.source, e.citation.span): e for e in reversed(checked.evidence)}
    found = sorted(places.values(), key=checked.evidence.index)
    return found[:MAX_EVIDENCE] or checked.nearest[:1]


def source_of(citation: Citation) -> str:
    """Article, source, place and speaker of a citation, in one line."""
    return "　".join(filter(None, (title_of(citation), place_of(citation), citation.speaker)))


def quote_parts(evidence: Evidence) -> tuple[str, str, str]:
    """The quoted words before the figure, the figure, those after it."""
    quote, span = evidence.citation.quote, evidence.figure.span
    if not evidence.citation.span.covers(span):
        return quote.strip(), "", ""
    start, end = (at - evidence.citation.span.start for at in (span.start, span.end))
    return quote[:start].lstrip(), quote[start:end], quote[end:].rstrip()
