"""PDF files that were made to do harm, or came to it: for tests of reading."""

import zlib
from importlib.resources import files

UNSEEN = b"BT 3 Tr /F1 12 Tf 72 720 Td (Total 1,260 tons in 2030) Tj ET"  # over a scan
CONTENT = b"BT /F1 12 Tf 72 720 Td (Plain words of a page) Tj ET"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
# Of a font that says it reaches up to 922 times its size.
TOO_HIGH = (
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FontDescriptor << /Type /FontDescriptor"
    b" /FontName /Helvetica /Flags 32 /Ascent 922636 /FontBBox [0 -239636 1000 922636] >> >>"
)


def build_pdf(objects: list[bytes]) -> bytes:
    """Write a PDF of numbered objects; the first is its catalog."""
    out = b"%PDF-1.7\n"
    starts: list[int] = []
    for number, body in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
    return out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        out.rindex(b"xref\n"),
    )


def stream(data: bytes, head: bytes = b"") -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(data), head, data)


def one_page(content: bytes, *, box: bytes = b"[0 0 595 842]", font: bytes = FONT) -> bytes:
    """One page with a content stream, given as its object."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox %b /Contents 4 0 R" % box
    return build_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page + b" /Resources << /Font << /F1 5 0 R >> >> >>",
            content,
            font,
        ]
    )


def drawn_in_boxes(words: str, width: int) -> bytes:
    """A page in a font whose characters are all boxes, .85 em high and so many thousandths wide."""
    letters = b" ".join(b"/a%d" % code for code in range(33, 127))
    procs = b" ".join(b"/a%d 6 0 R" % code for code in range(33, 127))
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 -100 1000 900] /FontMatrix [.001 0 0 .001 0 0]"
        b" /FirstChar 33 /LastChar 126 /Widths [%b] /Encoding << /Differences [33 %b] >>"
        b" /CharProcs << %b >> /ToUnicode 7 0 R >>"
    ) % (b"1000 " * 94, letters, procs)
    box = b"1000 0 0 -100 %d 900 d1 0 -50 %d 850 re f" % (width, width)
    same = b"1 beginbfrange <21> <7e> <0021> endbfrange"
    shown = words.encode("ascii").hex().encode()
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
    return build_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page + b" /Resources << /Font << /F1 5 0 R >> >> >>",
            stream(b"BT /F1 12 Tf 72 720 Td <%b> Tj ET" % shown),
            font,
            stream(box),
            stream(b"1 begincodespacerange <00> <ff> endcodespacerange " + same),
        ]
    )


def many_pages(count: int) -> bytes:
    """A small file whose one page is listed many times."""
    kids = b" ".join([b"3 0 R"] * count)
    return build_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, count),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>",
            stream(CONTENT),
            FONT,
        ]
    )


def fonts_of_their_own(count: int, megabytes: int) -> bytes:
    """Pages that each embed their own copy of a font, which so many megabytes of zeros follow."""
    whole = files("reportlab").joinpath("fonts/Vera.ttf").read_bytes() + bytes(megabytes << 20)
    packed = stream(zlib.compress(whole, 1), b"/Filter /FlateDecode")
    first = [5 + 4 * page for page in range(count)]
    kids = b" ".join(b"%d 0 R" % at for at in first)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, count),
        stream(CONTENT),
        b"[%b]" % b" ".join([b"600"] * 224),
    ]
    for at in first:
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R"
            b" /Resources << /Font << /F1 %d 0 R >> >> >>" % (at + 1),
            b"<< /Type /Font /Subtype /TrueType /BaseFont /Own /Encoding /WinAnsiEncoding"
            b" /FirstChar 32 /LastChar 255 /Widths 4 0 R /FontDescriptor %d 0 R >>" % (at + 2),
            b"<< /Type /FontDescriptor /FontName /Own /Flags 32 /FontBBox [0 0 600 600] /Ascent 600"
            b" /Descent 0 /ItalicAngle 0 /StemV 80 /CapHeight 600 /FontFile2 %d 0 R >>" % (at + 3),
            packed,
        ]
    return build_pdf(objects)


def nested_pages(depth: int) -> bytes:
    """A page below a chain of so many page tree nodes."""
    nodes = [
        b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 3) for number in range(depth)
    ]
    page = b"<< /Type /Page /MediaBox [0 0 595 842] >>"
    return build_pdf([b"<< /Type /Catalog /Pages 2 0 R >>", *nodes, page])


def flate_bomb(megabytes: int) -> bytes:
    """A page whose content unpacks to so much, packed twice over."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 1_000_000) for _ in range(megabytes)) + packer.flush()
    twice = zlib.compress(packed, 9)
    return one_page(stream(twice, b"/Filter [/FlateDecode /FlateDecode]"))


def text_bomb(count: int) -> bytes:
    """A page with so many characters drawn on one spot."""
    words = b"BT /F1 1 Tf " + b"(aaaaaaaaaa) Tj " * (count // 10) + b"ET"
    return one_page(stream(zlib.compress(words, 9), b"/Filter /FlateDecode"))
