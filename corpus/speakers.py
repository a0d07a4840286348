"""An article's sentences in, who said each of them out, with the office as printed.

Knows quotations, verbs of saying and names; knows no sources or layouts. A speaker is found by an
attribution that precedes (张三提出：“…”), stands between (“…”张三表示，“…”) or follows (“…”张三说。,
据张三介绍), and holds for the quotation, or for the rest of the paragraph where speech is indirect.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.records import Span, Speaker
from corpus.sentences import quotation_spans
from corpus.words import Word, tag_words

VERB = re.compile(
    "(?:表示|介绍|指出|认为|强调|提出|透露|坦言|告诉|解释|补充|建议|呼吁|谈到|谈及|直言|回应|评价|"
    "分析|总结|感慨|回忆|表态|写道|提到|说|称|问道|答道)(?:说|道|称)?"
)
# What may stand behind the verb where it introduces speech: 表示，  说：“  告诉记者，  介绍说。
INTRODUCES = re.compile(r"(?:了?(?:本报)?记者)?[，,：:。”“！？]")
PRONOUN = re.compile(r"(?:据)?(?:他|她)(?=[^们]|$)")
# 有关负责人, 发言人: a speaker without a name is still somebody who said it.
NAMELESS = (
    "负责人",
    "发言人",
    "工作人员",
    "知情人士",
    "业内人士",
    "相关人士",
    "人士",
    "专家",
    "分析师",
)
OFFICE_END = re.compile(
    "(?:长|主任|书记|主席|总裁|总经理|经理|总监|教授|研究员|院士|博士|专家|代表|委员|记者|律师|医生|医师|"
    "工程师|分析师|师|创始人|负责人|发言人|CEO|CTO|CFO|董事|秘书|学者|顾问|合伙人|家|理事|总统|总理|"
    "首相|大臣|国务卿|大使|参赞|教练|员|人|总编|主编|馆员|老师|指挥|主管|干事)$"
)
# Kinds of words an office is made of: organisations, places, nouns, numerals, 的 is not.
OFFICE_TAGS = {"ORG", "LOC", "n", "nz", "nw", "vn", "a", "an", "s", "f", "m", "q", "b", "j", "l"}
OFFICE_MARKS = {"、", "·", "（", "）", "(", ")", "《", "》", "兼", "及"}
LEADING = re.compile(r"^(?:据|对此|同时|随后|此外|记者|日前|近日|其中|会上|今天|昨天|[、·）)》])+")
CLAUSE_CHARS = 80
# A quoted term (从“选育”到“创造”) is nobody's speech; a quotation that ends a clause or is long is.
SPEECH_CHARS = 10


@dataclass(frozen=True, slots=True)
class Attribution:
    """X表示: ``span`` runs from the start of its clause to the end of the verb."""

    span: Span
    speaker: Speaker | None


def find_speakers(text: str, sentences: Sequence[Span]) -> list[Speaker | None]:
    """Return the speaker of each sentence of one article; ``text`` has a paragraph a line."""
    said = _said_ranges(text)
    return [_speaker_of(sentence, said) for sentence in sentences]


def _speaker_of(sentence: Span, said: list[tuple[Span, Speaker]]) -> Speaker | None:
    shares: dict[Speaker, int] = {}
    for span, speaker in said:
        if span.overlaps(sentence):
            shared = min(span.end, sentence.end) - max(span.start, sentence.start)
            shares[speaker] = shares.get(speaker, 0) + shared
    if not shares:
        return None
    best = max(shares, key=lambda speaker: shares[speaker])
    return best if 2 * shares[best] >= len(sentence) else None


def _said_ranges(text: str) -> list[tuple[Span, Speaker]]:
    said: list[tuple[Span, Speaker]] = []
    known: dict[str, Speaker] = {}
    last: Speaker | None = None
    going_on: Speaker | None = None
    start = 0
    waiting: list[Span] = []
    for line in text.split("\n"):
        quotations = [q for q in quotation_spans(line) if _is_speech(line, q)]
        found = _find_attributions(line, quotations, known, last)
        ranges = _line_ranges(line, quotations, found, going_on)
        if waiting and ranges and ranges[0][0].start == 0:
            said.extend((span, ranges[0][1]) for span in waiting)
        said.extend((span.shift(start), speaker) for span, speaker in ranges)
        speakers = [a.speaker for a in found if a.speaker]
        last = speakers[-1] if speakers else last
        open_end = bool(quotations) and not _is_closed(line, quotations[-1])
        ends_in_speech = bool(ranges) and ranges[-1][0].end >= len(line) - 1
        going_on = ranges[-1][1] if ranges and (ends_in_speech or open_end) else None
        unsaid = open_end and not (ranges and ranges[-1][0].end == len(line))
        waiting = [*waiting, quotations[-1].shift(start)] if unsaid else []
        start += len(line) + 1
    return said


def _is_closed(line: str, quotation: Span) -> bool:
    return len(quotation) > 1 and line[quotation.end - 1] in "”」"


def _is_speech(line: str, quotation: Span) -> bool:
    inner = quotation.cut(line).strip("“”「」")
    if any(mark in inner for mark in "。！？!?") or not _is_closed(line, quotation):
        return True
    introduced = line[: quotation.start].rstrip()[-1:] in ("：", ":", "，", ",")
    return introduced and len(inner) >= SPEECH_CHARS


def _line_ranges(
    line: str, quotations: list[Span], found: list[Attribution], going_on: Speaker | None
) -> list[tuple[Span, Speaker]]:
    """Return what is said in one paragraph, by whom, in text order."""
    ranges: dict[Span, Speaker] = {}
    speaker = going_on if quotations and not line[: quotations[0].start].strip() else None
    marks: list[tuple[int, Span, Attribution | None]] = sorted(
        [(a.span.start, a.span, a) for a in found] + [(q.start, q, None) for q in quotations],
        key=lambda mark: mark[0],
    )
    for at, (_, span, attribution) in enumerate(marks):
        next_start = marks[at + 1][0] if at + 1 < len(marks) else len(line)
        if attribution is None:
            if speaker is not None:
                ranges[span] = speaker
            continue
        speaker = attribution.speaker
        before = marks[at - 1] if at else None
        follows = before is not None and before[2] is None and before[1].end == span.start
        if speaker is None:
            if follows and before is not None:
                ranges.pop(before[1], None)
            continue
        if follows and before is not None:
            # “…。”X说: the quotation before it is X's, back to the last other attribution.
            for _, quotation, other in reversed(marks[:at]):
                if other is not None:
                    break
                ranges[quotation] = speaker
            ranges[Span(span.start, _sentence_end(line, span.end, next_start))] = speaker
        elif next_start < len(line) and marks[at + 1][2] is None and next_start - span.end <= 8:
            ranges[Span(span.start, next_start)] = speaker
        else:
            # Indirect speech: until the next attribution, or the paragraph's end.
            end = next(
                (start for start, _, other in marks[at + 1 :] if other is not None), len(line)
            )
            ranges[Span(span.start, end)] = speaker
    return sorted(ranges.items(), key=lambda pair: pair[0])


def _sentence_end(line: str, at: int, limit: int) -> int:
    found = re.compile("[。！？!?]").search(line, at, limit)
    return found.end() if found else limit


def _find_attributions(
    line: str, quotations: list[Span], known: dict[str, Speaker], last: Speaker | None
) -> list[Attribution]:
    found: list[Attribution] = []
    for verb in VERB.finditer(line):
        if any(q.start < verb.start() < q.end for q in quotations):
            continue
        start = _clause_start(line, verb.start(), quotations)
        if found and start < found[-1].span.end:
            continue
        behind_quote = any(q.end == start for q in quotations)
        if not behind_quote and not INTRODUCES.match(line, verb.end()):
            continue
        is_speaker, speaker = _read_subject(line[start : verb.start()], known, last)
        if is_speaker or behind_quote:
            found.append(Attribution(Span(start, verb.end()), speaker))
            last = speaker or last
    return found


def _clause_start(line: str, at: int, quotations: list[Span]) -> int:
    start = at
    closed = {q.end for q in quotations}
    while start > 0 and at - start < CLAUSE_CHARS:
        if start in closed:
            break
        if line[start - 1] in "。！？!?；;\n":
            break
        start -= 1
    return start


def _read_subject(
    clause: str, known: dict[str, Speaker], last: Speaker | None
) -> tuple[bool, Speaker | None]:
    """Return whether the clause before the verb names somebody who speaks, and who it is."""
    words = tag_words(clause)
    subject = _subject_words(words)
    if (at := _last_of(subject, "PER")) is not None:
        name = subject[at].text
        office = _office_before(words[: len(words) - len(subject) + at])
        return True, _remember(Speaker(name, office), known)
    text = "".join(word.text for word in subject)
    if PRONOUN.search(text):
        return True, last
    for nameless in NAMELESS:
        if nameless in text:
            whole = LEADING.sub("", text[: text.index(nameless)]) + nameless
            return True, Speaker(whole)
    return False, None


def _subject_words(words: list[Word]) -> list[Word]:
    """Cut the words behind the clause's last comma: X在…上，Y表示 is said by Y.

    Where only an adverbial stands there (X在致辞时，特别强调), the part before it is taken in too.
    """
    cut = 0
    for at, word in enumerate(words):
        if word.text in ("，", ",", "：", ":"):
            cut = at + 1
    tail = words[cut:]
    people = any(word.tag == "PER" for word in tail)
    text = "".join(word.text for word in tail)
    if people or PRONOUN.search(text) or any(word.tag in ("ORG", "n", "nz") for word in tail):
        return tail
    return words


def _last_of(words: list[Word], tag: str) -> int | None:
    return next((at for at in reversed(range(len(words))) if words[at].tag == tag), None)


def _office_before(words: list[Word]) -> str | None:
    """Read the office that stands right before a name (工业和信息化部科技司副司长)."""
    start = len(words)
    while start and (words[start - 1].tag in OFFICE_TAGS or words[start - 1].text in OFFICE_MARKS):
        start -= 1
    office = LEADING.sub("", "".join(word.text for word in words[start:])).strip()
    return office if OFFICE_END.search(office) else None


def _remember(speaker: Speaker, known: dict[str, Speaker]) -> Speaker:
    """Give a bare name the office it was printed with earlier."""
    if speaker.office is None and speaker.name in known:
        return known[speaker.name]
    if speaker.office is not None:
        known[speaker.name] = speaker
    return replace(speaker)
