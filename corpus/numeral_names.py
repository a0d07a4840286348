"""Numerals that are names, not figures: 十四五, 四链, P4, 从0到100, 三位一体, 第一， 〔2023〕26号.

In: folded text. Out: the same text with such numerals blanked, offsets unchanged. The rule is
general: a Chinese numeral counts only with a unit, so this holds just what would read as one.
"""

import re
from collections import defaultdict

_BLANK = "\x00"


def _words(text: str) -> list[str]:
    return text.split()


# Words and set phrases with a numeral and something that looks like its unit.
_IDIOMS = _words("""
十分(?!钟|之) 万分(?!之) 十足 百分百之 千万(?=不|要|别|莫|注意|记|小心|家) 万千 千千万万 千家万户 万家灯火 千方百计 万一 百姓 百货 百度 百科 百年(?!来) 万物 万里 万众 万事 万象 万能
三江源 三农 三夏 三伏 三九 三亚 三峡 三星 三国(?!家) 三甲 三级跳 三角 三维 三重(?!点) 三明 三门峡 三元 三胞胎 双胞胎 三轮车 三高 三公(?!里|斤) 三包 三国 三一 三大战役 三大件 三座大山 三八
四川 四季 四海 四处(?!置) 四周 四面八方 四平 四书 四肢 四强 八强 十六强 三十二强 16强 32强 8强 4强 四分卫 五花 五粮 五洲 五常 五官 五星 五环(?!节) 五角 五谷 五金 五行 五险一金 六安 六合 六朝 六神 六盘水 七夕 七嘴八舌 七里 八卦 八仙 八宝 八达岭 八方 八成(?=新) 八一 九寨 九江 九州(?!大) 九龙 九泉
十堰 十字 十一黄金 十一假期 十年树木 百年树人 十里 千里 千年 千岛 千山 千禧 千古 千亩(?=良田) 万科 万达 万宁 万州 万盛 万山 万圣 亿利 亿嘉和 两岸 两会 两国 两地 两江 两河 两侧 两旁 两边 两手 两极 两难 两性 两用 两全 两山 两码事 两回事 两面(?=性|派) 两院院士 两院 两广 两湖 两淮
一带一路 一国两制 一心一意 一线 一流 一批 一系列 一体 一定 一些 一切 一样 一般 一起 一直 一旦 一方面 一点 一下 一时 一度(?!电) 一番 一道 一同 一经 一向 一贯 一律 一手 一面 一边 一路 一级 一类 一等 一带 一代 一票 一刀 一把手 一号 一区 一中 一大 一共 一概 一行 一词 一步 一次性 一次能源 一年一度 一年四季 一年之计 一把 一席 一名不 一一 一元(?=论|化|一|素) 二手 二维 二元(?!钱) 二期 二胎 二孩 三孩 二等 三等 二战 一战 二是 三是 四是 五是 六是
三位一体 三心二意 三步并 三番五次 三令五申 三言两语 三五成群 三三两两 三百六十行 五湖四海 五光十色 五脏六腑 六神无主 七上八下 七十二变 乱七八糟 四通八达 四分五裂 四平八稳 四个自信 四个意识 四个全面 两个维护 两个确立 两个一百年 两个毫不动摇 九牛一毛 十全十美 十拿九稳 十万火急 百发百中 百里挑一 百年大计 百年不遇 百花齐放 百尺竿头 百废待兴 百折不挠 百万富翁 千军万马 千变万化 千辛万苦 千篇一律 千载难逢 千锤百炼 千丝万缕 千钧一发 万无一失 万紫千红 万水千山 万家 亿万富翁 亿万 一五一十 一千零一夜 一清二楚 一石二鸟 一举两得 一分为二 一分钱一分货 一朝一夕 一日千里 一成不变 一落千丈 一目了然 一锤定音 一箭双雕 独一无二 接二连三 说一不二 举一反三 隔三差五 三天两头 三年五载 朝三暮四 丢三落四 推三阻四 低三下四 不三不四 颠三倒四 五大三粗 三长两短 三顾茅庐 事半功倍 半途 半径 半岛 半导体 半决赛 半程 半空 半山 半边天 半数以上人
二十四节气 二十四史 二十四小时 七十年代人 四大发明 四大名著 三中全会 四中全会 五中全会 六中全会 七中全会 一中全会 二中全会 三十六计 十三陵 四合院 二人转 三人行 三聚氰胺 二氧化 一氧化 三氧化 四氧化 五氧化 二甲 三甲 三磷酸 一站式 一条龙 一揽子 一窝蜂 一口气 一家人 一家子 一家之 一对一 一比一 一帮一 一卡通 一码通 一网通办 一件事 一视同仁 一棵树 三方 四方 多方 双方 对方 一方 五方 二三线 一二线 三四线 一二三 一二 一两(?=年内不|天不)
十九大 十八大 十七大 十六大 二十大 二十一大 二十国集团 二十国 七国集团 G20 G7 二十条 十条 百强 500强 五百强 100强 百强县 50强 10强 双一流 985 211工程 双百 双十 360公司 360集团 58同城 360安全 三六零 三六〇 四环 三环 二环 五环路 六环 四环素 四氢
""")
_PLAN = '(?:十|十一|十二|十三|十四|十五|十六|九|八|七|六|五|四|三|二|一)五(?=规划|时期|期间|[”"’』」]|以来|末|开局|收官|乃?至?十|建|目标|成|科|重|国)'
_PATTERNS = (
    r"https?://[^\s\u4e00-\u9fff]+",
    r"[\w.+-]+@[\w.-]+",
    # A document number: 〔2023〕26号, [2023]26号.
    r"[〔［\[（(【](?:19|20)\d\d[〕］\]）)】]\s?第?\s?\d+\s?号",
    # Letters and digits in one word: P4, COVID-19, NP137, 5G, 3D, A380; but 15k, 10km, 5kg.
    r"[A-Za-z](?:[A-Za-z]|[-·.’'](?=[A-Za-z\d]))*[-－—·.]?\d[\dA-Za-z]*(?:[-.·/+][\dA-Za-z]+)*(?!\d)",
    r"(?<![\d.])\d{1,4}(?:\.\d)?[-]?(?!(?:k[mgWV]?|[cmn]m|m[lgL]?|mAh|kWh|[MG]Wh?|[kMGT]?Hz|[KMGTP]B|[KMGT]bps|TEU|[gtmWVLB]|kw|percent|yuan|million|billion|trillion|TOPS|[TPE]FLOPS|dB|hPa|MPa|ug|mm|nm|times|st|nd|rd|th)(?![A-Za-z\d]))[A-Za-z][A-Za-z\d-]*",
    r"(?:歼|运|直|轰|教|苏|米格|波音|空客|战|坦|航|神舟|长征|嫦娥|天问|天宫|祝融|北斗|东风|快舟|风云|高分|实践)\s?[-－—]\s?\d+[A-Z]?",
    # A telephone number, an identity, a stock code, a bar of dots: 9·11, 5·12.
    r"(?<!\d)(?:0\d{2,3}[-－]\d{7,8}|1[3-9]\d{9}|\d{12,}|400-\d{3}-\d{4}|\d{3,4}-\d{7,8})(?![\d万亿.元%])",
    r"[（(]\s?(?:[A-Z]+:)?\d{4,6}(?:\.[A-Z]{2,3})?(?:，[A-Z]+)?\s?[）)]",
    r"[“\"]?\d{1,2}[·•]\d{1,2}[”\"]?",
    r"从\s*[0零1一]\s*到\s*(?:1|一|N|n|100|10)(?![\d.万亿%年月日岁米公家个元])",
    r"\d+\s?[+＋]\s?(?:\d+|[NXnx])(?:\s?[+＋]\s?(?:\d+|[NXnx]))*(?!\d|%|\.|万|亿)",
    # Versions: 工业4.0, 2.0版, V1.2.3; IP addresses.
    r"(?<![\d.])\d{1,2}\.0(?![\d%％万亿倍千百个元米吨公岁]|\s?[A-Za-z%]|级|分)",
    r"\d+\.\d+\.\d+(?:\.\d+)?(?![\d年])",
    # Numbered heads and items: （1） (2) 1. 1、 ①, at the start of a line or sentence.
    r"[（(]\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?[）)]",
    r"(?:(?<=^)|(?<=[\n。；：:;？！]))\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?[.、．](?!\d)",
    # Ordinals that only order: 第一，第二；第三方, 第一时间, 其一.
    r"第\s?(?:\d+|[一二三四五六七八九十百]+)\s?(?=[，、；：,:;。]|方|者|时间|产业|人民?|责任|一|批量|线|手|国|极|曲线|位的|大|代|世|眼|视角|现场|书记|年|天|$|梯队|市|阵营|主题|机械|师|军|夫人|动力|要务|资源|生产力|课|高峰|金|部长|纪)",
    r"其[一二三四五](?=[，、是])",
    r"[一二三四五六七八九](?:是|来(?=[，说看]))",
    _PLAN,
    # A quoted name that begins with a bare numeral: “四链”, “三北”, “双一流”.
    r"(?<=[“‘「『\"])[一二三四五六七八九十两百千万0-9]{1,3}(?=[^\d%％万亿年月日个家名元，。.\-]{1,3}[”’」』\"])",
    r"(?<=[\u4e00-\u9fff])[一二三四五六七八九十]+(?=中学|中(?:[，。、]|$)|小学|小(?:[，。]|$)|院(?:[，。]|$)|村民小组|街道|里河)",
    r"(?<=[统唯逐同专合划单归始])一",
    r"(?:(?<=周)|(?<=星期)|(?<=礼拜))[一二三四五六日](?![次个天名家])",
    r"(?<=第)[一二三四五六七八九十\d]+(?=产业)",
    r"[一二三四五六七八九]+(?=甲医院|本院校|流|手房|线城市|胎|孩政策|维码|次元|噁英)",
)


def _by_first_character(words: list[str]) -> str:
    """One branch for each first character: a scan tries some forty instead of hundreds."""
    tails: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=len, reverse=True):
        tails[word[0]].append(word[1:])
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in tails.items())


# Not in the middle of a number: 25万家 holds no 万家, 十万一千 no 万一.
_NOT_INSIDE = r"(?<![\d.点零一二三四五六七八九十百千万亿两几数余多])"
_NAMES = re.compile(
    "|".join([f"{_NOT_INSIDE}(?:{_by_first_character(_IDIOMS)})", *_PATTERNS]), re.MULTILINE
)


def blank_names(text: str) -> str:
    """The folded text with numerals inside names and idioms blanked; its length is unchanged."""
    return _NAMES.sub(lambda found: _BLANK * len(found.group()), text)
