"""What the acting person may see (security, Who): by clearance, and never papers of cases they are recused from.

No `users` in archive-tool.yaml means one user who may see everything.
"""

from archive_tool.search.asking import EVERYTHING, Allowed
from archive_tool.settings import Settings
from archive_tool.tasks.desk import Desk

# From open to most secret; who is cleared for one level sees those before it.
LEVELS = ("公开", "内部", "工作秘密", "秘密", "机密", "绝密")


def allowed_to(desk: Desk) -> Allowed:
    """The secrecy levels the acting person sees, and the persons whose papers they may not see: their own."""
    settings = desk.settings
    if not settings.users:
        return EVERYTHING
    return Allowed(
        secrecies=levels_up_to(settings),
        barred_people=frozenset({settings.actor} if settings.actor else ()),
    )


def levels_up_to(settings: Settings) -> frozenset[str] | None:
    """The levels a clearance covers; None means all. Somebody who is not in `users` sees what is public."""
    known = {user.name for user in (settings.users or {}).values()}
    if settings.actor not in known:
        return frozenset(LEVELS[:1])
    clearance = next(user.clearance for user in (settings.users or {}).values() if user.name == settings.actor)
    if clearance not in LEVELS:
        return frozenset(LEVELS[:1]) if clearance else None
    return frozenset(LEVELS[: LEVELS.index(clearance) + 1])
