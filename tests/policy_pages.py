"""A made-up policy and its page on a made-up government site, for the tests of readers."""

NUMBER = "临政办发〔2031〕8号"
TITLE = "临海市人民政府办公室关于印发《临海市灯塔修缮补助办法》的通知"
MEASURES = "临海市灯塔修缮补助办法"
NOTICE = (
    "各区人民政府，市政府各部门：",
    "《临海市灯塔修缮补助办法》已经市政府同意，现印发给你们，请结合实际认真贯彻落实。",
)
ISSUER = "临海市人民政府办公室"
SIGNED = "2031年3月5日"
CLAUSES = (
    "第一章 总则",
    "第一条 为了规范灯塔修缮补助资金的使用，提高资金使用效益，制定本办法。",
    "第二条 本办法所称灯塔，是指建成满三十年、仍在使用的航标建筑。",
    "第二章 申请条件",
    "第三条 申请补助应当同时符合下列条件：",
    "（一）灯塔所有权清晰；",
    "（二）修缮方案经市港务局同意；",
    "（三）修缮费用不低于20万元。",
    "前款规定的修缮费用不含设备更新费用。",
    "第四条 补助标准为修缮费用的30%，单座灯塔最高不超过80万元。",
    "第三章 附则",
    "第五条 本办法自2031年4月1日起施行。",
)
LINES = (ISSUER + "文件", NUMBER, TITLE, *NOTICE, ISSUER, SIGNED, MEASURES, *CLAUSES)
CHROME = (
    "网站首页", "政务公开", "当前位置", "分享到", "扫一扫在手机打开当前页", "政策解读", "智能问答",
    "主办单位", "备案号", "浏览次数", "上一篇", "alert(1)", "字体",
)  # fmt: skip

MODERN = """<!DOCTYPE html><html><head><meta charset="UTF-8">
<title>{title} - 临海市人民政府门户网站</title>
<meta name="SiteName" content="临海市人民政府门户网站"><meta name="ColumnType" content="政策文件">
<meta name="ArticleTitle" content="（转载）{title}"><meta name="PubDate" content="2031-03-09 10:20">
<meta name="ContentSource" content="本网"></head><body>
<div class="topnav"><ul><li><a href="/">网站首页</a></li><li><a href="/zwgk">政务公开</a></li></ul></div>
<div class="dqwz">当前位置：<a href="/">网站首页</a> &gt; 政策文件</div>
<div class="wrap"><div class="xgjd"><a href="/1">【政策解读】一图读懂灯塔修缮补助办法，欢迎阅读。</a></div>
<div class="info"><table><tr><td>索引号：</td><td>LH/2031-1</td><td>发布机构：</td><td>临海市港务局</td></tr>
<tr><td>文 号：</td><td>{number}</td><td>成文日期：</td><td>2031-03-05</td></tr></table></div>
<h1>（转载）{title}</h1><div class="attr">发布日期：2031-03-09 浏览次数：<b>120</b> 分享到：【字体：大 中 小】</div>
<div class="detail-main" id="main7">{body}
<p>附件：<a href="/files/1.xls">灯塔修缮补助申请表.xls</a></p>
<div class="share">分享到：微信 微博</div><p>扫一扫在手机打开当前页</p></div>
<div class="next"><p>上一篇：<a href="/2">临海市渔港管理规定，自2030年起施行。</a></p></div></div>
<div style="display:none">{copy}</div>
<div class="quick"><ul><li>智能问答</li><li>无障碍</li></ul></div>
<div class="footer"><p>主办单位：临海市人民政府办公室，联系电话：000-12345。</p><p>备案号：临ICP备1号</p></div>
<script>alert(1)</script></body></html>"""

# A page of the years around 2005: laid out by tables, line ends for paragraphs, a stray </html>.
OLD = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>{title}_临海市人民政府</title></head><body>
<table width=100%><tr><td><a href="/">网站首页</a> | <a href="/zwgk">政务公开</a></td></tr></table></html>
<table width=960><tr><td width=200 valign=top><a href="/a">政策解读</a><br><a href="/b">智能问答</a></td>
<td><p align=center><font size=5><b>{title}</b></font></p>
<div align=right>字体：【大 中 小】 浏览次数：7</div>
<div id=zoom>{body}</div></td></tr></table>
<table><tr><td>主办单位：临海市人民政府办公室 备案号：临ICP备1号</td></tr></table></body></html>"""


def modern_page() -> str:
    """A page of today, with a hidden copy of the text for reading aloud."""
    body = "".join(f"<p>　　{line}</p>\n" for line in LINES[1:])
    return MODERN.format(title=TITLE, number=NUMBER, body=body, copy="".join(LINES[1:]))


def old_page() -> str:
    return OLD.format(title=TITLE, body="<br>\n".join(f"　　{line}" for line in LINES[1:]))
