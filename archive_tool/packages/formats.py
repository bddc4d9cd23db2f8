"""File formats by their ending: name, media type and PRONOM id, for PREMIS and DA/T 46.

The ending tells what a file claims to be; whether it is that is asked by the four-property check.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Format:
    """A format; `pronom` is empty where none is sure for every version."""

    name: str
    media_type: str
    pronom: str = ""


_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_KNOWN: Final = {
    ".docx": Format("Office Open XML Document", f"{_OFFICE}wordprocessingml.document", "fmt/412"),
    ".xlsx": Format("Office Open XML Workbook", f"{_OFFICE}spreadsheetml.sheet", "fmt/214"),
    ".doc": Format("Microsoft Word Document", "application/msword"),
    ".wps": Format("WPS Document", "application/vnd.ms-works"),
    ".pdf": Format("Portable Document Format", "application/pdf"),
    ".ofd": Format("Open Fixed-layout Document (GB/T 33190)", "application/ofd"),
    ".txt": Format("Plain Text", "text/plain", "x-fmt/111"),
    ".csv": Format("Comma Separated Values", "text/csv", "x-fmt/18"),
    ".json": Format("JSON", "application/json", "fmt/817"),
    ".xml": Format("Extensible Markup Language", "application/xml", "fmt/101"),
    ".html": Format("Hypertext Markup Language", "text/html"),
    ".yaml": Format("YAML", "application/yaml", "fmt/818"),
    ".jpg": Format("JPEG", "image/jpeg"),
    ".jpeg": Format("JPEG", "image/jpeg"),
    ".png": Format("Portable Network Graphics", "image/png"),
    ".tif": Format("Tagged Image File Format", "image/tiff", "fmt/353"),
    ".tiff": Format("Tagged Image File Format", "image/tiff", "fmt/353"),
    ".mp3": Format("MPEG Audio Layer III", "audio/mpeg", "fmt/134"),
    ".lrmx": Format("干部任免审批表 (lrmx)", "application/xml"),
}


def format_of(suffix: str) -> Format:
    """The format of an ending (`.pdf`, lower case); for an unknown one a format named after it."""
    return _KNOWN.get(suffix) or Format(suffix.lstrip(".") or "unknown", "application/octet-stream")
