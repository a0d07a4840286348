"""What a figure is said to be about."""

import pytest

from corpus import document_from_text
from corpus.figures.measures import describe_figures
from corpus.records import Figure, Source


def described(text: str) -> list[Figure]:
    source = Source(id="s", title="", kind="other", path="s.txt", sha256="", year=2024)
    document = document_from_text(source, "", text)
    figures = describe_figures(document)
    for figure in figures:
        assert figure.span.cut(document.text) == figure.raw
    return figures


def measures(text: str) -> dict[str, str | None]:
    return {figure.raw: figure.measure for figure in described(text) if figure.kind != "date"}


@pytest.mark.parametrize(
    ("text", "raw", "measure"),
    [
        ("全市累计毕业企业25万家。", "25万家", "累计毕业企业"),
        ("苏州聚集400余家生物医药企业，形成了产业生态圈。", "400余家", "生物医药企业"),
        ("科创板上市企业中1/4为孵化器毕业企业。", "1/4", "科创板上市企业中 为孵化器毕业企业"),
        ("孵化基金总额3400亿元，同比增长13%。", "13%", "孵化基金总额 同比增长"),
        ("吸纳就业490多万人，其中应届高校毕业生46万人。", "46万人", "吸纳就业 应届高校毕业生"),
        ("该领域有89家科创板企业，近30%来自孵化器。", "30%", "科创板企业 来自孵化器"),
        ("孵化机构孵化面积1.7亿平方米，总收入超过900亿元。", "900亿元", "孵化机构 总收入"),
        ("在孵企业整体研发投入强度8%。", "8%", "在孵企业整体研发投入强度"),
        ("毕业企业100家，占全市的比例超20%。", "20%", "毕业企业 占全市的比例"),
        ("另有25万家毕业企业、3家医院。", "25万家", "毕业企业"),
        ("580家孵化载体的在孵企业占一半。", "580家", "孵化载体"),
        ("科技企业孵化器3家，众创空间2家。", "2家", "众创空间"),
        ("科技企业孵化器3家，总收入9亿元。", "9亿元", "科技企业孵化器 总收入"),
        ("在孵企业里，三成是渔业企业，两成做运输。", "两成", "在孵企业 做运输"),
        ("甲园有渔业企业5家；乙镇的渔港，70%停用。", "70%", "渔港 停用"),
    ],
)
def test_measure_is_the_phrase_that_is_counted(text: str, raw: str, measure: str) -> None:
    assert measures(text)[raw] == measure


def test_period_opens_a_paragraph_and_holds_to_its_end() -> None:
    text = "截至2023年年底，全市有孵化器7家。毕业企业25家。\n东区有学校3所。"
    periods = [figure.period for figure in described(text) if figure.kind == "count"]
    assert periods == ["2023年年底", "2023年年底", None]


def test_period_changes_within_a_sentence() -> None:
    text = "2022年全市有企业3家，2023年有企业5家。"
    periods = [figure.period for figure in described(text) if figure.kind == "count"]
    assert periods == ["2022年", "2023年"]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("2030年1-6月，海运：本期金额 7元；上期金额 6元；增减 3%。", ["2030年1-6月", None, "2030年1-6月"]),
        ("2030年1-6月，海运：上年同期数 6元。", ["2029年1-6月"]),
        ("2030年6月30日，货币：期末余额 7元；年初余额 6元；期初数 5元。", ["2030年6月30日", None, None]),
        ("2030年6月30日，上年年末余额：资本 7元；公积 6元。", [None, None]),
        ("海运：2030年 7元；上年 6元；增长 3%。", ["2030年", "2029年", "2030年"]),
        ("海运：上半年 3元；全年 7元。", ["上半年", None]),
        ("2030年，海运：上半年 3元；全年 7元。", ["上半年", "2030年"]),
        ("海运：2029年 6元；2030年 7元；增长 3%。", ["2029年", "2030年", None]),
        ("海运：本期 7元；2029年 6元；增长 3%。", [None, "2029年", None]),
        ("2030年新增企业5家，上年同期为3家，比上年增加2家。", ["2030年", "2029年", "2030年"]),
        ("2024年上半年新增5家，去年同期3家，比去年同期增加2家。", ["2024年上半年", "2023年上半年", "2024年上半年"]),
        ("2030年末有企业5家，比年初增加1家，比上年末的3家增加2家。", ["2030年末", "2030年末", None, "2030年末"]),
        ("2030年年初有企业5家，年初预算3元。", ["2030年年初", "2030年年初"]),
    ],
)  # fmt: skip
def test_a_figure_of_another_time_is_not_of_the_one_spoken_of(
    text: str, periods: list[str | None]
) -> None:
    assert [figure.period for figure in described(text) if figure.kind != "date"] == periods


def test_a_row_s_name_goes_before_what_its_columns_measure() -> None:
    text = "2030年6月，海运：期末余额母公司 7元；年初余额合并 6元。"
    assert measures(text) == {"7元": "海运 期末余额母公司", "6元": "海运 余额合并"}


def test_relative_period_is_given_in_figures() -> None:
    [_, count] = described("今年4月，全市新增企业5家。")
    assert count.period == "2024年4月"


def test_year_in_the_name_of_an_event_is_no_period() -> None:
    [_, count] = described("在2024中关村论坛上，共有5家企业参展。")
    assert count.period is None


def test_place_is_the_one_last_named_before_the_figure() -> None:
    places = [figure.place for figure in described("北京有标杆孵化器23家，上海启动7家孵化器建设。")]
    assert places == ["北京", "上海"]


def test_speaker_is_that_of_the_sentence() -> None:
    [figure] = described("市科委副主任张宇蕾表示，全市有孵化器23家。")
    assert figure.speaker == "张宇蕾"


@pytest.mark.parametrize(
    ("text", "raw", "period", "measure"),
    [
        ("2万名学生在2021年领到助学金。", "2万名", "2021年", "学生"),
        ("新增床位300张，诊室20间，这是2021年的情况。", "300张", "2021年", "新增床位"),
        ("新增床位300张，统计到2021年底。", "300张", "2021年底", "新增床位"),
        ("60亿元，这是2021年渔业的总产值。", "60亿元", "2021年", "渔业的总产值"),
        ("乡镇卫生院在2021年有300家。", "300家", "2021年", "乡镇卫生院"),
        ("撑起300万平方米的绿地面积。", "300万平方米", None, "绿地面积"),
        ("就业20万人，其中3万是应届毕业生。", "3万", None, "应届毕业生"),
        ("总收入9亿元，渔船的捕捞收入更高，达12亿元。", "12亿元", None, "渔船的捕捞收入"),
        ("300家国家级工程技术研究中心。", "300家", None, "国家级工程技术研究中心"),
        ("300家累计注册企业。", "300家", None, "注册企业"),
    ],
)
def test_time_and_measure_may_be_told_behind_a_figure(
    text: str, raw: str, period: str | None, measure: str
) -> None:
    found = next(f for f in described(text) if f.raw == raw)
    assert (found.period, found.measure) == (period, measure)


def test_an_event_stands_before_a_date_that_ends_its_clause() -> None:
    text = "方案起草于2021年3月2日，2021年4月1日公布。"
    assert [f.measure for f in described(text)] == ["方案起草", "公布"]
    text = "起草在2021年3月2日，2021年4月1日公布。"
    assert [f.measure for f in described(text)] == ["起草", "公布"]


def test_the_day_of_a_dateline_is_no_figure() -> None:
    text = "新华社北京4月5日电 孵化器5日达到3家。"
    assert [f.raw for f in described(text)] == ["5日", "3家"]
    source = Source(id="s", title="", kind="other", path="s.txt", sha256="", year=2024)
    told = describe_figures(document_from_text(source, "", text), datelines=True)
    assert [f.raw for f in told] == ["4月5日", "5日", "3家"]


def test_a_day_is_that_of_the_deed_behind_it_alone() -> None:
    text = "2021年3月印发的渔港规划部署了大量工程。"
    assert [f.measure for f in described(text)] == ["印发的渔港规划"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("2024年，苏州有企业5家，占全市的20%。", "苏州"),
        ("浙江杭州今年很忙。全市新增企业20%。", "杭州"),
        ("上海浦东今年很忙。全市新增企业20%。", "上海"),
        ("海南省海口市今年很忙。全省新增企业20%。", "海南省"),
        ("海南省海口市今年很忙。我市新增企业20%。", "海口市"),
        ("杭州市余杭区今年很忙。全区新增企业20%。", "余杭区"),
        ("苏州和上海今年很忙。全市新增企业20%。", None),
        ("本报苏州4月28日电 今年很忙。\n全市新增企业20%。", "苏州"),
        ("今年很忙。全市新增企业20%。", None),
        ("美国很忙。全市新增企业20%。", None),
        ("苏州很忙。全市场下跌20%。", None),
        ("苏州很忙。安全区扩大20%。", None),
    ],
)
def test_the_whole_city_is_the_one_spoken_of(text: str, place: str | None) -> None:
    assert described(text)[-1].place == place


def test_a_text_of_many_blanks_that_is_no_row_of_a_table_is_described() -> None:
    listed = "".join(f"（{n}）对外服务 " for n in range(1, 41))
    assert measures(f"岗位要求如下：{listed}比如：场馆岗位招收30人。")["30人"] == "场馆岗位招收"
