"""The text of a Word file: body, tables, text boxes, headers, footers, notes, comments; nothing deleted."""

from collections.abc import Callable, Iterator
from typing import Final

from lxml import etree

from archive_tool.texts.markup import tree
from archive_tool.texts.unreadable import Unreadable

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARAGRAPH: Final = f"{_W}p"
_MARKS: Final = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_TEXT: Final = frozenset({f"{_W}t", f"{_M}t"})
# Not text of the document: what was deleted or moved away, properties, readings above characters, a second copy.
_PASSED: Final = frozenset(
    {f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", f"{_W}rt", f"{_W}tblPr", f"{_W}sectPr", _FALLBACK}
)
# Kinds of part that carry text, in reading order (ECMA-376 part 1, 11.3).
_KINDS: Final = ("main", "header", "footer", "footnotes", "endnotes", "comments")


def word_text(names: tuple[str, ...], read: Callable[[str], bytes]) -> str:
    """The text of a Word file, a line per paragraph.

    Args:
        names: the members of the file.
        read: gives the bytes of one member.

    Raises:
        Unreadable: it is no Word file, or damaged.
    """
    if "[Content_Types].xml" not in names:
        raise Unreadable("texts.damaged")
    parts = _parts(tree(read("[Content_Types].xml")))
    lines = [line for part in parts if part in names for line in _paragraphs(tree(read(part)))]
    if not any(part in names for part in parts):
        raise Unreadable("texts.damaged")
    return "\n".join(lines)


def paragraph_texts(paragraph: etree._Element) -> Iterator[str]:
    """The text of one paragraph piece by piece, without what stands in text boxes of it and what was deleted."""
    return _pieces(paragraph, [])


def _parts(types: etree._Element) -> list[str]:
    found = []
    for override in types.iter(f"{_TYPES}Override"):
        kind = override.get("ContentType", "").removesuffix("+xml").rpartition(".")[2]
        if kind in _KINDS:
            found.append((_KINDS.index(kind), override.get("PartName", "").lstrip("/")))
    return [name for _, name in sorted(found)]


def _paragraphs(root: etree._Element) -> Iterator[str]:
    """Every paragraph in order; one inside a text box follows the paragraph that the box is anchored in."""
    for element in root:
        if element.tag == _PARAGRAPH:
            inner: list[etree._Element] = []
            yield "".join(_pieces(element, inner))
            for box in inner:
                yield from _paragraphs(box)
        elif isinstance(element.tag, str) and element.tag not in _PASSED:
            yield from _paragraphs(element)


def _pieces(element: etree._Element, inner: list[etree._Element]) -> Iterator[str]:
    """The text of one paragraph; what holds paragraphs of its own goes to `inner`."""
    for child in element:
        tag = child.tag
        if tag in _TEXT:
            yield child.text or ""
        elif tag in _MARKS:
            yield _MARKS[tag]
        elif tag == f"{_W}txbxContent":
            inner.append(child)
        elif isinstance(tag, str) and tag not in _PASSED:
            yield from _pieces(child, inner)
