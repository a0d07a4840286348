"""What a question asks for, and the words that hold its answer down."""

import pytest

from assistant.answering.question import Question, Term, understand

PEOPLE = ["王德花", "刘伯超"]


def term(question: Question, text: str) -> Term:
    (found,) = [term for term in question.terms if term.text == text]
    return found


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("2023年全国创业孵化机构总收入是多少？", "figure"),
        ("孵化器孵化面积多大？", "figure"),
        ("孵化器孵化面积", "figure"),
        ("上海启动了几家孵化器", "figure"),
        ("科创板上市企业中孵化器毕业企业占多少？", "share"),
        ("基金总额同比增长百分之几？", "share"),
        ("执行期有多久？", "duration"),
        ("这个项目用了几个月？", "duration"),
        ("标杆孵化器有哪六种模式？", "list"),
        ("请列出四大趋势", "list"),
        ("《创新加速器建设指引》什么时候印发的？", "date"),
        ("论坛是几月几号举行的？", "date"),
        ("协会是几年几月成立的？", "date"),
        ("大赛在哪年举办？", "date"),
        ("仪式在哪里举行？", "place"),
        ("哪个城市有23家标杆孵化器？", "place"),
        ("谁提出要无缝链接科技界和产业界？", "person"),
        ("北京市科学技术研究院院长是谁？", "person"),
        ("院长叫什么名字？", "person"),
        ("王德花担任什么职务？", "office"),
        ("《管理办法》的文号是什么？", "number"),
        ("《管理办法》由哪个部门印发？", "organisation"),
        ("哪个园区聚集400余家企业？", "thing"),
        ("什么是超前孵化？", "definition"),
        ("为什么要发展孵化器？", "reason"),
        ("怎样享受税收优惠？", "method"),
        ("孵化服务收入免征增值税吗？", "yesno"),
        ("研究成果叫什么名字？", "title"),
        ("介绍情况的那位领导叫什么？", "person"),
        ("王德花是哪里的什么领导？", "office"),
        ("哪家外国孵化器是样板？", "thing"),
        ("办孵化器图的是什么？", "reason"),
        ("其中专利占了多少件？", "figure"),
        ("怎么处理服务收入？", "method"),
        ("孵化器总收入", "figure"),
        ("国企占多大份额？", "share"),
        ("公司里有多大一块是毕业企业？", "share"),
        ("王德花的头衔怎么写？", "office"),
        ("京政办发〔2023〕26号是哪份文件的文号？", "title"),
        ("王德花有哪些头衔？", "office"),
        ("和科委一道印发方案的还有谁？", "organisation"),
        ("白皮书发布会上讲话的是谁？", "person"),
        ("是否必须单独核算孵化服务收入？", "yesno"),
        ("要点几家企业，文中列的是哪几家？", "list"),
        ("要干的几件大事里，第五件是什么？", "thing"),
        ("免的是哪三样？", "list"),
        ("上海", "passage"),
        ("", "passage"),
    ],
)
def test_the_kind_asked_for_is_told_by_the_words_of_asking(text: str, asks: str) -> None:
    question = understand(text, PEOPLE)
    assert (question.asks, question.language) == (asks, "zh")


@pytest.mark.parametrize("text", ["王德花是谁？", "王德花", "Who is Wang Dehua?"])
def test_who_a_named_person_is_asks_for_their_office(text: str) -> None:
    assert understand(text, PEOPLE).asks == "office"


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("How many incubators does China have?", "figure"),
        ("What share of listed companies graduated from incubators?", "share"),
        ("How long is the policy in force?", "duration"),
        ("When was the guideline issued?", "date"),
        ("Where was the ceremony held?", "place"),
        ("Who introduced the six models?", "person"),
        ("What are the four trends?", "list"),
        ("Which department issued the measures?", "organisation"),
        ("Why does China support incubators?", "reason"),
        ("Is the policy still valid?", "yesno"),
        ("Which office issued the plan?", "organisation"),
        ("What portion of them are graduates?", "share"),
        ("Who is the deputy director of the department?", "person"),
    ],
)
def test_english_asks_for_the_same_kinds(text: str, asks: str) -> None:
    question = understand(text, PEOPLE)
    assert (question.asks, question.language) == (asks, "en")


@pytest.mark.parametrize(
    ("text", "unit", "count"),
    [
        ("我国有多少家孵化载体？", "家", None),
        ("拥有发明专利多少件？", "件", None),
        ("总收入有多少亿元？", "元", None),
        ("孵化面积多大？", None, None),
        ("标杆孵化器有哪六种模式？", None, 6),
        ("标杆孵化器有哪6种模式？", None, 6),
        ("请列出四大趋势", None, 4),
        ("What are the four trends?", None, 4),
        ("第三届大会有哪些议题？", None, None),
    ],
)
def test_a_unit_or_a_number_of_members_is_asked_for(
    text: str, unit: str | None, count: int | None
) -> None:
    question = understand(text)
    assert (question.unit, question.count) == (unit, count)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("哪个园区聚集400余家企业？", "园区"),
        ("近30%来自孵化器的是哪个领域？", "领域"),
        ("启迪之星孵化器有多少家企业？", "企业"),
        ("上海启动多少家高质量孵化器？", "高质量孵化器"),
        ("仪式在哪里举行？", None),
        ("能省哪两样税？", "税"),
        ("公告由哪些部门发布？", "部门"),  # 部 counts nothing there
        ("报名要满足哪些条件？", "条件"),
    ],
)
def test_the_noun_behind_the_word_of_asking(text: str, asked: str | None) -> None:
    assert understand(text).asked == asked


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("2023年全国创业孵化机构总收入是多少？", "总收入"),
        ("2007-2018年年均免税总额是多少？", "免税总额"),
        ("拥有发明专利多少件？", "发明专利"),
        ("我国有多少家孵化载体？", "载体"),
    ],
)
def test_the_measure_asked_for_is_the_noun_at_the_question_word(text: str, head: str) -> None:
    found = understand(text).head
    assert found
    assert found.cut(text).endswith(head)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("截至2023年年底有多少家？", (2023,)),
        ("2007-2018年年均免税总额是多少？", (2007, 2018)),
        ("二〇二三年有多少家？", (2023,)),
        ("2022年和2023年各有多少家？", (2022, 2023)),
        ("How many incubators were there in 2023?", (2023,)),
        ("现在有多少家？", ()),
        ("《行动方案（2022-2025年）》是哪天发布的？", ()),  # they tell which one
    ],
)
def test_the_years_named(text: str, years: tuple[int, ...]) -> None:
    assert understand(text).years == years


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("上海有多少家孵化器？", "上海", "place"),
        ("东部地区的营收是多少？", "东部地区", "place"),
        ("王德花说了什么？", "王德花", "person"),
        ("北京市科学技术研究院院长是谁？", "院长", "office"),
        ("北京市科学技术研究院院长是谁？", "北京市科学技术研究院", "organisation"),
        ("《管理办法》的宗旨是什么？", "管理办法", "title"),
        ("ChatGPT有多少用户？", "ChatGPT", "name"),
        ("出口额是多少？", "出口额", "noun"),
        ("第一届论坛在哪里举办？", "第一届", "figure"),
    ],
)
def test_for_names_offices_and_measures_nothing_else_will_do(
    text: str, word: str, kind: str
) -> None:
    found = term(understand(text), word)
    assert (found.kind, found.strict) == (kind, True)
    assert found.span.cut(text) == word


@pytest.mark.parametrize(
    ("text", "word"), [("孵化器有多少家？", "孵化器"), ("谁介绍了趋势？", "趋势")]
)
def test_other_words_will_do_for_a_plain_noun(text: str, word: str) -> None:
    assert not term(understand(text), word).strict


def test_words_of_asking_and_saying_are_no_terms() -> None:
    for text in ("请问有多少家？", "谁介绍说的是什么？", "一共有哪些？"):
        assert understand(text).terms == ()


def test_the_last_sentence_asks_and_those_before_tell_what_about() -> None:
    text = "北京发布了行动方案。到2025年力争建成多少家？"
    question = understand(text)
    assert question.asking.cut(text) == "到2025年力争建成多少家？"
    assert {"北京", "行动方案"} & {t.text for t in question.terms}


@pytest.mark.parametrize(
    ("text", "asking"),
    [
        ("有多少家众创空间？那个数我没记住。", "有多少家众创空间？"),
        ("想做张图表，2023年全国孵化面积有多大？", "2023年全国孵化面积有多大？"),
        ("毕业企业有多少家。其中上市的有多少家？", "其中上市的有多少家？"),
        ("缺的是什么？缺的是载体吗？", "缺的是什么？缺的是载体吗？"),
        ("我手里有笔钱想投，领导也问过，北京现在有多少家孵化器？", "北京现在有多少家孵化器？"),
        ("I'm filing a piece on it: who issued the guideline?", "who issued the guideline?"),
    ],
)
def test_what_a_question_is_wanted_for_does_not_ask(text: str, asking: str) -> None:
    assert understand(text).asking.cut(text) == asking


def test_a_place_before_the_noun_asked_for_says_which() -> None:
    (place,) = (t for t in understand("哪家法国加速器落地了？").terms if t.kind == "place")
    assert (place.text, place.strict) == ("法国", True)


def test_a_government_is_spoken_of_by_its_place() -> None:
    terms = understand("北京政府怎么扶持孵化器？").terms
    assert any("北京" in term.forms for term in terms)


def test_a_part_told_off_has_several_forms() -> None:
    assert "三是" in term(understand("排在第三的是什么？"), "第三").forms
    assert "上一期" in term(understand("上一轮政策何时到期？"), "上一轮").forms


@pytest.mark.parametrize(
    ("text", "speech"),
    [("谁提出要链接产业界？", True), ("王德花说了什么？", True), ("院长是谁？", False)],
)
def test_whether_somebody_s_words_are_asked_about(text: str, speech: bool) -> None:
    assert understand(text, PEOPLE).about_speech is speech


@pytest.mark.parametrize(
    ("text", "national"),
    [
        ("我国有多少家孵化载体？", True),
        ("全国有多少家？", True),
        ("How many incubators are there in China?", True),
        ("上海有多少家？", False),
        ("中国际有多少家？", False),
    ],
)
def test_whether_the_whole_country_is_asked_about(text: str, national: bool) -> None:
    assert understand(text).national is national


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("这项政策现在仍有效吗？", True),
        ("Is the policy still valid?", True),
        ("收入免征增值税吗？", False),
        ("政策到期后有哪些安排？", False),
    ],
)
def test_whether_something_still_holds_is_asked(text: str, valid: bool) -> None:
    assert understand(text).about_validity is valid


def test_english_words_come_with_the_chinese_ones_they_are_printed_as() -> None:
    question = understand("How many incubators are there in Shanghai?")
    assert "孵化器" in term(question, "incubators").forms
    shanghai = term(question, "Shanghai")
    assert (shanghai.kind, shanghai.strict) == ("place", True)
    assert "上海" in shanghai.forms
    assert {"孵化器", "上海"} <= set(question.chinese.split())


def test_the_deed_of_who_did_it_is_held_to() -> None:
    assert term(understand("大会由谁主办？"), "主办").kind == "verb"


def test_a_document_number_is_one_term() -> None:
    question = understand("京政办发〔2023〕26号是哪天成文的？")
    assert term(question, "京政办发〔2023〕26号").strict


def test_words_that_only_count_off_are_no_terms() -> None:
    question = understand("那份方案把哪几条链拧到一起？")
    assert not {"份", "那份", "几条"} & {t.text for t in question.terms}


def test_a_name_in_brackets_is_the_one_before_it_in_chinese() -> None:
    question = understand("What does the Yungu (云谷) incubator do?")
    assert "云谷" in term(question, "Yungu").forms


@pytest.mark.parametrize("name", ["Wang Dehua", "Liu Bochao"])
def test_a_romanised_name_is_known_by_the_people_of_the_corpus(name: str) -> None:
    known = term(understand(f"What did {name} say?", PEOPLE), name)
    assert known.kind == "person"
    assert {"王德花", "刘伯超"} & set(known.forms)


def test_a_romanised_name_of_nobody_stays_a_name() -> None:
    question = understand("What did Zhang Wei say?", PEOPLE)
    assert not {"王德花", "刘伯超"} & {form for t in question.terms for form in t.forms}
    assert any(t.is_name and t.text.startswith("Zhang") for t in question.terms)
