"""The numbered clauses of an official document: 第三章, 第十二条, 二、（三）1.（2）.

Marks and their order follow GB/T 9704-2012, 7.3.3 (一、（一）1.（1）) and the law on legislation,
article 65 (编 章 节 条, 款 without a number, 项 （一）, 目 1.). Knows no issuers and no dates.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.records import Document, Span
from corpus.simplified import in_both_scripts

NUMERAL = "[一二三四五六七八九十百零〇\\d]{1,6}"
# In the order of their depth; what stands behind the mark is the clause's own text.
MARKS = tuple(
    re.compile(in_both_scripts(mark))
    for mark in (
        rf"第{NUMERAL}(?:编|部分|篇)(?=\s|$|[^\s之的，。、；])",
        rf"第{NUMERAL}章(?=\s|$|[^\s之的，。、；])",
        rf"第{NUMERAL}节(?=\s|$|[^\s之的，。、；])",
        rf"第{NUMERAL}条(?:之{NUMERAL})?(?![、，。；第至和及或款的规中])",
        r"[一二三四五六七八九十]{1,3}\s?[、．.]",
        r"[（(]\s?[一二三四五六七八九十]{1,3}\s?[）)]",
        r"\d{1,2}\s?(?:[．、]|\.(?!\d))",
        r"[（(]\s?\d{1,2}\s?[）)]|\d{1,2}[）)]",
        r"[①-⑳]",
    )
)
PART, CHAPTER, SECTION, ARTICLE, FIRST, SECOND, THIRD = range(7)
TITLE_CHARS = 40
# What is printed below the text belongs to no clause.
IMPRINT = re.compile(
    in_both_scripts(
        r"(?:公开方式|主题词|抄送|主送|印发机关|附件)\s?[：:1一]|[（(]此件|.{0,40}\d日印发$"
    )
)
IMPRINT_DAY = re.compile(
    r"(?:(?:19|20)\d{2}|[一二][〇○零一二三四五六七八九]{3})年[\d一二三四五六七八九十]{1,2}月[\d一二三四五六七八九十]{1,3}日$"
)
SENTENCE_MARK = re.compile(r"[。；;，,：:！!]")


@dataclass(frozen=True, slots=True)
class Mark:
    """What numbers a line: its ``level`` (0 编 … 3 条, 4 一、 …), as printed, and the words behind.

    ``depth`` is within how many items of lists the line stands.
    """

    level: int
    text: str
    rest: str
    depth: int = 0

    @property
    def is_title(self) -> bool:
        """Whether the line is the name of what follows rather than a sentence."""
        return len(self.rest) <= TITLE_CHARS and not SENTENCE_MARK.search(self.rest)

    @property
    def label(self) -> str:
        if self.level <= SECTION and self.rest and self.is_title:
            return f"{self.text} {self.rest}"
        return re.sub(r"\s", "", self.text)


def read_mark(line: str) -> Mark | None:
    """The number at the start of a line, None where it has none."""
    for level, mark in enumerate(MARKS):
        if found := mark.match(line):
            return Mark(level, found.group(), line[found.end() :].strip())
    return None


def clause_titles(lines: Sequence[str]) -> set[int]:
    """Which lines are names of numbered parts: 第三章 申请条件, 二、重点任务, （一）加大投入.

    Items of a list look like them (（一）申请书), so those of one list are told together: names
    are followed by text or by deeper clauses, items by one another.
    """
    marks = [read_mark(line) for line in lines]
    lists: dict[tuple[int, int], list[int]] = {}
    parents: list[tuple[int, int]] = []
    for at, mark in enumerate(marks):
        if mark is None:
            continue
        while parents and parents[-1][0] >= mark.level:
            parents.pop()
        lists.setdefault((mark.level, parents[-1][1] if parents else -1), []).append(at)
        parents.append((mark.level, at))
    found: set[int] = set()
    for (level, _), members in lists.items():
        titles = [at for at in members if (mark := marks[at]) and mark.rest and mark.is_title]
        if level <= SECTION:
            found.update(titles)
        elif level in (FIRST, SECOND):
            opening = [at for at in titles if _has_text(marks, at)]
            if len(opening) > len(titles) / 2:
                found.update(opening)
    return found


def _has_text(marks: Sequence[Mark | None], at: int) -> bool:
    if at + 1 >= len(marks):
        return False
    mark, following = marks[at], marks[at + 1]
    return following is None or (mark is not None and following.level > mark.level)


def clause_of(document: Document, span: Span) -> str | None:
    """The clause that holds these words, from the top: 第三章 申请条件 第十二条（二）."""
    first = clause_path(document, span.start)
    last = clause_path(document, max(span.start, span.end - 1))
    shared = [a for a, b in zip(first, last, strict=False) if a == b]
    return _join(shared) or None


def clause_path(document: Document, offset: int) -> tuple[Mark, ...]:
    """The marks of the clauses that are open at an offset, the widest first."""
    article = next((a for a in document.articles if a.span.start <= offset < a.span.end), None)
    if article is None:
        return ()
    inside = document.sentences_at(article.span)
    headings = frozenset(
        s.span.start - article.span.start
        for s in inside
        if s.heading and article.span.covers(s.span)
    )
    first = inside[0].paragraph if inside else 0
    depths = tuple((line - first, depth) for line, depth in document.depths)
    starts, paths = _paths(article.span.cut(document.text), headings, depths)
    return paths[bisect_right(starts, offset - article.span.start) - 1]


@lru_cache(maxsize=64)
def _paths(
    text: str, headings: frozenset[int], depths: tuple[tuple[int, int], ...]
) -> tuple[list[int], list[tuple[Mark, ...]]]:
    """Where each line of an article starts, and the clauses that are open on it."""
    starts: list[int] = []
    paths: list[tuple[Mark, ...]] = []
    path: tuple[Mark, ...] = ()
    order, depth_of = _order(text), dict(depths)
    names_text = False  # the last clause is the name of what follows, or says that it follows
    imprint = False
    start = 0
    lines = text.split("\n")
    for at, (line, below) in enumerate(zip(lines, [*lines[1:], ""], strict=True)):
        mark, depth = read_mark(line), depth_of.get(at, 0)
        if start in headings or (mark is not None and mark.level < THIRD):
            imprint = False
        imprint = imprint or (start not in headings and _is_imprint(line, below))
        if imprint:  # also what a list of attachments numbers: 附件：1.… 2.…
            path = ()
        elif mark is not None:
            place = depth, order[mark.level]
            over = (m for m in path if (m.depth, order[m.level]) < place)
            path = (*over, replace(mark, depth=depth))
            names_text = line.endswith(("：", ":")) or (
                mark.is_title and not line.endswith(("；", ";", "。"))
            )
        elif start in headings:
            path = (Mark(PART, line, ""),)
        elif depth:
            path = tuple(m for m in path if m.depth < depth)
        elif not names_text and (within := [m.level for m in path]).count(ARTICLE):
            # 第十二条 … （一）…；（二）…。 and a paragraph without a number: 条's own again.
            path = path[: within.index(ARTICLE) + 1]
        starts.append(start)
        paths.append(path)
        start += len(line) + 1
    return starts, paths


def _is_imprint(line: str, below: str) -> bool:
    """Whether a line is printed below the text: a list of attachments, a day, who signed above it."""
    signs = IMPRINT_DAY.match(below) and len(line) <= TITLE_CHARS and not SENTENCE_MARK.search(line)
    return bool(IMPRINT.match(line) or IMPRINT_DAY.match(line) or signs)


def _order(text: str) -> list[int]:
    """The depth of each level; where 一、 heads the articles 第一条 … it stands above them."""
    order = list(range(len(MARKS)))
    for line in text.split("\n"):
        mark = read_mark(line)
        if mark and mark.level == ARTICLE:
            break
        if mark and mark.level == FIRST and mark.is_title:
            order[ARTICLE], order[FIRST] = order[FIRST], order[ARTICLE]
            break
    return order


def _join(path: Sequence[Mark]) -> str:
    said = ""
    for before, mark in zip((None, *path), path, strict=False):
        said += f" {mark.label}" if before and before.level <= SECTION else mark.label
    return said
