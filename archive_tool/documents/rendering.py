"""Case words + template -> Word file. The only module that knows docxtpl.

docxtpl's own steps are kept (its patching of tags, its handling of line breaks, tables and picture ids), so that the
result is the same canonical XML; but a template is patched and compiled once, and what does not change is copied as
compressed bytes. Every document is read back before it is handed over.

    load_template(name, data, …) -> Template
    render(template, words, marks, draft=…) -> Rendered
"""

import hashlib
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

import docxtpl
from docx.opc.exceptions import PackageNotFoundError
from jinja2 import Template as JinjaTemplate
from jinja2 import TemplateSyntaxError
from jinja2.exceptions import TemplateError
from lxml import etree

from archive_tool.documents import properties
from archive_tool.documents.expressions import READING, Expressions
from archive_tool.documents.places import first_with, locate, words_of
from archive_tool.documents.properties import Marks
from archive_tool.documents.reading import BODY, W, digest_of, is_margin, margin_lines, parsed, quick_structure
from archive_tool.documents.soundness import is_sound
from archive_tool.documents.wording import Reading, Words
from archive_tool.documents.zipping import Member, packed, zipped
from archive_tool.errors import TemplateFailed
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.places import Place

_DECLARATION: Final = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TAG: Final = re.compile(r"\{[{%#]")
_SPECIAL: Final = re.compile("[\n\t\a\f]")
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_PARAGRAPH: Final = re.compile(r"<w:p(?: [^>]*)?>.*?</w:p>", re.DOTALL)
_BODY_START: Final = re.compile(r"^<w:body[^>]*>")
_GRID: Final = re.compile(r"w:gridSpan w:val=\"\{\{|\{%\s*(?:tc|hm|vm)\b|\{\{tc\b")
_LITERALS: Final = (("{_{", "{{ '{{' }}"), ("}_}", "{{ '}}' }}"), ("{_%", "{{ '{%' }}"), ("%_}", "{{ '%}' }}"))
_DRAWING: Final = re.compile(r"<w:drawing>.*?</w:drawing>", re.DOTALL)
_EMBEDDED: Final = re.compile(r'r:embed="([^"]+)"')
PHOTO: Final = "照片"  # the description by which a template's picture is known as the place of the person's photo
_CORE, _APP, _CUSTOM = "docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_WHOLE: Final = re.compile(r"\{%\s*(?:p|tr|tc)\s")
_SEPARATORS: Final = re.compile("[\n\t\a\f]+")
_MARKED: Final = re.compile("(【待填：[^】]*】)")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a template that has tags, compiled.

    Attributes:
        name: `word/document.xml`.
        compiled: the patched XML as a Jinja template.
        before, after: what stands round it in the part and has no tags.
        fixed: no document can need docxtpl's repair of tables or picture ids.
        special: its own text holds line breaks or tabs that docxtpl turns into elements.
        sound: whatever is filled in, the part is well-formed; see `soundness`.
    """

    name: str
    compiled: JinjaTemplate
    before: str
    after: str
    fixed: bool
    special: bool
    sound: bool


@dataclass(frozen=True, slots=True)
class Template:
    """A Word template, ready to be filled any number of times.

    Attributes:
        name: as people know it, `C6_考察材料.docx`.
        digest: SHA-256 of its bytes.
        members: everything in it, in order; `None` content of parts that are filled.
        parts: what is filled.
        engine: docxtpl's own.
        margins: lines of the headers, footers and notes that nothing is filled into.
        photo: the member with the picture that gives way to a person's photo; empty when there is none.
    """

    name: str
    digest: str
    members: tuple[Member, ...]
    parts: Mapping[str, Part]
    engine: Any
    margins: frozenset[str] = frozenset()
    photo: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished document.

    Attributes:
        data: the Word file.
        text_digest: of its text and structure; tells an edit from a mere save.
        values_digest: of what the template read; tells whether it is stale.
        reads: dotted path -> value as text, of everything the template read.
        missing: fields that were printed but are not there (drafts only).
    """

    data: bytes
    text_digest: str
    values_digest: str
    reads: Mapping[str, str]
    missing: tuple[str, ...]


def load_template(name: str, data: bytes) -> Template:
    """Patches and compiles a template.

    Raises TemplateFailed: it is no Word file, or a tag is not closed or not allowed; the finding names the place. A
    template of an organisation must have passed linting before.
    """
    try:
        engine = docxtpl.DocxTemplate(BytesIO(data))
        engine.render_init()
        sources = _sources(engine)
        members = _members(data)
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError, etree.XMLSyntaxError, zlib.error) as error:
        raise TemplateFailed("template.unreadable", template=name, reason=str(error)) from error
    environment = Expressions()
    parts = {part: _compiled(environment, name, part, source) for part, source in sources.items()}
    fixed = [parsed(member.content()) for member in members if is_margin(member.name) and member.name not in parts]
    margins = frozenset(line for tree in fixed for line in margin_lines(tree))
    return Template(name, hashlib.sha256(data).hexdigest(), members, parts, engine, margins, _photo_member(engine))


def _photo_member(engine: Any) -> str:
    """Where the picture described as 照片 lies in the package; a template may hold one."""
    for drawing in _DRAWING.findall(engine.get_xml()):
        found = _EMBEDDED.search(drawing)
        if f'descr="{PHOTO}"' in drawing and found is not None:
            return str(engine.docx.part.related_parts[found[1]].partname).lstrip("/")
    return ""


def _sources(engine: Any) -> dict[str, tuple[str, str, str]]:
    """The XML of each part that has tags, as docxtpl sees it, with what stands before and after it in the part."""
    found = {BODY: _body(engine)}
    for uri in (engine.HEADER_URI, engine.FOOTER_URI):
        for _, part in engine.get_headers_footers(uri):
            found[str(part.partname).lstrip("/")] = (engine.get_part_xml(part), _DECLARATION.decode(), "")
    for part in engine.docx.part.package.parts:
        if part.content_type.endswith("wordprocessingml.footnotes+xml"):
            found[str(part.partname).lstrip("/")] = (part.blob.decode("utf-8"), "", "")
    return {name: source for name, source in found.items() if _TAG.search(_bare(source[0])) or name == BODY}


def _bare(xml: str) -> str:
    """The XML without markup inside tags, so that a tag split over runs is seen."""
    return re.sub(r"<[^>]*>", "", xml)


def _body(engine: Any) -> tuple[str, str, str]:
    """The body as docxtpl takes it, and the document round it."""
    root = engine.docx._element  # noqa: SLF001 - docxtpl's own handle on the document
    frame = parsed(etree.tostring(root))
    body = frame.find(f"{W}body")
    assert body is not None
    body.clear()
    body.text = "@BODY@"
    before, _, after = etree.tostring(frame, encoding="unicode").partition("@BODY@")
    xml = engine.get_xml()
    inner = _BODY_START.sub("<w:body>", xml)
    return inner.removeprefix("<w:body>").removesuffix("</w:body>"), _DECLARATION.decode() + before, after


def _members(data: bytes) -> tuple[Member, ...]:
    """Everything in a template as it will stand in its documents: properties are ours, dates are fixed."""
    with ZipFile(BytesIO(data)) as package:
        names = [info.filename for info in package.infolist() if not info.is_dir()]
        contents = {name: package.read(name) for name in names}
    contents["[Content_Types].xml"] = _with_types(contents["[Content_Types].xml"])
    contents["_rels/.rels"] = _with_relations(contents["_rels/.rels"])
    contents[_APP] = properties.APP.encode()
    ours = (_CORE, _CUSTOM)
    kept = [
        name for name in (*dict.fromkeys(("[Content_Types].xml", "_rels/.rels", *names, _APP)),) if name not in ours
    ]
    return tuple(packed(name, contents[name]) for name in kept)


_TYPES: Final = {
    f"/{_CORE}": "application/vnd.openxmlformats-package.core-properties+xml",
    f"/{_APP}": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    f"/{_CUSTOM}": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
_RELATIONS: Final = (
    (f"{_PACKAGE}/relationships/metadata/core-properties", _CORE),
    (f"{_OFFICE}/relationships/extended-properties", _APP),
    (f"{_OFFICE}/relationships/custom-properties", _CUSTOM),
)


def _serialised(tree: etree._Element) -> bytes:
    """A part as bytes."""
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _with_types(xml: bytes) -> bytes:
    """The list of content types with our three property parts."""
    tree = parsed(xml)
    for override in tree.findall(f"{{{_PACKAGE}/content-types}}Override"):
        if override.get("PartName") in _TYPES:
            tree.remove(override)
    for part, kind in _TYPES.items():
        etree.SubElement(tree, f"{{{_PACKAGE}/content-types}}Override", {"PartName": part, "ContentType": kind})
    return _serialised(tree)


def _with_relations(xml: bytes) -> bytes:
    """The package's relations with our three property parts."""
    tree = parsed(xml)
    kinds = {kind for kind, _ in _RELATIONS}
    kept = [relation for relation in tree if relation.get("Type") not in kinds]
    taken = {relation.get("Id") for relation in kept}
    for relation in list(tree):
        tree.remove(relation)
    tree.extend(kept)
    free = (f"rIdP{number}" for number in range(1, len(taken) + len(_RELATIONS) + 1))
    for kind, target in _RELATIONS:
        key = next(name for name in free if name not in taken)
        etree.SubElement(tree, f"{{{_PACKAGE}/relationships}}Relationship", {"Id": key, "Type": kind, "Target": target})
    return _serialised(tree)


def _compiled(environment: Expressions, template: str, name: str, source: tuple[str, str, str]) -> Part:
    """One part, patched by docxtpl and compiled by Jinja."""
    xml, before, after = source
    patched = docxtpl.DocxTemplate.patch_xml(None, xml)
    if patched.count("{{") < _bare(xml).count("{{"):  # a field beside a paragraph statement goes with the paragraph
        words = next((one for one in map(_bare, _PARAGRAPH.findall(xml)) if "{{" in one and _WHOLE.search(one)), "")
        facts = {"template": template, "where": name, "words": words[:60]}
        raise TemplateFailed("T-132", findings=(_finding("T-132", template, "", **facts),), **facts)
    for typed, meant in _LITERALS:
        patched = patched.replace(typed, meant)
    try:
        compiled = environment.from_string(patched)
    except TemplateSyntaxError as error:
        raise _syntax_failed(environment, template, name, patched, error) from error
    except (SyntaxError, RecursionError, MemoryError) as error:  # more loops in one another than Python compiles
        raise TemplateFailed("T-110", template=template, where=name) from error
    fixed = name != BODY or ("<wp:docPr" not in xml and _grids_hold(xml))
    texts = "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", patched))
    sound = is_sound(environment.parse(patched), before.partition("?>")[2], after)
    return Part(name, compiled, before, after, fixed, _SPECIAL.search(texts) is not None, sound)


def _syntax_failed(
    environment: Expressions, template: str, name: str, patched: str, error: TemplateSyntaxError
) -> TemplateFailed:
    """The error of a template that cannot be compiled, with the paragraph's own words."""
    lined = re.sub(r"<w:p([ >])", r"\n<w:p\1", patched)
    words = ""
    try:
        environment.from_string(lined)
    except TemplateSyntaxError as again:
        lines = lined.split("\n")
        words = _bare(lines[min(again.lineno, len(lines)) - 1]).strip()[:60]
    facts = {"template": template, "where": name, "words": words, "reason": error.message or ""}
    return TemplateFailed("T-105", findings=(_finding("T-105", template, "", **facts),), **facts)


def _grids_hold(xml: str) -> bool:
    """Whether each table keeps its grid whatever is filled in: no tag changes cells, a fixed row spans all columns."""
    if _GRID.search(xml):
        return False
    tree = etree.fromstring(f'<x xmlns:w="{W[1:-1]}">{_unprefixed(xml)}</x>', etree.XMLParser(recover=True))
    return all(_grid_holds(table) for table in tree.iter(f"{W}tbl"))


def _unprefixed(xml: str) -> str:
    """Only what tables need: elements of other namespaces are dropped by name, their content stays."""
    return re.sub(r"</?(?!w:)[A-Za-z0-9]+:[^>]*>", "", xml)


def _grid_holds(table: etree._Element) -> bool:
    columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
    depth, held = 0, False
    for row in table.iter(f"{W}tr"):
        words = words_of(row)
        if "{%tr" in words:
            depth += len(re.findall(r"\{%tr\s+(?:if|for)\b", words)) - len(re.findall(r"\{%tr\s+end", words))
            continue
        cells = row.findall(f"{W}tc")
        spans = sum(int(span.get(f"{W}val", "1")) for cell in cells for span in cell.findall(f"{W}tcPr/{W}gridSpan"))
        width = len(cells) + spans - sum(len(cell.findall(f"{W}tcPr/{W}gridSpan")) for cell in cells)
        if len(cells) > columns or width > columns:
            return False
        held = held or (depth == 0 and width == columns)
    return held


def render(template: Template, words: Words, marks: Marks, *, draft: bool = False) -> Rendered:
    """A document.

    Args:
        template: what `load_template` gave.
        words: what `wording.context` gave.
        marks: what the file says of itself.
        draft: print 【待填：字段】 for what is missing, instead of refusing.

    Raises TemplateFailed with a finding for each field that is printed but not there, for a value with characters that
    no document may hold, and when the finished file does not say what was put into it.
    """
    reading = Reading(words)
    filled = {name: _filled(template, part, reading) for name, part in template.parts.items()}
    put_in = "".join(reading.emitted)
    if _FORBIDDEN.search(put_in):
        raise _forbidden_failed(template.name, reading)
    special = _SPECIAL.search(put_in) is not None
    texts = {name: _assembled(template, template.parts[name], xml, special) for name, xml in filled.items()}
    contents = {name: text.encode() for name, text in texts.items()}
    for name, content in contents.items():
        if special or not template.parts[name].sound:
            _prove(template.name, content)
    if not template.parts[BODY].fixed:
        contents[BODY] = _settled(template, contents[BODY])
        texts[BODY] = contents[BODY].decode()
    said = {name: quick_structure(text) for name, text in texts.items()}
    _read_back(template.name, reading.emitted, said, contents)
    filled_margins = {line for part in contents if is_margin(part) for line in margin_lines(parsed(contents[part]))}
    if reading.missing:
        trees = {name: parsed(content) for name, content in contents.items()}
        if not draft:
            raise _missing_failed(template.name, reading, trees)
        _redden(trees, contents)
    reads = {path: str(value) for path, value in reading.reads.items()}
    values = values_digest(reads)
    if template.photo and words.photo:
        contents[template.photo] = words.photo
    made = _packed(template, contents, marks, values)
    return Rendered(
        data=zipped(made),
        text_digest=digest_of(said[BODY], {*template.margins, *filled_margins}),
        values_digest=values,
        reads=reads,
        missing=tuple(reading.missing),
    )


def values_digest(reads: Mapping[str, str]) -> str:
    """The digest of what a template read, whatever the order."""
    return hashlib.sha256("\0".join(sorted(map("\1".join, reads.items()))).encode()).hexdigest()


def _filled(template: Template, part: Part, reading: Reading) -> str:
    """The XML that Jinja emits for a part."""
    try:
        return part.compiled.render({READING: reading})
    except (TemplateError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        facts = {"template": template.name, "where": part.name, "reason": str(error), "field": _last(reading)}
        raise TemplateFailed(
            "T-106", findings=(_finding("T-106", template.name, _last(reading), **facts),), **facts
        ) from error


def _last(reading: Reading) -> str:
    """The field that was read last: what an expression that failed was about."""
    return next(reversed(reading.reads), "")


def _forbidden_failed(template: str, reading: Reading) -> TemplateFailed:
    """Control characters, halves of surrogates and non-characters cannot stand in a Word file."""
    found = [path for path, value in reading.reads.items() if _FORBIDDEN.search(str(value))]
    findings = tuple(_finding("T-102", template, path, template=template, field=path) for path in found or [""])
    return TemplateFailed("T-102", findings=findings, template=template, field="、".join(found))


def _assembled(template: Template, part: Part, xml: str, special: bool) -> str:
    """The whole part, line breaks and tabs of values turned into elements as docxtpl does."""
    if special or part.special:
        resolve = template.engine.resolve_listing
        xml = _PARAGRAPH.sub(lambda found: resolve(found[0]) if _SPECIAL.search(found[0]) else found[0], xml)
    return part.before + xml + part.after


def _prove(template: str, content: bytes) -> None:
    """Proves that a part is well-formed; nothing is repaired in silence."""
    try:
        expat.ParserCreate().Parse(content, True)
    except expat.ExpatError as error:
        raise TemplateFailed("T-107", template=template, reason=str(error)) from error


def _settled(template: Template, content: bytes) -> bytes:
    """The body after docxtpl's repair of tables and picture ids, where a document may need it."""
    engine = template.engine
    tree = engine.fix_tables(content)
    engine.docx_ids_index = 1000
    engine.fix_docpr_ids(tree)
    return _serialised(tree)


def _read_back(template: str, emitted: Sequence[str], said: Mapping[str, str], contents: Mapping[str, bytes]) -> None:
    """Everything that was put in stands in the finished parts, in order."""
    words = "".join(said.values())
    find, at = words.find, 0
    for value in emitted:
        found = find(value, at)
        if found >= 0:
            at = found + len(value)
            continue
        for piece in filter(None, _SEPARATORS.split(value)):
            found = find(piece, at)
            if found >= 0:
                at = found + len(piece)
            elif not any(_in_attributes(parsed(content), piece) for content in contents.values()):
                raise TemplateFailed("T-103", template=template, value=piece)


def _in_attributes(tree: etree._Element, value: str) -> bool:
    """Whether a value went into an attribute: a span or a colour."""
    return any(value in attribute for element in tree.iter() for attribute in element.attrib.values())


def _missing_failed(template: str, reading: Reading, trees: Mapping[str, etree._Element]) -> TemplateFailed:
    """One finding for each field that is printed but not there."""
    findings = []
    for path in reading.missing:
        part, paragraph = first_with(trees, f"【待填：{reading.label(path)}】")
        where = locate(part, paragraph) if paragraph is not None else part
        words = "" if paragraph is None else words_of(paragraph)[:40]
        findings.append(_finding("T-101", template, path, template=template, field=path, where=where, words=words))
    return TemplateFailed(
        "T-101", findings=tuple(findings), template=template, field="、".join(reading.missing), where="", words=""
    )


def _finding(rule: str, source: str, path: str, /, **facts: object) -> Finding:
    return Finding(rule, Severity.ERROR, Place(source, field=path), facts)


def _redden(trees: dict[str, etree._Element], contents: dict[str, bytes]) -> None:
    """Makes every 【待填：字段】 of a draft red, so that nobody overlooks it."""
    for name, tree in trees.items():
        for text in list(tree.iter(f"{W}t")):
            if _MARKED.search(text.text or ""):
                _split_red(text)
        contents[name] = _serialised(tree)


def _split_red(text: etree._Element) -> None:
    """Gives each mark in a text a run of its own, red, dressed as the run it stood in."""
    run = text.getparent()
    assert run is not None
    for piece in reversed([piece for piece in _MARKED.split(text.text or "") if piece]):
        made = etree.Element(f"{W}r")
        dress = run.find(f"{W}rPr")
        own = parsed(etree.tostring(dress)) if dress is not None else etree.Element(f"{W}rPr")
        if _MARKED.fullmatch(piece):
            _colour(own)
        made.append(own)
        said = etree.SubElement(made, f"{W}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
        said.text = piece
        run.addnext(made)
    run.remove(text)


_BEFORE_COLOUR: Final = tuple(
    f"{W}{name}" for name in (
        "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
        "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden",
    )
)  # fmt: skip


def _colour(dress: etree._Element) -> None:
    """Red, at the place in the order of elements where Word wants it."""
    for old in dress.findall(f"{W}color"):
        dress.remove(old)
    at = sum(1 for child in dress if child.tag in _BEFORE_COLOUR)
    dress.insert(at, etree.Element(f"{W}color", {f"{W}val": "FF0000"}))


def _packed(template: Template, contents: Mapping[str, bytes], marks: Marks, values: str) -> list[Member]:
    """All members of a document: what changed is compressed, the rest copied, our properties last."""
    members = [packed(m.name, contents[m.name]) if m.name in contents else m for m in template.members]
    if marks.public:
        members = [_without_custom(member) for member in members]
        return [*members, packed(_CORE, properties.core(marks))]
    own = properties.custom(marks, template.digest, values)
    return [*members, packed(_CORE, properties.core(marks)), packed(_CUSTOM, own)]


def _without_custom(member: Member) -> Member:
    """The lists of parts without the custom properties, for public papers."""
    if member.name not in ("[Content_Types].xml", "_rels/.rels"):
        return member
    tree = parsed(member.content())
    for entry in list(tree):
        if _CUSTOM in (entry.get("Target", ""), entry.get("PartName", "").lstrip("/")):
            tree.remove(entry)
    return packed(member.name, _serialised(tree))
