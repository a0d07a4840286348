"""A text file's bytes in, its characters out, with the name of the encoding they were read in.

Chinese text files carry no mark of their encoding, and the bytes of GB18030 and Big5 are mostly
valid in each other; read wrongly they give rare characters, read rightly common ones.
"""

import codecs
import re
from dataclasses import dataclass

from corpus.errors import YoujuError

# The commonest characters of modern Chinese, simplified and traditional: of printed text they make
# a third to a half, of the characters of a wrong decoding a few per cent.
COMMON = frozenset(
    "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着著下自"
    "之年过過发發后後作里用道行所然家种種事成方多经經么去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些"
    "主样樣理心本前开開但因只从從想实實日者意无無力它与與长長把机機十民第公此已工使情明性知全三又关關点點正业業外将"
    "將两兩高间間由问問很最重并並物手应應战戰向头頭文体體政美相见見被利什二等产產或新己制身果加西月话話合回特代内內"
    "信表化老给給世位次度门門任常先海通教东東声聲提立及比员員解水名真论論处處走义義各入几口认認条條平系氣气题題活更"
    "别別打变變四总總何电電数數安少报報才结結反受目太量再建务務做接必场場件计計管期市直资資命山金指许許统統区區保至"
    "队隊形社便空决決治展五基书書非则則达達光强強即且权權思王完设設式色路记記品住告类類求据據程北边邊张張该該规規万"
    "萬取领領共确確传傳师師观觀清今切院让讓带帶导導争爭运運科技企支持政策"
)
LEAST_COMMON = 0.12  # a list of names has few; the characters of a wrong decoding have fewer still
FEW_CHARACTERS = 40  # fewer tell nothing: a few names may hold no common one
MOST_BROKEN = 0.01  # a stray byte in a long text is forgiven, and said
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0002ffff]")
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# GB18030 holds GBK and GB2312; Hong Kong's Big5 holds Taiwan's.
LEGACY = {"gb18030": "GB18030", "big5hkscs": "Big5"}
SAME = {
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "cp936", "gb18030"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "cp950", "x-x-big5"), "big5hkscs"),
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's characters; ``warnings`` name a legacy encoding and what could not be read."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode_bytes(data: bytes, name: str, declared: str | None = None) -> Decoded:
    """Decode a file; ``declared`` is what it says of itself, believed if it reads as Chinese.

    Raises YoujuError where the bytes are no text, or none of the encodings gives readable words.
    """
    if data.startswith(b"%PDF-"):
        raise YoujuError(f"{name!r} is a PDF under another name; give it the suffix .pdf")
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :] if encoding == "utf-8" else data, encoding, name)
    if b"\0" in data:
        return _without_mark(data, name)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    first = SAME.get((declared or "").strip().lower())
    candidates = sorted(LEGACY, key=lambda encoding: encoding != first)
    readings = {encoding: data.decode(encoding, errors="replace") for encoding in candidates}
    if _broken(utf8 := data.decode("utf-8", errors="replace")) <= MOST_BROKEN and len(data) > 100:
        readings["utf-8"] = utf8
    # The declared one comes first and wins a tie.
    encoding = max(readings, key=lambda at: commonness(readings[at]) - 5 * _broken(readings[at]))
    best = readings[encoding]
    told = len(HAN.findall(best)) >= FEW_CHARACTERS or _broken(best)
    if told and commonness(best) < LEAST_COMMON:
        raise _unreadable(name)
    return _decoded(data, encoding, name)


def commonness(text: str) -> float:
    """The share of the Chinese characters that are common ones; 0 where there are none."""
    han = HAN.findall(text)
    return sum(char in COMMON for char in han) / len(han) if han else 0.0


def _decoded(data: bytes, encoding: str, name: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    if _broken(text) > MOST_BROKEN:
        raise _unreadable(name)
    label = LEGACY.get(encoding)
    warnings = [f"按 {label} 编码读出"] if label else []
    if lost := text.count("\ufffd"):
        warnings.append(f"有 {lost} 处字节不是 {label or encoding.upper()} 字符，以 \ufffd 代替")
    return Decoded(text, encoding, tuple(warnings))


def _without_mark(data: bytes, name: str) -> Decoded:
    """UTF-16 without a byte order mark: the line ends and digits in it hold zero bytes."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data.decode(encoding, errors="replace")
        ascii_share = sum(char < "\x7f" for char in text) / len(text)
        readable = commonness(text) >= LEAST_COMMON or ascii_share > 0.8
        if readable and "\0" not in text and _broken(text) <= MOST_BROKEN:
            return Decoded(text, encoding, ("按 UTF-16 编码读出",))
    raise YoujuError(f"{name!r} is not a text file (it holds binary data); give a .txt or .md")


def _broken(text: str) -> float:
    return text.count("\ufffd") / max(1, len(text))


def _unreadable(name: str) -> YoujuError:
    return YoujuError(
        f"{name!r} is in no encoding that gives readable words (UTF-8, UTF-16, GB18030 and Big5 were"
        " tried); save it as UTF-8 and add it again"
    )
