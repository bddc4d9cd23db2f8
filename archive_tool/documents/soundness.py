"""Whether a template can only give well-formed XML, proved once from its syntax instead of for every document.

Values are escaped, so they cannot break the XML. What is left are the pieces of the template itself: when the body of
every condition and loop is balanced in itself, and so is what remains without them, any choice and any repetition is
well-formed. Where that cannot be shown (a tag inside an element's own brackets, a body that opens what another closes)
each document is parsed instead.
"""

import re
from collections.abc import Sequence
from typing import Final

from jinja2 import nodes
from lxml import etree

_NAMESPACE: Final = re.compile(r"\sxmlns:[A-Za-z0-9]+=\"[^\"]*\"")


class _Unproved(Exception):
    """It cannot be shown."""


def is_sound(tree: nodes.Template, before: str, after: str) -> bool:
    """Whether every document of a part is well-formed.

    Args:
        tree: the part's syntax.
        before: what stands before it in the part, with the namespaces.
        after: what stands behind it.
    """
    names = "".join(dict.fromkeys(_NAMESPACE.findall(before)))
    try:
        whole = _text(tree.body, names)
        etree.fromstring((before + whole + after).encode())
    except (_Unproved, etree.XMLSyntaxError):
        return False
    return True


def _text(children: Sequence[nodes.Node], names: str) -> str:
    """The static text of a body, values as a letter; its conditions and loops are shown to be balanced and left out."""
    said = ""
    for node in children:
        if isinstance(node, nodes.Output):
            for part in node.nodes:
                if isinstance(part, nodes.TemplateData):
                    said += part.data
                else:
                    _refuse_inside_brackets(said)
                    said += "x"
        elif isinstance(node, nodes.If | nodes.For):
            _refuse_inside_brackets(said)
            bodies = [node.body, node.else_]
            if isinstance(node, nodes.If):
                bodies += [branch.body for branch in node.elif_]
            for body in bodies:
                etree.fromstring(f"<x{names}>{_text(body, names)}</x>")
        elif not isinstance(node, nodes.Assign):  # pragma: no cover - the little language has no others
            raise _Unproved
    if "<!" in said:
        raise _Unproved
    return said


def _refuse_inside_brackets(said: str) -> None:
    if said.rfind("<") > said.rfind(">"):
        raise _Unproved
