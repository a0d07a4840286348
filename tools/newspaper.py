"""A seed in, invented newspaper articles out, and questions about them: what the benchmark reads.

Places, people and bodies are put together from syllables, figures are drawn, and each article keeps
to its own: one place, one body, two speakers, one field. Nothing in them is true of anything.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉建国志文海东晓燕红春梅新宇浩然子轩思远嘉怡欣悦立群永和安宁学义光明承泽少川若谷景行知远向阳长青秋实"
PLACE_FIRST = "云青临安平武清江南北东西永宁新兴长丰海石金龙玉泉白松柳桐溪河湖岭台荣昌德庆康泰瑞祥"
PLACE_LAST = "州阳山水川安宁城江河原泉林海津浦口溪台岭丰平"
LEVELS = ("市", "市", "市", "县", "区")
QUALIFIERS = ("", "", "", "", "超过", "近", "约", "达到", "累计")
AFTER = ("", "", "", "余", "多")


@dataclass(frozen=True, slots=True)
class Field:
    """What a newspaper reports on: bodies, things counted with their units, and what was done."""

    name: str
    bodies: tuple[str, ...]
    offices: tuple[str, ...]
    counted: tuple[tuple[str, str], ...]
    paid: tuple[str, ...]
    done: tuple[str, ...]
    why: tuple[str, ...]
    said: tuple[str, ...]


FIELDS = (
    Field(
        "科技",
        ("科学技术局", "高新技术产业开发区管委会", "产业技术研究院", "科技企业孵化中心"),
        ("局长", "副主任", "院长", "总工程师"),
        (("科技型中小企业", "家"), ("发明专利授权", "件"), ("研发人员", "人"), ("中试平台", "个"), ("技术合同", "项")),
        ("技术合同成交额", "研发经费投入", "创业投资引导基金规模"),
        ("把实验室里的样机送上了生产线", "为初创团队免去了头一年的房租", "让高校与企业共用同一套检测设备", "开放了首批自动驾驶测试道路"),
        ("成果转化的最后一公里总是最难走", "小企业缺的往往不是点子而是验证的机会", "设备太贵，单独一家买不起"),
        ("科研人员可以带着成果去创业，三年之内保留原来的岗位", "我们不看企业大小，只看它解决的问题难不难", "下一步要把评价的权力交给市场"),
    ),
    Field(
        "农业",
        ("农业农村局", "粮食和物资储备局", "种子管理站", "农业合作社联合会"),
        ("局长", "站长", "理事长", "首席农艺师"),
        (("高标准农田", "亩"), ("家庭农场", "家"), ("农业机械", "台"), ("冷藏库", "座"), ("农技员", "名")),
        ("粮食收购贷款", "农产品网络零售额", "耕地保护补贴"),
        ("赶在霜降之前收完了晚稻", "给每一块地都建了档案", "把灌溉渠修到了田头", "用无人机完成了头茬植保"),
        ("去年的那场旱情让人们记住了水的分量", "年轻人外出，谁来种地成了绕不开的题目", "价格一跌，仓库就成了救命的地方"),
        ("种子是自己育的，心里才踏实", "补贴要发到真正种地的人手里", "一亩地多收一成，靠的是管理而不是天气"),
    ),
    Field(
        "交通",
        ("交通运输局", "轨道交通集团", "公共交通公司", "公路养护中心"),
        ("局长", "总经理", "调度长", "副总工程师"),
        (("新能源公交车", "辆"), ("公交线路", "条"), ("停车泊位", "个"), ("桥梁", "座"), ("养护工人", "名")),
        ("轨道交通建设投资", "农村公路养护资金", "票款补贴"),
        ("把末班车推迟到了夜里十一点", "在学校门口划出了接送专用区", "拆掉了用了二十年的收费站", "开通了直达医院的环线"),
        ("早高峰的拥堵多半出在路口而不是路段", "乡镇的班车一停，老人看病就难", "旧桥的承重早已赶不上车流"),
        ("路修通了，班车就要跟上", "乘客等车的时间每少一分钟，就有人愿意把车留在家里", "安全的账不能只在出事之后算"),
    ),
    Field(
        "教育",
        ("教育局", "职业教育中心", "第一中学", "师范学院"),
        ("局长", "校长", "教务长", "副院长"),
        (("公办幼儿园", "所"), ("中小学教师", "名"), ("学位", "个"), ("实训基地", "个"), ("乡村学校食堂", "个")),
        ("义务教育经费", "校舍改造资金", "学生资助金"),
        ("把课后服务延长到了傍晚六点", "让乡村孩子第一次上了编程课", "给每间教室换上了护眼灯", "与二十家企业签下了订单班"),
        ("生源一年比一年少，学校的布局却还是老样子", "家长最担心的不是分数，而是放学之后没人管", "技工缺得厉害，学校里却招不满人"),
        ("好老师愿意来，还要留得住", "孩子的午饭吃得热，课才听得进去", "我们不再拿升学率给学校排队"),
    ),
    Field(
        "医疗",
        ("卫生健康委员会", "人民医院", "疾病预防控制中心", "医疗保障局"),
        ("主任", "院长", "副局长", "护理部主任"),
        (("家庭医生团队", "个"), ("床位", "张"), ("执业医师", "名"), ("社区卫生服务站", "个"), ("救护车", "辆")),
        ("医保基金支出", "公立医院设备购置费", "长期护理保险基金"),
        ("把慢性病的药开到了三个月", "让检查结果在十二家医院之间互认", "在乡镇卫生院开出了第一间透析室", "为行动不便的老人上门换药"),
        ("大医院人满为患，社区门诊却冷冷清清", "一张片子在两家医院要拍两遍", "夜里发病的人最怕等车"),
        ("病人少跑一趟，就是我们的工作做到了", "药价降下来，服务的价值要升上去", "基层缺的是能看病的人，不是房子"),
    ),
    Field(
        "环保",
        ("生态环境局", "水务局", "林业和草原局", "自然保护区管理处"),
        ("局长", "处长", "监测站站长", "副局长"),
        (("污水处理厂", "座"), ("护林员", "名"), ("水质监测断面", "个"), ("人工鸟巢", "个"), ("老旧柴油货车", "辆")),
        ("水环境治理投资", "生态补偿资金", "绿色信贷余额"),
        ("拆除了沿河的最后一个排污口", "把采石场复绿成了公园", "请候鸟专家给湿地留出了浅滩", "让垃圾分类的账目上了公示栏"),
        ("河水清不清，下游的人最知道", "种树容易，头三年的管护难", "一家工厂搬走了，土壤还要治上好几年"),
        ("罚款不是目的，不再犯才是", "水里的鱼回来了，比什么数据都有说服力", "补偿的钱要看断面的水质来给"),
    ),
    Field(
        "文旅",
        ("文化和旅游局", "博物馆", "图书馆", "非物质文化遗产保护中心"),
        ("局长", "馆长", "副馆长", "策展人"),
        (("馆藏文物", "件"), ("民宿", "家"), ("志愿讲解员", "名"), ("农家书屋", "个"), ("传承人", "名")),
        ("旅游综合收入", "文物修缮经费", "文化惠民券补贴"),
        ("在周末夜里点亮了老城墙", "把巡回展览送进了山里的学校", "请传承人到街头开了十天的课", "给古镇的每座桥都写了说明牌"),
        ("游客来得快，去得也快", "老手艺学得慢，挣得少", "古建筑一旦修错，就再也回不去了"),
        ("热闹过后能留下什么，才是要紧的", "展柜里的东西要讲得出故事", "修旧要如旧，急不得"),
    ),
    Field(
        "能源",
        ("发展和改革委员会", "供电公司", "燃气集团", "新能源装备产业园"),
        ("主任", "总经理", "总工程师", "运行部主任"),
        (("充电桩", "个"), ("屋顶光伏用户", "户"), ("变电站", "座"), ("储能电站", "座"), ("巡线员", "名")),
        ("电网改造投资", "节能技改补贴", "绿色电力交易额"),
        ("让一座老电厂改烧了生物质", "把农网的电压稳在了合格线以上", "在工业园里装上了第一套储能柜", "为三千户人家换了智能电表"),
        ("夏天的用电高峰只有几十个小时，却决定了要建多少电厂", "风大的时候用不完，风停的时候不够用", "山里的线路一遇冰雪就断"),
        ("电要发得出，也要送得走、用得掉", "省下来的一度电，比发出来的便宜", "老百姓不问电从哪里来，只问会不会停"),
    ),
)  # fmt: skip

_COUNT = (
    "截至{year}年年底，{place}{thing}{q}{n}{unit}，比上年增长{share}%。",
    "{year}年，{body}新增{thing}{n}{unit}，其中{part}{unit}在{other}。",
    "{month}月{day}日，记者从{body}获悉，全{level}{thing}已有{q}{n}{unit}。",
    "目前，{place}共有{thing}{n}{unit}，占全省的{share}%。",
    "按照计划，到{later}年，{place}的{thing}将不少于{n}{unit}。",
)
_MONEY = (
    "{year}年，{place}{paid}{q}{money}亿元，同比{turn}{share}%。",
    "{paid}由{before}年的{less}亿元变为{year}年的{money}亿元。",
    "据{body}统计，{year}年前{quarter}个月的{paid}为{money}亿元。",
)
_TOLD = (
    "{why}，{other}的人体会最深。",
    "为此，{body}{done}。",
    "{month}月以来，{body}{done}，附近的居民最先尝到了好处。",
    "“{said}。”{office}{person}说。",
    "{person}介绍，{done}只是开头，{later}年之前还要在{other}推开。",
    "“{why}，”{office}{person}表示，“{said}。”",
    "在{other}走访时，记者看到，{body}{done}，{n}{unit}{thing}正在登记造册。",
)
_HEADLINES = (
    "{place}{thing}{q}{n}{unit}",
    "{place}：{said}",
    "{body}{done}",
    "{place}{paid}{turn}{share}%",
)
_QUESTIONS = (
    "{year}年{place}有多少{unit}{thing}？",
    "{place}的{paid}是多少？",
    "{office}{person}怎么说？",
    "{place}{body}做了什么？",
    "到{later}年{place}的{thing}要达到多少{unit}？",
)


@dataclass(frozen=True, slots=True)
class Printed:
    """An article as printed: its headline, its paragraphs, one a line, and a question about it."""

    title: str
    text: str
    question: str


def articles(count: int, seed: int = 1) -> Iterator[Printed]:
    """``count`` articles, the same for the same seed, the first ones alike whatever the count."""
    for number in range(count):
        yield _article(random.Random(f"{seed}/{number}"))


def _article(chance: random.Random) -> Printed:
    field = chance.choice(FIELDS)
    level = chance.choice(LEVELS)
    place = _place(chance) + level
    fixed = {"place": place, "level": level, "body": place + chance.choice(field.bodies)}
    people = [(office, _person(chance)) for office in chance.sample(field.offices, 2)]
    year = chance.randint(2012, 2024)
    # Nothing is told twice in one article until all has been told.
    told_of = {kind: _in_turn(chance, getattr(field, kind)) for kind in ("done", "why", "said")}

    def fill(pattern: str) -> str:
        office, person = chance.choice(people)
        told = {kind: next(turn) for kind, turn in told_of.items() if f"{{{kind}}}" in pattern}
        drawn = _drawn(chance, field, year)
        return pattern.format(**fixed, **drawn, **told, office=office, person=person)

    paragraphs = []
    for _ in range(chance.randint(2, 3)):
        told = chance.sample(_TOLD, 3)
        stated = [chance.choice(_COUNT), chance.choice(_MONEY)]
        patterns = [*told[: chance.randint(1, 3)], *stated[: chance.randint(1, 2)]]
        chance.shuffle(patterns)
        paragraphs.append("".join(map(fill, patterns)))
    dateline = (
        f"本报{place}{chance.randint(1, 12)}月{chance.randint(1, 28)}日电（记者{_person(chance)}）"
    )
    paragraphs[0] = dateline + paragraphs[0]
    return Printed(
        fill(chance.choice(_HEADLINES)), "\n".join(paragraphs), fill(chance.choice(_QUESTIONS))
    )


def _drawn(chance: random.Random, field: Field, year: int) -> dict[str, object]:
    thing, unit = chance.choice(field.counted)
    number = chance.choice(
        (
            str(chance.randint(11, 9999)),
            f"{chance.randint(101, 999) / 100:.2f}万{chance.choice(AFTER)}",
            f"{chance.randint(2, 99)}万{chance.choice(AFTER)}",
        )
    )
    return {
        "thing": thing,
        "unit": unit,
        "n": number,
        "part": chance.randint(2, 98),
        "q": chance.choice(QUALIFIERS),
        "share": f"{chance.randint(5, 480) / 10:g}",
        "paid": chance.choice(field.paid),
        "money": f"{chance.randint(120, 99900) / 100:g}",
        "less": f"{chance.randint(100, 9900) / 100:g}",
        "turn": chance.choice(("增长", "增长", "下降")),
        "other": _place(chance) + chance.choice(("镇", "乡", "街道")),
        "year": year,
        "before": year - 1,
        "later": year + chance.randint(1, 6),
        "quarter": chance.choice(("三", "六", "九")),
        "month": chance.randint(1, 12),
        "day": chance.randint(1, 28),
    }


def _in_turn(chance: random.Random, of: tuple[str, ...]) -> Iterator[str]:
    return cycle(chance.sample(of, len(of)))


def _place(chance: random.Random) -> str:
    return chance.choice(PLACE_FIRST) + chance.choice(PLACE_LAST)


def _person(chance: random.Random) -> str:
    given = chance.sample(GIVEN, chance.choice((1, 2, 2)))
    return chance.choice(SURNAMES) + "".join(given)
