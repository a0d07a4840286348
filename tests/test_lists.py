"""The lists a text spells out: their members are cut by span, and plain sentences hold none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.lists import find_lists, opens_member

MARKED = {
    "重点做两方面工作：一是建平台；二是招人才。之后再议。": ["建平台", "招人才"],
    "第一，抓政策；第二，抓服务；第三，抓人才。": ["抓政策", "抓服务", "抓人才"],
    "首先，选址；其次，招人；最后，开工。": ["选址", "招人", "开工"],
    "（一）立项；（二）评审。": ["立项", "评审"],
    "1. 申请；2. 审核；3. 公示。": ["申请", "审核", "公示"],
    "他说：“一是快，二是稳。”其他照旧。": ["快", "稳"],
    "一是甲。二是乙。三是丙。": ["甲", "乙", "丙"],
}
ROWS = {
    "支持方式有三种：资金补贴、股权投资、空间委托运营。": ["资金补贴", "股权投资", "空间委托运营"],
    "服务包括选址、注册和融资等。": ["选址", "注册", "融资"],
    "服务包括选址、注册和融资。": ["选址", "注册", "融资"],
    "提供技术开发、概念验证、小试中试等服务。": ["技术开发", "概念验证", "小试中试"],
    "其典型案例是甲城孵化器、乙城孵化器等。": ["甲城孵化器", "乙城孵化器"],
    "走出了甲公司、乙公司、丙公司等一批企业。": ["甲公司", "乙公司", "丙公司"],
    "免征房产税和城镇土地使用税。": ["房产税", "城镇土地使用税"],
    "发布《甲办法》和《乙细则》。": ["《甲办法》", "《乙细则》"],
    "在城市层面、产业层面、企业层面得到应用。": ["城市层面", "产业层面", "企业层面"],
    "概念验证（PoC，含评估）、中试、量产": ["概念验证（PoC，含评估）", "中试", "量产"],
}
PLAIN = [
    "市图书馆新馆12月1日开放。",
    "全市共有孵化器23家，在孵企业3000家。",
    "这是第一次，也是最后一次。",
    "统一是关键，质量第一。",
    "一是建平台。",
    "二是招人才。",
    "面积1.5万平方米，同比增长13%。",
    "",
]


@pytest.mark.parametrize(("text", "members"), MARKED.items())
def test_marked_members_are_found(text: str, members: list[str]) -> None:
    (found,) = find_lists(text)
    assert found.marked
    assert [span.cut(text) for span in found.members] == members


@pytest.mark.parametrize(("text", "members"), ROWS.items())
def test_a_row_of_names_is_found(text: str, members: list[str]) -> None:
    (found,) = find_lists(text)
    assert not found.marked
    assert [span.cut(text) for span in found.members] == members


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_sentence_holds_no_list(text: str) -> None:
    assert find_lists(text) == []


def test_two_lists_of_one_text_come_in_order() -> None:
    text = "一是办学；二是修路。支持方式有：补贴、投资、托管。"
    assert [found.marked for found in find_lists(text)] == [True, False]


def test_a_run_that_starts_again_is_another_list() -> None:
    text = "上午：一是开会；二是签约。下午：一是参观；二是座谈。"
    first, second = find_lists(text)
    assert [span.cut(text) for span in first.members] == ["开会", "签约"]
    assert [span.cut(text) for span in second.members] == ["参观", "座谈"]


@given(st.text("一二三四是第，、；：。和等《》“”（）甲乙丙1234. \n", max_size=60))
def test_members_lie_within_their_list_and_follow_one_another(text: str) -> None:
    for found in find_lists(text):
        assert len(found.members) >= 2
        assert all(found.span.covers(member) for member in found.members if member.cut(text))
        starts = [member.start for member in found.members]
        assert starts == sorted(starts)
        for member in found.members:
            assert member.cut(text) == member.cut(text).strip(" 　，；。、：\n")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("二是招人才", 2),
        ("十一是验收", 11),
        ("第三，抓人才", 3),
        ("（十二）附则", 12),
        ("首先，选址", 1),
        ("“一是快", 1),
        ("最后，开工", None),
        ("不是", None),
        ("12月1日开放", None),
        ("3.5万家", None),
        ("第二次会议", None),
    ],
)
def test_the_mark_a_sentence_opens_with_tells_its_place(text: str, number: int | None) -> None:
    assert opens_member(text) == number


def test_a_row_begins_behind_the_word_that_tells_whose_doing_it_is() -> None:
    text = "孵化器、大学科技园和众创空间政策由财政部、科技部、教育部以2023年第42号公告发布。"
    (found,) = find_lists(text)
    assert [member.cut(text) for member in found.members] == ["财政部", "科技部", "教育部"]
