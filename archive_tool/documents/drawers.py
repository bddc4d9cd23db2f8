"""What draws a person's photo anew for the frame of a form; loaded when a person has one."""

from collections.abc import Callable
from importlib import import_module
from typing import Final

from archive_tool.errors import EngineFailed

DRAWERS: Final = {"pillow": ("archive_tool.documents.photos", "drawn")}


def load(file: str, name: str = "pillow") -> Callable[[bytes, str], bytes]:
    """What turns the bytes of a photo into a JPEG for the frame; `file` is the photo that is wanted now.

    Raises EngineFailed (T-153) when its library is not there, KeyError for an unknown name.
    """
    module, function = DRAWERS[name]
    try:
        made: Callable[[bytes, str], bytes] = getattr(import_module(module), function)
    except ModuleNotFoundError as error:
        raise EngineFailed("T-153", file=file) from error
    return made
