"""A question in, what it asks for out: the kind of answer, and the words that hold it down.

Knows no texts: whether a word of the question stands in the evidence is decided elsewhere.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from assistant.answering.asking import (
    AskedFor,
    asked_count,
    asked_for,
    asked_unit,
    asking_word,
    asks,
    is_about_speech,
)
from assistant.answering.glossary import is_rendering, renderings, translate
from assistant.answering.grades import grade_forms, grades, is_grade
from assistant.answering.question_words import question_words
from assistant.statements.thesaurus import other_words, words_in
from corpus import Figure, Span, find_figures
from corpus.words import Word, tag_words

TermKind = Literal[
    "person", "place", "organisation", "title", "name", "figure", "office", "noun", "verb"
]

# Words of asking and of saying: they are in no evidence for what they say.
_EMPTY_WORDS = frozenset(
    "是 有 为 在 的 了 和 与 及 或 被 把 将 由 从 到 对 向 以 等 中 上 下 里 内 外 个 家 名 位 种 次 年 月 日 "
    "什么 多少 哪些 哪 哪个 哪里 哪儿 谁 何 何时 何地 几 如何 怎样 怎么 为什么 是否 吗 呢 吧 啊 呀 多 大 多大 多长 多远 多高 多重 多宽 多深 多快 多厚 多久 "
    "请问 请 告诉 说 说明 介绍 表示 指出 认为 提到 提出 称 讲 谈 具体 主要 分别 一共 总共 共 共有 大约 大概 左右 "
    "达到 达 有着 拥有 包括 包含 属于 成为 作为 做 进行 可以 能 能够 会 要 应该 需要 得 让 使 给 用 它 他 她 其 这 那 这个 那个 这些 那些 "
    "文中 文章 资料 材料 根据 按照 据 关于 情况 问题 内容 方面 时候 时间 地方 东西 人 者 事 数 数量 量 多少个 还 都 也 就 又 再 才 只 已 已经 "
    "目前 现在 当前 近 最近 上述 该 本 各 每 某 第 之 所 而 但 并 且 若 如 则 即 非 不 没 没有 未 无 哪年 哪一年 哪位 叫 叫做 名字 名称 是不是 有没有 有何 "
    "拢共 拢 到底 究竟 本来 大大小小 其中 想 这块 那块 那头 一块儿 下来 起来 加起来 打算 样 东西 一下 一部分 部分 大家 头上 身上 话 时 稿件 稿子 报道 原文 引用 全称 写 列 列出 举 举出 点 起 打 算 起算 算起 开始 请提供 提供 联合 共同 一道 一起".split()
)  # fmt: skip
_KIND_OF_TAG: dict[str, TermKind] = {
    "PER": "person", "LOC": "place", "ORG": "organisation", "nw": "title", "nz": "noun",
    "n": "noun", "vn": "noun", "an": "noun", "a": "noun", "s": "noun", "f": "noun", "t": "noun",
    "v": "verb", "vd": "verb", "ad": "verb", "m": "noun", "q": "noun", "xc": "noun",
}  # fmt: skip
# 西部, 东北地区: they part a country as place names do.
# 一轮, 几条, 那份: how many of what is named beside it, or which of them.
_VAGUE_COUNT = re.compile(
    "[一二两三四五六七八九十几数多这那每某哪半]*[个家名位种次份件条项轮回串摊样类批套款届部篇处所座场只支些年天月]"
)
_REGION = re.compile(r"^[东西南北中]{1,2}部(?:地区)?$")
OFFICE = re.compile(
    r"(?:部长|司长|局长|厅长|处长|科长|院长|校长|所长|市长|省长|县长|区长|镇长|村长|会长|理事长|董事长|行长|馆长|社长|团长|"
    r"秘书长|委员长|州长|议长|署长|厂长|站长|台长|主任|书记|主席|总裁|总经理|经理|总监|总统|总理|首相|大臣|国务卿|大使|"
    r"教练|主教练|队长|主编|总编|发言人|负责人|创始人|法人|首席\w{1,4}|主持人|记者|作者|导演|编剧|主演|院士)$"
)
# Measures of statistics by their last character: 出口额, 存活率, 平均租金, 建筑面积.
_MEASURE = re.compile(
    r"(?:..(?<!质)[额率量]|[租奖押罚佣薪]金|利润|亏损|工资|薪酬|价格|面积|成本|房价|股价|学费|票价|门票|市值|估值|预算)$"
)
# 增值税, 契税; 减免税 and 纳税 name none.
_TAX = re.compile("(?:[契关]|..(?<![减免纳缴退交征报课收种项类税]))税$")
_BOARD = re.compile("(?:科创|创业|中小|新三|主)板")  # of an exchange: each by its own name
_TITLE = re.compile("《[^》]*》")
# 京政办发〔2023〕26号, 2023年第42号公告
DOCUMENT_NUMBER = re.compile(
    r"(?:(?![的是为以照据于和与及由号])[\u4e00-\u9fff]){2,8}[〔\[（(]\d{4}[〕\]）)]\d{1,5}号|\d{4}年第\d{1,4}号(?:公告|令)?"
)
_QUOTED = re.compile(r"《[^》]{2,60}》|“[^”]{2,40}”|「[^」]{2,40}」|\"[^\"]{2,40}\"")
_LATIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-.+&/][A-Za-z0-9]+)*(?:\s+[A-Z][A-Za-z0-9]*)*")
_LATIN_WORD = re.compile(r"[A-Za-z]+")
_CHINESE = re.compile("[\u3400-\u9fff]")

_ORDINAL = re.compile(
    r"第[一二三四五六七八九十\d]+(?:个|种|大|项|届|次|位|名|期|轮|步|条|章)?(?:大(?!会|赛|奖))?|[下上]一?(?=[届期次轮任])[届期次轮任]"
)
_BODY = re.compile(
    "(?:孵化器|加速器|公司|集团|大学|学院|医院|银行|基金|园区?|平台|中心|网络|论坛|大会|大赛|峰会|行动|工程|计划|协会|联盟|委员会|实验室|研究院|研究所)$"
)
_NAME_KINDS = frozenset(("person", "place", "organisation", "title", "name"))
_NOUN_TAGS = frozenset("n nz vn an ORG LOC nw s".split())
_NATIONAL = re.compile(
    "我国|全国|中国(?!际)|国内(?!外)|\\b(?:China|Chinese|nationwide|national)\\b"
)
_STILL = re.compile("还在|仍|到期|执行期|有效期|继续|\\bstill\\b")
_ENGLISH_MEASURE = re.compile(
    r"\b(?:how (?:many|much)(?: (?:million |billion )?(?:square met(?:re|er)s|hectares|yuan) of)?|what (?:is|was|were|are) the|(?:what|which)(?: percentage| share| proportion)? of(?: the)?)\s+"
    r"(?P<what>[A-Za-z][\w -]*?)"
    r"(?=\s+(?:are|is|were|was|have|has|had|do|does|did|will|can|could|should|in|at|of|by|from|to|for|on|per|within)\b|[?,(]|$)",
    re.I,
)
# Growth is asked for, not the level.
_CHANGE = re.compile(
    "(?:增长|增加|提高|提升|下降|减少|扩大|缩小|上涨|上升|降低|回落|下跌|增|涨|降|多|(?:[少大小高低快慢长](?=了)))了?(?:有)?(?:多少|百分之|几|多大)"
    "|[增涨降]幅|增速|增长率|\\b(?:growth|grow|grew|grown|increase[ds]?|rise|rose|fall|fell|declined?|decreased?)\\b",
    re.I,
)
_CLASSIFIERS = frozenset("家 个 名 位 人 种 项 件 次 所 座 场 条 类 部".split())
# What an answer is wanted for says nothing of it; behind it the question must stand by itself.
_FRAME = re.compile(
    "(?=[^，,：:]{0,12}(?:署名|稿|图表|标题|核实|核对|确认|报道|引用|采访|编辑|读者|作业|论文|备课|节目|想问|请问|麻烦|帮忙|帮我))"
    r"[^，,：:\d《“]{2,14}[，,：:]"
    # 我手里有笔钱想投早期项目，…: who asks is nothing asked about.
    r"|(?:(?=[^，,：:？?]{0,12}(?:我|俺|咱|本报|本人|领导)(?!国|省|市))[^，,：:？?。]{3,24}[，,：:]){1,3}"
    r"|(?:I'?m|I am|As an?|For (?:my|an?|our|the)|Writing|Checking|Filing)\b[^,:?]{3,60}[,:]\s*"
)
_SENTENCE_END = re.compile(r"[。！？?\n]+[”’」]?|[.](?=\s)")
LEAST_ASKED = 10
_MEASURED_BY = re.compile("多少|几|多[大长远高重宽深快厚]|百分之|什么|啥|哪|谁")
_NAME_ITSELF = re.compile("名字|名称|名单|名")
# 是, 有, 达到 …: what stands between a measure and the word that asks for it.
_LINK = re.compile(
    r"(?:[是有为达到共占约总计一超过近大概的了分别在数：: 还能都各叫做]|达到|一共|总共|到底|究竟|不少于|at)*$"
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question that an answer's evidence should hold.

    ``span`` points into the question; ``forms`` are the ways it may be printed, any of which will
    do: the word itself, others of the same meaning, or the Chinese words for an English one.
    ``strict`` says that nothing but these will do: names, offices, statistical measures, ordinals.
    """

    text: str
    span: Span
    kind: TermKind
    forms: tuple[str, ...]
    strict: bool = False

    @property
    def is_exact(self) -> bool:
        """Whether nothing that is like it is the same: an office, a tax, what has a number in its
        name ((2022-2025年) is not (2020-2025年), 一期 no 二期)."""
        numbered = re.search(r"\d", self.text) or is_grade(self.text)
        return self.kind == "office" or bool(numbered or is_tax(self.printed))

    @property
    def printed(self) -> str:
        """The term as a Chinese text usually prints it; empty where that is not known."""
        return next((form for form in self.forms if not form.isascii()), "")

    @property
    def is_name(self) -> bool:
        return self.kind in _NAME_KINDS


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    ``chinese`` is the text, or for an English one its words in Chinese; ``unit`` the classifier or
    unit asked for (多少家 → 家), ``count`` the number of members asked for (哪六种 → 6), ``years``
    those the question names, ``asked`` the noun behind the word of asking (哪个园区 → 园区),
    ``head`` the words of the measure asked for (总收入是多少 → 总收入), ``asking`` the sentence that
    asks: those before it tell what it is about. ``about_speech`` says that the question is about
    what somebody said, ``national`` that it is about the whole of China, ``about_validity`` whether
    something still holds, which is answered by other years, ``about_change`` how much it grew. ``names`` are its proper names, told by
    what they end with: taggers know few of them.
    """

    text: str
    language: Literal["zh", "en"]
    chinese: str
    asks: AskedFor
    terms: tuple[Term, ...]
    figures: tuple[Figure, ...] = ()
    years: tuple[int, ...] = ()
    unit: str | None = None
    count: int | None = None
    asked: str | None = None
    head: Span | None = None
    asking: Span = Span(0, 0)
    about_speech: bool = False
    national: bool = False
    about_validity: bool = False
    about_change: bool = False
    names: tuple[str, ...] = ()


def is_tax(word: str) -> bool:
    """Whether a word names one of the taxes: each has a law of its own."""
    return _TAX.search(word) is not None


def understand(text: str, names: Iterable[str] = ()) -> Question:
    """What a question asks for; never fails, a text that asks nothing asks for a ``passage``.

    ``names`` are those of persons in the corpus, to be known in their romanised form.
    """
    language = _language(text)
    chinese = text if language == "zh" else translate(text, names)
    figures = tuple(_asked_figures(text))
    asking = _asking(text)
    asks, words_of_asking = asked_for(text, asking, language)
    count = asked_count(chinese)
    asked = head = None
    proper: list[str] = []
    if language == "zh":
        words = question_words(text)
        asked, head = _asked_noun(text, words, asking), _measured(text, words, asking)
        proper = list(_proper_names(words))
        terms = list(_chinese_terms(text, words, figures))
    else:
        head = _measured_in_english(text)
        terms = _with_glosses(text, list(_english_terms(text, names)))
    terms = [
        t for t in terms
        # 哪家法国加速器: a place before the noun asked for says which of them.
        if not (asked and asked.overlaps(t.span) and asks not in ("figure", "share") and t.kind != "place")
        and not (words_of_asking and words_of_asking.overlaps(t.span) and not t.is_name and t.kind != "office")
    ]  # fmt: skip
    if asks in ("person", "passage") and [t.kind for t in terms] == ["person"]:
        asks = "office"  # 张三是谁 asks what they are, and so does a bare 张三
    if asks == "office" and not any(t.kind == "person" for t in terms):
        # 什么头衔 without a name asks for the person too, and what a thing does is no office.
        asks = (
            "definition"
            if "做什么" in text or "干什么" in text
            else "person"
            if "谁" in text
            else asks
        )
    if asks == "title" and any(t.kind == "office" for t in terms):
        asks = "person"  # 院长叫什么名字
    if asks == "passage" and count:
        asks = "list"  # 请列出四大趋势
    if asks == "person" and not is_about_speech(asking.cut(text)):
        terms = _with_role(terms, words_of_asking)
    return Question(
        text=text,
        language=language,
        chinese=chinese,
        asks=asks,
        terms=tuple(terms),
        figures=figures,
        years=tuple(sorted(_asked_years(text, figures, asking))),
        unit=asked_unit(text),
        count=count,
        asked=asked.cut(text) if asked else None,
        head=head,
        asking=asking,
        about_speech=is_about_speech(asking.cut(text)),
        national=_NATIONAL.search(asking.cut(text)) is not None,
        about_change=_CHANGE.search(asking.cut(text)) is not None,
        names=tuple(proper),
        about_validity=asks == "yesno" and _STILL.search(asking.cut(text)) is not None,
    )


def _asked_figures(text: str) -> Iterator[Figure]:
    """The figures of the question; the years of a title tell which title, not when."""
    titles = [Span(*match.span()) for match in _TITLE.finditer(text)]
    for figure in find_figures(text):
        if not any(title.covers(figure.span) for title in titles):
            yield figure


def years_of(figure: Figure) -> Iterator[int]:
    """The years a date names, the last of a range included."""
    for value in (figure.value, figure.upper):
        if figure.kind == "date" and isinstance(value, int) and value >= 1000:
            yield int(str(value)[:4])


def _asked_years(text: str, figures: Sequence[Figure], asking: Span) -> set[int]:
    """The years of the sentence that asks; those of a title belong to the title."""
    asked = (f for f in figures if asking.covers(f.span) and not _in_title(text, f.span))
    return {year for figure in asked for year in years_of(figure)}


def _in_title(text: str, span: Span) -> bool:
    """Whether it is part of a title, which is asked for as a whole."""
    return any(m.start() < span.start < m.end() for m in re.finditer("《[^》]*》", text))


def _language(text: str) -> Literal["zh", "en"]:
    """English has more words than the Chinese characters that stand among them."""
    return "en" if len(_LATIN_WORD.findall(text)) > len(_CHINESE.findall(text)) else "zh"


def _asking(text: str) -> Span:
    """The sentences that ask, the last that stand together, without those around them that tell
    what it is about or what for; the last sentence where none asks."""
    bounds = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    sentences = [Span(a, b) for a, b in pairwise(bounds) if text[a:b].strip()] or [
        Span(0, len(text))
    ]
    asking = [n for n, sentence in enumerate(sentences) if asks(sentence.cut(text))]
    first = last = asking[-1] if asking else len(sentences) - 1
    while first and re.search("[？?]", sentences[first - 1].cut(text)):
        first -= 1
    start, end = sentences[first].start, sentences[last].end
    frame = _FRAME.match(text, start, end)
    return Span(frame.end() if frame and end - frame.end() >= LEAST_ASKED else start, end)


def _asked_noun(text: str, words: Sequence[Word], where: Span) -> Span | None:
    """The noun that a word of asking stands before: 哪个园区, 什么职务, 哪位负责人."""
    asking = asking_word(text, where)
    if asking is None:
        return None
    run: list[Word] = []
    for word in (word for word in words if word.span.end > asking.end):
        # 多少家在孵企业, 哪些典型案例: up to two words may stand before the noun.
        cut = (
            word.tag == "m" and word.span.start < asking.end
        )  # 哪 + 两样税: the count is taken for a part of the noun
        if cut or word.tag in _NOUN_TAGS and not (run and word.tag == "vn"):
            run.append(word)
        elif run or word.tag not in ("a", "p", "v", "vn") or word.span.start > asking.end + 1:
            break
    if not run or len(run) == 1 and run[0].text in _CLASSIFIERS:  # 多少家 at the end
        return None
    return Span(max(run[0].span.start, asking.end), run[-1].span.end)


def _measured(text: str, words: Sequence[Word], where: Span) -> Span | None:
    """The nouns of the measure asked for: those behind 多少家, or those before 是多少."""
    noun = _asked_noun(text, words, where)
    if noun and not _NAME_ITSELF.fullmatch(noun.cut(text)):  # …的7家孵化器分别叫什么名字
        return noun
    match = _MEASURED_BY.search(text, where.start, where.end)
    end = match.start() if match else where.start + len(where.cut(text).rstrip("？?。 "))
    before = text[where.start : end]
    end -= len(before) - len(_LINK.sub("", before))
    run = [word for word in words if word.span.end <= end and word.span.start >= where.start]
    while run and run[-1].tag in ("TIME", "w"):  # 全国众创空间2023年底有多少家
        end = run.pop().span.start
    start = end
    for word in reversed(run):
        if word.tag not in _NOUN_TAGS or word.span.end != start:
            break
        start = word.span.start
    return Span(start, end) if start < end else None


def _measured_in_english(text: str) -> Span | None:
    """The nouns of the measure: those behind how many, or between what is the and of."""
    match = _ENGLISH_MEASURE.search(text)
    return Span(*match.span("what")) if match else None


def _proper_names(words: Sequence[Word]) -> Iterator[str]:
    """Runs of nouns that end as names of bodies and events do: 启迪之星孵化器, 清华科技园."""
    run: list[Word] = []
    for word in words:
        if word.tag in _NOUN_TAGS or word.text == "之" or (word.tag == "v" and not run):
            run.append(word)
            if _BODY.search(word.text) and len(run) > 1:
                yield "".join(part.text for part in run)
        else:
            run = []


def _chinese_terms(text: str, words: Sequence[Word], figures: Sequence[Figure]) -> Iterator[Term]:
    taken: list[Span] = []

    def free(span: Span) -> bool:
        return not any(span.overlaps(other) for other in taken)

    for match in _QUOTED.finditer(text):
        inner = Span(match.start() + 1, match.end() - 1)
        title = match.group()[0] == "《"
        yield _term(text, inner, "title" if title else "name", strict=title or len(inner) <= 8)
        taken.append(inner)
    for match in DOCUMENT_NUMBER.finditer(text):
        if free(span := Span(*match.span())):
            yield Term(span.cut(text), span, "title", (span.cut(text),), True)
            taken.append(span)
    for match in _ORDINAL.finditer(text):
        if free(span := Span(*match.span())):
            yield Term(span.cut(text), span, "figure", _ordinal_forms(span.cut(text)), True)
            taken.append(span)
    for span in grades(text):
        if free(span):
            yield Term(span.cut(text), span, "figure", grade_forms(span.cut(text)), True)
            taken.append(span)
    for figure in figures:
        if figure.kind != "date" and free(figure.span):
            # 1号线 is another line than 2号线.
            yield Term(figure.raw, figure.span, "figure", (figure.raw,), figure.unit == "号")
        taken.append(figure.span)
    for match in _LATIN_NAME.finditer(text):
        if free(span := Span(*match.span())):
            yield _term(text, span, "name", strict=len(span) > 1)
            taken.append(span)
    for span, _ in words_in(text):
        # Only sayings that the segmenter would cut: 登陆资本市场.
        if (
            len(span) > 3
            and free(span)
            and not any(w.span.overlaps(span) and w.tag in ("PER", "ORG", "LOC") for w in words)
        ):
            last = next((w for w in words if w.span.covers(Span(span.end - 1, span.end))), None)
            said: TermKind = "verb" if last and last.tag == "v" else "noun"
            yield _term(text, span, "place" if _REGION.match(span.cut(text)) else said)
            taken.append(span)
    for word in words:
        if free(word.span) and (kind := _term_kind(word)):
            yield _term(text, word.span, kind)


def _ordinal_forms(word: str) -> tuple[str, ...]:
    """第一 is also printed as 首, 第三项 as 三是, 上一轮 as 上一期."""
    if word[0] in "上下":
        return (word, *(word[0] + one + last for one in ("一", "") for last in "届期次轮任版"))
    number = re.match("第([一二三四五六七八九十]{1,3})[个项条大点步]?$", word)
    told_off = [f"第{number[1]}，", f"{number[1]}是", f"{number[1]}要"] if number else []
    return (word, re.sub("^第一", "首", word), re.sub("^第一", "头一", word), *told_off)


def _english_terms(text: str, names: Iterable[str]) -> Iterator[Term]:
    at = 0
    for english, chinese in renderings(text, names):
        found = text.find(english, at)
        start = found if found >= 0 else text.find(english)
        span = Span(start, start + len(english)) if start >= 0 else Span(0, 0)
        at = span.end or at
        kind: TermKind = "noun"
        if not chinese or chinese == (english,):
            kind = "name" if english[:1].isupper() else "noun"
        elif len(tagged := tag_words(chinese[0])) == 1 and (
            english[:1].isupper() or tagged[0].tag == "v"
        ):
            kind = _KIND_OF_TAG.get(tagged[0].tag, "noun")
        if kind == "noun" and chinese and OFFICE.search(chinese[0]):
            kind = "office"
        if kind == "noun" and find_figures(chinese[0] if chinese else english):
            kind = "figure"
        forms = dict.fromkeys(
            (english, *chinese, *(o for c in chinese[:1] for o in other_words(c, everyday=True)))
        )
        exact = kind in _NAME_KINDS or kind == "office" or bool(chinese) and is_tax(chinese[0])
        yield Term(english, span, kind, tuple(forms), exact)


def _with_glosses(text: str, terms: Sequence[Term]) -> list[Term]:
    """An English name with the Chinese one that stands in brackets behind it is one term."""
    kept: list[Term] = []
    for term in terms:
        between = text[kept[-1].span.end : term.span.start].strip() if kept else ""
        if between in ("(", "（") and _CHINESE.search(term.text):
            kept[-1] = replace(kept[-1], forms=(*kept[-1].forms, *term.forms))
        else:
            kept.append(term)
    return kept


def _term(text: str, span: Span, kind: TermKind, *, strict: bool | None = None) -> Term:
    word = span.cut(text)
    if strict is None:
        strict = kind in ("person", "title", "office")
        strict = strict or (kind == "organisation" and _is_named(word))
        strict = strict or (kind == "place" and _is_place(word))
        strict = strict or (kind == "noun" and _MEASURE.search(word) is not None)
        strict = strict or is_tax(word) or _BOARD.fullmatch(word) is not None
    forms = (word, *other_words(word, everyday=True))
    if kind == "organisation" and len(place := word.removesuffix("政府")) < len(word):
        forms = (*forms, place)  # 北京政府 is spoken of as 北京
    return Term(word, span, kind, forms, strict)


def _is_place(word: str) -> bool:
    """Whether a word tagged as a place is one: within a sentence the tagger sees places where
    there are none, and takes the word alone for what it is."""
    if word[-1] in "省市区县州镇乡村岛国湾港洲路街部" or is_rendering(word):
        return True
    alone = tag_words(word)
    return len(alone) == 1 and alone[0].tag == "LOC"


def _is_named(word: str) -> bool:
    """Whether a word tagged as a body's name is one: 大牌 is not."""
    return len(word) > 2 or any(w.tag in ("ORG", "LOC", "nz") for w in tag_words(word))


def _with_role(terms: Sequence[Term], asking: Span | None) -> list[Term]:
    """Who is the champion: the noun just before 是谁 is a role, and nothing else will do for it."""
    if asking is None:
        return list(terms)
    before = [
        t for t in terms if t.kind == "noun" and asking.start - 2 <= t.span.end <= asking.start + 1
    ]
    return [replace(t, kind="office", strict=True) if t in before else t for t in terms]


def _term_kind(word: Word) -> TermKind | None:
    if word.text in _EMPTY_WORDS or not _CHINESE.search(word.text):
        return None
    if _VAGUE_COUNT.fullmatch(word.text):
        return None
    if _REGION.match(word.text):
        return "place"
    if word.tag not in ("PER", "LOC", "ORG") and OFFICE.search(word.text):
        return "office"
    return _KIND_OF_TAG.get(word.tag)
