"""What each figure of a document is about: measure, period, place and speaker.

In: a ``Document``. Out: its figures with those fields filled, spans into ``document.text``. The
measure is the noun phrase that is counted, cut from the clause around the figure:

- before it (孵化器累计毕业企业25万家) or, after a classifier, behind it (400余家生物医药企业);
- for a share, the whole and the part (科创板上市企业中 + 为孵化器毕业企业);
- carried over from the clause before where the own clause names none (同比增长13%, 占比超过60%)
  or only a part (其中应届高校毕业生46万人).

The period is the date last named in the sentence, or the one a paragraph's sentence began with
(截至2023年年底, …); 上年同期, 年初余额 are of another time. 全市 is the place the text means by it. Knows no index and no draft.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.datelines import dateline_end
from corpus.figures.find import find_figures
from corpus.figures.local_places import LOCAL_PLACE, meant_place
from corpus.figures.periods import (
    CLAUSE_END,
    PERIOD_TAIL,
    dated_behind,
    is_same_time_of,
    opening_period,
    other_time,
    period_of,
    shifted,
    with_year,
)
from corpus.figures.phrases import (
    NOUNS,
    WIDE_PLACE,
    described_nouns,
    last_nouns,
    other_deed,
    phrase_after,
    phrase_before,
    phrase_before_date,
)
from corpus.figures.respectively import list_items, share_bound
from corpus.records import Document, Figure, Sentence, Span
from corpus.words import Word, tagged

_AFTER_NUMBER = frozenset("以上 以下 左右 上下 以内 之多 有余 开外".split())
_CHANGE_WORDS = re.compile(
    r"同比|环比|较上年|较去年|比上年|比去年|较上年同期|增长|增加|增幅|上升|下降|减少|提高|降低|上涨|下跌|增速|占比|占|比重|其中|分别|实现|回落|扩大|翻"
)
_PART = re.compile(r"^(?:其中|这其中|当中)")
# Whom a phrase speaks of, where it begins with them: 创业孵化机构 of 创业孵化机构孵化面积.
_BODIES = (
    "机构|企业|孵化器|载体|公司|集团|银行|学校|高校|医院|园区|平台|中心|单位|团队|行业|产业|家庭|居民"
    "|农户|市场|项目|基地|口岸|景区|机场|港口|平台|基金|部门|员工|职工|患者|学生|游客|人口|人员"
)
_POPULATION = re.compile(rf"^.{{0,24}}?(?:{_BODIES})+(?!总?额)")
_POPULATION_NOUN = re.compile(
    rf".{{0,6}}(?:{_BODIES}|众创空间|科技园|加速器|实验室|商户|农场|工厂|门店|网点|酒店|协会|院所|车间|合作社)"
)
# Bodies that others are of, not they of others: behind 国家级孵化器1606家，众创空间… stands by itself.
_HOST = re.compile(
    r".{0,4}(?:机构|孵化器|载体|众创空间|科技园|加速器|园区|开发区|基地|平台|高校|大学|学校|医院|银行|协会|院所)"
)
_IS_THAT = re.compile("(?:，|——)(?:这|那)?(?:就|也|正|便)?是(?P<what>[^，。；：]{2,60})")
# 成文于2022年12月30日，: what happened stands before the date, though more follows.
_LED_TO_DATE = re.compile(r".{2,}(?:于|日期[是为]?|时间[是为]?|[是为])")
# A row of a table as its reader prints it: 行头：列头 值；列头 值。 Its time may stand before it.
_ROW = re.compile(
    r"(?:[^，。；：]*\d{4}[^，。；：]*，)?(?P<head>(?:其中：)?[^，。；：]{1,30})："
    r"(?P<cells>[^，：]+?)[；。]?"
)
# Read without going back: words with many blanks can be cut into cells in endlessly many ways.
_CELLS = re.compile(r"(?:[^，。；：]{1,40} [^，。；： ]+)++")
# 由80万元调至100万元: what changes is said before the first of the two.
_CHANGES_FROM = re.compile(r"(?:已经?|可)?[由从]\Z")
_CHANGES_TO = re.compile(
    r"[^，。；：、\d]{0,6}[到至为成](?:了|目前的?|现在的?|如今的?)?(?:[近约超逾]|超过)?"
)
_NOW = re.compile("而?(?:现?如今|而今|眼下)")
_MARKS = "，。；：、”“ …的"
_SHORT = 6  # a phrase of fewer characters (总收入) says too little without its subject
_MAX_PHRASE = 40
_OPENING = 40  # characters of an article that may hold its dateline: 本报苏州4月28日电


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause of a sentence: where it stands (in the document) and the figures in it."""

    span: Span
    figures: tuple[Figure, ...]


def describe_figures(document: Document, *, datelines: bool = False) -> list[Figure]:
    """Every figure of the document with what it is about, in text order; the day of a dateline
    (新华社北京4月5日电), which is nothing the text tells, only if asked for."""
    described: list[Figure] = []
    paragraph = -1
    period: str | None = None
    place: str | None = None
    for sentence in document.sentences:
        if sentence.paragraph != paragraph:
            paragraph, period, place = sentence.paragraph, None, None
        figures = _figures_in(document, sentence, datelines)
        if not figures:
            continue
        opening = opening_period(document, sentence, figures)
        period = opening or period
        of_sentence = list(_describe(document, sentence, figures, period, place))
        of_sentence = dated_behind(document.text, sentence.span, of_sentence)
        wide = [f.place for f in of_sentence if f.place and WIDE_PLACE.fullmatch(f.place)]
        place = wide[-1] if wide else None
        described += (_placed(document, sentence, figure) for figure in of_sentence)
    return described


def _placed(document: Document, sentence: Sentence, figure: Figure) -> Figure:
    """全市 as the city the text speaks of; without a place where it does not tell which."""
    if not figure.place or not LOCAL_PLACE.fullmatch(figure.place):
        return figure
    own = sentence.span.cut(document.text), figure.span.start - sentence.span.start
    around = ((text, len(text)) for text in _texts_around(document, sentence))
    return replace(figure, place=meant_place(figure.place, (own, *around)))


def _texts_around(document: Document, of: Sentence) -> Iterator[str]:
    """The paragraph so far, backwards; the headline, the opening, the document's title."""
    text = document.text
    start = text.rfind("\n", 0, of.span.start) + 1  # a paragraph is a line
    for sentence in reversed(document.sentences_at(Span(start, of.span.start))):
        yield sentence.span.cut(text)
    around = [a for a in document.articles if a.span.covers(of.span)]
    opening = [part for a in around for part in (a.title or "", a.span.cut(text))]
    for part in opening or text.split("\n", 2)[:2]:
        yield CLAUSE_END.split(part[:_OPENING])[0]
    yield document.source.title


def _figures_in(document: Document, sentence: Sentence, datelines: bool) -> list[Figure]:
    start, text = sentence.span.start, sentence.span.cut(document.text)
    begins = 0 if datelines else dateline_end(text)
    found = find_figures(text, year=document.source.year)
    told = [replace(f, span=f.span.shift(start)) for f in found if f.span.start >= begins]
    return share_bound(document.text, sentence.span, told)


def _table_row(text: str) -> re.Match[str] | None:
    """The head and the cells of a sentence that says a table's row."""
    row = _ROW.fullmatch(text)
    if row is None or not all(map(_CELLS.fullmatch, re.split("[；。]", row["cells"]))):
        return None
    return row


def _describe(
    document: Document,
    sentence: Sentence,
    figures: list[Figure],
    period: str | None,
    around: str | None,
) -> Iterator[Figure]:
    """The sentence's figures described; ``around`` is the wide place (我国) spoken of before."""
    text = document.text
    words = [
        Word(word.text, word.span.shift(sentence.span.start), word.tag)
        for word in tagged(sentence.span.cut(text))
    ]
    speaker = sentence.speaker.name if sentence.speaker else None
    subject: str | None = None
    last: str | None = None
    amount: str | None = None
    heard: str | None = None
    said: str | None = None
    row = _table_row(sentence.span.cut(text))
    cells = sentence.span.start + row.start("cells") if row else sentence.span.end
    row_time = other_time(text, sentence.span.start + row.start("head"), cells) if row else None
    apart = row is not None and _name_own_times(text, cells, figures)
    of_row: tuple[str | None, str | None] | None = None
    items = list_items(text, sentence.span, words, figures)
    for clause in _clauses(text, sentence.span, figures):
        left = since = clause.span.start
        if _NOW.match(text, left):
            said = period = None
        if apart and left >= cells:  # no cell is of the time that another one names
            said, period = of_row = of_row or (said, period)
        if not clause.figures:
            heard = last_nouns(words, clause.span)
            if heard and text[left - 1] == "；" and left > sentence.span.start:
                last = None  # …；甲园区，70%聚焦…: another is spoken of
            last = described_nouns(words, clause.span) or last
        for position, figure in enumerate(clause.figures):
            right = (
                clause.figures[position + 1].span.start
                if position + 1 < len(clause.figures)
                else clause.span.end
            )
            if not _title_around(text, sentence.span, figure.span.start):
                named = with_year(period_of(text, figure), said) or said
                said, period = named, named or period
            if figure.kind == "date":
                measure = _event(text, sentence.span, figure, words)
            else:
                # 企业3家、学校5所: the second stands by itself, as a row's cells do.
                of = None if position or row else subject
                # 19.3万亩，完成计划的96%，其中飞播7.8万亩: the part is of an amount, not of a share.
                part = figure.kind != "ratio" and _PART.match(text[left : figure.span.start])
                carried = (amount if part else None) or last or heard
                measure = _measure(words, figure, Span(left, right), of, carried)
                measure = measure or _told_to_be(text, figure)
                if position and _CHANGES_TO.fullmatch(text[left : figure.span.start]):
                    before = clause.figures[position - 1]
                    started = _CHANGES_FROM.search(text[clause.span.start : before.span.start])
                    measure = (last if started else None) or measure
                elif measure and _CHANGES_FROM.search(text[left : figure.span.start]):
                    measure = _CHANGES_FROM.sub("", measure) or measure
                item = items.get(figure.span)
                if item and not item.place:
                    measure = _limit(item.text)
                if row and measure and row["head"] not in measure:
                    measure = _limit(f"{row['head']} {measure}")
                last = _whole(text, figure, right, measure) or last
                amount = amount if figure.kind == "ratio" else last
                subject = subject or _subject(measure)
            place = _place(words, sentence.span.start, figure.span.start, text) or around
            told = other_time(text, since, figure.span.start) or row_time
            told = told if figure.kind != "date" else None
            yield replace(
                figure,
                measure=measure,
                period=shifted(period, told) if told else period,
                place=items[figure.span].place or place if figure.span in items else place,
                speaker=speaker,
            )
            left = figure.span.end
            since = since if is_same_time_of(text, figure) else left


def _name_own_times(text: str, cells: int, figures: list[Figure]) -> bool:
    """Whether a row's cells from ``cells`` on are of several times: 2022年 3家；2023年 4家, or the
    second one alone names its time."""
    dates = [f for f in figures if f.kind == "date" and f.span.start >= cells]
    named = {period for f in dates if (period := period_of(text, f))}
    named |= {"全年"} if named and "全年" in text[cells:] else set()
    first = bool(dates) and not CLAUSE_END.search(text, cells, dates[0].span.start)
    return bool(named) and (len(named) > 1 or not first)


def _clauses(text: str, span: Span, figures: list[Figure]) -> Iterator[_Clause]:
    """The sentence cut at its commas, brackets kept whole, each part with its figures."""
    borders = [span.start]
    for mark in CLAUSE_END.finditer(text, span.start, span.end):
        inside = any(f.span.start < mark.end() and mark.start() < f.span.end for f in figures)
        if not inside:
            borders.append(mark.end())
    borders.append(span.end)
    for start, end in zip(borders, borders[1:], strict=False):
        yield _Clause(Span(start, end), tuple(f for f in figures if start <= f.span.start < end))


def _place(words: list[Word], start: int, end: int, text: str) -> str | None:
    """The place last named before the figure in its sentence; neighbours join (上海 + 浦东)."""
    place: str | None = None
    place_end = -1
    for word in words:
        if word.span.start >= end:
            break
        if word.tag == "LOC":
            place = (place or "") + word.text if place_end == word.span.start else word.text
            place_end = word.span.end
    wide = [found for found in WIDE_PLACE.finditer(text, start, end)]
    if wide and wide[-1].start() > place_end - len(place or ""):
        return wide[-1].group()
    return place


def _title_around(text: str, sentence: Span, at: int) -> str | None:
    """The title 《…》 that the offset stands in, if it does."""
    opening = text.rfind("《", sentence.start, at)
    closing = text.find("》", at, sentence.end)
    if opening < 0 or closing < 0 or text.find("》", opening, at) >= 0:
        return None
    return text[opening : closing + 1]


def _event(text: str, sentence: Span, figure: Figure, words: list[Word]) -> str | None:
    """What a date dates: the rest of its clause (or the next one), with what stands before it."""
    title = _title_around(text, sentence, figure.span.start)
    if title:
        return title
    tail = PERIOD_TAIL.match(text, figure.span.end)
    end = tail.end() if tail else figure.span.end
    rest = text[end : sentence.end].lstrip("，, ")
    phrase = CLAUSE_END.split(rest, maxsplit=1)[0][:_MAX_PHRASE]
    phrase = phrase[: min(other_deed(words, end) - end, _next_date(phrase))]
    before = CLAUSE_END.split(text[sentence.start : figure.span.start])[-1]
    if rest != text[end : sentence.end] and _tells_event(before, rest):
        phrase = ""
    if len(phrase) < _SHORT:  # …于2023年12月13日成文: what was done to what
        phrase = f"{before[-_MAX_PHRASE:].rstrip('于在自从至')} {phrase}"
    return phrase.strip("，。“” ") or None


def _tells_event(before: str, behind: str) -> bool:
    """Whether the clause that a date ends tells what happened: 成文于5月1日，5月8日公布."""
    if _LED_TO_DATE.fullmatch(before):
        return True
    dated = any(f.kind == "date" and f.span.start == 0 for f in find_figures(behind[:20]))
    return dated and len(before) > 2


def _next_date(phrase: str) -> int:
    """Where another date's part begins: 成文、2023年1月30日发布."""
    dates = (f.span.start for f in find_figures(phrase) if f.kind == "date" and f.span.start > 1)
    return next((at for at in dates if phrase[at - 1] in "、和并又再"), len(phrase))


def _measure(
    words: list[Word],
    figure: Figure,
    room: Span,
    subject: str | None,
    last: str | None,
) -> str | None:
    """The phrase that says what the figure counts; ``room`` is its clause's part around it."""
    before = [w for w in words if room.start <= w.span.start and w.span.end <= figure.span.start]
    after = [w for w in words if figure.span.end <= w.span.start and w.span.end <= room.end]
    if after and after[0].text in _AFTER_NUMBER:
        after = after[1:]
    own = phrase_before(before)
    if not any(word.tag in NOUNS for word in before):  # 企业到2025年新孵化500家
        own = "".join(filter(None, (phrase_before_date(words, room), own))) or None
    counted = phrase_after(after)
    if figure.kind == "ratio":
        return _share_measure(own, after, last)
    if not counted and after and after[0].text == "的" and figure.kind != "date":
        told = phrase_after(after[1:])  # 撑起1.7亿平方米的孵化面积
        if told and not _CHANGE_WORDS.search(own or ""):
            return _limit(told)
    if counted and figure.kind in ("count", "other"):
        led = own if own and _PART.match("".join(w.text for w in before)) else None
        return _limit(" ".join(filter(None, (led, counted))))
    if figure.kind == "duration" and counted:
        return _limit(" ".join(filter(None, (own, counted))))
    clause = "".join(word.text for word in before)
    told = phrase_after(after[1:]) if after and after[0].text in ("是", "为") else None
    if told and not own and _PART.match(clause):  # 其中46万人是应届毕业生
        return _limit(told)
    if not own or not _CHANGE_WORDS.sub("", own).strip():
        return _limit(" ".join(filter(None, (last, own)))) or None
    if _PART.match(clause.lstrip("“（ ")):
        return _limit(" ".join(filter(None, (last, own))))
    if len(own) < _SHORT and subject and subject not in own and not _HOST.fullmatch(own):
        return _limit(f"{subject} {own}")
    return _limit(own)


def _told_to_be(text: str, figure: Figure) -> str | None:
    """3400亿元，这是2023年孵化基金的总额: what the next clause says a bare figure is."""
    told = _IS_THAT.match(text, figure.span.end)
    dated = find_figures(told["what"]) if told else []
    start = max((f.span.end for f in dated if f.kind == "date"), default=0)
    return _limit(told["what"][start:]) if told else None


def _share_measure(own: str | None, after: list[Word], last: str | None) -> str | None:
    """A share's whole (own or the clause before) and its part (来自孵化器, 的县级以上地区)."""
    rest = "".join(word.text for word in after).strip(_MARKS)
    part = rest if after and after[0].tag not in ("w", "c", "m") else None
    bare = own is None or own.startswith("占") or not _CHANGE_WORDS.sub("", own).strip()
    whole = " ".join(filter(None, (last, own))) if bare else own
    return _limit(" ".join(filter(None, (whole, part)))) or None


def _whole(text: str, figure: Figure, end: int, measure: str | None) -> str | None:
    """What the next figure may be of: of a share (70%聚焦医药) its whole, not the part it tells."""
    part = text[figure.span.end : end].strip(_MARKS)
    if figure.kind != "ratio" or not measure or not part or not measure.endswith(part):
        return measure
    return measure.removesuffix(part).strip() or None


def _subject(measure: str | None) -> str | None:
    """Whom the measure is of, if it begins with them."""
    found = _POPULATION.match(measure) if measure else None
    return found.group() if found else None


def is_population(word: str) -> bool:
    """Whether a noun names those of whom something is counted: 企业, 在孵企业, 居民."""
    return _POPULATION_NOUN.fullmatch(word) is not None


def _limit(phrase: str) -> str:
    return phrase if len(phrase) <= _MAX_PHRASE else phrase[-_MAX_PHRASE:]
