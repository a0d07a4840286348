"""Which of several like figures is told, and what only is like the thing asked about is refused."""

from collections.abc import Iterator

import pytest

from assistant.answering.ask import ask
from assistant.answering.from_to import not_asked_for
from assistant.answering.question import understand
from assistant.answering.question_words import question_words
from assistant.answering.short_answers import find_short_answers
from corpus import find_figures
from corpus.words import tag_words
from index import Index
from tests.small_index import index_texts

TEXTS = {
    "fund": (
        "云州公积金新规元旦起施行",
        "单缴存人最高贷款额由50万元调至65万元，每月提取上限2200元。\n"
        "卖旧买新的家庭仍按首套房利率执行，五年期以上为百分之二点六。",
    ),
    "corridor": (
        "云州青禾路公交走廊通车三个月",
        "监测显示，青禾路社会车辆晚高峰平均车速从每小时24公里降到17公里，平行的竹园路车流量增加了19%。\n"
        "走廊全长14.6公里，设站23座，总投资9.7亿元。走廊建设用了三个月。",
    ),
    "meals": (
        "云州市老年人助餐办法",
        "户籍老年人到饭堂吃饭可享受就餐补贴。就餐补贴标准为每人每次2元。\n"
        "饭堂为老年人送餐上门可享受送餐补贴，送餐补贴标准为每人每次4元。\n"
        "饭堂名单的公示时间为20日。因检修停餐的，应当提前二十四小时告知；停餐超过三天的，应当另行安排。",
    ),
    "inns": (
        "云州市促进民宿业发展若干措施",
        "对首次评为甲级的民宿一次性奖励十万元，乙级奖励五万元。\n"
        "民宿集群二期建筑面积7.2万平方米。轨道交通五号线全长三十二点六公里。",
    ),
    "fields": (
        "云州蓝莓论颗卖",
        "五月份，全乡外销蓝莓210吨，精品果过半。\n今年全县夏粮平均亩产486公斤，收购价每斤1.24元。",
    ),
    "league": (
        "云州女排联赛积分榜",
        "双桥：胜 8；负 4；积分 25。\n金沙：胜 7；负 5；积分 22。\n盐湖：胜 6；负 7；积分 18。",
    ),
    "prices": (
        "本周大宗商品参考价",
        "电解铜：本周 86420元/吨；上周 85970元/吨。\n白糖：本周 5640元/吨；上周 5688元/吨。",
    ),
    "projects": (
        "云州市年度民生实事项目",
        "建设口袋公园：目标数 25处；牵头单位 市城管局。\n加装电梯：目标数 150部；牵头单位 市住建局。",
    ),
    "aid": (
        "云州市救助标准的通知",
        "东山区、西河区、南江区的农村特困人员基本生活标准每人每月分别为2413元、2512元、2121元。\n"
        "体育中心每周三9时至12时免费开放乒乓球台，共30张。",
    ),
    "metro": ("云州地铁三月运营数据", "日均客运量198.4万人次。列车正点率99.93%。"),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    yield from index_texts(tmp_path_factory.mktemp("near"), TEXTS)


@pytest.mark.parametrize(
    ("question", "direct"),
    [
        ("单缴存人最高能贷多少？", "65万元"),
        ("单缴存人原来最高能贷多少？", "50万元"),
        ("青禾路晚高峰平均车速降到了多少？", "17公里"),
        ("送餐补贴每人每次多少钱？", "4元"),
        ("就餐补贴每人每次多少钱？", "2元"),
        ("饭堂名单公示多少天？", "20日"),
        ("检修停餐要提前多久告知？", "二十四小时"),
        ("乙级民宿奖励多少？", "五万元"),
        ("五号线全长多少公里？", "三十二点六公里"),
        ("双桥队积分多少？", "25"),
        ("哪个单位牵头建设口袋公园？", "市城管局"),
        ("西河区农村特困人员每月标准是多少？", "2512元"),
        ("乒乓球台星期几免费开放？", "每周三"),
        ("三月日均客运量是多少？", "198.4万人次"),
        ("夏粮亩产多少？", "486公斤"),
    ],
)
def test_the_figure_of_the_thing_asked_about_is_told(
    question: str, direct: str, index: Index
) -> None:
    assert ask(question, index).direct == (direct,)


@pytest.mark.parametrize(
    "question",
    [
        "五年期以下的首套房利率是多少？",
        "竹园路晚高峰平均车速是多少？",
        "丙级民宿奖励多少？",
        "民宿集群一期建筑面积多大？",
        "六号线全长多少公里？",
        "电解铝这周多少钱一吨？",
        "四月日均客运量是多少？",
        "双桥队进了多少个球？",
        "蓝莓亩产多少？",
    ],
)
def test_what_only_is_like_the_thing_asked_about_is_refused(question: str, index: Index) -> None:
    answer = ask(question, index)
    assert (answer.status, answer.direct) == ("not_found", ())


@pytest.mark.parametrize(
    ("question", "text", "dropped"),
    [
        ("成功率是多少？", "成功率从八成掉到五成八。", ["八成"]),
        ("从多少降到多少？", "成功率从八成掉到五成八。", []),
        ("调整前每人补多少元？", "补贴由每人100元提高到每人200元。", ["200元"]),
        ("目前价格是多少元？", "采购价从110元跌到66元。", ["110元"]),
        ("一共有多少项？", "问题有187项，剩余18项。", []),
        ("小麦收成是多少公斤？", "夏粮每亩486公斤，比上年多出21公斤。", ["21公斤"]),
        ("亩产比上年多多少公斤？", "平均亩产486公斤，比上年多出21公斤。", []),
        ("还剩多少项？", "问题有187项，剩余18项。", ["187项"]),
        ("什么时候开始启动？", "2023年11月以来，截至2025年9月，启动了12家。", ["2025年9月"]),
    ],
)
def test_the_other_end_of_a_change_is_not_asked_for(
    question: str, text: str, dropped: list[str]
) -> None:
    asked = understand(question)
    shorts = find_short_answers(asked, text, lambda: tag_words(text), find_figures(text), None)
    assert [short.text for short in not_asked_for(asked, text, shorts)] == dropped


@pytest.mark.parametrize(
    ("question", "word"),
    [("低于多少米渡轮停航？", "渡轮"), ("青禾路日均客流是多少？", "青禾路")],
)
def test_a_question_is_cut_behind_its_unit_and_before_a_mean(question: str, word: str) -> None:
    words = question_words(question)
    assert word in [each.text for each in words]
    assert "".join(each.text for each in words) == question
    assert all(each.span.cut(question) == each.text for each in words)
