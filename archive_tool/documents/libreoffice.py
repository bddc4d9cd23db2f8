"""Word -> PDF through LibreOffice: in batches, with a profile of its own, under a time limit.

A profile that is used for the first time makes LibreOffice start again, so a batch that made nothing is tried again.
A hung or dead process is ended, and the rest of the batch is tried file by file: one bad file takes nobody along.
"""

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from archive_tool.errors import EngineFailed
from archive_tool.platforms import end_group

PDF_A_2B: Final = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"}}'
NAMES: Final = ("soffice", "libreoffice", "soffice.exe")
NONE: Final = "none"  # plays a machine without LibreOffice
_WORD, _EXCEL = (".docx", "docx:MS Word 2007 XML"), (".xlsx", "xlsx:Calc MS Excel 2007 XML")
# Older kinds and those of WPS, by the newer kind that holds the same text.
MODERN: Final[Mapping[str, tuple[str, str]]] = {
    ".doc": _WORD, ".dot": _WORD, ".wps": _WORD, ".wpt": _WORD, ".rtf": _WORD, ".odt": _WORD,
    ".xls": _EXCEL, ".et": _EXCEL, ".ods": _EXCEL,
}  # fmt: skip
_KEPT: Final = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG")
_START_SECONDS: Final = 60
_FILE_SECONDS: Final = 20
_MOST_RARE: Final = 100  # more rare characters than that are no names


@dataclass(frozen=True, slots=True)
class _Way:
    """From which ending to which, and what LibreOffice calls that."""

    source: str
    target: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Converted:
    """What became of each file: its PDF's (or newer file's) bytes, or why there is none (`hung`, `refused`)."""

    pdfs: Mapping[str, bytes] = field(default_factory=dict)
    failed: Mapping[str, str] = field(default_factory=dict)


def _is_rare(character: str) -> bool:
    """Whether GB 2312 lacks a character, as it does many of those in names (㐂, 𠮷)."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return not character.isspace()
    return False


class LibreOffice:
    """A converter that starts LibreOffice once for a whole batch."""

    def __init__(
        self,
        program: str,
        environment: Mapping[str, str],
        fonts: Path | None = None,
        file_seconds: float = _FILE_SECONDS,
        start_seconds: float = _START_SECONDS,
    ) -> None:
        """A converter.

        Args:
            program: its path; empty: looked for; `none`: there is none.
            environment: of the process; only what a program needs to run is handed on.
            fonts: our fontconfig file, which names a substitute for each face that the machine lacks.
            file_seconds: how long one file may take.
            start_seconds: how long the program may take to start.
        """
        self._program = program
        self._environment = {name: environment[name] for name in _KEPT if name in environment}
        self._fonts = fonts
        self._seconds = file_seconds
        self._start = start_seconds

    def available(self) -> bool:
        """Whether PDFs can be made here."""
        return bool(self._found())

    def convert(self, documents: Mapping[str, bytes]) -> Converted:
        """The PDF/A-2b of each document, by the name given.

        Raises EngineFailed when LibreOffice is not there.
        """
        program = self._found()
        if not program:
            raise EngineFailed("pdf.missing")
        return self._converted(program, documents, _Way(".docx", ".pdf", PDF_A_2B))

    def modern(self, documents: Mapping[str, bytes], suffix: str) -> Converted:
        """Files of an older kind (a key of MODERN) as .docx or .xlsx, by the name given, for reading their text.

        Raises EngineFailed when LibreOffice is not there.
        """
        program = self._found()
        if not program:
            raise EngineFailed("texts.no_office")
        ending, wanted = MODERN[suffix]
        return self._converted(program, documents, _Way(suffix, ending, wanted))

    def _converted(self, program: str, documents: Mapping[str, bytes], way: "_Way") -> Converted:
        with TemporaryDirectory(prefix="archive-tool-") as place:
            folder = Path(place)
            names = {f"d{number}": name for number, name in enumerate(documents)}
            for short, name in names.items():
                (folder / f"{short}{way.source}").write_bytes(documents[name])
            failed = self._batch(program, folder, tuple(names), way)
            made = {
                name: (folder / f"{short}{way.target}").read_bytes()
                for short, name in names.items()
                if short not in failed
            }
        return Converted(made, {names[short]: why for short, why in failed.items()})

    def substitutes(self, faces: Sequence[str]) -> dict[str, str]:
        """The family that stands in for each face which this machine lacks; empty where nothing can tell."""
        match = self._which(("fc-match",))
        found = {}
        for face in faces if match else ():
            family = subprocess.run(  # noqa: S603 - fontconfig's own program
                [match, "-f", "%{family}", face], capture_output=True, text=True, timeout=_START_SECONDS, check=False,
                encoding="utf-8", env=self._surroundings(Path.home()),
            ).stdout  # fmt: skip
            if family and face not in family.split(","):
                found[face] = family.partition(",")[0]
        return found

    def uncovered(self, words: str) -> str:
        """The rare characters of a text that no installed face has; a PDF would show boxes for them.

        Only what GB 2312 does not have is asked for; empty where nothing can tell.
        """
        faces = self._which(("fc-list",))
        rare = sorted({character for character in words if _is_rare(character)})[:_MOST_RARE] if faces else []
        return "".join(character for character in rare if not self._any_face(faces, character))

    def _any_face(self, program: str, character: str) -> bool:
        found = subprocess.run(  # noqa: S603 - fontconfig's own program
            [program, f":charset={ord(character):x}", "family"], capture_output=True, timeout=_START_SECONDS,
            check=False, env=self._surroundings(Path.home()),
        )  # fmt: skip
        return bool(found.stdout.strip())

    def _found(self) -> str:
        if self._program == NONE:
            return ""
        return self._which((self._program,) if self._program else NAMES)

    def _which(self, names: Sequence[str]) -> str:
        path = self._environment.get("PATH", "")
        return next((found for name in names if (found := shutil.which(name, path=path))), "")

    def _batch(self, program: str, folder: Path, shorts: Sequence[str], way: "_Way") -> dict[str, str]:
        """Converts the files; gives those that failed, with the reason."""
        left = self._left(folder, shorts, way)
        for _ in range(2):  # the first start of a new profile may end before it has done anything
            if not left:
                break
            self._run(program, folder, left, way)
            left = self._left(folder, left, way)
        failed = {}
        for short in left if len(shorts) > 1 else ():
            hung = self._run(program, folder, (short,), way)
            if self._left(folder, (short,), way):
                failed[short] = "hung" if hung else "refused"
        return failed or dict.fromkeys(self._left(folder, shorts, way), "refused")

    @staticmethod
    def _left(folder: Path, shorts: Sequence[str], way: "_Way") -> tuple[str, ...]:
        return tuple(short for short in shorts if not (folder / f"{short}{way.target}").exists())

    def _run(self, program: str, folder: Path, shorts: Sequence[str], way: "_Way") -> bool:
        """One run over some files; whether it had to be ended."""
        command = [
            program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
            "--nolockcheck", "--convert-to", way.wanted, "--outdir", str(folder),
            *(str(folder / f"{short}{way.source}") for short in shorts),
        ]  # fmt: skip
        with subprocess.Popen(  # noqa: S603 - the program is the one that the settings name
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder,
            env=self._surroundings(folder), start_new_session=True,
        ) as process:  # fmt: skip
            try:
                process.wait(self._start + self._seconds * len(shorts))
            except subprocess.TimeoutExpired:
                end_group(process)
                return True
        return False

    def _surroundings(self, home: Path) -> dict[str, str]:
        """Nothing of the user's but the search path and the system's own; our fonts; a home that is thrown away."""
        fonts = {"FONTCONFIG_FILE": str(self._fonts)} if self._fonts is not None else {}
        return {**self._environment, **fonts, "HOME": str(home)}
