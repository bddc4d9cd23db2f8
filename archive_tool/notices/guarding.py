"""Case -> what of it must not leave with a notice: names, texts, days of birth, each with the place where it stands.

Nothing is judged here: everything in the record counts, and the screening takes out what the notice itself says.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from archive_tool.folding import fold
from archive_tool.model.cases import Case
from archive_tool.model.places import Place
from archive_tool.model.tree import Group, Leaf, Node, Rows

SHARED: Final = 8  # so many characters in a row are a leak
INVISIBLE: Final = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\x00-\x08\x0e-\x1f\x7f"
_UNSEEN: Final = re.compile(rf"[\s{INVISIBLE}]+")
_HAN_NAME: Final = re.compile(r"[㐀-鿿𠀀-𯿿]{2,4}|[㐀-鿿𠀀-𯿿]{1,8}(?:[·•][㐀-鿿𠀀-𯿿]{1,8})+")
# Keys that hold a person's name as text, beside `name` itself; offices may stand there too, so a surname is asked for.
_NAME_KEYS: Final = frozenset(
    {
        "name", "signer", "drafted_by", "checked_by", "approved_by", "approver", "owner", "contact", "reporter",
        "filled_by", "household", "by", "received_by", "signed_by",
    }
)  # fmt: skip
_SURNAMES: Final = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方"
    "俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧"
    "计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫"
    "经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓"
    "牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙"
    "池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古"
    "易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯"
    "相查后荆红游竺权逯盖益桓公肖闫覃岳仝佟付代邸冼苑楚辜兰楼占鹿卫占栗岩阳海练展覃尧商牟佘佴伯赏墨哈谯笪年爱"
)
_ORGANISATIONS: Final = re.compile(
    r"(?:委|部|局|会|组|处|科|室|院|校|办|府|党|团|厅|司|所|站|社|村|镇|乡|县|区|市|省|长|员|任|书记|成员|干部|群众)$"
)
_SHORT_KEYS: Final = frozenset({"health"})
_TELLING: Final = 4  # 健康, 良好 say nothing
_STAFF: Final = frozenset(
    {
        "drafted_by", "checked_by", "approved_by", "approver", "by", "filled_by", "received_by", "signer", "signers",
        "recorder", "interviewers", "team", "owner", "assigned_to", "responsible",
    }
)  # fmt: skip
_NOT_PERSONS: Final = frozenset({"units", "groups", "meeting", "proposal", "prior_unit", "org", "positions"})
_UNSAID: Final = frozenset({"format", "kind", "file", "sha256"})


def folded(text: str) -> str:
    """As the index folds it (script, width, case), without spaces and without what nobody sees."""
    return _UNSEEN.sub("", fold(text))


@dataclass(frozen=True, slots=False)
class Guarded:
    """What one record keeps back.

    Attributes:
        names: every name of a person in it.
        texts: every text of it of eight characters or more, folded.
        short: folded texts of fewer characters that tell of somebody's health.
        staff: names of those who work on the case; an office program may have written them into a file.
    """

    names: Mapping[str, Place] = field(default_factory=dict)
    texts: tuple[tuple[str, Place], ...] = ()
    short: tuple[tuple[str, Place], ...] = ()
    staff: frozenset[str] = frozenset()

    @cached_property
    def pieces(self) -> Mapping[str, Place]:
        """Every run of eight characters of the texts. Made only when something in the output needs it."""
        found: dict[str, Place] = {}
        for said, place in self.texts:
            for start in range(len(said) - SHARED + 1):
                found.setdefault(said[start : start + SHARED], place)
        return found

    def joined(self, other: "Guarded") -> "Guarded":
        """What both keep back."""
        return Guarded(
            {**other.names, **self.names}, self.texts + other.texts, self.short + other.short, self.staff | other.staff
        )


def guarded(case: Case) -> Guarded:
    """What a case keeps back: its record (received.yaml with it), its persons, its decision, the cases it serves."""
    records = [case.record, *(served.record for served in case.served)]
    people = [*case.people.values(), *(person for served in case.served for person in served.people.values())]
    if case.decision is not None:
        records.append(case.decision.record)
    trees = (*records, *(person.record for person in people))
    names = {person.name: person.record.place for person in people}
    texts: dict[str, Place] = {}
    short: dict[str, Place] = {}
    staff: set[str] = set()
    for tree in trees:
        for path, leaf in _leaves(tree, ()):
            for said in _sayings(path, leaf):
                texts.setdefault(said, leaf.place)
            if path and path[-1] in _SHORT_KEYS and _TELLING <= len(said := folded(str(leaf.value))) < SHARED:
                short.setdefault(said, leaf.place)
            for name in _names(path, leaf):
                names.setdefault(name, leaf.place)
                staff |= {name} if _STAFF.intersection(path) else set()
    return Guarded(names, tuple(texts.items()), tuple(short.items()), frozenset(staff))


def _leaves(node: Node, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Leaf]]:
    if isinstance(node, Leaf):
        yield path, node
    elif isinstance(node, Group):
        for key, child in node.fields.items():
            yield from _leaves(child, (*path, key))
    else:
        assert isinstance(node, Rows)
        for child in node.items:
            yield from _leaves(child, path)


def _sayings(path: tuple[str, ...], leaf: Leaf) -> Iterator[str]:
    """The texts of a leaf, long enough to be told apart. Numbers and days say nothing alone, but for births."""
    value = leaf.value
    if isinstance(value, str) and not (path and path[-1] in _UNSAID):
        said = folded(value)
        if len(said) >= SHARED:
            yield said
    elif isinstance(value, date) and path and path[-1] == "birth":
        yield from births(value)


def births(day: date) -> tuple[str, ...]:
    """The ways in which a day of birth is written, folded."""
    year, month, number = day.year, day.month, day.day
    return (
        f"{year}年{month}月{number}日",
        f"{year}年{month:02d}月{number:02d}日",
        f"{year}.{month:02d}.{number:02d}",
        f"{year}.{month}.{number}",
        f"{year}-{month:02d}-{number:02d}",
        f"{year}/{month}/{number}",
        f"{year}{month:02d}{number:02d}",
    )


def _names(path: tuple[str, ...], leaf: Leaf) -> Iterator[str]:
    """The name of a person, when the leaf holds one."""
    value = leaf.value
    if not isinstance(value, str) or not path:
        return
    said = value.strip()
    if not _HAN_NAME.fullmatch(said):
        return
    key, above = path[-1], path[-2] if len(path) > 1 else ""
    certain = (above in ("family", "business_interests") and key == "name") or key == "former_names" or "·" in said
    likely = key in _NAME_KEYS and above not in _NOT_PERSONS and said[0] in _SURNAMES
    if certain or (likely and not _ORGANISATIONS.search(said)):
        yield said
