"""Hostile templates: each is refused by name, in bounded time, and nothing of it runs."""

import io
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archive_tool.documents.confined import Confined
from archive_tool.documents.linting import lint
from archive_tool.documents.properties import Marks
from archive_tool.errors import TemplateFailed
from tests.documents.record import words
from tests.documents.test_templates import known
from tools import parts

SECONDS = 5
NAME = "templates/appointment/C1.docx"
MARK = "/nonexistent-hostile-mark"  # replaced by a path of the test's own
CODE = {
    "globals of a helper": "{{ cycler.__init__.__globals__.os.popen('touch MARK').read() }}",
    "globals of lipsum": "{{ lipsum.__globals__['os'].system('touch MARK') }}",
    "classes of a text": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "class by item": "{{ title['__class__'] }}",
    "class by filter": "{{ title|attr('__class__') }}",
    "method of a text": "{{ title.format(1) }}",
    "self": "{{ self._TemplateReference__context }}",
    "import": "{% import 'os' as o %}{{ o.system('touch MARK') }}",
    "include": "{% include '/etc/passwd' %}",
    "extends": "{% extends '/etc/passwd' %}",
    "macro": "{% macro m() %}{{ caller() }}{% endmacro %}{{ m() }}",
    "call": "{% call title() %}x{% endcall %}",
    "filter block": "{% filter upper %}x{% endfilter %}",
    "namespace": "{% set n = namespace(x=1) %}{% set n.x = 2 %}",
    "do": "{% do [].append(1) %}",
    "recursive loop": "{% for a in candidates recursive %}{{ loop(candidates) }}{% endfor %}",
    "range": "{{ range(1000000000) }}",
    "slice": "{{ title[0:1000000000] }}",
    "map": "{{ candidates|map(attribute='__class__')|list }}",
    "unknown object": "{{ request.application }}",
}  # fmt: skip
BOMBS = {
    "power": "{{ 9 ** 9 ** 9 }}",
    "repeated text": "{{ 'A' * 2000000000 }}",
    "repeated list": "{{ [1] * 2000000000 }}",
    "sum of products": "{{ ('A' * 20000000) ~ ('A' * 20000000) ~ ('A' * 200000000) ~ ('A' * 200000000) }}",
    "centred": "{{ title|center(1000000000) }}",
    "format": "{{ '%1500000000d'|format(1) }}",
    "loops": "".join(f"{{% for v{n} in '{'x' * 300}' %}}" for n in range(5)) + "y" + "{% endfor %}" * 5,
    "list of loops": "{% for a in candidates|numbered(100000000) %}{{ a.no }}{% endfor %}",
    "nested conditions": "{% if title %}" * 3000 + "{% endif %}" * 3000,
    "nested brackets": "{{ " + "(" * 20000 + "1" + ")" * 20000 + " }}",
    "long sum": "{{ " + "+".join(["1"] * 50000) + " }}",
    "long number": "{{ " + "9" * 100000 + " }}",
}  # fmt: skip


def document(*lines: str) -> bytes:
    return parts.document(*(parts.p(line.replace("&", "&amp;").replace("<", "&lt;")) for line in lines))


def changed(change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None, data: bytes | None = None) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data or document("{{ title }}"))) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return made.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    return changed(lambda _, data: data, {name: content})


def replacing(part: str, old: str, new: str) -> bytes:
    return changed(lambda name, data: data.replace(old.encode(), new.encode(), 1) if name == part else data)


def body(xml: str) -> bytes:
    return replacing("word/document.xml", "<w:body>", f"<w:body>{xml}")


def relation(kind: str, target: str, *, external: bool = True) -> bytes:
    mode = ' TargetMode="External"' if external else ""
    line = f'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"{mode}/>'
    return replacing("word/_rels/document.xml.rels", "</Relationships>", f"{line}</Relationships>")


def placed(where: str, code: str) -> bytes:
    """A template with code in one of the places from which plain docxtpl runs it."""
    said = code.replace("&", "&amp;").replace("<", "&lt;")
    if where == "body":
        return document(code)
    if where == "cell":
        return parts.document(parts.table(parts.columns(1, 1), parts.r("甲", said)))
    if where == "footer":
        return replacing("word/footer1.xml", "</w:p>", f"<w:r><w:t>{said}</w:t></w:r></w:p>")
    if where == "properties":
        core = (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
            f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{said}</dc:title></cp:coreProperties>'
        )
        return with_part("docProps/core.xml", core.encode())
    tag = {"header": "hdr", "footnotes": "footnotes"}[where]
    part = {"header": "header9", "footnotes": "footnotes"}[where]
    kind = {"header": "header", "footnotes": "footnotes"}[where]
    inside = f"<w:p><w:r><w:t>{said}</w:t></w:r></w:p>"
    inside = f'<w:footnote w:id="1">{inside}</w:footnote>' if where == "footnotes" else inside
    xml = f'<w:{tag} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{inside}</w:{tag}>'
    override = f'<Override PartName="/word/{part}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
    line = f'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{part}.xml"/>'

    def change(name: str, data: bytes) -> bytes:
        if name == "[Content_Types].xml":
            return data.replace(b"</Types>", f"{override}</Types>".encode())
        return data.replace(b"</Relationships>", f"{line}</Relationships>".encode()) if name == "word/_rels/document.xml.rels" else data

    return changed(change, {f"word/{part}.xml": xml.encode()})


def zip_of(*members: tuple[str, bytes], packed: bool = True) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as package:
        for name, content in members:
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED)
    return made.getvalue()


def lying() -> bytes:
    """A member that says it is ten bytes long and inflates to sixty million."""
    name, content = b"word/document.xml", zlib.compress(b"0" * 60_000_000, 9)[2:-4]
    head = struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 33, 0, len(content), 10, len(name), 0)
    local = b"PK\x03\x04" + head + name + content
    central = b"PK\x01\x02" + struct.pack("<H", 20) + head + struct.pack("<HHHLL", 0, 0, 0, 0, 0) + name
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 1, 1, len(central), len(local), 0)


def encrypted() -> bytes:
    data = bytearray(zip_of(("word/document.xml", b"<x/>"), packed=False))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


def link() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        info = zipfile.ZipInfo("word/document.xml")
        info.external_attr = 0o120777 << 16
        package.writestr(info, "/etc/passwd")
    return made.getvalue()


LAUGHS = "<!DOCTYPE x [" + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10)) + "]>"
CARRIERS = {
    "no zip": b"no zip at all",
    "an old Word file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000,
    "cut off": document("{{ title }}")[:-60],
    "zip bomb": zip_of(("word/document.xml", b"0" * 120_000_000)),
    "zip bomb of many": zip_of(*((f"word/media/i{n}.png", b"0" * 5_000_000) for n in range(30))),
    "too many members": zip_of(*((f"word/media/i{n}.png", b"") for n in range(2_100)), packed=False),
    "lying size": lying(),
    "climbing name": with_part("../../outside.xml", b"<x/>"),
    "absolute name": with_part("/etc/outside.xml", b"<x/>"),
    "backslash name": with_part("word\\..\\..\\outside.xml", b"<x/>"),
    "drive name": with_part("C:/outside.xml", b"<x/>"),
    "twin by case": with_part("word/Document.xml", b"<x/>"),
    "encrypted": encrypted(),
    "link": link(),
    "macros": with_part("word/vbaProject.bin", b"x"),
    "macro document": replacing("[Content_Types].xml", "document.main+xml", "document.macroEnabled.main+xml"),
    "embedded object": with_part("word/embeddings/oleObject1.bin", b"x"),
    "control": with_part("word/activeX/activeX1.xml", b"<x/>"),
    "embedded font": with_part("word/fonts/font1.odttf", b"x"),
    "ribbon": with_part("customUI/customUI.xml", b"<x/>"),
    "printer settings": with_part("word/printerSettings1.bin", b"x"),
    "signature": with_part("_xmlsignatures/sig1.xml", b"<x/>"),
    "document type": replacing("word/styles.xml", "?>", "?><!DOCTYPE x SYSTEM 'http://example.invalid/x.dtd'>"),
    "billion laughs": replacing("word/styles.xml", "?>", f"?>{LAUGHS}"),
    "entity from outside": replacing("word/document.xml", "?>", "?><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"),
    "utf-16": changed(lambda name, data: data.decode().replace("UTF-8", "UTF-16").encode("utf-16") if name == "word/styles.xml" else data),
    "broken part": changed(lambda name, data: data[:-30] if name == "word/document.xml" else data),
    "deep part": body("<w:p>" * 5_000 + "</w:p>" * 5_000),
    "altChunk": body('<w:altChunk xmlns:r="urn:r" r:id="rIdX"/>'),
    "object": body("<w:p><w:r><w:object/></w:r></w:p>"),
    "DDE": body('<w:p><w:fldSimple w:instr=" DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/></w:p>'),
    "split DDE": body('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DD</w:instrText></w:r><w:r><w:instrText>E x y</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'),
    "INCLUDETEXT": body('<w:p><w:fldSimple w:instr="INCLUDETEXT file:///etc/passwd"/></w:p>'),
    "INCLUDEPICTURE": body('<w:p><w:fldSimple w:instr="INCLUDEPICTURE http://example.invalid/x.png"/></w:p>'),
    "MACROBUTTON": body('<w:p><w:fldSimple w:instr="MACROBUTTON go"/></w:p>'),
    "template from outside": relation("attachedTemplate", "http://example.invalid/x.dotm"),
    "picture from outside": relation("image", "http://example.invalid/x.png"),
    "picture from a share": relation("image", "\\\\\\\\server\\\\share\\\\x.png", external=False),
    "frame from outside": relation("frame", "http://example.invalid/x.html"),
    "link to a file": relation("hyperlink", "file:///etc/passwd"),
    "object from outside": relation("oleObject", "http://example.invalid/x.bin"),
}  # fmt: skip


@pytest.fixture(scope="module")
def child() -> Iterator[Confined]:
    with Confined() as confined:
        yield confined


def refused_for(data: bytes, child: Confined) -> set[str]:
    """The rules by which a template is refused: at the lint that stands before its first use, or when it is filled."""
    stopping = {finding.rule for finding in lint(NAME, data, known("appointment")) if finding.stops}
    if stopping:
        return stopping
    try:
        child.render(NAME, data, words(), Marks())
    except TemplateFailed as error:
        return {error.key}
    return set()


def check(data: bytes, child: Confined, full: bool) -> None:
    began = time.perf_counter()
    rules = refused_for(data, child)
    took = time.perf_counter() - began
    assert rules
    assert all(rule.startswith(("T-1", "V-0")) for rule in rules), rules
    assert not full or took < SECONDS, f"{took:.1f} s"


@pytest.mark.parametrize("where", ["body", "cell", "header", "footer", "footnotes", "properties"])
@pytest.mark.parametrize("code", list(CODE))
def test_code_is_refused_wherever_it_stands(where: str, code: str, child: Confined, tmp_path: Path, full: bool) -> None:
    mark = tmp_path / "ran"
    check(placed(where, CODE[code].replace("MARK", str(mark))), child, full)
    assert not mark.exists()


@pytest.mark.slow
@pytest.mark.parametrize("bomb", list(BOMBS))
def test_what_would_never_end_is_ended(bomb: str, child: Confined, full: bool) -> None:
    check(document(BOMBS[bomb]), child, full)


@pytest.mark.parametrize("carrier", list(CARRIERS))
def test_what_carries_more_than_text_is_refused(carrier: str, child: Confined, full: bool) -> None:
    check(CARRIERS[carrier], child, full)


def test_a_good_template_is_filled_after_all_that(child: Confined) -> None:
    assert refused_for(document("{{ title }}"), child) == set()
