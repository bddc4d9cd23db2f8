"""Every document as LibreOffice prints it, made once for all tests that look."""

import os
from collections.abc import Callable

import pytest

from archive_tool import resources
from archive_tool.documents.libreoffice import LibreOffice
from archive_tool.documents.properties import Marks
from archive_tool.documents.rendering import load_template, render
from tests.documents.filling import words_for
from tests.documents.measuring import Sheet, sheets
from tests.documents.record import ORG, RECORD, words
from tools import parts
from tools.gbt9704 import FACES

TEMPLATES = resources.folder("templates")
LONGER = 8  # variations of a document, each a line or two longer than the one before
FACES_SHOWN = "印出字体"  # a sheet that shows each face of the setting once, and a full page of text


def shipped() -> list[str]:
    """The templates, as `appointment/C6_考察材料`."""
    return sorted(f"{path.parent.name}/{path.stem}" for path in TEMPLATES.rglob("*.docx"))


def filled(name: str, record: dict[str, object] | None = None, **extra: object) -> bytes:
    """A shipped document of the invented case, with other values where the test wants them."""
    path = TEMPLATES / f"{name}.docx"
    return render(load_template(path.name, path.read_bytes()), words({**RECORD, **(record or {})}, **extra), Marks()).data


def _faces() -> bytes:
    lines = [parts.p([parts.run("国" * 3, face, "三号")], "Flush") for face in FACES if face != "latin"]
    latin = parts.p([parts.run("ABC", "body", "三号")], "Flush")
    return parts.document(*lines, latin, parts.p("国" * 2500, "Flush", break_before=True))


def _variations() -> dict[str, bytes]:
    """What the invented case does not show by itself."""
    org = {name: {**ORG, "full_name": name} for name in ("中共云岭市水务发展委员会", "中共云岭经济技术开发区工作委员会")}
    made = {f"E4 {name}": filled("appointment/E4_任免通知", org=facts) for name, facts in org.items()}
    made["E4 机密"] = filled("appointment/E4_任免通知", {"secrecy_term": "10年"}, secrecy="机密")
    made["C5 机密"] = filled("appointment/C5_纪委巡视意见", {"secrecy_term": "10年"}, secrecy="机密")
    long = [f"市直第{number}单位" for number in range(1, 12)]
    document = {**RECORD["appointment"]["documents"][0], "cc": long}  # type: ignore[index]
    made["E4 抄送多"] = filled("appointment/E4_任免通知", {"appointment": {**RECORD["appointment"], "documents": [document]}})  # type: ignore[dict-item]
    report = RECORD["reports"][0]  # type: ignore[index]
    for more in range(1, LONGER + 1):  # a line more each time, so that the end meets the foot of the page somewhere
        text = "推动重点工程按期完成，群众反映较好。" * more
        made[f"C6 +{more}"] = filled("appointment/C6_考察材料", {"reports": [{**report, "conclusion": text}]})
        made[f"A1 +{more}"] = filled("appointment/A1_考察工作计划", {"plan": {**RECORD["plan"], "basis": text}})  # type: ignore[dict-item]
        made[f"D3 +{more}"] = filled("appointment/D3_会议记录", {"deliberation": {**RECORD["deliberation"], "meeting": {**RECORD["deliberation"]["meeting"], "speeches": [{"name": "江予安", "order": 1, "text": text}]}}})  # type: ignore[dict-item,index]
    return made


@pytest.fixture(scope="session")
def printed(program: Callable[[str], str]) -> dict[str, tuple[Sheet, ...]]:
    """The pages of every shipped document by its template's path, of the sheet of faces, and of some variations."""
    documents = {FACES_SHOWN: _faces(), **_variations()}
    for name in shipped():
        path = TEMPLATES / f"{name}.docx"
        documents[name] = render(load_template(path.name, path.read_bytes()), words_for(path.parent.name, path.name), Marks()).data
    made = LibreOffice(program("soffice"), os.environ, TEMPLATES / "fonts.conf").convert(documents)
    assert not made.failed
    return {name: sheets(pdf) for name, pdf in made.pdfs.items()}
