"""The dateline that opens a report: whose it is, from where, of which day, by whom.

Only its end is told here; which printed lines begin a report is for ``printed_lines``.
"""

import re

_OWN = "本(?:报|刊|网|台)"
_HAN = r"[\u4e00-\u9fff]"
# 本报北京4月28日电, 新华社海城（东国）9月22日新媒体专电, 中新网5月1日电; but no 5月1日电话.
_DATED = (
    rf"(?:{_OWN}|{_HAN}{{2,6}}(?:社|网(?![站络])|报))[\u4e00-\u9fff·（）()]{{0,14}}?(?:\d{{4}}年)?(?:\d{{1,2}}月)?\d{{1,2}}日"
    rf"(?:{_HAN}{{0,4}}专)?(?:电(?![话视影子力])|讯(?!问)|消息(?![称说指]))"
)
# Without a day a blank or a bracket ends it: 通讯技术 and 出版社推出电子书 are words of a report.
_UNDATED = (
    rf"本报讯|(?:{_OWN}|{_HAN}{{2,4}}社){_HAN}{{0,14}}[电讯](?=[（(\s])"
    rf"|{_HAN}{{1,6}}讯(?=[（(\s])|{_HAN}{{1,6}}[社网台]消息(?=[（(])"
)
_BY = r"（[^）]{1,40}）|\([^)]{1,40}\)"
_BY_ALONE = rf"[（(](?:{_HAN}{{0,6}})记者[^）)]{{1,40}}[）)]"
_DATELINE = re.compile(
    rf"\s*(?:[（(【\[](?:{_DATED})[^（）()【】\[\]]{{0,40}}[）)】\]]|(?:{_DATED}|{_UNDATED})(?:\s?(?:{_BY}))?|{_BY_ALONE})[：:]?\s*"
)


def dateline_end(text: str) -> int:
    """Where the words of a report begin behind its dateline; 0 if it opens with none."""
    found = _DATELINE.match(text)
    return found.end() if found else 0
