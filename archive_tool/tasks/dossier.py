"""Case and item states become the Dossier that is sealed: what is filed, and what the index must know of it.

Pure: reads no file; the packages room reads the bytes when it writes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from archive_tool.model.cases import Attachment, Case
from archive_tool.model.dates import Year
from archive_tool.model.filing import RENDITIONS, Dossier, FiledFile, FiledItem, ItemState, NamedPerson, State
from archive_tool.model.plans import FilePlan, Item
from archive_tool.model.tree import find, groups, rows, text, value
from archive_tool.procedure.filing import item_date, item_doc_no, item_maker, item_people
from archive_tool.procedure.paths import Scope, mentions, resolve, resolve_all
from archive_tool.settings import Settings

WORD_ROLE = "定稿"
PDF_ROLE = "版式文件"
_ENTRY = "entry"  # what one of those a case is about is called while the plan's paths are read
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
        items=tuple(_filed(state, case, plan, settings) for state in states),
        sealed_on=settings.today.isoformat(),
        sealed_by=settings.actor,
        facts=case_facts(case, plan),
        documents=documents,
        label=plan.label,
    )


def case_facts(case: Case, plan: FilePlan) -> dict[str, str]:
    """What cover, bag-info and index say of a case as a whole; empty facts are left out."""
    own = Scope(replace(case, decision=None))
    facts = {
        **{name: "、".join(_texts(own, path)) for name, path in plan.facts.items()},
        "about": plan.about.role if plan.about else "",
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


def _texts(scope: Scope, path: str) -> tuple[str, ...]:
    """What stands at a path, each once; `list[].key` reads every entry."""
    return tuple(dict.fromkeys(said for node in resolve_all(scope, path) if (said := text(node))))


def _year(case: Case) -> int:
    found = value(case.record, "year")
    return found.year if isinstance(found, Year) else int(str(found))


def _filed(state: ItemState, case: Case, plan: FilePlan, settings: Settings) -> FiledItem:
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
        people=_people(item, case, plan),
        units=_units(case, item, plan),
        posts=_posts(case, item, plan),
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
    return FiledFile(path, suffix, PDF_ROLE if suffix in RENDITIONS else WORD_ROLE)


def _people(item: Item, case: Case, plan: FilePlan) -> tuple[NamedPerson, ...]:
    """Those the item names; an item that names nobody is about those whom the case is about."""
    named = item_people(item, case, plan.roles)
    if named or plan.about is None:
        return named
    called = []
    for reference, name, node in mentions(case, find(case.record, plan.about.list)):
        known = case.person(reference)
        if known is not None or text(node, "name"):
            former = rows(known.record, "former_names") if known else ()
            called.append(NamedPerson(name, plan.about.role, tuple(text(one) for one in former)))
    return tuple(called)


def _about(case: Case, item: Item, plan: FilePlan) -> tuple[Scope, ...]:
    """The entries of those an item is about: its own, else that of its person, else everybody's."""
    if plan.about is None:
        return ()
    entries = groups(case.record, plan.about.list)
    own = text(item.subject, "person") if item.plan.each == plan.about.list else text(item.subject, "candidate")
    if own:
        entries = tuple(entry for entry in entries if text(entry, "person") == own)
    return tuple(Scope(case, _ENTRY, entry) for entry in entries)


def _units(case: Case, item: Item, plan: FilePlan) -> tuple[str, ...]:
    found = [said for path in plan.units for said in _texts(Scope(case), path)]
    paths = plan.about.units if plan.about else ()
    found += [said for scope in _about(case, item, plan) for said in _said(scope, paths)]
    return tuple(dict.fromkeys(found))


def _posts(case: Case, item: Item, plan: FilePlan) -> tuple[str, ...]:
    paths = plan.about.posts if plan.about else ()
    return tuple(dict.fromkeys(said for scope in _about(case, item, plan) for said in _said(scope, paths)))


def _said(scope: Scope, paths: Iterable[str]) -> Iterator[str]:
    """What an entry says at paths, read through references: `person.current_post.unit`."""
    return (said for path in paths if (said := text(resolve(scope, f"{scope.name}.{path}"))))


def _eight_digits(said: str) -> str:
    """`20260508`; a month is `202605`, a year `2026`: what is not known is not made up (DA/T 22)."""
    return said.replace("-", "")
