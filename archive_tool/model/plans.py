"""The file plan (归档范围和保管期限表): the spine that every room reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from archive_tool.model.tree import Node

ACCESSION: Final = "accession"  # the kind of an old dossier that never had a record
AS_RECEIVED: Final = "received"  # as `each` of a line: one item for every number under which papers are registered


class Making(StrEnum):
    """How an item comes into being."""

    WRITTEN = "written"  # the program writes it from the record alone
    SIGNED = "signed"  # the program writes it, people sign the print, the scan comes back
    FORM = "form"  # the program writes a form, people fill it by hand
    MIXED = "mixed"  # the program writes a cover, the substance is somebody else's paper
    SUPPLIED = "supplied"  # wholly somebody else's


@dataclass(frozen=True, slots=True)
class Condition:
    """One test on the record: the value at `path` is one of `values`.

    `values` empty means: there is something at `path`. `negated` turns it round. `at_least` compares ranks in the
    order of `schemas/terms`. A path that begins with the item's own name (`candidate.`, see `PlanItem.name`) is read
    from the entry the item stands for.
    """

    path: str
    values: tuple[str, ...] = ()
    negated: bool = False
    at_least: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the procedure: `folder` is its folder in the package, `03_考察`."""

    code: str
    folder: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One line of the file plan.

    Attributes:
        code: `C4a`.
        stage: code of the stage.
        zh, en: name of the item.
        short: fixed title for file names, never a person's name (短题名).
        also: what such papers are called besides, by which one that was dropped in is known.
        making: how it comes into being.
        each: dotted path of the list it exists once for each entry of; empty: once a case; AS_RECEIVED: as registered.
        name: what one entry of that list is called in conditions, titles and templates (`candidate`, `talk`).
        when: all must hold, or the item does not apply; several tuples: any of them.
        optional: never missing when it is not there.
        shared: kept in the decision when the case points to one: `copy` (the case's package holds a copy),
            `reference` (it names the decision's package), or empty (the case's own).
        met_by: path of a reference (a yearly record) that also satisfies it.
        retention: 永久, 30年, 10年.
        secrecy: 工作秘密, 内部, 公开, 秘密 …
        personnel_file: class of the personnel file it also goes to (五, 九), or empty.
        genre: 文种: 报告, 记录, 纪要, 公示, 通知, 函, 表 …
        template: file name under templates/<kind>/, or empty.
        prose: people write its text; once made, the Word file is the text.
        title: Jinja text for the item's full title; empty: `zh`.
        date, doc_no, maker: dotted paths of its date, document number and maker; empty: unknown.
        people: dotted paths whose persons the item is about.
        restricted: goes into a package of its own (identities of reporters).
        public: may be published.
        needs: dotted path that must be there before it is made by itself; empty: the section of its date.
        after_notice: it is made only when the pre-appointment notice has run, with nothing open and a conclusion.
        shows_states: it shows how every other item stands, so it is made last and says nothing of itself.
    """

    code: str
    stage: str
    zh: str
    en: str
    short: str
    making: Making
    each: str = ""
    name: str = ""
    when: tuple[tuple[Condition, ...], ...] = ()
    optional: bool = False
    shared: str = ""
    met_by: str = ""
    retention: str = "永久"
    secrecy: str = "工作秘密"
    personnel_file: str = ""
    genre: str = ""
    template: str = ""
    prose: bool = False
    title: str = ""
    date: str = ""
    doc_no: str = ""
    maker: str = ""
    people: tuple[str, ...] = ()
    restricted: bool = False
    public: bool = False
    needs: str = ""
    also: tuple[str, ...] = ()
    after_notice: bool = False
    shows_states: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """Whom a case is about, where an item does not say it itself.

    Attributes:
        list: dotted path of the list of persons.
        role: what they are called in catalogue and index (考察对象).
        units, posts: paths of their units and posts, read from an entry of the list: `person.current_post.unit`.
    """

    list: str
    role: str
    units: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FilePlan:
    """The plan of one kind of case, in filing order, and what the rooms must know of the kind besides.

    Attributes:
        label: begins the names of its packages: `考察档案`.
        usual: the kind of a record that does not say its own.
        gathers: several cases come under a record of it and read its sections as their own.
        appoints: its persons stand in the roster of those considered for posts.
        about: whom its items are about; None: only whom they name.
        units: paths of the units that every item is about, `positions[].unit`.
        facts: what cover, bag-info and index say of a case: name and path.
        roles: what persons are called by the last step of the path that names them, `interviewers: 谈话人`.
        recalls: what is read out of the archive for its rules and templates, by name.
    """

    kind: str
    stages: tuple[Stage, ...]
    items: tuple[PlanItem, ...]
    by_code: Mapping[str, PlanItem] = field(default_factory=dict)
    label: str = "档案"
    usual: bool = False
    gathers: bool = False
    appoints: bool = False
    about: About | None = None
    units: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    recalls: tuple[str, ...] = ()

    def stage(self, code: str) -> Stage:
        """The stage of that code. Raises KeyError."""
        return next(stage for stage in self.stages if stage.code == code)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that must be filed in one case (件).

    Attributes:
        plan: its line in the plan.
        case: id of the record it belongs to.
        number: counted from 1 among its like; 0 when there is only ever one.
        subject: the entry of `plan.each` it stands for.
        path: dotted path of that entry, `candidates[1]`.
        title: its full title.
    """

    plan: PlanItem
    case: str
    number: int = 0
    subject: Node | None = None
    path: str = ""
    title: str = ""

    @property
    def key(self) -> str:
        """`C6` or `C6-2`: how commands and received.yaml name it."""
        return f"{self.plan.code}-{self.number}" if self.number else self.plan.code

    @property
    def stem(self) -> str:
        """`C6_考察材料_2`: its file name without the ending, here and in the package."""
        tail = f"_{self.number}" if self.number else ""
        return f"{self.plan.code}_{self.plan.short}{tail}"
