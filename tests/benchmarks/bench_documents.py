"""Word files from one warm template: ours, strict, escaped and read back, against docxtpl as its manual shows it.

Run: python tests/benchmarks/bench_documents.py
"""

import sys
from io import BytesIO
from pathlib import Path
from time import process_time

import docxtpl
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from archive_tool.documents.expressions import READING, Expressions
from archive_tool.documents.properties import Marks
from archive_tool.documents.rendering import load_template, render
from archive_tool.documents.wording import Reading, Words, as_node
from tests.documents.record import words
from tools import parts

REPORT = Path(__file__).resolve().parents[2] / "templates/appointment/C6_考察材料.docx"
MARKS = Marks("考察材料", "组织部", None, "C6-1", "KC-2026-001")


def seconds(work: object, times: int) -> float:
    """CPU seconds of one turn, the best of three rounds."""
    best = float("inf")
    for _ in range(3):
        start = process_time()
        for _ in range(times):
            work()  # type: ignore[operator]
        best = min(best, (process_time() - start) / times)
    return best


def report() -> float:
    """How many times as fast as plain docxtpl on the report."""
    said = words()
    warm = load_template(REPORT.name, REPORT.read_bytes())

    def ours() -> None:
        render(warm, said, MARKS)

    def theirs() -> None:
        plain = docxtpl.DocxTemplate(REPORT)
        plain.render({READING: Reading(said)}, jinja_env=Expressions())
        plain.save(BytesIO())

    slow, quick = seconds(theirs, 15), seconds(ours, 200)
    print(f"report: docxtpl {1 / slow:.0f}/s, ours {1 / quick:.0f}/s, {slow / quick:.1f} times")
    return slow / quick


def table() -> float:
    """A table of 2,000 rows against what stock Jinja (sandboxed, strict, escaping) takes to emit the same XML."""
    rows = {"rows": [{"name": f"人{number}", "post": "科员"} for number in range(2000)]}
    data = parts.document(parts.list_table(parts.columns(1, 2, 3), ("序号", "姓名", "职务"), "one", "rows", ("{{ loop.index }}", "{{ one.name }}", "{{ one.post }}")))
    warm = load_template("名册.docx", data)
    said = Words(as_node(rows, "r"))  # type: ignore[arg-type]
    peer = docxtpl.DocxTemplate(BytesIO(data))
    peer.render_init()
    stock = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    body = stock.from_string(peer.patch_xml(peer.get_xml()))
    emit = seconds(lambda: body.render(rows), 5)
    whole = seconds(lambda: render(warm, said, MARKS), 5)
    print(f"2,000 rows: Jinja alone {emit * 1000:.0f} ms, whole {whole * 1000:.0f} ms, {whole / emit:.2f} times")
    return whole / emit


if __name__ == "__main__":
    report()
    table()
