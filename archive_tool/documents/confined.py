"""An organisation's own templates are filled in a child process with limits on memory and a watchdog on time.

    with Confined() as child:
        child.render(name, template_bytes, words, marks, draft=False) -> Rendered

One child serves a whole run; when a template is too slow or takes too much memory the child is ended, which is an
ordinary refusal of that template, and the next one gets a new child. Parent and child exchange JSON, never pickles.
"""

import base64
import json
import struct
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import date, time
from decimal import Decimal
from threading import Timer
from types import TracebackType
from typing import IO, Any, Final, Self

from archive_tool import limits
from archive_tool.documents.places import Where
from archive_tool.documents.properties import Marks
from archive_tool.documents.rendering import Rendered, Template, load_template, render
from archive_tool.documents.wording import Words
from archive_tool.errors import TemplateFailed
from archive_tool.model.dates import Month, Year
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.places import Place
from archive_tool.model.tree import Group, Leaf, Node, Rows, Value
from archive_tool.platforms import end_group, limit_child

_LENGTH: Final = struct.Struct("<Q")
_START: Final = (
    "import json,sys;sys.path[:]=json.loads(sys.argv[1]);"
    "from archive_tool.documents.confined import serve;serve(sys.stdin.buffer,sys.stdout.buffer)"
)
_START_SECONDS: Final = 30  # importing the libraries, on a slow machine
_CPU_SECONDS: Final = 3600  # of a whole run; each template has the watchdog
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
    }


def _words_in(said: Mapping[str, Any]) -> Words:
    return Words(
        record=_group(said["record"]),
        behind=_group(said["behind"]) if said["behind"] is not None else None,
        extra={key: decoded(node) for key, node in said["extra"].items()},
        paths=said["paths"],
        people={key: _group(node) for key, node in said["people"].items()},
        vocabulary=said["vocabulary"],
    )


def _send(pipe: IO[bytes], said: Mapping[str, Any]) -> None:
    data = json.dumps(said, ensure_ascii=True).encode()
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> Any:
    """The next message; raises EOFError when the other side has gone or says too much."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    length = _LENGTH.unpack(head)[0]
    if length > 2 * limits.TEMPLATE_UNPACKED_BYTES:
        raise EOFError
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return json.loads(data)


class Confined:
    """The child, started at the first template."""

    def __init__(self, seconds: float = limits.TEMPLATE_SECONDS, memory: int = limits.TEMPLATE_MEMORY_BYTES) -> None:
        """How long one template may take and how much memory the child may have."""
        self._seconds = seconds
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None
        self._known: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the child."""
        process, self._process = self._process, None
        self._known.clear()
        if process is not None:
            end_group(process)
            process.wait()
            for pipe in (process.stdin, process.stdout):
                assert pipe is not None
                pipe.close()

    def render(self, name: str, data: bytes, words: Words, marks: Marks, *, draft: bool = False) -> Rendered:
        """As `rendering.render`; raises TemplateFailed besides when the template takes too long or too much."""
        said = {
            "name": name, "template": base64.b64encode(data).decode(), "words": _words_out(words), "draft": draft,
            "marks": {**asdict(marks), "on": marks.on.isoformat() if marks.on else None},
        }  # fmt: skip
        answer = self._asked(name, said)
        if "error" in answer:
            raise _error_in(answer)
        return Rendered(
            data=base64.b64decode(answer["data"]), text_digest=answer["text"], values_digest=answer["values"],
            reads=answer["reads"], missing=tuple(answer["missing"]),
        )  # fmt: skip

    def _asked(self, name: str, said: Mapping[str, Any]) -> Mapping[str, Any]:
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        ended: list[bool] = []

        def end() -> None:
            ended.append(True)
            end_group(process)

        watchdog = Timer(self._seconds, end)
        watchdog.start()
        try:
            _send(process.stdin, said)
            answer: Mapping[str, Any] = _receive(process.stdout)
        except (EOFError, BrokenPipeError, ValueError) as error:
            self.close()
            raise TemplateFailed("T-108" if ended else "T-109", template=name, seconds=self._seconds) from error
        finally:
            watchdog.cancel()
        return answer

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            command = [sys.executable, "-I", "-X", "utf8", "-c", _START, json.dumps(sys.path)]
            self._process = subprocess.Popen(  # noqa: S603 - this Python itself
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={},
                start_new_session=True,
            )  # fmt: skip
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            process = self._process
            watchdog = Timer(_START_SECONDS, lambda: end_group(process))
            watchdog.start()
            try:
                _send(self._process.stdin, {"memory": self._memory})
                _receive(self._process.stdout)
            except (EOFError, BrokenPipeError) as error:
                self.close()
                raise TemplateFailed("T-109", template="", seconds=self._seconds) from error
            finally:
                watchdog.cancel()
        return self._process


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


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """The child: fills what it is asked for until the parent goes."""
    limit_child(_receive(requests)["memory"], _CPU_SECONDS)
    _send(answers, {})
    known: dict[str, Template] = {}
    while True:
        try:
            said = _receive(requests)
        except EOFError:
            return
        _send(answers, _answer(said, known))


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
