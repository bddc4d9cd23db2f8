"""PREMIS 3.0: each file as an object, what was done to the package as events, by whom as agents."""

from collections.abc import Iterable, Iterator
from typing import Final

from archive_tool import VERSION
from archive_tool.packages.catalogue import Written
from archive_tool.packages.formats import format_of
from archive_tool.packages.markup import Attributes, Element, xml_bytes
from archive_tool.packages.planning import PackagePlan

_SPACE: Final = "http://www.loc.gov/premis/v3"
_SOFTWARE: Final = f"archive-tool {VERSION}"


def premis_xml(plan: PackagePlan, written: Iterable[Written]) -> bytes:
    """metadata/premis.xml. Dates are days: the day of sealing is what the same inputs must give again."""
    came_as = {planned.path: planned.file.original_name for planned in plan.files}
    objects = tuple(_object(file, came_as.get(file.path, "")) for file in written)
    events = tuple(_events(plan))
    agents = (_agent(plan.dossier.sealed_by, "person"), _agent(_SOFTWARE, "software"))
    return xml_bytes(("premis", (*objects, *events, *agents), (("xmlns", _SPACE), _XSI, ("version", "3.0"))))


_XSI: Final = ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")


def _object(file: Written, original_name: str) -> Element:
    kind = format_of(file.path.suffix)
    registry: tuple[Element, ...] = (
        (("formatRegistry", (("formatRegistryName", "PRONOM"), ("formatRegistryKey", kind.pronom))),)
        if kind.pronom
        else ()
    )
    characteristics: Element = (
        "objectCharacteristics",
        (
            _fixity("SHA-256", file.sha256),
            _fixity("SHA-512", file.sha512),
            ("size", str(file.size)),
            ("format", (("formatDesignation", (("formatName", kind.name),)), *registry)),
        ),
    )
    what: Attributes = (("xsi:type", "file"),)
    return ("object", (_identifier("object", str(file.path)), characteristics, ("originalName", original_name)), what)


def _events(plan: PackagePlan) -> Iterator[Element]:
    day = plan.dossier.sealed_on
    for number, (kind, detail) in enumerate(
        (
            ("message digest calculation", "SHA-256, SHA-512, CRC-32"),
            ("packing", f"BagIt 1.0, {plan.name}"),
        ),
        1,
    ):
        yield (
            "event",
            (
                _identifier("event", f"{plan.name}#{number}"),
                ("eventType", kind),
                ("eventDateTime", day),
                ("eventDetailInformation", (("eventDetail", detail),)),
                ("eventOutcomeInformation", (("eventOutcome", "success"),)),
                _linked(plan.dossier.sealed_by, "authorizer"),
                _linked(_SOFTWARE, "executing program"),
            ),
        )


def _agent(name: str, kind: str) -> Element:
    return ("agent", (_identifier("agent", name), ("agentName", name), ("agentType", kind)))


def _identifier(what: str, value: str) -> Element:
    return (
        f"{what}Identifier",
        ((f"{what}IdentifierType", "local"), (f"{what}IdentifierValue", value)),
    )


def _linked(name: str, role: str) -> Element:
    identifier = (
        ("linkingAgentIdentifierType", "local"),
        ("linkingAgentIdentifierValue", name),
        ("linkingAgentRole", role),
    )
    return ("linkingAgentIdentifier", identifier)


def _fixity(algorithm: str, digest: str) -> Element:
    return ("fixity", (("messageDigestAlgorithm", algorithm), ("messageDigest", digest)))
