"""DA/T 46-2009 (文书类电子文件元数据): the elements of each item, in the order of the standard."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from archive_tool import VERSION
from archive_tool.packages.catalogue import Written, title_of
from archive_tool.packages.formats import format_of
from archive_tool.packages.markup import Element, xml_bytes
from archive_tool.packages.planning import PackagePlan, PlannedFile, PlannedItem

_MANUSCRIPT = {"正本": "正本", "定稿": "定稿"}


def elements_xml(plan: PackagePlan, written: Mapping[PurePosixPath, Written]) -> bytes:
    """metadata/elements.xml. 档号 and 件号 are left out: they are given later, beside the package."""
    items = tuple(_item(entry, plan, written) for entry in plan.items)
    return xml_bytes(("电子文件元数据", items, (("标准", "DA/T 46-2009"), ("包", plan.name))))


def _item(entry: PlannedItem, plan: PackagePlan, written: Mapping[PurePosixPath, Written]) -> Element:
    item, facts = entry.item, plan.dossier.facts
    pages = entry.pages
    source: Element = (
        "来源",
        (("全宗名称", facts.get("fonds_name", "")), ("立档单位名称", facts.get("organisation", ""))),
    )
    numbers: Element = (
        "档号",
        (
            ("全宗号", facts.get("fonds_number", "")),
            ("年度", str(plan.dossier.year)),
            ("保管期限", item.retention),
            ("机构或问题", facts.get("department", "")),
        ),
    )
    content: Element = (
        "内容描述",
        (
            ("题名", title_of(item)),
            *(("人名", person.name) for person in item.people),
            ("分类号", item.code),
            ("文件编号", item.doc_no),
            ("责任者", item.maker),
            ("日期", item.date),
            ("文种", item.genre),
            ("密级", item.secrecy),
        ),
    )
    form: Element = (
        "形式特征",
        (
            ("文件组合类型", "组合文件" if len(entry.files) > 1 else "单件"),
            ("页数", "" if pages is None else str(pages)),
            ("语种", "汉语"),
        ),
    )
    documents = tuple(_file(file, number, written) for number, file in enumerate(entry.files, 1))
    head: tuple[Element, ...] = (("聚合层次", "文件"), source, ("电子文件号", f"{plan.name}/{item.stem}"), numbers)
    tail: tuple[Element, ...] = (("信息系统描述", f"archive-tool {VERSION}"), ("附注", item.note))
    return ("文件实体", (*head, content, form, *documents, *tail))


def _file(planned: PlannedFile, number: int, written: Mapping[PurePosixPath, Written]) -> Element:
    properties: Element = (
        "电子属性",
        (
            ("格式信息", format_of(planned.path.suffix).name),
            ("计算机文件名", str(planned.path)),
            ("计算机文件大小", str(written[planned.path].size)),
        ),
    )
    role = planned.file.role
    return (
        "文档",
        (("文档序号", str(number)), ("文档主从声明", role), ("稿本", _MANUSCRIPT.get(role, "")), properties),
    )
