"""`.lrmx`: XML of the approval-form editor, read strictly and written back with everything that stood in it.

No DTD, no entities of its own, no network; what is not understood is refused with the element's name, never guessed.
"""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from archive_tool import limits
from archive_tool.errors import Unreadable
from archive_tool.intake.forms import FAMILY, FORBIDDEN, LABELS, MEMBER, PHOTO, ROOT, Entry, Form
from archive_tool.intake.mending import element_at, mended
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.places import Place

_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_OTHERS: Final = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"\x7fELF", b"MZ\x90")
_DECLARED: Final = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,20})[\"']", re.IGNORECASE)
_DECLARATION: Final = re.compile(r"\s*<\?xml[^>]{0,300}\?>", re.IGNORECASE)
_CHINESE: Final = frozenset({"gb2312", "gbk", "gb18030"})
_DOCTYPE: Final = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_HEAD_BYTES: Final = 300


def read_form(data: bytes, source: str) -> Form:
    """The form that the bytes of an `.lrmx` file are.

    Raises Unreadable, with the element named where there is one, for anything that cannot be read for certain.
    """
    if data.startswith(_OTHERS):
        raise Unreadable("intake.disguised", file=source)
    xml = _decoded(data, source).replace("\r\n", "\n")
    if _DOCTYPE.search(xml):
        raise Unreadable("intake.doctype", file=source)
    if xml.count("<") > limits.FORM_MARKS:
        raise _refused(source, ROOT, "long")
    bad = FORBIDDEN.search(xml)
    if bad:
        line, column = xml.count("\n", 0, bad.start()) + 1, bad.start() - xml.rfind("\n", 0, bad.start())
        raise _refused(source, element_at(xml, line, column), "control")
    root, names = _parsed(xml, source)
    findings = tuple(Finding("I-113", Severity.INFO, Place(source, field=name), {"element": name}) for name in names)
    return Form(tuple(_entries(root, source)), findings)


def write_form(form: Form) -> bytes:
    """The bytes of an `.lrmx` file: UTF-8, one element a line, empty ones as empty tags.

    Raises Unreadable when kept markup was damaged by hand.
    """
    root = etree.Element(ROOT)
    for entry in form.entries:
        if entry.tag in ("", FAMILY) and entry.text:
            root.append(_kept(entry.text))
        else:
            etree.SubElement(root, entry.tag).text = entry.text or None
    root.text = "\n  " if len(root) else None
    for child in root:
        child.tail = "\n  "
    if len(root):
        root[-1].tail = "\n"
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def members_of(markup: str) -> tuple[dict[str, str], ...] | None:
    """The family members in the markup of the family element; None when it is none."""
    try:
        root = _fragment(markup)
    except etree.XMLSyntaxError:
        return None
    if root.tag != FAMILY:
        return None
    return tuple({str(child.tag): child.text or "" for child in item} for item in root.iterfind(MEMBER))


def family_of(members: list[dict[str, str]]) -> str:
    """The markup of the family element with these members, whose keys are element names."""
    root = etree.Element(FAMILY)
    for member in members:
        item = etree.SubElement(root, MEMBER)
        for tag, text in member.items():
            etree.SubElement(item, tag).text = text or None
    return etree.tostring(root, encoding="unicode") if members else ""


def _refused(source: str, element: str, why: str) -> Unreadable:
    label = LABELS.get(element.rpartition("/")[2], element)
    return Unreadable(f"intake.{why}", file=source, element=element, label=label)


def _decoded(data: bytes, source: str) -> str:
    codec = next((codec for mark, codec in _MARKS if data.startswith(mark)), "")
    if not codec:
        declared = _DECLARED.match(data[:_HEAD_BYTES].lstrip())
        codec = "gb18030" if declared and declared[1].decode("ascii").lower() in _CHINESE else "utf-8"
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise Unreadable("intake.encoding", file=source) from error


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, strip_cdata=True, remove_pis=False
    )


def _fragment(markup: str) -> etree._Element:
    return etree.fromstring(markup.encode("utf-8"), _parser())


def _kept(markup: str) -> etree._Element:
    """An element or comment from its markup."""
    try:
        (found,) = _fragment(f"<{ROOT}>{markup}</{ROOT}>")
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("intake.kept", element=markup[:60]) from error
    return found


def _parsed(xml: str, source: str) -> tuple[etree._Element, tuple[str, ...]]:
    """The root, and the elements whose escaping had to be mended."""
    declared = _DECLARATION.match(xml)
    body = xml[declared.end() :].lstrip() if declared else xml.lstrip()
    names: tuple[str, ...] = ()
    try:
        root = _fragment(body)
    except etree.XMLSyntaxError:
        body, names = mended(body)
        try:
            root = _fragment(body)
        except etree.XMLSyntaxError as error:
            line, column = error.position
            raise _refused(source, element_at(body, line or 1, column or 1), "xml") from error
    if root.tag != ROOT:
        raise Unreadable("intake.root", file=source, root=str(root.tag)[:80])
    if root.attrib:
        raise _refused(source, ROOT, "inside")
    return root, names


def _entries(root: etree._Element, source: str) -> Iterator[Entry]:
    seen: set[str] = set()
    if (root.text or "").strip():
        raise _refused(source, ROOT, "stray")
    for child in root:
        tag = child.tag if isinstance(child.tag, str) else ""
        if (child.tail or "").strip():
            raise _refused(source, tag or ROOT, "stray")
        if tag in seen:
            raise _refused(source, tag, "twice")
        if tag in LABELS:
            seen.add(tag)
            yield Entry(tag, _family(child, source) if tag == FAMILY else _text(child, tag, source))
        else:
            yield Entry("", _markup(child, tag or ROOT, source))


def _text(element: etree._Element, name: str, source: str) -> str:
    """The text of an element; a line break written as an element becomes `<br/>`, which the readers of text know."""
    pieces = [element.text or ""]
    for child in element:
        if str(child.tag).lower() != "br" or len(child):
            raise _refused(source, name, "inside")
        pieces += ["<br/>", child.text or "", child.tail or ""]
    if element.attrib:
        raise _refused(source, name, "inside")
    text = "".join(pieces)
    if FORBIDDEN.search(text):  # by number: `&#133;`
        raise _refused(source, name, "control")
    if name == PHOTO:
        return "".join(text.split())
    if len(text) > limits.FORM_TEXT:
        raise _refused(source, name, "long")
    return text


def _family(element: etree._Element, source: str) -> str:
    """The family as markup without the white space between elements; empty when it has no members."""
    for item in element:
        if item.tag != MEMBER or (item.tail or "").strip() or (item.text or "").strip():
            raise _refused(source, FAMILY, "inside")
        tags = [child.tag for child in item if isinstance(child.tag, str)]
        if len(set(tags)) < len(item) or any((child.tail or "").strip() for child in item):
            raise _refused(source, FAMILY, "inside")
        item.text = item.tail = None
        for child in item:
            text = _text(child, f"{FAMILY}/{child.tag}", source)
            for inner in list(child):
                child.remove(inner)
            child.text, child.tail = text or None, None
    if (element.text or "").strip() or element.attrib:
        raise _refused(source, FAMILY, "inside")
    element.text = None
    return _markup(element, FAMILY, source) if len(element) else ""


def _markup(element: etree._Element, name: str, source: str) -> str:
    element.tail = None
    markup = etree.tostring(element, encoding="unicode")
    if FORBIDDEN.search(markup):
        raise _refused(source, name, "control")
    return markup
