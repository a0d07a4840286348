"""A figure where it stands: its sentence, the words that say what it is about, each with a weight.

The same for a draft and for a source, so that the two can be laid side by side.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, pairwise

from assistant.statements.light_words import is_empty, is_generic, is_light
from assistant.statements.sentence_parts import bigrams_of, clause_around, speaker_part, text_number
from assistant.statements.thesaurus import other_words, words_in
from assistant.statements.topics import is_angle, is_noun_phrase
from corpus import Document, Figure, Sentence, Span
from corpus.figures.measures import is_population
from corpus.figures.periods import CLAUSE_END
from corpus.words import tagged

# How much the words around a figure say about it, by where they stand.
IN_MEASURE, IN_ROOM, IN_CLAUSE, BEFORE, AFTER = 1.0, 0.5, 0.3, 0.25, 0.1
# Tags of words that name or qualify what is counted.
NAMING = frozenset(("n", "nz", "an", "a", "b", "nw"))
_NAME_TAGS = frozenset(("PER", "LOC", "ORG", "nr", "ns", "nt", "nz", "nw"))
TAG_WEIGHTS = {
    **dict.fromkeys(("n", "vn", "an", "s", "f"), 1.0),
    **dict.fromkeys(_NAME_TAGS, 1.3),
    **{"v": 0.5, "a": 0.6, "b": 0.6, "ad": 0.3, "vd": 0.3},
}
TITLE = re.compile(r"《[^《》]{2,60}》")
# A clause that only says where the words come from.
LEAD = re.compile(
    r"(?:据|根据|按照?)[^，。；]{0,40}(?:报道|数据|统计|消息|介绍|公告|公报|报告|监测结果|获悉)(?:显示|称)?，"
    r"|(?:记者)?[^，。；]{0,30}(?:获悉|数据显示|统计显示|公告显示)，"
)
# What may stand beside a date in a clause that says no more than when.
_DATE_WORDS = re.compile(
    "本报讯|截[至止]|[算计]起|起算|开始|以来|以前|以后|之前|之后|期间|[年月]?[底末初]|[自从到至在于而年月日起，。；：“” ]"
)
_ALL_THIS = re.compile(
    "(?:全部|全都|悉数|清一色|无一)|(?:这|那|以上|上述)(?:些|都|均|就|也|便|正)?[是为]|[都均全][是为在]|[^，。；：]{1,6}的[是为]"
    "|.*[这此](?:[一两三]?[个项]|些)?(?:目标|数字|成绩|规模|水平|数据|变化|任务|结果)"
)
_SAID_LAST = re.compile("的(?:正|就|恰|便|也)?是")
# The list that a number introduces: 三项优惠，包括…; 6种模式：….
_ITEMS = re.compile(
    "[^，。；：]{0,16}(?:(?:：|——|，(?:其中|主要|具体)*(?:分别[是为]|即|[有是]))(?=[^。；]*、)"
    "|，(?:其中|主要|具体)*(?:包括|包含|涵盖|涉及)|(?:主要|具体)*(?:包括|包含|涵盖))(?P<items>(?:(?!，(?:并|还|同时|而|此外|另)|。|；).)+)"
)
_MOST_ITEMS = 20
# Here the sentence turns to something else.
_ANEW = re.compile("而(?!且)|但|同时|此外|另|这|那|与此|至于")
SAID_OF_IT = re.compile("所?占|同比|环比|[增减]|[上下]|比[上去前]")
_THAT_DAY = re.compile("[^，。；：]{0,6}(?:[那这当][天日]|同日|那一年|[当同]年)")
_BRACKETS = re.compile("（[^（）]*）|[(][^()]*[)]")
_LABEL = re.compile("\\A[【［\\[][^】］\\]]{1,12}[】］\\]]|#[^#]{1,20}#")  # 【快讯】, #上海孵化#
_MEAN_CUT = re.compile("[年月日周季人户](?=均)")  # 钱年 + 均: the tagger's cut of 年均
_DOUBLED = re.compile("([一-龥])\\1([一-龥])\\2")  # 热热闹闹
_UNDER_WAY = frozenset("孵建研校读职岗营")
# Words that say how a thing is counted, not what: 孵化载体 and 孵化载体总数 are one measure.
_COUNTING = re.compile("累计|建设|总数|数量|总量|总额|数$|已经?|共|现有|各类|的|[ （）()、]")
_EVENT = re.compile(
    "印发|发布|公布|成文|出台|颁布|颁发|施行|生效|举行|召开|举办|开幕|闭幕|成立|揭牌|签署|签约|开工|竣工|见报|亮相|下发|问世|面世"
)
_HELD_APART = re.compile("[未不没无]|净增|新增")  # verbs that denials and gains are told by
_PARTS = re.compile("、|(?<=[家个人件元%])(?:和|并|以及)")
_WHOLE = ("中，", "里，")


@dataclass(frozen=True)
class Term:
    """A word that says what a figure is about; ``span`` points into its sentence."""

    text: str
    span: Span
    tag: str
    weight: float

    @property
    def is_generic(self) -> bool:
        return is_generic(self.text)


@dataclass(frozen=True, eq=False)
class Statement:
    """A described figure of a document in its sentence; two are the same where they are one object."""

    figure: Figure
    document: Document
    sentence: Sentence
    others: tuple[Figure, ...]  # all the sentence's figures, this one too, in order

    @cached_property
    def text(self) -> str:
        return self.sentence.span.cut(self.document.text)

    @cached_property
    def span(self) -> Span:
        """Where the figure stands in its sentence."""
        start = self.sentence.span.start
        return Span(self.figure.span.start - start, self.figure.span.end - start)

    @cached_property
    def clause(self) -> Span:
        """The part of the sentence between marks; with what is said of it in the next one, where it
        says nothing itself (12家孵化器，上海去年启动建设)."""
        here = clause_around(self.text, self.span)
        if self.figure.kind in ("date", "ratio") or here.end >= len(self.text):
            return here
        behind = clause_around(self.text, Span(here.end, here.end + 1))
        base = self.sentence.span.start
        counted = any(behind.covers(f.span.shift(-base)) for f in self.others if f.kind != "date")
        words = [w for w in tagged(self.text) if here.covers(w.span)]
        if counted or self.text[here.end - 1] not in "，—" or not is_noun_phrase(words):
            return here
        return Span(here.start, behind.end)

    def leads_to(self, other: "Statement") -> bool:
        """Whether another figure stands in the same clause of one sentence, or in the next."""
        behind = other.clause.start - self.clause.end
        return other.sentence is self.sentence and behind in (0, -len(self.clause))

    @cached_property
    def reach(self) -> Span:
        """The clause with those before it that lead to it: they have no figures, or say of what
        whole it tells a share (…的在孵企业中，占比近30%). A date's event may be told behind it."""
        base, start = self.sentence.span.start, self.clause.start
        dated = self.figure.kind == "date"
        counted = [
            f.span.end - base
            for f in self.others
            if f.kind != "date" or dated and not self.is_titled(f) and not self._only_dates(f)
        ]
        while start:
            before = clause_around(self.text, Span(start - 1, start - 1))
            leads = self.figure.kind == "ratio" and self.text[before.start : start].endswith(_WHOLE)
            if not leads and any(before.start < end <= start for end in counted):
                break
            said = speaker_part(self.text, self.sentence, self.others)
            if said and said.overlaps(before) or LEAD.search(before.cut(self.text)):
                break
            start = before.start
        end = self.clause.end
        while dated and end < len(self.text):  # 2024年4月，…; 2023年11月以来，截至2025年9月，…
            only_dates = not _DATE_WORDS.sub("", self._undated(Span(self.clause.start, end)))
            if not only_dates and not _THAT_DAY.match(self.text, end):
                break
            end = clause_around(self.text, Span(end, end + 1)).end
        return Span(start, min(end, len(self.text)))

    def _only_dates(self, figure: Figure) -> bool:
        """Whether the clause of a date says nothing but it (截至2023年底，)."""
        clause = clause_around(self.text, figure.span.shift(-self.sentence.span.start))
        return not _DATE_WORDS.sub("", self._undated(clause))

    def _undated(self, span: Span) -> str:
        """The words of a part of the sentence without its dates."""
        base = self.sentence.span.start
        dates = [f.span.shift(-base) for f in self.others if f.kind == "date"]
        return "".join(
            char
            for at, char in enumerate(span.cut(self.text), span.start)
            if not any(d.start <= at < d.end for d in dates)
        )

    @cached_property
    def topic(self) -> Span | None:
        """The clause before the figure's own that only names what is spoken of, if there is one;
        of a whole's that is counted itself (23家孵化器的在孵企业中，) the words too."""
        base, start = self.sentence.span.start, self.clause.start
        counted = [f.span.shift(-base) for f in self.others if f.kind != "date"]
        # 占…, 同比…: the clause before is what that is said of, whatever it counts.
        shared = SAID_OF_IT.match(self.clause.cut(self.text)) is not None
        while start and self.text[start - 1] not in "；。！？":
            if _ANEW.match(self.text, start):
                return None
            before = clause_around(self.text, Span(start - 1, start - 1))
            words = [w for w in tagged(self.text) if before.covers(w.span)]
            whole = self.text[before.start : start].endswith(_WHOLE) or shared
            inside = any(before.covers(span) for span in counted)
            if before.end < self.clause.start and is_angle(before.cut(self.text)):
                return None  # 更要看质量：科创板企业中，…: the next clause names whom it is said of
            if (whole or not inside) and is_noun_phrase(words):
                return before
            if before.cut(self.text).startswith("是"):
                return None  # that is what was said of the one before
            start = before.start
        return None

    @cached_property
    def closing(self) -> Span | None:
        """The words behind that say of what all before them is: …，这是某市企业的水平; …，惠及的是高校;
        减税3亿元的是高校."""
        base = self.sentence.span.start
        counted = [f.span.shift(-base) for f in self.others if f.kind != "date"]
        at = self.clause.end
        if last := _SAID_LAST.search(self.text, self.span.end, at):
            behind = Span(last.end(), at)
            return None if any(behind.covers(span) for span in counted) else behind
        while at < len(self.text):
            behind = clause_around(self.text, Span(at, at + 1))
            if any(behind.covers(span) for span in counted):
                return None
            if _ALL_THIS.match(behind.cut(self.text)):
                return behind
            at = max(behind.end, at + 1)
        return None

    @cached_property
    def items(self) -> Span | None:
        """The list behind that tells one by one what the figure counts."""
        figure, base = self.figure, self.sentence.span.start
        found = _ITEMS.match(self.text, self.span.end)
        if not found or figure.kind not in ("count", "other") or (figure.value or 0) > _MOST_ITEMS:
            return None
        items = Span(*found.span("items"))
        counted = (f.span.shift(-base) for f in self.others if f.kind != "date")
        return None if any(items.covers(span) for span in counted) else items

    @cached_property
    def carried(self) -> tuple[Term, ...]:
        """Whom an earlier clause of the sentence speaks of: 毕业企业 of 毕业企业研发支出9亿元，强度8%;
        with the word before that tells which."""
        starts = [m.end() for m in CLAUSE_END.finditer(self.text, 0, self.clause.start)]
        turns = [at for at in starts if _ANEW.match(self.text, at)]
        if turns and turns[-1] == self.clause.start:
            return ()
        since = max([self.text.rfind("；", 0, self.clause.start) + 1, *turns])
        nouns = [t for t in self.terms if since <= t.span.start and t.span.end <= self.clause.start]
        for at in range(len(nouns) - 1, -1, -1):
            if is_population(nouns[at].text) and not self._is_aimed_at(nouns[at]):
                first = at
                while first and nouns[first - 1].span.end == nouns[first].span.start:
                    first -= 1
                return tuple(nouns[first : at + 1])
        return ()

    def _is_aimed_at(self, noun: Term) -> bool:
        """Whether a noun is but where something goes: 实验室 of 企业往实验室里砸钱."""
        ahead = [w for w in tagged(self.text) if w.span.end <= noun.span.start]
        while ahead and ahead[-1].tag in NAMING | {"vn"}:
            ahead.pop()
        return bool(ahead) and ahead[-1].text in ("往", "向", "给", "到")

    @cached_property
    def room(self) -> Span:
        """The clause's part between the figure before and the one after."""
        base = self.sentence.span.start
        start, end = self.clause.start, self.clause.end
        for other in self.others:
            if other is self.figure or other.kind == "date":
                continue
            if other.span.end - base <= self.span.start:
                start = max(start, other.span.end - base)
            elif other.span.start - base >= self.span.end:
                # 20家企业、新办企业5家: what stands behind the mark is the next one's.
                mark = self.text.rfind("、", self.span.end, other.span.start - base)
                end = min(end, mark if mark >= 0 else other.span.start - base)
        counted = self.figure.measure or "\n"
        if self.text.startswith(counted, self.span.end):
            last = self.span.end + len(counted)
            # 580家孵化载体的在孵企业; 7家孵化器在孵企业的营收，占比超20%
            shared = SAID_OF_IT.match(self.text, self.clause.end) and self.figure.kind == "count"
            if self.text.startswith("的", last) or shared:
                end = min(end, last)
        return Span(start, end)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The words of the sentence that mean something, weighed by their nearness."""
        return tuple(self._terms())

    def _terms(self) -> Iterator[Term]:
        base = self.sentence.span.start
        taken = [f.span.shift(-base) for f in self.others if f.span.start >= base]
        said = speaker_part(self.text, self.sentence, self.others)
        aside = [Span(*m.span()) for m in _BRACKETS.finditer(self.text) if len(m.group()) > 6]
        aside += [Span(*m.span()) for m in _LABEL.finditer(self.text)]
        aside += [Span(*m.span()) for m in _DOUBLED.finditer(self.text)]
        for title in TITLE.finditer(self.text):  # one thing, of however many words
            span = Span(title.start() + 1, title.end() - 1)
            aside.append(span)
            text = span.cut(self.text)
            yield Term(text, span, "nw", 1.3 * self.nearness(span, text))
        for word in tagged(self.text):
            kind = TAG_WEIGHTS.get(word.tag, 0.0)
            if not kind or any(word.span.overlaps(s) for s in taken):
                continue
            if is_empty(word.text) and (word.tag == "f" or not self.counts(word.text)):
                continue
            if said and said.covers(word.span) or any(b.overlaps(word.span) for b in aside):
                continue
            if self.figure.kind == "date" and word.tag == "v":
                kind = 1.0  # what happened on a day is said by the verb
            if (at := word.span.start) and word.text in _UNDER_WAY and self.text[at - 1] == "在":
                whole = Span(at - 1, word.span.end)  # cut by the tagger, one word: 在 + 孵
                yield Term(f"在{word.text}", whole, "b", self.nearness(whole, f"在{word.text}"))
                continue
            if len(word.text) > 1 and _MEAN_CUT.match(self.text, word.span.end - 1):
                word = replace(
                    word, text=word.text[:-1], span=Span(word.span.start, word.span.end - 1)
                )
                if is_generic(word.text):
                    continue
            yield Term(word.text, word.span, word.tag, kind * self.nearness(word.span, word.text))

    @cached_property
    def phrases(self) -> tuple[tuple[Span, tuple[str, ...]], ...]:
        """Phrases of several words that begin with a verb and stand for one word, with the others
        for it (登陆资本市场 for 上市)."""
        words = tagged(self.text)
        found = []
        for span, phrase in words_in(self.text):
            first = next((w for w in words if w.span.start == span.start), None)
            if first and first.tag == "v" and first.span.end < span.end:
                found.append((span, other_words(phrase)))
        return tuple(found)

    def in_other_words(self, term: Term) -> tuple[str, ...]:
        """The other words for one of the sentence's words, or for a phrase it stands in."""
        phrases = (others for span, others in self.phrases if span.covers(term.span))
        many = (term.text[:-1],) if len(term.text) > 2 and term.text[-1] in "们堆" else ()
        return (*many, *other_words(term.text), *chain.from_iterable(phrases))

    @cached_property
    def tells_event(self) -> bool:
        """Whether what a date is told with happened then (2023年7月某部印发方案，…) and counts nothing."""
        base = self.sentence.span.start
        counted = (f for f in self.others if f.kind != "date" and not self.is_titled(f))
        inside = any(self.reach.covers(f.span.shift(-base)) for f in counted)
        happened = _EVENT.search(self.reach.cut(self.text)) is not None
        return self.figure.kind == "date" and happened and not inside

    @cached_property
    def dated_by_event(self) -> bool:
        """Whether the figure's period is but the time of an event told before: …7月印发，部署5项行动."""
        period = self.figure.period
        before = (f for f in self.others if f.kind == "date" and f.span < self.figure.span)
        told = (replace(self, figure=f) for f in before if period and f.period == period)
        return any(date.tells_event for date in told)

    @cached_property
    def deeds(self) -> tuple[Term, ...]:
        """The verbs of the clause that tell a deed of their own; 审 + 批 are one."""
        found: list[Term] = []
        for word in tagged(self.text):
            if word.tag != "v" or not self.clause.covers(word.span):
                continue
            last = found[-1] if found else None
            if last and last.span.end == word.span.start and len(last.text) == len(word.text) == 1:
                found[-1] = Term(
                    last.text + word.text, Span(last.span.start, word.span.end), "v", 1.0
                )
                continue
            found.append(Term(word.text, word.span, "v", 1.0))
        base = self.sentence.span.start
        taken = [f.span.shift(-base) for f in self.others]
        said = speaker_part(self.text, self.sentence, self.others)
        aside = [Span(*m.span()) for m in TITLE.finditer(self.text)] + ([said] if said else [])
        return tuple(
            verb
            for verb in found
            # Of one character: 找 says little; of four, it is a comment: 不可同日而语.
            if len(verb.text) in (2, 3)
            and not is_light(verb.text)
            and not self.of_another(verb.text)
            and not _HELD_APART.match(verb.text)
            and not any(verb.span.overlaps(other) for other in (*taken, *aside))
            and not any(part.covers(verb.span) for part in self._other_parts(found))
        )

    def _other_parts(self, verbs: Sequence[Term]) -> list[Span]:
        """Parts of the clause that count something else and say what is done with it: of
        建成20家企业、引领100家企业升级 the one that the figure does not stand in."""
        borders = [self.clause.start]
        borders += [m.end() for m in _PARTS.finditer(self.text, self.clause.start, self.clause.end)]
        parts = [Span(a, b) for a, b in pairwise([*borders, self.clause.end])]
        base = self.sentence.span.start
        counted = [f.span.shift(-base) for f in self.others if f.kind != "date"]
        whole = [
            p
            for p in parts
            if any(p.covers(f) and any(p.covers(v.span) for v in verbs) for f in counted)
        ]
        own = any(p.covers(self.span) for p in whole)
        return [p for p in whole if own and not p.covers(self.span)]

    def counts(self, word: str) -> bool:
        """Whether the word is right what the figure counts: 3个台阶."""
        return self.figure.kind == "count" and self.text.startswith(word, self.span.end)

    def nearness(self, span: Span, text: str) -> float:
        """How much the words at ``span`` say about this figure."""
        if self.in_measure(span, text):
            return IN_MEASURE
        if self.of_another(text):
            return IN_CLAUSE if self.clause.covers(span) else AFTER
        if self.room.covers(span):
            return IN_ROOM
        if self.clause.covers(span):
            return IN_CLAUSE
        return BEFORE if span.end <= self.clause.start else AFTER

    def in_measure(self, span: Span, text: str) -> bool:
        measure = self.figure.measure
        if not measure or text not in measure:
            return False
        if self.figure.kind == "date":
            return True
        return span.start < self.clause.end and not self._is_counted_apart(span, text)

    def _is_counted_apart(self, span: Span, text: str) -> bool:
        """Whether a word is but of what is counted before a semicolon: 享受优惠政策的机构2688家；面积5公顷."""
        if "；" not in self.text[span.end : self.clause.start] or is_population(text):
            return False
        base = self.sentence.span.start
        before = (f for f in self.others if f.span.end - base <= self.clause.start)
        return any(text in (f.measure or "") for f in before if f.kind == "count")

    @cached_property
    def head(self) -> Term | None:
        """The noun that names what is counted: the last of the measure's."""
        nouns = [
            t
            for t in self.terms
            if t.weight >= IN_MEASURE and t.tag not in ("v", "vd", "a", "ad") and not t.is_generic
        ]
        return nouns[-1] if nouns else None

    @cached_property
    def core(self) -> str:
        """The measure without words that only say how it is counted."""
        return _COUNTING.sub("", self.figure.measure or "")

    def of_another(self, text: str) -> bool:
        """Whether the words tell what another figure of the sentence counts, and not this one."""
        return text not in (self.figure.measure or "") and any(
            text in (other.measure or "") for other in self.others if other.kind != "date"
        )

    @cached_property
    def in_title(self) -> bool:
        """Whether the figure stands in a title, 《2025年…白皮书》, and dates nothing but it."""
        return self.is_titled(self.figure)

    def is_titled(self, figure: Figure) -> bool:
        """Whether a figure of the sentence stands in a title, or in a text's number."""
        span = figure.span.shift(-self.sentence.span.start)
        if text_number(self.text, span):
            return True
        return any(Span(*m.span()).covers(span) for m in TITLE.finditer(self.text))

    @cached_property
    def listed(self) -> tuple[Span, ...]:
        """Lists in brackets: 三大先导产业（生物医药、人工智能）企业 are not all 生物医药企业."""
        found = [Span(*m.span()) for m in _BRACKETS.finditer(self.text) if "、" in m.group()]
        return tuple(span for span in found if not span.covers(self.span))

    @cached_property
    def unlisted(self) -> str:
        """The sentence without its lists in brackets."""
        text = self.text
        for span in reversed(self.listed):
            text = text[: span.start] + text[span.end :]
        return text

    @cached_property
    def so_far(self) -> str:
        """The sentence without its lists up to the end of the figure's clause."""
        behind = len(self.text) - self.clause.end
        return self.unlisted[: len(self.unlisted) - behind] if behind else self.unlisted

    @cached_property
    def last_speaker(self) -> str | None:
        """Who spoke last before the sentence in its article: words given to nobody may be theirs."""
        here, articles = self.sentence.span, self.document.articles
        article = next((a.span for a in articles if a.span.covers(here)), None)
        for sentence in reversed(self.document.sentences):
            if sentence.span.start > here.start or not sentence.speaker:
                continue
            if article and sentence.span.start < article.start:
                return None
            return sentence.speaker.name
        return None

    @cached_property
    def bigrams(self) -> frozenset[str]:
        return bigrams_of(self.text)

    @cached_property
    def measure_bigrams(self) -> frozenset[str]:
        return bigrams_of((self.figure.measure or "") + self.room.cut(self.text))

    @cached_property
    def background(self) -> str:
        """The title, the headline above, and the paragraph so far."""
        document, here = self.document, self.sentence
        before = [s for s in document.sentences if s.span.end <= here.span.start]
        heads = [s for s in before if s.heading][-1:]
        own = [s for s in before if s.paragraph == here.paragraph and not s.heading]
        told = (s.span.cut(document.text) for s in (*heads, *own))
        titles = [document.source.title, document.source.publisher or "", self.headline]
        return "\n".join([*titles, *told])

    @cached_property
    def headline(self) -> str:
        """The headline of the article that the sentence stands in; a subhead may stand between."""
        here = self.sentence.span
        own = (a.title for a in self.document.articles if a.span.covers(here))
        return next(own, None) or ""

    @cached_property
    def context(self) -> str:
        """What a reader knows when they come to the sentence: titles, and the paragraph so far."""
        document, here = self.document, self.sentence
        before = [
            s.span.cut(document.text)
            for s in document.sentences
            if s.span.end <= here.span.start and (s.heading or here.paragraph - s.paragraph <= 1)
        ]
        titles = [document.source.title, document.source.publisher or "", self.headline]
        return "\n".join([*titles, *before[-12:]])
