"""Words that name one thing share a group; words that ask for different facts never do."""

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.statements.thesaurus import EVERYDAY, PRINTED, other_words, words_in
from corpus.records import Span

LINES = {
    name: files("assistant.statements").joinpath(name).read_text("utf-8").splitlines()
    for name in (PRINTED, EVERYDAY)
}
GROUPS = {
    name: [line.split("\t") for line in lines if not line.startswith("#")]
    for name, lines in LINES.items()
}
ALL = [group for groups in GROUPS.values() for group in groups]

# Near words whose answers differ.
FORBIDDEN = """
收入 利润|收入 支出|利润 支出|营收 净利润|亏损 利润|利润 净利润|利润 毛利|毛利 净利润|预算 决算|成本 支出
面积 建筑面积|面积 使用面积|面积 长度|长度 宽度|高度 深度|产量 销量|销量 销售额|产量 产能|产值 产量|产值 增加值
主任 副主任|院长 副院长|省长 副省长|市长 副市长|总理 副总理|省长 市长|书记 市长|董事长 总经理|主编 编辑|法官 检察官
出口 进口|出口额 进口额|顺差 逆差|进出口 出口|外资 对外投资|毕业 在读|应届毕业生 在校生|在孵企业 毕业企业|毕业率 升学率
新增 累计|新增 存量|增长 增速|增长 下降|同比 环比|平均 总数|人均 总量|人均 户均|去年 今年|去年 前年|今年 明年|明年 后年
年底 年初|上半年 下半年|月初 月底|昨天 今天|成立 上市|上市 退市|省级 市级|国家级 省级|目标 实际|预计 实际|计划 完成
专利 商标|专利 发明专利|专利申请 专利授权|专利申请量 专利授权量|本科 研究生|硕士 博士|本科 专科|高中 初中|小学 中学
租金 价格|租金 房价|房产税 土地使用税|增值税 消费税|个人所得税 企业所得税|减税 退税|股权 债券|贷款 存款|加息 降息
企业 科技企业|高新技术企业 科技型中小企业|专精特新 独角兽|孵化器 众创空间|孵化器 加速器|国家级孵化器 省级孵化器
冠军 亚军|亚军 季军|金牌 银牌|金牌数 奖牌数|奥运会 冬奥会|奥运会 残奥会|死亡人数 受伤人数|死亡 失踪|出生 去世
出生地 籍贯|出生率 死亡率|常住人口 户籍人口|总人口 常住人口|原告 被告|一审 二审|起诉 判决|拘留 逮捕|有期徒刑 无期徒刑
行贿 受贿|上任 卸任|碳达峰 碳中和|火电 水电|核电 风电|高铁 动车|地铁 高铁|酒驾 醉驾|客运量 货运量|播种面积 耕地面积
公租房 廉租房|新房 二手房|买房 租房|就业率 失业率|调查失业率 登记失业率|养老保险 医保|职工医保 居民医保|工资 养老金
票价 票房|主办 承办|主办方 协办|开幕式 闭幕式|开工 竣工|投产 停产|作家 作者|导演 编剧|震级 震中|受灾人口 死亡人数
参加 主办|发布 实施|废止 修订|有效期 执行期限|超过 不足|至少 至多|一半 过半|三成 四成|翻番 翻两番|CPI PPI
国有企业 央企|中小企业 小微企业|国内生产总值 人均GDP|研发投入 研发投入强度|上交所 深交所|科创板 创业板
国家发改委 发改局|工信部 科技部|最高法 最高检|省政府 市政府|北京 上海|南京 宁波|吉林 吉林市|投资额 融资额
"""
PAIRS = [tuple(pair.split()) for line in FORBIDDEN.strip().splitlines() for pair in line.split("|")]


@pytest.mark.parametrize(("asked", "other"), PAIRS)
def test_words_that_ask_for_different_facts_share_no_group(asked: str, other: str) -> None:
    assert other not in other_words(asked)
    assert asked not in other_words(other)


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("登陆资本市场", {"上市", "挂牌", "IPO"}),
        ("做了多少生意", {"营收", "营业收入", "进账"}),
        ("工信部", {"工业和信息化部"}),
        ("申城", {"上海", "沪"}),
        ("年末", {"年底", "岁末"}),
        ("饭碗", {"就业", "工作岗位"}),
        ("搭伙", {"合作", "联手"}),
        ("坐落", {"位于", "地处"}),
        ("创办", {"成立", "创立"}),
        ("房税", {"房产税"}),
        ("高企", {"高新技术企业"}),
        ("逝世", {"去世", "病逝"}),
    ],
)
def test_a_word_has_its_other_words(word: str, others: set[str]) -> None:
    assert others <= set(other_words(word))


def test_what_a_question_may_mean_by_a_word_bears_no_figure_out() -> None:
    assert "收入" not in other_words("挣")
    assert "收入" in other_words("挣", everyday=True)


def test_an_unknown_word_has_no_other_words() -> None:
    assert other_words("没有这个词") == ()
    assert other_words("") == ()


def test_other_words_stand_in_the_order_of_the_file() -> None:
    assert other_words("公司") == ("企业", "厂商", "商家", "厂家")


def test_groups_are_joined_by_the_asked_word_alone() -> None:
    # 老家 is a birthplace's name on one line, a home's on another.
    assert {"籍贯", "家乡"} <= set(other_words("老家"))
    assert "家乡" not in other_words("籍贯")


def test_every_line_is_a_group_of_distinct_clean_words() -> None:
    for group in ALL:
        assert len(group) >= 2, group
        assert len(set(group)) == len(group), group
        assert all(word and word == "".join(word.split()) for word in group), group


@pytest.mark.parametrize("name", GROUPS)
def test_no_group_repeats_or_lies_within_another(name: str) -> None:
    having: dict[str, list[frozenset[str]]] = {}
    for group in map(frozenset, GROUPS[name]):
        for word in group:
            having.setdefault(word, []).append(group)
    for group in map(frozenset, GROUPS[name]):
        held = [other for other in having[next(iter(group))] if group <= other]
        assert held == [group]


def test_sharing_a_group_is_mutual() -> None:
    for group in ALL:
        for word in group:
            others = other_words(word, everyday=True)
            assert word not in others
            assert set(group) <= {word, *others}


def test_the_longest_word_is_found_where_it_stands() -> None:
    found = words_in("这家初创企业何时登陆资本市场？")
    assert (Span(2, 6), "初创企业") in found
    assert (Span(8, 14), "登陆资本市场") in found


@pytest.mark.parametrize(
    ("text", "absent"),
    [("增长150%", "50%"), ("1.50%", "50%"), ("AIDS病", "AI"), ("前100位", "前10")],
)
def test_no_word_is_found_inside_a_number_or_a_latin_word(text: str, absent: str) -> None:
    assert absent not in [word for _, word in words_in(text)]


@given(st.lists(st.sampled_from([w for g in ALL for w in g]) | st.text(max_size=3)).map("".join))
def test_found_words_are_cut_from_the_text_and_never_overlap(text: str) -> None:
    end = 0
    for span, word in words_in(text):
        assert span.cut(text) == word
        assert span.start >= end
        assert other_words(word, everyday=True)
        end = span.end
