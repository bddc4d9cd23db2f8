"""年度考核结果: `2022年优秀；2023、2024年称职` becomes a grade for each year, and back."""

import re
from typing import Final

_GRADES: Final = (
    "不定等次", "不确定等次", "未参加", "基本称职", "基本合格", "不称职", "不合格", "优秀", "称职", "合格",
)  # fmt: skip
_SAID: Final = re.compile(
    r"(\d{4}(?:年度?)?(?:[、,，和及]\d{4}(?:年度?)?)*|\d{4}(?:年度?)?\s*(?:-+|—+|–+|~|～|至|到)\s*\d{4}(?:年度?)?)"
    rf"\s*(?:年度?)?(?:考核)?(?:结果)?(?:均?(?:评?定)?为|[:：])?\s*({'|'.join(_GRADES)})(?:等次)?",
    re.ASCII,
)
_SEPARATORS: Final = re.compile(r"[\s;；,，。、.]+")
_NONE: Final = frozenset({"无", "无。", "/", "—"})
_LONG: Final = 2_000  # characters; nobody has so many years, and patterns take the square of it
_SHOWN: Final = 60
_SPAN_MOST: Final = 40  # years


def grades(text: str) -> tuple[list[dict[str, str]], str]:
    """Year and grade of each review, and what of the text was not understood."""
    if text.strip() in _NONE:
        return [], ""
    if len(text) > _LONG:
        return [], text[:_SHOWN]
    found: list[dict[str, str]] = []
    for said in _SAID.finditer(text):
        grade = said[2].replace("不确定", "不定")
        found += [{"year": year, "grade": grade} for year in _years(said[1])]
    left = _SEPARATORS.sub(" ", _SAID.sub(" ", text)).strip()
    return found, left[:_SHOWN]


def written(found: list[dict[str, str]]) -> str:
    """The reviews as the form writes them: `2022年优秀；2023年称职`."""
    return "；".join(f"{each.get('year', '')}年{each.get('grade', '')}" for each in found)


def _years(text: str) -> list[str]:
    years = re.findall(r"\d{4}", text)
    first, last = int(years[0]), int(years[-1])
    is_span = re.search(r"[-—–~～至到]", text) is not None and 0 < last - first < _SPAN_MOST
    return [str(year) for year in range(first, last + 1)] if is_span else years
