"""Names: the surname's own reading comes first, what people try by mistake is known too."""

import pytest

from archive_tool.names import readings


@pytest.mark.parametrize(
    ("surname", "right", "wrong"),
    [
        ("单", "shan", "dan"), ("解", "xie", "jie"), ("查", "zha", "cha"), ("仇", "qiu", "chou"), ("区", "ou", "qu"),
        ("曾", "zeng", "ceng"), ("翟", "zhai", "di"), ("缪", "miao", "mou"), ("盖", "ge", "gai"), ("朴", "piao", "pu"),
        ("覃", "qin", "tan"), ("谌", "chen", "shen"), ("乐", "yue", "le"), ("员", "yun", "yuan"), ("种", "chong", "zhong"),
        ("逄", "pang", "feng"), ("褚", "chu", "zhu"), ("佘", "she", "yu"),
    ],
)  # fmt: skip
def test_surnames_lead_with_their_own_reading(surname: str, right: str, wrong: str) -> None:
    ways = readings(surname + "文")[0]
    assert ways[0] == right
    assert wrong in ways


@pytest.mark.parametrize(("surname", "right"), [("尉迟", ("yu", "chi")), ("万俟", ("mo", "qi")), ("长孙", ("zhang", "sun"))])
def test_compound_surnames(surname: str, right: tuple[str, str]) -> None:
    ways = readings(surname + "明")
    assert right[0] in ways[0]
    assert right[1] in ways[1]


def test_given_names_keep_their_usual_reading_and_the_common_mistake() -> None:
    assert readings("王子赟")[2][:2] == ("yun", "bin")


def test_umlaut_is_typed_three_ways() -> None:
    assert readings("吕明")[0] == ("lv", "lu", "lyu")


def test_what_has_no_reading_is_itself() -> None:
    assert readings("艾力·A") == (("ai", "yi"), ("li",), ("·",), ("a",))
