"""Pages written row by row from the top down, cell by cell, and read back."""

import io
from collections.abc import Sequence

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from corpus.read_pdf import read_pdf

FONT, SIZE, STEP = "STSong-Light", 11, 20
EDGES = (80, 200, 320, 440)
HEADS = ("地区", "产量（万吨）", "面积（亩）")
SAID = ["东浦：产量 132万吨；面积 45亩。", "西浦：产量 98万吨；面积 30亩。"]


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
