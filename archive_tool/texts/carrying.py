"""Everything that a Word file carries, seen or not, by part: for papers that leave the house.

Other than `word_text` this reads what was deleted, hidden or commented, who did it, and properties. What an office
program writes there by itself (its name, days) is left out: the published copy is made without it. Who saved the file
stands apart, under `SAVED_BY`.
"""

from typing import Final

from lxml import etree

from archive_tool.texts.extracting import opened
from archive_tool.texts.markup import tree

BY: Final = "#by"  # who changed or commented
SAVED_BY: Final = "#saved-by"  # who made or saved the file
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DELETED: Final = frozenset({f"{_W}delText", f"{_W}delInstrText"})
_AUTHOR: Final = f"{_W}author"
_BREAKS: Final = frozenset({f"{_W}p", f"{_W}br", f"{_W}tab", f"{_W}tc"})
_PROGRAMS: Final = frozenset({"docProps/app.xml"})
_SAVERS: Final = frozenset({"creator", "lastModifiedBy"})
_OF_SAVING: Final = frozenset({"revision", "created", "modified"})
_BY_PROGRAMS: Final = ("KSOProductBuildVer", "ICV")  # WPS writes these into custom properties
_NO_TEXT: Final = ("word/styles.xml", "word/settings.xml", "word/fontTable.xml", "word/theme/", "word/numbering.xml")


def word_everything(data: bytes) -> dict[str, str]:
    """The texts of a Word file by part; `…#deleted` for what was deleted, `…#by` for who changed or commented.

    Raises Unreadable when it is no Word file, or damaged.
    """
    names, read = opened(data)
    found: dict[str, str] = {}
    for name in names:
        if name.endswith(".rels"):
            outside = [each.get("Target", "") for each in tree(read(name)) if each.get("TargetMode") == "External"]
            found |= {name: "\n".join(outside)} if outside else {}
        if not name.endswith(".xml") or name in _PROGRAMS or name.startswith(_NO_TEXT) or name == "[Content_Types].xml":
            continue
        root = tree(read(name))
        parts = _properties(root) if name.startswith("docProps/") else _parts(root)
        found |= {f"{name}{part}": said for part, said in parts.items() if said.strip()}
    return found


def _parts(root: etree._Element) -> dict[str, str]:
    said: list[str] = []
    deleted: list[str] = []
    by: list[str] = []
    for element in root.iter():
        if not isinstance(element.tag, str):
            said.append(f"\n{element.text or ''}\n")  # a comment of the markup itself
            continue
        if element.tag in _BREAKS:
            said.append("\n")
        if element.get(_AUTHOR):
            by.append(str(element.get(_AUTHOR)))
        (deleted if element.tag in _DELETED else said).append(element.text or "")
    return {"": "".join(said), "#deleted": "\n".join(deleted), BY: "\n".join(dict.fromkeys(by))}


def _properties(root: etree._Element) -> dict[str, str]:
    said, savers = [], []
    for element in root:
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if name in _OF_SAVING or element.get("name") in _BY_PROGRAMS:
            continue
        if name in _SAVERS:
            savers.append(element.text or "")
            continue
        said.append("\n".join(str(text) for text in element.itertext()))
        if element.get("name"):
            said.append(str(element.get("name")))
    return {"": "\n".join(said), SAVED_BY: "\n".join(savers)}
