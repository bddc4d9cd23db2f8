"""Numerals in a query word: 二十 and 20, 二〇二四 and 2024 are asked together. Quoted phrases stay as they are."""

import re
from typing import Final

_DIGITS: Final = "〇一二三四五六七八九"
_VALUE: Final = {char: number for number, char in enumerate(_DIGITS)} | {"零": 0, "两": 2}
_UNITS: Final = {"十": 10, "百": 100, "千": 1_000}
_CHINESE: Final = re.compile("[〇零一二三四五六七八九十百千两]+")
_ARABIC: Final = re.compile(r"\d{1,12}")
# A lone numeral character is a numeral only where it counts something (第三次, 三票), not in 一般 or 张三.
_COUNTED: Final = re.compile("(?<=第)[一二三四五六七八九十]|[一二三四五六七八九十](?=[年月日号次届名人票份件条款项%])")
_ROUND: Final = 10_000  # below it numbers are also written with 十, 百, 千


def arabic(text: str) -> str:
    """The text with its Chinese numerals as digits, as far as they are well formed."""
    return _CHINESE.sub(lambda run: _number(run[0]) or run[0], text)


def writings(word: str) -> tuple[str, ...]:
    """A word and the other ways its numerals are written, itself first."""
    plain = _CHINESE.sub(lambda run: _plain(run, word), word)
    found = [word, plain]
    if _ARABIC.search(plain):
        read_out = _ARABIC.sub(lambda run: _read_out(run[0]), plain)
        found += [read_out, read_out.replace("〇", "零"), _ARABIC.sub(lambda run: _counted(run[0]), plain)]
    return tuple(dict.fromkeys(found))


def _plain(run: "re.Match[str]", word: str) -> str:
    if len(run[0]) > 1 or _COUNTED.match(word, run.start()):
        return _number(run[0]) or run[0]
    return run[0]


def _number(run: str) -> str | None:
    """二〇二四 -> 2024, 二十 -> 20, 一百零五 -> 105; None when it is neither read out nor counted."""
    if not any(char in _UNITS for char in run):
        return "".join(str(_VALUE[char]) for char in run)
    total, digit, least = 0, None, _ROUND
    for char in run:
        unit = _UNITS.get(char)
        if unit is None:
            if digit:
                return None
            digit = _VALUE[char]
        elif unit >= least:
            return None
        else:
            total += (1 if digit is None else digit) * unit
            digit, least = None, unit
    return str(total + (digit or 0))


def _read_out(run: str) -> str:
    return "".join(_DIGITS[int(char)] for char in run)


def _counted(run: str) -> str:
    """20 -> 二十; numbers that nobody counts so are read out."""
    number = int(run)
    if not 0 < number < _ROUND or str(number) != run:
        return _read_out(run)
    said, left, gap = "", number, False
    for name, unit in (("千", 1_000), ("百", 100), ("十", 10), ("", 1)):
        digit, left = divmod(left, unit)
        if digit:
            said += ("零" if gap else "") + _DIGITS[digit] + name
            gap = False
        else:
            gap = bool(said)
    return said.removeprefix("一") if said.startswith("一十") else said
