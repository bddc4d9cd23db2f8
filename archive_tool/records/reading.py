"""YAML as people write it -> text with places. Alone knows PyYAML.

Every scalar stays the text that was typed. Nothing recurses, whatever the nesting: the events of libyaml's parser are
taken one by one, and the depth is counted here. All findings of one run are given; after a syntax error the place is
mended in a copy, or its block left out, and reading goes on, so that one fault does not hide the others.
"""

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISREG
from typing import Any, Final

from yaml import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    MarkedYAMLError,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    YAMLError,
)
from yaml._yaml import CParser

from archive_tool import limits
from archive_tool.errors import Unreadable
from archive_tool.model.findings import Finding, Severity, ordered
from archive_tool.model.places import Place
from archive_tool.records import characters, traps
from archive_tool.records.raw import Mapping, RawNode, Scalar, Sequence, Unusable, scalars

_MOST_FINDINGS: Final = 300  # of one file; what comes after is counted in one line
_MOST_ROUNDS: Final = 25  # how often reading goes on behind a syntax error
_MOST_REREAD: Final = 2 * limits.MIB  # bytes read again for that
_DROPPED: Final = re.compile(r"^[ \t]*[^#\s](?:[^#\r\n]|(?<=\S)#)*?[ \t](?=#+[^\s#])", re.MULTILINE)
# What libyaml says, and what a person can do about it.
_PROBLEMS: Final = (
    ("mapping values are not allowed", "Y-402"),
    ("could not find expected ':'", "Y-403"),
    ("did not find expected key", "Y-404"),
    ("did not find expected '-' indicator", "Y-404"),
    ("block sequence entries are not allowed", "Y-404"),
    ("did not find expected <document start>", "Y-404"),
    ("did not find expected ',' or", "Y-405"),
    ("did not find expected node content", "Y-405"),
    ("found unexpected end of stream", "Y-406"),
    ("found unexpected document indicator", "Y-406"),
    ("found character that cannot start any token", "Y-407"),
    ("expected alphabetic or numeric character", "Y-407"),
    ("found unknown escape character", "Y-408"),
    ("exceeded maximum nesting depth", "Y-507"),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one file.

    Attributes:
        source: the file as the user names it.
        root: the mapping, as far as it could be read; None when there is none.
        findings: all of them, in the order of the file.
        written: the text itself.
        whole: False when parts were left out, so that what is missing says nothing.
        left_out: the lines left out, counted from 1.
    """

    source: str
    root: Mapping | None
    findings: tuple[Finding, ...]
    written: str = ""
    whole: bool = True
    left_out: frozenset[int] = frozenset()

    @property
    def sound(self) -> bool:
        """Whether nothing stands in the way of using it."""
        return self.root is not None and not any(finding.stops for finding in self.findings)

    def lines(self, first: int, last: int) -> list[str]:
        """The lines from one to another, counted from 1."""
        return characters.BREAK.split(self.written)[first - 1 : last]

    def text(self, *names: str) -> str:
        """The text of a field of the first level, by any of its names; empty when it is not there."""
        found = None if self.root is None else self.root.get(*names)
        return found.text if isinstance(found, Scalar) else ""


def load(path: Path) -> bytes:
    """The bytes of a record, one more than the limit at most. Raises Unreadable for what is no plain file."""
    try:
        if not S_ISREG(path.stat().st_mode):
            raise Unreadable("record.no-file", path=path.name)
        with path.open("rb") as file:
            return file.read(limits.RECORD_BYTES + 1)
    except OSError as error:
        raise Unreadable("record.unreadable", path=path.name, reason=error.strerror) from error


def read(data: bytes, source: str) -> Reading:
    """Everything that the bytes of a record say, and everything wrong with how it is written."""
    if len(data) > limits.RECORD_BYTES:
        facts = {"most": limits.RECORD_BYTES // 1024}
        return Reading(source, None, (Finding("Y-001", Severity.ERROR, Place(source), facts),))
    text, findings = characters.decode(data, source)
    if characters.suspicious(text):
        findings.extend(characters.character_findings(text, source))
        text = characters.without_forbidden(text)
    parsed = _parse(text, source)
    if _stumble(parsed, frozenset()) is not None:
        parsed = _read_on(text, source, parsed)
    root = parsed.root
    findings.extend(parsed.findings)
    if isinstance(root, Mapping):
        findings.extend(_text_findings(text, root, source))
        return Reading(source, root, bounded(findings, source), text, parsed.whole, frozenset(parsed.left_out))
    if not any(finding.stops for finding in findings):
        place = Place(source) if root is None else Place(source, root.line, root.column)
        findings.append(Finding("Y-002" if root is None else "Y-003", Severity.ERROR, place))
    return Reading(source, None, bounded(findings, source), text, parsed.whole)


def bounded(findings: Iterable[Finding], source: str) -> tuple[Finding, ...]:
    """The findings in order; of very many the first, and how many more there are."""
    every = ordered(findings)
    if len(every) <= _MOST_FINDINGS:
        return every
    more = Finding("Y-004", Severity.ERROR, Place(source), {"count": len(every) - _MOST_FINDINGS})
    return (*every[:_MOST_FINDINGS], more)


@dataclass(slots=True)
class _Parsed:
    root: RawNode | None = None
    findings: list[Finding] = field(default_factory=list)
    error: YAMLError | None = None
    whole: bool = True
    left_out: set[int] = field(default_factory=set)
    bracket: tuple[int, int] | None = None  # line and column of the outermost bracket that was open at the error


@dataclass(slots=True)
class _Open:
    """A mapping or list that has not ended yet: where its entries go, and for a mapping the keys so far."""

    entries: list[tuple[Scalar, RawNode]] | None = None
    items: list[RawNode] | None = None
    flow: bool = False
    line: int = 0
    column: int = 0
    keys: dict[str, Scalar] = field(default_factory=dict)
    key: Scalar | None = None


class _Builder:
    """Puts events together to a tree, and keeps what is wrong with them."""

    def __init__(self, source: str, *, composed: bool) -> None:
        self.source = source
        self.composed = composed  # the text is NFC already
        self.parsed = _Parsed()
        self.open: list[_Open] = []
        self.documents = 0

    def say(self, rule: str, line: int, column: int, severity: Severity = Severity.ERROR, **facts: object) -> None:
        self.parsed.findings.append(Finding(rule, severity, Place(self.source, line, column), facts))

    def put(self, node: RawNode) -> None:
        """The next node: a key, a value, an entry or the root."""
        if not self.open:
            if self.parsed.root is None:
                self.parsed.root = node
            return
        top = self.open[-1]
        if top.items is not None:
            top.items.append(node)
        elif top.key is None:
            top.key = self.as_key(node)
        else:
            key, top.key = top.key, None
            self.pair(top, key, node)

    def as_key(self, node: RawNode) -> Scalar:
        if isinstance(node, Scalar) and node.text:
            if not node.style and node.text != node.text.strip():  # YAML has cut off all but the wide ones
                self.say("Y-306", node.line, node.column)
                node.text = node.text.strip()
            if not self.composed:
                node.text = unicodedata.normalize("NFC", node.text)
            return node
        if not isinstance(node, Unusable):
            self.say("Y-508", node.line, node.column)
        return Scalar("", node.line, node.column)

    def pair(self, top: _Open, key: Scalar, node: RawNode) -> None:
        if top.flow and isinstance(node, Scalar) and node.empty:
            key, node = self.split(key, node)
        first = top.keys.setdefault(key.text, key)
        if first is not key:
            if key.text:
                self.say("Y-501", key.line, key.column, key=key.text, first=first.line)
        elif top.entries is not None and key.text:
            top.entries.append((key, node))

    def split(self, key: Scalar, node: Scalar) -> tuple[Scalar, Scalar]:
        """`{姓名：甲}` and `{姓名:甲}` are a key without a value to YAML: what was meant."""
        for colon, rule in (("：", "Y-302"), (":", "Y-304")):
            name, found, value = key.text.partition(colon)
            if found and name and not key.style:
                self.say(rule, key.line, key.column + len(name), key=name)
                return Scalar(name, key.line, key.column), Scalar(value.strip(), key.line, key.column + len(name) + 1)
        return key, node

    def scalar(self, event: Any, line: int, column: int) -> None:
        """A scalar; the usual one goes the short way."""
        node = Scalar(event.value, line, column, event.style, event.end_mark.line + 1)
        if event.anchor is not None or event.tag is not None or node.last != line or node.style == '"':
            self.look_at(event, node)
        top = self.open[-1] if self.open and self.composed else None
        if top is None:
            self.put(node)
        elif top.items is not None:
            top.items.append(node)
        elif top.key is not None:
            key, top.key = top.key, None
            self.pair(top, key, node)
        elif node.text and node.text == node.text.strip():
            top.key = node
        else:
            top.key = self.as_key(node)

    def look_at(self, event: ScalarEvent, node: Scalar) -> None:
        """What is seldom: an anchor, a tag, several lines, an escape."""
        self.refuse_anchor_and_tag(event, node.line, node.column)
        if node.style == '"' and characters.forbidden(node.text):
            code = next(mark for mark in node.text if characters.forbidden(mark))
            self.say("Y-201", node.line, node.column, code=f"U+{ord(code):04X}")
        joined = node.last - node.line - (node.style == ">")
        if node.style != "|" and joined > (1 if node.style == ">" else 0):
            self.say("Y-510", node.line, node.column, Severity.WARNING, last=node.last)

    def begin(self, event: MappingStartEvent | SequenceStartEvent, node: Mapping | Sequence) -> None:
        self.refuse_anchor_and_tag(event, node.line, node.column)
        self.put(node)
        entries = node.entries if isinstance(node, Mapping) else None
        items = node.items if isinstance(node, Sequence) else None
        self.open.append(_Open(entries, items, bool(event.flow_style), node.line, node.column))

    def refuse_anchor_and_tag(
        self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent, line: int, column: int
    ) -> None:
        if event.anchor is not None:
            self.say("Y-503", line, column, name=event.anchor)
        if event.tag is not None:
            self.say("Y-504", line, column, tag=event.tag)


    def next_document(self, event: DocumentStartEvent, line: int) -> bool:
        """Whether to go on: a record is one document without directives."""
        self.documents += 1
        if event.version is not None or event.tags:
            self.say("Y-506", line, 1)
        if self.documents > 1:
            self.say("Y-505", line, 1)
        return self.documents == 1


def _parse(text: str, source: str) -> _Parsed:
    """The tree of a text as far as libyaml follows it."""
    builder = _Builder(source, composed=unicodedata.is_normalized("NFC", text))
    parsed = builder.parsed
    parser = CParser(text)
    try:
        _build(parser.get_event, builder)
    except YAMLError as error:
        parsed.error = error
        parsed.bracket = next(((top.line, top.column) for top in builder.open if top.flow), None)
    finally:
        parser.dispose()
    return parsed


def _build(next_event: Callable[[], Any], builder: _Builder) -> None:
    """Takes the events one by one until the end, a second document, or too deep a nesting."""
    opened = builder.open
    while (event := next_event()) is not None:
        sort = type(event)
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        if sort is ScalarEvent:
            builder.scalar(event, line, column)
        elif sort is MappingEndEvent or sort is SequenceEndEvent:
            opened.pop()
        elif sort is MappingStartEvent or sort is SequenceStartEvent:
            if len(opened) >= limits.RECORD_DEPTH:
                builder.say("Y-507", line, column, most=limits.RECORD_DEPTH)
                builder.parsed.whole = False
                return
            flow = bool(event.flow_style)
            is_mapping = sort is MappingStartEvent
            builder.begin(event, Mapping([], line, column) if is_mapping else Sequence([], line, column, flow))
        elif sort is AliasEvent:
            builder.say("Y-502", line, column, name=event.anchor)
            builder.put(Unusable(line, column))
        elif sort is DocumentStartEvent and not builder.next_document(event, line):
            return


def _read_on(text: str, source: str, parsed: _Parsed) -> _Parsed:
    """What is found behind the places where the parser stumbled, in a copy that is mended or shortened there."""
    lines = characters.BREAK.split(text)
    found: list[Finding] = []
    mended: set[int] = set()
    left_out: set[int] = set()
    budget, whole = _MOST_REREAD, parsed.whole
    for _ in range(_MOST_ROUNDS):
        stumbled = _stumble(parsed, mended)
        budget -= len(text)
        if stumbled is None or budget < 0:
            break
        stumbled = _culprit(stumbled, lines)
        trapped = _mend(lines, stumbled, source)
        if not trapped and parsed.error is None:
            break
        found.extend(_before(parsed.findings, stumbled.line))
        found.extend(trapped)
        mended.update(finding.place.line for finding in trapped)
        if not trapped:
            if stumbled.line + 1 not in mended:
                found.append(_syntax_finding(stumbled, lines, source))
            for number in traps.block_at(lines, min(stumbled.line, len(lines) - 1)):
                lines[number] = ""
                left_out.add(number + 1)
        parsed = _parse("\n".join(lines), source)
        whole = whole and parsed.whole
    found.extend(parsed.findings)
    if parsed.error is not None:
        found.extend(_rest(lines, parsed, source))
        whole = False
    once = {(finding.rule, finding.place.line): finding for finding in reversed(found)}
    return _Parsed(parsed.root, list(once.values()), None, whole and not left_out, left_out)


@dataclass(frozen=True, slots=True)
class _Stumble:
    """Where the parser stumbled; lines and columns counted from 0.

    Attributes:
        rule: of the finding when no trap explains it.
        lines: where to look for a trap, the likelier first.
        line, column: where to point.
        every: whether all of the lines are looked at, or the first with a trap is enough.
    """

    rule: str
    lines: tuple[int, ...]
    line: int
    column: int
    problem: str = ""
    every: bool = False


def _stumble(parsed: _Parsed, mended: Container[int]) -> _Stumble | None:
    """Where the parser stumbled, or read something that is certainly not meant; `mended` lines are done with."""
    error, root = parsed.error, parsed.root
    if isinstance(error, MarkedYAMLError) and error.problem_mark is not None:
        problem = str(error.problem)
        rule = next((rule for words, rule in _PROBLEMS if words in problem), "Y-401")
        there = error.problem_mark
        before = error.context_mark if error.context_mark is not None else there
        if parsed.bracket is not None and rule in {"Y-404", "Y-405"}:
            line, column = parsed.bracket
            return _Stumble("Y-405", (line - 1, there.line), line - 1, column - 1, problem)
        at_context = rule in {"Y-403", "Y-405", "Y-406"}
        here = before if at_context else there
        looked_at = (before.line,) if rule == "Y-406" else (here.line, before.line, there.line)
        return _Stumble(rule, looked_at, here.line, here.column, problem)
    if error is None and isinstance(root, Scalar):
        return _Stumble("Y-003", tuple(range(root.line - 1, root.last)), root.line - 1, 0, every=True)
    wide = (finding.place.line for finding in parsed.findings if finding.rule == "Y-306")
    lines = tuple(sorted({line - 1 for line in wide if line not in mended}))
    return _Stumble("Y-306", lines, lines[0] - 1, 0, every=True) if lines else None


def _before(findings: Iterable[Finding], line: int) -> Iterator[Finding]:
    """The findings before a line (counted from 0): what was found there or behind is found again, and better."""
    for finding in findings:
        last = finding.facts.get("last", finding.place.line)
        if isinstance(last, int) and last <= line:
            yield finding


def _culprit(stumbled: _Stumble, lines: list[str]) -> _Stumble:
    """A second colon is seen on one line while the line above, at the same depth, has none: that one is meant."""
    above = stumbled.line - 1
    while above >= 0 and not lines[above].strip():
        above -= 1
    if stumbled.rule != "Y-402" or above < 0 or ":" in lines[above]:
        return stumbled
    depth = traps.indentation_of(lines[above])
    if depth != traps.indentation_of(lines[stumbled.line]):
        return stumbled
    return _Stumble("Y-403", (above,), above, depth)


def _mend(lines: list[str], stumbled: _Stumble, source: str) -> list[Finding]:
    """The traps that explain a stumble; their lines are mended in the copy.

    One line is enough behind a syntax error; a file that became one long text has all its lines looked at.
    """
    findings: list[Finding] = []
    for number in stumbled.lines:
        if number < len(lines) and (stumbled.every or not findings):
            lines[number], found = traps.line_traps(lines[number])
            if any(trap.rule in traps.INDENTATION for trap in found):
                lines[number] = traps.fitted(lines, number)
            findings.extend(_trap_findings(found, number, source))
    return findings


def _trap_findings(found: Iterable[traps.Trap], number: int, source: str) -> Iterator[Finding]:
    for trap in found:
        yield Finding(trap.rule, Severity.ERROR, Place(source, number + 1, trap.column), trap.facts)


def _syntax_finding(stumbled: _Stumble, lines: list[str], source: str) -> Finding:
    line = lines[stumbled.line] if stumbled.line < len(lines) else ""
    facts: dict[str, object] = {"line": line.strip()[:40], "mark": line[stumbled.column : stumbled.column + 1]}
    if stumbled.rule == "Y-401":
        facts["problem"] = stumbled.problem
    if stumbled.rule == "Y-507":
        facts["most"] = limits.RECORD_DEPTH
    rule = "Y-508" if facts["mark"] == ":" and not line[: stumbled.column].strip() else stumbled.rule
    return Finding(rule, Severity.ERROR, Place(source, stumbled.line + 1, stumbled.column + 1), facts)


def _rest(lines: list[str], parsed: _Parsed, source: str) -> Iterator[Finding]:
    """When reading on was given up: the traps in the lines that were not reached, by their looks alone."""
    stumbled = _stumble(parsed, frozenset())
    if stumbled is None:
        yield Finding("Y-401", Severity.ERROR, Place(source), {"line": "", "mark": "", "problem": str(parsed.error)})
        return
    yield _syntax_finding(stumbled, lines, source)
    for number in range(stumbled.line + 1, len(lines)):
        yield from _trap_findings(traps.line_traps(lines[number])[1], number, source)


def _text_findings(text: str, root: Mapping, source: str) -> Iterator[Finding]:
    """What stands in the text and not in the tree: text lost behind `#`, and text that is not NFC."""
    if not unicodedata.is_normalized("NFC", text):
        for scalar in scalars(root):
            if not unicodedata.is_normalized("NFC", scalar.text):
                yield Finding("Y-205", Severity.INFO, Place(source, scalar.line, scalar.column))
    if " #" not in text and "\t#" not in text:
        return
    covered: set[int] = set()
    for scalar in scalars(root):
        if scalar.style:
            ends_here = scalar.style in {'"', "'"}  # a block ends where the next thing begins
            covered.update(range(scalar.line, scalar.last + ends_here))
    lines = characters.Lines(text)
    for match in _DROPPED.finditer(text):
        line, column = lines.at(match.end())
        if line not in covered:
            yield Finding("Y-511", Severity.WARNING, Place(source, line, column))
