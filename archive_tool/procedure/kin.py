"""Kinship: what a family word or a compound such as 妻子的哥哥 means for recusal.

A word is a chain of steps: up to a parent, down to a child, across to a brother or sister, over to a husband or wife.
Compounds are chains laid end to end and shortened; the class follows from the chain, so that words nobody listed
(表姐夫的父亲) are understood too.

Source of the classes: 公务员回避规定（试行） art. 5 as verified.md records it. 直系 goes up to grandparents and down to
grandchildren, 旁系 to cousins, nephews, uncles and aunts, 近姻亲 to spouse's parents, spouse's siblings and their
spouses, children's spouses and those spouses' parents, and spouses of collateral relatives within three generations.
Children of the spouse's siblings and great-grandparents are outside; they are `OTHER`, a matter for a person.

    relation(word) -> Relation | None
    between(first, second) -> Relation | None     of two people who both name the same third person
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

UP, DOWN, SIDE, OVER = "U", "D", "B", "S"


class Kin(StrEnum):
    """The classes of relations that the rules of recusal name."""

    SPOUSE = "夫妻"
    DIRECT = "直系血亲"
    COLLATERAL = "三代以内旁系血亲"
    IN_LAW = "近姻亲"
    OTHER = "其他亲属"

    @property
    def recuses(self) -> bool:
        """Whether the relation alone demands recusal."""
        return self is not Kin.OTHER


@dataclass(frozen=True, slots=True)
class Relation:
    """What a family word means.

    Attributes:
        kin: its class.
        degree: generations to climb and descend between the two (父 1, 兄弟 2, 堂兄弟 4); husband and wife 0, an
            in-law as the relative it comes through.
        chain: the steps, shortened.
    """

    kin: Kin
    degree: int
    chain: str


_WORDS: Final = {
    "S": "丈夫 妻子 配偶 夫 妻 爱人 老公 老婆 太太",
    "U": "父亲 母亲 父 母 爸爸 妈妈 爸 妈 父母 继父 继母 养父 养母 生父 生母",
    "D": "儿子 女儿 子 女 儿 子女 孩子 长子 次子 三子 四子 五子 独子 独生子 长女 次女 三女 四女 五女 独女 独生女 "
         "养子 养女 继子 继女 养子女 继子女 大儿子 小儿子 大女儿 小女儿 幼子 幼女",
    "UU": "祖父 祖母 外祖父 外祖母 爷爷 奶奶 姥爷 姥姥 外公 外婆 祖父母 外祖父母",
    "DD": "孙子 孙女 外孙 外孙子 外孙女 孙",
    "UUU": "曾祖父 曾祖母 外曾祖父 外曾祖母 太爷爷 太奶奶",
    "DDD": "曾孙 曾孙子 曾孙女 曾外孙 曾外孙女",
    "B": "哥哥 弟弟 姐姐 妹妹 兄 弟 姐 妹 哥 兄弟 姐妹 兄弟姐妹 大哥 二哥 三哥 大弟 二弟 大姐 二姐 三姐 大妹 二妹 "
         "胞兄 胞弟 胞姐 胞妹 长兄 长姐 同胞兄弟 同父异母兄弟 同母异父兄弟 同父异母姐妹 同母异父姐妹 继兄弟 继姐妹 "
         "养兄弟",
    "UB": "伯父 叔父 姑母 舅父 姨母 伯伯 大伯 叔叔 姑姑 姑妈 舅舅 姨妈 阿姨 姨 伯 叔 姑 舅 大姑 小姑 大舅 "
          "二舅 小舅 大姨 二叔 三叔 小叔",
    "UBD": "堂兄 堂弟 堂姐 堂妹 堂哥 表兄 表弟 表姐 表妹 表哥 堂兄弟 堂姐妹 表兄弟 表姐妹 姑表兄弟 姨表兄弟 舅表兄弟 "
           "堂兄弟姐妹 表兄弟姐妹",
    "BD": "侄子 侄女 外甥 外甥女 侄 侄儿 外甥子",
    "SU": "公公 婆婆 岳父 岳母 公婆 岳父母 丈人 丈母娘 老丈人",
    "DS": "女婿 儿媳 儿媳妇 媳妇 长媳 次媳 长婿 次婿",
    "DSU": "亲家 亲家公 亲家母",
    "SB": "大伯子 小叔子 大姑子 小姑子 大舅子 小舅子 大姨子 小姨子 内兄 内弟 妻兄 妻弟 妻姐 妻妹 夫兄 夫弟 夫姐 "
          "夫妹 大舅哥",
    "SBS": "连襟 妯娌 连桥",
    "SBD": "内侄 内侄女 妻侄 妻侄女 妻甥",
    "BS": "嫂子 嫂嫂 弟媳 弟妹 弟媳妇 弟妇 姐夫 妹夫 大嫂 二嫂 大姐夫 二姐夫",
    "UBS": "伯母 婶母 婶婶 婶子 姑父 姑夫 姑丈 舅母 舅妈 姨父 姨夫 姨丈 大妈 大娘",
    "UBDS": "堂嫂 堂弟媳 堂姐夫 堂妹夫 表嫂 表弟媳 表姐夫 表妹夫",
    "BDS": "侄媳 侄媳妇 侄婿 侄女婿 外甥媳妇 外甥媳 外甥女婿 外甥婿",
    "DDS": "孙媳 孙媳妇 孙婿 孙女婿 外孙媳妇 外孙女婿",
    "UUB": "伯祖父 伯祖母 叔祖父 叔祖母 姑祖母 舅祖父 姨祖母 舅公 姑婆 姨婆",
    "BDD": "侄孙 侄孙子 侄孙女 甥孙 外甥孙",
    "UUBDD": "从兄弟 再从兄弟 远房堂兄 远房堂弟 远房表兄 远房表弟",
}  # fmt: skip
_CHAINS: Final = {word: chain for chain, words in _WORDS.items() for word in words.split()}
_LONGEST: Final = max(map(len, _CHAINS))
_JOINTS: Final = re.compile(r"[的之\s]+")
_ASIDE: Final = re.compile(r"[（(][^（）()]*[）)]")  # （已故）, （同父异母）

# Two steps that mean one: a child's other parent is the spouse, a brother's parent one's own parent, and so on. A
# spouse's child and a parent's spouse stand for the child and the parent: step relations count as blood ones.
_SHORTER: Final = {"DU": "S", "BU": "U", "BB": "B", "DB": "D", "UD": "B", "SS": "", "SD": "D", "US": "U"}
_IN_LAWS: Final = frozenset(("SU", "SB", "SBS", "DS", "DSU", "BS", "UBS", "UBDS", "BDS"))
_COLLATERAL: Final = frozenset(("B", "UB", "BD", "UBD"))
_DIRECT: Final = frozenset(("U", "UU", "D", "DD"))
_INVERSE: Final = str.maketrans({UP: DOWN, DOWN: UP})


def _shortened(chain: str) -> str:
    """The chain with every pair that means less replaced, until none is left."""
    for pair, less in _SHORTER.items():
        if pair in chain:
            return _shortened(chain.replace(pair, less))
    return chain


def _classed(chain: str) -> Relation | None:
    """The class of a chain; None for one that leads back to oneself."""
    short = _shortened(chain)
    if not short:
        return None
    if short == OVER:
        kin = Kin.SPOUSE
    elif short in _DIRECT:
        kin = Kin.DIRECT
    elif short in _COLLATERAL:
        kin = Kin.COLLATERAL
    else:
        kin = Kin.IN_LAW if short in _IN_LAWS else Kin.OTHER
    return Relation(kin, len(short.replace(OVER, "")) + short.count(SIDE), short)


def _steps(part: str) -> str | None:
    """The steps of words run together, the longest word first."""
    steps = ""
    while part:
        word = next((part[:size] for size in range(_LONGEST, 0, -1) if part[:size] in _CHAINS), None)
        if word is None:
            return None
        steps += _CHAINS[word]
        part = part[len(word) :]
    return steps


@lru_cache(maxsize=4096)
def _chain(word: str) -> str | None:
    """The steps of a word or compound, None when a part of it is no family word."""
    parts = [_steps(part) for part in _JOINTS.split(_ASIDE.sub("", word)) if part]
    known = [part for part in parts if part is not None]
    return "".join(known) if parts and len(known) == len(parts) else None


def relation(word: str) -> Relation | None:
    """What a family word or compound means, None when it is none that the table knows or leads back to oneself."""
    steps = _chain(word)
    return _classed(steps) if steps is not None else None


def between(first: str, second: str) -> Relation | None:
    """How two people are related who name the same third person: `first` as the one calls him, `second` as the other.

    None when a word is not understood or the two would be one person.
    """
    there, back = _chain(first), _chain(second)
    if there is None or back is None:
        return None
    return _classed(there + back[::-1].translate(_INVERSE))
