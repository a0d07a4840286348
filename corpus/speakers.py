"""An article's sentences in, who said each of them out, with the office as printed.

Knows quotations, verbs of saying and names; knows no sources or layouts. A speaker is found by an
attribution that precedes (张三提出：“…”), stands between (“…”张三表示，“…”) or follows (“…”张三说。,
据张三介绍), and holds for the quotation, or for the rest of the paragraph where speech is indirect.
A name before a colon (张三：…) holds for its paragraph, in an interview up to the next question.
"""

import re
from collections import deque
from collections.abc import Container, Sequence
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
    "首相|大臣|国务卿|大使|参赞|教练|员|人|总编|主编|编辑|馆员|老师|指挥|政委|护士|市民|村民|居民|农户|大户|选手|冠军|主管|干事)$"
)
# Kinds of words an office is made of: organisations, places, nouns, numerals, 的 is not.
OFFICE_TAGS = {"ORG", "LOC", "n", "nz", "nw", "vn", "a", "an", "s", "f", "m", "q", "b", "j", "l"}
SUBJECT_TAGS = {"PER", "ORG", "LOC", "n", "nz", "nw", "r"}
OFFICE_MARKS = {"、", "·", "（", "）", "(", ")", "《", "》", "兼", "及"}
LEADING = re.compile(r"^(?:据|对此|同时|随后|此外|记者|日前|近日|其中|会上|今天|昨天|[、·）)》])+")
CLAUSE_CHARS = 80
STOP = re.compile("[。！？!?]+[”’」』）)]*\\s*")
# Indirect speech is followed over at most so many sentences.
MOST_INDIRECT = 4
# With these the narrator comes back.
NARRATOR = re.compile(
    "记者|据(?:了解|介绍|悉|统计|报道|通报)|报道|责任编辑|来源[:：]|图为|原标题|编辑[:：]|（完）|^(?:他|她)(?!们)|^会后|^近日|^日前"
)
# A report, a paper or a meeting says much, but is nobody.
NOT_A_PERSON = re.compile(
    "(?:报道|报告|文章|公告|声明|会议|通知|文件|网站|媒体|社|报|消息|通报|文中|信中|法院|提示|公报|数据)(?:还|也|并|同时|\\d{1,2}日)?$"
)
# 张三：…  答：…  names who speaks in a paragraph; 记者：…  问：…  who asks.
LABEL = re.compile(r"([^，。；：！？“”（）《》]{1,25})[：:]")
ASKS = re.compile("(?:本报|本刊)?记者|主持人|问|编者")
ANSWERS = "答"
# A quoted term (从“选育”到“创造”) is nobody's speech; a quotation that ends a clause or is long is.
SPEECH_CHARS = 10


@dataclass(frozen=True, slots=True)
class Attribution:
    """X表示: ``span`` runs from the start of its clause to the end of the verb."""

    span: Span
    speaker: Speaker | None


def find_speakers(text: str, sentences: Sequence[Span]) -> list[Speaker | None]:
    """Return the speaker of each sentence of one article; ``text`` has a paragraph a line."""
    to_come = deque(sorted(_said_ranges(text), key=lambda said: said[0]))
    going_on: list[tuple[Span, Speaker]] = []
    speakers = []
    for sentence in sentences:
        while to_come and to_come[0][0].start < sentence.end:
            going_on.append(to_come.popleft())
        going_on = [said for said in going_on if said[0].end > sentence.start]
        speakers.append(_speaker_of(sentence, going_on))
    return speakers


def _speaker_of(sentence: Span, said: list[tuple[Span, Speaker]]) -> Speaker | None:
    """Who says at least half of a sentence; ``said`` are the ranges that overlap it."""
    shares: dict[Speaker, int] = {}
    for span, speaker in said:
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
    asked = False
    answering: Speaker | None = None
    for line in text.split("\n"):
        if label := LABEL.match(line):
            asked = asked or bool(ASKS.fullmatch(label[1]))
            answering = _read_label(label[1], known, answering or last)
        elif not asked:
            answering = None
        quotations = [q for q in quotation_spans(line) if _is_speech(line, q)]
        found = _find_attributions(line, quotations, known, last)
        ranges = _line_ranges(line, quotations, found, going_on)
        if not label and (found or NARRATOR.search(line)):
            answering = None
        if answering:
            last, ranges = answering, [(Span(0, len(line)), answering)]
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


def _read_label(label: str, known: dict[str, Speaker], before: Speaker | None) -> Speaker | None:
    """Read who speaks from what stands before a paragraph's colon; None where it names nobody."""
    if label == ANSWERS:
        return before
    words = tag_words(label)
    if words[-1].tag != "PER" or len(words[-1].text) < 2:
        return None
    office = _office_before(words[:-1])
    named = len(words) == 1 or office is not None
    return _remember(Speaker(words[-1].text, office), known) if named else None


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
    ranges: dict[Span, Speaker | None] = {}
    marks: list[tuple[Span, Attribution | None]] = sorted(
        [(a.span, a) for a in found] + [(q, None) for q in quotations], key=lambda mark: mark[0]
    )
    # A quotation right behind what somebody said (blanks apart) is still theirs.
    speaker, said_to = going_on, 0
    for at, (span, attribution) in enumerate(marks):
        if attribution is None:
            if span.start - said_to <= 1 and speaker is not None:
                ranges[span] = speaker
                said_to = span.end
            continue
        speaker = attribution.speaker
        next_start = marks[at + 1][0].start if at + 1 < len(marks) else len(line)
        quoted = _quotations_before(marks, at)
        introduces = at + 1 < len(marks) and marks[at + 1][1] is None
        if quoted:
            # “…。”X说: the quotation before it is X's, and the next one if the colon says so.
            ranges.update(dict.fromkeys(quoted, speaker))
            said_to = _sentence_end(line, span.end, next_start)
        elif introduces and next_start - span.end <= 8:
            said_to = next_start
        else:
            others = (marks[n] for n in range(at + 1, len(marks)))
            limit = next((s.start for s, other in others if other is not None), len(line))
            said_to = _indirect_end(line, span.end, limit, speaker)
        ranges[Span(span.start, max(said_to, span.end))] = speaker
    known = [(span, who) for span, who in ranges.items() if who is not None]
    return sorted(known, key=lambda pair: pair[0])


def _quotations_before(marks: list[tuple[Span, Attribution | None]], at: int) -> list[Span]:
    """Return the unbroken row of quotations that ends where the attribution ``at`` starts."""
    row: list[Span] = []
    start = marks[at][0].start
    for span, other in (marks[n] for n in reversed(range(at))):
        if other is not None or start - span.end > 1:
            break
        row.append(span)
        start = span.start
    return row


def _sentence_end(line: str, at: int, limit: int) -> int:
    found = STOP.search(line, at, limit)
    return found.end() if found else limit


def _indirect_end(line: str, at: int, limit: int, speaker: Speaker | None) -> int:
    """Return where indirect speech ends: with its sentence, or some sentences on.

    It goes on while the narrator does not come back: no new source, no word about the speaker.
    """
    end = _sentence_end(line, at, limit)
    if speaker is None or STOP.match(line, at):
        return end
    for _ in range(MOST_INDIRECT):
        following = _sentence_end(line, end, limit)
        sentence = line[end:following]
        if not sentence.strip() or speaker.name in sentence or NARRATOR.search(sentence):
            break
        end = following
    return end


def _find_attributions(
    line: str, quotations: list[Span], known: dict[str, Speaker], last: Speaker | None
) -> list[Attribution]:
    found: list[Attribution] = []
    closed = {q.end for q in quotations}
    ahead = deque(quotations)
    for verb in VERB.finditer(line):
        while ahead and ahead[0].end <= verb.start():
            ahead.popleft()
        if ahead and ahead[0].start < verb.start():
            continue
        start = _clause_start(line, verb.start(), closed)
        if found and start < found[-1].span.end:
            continue
        if start not in closed and not INTRODUCES.match(line, verb.end()):
            continue
        speaker = _read_subject(line[start : verb.start()], known, last)
        found.append(Attribution(Span(start, verb.end()), speaker))
        last = speaker or last
    return found


def _clause_start(line: str, at: int, closed: Container[int]) -> int:
    """Where the clause of the verb ``at`` starts; ``closed`` is where quotations end."""
    start = at
    while start > 0 and at - start < CLAUSE_CHARS:
        if start in closed:
            break
        if line[start - 1] in "。！？!?；;\n":
            break
        start -= 1
    return start


def _read_subject(clause: str, known: dict[str, Speaker], last: Speaker | None) -> Speaker | None:
    """Read who speaks from the clause before the verb; None if it is nobody in person."""
    if NOT_A_PERSON.search(clause):
        return None
    lead, tail = _split_clause(clause)
    words = tag_words(tail)
    if lead and not any(word.tag in SUBJECT_TAGS for word in words):
        # Only an adverbial stands behind the comma (X在致辞时，特别强调): look at the whole clause.
        lead, words = "", tag_words(clause)
    for at in reversed(range(len(words))):
        if words[at].tag == "PER" and not _is_object(words, at):
            office = _office_before(words[:at])
            return _remember(Speaker(words[at].text, office), known)
    for at in reversed(range(len(words))):
        if words[at].text.endswith(NAMELESS):
            return Speaker(_title_before(words[: at + 1]) or words[at].text)
    if PRONOUN.search("".join(word.text for word in words)):
        # 张三很高兴，她说: the name stands before the comma; otherwise in an earlier sentence.
        named = [word.text for word in tag_words(lead) if word.tag == "PER"]
        return known.get(named[-1], Speaker(named[-1])) if named else last
    # 并强调，  同时指出，: the subject is that of the sentence before.
    nouns = any(word.tag in SUBJECT_TAGS for word in words)
    return last if words and not nouns else None


def _split_clause(clause: str) -> tuple[str, str]:
    """Split a clause behind its last comma: X在…上，Y表示 is said by Y."""
    cut = max(clause.rfind(mark) for mark in "，,：:") + 1
    return clause[:cut], clause[cut:]


def _is_object(words: list[Word], at: int) -> bool:
    """Whether a name is whom somebody speaks to: 对普京说."""
    return at > 0 and words[at - 1].text in ("对", "向", "给", "跟", "与", "同")


def _office_before(words: list[Word]) -> str | None:
    """Read the office that stands right before a name (工业和信息化部科技司副司长)."""
    title = _title_before(words)
    return title if OFFICE_END.search(title) else None


def _title_before(words: list[Word]) -> str:
    """Return the nouns at the end of some words (业内人士)."""
    start = len(words)
    while start and (words[start - 1].tag in OFFICE_TAGS or words[start - 1].text in OFFICE_MARKS):
        start -= 1
    return LEADING.sub("", "".join(word.text for word in words[start:])).strip()


def _remember(speaker: Speaker, known: dict[str, Speaker]) -> Speaker:
    """Give a bare name the office it was printed with earlier."""
    if speaker.office is None and speaker.name in known:
        return known[speaker.name]
    if speaker.office is not None:
        known[speaker.name] = speaker
    return replace(speaker)
