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
        latin = FACES["title"] if self.face == "title" else ""  # a title's digits are of one face with its characters
        spacing = f'<w:spacing w:val="{std.CHARACTER_SPACE if self.size == "三号" else 0}"/>'
        default = ' w:default="1"' if self.id == "Normal" else ""
        based = "" if self.id == "Normal" else '<w:basedOn w:val="Normal"/>'
        return (
            f'<w:style w:type="paragraph"{default} w:styleId="{self.id}"><w:name w:val="{self.zh}"/>{based}<w:qFormat/>'
            f"<w:pPr>{keeps}<w:widowControl/>"
            f'<w:spacing w:before="{self.before}" w:after="{self.after}" {line}/>{indent}<w:jc w:val="{self.align}"/>{outline}</w:pPr>'
            f"<w:rPr>{fonts(self.face, latin)}{bold}{colour}{spacing}{_size(self.size)}</w:rPr></w:style>"
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
    Style("Annexes", "附件说明", left=500, keep_next=True, keep_lines=True),
    Style("AnnexMark", "附件标记", "heading1"),
    Style("Sign", "落款单位", align="center", left=1290, keep_next=True, keep_lines=True),
    Style("SignDate", "成文日期", align="right", right=400, keep_lines=True),
    Style("SignLine", "签名行", keep_lines=True),
    Style("Secrecy", "密级", "heading1"),
    Style("Mark", "发文机关标志", "title", "初号", "center", line=1000, colour=std.RED, keep_next=True),
    Style("MarkSmall", "发文机关标志（小）", "title", "小初", "center", line=1000, colour=std.RED, keep_next=True),
    Style("MarkSmaller", "发文机关标志（更小）", "title", "一号", "center", line=1000, colour=std.RED, keep_next=True),
    Style("MarkSmallest", "发文机关标志（最小）", "title", "二号", "center", line=1000, colour=std.RED, keep_next=True),
    Style("LetterMark", "信函标志", "title", "一号", "center", line=720, colour=std.RED, keep_next=True),
    Style("DocNo", "发文字号", align="center", keep_next=True),
    Style("DocNoRight", "发文字号（右）", align="right"),
    Style("Gap", "空行", keep_next=True),
    Style("Attend", "出席列席", left=300, keep_next=True, keep_lines=True),
    Style("Imprint", "版记", size="四号", left=100, right=100, line=480),
    Style("FormTitle", "表格标题", "title", "二号", "center", line=700, keep_next=True, keep_lines=True),
    Style("FormNote", "表格说明", size="四号", align="left", line=440),
    Style("Cell", "表格内容", size="四号", align="left", line=400),
    Style("CellCenter", "表格内容居中", size="四号", align="center", line=400),
    Style("CellKeep", "表格内容居中（与下行同页）", size="四号", align="center", line=400, keep_next=True),
    Style("CellTop", "表格栏目（与下行同页）", "heading1", "四号", "center", line=400, keep_next=True),
    Style("CellHead", "表格栏目", "heading1", "四号", "center", line=400),
    Style("Small", "小表内容", size="五号", align="left", line=320),
    Style("SmallCenter", "小表内容居中", size="五号", align="center", line=320),
    Style("SmallKeep", "小表内容居中（与下行同页）", size="五号", align="center", line=320, keep_next=True),
    Style("SmallTop", "小表栏目（与下行同页）", "heading1", "五号", "center", line=320, keep_next=True),
    Style("SmallHead", "小表栏目", "heading1", "五号", "center", line=320),
    Style("CellBody", "表格段落", size="四号", line=440, first=200),
    Style("Write", "手写行"),
    Style("Tag", "模板语句", size="小五", line=240),
    Style("BoxEnd", "框尾", size="最小", line=20),
    Style("PageOdd", "页码（单页）", "page", "四号", "right", line=0, right=100),
    Style("PageEven", "页码（双页）", "page", "四号", "left", line=0, left=100),
    Style("PageCenter", "页码（居中）", "page", "小五", "center", line=0),
    Style("FormCell", "审批表栏目", size="四号", align="center", line=300),
    Style("FormValue", "审批表内容", size="四号", align="center", line=300),
    Style("FormText", "审批表文字", size="四号", line=320),
    Style("Picture", "照片", size="小五", align="center", line=0),
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
    """Words in one dress, broken where they hold a line end; what is not said comes from the paragraph's style."""
    dress = (fonts(face) if face else "") + (f'<w:color w:val="{colour}"/>' if colour else "")
    dress += (_size(size) if size else "") + ('<w:u w:val="single"/>' if underline else "")
    properties = f"<w:rPr>{dress}</w:rPr>" if dress else ""
    lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(escape(line) for line in words.split("\n"))
    return f'<w:r>{properties}<w:t xml:space="preserve">{lines}</w:t></w:r>'


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


PHOTO: Final = "word/media/photo.jpeg"  # what stands there in a template gives way to the person's photo
_EMPTY_JPEG: Final = bytes.fromhex(  # one grey point
    "ffd8ffe000104a46494600010100000100010000ffdb004300080606070605080707070909080a0c140d0c0b0b0c1912130f141d1a1f1e1d1a1c1c"
    "20242e2720222c231c1c2837292c30313434341f27393d38323c2e333432ffc0000b080001000101011100ffc4001400010000000000000000000000"
    "0000000007ffc40014100100000000000000000000000000000000ffda0008010100003f00487fffd9"
)


def picture(named: str, width: int, height: int) -> str:
    """A paragraph with a picture of that size in twips, found by its description."""
    size = f'cx="{width * 635}" cy="{height * 635}"'
    pictures = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    main = "http://schemas.openxmlformats.org/drawingml/2006/main"
    drawing = (
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr id="1002" name="{named}" descr="{named}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic xmlns:a="{main}"><a:graphicData uri="{pictures}"><pic:pic xmlns:pic="{pictures}">'
        f'<pic:nvPicPr><pic:cNvPr id="1002" name="{named}"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:embed="rIdPhoto"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline>"
    )
    return f'<w:p><w:pPr><w:pStyle w:val="Picture"/></w:pPr><w:r><w:drawing>{drawing}</w:drawing></w:r></w:p>'


def page_break() -> str:
    """A new page."""
    return '<w:p><w:pPr><w:pStyle w:val="Tag"/></w:pPr><w:r><w:br w:type="page"/></w:r></w:p>'


def title(words: str, style: str = "Title1") -> str:
    """The title of a paper, with the blank line below it."""
    return p(words, style) + p("", "Gap")


def heading(words: str, level: int = 1) -> str:
    """一、（一）1. headings; the number stands in the words."""
    return p(words, f"H{level}")


DATE: Final = "　　年　　月　　日"
DOC_NO: Final = "　　〔　　　　〕　　号"


def or_blank(words: str) -> str:
    """The field, or where it is not known yet the room to write a date or number by hand instead of nothing at all."""
    for end, room in (("|doc_no|blank(8) }}", DOC_NO), ("|blank(8) }}", DATE), ("|blank(6) }}", DATE)):
        if words.startswith("{{ ") and words.endswith(end) and words.count("{{") == 1:
            field = words[3 : -len(end)]
            shown = f"{field}|doc_no" if room == DOC_NO else field
            return f"{{% if {field} %}}{{{{ {shown} }}}}{{% else %}}{room}{{% endif %}}"
    return words


def signature(maker: str, on: str) -> str:
    """署名 and 成文日期: the date four characters from the right, the maker's name centred over it (for a seal)."""
    return p("", "Gap") + p(maker, "Sign") + p(or_blank(on), "SignDate")


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


# The lines of a letter stand in the middle of the paper, not of the type area.
_EDGE: Final = (std.PAGE_WIDTH - std.LETTER_RULE_WIDTH) // 2
_WIDER: Final = f'<w:ind w:left="{_EDGE - std.LEFT}" w:right="{_EDGE - std.RIGHT}"/>'
# 发文机关标志 by the number of its characters: one line of them in the type area, as large as it can be.
_MARKS: Final = ((10, "Mark"), (12, "MarkSmall"), (16, "MarkSmaller"), (999, "MarkSmallest"))


def _lift(twips: int) -> str:
    """Empty room of exactly that height."""
    line = f'<w:spacing w:line="{twips}" w:lineRule="exact"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="Gap"/>{line}</w:pPr></w:p>'


def _raised(style: str, mark: str) -> str:
    """The mark, its upper edge where the standard has it; 密级 and its term stand in the second line of a secret paper."""
    lift = std.MARK_BELOW_TOP - std.MARK_RISE[style]
    secret = [p("", "Gap"), p(_SECRECY, "Secrecy", extra="<w:keepNext/>"), _lift(lift - 2 * std.LINE)]
    return either(_SECRET, secret, [_lift(lift)]) + p(mark, style)


_SECRET: Final = "secrecy in ['绝密', '机密', '秘密']"
_SECRECY: Final = "{{ secrecy }}{% if secrecy_term %}★{{ secrecy_term }}{% endif %}"


def _mark(mark: str) -> str:
    """发文机关标志 in the size at which it stands in one line; of fixed words the size is known here."""
    if "{{" not in mark:
        return _raised(next(style for most, style in _MARKS if len(mark) <= most), mark)
    field = mark.removeprefix("{{ ").removesuffix(" }}")
    *sizes, (_, made) = ((most, _raised(style, mark)) for most, style in _MARKS)
    for most, raised in reversed(sizes):
        made = either(f"({field})|shown|length <= {most}", [raised], [made])
    return made


def _signed_line(left: str, *right: str) -> str:
    """Something left and something right, one character in from both edges, over the red line as wide as the text."""
    rule = _rule("single", std.RULE_SIZE, std.RULE_POINTS)
    stops = f'<w:tabs><w:tab w:val="right" w:pos="{std.TEXT_WIDTH - std.CHARACTER}"/></w:tabs>'
    inset = f'<w:ind w:firstLineChars="100" w:firstLine="{std.CHARACTER}"/>'
    return p([run(left), "<w:r><w:tab/></w:r>", *right], "DocNo", extra=rule + stops + inset, align="left")


def red_head(mark: str, number: str, signer: str = "") -> str:
    """密级, 发文机关标志, 发文字号 (with 签发人 for upward papers) and the red line 4 mm below."""
    lines = _mark(mark) + p("", "Gap") * 2
    if signer:
        line = _signed_line(or_blank(number), run("签发人："), run(signer, "heading2"))
    else:
        line = p(or_blank(number), "DocNo", extra=_rule("single", std.RULE_SIZE, std.RULE_POINTS))
    return lines + line + p("", "Gap") * 2


def minutes_head(mark: str, number: str, maker: str, on: str) -> str:
    """××纪要 in red, its number, then maker and date over the red line."""
    return _mark(mark) + p("", "Gap") + p(number, "DocNo") + _signed_line(maker, run(on)) + p("", "Gap") * 2


def letter_head(mark: str, number: str) -> str:
    """信函格式: the mark 30 mm below the paper's edge, a double red line of 170 mm, the number flush right under it.

    密级 of a secret letter stands flush left in the line of the number.
    """
    rule = _rule("thickThinSmallGap", 24, std.LETTER_RULE_POINTS) + _WIDER
    stops = f'<w:tabs><w:tab w:val="right" w:pos="{std.TEXT_WIDTH}"/></w:tabs>'
    secret = p([run(_SECRECY, "heading1"), "<w:r><w:tab/></w:r>", run(or_blank(number))], "DocNoRight", extra=stops, align="left")
    return (
        p(mark, "LetterMark", extra=rule)
        + either(_SECRET, [secret], [p(or_blank(number), "DocNoRight")])
        + p("", "Gap") * 2
    )  # fmt: skip


_END_OF_BOX: Final = p("", "BoxEnd")  # Word wants a paragraph behind a table
_IMPRINT_CLEAR: Final = 180_000  # EMU, 5 mm: the date above 版记, over which a seal is set, stays clear of its line


_COPIES_A_LINE: Final = 24  # characters of 抄送 that surely stand in a line


def imprint(word: str, copies: str, maker: str, on: str) -> str:
    """版记 at the foot of the page: 抄送 or 分送, then who printed it and when; lines 0.35, 0.25, 0.35 mm.

    A text box anchored to the foot of the type area: Word, WPS and LibreOffice all place it there, which none of them does
    with a frame or a floating table as wide as the text. Its height goes by the length of 抄送, because a box that grows
    by itself stands some 2 mm higher in LibreOffice; only one of more than four lines grows.
    """
    made = _imprint_box(word + copies, maker, on, 5, grows=True)
    for lines in (4, 3, 2, 1):
        made = either(f"({copies.removeprefix('{{ ').removesuffix(' }}')})|length <= {lines * _COPIES_A_LINE}", [_imprint_box(word + copies, maker, on, lines)], [made])
    return made


def _imprint_box(copies: str, maker: str, on: str, lines: int, *, grows: bool = False) -> str:
    """版记 with room for so many lines of 抄送."""
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
    fit = "<a:spAutoFit/>" if grows else ""
    size = f'cx="{std.TEXT_WIDTH * 635}" cy="{(520 + 480 * lines) * 635}"'
    box = (
        f'<wp:anchor distT="{_IMPRINT_CLEAR}" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0"'
        ' layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>'
        f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapTopAndBottom/>'
        '<wp:docPr id="1001" name="版记"/><wp:cNvGraphicFramePr/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{table}{_END_OF_BOX}</w:txbxContent></wps:txbx>"
        f'<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b">{fit}</wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor>'
    )
    return f'<w:p><w:pPr><w:pStyle w:val="Tag"/></w:pPr><w:r><w:drawing>{box}</w:drawing></w:r></w:p>'


# --- tables ---------------------------------------------------------------------------------------------------------


CELL_MARGIN: Final = 50


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
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{CELL_MARGIN}" w:type="dxa"/>'
        f'<w:right w:w="{CELL_MARGIN}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
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

    `left` are the columns whose text is set left. With `least`, entries come as `row.no` and `row.entry`; when there is
    none, so many blank rows make the form to be filled in by hand.
    """
    kind = "Small" if small else "Cell"
    widths = wide_enough(widths, heads, cells, small=small)
    top = r(*(head(words, style=f"{kind}Top") for words in heads), header=True, height=520)
    row = r(
        *(c(words, kind if i in left else f"{kind}Center") for i, words in enumerate(cells)), height=480, splits=True
    )
    source = f"{many}|numbered(0 if {many} else {least})" if least else many
    return table(widths, top, row_tag(f"for {name} in {source}"), row, row_tag("endfor"))


_NUMBERS: Final = (("|month_dotted", 7), ("|dotted", 10), ("|percent", 6))  # what a cell prints, in digits


def wide_enough(widths: Sequence[int], heads: Sequence[str], cells: Sequence[str], *, small: bool) -> tuple[int, ...]:
    """Widths in which neither a short head nor a date, a percentage or a name breaks; the widest columns give."""
    character = SIZES["五号" if small else "四号"] * 10
    least = []
    for words, cell in zip(heads, cells, strict=True):
        longest = max(len(line) for line in words.split("\n"))
        needs = [longest * character] if longest <= _SHORT_HEAD else []
        needs += [digits * character // 2 for filter_, digits in _NUMBERS if filter_ in cell][:1]
        needs += [3 * character] if "|aligned" in cell else []
        least.append(max(needs, default=0) + 2 * CELL_MARGIN + 20)
    made = [max(width, need) for width, need in zip(widths, least, strict=True)]
    while (lacking := sum(made) - sum(widths)) > 0:
        spare = [width - need for width, need in zip(made, least, strict=True)]
        widest = spare.index(max(spare))
        assert spare[widest] > 0, heads
        made[widest] -= min(lacking, max(spare[widest] // 4, 20), spare[widest])
    return tuple(made)


_SHORT_HEAD: Final = 4  # characters of a column's name that stand in one line


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
        rule = _rule("thinThickSmallGap", 24, 0) + _WIDER
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


def _ended(parts: str, properties: str) -> str:
    """Parts whose last paragraph ends their section; a paragraph of its own would be merged into it by some programs."""
    before, _, last = parts.rpartition("</w:pPr>")
    return f"{before}{properties}</w:pPr>{last}"


LETTER: Final = Page(top=std.LETTER_TOP, footer=std.LETTER_FOOTER, numbers="letter")


def document(*parts: str, page: Page = Page(), letter: str = "") -> bytes:
    """A Word file: the same bytes for the same parts.

    Args:
        *parts: what stands in it.
        page: how its pages are set up.
        letter: a letter that stands before, in 信函格式 and a section of its own.
    """
    footers = _footers(LETTER if letter else page)
    last = tuple(kind for kind in footers if kind != "first")
    opening = _ended(letter, section(LETTER, tuple(footers))) if letter else ""
    body = opening + "".join(parts) + section(page, last)
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
    jpeg = ""
    if 'r:embed="rIdPhoto"' in body:
        jpeg = '<Default Extension="jpeg" ContentType="image/jpeg"/>'
        links += f'<Relationship Id="rIdPhoto" Type="{kinds}/image" Target="{PHOTO.removeprefix("word/")}"/>'
    package = "http://schemas.openxmlformats.org/package/2006"
    members = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{jpeg}{types}</Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{package}/relationships"><Relationship Id="rIdBody" Type="{kinds}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{_HEAD}<w:document {_NS}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'{_HEAD}<Relationships xmlns="{package}/relationships">{links}</Relationships>',
        "word/styles.xml": styles_xml(),
        "word/settings.xml": settings,
        **files,
    }
    pictures = {PHOTO: _EMPTY_JPEG} if jpeg else {}
    parts_ = {name: content.encode() for name, content in members.items()} | pictures
    return zipped(packed(name, content) for name, content in parts_.items())
