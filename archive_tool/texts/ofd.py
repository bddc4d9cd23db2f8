"""The text of an OFD (GB/T 33190) as far as it carries text: page by page, line by line; a scan in it has none."""

from collections.abc import Callable
from posixpath import join, normpath
from typing import Final

from lxml import etree

from archive_tool.texts.markup import tree
from archive_tool.texts.unreadable import Unreadable

_MAIN: Final = "OFD.xml"
_MOST_PAGES: Final = 5_000
_LINE: Final = 2.0  # millimetres by which two texts of one line may differ in height


def ofd_pages(names: tuple[str, ...], read: Callable[[str], bytes]) -> tuple[str, ...]:
    """The text of each page. Raises Unreadable when it is no OFD, or damaged."""
    if _MAIN not in names:
        raise Unreadable("texts.damaged")
    pages: list[str] = []
    for document in _named(tree(read(_MAIN)), "DocRoot"):
        root = _within("", document.text)
        if root not in names:
            raise Unreadable("texts.damaged")
        for page in _named(tree(read(root)), "Page"):
            place = _within(root, page.get("BaseLoc"))
            if len(pages) >= _MOST_PAGES:
                raise Unreadable("texts.too_large")
            pages.append(_text(tree(read(place))) if place in names else "")
    return tuple(pages)


def _named(root: etree._Element, name: str) -> list[etree._Element]:
    return [each for each in root.iter() if isinstance(each.tag, str) and etree.QName(each).localname == name]


def _within(file: str, said: str | None) -> str:
    """A part named from another one: from the root with a slash, else from its folder."""
    path = (said or "").strip()
    folder = file.rpartition("/")[0]
    return normpath(path.lstrip("/") if path.startswith("/") else join(folder, path))


def _text(page: etree._Element) -> str:
    found = []
    for piece in _named(page, "TextObject"):
        words = "".join(code.text or "" for code in _named(piece, "TextCode"))
        left, top = _corner(piece.get("Boundary", ""))
        found.append((top, left, words))
    lines: list[list[tuple[float, float, str]]] = []
    for each in sorted(found):
        if lines and abs(lines[-1][0][0] - each[0]) < _LINE:
            lines[-1].append(each)
        else:
            lines.append([each])
    return "\n".join("".join(words for _, _, words in sorted(line, key=lambda each: each[1])) for line in lines)


def _corner(boundary: str) -> tuple[float, float]:
    try:
        left, top = (float(part) for part in boundary.split()[:2])
    except ValueError:
        return 0.0, 0.0
    return left, top
