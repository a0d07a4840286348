"""A region's items in, where a strip of figures set large side by side is cut out.

Each figure has its words right under or over it, in a line or two of small type: too little to be
a column. A headline may stand over them, or what names the strip before the first one.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.figures.find import find_figures
from corpus.pdf.items import Item, area_of, center_of, find_rows, gaps_between, words_of
from corpus.pdf.lines import Stroke

MOST_OF_FIGURE = 12  # characters
CLOCK = re.compile(r"\d{1,2}[时点]\d{1,2}分")
LEAST_FIGURES = 3  # in a strip
HIGHEST = 4.0  # times a figure's em: a figure with its words is not so high
LARGER = 1.12  # times its words' em: a figure is set so large


def is_figure(text: str) -> bool:
    """Whether a line is but a number with its unit: 4.6万份, 11.6%; no date, no page."""
    if len(text) > MOST_OF_FIGURE or text[0] == "第" or not any(map(str.isdigit, text)):
        return False
    if CLOCK.fullmatch(text):
        return True
    figures = find_figures(text)
    whole = len(figures) == 1 and (figures[0].span.start, figures[0].span.end) == (0, len(text))
    return whole and figures[0].unit is not None and figures[0].kind != "date"


def around_figures(items: Sequence[Item]) -> tuple[list[float], bool]:
    """Return the cuts between a strip's figures, or under the headline over it; whether they go
    down. None where there is no such strip."""
    if edges := _between(items):
        return edges, True
    rows = find_rows(items)
    if len(rows) > 2 and len(rows[0]) == 1:
        rest = [item for row in rows[1:] for item in row]
        if _between(rest):
            return [(rows[0][0].y1 + min(item.y0 for item in rest)) / 2], False
    return [], True


def _between(items: Sequence[Item]) -> list[float]:
    strokes = [item for item in items if isinstance(item, Stroke) and not item.vertical]
    figures = [one for one in strokes if is_figure(one.text)]
    em = max((one.em for one in figures), default=0.0)
    row = sorted((one for one in figures if one.em == em), key=center_of)
    if len(strokes) < len(items) or len(row) < LEAST_FIGURES:
        return []
    if row[-1].middle - row[0].middle > em / 2 or area_of(items).height > HIGHEST * em:
        return []
    words = [one for one in strokes if one not in row]
    gaps = [gap for gap in gaps_between([words_of(item) for item in items]) if gap[0] < gap[1]]
    places = [float("-inf"), *(center_of(one) for one in row), float("inf")]
    edges: list[float] = []
    for left, right in pairwise(places[:-1]):
        inside = [gap for gap in gaps if left < gap[0] and gap[1] < right]
        if inside:
            low, high = max(inside, key=lambda gap: gap[1] - gap[0])
            edges.append((low + high) / 2)
        elif left != float("-inf"):
            return []
    told = [
        [one for one in words if low < center_of(one) <= high]
        for low, high in pairwise([*edges[-len(row) + 1 :], float("inf")])
    ]
    small = all(one.em * LARGER <= em for side in told for one in side)
    return edges if small and all(told) else []
