"""Files made by hand, so that a test shows what stands in them."""

import io
from collections.abc import Callable, Iterator
from zipfile import ZipFile

import pytest

from archive_tool.model.entries import FileText
from archive_tool.texts.extracting import Extractor

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def zipped(members: dict[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with ZipFile(target, "w") as package:
        for name, content in members.items():
            package.writestr(name, content)
    return target.getvalue()


def word(body: str, **parts: str) -> bytes:
    """A Word file of a body and further parts (`header`, `footnotes` …) given as the XML inside their root."""
    inside = {"document": ("main", body)} | {name: (name, xml) for name, xml in parts.items()}
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{KIND}.{kind}+xml"/>' if name != "document"
        else f'<Override PartName="/word/document.xml" ContentType="{KIND}.document.main+xml"/>'
        for name, (kind, _) in inside.items()
    )  # fmt: skip
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{types}</Types>'
    }
    for name, (_, xml) in inside.items():
        root = "document" if name == "document" else "hdr"
        body_xml = f"<w:body>{xml}</w:body>" if name == "document" else xml
        members[f"word/{name}.xml"] = f'<w:{root} xmlns:w="{W}" xmlns:mc="{MC}">{body_xml}</w:{root}>'
    return zipped(members)


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def pdf(*pages: str, told: bool = True) -> bytes:
    """A PDF whose font says what its glyphs mean, or (`told` False) does not."""
    chars = sorted({char for page in pages for char in page})
    glyph = {char: number + 1 for number, char in enumerate(chars)}
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>")
    mapped = "".join(f"<{code:04x}> <{ord(char) if told else 0xE000 + code:04x}>\n" for char, code in glyph.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n1 begincodespacerange\n<0000> <ffff>\n"
        f"endcodespacerange\n{len(glyph)} beginbfchar\n{mapped}endbfchar\nendcmap end end"
    )
    objects.append("<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>")
    objects.append("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /CIDSystemInfo << /Registry (A) /Ordering (B) /Supplement 0 >> /DW 1000 >>")
    objects.append(f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream")
    for n, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {7 + 2 * n} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        codes = "".join(f"{glyph[char]:04x}" for char in page)
        content = f"BT /F1 12 Tf 50 700 Td <{codes}> Tj ET" if page else ""
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    out = b"%PDF-1.7\n"
    places = []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(out)
    return out + (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n"
        f"startxref\n{start}\n%%EOF\n"
    ).encode()


@pytest.fixture(scope="module")
def extractor() -> Iterator[Extractor]:
    with Extractor() as one:
        yield one


@pytest.fixture
def extract(extractor: Extractor) -> Callable[[bytes, str], FileText]:
    return lambda data, suffix: extractor.extract(io.BytesIO(data), f"data/x{suffix}", suffix)
