"""What the tag files of a bag say, versions 0.93 to 1.0, and what is wrong with them. Reads text, nothing else."""

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from archive_tool.containers import unsafe_name
from archive_tool.errors import Damaged
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.places import Place
from archive_tool.packages.bags import Bag, read_small
from archive_tool.packages.manifest import decode_path, lines_of, parse_line

ONE: Final = (1, 0)
_VERSIONS: Final = ((0, 93), (0, 94), (0, 95), (0, 96), (0, 97), ONE)
_INFO_BEFORE: Final = (0, 96)  # until then the file was called package-info.txt
_STRICT_LINE: Final = re.compile(r"BagIt-Version: (\d+)\.(\d+)")
_LOOSE_LINE: Final = re.compile(r"BagIt-Version\s*:\s*(\d+)\.(\d+)\s*", re.IGNORECASE)
_STRICT_ENCODING: Final = re.compile(r"Tag-File-Character-Encoding: (\S+)")
_LOOSE_ENCODING: Final = re.compile(r"Tag-File-Character-Encoding\s*:\s*(\S+)\s*", re.IGNORECASE)
_TEXT: Final = re.compile(
    r"utf-8|utf-16(?:-[bl]e)?|utf-32(?:-[bl]e)?|ascii|iso8859-\d+|cp\d+|gb\w+|big5\w*|shift_jis\w*|euc_\w+|koi8-\w"
)
_MANIFEST: Final = re.compile(r"(tagmanifest|manifest)-([A-Za-z0-9_-]+)\.txt")
_OXUM: Final = re.compile(r"(\d+)\.(\d+)")
_FETCH: Final = re.compile(r"(\S+)[ \t]+(\d+|-)[ \t]+(.+)", re.DOTALL)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_ONCE: Final = ("Bagging-Date", "Bag-Size", "Bag-Group-Identifier", "Bag-Count")
_FETCH_FILE: Final = "fetch.txt"
_BOM: Final = b"\xef\xbb\xbf"
_PRESENT_MOST: Final = 200  # characters of a foreign line that a finding quotes


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest: digests by path; `file` is its own name, `tag` whether it lists tag files."""

    file: str
    algorithm: str
    tag: bool
    digests: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Tags:
    """Everything the tag files say. `oxum` is (bytes, files), None when not stated."""

    version: tuple[int, int]
    encoding: str
    manifests: tuple[Manifest, ...]
    info: tuple[tuple[str, str], ...]
    oxum: tuple[int, int] | None
    fetch: tuple[str, ...]

    @property
    def payload(self) -> tuple[Manifest, ...]:
        """The payload manifests."""
        return tuple(manifest for manifest in self.manifests if not manifest.tag)

    def said(self, label: str) -> str:
        """The first value of a label in bag-info.txt, empty when there is none."""
        return next((value for name, value in self.info if name.lower() == label.lower()), "")


@dataclass(slots=True)
class Report:
    """Collects findings about one bag."""

    source: str
    findings: list[Finding] = field(default_factory=list)

    def add(
        self, rule: str, file: str = "", severity: Severity = Severity.ERROR, *, line: int = 0, **facts: object
    ) -> None:
        """Adds a finding about a file of the bag."""
        facts = {"source": self.source, "file": file, "line": line, **facts}
        self.findings.append(Finding(rule, severity, Place(self.source, field=file), facts))

    def add_error(self, error: Damaged) -> None:
        """Adds what an error says; its key is a rule, or the sentence of a bag that cannot be opened at all."""
        self.add("V-100" if error.key == "package.unopened" else error.key, **error.facts)  # type: ignore[arg-type]  # facts are the keywords it was raised with


def read_tags(bag: Bag, report: Report) -> Tags | None:
    """Reads every tag file that BagIt knows; None when bagit.txt does not allow it. Faults go to the report."""
    declared = _declaration(bag, report)
    if declared is None:
        return None
    return _Reader(bag, report, *declared).tags()


def info_file(version: tuple[int, int]) -> str:
    """The name of bag-info.txt in that version."""
    return "bag-info.txt" if version >= _INFO_BEFORE else "package-info.txt"


def _declaration(bag: Bag, report: Report) -> tuple[tuple[int, int], str] | None:
    if "bagit.txt" not in bag.files:
        report.add("V-101")
        return None
    try:
        lines = lines_of(read_small(bag, "bagit.txt").decode("utf-8"))
    except Damaged as error:
        report.add_error(error)
        return None
    except UnicodeDecodeError:
        report.add("V-105", "bagit.txt", encoding="UTF-8")
        return None
    lines += [""] * (2 - len(lines))
    found = _LOOSE_LINE.fullmatch(lines[0])
    named = _LOOSE_ENCODING.fullmatch(lines[1])
    if not found or not named:
        line = 1 if not found else 2
        report.add("V-102", "bagit.txt", line=line, text=_shown(lines[line - 1]))
        return None
    version = int(found.group(1)), int(found.group(2))
    if version not in _VERSIONS:
        report.add("V-103", "bagit.txt", version=f"{found.group(1)}.{found.group(2)}")
        return None
    if version >= ONE:
        strict = (_STRICT_LINE.fullmatch(lines[0]), _STRICT_ENCODING.fullmatch(lines[1]), len(lines) == 2)  # noqa: PLR2004 - RFC 8493: exactly two lines
        if not all(strict):
            line = next(number for number, right in enumerate(strict, 1) if not right)
            report.add("V-102", "bagit.txt", line=line, text=_shown(lines[line - 1]))
    return _encoding(named.group(1), report, version)


def _encoding(named: str, report: Report, version: tuple[int, int]) -> tuple[tuple[int, int], str] | None:
    try:
        encoding = codecs.lookup(named).name
    except LookupError:
        encoding = ""
    if not _TEXT.fullmatch(encoding):
        report.add("V-104", "bagit.txt", encoding=_shown(named))
        return None
    if encoding != "utf-8" and version >= ONE:
        report.add("V-126", "bagit.txt", Severity.WARNING, encoding=_shown(named))
    return version, encoding


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the tag files after bagit.txt."""

    bag: Bag
    report: Report
    version: tuple[int, int]
    encoding: str

    def tags(self) -> Tags:
        """All of them."""
        info = self.info()
        return Tags(
            version=self.version,
            encoding=self.encoding,
            manifests=tuple(self.manifests()),
            info=info,
            oxum=self.oxum(info),
            fetch=self.fetch(),
        )

    def lines(self, file: str) -> list[str]:
        """The lines of a tag file; none, with a finding, when it cannot be read."""
        try:
            data = read_small(self.bag, file)
            if self.encoding == "utf-8" and data.startswith(_BOM):
                self.report.add("V-127", file, Severity.WARNING)
                data = data[len(_BOM) :]
            return lines_of(data.decode(self.encoding))
        except Damaged as error:
            self.report.add_error(error)
        except UnicodeDecodeError:
            self.report.add("V-105", file, encoding=self.encoding)
        return []

    def manifests(self) -> Iterator[Manifest]:
        """Every manifest and tag manifest."""
        for file in self.bag.files:
            if named := _MANIFEST.fullmatch(file):
                algorithm = named.group(2).lower().replace("-", "")
                yield Manifest(file, algorithm, named.group(1) == "tagmanifest", self.digests(file))

    def digests(self, file: str) -> dict[str, str]:
        """The lines of a manifest."""
        digests: dict[str, str] = {}
        for number, line in enumerate(self.lines(file), 1):
            parsed = parse_line(line)
            if parsed is None:
                blank = not line.strip() and self.version < ONE
                severity = Severity.WARNING if blank else Severity.ERROR
                self.report.add("V-108", file, severity, line=number, text=_shown(line))
            elif path := self.path(parsed[1], file, number):
                if path in digests:
                    same = digests[path] == parsed[0] and self.version < ONE
                    severity = Severity.WARNING if same else Severity.ERROR
                    self.report.add("V-110", file, severity, line=number, path=_shown(path))
                digests.setdefault(path, parsed[0])
        return digests

    def path(self, written: str, file: str, number: int) -> str:
        """The path that a line means; empty with a finding when it leaves the bag."""
        plain = written
        if self.version < ONE and written.startswith("*") and written not in self.bag.files:
            plain = written[1:]  # md5sum marks binary files so
        plain = plain.removeprefix("./")
        if plain != written:
            self.report.add("V-135", file, Severity.WARNING, line=number, path=_shown(written))
        if plain.startswith("~") or unsafe_name(plain) in ("V-004", "V-005"):
            self.report.add("V-109", file, line=number, path=_shown(written))
            return ""
        return plain if self.version < ONE and plain in self.bag.files else decode_path(plain)

    def info(self) -> tuple[tuple[str, str], ...]:
        """Labels and values of bag-info.txt, continued lines joined."""
        file = info_file(self.version)
        found: list[tuple[str, str]] = []
        for number, line in enumerate(self.lines(file) if file in self.bag.files else [], 1):
            label, colon, value = line.partition(":")
            if line[:1] in (" ", "\t") and found:
                found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
                continue
            strict = colon and label.strip() and label == label.strip() and value[:1] in (" ", "\t")
            loose = (colon and label.strip()) or not line.strip()
            if not (strict if self.version >= ONE else loose):
                self.report.add("V-124", file, line=number, text=_shown(line))
            if colon and label.strip():
                found.append((label.strip(), value.strip()))
        self.repeated(found, file)
        return tuple(found)

    def repeated(self, info: list[tuple[str, str]], file: str) -> None:
        """What should stand once, and how the date should be written."""
        labels = [label.lower() for label, _ in info]
        for label in _ONCE:
            if labels.count(label.lower()) > 1:
                self.report.add("V-125", file, Severity.WARNING, label=label)
        for label, value in info:
            if label.lower() == "bagging-date" and not _DAY.fullmatch(value):
                self.report.add("V-128", file, Severity.WARNING, text=_shown(value))

    def oxum(self, info: tuple[tuple[str, str], ...]) -> tuple[int, int] | None:
        """Payload-Oxum, None when there is none or it cannot be read."""
        stated = [value for label, value in info if label.lower() == "payload-oxum"]
        if len(stated) > 1:
            self.report.add("V-125", info_file(self.version), label="Payload-Oxum")
        found = _OXUM.fullmatch(stated[0]) if stated else None
        if stated and found is None:
            self.report.add("V-116", info_file(self.version), text=_shown(stated[0]))
        return (int(found.group(1)), int(found.group(2))) if found else None

    def fetch(self) -> tuple[str, ...]:
        """The paths that fetch.txt names; nothing is fetched."""
        paths: list[str] = []
        for number, line in enumerate(self.lines(_FETCH_FILE) if _FETCH_FILE in self.bag.files else [], 1):
            parsed = _FETCH.fullmatch(line)
            if parsed is None:
                self.report.add("V-121", _FETCH_FILE, line=number, text=_shown(line))
            elif path := self.path(parsed.group(3), _FETCH_FILE, number):
                if path in paths or not path.startswith("data/"):
                    rule = "V-110" if path in paths else "V-111"
                    self.report.add(rule, _FETCH_FILE, line=number, path=_shown(path))
                paths.append(path)
        return tuple(paths)


def _shown(text: str) -> str:
    """A foreign text as a finding quotes it."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text[:_PRESENT_MOST])
