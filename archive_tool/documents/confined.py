"""An organisation's own templates are filled in a child process with limits on memory and a watchdog on time.

    with Confined() as child:
        child.render(name, template_bytes, words, marks, draft=False) -> Rendered

How the child lives and ends stands in `archive_tool.confining`.
"""

import base64
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import date, time
from decimal import Decimal
from functools import partial
from typing import Any, Final

from archive_tool import limits
from archive_tool.confining import Child
from archive_tool.documents.places import Where
from archive_tool.documents.properties import Marks
from archive_tool.documents.rendering import Rendered, Template, load_template, render
from archive_tool.documents.wording import Words
from archive_tool.errors import TemplateFailed
from archive_tool.model.dates import Month, Year
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.places import Place
from archive_tool.model.tree import Group, Leaf, Node, Rows, Value

_READ: Final[Mapping[str, Callable[[str], Value]]] = {
    "bool": lambda said: said == "True", "int": int, "Decimal": Decimal, "str": str, "date": date.fromisoformat,
    "time": time.fromisoformat, "Year": lambda said: Year(int(said)),
    "Month": lambda said: Month(*(int(part) for part in said.split("-"))),
}  # fmt: skip


def encoded(node: Node) -> Any:
    """A tree as JSON."""
    if isinstance(node, Group):
        return {key: encoded(child) for key, child in node.fields.items()}
    if isinstance(node, Rows):
        return [encoded(child) for child in node.items]
    return f"{type(node.value).__name__}:{node.value}"


def decoded(said: Any) -> Node:
    """The tree of such JSON."""
    place = Place("")
    if isinstance(said, dict):
        return Group({key: decoded(child) for key, child in said.items()}, place)
    if isinstance(said, list):
        return Rows(tuple(decoded(child) for child in said), place)
    kind, _, text = said.partition(":")
    return Leaf(_READ[kind](text), text, place)


def _group(said: Any) -> Group:
    node = decoded(said)
    assert isinstance(node, Group)
    return node


def _words_out(words: Words) -> dict[str, Any]:
    return {
        "record": encoded(words.record),
        "behind": encoded(words.behind) if words.behind is not None else None,
        "extra": {key: encoded(node) for key, node in words.extra.items()},
        "paths": dict(words.paths),
        "people": {key: encoded(node) for key, node in words.people.items()},
        "vocabulary": {key: dict(names) for key, names in words.vocabulary.items()},
        "photo": base64.b64encode(words.photo).decode(),
    }


def _words_in(said: Mapping[str, Any]) -> Words:
    return Words(
        record=_group(said["record"]),
        behind=_group(said["behind"]) if said["behind"] is not None else None,
        extra={key: decoded(node) for key, node in said["extra"].items()},
        paths=said["paths"],
        people={key: _group(node) for key, node in said["people"].items()},
        vocabulary=said["vocabulary"],
        photo=base64.b64decode(said["photo"]),
    )


class Confined(Child):
    """The child, started at the first template."""

    def __init__(self, seconds: float = limits.TEMPLATE_SECONDS, memory: int = limits.TEMPLATE_MEMORY_BYTES) -> None:
        """How long one template may take and how much memory the child may have."""
        super().__init__(__name__, seconds, memory)

    def render(self, name: str, data: bytes, words: Words, marks: Marks, *, draft: bool = False) -> Rendered:
        """As `rendering.render`; raises TemplateFailed besides when the template takes too long or too much."""
        said = {
            "name": name, "template": base64.b64encode(data).decode(), "words": _words_out(words), "draft": draft,
            "marks": {**asdict(marks), "on": marks.on.isoformat() if marks.on else None},
        }  # fmt: skip
        answer = self.ask(name, said)
        if "error" in answer:
            raise _error_in(answer)
        return Rendered(
            data=base64.b64decode(answer["data"]), text_digest=answer["text"], values_digest=answer["values"],
            reads=answer["reads"], missing=tuple(answer["missing"]),
        )  # fmt: skip


def _error_in(answer: Mapping[str, Any]) -> TemplateFailed:
    findings = tuple(
        Finding(found["rule"], Severity.ERROR, Place(found["source"], field=found["field"]), _spoken(found["facts"]))
        for found in answer["findings"]
    )
    return TemplateFailed(answer["error"], findings=findings, **answer["facts"])


def _spoken(facts: Mapping[str, str]) -> dict[str, str]:
    return {name: Where(fact) if name == "where" else fact for name, fact in facts.items()}


def _said_of(error: TemplateFailed) -> dict[str, Any]:
    findings = [
        {"rule": found.rule, "source": found.place.source, "field": found.place.field, "facts": _plain(found.facts)}
        for found in error.findings
    ]
    return {"error": error.key, "facts": _plain(error.facts), "findings": findings}


def _plain(facts: Mapping[str, object]) -> dict[str, str]:
    return {key: str(fact) for key, fact in facts.items()}


def answering() -> Callable[[Mapping[str, Any]], Mapping[str, Any]]:
    """The child: fills what it is asked for; a template is compiled once for as long as the child lives."""
    return partial(_answer, known={})


def _answer(said: Mapping[str, Any], known: dict[str, Template]) -> dict[str, Any]:
    """The document asked for, or the error; a template is compiled once for as long as the child lives."""
    marks = said["marks"]
    on = date.fromisoformat(marks["on"]) if marks["on"] else None
    try:
        if said["template"] not in known:
            known[said["template"]] = load_template(said["name"], base64.b64decode(said["template"]))
        template = replace(known[said["template"]], name=said["name"])
        made = render(template, _words_in(said["words"]), Marks(**{**marks, "on": on}), draft=said["draft"])
    except TemplateFailed as error:
        return _said_of(error)
    except (MemoryError, RecursionError) as error:
        return {
            "error": "T-109",
            "facts": {"template": said["name"], "seconds": "", "reason": str(error)},
            "findings": [],
        }
    return {
        "data": base64.b64encode(made.data).decode(), "text": made.text_digest, "values": made.values_digest,
        "reads": dict(made.reads), "missing": list(made.missing),
    }  # fmt: skip
