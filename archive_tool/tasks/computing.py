"""What the corridor computes for templates beside the record: periods in working days, states, who is announced."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from archive_tool.documents.wording import as_node
from archive_tool.messages import Say
from archive_tool.model.cases import Case
from archive_tool.model.filing import ItemState
from archive_tool.model.notices import NoticeKind
from archive_tool.model.places import Place
from archive_tool.model.plans import FilePlan, Item
from archive_tool.model.tree import Group, Leaf, Node, Rows, Value, groups, text, value
from archive_tool.notices.wording import for_templates
from archive_tool.procedure.filing import item_date
from archive_tool.procedure.paths import of_candidate
from archive_tool.procedure.progress import ENDED
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.posting import notices_of
from archive_tool.workdays import add_workdays, next_workday, period

_COMPUTED = Place("computed")
_WORDS = {NoticeKind.APPOINTMENT: "announcement", NoticeKind.INSPECTION: "preview"}


def computed(case: Case, plan: FilePlan, states: Iterable[ItemState], desk: Desk, say: Say) -> dict[str, Node]:
    """The extras that every template of a case may read; `say` names states in Chinese.

    - what the kind reads out of the archive (`Case.recalled`);
    - `period`: start, end and workdays of the pre-appointment notice as it stands; where a correction started it again,
      `corrected_on`, `first_start` and `first_end` too;
    - `states`: the file plan's state, one entry an item;
    - `in_force`: candidates who are announced;
    - `announcement`, `preview`: the words of 任前公示 and 考察预告, the same as on the notice board;
    - `minutes_title`, `share_base`, `made_on`, `team_name`.
    """
    extras: dict[str, Node] = {
        **case.recalled,
        "minutes_title": _leaf(desk.settings.minutes_title),
        "share_base": _leaf(desk.terms.share_base),
        "team_name": _leaf(f"{case.text('org.organisation_department')}考察组"),
        "made_on": _leaf(_made_on(case, desk.settings.today)),
        "states": Rows(tuple(_state(state, case, plan, say) for state in states), _COMPUTED),
        "in_force": Rows(_announced(case), _COMPUTED),
    }
    for posting in notices_of(desk, (case,)):  # a later version, after a correction, takes the place of the one before
        if posting.notice is not None:
            extras[_WORDS[posting.item]] = as_node(for_templates(posting.notice), "computed")
    up = publicity_period(case, desk)
    if up is not None:
        extras["period"] = up
    return extras


def about(item: Item, photo: bytes = b"") -> tuple[dict[str, Node], dict[str, str]]:
    """The extras that say which item a document is, and where its subject stands in the record.

    `photo` is there when the person's photo is, as its digest, so that another picture makes the document stale.
    """
    extras: dict[str, Node] = {"item": _group(code=item.key, title=item.title, number=item.number)}
    if photo:
        extras["photo"] = _leaf(sha256(photo).hexdigest())
    if item.subject is None or not item.plan.name:
        return extras, {}
    return {**extras, item.plan.name: item.subject}, {item.plan.name: item.path}


def publicity_period(case: Case, desk: Desk) -> Group | None:
    """First day, last day and working days of the pre-appointment notice; None while no first day is known.

    Where the record gives no end it is computed from the calendar; `provisional` when a year is not published yet.
    After a correction that started the period again it is the new one, with the first one beside it.
    """
    now, corrected_on = _period(case, desk, "publicity"), _day(case.value("publicity.first_period.corrected_on"))
    before = _period(case, desk, "publicity.first_period") if now is not None and corrected_on else None
    if now is None or before is None:
        return now
    told = {"corrected_on": corrected_on, "first_start": value(before, "start"), "first_end": value(before, "end")}
    return Group({**now.fields, **{key: _leaf(day) for key, day in told.items() if day is not None}}, _COMPUTED)


def _period(case: Case, desk: Desk, where: str) -> Group | None:
    published = _day(case.value("publicity.published_on"))
    start, end = (_day(case.value(f"{where}.{key}")) for key in ("start", "end"))
    first = start or published
    if first is None:
        return None
    counts_first, number = desk.terms.publicity_count_first, desk.terms.publicity_workdays
    if start is None and not counts_first:
        start = next_workday(first, desk.calendar).on
    start = start or first
    provisional = False
    if end is None:
        deadline = add_workdays(start, number, desk.calendar, count_first=counts_first or start != published)
        end, provisional = deadline.on, deadline.provisional
    count = period(published or start, start, end, desk.calendar, count_first=counts_first or start != published)
    return _group(start=start, end=end, workdays=count.days, provisional=provisional or count.provisional)


def _announced(case: Case) -> tuple[Node, ...]:
    """Candidates (of the case, or of the decision) whose result lets them be announced."""
    return tuple(
        entry
        for entry in groups(case.record, "candidates")
        if text(of_candidate(case, entry, "result")) not in ENDED
    )


def _made_on(case: Case, today: date) -> date:
    """The day a sheet is dated: when the case was closed, else its last logged day, else today."""
    closed = _day(value(case.record, "closed_on"))
    logged = [day for entry in groups(case.record, "log") if (day := _day(value(entry, "date")))]
    return closed or max(logged, default=today)


def _state(state: ItemState, case: Case, plan: FilePlan, say: Say) -> Group:
    dated = item_date(state.item, case)
    facts: dict[str, Value] = {
        "stage": plan.stage(state.item.plan.stage).zh,
        "code": state.item.key,
        "title": state.item.title,
        "state": say(f"state.{state.state}"),
        "reason": state.reason,
    }
    if dated:
        facts["date"] = _iso(dated)
    return _group(**{key: fact for key, fact in facts.items() if fact != ""})


def _iso(said: str) -> Value:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return said  # a month or a year stays what it is


def _day(found: Value | None) -> date | None:
    return found if isinstance(found, date) else None


def _leaf(said: Value) -> Leaf:
    return Leaf(said, str(said), _COMPUTED)


def _group(**facts: Value) -> Group:
    return Group({key: _leaf(fact) for key, fact in facts.items()}, _COMPUTED)
