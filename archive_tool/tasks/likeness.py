"""Reports that are much alike across cases: of this run, of the workspace's other cases, of the archive; hints only.

The archive is asked through the sketches kept in the index; only where a sketch says that two reports are near copies
are both texts read and compared.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from archive_tool.model.cases import Case
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.places import Place
from archive_tool.procedure.chapter05_prose import DOUBT, Prose, judge_same
from archive_tool.procedure.sameness import Near, Neighbours, sketch
from archive_tool.tasks.clearance import allowed_to
from archive_tool.tasks.currency import identity
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.shelf import Shelf
from archive_tool.tasks.sketches import REPORT, Sketched, read_sketches, sealed_text
from archive_tool.tasks.written import word_text
from archive_tool.workspace.layout import DOCUMENTS
from archive_tool.workspace.locating import case_folders, peek_id

NOT_INDEXED: Final = "W-121"
_NAME: Final = re.compile(r"([\u3400-\u9fff·]{2,12}?)同志")
_ASIDE: Final = "（新稿）"


@dataclass(slots=True)
class Likeness:
    """The reports of one run of `check`, one case after another, against all others that are known.

    Attributes:
        desk: where we work.
        run: folders of the cases that this run looks at by itself.
    """

    desk: Desk
    run: frozenset[Path]
    _neighbours: Neighbours = field(default_factory=lambda: Neighbours({}))
    _gathered: bool = False
    _texts: dict[str, Prose] = field(default_factory=dict)
    _sealed: dict[str, Sketched] = field(default_factory=dict)

    def judge(self, case: Case, reports: Iterable[Prose]) -> tuple[Finding, ...]:
        """What is to be said of the reports of a case; a pair within the run is told of the later case."""
        own = [one for one in reports if one.is_begun]
        if not own:
            return ()
        said: list[Finding] = []
        if not self._gathered:
            self._gathered = True
            said = self._gather(case)
        for one in own:
            self._add(one)
        for one in own:
            for near in self._neighbours.near(one.key, DOUBT * self.desk.terms.report_similarity / 100):
                found = judge_same([near], self._both(near), self.desk.terms) if self._is_other(near, case) else ()
                said += found
                if found:
                    break  # the most alike is enough
        return tuple(said)

    def _gather(self, case: Case) -> list[Finding]:
        """Takes in what is known besides this run; says which sealed packages are not known."""
        kept = read_sketches(self.desk.layout.index)
        allowed = allowed_to(self.desk)
        self._sealed = {one.key: one for one in kept.reports if one.visible_to(allowed)}
        for key, one in self._sealed.items():
            self._neighbours.add(key, one.sketch)
        for other in self._others({one.case for one in kept.reports}, case):
            self._add(other)
        unknown = sum(kept.packages.get(path.stem) != identity(path) for path in Shelf(self.desk).packages)
        return [Finding(NOT_INDEXED, Severity.INFO, Place(case.source), {"count": unknown}, case.id)] if unknown else []

    def _others(self, sealed: set[str], case: Case) -> Iterator[Prose]:
        """The Word files of reports in cases that this run does not look at and that are not in the archive."""
        codes = [line.code for line in self.desk.plan(case.kind).items if line.genre == REPORT]
        for folder in case_folders(self.desk.layout):
            if folder in self.run or (name := peek_id(folder)) in sealed:
                continue
            for code in codes:
                for path in sorted((folder / DOCUMENTS).glob(f"{code}_*.docx")):
                    if _ASIDE not in path.name:
                        yield from self._other(name, path)

    def _other(self, case: str, path: Path) -> Iterator[Prose]:
        said = word_text(path.read_bytes(), path.name)
        found = _NAME.search(said)
        name = found[1] if found else path.stem
        if self.desk.settings.users and self.desk.settings.actor in said:
            return  # nobody is shown papers about themselves
        shown = self.desk.layout.shown(path)
        read = Prose(shown, case, "", f"{name}（{case}）", said, (name,), Place(shown), whole=True)
        if read.is_begun:
            yield read

    def _add(self, one: Prose) -> None:
        self._texts[one.key] = one
        self._neighbours.add(one.key, sketch(one.masked, sparse=True))

    def _is_other(self, near: Near, case: Case) -> bool:
        """Whether the text that is like one of a case is of another case."""
        key = near.other
        return (self._sealed[key].case if key in self._sealed else self._texts[key].case) != case.id

    def _both(self, near: Near) -> Mapping[str, Prose]:
        other = sealed_text(self.desk, self._sealed[near.other]) if near.other in self._sealed else None
        found = {near.one: self._texts[near.one]}
        there = other or self._texts.get(near.other)
        return {**found, near.other: _with_case(there)} if there else found


def _with_case(one: Prose) -> Prose:
    """A text of another case, named with that case."""
    return one if one.case in one.name else replace(one, name=f"{one.name}（{one.case}）")
