"""An xlsx table of texts, the same bytes from the same cells.

Written directly and stored: a library that writes xlsx stamps the hour into it and takes what begins with = for a
formula; here every cell is text.
"""

from collections.abc import Sequence
from string import ascii_uppercase
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from archive_tool.packages.storing import zip_bytes
from archive_tool.packages.word import escaped

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OPC: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MILLIMETRES: Final = 2.0  # of a character of the standard font
_CELL_MOST: Final = 32_767  # characters that a cell can hold
_LETTERS: Final = (*ascii_uppercase, *(first + last for first in "ABCDEFGHI" for last in ascii_uppercase))
_PLAIN_STYLE, _BODY_STYLE, _HEAD_STYLE = 0, 1, 2  # places in cellXfs below


def sheet(
    title: str,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    widths: Sequence[float],
    notes: Sequence[str] = (),
) -> bytes:
    """A workbook with one table on A4 across, its head repeated in print.

    Args:
        title: of the sheet.
        head: names of the columns, at most 260.
        rows: the cells.
        widths: of the columns, in millimetres.
        notes: lines below the table, without a frame, across the columns.
    """
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width / _MILLIMETRES}" customWidth="1"/>'
        for place, width in enumerate(widths, 1)
    )
    body = "".join(
        _row(number, row, _HEAD_STYLE if number == 1 else _BODY_STYLE) for number, row in enumerate((head, *rows), 1)
    ) + "".join(_row(number, (note,), _PLAIN_STYLE) for number, note in enumerate(notes, len(rows) + 2))
    page = (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{body}</sheetData>"
        '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape"/></worksheet>'
    )
    printed = escape(f"'{title}'!$1:$1")
    book = (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_R}"><sheets>'
        f'<sheet name={quoteattr(title)} sheetId="1" r:id="rId1"/></sheets><definedNames>'
        f'<definedName name="_xlnm.Print_Titles" localSheetId="0">{printed}</definedName></definedNames></workbook>'
    )
    return zip_bytes(
        {
            "[Content_Types].xml": _content_types(),
            "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": book.encode(),
            "xl/_rels/workbook.xml.rels": _relations(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")),
            "xl/worksheets/sheet1.xml": page.encode(),
            "xl/styles.xml": _styles(),
        }
    )


def _row(number: int, cells: Sequence[str], style: int) -> str:
    body = "".join(
        [
            f'<c r="{letter}{number}" s="{style}" t="inlineStr"><is>'
            f'<t xml:space="preserve">{escaped(text[:_CELL_MOST])}</t></is></c>'
            for letter, text in zip(_LETTERS, cells, strict=False)
        ]
    )
    return f'<row r="{number}">{body}</row>'


def _styles() -> bytes:
    fonts = "".join(f'<font><sz val="11"/><name val="{name}"/></font>' for name in ("仿宋_GB2312", "黑体"))
    thin = "".join(f'<{side} style="thin"><color auto="1"/></{side}>' for side in ("left", "right", "top", "bottom"))
    wrapped = '<alignment vertical="center" wrapText="1"/>'
    text = "".join(
        f'<xf numFmtId="49" fontId="{font}" fillId="0" borderId="1" xfId="0" quotePrefix="1" applyNumberFormat="1"'
        f' applyFont="1" applyBorder="1" applyAlignment="1">{wrapped}</xf>'
        for font in (0, 1)
    )
    plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"'
    return (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="2">{fonts}</fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        f'<borders count="2"><border/><border>{thin}</border></borders>'
        f'<cellStyleXfs count="1">{plain}/></cellStyleXfs>'
        f'<cellXfs count="3">{plain} xfId="0"/>{text}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ).encode()


def _content_types() -> bytes:
    parts = (("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"), ("styles", "styles"))
    overrides = "".join(f'<Override PartName="/xl/{n}.xml" ContentType="{_TYPE}{kind}+xml"/>' for n, kind in parts)
    return (
        f'{_HEAD}<Types xmlns="{_OPC}/content-types"><Default Extension="rels"'
        f' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>'
    ).encode()


def _relations(*relations: tuple[str, str]) -> bytes:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{_R}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(relations, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_OPC}/relationships">{rows}</Relationships>'.encode()
