"""A person's photo as it stands in the frame of a form: decoded and drawn anew. The only module that knows Pillow.

Nothing of the file reaches the document but its points: metadata, thumbnails and whatever else it carries stay behind.

    drawn(data, file) -> bytes        JPEG, upright, 5 : 7, at most 600 points wide
"""

from io import BytesIO
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from archive_tool import limits
from archive_tool.errors import Unreadable

SIZE: Final = (600, 840)  # the frame's 35 x 49 mm at some 430 points an inch
_FORMATS: Final = ("JPEG", "PNG", "BMP")
_QUALITY: Final = 90


def drawn(data: bytes, file: str) -> bytes:
    """The photo turned upright as its EXIF data say, on white where it has not the frame's shape.

    `file` is its name in messages. Raises Unreadable when it is no JPEG, PNG or BMP or is cut off (T-151), or has more
    points than `limits.PHOTO_POINTS` (T-152).
    """
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as picture:
            if picture.width * picture.height > limits.PHOTO_POINTS:
                raise Unreadable("T-152", file=file, most=limits.PHOTO_POINTS // 1_000_000)
            upright = ImageOps.exif_transpose(picture)
            framed = ImageOps.pad(_on_white(upright), SIZE, color="white")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Unreadable("T-151", file=file, reason=str(error)) from error
    made = BytesIO()
    framed.save(made, "JPEG", quality=_QUALITY, subsampling=0)
    return made.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    """Without transparency."""
    clear = picture.convert("RGBA")
    ground = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(ground, clear).convert("RGB")
