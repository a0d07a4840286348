"""What is read as a figure, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import read_document, shipped_sources
from corpus.figures.find import find_figures
from corpus.library.catalog import source_file
from corpus.records import Figure
from tests.printed_numerals import WIDE, print_chinese


def brief(figure: Figure) -> tuple[object, ...]:
    value = figure.value if figure.upper is None else (figure.value, figure.upper)
    return figure.raw, value, figure.unit, figure.kind, figure.qualifier


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("达到1.66万余家。", ("1.66万余家", 16600, "家", "count", "余")),
        ("吸纳就业490多万人", ("490多万人", 4_900_000, "人", "count", "多")),
        ("一万六千六百家", ("一万六千六百家", 16600, "家", "count", None)),
        ("１６，６００家", ("１６，６００家", 16600, "家", "count", None)),
        ("共計１.５萬戶", ("１.５萬戶", 15000, "户", "count", None)),
        ("超过1.1万亿元", ("1.1万亿元", 1_100_000_000_000, "元", "money", "超过")),
        ("1亿2000万元", ("1亿2000万元", 120_000_000, "元", "money", None)),
        ("人民币3.14", ("人民币3.14", 3.14, "元", "money", None)),
        ("玖仟陆佰陆拾伍圆壹角捌分", ("玖仟陆佰陆拾伍圆壹角捌分", 9665.18, "元", "money", None)),
        ("为-1.6亿元", ("-1.6亿元", -160_000_000, "元", "money", None)),
        ("投资收益-157.24万元", ("-157.24万元", -1_572_400, "元", "money", None)),
        ("5名企业家", ("5名", 5, "名", "count", None)),
        ("450亿美元", ("450亿美元", 45_000_000_000, "美元", "money", None)),
        ("100万元/亩", ("100万元/亩", 1_000_000, "元/亩", "money", None)),
        ("1.7亿平方米", ("1.7亿平方米", 170_000_000, "平方米", "area", None)),
        ("387万亩", ("387万亩", 3_870_000, "亩", "area", None)),
        ("5万千瓦", ("5万千瓦", 50000, "千瓦", "other", None)),
        ("1米80", ("1米80", 1.8, "米", "other", None)),
        ("35岁", ("35岁", 35, "岁", "other", None)),
        ("近30%来自", ("30%", 30, "%", "ratio", "近")),
        ("百分之二十五", ("百分之二十五", 25, "%", "ratio", None)),
        ("5‰", ("5‰", 0.5, "%", "ratio", None)),
        ("中1/4为", ("1/4", 25, "%", "ratio", None)),
        ("占四分之一", ("四分之一", 25, "%", "ratio", None)),
        ("在科创板上市企业里，四分之一是毕业企业", ("四分之一", 25, "%", "ratio", None)),
        ("有四分之一是毕业企业", ("四分之一", 25, "%", "ratio", None)),
        ("百分之三是新建的", ("百分之三", 3, "%", "ratio", None)),
        ("六成半", ("六成半", 65, "%", "ratio", None)),
        ("二成五", ("二成五", 25, "%", "ratio", None)),
        ("三四成", ("三四成", (30, 40), "%", "ratio", None)),
        ("占比过半", ("过半", 50, "%", "ratio", "超过")),
        ("一半以上", ("一半", 50, "%", "ratio", "至少")),
        ("打八五折", ("八五折", 85, "%", "ratio", None)),
        ("提高0.3个百分点", ("0.3个百分点", 0.3, "百分点", "ratio", None)),
        ("较去年翻两番", ("翻两番", 4, "倍", "ratio", None)),
        ("10至20万元", ("10至20万元", (100_000, 200_000), "元", "money", None)),
        ("八到九百亿元", ("八到九百亿元", (80_000_000_000, 90_000_000_000), "元", "money", None)),
        ("从8500到3万港元", ("8500到3万港元", (8500, 30000), "港元", "money", None)),
        ("3万元至5万元", ("3万元至5万元", (30000, 50000), "元", "money", None)),
        ("30%~40%", ("30%~40%", (30, 40), "%", "ratio", None)),
        ("3—5家", ("3—5家", (3, 5), "家", "count", None)),
        ("三五家", ("三五家", (3, 5), "家", "count", None)),
        ("三、四家", ("三、四家", (3, 4), "家", "count", None)),
        ("十七八岁", ("十七八岁", (17, 18), "岁", "other", None)),
        ("仅为数百家", ("数百家", (100, 1000), "家", "count", "数")),
        ("成百上千家企业", ("成百上千家", (100, 10000), "家", "count", "数")),
        ("上千家", ("上千家", 1000, "家", "count", "至少")),
        ("近百家", ("百家", 100, "家", "count", "近")),
        ("十余万人", ("十余万人", 100_000, "人", "count", "余")),
        ("半小时", ("半小时", 0.5, "小时", "duration", None)),
        ("三个多月", ("三个多月", 3, "个月", "duration", "多")),
        ("近一年多来", ("一年多", 1, "年", "duration", "多")),
        ("近三年来", ("三年", 3, "年", "duration", None)),
        ("经过近两年的探索", ("两年", 2, "年", "duration", "近")),
        ("1小时15分51秒", ("1小时15分51秒", 4551, "秒", "duration", None)),
        ("9秒99", ("9秒99", 9.99, "秒", "duration", None)),
        ("比分2：0", ("2：0", (2, 0), "比", "other", None)),
        ("第十届", ("第十届", 10, "第届", "other", None)),
        ("四大新趋势", ("四大", 4, "大", "count", None)),
        ("6种模式", ("6种", 6, "种", "count", None)),
        ("三个方面", ("三个方面", 3, "方面", "count", None)),
        ("1.1 trillion yuan", ("1.1 trillion yuan", 1_100_000_000_000, "元", "money", None)),
        ("25 percent", ("25 percent", 25, "%", "ratio", None)),
        ("over 70%", ("70%", 70, "%", "ratio", "超过")),
        ("占两成多", ("两成多", 20, "%", "ratio", "多")),
        ("增长20%多", ("20%", 20, "%", "ratio", "多")),
        ("增长了一倍多", ("一倍", 1, "倍", "ratio", "多")),
        ("三五百人", ("三五百人", (300, 500), "人", "count", None)),
        ("一两千元", ("一两千元", (1000, 2000), "元", "money", None)),
        ("投入两个亿", ("两个亿", 200_000_000, None, "count", None)),
        ("涨了5角6分", ("5角6分", 0.56, "元", "money", None)),
        ("便宜三分钱", ("三分钱", 0.03, "元", "money", None)),
        ("连续三周", ("三周", 3, "周", "duration", None)),
        ("公示时间为20日。", ("20日", 20, "天", "duration", None)),
        ("公示不少于7日", ("7日", 7, "天", "duration", "至少")),
        ("提前二十四小时通知用户", ("二十四小时", 24, "小时", "duration", None)),
        ("：负 4；", ("4", 4, None, "count", None)),
        ("零下20℃", ("零下20℃", -20, "摄氏度", "other", None)),
        ("2000家国家高新技术企业", ("2000家", 2000, "家", "count", None)),
    ],
)
def test_figure_is_read(text: str, expected: tuple[object, ...]) -> None:
    assert [brief(figure) for figure in find_figures(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("2023年12月19日", 20231219, "日"),
        ("2023 年 12月 19日", 20231219, "日"),
        ("二〇二三年十二月十九日", 20231219, "日"),
        ("2023-12-19", 20231219, "日"),
        ("12月19日", 1219, "日"),
        ("19日", 19, "日"),
        ("2023年底", 2023, "年"),
        ("2012赛季", 2012, "年"),
        ("2007-2018年", (2007, 2018), "年"),
        ("2007年至2018年", (2007, 2018), "年"),
        ("1—9月", (1, 9), "月"),
        ("3月5日至8日", (305, 308), "日"),
        ("2023年一季度", 20231, "季度"),
        ("2023年上半年", (202301, 202306), "月"),
        ("20世纪90年代", 1990, "年代"),
        ("上世纪九十年代", 1990, "年代"),
        ("80年代", 1980, "年代"),
        ("2023年四季度", 20234, "季度"),
        ("第四季度", 4, "季度"),
        ("2023年Q3", 20233, "季度"),
        ("2024/25赛季", (2024, 2025), "年"),
        ("四、五月", (4, 5), "月"),
        ("2023年3、4月", (202303, 202304), "月"),
        ("三四月份", (3, 4), "月"),
        ("10时30分", 1030, "时"),
        ("2024中关村论坛", 2024, "年"),
        ("今年4月", 4, "月"),
        ("会议时间为20日上午", 20, "日"),
    ],
)
def test_date_is_a_whole_number(text: str, value: object, unit: str) -> None:
    [figure] = find_figures(text)
    printed = figure.value if figure.upper is None else (figure.value, figure.upper)
    assert (printed, figure.unit, figure.kind) == (value, unit, "date")


@pytest.mark.parametrize(("text", "value"), [("今年4月", 202404), ("去年", 2023), ("明年", 2025)])
def test_this_year_is_resolved_by_the_given_year(text: str, value: int) -> None:
    assert [figure.value for figure in find_figures(text, year=2024)] == [value]


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        *(("超过9家", "超过"), ("突破9家", "超过"), ("逾9家", "超过"), ("超9家", "超过")),
        *(("将近9家", "近"), ("接近9家", "近"), ("约9家", "约"), ("9家左右", "约")),
        *(("不足9家", "不足"), ("不到9家", "不足"), ("低于9家", "不足"), ("至少9家", "至少")),
        *(("至少要培育9家", "至少"), ("最多只能建设9家", None), ("至少在上海的9家", None)),
        *(("不少于9家", "至少"), ("9家以上", "至少"), ("9家（含）以上", "至少")),
        *(("不超过9家", "至多"), ("最多9家", "至多"), ("9家以内", "至多"), ("9家以下", "至多")),
        *(("达9家", None), ("高达9家", None), ("附近9家", None), ("条约9家", None)),
    ],
)
def test_qualifier_is_normalised(text: str, qualifier: str | None) -> None:
    [figure] = find_figures(text)
    assert (figure.raw, figure.qualifier) == ("9家", qualifier)


@pytest.mark.parametrize(
    ("text", "change"),
    [
        *(("增长2倍", "up"), ("增长到2倍", "up to"), ("翻一番", "up to"), ("降至2倍", "down to")),
        *(("下降了近2倍", "down"), ("是去年的2倍", None)),
    ],
)
def test_growth_is_told_from_level(text: str, change: str | None) -> None:
    assert find_figures(text)[-1].change == change


@pytest.mark.parametrize(
    "text",
    [
        *(
            "从0到100",
            "从 0 到\n100的全程",
            "“四链”融合",
            "英国P4精准医疗",
            "“十四五”规划",
            "三位一体",
            "12345热线",
            "110报警",
            "109国道",
            "1/8决赛",
            "20国集团",
            "波音787-9飞机",
            "双11",
            "“618”",
            "4×100米接力",
            "周三周四",
        ),
        *(
            "一批企业",
            "一系列",
            "世界一流",
            "一方面",
            "一是服务；二是聚焦",
            "第一，抓政策",
            "统一",
            "唯一",
        ),
        *(
            "一些",
            "一定",
            "万一",
            "千方百计",
            "三江源",
            "一家企业",
            "一个",
            "十分重要",
            "二十大精神",
        ),
        *("京政办发〔2023〕26号", "双一流", "5G网络", "COVID-19", "歼-20", "工业4.0时代", "90后"),
        *(
            "一成不变",
            "电话：010-85202353",
            "（1）",
            "周五",
            "近年来",
            "数据",
            "几乎",
            "两岸",
            "百货",
        ),
        *("", " ", "二七区", "前一交易日", "https://a.cn/828/8282693.html"),
    ],
)
def test_a_numeral_in_a_name_is_no_figure(text: str) -> None:
    assert find_figures(text) == []


PAGE_FIGURES = """
2024|2024|年|date|
23家|23|家|count|
7家|7|家|count|
2023年12月19日|20231219|日|date|
一年多|1|年|duration|多
今年|2024|年|date|
800个|800|个|count|
3100多个|3100|个|count|多
40%|40|%|ratio|超过
今年4月|202404|月|date|
1.66万余家|16600|家|count|余
2023年|2023|年|date|
1.66万余家|16600|家|count|余
25万家|250000|家|count|
5000家|5000|家|count|
2023年|2023|年|date|
2688家|2688|家|count|
13亿元|1300000000|元|money|
2024|2024|年|date|
2023年|2023|年|date|
7000余家|7000|家|count|余
9400余家|9400|家|count|余
70万家|700000|家|count|超过
95%|95|%|ratio|
5000家|5000|家|count|超过
1/4|25|%|ratio|
2007-2018年|2007|年|date|
数百家|100|家|count|数
2亿元|200000000|元|money|约
2023年|2023|年|date|
2688家|2688|家|count|
13万家|130000|家|count|
2023年|2023|年|date|
1606家|1606|家|count|
2376家|2376|家|count|
2023年|2023|年|date|
900多亿元|90000000000|元|money|多
8%|8|%|ratio|
100万件|1000000|件|count|
15万件|150000|件|count|
2023年|2023|年|date|
3400亿元|340000000000|元|money|
13%|13|%|ratio|
3.8万个|38000|个|count|
2023年|2023|年|date|
70万家|700000|家|count|超过
4%|4|%|ratio|超过
490多万人|4900000|人|count|多
46万人|460000|人|count|
2023年|2023|年|date|
1.7亿平方米|170000000|平方米|area|
900亿元|90000000000|元|money|超过
1.1万亿元|1100000000000|元|money|超过
7000亿元|700000000000|元|money|超过
60%|60|%|ratio|超过
70%|70|%|ratio|
89家|89|家|count|
30%|30|%|ratio|近
400余家|400|家|count|余
四大|4|大|count|
2024|2024|年|date|
2024|2024|年|date|
两年|2|年|duration|近
6种|6|种|count|
两方面|2|方面|count|
四大|4|大|count|
2024|2024|年|date|
2024|2024|年|date|
"""


def test_every_figure_of_the_forum_page_and_no_other() -> None:
    """The page's headlines may stand elsewhere in the reading text, so the order is left open."""
    source = next(source for source in shipped_sources() if source.kind == "news")
    figures = find_figures(read_document(source, source_file(source)).text, year=2024)
    found = sorted(
        f"{f.raw}|{f.value}|{f.unit}|{f.kind}|{f.qualifier or ''}".replace(" ", "") for f in figures
    )
    assert found == sorted(PAGE_FIGURES.split())


@given(st.text())
def test_any_text_gives_exact_spans_in_order(text: str) -> None:
    check_spans(text)


@given(
    st.text(
        alphabet="0123456789.,%／/-—~至到一二两三十百千万亿零半成余多几数第约近超过年月日元家个点分之 ：翻番折倍今去"
    )
)
def test_any_run_of_numerals_gives_exact_spans_in_order(text: str) -> None:
    check_spans(text)


def check_spans(text: str) -> None:
    end = 0
    for figure in find_figures(text, year=2024):
        assert figure.span.start >= end
        assert figure.raw == text[figure.span.start : figure.span.end] != ""
        end = figure.span.end


@given(st.integers(2, 10**13))
def test_a_count_in_any_notation_is_read_back(value: int) -> None:
    for printed in (f"{value}", f"{value:,}", f"{value:,}".translate(WIDE), print_chinese(value)):
        [figure] = find_figures(f"共有{printed}家企业。")
        assert (figure.value, figure.unit, figure.raw) == (value, "家", printed + "家")


@given(st.integers(1, 99999), st.sampled_from([("万", 4), ("亿", 8), ("万亿", 12)]))
def test_a_scaled_amount_is_read_back(hundredths: int, scale: tuple[str, int]) -> None:
    word, power = scale
    tenth, hundredth = ("零一二三四五六七八九"[hundredths // n % 10] for n in (10, 1))
    spoken = f"{print_chinese(hundredths // 100)}点{tenth}{hundredth}"
    for printed in (f"{hundredths / 100:.2f}", f"{hundredths / 100:,.2f}", spoken):
        [figure] = find_figures(f"总额{printed}{word}元")
        assert figure.value == hundredths * 10 ** (power - 2)


@given(st.integers(1, 99))
def test_a_share_in_any_notation_is_read_back(percent: int) -> None:
    notations = [
        f"{percent}%",
        f"{percent}％",
        f"百分之{percent}",
        f"百分之{print_chinese(percent)}",
    ]
    notations += [f"{percent}/100", f"{percent * 10}‰", f"千分之{percent * 10}"]
    tens, rest = divmod(percent, 10)
    if tens and rest in (0, 5):
        notations.append(f"{print_chinese(tens)}成{'半' if rest else ''}")
    for printed in notations:
        [figure] = find_figures(f"其中{printed}来自孵化器")
        assert (figure.value, figure.unit, figure.kind) == (percent, "%", "ratio"), printed


@pytest.mark.parametrize(
    ("text", "raw", "value"),
    [
        ("孵化器数量居全国前五。", "前五", 5),
        ("成绩居前三位", "前三位", 3),
        ("跻身全球前20的城市", "前20", 20),
        ("进入世界前十行列", "前十", 10),
    ],
)
def test_the_first_five_is_a_rank(text: str, raw: str, value: int) -> None:
    [found] = find_figures(text)
    assert (found.raw, found.value, found.unit, found.kind) == (raw, value, "前位", "other")


@pytest.mark.parametrize(
    "text", ["前五个城市", "目前五名学生", "前五年", "前10%的企业", "三天前五位客人", "前五大股东"]
)
def test_what_comes_first_is_no_rank_by_itself(text: str) -> None:
    assert "前位" not in {figure.unit for figure in find_figures(text)}


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [("中超三支球队参赛", None), ("其中超三支球队参赛", "超过"), ("企业中超三成获奖", "超过")],
)
def test_a_league_bounds_nothing(text: str, qualifier: str | None) -> None:
    assert [figure.qualifier for figure in find_figures(text)] == [qualifier]


@pytest.mark.parametrize("endless", ["1" * 1_200_000, "1." + "3" * 1_200_000, "0" * 1_200_000])
def test_a_million_digits_are_no_figure_and_end_nothing(endless: str) -> None:
    assert [figure.raw for figure in find_figures(f"编码{endless}家，企业12家。")] == ["12家"]
