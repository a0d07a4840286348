"""Newspaper pages laid out at random from invented articles, printed line by line as PDF.

A page is rows of articles that share its columns among them; under a short article stands
another one. Every page of a seed is the same page.
"""

import io
from random import Random

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.printed_pages import Told, break_lines, width_of
from tests.printed_pdfs import FONT

LEADING, MARGIN, GUTTER = 1.6, 40.0, 16.0
PAGES = ((842, 1191, 6), (842, 1191, 5), (1000, 1400, 6), (700, 1000, 4), (595, 842, 3))
TOPICS = (
    ("海水稻", "育种站", "盐碱地", "收割机"),
    ("地铁六号线", "换乘站", "盾构机", "通车"),
    ("博物馆", "青铜器", "修复师", "展厅"),
    ("马拉松", "补给点", "志愿者", "赛道"),
    ("疫苗", "接种门诊", "冷链车", "药师"),
    ("古桥", "石匠", "河道", "石拱"),
    ("动车组", "检修库", "车轮", "乘务员"),
    ("蜜蜂", "蜂农", "油菜花", "蜂箱"),
    ("图书馆", "借阅机", "绘本", "自习室"),
    ("风电场", "叶片", "变压器", "电网"),
    ("渔港", "渔船", "休渔期", "冷库"),
    ("滑雪场", "造雪机", "缆车", "教练"),
)
PLACES = ("东浦", "西浦", "北原", "临江", "云岭", "沙河", "青石", "白塔")
SAID = (
    "{place}的{a}今年增加到{n}处，{b}也跟着多了{m}个。",
    "当地负责人介绍，{a}和{b}一起投入使用以后，每天可以服务{n}人。",
    "记者在{place}看到，{b}旁边排起长队，{c}忙了整整{m}天。",
    "过去没有{c}，大家只好靠{a}，一年下来花掉{n}万元。",
    "从{m}月起，{place}将把{c}的数量控制在{n}以内，并公布名单。",
    "“有了{d}，{a}再也不用等到第二年。”一位参加者对{b}赞不绝口。",
    "数据显示，{d}的费用比上年下降{m}%，{a}的满意度达到{n}分。",
    "下一步，{place}还要为{d}配备{n}套设备，由{c}统一管理。",
)
HEADLINES = ("{place}{n}处{a}投入使用", "{a}走进{place}千家万户", "{place}为{a}立下新规矩")


def invented(rng: Random, topic: tuple[str, ...], chars: int) -> Told:
    a, b, c, d = topic

    def say(words: str) -> str:
        n, m = rng.randint(13, 989), rng.randint(2, 12)
        return words.format(a=a, b=b, c=c, d=d, n=n, m=m, place=rng.choice(PLACES))

    title = say(rng.choice(HEADLINES))
    body = [say(SAID[2])]
    while sum(map(len, body)) < chars:
        sentence = say(rng.choice(SAID))
        if len(body[-1]) > rng.randint(50, 120):
            body.append(sentence)
        elif sentence[:12] not in "".join(body):
            body[-1] += sentence
    return Told(title, tuple(body))


class RandomPage:
    """A sheet that articles are put on; ``put`` returns where the article ends."""

    def __init__(self, rng: Random) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.width, self.height, self.columns = rng.choice(PAGES)
        self.size = rng.choice((9.0, 9.5, 10.0))
        self.column = (self.width - 2 * MARGIN + GUTTER) / self.columns - GUTTER
        self.bytes = io.BytesIO()
        self.canvas = Canvas(self.bytes, pagesize=(self.width, self.height), invariant=1)

    def x(self, column: int) -> float:
        return MARGIN + column * (self.column + GUTTER)

    def over(self, columns: int) -> float:
        return columns * (self.column + GUTTER) - GUTTER

    def put(self, told: Told, first: int, columns: int, y: float, size: float) -> float:
        lines, size = self.headline(told, columns, size)
        for line in lines:
            y += 1.25 * size
            middle = self.x(first) + self.over(columns) / 2
            self.write(middle - width_of(line) * size / 2, y, line, size)
        y += 0.6 * size
        text = self.lines(told)
        rows = -(-len(text) // columns)
        for at, (indent, line) in enumerate(text):
            column, row = divmod(at, rows)
            x = self.x(first + column) + indent * self.size
            self.write(x, y + (row + 1) * LEADING * self.size, line, self.size)
        return y + rows * LEADING * self.size + 8

    def room(self, told: Told, columns: int, size: float) -> float:
        lines, size = self.headline(told, columns, size)
        rows = -(-len(self.lines(told)) // columns)
        return len(lines) * 1.25 * size + 0.6 * size + rows * LEADING * self.size + 8

    def headline(self, told: Told, columns: int, size: float) -> tuple[list[str], float]:
        """A headline's lines, and the size at which they fit."""
        title, wide = told.title or "", self.over(columns) - 2
        while True:
            for count in (1, 2, 3):
                even = width_of(title) / count + 1.2 if count > 1 else width_of(title)
                lines = break_lines(title, even, indent=0.0)
                if len(lines) == count and max(map(width_of, lines)) * size <= wide:
                    return lines, size
            size *= 0.9

    def lines(self, told: Told) -> list[tuple[float, str]]:
        chars = int(self.column / self.size)
        return [
            (2.0 if at == 0 else 0.0, line)
            for paragraph in told.body
            for at, line in enumerate(break_lines(paragraph, chars))
        ]

    def write(self, x: float, y: float, text: str, size: float) -> None:
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, self.height - y, text)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.setLineWidth(0.6)
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def finish(self) -> bytes:
        self.canvas.save()
        return self.bytes.getvalue()


def print_random_page(seed: int) -> tuple[bytes, list[Told]]:
    """Print a page; return it and its articles as they were written."""
    rng = Random(seed)
    page = RandomPage(rng)
    ruled = rng.random() < 0.6
    topics = rng.sample(TOPICS, len(TOPICS))
    printed: list[Told] = []
    y = 40.0
    while topics and y < page.height - 240:
        row = print_row(page, rng, topics, y, printed)
        if not row:
            break
        bottom = max(end for _, _, end in row)
        for first, columns, end in row:
            under = bottom - end
            if topics and under > 120:
                told = invented(rng, topics[-1], int(0.5 * under * page.over(columns) / 150))
                if page.room(told, columns, 17.0) < under:
                    topics.pop()
                    if ruled:
                        page.rule(page.x(first), end, page.x(first) + page.over(columns), end)
                    page.put(told, first, columns, end + 4, 17.0)
                    printed.append(told)
            if ruled and first:
                x = page.x(first) - GUTTER / 2
                page.rule(x, y, x, bottom - 6)
        y = bottom + 6
        if ruled:
            page.rule(MARGIN, y, page.width - MARGIN, y)
            y += 6
    return page.finish(), printed


def print_row(
    page: RandomPage, rng: Random, topics: list[tuple[str, ...]], y: float, printed: list[Told]
) -> list[tuple[int, int, float]]:
    """Print articles beside one another; return the columns of each and where it ends."""
    row: list[tuple[int, int, float]] = []
    first = 0
    while first < page.columns:
        columns = rng.randint(1, page.columns - first)
        columns = min(columns, page.columns - 1) if page.columns > 3 else columns
        size = rng.choice((22.0, 26.0, 30.0)) if columns > 1 else rng.choice((15.0, 18.0))
        chars = rng.randint(160 * columns, 340 * columns)
        if topics:
            told = invented(rng, topics[-1], chars)
            if y + page.room(told, columns, size) < page.height - 30:
                topics.pop()
                row.append((first, columns, page.put(told, first, columns, y, size)))
                printed.append(told)
        first += columns
    return row
