"""封面 (cover): what DA/T 22 asks of it, and what the dossier is; as Word and as the first page of 全卷.pdf."""

from archive_tool.packages import layout
from archive_tool.packages.catalogue import Totals, author_of, said_totals
from archive_tool.packages.planning import PackagePlan
from archive_tool.packages.word import Column, Page, Paragraph, Table, word_file


def cover_facts(plan: PackagePlan, counted: Totals) -> tuple[tuple[str, str], ...]:
    """Label and value of each line; what is not known is left out, but for the box that people fill in by hand."""
    dossier, facts = plan.dossier, plan.dossier.facts
    pages = "" if counted.pages is None else f"{counted.pages} 页"
    said = (
        ("全宗名称", facts.get("fonds_name") or facts.get("organisation", "")),
        ("全宗号", facts.get("fonds_number", "")),
        ("年度", str(dossier.year)),
        ("保管期限", plan.retention),
        ("机构（问题）", facts.get("department", "")),
        ("案卷", dossier.case),
        ("件数", f"{counted.items} 件"),
        ("页数", pages),
        ("密级", _heaviest({entry.item.secrecy for entry in plan.items})),
        ("查阅", "限制查阅" if plan.restricted else ""),
        ("参见", plan.supplements.package if plan.supplements else ""),
        ("封装", f"{dossier.sealed_on} {dossier.sealed_by}"),
    )
    return tuple((label, value) for label, value in said if value.strip())


def _heaviest(levels: set[str]) -> str:
    """The 密级 of the whole is that of its most secret item; levels of an organisation's own are all named."""
    known = next((level for level in layout.SECRECY if level in levels), "")
    return "、".join(level for level in (known, *sorted(levels.difference(layout.SECRECY))) if level)


def cover_word(plan: PackagePlan, counted: Totals) -> bytes:
    """封面.docx; 档号 is written in by hand or printed on a slip, for it is given after sealing."""
    rows = (*cover_facts(plan, counted), ("起止档号", ""))
    parts = (
        Paragraph("", style="title"),
        Paragraph(plan.dossier.title, style="title"),
        Paragraph("", style="title"),
        Table((Column("", 40), Column("", 116)), rows, head=False, style="body"),
        Paragraph(said_totals(counted), style="small"),
    )
    return word_file(Page(), parts, title=f"封面 {plan.name}", author=author_of(plan))
