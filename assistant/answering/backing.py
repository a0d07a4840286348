"""A sentence a model wrote and the passages it names in, the source's sentences that back it out;
or what of it they do not say.

The guard of a written answer: figures with their units and qualifiers, names and titles, and whom a
figure belongs to are compared with the very sentences that will be cited. It asks no model.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.answering.glossary import renderings
from assistant.checking.check import described, draft_document
from assistant.checking.verdicts import decide
from assistant.statements.denials import denied
from assistant.statements.likeness import Likeness, compare_statements
from assistant.statements.matches import match_statements
from assistant.statements.read_statements import statements
from assistant.statements.statements import Statement
from corpus import Document, Figure, Passage, Sentence, Span, find_figures
from corpus.figures.values import compare_figures
from corpus.words import tagged
from index import Index
from index.token_states import local_token_states

# Sentences that back one written sentence; what takes more to say is no short answer.
MOST = 3
# Of the words that mean something, as many must be the passage's own: a model puts things in other
# words, but what it adds has nearly none of them.
OWN_WORDS = 0.5
_NAMES = frozenset(("PER", "LOC", "ORG", "nw"))
_MEANING = frozenset(("n", "v", "vn", "a", "an", "ad", "nz", "s", "t")) | _NAMES
_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[.&'+-][A-Za-z0-9]+)*")
_DIGITS = re.compile(r"\d[\d,.]*")
# Marks of quoting: what stands between them must be printed so.
_QUOTED = re.compile(r"“([^”]*)”|「([^」]*)」|『([^』]*)』|《([^》]*)》|\"([^\"]*)\"")
# Links, markup and code are nothing that a newspaper's sentence becomes in other words.
_MARKUP = re.compile(r"https?:|www\.|[<>`{}|\\]|\]\(|!\[|&#?\w+;", re.I)
_ENGLISH_NOT = re.compile(r"\b(?:not|no|never|none|cannot|without|neither|nor)\b|n't\b", re.I)
_CHINESE_NOT = re.compile("[不没未无非免否勿]|禁止")
_RESPECTIVELY = re.compile(r"分别|依次|\brespectively\b", re.I)
# 较多 where the source has 较少: of two characters, the one that turns the sense.
_OPPOSITES = {
    one: other
    for pair in "多少 高低 增减 升降 大小 快慢 涨跌 强弱 早晚 长短 盈亏 宽严 优劣 难易".split()
    for one, other in ((pair[0], pair[1]), (pair[1], pair[0]))
}
# Names of the country and its bodies that differ by who prints them.
_COUNTRY = re.compile("我国|全国|中国|国内")
_SUFFIX = re.compile("(?<=..)(?:特别行政区|自治区|[省市县区])$")


@dataclass(frozen=True)
class Source:
    """A sentence that may be cited, and what a reader of its citation sees beside it."""

    document: Document
    sentence: Sentence
    heading: str

    @cached_property
    def text(self) -> str:
        return self.sentence.span.cut(self.document.text)

    @cached_property
    def figures(self) -> list[Figure]:
        return find_figures(self.text)

    @cached_property
    def seen(self) -> str:
        """The words among which a name is looked for: speaker and headlines stand by the quote."""
        speaker = self.sentence.speaker
        said = f"{speaker.name}\n{speaker.office or ''}" if speaker else ""
        return _compact(f"{self.text}\n{said}\n{self.heading}")


@dataclass(frozen=True, slots=True)
class Backing:
    """``sources`` back the sentence; where they do not, ``lacking`` says what they do not say."""

    sources: tuple[Source, ...]
    lacking: str = ""


def back_sentence(text: str, passages: Sequence[tuple[Document, Passage]], index: Index) -> Backing:
    """The sentences of these passages that say what ``text`` says, in the order of the sources."""
    if found := _MARKUP.search(text):
        return Backing((), f"markup {found.group()!r}")
    sources = [source for pair in passages for source in _sources(*pair)]
    needs = _needs(text, index)
    chosen = _choose(text, needs, sources)
    lacking = next(
        (need.name for need in needs if not any(need.held_by(source) for source in chosen)), None
    )
    if lacking is None:
        lacking = _unsaid(text, chosen, passages, index)
    if lacking is None:
        return Backing(tuple(sorted(chosen, key=sources.index)))
    return Backing((), lacking)


@dataclass(frozen=True, slots=True)
class _Need:
    """A figure, or a name in one of its ways of writing, that a cited sentence must hold.

    A body may be named in ``short`` (工信部): by some of its characters, in their order.
    """

    name: str
    figure: Figure | None = None
    forms: tuple[str, ...] = ()
    short: bool = False

    def held_by(self, source: Source) -> bool:
        if self.figure is not None:
            return any(compare_figures(stated, self.figure).whole for stated in source.figures)
        if any(form in source.seen for form in self.forms):
            return True
        return self.short and len(self.forms[0]) > 2 and _half_held(self.forms[0], source.seen)


def _sources(document: Document, passage: Passage) -> list[Source]:
    title = next((a.title for a in document.articles if a.id == passage.article_id), None)
    heading = f"{document.source.title}\n{title or ''}\n{document.source.publisher or ''}"
    return [Source(document, s, heading) for s in passage.sentences if not s.heading]


def _needs(text: str, index: Index) -> list[_Need]:
    figures = find_figures(text)
    needs = [_Need(f"the figure {figure.raw!r}", figure) for figure in figures]
    taken = [figure.span for figure in figures]
    rest = [Span(*m.span()) for m in _DIGITS.finditer(text)]
    loose = [span for span in rest if not any(span.overlaps(other) for other in taken)]
    needs += [_Need(f"the number {s.cut(text)!r}", forms=(_compact(s.cut(text)),)) for s in loose]
    needs += _names(text, index)
    for match in _QUOTED.finditer(text):
        words = next(group for group in match.groups() if group is not None)
        needs.append(_Need(f"the quotation {words!r}", forms=(_compact(words),)))
    return needs


def _names(text: str, index: Index) -> "Iterable[_Need]":
    """The names of a sentence, each with the ways it may be printed."""
    if not _HAN.search(text):
        yield from _english_names(text, index)
        return
    for word in tagged(text):
        if word.tag in _NAMES and _HAN.search(word.text) and not _COUNTRY.fullmatch(word.text):
            forms = (_compact(word.text), _compact(_SUFFIX.sub("", word.text)))
            yield _Need(f"the name {word.text!r}", forms=forms, short=word.tag == "ORG")
    for match in _LATIN.finditer(text):
        yield _name(match.group(), match.group())


def _english_names(text: str, index: Index) -> "Iterable[_Need]":
    """What is printed with a capital inside a sentence, and the names the texts hold."""
    for term, chinese in renderings(text, sorted(index.people)):
        capital = any(word[:1].isupper() for word in term.split())
        if not capital or find_figures(term) or any(map(_COUNTRY.fullmatch, chinese)):
            continue
        # The first word of a sentence has a capital whatever it is.
        if not text.startswith(term) or chinese == (term,) or _is_name(chinese):
            yield _name(term, *chinese, term)


def _is_name(chinese: Iterable[str]) -> bool:
    return any(word.tag in _NAMES for form in chinese for word in tagged(form))


def _name(name: str, *forms: str) -> "_Need":
    return _Need(f"the name {name!r}", forms=tuple(map(_compact, forms)))


def _choose(text: str, needs: Sequence[_Need], sources: Sequence[Source]) -> list[Source]:
    """As few sentences as hold what is needed, the one with most of the words first."""
    shared = _shared(text)
    chosen: list[Source] = []
    missing = list(needs)
    # Whose an English figure is cannot be checked further: one sentence must say it all.
    alone = not _HAN.search(text) and any(need.figure for need in needs)
    while len(chosen) < (1 if alone else MOST) and (missing or not chosen):
        gains = [
            (sum(need.held_by(source) for need in missing), shared(source.text))
            for source in sources
        ]
        best = max(range(len(sources)), key=lambda n: gains[n], default=None)
        if best is None or (chosen and not gains[best][0]):
            break
        chosen.append(sources[best])
        missing = [need for need in missing if not need.held_by(sources[best])]
    return chosen


def _shared(text: str) -> Callable[[str], int]:
    """How much of the written sentence another one holds: pairs of characters, or words."""
    if _HAN.search(text):
        pairs = _bigrams(text)
        return lambda said: len(pairs & _bigrams(said))
    terms = [forms for _, forms in renderings(text)]
    return lambda said: sum(any(form in said for form in forms) for forms in terms)


def _unsaid(
    text: str,
    chosen: Sequence[Source],
    passages: Sequence[tuple[Document, Passage]],
    index: Index,
) -> str | None:
    """What the cited sentences do not say though they hold its figures and names."""
    said = "\n".join(source.text for source in chosen)
    if word := _turned(text, said):
        return f"the sense of {word!r}"
    if word := _disordered(text, chosen):
        return f"the order that {word!r} goes by"
    around = "\n".join(p.span.cut(d.text) for d, p in passages)
    around += "\n".join(source.heading for source in chosen)
    if _own_words(text, around) < OWN_WORDS:
        return "its words"
    if _HAN.search(text) and (raw := _misstated(text, passages, index)):
        return f"the figure {raw!r} for what it is said of"
    return None


def _turned(text: str, said: str) -> str | None:
    """What one side denies and the other only affirms."""
    if not _HAN.search(text):
        found = _ENGLISH_NOT.search(text)
        return found.group() if found and not _CHINESE_NOT.search(said) else None
    if word := denied(text, said) or denied(said, text):
        return word
    pairs = (text[n : n + 2] for n in range(len(text) - 1))
    return next((pair for pair in pairs if pair not in said and _opposed(pair, said)), None)


def _opposed(pair: str, said: str) -> bool:
    """Whether the two characters stand there with one of them turned into its opposite."""
    turned = (_OPPOSITES.get(pair[0], "") + pair[1], pair[0] + _OPPOSITES.get(pair[1], ""))
    return any(len(other) == 2 and other != pair and other in said for other in turned)


def _disordered(text: str, chosen: Sequence[Source]) -> str | None:
    """分别: figures are told apart by their order alone, so that it must be the source's."""
    found = _RESPECTIVELY.search(text)
    claimed = [figure for figure in find_figures(text) if figure.kind != "date"]
    if not found or len(claimed) < 2:
        return None
    stated = [figure for source in chosen for figure in source.figures]
    at = -1
    for claim in claimed:
        later = (n for n in range(at + 1, len(stated)) if compare_figures(stated[n], claim).whole)
        if (following := next(later, None)) is None:
            return found.group()
        at = following
    return None


def _own_words(text: str, around: str) -> float:
    """The share of the sentence's words that the passages print."""
    if _HAN.search(text):
        words = [w.text for w in tagged(text) if w.tag in _MEANING and _HAN.search(w.text)]
        held = [word in around or _half_held(word, around) for word in words]
    else:
        held = [any(form in around for form in forms) for _, forms in renderings(text)]
    # Nothing but names and figures (2023年是7家。): those were found.
    return sum(held) / len(held) if held else float(bool(_HAN.search(text)))


def _half_held(word: str, around: str) -> bool:
    """免税 of 免征税款, 减免额 of 减免总额: two characters that stand near each other in order."""
    return len(word) > 1 and re.search(".{0,4}?".join(map(re.escape, word)), around) is not None


def _misstated(text: str, passages: Sequence[tuple[Document, Passage]], index: Index) -> str | None:
    """A figure that the passages state of something else: as in the check of a draft."""
    stated = [
        statement
        for document, passage in passages
        for statement in described(index, document)
        if passage.span.covers(statement.figure.span)
    ]
    for claim in statements(draft_document(text)):
        if claim.figure.kind == "date":  # of itself, a date states nothing
            continue
        alike = [s for s in stated if s.figure.kind == claim.figure.kind]
        decision = decide(claim, match_statements(claim, alike, _likeness))
        if decision.verdict != "supported":
            return claim.figure.raw
    return None


def _likeness(claimed: Statement, stated: Statement) -> Likeness:
    return compare_statements(claimed, stated, local_token_states())


def _bigrams(text: str) -> frozenset[str]:
    compact = _compact(text)
    return frozenset(compact[n : n + 2] for n in range(len(compact) - 1))


def _compact(text: str) -> str:
    """Without blanks and marks, in small letters: 科委、管委会 is 科委管委会."""
    return "".join(s for s in text if s.isalnum() or s in ".%％\n").casefold()
