"""The lines of a web page's body in, those of its text out.

Bodies hold lines about the page (buttons, crumbs, 上一篇), lists of links to other pages, and at
their end the site's own imprint; above the text stand lines that tell its date and source.
"""

import re
from collections.abc import Collection

from corpus.page.printed_lines import SENTENCE_END
from corpus.page.reflow import Paragraph

MOST_ATTRIBUTE_CHARS = 80
MOST_LINKS = 3
IMPRINT_LINES = 12  # a site's imprint takes no more; a line like it amid a text stands alone
CHROME_LINE = re.compile(
    r"(?:扫一扫|手机扫|用手机|(?:请?(?:使?用|打开))?微信.{0,3}扫|扫描.{0,8}二维码).{0,24}(?:打开|查看|浏览|分享|阅读|朋友圈|关注).{0,10}$|扫码(?:阅读|关注|下载).{0,10}$"
    r"|分享(?:到|至)?[：:]?\s*$|分享(?:到|至|让).{0,30}$|您访问的链接即将离开|[【\[]?(?:版权|免责)声明\s?[】\]：:]|(?:版权[与和及])?免责声明$|(?:\d[.、]\s?)?凡(?:本[网站报]|注明).{0,30}(?:来源|注明)|建议使用.{0,40}(?:浏览器|分辨率)"
    r"|[【\[]?\s*(?:打印|关闭|返回|收藏|字体|字号|大 中 小|我要纠错|纠错|TOP)[^。；]{0,30}[】\]]\s*$"
    r"|(?:您?(?:当前|现在)?(?:所在|的)?(?:的)?位置|当前位置)\s*[:：].*$"
    r"|(?:上一[篇条]|下一[篇条])(?:文章)?\s*[:：].*$"
    r"|(?:(?:相关|附件)(?:附件|新闻|文章|链接|阅读|稿件|解读|报道|推荐|信息|文件|政策|下载)|(?:推荐|延伸|相关)阅读|热门(?:新闻)?排行榜?|你可能(?:还|会)?(?:喜欢|感兴趣).{0,6}|猜你喜欢)[:：]?\s*$"
    r"|(?:浏览|点击|阅读|访问)(?:次数|量|数)?\s*[:：]\s*[\d-]*\s*次?$|您是第.{0,12}位访"
    r"|[（(【\[]?\s*(?:本文来源[：:]\S{1,20}?)?(?:(?:责任|网络|文字|本期)?编辑|责编|[初复终]审|审核人?|校对)\s?[：:][^。]{0,40}[）)】\]]?\s*$"
    r"|(?=.{0,60}(?:更多|欢迎|福利)).{0,60}扫描.{0,8}二维码.{0,4}关注.{0,40}$|[（(]?.{0,24}更多.{0,12}(?:下载|登录|关注).{0,20}(?:APP|客户端|公众号).{0,2}$"
    r"|(?:特别|郑重)?声明\s?[：:]\s?(?:以上|本).{2,40}(?:自媒体|用户|网络|上传|转载|发布).*$|点击(?:查看|阅读).{0,6}(?:解读|图解|原文)\s?[：:].*$"
    r"|(?:打印|关闭|打印本页|关闭窗口|返回顶部|返回首页|字体|大|中|小|A\+|A-)(?:\s|[|｜/【】\[\]])*$"
)
# What a channel says to its followers: 点击上方蓝字关注我们, 往期推荐, 点个“在看”.
FOLLOW_LINE = re.compile(
    r"(?:点击|长按|戳|轻触).{0,6}(?:上方|下方|左下角|右下角|蓝字|蓝色|二维码).{0,16}$|.{0,12}(?:点(?=[“‘「【])|点个|点亮|点击|关注)(?:我们|[“‘「【]?(?:在看|赞|蓝字|阅读原文)).{0,16}$"
    r"|(?:往期|精彩|热门|更多)(?:推荐|回顾|精彩|阅读|内容|文章)[：:]?$|预览时标签不可点$"
)
# 政策原文, 政策解读, 一图读懂: labels of tabs stand side by side.
TAB = (
    "(?:政策|文件)?(?:原文|正文|全文)|(?:政策|文件)?解读|政策(?:文件|图解|问答)|(?:一图|图片|图文|图表|视频|音频|文字|专家|媒体|部门|简明|动漫|H5)(?:读懂|解读|版)"
    "|图解(?:政策)?|新闻发布会|访谈(?:实录|图片|摘要|预告)|网友(?:提问|留言)|(?:相关|关联)(?:文件|解读|政策)"
)
TAB_LINE = re.compile(rf"(?:{TAB})$")
TAB_ROW = re.compile(rf"(?:{TAB})(?:[\s|｜/·]+(?:{TAB}))+$")
BUTTONS = (
    "打印(?:本[页文]|此文|正文)?|关闭(?:窗口|本页)?|返回(?:顶部|首页|列表)|收藏(?:本[页文]|此文)?|字[体号]|[默大中小]认?|超大|[放缩]大?小?字?[体号]|A[+-]"
    "|分享|转发|微信|微博|QQ空间|QQ好友|QQ|朋友圈|复制链接|下载|我?要?纠错|举报|网站地图|联系我们|关于我们|网站[声说]明|[法版][律权]声明|隐私(?:政策|声明)|使用帮助"
    "|无障碍(?:阅读|浏览|版)?|长者(?:模式|版|专版)|适老(?:版|化)|关怀(?:版|模式)|简体|繁[体體]|English|EN|登录|注册|(?:网站)?首页|发表评论|告诉好友|智能(?:问答|机器人)|移动版"
)
BUTTON_ROW = re.compile(rf"(?:[\s|｜/·:：【】\[\]]*(?:{BUTTONS})){{2,}}[\s|｜/·:：【】\[\]]*$")
# 临ICP备1号, 网站标识码, 版权所有: what a site says of itself, never the last words of a text.
IMPRINT = re.compile(
    r".{0,60}(?:ICP[备证]|公网安备|网站标识码)|.{0,24}版权所有|(?:Copyright|©|&copy;)",
    re.IGNORECASE,
)
OFFICE_LINE = re.compile(
    r"(?:主办|承办|协办|运行维护|建设运维|维护|管理|指导)(?:单位)?\s?[:：]|(?:技术支持|(?:办公|单位|联系)?地址|邮政?编码?|(?:联系|纠错|监督|咨询)?电话|传真|网站支持)\s?[:：]"
)
ATTRIBUTE_LINE = re.compile(
    r"(?:[\u4e00-\u9fff]{2,12}\s+){0,3}(?:19|20)\d{2}[-/年.]\d{1,2}[-/月.]\d{1,2}日?(?:\s+(?:\d{1,2}:\d{2}|来源|字号|作者).*|\s?[·|｜]\s?.{0,20})$|(?:(?:发布|发表|更新|公开|成文)?(?:时间|日期)|最后更新(?:时间|日期)?|(?:信息|文章|稿件|新闻)?来源|(?:发布|发文)(?:机构|机关)|作者|责任编辑|编辑|浏览(?:次数|量)?|字号|字体)"
    r"\s*[:：]"
)


def lines_of_text(
    paragraphs: list[Paragraph], linked: Collection[int], tagged: Collection[int]
) -> list[Paragraph]:
    """Drop what is the page's or the site's; ``linked`` are those that are nothing but links,
    ``tagged`` headings, which stand above nothing of the text where they are its last lines."""
    end = _imprint(paragraphs)
    kept = [at for at in range(end) if not is_chrome(paragraphs[at].text)]
    tabs = [at for at in kept if TAB_LINE.match(paragraphs[at].text)]
    kept = [at for at in kept if at not in tabs or not {at - 1, at + 1} & set(tabs)]
    dropped = _lists_of_links(kept, linked)
    kept = [at for at in kept if at not in dropped]
    while len(kept) > 1 and kept[-1] in tagged:
        kept.pop()
    return [paragraphs[at] for at in kept]


def part_attributes(paragraphs: list[Paragraph]) -> tuple[list[str], list[Paragraph]]:
    """Part the lines that tell date and source from the text below them."""
    told = [
        at
        for at, p in enumerate(paragraphs[:4])
        if ATTRIBUTE_LINE.match(p.text) and len(p.text) <= MOST_ATTRIBUTE_CHARS
    ]
    texts = [p for at, p in enumerate(paragraphs) if at not in told]
    return [paragraphs[at].text for at in told], texts


def is_chrome(line: str) -> bool:
    patterns = (CHROME_LINE, FOLLOW_LINE, BUTTON_ROW, TAB_ROW)
    return any(pattern.match(line) for pattern in patterns)


def _imprint(paragraphs: list[Paragraph]) -> int:
    """Where the imprint of the site starts, which its offices and addresses may open."""
    count = len(paragraphs)
    start = next(
        (
            at
            for at in range(max(0, count - IMPRINT_LINES), count)
            if IMPRINT.match(paragraphs[at].text) and not SENTENCE_END.search(paragraphs[at].text)
        ),
        count,
    )
    while start < count and start and OFFICE_LINE.match(paragraphs[start - 1].text):
        start -= 1
    return start


def _lists_of_links(kept: list[int], linked: Collection[int]) -> set[int]:
    """Paragraphs that only lead to other pages: several together, or at either end of the body."""
    dropped: set[int] = set()
    start = 0
    for end in range(len(kept) + 1):
        if end < len(kept) and kept[end] in linked:
            continue
        if end - start >= MOST_LINKS or end - start and (start == 0 or end == len(kept)):
            dropped |= set(kept[start:end])
        start = end + 1
    return dropped
