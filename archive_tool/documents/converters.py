"""The programs that can make a PDF of a Word file, by name; each is loaded when it is asked for."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Final, Protocol

from archive_tool.documents.libreoffice import Converted


class Converter(Protocol):
    """Makes PDFs of Word files."""

    def available(self) -> bool:
        """Whether PDFs can be made here."""
        ...

    def convert(self, documents: Mapping[str, bytes]) -> Converted:
        """The PDF of each document, by the name given; raises EngineFailed when the program is not there."""
        ...

    def substitutes(self, faces: Sequence[str]) -> dict[str, str]:
        """The family that stands in for each face which this machine lacks; empty where nothing can tell."""
        ...

    def uncovered(self, words: str) -> str:
        """The characters of a text that no face here has; empty where nothing can tell."""
        ...


CONVERTERS: Final = {"libreoffice": ("archive_tool.documents.libreoffice", "LibreOffice")}


def load(name: str, program: str, environment: Mapping[str, str], fonts: Path | None = None) -> Converter:
    """The converter of that name. Raises KeyError for an unknown one."""
    module, kind = CONVERTERS[name]
    made: Converter = getattr(import_module(module), kind)(program, environment, fonts)
    return made
