"""Invented newspaper pages, printed in columns as a page's text comes out: for tests of reading.

``print_page`` breaks articles into a column's lines the way a typesetter does: full-width count,
two characters of indent that the text loses, no mark at a line's start, numbers and words whole.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """An article as its author wrote it; a paragraph that starts with # is a subhead."""

    title: str | None
    body: tuple[str, ...]


PAGE_TITLE = "2031南浦种业论坛——耐盐作物专题会"

FEATURE = Told(
    None,
    (
        "“耐盐作物已经从试验田走向大田，去年全国推广面积达到1260万亩，成为沿海农业的一支新生力量。”"
        "在2031南浦种业论坛——耐盐作物专题会上，农业种子总站副站长林景行表示，“与此同时，"
        "适合机收的品种仍然偏少，还需要科研单位和企业一起努力。”",
        "#让种子先过盐碱这道关",
        "近年来，南浦沿海各县把荒滩变成了试验田。科研人员把1.8万份种质资源逐一播进滩涂，"
        "一茬一茬地筛选，最终留下342份材料。这些材料的出苗率超过75%，比十年前提高了近30个百分点。",
        "“我们先后建起6个海边育种站，每年春天有400多名学生来站里帮忙。过去要等8年才能见到的结果，"
        "现在3年就能看见。这样的速度过去想都不敢想。”南浦农学院育种中心主任周雨桐介绍说。",
        "2030年 9月 15日，《南浦市耐盐作物推广办法》开始施行，首次提出按出苗率给农户发放补贴，"
        "每亩补贴 180元，三年内有效。",
        "#把试验田连成大田",
        "林景行表示，下一步要把零散的地块连成片，让收割机能够下地。农机合作社将成为推广的主力。"
        "与海水稻同时推广的还有藜麦、田菁和碱蓬等。",
        "但是周雨桐提出：“种子下了地，谁来收、卖给谁？没有订单，农民凭什么改种新品种？"
        "这些问题需要大家一起回答。”",
    ),
)
REPORT = Told(
    "南浦1.8万亩荒滩首次收获海水稻平均亩产超过四百公斤",
    (
        "本报讯 截至2030年年底，南浦市共有海水稻种植户2.3万余户。全年收获稻谷7.2万吨，"
        "其中优质稻占比达 41%……这是2031南浦种业论坛——耐盐作物专题会上公布的最新数据。",
        "农业种子总站副站长林景行表示，截至2030年年底，荒滩改造累计投入资金 9.6亿元，"
        "平均亩产达到 412公斤，比上年增加 37公斤。改造后的荒滩土壤含盐量下降到千分之三以下。"
        "参加测产的专家共有 15人，测产点覆盖全部8个乡镇。",
        "周雨桐介绍说，2025-2029年，全市每年收获的海水稻仅为数千吨。而在2030年，"
        "产量一下子增加到7.2万吨，带动加工企业 63家。",
        "荒滩种稻也带来了新的就业。2030年，全市稻米加工厂新增工人 1900多名，人均月收入 5600元，"
        "订单排到了第二年春天。以Blue Harvest Foods公司为例，这家企业一年收购稻谷1.1万吨。",
    ),
)
TRENDS = Told(
    "智能灌溉呈现三大新动向",
    (
        "本报讯 “滴灌正在从‘定时’转向‘按需’，呈现三大新动向：一是传感器进地头；二是水肥一体供给；"
        "三是手机远程控制。”北原水利研究所所长何敬之在2031南浦种业论坛——耐盐作物专题会上介绍了相关情况。",
        "在传感器进地头方面，一套土壤水分探头的价格从2000元降到 260元，小农户也用得起。"
        "探头每15分钟上传一次数据，阀门随之开合，灌溉用水减少四成。",
        "在水肥一体供给方面，肥料随水直达根部，利用率从 35%提高到 58%。"
        "何敬之强调，设备要先让农民看得懂，再谈智能。",
    ),
)
BOOK = Told(
    "《滩涂种植手册》发布",
    (
        "本报讯 《滩涂种植手册》近日在2031南浦种业论坛——耐盐作物专题会上首次发布。",
        "南浦出版社副总编辑苏明远介绍说，手册收录了5种种植模式：稻蟹共作模式、棉草轮作模式、"
        "藜麦间作模式、田菁改土模式、碱蓬采收模式。",
        "其中，稻蟹共作模式为，水面养蟹、田里种稻，每亩多收入 1300元。手册还附有 120幅彩图，"
        "可供不识字的农民对照操作。",
    ),
)
CAPTION = Told(
    None,
    (
        "沿海护苗志愿行动启动仪式近日在2031南浦种业论坛——耐盐作物专题会上举行。"
        "护苗志愿行动由11所中学发起，学生们将在周末到滩涂插秧、测盐、记录水鸟。",
    ),
)

WORDS = re.compile(r"[A-Za-z0-9.%+\-]+|\s+|.")
NO_START = "，。、；：！？）》”’…%"
NO_END = "（《“‘"


def width_of(text: str) -> float:
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def break_lines(text: str, width: float, *, indent: float = 2.0) -> list[str]:
    """Break a paragraph into the lines of a column, as a typesetter does."""
    lines: list[str] = []
    line, room = "", width - indent
    for word in WORDS.findall(text):
        fits = width_of(line + word) <= room
        if not fits and word not in NO_START and line:
            carried = ""
            while line and line[-1] in NO_END:
                line, carried = line[:-1], line[-1] + carried
            lines.append(line)
            line, room = carried, width
        line += word
    return [printed.strip() for printed in [*lines, line] if printed.strip()]


def print_article(told: Told, width: float, *, indent: float = 2.0) -> list[str]:
    lines: list[str] = []
    for paragraph in told.body:
        if paragraph.startswith("#"):
            lines.append(paragraph[1:])
        else:
            lines += break_lines(paragraph, width, indent=indent)
    return lines


def print_headline(title: str, width: float) -> list[str]:
    """Print a headline over as many lines of nearly equal length as it needs."""
    if width_of(title) <= width:
        return [title]
    return break_lines(title, width_of(title) / 2 + 1, indent=0.0)


def page_text(lines: list[str], *, blank: bool) -> str:
    return ("\n\n" if blank else "\n").join(lines) + "\n"


def clean(paragraph: str) -> str:
    """Return how a paragraph reads once the blanks around digits are gone."""
    paragraph = re.sub(r"(?<=[^\x00-\x7f]) (?=\d)", "", paragraph.removeprefix("#"))
    return re.sub(r"(?<=[\d%]) (?=[^\x00-\x7f])", "", paragraph)
