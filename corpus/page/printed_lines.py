"""A file's text in, its printed lines out, and what lines tell by their words and width.

Knows no paragraphs.
"""

import re
import unicodedata
from dataclasses import dataclass

from corpus.simplified import in_both_scripts

# 本报讯, 新华社北京5月1日电, 本报记者 张三: what a report starts with, always on a new line.
DATELINE = re.compile(
    in_both_scripts(
        r"[（(【\[]?据?(?:本报|本刊|本网|本台)(?:(?:[\u4e00-\u9fff]{0,8}\d{0,2}月?\d{0,2}日?)?(?:讯|电|消息)|(?:特约|见习|实习|驻.{1,4})?(?:记者|通讯员))"
        r"|[（(【\[]?(?!据[^，。]{0,24}报道)据?(?:新华社|中新社|新华网|人民网|中新网|央广网|[\u4e00-\u9fff]{2,6}(?:社|网|报|日报|晚报))"
        r"[\u4e00-\u9fff·（）()]{0,14}\d{1,2}月\d{1,2}日(?:[\u4e00-\u9fff]{0,4}专)?(?:电|讯|消息|报道)"
        r"|(?:记者|通讯员)[ 　]"
        r"|图为|[▲△▼▽◆■□●○]"
    )
)
SENTENCE_END = re.compile(r"(?:[。！？!?…｡]|(?<=[A-Za-z0-9)])\.)[”’」』）)】\"']*$")
# What may stand behind a paragraph's last sentence: （完）, （记者 张三）, （下转第4版）.
NOTE = re.compile(r"[（(【][^（）()。]{1,30}[）)】]$")
CREDIT = re.compile(in_both_scripts(r"[\u4e00-\u9fff] ?(?:摄|供图)$"))  # 新华社记者 李四 摄
# GB/T 15834-2011, 5.1.3: these never start a line of a paragraph's first word.
NO_START = "，。、；：！？）》】”’」』%,;:!?)…"
# Most lines of a body hold one of these, few headings do.
MARK = re.compile("[，。、；：！？]")
OPENERS = "“「『"
# A line that ends with one of these goes on.
GOES_ON = "，、；（《“‘「—·,;(/和与及的之"


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line with characters on it; ``number`` is 1-based, ``after_blank`` tells a gap.

    ``column`` is how many columns of a typewriter are blank before it.
    """

    number: int
    text: str
    after_blank: bool = False
    indented: bool = False
    column: int = 0


def printed_lines(text: str) -> list[Line]:
    """Cut a file's text into its printed lines, without the empty ones."""
    lines: list[Line] = []
    blank = False
    for number, raw in enumerate(text.split("\n"), 1):
        clean = _clean(raw)
        if stripped := clean.strip():
            lead = clean[: len(clean) - len(clean.lstrip())]
            column = len(lead.expandtabs(4))
            indented = "\u3000" in lead or column >= 3
            lines.append(Line(number, stripped, blank, indented, column))
        blank = not stripped
    return lines


def _clean(raw: str) -> str:
    """Drop control and format characters; keep every printed one."""
    if raw.isprintable():
        return raw
    return "".join(
        char
        for char in raw
        if char.isspace() or unicodedata.category(char) not in ("Cc", "Cf", "Cs")
    )


def display_width(text: str) -> float:
    """Return the width of a text in full-width characters: ASCII takes a half."""
    return sum(0.5 if char < "\u0250" else 1.0 for char in text)


def ends_sentence(text: str) -> bool:
    """Whether a line ends where a sentence does, a note or a photographer behind it set aside."""
    if SENTENCE_END.search(text) or CREDIT.search(text):
        return True
    note = NOTE.search(text)
    return bool(note and (note.start() == 0 or SENTENCE_END.search(text[: note.start()])))
