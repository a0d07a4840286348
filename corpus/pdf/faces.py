"""A page's characters as PDFium tells them in; what their fonts are out: which of them stand out
from the text, and which tell Latin letters as ideographs.

A character is a list: its code, the box of its ink, the box of its type, em, angle, weight, font.
"""

from collections import Counter

MOST_APART = 0.4  # of the common text's characters
APART = 0.6  # em of white between what may be set in unlike faces
OT1 = "ΓΔΘΛΞΠΣΥΦΨΩﬀﬁﬂﬃﬄ"  # the first places of TeX's Latin fonts
NARROW = 0.5  # em: the ink of few ideographs is so narrow


def with_latin(chars: list[list[float]]) -> list[list[float]]:
    """Give Latin letters their own codes again where a font tells them as ideographs: 輱輲 is 12.

    Old programs cut a font in rows of 256 characters and name each by its row, the Latin one too.
    """
    faces: dict[float, list[list[float]]] = {}
    for char in chars:
        faces.setdefault(char[12], []).append(char)
    latin = {face for face, own in faces.items() if _is_latin_row(own)}
    return [[_of_row(int(char[0])), *char[1:]] if char[12] in latin else char for char in chars]


def _of_row(code: int) -> int:
    """Return what a place of a row holds: ASCII, before it what TeX's fonts have there."""
    place = code & 0xFF
    return ord(OT1[place]) if place < len(OT1) else place


def _is_latin_row(chars: list[list[float]]) -> bool:
    """Whether a font's ideographs stand in the places of ASCII of one row, and are as narrow."""
    codes = [int(char[0]) for char in chars if char[0] > 32]
    if not codes or not all(0x4E00 <= code <= 0x9FFF and code & 0xFF < 128 for code in codes):
        return False
    widths = sorted((char[3] - char[1]) / max(char[9], 1.0) for char in chars if char[0] > 32)
    return len({code >> 8 for code in codes}) == 1 and widths[len(widths) // 2] < NARROW


def faces_apart(chars: list[list[float]]) -> set[float]:
    """Return the faces that never stand on a line of the common text.

    Some programs print without names and weights, and cut one face into several fonts; those of
    the text meet on its lines, while a subhead's stands on lines of its own.
    """
    rows: dict[tuple[float, float], list[list[float]]] = {}
    for char in chars:
        rows.setdefault((round((char[6] + char[8]) / 2), round(char[9], 1)), []).append(char)
    lines: list[Counter[float]] = []
    for row in rows.values():
        row.sort(key=lambda char: char[5])
        parts: list[list[list[float]]] = [[]]
        for at, char in enumerate(row):
            white = char[5] - row[at - 1][7] if at else 0.0
            if white > APART * char[9]:
                parts.append([])  # a subhead stands beside another column's text
            parts[-1].append(char)
        lines += [Counter(char[12] for char in part) for part in parts]
    groups: list[Counter[float]] = []
    for line in lines:
        touching = [group for group in groups if group.keys() & line.keys()]
        groups = [group for group in groups if group not in touching]
        groups.append(sum(touching, Counter(line)))
    common = max(groups, key=lambda group: group.total(), default=Counter[float]())
    few = MOST_APART * common.total()  # a text of few words may leave two of its fonts unmet
    return {face for group in groups for face in group if group.total() < few}
