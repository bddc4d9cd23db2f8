"""Checked records become what the other rooms speak of: Person, Attachment, Case."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from archive_tool.model.cases import Attachment, Case, Person
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.tables import Table, Typed
from archive_tool.model.tree import Group, Leaf, Node, Rows, find, groups, rows, text, value
from archive_tool.records.checking import Checked
from archive_tool.records.tabling import with_tables

# Where what received.yaml registers belongs in a record, by the item it is about: proofs and acts of a notice.
_NOTICES: Final = {"C1": ("notice", "proof"), "E1": ("publicity", "proofs")}


def build_person(record: Group, id_: str = "") -> Person:
    """A person of the register; the id stands in the record, or is the key under which a case has it."""
    return Person(id_ or text(record, "id"), record)


def people_of(record: Group) -> Mapping[str, Person]:
    """The persons that a record holds itself under `people`."""
    own = find(record, "people")
    entries = own.fields.items() if isinstance(own, Group) else ()
    return {key: Person(key, entry) for key, entry in entries if isinstance(entry, Group)}


def attachments_of(received: Group) -> tuple[Attachment, ...]:
    """What received.yaml registers, in its order."""
    return tuple(
        Attachment(
            file=text(entry, "file"),
            item=text(entry, "item"),
            place=entry.place,
            role=text(entry, "role") or "附件",
            title=text(entry, "title"),
            date=text(entry, "date"),
            maker=text(entry, "maker"),
            doc_no=text(entry, "doc_no"),
            pages=_number(entry, "pages"),
            agrees=text(entry, "agrees"),
            original_name=text(entry, "original_name"),
            sha256=text(entry, "sha256"),
        )
        for entry in groups(received, "attachments")
    )


def _number(entry: Group, key: str) -> int | None:
    found = value(entry, key)
    return found if isinstance(found, int) else None


def build_case(
    checked: Checked,
    folder: Path,
    register: Mapping[str, Person],
    *,
    received: Group | None = None,
    workspace: Group | None = None,
    decision: Case | None = None,
    served: tuple[Case, ...] = (),
    tables: Iterable[tuple[Table, tuple[Typed, ...]]] = (),
) -> tuple[Case, tuple[Finding, ...]]:
    """The case that a checked record is, and where what came in later contradicts it.

    Args:
        checked: of the record; it must have one.
        folder: its folder on disk.
        register: the persons of people/, by id; the case gets those it refers to, and its own.
        received: received.yaml, checked; it is read as part of the record.
        workspace: archive-tool.yaml, checked; gives `org`, secrecy and retention where the record leaves them out.
        decision: the decision that the case points to.
        served: for a decision: the cases that point to it.
        tables: what was taken in from xlsx; it is read as part of the record.
    """
    record = checked.record
    if record is None:
        raise ValueError(folder)
    findings: tuple[Finding, ...] = ()
    if received is not None:
        record, findings = with_received(record, received)
    record, differing = with_tables(record, tables)
    findings = (*findings, *differing)
    if workspace is not None:
        record = with_defaults(record, workspace)
    people = {
        reference.id: register[reference.id]
        for reference in checked.references
        if reference.to == "person" and reference.id in register
    }
    case = Case(
        id=text(record, "id"),
        kind=text(record, "kind"),
        record=record,
        folder=folder,
        people={**people, **people_of(record)},
        decision=decision,
        received=() if received is None else attachments_of(received),
        served=served,
    )
    return case, tuple(finding.within(case.id) for finding in findings)


def with_defaults(record: Group, workspace: Group) -> Group:
    """The record with the organisation's facts, secrecy and retention where it does not say its own."""
    fields = dict(record.fields)
    ours, theirs = find(record, "org"), find(workspace, "org")
    if isinstance(theirs, Group):
        own = ours.fields if isinstance(ours, Group) else {}
        fields["org"] = Group({**theirs.fields, **own}, (ours or theirs).place)
    for key in ("secrecy", "retention"):
        default = find(workspace, f"defaults.{key}")
        if key not in fields and default is not None:
            fields[key] = default
    return Group(fields, record.place)


def with_received(record: Group, received: Group) -> tuple[Group, tuple[Finding, ...]]:
    """The record with what notices brought and what became of them; where the two differ, a finding."""
    findings: list[Finding] = []
    merged = record
    objections = groups(received, "objections")
    if objections:
        merged = _joined(merged, ("publicity", "objections"), objections, "no", findings)
    for item, (section, proofs) in _NOTICES.items():
        of_item = [entry for entry in groups(received, "proofs") if text(entry, "item") == item]
        if of_item:
            merged = _joined(merged, (section, proofs), of_item, "file", findings)
        acts = [entry for entry in groups(received, "notices") if text(entry, "item") == item]
        if acts:
            merged = _joined(merged, (section, "acts"), acts, "", findings)
            merged = _concluded(_restarted(merged, section), section, findings)
    return merged, tuple(findings)


def _joined(
    record: Group, where: tuple[str, str], entries: Iterable[Group], by: str, findings: list[Finding]
) -> Group:
    """The record with the entries put into a list of one of its sections; what is the same in `by` is there once."""
    path = ".".join(where)
    present: list[Node] = list(rows(record, path))
    for entry in entries:
        mark = text(entry, by) if by else ""
        at = next((at for at, old in enumerate(present) if mark and text(old, by) == mark), None)
        if at is None:
            present.append(entry)
        else:
            old = present[at]
            if isinstance(old, Group):
                findings.extend(_differences(old, entry))
                present[at] = Group({**entry.fields, **old.fields}, old.place)
    old_list = find(record, path)
    place = present[0].place if old_list is None else old_list.place
    return _set(record, *where, Rows(tuple(present), place))


def _differences(old: Group, new: Group) -> Iterator[Finding]:
    for key, mine in old.fields.items():
        theirs = new.fields.get(key)
        if isinstance(mine, Leaf) and isinstance(theirs, Leaf) and mine.value != theirs.value:
            facts = {"key": key, "mine": mine.raw, "theirs": theirs.raw, "other": theirs.place.source}
            yield Finding("S-140", Severity.ERROR, mine.place, facts)


def _concluded(record: Group, section: str, findings: list[Finding]) -> Group:
    """The conclusion with which a notice was last closed; the record's own, if any, must say the same."""
    closings = _in_order(act for act in groups(record, f"{section}.acts") if "conclusion" in act.fields)
    for key, name in (("conclusion", "conclusion"), ("on", "conclusion_on")):
        said = closings[-1].fields.get(key) if closings else None
        if said is None:
            continue
        mine = find(record, f"{section}.{name}")
        if mine is None or any(mine is act.fields.get(key) for act in closings):  # a closing before this one said it
            record = _set(record, section, name, said)
        elif isinstance(mine, Leaf) and isinstance(said, Leaf) and mine.value != said.value:
            facts = {"key": name, "mine": mine.raw, "theirs": said.raw, "other": said.place.source}
            findings.append(Finding("S-140", Severity.ERROR, mine.place, facts))
    return record


def _restarted(record: Group, section: str) -> Group:
    """The record with the period of a notice that a correction started again (`period_start`, `period_end` of its act).

    What the record itself says stands under `first_period` from then on. It is left alone where somebody put the new
    days into it, and an extension holds that goes beyond them.
    """
    acts = _in_order(act for act in groups(record, f"{section}.acts") if _day(act, "period_end"))
    begins = _day(record, f"{section}.start") or _day(record, f"{section}.published_on")
    if not acts or begins is None or begins >= (_day(acts[-1], "on") or begins):
        return record
    last, own = acts[-1].fields, find(record, section)
    assert isinstance(own, Group)
    fields = {**own.fields, "start": last.get("period_start", last["period_end"]), "end": last["period_end"]}
    said = {key: own.fields[key] for key in ("start", "end", "extended_to") if key in own.fields}
    fields.setdefault("first_period", Group({**said, "corrected_on": last["on"]}, own.place))
    extended, end = _day(own, "extended_to"), _day(acts[-1], "period_end")
    if extended and end and extended <= end:
        del fields["extended_to"]
    return Group({**record.fields, section: Group(fields, own.place)}, record.place)


def _in_order(acts: Iterable[Group]) -> list[Group]:
    """Acts by their days; those of one day as they were registered."""
    return sorted(acts, key=lambda act: _day(act, "on") or date.min)


def _day(node: Group, path: str) -> date | None:
    found = value(node, path)
    return found if isinstance(found, date) else None


def _set(record: Group, section: str, key: str, node: Node) -> Group:
    """The record with one node of one section replaced."""
    old = record.fields.get(section)
    fields = dict(old.fields) if isinstance(old, Group) else {}
    place = old.place if isinstance(old, Group) else node.place
    fields[key] = node
    changed = Group(fields, place)
    return Group({**record.fields, section: changed}, record.place)
