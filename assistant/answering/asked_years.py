"""The years a question asks about and those a sentence speaks of in, whether they agree out."""

import re

from assistant.answering.candidates import Candidate
from assistant.answering.question import Question, years_of
from corpus import Span, find_figures

_THIS_YEAR = re.compile("今年|本年度|年内|\\bthis year\\b", re.I)
_LAST_YEAR = re.compile("去年(?!同期)|(?<!比)(?<!较)上一?年度?(?!同期)|\\blast year\\b", re.I)


def year_features(question: Question, candidate: Candidate) -> dict[str, float]:
    asking = question.asking.cut(question.text)
    year = candidate.document.source.year
    # 今年 tells no year from another: the question's may be the reader's, 去年 is neither's.
    wanted = set(question.years)
    if _LAST_YEAR.search(asking):
        wanted |= _relative_years(asking, year)
    if not wanted or question.about_validity:
        return {"year_held": 0.0, "year_conflict": 0.0}
    spoken = _years(candidate.text, candidate) or next(
        (
            years
            for s in reversed(candidate.before)
            if (years := _years(s.span.cut(candidate.document.text), candidate))
        ),
        set(),
    )
    spoken = spoken or _years(candidate.section, candidate)
    if not spoken:
        spoken = _years(candidate.headings, candidate) | ({year} if year else set())
    # A period is another one if it begins or ends in another year.
    period = len(question.years) > 1 and any(f.kind == "date" and f.upper for f in question.figures)
    held = wanted <= spoken if period else bool(wanted & (spoken | _numbered(candidate.text)))
    return {"year_held": float(held), "year_conflict": float(bool(spoken) and not held)}


def _numbered(text: str) -> set[int]:
    """The years of a text's document numbers: who asks for the policy of 2018 means 财税〔2018〕120号."""
    return {int(year) for year in re.findall(r"[〔\[]((?:19|20)\d\d)[〕\]]", text)}


def _years(text: str, candidate: Candidate) -> set[int]:
    years: set[int] = set()
    dates = [figure for figure in find_figures(text) if figure.kind == "date"]
    # A bare 2024 is part of a name (2024中关村论坛) where other dates are written out.
    # … and so are the years of a title.
    titles = [Span(*match.span()) for match in re.finditer("《[^》]*》", text)]
    plain = [d for d in dates if "年" in d.raw and not any(t.covers(d.span) for t in titles)]
    for figure in plain or dates:
        found = list(years_of(figure))
        years.update(
            range(found[0], found[-1] + 1)
            if len(found) == 2 and found[1] - found[0] < 100
            else found
        )
    return years | _relative_years(text, candidate.document.source.year)


def _relative_years(text: str, spoken_in: int | None) -> set[int]:
    """The years that 今年 and 去年 mean in a text of the year ``spoken_in``."""
    if spoken_in is None:
        return set()
    years = {spoken_in for _ in _THIS_YEAR.findall(text)}
    years |= {spoken_in - 1 for _ in _LAST_YEAR.findall(text)}
    return years
