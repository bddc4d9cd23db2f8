"""The little language inside templates: Jinja, sandboxed, with our lookups, our filters and nothing that calls.

A template may read fields, compare, walk through lists and use our filters. It cannot call, import, define macros or
reach a Python attribute: `lookup` knows only the kinds of value that records are made of.
"""

import re
from collections.abc import Iterator
from datetime import date, time
from typing import Any, Final

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing, pass_context
from markupsafe import Markup, escape

from archive_tool.documents.filters import FILTERS, Runs, shown
from archive_tool.documents.wording import Absent, Fields, Many, Nothing, Reading
from archive_tool.model.dates import Month, Year

READING: Final = "__reading__"  # under this name the reading travels in the context
_TESTS: Final = (
    "defined", "undefined", "none", "odd", "even", "divisibleby", "string", "number", "in", "eq", "ne", "lt", "le",
    "gt", "ge", "sameas",
)  # fmt: skip
_LOOP: Final = frozenset(
    {"index", "index0", "first", "last", "length", "revindex", "revindex0", "depth", "previtem", "nextitem"}
)
_MARKS_UP: Final = re.compile("[&<>\"']").search
_JINJAS_OWN: Final = frozenset({"self", "super", "caller", "varargs", "kwargs"})
_ALLOWED: Final[tuple[type[nodes.Node], ...]] = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Assign, nodes.Name, nodes.Getattr,
    nodes.Getitem, nodes.Const, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
    nodes.CondExpr, nodes.Concat, nodes.Add, nodes.Sub, nodes.Mul, nodes.Neg, nodes.Tuple, nodes.List, nodes.Keyword,
)  # fmt: skip


class ReadingContext(Context):
    """Resolves the names of a template through the reading, so that fields need not be copied for each document."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reading: Reading = self.parent[READING]

    def resolve_or_missing(self, key: str) -> Any:
        """The value of a name; a field that is not there is absent, never an error."""
        found = self.vars.get(key, missing)
        return found if found is not missing else self.reading.root(key)


@pass_context
def emitted(context: ReadingContext, value: Any) -> Any:
    """What is put into the document for a value, escaped; noted, so that it can be looked for in the finished file."""
    kind = type(value)
    if kind is not str:
        if isinstance(value, Runs):
            context.reading.emitted.append(value.plain)
            return value
        if isinstance(value, Absent):
            value = Absent(name=value.path, reading=context.reading).miss()
        elif isinstance(value, Markup):  # pragma: no cover - no filter but ours makes markup
            value = str(value)
        else:
            value = shown(value)
    context.reading.emitted.append(value)
    return value if _MARKS_UP(value) is None else escape(value)


def lookup(found: Any, key: Any) -> Any:  # noqa: PLR0911 - one kind of value, one answer
    """A field of a value, by what records are made of; no Python attribute is ever read."""
    kind = type(found)
    if kind is Fields:
        return found.look(str(key))
    if kind is Absent:
        return found.under(key)
    if kind is Many:
        return found[key]
    if kind is dict:
        return found[key] if key in found else Absent(name=str(key))
    if kind is LoopContext and key in _LOOP:
        return getattr(found, key)
    if kind in (list, tuple) and isinstance(key, int) and -len(found) <= key < len(found):
        return found[key]
    if kind is Nothing:
        return found
    if kind is str and key in ("name", "姓名"):
        return found  # somebody who is written by the name alone
    if isinstance(found, date | Month | Year | time) and key in ("year", "month", "day", "年", "月", "日"):
        return getattr(found, {"年": "year", "月": "month", "日": "day"}.get(key, key), Absent(name=str(key)))
    return Absent(name=str(key))


class Expressions(ImmutableSandboxedEnvironment):
    """The environment of all templates; sandboxed besides, should a lookup ever be forgotten."""

    context_class = ReadingContext

    def __init__(self) -> None:
        # `emitted` escapes every value, which Jinja would do at twice the cost of all else.
        super().__init__(autoescape=False, undefined=Absent, finalize=emitted, cache_size=0)
        tests = {name: self.tests[name] for name in _TESTS}
        self.globals.clear()
        self.filters.clear()
        self.filters.update(FILTERS)
        self.tests.clear()
        self.tests.update(tests)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`a.b`."""
        return lookup(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """`a[b]`."""
        return lookup(obj, argument)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Parses, and refuses what the little language does not have, before anything is compiled."""
        try:
            tree = super()._parse(source, name, filename)
        except (ValueError, OverflowError) as error:  # a number of more digits than Python reads
            raise TemplateSyntaxError(str(error), 1) from error
        for node in refused(tree):
            raise TemplateSyntaxError(f"not allowed: {type(node).__name__}", node.lineno or 1)
        return tree


def refused(tree: nodes.Node) -> Iterator[nodes.Node]:
    """What stands in a template that the language does not have: calls, macros, imports, powers, blocks."""
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, _ALLOWED) or _is_hidden(node):
            yield node


def _is_hidden(node: nodes.Node) -> bool:
    """Whether a name is none that a record can have: one of Python's own, or of Jinja's."""
    if isinstance(node, nodes.Name):
        return node.name.startswith("_") or node.name in _JINJAS_OWN
    if isinstance(node, nodes.Getattr):
        return node.attr.startswith("_")
    step = node.arg if isinstance(node, nodes.Getitem) else None
    return isinstance(step, nodes.Const) and str(step.value).startswith("_")
