"""Small Word, Excel and text files for the samples: the same bytes for the same words, a few kilobytes each.

    docx(paper) -> bytes      xlsx(rows, title) -> bytes      txt(paper) -> bytes

Plain writers and not python-docx, whose empty document alone is forty kilobytes.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

Table = Sequence[Sequence[str]]
Block = tuple[str, str | Table]  # (style, words) or ("table", rows)

TITLE, HEADING, BODY, RIGHT, PLAIN, HAND, TABLE = "title", "heading", "body", "right", "plain", "hand", "table"
_FIXED: Final = (2026, 1, 1, 0, 0, 0)
_FACES: Final = {TITLE: ("方正小标宋简体", 44), HEADING: ("黑体", 32), HAND: ("楷体_GB2312", 32)}
_BODY: Final = ("仿宋_GB2312", 32)
_IN_TABLE: Final = ("仿宋_GB2312", 24)
# Faces that are on a Linux desk, for what is turned into a PDF or a picture.
_HERE: Final = {"方正小标宋简体": "AR PL SungtiL GB", "黑体": "AR PL SungtiL GB", "仿宋_GB2312": "AR PL SungtiL GB",
                "楷体_GB2312": "AR PL KaitiM GB"}  # fmt: skip
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on a paper."""

    title: str
    blocks: tuple[Block, ...]
    maker: str
    on: str


def _zipped(parts: Iterable[tuple[str, str]]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in parts:
            entry = zipfile.ZipInfo(name, _FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, words.encode())
    return made.getvalue()


def _run(words: str, face: tuple[str, int], *, here: bool) -> str:
    name = _HERE[face[0]] if here else face[0]
    fonts = f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}"/>'
    size = f'<w:sz w:val="{face[1]}"/><w:szCs w:val="{face[1]}"/>'
    return f'<w:r><w:rPr>{fonts}{size}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def _paragraph(style: str, words: str, *, here: bool, face: tuple[str, int] | None = None) -> str:
    layout = {
        TITLE: '<w:spacing w:before="240" w:after="360"/><w:jc w:val="center"/>',
        RIGHT: '<w:jc w:val="right"/>',
        HAND: '<w:jc w:val="right"/>',
        PLAIN: "",
    }.get(style, '<w:ind w:firstLineChars="200" w:firstLine="640"/>')
    run = _run(words, face or _FACES.get(style, _BODY), here=here)
    return f"<w:p><w:pPr>{layout}</w:pPr>{run}</w:p>"


def _table(rows: Table, *, here: bool) -> str:
    columns = max(len(row) for row in rows)
    width = 8844 // columns
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for _ in range(columns))
    sides = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
                    for side in ("top", "left", "bottom", "right", "insideH", "insideV"))  # fmt: skip
    lines = []
    for row in rows:
        cells = []
        for place, words in enumerate(row):
            spare = columns - len(row) if place == len(row) - 1 else 0
            span = f'<w:gridSpan w:val="{spare + 1}"/>' if spare else ""
            cell = _paragraph(PLAIN, words, here=here, face=_IN_TABLE)
            cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{width * (spare + 1)}" w:type="dxa"/>{span}</w:tcPr>{cell}</w:tc>')
        lines.append(f"<w:tr>{''.join(cells)}</w:tr>")
    properties = f'<w:tblW w:w="8844" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders>'
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"


def _body(words: Words, *, here: bool) -> str:
    parts = [_paragraph(TITLE, words.title, here=here)]
    for style, said in words.blocks:
        if isinstance(said, str):
            parts.extend(_paragraph(style, line, here=here) for line in said.split("\n"))
        else:
            parts.extend((_table(said, here=here), _paragraph(PLAIN, "", here=here)))
    page = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1985" '
        'w:left="1588" w:header="851" w:footer="1400" w:gutter="0"/></w:sectPr>'
    )
    return f"{''.join(parts)}{page}"


def docx(words: Words, *, here: bool = False, pages: int = 0) -> bytes:
    """A Word file. `here`: with faces that this machine has, to be turned into a PDF; `pages`: known or 0."""
    kinds = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
        '<Override PartName="/docProps/core.xml" ContentType='
        '"application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.extended-properties+xml"/>'
    )
    relations = (
        f'<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/>'
        f'<Relationship Id="rId3" Type="{_R}/extended-properties" Target="docProps/app.xml"/>'
    )
    core = (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(words.title)}</dc:title><dc:creator>{escape(words.maker)}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{words.on}T00:00:00Z</dcterms:created></cp:coreProperties>'
    )
    counted = f"<Pages>{pages}</Pages>" if pages else ""
    application = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return _zipped(
        (
            ("[Content_Types].xml", f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{kinds}</Types>'),
            ("_rels/.rels", f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'),
            ("docProps/core.xml", f"{_HEAD}{core}"),
            ("docProps/app.xml", f'{_HEAD}<Properties xmlns="{application}">{counted}</Properties>'),
            (
                "word/document.xml",
                f'{_HEAD}<w:document xmlns:w="{_W}"><w:body>{_body(words, here=here)}</w:body></w:document>',
            ),
        )
    )


def txt(words: Words) -> bytes:
    """A plain text file as a note-taker's machine saves it: UTF-8, Unix line ends."""
    lines = [words.title, ""]
    for _, said in words.blocks:
        lines.extend([said] if isinstance(said, str) else ["\t".join(row) for row in said])
    return ("\n".join(lines) + "\n").encode()


def xlsx(words: Words) -> bytes:
    """An Excel file with one sheet: the title, then the tables and lines one after another."""
    rows: list[Sequence[str]] = [[words.title]]
    for _, said in words.blocks:
        rows.extend([[said]] if isinstance(said, str) else said)
    lines = "".join(
        f'<row r="{number}">{"".join(_cell(place, number, said) for place, said in enumerate(row))}</row>'
        for number, row in enumerate(rows, 1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    leaf = '<sheet name="表1" sheetId="1" r:id="rId1"/>'
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    kinds = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{sheet}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{sheet}.worksheet+xml"/>'
    )
    return _zipped(
        (
            ("[Content_Types].xml", f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{kinds}</Types>'),
            (
                "_rels/.rels",
                _related(("officeDocument", "xl/workbook.xml")),
            ),
            (
                "xl/workbook.xml",
                f'{_HEAD}<workbook xmlns="{main}" xmlns:r="{_R}"><sheets>{leaf}</sheets></workbook>',
            ),
            (
                "xl/_rels/workbook.xml.rels",
                _related(("worksheet", "worksheets/sheet1.xml")),
            ),
            (
                "xl/worksheets/sheet1.xml",
                f'{_HEAD}<worksheet xmlns="{main}"><sheetData>{lines}</sheetData></worksheet>',
            ),
        )
    )


def _related(*parts: tuple[str, str]) -> str:
    """A relations part: kind and target of each."""
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{_R}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(parts, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _cell(place: int, number: int, said: str) -> str:
    where = f"{chr(ord('A') + place)}{number}"
    if said.isdigit():
        return f'<c r="{where}"><v>{said}</v></c>'
    return f'<c r="{where}" t="inlineStr"><is><t>{escape(said)}</t></is></c>'
