"""XML written from tuples: readable, the same bytes for the same elements, nothing unescaped."""

from typing import Final
from xml.sax.saxutils import quoteattr

from archive_tool.packages.word import clean, escaped

Attributes = tuple[tuple[str, str], ...]
Element = tuple[str, "str | tuple[Element, ...]"] | tuple[str, "str | tuple[Element, ...]", Attributes]
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>'


def xml_bytes(root: Element) -> bytes:
    """The document of that root element; elements without content and attributes are left out, but for the root."""
    lines = [_HEAD]
    _add(root, "", lines)
    return "\n".join([*lines, ""]).encode("utf-8")


def _add(element: Element, indent: str, lines: list[str]) -> None:
    name, content = element[0], element[1]
    attributes = element[2] if len(element) == 3 else ()  # noqa: PLR2004 - name, content, attributes
    head = name + "".join([f" {key}={quoteattr(clean(value))}" for key, value in attributes])
    kept = bool(attributes) or not indent
    if isinstance(content, str):
        if content or kept:
            lines.append(f"{indent}<{head}>{escaped(content)}</{name}>")
        return
    before, inner = len(lines), f"{indent} "
    lines.append(f"{indent}<{head}>")
    for child in content:
        said = child[1]
        if len(child) > 2 or not isinstance(said, str):  # noqa: PLR2004 - more than name and text
            _add(child, inner, lines)
        elif said:
            lines.append(f"{inner}<{child[0]}>{escaped(said)}</{child[0]}>")
    if len(lines) == before + 1 and not kept:
        lines.pop()
    else:
        lines.append(f"{indent}</{name}>")
