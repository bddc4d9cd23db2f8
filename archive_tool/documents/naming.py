"""Which fields a template names: its syntax is walked, loops and assignments followed, so that paths come out whole.

`{% for one in candidates %}{{ one.person.name }}` names candidates, candidates.person, person.name.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

from jinja2 import nodes

from archive_tool.documents.vocabulary import ANYTHING, Known, find_name, near

_SAME: Final = frozenset(
    {
        "or_empty",
        "可无",
        "ordered",
        "排序",
        "where",
        "筛选",
        "having",
        "已填",
        "without",
        "未填",
        "all_of",
        "全部对应",
        "default",
        "默认",
        "blank",
        "可空",
    }
)
_ENTRY: Final = frozenset({"of", "对应", "named", "按编号"})
_LIKE: Final = 0.6
_UNKNOWN: Final = None  # a value whose fields we do not follow


@dataclass(frozen=True, slots=True)
class Named:
    """A field as a template names it: its path in the template's own words, where it was found to lead, and its line.

    Attributes:
        said: `one.persn.name`.
        path: the known path up to the last field found, `candidates`.
        missing: the step that is not known; empty when all is well.
        nearest: what it may have meant.
        line: of the template's source.
    """

    said: str
    path: str
    missing: str
    nearest: str
    line: int


@dataclass(slots=True)
class _Walk:
    known: Known
    scopes: list[dict[str, str | None]] = field(default_factory=lambda: [{}])
    found: list[Named] = field(default_factory=list)

    def body(self, children: list[nodes.Node]) -> None:
        for child in children:
            self.visit(child)

    def visit(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.For):
            opened = self.opens(node.iter)
            self.scopes.append({"loop": _UNKNOWN})
            self.bind(node.target, opened)
            if node.test is not None:
                self.opens(node.test)
            self.body(node.body)
            self.scopes.pop()
            self.body(node.else_)
        elif isinstance(node, nodes.Assign):
            self.bind(node.target, self.opens(node.node))
        elif isinstance(node, nodes.Expr):
            self.opens(node)
        else:
            for child in node.iter_child_nodes():
                self.visit(child)

    def bind(self, target: nodes.Node, opened: str | None) -> None:
        for name in target.find_all(nodes.Name) if not isinstance(target, nodes.Name) else (target,):
            self.scopes[-1][name.name] = opened if target is name else _UNKNOWN

    def opens(self, node: nodes.Node) -> str | None:  # noqa: PLR0911 - one kind of node, one answer
        """The group that an expression opens, None when it opens none that we know; notes what it names."""
        if isinstance(node, nodes.Name):
            return self.name(node)
        if isinstance(node, nodes.Getattr):
            return self.step(self.opens(node.node), node.attr, node)
        if isinstance(node, nodes.Getitem):
            opened = self.opens(node.node)
            if isinstance(node.arg, nodes.Const):
                return opened if isinstance(node.arg.value, int) else self.step(opened, str(node.arg.value), node)
            self.opens(node.arg)
            return ANYTHING if opened is not None else None
        if isinstance(node, nodes.Filter):
            return self.filtered(node)
        if isinstance(node, nodes.Or | nodes.CondExpr):
            every = [self.opens(child) for child in node.iter_child_nodes()]
            return next((one for one in every if one is not None), None)
        for child in node.iter_child_nodes():
            self.opens(child)
        return _UNKNOWN

    def filtered(self, node: nodes.Filter) -> str | None:
        assert node.node is not None
        opened = self.opens(node.node)
        arguments = [self.opens(argument) for argument in node.args]
        if node.name in _SAME | _ENTRY:
            return opened if opened is not None or not arguments else arguments[0]
        if node.name in ("numbered", "编号行"):
            return f"#{opened}" if opened is not None else None
        return _UNKNOWN

    def name(self, node: nodes.Name) -> str | None:
        for scope in reversed(self.scopes):
            if node.name in scope:
                return scope[node.name]
        return self.step("", node.name, node)

    def step(self, opened: str | None, key: str, node: nodes.Node) -> str | None:
        if opened is None or opened == ANYTHING:
            return opened
        if opened.startswith("#"):  # a row of a form: its number, and the entry itself
            return opened[1:] if key == "entry" else None
        found = find_name(self.known, opened, key)
        if found is None:
            match = get_close_matches(key, list(near(self.known, opened)), 1, _LIKE)
            self.found.append(Named(_said(node), opened, key, match[0] if match else "", node.lineno))
            return None
        path = f"{opened}.{found.key}" if opened else found.key
        self.found.append(Named(_said(node), path, "", "", node.lineno))
        return found.opens or None


def _said(node: nodes.Node) -> str:
    """The path as the template writes it."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_said(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        return f"{_said(node.node)}[{node.arg.value}]"
    return "…"


def named_fields(tree: nodes.Template, known: Known) -> Iterator[Named]:
    """Every field that a template names, in order."""
    walk = _Walk(known)
    walk.body(tree.body)
    yield from walk.found
