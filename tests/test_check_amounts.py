"""What an amount is told as: per what, from where to where, of which part, by whom; and how written."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.checking.check import CheckedFigure, check_draft
from corpus import document_from_text
from corpus.records import Source
from index import Index, build_index, local_embedding, open_index

TEXT = """临泽市办事窗口调查
临泽市政务大厅的日均取号量由九百个降到四百多个，我市已有十七项业务搬到手机上。
租房提取由每季度一次改为按月，每月上限1900元。
保险费由护理基金列支百分之六十，其余由参保老人分摊。
茶园头一年亏了三万元，第二年净赚八万元。
照护等级1-2级的补助标准为每人每次3元，3-5级的补助标准为每人每次5元。
年末有民宿412家，比上年末净增36家；农家乐1530家。
水库建成后可灌溉农田五十六万亩，全部改造须在年底前完成七成。
冷冻仓一位难求，冷藏仓却空着三到四成。
镇上有染坊214家，上半年停工的有四十多家。
大坝左岸有一条长1.7公里的鱼道，保证金比例不得低于35%。
灌区的水利用系数由零点四一提高到零点五八，改造干渠二十三公里、支渠五十二公里。
单季净利润四亿二千万元。
修理队的欠薪人数一度超过三千人。
门票均价每张两元三角，比正规渠道高出一成。
油菜已播19.3万亩，完成计划的96%，其中飞播7.8万亩。
新规将从2031年1月1日起施行，有效期四年。
县里争取专项资金二千六百万元，换新保温墙又多花了一千三百万。
贷款每次期限最长不超过3年。
截至2030年3月31日，中转箱量完成八万一千箱。
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    home: Path = tmp_path_factory.mktemp("amounts")
    source = Source(
        "survey", "临泽市办事窗口调查", "news", "s.txt", "", date="2030-11-02", year=2030
    )
    document = document_from_text(source, "临泽市办事窗口调查", TEXT)
    build_index(home, [document], embedding=local_embedding())
    opened = open_index(home)
    yield opened
    opened.close()


def figure(index: Index, draft: str, raw: str) -> CheckedFigure:
    return next(c for c in check_draft(draft, index).figures if c.figure.raw == raw)


@pytest.mark.parametrize(
    ("draft", "raw"),
    [
        # Due for each of something else.
        ("租房提取每季度上限1900元。", "1900元"),
        ("租房提取每年上限1900元。", "1900元"),
        # Where a change starts told as where it ends, or as what there is.
        ("政务大厅的日均取号量由四百多个升到九百个。", "九百个"),
        ("灌区的水利用系数为0.41。", "0.41"),
        # Who bears it, in which year, under which condition.
        ("保险费由参保老人分摊百分之六十。", "百分之六十"),
        ("茶园第二年亏了三万元。", "三万元"),
        ("照护等级1-2级的补助标准为每人每次5元。", "5元"),
        # A gain of another, a thing said of another, a deed of others.
        ("农家乐1530家，比上年末净增36家。", "36家"),
        ("冷冻仓空着三到四成。", "三到四成"),
        ("镇上停工的染坊有214家。", "214家"),
        # What may or must come to be, told as done.
        ("水库已灌溉农田五十六万亩。", "五十六万亩"),
        # Words that cannot be said of one thing.
        ("大坝右岸有一条长1.7公里的鱼道。", "1.7公里"),
        ("保证金比例不得高于35%。", "35%"),
        ("前九个月净利润4.2亿元。", "4.2亿元"),
        ("修理队的欠薪人数目前超过三千人。", "三千人"),
    ],
)
def test_an_amount_told_as_another_is_not_supported(index: Index, draft: str, raw: str) -> None:
    assert figure(index, draft, raw).verdict != "supported"


@pytest.mark.parametrize(
    ("draft", "raw"),
    [
        ("租房提取每月上限1900元。", "1900元"),
        ("政务大厅日均取号量由九百个降至四百多个。", "四百多个"),
        ("茶园第一年亏了三万元。", "三万元"),
        ("照护等级3-5级的补助标准为每人每次5元。", "5元"),
        ("民宿412家，比上年末净增36家。", "36家"),
        ("水库建成后可灌溉农田56万亩。", "56万亩"),
        ("保证金比例不低于35%。", "35%"),
        ("灌区的水利用系数由0.41提高到0.58。", "0.58"),
        ("改造干渠23公里、支渠52公里，合计75公里。", "52公里"),
        ("改造干渠23公里、支渠52公里，合计75公里。", "75公里"),
        ("门票均价每张2.3元。", "2.3元"),
        ("门票均价比正规渠道高10%。", "10%"),
        ("油菜已播19.3万亩，完成计划的96%，其中飞播7.8万亩。", "7.8万亩"),
        ("新规从2031年1月1日起施行，有效期4年。", "4年"),
        ("县里争取到专项资金2600万元。", "2600万元"),
        ("换新保温墙多花了1300万元。", "1300万元"),
        ("贷款每次期限最长3年。", "3年"),
        ("截至2030年3月底，中转箱量完成8.1万箱。", "8.1万箱"),
        # The place that 我市 means; and a sentence that begins with another subject.
        ("在临泽，租房提取每月上限1900元。", "1900元"),
    ],
)
def test_a_right_amount_in_other_words_is_supported(index: Index, draft: str, raw: str) -> None:
    assert figure(index, draft, raw).verdict == "supported"
