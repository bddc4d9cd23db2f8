"""300 notices and what their dossiers know besides, written by somebody who had not seen the screening.

30 of them carry what a clerk left in the Word file by mistake (`leak`). `cases(folder, notices)` makes a workspace of
them; `spoil(paper, notice)` does to the Word file what the clerk did.
"""

import json
import lzma
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import docx
import yaml
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

_DATA = Path(__file__).with_name("three_hundred_notices.json.xz")
_DEPARTMENT = "组织部"
_EXCEPTIONAL = ("破格", "越级")

Notice = dict[str, Any]


def notices() -> list[Notice]:
    found: list[Notice] = json.loads(lzma.decompress(_DATA.read_bytes()))
    return found


def code(notice: Notice) -> str:
    return "E1" if notice["type"] == "任前公示" else "C1"


def day(notice: Notice) -> date:
    """A day on which it is up."""
    return date.fromisoformat(notice["period"]["start"])


def workspace(folder: Path, wanted: list[Notice]) -> list[str]:
    """A workspace with one case for each; gives their ids."""
    settings = {"format": 1, "org": {"full_name": "中共云溪县委员会"}}
    _write(folder / "archive-tool.yaml", settings)
    ids = []
    for number, notice in enumerate(wanted, 1):
        ids.append(f"GS-{number:03d}")
        _write(folder / "cases" / ids[-1] / "case.yaml", record(ids[-1], notice))
    return ids


def _write(path: Path, said: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(said, allow_unicode=True, sort_keys=False), encoding="utf-8")


def record(id_: str, notice: Notice) -> dict[str, Any]:
    people = {f"p{n}": person(*both) for n, both in enumerate(zip(notice["persons"], notice["private"], strict=True), 1)}
    posts = [each["proposed_post"] for each in notice["persons"]]
    said: dict[str, Any] = {
        "format": 1, "kind": "appointment", "id": id_, "title": "干部任职", "year": str(day(notice).year), "purpose": "提拔任职",
        "org": {"organisation_department": f"中共{notice['place']}委{_DEPARTMENT}"},
        "people": people,
        "positions": [{"id": f"zw{n}", "title": post} for n, post in enumerate(posts, 1)],
        "candidates": [{"person": key, "position": f"zw{n}", "proposed_post": posts[n - 1]} for n, key in enumerate(people, 1)],
        "talks": [
            {"kind": "考察谈话", "objects": [key], "text": sentence, **({"interviewee": {"name": known["reporter"]}} if known["reporter"] else {})}
            for key, known in zip(people, notice["private"], strict=True)
            for sentence in (*known["talk_sentences"], known["votes"])
        ],
        "petitions": [
            {"channel": "来信", "about": {"person": key}, "content": known["petition"]}
            for key, known in zip(people, notice["private"], strict=True)
            if known["petition"]
        ],
        "custom": {"mails": [known["mail"] for known in notice["private"]]},
    }  # fmt: skip
    return said | (publicity(notice, people) if code(notice) == "E1" else inspection(notice, people))


def publicity(notice: Notice, people: dict[str, Any]) -> dict[str, Any]:
    where = notice["contacts"]
    shown = [{"person": key} for key in people]
    for words in notice["extra_paragraphs"]:
        for entry, public in zip(shown, notice["persons"], strict=True):
            if any(mark in words for mark in _EXCEPTIONAL) and public["name"] in words:
                entry["note"] = words
    return {
        "publicity": {
            "no": notice["number"], "published_on": notice["period"]["start"], **notice["period"], "scope": "公开",
            "count_first_day": "是",
            "persons": shown,
            "contacts": {
                "organisation": where["office"], "address": where["address"], "postcode": where["postcode"],
                "phone": where["phone"], "hotline": where["12380"], "mail": where["mail"],
            },
            "release": {"approved_by": "批准人", "approved_on": _before(notice)},
        }
    }  # fmt: skip


def inspection(notice: Notice, people: dict[str, Any]) -> dict[str, Any]:
    where, period = notice["contacts"], notice["period"]
    return {
        "notice": {
            "no": notice["number"], "date": period["start"], "time_from": period["start"], "time_to": period["end"],
            "scope": "本单位", "persons": [{"person": key} for key in people], "phone": where["phone"],
            "supervision_phone": where["12380"], "mailbox": where["mail"],
            "release": {"approved_by": "批准人", "approved_on": _before(notice)},
        },
        "org": {"organisation_department": f"中共{notice['place']}委{_DEPARTMENT}", "address": where["address"]},
    }  # fmt: skip


def _before(notice: Notice) -> str:
    return (day(notice) - timedelta(days=1)).isoformat()


def person(public: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    level, _, degree = public["education"].partition("，")
    said = {
        "name": public["name"], "sex": public["sex"], "birth": public["born"], "ethnicity": public["ethnicity"],
        "native_place": public["native_place"], "politics": public["party"], "work_start": public["joined_work"],
        "education": {"fulltime": {"level": level, **({"degree": degree} if degree else {})}},
        "current_post": {"title": public["current_post"]}, "health": known["health"], "id_number": known["id_number"],
        "phone": known["mobile"], "address": known["home_address"],
        "family": [{"relation": each["relation"], "name": each["name"], "post": each["unit"]} for each in known["family"]],
    }  # fmt: skip
    return {key: value for key, value in said.items() if value is not None}


def edit(paper: Path, notice: Notice) -> None:
    """What every clerk does: further sentences of the genre, and the name of who saved it."""
    written = docx.Document(str(paper))
    written.core_properties.last_modified_by = "微软用户"
    before = next(each for each in written.paragraphs if (each.style is not None and each.style.name in {"Sign", "落款"}) or each.text.startswith("中共"))
    for words in notice["extra_paragraphs"]:
        before.insert_paragraph_before(words)
    if "leak" in notice:
        spoil(written, notice["leak"])
    written.save(str(paper))


def spoil(written: Any, leak: dict[str, str]) -> None:
    where, what = leak["where"], leak["what"]
    if where == "header":
        written.sections[0].header.add_paragraph(what)
    elif where == "comment":
        written.add_comment(written.paragraphs[0].runs, text=what, author="经办人")
    elif where == "tracked deletion":
        _deleted(written.paragraphs[2], what)
    elif where.startswith("core property "):
        setattr(written.core_properties, where.removeprefix("core property "), what)
    elif leak["how"] == "hidden_text":
        written.paragraphs[2].add_run(what).font.hidden = True
    else:
        written.paragraphs[3].add_run(what)


def _deleted(paragraph: Any, what: str) -> None:
    change, run, text = OxmlElement("w:del"), OxmlElement("w:r"), OxmlElement("w:delText")
    change.set(qn("w:id"), "901")
    change.set(qn("w:author"), "经办人")
    text.text = what
    run.append(text)
    change.append(run)
    paragraph._p.append(change)
