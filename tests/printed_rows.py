"""Pages written row by row from the top down, cell by cell, and read back."""

import io
from collections.abc import Sequence

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from corpus.pdf.read_pdf import read_pdf

FONT, SIZE, STEP = "STSong-Light", 11, 20
EDGES = (80, 200, 320, 440)
HEADS = ("地区", "产量（万吨）", "面积（亩）")
SAID = ["东浦：产量 132万吨；面积 45亩。", "西浦：产量 98万吨；面积 30亩。"]
FOUR = (60, 160, 340, 440)
SAID_OF_FOUR = [
    "孵化器建设：内容 对新认定的国家级孵化器给予一次性补助；单位 科技局、财政局；金额 200万元。",
    "成果转化：内容 登记技术合同；单位 科技局；金额 1450万元。",
    "人才引进：内容 发放生活补贴；单位 人力资源局；金额 12万元。",
]
NAMES = ("事项", "内容", "单位", "金额（万元）")
LAST = [
    ("成果转化", "登记技术合同", "科技局", "1450"),
    ("人才引进", "发放生活补贴", "人力资源局", "12"),
]
PROSE = (
    "荒滩改造是南浦市这几年花力气最大的一件事，水利部门先修渠道再引"
    "淡水，把盐分洗出去，第二年才种得下第一季，沿海的盐碱地要分四年"
    "改成稻田。"
)
TEXT = [((PROSE[at : at + 30],), 18) for at in range(0, len(PROSE), 30)]
FULL_CELLS = ("孵化器建设", "对新认定的国家级孵化器", "科技局、财", "200")
RUNS_ON = ("", "给予一次性补助", "政局")


class Print:
    """Pages on which lines and cells are written from the top down."""

    def __init__(self) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.bytes = io.BytesIO()
        self.canvas = Canvas(self.bytes, pagesize=(595, 842), invariant=1)
        self.y = 760

    def row(self, cells: Sequence[str], edges: Sequence[float] = EDGES, step: int = STEP) -> None:
        self.canvas.setFont(FONT, SIZE)
        for x, cell in zip(edges, cells, strict=False):
            self.canvas.drawString(x + 5, self.y, cell)
        self.y -= step

    def grid(self, rows: Sequence[Sequence[str]]) -> None:
        top = self.y + STEP - 5
        for row in rows:
            self.row(row)
        for x in EDGES:
            self.canvas.line(x, top, x, top - STEP * len(rows))
        for at in range(len(rows) + 1):
            self.canvas.line(EDGES[0], top - STEP * at, EDGES[-1], top - STEP * at)

    def turn(self) -> None:
        self.canvas.showPage()
        self.y = 760

    def lines(self) -> list[str]:
        """What is read of it, a paragraph a line."""
        self.canvas.save()
        page = read_pdf(self.bytes.getvalue(), "table.pdf")
        return [paragraph.text for piece in page.pieces for paragraph in piece.body]


def write(page: Print, rows: Sequence[tuple[tuple[str, ...], int]]) -> None:
    for cells, step in rows:
        page.row(cells, FOUR, step)
