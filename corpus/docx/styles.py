"""Word's styles and list numbers: which paragraphs are headings, and the numbers Word prints.

Numbers are not in a Word file's text; they are counted as Word counts them (ECMA-376, part 1,
17.9): each level by its own format, restarted below each higher one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.docx.parts import Element, WordFile, child, local, value

CHINESE = "〇一二三四五六七八九"
LEVELS = 9
MAX_COUNT = 10_000


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its number is written and where it starts."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    style: str | None = None
    all_decimal: bool = False
    restart: int = LEVELS  # any level above this count starts it anew


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style, with those it is based on, says."""

    name: str = ""
    outline: int | None = None
    number: tuple[str | None, int | None] = (None, None)
    bold: bool = False
    centred: bool = False
    hidden: bool = False


class Styles:
    """The paragraph styles of a file."""

    def __init__(self, file: WordFile) -> None:
        root = file.part("styles")
        self._elements = {
            key: e for e in (root if root is not None else ()) if (key := value(e, "styleId"))
        }
        self._default = next(
            (
                key
                for key, e in self._elements.items()
                if value(e, "type") == "paragraph" and value(e, "default") in ("1", "true")
            ),
            None,
        )
        self._read: dict[str, Style] = {}

    def of(self, paragraph: Element) -> Style:
        """The style of a paragraph."""
        name = value(child(paragraph, "pPr", "pStyle")) or self._default
        return self._style(name, 0) if name else Style()

    def _style(self, key: str, depth: int) -> Style:
        if key in self._read:
            return self._read[key]
        element = self._elements.get(key)
        if element is None or depth > 20:
            return Style()
        base_key = value(child(element, "basedOn"))
        base = self._style(base_key, depth + 1) if base_key else Style()
        properties, run = child(element, "pPr"), child(element, "rPr")
        outline = value(child(properties, "outlineLvl"))
        number = read_number(properties)
        style = Style(
            name=(value(child(element, "name")) or key).lower(),
            outline=int(outline) if outline and outline.isdigit() else base.outline,
            number=(
                number[0] or base.number[0],
                number[1] if number[1] is not None else base.number[1],
            ),
            bold=_switch(run, "b", base.bold),
            centred=centred if (centred := _centred(properties)) is not None else base.centred,
            hidden=_switch(run, "vanish", base.hidden),
        )
        self._read[key] = style
        return style


def _switch(run: Element | None, name: str, default: bool) -> bool:
    element = child(run, name)
    return default if element is None else (value(element) or "1") not in ("0", "false", "off")


def _centred(properties: Element | None) -> bool | None:
    told = value(child(properties, "jc"))
    return None if told is None else told == "center"


def read_number(properties: Element | None) -> tuple[str | None, int | None]:
    """The list and level that a paragraph's or style's properties name."""
    number = child(properties, "numPr")
    level = value(child(number, "ilvl"))
    return value(child(number, "numId")), int(level) if level and level.isdigit() else None


@dataclass
class Numbering:
    """The lists of a file, counted on from paragraph to paragraph."""

    abstract: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, tuple[str, dict[int, Level]]] = field(default_factory=dict)
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    counts: dict[str, list[int | None]] = field(default_factory=dict)

    def next_number(self, key: str, level: int | None, style: str | None) -> str:
        """The number that Word prints before the next paragraph of a list, with what follows it."""
        if key not in self.lists:
            return ""
        abstract, levels = self.lists[key]
        if level is None:
            level = next((at for at, held in levels.items() if style and held.style == style), 0)
        if level not in levels:
            return ""
        counts = self.counts.setdefault(abstract, [None] * LEVELS)
        for at, start in self.restarts.pop(key, {}).items():
            counts[at:] = [None] * (LEVELS - at)
            counts[at] = start - 1
        now = counts[level]
        counts[level] = levels[level].start if now is None else min(now + 1, MAX_COUNT)
        for below in range(level + 1, LEVELS):
            if level < levels.get(below, Level()).restart:
                counts[below] = None
        return _print(levels, level, counts)


def _print(levels: dict[int, Level], level: int, counts: list[int | None]) -> str:
    shown = levels[level]
    if shown.format in ("bullet", "none"):
        return ""
    text = shown.text
    for at in range(LEVELS):
        if f"%{at + 1}" in text:
            held = levels.get(at, Level())
            form = "decimal" if shown.all_decimal else held.format
            number = counts[at]
            text = text.replace(
                f"%{at + 1}", format_number(held.start if number is None else number, form)
            )
    if not text or shown.suffix == "nothing":
        return text
    return text if text[-1] in "、）．。：" else f"{text} "


def read_numbering(file: WordFile) -> Numbering:
    """Read the file's lists."""
    numbering = Numbering()
    root = file.part("numbering")
    if root is None:
        return numbering
    links: dict[str, str] = {}  # a list that a style defines → where it is defined
    defined: dict[str, str] = {}
    for element in root:
        key = value(element, "abstractNumId")
        if local(element) != "abstractNum" or key is None:
            continue
        numbering.abstract[key] = dict(_levels(element))
        if link := value(child(element, "numStyleLink")):
            links[key] = link
        if own := value(child(element, "styleLink")):
            defined[own] = key
    for element in root:
        key, abstract = value(element, "numId"), value(child(element, "abstractNumId"))
        if local(element) != "num" or key is None or abstract is None:
            continue
        abstract = defined.get(links.get(abstract, ""), abstract)
        levels = dict(numbering.abstract.get(abstract, {}))
        for override in element:
            at = value(override, "ilvl")
            if local(override) != "lvlOverride" or not at or not at.isdigit():
                continue
            levels |= dict(_levels(override))
            start = value(child(override, "startOverride"))
            if start and start.isdigit():
                numbering.restarts.setdefault(key, {})[min(int(at), LEVELS - 1)] = int(start)
        numbering.lists[key] = (abstract, levels)
    return numbering


def _levels(parent: Element) -> Iterator[tuple[int, Level]]:
    for element in parent:
        at = value(element, "ilvl")
        if local(element) != "lvl" or not at or not at.isdigit() or int(at) >= LEVELS:
            continue
        start = value(child(element, "start"))
        form = value(child(element, "numFmt"))
        restart = value(child(element, "lvlRestart"))
        yield (
            int(at),
            Level(
                start=int(start) if start and start.isdigit() else 1,
                format=form or "decimal",
                text=value(child(element, "lvlText")) or "",
                suffix=value(child(element, "suff")) or "tab",
                style=value(child(element, "pStyle")),
                all_decimal=child(element, "isLgl") is not None,
                restart=int(restart) if restart and restart.isdigit() else LEVELS,
            ),
        )


def format_number(number: int, form: str) -> str:
    """A count as Word writes it: chineseCounting 十二, upperRoman XII, decimalEnclosedCircle ⑫."""
    if form in (
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
    ):
        return chinese_number(number)
    if form in ("ideographDigital", "taiwaneseDigital", "chineseDigital"):
        return "".join(CHINESE[int(digit)] for digit in str(number))
    if form in ("upperLetter", "lowerLetter") and number > 0:
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "upperLetter" else letter.lower()
    if form in ("upperRoman", "lowerRoman") and number > 0:
        roman = _roman(number)
        return roman if form == "upperRoman" else roman.lower()
    if form.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    if form == "decimalFullWidth":
        return "".join(chr(ord("０") + int(digit)) for digit in str(number))
    if form == "decimalZero":
        return f"{number:02}"
    if form == "ideographTraditional" and 1 <= number <= 10:
        return "甲乙丙丁戊己庚辛壬癸"[number - 1]
    return str(number)


def chinese_number(number: int) -> str:
    """12 as 十二, 205 as 二百零五."""
    if number >= MAX_COUNT or number < 1:
        return str(number)
    said, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            said += ("零" if zero else "") + CHINESE[digit] + name
            zero = False
        else:
            zero = bool(said)
    return said.removeprefix("一") if said.startswith("一十") else said


def _roman(number: int) -> str:
    said = ""
    for worth, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        count, number = divmod(number, worth)
        said += sign * count
    return said
