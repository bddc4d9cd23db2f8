"""Whether what a file plan says under `when` holds for a case, and for the entry an item stands for.

`list[]` in a path means any entry. What is asked of an entry is open, and so holds, while there is no entry yet.
A yes/no is written 是 or 否 in the plan.
"""

from collections.abc import Sequence
from itertools import chain

from archive_tool.model.plans import Condition, PlanItem
from archive_tool.model.tree import Group, Leaf, Node, Rows, rows, text
from archive_tool.procedure.paths import Scope, resolve_all


def is_there(node: Node | None) -> bool:
    """Whether something was said: an empty text, group or list is nothing."""
    if isinstance(node, Leaf):
        return node.value != ""
    if isinstance(node, Group):
        return any(is_there(child) for child in node.fields.values())
    return isinstance(node, Rows) and bool(node.items)


def _said(node: Node | None) -> str:
    """A leaf as a plan writes it."""
    if isinstance(node, Leaf) and isinstance(node.value, bool):
        return "是" if node.value else "否"
    return text(node)


def _meets(node: Node | None, condition: Condition, ranks: Sequence[str]) -> bool:
    """Whether one node is as the condition wants it."""
    if condition.at_least:
        said = text(node)
        return said in ranks and condition.at_least in ranks and ranks.index(said) >= ranks.index(condition.at_least)
    if not condition.values:
        return is_there(node) is not condition.negated
    said_any = {_said(node)} if not isinstance(node, Rows) else {_said(entry) for entry in rows(node)}
    return (not said_any.isdisjoint(condition.values)) is not condition.negated


def _holds(condition: Condition, plan: PlanItem, scope: Scope, ranks: Sequence[str]) -> bool:
    """Whether one line of a `when` holds."""
    asks_entry = bool(plan.name) and (condition.path.startswith(f"{plan.name}.") or "[candidate]" in condition.path)
    if asks_entry and scope.subject is None:
        return True
    return any(_meets(node, condition, ranks) for node in resolve_all(scope, condition.path))


def applies(plan: PlanItem, scope: Scope, ranks: Sequence[str]) -> bool:
    """Whether the item belongs into this case, for this entry. `ranks` are the levels of posts in rising order."""
    return not plan.when or any(
        all(_holds(condition, plan, scope, ranks) for condition in together) for together in plan.when
    )


def is_open(plan: PlanItem, scope: Scope) -> bool:
    """Whether the item hangs on a field that nobody has filled in yet, so that the case may still come to have it."""
    asked = chain.from_iterable(plan.when)
    return any(one.values and not any(map(is_there, resolve_all(scope, one.path))) for one in asked)
