"""What a Word file says, apart from how it is dressed: by text and structure an edit is told from a mere save.

Word, WPS and LibreOffice rewrite runs, styles and properties whenever they save. Paragraphs, tables, words, notes and
comments stay; page breaks move between a paragraph's style and its runs, so they do not count.
"""

import hashlib
import re
import zlib
from collections.abc import Iterable
from html import unescape
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile

from lxml import etree

from archive_tool import limits
from archive_tool.errors import TemplateFailed

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY: Final = "word/document.xml"
_UNREADABLE: Final = (BadZipFile, KeyError, etree.XMLSyntaxError, zlib.error, NotImplementedError, EOFError)
_MARGIN: Final = re.compile(r"word/(?:header\d*|footer\d*|footnotes|endnotes)\.xml")
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MARKS: Final = {
    f"{W}p": "\n", f"{W}tbl": "\x01", f"{W}tr": "\x02", f"{W}tc": "\x03", f"{W}tab": "\t", f"{W}br": "\v",
    f"{W}cr": "\v", f"{W}noBreakHyphen": "\u2011", f"{W}drawing": "\x04", f"{W}pict": "\x04", f"{W}object": "\x04",
    f"{W}footnoteReference": "\x06", f"{W}endnoteReference": "\x06", f"{W}commentReference": "\x07",
}  # fmt: skip
_TEXT: Final = f"{W}t"
_KINDS: Final = (*_MARKS, _TEXT)
_SPACES: Final = (f"{W}tab", f"{W}br", f"{W}cr")
# The same in the bytes as we write them, for speed; a tab stop of a paragraph has attributes, a tab in a run has none.
_TOKEN: Final = re.compile(
    r"<w:(p|tbl|tr|tc|tab/|br w:type=\"page\"|br|cr|noBreakHyphen|drawing|pict|object|footnoteReference"
    r"|endnoteReference|commentReference|t)(?=[ />])[^>]*>([^<]*)"
)
_TOKENS: Final = {
    "p": "\n", 'br w:type="page"': "", "tbl": "\x01", "tr": "\x02", "tc": "\x03", "tab/": "\t", "br": "\v", "cr": "\v",
    "noBreakHyphen": "\u2011", "drawing": "\x04", "pict": "\x04", "object": "\x04", "footnoteReference": "\x06",
    "endnoteReference": "\x06", "commentReference": "\x07",
}  # fmt: skip


_FACE: Final = re.compile(r'<w:rFonts[^>]*?\bw:eastAsia="([^"]+)"')


def parsed(xml: bytes) -> etree._Element:
    """A part as a tree; strict, no entities, nothing fetched. Raises lxml's XMLSyntaxError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=False, huge_tree=False)
    return etree.fromstring(xml, parser)


def structure(tree: etree._Element) -> str:
    """The words of a part with marks for paragraphs, tables, rows, cells, tabs, breaks and pictures."""
    pieces: list[str] = []
    for element in tree.iter(_KINDS):
        tag = element.tag
        if tag == _TEXT:
            pieces.append(element.text or "")
        elif tag != f"{W}tab" or not element.attrib:  # those with attributes are a paragraph's tab stops
            pieces.append(_MARKS[tag] if element.get(f"{W}type") != "page" else "")
    return "".join(pieces)


def quick_structure(xml: str) -> str:
    """What `structure` says of a part that we have written ourselves, without building its tree."""
    if "<!" in xml or "Fallback" in xml or "<w:tab></w:tab>" in xml:  # comments and such, of foreign templates
        tree = parsed(xml.encode("utf-8"))
        without_fallbacks(tree)
        return structure(tree)
    tokens = _TOKENS
    said = "".join([words if kind == "t" else tokens[kind] for kind, words in _TOKEN.findall(xml)])
    return unescape(said) if "&" in said else said


def digest_of(said: str, margins: Iterable[str] = ()) -> str:
    """The digest of a body's text and structure; trailing blanks of a paragraph do not count.

    `margins` are the lines of headers, footers and notes (`margin_lines`). How many parts hold them does not count:
    LibreOffice writes one part for first, odd and even pages each.
    """
    if " \n" in said or "　\n" in said or "\t\n" in said or "\v\n" in said:
        said = "\n".join(line.rstrip() for line in said.split("\n"))
    said = "\x05".join((said.rstrip(), *sorted(set(margins))))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def text_digest(data: bytes) -> str:
    """The digest of the text and structure of a Word file.

    Raises TemplateFailed when it is no readable Word file: damaged, too large, without a body.
    """
    tree = body_of(data)
    without_fallbacks(tree)
    try:
        with ZipFile(BytesIO(data)) as package:
            margins = [package.read(info) for info in package.infolist() if is_margin(info.filename)]
        lines = {line for part in margins for line in margin_lines(parsed(part))}
    except _UNREADABLE as error:
        raise TemplateFailed("document.unreadable", reason=str(error)) from error
    return digest_of(structure(tree), lines)


def is_margin(part: str) -> bool:
    """Whether a part holds a header, a footer or notes."""
    return _MARGIN.fullmatch(part) is not None


def margin_lines(tree: etree._Element) -> set[str]:
    """What the paragraphs of a header, footer or notes say; what a field shows (page numbers) is no text of ours."""
    without_fallbacks(tree)
    lines = set()
    for paragraph in tree.iter(f"{W}p"):
        shows, said = 0, []
        for element in paragraph.iter(f"{W}fldChar", _TEXT):
            if element.tag != _TEXT:
                shows += {"begin": 1, "end": -1}.get(element.get(f"{W}fldCharType", ""), 0)
            elif not shows and next(element.iterancestors(f"{W}fldSimple"), None) is None:
                said.append(element.text or "")
        lines.add("".join("".join(said).split()))
    return lines - {""}


def without_fallbacks(tree: etree._Element) -> None:
    """Takes out what a part says a second time, for old programs."""
    for fallback in list(tree.iter(_FALLBACK)):
        above = fallback.getparent()
        assert above is not None
        above.remove(fallback)


def body_of(data: bytes) -> etree._Element:
    """The body part of a Word file as a tree; raises TemplateFailed when there is none to be read."""
    try:
        with ZipFile(BytesIO(data)) as package:
            if package.getinfo(BODY).file_size > limits.TEMPLATE_UNPACKED_BYTES:
                raise TemplateFailed("document.unreadable", reason="too large")
            return parsed(package.read(BODY))
    except _UNREADABLE as error:
        raise TemplateFailed("document.unreadable", reason=str(error)) from error


def faces_of(data: bytes) -> frozenset[str]:
    """The East Asian faces that a Word file names, in its styles or its text."""
    try:
        with ZipFile(BytesIO(data)) as package:
            parts = [name for name in package.namelist() if name in (BODY, "word/styles.xml")]
            if sum(package.getinfo(name).file_size for name in parts) > limits.TEMPLATE_UNPACKED_BYTES:
                return frozenset()
            return frozenset(unescape(face) for name in parts for face in _FACE.findall(package.read(name).decode()))
    except (BadZipFile, UnicodeDecodeError, zlib.error, NotImplementedError, EOFError):
        return frozenset()  # what is no Word file gets no PDF either, which is said of the PDF


def lines_of(data: bytes) -> tuple[str, ...]:
    """The paragraphs of a Word file as plain text, empty ones left out; for showing what differs."""
    said = structure(body_of(data)).translate({1: "\n", 2: "\n", 3: "\n", 4: "", 11: " "})
    return tuple(line.strip() for line in said.split("\n") if line.strip())


def own_texts(paragraph: etree._Element) -> list[etree._Element]:
    """The texts of a paragraph without those of paragraphs inside it (text boxes)."""
    return [text for text in paragraph.iter(_TEXT) if next(text.iterancestors(f"{W}p")) is paragraph]


def own_words(paragraph: etree._Element) -> str:
    """The words of a paragraph without those of paragraphs inside it (text boxes); a tab or break is a space."""
    own = (each for each in paragraph.iter(_KINDS) if next(each.iterancestors(f"{W}p"), None) is paragraph)
    said = ((each.text or "") if each.tag == _TEXT else " " if each.tag in _SPACES else "" for each in own)
    return "".join(said).strip()
