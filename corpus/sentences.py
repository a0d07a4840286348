"""Text in, sentences out: Chinese and English sentence ends, quotations and numbers left whole.

Knows no sources, articles or speakers. The spans tile the text: every character but the line
ends stands in exactly one sentence, so blanks after an English full stop belong to the sentence
before them.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from corpus.records import Span

# GB/T 15834-2011, 4.1-4.3: the marks that end a sentence. An ellipsis ends none by itself: it
# stands as often inside a sentence as behind one.
END_MARKS = "。！？!?｡"
CLOSERS = "”’」』）)》〉】]\"'"
OPENERS = {"“": "”", "「": "」", "『": "』", "（": "）", "(": ")", "《": "》", "【": "】", "‘": "’"}
# A text without an end mark is cut here, behind a comma or a blank: what is weighed, embedded and
# quoted at once stays bounded. The longest sentences of news have some 750 characters.
LONGEST_SENTENCE = 2000
PAUSE = re.compile(r"[，；、;\s]|,(?!\d)")
QUOTES = {"“": "”", "「": "」"}
# Inside these a full stop ends no sentence of the text around it.
WHOLE = {"（": "）", "(": ")", "《": "》", "【": "】"}
# A bracket longer than this was left open by mistake and guards nothing.
LONGEST_BRACKET = 120

# Verbs of saying: the attribution behind a quotation belongs to the quotation's last sentence.
SPEECH_VERB = (
    "表示|介绍|指出|认为|强调|提出|透露|坦言|告诉|解释|补充|建议|呼吁|谈到|谈及|直言|回应|评价|"
    "分析|总结|感慨|回忆|表态|写道|提到|说|称|问|答|讲|道"
)
# … up to the end of its clause: “…。”王德花表示。  “…？”他问道，“…
ATTRIBUTION = re.compile(rf"[^。！？!?“”「」\n]{{1,80}}?(?:{SPEECH_VERB})")
# A quoted cry or question inside a sentence (他在“去哪儿？”的追问下) is short and goes on.
SHORT_QUOTE_CHARS = 14

ENGLISH_END = re.compile(
    r"(?<=[A-Za-z0-9%)\]\"'])\.(?=[\"')\]]*(?:\s+[\"'(“‘]?[A-Z0-9\u4e00-\u9fff]|\s*$))"
)
ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Nos|Fig|Inc|Ltd|Co|Corp|vs|etc|e\.g|i\.e|cf|al))$"
)
# 1. numbers what follows and ends nothing; （一）申请。 names the sentences behind it.
NUMBERING = re.compile(r"(?:^|[。；：！？]\s?)\d{1,3}(?:\.\d{1,2}){0,3}$")
CLAUSE_NUMBER = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]|[①-⑳])"
)
CLAUSE_NAME = re.compile(CLAUSE_NUMBER.pattern + r"[^，。；：！？,;:!?]{1,16}。$")
NEXT_MARK = re.compile(r"[。！？!?｡.“”「」（）()《》【】]")


def split_sentences(text: str) -> list[Span]:
    """Split reading text (one paragraph a line) into sentences, in text order."""
    spans: list[Span] = []
    start = 0
    for line in text.split("\n"):
        spans.extend(span.shift(start) for span in _split_line(line))
        start += len(line) + 1
    return spans


def quotation_spans(line: str) -> list[Span]:
    """Return the outermost quotations of a paragraph, marks included.

    One that is not closed runs to the paragraph's end: newspapers open every paragraph of a long
    quotation and close only the last.
    """
    spans: list[Span] = []
    opened: list[tuple[int, str]] = []
    for at, char in enumerate(line):
        if opened and char == opened[-1][1]:
            start, _ = opened.pop()
            if not opened:
                spans.append(Span(start, at + 1))
        elif char in QUOTES and not (opened and char == line[opened[-1][0]]):
            opened.append((at, QUOTES[char]))
    if opened:
        spans.append(Span(opened[0][0], len(line)))
    return spans


def _split_line(line: str) -> list[Span]:
    if not line:
        return []
    last = len(line.rstrip())
    ends = [end for end in _sentence_ends(line) if end < last]
    named = ends and CLAUSE_NAME.match(line[: ends[0]].rstrip())
    if named and not CLAUSE_NUMBER.match(line, ends[0]):
        del ends[0]
    return [part for a, b in pairwise([0, *ends, len(line)]) for part in _cut_endless(line, a, b)]


def _cut_endless(line: str, start: int, end: int) -> Iterator[Span]:
    """The sentence, in parts where it is longer than any sentence."""
    while end - start > LONGEST_SENTENCE:
        last = start + LONGEST_SENTENCE
        pauses = [found.end() for found in PAUSE.finditer(line, last - LONGEST_SENTENCE // 2, last)]
        cut = pauses[-1] if pauses else last
        yield Span(start, cut)
        start = cut
    if end > start:
        yield Span(start, end)


def _sentence_ends(line: str) -> list[int]:
    ends: list[int] = []
    quote_start: int | None = None
    at = 0
    while found := NEXT_MARK.search(line, at):
        at = found.start()
        char = line[at]
        if char in WHOLE:
            at = _behind_bracket(line, at)
        elif char in QUOTES:
            quote_start = at
            at += 1
        elif char in END_MARKS or (char == "." and _ends_english(line, at)):
            end = _behind_closers(line, at)
            if not _goes_on(line, at, end, quote_start, ends[-1] if ends else 0):
                ends.append(end)
            at = end
        else:
            at += 1
    return ends


def _behind_bracket(line: str, at: int) -> int:
    close = line.find(WHOLE[line[at]], at + 1, at + LONGEST_BRACKET)
    return close + 1 if close >= 0 else at + 1


def _behind_closers(line: str, at: int) -> int:
    """Return the end of the cluster of end marks, closing marks and blanks that starts at ``at``."""
    end = at + 1
    while end < len(line) and (line[end] in END_MARKS or line[end] in CLOSERS):
        end += 1
    while end < len(line) and line[end].isspace():
        end += 1
    return end


def _ends_english(line: str, at: int) -> bool:
    before = line[max(0, at - 16) : at]  # longer than any numbering, so ^ is the line's start
    return (
        bool(ENGLISH_END.match(line, at))
        and not ABBREVIATION.search(before)
        and not NUMBERING.search(before)
    )


def _goes_on(line: str, mark: int, end: int, quote_start: int | None, last_end: int) -> bool:
    """Whether the sentence goes on behind a quotation that ends with a full stop of its own."""
    if not any(close in line[mark:end] for close in QUOTES.values()) or end >= len(line):
        return False
    if line[end] in "，、；：,;:）)":
        return True
    if quote_start is not None and last_end < quote_start:
        short = mark - quote_start <= SHORT_QUOTE_CHARS
        if short and line[last_end:quote_start].rstrip()[-1:] not in "：:，, ":
            return line[end] not in QUOTES
    return bool(ATTRIBUTION.match(line, end))
