"""Names by their sound."""

import pytest

from archive_tool.names import readings
from archive_tool.search.people import may_sound, sounds_like


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("zhangsan", "张三"), ("zs", "张三"), ("zhang三", "张三"), ("张san", "张三"), ("z三", "张三"), ("zhangs", "张三"), ("zhang", "张三"),
        ("zhang-san", "张三"), ("zhang'san", "张三"), ("gaomingyuan", "高明远"), ("mingyuan", "高明远"), ("gmy", "高明远"), ("gaomy", "高明远"),
        ("shanxiongxin", "单雄信"), ("danxiongxin", "单雄信"), ("sxx", "单雄信"), ("yuchigong", "尉迟恭"), ("weichigong", "尉迟恭"),
        ("moqi明", "万俟明"), ("ouyangfeng", "欧阳锋"), ("ouy", "欧阳锋"), ("feng", "欧阳锋"), ("lvmeng", "吕蒙"), ("lumeng", "吕蒙"), ("zhangsanf", "张三丰"),
    ],
)  # fmt: skip
def test_heard(typed: str, name: str) -> None:
    assert may_sound(typed)
    assert sounds_like(typed, name, readings(name))


@pytest.mark.parametrize(
    ("typed", "name"),
    [("lisi", "张三"), ("zsf", "张三"), ("my", "高明远"), ("zhang四", "张三"), ("sanzhang", "张三"), ("zhangsansan", "张三"), ("gm", "高明远")],
)
def test_not_heard(typed: str, name: str) -> None:
    assert not sounds_like(typed, name, readings(name))


@pytest.mark.parametrize("typed", ["张三", "z", "2024", ""])
def test_what_cannot_be_a_sound(typed: str) -> None:
    assert not may_sound(typed)


def test_a_name_of_one_character() -> None:
    assert sounds_like("gao", "高", readings("高"))
