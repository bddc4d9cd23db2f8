"""A person's photo in the frame: upright, of the frame's shape, bounded, without anything but its points."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from PIL import Image

from archive_tool.documents import drawers
from archive_tool.documents.photos import SIZE, drawn
from archive_tool.documents.properties import Marks
from archive_tool.documents.rendering import load_template, render
from archive_tool.errors import EngineFailed, Unreadable
from tests.documents.record import words
from tools import parts
from tools.recipes import forms

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825
SECRET = "Maker of this camera"


def picture(size: tuple[int, int] = (60, 84), kind: str = "JPEG", mode: str = "RGB", turned: int = 1, colour: str = "white") -> bytes:
    made = Image.new(mode, size, colour)
    made.paste("red", (0, 0, size[0], size[1] // 2))  # the upper half
    exif = made.getexif()
    exif[ORIENTATION] = turned
    exif[MAKER] = SECRET
    out = BytesIO()
    made.save(out, kind, exif=exif)
    return out.getvalue()


def is_red(point: object) -> bool:
    red, green, blue = point  # type: ignore[misc]
    return red > 200 and green < 80 and blue < 80


def test_a_photo_is_drawn_anew_without_what_it_carries() -> None:
    data = picture()
    assert SECRET.encode() in data
    made = drawn(data, "沈.jpg")
    assert SECRET.encode() not in made
    assert b"Exif" not in made
    with Image.open(BytesIO(made)) as shown:
        assert (shown.size, shown.format, shown.mode) == (SIZE, "JPEG", "RGB")
        assert is_red(shown.getpixel((300, 100)))
        assert not is_red(shown.getpixel((300, 800)))


def test_a_photo_that_lies_on_its_side_is_turned_upright() -> None:
    with Image.open(BytesIO(drawn(picture(turned=3), "沈.jpg"))) as shown:  # 3: upside down
        assert is_red(shown.getpixel((300, 800)))
        assert not is_red(shown.getpixel((300, 100)))


@pytest.mark.parametrize(("size", "kind", "mode"), [((200, 100), "PNG", "RGBA"), ((100, 300), "PNG", "P"), ((84, 60), "JPEG", "L")])
def test_other_shapes_stand_on_white_and_are_not_distorted(size: tuple[int, int], kind: str, mode: str) -> None:
    with Image.open(BytesIO(drawn(picture(size, kind, "RGB" if mode == "P" else mode, colour="black" if mode != "RGBA" else "#00000000"), "沈.jpg"))) as shown:
        assert shown.size == SIZE
        corner = (2, 2) if size[0] > size[1] else (2, SIZE[1] // 2)
        assert min(shown.getpixel(corner)) > 240  # type: ignore[type-var]


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\xff\xd8\xff\xe0nothing", picture()[:200], b"<svg/>"])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        drawn(data, "沈.jpg")
    assert refused.value.key == "T-151"


def test_a_picture_with_too_many_points_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive_tool.limits.PHOTO_POINTS", 1000)
    with pytest.raises(Unreadable) as refused:
        drawn(picture(), "沈.jpg")
    assert refused.value.key == "T-152"


def test_the_photo_takes_the_place_of_the_templates_picture_and_an_empty_frame_says_photo() -> None:
    template = load_template("D2a.docx", forms.approval_form())
    assert template.photo == parts.PHOTO
    photo = drawn(picture(), "沈.jpg")
    with_photo = render(template, words(photo="摘要"), Marks())
    said = words(photo="摘要")
    shown = render(template, type(said)(**{name: getattr(said, name) for name in said.__slots__} | {"photo": photo}), Marks())
    with ZipFile(BytesIO(shown.data)) as package:
        assert package.read(parts.PHOTO) == photo
        body = package.read("word/document.xml").decode()
        assert body.count("<w:drawing>") == 1
        assert package.read("word/_rels/document.xml.rels").decode().count(parts.PHOTO.removeprefix("word/")) == 1
    assert shown.text_digest == with_photo.text_digest  # another picture is no edit of the text
    without = render(template, words(), Marks())
    with ZipFile(BytesIO(without.data)) as package:
        assert "<w:drawing>" not in package.read("word/document.xml").decode()
        assert "（照　片）" in package.read("word/document.xml").decode()


def test_a_template_without_the_place_for_a_photo_has_none() -> None:
    assert load_template("无.docx", parts.document(parts.p("字"))).photo == ""


def test_without_its_library_the_photo_is_said_to_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(drawers.DRAWERS, "pillow", ("archive_tool.documents.no_such_module", "drawn"))
    with pytest.raises(EngineFailed) as failed:
        drawers.load("沈.jpg")
    assert failed.value.key == "T-153"
