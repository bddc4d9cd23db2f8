"""备考表 (remarks sheet): the situation of the package, who arranged and who checked it, and what is not in it."""

from archive_tool.packages import layout
from archive_tool.packages.catalogue import Totals, author_of, cover_line, noted_item, said_totals
from archive_tool.packages.planning import PackagePlan, item_key
from archive_tool.packages.word import Column, Page, Paragraph, Part, Table, word_file


def remarks_word(plan: PackagePlan, counted: Totals, merged: str) -> bytes:
    """备考表.docx. Names and dates that people sign by hand stay blank; the arranger is who sealed.

    Args:
        plan: what is sealed.
        counted: its totals.
        merged: what became of 全卷.pdf.
    """
    dossier = plan.dossier
    parts: list[Part] = [
        Paragraph("备考表", style="title"),
        Paragraph(cover_line(plan), style="small"),
        Paragraph("一、本包情况", style="heading"),
        Paragraph(f"案卷《{dossier.title}》（{dossier.case}），封装于 {dossier.sealed_on}。{said_totals(counted)}"),
    ]
    if counted.pages is None:
        parts.append(Paragraph("部分文件的页数未能取得，目录中页数一栏留空，未作估计。"))
    parts += [Paragraph(said) for said in (_agreement(plan), merged) if said]
    if len(plan.siblings) > 1:
        parts.append(Paragraph("同一案卷按保管期限和查阅范围分装，另见：" + "、".join(_others(plan)) + "。"))
    if plan.supplements is not None:
        parts.append(Paragraph(_supplements(plan)))
    parts.append(Paragraph("二、缺件和参见", style="heading"))
    noted = tuple((entry["item"], entry["title"], entry["note"]) for entry in _noted(plan))
    if noted:
        parts.append(Table((Column("代码", 25), Column("题名", 66), Column("说明", 65)), noted))
    else:
        parts.append(Paragraph("无。"))
    parts += [
        Paragraph("三、整理和检查", style="heading"),
        Table(
            (Column("", 30), Column("", 48), Column("", 30), Column("", 48)),
            (("整理人", dossier.sealed_by, "整理日期", dossier.sealed_on), ("检查人", "", "检查日期", "")),
            head=False,
        ),
    ]
    return word_file(Page(), parts, title=f"备考表 {plan.name}", author=author_of(plan))


def _noted(plan: PackagePlan) -> list[dict[str, str]]:
    return [noted_item(item, plan) for item in plan.noted]


def _others(plan: PackagePlan) -> list[str]:
    return [name for name in plan.siblings if name != plan.name]


def _supplements(plan: PackagePlan) -> str:
    supplements = plan.supplements
    assert supplements is not None
    withdrawn = f"不再列入的件：{'、'.join(supplements.withdrawn)}。" if supplements.withdrawn else ""
    return (
        f"本包是《{supplements.package}》的补充，只含新增和更正的件，参见该包"
        f"（SHA-256：{supplements.sha256}）。原因：{supplements.reason}。{withdrawn}"
    )


def _agreement(plan: PackagePlan) -> str:
    """Whether the Word file agrees with the signed copy, of each item that has both; empty when none has."""
    said: dict[str, list[str]] = {}
    for entry in plan.items:
        roles = {file.file.role for file in entry.files}
        if {layout.SIGNED, layout.WORD} <= roles:
            marks = [file.file.agrees for file in entry.files if file.file.agrees]
            for mark in dict.fromkeys(marks or ["未核对"]):
                said.setdefault(mark, []).append(item_key(entry.item))
    lines = [f"Word文件与签字正本{mark}：{'、'.join(keys)}" for mark, keys in said.items()]
    return "；".join(lines) + ("。" if lines else "")
