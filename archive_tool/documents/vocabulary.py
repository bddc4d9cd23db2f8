"""Which fields a template may name: those of the record's schema, in both languages, and what the corridor computes.

vocabulary(schema.shape, person_schema.shape, subjects=plan's names) -> Known
chinese(known) -> what wording.context takes
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from archive_tool.documents.wording import Vocabulary

ANYTHING: Final = "*"  # a group in which every name is right (custom, maps)
PERSON: Final = "person"


class ShapeLike(Protocol):
    """What may stand in a place, as the records room describes it."""

    @property
    def sort(self) -> str: ...  # noqa: D102
    @property
    def fields(self) -> Mapping[str, Any]: ...  # noqa: D102
    @property
    def of(self) -> Any: ...  # noqa: D102
    @property
    def to(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Name:
    """A field that a template may name.

    Attributes:
        key, zh: its names.
        sort: text, date, list, group …
        opens: path of the group that it (or an entry of it) opens; empty for a value.
        many: whether it is a list.
    """

    key: str
    zh: str
    sort: str
    opens: str = ""
    many: bool = False


Known = Mapping[str, Mapping[str, Name]]
"""Names by the path of their group; `` is the top, `person` a person's record."""

# What the corridor computes and hands in besides the record; `tasks` fills these, templates may name them.
COMPUTED: Final[Mapping[str, tuple[Name, ...]]] = {
    "": (
        Name("item", "归档项", "group", "item"), Name("period", "公示期", "group", "period"),
        Name("minutes_title", "纪要标题", "text"), Name("share_base", "得票率基数", "text"),
        Name("states", "归档状态", "list", "states", many=True), Name("made_on", "编制日期", "date"),
        Name("in_force", "公示人选", "list", "in_force", many=True),
        Name("appointed_in_year", "当年任用", "list", "appointed_in_year", many=True),
        Name("team_name", "考察组名称", "text"), Name("photo", "照片", "text"),
        Name("announcement", "公示正文", "group", "announcement"), Name("preview", "预告正文", "group", "announcement"),
    ),
    "announcement": (
        Name("paragraphs", "段落", "list", "announcement.paragraphs", many=True), Name("digest", "校验码", "text"),
    ),
    "announcement.paragraphs": (Name("role", "作用", "text"), Name("text", "文字", "text")),
    "item": (Name("code", "代码", "text"), Name("title", "题名", "text"), Name("number", "序号", "integer")),
    "period": (
        Name("start", "开始日期", "date"), Name("end", "结束日期", "date"), Name("workdays", "工作日数", "integer"),
        Name("corrected_on", "更正日期", "date"),
        Name("first_start", "原定开始日期", "date"), Name("first_end", "原定结束日期", "date"),
    ),
    "states": (
        Name("stage", "环节", "text"), Name("code", "代码", "text"), Name("title", "题名", "text"),
        Name("state", "状态", "text"), Name("date", "日期", "date"), Name("reason", "说明", "text"),
    ),
    "appointed_in_year": (
        Name("person", "人员", "reference", PERSON), Name("name", "姓名", "text"), Name("sex", "性别", "text"),
        Name("birth", "出生年月", "text"), Name("former_post", "原任职务", "text"),
        Name("present_post", "现任职务", "text"), Name("since", "任职时间", "date"),
        Name("how", "提拔方式", "text"), Name("case", "案卷编号", "text"),
        Name("decision", "决定编号", "text"), Name("doc_no", "文号", "text"),
    ),
    "in_force": (
        Name("person", "人员", "reference", PERSON), Name("current_post", "现任职务", "text"),
        Name("proposed_post", "拟任职务", "text"), Name("note", "说明", "text"),
    ),
}  # fmt: skip


def vocabulary(record: ShapeLike, person: ShapeLike, subjects: Mapping[str, str] | None = None) -> Known:
    """Every name that templates of a kind may use.

    Args:
        record: the schema's first level.
        person: that of persons.
        subjects: what items are about, by the plan: `candidate` -> `candidates`, `talk` -> `talks`.
    """
    known: dict[str, dict[str, Name]] = {}
    _walk(person, PERSON, known, ())
    _walk(record, "", known, ())
    for path, names in COMPUTED.items():
        known.setdefault(path, {}).update({name.key: name for name in names})
    for subject, path in (subjects or {}).items():
        opens = path.replace("[]", "")
        above, _, key = opens.rpartition(".")
        entries = known.get(above, {}).get(key)
        known[""].setdefault(subject, Name(subject, f"本{entries.zh}" if entries else subject, "group", opens))
    return known


def _walk(shape: ShapeLike, path: str, known: dict[str, dict[str, Name]], above: tuple[int, ...]) -> None:
    """Notes the names of a group and of those inside it; a type inside itself opens the group it is."""
    if id(shape) in above:
        return
    names = known.setdefault(path, {})
    for key, field in shape.fields.items():
        inner, many = field.shape, False
        while inner.of is not None:
            many = many or inner.sort == "list"
            inner = ShapeAnything if inner.sort == "map" and not inner.of.fields else inner.of
        below = f"{path}.{key}" if path else key
        opens = ""
        if inner.sort == "reference" and inner.to == PERSON:
            opens = PERSON
        elif inner.sort in ("free", "map"):
            opens = ANYTHING
        elif inner.fields:
            opens = below
            _walk(inner, below, known, (*above, id(shape)))
        names[key] = Name(key, field.zh, "list" if many else inner.sort, opens, many)


class _Anything:
    sort = "map"
    fields: Mapping[str, Any] = {}
    of = None
    to = ""


ShapeAnything: Final = _Anything()


def chinese(known: Known) -> Vocabulary:
    """English keys by Chinese ones, by group; what an item is about has the names of the entries it is one of."""
    found = {path: {name.zh: name.key for name in names.values()} for path, names in known.items()}
    for name in known.get("", {}).values():
        if name.opens not in ("", ANYTHING, name.key):
            inside = [path for path in known if path == name.opens or path.startswith(f"{name.opens}.")]
            found.update({name.key + path.removeprefix(name.opens): found[path] for path in inside})
    return found


def listed(known: Known) -> Iterator[tuple[str, str, str]]:
    """Every path with its Chinese path and its sort, from the top down; a person is opened once."""
    yield from _listed(known, "", "", "", frozenset())


def _listed(
    known: Known, path: str, before: str, before_zh: str, above: frozenset[str]
) -> Iterator[tuple[str, str, str]]:
    for name in known.get(path, {}).values():
        mark = "[]" if name.many else ""
        here, here_zh = f"{before}{name.key}{mark}", f"{before_zh}{name.zh}{mark}"
        yield here, here_zh, name.sort
        if name.opens and name.opens not in (ANYTHING, PERSON) and name.opens not in above:
            yield from _listed(known, name.opens, f"{here}.", f"{here_zh}.", above | {name.opens})
    if not path:
        yield from _listed(known, PERSON, f"{PERSON}.", "人员.", above | {PERSON})


def find_name(known: Known, path: str, key: str) -> Name | None:
    """The name of a field of a group, in either language; a group that speaks of a person has the person's too."""
    for place in (path, PERSON) if PERSON in known.get(path, {}) or path == PERSON else (path,):
        for name in known.get(place, {}).values():
            if key in (name.key, name.zh):
                return name
    return None


def near(known: Known, path: str) -> Iterable[str]:
    """The names, in both languages, that a group knows: for a nearest match."""
    for name in known.get(path, {}).values():
        yield name.key
        yield name.zh
