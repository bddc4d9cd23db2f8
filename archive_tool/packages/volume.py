"""全卷.pdf: what is merged into it and in which order (DA/T 22: 正本 before what belongs to it), and how it is called.

Of a paper's several forms the first PDF is taken, signed copy first; of annexes every PDF. What is no PDF has a page
of its own in place that says where the file lies. A package without any PDF has no 全卷.pdf.
"""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final

from archive_tool.packages import layout
from archive_tool.packages.catalogue import Totals, short_title, title_of
from archive_tool.packages.cover import cover_facts
from archive_tool.packages.looking import Look, is_pdf
from archive_tool.packages.planning import PackagePlan, PlannedFile, PlannedItem, item_key
from archive_tool.packages.word import clean
from archive_tool.texts.merging import COSTLY, DAMAGED, LARGE, LOCKED, Section, Volume

PATH: Final = layout.LISTS / "全卷.pdf"
_LISTED: Final = 12  # titles named before they are only counted
_NOT_PDF: Final = "此处文件不是 PDF，未并入全卷，请打开单个文件。"
_REASONS: Final = {
    LOCKED: "此文件设有打开密码，未并入全卷，请打开单个文件。",
    DAMAGED: "此文件已损坏或不是有效的 PDF，未并入全卷，请打开单个文件。",
    COSTLY: "合并此文件耗时或占用内存过多，已放弃，未并入全卷，请打开单个文件。",
    LARGE: "此文件过大，或全卷已达合并上限，未并入全卷，请打开单个文件。",
}

Places = Mapping[PurePosixPath, tuple[int, int]]


def plan_volume(
    plan: PackagePlan, counted: Totals, places: Places, looks: Mapping[PurePosixPath, Look]
) -> Volume | None:
    """What to merge; None when there is no PDF.

    Args:
        plan: what is sealed.
        counted: its totals, for the cover.
        places: where each filed file stands in the package, and its size.
        looks: what was seen of them.
    """
    pdfs = {path: at for path, at in places.items() if path in looks and is_pdf(looks[path].head)}
    if not any(file.path in pdfs and file.path.suffix == ".pdf" for entry in plan.items for file in _shown(entry)):
        return None
    facts = (f"{label}：{value}" for label, value in cover_facts(plan, counted))
    title = clean(plan.dossier.title)
    return Volume(title, (title, *facts, "", plan.name), tuple(_sections(plan, pdfs)), _REASONS)


def _sections(plan: PackagePlan, pdfs: Places) -> Iterator[Section]:
    for stage, folder in plan.dossier.stages:
        entries = [entry for entry in plan.items if entry.item.stage == stage]
        if entries:
            yield Section(folder.replace("_", " "), 0)
        for entry in entries:
            files = _shown(entry)
            if len(files) == 1:
                yield _section(_title(entry), 1, files[0], pdfs)
            else:
                yield Section(_title(entry), 1)
                for file in files:
                    yield _section(f"{file.file.role} {file.path.name}", 2, file, pdfs)


def _section(title: str, level: int, file: PlannedFile, pdfs: Places) -> Section:
    place = f"文件：{file.path}"
    at = pdfs.get(file.path) if file.path.suffix == ".pdf" else None
    return Section(title, level, at, (place,) if at else (place, _NOT_PDF))


def _title(entry: PlannedItem) -> str:
    said = title_of(entry.item)
    short = short_title(entry.item)
    return clean(f"{item_key(entry.item)} {said}" + ("" if short in said else f"（{short}）"))


def _shown(entry: PlannedItem) -> tuple[PlannedFile, ...]:
    """The best form of the paper, a PDF before others, and whatever is no form of it."""
    forms = [file for file in entry.files if file.file.role in layout.COPIES]
    best = [next((file for file in forms if file.path.suffix == ".pdf"), forms[0])] if forms else []
    return (*best, *(file for file in entry.files if file.file.role not in layout.COPIES))


def not_merged(volume: Volume | None, refused: Mapping[int, str] | None) -> str:
    """What 备考表 says of 全卷.pdf."""
    if volume is None:
        return "包内没有 PDF，未制作全卷.pdf。"
    if refused is None:
        return "合并 PDF 未能完成，或合并后包过大，未制作全卷.pdf；请打开单个文件。"
    failed = [volume.sections[place].title for place in sorted(refused)]
    others = sum(1 for each in volume.sections if each.notes and each.at is None)
    said = [f"{others} 处不是 PDF"] if others else []
    if failed:
        more = "等" if len(failed) > _LISTED else ""
        said.append(f"{len(failed)} 个 PDF 未能并入（{'；'.join(failed[:_LISTED])}{more}）")
    return f"全卷.pdf 中{'，'.join(said)}，各占一页注明文件位置。" if said else "全卷.pdf 已并入每一件。"
