"""Everybody whom the archive says was appointed in a year: `appointed_in_year` of a file plan's `recalls`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from archive_tool.model.dates import AnyDate, Year, earliest, latest
from archive_tool.model.tree import Group, text, value
from archive_tool.search.asking import EVERYTHING
from archive_tool.tasks.considering import Considered, considered
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.sealed import SealedRecord, SealedRecords, of_appointments, sealed_records
from archive_tool.tasks.sight import Sight


def recall(desk: Desk, record: Group) -> list[Mapping[str, object]]:
    """Everybody whom sealed cases of its organisation appointed in the year of the record, by day and id.

    Each with `person` (the id), `name`, `sex`, `birth`, `former_post`, `present_post`, `since`, `how` (the purpose of
    the case), `case`, `decision` and `doc_no`, as far as they are known. Appointments are made known when they are
    made, so this does not ask who is looking; the papers themselves stay where only those may see them who may.
    """
    year = value(record, "year")
    sealed = _ours(of_appointments(desk, sealed_records(desk)), text(record, "org.full_name"), desk)
    everything = Sight(EVERYTHING, frozenset(_items(sealed.records.values())), ())
    wanted = year.year if isinstance(year, Year) else 0
    found = [
        one
        for one in considered(desk, sealed.records, everything)
        if one.appointed and one.appointed_on is not None and _touches(one.appointed_on, wanted)
    ]
    purposes = {case: text(one.case.record, "purpose") for case, one in sealed.records.items()}
    return [_facts(one, purposes) for one in sorted(found, key=lambda one: (str(one.appointed_on), one.identity))]


def _ours(sealed: SealedRecords, organisation: str, desk: Desk) -> SealedRecords:
    """The records of one organisation; one that does not say whose it is, is the workspace's own."""
    usual = text(desk.settings.org, "full_name")
    of_it = {
        case: one
        for case, one in sealed.records.items()
        if (text(one.case.record, "org.full_name") or usual) == (organisation or usual)
    }
    return replace(sealed, records=of_it)


def _items(records: Iterable[SealedRecord]) -> Iterator[tuple[str, str]]:
    for record in records:
        for catalogue in record.catalogues:
            yield catalogue.package, ""
            yield from ((catalogue.package, item.item) for item in catalogue.items)


def _touches(on: AnyDate, year: int) -> bool:
    return earliest(on).year <= year <= latest(on).year


def _facts(one: Considered, purposes: Mapping[str, str]) -> dict[str, object]:
    known = one.facts
    said: dict[str, object] = {
        "person": one.identity[0],
        "name": known.get("name", ""),
        "sex": known.get("sex", ""),
        "birth": known.get("birth", ""),
        "former_post": known.get("current_post", ""),
        "present_post": known.get("proposed_post", ""),
        "since": one.appointed_on,
        "how": purposes.get(known.get("case", ""), ""),
        "case": known.get("case", ""),
        "decision": known.get("decision", ""),
        "doc_no": known.get("doc_no", ""),
    }
    return {key: fact for key, fact in said.items() if fact}
