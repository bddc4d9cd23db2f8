"""A paper as it may leave the house: the same pages without what office programs write into a file by themselves.

`clear_word` and `clear_pdf` give the copy; the file itself is not touched.
"""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from archive_tool.texts.child import ask_child
from archive_tool.texts.extracting import opened
from archive_tool.texts.markup import tree
from archive_tool.texts.unreadable import Unreadable

_SECONDS: Final = 60
# What the text of a notice needs, and what programs add to it; anything else (pictures, objects, macros) is not copied.
_KEPT: Final = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|word/(?:document|styles|stylesWithEffects|numbering|settings|fontTable|webSettings"
    r"|footnotes|endnotes|header\d*|footer\d*)\.xml|word/theme/theme\d*\.xml"
    r"|word/_rels/(?:document|footnotes|endnotes|header\d*|footer\d*)\.xml\.rels"
)
_DROPPED: Final = re.compile(
    r"docProps/.*|customXml/.*|word/people\.xml|word/_rels/(?:settings|fontTable)\.xml\.rels|word/fonts/.*|.*/"
)
_FIXED_DAY: Final = (1980, 1, 1, 0, 0, 0)
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SETTINGS: Final = frozenset(
    f"{_W}{name}"
    for name in (
        *("rsids", "attachedTemplate", "docVars", "mailMerge"),
        *("trackRevisions", "writeProtection", "documentProtection"),
    )
)
_EMBEDDED: Final = frozenset(f"{_W}{name}" for name in ("embedRegular", "embedBold", "embedItalic", "embedBoldItalic"))


def clear_word(data: bytes) -> bytes:
    """A Word file without properties, custom data and names of those who worked on it; the same bytes every time.

    Raises Unreadable when it is damaged (`texts.damaged`) or holds more than text (`texts.holds_more`): pictures,
    embedded files, macros, comments.
    """
    names, read = opened(data)
    if not all(_KEPT.fullmatch(name) or _DROPPED.fullmatch(name) for name in names):
        raise Unreadable("texts.holds_more")
    kept = [name for name in names if _KEPT.fullmatch(name)]
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        for name in kept:
            info = ZipInfo(name, _FIXED_DAY)
            info.compress_type = ZIP_DEFLATED
            package.writestr(info, _cleared(name, read(name), frozenset(kept)))
    return out.getvalue()


def _cleared(name: str, data: bytes, kept: frozenset[str]) -> bytes:
    """A part without what points at parts that are gone."""
    if name == "[Content_Types].xml":
        return _without(data, lambda each: (part := each.get("PartName", "")) != "" and part.lstrip("/") not in kept)
    if name.endswith(".rels"):
        base = str(PurePosixPath(name).parent.parent)
        return _without(data, lambda each: each.get("TargetMode") != "External" and _target(base, each) not in kept)
    if name == "word/settings.xml":
        return _without(data, lambda each: each.tag in _SETTINGS)
    if name == "word/fontTable.xml":
        return _without(data, lambda each: each.tag in _EMBEDDED)
    return data


def _target(base: str, relation: etree._Element) -> str:
    said = relation.get("Target", "")
    steps = [] if said.startswith("/") or base == "." else base.split("/")
    for step in said.lstrip("/").split("/"):
        if step == "..":
            del steps[-1:]
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


def _without(data: bytes, unwanted: Callable[[etree._Element], bool]) -> bytes:
    root = tree(data)
    for each in [each for each in root.iter(etree.Element) if each is not root and unwanted(each)]:
        parent = each.getparent()
        assert parent is not None
        parent.remove(each)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def clear_pdf(path: Path) -> tuple[bytes, dict[str, str]]:
    """The pages of a PDF alone, and what it carried beside them, by place: properties, notes, names of attached files.

    Raises Unreadable when it is damaged, locked, or costs too much.
    """
    with path.open("rb") as handle:
        head, data = ask_child("archive_tool.texts.clearing_child", handle=handle, seconds=_SECONDS)
    beside = head.get("beside")
    if not isinstance(beside, dict) or not data:
        raise Unreadable("texts.encrypted" if head.get("locked") else "texts.damaged")
    return data, beside
