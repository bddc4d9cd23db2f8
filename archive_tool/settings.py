"""File, environment and flags become one frozen Settings; nothing below asks a global, the clock or the environment.

The file is archive-tool.yaml, read by the schema `workspace`; a flag wins over the environment, which wins over the
file, which wins over what stands here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from archive_tool.model.tree import Group, Leaf, find, text, value
from archive_tool.platforms import viewer_command


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who works here: name, and the highest secrecy they may see (empty: everything)."""

    name: str
    person: str = ""
    clearance: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that an organisation, a machine or a call may set.

    Attributes:
        record: archive-tool.yaml as a tree; templates and plans read `org` from it.
        today: the day that counts (--as-of, else the clock's).
        actor: who acts; empty when nobody said.
        users: by login; empty means one user who may see everything.
        terms: the organisation's own figures, by id of schemas/terms.
        soffice: path of LibreOffice's program, `none` for none, empty to look for it.
        viewer: the command that opens a file with the program it belongs to; None where there is none.
        scanner: the same of a virus scanner that takes the options of clamscan.
        search_path: where programs are looked for.
        full_check_days: after how many days without a full check the tool warns.
    """

    record: Group
    today: date
    actor: str = ""
    users: Mapping[str, User] | None = None
    clearance: str = ""
    secrecy: str = "工作秘密"
    retention: str = "永久"
    minutes_title: str = "党委会纪要"
    terms: Mapping[str, str] | None = None
    search_engine: str = "whoosh"
    soffice: str = ""
    viewer: tuple[str, ...] | None = None
    scanner: str = ""
    search_path: str = ""
    full_check_days: int = 365
    strict: bool = False

    @property
    def org(self) -> Group | None:
        """The organisation's facts."""
        found = find(self.record, "org")
        return found if isinstance(found, Group) else None


def build_settings(
    record: Group,
    environment: Mapping[str, str],
    *,
    today: date,
    by: str = "",
    login: str = "",
    strict: bool = False,
) -> Settings:
    """The settings of one call.

    Args:
        record: archive-tool.yaml, checked.
        environment: the process's.
        today: the day that counts.
        by: who acts, as --by said; else the `users` entry of the login.
        login: name under which the system knows the user.
        strict: warnings count as errors.
    """
    users = _users(record)
    user = users.get(login)
    days = value(record, "full_check_days")
    return Settings(
        record=record,
        today=today,
        actor=by or (user.name if user else ""),
        users=users,
        clearance=user.clearance if user else "",
        secrecy=text(record, "defaults.secrecy") or "工作秘密",
        retention=text(record, "defaults.retention") or "永久",
        minutes_title=text(record, "minutes_title") or "党委会纪要",
        terms=_terms(record),
        search_engine=text(record, "search_engine") or "whoosh",
        soffice=environment.get("ARCHIVE_TOOL_SOFFICE", ""),
        viewer=viewer_command(environment),
        scanner=environment.get("ARCHIVE_TOOL_SCANNER", ""),
        search_path=environment.get("PATH", ""),
        full_check_days=days if isinstance(days, int) else 365,
        strict=strict,
    )


def _users(record: Group) -> dict[str, User]:
    found = find(record, "users")
    if not isinstance(found, Group):
        return {}
    return {
        login: User(text(user, "name") or text(user, "person"), text(user, "person"), text(user, "clearance"))
        for login, user in found.fields.items()
    }


def _terms(record: Group) -> dict[str, str]:
    found = find(record, "terms")
    if not isinstance(found, Group):
        return {}
    return {name: str(leaf.value) for name, leaf in found.fields.items() if isinstance(leaf, Leaf)}
