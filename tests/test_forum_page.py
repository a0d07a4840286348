"""The shipped forum page, read as a reader reads it."""

import pytest

from corpus import make_passages, read_document, shipped_sources
from corpus.library.catalog import SHIPPED, source_file
from corpus.records import Document, Sentence

DEPUTY = ("刘伯超", "工业和信息化部科技司副司长")
HEAD = ("王德花", "工业和信息化部火炬中心孵化体系建设处处长")
BEIJING = ("张宇蕾", "北京市科委、中关村管委会副主任")
RESEARCHER = ("卫万顺", "北京市科学技术研究院副院长")


@pytest.fixture(scope="module")
def page() -> Document:
    source = next(source for source in shipped_sources() if source.kind == "news")
    return read_document(source, source_file(source))


def sentence_with(page: Document, words: str) -> Sentence:
    found = [s for s in page.sentences if words in s.span.cut(page.text)]
    assert len(found) == 1
    return found[0]


def test_five_articles_have_their_own_headlines(page: Document) -> None:
    assert [article.title for article in page.articles] == [
        None,
        "我国1.66万余家孵化载体中走出一批硬科技领军企业",
        "全球创业孵化呈现四大新趋势",
        "《标杆孵化器建设北京模式》发布",
        None,
    ]
    starts = [article.span.cut(page.text)[:9] for article in page.articles]
    assert starts == [
        "“中国创新孵化器取",
        "本报讯 截至202",
        "本报讯 “当前，全",
        "本报讯 《标杆孵化",
        "全球绿色技术孵化网",
    ]


def test_headline_stands_directly_before_its_body(page: Document) -> None:
    for article in page.articles:
        if article.title_span is not None:
            assert article.title_span.cut(page.text) == article.title
            assert article.title_span.end + 1 == article.span.start


def test_page_title_belongs_to_no_article(page: Document) -> None:
    title = page.sentences[0]
    assert title.heading
    assert title.span.cut(page.text) == page.source.title
    assert not any(article.span.covers(title.span) for article in page.articles)


def test_subheads_stay_in_their_article(page: Document) -> None:
    subheads = [
        s.span.cut(page.text)
        for s in page.sentences
        if s.heading and page.articles[0].span.covers(s.span)
    ]
    assert subheads == [
        "积极探索孵化发展新机制",
        "进一步促进孵化器转型升级",
        "大力提升孵化服务效能",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "孵化器累计毕业企业25万家",
        "年均免税总额约2亿元",
        "吸纳就业490多万人",
        "推动英国P4精准医疗加速器、德国史太白中国总部等在京落地",
        "这是2024中关村论坛平行论坛",
        "2007-2018年，全国每年",
        "孵化面积1.7亿平方米",
        "2023年12月19日，《北京市关于推动科技企业孵化器创新发展的指导意见》发布",
        "今年共有国内外800个赛区3100多个项目参赛，国际化项目超过40%。",
        "上海启动7家高质量孵化器建设",
        "“从0到100”的全程陪伴",
        "Flagship Pioneering孵化器",
        "（lsrael City Zone）打造",
        "呈现出6种模式",
        "在2024中关村论坛年会平行论坛——全球标杆孵化器论坛上首次发布",
    ],
)
def test_words_broken_by_the_column_are_whole(page: Document, words: str) -> None:
    assert words in page.text


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("“中国创新孵化器取得了巨大的发展成就", DEPUTY),
        ("“北京、上海等地先后发布政策", HEAD),
        ("其中，北京23家标杆孵化器", HEAD),
        ("我们也积极吸引国际知名孵化器", BEIJING),
        ("如何无缝链接科技界和产业界", BEIJING),
        ("“其主要目的是引领创业孵化载体", HEAD),
        ("第六，抓未来产业培育试点", HEAD),
        ("科创板上市企业中1/4", DEPUTY),
        ("间接惠及科技创业企业和团队13万家", HEAD),
        ("全球呈现出创业孵化发展四大新趋势", HEAD),
        ("北京标杆孵化器建设呈现出6种模式", RESEARCHER),
    ],
)
def test_speaker_is_known_with_office(page: Document, words: str, speaker: tuple[str, str]) -> None:
    said = sentence_with(page, words).speaker
    assert said is not None
    assert (said.name, said.office) == speaker


@pytest.mark.parametrize(
    "words",
    [
        "首次提出要加强与北京市原始创新资源",
        "截至2023年年底，我国国家级科技企业孵化器1606家",
        "我国金融赋能创业孵化",
        "印发了《创新加速器建设指引》",
        "全球绿色技术孵化网络致力于",
    ],
)
def test_narration_has_no_speaker(page: Document, words: str) -> None:
    assert sentence_with(page, words).speaker is None


def test_every_character_maps_back_to_its_printed_line(page: Document) -> None:
    printed = (SHIPPED / page.source.path).read_text("utf-8-sig").split("\n")
    read: dict[int, str] = {}
    ends = [run.start for run in page.runs[1:]] + [len(page.text)]
    for run, end in zip(page.runs, ends, strict=True):
        assert run.line is not None
        read[run.line] = read.get(run.line, "") + page.text[run.start : end]
    want = {n: "".join(line.split()) for n, line in enumerate(printed, 1) if line.strip()}
    assert {line: "".join(text.split()) for line, text in read.items()} == want


def test_passages_are_whole_and_short(page: Document) -> None:
    passages = make_passages(page)
    assert max(len(passage.span) for passage in passages) <= 300
    for passage in passages:
        words = passage.span.cut(page.text)
        assert words.count("“") == words.count("”")
