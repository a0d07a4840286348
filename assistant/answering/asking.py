"""The words of asking: which kind of thing a question wants, and what it says of it.

Patterns only, for Chinese and English; knows no texts and no words of a question but those that ask.
"""

import re
from typing import Literal, cast

from corpus import Span, find_figures
from corpus.figures.units import UNITS

AskedFor = Literal[
    "figure", "share", "duration", "person", "office", "organisation", "date", "place", "list",
    "definition", "reason", "method", "title", "number", "yesno", "thing", "passage",
]  # fmt: skip

# The first pattern that is found decides: what stands above is the more particular.
_CHINESE: tuple[tuple[AskedFor, re.Pattern[str]], ...] = tuple(
    (cast(AskedFor, kind), re.compile(pattern))
    for kind, pattern in (
        ("title", r"哪一?(?:个|份|部|项)[^，。？]{0,4}(?:文件|公告|办法|方案|意见|通知)的(?:文|编)号"),
        ("number", r"文号|文件号|发文字号|文件编号|多少号|(?<!月)第?几号(?:文|公告|令|文件)?(?!楼|线)(?=$|[？?，。])|编号是"),
        ("office", r"(?:什么|啥|哪些|哪几个|哪几项)(?:职务|职位|职业|身份|头衔|官|职称)|什么(?:领导|官员|级别)|何职|担任(?:什么|何)|任什么|(?:头衔|职务|身份|职称)(?:应该?|要)?(?:怎么|如何|怎样)(?:写|称呼|表述|介绍)|职务(?:是|为)?|职位|是做什么的|是干什么的|的身份"),
        ("reason", r"为什么|为了什么|图(?:的是|个|的)?(?:什么|啥)|(?<![间期限容度])为何|为啥|缘何|何以|原因|理由|因为什么|由于什么|(?:什么|哪些|何种)(?:因素|缘故)"),
        (
            "share",
            r"百分之(?:多少|几)|几成|几分之|(?:占比|比例|比重|比率|增速|增长率|增幅|涨幅|降幅|同比|强度)"
            r"[^，。]{0,12}(?:多少|几|？|\?|$)|占[^，。？]{0,12}(?:多少|多大|几)(?![家件人名位项篇])|多大(?:的)?一?(?:份额|比例|比重|占比|部分|块)|多少(?:个百分点|%|％)",
        ),
        ("duration", r"多久|多长时间|(?:多少|(?<![好近这那前后过])几)(?:年(?!几)|个月|天|小时|分钟|周)(?!代|份|级|前|后|来)"),
        (
            "list",
            r"哪一?些|哪几|哪[二两三四五六七八九十\d]+(?:种|个|大|项|类|方面|家|条|点|位|名|件|所|部分|国|地|座|章|样|步|招|句|届|支|层)"
            r"|(?:包括|包含|有|分为|涵盖|涉及)(?:了)?(?:什么|啥)|都有谁|(?:案例|企业|公司|机构|孵化器|加速器|单位|部门|成员|对象)(?:都|还)?[有是]谁|分别(?:是|为|指|有)|分成几",
        ),
        ("date", r"几年几月|几月份?|几号(?!楼|线|文|公)|几日|(?:星期|礼拜|周)几"),
        (
            "figure",
            r"多少|多大|多高|多长|多重|多远|多宽|多深|多快|几(?!乎|内亚|何|率|维)",
        ),
        ("place", r"哪里|哪儿|何处|何地|什么地方|哪(?:一)?[个座]?(?:城市|省|地区|国家|地方|区|县|市|州|岛|国|洲|镇|村|港)|地点|在哪(?!一?(?:年|天|日|个?月|个?(?:时|阶段|朝代|年代|世纪)))"),
        (
            "date",
            r"什么时候|何时|什么时间|哪(?:一)?(?:年|天|日|个月|月)|几月|几号|何年|何日|啥时候|哪(?:个|一)(?:时期|时段|阶段|朝代|年代|世纪)"
            r"|(?:时间|日期|年份)(?:是|为|点)?(?:什么|多少|哪)?[^，。]{0,4}[？?]?$",
        ),
        (
            "organisation",
            r"(?:哪|什么)(?:一)?(?:个|家|所|支)?(?:部门|机构|单位|公司|企业|大学|学校|学院|组织|协会|集团|媒体|报纸|法院|银行|球队|医院|高校|机关|政府)"
            r"|由谁(?=印发|发布|制定|主办|举办|出台)|谁(?=印?发(?![现明言起表动问出声])|主办|出台|制定|颁布)"
            r"|(?:印发|发布(?!会)|制定|出台|颁布|主办|承办|举办|发起)[^，。？]{0,20}(?:还有|有|是)(?P<words>谁)[？?]?$"
            r"|(?:印发|发布|主办|承办|制定|编制|编写|发文)(?P<body>部门|单位|机构|机关)",
        ),
        ("person", r"谁|[那这](?:一)?位[^，。？]{1,24}(?:叫|姓)(?:什么|啥)|哪(?:一)?位|何人|什么人|哪(?:一)?个人(?![工才民们口力数机居类])|哪(?:一)?名"),
        ("title", r"(?:什么|哪(?:一)?(?:个|份|部|项|本|首|篇|款|种))(?:文件|政策|方案|意见|办法|规定|通知|法律|条例|书|电影|作品|小说|歌|报告|标准|奖)|叫什么|名称|名字|什么名"),
        ("definition", r"什么是|啥是|何谓|是指什么|指的是|指什么|什么意思|含义|定义|界定|宗旨|^[^，。？的]{1,14}是什么[？?]?$|^何为"),
        ("method", r"怎样|(?:怎么|如何)(?!写|说|讲|表述|规定|称呼|叫|界定)|通过什么|什么方式|什么方法|靠什么"),
        ("yesno", r"是否|是不是|有没有|能否|可否"),
        (
            "figure",
            r"(?:总额|总量|总数|金额|面积|数量|人数|家数|个数|收入|营收|支出|规模|产量|销量|票房|余额|价格|年龄|身高)"
            r"(?:是|为|有)?[？?]?$",
        ),
        ("yesno", r"吗[？?]?$|是否|是不是|有没有|会不会|能不能|能否|可否|可不可以|对不对|属实"),
        ("thing", r"什么|哪(?:一)?(?:个|种|类|款|项|条|方|级|届|集|次|步|些|家|所|支|座|间|只)|啥|何"),
    )
)  # fmt: skip

_ENGLISH: tuple[tuple[AskedFor, re.Pattern[str]], ...] = tuple(
    (cast(AskedFor, kind), re.compile(pattern, re.I))
    for kind, pattern in (
        ("number", r"document number"),
        ("reason", r"\bwhy\b|reasons?\b.*\?"),
        (
            "share",
            r"what (?:share|percentage|proportion|fraction|percent|ratio|portion|part)\b|how (?:fast|much).{0,40}(?:grow|increase)"
            r"|growth rate|which (?:share|percentage)|percentage of|what per ?cent|intensity",
        ),
        ("duration", r"how long\b"),
        ("list", r"(?:which|what) (?:[\w-]+ )?(?:cities|provinces|countries|districts|towns)\b|which (?:\w+ )?(?:two|three|four|five|six|seven|eight|nine|ten|\d+)|what are|which are|name the|list |what (?:\w+ )?(?:kinds|types|trends|models|measures|areas|fields|companies|steps|priorities|sectors|industries)|which (?:\w+ )?(?:companies|firms|models|trends|sectors|industries|areas|measures)|what (?:two|three|four|five|six|seven|eight|nine|ten)\b"),
        ("figure", r"how (?:many|much|large|big|high|far|old)|what (?:is|was|were) the (?:total |average |overall )*(?:number|amount|area|revenue|income|value|size|sum|spending|floor)|(?:total|number|amount) of"),
        ("place", r"\bwhere\b|(?:which|what) (?:[\w-]+ )?(?:city|province|place|country|district|region|town)\b"),
        ("date", r"\bwhen\b|what (?:year|date|day|month|time)|(?:which|what) year|on which|in which (?:year|month)"),
        ("office", r"(?:what|which)(?: (?:is|was) the)? (?:official |current )?(?:position|post|office|title|job|role)\b(?! (?:issued|published|released|adopted|drew|put|drafted|announced))|what is \w+ \w+'s (?:job|title|role|position|post)|(?:his|her|their) (?:position|post|office|title|job|role)|who is (?-i:(?=[A-Z]))"),
        ("organisation", r"(?:which|what) (?:department|ministry|agency|institution|organi[sz]ation|university|company|body|office|authority)|who (?:issued|published|released|organi[sz]ed|put out|brought out|drew up|adopted)"),
        ("person", r"\bwho\b|\bwhom\b|\bwhose\b"),
        ("title", r"(?:what|which) (?:document|policy|plan|report|guideline|law|rule)|what is the name|called\b"),
        ("definition", r"what does .* mean|definition of|^what (?:is|are) (?:an? |the )?[\w\s'“”\"-]{2,40}\??$"),
        ("method", r"\bhow\b"),
        ("yesno", r"^(?:is|are|was|were|do|does|did|has|have|can|could|will|would)\b"),
        ("thing", r"\bwhat\b|\bwhich\b"),
    )
)  # fmt: skip

# Where one of these is asked for, the words that match say no more than that; who asks 总收入是多少
# names a measure as well.
_ONLY_ASK = frozenset(
    "number reason place date office organisation person title definition method yesno".split()
)
_VAGUE_FEW = re.compile("(?<![哪第好])几(?=[家个件名位种项条样座所届次])")
_ASKS = re.compile(
    "[？?]|什么|啥|哪|谁|多少|怎|如何|吗|是否|有没有|何[时地处种人]|请(?:说明|列|给|提供|问|告诉)|"
    r"\b(?:how|what|which|who|whom|whose|when|where|why)\b",
    re.I,
)
_ASKS_MORE = re.compile("哪|什么|啥|谁|多少|怎|如何|为何")
_ASKING_WORD = re.compile(
    r"(?:什么|啥|何种|多少(?:个|家|名|位|种|件|项|场|所|座)?|"
    r"(?:哪[两二三四五六七八九十\d]+|(?:哪|几)(?:一|些|几)?)(?:个(?![人体])|家(?!庭|族)|种|样|类(?!型)|款(?!式|项)|项(?!目)|条(?!件|款|例)|方(?![面式法向案针])|级(?!别)|届|集(?!团)|次|步(?!骤)|些|座|"
    r"所(?!有)|支(?!持|撑|柱|出)|位(?!置)|名(?![字单称])|份(?!额)|部(?![门委])|本(?!地)|场(?![所馆地景]))?)(?=[\u4e00-\u9fff])"
)
# The words that ask for a date, as fine as it is wanted.
WHEN_ASKED = re.compile(
    "(?:什么|啥)(?:时候|时间|日子)|何时|(?P<year>(?:哪一?|何)年|几几年)(?P<more>几月|哪一?月)?(?:几[日号]|哪一?[日天])?"
    "|(?:哪一?|何)[日天]|(?P<month>哪一?个?月份?|几月份?(?!几))|几月几[日号]|几[日号]"
)
_AGE = re.compile("多大(?:年纪|年龄|岁数)|年龄|高龄|\\bhow old\\b|\\bage\\b", re.I)
# Units of measure by their names of two characters and more: 标箱, 毫米, 千瓦.
_MEASURES = "|".join(
    sorted(
        (n for n in re.split(r"[\s|]+", UNITS["other"]) if len(n) > 1 and "一" <= n[0] <= "龥"),
        key=len,
        reverse=True,
    )
)
# Who asks for somebody is told no figure, unless the question asks for one too.
_WHO = re.compile("谁|(?:哪一?位|哪一?名|什么人)(?![次额])")
_HOW_MUCH = re.compile("多[少大高长重远宽深快久]|几|百分之|何时|什么时[候间]|哪一?[年天日月]")
_UNIT = re.compile(
    rf"(?:多少|几)[十百千]?[万亿]*(?P<unit>{_MEASURES}|个百分点|[美欧日港]?元|平方(?:米|公里)|立方米|公里|公顷|公斤|千克|千瓦时?|"
    r"[个家名位人种项次年月天倍座所处件份米吨亩克升场届条款篇类批台辆架艘只岁层间套集章节支户国册本部门颗粒株头]|分(?=$|[？?，。]))"
)
_NAMED = re.compile("哪|叫做?(?:什么|啥)|名字|名称|名单|\\bnames?\\b|\\bwhich\\b|\\bwhat\\b", re.I)
_COUNT = re.compile(
    r"(?P<n>[一二两三四五六七八九十\d]{1,3})\s?(?:种|个|大|项|类|方面|条|点|位|名|件|步|招|句|家|场|(?= ))"
)
_SPEECH = re.compile(
    r"说|问|喊|表示|介绍|提出|认为|指出|强调|谈|讲|透露|称|看法|观点|觉得|评价|建议|呼吁|解读|概括|归纳|总结|形容|描述|阐述|说法|"
    r"\b(?:said?|says|according|present|state|mention|view|explain|introduce|interpret|describe|announce)",
    re.I,
)


def asked_for(text: str, where: Span, language: str) -> tuple[AskedFor, Span | None]:
    """The kind of thing asked for, and the words that say no more than that."""
    text = without_vague_counts(text)
    last = text.rfind("，", where.start, where.end) + 1
    if not _ASKS_MORE.search(text, last, where.end):
        last = where.start
    of_whom = _WHO.search(text, where.start, where.end) and not _HOW_MUCH.search(
        text, where.start, where.end
    )
    for kind, pattern in _CHINESE if language == "zh" else _ENGLISH:
        if of_whom and kind in ("figure", "share", "duration", "date"):
            continue  # 谁说涨幅是8%？
        if match := pattern.search(text, where.start, where.end):
            # 为什么要紧，给了它们什么: the last clause asks.
            if kind in ("reason", "method") and match.end() <= last < where.end:
                return asked_for(text, Span(last, where.end), language)
            # Its other words say of what.
            words = next((name for name, found in match.groupdict().items() if found), 0)
            return kind, Span(*match.span(words)) if kind in _ONLY_ASK else None
    return "passage", None


def asks(sentence: str) -> bool:
    """Whether a sentence asks, by its mark or its words."""
    return _ASKS.search(sentence) is not None


def without_vague_counts(text: str) -> str:
    """The question with 几 that asks nothing (要干的几件大事里哪件…) as 数."""
    return _VAGUE_FEW.sub("数", text) if _ASKS_MORE.search(text) else text


def asking_word(text: str, where: Span) -> Span | None:
    """The word that a noun is asked for with: 什么, 哪个, 多少家."""
    match = _ASKING_WORD.search(without_vague_counts(text), where.start, where.end)
    return Span(*match.span()) if match else None


def asked_unit(text: str) -> str | None:
    """The unit or classifier asked for: 多少家 → 家."""
    if _AGE.search(text):
        return "岁"
    match = _UNIT.search(text)
    return match["unit"] if match else None


def asked_unit_end(text: str) -> int | None:
    """Where the unit asked for ends, None where none is named."""
    match = _UNIT.search(text)
    return match.end() if match else None


def asked_count(text: str) -> int | None:
    """The number of members asked for: 哪六种 → 6."""
    for match in _COUNT.finditer(text):
        figures = find_figures(match["n"] + "个")
        if figures and figures[0].value and text[match.start() - 1 : match.start()] != "第":
            return int(figures[0].value)
    return None


def asks_for_names(text: str) -> bool:
    """Whether a thing is asked for by its name: 哪家孵化器, 叫什么名字."""
    return _NAMED.search(text) is not None


def is_about_speech(text: str) -> bool:
    """Whether it asks who said something, or what somebody said."""
    return _SPEECH.search(text) is not None
