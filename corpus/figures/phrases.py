"""A clause's words around a figure in, the noun phrase that says what is counted out."""

import re

from corpus.figures.local_places import LOCAL_PLACE
from corpus.records import Span
from corpus.words import Word

WIDE_PLACE = re.compile(
    rf"我国|全国|国内(?!外)|全球|全世界|世界|{LOCAL_PLACE.pattern}|(?:东|中|西|东北|沿海)部?地区|中国|国家高新区"
)
NOUNS = {"n", "nz", "nw", "vn", "an", "ORG", "nr", "ns", "nt", "s", "PER", "LOC"}
_LEAD_OFF = {"LOC", "c", "r", "d", "p", "u", "w", "TIME", "xc", "m", "q", "t", "f"}
# Verbs and adverbs that only lead to the number.
_TO_NUMBER = set(
    ["达到", "达", "为", "有", "共有", "共", "已达", "已达到", "达至", "约", "约为", "近", "超过", "超", "突破"]
    + ["逾", "不足", "不到", "至少", "至多", "最多", "接近", "将近", "仅", "仅为", "只有", "已", "已经", "已有", "是", "到", "至"]
    + ["高达", "多达", "大约", "累计达", "合计", "总计", "共计", "计", "分别", "分别为", "则", "也", "就", "均", "了", "在", "于"]
    + ["还是", "还有", "而是", "不仅", "不光", "也是", "就是", "又有", "才", "才有", "竟", "竟有"]
    + ["高于", "低于", "大于", "小于", "不超过", "不低于", "不少于", "多", "数", "总共", "据", "的", "成为", "增至", "升至", "降至"]
)  # fmt: skip
_LEAD_WORDS = {"其中", "本报讯", "当年", "截至", "同时", "此外", "全年", "当日", "目前"}
# Words that qualify the noun behind a classifier though they are tagged as verbs.
_ATTRIBUTES = {"现有", "新增", "新设", "上市", "注册", "登记", "在建", "在孵", "入驻", "规上", "持证", "备案", "毕业", "获奖", "孵化", "创业"}  # fmt: skip
# 在孵, 在建: here 在 belongs to the noun behind it.
_ONGOING = re.compile(r"在(?=[孵建研校职岗售册读用营产飞])")
_DATED = re.compile("[年月日号季]")


def other_deed(words: list[Word], start: int) -> int:
    """Where the sentence goes on to another deed: 7月印发的方案 + 部署5项行动."""
    behind = [w for w in words if w.span.start >= start]
    relative = len(behind) > 1 and behind[0].tag == "v" and behind[1].text == "的"
    deeds = (w.span.start for w in behind[2:] if relative and w.tag == "v")
    return next(deeds, words[-1].span.end)


def phrase_before(words: list[Word]) -> str | None:
    """The noun phrase that ends before the number, without what only leads in or on."""
    end = len(words)
    while end and (words[end - 1].text in _TO_NUMBER or words[end - 1].tag in ("w", "p", "xc")):
        if words[end - 1].text in ("）", ")", "”", "》"):
            break
        end -= 1
    kept = words[_lead_off(words, end) : end]
    return "".join(word.text for word in kept).strip("，。；：、“ ") or None


def phrase_before_date(words: list[Word], room: Span) -> str | None:
    """What stands before the date that a figure directly follows: 孵化器在2023年有2600家."""
    ahead = [w for w in words if w.span.end <= room.start]
    if ahead and ahead[-1].tag == "m" and not _DATED.search(ahead[-1].text):
        return None  # 干渠21公里、支渠46公里: where 支渠 is a verb to the tagger
    while ahead and (ahead[-1].tag in ("TIME", "t", "p", "m", "f") or ahead[-1].text in _TO_NUMBER):
        ahead.pop()
    mark = max((n for n, w in enumerate(ahead) if w.tag == "w"), default=-1)
    return phrase_before(ahead[mark + 1 :])


def _lead_off(words: list[Word], end: int) -> int:
    """How many words only lead in: dates, conjunctions, places such as 我国 and 东部地区."""
    start = 0
    while start < end:
        ahead = "".join(word.text for word in words[start:end])
        wide = WIDE_PLACE.match(ahead)
        word = words[start]
        if wide:
            stop = word.span.start + wide.end()
            while start < end and words[start].span.end <= stop:
                start += 1
            if start < end and words[start].span.start < stop:  # a word that runs over the place
                break
        elif _ONGOING.match(ahead):
            break
        elif word.tag in _LEAD_OFF or word.text in _TO_NUMBER or word.text in _LEAD_WORDS:
            start += 1
        else:
            break
    return start


def last_nouns(words: list[Word], span: Span) -> str | None:
    """The nouns a clause without figures ends with (形成孵化器集聚区)."""
    taken: list[Word] = []
    inside = [w for w in words if span.covers(w.span) and w.tag != "w"]
    if inside and inside[0].text in ("据", "根据", "依据"):
        return None  # 据测算，…: by whose account
    while inside and inside[-1].text in ("中", "里", "当中", "之中", "里面"):
        inside.pop()  # 在孵企业里，…
    for at, word in reversed([*enumerate(inside)]):
        pair = inside[at : at + 2] if word.text == "在" else inside[max(at - 1, 0) : at + 1]
        ongoing = _ONGOING.match("".join(w.text for w in pair))  # 在 + 孵 to the tagger
        if word.tag not in NOUNS and word.text not in _ATTRIBUTES and not ongoing:
            break
        taken.insert(0, word)
    return "".join(word.text for word in taken) or None


def described_nouns(words: list[Word], span: Span) -> str | None:
    """What a clause says something of in one word (在孵企业的营业收入更高，超1.1万亿元)."""
    inside = [w for w in words if span.covers(w.span) and w.tag != "w"]
    if len(inside) < 2 or inside[-1].tag != "a":
        return None
    while inside and inside[-1].tag in ("a", "d"):
        inside.pop()
    return phrase_before(inside) if inside and inside[-1].tag in NOUNS else None


def phrase_after(words: list[Word]) -> str | None:
    """The noun phrase right behind a classifier, up to the next verb, mark or conjunction."""
    taken: list[Word] = []
    while words and words[0].text in ("累计", "各类", "各种"):
        words = words[1:]
    for position, word in enumerate(words):
        following = words[position + 1] if position + 1 < len(words) else None
        joins = bool(following and following.tag in NOUNS)
        if word.text == "的" and taken and taken[-1].tag in ("n", "nz", "vn"):
            break  # 580家孵化载体的在孵企业: the 孵化载体 are counted
        if (
            not taken
            and word.tag == "v"
            and joins
            and _names_kind(words, position)
            or (
                word.tag in NOUNS
                or word.tag in ("a", "b")
                or word.tag == "v"
                and len(word.text) == 1
                and taken
                and joins
                or word.text == "的"
                and joins
                and taken
            )
        ):
            taken.append(word)
        else:
            break
    while taken and taken[-1].tag not in NOUNS:
        taken.pop()
    return "".join(word.text for word in taken) or None


def _names_kind(words: list[Word], position: int) -> bool:
    """Whether a verb behind a classifier names a kind (25万家毕业企业、…), not what they do."""
    if words[position].text in _ATTRIBUTES:
        return True
    end = position + 1
    while end < len(words) and words[end].tag in NOUNS:
        end += 1
    return end == len(words) or words[end].text in ("、", "和", "及", "以及", "与", "的")
