"""Case and item states become the Dossier that is sealed: what is filed, and what the index must know of it.

Pure: reads no file; the packages room reads the bytes when it writes.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from archive_tool.model.cases import Attachment, Case
from archive_tool.model.dates import Year
from archive_tool.model.filing import Dossier, FiledFile, FiledItem, ItemState, NamedPerson, State
from archive_tool.model.plans import FilePlan, Item
from archive_tool.model.tree import groups, rows, text, value
from archive_tool.procedure.filing import item_date, item_doc_no, item_maker, item_people
from archive_tool.settings import Settings

WORD_ROLE = "定稿"
PDF_ROLE = "版式文件"
DOSSIER_SECRECY = "工作秘密"  # what a plan says of an item by default: no more than that it belongs to the dossier


def build_dossier(
    case: Case,
    plan: FilePlan,
    states: Iterable[ItemState],
    settings: Settings,
    documents: Mapping[str, bytes],
) -> Dossier:
    """The dossier of a case as it will be filed.

    Args:
        case: the case.
        plan: the plan of its kind.
        states: how each item stands.
        settings: defaults of secrecy and retention, acting person, the day that counts.
        documents: metadata files to seal with it, by path under metadata/.
    """
    return Dossier(
        case=case.id,
        kind=case.kind,
        title=case.title,
        year=_year(case),
        stages=tuple((stage.code, stage.folder) for stage in plan.stages),
        items=tuple(_filed(state, case, settings) for state in states),
        sealed_on=settings.today.isoformat(),
        sealed_by=settings.actor,
        facts=case_facts(case),
        documents=documents,
    )


def case_facts(case: Case) -> dict[str, str]:
    """What cover, bag-info and index say of a case as a whole; empty facts are left out."""
    facts = {
        "mode": case.text("mode"),
        "purpose": case.text("purpose"),
        "occasion": case.text("occasion"),
        "result": "、".join(dict.fromkeys(_results(case))),
        "decision": text(case.record, "decision"),
        "organisation": case.text("org.full_name"),
        "department": case.text("org.organisation_department"),
        "fonds_number": case.text("org.fonds_number"),
        "fonds_name": case.text("org.fonds_name"),
        "address": case.text("org.address"),
        "phone": case.text("org.phone"),
        "closed_on": text(case.record, "closed_on"),
    }
    return {name: said for name, said in facts.items() if said}


def _results(case: Case) -> list[str]:
    return [said for entry in groups(case.record, "candidates") if (said := text(entry, "result"))]


def _year(case: Case) -> int:
    found = value(case.record, "year")
    return found.year if isinstance(found, Year) else int(str(found))


def _filed(state: ItemState, case: Case, settings: Settings) -> FiledItem:
    item = state.item
    received = {attachment.file: attachment for attachment in case.received}
    files = tuple(_file(path, received) for path in state.files)
    lead = next((received[path.name] for path in state.files if path.name in received), None)
    return FiledItem(
        code=item.plan.code,
        number=item.number,
        stem=item.stem,
        stage=item.plan.stage,
        title=item.title,
        genre=item.plan.genre,
        date=_eight_digits(item_date(item, case)) or _eight_digits(lead.date if lead else ""),
        doc_no=item_doc_no(item, case) or (lead.doc_no if lead else ""),
        maker=item_maker(item, case) or (lead.maker if lead else ""),
        secrecy=_secrecy(item, case, settings),
        retention=item.plan.retention or settings.retention,
        personnel_file=item.plan.personnel_file,
        files=files,
        people=_people(item, case),
        units=_units(case, item),
        posts=_posts(case, item),
        note=state.reason if state.state in (State.EXCUSED, State.MISSING) or state.reason.startswith("参见") else "",
        restricted=item.plan.restricted,
    )


def _secrecy(item: Item, case: Case, settings: Settings) -> str:
    """What the plan says of an item that is not handled like the dossier (a public notice), else the dossier's own."""
    own = item.plan.secrecy
    return own if own and own != DOSSIER_SECRECY else text(case.record, "secrecy") or settings.secrecy


def _file(path: Path, received: Mapping[str, Attachment]) -> FiledFile:
    suffix = path.suffix.lower()
    attachment = received.get(path.name)
    if attachment is not None and path.parent.name == "attachments":
        return FiledFile(path, suffix, attachment.role, attachment.pages, attachment.agrees, attachment.original_name)
    return FiledFile(path, suffix, PDF_ROLE if suffix == ".pdf" else WORD_ROLE)


def _people(item: Item, case: Case) -> tuple[NamedPerson, ...]:
    """Those the item names; an item that names nobody is about the case's candidates."""
    named = item_people(item, case)
    if named:
        return named
    candidates = (case.person(text(entry, "person")) for entry in groups(case.record, "candidates"))
    return tuple(
        NamedPerson(person.name, "考察对象", tuple(text(name) for name in rows(person.record, "former_names")))
        for person in candidates
        if person
    )


def _about(case: Case, item: Item) -> tuple[str, ...]:
    """The ids of the candidates an item is about."""
    own = text(item.subject, "person") if item.plan.each == "candidates" else text(item.subject, "candidate")
    if own:
        return (own,)
    return tuple(text(entry, "person") for entry in groups(case.record, "candidates"))


def _units(case: Case, item: Item) -> tuple[str, ...]:
    found = [text(position, "unit") for position in case.groups("positions")]
    for reference in _about(case, item):
        person = case.person(reference)
        found.append(text(person.record, "current_post.unit") if person else "")
    return tuple(dict.fromkeys(name for name in found if name))


def _posts(case: Case, item: Item) -> tuple[str, ...]:
    found: list[str] = []
    wanted = _about(case, item)
    for entry in groups(case.record, "candidates"):
        if text(entry, "person") in wanted:
            person = case.person(text(entry, "person"))
            found.append(text(person.record, "current_post.title") if person else "")
            found += [text(entry, "proposed_post"), text(entry, "removed_post")]
    return tuple(dict.fromkeys(name for name in found if name))


def _eight_digits(said: str) -> str:
    """`20260508`; a month is `202605`, a year `2026`: what is not known is not made up (DA/T 22)."""
    return said.replace("-", "")
