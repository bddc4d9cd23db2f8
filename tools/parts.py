"""The vocabulary from which the shipped templates are made: paragraphs, headings, tables, heads, signature, footers.

Each part is a piece of WordprocessingML; `document` puts them into a Word file with the same bytes every time.
All measures come from `gbt9704`; all looks from the styles below, so that a change of the standard is one change.
"""

# ruff: noqa: E501 - a piece of WordprocessingML is one line

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from archive_tool.documents.zipping import packed, zipped
from tools import gbt9704 as std
from tools.gbt9704 import FACES, SIZES

_NS: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


# --- styles ---------------------------------------------------------------------------------------------------------


def fonts(face: str, latin: str = "") -> str:
    """All four font slots; digits and Latin letters in the face of the setting."""
    east, west = FACES[face], latin or FACES["latin"]
    return f'<w:rFonts w:ascii="{west}" w:hAnsi="{west}" w:eastAsia="{east}" w:cs="{west}" w:hint="eastAsia"/>'


def _size(name: str) -> str:
    return f'<w:sz w:val="{SIZES[name]}"/><w:szCs w:val="{SIZES[name]}"/>'


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style. Lengths in twips; `line` 0 means single spacing."""

    id: str
    zh: str
    face: str = "body"
    size: str = "三号"
    align: str = "both"
    line: int = std.LINE
    first: int = 0  # characters, hundredths
    left: int = 0  # characters, hundredths
    right: int = 0  # characters, hundredths
    before: int = 0
    after: int = 0
    level: int = -1
    keep_next: bool = False
    keep_lines: bool = False
    colour: str = ""
    bold: bool = False

    def xml(self) -> str:
        """The style as WordprocessingML."""
        keeps = ("<w:keepNext/>" if self.keep_next else "") + ("<w:keepLines/>" if self.keep_lines else "")
        line = f'w:line="{self.line}" w:lineRule="exact"' if self.line else 'w:line="240" w:lineRule="auto"'
        character = SIZES[self.size] * 10
        sides = "".join(
            f' w:{side}Chars="{hundredths}" w:{side}="{hundredths * character // 100}"'
            for side, hundredths in (("left", self.left), ("right", self.right), ("firstLine", self.first))
            if hundredths
        )
        outline = f'<w:outlineLvl w:val="{self.level}"/>' if self.level >= 0 else ""
        indent = f"<w:ind{sides}/>" if sides else ""
        bold = "<w:b/><w:bCs/>" if self.bold else ""
        colour = f'<w:color w:val="{self.colour}"/>' if self.colour else ""
        spacing = f'<w:spacing w:val="{std.CHARACTER_SPACE if self.size == "三号" else 0}"/>'
        default = ' w:default="1"' if self.id == "Normal" else ""
        based = "" if self.id == "Normal" else '<w:basedOn w:val="Normal"/>'
        return (
            f'<w:style w:type="paragraph"{default} w:styleId="{self.id}"><w:name w:val="{self.zh}"/>{based}<w:qFormat/>'
            f"<w:pPr>{keeps}<w:widowControl/>"
            f'<w:spacing w:before="{self.before}" w:after="{self.after}" {line}/>{indent}<w:jc w:val="{self.align}"/>{outline}</w:pPr>'
            f"<w:rPr>{fonts(self.face)}{bold}{colour}{spacing}{_size(self.size)}</w:rPr></w:style>"
        )


STYLES: Final = (
    Style("Normal", "Normal"),
    Style("Title1", "公文标题", "title", "二号", "center", line=700, keep_next=True, keep_lines=True),
    Style("SubTitle", "副标题", "heading2", "三号", "center", keep_next=True),
    Style("Body", "公文正文", first=200),
    Style("BodyKeep", "公文正文（与下段同页）", first=200, keep_next=True),
    Style("Flush", "顶格正文"),
    Style("Addressee", "主送机关", keep_next=True),
    Style("H1", "一级标题", "heading1", first=200, level=0, keep_next=True, keep_lines=True),
    Style("H2", "二级标题", "heading2", first=200, level=1, keep_next=True, keep_lines=True),
    Style("H3", "三级标题", first=200, level=2, keep_next=True, keep_lines=True),
    Style("Annexes", "附件说明", left=500, keep_lines=True),
    Style("AnnexMark", "附件标记", "heading1"),
    Style("Sign", "落款单位", align="center", left=1250, keep_next=True, keep_lines=True),
    Style("SignDate", "成文日期", align="center", left=1250, keep_lines=True),
    Style("SignLine", "签名行", keep_lines=True),
    Style("Secrecy", "密级", "heading1"),
    Style("Mark", "发文机关标志", "title", "初号", "center", line=1000, colour=std.RED, keep_next=True),
    Style("LetterMark", "信函标志", "title", "一号", "center", line=720, colour=std.RED, keep_next=True),
    Style("DocNo", "发文字号", align="center", keep_next=True),
    Style("DocNoRight", "发文字号（右）", align="right"),
    Style("Gap", "空行", keep_next=True),
    Style("Attend", "出席列席", left=300, keep_lines=True),
    Style("Imprint", "版记", size="四号", left=100, right=100, line=480),
    Style("FormTitle", "表格标题", "title", "二号", "center", line=700, keep_next=True, keep_lines=True),
    Style("FormNote", "表格说明", size="四号", align="left", line=440),
    Style("Cell", "表格内容", size="四号", align="left", line=400),
    Style("CellCenter", "表格内容居中", size="四号", align="center", line=400),
    Style("CellKeep", "表格内容居中（与下行同页）", size="四号", align="center", line=400, keep_next=True),
    Style("CellHead", "表格栏目", "heading1", "四号", "center", line=400),
    Style("Small", "小表内容", size="五号", align="left", line=320),
    Style("SmallCenter", "小表内容居中", size="五号", align="center", line=320),
    Style("SmallKeep", "小表内容居中（与下行同页）", size="五号", align="center", line=320, keep_next=True),
    Style("SmallHead", "小表栏目", "heading1", "五号", "center", line=320),
    Style("CellBody", "表格段落", size="四号", line=440, first=200),
    Style("Write", "手写行"),
    Style("Tag", "模板语句", size="小五", line=240),
    Style("PageOdd", "页码（单页）", "page", "四号", "right", line=0, right=100),
    Style("PageEven", "页码（双页）", "page", "四号", "left", line=0, left=100),
    Style("PageCenter", "页码（居中）", "page", "小五", "center", line=0),
    Style("FormCell", "审批表栏目", size="四号", align="center", line=300),
    Style("FormValue", "审批表内容", size="四号", align="center", line=300),
    Style("FormText", "审批表文字", size="四号", line=320),
    Style("Resume", "审批表简历", size="四号", align="left", line=0),
)
_IDS: Final = frozenset(style.id for style in STYLES)


def styles_xml() -> str:
    """word/styles.xml."""
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts("body")}<w:kern w:val="2"/>{_size("三号")}'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    )
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="50" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="50" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    return f"{_HEAD}<w:styles {_NS}>{defaults}{''.join(style.xml() for style in STYLES)}{table}</w:styles>"


# --- paragraphs -----------------------------------------------------------------------------------------------------


def run(words: str, face: str = "", size: str = "", colour: str = "", underline: bool = False) -> str:
    """Words in one dress; what is not said comes from the paragraph's style."""
    dress = (fonts(face) if face else "") + (f'<w:color w:val="{colour}"/>' if colour else "")
    dress += (_size(size) if size else "") + ('<w:u w:val="single"/>' if underline else "")
    properties = f"<w:rPr>{dress}</w:rPr>" if dress else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def p(
    words: str | Sequence[str] = "",
    style: str = "Body",
    *,
    align: str = "",
    extra: str = "",
    break_before: bool = False,
) -> str:
    """A paragraph of plain words, or of runs made by `run`."""
    assert style in _IDS, style
    runs = (run(words) if words else "") if isinstance(words, str) else "".join(words)
    before = "<w:pageBreakBefore/>" if break_before else ""
    aligned = f'<w:jc w:val="{align}"/>' if align else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{before}{extra}{aligned}</w:pPr>{runs}</w:p>'


def tag(statement: str) -> str:
    """A paragraph that only holds a statement of the template; it leaves nothing behind."""
    return p("{%p " + statement + " %}", "Tag")


def when(condition: str, *parts: str) -> str:
    """Parts that stand only when a condition holds."""
    return "".join((tag(f"if {condition}"), *parts, tag("endif")))


def either(condition: str, yes: Sequence[str], no: Sequence[str]) -> str:
    """One set of parts or the other."""
    return "".join((tag(f"if {condition}"), *yes, tag("else"), *no, tag("endif")))


def kept_last(words: str) -> str:
    """A paragraph of a loop; the last one stays with what follows."""
    return either("loop.last", [p(words, "BodyKeep")], [p(words)])


def each(name: str, many: str, *parts: str) -> str:
    """Parts once for each entry of a list."""
    return "".join((tag(f"for {name} in {many}"), *parts, tag("endfor")))


def prose(field: str, style: str = "Body", *, keep_last: bool = False, lines: int = 0, ruled: bool = False) -> str:
    """A text of the record paragraph by paragraph; `lines` blank ones to be filled in when there is none.

    With `keep_last` the last paragraph stays with what follows, so that no signature stands alone. `ruled` lines are for
    papers that are filled in by hand.
    """
    paragraph = kept_last("{{ line }}") if keep_last else p("{{ line }}", style)
    said = each("line", f"{field}|paragraphs", paragraph)
    if not lines:
        return said
    rule = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="808080"/><w:between w:val="single" w:sz="4" w:space="1" w:color="808080"/></w:pBdr>'
    blank = p("", "Write", extra=rule) if ruled else p("", style)
    return either(field, [said], [blank * lines])


def blanks(number: int, style: str = "Body") -> str:
    """Empty lines."""
    return p("", style) * number


def page_break() -> str:
    """A new page."""
    return '<w:p><w:pPr><w:pStyle w:val="Tag"/></w:pPr><w:r><w:br w:type="page"/></w:r></w:p>'


def title(words: str, style: str = "Title1") -> str:
    """The title of a paper, with the blank line below it."""
    return p(words, style) + p("", "Gap")


def heading(words: str, level: int = 1) -> str:
    """一、（一）1. headings; the number stands in the words."""
    return p(words, f"H{level}")


def signature(maker: str, on: str) -> str:
    """署名 and 成文日期: the date four characters from the right, the maker's name centred over it (for a seal)."""
    return p("", "Gap") + p(maker, "Sign") + p(on, "SignDate")


def annexes(field: str) -> str:
    """附件说明: 附件：名称, numbered only from two on."""
    hang = '<w:ind w:leftChars="500" w:left="1600" w:hangingChars="300" w:hanging="960"/>'
    more = '<w:ind w:leftChars="600" w:left="1920" w:hangingChars="400" w:hanging="1280"/>'
    rest = '<w:ind w:leftChars="600" w:left="1920" w:hangingChars="100" w:hanging="320"/>'
    return when(
        field,
        p("", "Gap"),
        either(
            f"{field}|length == 1",
            [p("附件：{{ " + field + "[0]|bare }}", "Annexes", extra=hang)],
            [each("annex", field, either("loop.first", [p("附件：1.{{ annex|bare }}", "Annexes", extra=more)],
                                         [p("{{ loop.index }}.{{ annex|bare }}", "Annexes", extra=rest)]))],
        ),
    )  # fmt: skip


def annex_head(mark: str, words: str) -> str:
    """附件1 in 黑体 on a new page, its title in the third line."""
    return p(mark, "AnnexMark", break_before=True) + p("", "Gap") + p(words, "Title1") + p("", "Gap")


def _rule(kind: str, size: int, space: int) -> str:
    return f'<w:pBdr><w:bottom w:val="{kind}" w:sz="{size}" w:space="{space}" w:color="{std.RED}"/></w:pBdr>'


_MARK_RISE: Final = 128  # from the top of the mark's line to the top of its characters, and the line above


def _lift(twips: int) -> str:
    """Empty room of exactly that height."""
    line = f'<w:spacing w:line="{twips}" w:lineRule="exact"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="Gap"/>{line}</w:pPr></w:p>'


def red_head(mark: str, number: str, signer: str = "") -> str:
    """发文机关标志, 发文字号 (with 签发人 for upward papers) and the red line 4 mm below."""
    lines = _lift(std.MARK_BELOW_TOP - _MARK_RISE) + p(mark, "Mark") + p("", "Gap") * 2
    rule = _rule("single", std.RULE_SIZE, std.RULE_POINTS)
    if signer:
        stops = f'<w:tabs><w:tab w:val="right" w:pos="{std.TEXT_WIDTH - std.CHARACTER}"/></w:tabs>'
        left = f'<w:ind w:left="{std.CHARACTER}" w:right="{std.CHARACTER}"/>'
        words = [run(number), "<w:r><w:tab/></w:r>", run("签发人："), run(signer, "heading2")]
        return lines + p(words, "DocNo", extra=rule + stops + left, align="left") + p("", "Gap") * 2
    return lines + p(number, "DocNo", extra=rule) + p("", "Gap") * 2


def minutes_head(mark: str, number: str, maker: str, on: str) -> str:
    """××纪要 in red, its number, then maker and date over the red line."""
    rule = _rule("single", std.RULE_SIZE, std.RULE_POINTS)
    stops = f'<w:tabs><w:tab w:val="right" w:pos="{std.TEXT_WIDTH - std.CHARACTER}"/></w:tabs>'
    left = f'<w:ind w:left="{std.CHARACTER}" w:right="{std.CHARACTER}"/>'
    line = p([run(maker), "<w:r><w:tab/></w:r>", run(on)], "DocNo", extra=rule + stops + left, align="left")
    return (
        _lift(std.MARK_BELOW_TOP - _MARK_RISE)
        + p(mark, "Mark")
        + p("", "Gap")
        + p(number, "DocNo")
        + line
        + p("", "Gap") * 2
    )


def letter_head(mark: str, number: str) -> str:
    """信函格式: the mark 30 mm below the paper's edge, a double red line of 170 mm, the number flush right under it."""
    wider = (std.LETTER_RULE_WIDTH - std.TEXT_WIDTH) // 2
    rule = _rule("thickThinSmallGap", 24, std.RULE_POINTS) + f'<w:ind w:left="-{wider}" w:right="-{wider}"/>'
    return p(mark, "LetterMark", extra=rule) + p(number, "DocNoRight") + p("", "Gap") * 2


def imprint(copies: str, maker: str, on: str) -> str:
    """版记 at the foot of the page: 抄送, then who printed it and when; lines 0.35, 0.25, 0.35 mm.

    A text box anchored to the foot of the type area: Word, WPS and LibreOffice all place it there, which none of them does
    with a frame or a floating table as wide as the text.
    """
    outer, inner = std.IMPRINT_OUTER, std.IMPRINT_INNER

    def line(words: str, over: int, under: int) -> str:
        rules = "".join(
            f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
            for side, size in (("top", over), ("bottom", under))
        )
        return (
            f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{std.TEXT_WIDTH}" w:type="dxa"/>'
            f"<w:tcBorders>{rules}</w:tcBorders></w:tcPr>{words}</w:tc></w:tr>"
        )

    hang = (
        '<w:ind w:leftChars="400" w:left="1120" w:rightChars="100" w:right="280" w:hangingChars="300" w:hanging="840"/>'
    )
    stops = f'<w:tabs><w:tab w:val="right" w:pos="{std.TEXT_WIDTH - 280}"/></w:tabs>'
    rows = line(p(copies, "Imprint", extra=hang), outer, inner) + line(
        p([run(maker), "<w:r><w:tab/></w:r>", run(on + "印发")], "Imprint", extra=stops), inner, outer
    )
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{std.TEXT_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{std.TEXT_WIDTH}"/></w:tblGrid>{rows}</w:tbl>'
    )
    size = f'cx="{std.TEXT_WIDTH * 635}" cy="{1100 * 635}"'
    box = (
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0"'
        ' layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>'
        f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapTopAndBottom/>'
        '<wp:docPr id="1001" name="版记"/><wp:cNvGraphicFramePr/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{table}{p('', 'Tag')}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"><a:spAutoFit/></wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor>'
    )
    return f'<w:p><w:pPr><w:pStyle w:val="Tag"/></w:pPr><w:r><w:drawing>{box}</w:drawing></w:r></w:p>'


# --- tables ---------------------------------------------------------------------------------------------------------


_CELL_MARGIN: Final = 50


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: plain words or finished paragraphs.

    Attributes:
        content: words, or paragraphs made by `p`.
        style: of the words.
        span: columns it takes.
        down: `restart` or `continue` when merged with cells below.
        upright: letters one below the other.
        top: content at the top instead of the middle.
    """

    content: str = ""
    style: str = "CellCenter"
    span: int = 1
    down: str = ""
    upright: bool = False
    top: bool = False


def c(content: str = "", style: str = "CellCenter", span: int = 1, **more: object) -> Cell:
    """A cell."""
    return Cell(content, style, span, **more)  # type: ignore[arg-type]


def head(content: str, span: int = 1, style: str = "CellHead", **more: object) -> Cell:
    """A cell with the name of a column or row."""
    return Cell(content, style, span, **more)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Row:
    """A row: cells, height in twips (0: by content), `exact` or at least; `header` repeats on each page."""

    cells: tuple[Cell, ...]
    height: int = 0
    exact: bool = False
    header: bool = False
    splits: bool = False


def r(*cells: Cell | str, height: int = 500, exact: bool = False, header: bool = False, splits: bool = False) -> Row:
    """A row; plain words become centred cells."""
    return Row(tuple(Cell(cell) if isinstance(cell, str) else cell for cell in cells), height, exact, header, splits)


def row_tag(statement: str) -> Row:
    """A row that only holds a statement of the template."""
    return Row((Cell("{%tr " + statement + " %}", "Tag", span=0),))


def _cell_xml(cell: Cell, width: int, span: int) -> str:
    merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    down = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[cell.down]
    upright = '<w:textDirection w:val="tbRlV"/>' if cell.upright else ""
    middle = "" if cell.top else '<w:vAlign w:val="center"/>'
    content = cell.content if cell.content.startswith("<w:") else p(cell.content, cell.style)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}{down}{upright}{middle}</w:tcPr>{content}</w:tc>'


def _row_xml(row: Row, widths: Sequence[int]) -> str:
    rule = "exact" if row.exact else "atLeast"
    split = "" if row.splits else "<w:cantSplit/>"
    height = f'<w:trHeight w:val="{row.height}" w:hRule="{rule}"/>' if row.height else ""
    repeated = "<w:tblHeader/>" if row.header else ""
    cells, at = [], 0
    for cell in row.cells:
        span = cell.span or len(widths)
        cells.append(_cell_xml(cell, sum(widths[at : at + span]), span))
        at += span
    assert at == len(widths), (at, len(widths), row.cells[0].content[:40])
    return f"<w:tr><w:trPr>{split}{height}{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def table(widths: Sequence[int], *rows: Row) -> str:
    """A ruled table as wide as its columns; a paragraph of no height follows it."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
        for side, size in (("top", 8), ("left", 8), ("bottom", 8), ("right", 8), ("insideH", 4), ("insideV", 4))
    )
    properties = (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{sides}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{_CELL_MARGIN}" w:type="dxa"/>'
        f'<w:right w:w="{_CELL_MARGIN}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(_row_xml(row, widths) for row in rows)}</w:tbl>"


def columns(*shares: float, width: int = std.TEXT_WIDTH) -> tuple[int, ...]:
    """Widths of columns by shares, together exactly the width."""
    whole = math.fsum(shares)  # sum() of fractions differs between Python 3.11 and 3.12
    widths = [int(width * share / whole) for share in shares]
    return (*widths[:-1], width - sum(widths[:-1]))


def list_table(widths: Sequence[int], heads: Sequence[str], name: str, many: str, cells: Sequence[str], *, small: bool = False, left: Sequence[int] = (), least: int = 0) -> str:  # fmt: skip
    """A table with a row of heads, repeated on each page, and a row for each entry of a list.

    `left` are the columns whose text is set left. With `least`, entries come as `row.no` and `row.entry` and blank rows
    fill up the form.
    """
    kind = "Small" if small else "Cell"
    widths = _wide_enough(widths, heads, 210 if small else 280)
    top = r(*(head(words, style=f"{kind}Head") for words in heads), header=True, height=520)
    row = r(
        *(c(words, kind if i in left else f"{kind}Center") for i, words in enumerate(cells)), height=480, splits=True
    )
    source = f"{many}|numbered({least})" if least else many
    return table(widths, top, row_tag(f"for {name} in {source}"), row, row_tag("endfor"))


def _wide_enough(widths: Sequence[int], heads: Sequence[str], character: int) -> tuple[int, ...]:
    """Widths in which heads of two characters do not break; the widest column gives what is lacking."""
    least = [len(words) * character + 110 if len(words) <= 2 else 0 for words in heads]
    made = [max(width, need) for width, need in zip(widths, least, strict=True)]
    made[made.index(max(made))] -= sum(made) - sum(widths)
    return tuple(made)


# --- the Word file --------------------------------------------------------------------------------------------------


def _field(code: str, style_dress: str = "") -> str:
    def mark(kind: str) -> str:
        return f'<w:r>{style_dress}<w:fldChar w:fldCharType="{kind}"/></w:r>'

    instruction = f'<w:r>{style_dress}<w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return f"{mark('begin')}{instruction}{mark('separate')}<w:r>{style_dress}<w:t>1</w:t></w:r>{mark('end')}"


def _page_numbers(style: str) -> str:
    return p([run("— "), _field("PAGE"), run(" —")], style)


@dataclass(frozen=True, slots=True)
class Page:
    """Page set-up: margins in twips; `numbers` is `outer`, `of` (第 N 页 共 M 页), `letter` or empty."""

    top: int = std.TOP
    bottom: int = std.BOTTOM
    left: int = std.LEFT
    right: int = std.RIGHT
    numbers: str = "outer"
    landscape: bool = False
    header: int = 851
    footer: int = std.FOOTER


LANDSCAPE: Final = Page(
    top=std.LEFT, bottom=std.RIGHT, left=std.mm(25), right=std.mm(25), landscape=True, footer=std.mm(15)
)
LANDSCAPE_WIDTH: Final = std.PAGE_HEIGHT - 2 * std.mm(25)


def _footers(page: Page) -> dict[str, str]:
    """The footers by kind: default (odd pages), even, first."""
    if page.numbers == "outer":
        return {"default": _page_numbers("PageOdd"), "even": _page_numbers("PageEven")}
    if page.numbers == "of":
        words = p([run("第"), _field("PAGE"), run("页　共"), _field("NUMPAGES"), run("页")], "PageCenter")
        return {"default": words, "even": words}
    if page.numbers == "letter":
        wider = (std.LETTER_RULE_WIDTH - std.TEXT_WIDTH) // 2
        rule = _rule("thinThickSmallGap", 24, 0) + f'<w:ind w:left="-{wider}" w:right="-{wider}"/>'
        return {
            "default": _page_numbers("PageOdd"),
            "even": _page_numbers("PageEven"),
            "first": p("", "Tag", extra=rule),
        }
    return {}


def section(page: Page, footers: Sequence[str], *, inner: bool = False) -> str:
    """The properties of a section; `inner` closes one that is not the last."""
    width, height = (std.PAGE_HEIGHT, std.PAGE_WIDTH) if page.landscape else (std.PAGE_WIDTH, std.PAGE_HEIGHT)
    turned = ' w:orient="landscape"' if page.landscape else ""
    references = "".join(
        f'<w:footerReference w:type="{kind}" r:id="rIdFooter{number}"/>' for number, kind in enumerate(footers, 1)
    )
    first = "<w:titlePg/>" if "first" in footers else ""
    made = (
        f'<w:sectPr>{references}<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar w:top="{page.top}" w:right="{page.right}" w:bottom="{page.bottom}" w:left="{page.left}"'
        f' w:header="{page.header}" w:footer="{page.footer}" w:gutter="0"/>{first}</w:sectPr>'
    )
    return f'<w:p><w:pPr><w:pStyle w:val="Tag"/>{made}</w:pPr></w:p>' if inner else made


def document(*parts: str, page: Page = Page()) -> bytes:
    """A Word file: the same bytes for the same parts."""
    footers = _footers(page)
    body = "".join(parts) + section(page, tuple(footers))
    even = "<w:evenAndOddHeaders/>" if "even" in footers else ""
    settings = (
        f'{_HEAD}<w:settings {_NS}><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>'
        f'<w:defaultTabStop w:val="420"/>{even}<w:drawingGridVerticalSpacing w:val="156"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/>'
        "<w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
    )
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    overrides = [
        ("/word/document.xml", "document.main"),
        ("/word/styles.xml", "styles"),
        ("/word/settings.xml", "settings"),
    ]
    relations = [("rIdStyles", "styles", "styles.xml"), ("rIdSettings", "settings", "settings.xml")]
    files: dict[str, str] = {}
    for number, words in enumerate(footers.values(), 1):
        overrides.append((f"/word/footer{number}.xml", "footer"))
        relations.append((f"rIdFooter{number}", "footer", f"footer{number}.xml"))
        files[f"word/footer{number}.xml"] = f"{_HEAD}<w:ftr {_NS}>{words}</w:ftr>"
    types = "".join(f'<Override PartName="{part}" ContentType="{word}.{kind}+xml"/>' for part, kind in overrides)
    links = "".join(
        f'<Relationship Id="{key}" Type="{kinds}/{kind}" Target="{target}"/>' for key, kind, target in relations
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    members = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{package}/relationships"><Relationship Id="rIdBody" Type="{kinds}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{_HEAD}<w:document {_NS}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'{_HEAD}<Relationships xmlns="{package}/relationships">{links}</Relationships>',
        "word/styles.xml": styles_xml(),
        "word/settings.xml": settings,
        **files,
    }
    return zipped(packed(name, content.encode()) for name, content in members.items())
