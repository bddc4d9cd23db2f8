"""What is printed after sealing: catalogue with codes, spine labels, filing stamps, hand-over and disposal lists."""

# ruff: noqa: E501 - a row of a form is one line, as it is on paper

from tools import gbt9704 as std
from tools.parts import (
    LANDSCAPE,
    LANDSCAPE_WIDTH,
    Cell,
    Page,
    Row,
    c,
    columns,
    document,
    each,
    head,
    p,
    page_break,
    r,
    row_tag,
    table,
    title,
    when,
)

_HEAD = p("台账末行：{{ head }}", "Small")
_STAMP = std.mm(15)  # a third of 45 mm; the stamp of DA/T 22 is 45 by 16 mm in six cells
_STAMP_HEIGHT = std.mm(8)
_GAP = (std.TEXT_WIDTH - 9 * _STAMP) // 2
_ACROSS = Page(top=std.mm(18), bottom=std.mm(20), left=LANDSCAPE.left, right=LANDSCAPE.right, landscape=True, footer=std.mm(10))
_NARROW = Page(top=std.mm(15), bottom=std.mm(18), left=std.mm(18), right=std.mm(18), footer=std.mm(10))
_NARROW_WIDTH = std.PAGE_WIDTH - 2 * std.mm(18)
_UPRIGHT = Page(top=std.mm(20), bottom=std.mm(20), footer=std.mm(10))


def _list(shares: tuple[float, ...], heads: tuple[str, ...], cells: tuple[str, ...], left: tuple[int, ...]) -> str:
    """A list of the items over A4 across; no row is broken between pages."""
    widths = columns(*shares, width=LANDSCAPE_WIDTH)
    row = r(*(c(words, "Small" if i in left else "SmallCenter") for i, words in enumerate(cells)), height=460)
    top = r(*(head(words, style="SmallHead") for words in heads), header=True, height=460)
    return table(widths, top, row_tag("for one in items"), row, row_tag("endfor"))


def catalogue() -> bytes:
    """归档文件目录: the nine columns of DA/T 22-2015."""
    return document(
        title("归档文件目录", "FormTitle"),
        p("全宗名称（全宗号）：{{ fonds_name|blank }}（{{ fonds_number|blank }}）　年度：{{ year }}　保管期限：{{ retention }}{% if office %}　机构（问题）：{{ office }}{% endif %}", "FormNote"),
        _list(
            (1, 3, 2.2, 2.2, 5, 1.4, 1.3, 1, 2),
            ("序号", "档　号", "文　号", "责任者", "题　　名", "日　期", "密级", "页数", "备注"),
            ("{{ one.sequence }}", "{{ one.code|blank }}", "{{ one.doc_no|blank }}", "{{ one.maker|blank }}", "{{ one.title }}", "{{ one.date|blank }}", "{{ one.secrecy|blank }}", "{{ one.pages|blank }}", "{{ one.note|blank }}"),
            (1, 2, 3, 4, 8),
        ),
        p("共 {{ count }} 件。打印日期：{{ made_on }}", "FormNote"),
        _HEAD,
        page=_ACROSS,
    )


def spines() -> bytes:
    """脊背: a label for each box, to be cut out."""
    widths = (std.mm(26), std.mm(48))
    rows = (("全宗号", "fonds_number"), ("年　度", "year"), ("保管期限", "retention"), ("机构（问题）", "office"), ("起止件号", "numbers"), ("盒　号", "box"))
    label = table(widths, *(r(head(name, style="SmallHead"), c("{{ one." + field + "|blank }}", "Cell"), height=560) for name, field in rows))
    return document(
        title("档案盒脊背", "FormTitle"),
        each("one", "spines", label, p("{% if one.place %}存放位置：{{ one.place }}{% endif %}", "FormNote")),
        _HEAD,
        page=_UPRIGHT,
    )


def slips() -> bytes:
    """归档章: what is to be stamped or glued on the first page of each item."""
    widths = (_STAMP, _STAMP, _STAMP, _GAP, _STAMP, _STAMP, _STAMP, _GAP, _STAMP, _STAMP, _STAMP)

    def line(*fields: str) -> list[Cell]:
        """The three cells of each of three stamps, a gap between them."""
        cells: list[Cell] = []
        for slip in ("a", "b", "c"):
            cells += [c("", "SmallCenter")] if cells else []
            cells += [c("{{ one." + slip + "." + field + "|blank }}", "SmallCenter") for field in fields]
        return cells

    words: list[Cell] = []
    for slip in ("a", "b", "c"):
        words += [c("", "SmallCenter")] if words else []
        words.append(c(p("{{ one." + slip + ".code|blank }}", "Small") + p("{{ one." + slip + ".title|blank }}", "Small"), span=3, top=True))
    return document(
        title("归档章贴条", "FormTitle"),
        p("上两行六格即归档章（45×16 毫米）：上排全宗号、年度、件号，下排机构（问题）、保管期限、页数；加盖或剪贴在该件首页上端空白处。", "Small"),
        table(
            widths,
            row_tag("for one in slips"),
            r(*line("fonds_number", "year", "number"), height=_STAMP_HEIGHT, exact=True),
            r(*line("office", "retention", "pages"), height=_STAMP_HEIGHT, exact=True),
            r(*words, height=900),
            row_tag("endfor"),
        ),
        _HEAD,
        page=_UPRIGHT,
    )


def handed_over() -> bytes:
    """移交清单: every item that changes hands."""
    return document(
        title("电子档案移交清单", "FormTitle"),
        p("移交单位：{{ sender|blank }}　接收单位：{{ receiver|blank(8) }}　全宗号：{{ fonds_number|blank }}　年度：{{ year }}　保管期限：{{ retention }}", "FormNote"),
        _list(
            (1, 2.9, 3.6, 1.4, 1.3, 1, 4.4, 1.4, 1.4),
            ("序号", "档　号", "题　　名", "日　期", "密级", "页数", "文件名", "字节数", "备注"),
            ("{{ one.sequence }}", "{{ one.code }}", "{{ one.title }}", "{{ one.date|blank }}", "{{ one.secrecy|blank }}", "{{ one.pages|blank }}", "{{ one.file }}", "{{ one.bytes }}", "{{ one.note|blank }}"),
            (1, 2, 6, 8),
        ),
        p("共 {{ count }} 件、{{ files }} 个文件，{{ bytes }} 字节{% if pages %}，{{ pages }} 页{% endif %}。", "FormNote"),
        p("移交人（签名）：　　　　　　　　接收人（签名）：　　　　　　　　日期：　　　　年　　月　　日", "FormNote"),
        _HEAD,
        page=_ACROSS,
    )


def register() -> bytes:
    """电子档案移交与接收登记表, in two copies."""
    def line(label: str, words: str) -> Row:
        return r(head(label), c(words, "Cell", span=3), height=560)

    opinion = p("", "Cell") + p("单位（印章）：", "Cell") + p("经办人签名：　　　　　　　　年　　月　　日", "Cell", align="right")
    return document(
        title("电子档案移交与接收登记表", "FormTitle"),
        p("{{ copy }}", "FormNote"),
        table(
            columns(2.2, 3.4, 2.2, 3.4),
            line("移交单位", "{{ sender|blank }}"),
            line("接收单位", "{{ receiver|blank }}"),
            r(head("全宗号"), "{{ fonds_number|blank }}", head("年　　度"), "{{ year }}", height=560),
            r(head("保管期限"), "{{ retention }}", head("移交方式"), "{{ method|blank }}", height=560),
            r(head("件　　数"), "{{ count }}", head("文 件 数"), "{{ files }}", height=560),
            r(head("总字节数"), "{{ bytes }}", head("总 页 数"), "{{ pages|blank }}", height=560),
            line("载体及编号", "{{ carrier|blank }}"),
            line("校验清单", "校验.sha256.txt；其 SHA-256 为 {{ digest }}"),
            line("台账末行", "{{ head }}"),
            r(head("真实性检验"), c("", span=3), height=560),
            r(head("完整性检验"), c("", span=3), height=560),
            r(head("可用性检验"), c("", span=3), height=560),
            r(head("安全性检验"), c("", span=3), height=560),
            r(head("移交单位意见"), c(opinion, span=3), height=1150),
            r(head("接收单位意见"), c(opinion, span=3), height=1150),
        ),
        p("检验结果由双方据四性检测报告填写。本表一式两份，移交单位、接收单位各存一份；移交的电子档案由移交单位至少再保存五年。", "Small"),
        page=_UPRIGHT,
    )  # fmt: skip


def destroyed() -> bytes:
    """销毁清册: what was destroyed, kept for ever."""
    return document(
        title("档案销毁清册", "FormTitle"),
        p("归档包：{{ package }}　案卷：{{ case_title }}　年度：{{ year }}　保管期限：{{ retention }}", "FormNote"),
        p("销毁原因：{{ reason }}", "FormNote"),
        _list(
            (1, 3.4, 5.4, 2.2, 1.6, 1),
            ("序号", "档　号", "题　　名", "责任者", "日　期", "页数"),
            ("{{ one.sequence }}", "{{ one.code|blank }}", "{{ one.title }}", "{{ one.maker|blank }}", "{{ one.date|blank }}", "{{ one.pages|blank }}"),
            (1, 2, 3),
        ),
        when("items", p("经办人：{{ first }}（签名）　　　　　　　　监销人：{{ second }}（签名）　　　　　　　　日期：{{ made_on }}", "FormNote")),
        _HEAD,
        page=_ACROSS,
    )


def timetable() -> bytes:
    """程序时间节点表: every step of the procedure with its days, four cases side by side."""
    cases = "abcd"

    def across(field: str) -> list[Cell]:
        return [c("{{ one." + field + "." + case + "|blank }}", "SmallCenter") for case in cases]

    widths = columns(0.8, 3.5, *(3.3 for _ in cases), width=_NARROW_WIDTH)
    days = [c("{{ step.days." + case + "|blank }}", "SmallCenter") for case in cases]
    sheet = table(
        widths,
        r(head("案卷编号", span=2, style="SmallHead"), *across("ids"), header=True, height=420),
        r(head("题　　名", span=2, style="SmallHead"), *across("titles"), header=True, height=640),
        r(head("考察对象", span=2, style="SmallHead"), *across("people"), header=True, height=640),
        row_tag("for step in one.steps"),
        r(c("{{ step.number }}", "SmallCenter"), c("{{ step.name }}", "Small"), *days, height=345),
        row_tag("endfor"),
    )
    return document(
        each(
            "one",
            "timetables",
            when("not loop.first", page_break()),
            title("程序时间节点表", "FormTitle"),
            p("{{ org_name|blank }}　共 {{ count }} 个案卷　打印日期：{{ made_on }}", "FormNote"),
            sheet,
            p("“—”为记录中没有写明时间，或该案卷无此步骤。多日的写起止时间。", "Small"),
        ),
        _HEAD,
        page=_NARROW,
    )
