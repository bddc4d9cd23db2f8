"""A person's record with what came in put into it, and what that changes, field by field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from archive_tool.intake.persons import Fields
from archive_tool.records.dates import Trouble, parse_date
from archive_tool.records.formatting import Plain
from archive_tool.records.schema import Shape

# What makes two entries of a list the same one; what else the older says of it (its rank, its unit) is kept.
_SAME_BY = {
    "resume": ("from", "text"),
    "family": ("relation", "name"),
    "annual_reviews": ("year",),
    "other_parties": ("party",),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that changes: its dotted path, its Chinese name, what stood there and what will; empty for nothing."""

    path: str
    field: str
    before: str
    after: str


def merged(old: Mapping[str, Plain], new: "Fields") -> dict[str, Plain]:
    """The old record with everything that the new one says.

    What the new one does not speak of stays. What belongs to a post or a school goes when that is another one.
    """
    now: dict[str, Plain] = dict(old)
    for key, said in new.items():
        before = old.get(key)
        if isinstance(said, str):
            now[key] = before if isinstance(before, str) and _same(before, said) else said
        elif isinstance(said, list):
            now[key] = [_entry(each, before, _SAME_BY.get(key, ())) for each in said]
        elif isinstance(before, Mapping):
            now[key] = merged(_still_true(before, said), said)
        else:
            now[key] = dict(said)
    return now


def without_print(old: Mapping[str, Plain], new: "Mapping[str, str | Fields | list[str | Fields]]") -> "Fields":
    """What the print of a form says beyond somebody's record, where that knows it better.

    The print has what belongs to one appointment (拟任, 拟免, 任免理由), concludes the political standing from the date
    of joining, and gives the ages of relatives where the record has when they were born.
    """
    said = {key: value for key, value in new.items() if key != "custom" or not old}
    if old and said.get("politics") and _same(_text(old, "party_join"), str(said.get("party_join", ""))):
        del said["politics"]
    family, known = said.get("family"), old.get("family")
    if isinstance(family, list) and known is not None and not isinstance(known, str | Mapping):
        born = {_who(each) for each in known if isinstance(each, Mapping) and "birth" in each}
        said["family"] = [_ageless(each) if isinstance(each, dict) and _who(each) in born else each for each in family]
    return said


def _who(relative: Mapping[str, Plain]) -> tuple[str, str]:
    return _text(relative, "relation"), _text(relative, "name")


def _ageless(relative: "Fields") -> "Fields":
    return {key: said for key, said in relative.items() if key != "age"}


def differences(old: Mapping[str, Plain], new: Mapping[str, Plain], shape: Shape) -> tuple[Difference, ...]:
    """What stands in one record and not in the other, in the order of the new one."""
    before, after = dict(_flat(old, shape, "", "")), dict(_flat(new, shape, "", ""))
    paths = [*after, *(path for path in before if path not in after)]
    return tuple(
        Difference(path, (after.get(path) or before[path])[0], was, now)
        for path in paths
        if (was := before.get(path, ("", ""))[1]) != (now := after.get(path, ("", ""))[1])
    )


def _same(first: str, second: str) -> bool:
    """Whether two texts say the same: as they stand, or as dates."""
    found = parse_date(first)
    return first == second or (not isinstance(found, Trouble) and found == parse_date(second))


def _entry(said: "str | Fields", old: "Plain | None", by: tuple[str, ...]) -> Plain:
    if isinstance(said, str) or isinstance(old, str | Mapping) or old is None:
        return said
    for each in old:
        if by and isinstance(each, Mapping) and all(_same(_text(each, key), _text(said, key)) for key in by):
            # Of what forms say of an entry nothing old may stay that the new one leaves out.
            kept = {key: value for key, value in each.items() if key in said or key not in ("to", "aside", "age")}
            return merged(kept, said)
    return said


def _text(fields: Mapping[str, Plain], key: str) -> str:
    found = fields.get(key, "")
    return found if isinstance(found, str) else ""


def _still_true(old: Mapping[str, Plain], new: "Fields") -> Mapping[str, Plain]:
    """What of a group still holds: of another post neither unit nor rank, of another school no subject."""
    title, school = new.get("title"), new.get("school")
    if isinstance(title, str) and _text(old, "unit") and title == _text(old, "unit") + _text(old, "title"):
        new["title"] = _text(old, "title")  # the form names the post with its unit
        return old
    if isinstance(title, str) and "title" in old and old["title"] != title:
        return {}
    if isinstance(school, str) and _text(old, "school"):
        whole = _text(old, "school") + _text(old, "major")
        if school in (whole, f"{whole}专业"):
            new["school"] = _text(old, "school")
        elif school != _text(old, "school"):
            return {key: value for key, value in old.items() if key not in ("major", "graduated")}
    return old


def _flat(node: Plain, shape: Shape | None, path: str, name: str) -> Iterator[tuple[str, tuple[str, str]]]:
    if isinstance(node, str):
        yield path, (name, node)
    elif isinstance(node, Mapping):
        for key, child in node.items():
            known = shape.names.get(key) if shape is not None and shape.sort == "group" else None
            here, said = f"{path}.{key}".strip("."), f"{name}.{known.zh if known else key}".strip(".")
            yield from _flat(child, known.shape if known else None, here, said)
    else:
        for number, child in enumerate(node, 1):
            of = shape.of if shape is not None else None
            yield from _flat(child, of, f"{path}[{number - 1}]", f"{name}[{number}]")
