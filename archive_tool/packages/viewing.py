"""查阅.html: the dossier in one page that lists, filters, searches and opens the files; no network, no program of ours.

It stands in the package's top folder and links the files beside it. Without script it is still the whole catalogue.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import quote

from archive_tool import VERSION, folding
from archive_tool.messages import speaker
from archive_tool.names import readings
from archive_tool.packages import layout
from archive_tool.packages.catalogue import Written, noted_item, remark_of, said_totals, title_of, totals
from archive_tool.packages.looking import Look, squeezed
from archive_tool.packages.planning import PackagePlan, PlannedFile, PlannedItem, item_key
from archive_tool.packages.viewing_page import SCRIPT, STYLE
from archive_tool.packages.word import clean

_NAME_MOST: Final = 20  # characters of a name that is also found by its sound; longer ones are no names
_FILTERS: Final = (("stage", "全部环节"), ("person", "全部人员"), ("genre", "全部文种"), ("secrecy", "全部密级"))
_COLUMNS: Final = ("序号", "代码", "题名", "日期", "责任者", "文号", "密级", "页数", "文件")
_IN_SCRIPT: Final = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def viewer_page(
    plan: PackagePlan, written: Mapping[PurePosixPath, Written], looks: Mapping[PurePosixPath, Look]
) -> bytes:
    """查阅.html in UTF-8.

    Args:
        plan: what is sealed.
        written: every payload file as written, lists too.
        looks: what was seen of the filed files.
    """
    style, script = STYLE.strip(), SCRIPT.strip()
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}';"
        " base-uri 'none'; form-action 'none'"
    )
    parts = (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="referrer" content="no-referrer">\n<meta name="viewport" content="width=device-width">',
        f"<title>{_said(plan.dossier.title)} · {_said(plan.name)}</title>\n<style>{style}</style>\n</head>\n<body>",
        *_head(plan, written),
        _FORM,
        _table(plan, looks),
        *_foot(plan, written),
        f'<script type="application/json" id="data">{_data(plan, looks)}</script>',
        f"<script>{script}</script>\n</body>\n</html>\n",
    )
    return "\n".join(parts).encode("utf-8", "replace")


def _digest(part: str) -> str:
    """The source expression that lets one inline part run (CSP level 2)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()


def _said(text: str) -> str:
    return escape(clean(text))


def _link(path: PurePosixPath, text: str) -> str:
    return f'<a href="{quote(str(path))}" target="_blank" rel="noopener noreferrer">{_said(text)}</a>'


# ---------------------------------------------------------------- what everybody sees


_FORM: Final = (
    '<form id="search" hidden><input id="words" type="search" maxlength="1000" autocomplete="off" autofocus'
    ' aria-label="检索" placeholder="词语、“原文短语”、-排除；简繁体均可，姓名可用拼音或首字母">'
    + "".join(
        f'<select name="{name}" aria-label="{said}"><option value="">{said}</option></select>'
        for name, said in _FILTERS
    )
    + '<button type="reset">清除</button></form>\n<p id="count" role="status"></p>'
    "\n<noscript><p>浏览器未启用脚本：下面是完整目录，可以打开文件，但不能检索。</p></noscript>"
)


def _head(plan: PackagePlan, written: Mapping[PurePosixPath, Written]) -> Iterator[str]:
    dossier = plan.dossier
    facts = (
        ("案卷", dossier.case),
        ("单位", dossier.facts.get("organisation", "")),
        ("年度", str(dossier.year)),
        ("保管期限", plan.retention),
        ("封装", f"{dossier.sealed_on} {dossier.sealed_by}"),
    )
    yield f"<h1>{_said(dossier.title)}</h1>"
    said = "　".join(f"{name}：{value}" for name, value in facts if value.strip())
    yield f'<p class="facts">{_said(said)}<br>{_said(said_totals(totals(plan, written)))}</p>'


def _table(plan: PackagePlan, looks: Mapping[PurePosixPath, Look]) -> str:
    head = "".join(f"<th>{name}</th>" for name in _COLUMNS)
    rows = "\n".join(_row(entry, looks) for entry in plan.items)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _row(entry: PlannedItem, looks: Mapping[PurePosixPath, Look]) -> str:
    item, pages = entry.item, entry.pages
    remark = f"<br><small>{_said(remark)}</small>" if (remark := remark_of(item)) else ""
    cells = (
        str(entry.sequence),
        _said(item_key(item)),
        "",
        *map(_said, (item.date, item.maker, item.doc_no, item.secrecy)),
        "" if pages is None else str(pages),
        f'<ul class="files">{"".join(_file(file, looks.get(file.path)) for file in entry.files)}</ul>',
    )
    said = [f"<td>{cell}</td>" for cell in cells]
    said[2] = f'<td class="title">{_said(title_of(item))}{remark}</td>'
    return f"<tr>{''.join(said)}</tr>"


def _file(file: PlannedFile, look: Look | None) -> str:
    reason = _reason(look.reason) if look is not None and look.reason else ""
    without = f"<br><small>不可检索：{_said(reason)}</small>" if reason else ""
    return f"<li>{_link(file.path, f'{file.file.role} {file.path.suffix}')}{without}</li>"


def _reason(key: str) -> str:
    return speaker("zh")(key)


def _foot(plan: PackagePlan, written: Mapping[PurePosixPath, Written]) -> Iterator[str]:
    if plan.noted:
        notes = (noted_item(item, plan) for item in plan.noted)
        said = "".join(f"<li>{_said(' '.join((n['item'], n['title'], n['note'])))}</li>" for n in notes)
        yield f"<h2>缺件和参见</h2>\n<ul>{said}</ul>"
    lists = [path for path in written if path.parent == layout.LISTS]
    links = "　".join(_link(path, path.name) for path in (*lists, layout.README))
    yield f"<h2>目录和说明</h2>\n<p>{links}</p>"
    yield (
        f"<p><small>{_said(plan.name)}；由 archive-tool {VERSION} 封装。本页不连接网络；"
        "文件是否与封装时相同，须按 先读我.txt 核验。</small></p>"
    )


# ---------------------------------------------------------------- what the search reads


def _data(plan: PackagePlan, looks: Mapping[PurePosixPath, Look]) -> str:
    folders = dict(plan.dossier.stages)
    items = [_searched(entry, folders, looks) for entry in plan.items]
    names = sorted({name for item in items for name in item["people"] if 0 < len(name) <= _NAME_MOST})
    whole = {
        "items": items,
        "readings": {name: readings(name) for name in names},
        "folding": _folding(_texts(items)),
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPT)


def _searched(entry: PlannedItem, folders: Mapping[str, str], looks: Mapping[PurePosixPath, Look]) -> dict[str, Any]:
    item = entry.item
    people = [squeezed(name) for person in item.people for name in (person.name, *person.former_names)]
    facts = (title_of(item), item.doc_no, item.maker, item.date, item_key(item), remark_of(item), *item.units)
    known = (squeezed(fact) for fact in (*facts, *item.posts, *people))
    return {
        "facts": list(dict.fromkeys(fact for fact in known if fact)),
        "people": list(dict.fromkeys(people)),
        "filters": {
            "stage": [clean(folders[item.stage])],
            "person": list(dict.fromkeys(squeezed(person.name) for person in item.people)),
            "genre": [clean(item.genre)] if item.genre else [],
            "secrecy": [clean(item.secrecy)] if item.secrecy else [],
        },
        "texts": [
            {"text": page.text, "href": quote(str(file.path)), "page": page.number}
            for file in entry.files
            if file.path in looks
            for page in looks[file.path].pages
        ],
    }


def _texts(items: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for item in items:
        yield from item["facts"]
        yield from item["people"]
        yield from (text["text"] for text in item["texts"])


def _folding(texts: Iterable[str]) -> str:
    """Pairs of a character and what it becomes, of all that may lead to a character that occurs in the page."""
    occurring: set[str] = set()
    for text in texts:
        occurring.update(folding.fold(text))
    table = folding.table()
    return "".join(f"{chr(code)}{becomes}" for code, becomes in sorted(table.items()) if becomes in occurring)
