"""Long documents printed as PDF: one article over all pages, its tables said row by row."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from corpus import find_figures
from corpus.documents import read_document
from corpus.page.reflow import Paragraph
from corpus.pdf.articles import assemble
from corpus.pdf.items import Cut
from corpus.pdf.paragraphs import Setting
from corpus.pdf.placed import Placed
from corpus.pdf.read_pdf import read_pdf
from corpus.records import Document, PrintedRun, Source
from tests.printed_rows import FONT, PROSE, TEXT, Print
from tests.served_page import needs_browser

SOURCE = Source("policy", "policy", "other", "policy.pdf", sha256="")
STYLE = """
body { font: 16px/1.9 'Noto Serif CJK SC'; text-align: justify; margin: 0 }
p { text-indent: 2em; margin: 0 } h1 { font-size: 26px; text-align: center }
h2 { font: bold 16px/1.9 'Noto Sans CJK SC'; text-indent: 2em; margin: 0 }
.number, .sign { text-align: center; text-indent: 0 } .sign { text-align: right }
table { border-collapse: collapse; width: 100%; text-align: center } td, th { border: 1px solid }
.open td, .open th { border: 0 } .open tr:first-child { border-top: 1px solid }
"""
MARGIN = {"top": "80px", "bottom": "80px", "left": "90px", "right": "90px"}
HEADER = (
    "<div style='font-size:9px;width:100%;text-align:center'>南浦市人民政府公报 2031年第6期</div>"
)
FOOTER = "<div style='font-size:9px;width:100%;text-align:center'>— <span class=pageNumber></span> —</div>"
CLAUSES = tuple(
    f"第{number}条 第{number}类种植户按实际出苗面积申请补贴，每亩补贴{180 + at}元，由乡镇农业服务中心在每年"
    f"{at % 12 + 1}月底以前核定，核定结果在村务公开栏公示不少于{7 + at}个工作日，公示期内有异议的重新核定。"
    for at, number in enumerate("一二三四五六七八九")
)
PrintLong = Callable[[str], Document]


@pytest.fixture
def read_long(request: pytest.FixtureRequest) -> PrintLong:
    browser: Browser = request.getfixturevalue("browser")

    def read(body: str) -> Document:
        page = browser.new_page()
        page.set_content(f"<meta charset=utf-8><style>{STYLE}</style>{body}")
        pdf = page.pdf(
            format="A5",
            margin=MARGIN,
            display_header_footer=True,
            header_template=HEADER,
            footer_template=FOOTER,
        )
        page.close()
        return read_document(SOURCE, pdf)

    return read


def policy() -> str:
    chapters = [
        f"<h2>第{number}章 {name}</h2>" + "".join(f"<p>{clause}</p>" for clause in clauses)
        for number, name, clauses in (
            ("一", "总则", CLAUSES[:4]),
            ("二", "补贴标准", CLAUSES[4:7]),
            ("三", "附则", CLAUSES[7:]),
        )
    ]
    return (
        "<h1>南浦市人民政府关于印发<br>《南浦市耐盐作物推广办法》的通知</h1>"
        "<p class=number>南政发〔2031〕6号</p>"
        + "".join(chapters)
        + "<p class=sign>2031年3月1日</p>"
    )


@needs_browser
def test_policy_over_several_pages_is_one_article(read_long: PrintLong) -> None:
    document = read_long(policy())
    assert document.runs[-1].page is not None
    assert document.runs[-1].page >= 3
    (article,) = document.articles
    assert article.title == "南浦市人民政府关于印发《南浦市耐盐作物推广办法》的通知"
    lines = article.span.cut(document.text).split("\n")
    heads = ["第一章 总则", "第二章 补贴标准", "第三章 附则"]
    want = ["南政发〔2031〕6号", heads[0], *CLAUSES[:4], heads[1], *CLAUSES[4:7], heads[2]]
    assert lines == [*want, *CLAUSES[7:], "2031年3月1日"]
    headings = [s.span.cut(document.text) for s in document.sentences if s.heading]
    assert [text for text in headings if text in heads] == heads


@needs_browser
def test_running_heads_and_page_numbers_are_left_out(read_long: PrintLong) -> None:
    document = read_long(policy())
    assert "公报" not in document.text
    assert "—" not in document.text


YIELD = (
    ("海水稻", "1.8", "7.2", "412"),
    ("藜麦", "0.6", "0.9", "150"),
    ("田菁", "2.4", "3.1", "129"),
)
HEADS = ("作物", "面积（万亩）", "产量（万吨）", "亩产（公斤）")


@needs_browser
def test_signature_at_the_right_is_lines_of_its_own(read_long: PrintLong) -> None:
    sign = "<p class=sign>南浦农业厅</p><p class=sign>2031年3月1日</p><p>附件：名单</p>"
    lines = read_long(f"<h1>关于补贴的通知</h1><p>{CLAUSES[0]}</p>{sign}").text.split("\n")
    assert lines[-3:] == ["南浦农业厅", "2031年3月1日", "附件：名单"]


def table_html(
    kind: str, over: str, heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...]
) -> str:
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    head = f"<tr>{''.join(f'<th>{cell}</th>' for cell in heads)}</tr>"
    return f"<h1>年报</h1><p>{CLAUSES[0]}</p>{over}<table class={kind}>{head}{cells}</table><p>{CLAUSES[1]}</p>"


@needs_browser
@pytest.mark.parametrize("kind", ["ruled", "open"])
def test_row_of_a_table_keeps_its_heads_and_units(kind: str, read_long: PrintLong) -> None:
    over = "<p class=number>表1 2030年耐盐作物生产情况</p>"
    document = read_long(table_html(kind, over, HEADS, YIELD))
    lines = document.text.split("\n")
    assert "2030年，海水稻：面积 1.8万亩；产量 7.2万吨；亩产 412公斤。" in lines
    assert "2030年，田菁：面积 2.4万亩；产量 3.1万吨；亩产 129公斤。" in lines
    assert lines.index(CLAUSES[1]) > lines.index(
        "2030年，田菁：面积 2.4万亩；产量 3.1万吨；亩产 129公斤。"
    )


@needs_browser
@pytest.mark.parametrize(
    ("line", "period"),
    [
        ("发布日期：2031年3月8日", ""),
        ("2031年3月8日补充：产量如下", ""),
        ("2030年12月31日", "2030年12月31日，"),
        ("截至2030年9月8日", "截至2030年9月8日，"),
    ],
)
def test_day_of_writing_is_not_a_table_s_time(line: str, period: str, read_long: PrintLong) -> None:
    lines = read_long(table_html("ruled", f"<p>{line}</p>", HEADS, YIELD)).text.split("\n")
    assert f"{period}海水稻：面积 1.8万亩；产量 7.2万吨；亩产 412公斤。" in lines


@needs_browser
def test_unit_over_a_table_belongs_to_its_bare_figures(read_long: PrintLong) -> None:
    rows = (("种子补贴", "1,260.5", "980", "28.6%"), ("机收补贴", "640", "512.25", "25%"))
    over = "<p class=sign>单位：万元</p>"
    document = read_long(table_html("ruled", over, ("项目", "2030年", "2029年", "增长"), rows))
    row = next(line for line in document.text.split("\n") if line.startswith("种子补贴"))
    assert row == "种子补贴：2030年 1,260.5万元；2029年 980万元；增长 28.6%。"
    values = {(figure.value, figure.unit) for figure in find_figures(row)}
    assert {(12605000, "元"), (9800000, "元"), (28.6, "%")} <= values


@needs_browser
def test_heads_over_several_columns_and_rows_reach_each_cell(read_long: PrintLong) -> None:
    table = (
        "<table><tr><th rowspan=2>县</th><th colspan=2>出苗率</th></tr><tr><th>2029年</th><th>2030年</th></tr>"
        "<tr><td>东浦</td><td>71%</td><td>75%</td></tr><tr><td>西浦</td><td>66%</td><td>70%</td></tr></table>"
    )
    document = read_long(f"<h1>年报</h1><p>{CLAUSES[0]}</p>{table}<p>{CLAUSES[1]}</p>")
    assert "西浦：出苗率2029年 66%；出苗率2030年 70%。" in document.text.split("\n")


TWO_LINE_HEADS = {
    "unit under its head": (
        "<tr><th>县区</th><th>面积<br>（万亩）</th><th>亩产<br>（公斤）</th></tr>",
        ("东浦县", "1.8", "412"),
        "东浦县：面积 1.8万亩；亩产 412公斤。",
    ),
    "unit over a line's end": (
        "<tr><th>县区</th><th>面积（万<br>亩）</th><th>亩产（公<br>斤）</th></tr>",
        ("东浦县", "1.8", "412"),
        "东浦县：面积 1.8万亩；亩产 412公斤。",
    ),
    "head over columns": (
        "<tr><th rowspan=2>县区</th><th colspan=2>面积（万亩）</th><th colspan=2>产量（万吨）</th></tr>"
        "<tr><th>2029年</th><th>2030年</th><th>2029年</th><th>2030年</th></tr>",
        ("东浦县", "1.5", "1.8", "6.8", "7.2"),
        "东浦县：面积2029年 1.5万亩；面积2030年 1.8万亩；产量2029年 6.8万吨；产量2030年 7.2万吨。",
    ),
}


@needs_browser
@pytest.mark.parametrize("heads", TWO_LINE_HEADS)
def test_heads_of_two_lines_reach_the_cells_of_an_open_table(
    heads: str, read_long: PrintLong
) -> None:
    head, row, said = TWO_LINE_HEADS[heads]
    rows = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in (name, *row[1:]))}</tr>"
        for name in (row[0], "西浦县", "北原县")
    )
    body = f"<p>{CLAUSES[0]}</p><p class=number>表1 各县生产情况</p><table class=open>{head}{rows}</table>"
    assert said in read_long(f"<h1>年报</h1>{body}").text.split("\n")


@needs_browser
def test_lines_of_figures_in_one_ruled_row_are_rows(read_long: PrintLong) -> None:
    table = (
        "<table><tr><th>货物</th><th>数量</th><th>金额</th></tr><tr><td>种子<br>化肥</td>"
        "<td>12<br>3</td><td>120.00<br>4,500.50</td></tr><tr><td>合计</td><td></td><td>4,620.50</td></tr></table>"
    )
    lines = read_long(f"<h1>年报</h1><p>{CLAUSES[0]}</p>{table}").text.split("\n")
    assert "化肥：数量 3；金额 4,500.50。" in lines


@needs_browser
def test_parts_of_a_form_keep_to_their_own_heads(read_long: PrintLong) -> None:
    table = (
        "<table><tr><td>买方</td><td colspan=3>名称：南浦农场</td></tr>"
        "<tr><td>货物<br>种子<br>化肥</td><td>单位<br>袋<br>包</td><td>数量<br>12<br>3</td><td>金额<br>120.00<br>45.50</td></tr>"
        "<tr><td>合计大写</td><td colspan=3>壹佰陆拾伍圆伍角</td></tr></table>"
    )
    lines = read_long(f"<h1>年报</h1><p>{CLAUSES[0]}</p>{table}").text.split("\n")
    assert lines[-3:] == [
        "种子：数量 12袋；金额 120.00。",
        "化肥：数量 3包；金额 45.50。",
        "合计大写：壹佰陆拾伍圆伍角。",
    ]


@needs_browser
def test_row_of_dashes_names_no_columns(read_long: PrintLong) -> None:
    rows = (("房屋", "9.50", "8.50"), ("土地", "-", "-"), ("合计", "9.50", "8.50"))
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    lines = read_long(f"<h1>年报</h1><p>{CLAUSES[0]}</p><table>{cells}</table>").text.split("\n")
    assert lines[-2:] == ["土地：-；-。", "合计：9.50；8.50。"]


@needs_browser
def test_cells_with_frames_of_their_own_are_a_table(read_long: PrintLong) -> None:
    table = "<style>table { border-collapse: separate; border: 1px solid }</style>" + table_html(
        "ruled", "", HEADS, YIELD
    )
    assert "藜麦：面积 0.6万亩；产量 0.9万吨；亩产 150公斤。" in read_long(table).text.split("\n")


@needs_browser
def test_labels_in_a_cell_are_told_apart(read_long: PrintLong) -> None:
    table = "<table><tr><td>购买方</td><td>名称：南浦农场<br>地址：海边路8号</td></tr><tr><td>备注</td><td>分期</td></tr></table>"
    text = read_long(f"<h1>年报</h1><p>{CLAUSES[0]}</p>{table}").text
    assert "名称：南浦农场；地址：海边路8号" in text


@needs_browser
def test_table_goes_on_over_a_page_end_under_the_same_heads(read_long: PrintLong) -> None:
    rows = tuple((f"第{at}号地块", f"{at}.5", f"{at}.25", f"{300 + at}") for at in range(1, 40))
    document = read_long(table_html("ruled", "", HEADS, rows))
    said = [line for line in document.text.split("\n") if line.startswith("第39号地块")]
    assert said == ["第39号地块：面积 39.5万亩；产量 39.25万吨；亩产 339公斤。"]


@needs_browser
def test_one_row_left_to_the_next_page_keeps_its_heads(read_long: PrintLong) -> None:
    alone = "<tr style='break-before: page'><td>荞麦</td><td>0.4</td><td>0.5</td><td>125</td></tr>"
    table = table_html("open", "", HEADS, YIELD).replace("</table>", f"{alone}</table>")
    lines = read_long(f"<h1>年报</h1>{table}<p>{CLAUSES[0]}</p>").text.split("\n")
    assert "荞麦：面积 0.4万亩；产量 0.5万吨；亩产 125公斤。" in lines


MEASURES = (
    ("孵化器建设", "对新认定的国家级科技企业孵化器给予一次性补助", "科技局、财政局", "200.5"),
    ("成果转化", "支持单位登记技术合同", "科技局", "1,450"),
    ("企业培育", "对首次认定的高新技术企业给予奖励，鼓励企业加大研发投入", "科技局", "30"),
    ("人才引进", "按照每人每年的标准向引进的博士研究生发放生活补贴", "人力资源局", "12"),
)


@needs_browser
@pytest.mark.parametrize("kind, place", [("open", "middle"), ("open", "top"), ("ruled", "middle")])
def test_cells_of_several_lines_between_rules_are_rows_on_each_page(
    kind: str, place: str, read_long: PrintLong
) -> None:
    style = (
        ".open td, .open th { border-bottom: 1px solid; text-align: left; padding: 2px 6px;"
        f" vertical-align: {place} }} .open th {{ white-space: nowrap }}"
        " tr { break-inside: avoid }"
    )
    rows = tuple((f"{name}{at}", *rest) for at in range(3) for name, *rest in MEASURES)
    table = f"<style>{style}</style>" + table_html(
        "open", "", ("事项", "内容", "单位", "万元"), rows
    )
    lines = read_long(table).text.split("\n")
    for name, what, who, much in rows:
        assert f"{name}：内容 {what}；单位 {who}；万元 {much}。" in lines


@needs_browser
def test_two_digits_side_by_side_stay_in_an_upright_headline(read_long: PrintLong) -> None:
    upright = "writing-mode: vertical-rl; font: bold 30px/1.3 'Noto Sans CJK SC'"
    digits = "<span style='text-combine-upright: all'>24</span>"
    body = "<p>农技人员白天黑夜都在田里守着秧苗，等待潮水退去。</p>" * 9
    document = read_long(
        f"<div style='display: flex'><div style=\"{upright}\">农田{digits}小时有人守</div><div style='columns: 2'>{body}</div></div>"
    )
    assert "农田24小时有人守" in [article.title for article in document.articles]


def test_columns_of_figures_make_no_newspaper() -> None:
    def placed(text: str, page: int, cut: Cut | None = None, em: float = 10.0) -> Placed:
        run = PrintedRun(0, None, page, ((0.0, 0.0, 1.0, 1.0),) * len(text))
        paragraph = Paragraph(text, (run,), em > 10.0)
        return Placed(Setting(paragraph, em, False, page, 0.0, 0.0, 90.0, 10.0), cut)

    flow = [placed("年度报告", 1, "start", 20.0), placed("本年收入比上年有所增长。", 1)]
    for page in (2, 3):
        flow += [placed("收支表", page, "start", 20.0), placed("收入合计", page)]
        flow += [placed("1,260", page, "column")]
    assert len(assemble(flow, 10.0).pieces) == 1


@needs_browser
def test_line_is_full_where_a_ratio_would_not_have_fitted(read_long: PrintLong) -> None:
    document = read_long(
        "<p style='text-align:left'>南浦市去年全年的三次产业结构为<span style='white-space:nowrap'>4.4∶40.9∶54.7</span>，"
        "与前年相比变化不大，第三产业增加值所占比重仍然过半，服务业增势良好。</p>"
    )
    assert "三次产业结构为4.4∶40.9∶54.7，与前年" in document.text


@needs_browser
def test_last_line_of_a_form_is_no_foot_of_the_page(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(
        f"<meta charset=utf-8><style>{STYLE}</style><h1>南浦市电子普通发票</h1>"
        "<table><tr><th>通信服务费<tr style='height:445px'><td>218.00元</table>"
        "<p>收款人:何青竹</p>"
    )
    pdf = page.pdf(width="600px", height="600px")
    page.close()
    document = read_document(SOURCE, pdf)
    assert "收款人:何青竹" in document.articles[-1].span.cut(document.text)


def test_parts_of_a_law_and_labels_begin_lines_of_their_own() -> None:
    page = Print()
    lines = (
        "第二节 盐碱地的登记和改造以后的收益怎样分",  # as wide as the column
        "第三分编 淡水",
        "　　第十条 引来的淡水收费依照本法第一编",
        "第三章的规定办理，费用由市里出。",
        "联系地址：南浦市东滩街道海堤路十二号院三栋",
        "联系电话：0311-2031",
    )
    for line in lines:
        page.row((line,))
    assert page.lines() == [*lines[:2], f"{lines[2].strip()}{lines[3]}", *lines[4:]]


def test_heads_that_no_row_would_say_are_a_row(read_long: PrintLong) -> None:
    table = (
        "<table><tr><td>买方<td colspan=2>南浦种业站<td>卖方<td>东滩农场"
        "<tr><td colspan=5>海水稻种子二十袋"
        "<tr><td colspan=2>合计<td colspan=3>三千元"
        "<tr><td>备注<td colspan=4>货款两清</table>"
    )
    assert "合计：三千元。" in read_long(table).text


def test_a_quotation_set_in_from_both_sides_is_read_whole() -> None:
    page = Print()
    said = (
        "淡水先要洗掉盐分，第二年才种得下第一季，收成由各村自己定，卖给谁也由各村"
        "自己定，种业站只管发种子。"
    )
    page.row(("　　市里的办法里写着下面这一句话，每一个村子都要照着去做：",))
    for at in (0, 20, 40):
        page.row((said[at : at + 20],), (124,))
    page.row(("　　这句话在大会上念了两遍，大家都说记住了，回去就去开渠引水。",))
    assert page.lines()[1] == said


def test_a_list_s_items_that_end_with_semicolons_stay_apart() -> None:
    page = Print()
    items = ("引淡水的渠道由水利部门负责修；", "种子由种业站在开春以前发到各村；")
    page.row(("每年开春以前：",))
    for item in (*items, "其他的事情由各村自己商量，商量好了写在村口的木板上。"):
        page.row((item,))
    assert tuple(page.lines()[1:3]) == items


def test_notes_at_a_page_s_foot_stand_behind_the_paragraph_they_interrupt() -> None:
    page = Print()
    page.y = 120
    for row, step in TEXT[:2]:
        page.row(row, step=step)
    page.canvas.setFont(FONT, 8)
    page.canvas.drawString(85, 70, "1 见南浦市志第三卷。")
    page.turn()
    for row, step in TEXT[2:]:
        page.row(row, step=step)
    assert page.lines() == [PROSE, "1见南浦市志第三卷。"]


def test_a_numbered_line_set_a_little_larger_is_a_heading() -> None:
    page = Print()
    page.canvas.setFont(FONT, 12.5)
    page.canvas.drawString(85, 780, "2.1 淡水的来处")
    for row, step in TEXT:
        page.row(row, step=step)
    page.canvas.save()
    read = read_pdf(page.bytes.getvalue(), "section.pdf")
    assert [piece.title and piece.title.text for piece in read.pieces] == ["2.1淡水的来处"]


def test_what_a_thesis_s_cover_calls_itself_is_not_its_title() -> None:
    page = Print()
    for size, words in ((24, "硕士学位论文"), (18, "荒滩改造的研究"), (20, "摘要")):
        page.canvas.setFont(FONT, size)
        page.canvas.drawString(200, page.y, words)
        page.y -= 120
    for row, step in TEXT:
        page.row(row, step=step)
    page.canvas.save()
    read = read_pdf(page.bytes.getvalue(), "thesis.pdf")
    assert [piece.title and piece.title.text for piece in read.pieces] == ["荒滩改造的研究"]
