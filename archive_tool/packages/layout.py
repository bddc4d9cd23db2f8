"""Names inside a package and of packages: fixed titles of the file plan, NFC, short enough and fit for every system."""

import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

from archive_tool import limits
from archive_tool.containers import unportable_name, unsafe_name
from archive_tool.errors import Refused
from archive_tool.model.filing import FiledFile, FiledItem

DATA: Final = PurePosixPath("data")
LISTS: Final = DATA / "00_目录"
METADATA: Final = PurePosixPath("metadata")
CATALOGUE_JSON: Final = METADATA / "catalogue.json"
README: Final = PurePosixPath("先读我.txt")
VIEWER: Final = PurePosixPath("查阅.html")
SIGNED: Final = "正本"
WORD: Final = "定稿"
RENDITION: Final = "版式文件"
ANNEX: Final = "附件"
CAME: Final = "来件"  # of an old dossier: whether it is signed nobody has said
# The same paper in several forms, best first (DA/T 22: 正本 before 定稿).
COPIES: Final = (SIGNED, WORD, RENDITION, CAME)
SECRECY: Final = ("绝密", "机密", "秘密", "工作秘密", "内部", "公开")  # the heaviest first
RETENTIONS: Final = ("永久", "30年", "10年")
_SUFFIX_MOST: Final = 10


def package_name(label: str, case: str, retention: str, *, restricted: bool = False, supplement: int = 0) -> str:
    """`<label>-<case>-永久[-限制查阅][-补充1]`: the package's file without `.zip`, and its top folder.

    Raises Refused when a case id makes a name that some system cannot keep.
    """
    parts = [label, case, retention]
    parts += ["限制查阅"] if restricted else []
    parts += [f"补充{supplement}"] if supplement else []
    name = unicodedata.normalize("NFC", "-".join(parts))
    if "/" in name or unsafe_name(name) or unportable_name(f"{name}.zip"):
        raise Refused("package.unfit_id", case=case)
    return name


def retention_order(found: Iterable[str]) -> tuple[str, ...]:
    """Retention periods in the order of their weight, unknown ones after those of Order No. 8."""
    known = {name: number for number, name in enumerate(RETENTIONS)}
    return tuple(sorted(set(found), key=lambda name: (known.get(name, len(known)), name)))


def names_of(item: FiledItem, folder: str, taken: set[str]) -> tuple[tuple[PurePosixPath, FiledFile], ...]:
    """Where each file of an item goes, in filing order: 正本, 定稿, 版式文件, then the rest as they came.

    The best copy of each format bears the item's own name; others say what they are: `C6_考察材料_2_版式文件.pdf`.
    No two names differ only in letter case. `taken` holds the names given so far and is added to.
    """
    order = {role: number for number, role in enumerate(COPIES)}
    files = sorted(item.files, key=lambda file: order.get(file.role, len(order)))
    return tuple((_free_name(file, item.stem, folder, taken), file) for file in files)


def _free_name(file: FiledFile, stem: str, folder: str, taken: set[str]) -> PurePosixPath:
    suffix = fit_suffix(file.suffix)
    role = file.role if file.role.isalnum() else ANNEX
    tries = [stem] if file.role in COPIES else []
    number = 1
    while True:
        name = tries.pop(0) if tries else f"{stem}_{role}" + (str(number) if number > 1 or role not in COPIES else "")
        path = DATA / folder / unicodedata.normalize("NFC", name + suffix)
        if (key := str(path).casefold()) not in taken:
            taken.add(key)
            return path
        number += bool(name != stem)


def fit_suffix(suffix: str) -> str:
    """The ending as it may stand in a file name, lower case; empty when it is none or unfit."""
    bare = unicodedata.normalize("NFC", suffix).lower().lstrip(".")
    return f".{bare}" if bare.isalnum() and len(bare) <= _SUFFIX_MOST else ""


def check_names(paths: Iterable[PurePosixPath], case: str) -> None:
    """Raises Refused for a name that some system cannot keep: fixed titles are an organisation's to change."""
    for path in paths:
        if unsafe_name(str(path)) or unportable_name(str(path)):
            raise Refused("package.unfit_name", case=case, file=path, most=limits.NAME_BYTES)
