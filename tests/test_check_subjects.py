"""A draft's figure said of something else than the source's is never supported, however alike."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.checking.check import CheckedFigure, check_draft
from index import Index, open_index


@pytest.fixture(scope="module")
def index(shipped_home: Path) -> Iterator[Index]:
    opened = open_index(shipped_home)
    yield opened
    opened.close()


def figure(index: Index, draft: str, raw: str) -> CheckedFigure:
    return next(c for c in check_draft(draft, index).figures if c.figure.raw == raw)


@pytest.mark.parametrize(
    ("draft", "raw"),
    [
        # Another word for what is counted, where nothing competes.
        ("新三板上市企业中1/4为孵化器毕业企业。", "1/4"),
        ("在孵企业拥有注册商标100万件。", "100万件"),
        ("孵化器累计引进企业25万家。", "25万家"),
        ("2023年我国孵化机构缴纳税款13亿元。", "13亿元"),
        ("国际参赛选手超过40%。", "40%"),
        # Two lists told item by item, one of them turned.
        ("国家级科技企业孵化器和国家备案众创空间分别为2376家和1606家。", "1606家"),
        ("北京和上海分别有7家和23家标杆孵化器、高质量孵化器。", "7家"),
        # How many for how much.
        ("2024年，上海7家高质量孵化器的在孵企业数量占全市科创载体的比例超20%。", "20%"),
        # Another place, a wider or a narrower one.
        ("北京先行一步，深圳也建成了23家标杆孵化器。", "23家"),
        ("全球各类孵化载体达到1.66万余家。", "1.66万余家"),
        ("中国创业孵化呈现四大新趋势。", "四大"),
        ("全国标杆孵化器建设呈现6种模式。", "6种"),
        # A target told as a result, a mean as a total, a stock as a gain.
        ("北京已经建成20家标杆孵化器。", "20家"),
        ("2007-2018年免税总额合计约2亿元。", "2亿元"),
        ("2023年我国新增孵化载体1.66万余家。", "1.66万余家"),
        ("在孵企业整体研发投入强度同比提高8%。", "8%"),
        # The whole of a share for its part, and the part for the whole.
        ("孵化器毕业企业中1/4在科创板上市。", "1/4"),
        ("吸纳就业46万人。", "46万人"),
        # Undated words do not speak for another year.
        ("截至2022年年底，我国各类孵化载体达到1.66万余家。", "1.66万余家"),
        ("去年大赛共有800个赛区参赛。", "800个"),
        # The start for the end, the border for the start, one event for another.
        ("财税〔2018〕120号执行至2019年1月1日。", "2019年1月1日"),
        ("2018年12月31日以后认定的国家级科技企业孵化器继续享受税收优惠。", "2018年12月31日"),
        ("2023年第42号公告于2023年8月28日废止。", "2023年8月28日"),
        ("《上海市高质量孵化器培育实施方案》于2023年7月25日印发。", "2023年7月25日"),
        # Another text, another body.
        ("《2024年上海市孵化生态白皮书》于2025年9月22日发布。", "2025年9月22日"),
        ("财税〔2018〕120号于2018年12月14日印发。", "2018年12月14日"),
        ("2024年4月，北京市科委印发了《创新加速器建设指引》。", "2024年4月"),
        (
            "《北京市关于推动科技企业孵化器创新发展的指导意见》由上海市于2023年12月19日发布。",
            "2023年12月19日",
        ),
        # One word exchanged in what is otherwise the source's own sentence.
        ("2023年，我国实际享受补贴政策的孵化机构2688家。", "2688家"),
        ("3.8万个企业和团队当年实现盈利。", "3.8万个"),
        ("孵化基金2023年投资总额3400亿元。", "3400亿元"),
        # … though another sentence gives the value for words that hold no place, but not that word.
        ("截至2023年年底，我国各类孵化园区达到1.66万余家。", "1.66万余家"),
        # Deeds that are none of the source's.
        ("刘伯超说，我国已关停孵化器7000余家。", "7000余家"),
        ("创业孵化机构2023年裁员490多万人。", "490多万人"),
        ("2023年孵化机构缴税13亿元。", "13亿元"),
        # A member of a list in brackets for the list, whose amount it is, numbers for amounts.
        ("上海孵化载体的在孵企业中，生物医药企业占比近21%。", "21%"),
        ("东部地区孵化器总收入超过7000亿元。", "7000亿元"),
        ("东部地区孵化器在孵企业数量占比超过60%。", "60%"),
        # Two figures of the source's own sentence exchanged.
        ("2023年，孵化器拥有有效知识产权15万件，发明专利100万件。", "15万件"),
        ("在孵企业拥有有效知识产权15万件，其中发明专利100万件。", "15万件"),
        ("在孵企业拥有有效知识产权15万件，其中发明专利100万件。", "100万件"),
        ("截至2023年年底，我国国家级科技企业孵化器2376家，国家备案众创空间1606家。", "1606家"),
        # The subject in a clause of its own before, or with what stands between.
        ("事业单位，全国服务科技企业和创业团队超过70万家。", "70万家"),
        ("民营医院，2023年总收入超过900亿元。", "900亿元"),
        ("留学生创业园里的企业，研发总支出900多亿元，研发投入强度8%。", "8%"),
        ("留学生创业园里的企业，研发总支出900多亿元，研发投入强度8%。", "900多亿元"),
        # What the source's sentence counts with its other figure.
        ("在孵企业手里的发明专利有100万件。", "100万件"),
        # One event of a text for another that the draft's sentence names too.
        (
            "《标杆孵化器培育行动方案（2022-2025年）》于2022年12月30日发布，成文更早。",
            "2022年12月30日",
        ),
        # Whom the clause before speaks of, in a topic, with a figure, or as part of what it says.
        ("留学人员企业研发总支出900多亿元，研发投入强度8%。", "8%"),
        ("国家对外贸企业的支持不减，2023年减免税金额13亿元。", "13亿元"),
        ("上海浦东新能源领域的89家科创板企业里，近三成出自孵化器。", "三成"),
        ("科技企业孵化器2023年有7000余家，这是黄丽宏披露的数字。", "7000余家"),
        ("2023年第42号公告的印发日是2023年8月28日。", "2023年8月28日"),
        ("北京还将新孵化瞪羚企业2000家、国家高新技术企业500家。", "2000家"),
        # A deed, a text of another year, the place a closing clause names.
        ("苏州工业园区有400余家生物医药高科技创新企业挂牌。", "400余家"),
        ("2023年上海市孵化生态白皮书的公布日期是2025年9月22日。", "2025年9月22日"),
        ("到2025年新孵化国家高新技术企业2000家，这是深圳的目标。", "2000家"),
        # Whom a closing clause says it is of.
        ("孵化基金总额3400亿元，这是2023年上市公司的规模。", "3400亿元"),
        ("总收入超过900亿元，说的是2023年的外贸企业。", "900亿元"),
        ("标杆孵化器23家，广东去年报出了这个数字。", "23家"),
        ("科创板公司和孵化器渊源深，毕业企业占主板上市企业的1/4。", "1/4"),
        ("标杆孵化器培育行动方案修订的日期是2022年12月30日。", "2022年12月30日"),
        # The figure first, and what is said of it behind.
        ("12家高质量孵化器，广东去年陆续启动建设。", "12家"),
        ("1606家国家级农业科技园区，覆盖全国。", "1606家"),
        ("3400亿元，这是2023年全国孵化器毕业企业的利润总额。", "3400亿元"),
        # Another contest, another speaker beside the quotation, the place of the sentence before.
        ("中国国际创业大赛今年共有800个赛区。", "800个"),
        ("“孵化器7000余家”，卫万顺用这个数字说明规模。", "7000余家"),
        ("中部地区发展很快。当地孵化器在孵企业营收超过7000亿元。", "7000亿元"),
        # Another amount that makes up a share, though it counts something itself.
        ("2024年，上海7家高质量孵化器的在孵企业的就业人数，占全市科创载体的两成以上。", "两成"),
        ("现行孵化器税收政策的公告，废止日期为2023年8月28日。", "2023年8月28日"),
        # Another place behind two dates.
        ("2023年11月以来，截至2025年9月，成都启动了12家高质量孵化器建设。", "2023年11月"),
        ("刘伯超解读的上海孵化生态白皮书说，上海有各类孵化载体580家。", "580家"),
        # Another deed, whatever stands beside it; a verb that the tagger cuts in two.
        ("北京到2025年要引进国家高新技术企业2000家。", "2000家"),
        ("在孵企业申请的发明专利有15万件。", "15万件"),
        ("截至2024年底，上海孵化载体累计投资了160余场国际双创活动。", "160余场"),
        ("截至2023年年底，全国共审批国家级科技企业孵化器1606家。", "1606家"),
        ("孵化器管理办法由科技部于2018年12月14日修订。", "2018年12月14日"),
        # The source's sentence of another whole, with another bound; whom a verb before tells.
        (
            "截至2024年底，上海7家高质量孵化器的在孵企业中，三大先导产业企业占比近21%。",
            "21%",
        ),
        ("孵化器毕业企业舍得花钱，研发总支出达900多亿元，整体研发投入强度为8%。", "8%"),
        # Who is named in the sentence after a quotation.
        ("“科创板上市企业中1/4为孵化器毕业企业。”张宇蕾在会上给出这个比例。", "1/4"),
        # Whom the sentence before speaks of, by a pronoun or unsaid; he who spoke there.
        ("众创空间发展很快。它们累计毕业企业25万家。", "25万家"),
        ("大学科技园是成果转化的前沿。截至2023年年底，这类载体达到1.66万余家。", "1.66万余家"),
        ("加速器同样享受税收优惠。2023年，减免税13亿元。", "13亿元"),
        ("高新技术企业是创新主力。2023年，这些企业研发总支出900多亿元。", "900多亿元"),
        ("享受税收优惠的众创空间有2688家，减免税13亿元。", "13亿元"),
        ("张宇蕾介绍了北京的情况。她表示，北京标杆孵化器建设呈现出6种模式。", "6种"),
        ("众创空间也不甘落后，累计毕业企业25万家。", "25万家"),
        ("孵化器走出的企业里，上市企业5000家，全部登陆科创板。", "5000家"),
        ("截至2024年底，上海已建成7家高质量孵化器并通过验收。", "7家"),
        # Who acts by office alone; what is denied; what came first and what last.
        ("《2025年上海市孵化生态白皮书》由上海市市长在2025年9月22日发布。", "2025年9月22日"),
        ("国家级孵化器自2024年1月1日起不再享受优惠。", "2024年1月1日"),
        ("财税〔2018〕120号的执行期在2019年1月1日结束。", "2019年1月1日"),
        (
            "《标杆孵化器培育行动方案（2022-2025年）》2022年12月30日印发，2023年1月30日成文。",
            "2023年1月30日",
        ),
        # Another kind of the same thing, one side of two, a wider whole, a name left out.
        ("在孵企业吸纳应届高校毕业生46万人。", "46万人"),
        ("北京的高质量孵化器有23家。", "23家"),
        ("中关村国际前沿科技创新大赛今年共有国外800个赛区。", "800个"),
        ("参赛项目中，国内项目超过40%。", "40%"),
        ("上海7家高质量孵化器在孵企业当年新获投资额占全国的比例超20%。", "20%"),
        ("浦东的科创板企业中，70%聚焦生物医药。", "70%"),
        ("上市公司中1/4为孵化器毕业企业。", "1/4"),
        ("科创板上市企业中，每5家有1家出自孵化器。", "1家"),
        # Who is named last, one of several, an item of a list, a member of one, a part left out.
        ("累计毕业25万家企业的是众创空间。", "25万家"),
        ("众创空间服务创业团队和企业超70万家。", "70万家"),
        ("财税〔2018〕120号规定了三项税收优惠，包括免征企业所得税。", "三项"),
        ("全球创业孵化有四大趋势：聚焦元宇宙、场景孵化等。", "四大"),
        ("截至2024年底，上海孵化载体的在孵企业中，生物医药、新能源企业占比近21%。", "21%"),
        ("上海浦东有89家科创板企业。", "89家"),
        # Another office of the speaker's, a like body of another one, who did it, told ahead.
        ("财政部副部长刘伯超说，我国已培育7000余家孵化器。", "7000余家"),
        ("今年4月，教育部火炬中心印发了《创新加速器建设指引》。", "今年4月"),
        (
            "《北京市关于推动科技企业孵化器创新发展的指导意见》由北京市科委印发，2023年12月19日发布。",
            "2023年12月19日",
        ),
        # A mean of each for one of years, a sum for a year's, what grew, a board left out.
        ("2007-2018年，每家孵化机构年均免税约2亿元。", "2亿元"),
        ("2024年，上海7家高质量孵化器在孵企业累计获投资额占全市科创载体的比例超20%。", "20%"),
        ("北京计划到2025年累计培育国家高新技术企业2000家。", "2000家"),
        ("2023年，孵化机构吸纳就业490多万人，同比增长超过4%。", "4%"),
        ("东部地区孵化器在孵企业数占全国的60%以上。", "60%"),
        ("上海浦东的生物医药企业有89家。", "89家"),
        ("在孵企业拥有有效发明专利100万件。", "100万件"),
        ("截至2023年年底，我国各类孵化载体降至1.66万余家。", "1.66万余家"),
        ("截至2023年底，国家级科技企业孵化器1606家，都在东部地区。", "1606家"),
        # A target told as reached, a denial behind, a mean ahead, the other of two amounts.
        ("培育方案出台一年，北京已新孵化瞪羚企业500家。", "500家"),
        ("带动200家孵化器转型升级，从不在上海的计划之列。", "200家"),
        ("2024年1月1日起，国家备案众创空间不再享受税收优惠。", "2024年1月1日"),
        ("平均每年，上海举办国际双创活动160余场。", "160余场"),
        ("2023年全国孵化机构总收入超过1.1万亿元，在孵企业营业收入才超过900亿元。", "900亿元"),
        # A share of another whole, however near the words of its part.
        ("上海孵化载体的在孵企业中，三大先导产业企业占比超50%。", "50%"),
        ("在7家高质量孵化器的在孵企业里，三大先导产业企业占比近21%。", "21%"),
        # Whom an earlier clause names, what another figure counts, an event of another name.
        ("国家级大学科技园是创业的热土，现有1606家。", "1606家"),
        ("从事生物医药的孵化器，上海浦东有89家。", "89家"),
        ("由在孵企业获得的投融资，总额达3400亿元。", "3400亿元"),
        ("全球标杆孵化器论坛开幕式上，共有800个赛区参赛。", "800个"),
        # Another place told behind, a part of the country for the whole, what is not covered.
        ("共举办国际双创活动160余场，北京的孵化载体越来越热闹。", "160余场"),
        ("全国孵化器在孵企业营收超过7000亿元，东部地区贡献不小。", "7000亿元"),
        ("95%的县级以上地区，没有被科技创新创业载体网络覆盖。", "95%"),
        ("国家备案众创空间要免税，认定须早于2019年1月1日。", "2019年1月1日"),
        # A whole named before, who said it named last, a year's for what was summed up.
        ("上海有7家高质量孵化器。截至2024年底，其在孵企业中，三大先导产业企业占比近21%。", "21%"),
        ("科创板上市企业中1/4为孵化器毕业企业，说这话的是王德花。", "1/4"),
        ("孵化器当年新毕业企业就有25万家。", "25万家"),
        # A bare whole is that of what was counted before it; what is now is no aim.
        ("上海有各类孵化载体580家；在孵企业中，三大先导产业企业占比超50%。", "50%"),
        ("上海将培育不少于200家孵化器，如今已建成20家高质量孵化器。", "20家"),
        ("孵化器和众创空间，前者有9400余家，后者有7000余家。", "9400余家"),
        ("490多万人！孵化机构吸纳的应届高校毕业生又创新高。", "490多万人"),
        # A gain for what there is, what is beside the whole, others than are counted, a like thing.
        ("2023年，孵化机构减免税金额同比增加13亿元。", "13亿元"),
        ("我国众创空间比孵化器多9400余家。", "9400余家"),
        ("孵化机构吸纳就业490多万人，此外另有应届高校毕业生46万人。", "46万人"),
        ("我国已有5000家孵化器上市（挂牌）。", "5000家"),
        ("我国孵化机构总数为2688家。", "2688家"),
        ("到2025年，上海将培育不少于200家高质量孵化器。", "200家"),
        ("东部以外地区孵化器在孵企业营收超过7000亿元。", "7000亿元"),
        ("北京已经新孵化瞪羚企业500家，目标提前完成。", "500家"),
        # A rank that the source does not say; a sum for what was within a year, and its year.
        ("截至2023年年底，省级孵化器服务创业团队和企业超过70万家。", "70万家"),
        ("2024年当年，上海孵化载体举办国际双创活动160余场。", "2024年"),
        ("孵化器2023年当年的毕业企业有25万家。", "2023年"),
        # A time that leads to a count of another place's.
        ("经过近两年的探索，上海高质量孵化器形成6种模式。", "两年"),
        # What a later date takes back, a share where a level is told, others than are counted.
        ("2018年12月31日以前认定的国家级孵化器，自2024年1月1日起不再享受优惠。", "2018年12月31日"),
        ("在孵企业的研发投入，占全国企业研发总支出的8%。", "8%"),
        ("2023年，获得投融资的企业和团队同比增长超过4%。", "4%"),
        # A deed that only a title or what stands with another day tells; a narrower whole.
        ("上海实施方案2023年7月25日开始实施。", "2023年7月25日"),
        ("2024年1月1日以后认定的国家级孵化器享受税收优惠。", "2024年1月1日"),
        ("上海高质量孵化器的在孵企业中，科技服务业企业占比近30%。", "30%"),
        # Counted apart, since a month, a list behind 包括, those of all fields.
        ("国际化赛区超过40%。", "40%"),
        ("2025年9月，上海当月启动了12家高质量孵化器建设。", "12家"),
        ("上一期政策的三项税收优惠包括减征企业所得税。", "三项"),
        ("全国科创板企业中近30%来自浦东的孵化器。", "30%"),
        # Words that the paper gives to nobody, after another had spoken.
        ("刘伯超表示，在孵企业拥有发明专利15万件。", "15万件"),
        # 当地 is the place named right before.
        ("西部后劲很足，当地孵化器在孵企业营收超过7000亿元。", "7000亿元"),
        ("资产端，毕业企业拥有有效知识产权100万件。", "100万件"),
        # One end of the days within which something is only counted, or of another thing's.
        ("上一期孵化器税收政策执行到2023年12月31日。", "2023年12月31日"),
        ("北京的行动方案2021年12月31日到期。", "2021年12月31日"),
        ("现行的税收政策2021年12月31日到期。", "2021年12月31日"),
        # What could not be done; two parts of the country.
        ("科技创新创业载体网络至今没能触及全国95%的县级以上地区。", "95%"),
        ("中西部后劲很足，当地孵化器在孵企业营收超过7000亿元。", "7000亿元"),
        # The answer to a question that asks for no aim.
        ("北京已经建成多少家标杆孵化器？选手答：20家。", "20家"),
    ],
)
def test_the_figure_of_something_else_is_not_supported(index: Index, draft: str, raw: str) -> None:
    assert figure(index, draft, raw).verdict in ("contradicted", "not_found")


@pytest.mark.parametrize(
    "draft",
    [
        "科创板企业中，孵化器毕业企业占25%。",
        "1/4的科创板上市企业出自孵化器。",
        "国家级科技企业孵化器和国家备案众创空间分别为1606家和2376家。",
        "北京计划到2025年建成标杆孵化器20家。",
        "财税〔2018〕120号到2021年12月31日期满。",
        "2023年11月以来，上海先后启动12家高质量孵化器建设。",
        "生物医药领域的89家科创板企业，近三成出自孵化器。",
        "科技部2018年12月14日印发《科技企业孵化器管理办法》。",
        "从2023年11月到2025年9月，上海陆续启动12家高质量孵化器建设。",
        "北京、上海分别有23家标杆孵化器和7家高质量孵化器。",
        "北京聚焦“三城一区”，2023年全国孵化机构总收入超过900亿元。",
        "1.66万余家孵化载体、25万家毕业企业，构成我国创业孵化的家底。",
        "上海高质量孵化器从7家增加到12家，增加了5家。",
        "应届高校毕业生占吸纳就业人数的约9.4%。",
        "享受税收优惠的孵化机构平均每家减免税约48万元。",
        "在孵企业营收超1.1万亿元，其中东部地区超7000亿元。",
        "享受税收优惠的孵化机构有2688家，少缴税款13亿元。",
        "创新是企业的根本，2023年在孵企业研发总支出900多亿元。",
        "黄丽宏解读的白皮书披露，上海有各类孵化载体580家。",
        "说到专利的家底，在孵企业有发明专利15万件。",
        "黄丽宏解读的那份白皮书在2025年9月22日问世。",
        "上海市人民政府办公厅2023年7月印发的高质量孵化器培育实施方案提出了五项行动。",
        "国家高新技术企业到2025年新孵化2000家，瞪羚企业500家，这是北京的目标。",
        "孵化基金总额3400亿元，这是2023年全国孵化器的规模。",
        "标杆孵化器23家，北京报出了这个数字。",
        "沪上各类孵化载体共580家。",
        "国家级科技企业孵化器和国家备案众创空间，2023年年底分别有1606家和2376家。",
        "上海到2025年的目标是培育20家以上高质量孵化器。",
        "《标杆孵化器培育行动方案（2022-2025年）》2022年12月30日成文、2023年1月30日发布。",
        "这份白皮书由黄丽宏解读，上海有各类孵化载体580家。",
        "上一期税收优惠的执行期，从2019年1月1日算起，到2021年12月31日结束。",
        "孵化基金总额3400亿元，同比增幅13%。",
        "不光有7000余家孵化器，还有9400余家众创空间。",
        "在孵企业的构成有了变化：上海孵化载体的在孵企业中，科技服务业企业占比近30%。",
        "12家高质量孵化器，上海从2023年11月起陆续启动建设。",
        "2688家孵化机构在2023年享受了税收优惠政策。",
        "孵化器在孵企业营收超1.1万亿元，这是2023年的数据。",
        "根据行动方案，到2025年，北京力争建成标杆孵化器20家。",
        "上海方案要求，到2025年培育不少于20家高质量孵化器。",
        "标杆孵化器的行动方案成文于2022年12月30日，2023年1月30日发布。",
        "谈投入和回报，在孵企业2023年研发总支出900多亿元。",
        "科技部的《科技企业孵化器管理办法》2018年12月14日就已印发，工信部火炬中心的"
        "《创新加速器建设指引》2024年4月才印发。",
        "上海孵化载体累计举办活动160余场，面积达435.6万平方米。",
        "东部孵化器在孵企业的营收超过7000亿元，所占份额超过六成。",
        # Names that are examples, a part of the country after a town, whose share it is.
        "孵化器里走出了科大讯飞、大疆创新，也走出了25万家毕业企业。",
        "苏州工业园区有400多家生物医药高科技创新企业；放眼整个东部，孵化器在孵企业的营收逾7000亿元。",
        "在卫万顺看来，近两年摸索下来，北京标杆孵化器的建设已经形成6种模式。",
        # So many of every so many; a bound before the verb; what 这些 and 当地 mean.
        "科创板上市企业中，每4家就有1家出自孵化器。",
        "科创板上市企业当中，每四家就有一家是孵化器毕业企业。",
        "到2025年，上海至少要培育20家高质量孵化器。",
        "我国培育了7000余家孵化器和9400余家众创空间。这些载体服务创业团队和企业超过70万家。",
        "上海动作频频。截至2024年底，当地有各类孵化载体580家。",
        # Verbs that tell no deed, and phrases that stand for one word.
        "我国孕育出7000余家孵化器、9400余家众创空间，服务企业和团队超70万家。",
        "490多万人因孵化机构而有了工作。",
        "在登陆资本市场的企业里，孵化机构的毕业企业累计超过5000家。",
        "科创板上市公司里，每四家就有一家毕业于孵化器。",
        "国际化项目超四成，也就是说，超四成为国际化项目。",
        "2007-2018年，每年享受优惠的孵化机构仅数百家，如今是2688家。",
        "引领100家现有孵化器升级发展、建成20家标杆孵化器，这是北京到2025年要实现的目标。",
        # Part of a whole told behind it, a place meant (全市), who says it told last.
        "孵化器累计毕业企业25万家，当中5000家已经挂牌或上市。",
        "上海的家底不薄。截至2024年底，全市有各类孵化载体580家。",
        "科创板上市企业中，25%毕业于孵化器，给出这个数字的是刘伯超。",
        "苏州工业园区有400余家生物医药企业；浦东生物医药领域的89家科创板企业，近30%来自孵化器。",
        "京沪都在发力：北京有标杆孵化器23家，上海2024年底已启动建设高质量孵化器7家。",
        "2023年7月，上海市政府办公厅印发高质量孵化器培育实施方案，部署5项行动。",
        "截至2024年底，上海7家高质量孵化器的在孵企业有一半以上属于三大先导产业。",
        # How one looks at it, whose it was before, what is now beside what was aimed at.
        "再看资本，2023年全国孵化器孵化基金总额3400亿元。",
        "北京力争到2025年建成20家标杆孵化器；如今，北京的标杆孵化器已有23家。",
        "上海2024年底已启动建设7家高质量孵化器；2024年，其在孵企业当年新获投资额占全市科创载体的比例超20%。",
        "产业结构上，上海孵化载体的在孵企业中，科技服务业企业占比近30%。",
        "【快讯】2023年，孵化器在孵企业研发总支出900多亿元。",
        "上海孵化载体累计举办国际双创活动160余场，这也是白皮书里提到的内容。",
        "北京现有标杆孵化器23家；行动方案的目标，是到2025年力争建成20家标杆孵化器。",
        "行动方案列出三种支持方式，即资金补贴、股权投资、空间委托运营，并为企业开设绿色通道。",
        "更要看质量：科创板上市企业中，25%是孵化器毕业企业。",
        "苏州工业园区有400余家生物医药企业，上海浦东的孵化器则有70%聚焦生物医药。",
        "刘伯超副司长，您提到孵化机构毕业企业累计上市（挂牌）数超过5000家。",
        "上海有7家高质量孵化器。2024年，它们的在孵企业当年新获投资额占全市科创载体的比例超20%。",
        "行动方案要求，到2025年力争建成20家标杆孵化器；资金补贴、股权投资、空间委托运营三种支持方式并用。",
        "上海科技服务业企业占比近30%；累计孵化空间面积435.6万平方米。",
        # 前者 and 后者, a figure that is a sentence of its own.
        "国家级科技企业孵化器比国家备案众创空间少，前者1606家，后者2376家。",
        "众创空间的数量多于孵化器：前者9400余家，后者7000余家。",
        "3400亿元！全国孵化器2023年孵化基金总额同比增长13%",
        "北京23家标杆孵化器，已经越过行动方案给2025年定下的20家目标。",
        # Items in a clause ahead, one bound for two figures, a level as a mean, a place's body.
        "国家级科技企业孵化器、国家备案众创空间，截至2023年年底分别为1606家、2376家。",
        "2023年，孵化机构的总收入和在孵企业的营业收入分别超过900亿元和1.1万亿元。",
        "在孵企业研发投入强度平均为8%。",
        "上海科创载体2024年新获投资额中，7家高质量孵化器的在孵企业占了20%以上。",
        "从孵化器毕业的企业，累计有25万家之多。",
        "在浦东，孵化器集聚区70%瞄准生物医药；这一领域的89家科创板企业，近30%从孵化器中走出。",
        # Who is named last; a list behind its number, and one in place of its name.
        "吸纳就业490多万人的是全国创业孵化机构。",
        "财税〔2018〕120号给出三项税收优惠：房产税免征、城镇土地使用税免征、孵化服务收入的增值税免征。",
        "截至2024年底，上海7家高质量孵化器的在孵企业中，集成电路、人工智能和生物医药企业占比超50%。",
        "截至2024年底，上海孵化载体的在孵企业里，生物医药、人工智能和集成电路三大先导产业企业占比近21%。",
        "上海浦东集聚区里，70%聚焦生物医药，该领域的89家科创板企业中，近30%来自孵化器。",
        "上海浦东集聚区里七成主攻生物医药，该领域的89家科创板企业，近三成来自孵化器。",
        # A body in short, one counted before, a place where money goes, people by their unit.
        "工信部科技司副司长刘伯超给出数字：到2023年年底，全国已培育孵化器7000余家。",
        "到2025年，北京将新孵化瞪羚企业500家，并引领100家现有孵化器升级发展。",
        "2023年，在孵企业往实验室里投钱，研发总支出900多亿元。",
        "孵化机构吸纳的就业人员中，应届高校毕业生有46万人。",
        # Others than were counted before; aims of the sentence before; a place told of something else.
        "截至2023年底，国家级科技企业孵化器1606家；孵化器共7000余家，众创空间9400余家。",
        "截至2023年底，国家级科技企业孵化器1606家，国家备案众创空间2376家，各类孵化载体共1.66万余家。",
        "北京力争到2025年建成20家标杆孵化器。另外还有一组：新孵化瞪羚企业500家。",
        "行动方案管目标，到2025年力争建成20家标杆孵化器；指导意见管方向，看重“三城一区”。",
        "东部孵化器在孵企业营收超7000亿元；苏州工业园区有400余家生物医药企业，上海浦东的孵化器则有70%聚焦生物医药。",
        "作为创业高地的国家级科技企业孵化器，2023年年底已有1606家。",
        "高质量孵化器建设在上海提速：从2023年11月算起，到2025年9月已陆续启动12家。",
        "截至2024年底，上海孵化载体的在孵企业里，近三成是科技服务业企业，近21%是三大先导产业企业。",
        "新一期政策由四部门以2023年第42号公告发布。",
        # A day beside years that number a text or count something; a time that is no count.
        "2024年1月1日起，2018年12月31日以前认定的国家级孵化器继续享受优惠。",
        "上一期税收政策从2019年1月1日执行到2021年12月31日。",
        "近一年多来，北京支持孵化器与特色产业园区牵手。",
        # Words the tagger cuts wrongly; what may be done; lead-ins that name nobody.
        "2007-2018年，孵化机构免下来的钱年均约2亿元。",
        "2023年，在孵企业的专利堆里有发明15万件。",
        "截至2024年底，上海孵化载体的国际双创活动热热闹闹办了160余场。",
        "税收上，房产税、城镇土地使用税、增值税三项可免。",
        "2023年，资产端，在孵企业拥有有效知识产权100万件。",
        "后来听人说，截至2023年年底，国家级科技企业孵化器1606家。",
        "聊到地方，北京23家标杆孵化器、上海7家高质量孵化器，张口就来。",
        "学学浦东，该地70%的孵化器聚焦生物医药。",
        # One end of a time that lasts; an aim that is asked for, or told as the end of the game.
        "上一期税收政策2021年12月31日到期。",
        "到2025年，上海要培育多少家高质量孵化器？选手答：不少于20家。",
        "上海的终局定在2025年：不少于20家高质量孵化器。",
        "北京原先的目标是，到2025年力争建成20家标杆孵化器，报出的标杆孵化器已是23家。",
        # Another who speaks, words that are no longer those of who spoke.
        "卫万顺说，北京标杆孵化器建设形成6种模式。火炬中心的王德花则放眼全球，归纳出四大新趋势。",
        "截至2024年底，魔都孵化载体580家，国际双创活动160余场。",
        "2023年，我国实际享受税收优惠政策的孵化机构2688家；孵化面积1.7亿平方米。",
        "《创新加速器建设指引》今年4月由工信部火炬中心印发，北京的指导意见则在2023年12月19日发布。",
        "王德花点到北京的23家标杆孵化器。",
    ],
)
def test_the_same_thing_in_other_words_is_supported(index: Index, draft: str) -> None:
    assert {c.verdict for c in check_draft(draft, index).figures} == {"supported"}


def test_what_is_read_in_full_is_shown_as_the_draft_has_it(index: Index) -> None:
    draft = "众创空间多于孵化器，前者9400余家，后者7000余家。"
    checked = figure(index, draft, "7000余家")
    assert checked.sentence == draft
    assert checked.figure.span.cut(draft) == "7000余家"


def test_this_number_is_what_was_counted_last(index: Index) -> None:
    draft = "2022年年底，我国有各类孵化载体9万家。到2023年年底，这个数字变为1.66万余家。"
    assert figure(index, draft, "1.66万余家").verdict == "supported"
    assert figure(index, draft.replace("孵化载体", "产业园区"), "1.66万余家").verdict == "not_found"


def test_a_time_goes_with_the_count_that_it_leads_to(index: Index) -> None:
    draft = "张宇蕾说，经过近两年的探索和发展，北京标杆孵化器建设呈现出6种模式。"
    assert figure(index, draft, "两年").verdict == "supported"
    assert figure(index, draft, "6种").verdict == "contradicted"


def test_what_was_not_reached_is_no_exact_figure(index: Index) -> None:
    draft = "2023年，全国孵化器孵化基金总额没有达到3400亿元。"
    assert figure(index, draft, "3400亿元").verdict == "imprecise"


@pytest.mark.parametrize(
    ("draft", "raw"),
    [
        ("2023年全国孵化基金总额同比增加3400亿元。", "2023年"),
        ("2007-2018年，全国创业孵化机构累计免税约2亿元。", "2007-2018年"),
        ("2023年，未能获得投融资的企业和团队有3.8万个。", "2023年"),
        ("2023年，全国创业孵化机构服务的科技企业和创业团队净增超过70万家。", "2023年"),
    ],
)
def test_a_year_stands_where_only_its_amount_is_told_otherwise(
    index: Index, draft: str, raw: str
) -> None:
    report = check_draft(draft, index)
    assert {c.figure.raw: c.verdict for c in report.figures}.pop(raw) == "supported"
    assert report.summary["supported"] == 1


def test_who_is_said_behind_to_have_published_a_figure_said_it(index: Index) -> None:
    draft = "我国已培育孵化器7000余家，这组数字是王德花在论坛上披露的。"
    assert figure(index, draft, "7000余家").why.kind == "said_by_another"


def test_a_list_read_under_its_name_is_shown_as_the_draft_has_it(index: Index) -> None:
    draft = "截至2024年底，上海孵化载体的在孵企业中，生物医药、人工智能和集成电路企业占比近21%。"
    checked = figure(index, draft, "21%")
    assert checked.sentence == draft
    assert checked.figure.span.cut(draft) == "21%"


@pytest.mark.parametrize(
    ("draft", "raw", "says"),
    [
        (
            "国家级科技企业孵化器和国家备案众创空间合计4982家。",
            "4982家",
            "1606家 + 2376家 = 3982家",
        ),
        (
            "孵化器累计毕业企业25万家，其中上市（挂牌）企业5000家，占5%。",
            "5%",
            "5000家 ÷ 25万家 = 2%",
        ),
        (
            "国家备案众创空间2376家，比国家级科技企业孵化器1606家多出870家。",
            "870家",
            "2376家 - 1606家 = 770家",
        ),
        (
            "2023年减免税金额13亿元，是2007-2018年年均免税总额约2亿元的7.5倍。",
            "7.5倍",
            "13亿元 与 2亿元 相比：6.5倍",
        ),
    ],
)
def test_a_wrong_computed_figure_shows_the_right_one_with_its_terms(
    index: Index, draft: str, raw: str, says: str
) -> None:
    checked = figure(index, draft, raw)
    assert checked.verdict == "contradicted"
    assert says in checked.reason and f"稿件写作“{raw}”" in checked.reason
    assert len(checked.evidence) == 2


def test_a_mean_is_not_taken_of_other_things_than_it_says(index: Index) -> None:
    draft = "享受税收优惠的孵化机构2688家，减免税13亿元，平均每家众创空间减免48.4万元。"
    assert figure(index, draft, "48.4万元").verdict != "supported"


def test_a_draft_broken_at_its_column_s_width_is_read_whole(index: Index) -> None:
    draft = (
        "截至2023年年底，我国各类孵化载体达到1.6\n6万余家。孵化器累计毕业企业25万家，其中上\n"
        "市（挂牌）企业5000家。2023年，我国实际享受\n税收优惠政策的孵化机构数量已达26\n"
        "88家，减免税金额达13亿元。"
    )
    report = check_draft(draft, index)
    assert {c.verdict for c in report.figures} == {"supported"}
    assert [c.figure.span.cut(report.text) for c in report.figures if "家" in c.figure.raw] == [
        "1.6\n6万余家",
        "25万家",
        "5000家",
        "26\n88家",
    ]


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        (
            "国家高新区里的企业，2023年总收入超过900亿元。",
            "原文的“超过900亿元”一处没有提到“国家高新区”",
        ),
        (
            "孵化基金总额同比下降13%。",
            "与原文不符：原文为“同比增长13%”，稿件写作“孵化基金总额同比下降13%”",
        ),
        (
            "前年全国孵化器孵化基金总额3400亿元。",
            "原文的“3400亿元”说的是2023年，不是稿件所说的时间",
        ),
    ],
)
def test_a_reason_is_one_sentence_with_words_as_printed(
    index: Index, draft: str, reason: str
) -> None:
    assert reason in [checked.reason for checked in check_draft(draft, index).figures]


@pytest.mark.parametrize(
    ("draft", "raw"),
    [
        ("受市场环境影响，2023年全国孵化器孵化基金总额3400亿元。", "3400亿元"),
        ("看产业结构，截至2024年底，上海孵化载体的在孵企业里，科技服务业企业占近三成。", "三成"),
        (
            "论吸金能力，上海7家高质量孵化器的在孵企业2024年新获投资额占到全市科创载体的两成以上。",
            "两成",
        ),
        ("大赛共有800个赛区，北京市科委、中关村管委会副主任张宇蕾这样介绍。", "800个"),
    ],
)
def test_why_and_how_one_looks_at_it_is_not_what_is_counted(
    draft: str, raw: str, index: Index
) -> None:
    assert figure(index, draft, raw).verdict == "supported"
