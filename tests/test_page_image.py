"""A page drawn as a picture, and where its boxes stand on it, by looking at the ink."""

import hashlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import RectangleObject
from reportlab.pdfgen.canvas import Canvas

from ui.page.page_image import SCALES, NoPage, PageImage, PageImages

# What stands on the test's page, in PDF points.
INK = (100.0, 200.0, 180.0, 220.0)
SIZE = (400, 300)
CROPPED = (60, 150, 300, 280)


def printed(*, turned: int = 0, cropped: tuple[int, int, int, int] | None = None) -> bytes:
    """A page with one black bar, turned and cropped as asked for, and an empty page after it."""
    made = BytesIO()
    canvas = Canvas(made, pagesize=SIZE, invariant=1)
    x0, y0, x1, y1 = INK
    canvas.rect(x0, y0, x1 - x0, y1 - y0, stroke=0, fill=1)
    canvas.showPage()
    canvas.showPage()
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(made))
    if turned:
        writer.pages[0].rotate(turned)
    if cropped:
        writer.pages[0].cropbox = RectangleObject(cropped)
    copy = BytesIO()
    writer.write(copy)
    return copy.getvalue()


def draw(
    folder: Path, data: bytes, page: int = 1, scale: int = 1, images: PageImages | None = None
) -> PageImage:
    file = folder / "page.pdf"
    file.write_bytes(data)
    sha256 = hashlib.sha256(data).hexdigest()
    return (images or PageImages()).draw(file, sha256, page, scale=scale)


def ink_of(image: PageImage) -> tuple[float, ...]:
    """The edges of what is dark, in shares of the picture."""
    picture = Image.open(BytesIO(image.data)).convert("L").point(lambda light: light < 128 and 255)
    left, top, right, bottom = picture.getbbox()
    return (
        left / picture.width,
        top / picture.height,
        right / picture.width,
        bottom / picture.height,
    )


@pytest.mark.parametrize(
    ("turned", "cropped"), [(0, CROPPED), (90, None), (90, CROPPED), (180, CROPPED), (270, CROPPED)]
)
def test_a_box_stands_on_the_ink_however_a_page_is_turned_and_cropped(
    tmp_path: Path, turned: int, cropped: tuple[int, int, int, int] | None
) -> None:
    image = draw(tmp_path, printed(turned=turned, cropped=cropped), scale=2)
    place = image.place(INK)
    box = (place.left, place.top, place.left + place.width, place.top + place.height)
    assert box == pytest.approx(ink_of(image), abs=0.01)
    sides = {round(image.width), round(image.height)}
    assert sides == ({240, 130} if cropped else set(SIZE))


def test_what_lies_outside_the_page_is_cut_off(tmp_path: Path) -> None:
    place = draw(tmp_path, printed()).place((-50, -50, 200, 5000))
    assert (place.left, place.top, place.width, place.height) == pytest.approx((0, 0, 0.5, 1))


@pytest.mark.parametrize("scale", SCALES)
def test_scale_is_pixels_a_point(tmp_path: Path, scale: int) -> None:
    image = draw(tmp_path, printed(), scale=scale)
    assert Image.open(BytesIO(image.data)).size == (SIZE[0] * scale, SIZE[1] * scale)
    assert (image.pages, image.width, image.height) == (2, *SIZE)


def test_a_huge_page_is_drawn_smaller(tmp_path: Path) -> None:
    made = BytesIO()
    canvas = Canvas(made, pagesize=(14_000, 14_000))
    canvas.showPage()
    canvas.save()
    width, height = Image.open(BytesIO(draw(tmp_path, made.getvalue(), scale=3).data)).size
    assert width * height <= 16_100_000


@pytest.mark.parametrize(
    ("data", "page", "reason"),
    [
        (printed(), 3, "no_page"),
        (printed(), 0, "no_page"),
        (printed()[:300], 1, "damaged"),
        (b"", 1, "damaged"),
        (b"<html>", 1, "damaged"),
    ],
)
def test_what_cannot_be_drawn_says_why(tmp_path: Path, data: bytes, page: int, reason: str) -> None:
    with pytest.raises(NoPage) as refused:
        draw(tmp_path, data, page)
    assert refused.value.reason == reason


def test_a_file_that_is_gone_or_was_changed_is_not_drawn(tmp_path: Path) -> None:
    images = PageImages()
    data = printed()
    draw(tmp_path, data, images=images)
    file, sha256 = tmp_path / "page.pdf", hashlib.sha256(data).hexdigest()
    file.write_bytes(printed(turned=90))
    with pytest.raises(NoPage) as refused:
        images.draw(file, sha256, 1, scale=1)
    assert refused.value.reason == "changed"
    file.unlink()
    with pytest.raises(NoPage) as refused:
        images.draw(file, sha256, 1, scale=1)
    assert refused.value.reason == "missing"


def test_drawn_pages_are_kept_while_there_is_room(tmp_path: Path) -> None:
    data = printed()
    one = draw(tmp_path, data)
    images = PageImages(kept_bytes=len(one.data) + 10)
    first = draw(tmp_path, data, images=images)
    assert draw(tmp_path, data, images=images) is first
    draw(tmp_path, data, page=2, images=images)
    assert draw(tmp_path, data, images=images) is not first
