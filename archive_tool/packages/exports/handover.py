"""What is handed over to an archive: the order of an item's files, and the catalogue in the archive's columns. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from archive_tool.errors import WrongUsage
from archive_tool.packages.catalogue import remark_of, title_of
from archive_tool.packages.codes import RETENTION_CODES
from archive_tool.packages.exports.atom import iso_date
from archive_tool.packages.formats import format_of
from archive_tool.packages.holdings import Held
from archive_tool.packages.layout import RENDITION, SIGNED, WORD
from archive_tool.packages.reading import PackedFile

FIXED: Final = "="  # begins what a column says of every item


@dataclass(frozen=True, slots=True)
class Order:
    """The files of an item: those to be joined, in order, and those that go beside the PDF as they are."""

    joined: tuple[PackedFile, ...]
    beside: tuple[PackedFile, ...]


def order_of(held: Held) -> Order:
    """DA/T 22-2015: 正文 before 附件, 正本 before 定稿; a Word file is taken as its PDF where there is one.

    So: the signed copy, the annexes, then the PDF of the final text; without a signed copy that PDF comes first.
    """
    files = held.item.files
    signed = [file for file in files if file.role == SIGNED]
    drafts = [file for file in files if file.role == RENDITION]
    words = [file for file in files if file.role == WORD]
    annexes = [file for file in files if file.role not in (SIGNED, RENDITION, WORD)]
    if any(_is_pdf(file) for file in drafts):
        words = [file for file in words if _is_pdf(file)]
    rest = [*drafts, *words]
    wanted = [*signed, *annexes, *rest] if signed else [*rest, *annexes]
    return Order(tuple(filter(_is_pdf, wanted)), tuple(file for file in wanted if not _is_pdf(file)))


def _is_pdf(file: PackedFile) -> bool:
    return PurePosixPath(file.path).suffix.lower() == ".pdf"


@dataclass(frozen=True, slots=True)
class Handed:
    """An item as it was handed over: its code, its main file, what lies beside it, pages, bytes and digest.

    `pages` are those of the PDF, else what the catalogue says.
    """

    held: Held
    code: str
    parts: Mapping[str, str]
    file: str
    beside: tuple[str, ...]
    pages: int | None
    size: int
    sha256: str
    box: str = ""
    place: str = ""


def fields_of(number: int, handed: Handed) -> dict[str, str]:
    """Everything that a column may say of an item, by name."""
    held, item, facts = handed.held, handed.held.item, handed.held.catalogue.facts
    return {
        "序号": str(number),
        "档号": handed.code,
        "全宗号": handed.parts["全宗号"],
        "全宗名称": facts.get("fonds_name") or facts.get("organisation", ""),
        "门类": handed.parts["门类"],
        "年度": f"{held.catalogue.year:04d}",
        "保管期限": item.retention,
        "保管期限代码": RETENTION_CODES.get(item.retention, item.retention),
        "机构": handed.parts["机构"],
        "件号": handed.parts["件号"],
        "题名": title_of(item),
        "责任者": item.maker,
        "日期": item.date,
        "日期（横线）": iso_date(item.date),
        "文号": item.doc_no,
        "文种": item.genre,
        "密级": item.secrecy,
        "人名": "、".join(dict.fromkeys(person.name for person in item.people)),
        "分类号": item.code,
        "页数": "" if handed.pages is None else str(handed.pages),
        "备注": remark_of(item),
        "文件名": handed.file,
        "附带文件": "、".join(handed.beside),
        "文件数": str(1 + len(handed.beside)),
        "字节数": str(handed.size),
        "格式": format_of(PurePosixPath(handed.file).suffix.lower()).name,
        "摘要": handed.sha256,
        "电子文件号": held.number,
        "案卷编号": held.catalogue.case,
        "案卷题名": held.catalogue.title,
        "归档包": held.catalogue.package,
        "盒号": handed.box,
        "存放位置": handed.place,
    }


FIELDS: Final = (
    "序号", "档号", "全宗号", "全宗名称", "门类", "年度", "保管期限", "保管期限代码", "机构", "件号", "题名",
    "责任者", "日期", "日期（横线）", "文号", "文种", "密级", "人名", "分类号", "页数", "备注", "文件名", "附带文件",
    "文件数", "字节数", "格式", "摘要", "电子文件号", "案卷编号", "案卷题名", "归档包", "盒号", "存放位置",
)  # fmt: skip


def require_columns(columns: Mapping[str, str], source: str) -> None:
    """Every column names a field of ours or a fixed text. Raises WrongUsage."""
    for name, wanted in columns.items():
        if not wanted.startswith(FIXED) and wanted not in FIELDS:
            known = "、".join(FIELDS)
            raise WrongUsage("handover.unknown_column", path=source, column=name, field=wanted, known=known)


def catalogue_table(
    columns: Mapping[str, str], items: Iterable[Handed]
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The head and the rows of the catalogue in the archive's own columns."""
    rows = []
    for number, handed in enumerate(items, 1):
        fields = fields_of(number, handed)
        rows.append(tuple(w.removeprefix(FIXED) if w.startswith(FIXED) else fields[w] for w in columns.values()))
    return tuple(columns), rows


def digest_list(files: Sequence[tuple[str, str]]) -> bytes:
    """校验.sha256.txt, as `sha256sum -c` reads it: digest and path of each file."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(files)).encode()
