"""What is quoted of ranked evidence, in which order, and the short answers with it."""

from collections.abc import Sequence

import pytest

from assistant.answering.candidates import Candidate
from assistant.answering.evidence import Evidence
from assistant.answering.question import Question, understand
from assistant.answering.quoting import ENOUGH, MAX_QUOTES, ROOM, choose_quotes, words_to_quote
from assistant.answering.short_answers import Short, find_short_answers
from corpus import Document, Sentence, Span, document_from_text
from corpus.records import Passage, Source
from index import Hit


def document(text: str, id: str = "news") -> Document:
    source = Source(id=id, title="云州", kind="news", path=f"{id}.txt", sha256="0")
    return document_from_text(source, source.title, text)


def evidence(question: Question, found: Document, words: str) -> Evidence:
    """The sentence that holds these words, with the short answers it has."""
    place, sentence = next(
        (place, sentence)
        for place, sentence in enumerate(found.sentences)
        if not sentence.heading and words in sentence.span.cut(found.text)
    )
    candidate = Candidate(
        hit=Hit(passage_of(found, sentence), 1.0, 0.9, None, (0.9,)),
        rank=0,
        document=found,
        place=place,
        sentence=sentence,
        cosine=0.9,
        headings=found.source.title,
        before=found.sentences[max(0, place - 1) : place],
    )
    shorts = find_short_answers(
        question, candidate.text, lambda: candidate.words, candidate.figures, sentence.speaker
    )
    return Evidence(candidate, {"held_sentence": 0.8}, (), tuple((1.0, short) for short in shorts))


def passage_of(found: Document, sentence: Sentence) -> Passage:
    return Passage("p", found.source.id, None, sentence.span, (sentence,))


def quoted(
    question: str, *ranked: tuple[float, Document, str]
) -> tuple[tuple[str, ...], Sequence[str]]:
    """The short answers and the words quoted."""
    asked = understand(question)
    direct, quotes = choose_quotes(
        asked, [(share, evidence(asked, found, words)) for share, found, words in ranked]
    )
    return direct, [quote.span.cut(quote.document.text) for quote in quotes]


NEWS = document(
    "云州有孵化器23家。海州有孵化器9家。江州有孵化器7家。河州有孵化器5家。湖州有孵化器3家。"
)
ASKED = "有多少家孵化器？"


def test_the_best_sentence_alone_where_it_is_sure() -> None:
    direct, words = quoted(ASKED, (0.95, NEWS, "云州"), (0.3, NEWS, "海州"))
    assert (direct, words) == (("23家",), ["云州有孵化器23家。"])


def test_others_follow_while_the_answer_may_be_missing() -> None:
    _, words = quoted(ASKED, (0.6, NEWS, "云州"), (0.5, NEWS, "海州"))
    assert words == ["云州有孵化器23家。", "海州有孵化器9家。"]


def test_a_rival_with_another_answer_is_shown_beside_it() -> None:
    direct, words = quoted(ASKED, (0.95, NEWS, "云州"), (0.94, NEWS, "海州"))
    assert direct == ("23家",)
    assert words == ["云州有孵化器23家。", "海州有孵化器9家。"]


def test_no_rival_is_one_that_says_the_same() -> None:
    again = document("据介绍，云州的孵化器共23家。", "again")
    assert ENOUGH < 0.95
    _, words = quoted(ASKED, (0.95, NEWS, "云州"), (0.94, again, "23家"))
    assert words == ["云州有孵化器23家。"]


def test_a_sentence_that_points_back_is_read_with_the_one_before() -> None:
    found = document("云州有两种模式。其典型案例是甲孵化器。\n该网络有3家孵化器。其中1家在海州。")
    _, words = quoted("典型案例有哪些？", (0.95, found, "典型案例"))
    assert words == ["云州有两种模式。", "其典型案例是甲孵化器。"]
    # A paragraph's first sentence points to no words of this one, and 其中 to what it says itself.
    assert quoted(ASKED, (0.95, found, "该网络"))[1] == ["该网络有3家孵化器。"]
    assert quoted(ASKED, (0.95, found, "其中"))[1] == ["其中1家在海州。"]


def test_a_sentence_behind_a_list_points_back_to_where_the_list_begins() -> None:
    found = document("模式重点做两方面工作：一是选人。二是建平台。其典型案例是甲孵化器。")
    _, words = quoted("典型案例有哪些？", (0.95, found, "典型案例"))
    assert words == ["模式重点做两方面工作：一是选人。", "其典型案例是甲孵化器。"]


def test_the_short_answer_is_quoted_even_where_there_is_little_room() -> None:
    found = document(
        "云州模式" + "深入开展创新创业活动，" * 20 + "见效。\n案例有甲孵化器、乙孵化器。"
    )
    direct, words = quoted("案例有哪些？", (0.7, found, "云州"), (0.5, found, "案例"))
    assert direct == ("甲孵化器", "乙孵化器")
    assert len(words) == 2


def test_what_is_far_less_probable_is_left_out() -> None:
    _, words = quoted(ASKED, (0.6, NEWS, "云州"), (0.1, NEWS, "海州"))
    assert words == ["云州有孵化器23家。"]


def test_no_more_are_chosen_than_can_be_taken_in() -> None:
    ranked = [(0.3, NEWS, name) for name in ("云州", "海州", "江州", "河州", "湖州")]
    _, words = quoted(ASKED, *ranked)
    assert len(words) == MAX_QUOTES


def test_there_is_room_for_so_many_characters() -> None:
    long = document(
        "云州有孵化器23家，" + "发展得很好" * (ROOM // 5) + "。海州有孵化器9家。", "long"
    )
    _, words = quoted(ASKED, (0.4, long, "云州"), (0.39, long, "海州"))
    assert len(words) == 1  # the best one may be longer than the room


def test_quotes_stand_in_the_order_of_the_text() -> None:
    ranked = [(0.6, NEWS, "江州"), (0.5, NEWS, "海州"), (0.5, NEWS, "云州")]
    _, words = quoted("孵化器怎么样？", *ranked)
    assert words == ["云州有孵化器23家。", "海州有孵化器9家。", "江州有孵化器7家。"]


def test_what_holds_the_short_answer_stands_first() -> None:
    ranked = [(0.6, NEWS, "江州"), (0.5, NEWS, "海州"), (0.5, NEWS, "云州")]
    direct, words = quoted(ASKED, *ranked)
    assert direct == ("7家",)
    assert words == ["江州有孵化器7家。", "云州有孵化器23家。", "海州有孵化器9家。"]


def test_the_source_of_the_best_sentence_comes_first() -> None:
    other = document("云州的孵化器数量位居全省首位。", "other")
    _, words = quoted("孵化器怎么样？", (0.6, other, "首位"), (0.5, NEWS, "海州"))
    assert words == ["云州的孵化器数量位居全省首位。", "海州有孵化器9家。"]


@pytest.mark.parametrize(
    ("question", "direct"),
    [
        ("养老机构的服务收入，增值税怎么算？", ("免征增值税",)),
        ("养老机构的所得税有什么优惠？", ("减按90%计入所得税应纳税所得额",)),
        ("养老机构用的土地要交城镇土地使用税吗？", ("免征房产税、城镇土地使用税",)),
        ("养老机构的印花税怎么算？", ()),
    ],
)
def test_how_a_tax_is_levied_is_the_short_answer(question: str, direct: tuple[str, ...]) -> None:
    found = document(
        "养老服务收入免征增值税，减按90%计入所得税应纳税所得额，其房产、土地免征房产税、城镇土地使用税。"
    )
    assert quoted(question, (0.95, found, "养老"))[0] == direct


def test_who_is_spared_a_tax_is_not_told_by_how_it_is_levied() -> None:
    found = document("养老机构、托育机构和幼儿园，免征房产税。")
    assert quoted("哪些机构免房产税？", (0.95, found, "免征"))[0] == (
        "养老机构",
        "托育机构",
        "幼儿园",
    )


def test_nothing_is_quoted_twice() -> None:
    _, words = quoted(ASKED, (0.5, NEWS, "云州"), (0.5, NEWS, "云州"))
    assert words == ["云州有孵化器23家。"]


def test_a_list_over_several_sentences_is_quoted_whole() -> None:
    text = "重点做好三件事：一是选址。二是招人。三是开工。此后还要验收。"
    _, words = quoted("重点做好哪三件事？", (0.95, document(text), "一是选址"))
    assert "".join(words) == "重点做好三件事：一是选址。二是招人。三是开工。"


def test_a_list_ends_where_the_numbers_do() -> None:
    text = "一是选址。二是招人。此后验收。一是复查。二是移交。"
    _, words = quoted("要做什么？", (0.95, document(text), "一是选址"))
    assert "".join(words) == "一是选址。二是招人。"


def test_all_members_of_a_list_are_the_short_answer() -> None:
    text = "支持方式有三种：补贴、投资、托管。"
    direct, _ = quoted("支持方式有哪三种？", (0.95, document(text), "三种"))
    assert direct == ("补贴", "投资", "托管")


def test_where_the_best_sentence_has_no_short_answer_the_next_one_s_is_given() -> None:
    other = document("孵化器的数量位居全省首位。", "other")
    direct, _ = quoted(ASKED, (0.6, other, "首位"), (0.5, NEWS, "海州"))
    assert direct == ("9家",)


def test_the_sentence_that_names_the_speaker_is_quoted_too() -> None:
    found = document("“孵化器还要改革。发展空间很大。”云州市科技局局长李明说。市民表示欢迎。")
    asked = understand("谁说发展空间很大？")
    said = evidence(asked, found, "发展空间")
    named = Evidence(
        said.candidate,
        said.features,
        (),
        ((1.0, Short("李明", Span(0, len(said.candidate.text)), said=True)),),
    )
    direct, quotes = choose_quotes(asked, [(0.95, named)])
    assert direct == ("李明",)
    assert "李明" in "".join(quote.span.cut(quote.document.text) for quote in quotes)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("本报讯 云州有孵化器23家。", "云州有孵化器23家。"),
        ("本报讯（记者李明）云州有孵化器23家。", "云州有孵化器23家。"),
        ("新华社云州5月1日电（记者李明）云州有孵化器23家。", "云州有孵化器23家。"),
        ("本报云州4月28日电 云州有孵化器23家。", "云州有孵化器23家。"),
        ("（本报云州4月28日电 记者李明）云州有孵化器23家。", "云州有孵化器23家。"),
        ("云州电视台讯（记者李明）孵化器23家。", "孵化器23家。"),
        ("云州电视台消息（记者李明）：孵化器23家。", "孵化器23家。"),
        ("该公司网站4月28日消息，新增23家。", "该公司网站4月28日消息，新增23家。"),
        ("本报4月28日电话采访了23家。", "本报4月28日电话采访了23家。"),
        ("通讯技术发展很快。", "通讯技术发展很快。"),
        ("云州出版社推出电子书。", "云州出版社推出电子书。"),
        (" 云州有孵化器23家。 ", "云州有孵化器23家。"),
    ],
)
def test_a_dateline_is_not_quoted(text: str, words: str) -> None:
    found = document("标题。")
    given = Document(found.source, text, (), (), ())
    assert words_to_quote(given, Span(0, len(text))).cut(text) == words
