"""Judges an organisation's template before its first use: is it a Word file and nothing more, and are its tags right?

The zip is judged first, then parts, relations and fields against lists of what is allowed, then the tags paragraph by
paragraph with the place named. Nothing of a template runs here.

    lint(name, data, known) -> tuple[Finding, …]
"""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from io import BytesIO
from typing import Final

import docxtpl
from jinja2 import TemplateSyntaxError, nodes
from lxml import etree

from archive_tool import containers, limits
from archive_tool.documents.expressions import Expressions
from archive_tool.documents.filters import FILTERS
from archive_tool.documents.naming import named_fields
from archive_tool.documents.places import Where, places, short, words_of
from archive_tool.documents.reading import W, own_texts, parsed
from archive_tool.documents.vocabulary import Known
from archive_tool.errors import Damaged
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.places import Place
from archive_tool.texts.leftovers import Leftover

_PARTS: Final = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:core|app|custom|thumbnail)\.(?:xml|jpeg|png)"
    r"|word/(?:document|styles|stylesWithEffects|settings|webSettings|fontTable|numbering|footnotes|endnotes"
    r"|comments(?:Extended|Ids|Extensible)?|people|header\d*|footer\d*)\.xml|word/theme/theme\d*\.xml"
    r"|word/(?:_rels|theme/_rels)/[A-Za-z]+\d*\.xml\.rels|word/media/[\w.-]+\.(?:png|jpe?g|gif|bmp|tiff?)"
    r"|customXml/(?:item(?:Props)?\d*\.xml|_rels/item\d*\.xml\.rels)",
    re.IGNORECASE,
)
_RELATIONS: Final = frozenset(
    {
        "officeDocument", "core-properties", "extended-properties", "custom-properties", "styles", "stylesWithEffects",
        "settings", "webSettings", "fontTable", "numbering", "footnotes", "endnotes", "comments", "commentsExtended",
        "commentsIds", "commentsExtensible", "people", "header", "footer", "theme", "image", "hyperlink", "customXml",
        "customXmlProps", "thumbnail",
    }
)  # fmt: skip
_FIELDS: Final = frozenset(
    {
        "PAGE",
        "NUMPAGES",
        "SECTION",
        "SECTIONPAGES",
        "SEQ",
        "REF",
        "PAGEREF",
        "STYLEREF",
        "TOC",
        "TC",
        "EQ",
        "SYMBOL",
        "=",
        "HYPERLINK",
    }
)
_ACTIVE: Final = frozenset(
    {"altChunk", "object", "control", "subDoc", "movie", "scriptAnchor", "OLEObject", "ActiveXControl"}
)
_FILLED: Final = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes)\.xml", re.IGNORECASE)
_FULL_WIDTH: Final = re.compile("｛[｛{%％#]|[｝}%％#]｝|\\{｛|\\{％|％\\}|｝\\}")
_BLOCK: Final = re.compile(r"\{%\s*(p|tr|tc|r)\s")
_TAG: Final = re.compile(r"\{\{|\{%|\{#")
_COMPLETE: Final = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|\{#(?:(?!\{#).)*?#\}")
_DELIMITER: Final = re.compile(r"\{\{|\}\}|\{%|%\}")
_BEGINS_OR_ENDS: Final = re.compile(r"\{%-?\s*(?:p|tr|tc|r)?\s*(for|if|endfor|endif)\b")
_LINE_ENDS: Final = "\ue000"  # of private use; a line break itself would keep docxtpl from seeing a tag
_SMART: Final = re.compile("[“”‘’]")
_SHORT: Final = 40
_FEW: Final = 12
_LEFT: Final[Mapping[Leftover, tuple[str, ...]]] = {
    Leftover.REVISIONS: (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo", f"{W}rPrChange", f"{W}pPrChange"),
    Leftover.COMMENTS: (f"{W}commentReference",),
    Leftover.HIDDEN: (f"{W}vanish",),
}


class _Stop(Exception):
    """Nothing more can be judged."""


def lint(name: str, data: bytes, known: Known) -> tuple[Finding, ...]:
    """Everything that stands against a template, or that its maker should know.

    Args:
        name: as people know it; findings point at it.
        data: its bytes.
        known: the fields that there are, of `vocabulary`.
    """
    findings: list[Finding] = []
    try:
        parts = _parts(name, data, findings)
        trees = _trees(name, parts, findings)
    except _Stop:
        return tuple(findings)
    findings += _active(name, parts, trees)
    filled = {part: tree for part, tree in trees.items() if _FILLED.fullmatch(part)}
    for part, tree in filled.items():
        findings += _paragraphs(name, part, tree)
    findings += _dress(name, trees)
    if not any(finding.stops for finding in findings):
        for part, tree in filled.items():
            findings += _tags(name, part, tree, known)
    return tuple(findings)


def _found(rule: str, severity: Severity, source: str, /, **facts: object) -> Finding:
    return Finding(rule, severity, Place(source), facts)


def _parts(name: str, data: bytes, findings: list[Finding]) -> dict[str, bytes]:
    """The content of each part of a sound zip."""
    handle = BytesIO(data)
    contents = containers.read_contents(handle, name, containers.TEMPLATE, portable=False)
    findings += [finding for finding in contents.findings if finding.stops]
    if not contents.sound:
        raise _Stop
    parts: dict[str, bytes] = {}
    try:
        for member in contents.members:
            if not member.is_folder:
                parts[member.name] = containers.read(handle, member, name, limits.TEMPLATE_UNPACKED_BYTES)
    except Damaged as error:
        findings.append(_found("T-120", Severity.ERROR, name, template=name, part=str(error.facts.get("file", ""))))
        raise _Stop from error
    if "word/document.xml" not in parts or "[Content_Types].xml" not in parts or "_rels/.rels" not in parts:
        findings.append(_found("T-120", Severity.ERROR, name, template=name, part="word/document.xml"))
        raise _Stop
    return parts


def _trees(name: str, parts: Mapping[str, bytes], findings: list[Finding]) -> dict[str, etree._Element]:
    """Each XML part as a tree; a document type is refused before anything is parsed."""
    trees: dict[str, etree._Element] = {}
    for part, content in parts.items():
        if not part.lower().endswith((".xml", ".rels")):
            continue
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            findings.append(_found("T-121", Severity.ERROR, name, template=name, part=part))
            continue
        try:
            trees[part] = parsed(content)
        except etree.XMLSyntaxError:
            findings.append(_found("T-120", Severity.ERROR, name, template=name, part=part))
    if any(finding.stops for finding in findings):
        raise _Stop
    return trees


def _active(name: str, parts: Mapping[str, bytes], trees: Mapping[str, etree._Element]) -> Iterator[Finding]:
    """Parts, relations, elements and fields that do more than show text."""
    once: set[str] = set()
    for part in parts:
        twin = part.casefold() in once  # names of parts differ by more than case (ECMA-376 part 2)
        once.add(part.casefold())
        if twin or not _PARTS.fullmatch(part):
            yield _found("T-122", Severity.ERROR, name, template=name, part=part)
    if b"macroEnabled" in parts["[Content_Types].xml"]:
        yield _found("T-123", Severity.ERROR, name, template=name, what="macroEnabled")
    for part, tree in trees.items():
        if part.endswith(".rels"):
            yield from _relations(name, part, tree)
        else:
            yield from _elements(name, tree)
        if part.startswith("docProps/") and _TAG.search(words_of(tree)):
            yield _found("T-125", Severity.ERROR, name, template=name, part=part)


def _elements(name: str, tree: etree._Element) -> Iterator[Finding]:
    for element in tree.iter():
        kind = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if kind in _ACTIVE:
            yield _found("T-123", Severity.ERROR, name, template=name, what=kind)
    for code in _field_codes(tree):
        if code.upper() not in _FIELDS:
            yield _found("T-124", Severity.ERROR, name, template=name, field=code[:_SHORT])


def _relations(name: str, part: str, tree: etree._Element) -> Iterator[Finding]:
    for relation in tree:
        kind = relation.get("Type", "").rpartition("/")[2]
        target = relation.get("Target", "")
        if kind not in _RELATIONS:
            yield _found("T-123", Severity.ERROR, name, template=name, what=kind[:_SHORT])
        elif relation.get("TargetMode") == "External" or "://" in target or target.startswith(("\\\\", "//")):
            yield _found("T-126", Severity.ERROR, name, template=name, part=part, target=target[:80])


def _field_codes(tree: etree._Element) -> Iterator[str]:
    """The name of each field: of simple ones, and of those that are spread over runs."""
    for simple in tree.iter(f"{W}fldSimple"):
        yield (simple.get(f"{W}instr", "").split() or [""])[0]
    said: list[list[str]] = []
    for element in tree.iter(f"{W}fldChar", f"{W}instrText", f"{W}delInstrText"):
        if element.tag == f"{W}fldChar":
            kind = element.get(f"{W}fldCharType")
            if kind == "begin":
                said.append([])
            elif kind in ("separate", "end") and said:
                words = "".join(said.pop()).split()
                if words:
                    yield words[0]
                if kind == "separate":
                    said.append([])
        elif said:
            said[-1].append(element.text or "")
        else:
            yield ((element.text or "").split() or [""])[0]


def _paragraphs(name: str, part: str, tree: etree._Element) -> Iterator[Finding]:
    """What is wrong with the tags of each paragraph, with its place and its own words."""
    for paragraph, where in places(part, tree).items():
        texts = [text.text or "" for text in own_texts(paragraph)]
        words = "".join(texts)
        if not words:
            continue
        facts = {"template": name, "where": where, "words": words[:_SHORT]}
        if _FULL_WIDTH.search(words):
            yield Finding("T-130", Severity.ERROR, Place(name), facts)
        elif _DELIMITER.search(_COMPLETE.sub("", words)):
            yield Finding("T-131", Severity.ERROR, Place(name), facts)
        else:
            yield from _untidy(name, facts, texts)
        if len(_BLOCK.findall(words)) > 1:
            yield Finding("T-132", Severity.ERROR, Place(name), facts)
    for kind, marked in _LEFT.items():
        found = next(tree.iter(*marked), None)
        if found is not None:
            where = _nearest(part, tree, found)
            yield _found("T-133", Severity.WARNING, name, template=name, where=where, what=kind)


def _untidy(name: str, facts: Mapping[str, object], texts: list[str]) -> Iterator[Finding]:
    """Tags that can be read and had better be put right: quotes of a Chinese keyboard, a tag split over runs."""
    words = "".join(texts)
    tags = list(_COMPLETE.finditer(words))
    if any(_SMART.search(tag[0]) for tag in tags):
        yield Finding("T-137", Severity.WARNING, Place(name), facts)
    ends, at = set(), 0
    for text in texts:
        at += len(text)
        ends.add(at)
    if any(tag.start() < end < tag.end() for tag in tags for end in ends):
        yield Finding("T-138", Severity.INFO, Place(name), facts)


def _nearest(part: str, tree: etree._Element, element: etree._Element) -> Where:
    """The place of the paragraph an element stands in or begins with; the part alone where there is none."""
    around = next(element.iterancestors(f"{W}p"), None)
    inside = around if around is not None else next(element.iter(f"{W}p"), None)
    return places(part, tree)[inside] if inside is not None else Where(short(part))


def _dress(name: str, trees: Mapping[str, etree._Element]) -> Iterator[Finding]:
    """A template without an East Asian face leaves the choice to whoever opens the document."""
    styles = trees.get("word/styles.xml")
    fonts = styles.iter(f"{W}rFonts") if styles is not None else ()
    if not any(font.get(f"{W}eastAsia") or font.get(f"{W}eastAsiaTheme") for font in fonts):
        yield _found("T-134", Severity.WARNING, name, template=name)


def _tags(name: str, part: str, tree: etree._Element, known: Known) -> Iterator[Finding]:
    """Whether the part can be compiled, and whether each field that it names is known."""
    tree, lines = _lined(part, tree)
    xml = docxtpl.DocxTemplate.patch_xml(None, etree.tostring(tree, encoding="unicode")).replace(_LINE_ENDS, "\n")
    try:
        parsed_template = Expressions().parse(xml)
    except TemplateSyntaxError as error:
        where, words = lines[error.lineno - 1] if error.lineno < len(lines) else _left_open(lines)
        facts = {"template": name, "where": where, "words": words[:_SHORT], "reason": error.message or ""}
        yield Finding("T-105", Severity.ERROR, Place(name), facts)
        return
    except RecursionError:
        yield _found("T-110", Severity.ERROR, name, template=name, where=Where(short(part)))
        return
    for tag in parsed_template.find_all((nodes.Filter, nodes.Test)):
        there = Expressions().filters if isinstance(tag, nodes.Filter) else Expressions().tests
        if tag.name not in there:
            where, words = lines[min(tag.lineno, len(lines)) - 1]
            nearest = "、".join(get_close_matches(tag.name, there, 1)) or "、".join(list(FILTERS)[:_FEW])
            facts = {"template": name, "where": where, "words": words[:_SHORT], "filter": tag.name, "nearest": nearest}
            yield Finding("T-140", Severity.ERROR, Place(name), facts)
    for field in named_fields(parsed_template, known):
        if field.missing:
            where, words = lines[min(field.line, len(lines)) - 1]
            facts = {
                "template": name,
                "where": where,
                "words": words[:_SHORT],
                "field": field.said,
                "nearest": field.nearest,
            }
            yield Finding("T-135" if field.nearest else "T-136", Severity.ERROR, Place(name, field=field.said), facts)


def _lined(part: str, tree: etree._Element) -> tuple[etree._Element, list[tuple[Where, str]]]:
    """A part in which each paragraph with tags ends a line inside its last tag, and place and words of each such line.

    Whatever docxtpl takes away round a tag, the tag stays, so that a line of the template's source is a paragraph.
    """
    copy = parsed(etree.tostring(tree))
    lines: list[tuple[Where, str]] = []
    for element in copy.iter():
        element.text, element.tail = (_one_line(said) for said in (element.text, element.tail))
    for paragraph, where in places(part, copy).items():
        texts = own_texts(paragraph)
        words = "".join(text.text or "" for text in texts)
        ends = [found.end() - 2 for found in _COMPLETE.finditer(words)]
        if ends:
            lines.append((where, words))
            _break_at(texts, ends[-1])
    lines.append((Where(short(part)), ""))
    return copy, lines


def _left_open(lines: list[tuple[Where, str]]) -> tuple[Where, str]:
    """The paragraph that begins the innermost loop or condition that nothing ends; the part where there is none."""
    begun: list[tuple[Where, str]] = []
    for line in lines:
        for word in _BEGINS_OR_ENDS.findall(line[1]):
            if not word.startswith("end"):
                begun.append(line)
            elif begun:
                begun.pop()
    return begun[-1] if begun else lines[-1]


def _one_line(said: str | None) -> str | None:
    return said.replace("\n", " ").replace(_LINE_ENDS, " ") if said else said


def _break_at(texts: list[etree._Element], at: int) -> None:
    """Puts the mark of a line's end into the text that has the character at that place of a paragraph."""
    for text in texts:
        said = text.text or ""
        if at < len(said):
            text.text = f"{said[:at]}{_LINE_ENDS}{said[at:]}"
            return
        at -= len(said)
