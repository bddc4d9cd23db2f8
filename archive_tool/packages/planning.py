"""A dossier becomes the plans of its packages: one for each retention period, restricted annexes apart. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from archive_tool import limits
from archive_tool.errors import Refused
from archive_tool.model.filing import Dossier, FiledFile, FiledItem
from archive_tool.packages import layout
from archive_tool.packages.reading import PackedItem

_MADE_MEMBERS = 40  # what sealing may add: lists, metadata, tag files


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file and where it goes: `path` is relative to the top folder, `data/03_考察/C6_考察材料_2.pdf`."""

    path: PurePosixPath
    file: FiledFile


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """One 件 of the package; `sequence` is its 序号 in the catalogue, counted from 1; `pages` see `pages_of`."""

    sequence: int
    item: FiledItem
    files: tuple[PlannedFile, ...]
    pages: int | None


@dataclass(frozen=True, slots=True)
class Replaced:
    """What a supplement says of the package that it completes or corrects.

    Attributes:
        package: name of the first package.
        sha256: digest of its file.
        reason: why, as the clerk said it.
        withdrawn: items of the first that no longer stand, by key (`C6-2`).
    """

    package: str
    sha256: str
    reason: str
    withdrawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PackagePlan:
    """What one package will hold, decided before anything is read or written.

    Attributes:
        name: of the package file without `.zip`, and of its top folder.
        dossier: the case it comes from.
        retention: of every item in it.
        restricted: whether it is a restricted annex.
        items: what is filed, in filing order.
        noted: items without files: 参见 another package, or why they are missing.
        siblings: names of all packages sealed from this dossier together, this one among them.
        supplements: what it completes, for a supplement.
    """

    name: str
    dossier: Dossier
    retention: str
    restricted: bool
    items: tuple[PlannedItem, ...]
    noted: tuple[FiledItem, ...]
    siblings: tuple[str, ...]
    supplements: Replaced | None = None

    @property
    def files(self) -> tuple[PlannedFile, ...]:
        """Every file that is filed, in order."""
        return tuple(file for item in self.items for file in item.files)

    @property
    def folder(self) -> str:
        """The year's folder under archive/ that it belongs in."""
        return f"{self.dossier.year:04d}"


def plan_packages(dossier: Dossier) -> tuple[PackagePlan, ...]:
    """One plan for each retention period that has files, the longest first, restricted items apart.

    What has no files is noted where its retention has a package, else in the first. No files at all: no plans.
    Raises Refused for names that some system cannot keep and for more members than a package may hold.
    """
    filed = [item for item in dossier.items if item.files]
    shelves = [
        (retention, restricted)
        for restricted in (False, True)
        for retention in layout.retention_order(item.retention for item in filed if item.restricted is restricted)
    ]
    names = tuple(
        layout.package_name(dossier.label, dossier.case, retention, restricted=restricted)
        for retention, restricted in shelves
    )
    without = [(item, _shelf(item, shelves)) for item in dossier.items if not item.files]
    return tuple(
        PackagePlan(
            name=name,
            dossier=dossier,
            retention=shelf[0],
            restricted=shelf[1],
            items=place_items(dossier, (item for item in filed if (item.retention, item.restricted) == shelf)),
            noted=tuple(item for item, noted_in in without if noted_in == shelf),
            siblings=names,
        )
        for name, shelf in zip(names, shelves, strict=True)
    )


def plan_supplement(plan: PackagePlan, number: int, changed: Iterable[str], supplements: Replaced) -> PackagePlan:
    """The supplement with only the items whose key is in `changed`, naming the package that it completes.

    Args:
        plan: what the whole package would be today.
        number: of the supplement, from 1.
        changed: keys of the new and changed items.
        supplements: what it completes and why.
    """
    wanted = frozenset(changed)
    return replace(
        plan,
        name=layout.package_name(
            plan.dossier.label, plan.dossier.case, plan.retention, restricted=plan.restricted, supplement=number
        ),
        items=place_items(plan.dossier, (planned.item for planned in plan.items if item_key(planned.item) in wanted)),
        noted=tuple(item for item in plan.noted if item_key(item) in wanted),
        siblings=(*plan.siblings, supplements.package) if supplements.package not in plan.siblings else plan.siblings,
        supplements=supplements,
    )


def item_key(item: FiledItem | PackedItem) -> str:
    """`C6` or `C6-2`, as commands name it."""
    return f"{item.code}-{item.number}" if item.number else item.code


def pages_of(item: FiledItem) -> int | None:
    """页数: of its best copy whose pages are known, and of every annex; None when it cannot be told, never guessed."""
    order = {role: number for number, role in enumerate(layout.COPIES)}
    copies = sorted((file for file in item.files if file.role in order), key=lambda file: order[file.role])
    annexes = [file.pages for file in item.files if file.role not in order]
    if copies:
        annexes.append(next((file.pages for file in copies if file.pages is not None), None))
    known = [count for count in annexes if count is not None]
    return sum(known) if known and len(known) == len(annexes) else None


def place_items(dossier: Dossier, items: Iterable[FiledItem]) -> tuple[PlannedItem, ...]:
    """Gives each item its number and each of its files its name."""
    folders: Mapping[str, str] = dict(dossier.stages)
    taken: set[str] = set()
    placed = []
    for sequence, item in enumerate(items, 1):
        named = layout.names_of(item, folders[item.stage], taken)
        files = tuple(PlannedFile(path, file) for path, file in named)
        placed.append(PlannedItem(sequence, item, files, pages_of(item)))
    paths = [file.path for entry in placed for file in entry.files]
    layout.check_names(paths, dossier.case)
    if len(paths) + len(dossier.documents) + _MADE_MEMBERS > limits.PACKAGE_MEMBERS:
        raise Refused("package.too_many", case=dossier.case, files=len(paths), most=limits.PACKAGE_MEMBERS)
    return tuple(placed)


def _shelf(item: FiledItem, shelves: list[tuple[str, bool]]) -> tuple[str, bool] | None:
    own = (item.retention, item.restricted)
    return own if own in shelves else next(iter(shelves), None)
