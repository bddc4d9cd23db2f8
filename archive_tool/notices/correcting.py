"""A correction (更正) of a notice: the words replaced, and whether its period starts again.

By rule: words that say who, which post, why exceptionally, or where to turn start the period again, because people
could not have answered to the wrong ones; any other wording does not. An inspection notice has no period of its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final, TypeVar

from archive_tool.model.notices import Amendment, Contacts, Notice, NoticeKind, Period, PublicPerson
from archive_tool.notices.life import Act
from archive_tool.notices.wording import body_text, sentence

_WEIGHTY: Final = ("name", "current_post", "proposed_post", "circumstances", "reason")
_Made = TypeVar("_Made", Notice, PublicPerson, Contacts)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The notice after a correction; with a `rule` the correction cannot be followed and the notice is as before."""

    notice: Notice
    rule: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


def corrected(notice: Notice, act: Act, about: frozenset[str], again: Callable[[Period], Period]) -> Outcome:
    """The notice after a correction.

    Args:
        notice: as it read before, or as the record reads now when somebody put the new wording in there.
        act: the correction.
        about: names of those whom it concerns; empty: everybody.
        again: counts the period anew from the day of the correction.
    """
    if not act.before or not act.after:
        return Outcome(notice, "N-112")
    touched = sum(any(act.before in said for said in _strings(person)) for person in notice.persons)
    if touched > 1 and not about:
        return Outcome(notice, "N-113", {"before": act.before, "count": touched})
    changed = _rewritten(notice, act, about)
    concerned = [sentence(person) for person in notice.persons if person.name in about]
    said = "\n".join(concerned) if about else body_text(notice)
    if changed == notice and (act.after not in said or _swapped(said, act) != said):
        # It stands nowhere, or in words that are made from something else than a text of the notice.
        return Outcome(notice, "N-114", {"before": act.before, "after": act.after})
    restarted = notice.kind is NoticeKind.APPOINTMENT and _weighs(changed, act.after)
    # Whoever edited the record may have put the new days in too.
    period = again(changed.period) if restarted and changed.period.start < act.on else changed.period
    amendments = (*notice.amendments, Amendment(act.on, restarted))
    return Outcome(replace(changed, amendments=amendments, period=period))


def _rewritten(notice: Notice, act: Act, about: frozenset[str]) -> Notice:
    persons = tuple(
        _replaced(person, act) if not about or person.name in about else person for person in notice.persons
    )
    return replace(_replaced(notice, act), persons=persons, contacts=_replaced(notice.contacts, act))


def _replaced(made: _Made, act: Act) -> _Made:
    """The same with the wording replaced in each of its texts."""
    texts = {each.name: getattr(made, each.name) for each in fields(made)}
    new: dict[str, Any] = {name: _swapped(said, act) for name, said in texts.items() if type(said) is str}
    return replace(made, **new)


def _swapped(said: str, act: Act) -> str:
    """The new wording for the old; where the new contains the old and stands there already, it stays as it is."""
    if act.before not in act.after:
        return said.replace(act.before, act.after)
    return act.after.join(part.replace(act.before, act.after) for part in said.split(act.after))


def _strings(made: PublicPerson | Contacts) -> tuple[str, ...]:
    return tuple(said for each in fields(made) if isinstance(said := getattr(made, each.name), str))


def _weighs(notice: Notice, words: str) -> bool:
    """Whether corrected words stand where people could not have answered to the wrong ones."""
    texts = [getattr(person, name) for person in notice.persons for name in _WEIGHTY]
    return any(words in said for said in (*texts, *_strings(notice.contacts)))
