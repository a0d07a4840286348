"""What stands in a table's cells, as printed; sentences put together from it.

Marks between the cells are ours: they get the place of the print before them, and no width.
"""

import re
from dataclasses import dataclass

from corpus.page.reflow import Paragraph, needs_space
from corpus.pdf.text import Box
from corpus.records import PrintedRun
from corpus.tables import LABELLED

LABEL = re.compile(r"[\u4e00-\u9fff、\s]{2,12}[:：]")


@dataclass(frozen=True, slots=True)
class Bit:
    """Some text as it was printed: one box for each character."""

    text: str
    boxes: tuple[Box, ...]
    page: int

    @property
    def middle(self) -> float:
        return (min(box[1] for box in self.boxes) + max(box[3] for box in self.boxes)) / 2


Words = tuple[Bit, ...]


def text_of(words: Words) -> str:
    return "".join(bit.text for bit in words)


class Said:
    """A sentence put together from print and from marks of our own, which have no width."""

    def __init__(self) -> None:
        self.bits: list[Bit] = []
        self.text = ""

    def add(self, words: Words) -> None:
        labelled = bool(words) and LABELLED.match(words[0].text)
        for bit in words:
            if labelled and bit is not words[0] and LABEL.match(bit.text):
                self.mark("；")
            elif self.text and bit is not words[0] and needs_space(self.text, bit.text):
                self.mark(" ")
            if bit.text:
                self.bits.append(bit)
                self.text += bit.text

    def mark(self, marks: str) -> None:
        if not marks or not self.bits:
            return
        last = self.bits[-1]
        _, y0, x1, y1 = last.boxes[-1]
        boxes = last.boxes + ((x1, y0, x1, y1),) * len(marks)
        self.bits[-1] = Bit(last.text + marks, boxes, last.page)
        self.text += marks

    def end(self, *, stop: bool = True) -> Paragraph | None:
        if not self.bits:
            return None
        if stop and self.text[-1] not in "。！？；：:":
            self.mark("。")
        runs: list[PrintedRun] = []
        start = 0
        for bit in self.bits:
            runs.append(PrintedRun(start, None, bit.page, bit.boxes))
            start += len(bit.text)
        return Paragraph(self.text, tuple(runs))
