"""The Word files of a case where people have written on: what they say against the record, and how they are written.

Only files whose text is no longer ours are looked at; each is rendered afresh in memory and set beside the file,
paragraph by paragraph.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, Final, Self

from archive_tool.documents.comparing import differences
from archive_tool.model.cases import Case
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.places import Place
from archive_tool.model.tree import Node, text
from archive_tool.procedure.chapter05_prose import PROSE_RULES, Prose, Texts, judge_prose, texts_of
from archive_tool.procedure.paths import persons_of
from archive_tool.procedure.rule import Word
from archive_tool.procedure.view import View
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.made import touched
from archive_tool.tasks.sketches import REPORT
from archive_tool.tasks.standing import document_path
from archive_tool.texts.extracting import Extractor

if TYPE_CHECKING:  # what renders documents is heavy, and most runs of `check` meet no file that people have written on
    from archive_tool.tasks.generate import Fresh, Studio

FACTS_DIFFER: Final = "W-120"
_TALK: Final = "talks"
_SHOWN: Final = 60  # characters of a sentence that a finding shows
_A_SENTENCE: Final = 12  # characters; less is the value of a field


@dataclass(frozen=True, slots=True)
class Written:
    """What the Word files of a case say.

    Attributes:
        edited: the files that people have written on.
        texts: the case's reports and talks, each from its Word file where that is the text, else from the record.
        from_word: whether any of them is.
    """

    edited: tuple["Fresh", ...]
    texts: Texts
    from_word: bool


@dataclass(slots=True)
class Writings:
    """Reads the Word files of one case after another; a context manager.

    Attributes:
        desk: where we work.
        open_studio: gives what renders documents, asked for when the first file that people have written on is met.
    """

    desk: Desk
    open_studio: "Callable[[], Studio]"
    _studio: "Studio | None" = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._studio is not None:
            self._studio.__exit__(*error)

    def of(self, case: Case) -> Written:
        """What the Word files of a case say."""
        desk = self.desk
        edited = self._edited(case)
        texts = texts_of(View(case, desk.terms, desk.calendar, desk.settings.today))
        texts = Texts(tuple(map(_of_case, texts.reports)), tuple(map(_of_case, texts.talks)))
        prose = [each for each in edited if each.item.plan.prose]
        reports = _in_word(desk, case, texts.reports, [each for each in prose if _is_report(each)])
        talks = _in_word(desk, case, texts.talks, [each for each in prose if each.item.plan.each == _TALK])
        return Written(edited, Texts(reports, talks), from_word=(reports, talks) != (texts.reports, texts.talks))

    def _edited(self, case: Case) -> "tuple[Fresh, ...]":
        items = touched(case, self.desk)
        if not items:
            return ()
        if self._studio is None:
            self._studio = self.open_studio()
        return tuple(each for each in self._studio.edited(case, items) if not each.unreadable)

    def judged(self, case: Case, found: Iterable[Finding], written: Written) -> tuple[Finding, ...]:
        """The findings of a case with what its Word files say; where one of them is the text, it is judged instead."""
        own = tuple(found)
        if written.from_word:
            own = tuple(each for each in own if each.rule not in PROSE_RULES)
            own += judge_prose(written.texts, self.desk.terms)
        return own if self._studio is None else (*own, *facts_that_differ(self._studio, case, written.edited))


def _of_case(one: Prose) -> Prose:
    return replace(one, key=f"{one.case}/{one.key}")


def _is_report(each: "Fresh") -> bool:
    return each.item.plan.genre == REPORT


def word_text(data: bytes, name: str) -> str:
    """The text of a Word file, empty when there is none to be had."""
    with Extractor() as extractor:
        return "\n".join(page.text for page in extractor.extract(BytesIO(data), name, ".docx").pages)


def _in_word(desk: Desk, case: Case, held: tuple[Prose, ...], edited: "Iterable[Fresh]") -> tuple[Prose, ...]:
    """The texts of the record, those replaced or added of which the Word file is the text."""
    found = {one.key: one for one in held}
    for each in edited:
        item = each.item
        key = f"{case.id}/{item.path}" if item.plan.each == _TALK else _report_key(case, item.subject)
        before = found.get(key)
        path = document_path(case, item)
        said = word_text(path.read_bytes(), path.name)
        found[key] = Prose(
            key,
            case.id,
            item.key,
            before.name if before else _about(case, item.subject) or item.title,
            said,
            before.names if before else _names_of(case),
            Place(desk.layout.shown(path)),
            whole=_is_report(each),
        )
    return tuple(found.values())


def _report_key(case: Case, candidate: Node | None) -> str:
    """The key of the report on a candidate; where the record holds none, of its own."""
    wanted = text(candidate, "person")
    for number, report in enumerate(case.rows("reports")):
        if wanted and wanted in persons_of(report):
            return f"{case.id}/reports[{number}]"
    return f"{case.id}/{wanted}"


def _about(case: Case, candidate: Node | None) -> str:
    person = case.person(text(candidate, "person"))
    return person.name if person else ""


def facts_that_differ(studio: "Studio", case: Case, edited: "Iterable[Fresh]") -> tuple[Finding, ...]:
    """Numbers, dates and names of the record that a Word file no longer says in the sentence that says the same.

    A number or date is an error: paper and record are sealed together, and one of them is wrong. A name alone may be
    said otherwise, and where the record holds the prose itself the Word file is the text: these are warnings.
    """
    return tuple(finding for each in edited for finding in _differing(studio, case, each))


def _differing(studio: "Studio", case: Case, each: "Fresh") -> Iterator[Finding]:
    found = [one for one in studio.compared(case, each) if one.factual]
    if not found or each.rendered is None:
        return
    path = document_path(case, each.item)
    counted = differences(each.rendered.data, path.read_bytes())  # without names
    numbers = {(one.place, one.fresh) for one in counted if one.factual}
    for number, one in enumerate(found, 1):
        certain = (one.place, one.fresh) in numbers and not _is_prose(each, one.fresh)
        yield Finding(
            FACTS_DIFFER,
            Severity.ERROR if certain else Severity.WARNING,
            Place(studio.desk.layout.shown(path), column=number, field=str(one.place)),  # in the file's order
            {"where": Word(one.place.zh, one.place.en), "edited": _cut(one.edited), "fresh": _cut(one.fresh)},
            case.id,
            each.item.key,
        )


def _is_prose(each: "Fresh", sentence: str) -> bool:
    """Whether a sentence stands as it is in the record, of a paper whose Word file is the text."""
    assert each.rendered is not None
    held = each.rendered.reads.values()
    return each.item.plan.prose and len(sentence) >= _A_SENTENCE and any(sentence in value for value in held)


def _cut(said: str) -> str:
    return said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…"


def _names_of(case: Case) -> tuple[str, ...]:
    """Names, units and posts of everybody a case speaks of: masked in a report that the record does not hold."""
    found: dict[str, None] = {}
    for person in case.people.values():
        for path in ("name", "current_post.unit", "current_post.title"):
            found[text(person.record, path)] = None
    return tuple(name for name in found if name)
