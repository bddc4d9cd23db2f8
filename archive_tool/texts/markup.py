"""XML parts of office files, read strictly, and HTML, read as browsers do; neither fetches nor expands anything."""

import re
from contextlib import suppress
from typing import Final

from lxml import etree

from archive_tool.texts.plain import decoded
from archive_tool.texts.unreadable import Unreadable

_DOCTYPE: Final = re.compile(rb"<!\s*DOCTYPE|<!\s*ENTITY", re.IGNORECASE)
_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{1,20})", re.IGNORECASE)
_HEAD_BYTES: Final = 2_048
_SILENT: Final = frozenset({"script", "style", "template", "noscript"})
_LINES: Final = frozenset(
    (
        *("address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "fieldset", "figure"),
        *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre"),
        *("section", "table", "tbody", "tfoot", "thead", "title", "tr", "ul"),
    )
)
_CELLS: Final = frozenset({"td", "th"})


def has_doctype(xml: bytes) -> bool:
    """Whether an XML part brings a DTD."""
    return _DOCTYPE.search(xml.replace(b"\0", b"")) is not None


def tree(xml: bytes) -> etree._Element:
    """An XML part as a tree. Raises Unreadable when it is damaged or brings a DTD."""
    if has_doctype(xml):
        raise Unreadable("texts.doctype")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("texts.damaged") from error


def html_text(data: bytes) -> str:
    """The text of an HTML page as it would be read: without scripts and styles, blocks on lines of their own."""
    source = _html_decoded(data)
    parser = etree.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8", remove_comments=True, remove_pis=True)
    root = etree.fromstring(source.encode("utf-8"), parser) if source.strip() else None
    if root is None:
        return ""
    pieces: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            pieces.append(_before(tag))
            if tag in _SILENT:
                walk.skip_subtree()
            else:
                pieces.append(_flowing(element.text))
        else:
            pieces.extend((_before(tag), _flowing(element.tail)))
    return "".join(pieces)


def _flowing(text: str | None) -> str:
    """In HTML source a line break is a space."""
    return re.sub(r"[ \t\r\n]+", " ", text or "")


def _before(tag: str) -> str:
    return "\n" if tag in _LINES else "\t" if tag in _CELLS else ""


def _html_decoded(data: bytes) -> str:
    named = _CHARSET.search(data[:_HEAD_BYTES])
    if named:
        encoding = named[1].decode("ascii")
        with suppress(UnicodeDecodeError, LookupError):  # the label lies or names nothing: judge by the bytes
            return data.decode("gb18030" if encoding.lower() in ("gb2312", "gbk") else encoding)
    return decoded(data)
