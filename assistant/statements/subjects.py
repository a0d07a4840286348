"""Of whom a draft says something, who does it and what is done, where a like statement of a source
tells of others. Each finding is a word of the draft's that the source does not hold.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.statements.light_words import is_generic
from assistant.statements.nearness import ALL_OF, Near, alike, holds_name, is_printed
from assistant.statements.referents import NOWHERE, refers, spoken_of_before
from assistant.statements.share_wholes import whole_of
from assistant.statements.statements import IN_MEASURE, NAMING, Statement, Term
from assistant.statements.substitutions import SAME_WORD, SEEN, counted_with_another
from assistant.statements.topics import KINDS, is_angle
from corpus import Span
from corpus.figures.measures import is_population
from corpus.words import tagged
from index.token_states import TokenStates

_JOINTS = frozenset("和 与 及 、 以及".split())
_SPOKEN_OF = NAMING | {"vn", "ORG", "nt"}
# 带动 and 引领 0.66, 参加 and 参赛 0.69; 投出 and 投融资 0.63.
LIKE_DEED = 0.65
_ISSUES = re.compile(".{0,10}?(?:印发|发布|公布|出台|制定|颁布|下发|推出)")
_PEOPLE = frozenset(("人", "人员", "人数", "人口"))
_NAMED = re.compile("“(?P<name>[^“”，。；]{2,10})”")  # “看电下单”: what a thing is called
_ROLE = re.compile("作为[^，]*的")  # 作为创业高地的孵化器: what they are besides
_TOLD_THERE = re.compile("(?:提到|介绍|披露|公布|透露|给出|写明|列出|显示|记载|公开)的")
_OFFICE = re.compile(
    "副?(?:[部司局厅处市省区县院校会馆行]长|主任|书记|主席|总理|总裁|董事长|总经理|理事长|秘书长|院士)"
)


def unspoken(
    claimed: Statement, stated: Statement, near: Near | None, states: TokenStates | None
) -> Iterator[Term]:
    """Words of the clause that only names what the draft speaks of (大学科技园里的企业，…) for which the
    source has none, neither with the figure nor before."""
    topic = claimed.topic
    if near is None or states is None or claimed.figure.kind == "date":
        return
    named = [t for t in claimed.terms if topic and topic.covers(t.span) and t.tag in _SPOKEN_OF]
    # 再看资本，孵化基金3400亿元: how one looks at it, where the clause says itself what it counts.
    angle = topic is not None and is_angle(topic.cut(claimed.text))
    counts = claimed.head is not None or whole_of(claimed) is not None
    if angle and counts or topic and topic.cut(claimed.text)[:-1].endswith("方面"):
        named = [t for t in named if is_population(t.text) or t.tag in ("nz", "ORG", "nt")]
    if topic and (role := _ROLE.match(topic.cut(claimed.text))):
        named = [t for t in named if t.span.start >= topic.start + role.end()]
    held = [_is_told(term, claimed, stated, near, states) for term in named]
    if held and claimed.head is None and stated.of_another(named[-1].text):
        held[-1] = False  # 投融资，总额3400亿元 where these are 基金, and 投融资 is counted apart
    joints = [
        claimed.text[a.span.end : b.span.start] for a, b in zip(named, named[1:], strict=False)
    ]
    if any(held) and joints and all(joint in _JOINTS for joint in joints):
        return  # 论投入和产出: each figure is of one of them
    yield from (term for term, told in zip(named, held, strict=True) if not told)


def other_subject(
    claimed: Statement, stated: Statement, near: Near | None, states: TokenStates | None
) -> Iterator[Term]:
    """Whom an earlier clause of the draft's sentence speaks of (毕业企业研发支出9亿元，强度8%), or a
    closing one (…，这是毕业企业的水平), where the source speaks of others."""
    if near is None or states is None or claimed.figure.kind == "date":
        return
    own = [t for t in claimed.terms if claimed.clause.covers(t.span)]
    names_nobody = not any(is_population(t.text) for t in own)
    left_out = _left_out(claimed, stated)
    before = spoken_of_before(claimed) if left_out or refers(claimed) else ()
    if before and not refers(claimed) and _speaks_of_another(before[-1].text, own, claimed, stated):
        before = ()
    whose = any(is_population(word) for word in left_out)
    carried = claimed.carried if whose or names_nobody or refers(claimed) else ()
    closing = claimed.closing
    behind = [t for t in claimed.terms if closing and closing.covers(t.span)]
    told = closing is not None and _TOLD_THERE.search(closing.cut(claimed.text)) is not None
    if told or any(t.tag == "PER" for t in behind):
        behind = []  # who says it or where it stands, not whom it is said of
    for term in own:
        if is_population(term.text) and _is_one_of(term, claimed, stated):
            yield term
    for term in (*carried, *before, *behind):
        # 毕业 of 毕业企业 is a verb to the tagger.
        named = term.tag in _SPOKEN_OF or term.text in KINDS or is_population(term.text)
        named = named and term.text != "现有"
        last = (
            closing is not None and closing.covers(term.span) and _is_one_of(term, claimed, stated)
        )
        if named and (last or not _is_told(term, claimed, stated, near, states)):
            yield term


def _speaks_of_another(
    population: str, own: Sequence[Term], claimed: Statement, stated: Statement
) -> bool:
    return _is_another_kind(population, own) or _begins_alike(claimed, stated)


def _begins_alike(claimed: Statement, stated: Statement) -> bool:
    """Whether the draft's sentence begins with what one of the source's clauses begins with, there or
    right before: it speaks of that, and no longer of whom the sentence before spoke."""
    mine = _first_noun(claimed.text[: claimed.span.start])
    told = (stated.text[: stated.span.start], stated.background)
    parts = (part for text in told for part in re.split("[，。；：！？\n“”]", text))
    return mine is not None and any(mine in part and _first_noun(part) == mine for part in parts)


def _first_noun(text: str) -> str | None:
    nouns = (
        w.text for w in tagged(text) if w.tag in _SPOKEN_OF | {"LOC", "nr"} and len(w.text) > 1
    )
    return next((noun for noun in nouns if not is_generic(noun)), None)


def _is_another_kind(population: str, own: Sequence[Term]) -> bool:
    """Whether a clause counts a kind of its own of those spoken of before: 高新技术企业…。在孵企业…"""
    ends = {t.span.end for t in own if t.text in KINDS or t.tag in ("n", "nz", "vn")}
    return any(t.text == population and t.span.start in ends for t in own)


def other_items(claimed: Statement, stated: Statement) -> Iterator[Term]:
    """What the draft lists behind a number (三项优惠，包括所得税…) and the source does not: items of
    one list lie near one another, so they have to be printed."""
    if claimed.items is None:
        return
    around = stated.text if stated.items else _article(stated)
    for term in claimed.terms:
        if not claimed.items.covers(term.span) or term.tag not in NAMING | {"vn", "ORG", "LOC"}:
            continue
        words = (term.text, *claimed.in_other_words(term))
        if not any(word in around or is_made_of(word, around) for word in words):
            yield term


def _article(stated: Statement) -> str:
    """The text of the article that a sentence stands in, or that it is the headline of."""
    document, span = stated.document, stated.sentence.span
    articles = (a for a in document.articles if a.span.covers(span) or a.title == stated.text)
    article = next(articles, None)
    if article is None:
        return document.text
    return f"{article.title or ''}\n{article.span.cut(document.text)}"


def is_made_of(word: str, text: str) -> bool:
    """Whether a long word is two of a text's: 房产税免征."""
    pairs = [word[at : at + 2] for at in range(len(word) - 1)]
    return len(word) >= 4 and sum(pair not in text for pair in pairs) <= 1


def _is_one_of(term: Term, claimed: Statement, stated: Statement) -> bool:
    """Whether a word is one of several that the source counts before (7000家孵化器以及9400家众创空间),
    and the draft leaves the others out."""
    if term.text in stated.clause.cut(stated.text) or claimed.of_another(term.text):
        return False
    if counted_with_another(claimed, term.text):
        return False
    before = [f for f in stated.others if f.kind == "count" and f.span < stated.figure.span]
    told = {f.measure for f in before if f.measure and f.measure not in claimed.text}
    return any((f.measure or "").endswith(term.text) and told - {f.measure} for f in before)


def _left_out(claimed: Statement, stated: Statement) -> tuple[str, ...]:
    """The words by which the source says whose the figure is that the draft's sentence does not
    say; where this names nobody at all, its measure."""
    own = [t for t in claimed.terms if t.span.start < claimed.clause.end]
    if not any(is_population(t.text) for t in own):
        return (claimed.core,)
    named = (
        t
        for t in stated.terms
        if t.weight >= IN_MEASURE * 0.5
        and stated.in_measure(t.span, t.text)
        and (is_population(t.text) or t.text in KINDS)
    )
    return tuple(
        t.text
        for t in named
        if not any(w in claimed.text for w in (t.text, *stated.in_other_words(t)))
    )


def other_deeds(
    claimed: Statement, stated: Statement, states: TokenStates | None
) -> Iterator[Term]:
    """What the draft says was done with what is counted (引进, 申请, 投资), where the source tells of
    no such deed. Verbs that may be said of any figure say nothing against it."""
    if states is None:
        return
    dated = claimed.figure.kind == "date"
    done = stated.clause.cut(stated.text)
    # 创业 of 创业机构 is no deed.
    done_there = (t for t in stated.terms if t.tag in ("v", "vn") and stated.reach.covers(t.span))
    other = [t.text for t in done_there if t.tag == "v" or t.text not in KINDS]
    named = [
        Span(*m.span()) for m in _NAMED.finditer(claimed.text) if m["name"] in _article(stated)
    ]
    for term in claimed.deeds:
        if any(name.covers(term.span) for name in named):
            continue
        if is_printed(term, claimed, stated) or any(char in done for char in term.text):
            continue
        if dated or all(alike(term.text, verb, states) < LIKE_DEED for verb in other):
            yield term


def other_office(claimed: Statement, stated: Statement) -> Iterator[Term]:
    """Who acts or speaks by office alone (上海市市长发布), where the source names nobody of it."""
    yield from _another_office(claimed, stated)
    told = {s.speaker for s in stated.document.sentences if s.speaker}
    named = (s for s in told if s.name in claimed.text or s is stated.sentence.speaker)
    offices = "".join(s.office or "" for s in named)
    around = f"{stated.text}{stated.background}{offices}"
    for term in claimed.terms:
        before = term.span.start < claimed.reach.end
        if before and _OFFICE.fullmatch(term.text) and term.text not in around:
            yield term


def _another_office(claimed: Statement, stated: Statement) -> Iterator[Term]:
    """财政部副部长某某 where the source has him as 工信部科技司副司长."""
    mine = claimed.sentence.speaker
    said = (s.speaker for s in stated.document.sentences if s.speaker)
    offices = {s.office for s in said if mine and s.name == mine.name and s.office}
    if mine is None or not mine.office or not offices:
        return
    title = _OFFICE.search(mine.office)
    titles = {t.group() for office in offices for t in _OFFICE.finditer(office)}
    if title and titles and title.group() not in titles:
        yield Term(mine.office, NOWHERE, "n", 1.0)


def _is_told(
    term: Term, claimed: Statement, stated: Statement, near: Near, states: TokenStates
) -> bool:
    around = stated.unlisted + stated.background
    if term.text in _PEOPLE and any(f.unit == "人" for f in stated.others):
        return True  # 吸纳的就业人员 where 就业490万人 are counted
    if term.is_generic or ALL_OF.fullmatch(term.text):
        return True
    if any(word in around for word in (term.text, *claimed.in_other_words(term))):
        return True
    if term.tag == "ORG" and _ISSUES.match(claimed.text, term.span.end):
        return holds_name(stated.document.text, term.text)  # who issued the text that is told of
    return near.of(term) >= SEEN and any(
        alike(term.text, t.text, states) >= SAME_WORD for t in stated.terms
    )
