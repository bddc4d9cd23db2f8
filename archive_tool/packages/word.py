"""Word files that sealing makes, from a few parts: paragraph, table, page. The same bytes from the same parts.

Written directly and stored, not deflated: neither a library's version nor that of zlib can change a sealed package.
Fonts and sizes are those of GB/T 9704.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from archive_tool.packages.storing import zip_bytes

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OPC: Final = "http://schemas.openxmlformats.org/package/2006"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_TWIPS: Final = 1440 / 25.4  # of a millimetre
_FIXED_DATE: Final = "1980-01-01T00:00:00Z"  # as of every member of a package; the day of sealing stands in the text
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_PLAIN: Final = re.compile("[&<>\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# name -> (id, font, half points, alignment, bold)
_STYLES: Final = {
    "title": ("ArchiveTitle", "方正小标宋简体", 44, "center"),
    "heading": ("ArchiveHeading", "黑体", 32, "left"),
    "body": ("ArchiveBody", "仿宋_GB2312", 32, "both"),
    "small": ("ArchiveSmall", "仿宋_GB2312", 24, "left"),
    "cell": ("ArchiveCell", "仿宋_GB2312", 21, "left"),
    "head": ("ArchiveHead", "黑体", 21, "center"),
}


@dataclass(frozen=True, slots=True)
class Page:
    """The page: A4, upright or across; margins of GB/T 9704 upright, even ones across. Millimetres."""

    across: bool = False

    @property
    def section(self) -> str:
        """Its section properties."""
        width, height = (297, 210) if self.across else (210, 297)
        top, right, bottom, left = (15, 15, 15, 15) if self.across else (37, 26, 35, 28)
        orient = ' w:orient="landscape"' if self.across else ""
        return (
            '<w:sectPr><w:footerReference w:type="default" r:id="rId2"/>'
            f'<w:pgSz w:w="{_twips(width)}" w:h="{_twips(height)}"{orient}/>'
            f'<w:pgMar w:top="{_twips(top)}" w:right="{_twips(right)}" w:bottom="{_twips(bottom)}"'
            f' w:left="{_twips(left)}" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
        )


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in one of the styles: title, heading, body, small, cell, head."""

    text: str
    style: str = "body"

    @property
    def xml(self) -> str:
        """Its markup; line breaks of the text stay line breaks."""
        return _paragraph(self.text, self.style)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; width in millimetres."""

    name: str
    width: float


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its head, when there is one, is repeated on each page, and no row is broken between pages.

    `style` is that of its cells.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    head: bool = True
    style: str = "cell"

    @property
    def xml(self) -> str:
        """Its markup."""
        widths = [_twips(column.width) for column in self.columns]
        sides = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = [_row([column.name for column in self.columns], widths, "head")] if self.head else []
        rows += [_row(row, widths, self.style) for row in self.rows]
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders>'
            f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
        )


Part = Paragraph | Table


def word_file(page: Page, parts: Iterable[Part], *, title: str, author: str) -> bytes:
    """A docx of those parts; page numbers stand at the foot."""
    body = "".join(part.xml for part in parts)
    return zip_bytes(
        {
            "[Content_Types].xml": _content_types(),
            "_rels/.rels": _relations(
                ("officeDocument", _R, "word/document.xml"),
                ("metadata/core-properties", f"{_OPC}/relationships", "docProps/core.xml"),
            ),
            "docProps/core.xml": _core(title, author),
            "word/document.xml": _document(f"<w:body>{body}{page.section}</w:body>"),
            "word/_rels/document.xml.rels": _relations(("styles", _R, "styles.xml"), ("footer", _R, "footer1.xml")),
            "word/styles.xml": _styles(),
            "word/footer1.xml": _footer(),
        }
    )


def clean(text: str) -> str:
    """The text without what no XML may hold; each such character becomes U+FFFD, so that the loss shows."""
    return _NOT_XML.sub("\ufffd", text)


def escaped(text: str) -> str:
    """The text as it may stand in XML: cleaned and escaped. Most texts are such already, and are looked at once."""
    return escape(clean(text)) if _NOT_PLAIN.search(text) else text


def _twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS)


def _paragraph(text: str, style: str) -> str:
    lines = escaped(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    runs = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
    return f'<w:p><w:pPr><w:pStyle w:val="{_STYLES[style][0]}"/></w:pPr><w:r>{runs}</w:r></w:p>'


def _row(cells: Iterable[str], widths: list[int], style: str) -> str:
    repeated = "<w:tblHeader/>" if style == "head" else ""
    body = "".join(
        [
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
            f"{_paragraph(cell, style)}</w:tc>"
            for cell, width in zip(cells, widths, strict=True)
        ]
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{body}</w:tr>"


def _document(body: str) -> bytes:
    return f'{_HEAD}<w:document xmlns:w="{_W}" xmlns:r="{_R}">{body}</w:document>'.encode()


def _footer() -> bytes:
    return (
        f'{_HEAD}<w:ftr xmlns:w="{_W}"><w:p><w:pPr><w:pStyle w:val="ArchiveHead"/></w:pPr>'
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>'
    ).encode()


def _styles() -> bytes:
    fonts = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}" w:eastAsia="{0}" w:cs="{0}"/>'
    styles = "".join(
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="{side}"/></w:pPr>'
        f'<w:rPr>{fonts.format(font)}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
        for name, font, size, side in _STYLES.values()
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f'<w:rPr>{fonts.format("仿宋_GB2312")}<w:sz w:val="32"/><w:szCs w:val="32"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:style>'
    )
    return f'{_HEAD}<w:styles xmlns:w="{_W}">{normal}{styles}</w:styles>'.encode()


def _content_types() -> bytes:
    parts = (
        ("/word/document.xml", f"{_TYPE}document.main+xml"),
        ("/word/styles.xml", f"{_TYPE}styles+xml"),
        ("/word/footer1.xml", f"{_TYPE}footer+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    )
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts)
    return (
        f'{_HEAD}<Types xmlns="{_OPC}/content-types"><Default Extension="rels"'
        f' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>'
    ).encode()


def _relations(*relations: tuple[str, str, str]) -> bytes:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{base}/{kind}" Target="{target}"/>'
        for number, (kind, base, target) in enumerate(relations, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_OPC}/relationships">{rows}</Relationships>'.encode()


def _core(title: str, author: str) -> bytes:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_OPC}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(title)}</dc:title><dc:creator>{escaped(author)}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_FIXED_DATE}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_FIXED_DATE}</dcterms:modified></cp:coreProperties>'
    ).encode()
