"""Clauses that only name what is spoken of: 大学科技园里的企业，…; 知识产权方面，…; 说到就业，….

In: the words of a clause. Out: whether they are a noun phrase, that is, say nothing of it yet. All
figures behind such a clause are of what it names, though their own clauses do not say so again.
"""

import re
from collections.abc import Sequence

from corpus.words import Word

_OPENERS = frozenset(
    "说到 谈到 提到 讲到 说起 谈起 提起 论 要论 若论 论及 论起 要说 若说 至于 关于 对于 看 来看 再看 就 从 在 而在 按 按照 以 据 和 与 "
    "而 而且 且 但 但是 不过 另外 此外 同时 其中 则 也 又 还 至 到 目前 已经 仅 单 光 光是".split()
)
_CLOSERS = frozenset(
    "来看 来说 来讲 而言 看 说 讲 方面 的话 上看 合计 一共 总共 合 起来 加起来".split()
)
_SOURCE_OPENERS = frozenset("据 根据 按 按照 依据 依照".split())
_SOURCE_CLOSERS = frozenset(
    "要求 提出 显示 表示 介绍 表明 明确 规定 部署 设想 口径 数据 统计 消息 报道 目标".split()
)
# 受市场影响, 论吸金能力, 看产业结构: why, or how one looks at it, not what is counted.
_CAUSE_OPENERS = frozenset("受 因 由于 随着 得益于 凭 凭借 借助 依托 在".split())
_CAUSE_CLOSERS = frozenset("影响 推动 带动 驱动 拉动 作用 支持 助力 之下 下".split())
_LOOK = frozenset("论 要论 若论 论及 看 来看 再看 从 就 以".split())
_LOOKED_AT = re.compile(
    "(?:能力|实力|结构|水平|角度|表现|成色|格局|贡献|速度|势头|层面|维度|趋势|变化|口径|质量|地位|分布|影响力|吸引力)$"
)
_ANGLE = re.compile("^(?:[更还再也先首]?要?)*[看问算说谈讲论聊]|：$|^[一-龥]{1,4}[端侧]，$")
_NAMING = frozenset(("n", "nz", "nw", "vn", "an", "ORG", "LOC", "nt", "s"))
_OF_PHRASE = _NAMING | {"a", "b", "f", "m", "q", "c", "r", "TIME", "t", "w", "xc"}
# Verbs that stand before a noun as what kind of it is meant.
KINDS = frozenset(
    "在孵 孵 毕业 上市 挂牌 备案 注册 登记 入驻 获奖 参赛 创业 孵化 创新 投资 融资 就业 生产 服务 研发 出口 进口 规上 现有 新增 在建 在校 在职 "
    "加速 培训 运营 建设 管理 合作".split()
)
_PREDICATES = frozenset("是 为 成为 堪称 乃 等于 有 没有 即 就是 也是 正是 不是 了".split())


def is_angle(clause: str) -> bool:
    """Whether a clause tells how one looks at what follows: 再看资本，; 更要问效益：."""
    return _ANGLE.search(clause) is not None


def is_noun_phrase(words: Sequence[Word]) -> bool:
    """Whether a clause without its figures names something and has no predicate."""
    kept = [w for w in words if w.tag != "w" or w.text == "、"]
    while kept and (kept[0].text in _OPENERS or kept[0].tag in ("c", "d", "TIME", "t")):
        kept = kept[1:]
    while kept and (kept[-1].text in _CLOSERS or kept[-1].tag in ("f", "TIME")):
        kept = kept[:-1]
    if _is_cause_or_look(words):
        return False
    if len(kept) == 1 and kept[0].tag == "m":
        return True
    if not kept or kept[-1].tag not in _NAMING and kept[-1].text not in KINDS:
        return False
    if (
        kept[0].text in ("听", "听说")
        or words[0].text in _SOURCE_OPENERS
        or kept[-1].text in _SOURCE_CLOSERS
    ):
        return False  # whose words they are
    last = max((n for n, w in enumerate(kept) if w.text == "的"), default=-1)
    if _is_told(kept[: max(last, 0)]):
        return False
    return all(
        w.tag in _OF_PHRASE or w.text in KINDS or w.tag == "v" and len(w.text) == 1  # 科 + 创 + 板
        for w in kept[last + 1 :]
    )


def _is_cause_or_look(words: Sequence[Word]) -> bool:
    plain = [w.text for w in words if w.tag != "w"]
    if not plain:
        return False
    if plain[0] in _CAUSE_OPENERS and plain[-1] in _CAUSE_CLOSERS:
        return True
    if plain[-1] == "上" and len(plain) > 1:  # 产业结构上，…
        return _LOOKED_AT.search(plain[-2]) is not None
    return plain[0] in _LOOK and _LOOKED_AT.search(plain[-1]) is not None


def _is_told(words: Sequence[Word]) -> bool:
    """Whether the words before 的 have a subject, a verb and the beginning of its object (研发是公司 +
    的命根子), and so say something; 政府支持 + 的企业 and 获得补贴 + 的企业 only tell which are meant.
    """
    if words and words[0].text in ("由", "被"):
        return False  # 由企业获得的投资
    if any(w.text in _PREDICATES for w in words):
        return True
    verbs = [n for n, w in enumerate(words) if w.tag == "v" and w.text not in KINDS]
    if not verbs:
        return False
    subject = any(w.tag in _NAMING or w.tag == "PER" for w in words[: verbs[0]])
    place = any(w.tag == "f" for w in words[: verbs[0]])
    return subject and not place and any(w.tag in _NAMING for w in words[verbs[-1] + 1 :])
