"""The numbers of GB/T 9704-2012 in one place, and the faces of our templates in one setting.

Units: twips (twentieths of a point) unless a name says otherwise. (K) marks what is known by practice alone.
"""

from typing import Final


def mm(length: float) -> int:
    """Millimetres in twips."""
    return round(length * 1440 / 25.4)


# 版面
PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838  # A4
TOP, LEFT, RIGHT, BOTTOM = mm(37), mm(28), mm(26), mm(35)
TEXT_WIDTH: Final = PAGE_WIDTH - LEFT - RIGHT  # 156 mm
LINE: Final = 579  # 28.95 pt: 22 lines in 225 mm
CHARACTERS_A_LINE, LINES_A_PAGE = 28, 22
# 16 pt less 0.25 pt: 28 characters of 三号 in 156 mm. Set as spacing of the styles and not as docGrid, by which
# LibreOffice gives each character two cells and every line a multiple of the pitch.
CHARACTER_SPACE: Final = -5
FOOTER: Final = mm(25)  # so that 一字线 stands 7 mm below the type area (K), as measured

# 字号, in half-points
SIZES: Final = {
    "初号": 84, "小初": 72, "一号": 52, "小一": 48, "二号": 44, "小二": 36, "三号": 32, "小三": 30, "四号": 28,
    "小四": 24, "五号": 21, "小五": 18,
    "最小": 2,
}  # fmt: skip
CHARACTER: Final = 320  # one character of 三号

# 发文机关标志、红色分隔线
MARK_BELOW_TOP: Final = mm(35)  # upper edge of the mark below that of the type area
MARK_BELOW_TOP_LETTER: Final = mm(30)  # below the paper's edge, 信函 (K)
# From the top of the mark's line to the top of its characters and the line above, by style, as measured in the PDF.
MARK_RISE: Final = {"Mark": 83, "MarkSmall": 186, "MarkSmaller": 356, "MarkSmallest": 423}
RED: Final = "FF0000"
RULE_POINTS: Final = 6  # so that 4 mm lie between 发文字号 and the line, as measured
LETTER_RULE_POINTS: Final = 9  # and between the mark of a letter and its first line
RULE_SIZE: Final = 18  # eighths of a point (K)
LETTER_RULE_WIDTH: Final = mm(170)
LETTER_TOP: Final = 1565  # so that the mark's upper edge stands there, as measured
LETTER_FOOTER: Final = mm(20)  # so that the lower red line stands 20 mm above the paper's lower edge (K), as measured
# 版记
IMPRINT_OUTER, IMPRINT_INNER = 8, 6  # 0.35 mm and 0.25 mm, eighths of a point (K)

# 字体: the one setting of all templates
FACES: Final = {
    "title": "方正小标宋简体",
    "body": "仿宋_GB2312",
    "heading1": "黑体",
    "heading2": "楷体_GB2312",
    "page": "宋体",
    "latin": "Times New Roman",
}
