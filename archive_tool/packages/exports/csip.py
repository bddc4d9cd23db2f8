"""E-ARK CSIP 2.1.0: where the files of a package go in such an information package, and its two METS documents. Pure.

Our sealed package stays what it is; the information package is a copy in another order. What only describes the bag
(its manifests) is kept under metadata/other; 先读我.txt and 查阅.html, which speak of the bag's own folders, stay
behind.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote

from archive_tool import VERSION
from archive_tool.packages.formats import format_of
from archive_tool.packages.layout import DATA, LISTS, METADATA, README, VIEWER
from archive_tool.packages.markup import Attributes, Element, xml_bytes
from archive_tool.packages.reading import Catalogue

REPRESENTATION: Final = "rep1"
METS: Final = "METS.xml"
SCHEMAS: Final = ("elements.xsd",)
_PROFILE: Final = "https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml"
_ROOT: Final = PurePosixPath("representations") / REPRESENTATION
_CONTENT: Final = "Dossier of items by DA/T 22-2015"
_NAMESPACES: Final = (
    ("xmlns", "http://www.loc.gov/METS/"),
    ("xmlns:csip", "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"),
    ("xmlns:xlink", "http://www.w3.org/1999/xlink"),
    ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
)


@dataclass(frozen=True, slots=True)
class Copied:
    """A file of the information package as it was written: where, how long, and its SHA-256."""

    path: PurePosixPath
    size: int
    sha256: str


# Where what lies under a folder of the package goes; the first that fits counts, what fits none describes the bag.
_PLACES: Final = (
    (LISTS, PurePosixPath("documentation")),
    (DATA, _ROOT / "data"),
    (METADATA / "elements.xml", _ROOT / "metadata/descriptive/elements.xml"),
    (METADATA / "premis.xml", PurePosixPath("metadata/preservation/premis.xml")),
    (METADATA / "catalogue.json", PurePosixPath("metadata/descriptive/catalogue.json")),
    (METADATA / "catalogue.csv", PurePosixPath("metadata/descriptive/catalogue.csv")),
    (METADATA, PurePosixPath("metadata/other")),
    (PurePosixPath(), PurePosixPath("metadata/other/bag")),
)


def place_of(name: str) -> PurePosixPath | None:
    """Where a file of the package goes; None for one that stays behind."""
    path = PurePosixPath(name)
    if path in (README, VIEWER):
        return None
    return next(to / path.relative_to(of) for of, to in _PLACES if path.is_relative_to(of))


def representation_mets(catalogue: Catalogue, copied: Iterable[Copied], created: str) -> bytes:
    """representations/rep1/METS.xml: the papers, and the DA/T 46 elements that describe them."""
    inside = [
        Copied(each.path.relative_to(_ROOT), each.size, each.sha256)
        for each in copied
        if each.path.is_relative_to(_ROOT) and each.path.name != METS
    ]
    described = [each for each in inside if each.path.parts[0] == "metadata"]
    papers = [each for each in inside if each.path.parts[0] == "data"]
    dmd = _references("dmdSec", "dmd", described, created, catalogue)
    group = _group("Representations", "papers", papers, catalogue)
    top: Element = (
        "div",
        (
            ("div", "", (("ID", "div-metadata"), ("LABEL", "Metadata"), ("DMDID", _ids("dmd", described)))),
            ("div", (("fptr", "", (("FILEID", "papers"),)),), (("ID", "div-papers"), ("LABEL", "Representations"))),
        ),
        (("ID", "div-rep"), ("LABEL", REPRESENTATION)),
    )
    return _mets(REPRESENTATION, catalogue, created, (*dmd, ("fileSec", (group,), (("ID", "files"),)), _map(top)))


def root_mets(catalogue: Catalogue, copied: Sequence[Copied], created: str) -> bytes:
    """METS.xml: metadata, documentation, schemas, and the way to the representation."""

    def under(folder: str) -> list[Copied]:
        return [each for each in copied if each.path.is_relative_to(folder)]

    described, kept = under("metadata/descriptive"), [*under("metadata/preservation"), *under("metadata/other")]
    pointer = next(each for each in copied if each.path == _ROOT / METS)
    groups = (
        _group("Documentation", "documentation", under("documentation"), catalogue),
        _group("Schemas", "schemas", under("schemas"), catalogue),
        _group(f"Representations/{REPRESENTATION}", "representation", [pointer], catalogue),
    )
    to_mets: Attributes = (
        ("LOCTYPE", "URL"), ("xlink:type", "simple"), ("xlink:href", quote(str(pointer.path))),
        ("xlink:title", "papers"),
    )  # fmt: skip
    one: Attributes = (("ID", "div-rep1"), ("LABEL", f"Representations/{REPRESENTATION}"))
    metadata: Attributes = (
        ("ID", "div-metadata"), ("LABEL", "Metadata"), ("ADMID", _ids("prov", kept)), ("DMDID", _ids("dmd", described)),
    )  # fmt: skip
    top: Element = (
        "div",
        (
            ("div", "", metadata),
            _division("Documentation", "documentation"),
            _division("Schemas", "schemas"),
            (
                "div",
                (
                    ("fptr", "", (("FILEID", "representation"),)),
                    ("div", (("mptr", "", to_mets),), one),
                ),
                (("ID", "div-representations"), ("LABEL", "Representations")),
            ),
        ),
        (("ID", "div-top"), ("LABEL", catalogue.package)),
    )  # fmt: skip
    provenance = _references("digiprovMD", "prov", kept, created, catalogue)
    return _mets(
        catalogue.package,
        catalogue,
        created,
        (
            *_references("dmdSec", "dmd", described, created, catalogue),
            ("amdSec", tuple(provenance)),
            ("fileSec", groups, (("ID", "files"),)),
            _map(top),
        ),
    )


def _mets(identity: str, catalogue: Catalogue, created: str, parts: tuple[Element, ...]) -> bytes:
    agent: Element = (
        "agent",
        (("name", "archive-tool"), ("note", VERSION, (("csip:NOTETYPE", "SOFTWARE VERSION"),))),
        (("ROLE", "CREATOR"), ("TYPE", "OTHER"), ("OTHERTYPE", "SOFTWARE")),
    )
    head: Element = (
        "metsHdr",
        (agent,),
        (("CREATEDATE", created), ("LASTMODDATE", created), ("csip:OAISPACKAGETYPE", "AIP")),
    )
    attributes: Attributes = (
        *_NAMESPACES, ("OBJID", identity), ("LABEL", catalogue.title), ("TYPE", "Textual works – Digital"),
        ("csip:CONTENTINFORMATIONTYPE", "OTHER"), ("csip:OTHERCONTENTINFORMATIONTYPE", _CONTENT), ("PROFILE", _PROFILE),
    )  # fmt: skip
    return xml_bytes(("mets", (head, *parts), attributes))


def _division(label: str, group: str) -> Element:
    return ("div", (("fptr", "", (("FILEID", group),)),), (("ID", f"div-{group}"), ("LABEL", label)))


def _map(top: Element) -> Element:
    return ("structMap", (top,), (("ID", "map"), ("TYPE", "PHYSICAL"), ("LABEL", "CSIP")))


def _ids(prefix: str, files: Sequence[Copied]) -> str:
    return " ".join(f"{prefix}-{number}" for number in range(1, len(files) + 1))


def _references(
    element: str, prefix: str, files: Sequence[Copied], created: str, catalogue: Catalogue
) -> tuple[Element, ...]:
    """A section for each metadata file, in the order given."""
    made = []
    for number, each in enumerate(files, 1):
        kind = "PREMIS" if each.path.name == "premis.xml" else "OTHER"
        other: Attributes = () if kind == "PREMIS" else (("OTHERMDTYPE", each.path.name),)
        facts: Attributes = (*_located(each), ("MDTYPE", kind), *other, *_facts(each, catalogue))
        own: Attributes = (("ID", f"{prefix}-{number}"), ("CREATED", created), ("STATUS", "CURRENT"))
        made.append((element, (("mdRef", "", facts),), own))
    return tuple(made)


def _group(use: str, identity: str, files: Sequence[Copied], catalogue: Catalogue) -> Element:
    entries: list[Element] = [
        ("file", (("FLocat", "", _located(each)),), (("ID", f"{identity}-{number}"), *_facts(each, catalogue)))
        for number, each in enumerate(files, 1)
    ]
    attributes: Attributes = (
        ("ID", identity), ("USE", use),
        ("csip:CONTENTINFORMATIONTYPE", "OTHER"), ("csip:OTHERCONTENTINFORMATIONTYPE", _CONTENT),
    )  # fmt: skip
    return ("fileGrp", tuple(entries), attributes)


def _located(each: Copied) -> Attributes:
    return (("LOCTYPE", "URL"), ("xlink:type", "simple"), ("xlink:href", quote(str(each.path))))


def _facts(each: Copied, catalogue: Catalogue) -> Attributes:
    suffix = each.path.suffix.lower()
    return (
        ("MIMETYPE", format_of(suffix).media_type),
        ("SIZE", str(each.size)),
        ("CREATED", f"{catalogue.sealed_on}T00:00:00"),
        ("CHECKSUM", each.sha256),
        ("CHECKSUMTYPE", "SHA-256"),
    )
